"""The host at AWS that a signed request would have gone to. It says which of moto's services is meant.

Most services sign with the name that their host begins with. The others are in a table, with what tells services apart that
sign alike: the target or the path of the request.

Source: botocore's service models, `signingName` and `endpointPrefix`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeAlias


class Asked(NamedTuple):
    """What is known of a request. target: X-Amz-Target, "" if there is none. path: percent-encoded."""

    target: str
    path: str


Rule: TypeAlias = tuple[Callable[[Asked], bool], str]


def _always(asked: Asked) -> bool:
    return True


def _path(*starts: str) -> Callable[[Asked], bool]:
    return lambda asked: asked.path.startswith(starts)


def _ends(end: str) -> Callable[[Asked], bool]:
    return lambda asked: asked.path.endswith(end)


def _target(text: str) -> Callable[[Asked], bool]:
    return lambda asked: text in asked.target


def _no_target(asked: Asked) -> bool:
    return not asked.target


# The name that a request is signed with → what the host begins with; the first rule that holds decides.
_RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "bedrock": (
        (_path("/model/", "/guardrail/", "/async-invoke"), "bedrock-runtime"),
        (_path("/agents", "/knowledgebases", "/flows", "/prompts"), "bedrock-agent"),
    ),
    "cloudwatch": ((_always, "monitoring"),),
    "dynamodb": ((_target("DynamoDBStreams_"), "streams.dynamodb"),),
    "iotdata": ((_always, "data-ats.iot"),),
    "mediastore": ((_no_target, "data.mediastore"),),
    "memorydb": ((_always, "memory-db"),),
    "mobiletargeting": ((_always, "pinpoint"),),
    "payment-cryptography": ((_always, "controlplane.payment-cryptography"),),
    "sagemaker": (
        (_ends("/invocations"), "runtime.sagemaker"),
        (_ends("/BatchPutMetrics"), "metrics.sagemaker"),
        (_always, "api.sagemaker"),
    ),
    "servicecatalog": ((_no_target, "servicecatalog-appregistry"),),
    "ses": ((_always, "email"),),
    "timestream": ((_target("Query"), "query.timestream"), (_always, "ingest.timestream")),
}
_OF_NO_REGION: Final = frozenset({"budgets"})
_S3_CONTROL: Final = "/v20180820/"  # the version that begins its paths


def host_of(service: str, region: str, asked: Asked, account: str) -> str:
    """The host: `sqs.us-east-1.amazonaws.com`."""
    if service == "s3" and asked.path.startswith(_S3_CONTROL):
        return f"{account}.s3-control.{region}.amazonaws.com"
    for holds, prefix in _RULES.get(service, ()):
        if holds(asked):
            return f"{prefix}.{region}.amazonaws.com"
    if service in _OF_NO_REGION:
        return f"{service}.amazonaws.com"
    return f"{service}.{region}.amazonaws.com"
