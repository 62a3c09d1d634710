"""The table of SDK services and actions: against the guide, and against the installed botocore."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import botocore
import pytest

from asl.resources import sdk
from asl.resources.sdk_table import BOTOCORE, TABLE

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_aws_sdk_table.py"

# The exception prefixes of the guide's table of supported services (2022). The name in a Resource is the prefix in lower case.
GUIDE_TEXT = """
AccessAnalyzer Account Acm AcmPca AlexaForBusiness Amp Amplify AmplifyBackend AmplifyUiBuilder ApiGateway ApiGatewayV2
AppConfig AppConfigData AppIntegrations AppMesh AppStream AppSync Appflow ApplicationAutoScaling ApplicationDiscovery
ApplicationInsights Athena AuditManager AutoScaling AutoScalingPlans Backup BackupGateway Batch Braket Budgets Chime
ChimeSdkMeetings Cloud9 CloudControl CloudDirectory CloudFormation CloudFront CloudHsm CloudHsmV2 CloudSearch CloudTrail
CloudWatch CloudWatchLogs CodeBuild CodeCommit CodeDeploy CodeGuruProfiler CodeGuruReviewer CodePipeline CodeStar
CodeStarConnections Codeartifact CodestarNotifications CognitoIdentity CognitoIdentityProvider CognitoSync Comprehend
ComprehendMedical ComputeOptimizer Config Connect ConnectContactLens ConnectParticipant CostAndUsageReport CostExplorer
DataBrew DataExchange DataPipeline DataSync DatabaseMigration Dax Detective DevOpsGuru DeviceFarm DirectConnect
Directory Dlm DocDb Drs DynamoDb DynamoDbStreams Ebs Ec2 Ec2InstanceConnect Ecr EcrPublic Ecs Efs Eks ElastiCache
ElasticBeanstalk ElasticInference ElasticLoadBalancing ElasticLoadBalancingV2 ElasticTranscoder Elasticsearch Emr
EmrContainers EventBridge Evidently FSx Firehose Fis Fms Forecast Forecastquery FraudDetector GameLift Glacier Glue
Grafana Greengrass GreengrassV2 GroundStation GuardDuty HealthLake Honeycode Iam Identitystore Imagebuilder Inspector
Inspector2 IoTAnalytics IoTFleetHub IoTSecureTunneling IoTSiteWise IoTThingsGraph Iot Iot1ClickProjects IotDeviceAdvisor
IotEvents IotEventsData IotJobsDataPlane IotWireless Ivs Kafka KafkaConnect Kendra Kinesis KinesisAnalytics
KinesisAnalyticsV2 KinesisVideo KinesisVideoArchivedMedia KinesisVideoMedia KinesisVideoSignaling Kms LakeFormation
Lambda LexModelBuilding LexModelsV2 LexRuntime LexRuntimeV2 LicenseManager Lightsail Location LookoutVision MTurk Macie
Macie2 ManagedBlockchain MarketplaceCatalog MarketplaceCommerceAnalytics MarketplaceEntitlement MarketplaceMetering
MediaConnect MediaLive MediaPackage MediaPackageVod MediaStore MediaTailor MemoryDB MigrationHub MigrationHubConfig
MigrationHubStrategy Mobile Mq Mwaa Neptune NetworkFirewall NetworkManager OpenSearch OpsWorks OpsWorksCm Organizations
Outposts Panorama Personalize PersonalizeEvents PersonalizeRuntime Pi Pinpoint PinpointEmail PinpointSmsVoice Polly
Pricing Qldb QldbSession QuickSight Ram Rbin Rds RdsData Redshift RedshiftData Rekognition Resiliencehub ResourceGroups
ResourceGroupsTaggingApi RoboMaker Route53 Route53Domains Route53Resolver Rum S3 S3Control S3Outposts SageMaker
SageMakerA2IRuntime SageMakerFeatureStoreRuntime SageMakerRuntime SagemakerEdge Savingsplans Schemas SecretsManager
SecurityHub ServerlessApplicationRepository ServiceCatalog ServiceCatalogAppRegistry ServiceDiscovery ServiceQuotas Ses
SesV2 Sfn Shield Signer Sms Snowball Sns Sqs Ssm Sso SsoAdmin SsoOidc StorageGateway Sts Support Swf Synthetics Textract
Transcribe Transfer Translate VoiceId Waf WafRegional Wafv2 WellArchitected Wisdom WorkDocs WorkMail WorkMailMessageFlow
WorkSpaces WorkSpacesWeb XRay
"""
GUIDE = GUIDE_TEXT.split()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_aws_sdk_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_service_of_the_guide_has_its_prefix() -> None:
    assert len(GUIDE) == 264
    for prefix in GUIDE:
        found = sdk.service(prefix.lower())
        if found is None:
            assert prefix.lower() in sdk.RETIRED, prefix
        else:
            assert found.prefix == prefix


def test_retired_services_are_the_guides_and_have_no_actions() -> None:
    assert {prefix.lower() for prefix in GUIDE} >= sdk.RETIRED
    assert not sdk.RETIRED & set(sdk.services())


def test_the_table_is_botocores(script: ModuleType) -> None:
    """Equal for the release it was made from. A newer botocore may know more and has renamed a few, an older one less."""
    written = {service.name: service for service in script.written_services(TABLE)}
    installed = script.installed_services()
    ours, theirs = (
        tuple(int(part) for part in version.split(".")[:3])
        for version in (BOTOCORE, botocore.__version__)
    )
    gone = []
    for name in written.keys() & installed.keys():
        assert written[name].prefix == installed[name].prefix
        gone += sorted(written[name].actions - installed[name].actions)
        if theirs >= ours:
            assert set(written[name].clients) <= set(installed[name].clients)
        if theirs <= ours:
            assert written[name].actions >= installed[name].actions, name
            assert set(written[name].clients) >= set(installed[name].clients)
    if theirs <= ours:
        assert written.keys() >= installed.keys()
    if theirs >= ours:
        assert len(gone) <= (0 if theirs == ours else 50), gone
    assert len(written.keys() & installed.keys()) > 350


def test_a_service_is_read_back_as_it_was_written(script: ModuleType) -> None:
    actions = frozenset({"query", "putItem", "putRecord", "stream!", "watchAll!", "v2Get"})
    service = script.Service("x", "X", ("x", "y"), actions)
    assert list(script.written_services("\n" + script.lines_of(service))) == [service]


# fmt: off
PREFIXES_CASES = [("SFN", "Sfn"), ("DynamoDB", "DynamoDb"), ("ACM PCA", "AcmPca"), ("CloudWatch Logs", "CloudWatchLogs"),
 ("SESv2", "SesV2"), ("WAFV2", "Wafv2"), ("IoT Events", "IotEvents"), ("IoTAnalytics", "IoTAnalytics"),
 ("Config Service", "Config"), ("Route 53", "Route53"), ("MemoryDB", "MemoryDB"), ("FSx", "FSx")]
# fmt: on


@pytest.mark.parametrize(("service_id", "prefix"), PREFIXES_CASES)
def test_prefixes(script: ModuleType, service_id: str, prefix: str) -> None:
    assert script.exception_prefix(service_id) == prefix


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("PutItem", "putItem"),
        ("DescribeDBInstances", "describeDBInstances"),
        ("ListObjectsV2", "listObjectsV2"),
        ("CreateDistribution2020_05_31", "createDistribution"),
    ],
)
def test_actions(operation: str, action: str) -> None:
    assert sdk.action_name(operation) == action


# fmt: off
SERVICES_CASES = [("sfn", "stepfunctions", "startExecution"), ("cloudwatchlogs", "logs", "putLogEvents"),
 ("elasticloadbalancingv2", "elbv2", "describeRules"), ("eventbridge", "events", "putEvents"),
 ("cognitoidentityprovider", "cognito-idp", "adminGetUser"), ("emrserverless", "emr-serverless", "getJobRun"),
 ("dynamodb", "dynamodb", "query"), ("s3", "s3", "getObject"), ("kendra", "kendra", "query")]
# fmt: on


@pytest.mark.parametrize(("name", "client", "action"), SERVICES_CASES)
def test_services(name: str, client: str, action: str) -> None:
    found = sdk.service(name)
    assert found is not None
    assert client in found.clients
    assert sdk.by_client(client) == name
    assert action in found.actions


@pytest.mark.parametrize(
    "name", ["", "s", "s3 ", "stepfunctions", "=s3", "s3\n", "apigatewaymanagementapi"]
)
def test_no_service(name: str) -> None:
    assert sdk.service(name) is None


def test_what_is_left_out_is_no_action() -> None:
    found = sdk.service("kinesis")
    assert found is not None
    assert "stream" in found.left_out["subscribeToShard"]
    for name in sdk.services():
        service = sdk.service(name)
        assert service is not None
        assert not service.actions & service.left_out.keys()


def test_the_table_stays_small() -> None:
    assert Path(sys.modules["asl.resources.sdk_table"].__file__ or "").stat().st_size <= 400_000
