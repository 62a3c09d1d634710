"""The services and actions behind `arn:aws:states:::aws-sdk:SERVICE:ACTION`.

What exists comes from a table made from botocore's models; what Step Functions leaves out of it comes from its guide.
The table is 19,000 actions long, so it is imported when somebody asks for the first `aws-sdk` service, and only that
service's lines are read.

Source: AWS guide, "Learning to use AWS service SDK integrations", with its table of unsupported actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple


class SdkService(NamedTuple):
    """One service. `actions` are those that a Task may name; `left_out` are the API's others, with the reason."""

    name: str  # in a Resource: "cloudwatchlogs"
    prefix: str  # of its error names: "CloudWatchLogs"
    clients: tuple[str, ...]  # botocore's names for it: ("logs",)
    actions: frozenset[str]
    left_out: Mapping[str, str]


# The guide names most of these; the rows it only links to (Application Discovery, CodeDeploy, Direct Connect, IoT) are
# the operations that their models had deprecated when the integration began (unconfirmed).
_NOT_OFFERED: Final[Mapping[str, str]] = {
    "applicationdiscovery": "describeExportConfigurations exportConfigurations",
    "codedeploy": "batchGetDeploymentInstances getDeploymentInstance listDeploymentInstances"
    " skipWaitTimeForInstanceTermination",
    "comprehendmedical": "detectEntities",
    "directconnect": "allocateConnectionOnInterconnect describeConnectionLoa"
    " describeConnectionsOnInterconnect describeInterconnectLoa",
    "efs": "createTags",
    "elastictranscoder": "testRole",
    "emr": "describeJobFlows",
    "iot": "attachPrincipalPolicy detachPrincipalPolicy listPolicyPrincipals listPrincipalPolicies",
    "iotdeviceadvisor": "listTestCases",
    "kinesis": "subscribeToShard",
    "lambda": "invokeAsync",
    "lexruntimev2": "startConversation",
    "mediapackage": "rotateChannelCredentials",
    "rdsdata": "executeSql",
    "s3": "selectObjectContent",
    "s3control": "selectObjectContent",
    "shield": "deleteSubscription",
    "sts": "assumeRole assumeRoleWithSAML assumeRoleWithWebIdentity",
}
# Services of the guide's table whose models botocore no longer carries: AWS has retired them or is about to.
# fmt: off
RETIRED: Final = frozenset((
    "alexaforbusiness", "codestar", "elasticinference", "elastictranscoder", "evidently",
    "honeycode", "iot1clickprojects", "iotanalytics", "iotevents", "ioteventsdata", "iotfleethub",
    "lookoutvision", "macie", "mobile", "opsworks", "opsworkscm", "panorama", "qldb",
    "qldbsession", "robomaker", "sms",
))
# fmt: on
# Customers have endpoints of their own for it, so it is no service of Step Functions.
_NO_SERVICE: Final = frozenset({"apigatewaymanagementapi"})


def services() -> tuple[str, ...]:
    """Every service's name in a Resource, sorted."""
    return tuple(_index())


@lru_cache(256)
def service(name: str) -> SdkService | None:
    """The service of this name in a Resource, or None."""
    from asl.resources.sdk_table import TABLE

    start = TABLE.find(f"\n={name} ")
    if start < 0 or name in _NO_SERVICE:
        return None
    end = TABLE.find("\n=", start + 1)
    head, _, body = TABLE[start + 2 : end if end > 0 else None].partition("\n")
    _, prefix, clients = head.split(" ")
    left_out = dict.fromkeys(_NOT_OFFERED.get(name, "").split(), "Step Functions does not offer it")
    actions = []
    for action in read_actions(body):
        if action.endswith("!"):
            left_out[action[:-1]] = "it is a stream of events"
        elif action not in left_out:
            actions.append(action)
    return SdkService(name, prefix, tuple(clients.split(",")), frozenset(actions), left_out)


def by_client(client: str) -> str | None:
    """The name in a Resource of the service that botocore, the CLI and IAM call `client`: "logs" → "cloudwatchlogs"."""
    for name, clients in _index().items():
        if client in clients:
            return name
    return None


def action_name(operation: str) -> str:
    """An API's operation as an action: "DescribeDBInstances" → "describeDBInstances"; a version at its end goes."""
    if operation[-3:-2] == "_":  # CloudFront's CreateDistribution2020_05_31
        operation = operation.rstrip("0123456789_")
    return operation[:1].lower() + operation[1:]


def read_actions(body: str) -> Iterator[str]:
    """The actions of one service's lines, event streams with their `!`."""
    for group in " ".join(body.split()).split("]"):
        words, _, rests = group.partition("[")
        bare = words.split()
        if rests:
            verb = bare.pop()
            yield from (verb + rest for rest in rests.split())
        yield from bare


@cache
def _index() -> dict[str, tuple[str, ...]]:
    from asl.resources.sdk_table import TABLE

    found = {}
    for entry in TABLE.split("\n=")[1:]:
        name, _, clients = entry[: entry.index("\n")].split(" ")
        if name not in _NO_SERVICE:
            found[name] = tuple(clients.split(","))
    return found
