"""AWS JSON 1.0 on the wire: headers, bodies that are no requests, and that every refusal has AWS's shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from api_client import HEADERS, Client
from api_fuzz import storm
from hypothesis import given
from hypothesis import strategies as st

TARGET = "AWSStepFunctions.ListStateMachines"


def post(
    service: Client, body: bytes, target: str | None = TARGET, **headers: str
) -> tuple[int, dict[str, str], dict[str, Any]]:
    named = {**HEADERS, "authorization": "AWS4-HMAC-SHA256 …".replace("…", "x"), **headers}
    if target is not None:
        named["x-amz-target"] = target
    status, got, text = service.request("POST", "/", headers=named, body=body)
    return status, got, json.loads(text)


def test_an_answer_names_its_type_and_request(service: Client) -> None:
    status, headers, body = post(service, b"{}")
    assert (status, body) == (200, {"stateMachines": []})
    assert headers["content-type"] == "application/x-amz-json-1.0"
    assert len(headers["x-amzn-requestid"]) == 36
    assert post(service, b"{}")[1]["x-amzn-requestid"] != headers["x-amzn-requestid"]


@pytest.mark.parametrize(
    ("body", "target", "status", "type_"),
    [
        pytest.param(b"", TARGET, 400, "SerializationException", id="empty"),
        pytest.param(b"{", TARGET, 400, "SerializationException", id="no JSON"),
        pytest.param(b"[]", TARGET, 400, "SerializationException", id="a list"),
        pytest.param(b"null", TARGET, 400, "SerializationException", id="null"),
        pytest.param(b"\xff\xfe{}", TARGET, 400, "SerializationException", id="not UTF-8"),
        pytest.param(b'{"a": NaN}', TARGET, 400, "SerializationException", id="NaN"),
        pytest.param(b"[" * 100_000, TARGET, 400, "SerializationException", id="too deep"),
        pytest.param(
            b'{"nextToken": "\\ud800"}', TARGET, 400, "SerializationException", id="half a pair"
        ),
        pytest.param(
            b'{"a": %s}' % (b"9" * 5_000), TARGET, 400, "SerializationException", id="digits"
        ),
        pytest.param(b"{}", "AWSStepFunctions.Fly", 400, "UnknownOperationException", id="no such"),
        pytest.param(b"{}", "ListStateMachines", 400, "UnknownOperationException", id="no prefix"),
        pytest.param(b"{}", "", 400, "UnknownOperationException", id="empty target"),
        pytest.param(b"{}", None, 400, "UnknownOperationException", id="no target"),
        pytest.param(
            b"{}" + b" " * 1_048_576, TARGET, 413, "RequestEntityTooLargeException", id="over 1 MiB"
        ),
    ],
)
def test_what_is_no_request(
    service: Client, body: bytes, target: str | None, status: int, type_: str
) -> None:
    got, _, answer = post(service, body, target)
    assert (got, answer["__type"]) == (status, f"com.amazon.coral.service#{type_}")
    assert answer["message"]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        pytest.param(
            {"maxResults": "5"}, "STRING_VALUE can not be converted to an Integer", id="text"
        ),
        pytest.param(
            {"maxResults": True}, "TRUE_VALUE can not be converted to an Integer", id="true"
        ),
        pytest.param(
            {"maxResults": 1.5}, "DECIMAL_VALUE can not be converted to an Integer", id="decimal"
        ),
        pytest.param(
            {"nextToken": 5}, "NUMBER_VALUE can not be converted to a String", id="number"
        ),
        pytest.param(
            {"nextToken": {}}, "Start of structure or map found where not expected.", id="object"
        ),
        pytest.param({"nextToken": []}, "Start of list found where not expected.", id="list"),
    ],
)
def test_values_of_another_type(service: Client, request_: dict[str, Any], message: str) -> None:
    refused = service.refusal("ListStateMachines", **request_)
    assert refused.type == "com.amazon.coral.service#SerializationException"
    assert refused.message == message


def test_a_body_in_parts(service: Client) -> None:
    status, _, text = service.request(
        "POST", "/", headers={**HEADERS, "x-amz-target": TARGET}, body=[b"{", b"", b"}"]
    )
    assert (status, json.loads(text)) == (200, {"stateMachines": []})


def test_a_body_in_parts_is_limited_too(service: Client) -> None:
    headers = {**HEADERS, "x-amz-target": TARGET, "content-length": ""}
    parts = [b" " * 600_000, b" " * 600_000, b"{}"]
    status, _, text = service.request("POST", "/", headers=headers, body=parts)
    assert (status, json.loads(text)["__type"]) == (
        413,
        "com.amazon.coral.service#RequestEntityTooLargeException",
    )


def test_members_that_the_model_does_not_know_are_ignored(service: Client) -> None:
    assert service.call("ListStateMachines", newMember={"a": 1}) == {"stateMachines": []}


def test_null_is_the_same_as_nothing(service: Client) -> None:
    assert service.call("ListStateMachines", maxResults=None) == {"stateMachines": []}


def test_a_fault_of_ours_is_an_answer(
    service: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(type(service.service.catalog), "machines", None, raising=False)
    monkeypatch.delattr(service.service.catalog, "machines")
    refused = service.refusal("ListStateMachines")
    assert (refused.status, refused.type) == (500, "com.amazon.coral.service#InternalFailure")
    assert "Traceback" in caplog.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared() -> Any:
    client = Client()
    yield client
    client.close()


@given(
    operation=st.sampled_from(sorted(__import__("emulator.api.model", fromlist=["x"]).OPERATIONS)),
    data=st.data(),
)
def test_any_values_in_any_operation(shared: Client, operation: str, data: st.DataObject) -> None:
    from emulator.api.model import OPERATIONS, SHAPES

    members = SHAPES[OPERATIONS[operation][0]]["members"]
    arns = st.sampled_from(
        [
            "arn:aws:states:us-east-1:123456789012:stateMachine:m",
            "arn:",
            "arn:aws:states:::x:y",
            "é" * 9,
        ]
    )
    request = data.draw(st.dictionaries(st.sampled_from(sorted(members) or ["x"]), JSON | arns))
    if operation == "GetActivityTask":
        request.pop("activityArn", None)  # one that exists would be waited for
    body = json.dumps(request).encode()
    status, _, answer = post(shared, body, f"AWSStepFunctions.{operation}")
    assert status == 200 or ("__type" in answer and "message" in answer)
    assert status != 500, answer


@given(body=st.binary(max_size=60), target=st.text(st.characters(max_codepoint=255), max_size=40))
def test_any_bytes(shared: Client, body: bytes, target: str) -> None:
    status, _, answer = post(shared, body, target)
    assert status in (200, 400)
    assert status == 200 or answer["__type"]


def test_a_call_from_inside_is_the_same_without_http(service: Client) -> None:
    from emulator.api.protocol import call
    from emulator.errors import ServiceError

    def inside(operation: str, /, **request: Any) -> dict[str, Any]:
        return service.run(call(service.service, operation, request))

    made = inside(
        "CreateStateMachine",
        name="m",
        roleArn="arn:aws:iam::123456789012:role/r",
        definition='{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}',
    )
    arn = made["stateMachineArn"]
    assert inside("DescribeStateMachine", stateMachineArn=arn) == service.call(
        "DescribeStateMachine", stateMachineArn=arn
    )
    for name, request, code in (
        ("Fly", {}, "UnknownOperationException"),
        ("DescribeStateMachine", {}, "ValidationException"),
        ("UpdateStateMachine", {"stateMachineArn": arn, "definition": "{}"}, "InvalidDefinition"),
    ):
        with pytest.raises(ServiceError) as refused:
            inside(name, **request)
        assert refused.value.code == code


def test_a_storm_of_requests_that_are_nearly_right(service: Client) -> None:
    storm(service, 2_000, seed=20260101)


def test_an_execution_that_cannot_be_written_holds_up_no_other(
    service: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from emulator.runtime import hosted as rows

    machine = service.machine({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    save = rows.save

    def spoilt(hosted: Any, store: Any) -> None:
        if hosted.arn.endswith(":bad"):
            raise KeyError("spoilt")
        save(hosted, store)

    monkeypatch.setattr(rows, "save", spoilt)
    service.start(machine, name="bad")
    good = service.start(machine, name="good")
    assert service.described(good)["status"] == "SUCCEEDED"
    assert f"{good[:-4]}bad" in service.runtime.parked
    assert "cannot be written" in caplog.text
