"""The optimised integrations as data: which actions there are, in which patterns, and what they must be given.

A row is what checking, editing, pricing and running all need to know of an action before any service is there. What an
action does is an integration's business.

Parameters are written in PascalCase whatever the service's own API says (AWS guide, "Passing parameters"). `required`
holds what every call must carry; `accepts` is known only where the integration has a shape of its own or drops what it
does not know, and is None where the parameters are those of the API.

Source: AWS guide, "Integrating optimized services" and the "connect-…" page of each service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.resources.arn import Resource

Price: TypeAlias = Literal["lambda", "execution", "http", "service", "none"]
"""Who is paid beside Step Functions: a function's requests and GB-seconds, a child execution by its own rules, an HTTPS
call, another service by its own price list, or nobody (an activity's worker is the caller's own)."""


class Service(NamedTuple):
    """What all actions of one optimised integration share."""

    title: str  # as the guide names it
    page: str  # of the guide, without ".html"
    client: str  # botocore's name of the service behind most of its actions, "" if there is none
    sdk: str  # the same service as an aws-sdk integration, "" if there is none
    has_token: bool  # whether .waitForTaskToken may be written
    price: Price = "service"


class Integration(NamedTuple):
    """One action of an optimised integration."""

    service: str
    action: str
    suffixes: tuple[str, ...]  # of "", ".sync", ".sync:2", ".waitForTaskToken"
    required: tuple[str, ...]  # parameters without which AWS does not call
    one_of: tuple[str, ...]  # of which one is required, too
    accepts: tuple[str, ...] | None  # every parameter; None: those of the API
    payload: tuple[str, ...]  # parameters that take any JSON and send it as text
    client: str  # botocore's name of the service behind it, "" if there is none
    operation: str  # and of the call, "" if the integration has a shape of its own
    wraps: bool  # whether a request-response result carries SdkHttpMetadata and SdkResponseMetadata

    @property
    def about(self) -> Service:
        return SERVICES[self.service]


_JOB: Final = ("", ".sync")
_CALL: Final = ("",)

# fmt: off
SERVICES: Final[Mapping[str, Service]] = {
    "apigateway": Service("Amazon API Gateway", "connect-api-gateway", "", "apigateway", True),
    "athena": Service("Amazon Athena", "connect-athena", "athena", "athena", False),
    "batch": Service("AWS Batch", "connect-batch", "batch", "batch", False),
    "bedrock": Service("Amazon Bedrock", "connect-bedrock", "bedrock-runtime", "bedrockruntime", True),
    "bedrockagentcore": Service("Amazon Bedrock AgentCore", "connect-bedrock-agentcore", "bedrock-agentcore", "bedrockagentcore", False),
    "codebuild": Service("AWS CodeBuild", "connect-codebuild", "codebuild", "codebuild", False),
    "databrew": Service("AWS Glue DataBrew", "connect-databrew", "databrew", "databrew", False),
    "dynamodb": Service("Amazon DynamoDB", "connect-ddb", "dynamodb", "dynamodb", False),
    "ecs": Service("Amazon ECS and Fargate", "connect-ecs", "ecs", "ecs", True),
    "eks": Service("Amazon EKS", "connect-eks", "eks", "eks", True),
    "elasticmapreduce": Service("Amazon EMR", "connect-emr", "emr", "emr", False),
    "emr-containers": Service("Amazon EMR on EKS", "connect-emr-eks", "emr-containers", "emrcontainers", False),
    "emr-serverless": Service("Amazon EMR Serverless", "connect-emr-serverless", "emr-serverless", "emrserverless", False),
    "events": Service("Amazon EventBridge", "connect-eventbridge", "events", "eventbridge", True),
    "glue": Service("AWS Glue", "connect-glue", "glue", "glue", False),
    "http": Service("HTTPS APIs", "call-https-apis", "", "", False, "http"),
    "lambda": Service("AWS Lambda", "connect-lambda", "lambda", "lambda", True, "lambda"),
    "mediaconvert": Service("AWS Elemental MediaConvert", "connect-mediaconvert", "mediaconvert", "mediaconvert", False),
    "sagemaker": Service("Amazon SageMaker AI", "connect-sagemaker", "sagemaker", "sagemaker", False),
    "sns": Service("Amazon SNS", "connect-sns", "sns", "sns", True),
    "sqs": Service("Amazon SQS", "connect-sqs", "sqs", "sqs", True),
    "states": Service("AWS Step Functions", "connect-stepfunctions", "stepfunctions", "sfn", True, "execution"),
}


def _row(
    name: str,
    suffixes: tuple[str, ...] = _CALL,
    required: str = "",
    *,
    accepts: str | None = None,
    payload: str = "",
    one_of: str = "",
    client: str | None = None,
    operation: str | None = None,
    wraps: bool = True,
) -> Integration:
    """A row. `accepts` names what may stand beside `required`; `operation` defaults to the action's."""
    service, action = name.split(":")
    about = SERVICES[service]
    must = tuple(required.split())
    if operation is None:
        operation = action[0].upper() + action[1:] if about.client else ""
    return Integration(
        service, action,
        (*suffixes, ".waitForTaskToken") if about.has_token else suffixes,
        must,
        tuple(one_of.split()),
        None if accepts is None else (*must, *accepts.split()),
        tuple(payload.split()),
        about.client if client is None else client,
        operation, wraps,
    )


_KUBERNETES: Final = "ClusterName CertificateAuthority Endpoint"

INTEGRATIONS: Final[Mapping[tuple[str, str], Integration]] = {(row.service, row.action): row for row in (
    _row("apigateway:invoke", _CALL, "ApiEndpoint Method", payload="RequestBody", wraps=False,
         accepts="Stage Path Headers QueryParameters RequestBody AllowNullValues AuthType"),
    _row("athena:startQueryExecution", _JOB, "QueryString"),
    _row("athena:stopQueryExecution", _CALL, "QueryExecutionId"),
    _row("athena:getQueryExecution", _CALL, "QueryExecutionId"),
    _row("athena:getQueryResults", _CALL, "QueryExecutionId"),
    _row("batch:submitJob", _JOB, "JobName JobQueue JobDefinition"),
    _row("bedrock:invokeModel", _CALL, "ModelId", payload="Body"),
    _row("bedrock:createModelCustomizationJob", _JOB,
         "JobName CustomModelName RoleArn BaseModelIdentifier TrainingDataConfig OutputDataConfig",
         client="bedrock"),
    # Not found in any page of the guide that is at hand (unconfirmed).
    _row("bedrock:createProvisionedModelThroughput", _CALL, "ModelUnits ProvisionedModelName ModelId",
         client="bedrock"),
    _row("bedrockagentcore:invokeHarness", _CALL, "HarnessArn RuntimeSessionId Messages"),
    _row("codebuild:startBuild", _JOB, "ProjectName"),
    _row("codebuild:stopBuild", _CALL, "Id"),
    _row("codebuild:batchDeleteBuilds", _CALL, "Ids"),
    _row("codebuild:batchGetReports", _CALL, "ReportArns"),
    _row("codebuild:startBuildBatch", _JOB, "ProjectName"),
    _row("codebuild:stopBuildBatch", _CALL, "Id"),
    _row("codebuild:retryBuildBatch", _JOB),
    _row("codebuild:deleteBuildBatch", _CALL, "Id"),
    _row("databrew:startJobRun", _JOB, "Name"),
    _row("dynamodb:getItem", _CALL, "TableName Key"),
    _row("dynamodb:putItem", _CALL, "TableName Item"),
    _row("dynamodb:updateItem", _CALL, "TableName Key"),
    _row("dynamodb:deleteItem", _CALL, "TableName Key"),
    _row("ecs:runTask", _JOB, "TaskDefinition"),
    _row("eks:createCluster", _JOB, "Name RoleArn ResourcesVpcConfig"),
    _row("eks:deleteCluster", _JOB, "Name"),
    _row("eks:createNodegroup", _JOB, "ClusterName NodegroupName Subnets NodeRole"),
    _row("eks:deleteNodegroup", _JOB, "ClusterName NodegroupName"),
    _row("eks:createFargateProfile", _JOB, "FargateProfileName ClusterName PodExecutionRoleArn"),
    _row("eks:deleteFargateProfile", _JOB, "ClusterName FargateProfileName"),
    _row("eks:call", _CALL, f"{_KUBERNETES} Method Path", accepts="QueryParameters RequestBody",
         payload="RequestBody", operation=""),
    _row("eks:runJob", _JOB, f"{_KUBERNETES} Job", accepts="Namespace LogOptions",
         payload="Job", operation=""),
    # A single cluster, step or group where EMR's API takes lists: `operation` is the call behind, not the shape.
    _row("elasticmapreduce:createCluster", _JOB, "Name Instances", operation="RunJobFlow"),
    _row("elasticmapreduce:terminateCluster", _JOB, "ClusterId", accepts="", operation="TerminateJobFlows"),
    _row("elasticmapreduce:addStep", _JOB, "ClusterId Step", accepts="ExecutionRoleArn",
         operation="AddJobFlowSteps"),
    _row("elasticmapreduce:cancelStep", _CALL, "ClusterId StepId", accepts="StepCancellationOption",
         operation="CancelSteps"),
    _row("elasticmapreduce:setClusterTerminationProtection", _CALL, "ClusterId TerminationProtected",
         accepts="", operation="SetTerminationProtection"),
    _row("elasticmapreduce:modifyInstanceFleetByName", _CALL,
         "ClusterId InstanceFleetName InstanceFleet", accepts="", operation="ModifyInstanceFleet"),
    _row("elasticmapreduce:modifyInstanceGroupByName", _CALL,
         "ClusterId InstanceGroupName InstanceGroup", accepts="", operation="ModifyInstanceGroups"),
    _row("emr-containers:createVirtualCluster", _CALL, "Name ContainerProvider"),
    _row("emr-containers:deleteVirtualCluster", _JOB, "Id"),
    _row("emr-containers:startJobRun", _JOB, "VirtualClusterId"),
    _row("emr-serverless:createApplication", _JOB, "ReleaseLabel Type"),
    _row("emr-serverless:startApplication", _JOB, "ApplicationId"),
    _row("emr-serverless:stopApplication", _JOB, "ApplicationId"),
    _row("emr-serverless:deleteApplication", _JOB, "ApplicationId"),
    _row("emr-serverless:startJobRun", _JOB, "ApplicationId ExecutionRoleArn"),
    _row("emr-serverless:cancelJobRun", _JOB, "ApplicationId JobRunId"),
    _row("events:putEvents", _CALL, "Entries", payload="Entries", wraps=False),
    _row("glue:startJobRun", _JOB, "JobName"),
    _row("http:invoke", _CALL, "ApiEndpoint Method", one_of="Authentication InvocationConfig",
         accepts="Authentication InvocationConfig Headers QueryParameters RequestBody Transform",
         payload="RequestBody", wraps=False),
    _row("lambda:invoke", _CALL, "FunctionName", payload="Payload",
         accepts="Payload Qualifier ClientContext InvocationType LogType"),
    _row("mediaconvert:createJob", _JOB, "Role Settings"),
    _row("sagemaker:createEndpoint", _CALL, "EndpointName EndpointConfigName"),
    _row("sagemaker:createEndpointConfig", _CALL, "EndpointConfigName ProductionVariants"),
    _row("sagemaker:createHyperParameterTuningJob", _JOB,
         "HyperParameterTuningJobName HyperParameterTuningJobConfig"),
    _row("sagemaker:createLabelingJob", _JOB,
         "LabelingJobName LabelAttributeName InputConfig OutputConfig RoleArn HumanTaskConfig"),
    _row("sagemaker:createModel", _CALL, "ModelName"),
    _row("sagemaker:createProcessingJob", _JOB,
         "ProcessingJobName ProcessingResources AppSpecification RoleArn"),
    _row("sagemaker:createTrainingJob", _JOB,
         "TrainingJobName RoleArn OutputDataConfig"),
    _row("sagemaker:createTransformJob", _JOB,
         "TransformJobName ModelName TransformInput TransformOutput TransformResources"),
    _row("sagemaker:updateEndpoint", _CALL, "EndpointName EndpointConfigName"),
    _row("sns:publish", _CALL, "Message", payload="Message", one_of="TopicArn TargetArn PhoneNumber",
         accepts="TopicArn TargetArn PhoneNumber Subject MessageAttributes MessageStructure"
         " MessageGroupId MessageDeduplicationId"),
    # What else SendMessage knows is dropped without a word (recorded).
    _row("sqs:sendMessage", _CALL, "QueueUrl MessageBody", payload="MessageBody",
         accepts="DelaySeconds MessageAttributes MessageDeduplicationId MessageGroupId"),
    _row("states:startExecution", ("", ".sync", ".sync:2"), "StateMachineArn", payload="Input",
         accepts="Input Name TraceHeader"),
)}
# fmt: on

# The only resources of a Map's ItemReader and ResultWriter.
READERS: Final = ("s3:getObject", "s3:listObjectsV2")
WRITERS: Final = ("s3:putObject",)


def integration(resource: Resource) -> Integration | None:
    """The catalogue's row of an optimised or HTTP resource; None for the other kinds and for unknown actions."""
    return INTEGRATIONS.get((resource.service, resource.action))


_SDK_PRICES: Final[Mapping[str, Price]] = {"aws-sdk:lambda": "lambda", "aws-sdk:sfn": "execution"}


def price_class(resource: Resource) -> Price:
    """Whose prices a call of this resource is subject to, besides the state transition."""
    if resource.kind == "activity":
        return "none"
    if resource.kind == "aws-sdk":
        return _SDK_PRICES.get(resource.service, "service")
    about = SERVICES.get(resource.service)
    return about.price if about else "service"
