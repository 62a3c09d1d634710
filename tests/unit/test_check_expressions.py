"""JSONata in definitions: what is an expression, and which fields of $states exist where."""

from __future__ import annotations

from typing import Any

import pytest

from asl.check import check

JSON = Any
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:Charge"
INNER = {"StartAt": "Inner", "States": {"Inner": {"Type": "Succeed"}}}
DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **INNER}
E = "{% $states.F %}"


def machine(state: JSON) -> JSON:
    states = {"S": state, "Z": {"Type": "Succeed"}}
    if state["Type"] != "Choice":
        del states["Z"]
    return {"QueryLanguage": "JSONata", "StartAt": "S", "States": states}


def task(**fields: JSON) -> JSON:
    return {"Type": "Task", "Resource": FUNCTION, **fields, "End": True}


def a_map(**fields: JSON) -> JSON:
    return {"Type": "Map", "ItemProcessor": DISTRIBUTED, **fields, "End": True}


def parallel(**fields: JSON) -> JSON:
    return {"Type": "Parallel", "Branches": [INNER], **fields, "End": True}


def choice(rule: JSON, **fields: JSON) -> JSON:
    return {
        "Type": "Choice",
        "Choices": [{"Condition": True, "Next": "Z", **rule}],
        "Default": "Z",
        **fields,
    }


CATCHER = {"ErrorEquals": ["States.ALL"], "Next": "S"}
READER = {"Resource": "arn:aws:states:::s3:getObject"}
# field → the definition with E in it, what $states has there besides input and context, and the place of E
PLACES = {
    "Task Arguments": (task(Arguments={"a": [E]}), "", "/Arguments/a/0"),
    "Task TimeoutSeconds": (task(TimeoutSeconds=E), "", "/TimeoutSeconds"),
    "Task HeartbeatSeconds": (task(HeartbeatSeconds=E), "", "/HeartbeatSeconds"),
    "Task Credentials": (task(Credentials={"RoleArn": E}), "", "/Credentials/RoleArn"),
    "Task Output": (task(Output=E), "result", "/Output"),
    "Task Assign": (task(Assign={"v": {"w": E}}), "result", "/Assign/v/w"),
    "Parallel Output": (parallel(Output={"a": E}), "result", "/Output/a"),
    "Parallel Arguments": (parallel(Arguments=E), "", "/Arguments"),
    "Map Output": (a_map(Output=E), "result", "/Output"),
    "Map Assign": (a_map(Assign={"v": E}), "result", "/Assign/v"),
    "Map Items": (a_map(Items=E), "", "/Items"),
    "Map Items in a list": (a_map(Items=[1, E]), "", "/Items/1"),
    "Map ItemSelector": (a_map(ItemSelector={"v": E}), "", "/ItemSelector/v"),
    "Map MaxConcurrency": (a_map(MaxConcurrency=E), "", "/MaxConcurrency"),
    "Map ToleratedFailurePercentage": (a_map(ToleratedFailurePercentage=E), "", "/ToleratedFailurePercentage"),
    "Map ItemReader": (a_map(ItemReader={**READER, "Arguments": {"Key": E}}), "", "/ItemReader/Arguments/Key"),
    "Map MaxItems": (a_map(ItemReader={**READER, "ReaderConfig": {"MaxItems": E}}), "", "/ItemReader/ReaderConfig/MaxItems"),
    "Map ItemBatcher": (a_map(ItemBatcher={"MaxItemsPerBatch": E}), "", "/ItemBatcher/MaxItemsPerBatch"),
    "Map BatchInput": (a_map(ItemBatcher={"MaxItemsPerBatch": 1, "BatchInput": {"a": E}}), "", "/ItemBatcher/BatchInput/a"),
    "Pass Output": ({"Type": "Pass", "Output": E, "End": True}, "", "/Output"),
    "Pass Assign": ({"Type": "Pass", "Assign": {"v": E}, "End": True}, "", "/Assign/v"),
    "Wait Seconds": ({"Type": "Wait", "Seconds": E, "End": True}, "", "/Seconds"),
    "Wait Timestamp": ({"Type": "Wait", "Timestamp": E, "End": True}, "", "/Timestamp"),
    "Wait Output": ({"Type": "Wait", "Seconds": 1, "Output": E, "End": True}, "", "/Output"),
    "Succeed Output": ({"Type": "Succeed", "Output": E}, "", "/Output"),
    "Fail Error": ({"Type": "Fail", "Error": E}, "", "/Error"),
    "Fail Cause": ({"Type": "Fail", "Cause": E}, "", "/Cause"),
    "Choice Condition": (choice({"Condition": E}), "", "/Choices/0/Condition"),
    "Choice rule Output": (choice({"Output": E}), "", "/Choices/0/Output"),
    "Choice rule Assign": (choice({"Assign": {"v": E}}), "", "/Choices/0/Assign/v"),
    "Choice Output": (choice({}, Output=E), "", "/Output"),
    "Catch Output": (task(Catch=[{**CATCHER, "Output": E}]), "errorOutput", "/Catch/0/Output"),
    "Catch Assign": (task(Catch=[{**CATCHER, "Assign": {"v": E}}]), "errorOutput", "/Catch/0/Assign/v"),
    "Map Catch Output": (a_map(Catch=[{**CATCHER, "Output": E}]), "errorOutput", "/Catch/0/Output"),
}  # fmt: skip


def with_field(value: JSON, field: str) -> JSON:
    if isinstance(value, dict):
        return {key: with_field(member, field) for key, member in value.items()}
    if isinstance(value, list):
        return [with_field(member, field) for member in value]
    return value.replace("$states.F", f"$states.{field}") if isinstance(value, str) else value


@pytest.mark.parametrize("field", ["input", "context", "result", "errorOutput", "other"])
@pytest.mark.parametrize("place", PLACES)
def test_states_fields(place: str, field: str) -> None:
    state, extra, pointer = PLACES[place]
    found = [one for one in check(machine(with_field(state, field))) if one.is_error]
    if field in ("input", "context", extra):
        assert found == []
    else:
        assert [(one.code, one.pointer) for one in found] == [("ASL2303", f"/States/S{pointer}")]
        assert found[0].aws_message == f"Field '$states.{field}' does not exist."


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        pytest.param("{% 1 %}", None, None, id="an expression"),
        pytest.param("{%1%}", None, None, id="without spaces"),
        pytest.param("{%\n  (\n /* two\nlines */ $x := 1; $x) \n%}", None, None, id="many lines"),
        pytest.param("plain", None, None, id="plain text"),
        pytest.param("100 %", None, None, id="a percent sign"),
        pytest.param("a {% 1 %} b", None, None, id="delimiters inside a text"),
        pytest.param("$states.input", None, None, id="without delimiters it is text"),
        pytest.param(
            "{% '$$' & `$$` /* $$ */ %}", None, None, id="$$ in texts, names and comments"
        ),
        pytest.param("{% 'a%}b' %}", None, None, id="a delimiter in a text"),
        pytest.param(" {% 1 %}", "ASL2305", None, id="a space before"),
        pytest.param("{% 1 %}\n", "ASL2305", None, id="a line break after"),
        pytest.param("{% 1", "ASL2302", None, id="not closed"),
        pytest.param("1 %}", "ASL2302", None, id="not opened"),
        pytest.param("{%%}", "ASL2301", None, id="nothing"),
        pytest.param("{% %}", "ASL2301", None, id="only a space"),
        pytest.param("{% $sum( %}", "ASL2301", 8, id="open bracket"),
        pytest.param("{% 'abc %}", "ASL2301", None, id="open text"),
        pytest.param("{% a ?? b %}", "ASL2301", None, id="an operator of a later release"),
        pytest.param("{% $$.a %}", "ASL2304", 3, id="$$"),
        pytest.param("{% $eval('1') %}", "ASL2306", 3, id="$eval"),
    ],
)
def test_texts(text: str, code: str | None, offset: int | None) -> None:
    found = check(machine({"Type": "Pass", "Output": {"v": text}, "End": True}))
    assert [one.code for one in found] == ([code] if code else [])
    if code and offset is not None:
        assert found[0].offset == offset


def test_keys_are_never_expressions() -> None:
    assert check(machine({"Type": "Pass", "Output": {"{% 1 + %}": 1}, "End": True})) == []


def test_paths_are_not_looked_for_in_jsonata() -> None:
    state = {"Type": "Pass", "Output": {"a.$": "no path", "b": "$.b"}, "End": True}
    assert check(machine(state)) == []
