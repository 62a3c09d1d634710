"""What the parser reads in a Resource, and what it leaves to others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.resources.arn import SUFFIXES, Resource, parse_resource

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:Pay"
ACTIVITY = "arn:aws-us-gov:states:us-gov-west-1:123456789012:activity:Approve"


def read(text: str) -> Resource:
    resource = parse_resource(text)
    assert resource is not None
    return resource


# fmt: off
KINDS_CASES = [
    pytest.param(FUNCTION, "lambda", "lambda", "Pay", "request-response", FUNCTION, id="a function"),
    pytest.param(f"{FUNCTION}:live", "lambda", "lambda", "Pay", "request-response", f"{FUNCTION}:live",
                 id="history names a function with its alias"),
    pytest.param(ACTIVITY, "activity", "activity", "Approve", "activity", ACTIVITY, id="an activity"),
    pytest.param("arn:aws:states:::lambda:invoke", "optimised", "lambda", "invoke", "request-response", "invoke",
                 id="lambda:invoke is an integration"),
    pytest.param("arn:aws:states:::lambda:invoke.waitForTaskToken", "optimised", "lambda", "invoke", "token",
                 "invoke.waitForTaskToken", id="a token"),
    pytest.param("arn:aws-cn:states:::batch:submitJob.sync", "optimised", "batch", "submitJob", "sync",
                 "submitJob.sync", id="a job, in China"),
    pytest.param("arn:aws:states:::states:startExecution.sync:2", "optimised", "states", "startExecution", "sync",
                 "startExecution.sync:2", id="the second form of a job"),
    pytest.param("arn:aws:states:::aws-sdk:dynamodb:putItem", "aws-sdk", "aws-sdk:dynamodb", "putItem",
                 "request-response", "putItem", id="an SDK call's service keeps its prefix"),
    pytest.param("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", "aws-sdk", "aws-sdk:sqs",
                 "sendMessage", "token", "sendMessage.waitForTaskToken", id="an SDK call with a token"),
    pytest.param("arn:aws:states:::http:invoke", "http", "http", "invoke", "request-response", "invoke",
                 id="an HTTPS call"),
    pytest.param("arn:aws:states:::sqs:sendMessage.sinc", "optimised", "sqs", "sendMessage.sinc",
                 "request-response", "sendMessage.sinc", id="an unknown suffix stays in the action"),
    pytest.param("arn:aws:states:us-east-1:123456789012:athena:getQueryResults", "optimised", "athena",
                 "getQueryResults", "request-response", "getQueryResults", id="region and account may be there"),
    pytest.param("arn:${AWS::Partition}:states:::sns:publish", "optimised", "sns", "publish", "request-response",
                 "publish", id="colons inside a placeholder divide nothing"),
    pytest.param("arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:${self:service}-x", "lambda", "lambda",
                 "${self:service}-x", "request-response",
                 "arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:${self:service}-x",
                 id="placeholders of other tools"),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind", "service", "action", "pattern", "name"), KINDS_CASES)
def test_kinds(text: str, kind: str, service: str, action: str, pattern: str, name: str) -> None:
    got = read(text)
    assert (got.kind, got.service, got.action, got.pattern, got.name) == (
        kind,
        service,
        action,
        pattern,
        name,
    )
    assert got.arn == text


@pytest.mark.parametrize(
    ("text", "partition", "region", "account", "qualifier"),
    [
        (f"{FUNCTION}:$LATEST", "aws", "eu-west-1", "123456789012", "$LATEST"),
        (f"{FUNCTION}:7", "aws", "eu-west-1", "123456789012", "7"),
        ("arn:aws:lambda:REGION:ACCOUNT_ID:function:F", "aws", "REGION", "ACCOUNT_ID", ""),
        ("arn:aws:lambda:::function:F", "aws", "", "", ""),
        ("arn:aws:states:::sns:publish", "aws", "", "", ""),
        (ACTIVITY, "aws-us-gov", "us-gov-west-1", "123456789012", ""),
    ],
)
def test_parts(text: str, partition: str, region: str, account: str, qualifier: str) -> None:
    got = read(text)
    assert (got.partition, got.region, got.account, got.qualifier) == (
        partition,
        region,
        account,
        qualifier,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "my-function",
        "${Function}",
        "foo:bar",
        "arn",
        "arn:aws:lambda",
        "arn:aws:states:::",
        "arn:aws:states:::sns",
        "arn:aws:states:::sns:",
        "arn:aws:states:::aws-sdk:sns",
        "arn:aws:states:::aws-sdk:sns:",
        "arn:aws:states:::sns:.sync",
        "arn::states:::sns:publish",
        "arn:aws:sqs:us-east-1:123456789012:orders",
        "arn:aws:swf:us-east-1:123456789012:task:X",
        "arn:aws:lambda:us-east-1:123456789012:function",
        "arn:aws:lambda:us-east-1:123456789012:function:",
        "arn:aws:lambda:us-east-1:123456789012:function:F:",
        "arn:aws:lambda:us-east-1:123456789012:function:F:1:2",
        "arn:aws:lambda:us-east-1:123456789012:layer:F",
        "urn:aws:states:::sns:publish",
    ],
)
def test_no_resource(text: str) -> None:
    assert parse_resource(text) is None


@pytest.mark.parametrize("suffix", ["", *SUFFIXES])
def test_the_suffix_is_as_written(suffix: str) -> None:
    assert read(f"arn:aws:states:::ecs:runTask{suffix}").suffix == suffix


@given(st.text(alphabet="arn:ws-tebdkl.{}$y2", max_size=60) | st.text(max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    got = parse_resource(text)
    assert got is None or got.arn == text


@given(st.from_regex(r"[a-z-]{1,12}", fullmatch=True), st.from_regex(r"[a-zA-Z0-9]{1,12}", fullmatch=True),
       st.sampled_from(["", *SUFFIXES]))  # fmt: skip
def test_service_action_and_suffix_make_the_text_again(
    service: str, action: str, suffix: str
) -> None:
    if service == "aws-sdk":
        return
    got = read(f"arn:aws:states:::{service}:{action}{suffix}")
    if got.kind != "activity":
        assert (got.service, got.action, got.suffix) == (service, action, suffix)
