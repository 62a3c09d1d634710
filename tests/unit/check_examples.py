"""One bad and one good definition for every rule, with the places where the bad one is reported.

The tests check them, and the rules' pages are made from them (`scripts/make_rules.py`). An example is a whole definition
(it has `States`), one state (it has `Type`), which stands as "S" in a machine whose other states Go and Stop are there to be
named, or a text.
"""

from __future__ import annotations

from typing import Any, NamedTuple

JSON = Any


class Example(NamedTuple):
    """`at` are the pointers of the rule's findings in the bad definition, in order; of a state they begin at it."""

    code: str
    bad: JSON
    good: JSON
    at: tuple[str, ...] = ("",)
    type: str = "STANDARD"
    language: str = "JSONPath"  # of the machine around a single state


def definition_of(example: Example, value: JSON) -> JSON:
    """The whole definition, or text, of one side of an example."""
    if not isinstance(value, dict) or "Type" not in value:
        return value
    around: dict[str, JSON] = {
        "StartAt": "First",
        "States": {
            "First": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.go", "IsPresent": True, "Next": "Go"}],
                "Default": "S",
            },
            "S": value,
            "Go": {"Type": "Pass", "Next": "Stop"},
            "Stop": {"Type": "Succeed"},
        },
    }
    if example.language == "JSONata":
        around["QueryLanguage"] = "JSONata"
        around["States"]["First"]["Choices"] = [
            {"Condition": "{% $exists($states.input.go) %}", "Next": "Go"}
        ]
    return around


def pointers_of(example: Example) -> tuple[str, ...]:
    """Where the bad definition is reported."""
    if isinstance(example.bad, dict) and "Type" in example.bad:
        return tuple(f"/States/S{pointer}" for pointer in example.at)
    return example.at


FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:Charge"
INVOKE = "arn:aws:states:::lambda:invoke"
PASS = {"Type": "Pass", "End": True}
INNER = {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "End": True}}}


def task(**fields: JSON) -> JSON:
    return {"Type": "Task", "Resource": FUNCTION, **fields, "End": True}


def invoke(**fields: JSON) -> JSON:
    return {"Type": "Task", "Resource": INVOKE, **fields, "End": True}


def wait_for_token(**parameters: JSON) -> JSON:
    resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    queue = "https://sqs.us-east-1.amazonaws.com/123456789012/approvals"
    parameters = {"QueueUrl": queue, **parameters}
    return {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}


def choice(rule: JSON, **fields: JSON) -> JSON:
    return {"Type": "Choice", "Choices": [rule], "Default": "Stop", **fields}


def a_map(processor: JSON = None, **fields: JSON) -> JSON:
    return {"Type": "Map", "ItemProcessor": processor or INNER, **fields, "End": True}


def distributed(**fields: JSON) -> JSON:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    return a_map({"ProcessorConfig": config, **INNER}, **fields)


def jsonata(**fields: JSON) -> JSON:
    return {"Type": "Pass", "QueryLanguage": "JSONata", **fields, "End": True}


def machine(**states: JSON) -> JSON:
    return {"StartAt": next(iter(states)), "States": states}


def nested(depth: int) -> JSON:
    inner: JSON = {"StartAt": "L0", "States": {"L0": PASS}}
    for level in range(1, depth + 1):
        state = {"Type": "Parallel", "Branches": [inner], "End": True}
        inner = {"StartAt": f"L{level}", "States": {f"L{level}": state}}
    return inner


EXAMPLES = (
    Example("ASL1001", '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}},}', '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'),
    Example("ASL1002", " ", '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'),
    Example("ASL1003", '{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "E", "Error": "F"}}}', '{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "F"}}}', at=("/States/A/Error",)),
    Example("ASL1005", '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1e400, "End": true}}}', '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1e40, "End": true}}}'),
    Example("ASL1006", '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "\\ud83d", "End": true}}}', '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "\\ud83d\\ude00", "End": true}}}'),
    Example("ASL2001", "[]", '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'),
    Example("ASL2002", {"States": {"A": PASS}}, machine(A=PASS)),
    Example("ASL2002", {"Type": "Task", "End": True}, task()),
    Example("ASL2002", choice({"StringEquals": "a", "Next": "Go"}), choice({"Variable": "$.v", "StringEquals": "a", "Next": "Go"}), at=("/Choices/0",)),
    Example("ASL2002", a_map({"ProcessorConfig": {"Mode": "DISTRIBUTED"}, **INNER}), distributed(), at=("/ItemProcessor/ProcessorConfig",)),
    Example("ASL2003", task(ResultPaht="$.r"), task(ResultPath="$.r"), at=("/ResultPaht",)),
    Example("ASL2003", {"Type": "Wait", "Seconds": 1, "Retry": [], "End": True}, {"Type": "Wait", "Seconds": 1, "End": True}, at=("/Retry",)),
    Example("ASL2003", a_map({"ProcessorConfig": {"Mode": "INLINE", "ExecutionType": "STANDARD"}, **INNER}), a_map({"ProcessorConfig": {"Mode": "INLINE"}, **INNER}), at=("/ItemProcessor/ProcessorConfig/ExecutionType",)),
    Example("ASL2003", choice({"And": [{"Variable": "$.v", "IsNull": True, "Next": "Go"}], "Next": "Go"}), choice({"And": [{"Variable": "$.v", "IsNull": True}], "Next": "Go"}), at=("/Choices/0/And/0/Next",)),
    Example("ASL2004", task(TimeoutSeconds="60"), task(TimeoutSeconds=60), at=("/TimeoutSeconds",)),
    Example("ASL2004", task(Retry={"ErrorEquals": ["States.ALL"]}), task(Retry=[{"ErrorEquals": ["States.ALL"]}]), at=("/Retry",)),
    Example("ASL2005", task(TimeoutSeconds=0), task(TimeoutSeconds=1), at=("/TimeoutSeconds",)),
    Example("ASL2005", a_map(MaxConcurrency=-1), a_map(MaxConcurrency=0), at=("/MaxConcurrency",)),
    Example("ASL2005", a_map(ToleratedFailurePercentage=101), a_map(ToleratedFailurePercentage=100), at=("/ToleratedFailurePercentage",)),
    Example("ASL2006", {"Type": "task", "Resource": FUNCTION, "End": True}, task(), at=("/Type",)),
    Example("ASL2006", task(Retry=[{"ErrorEquals": ["E"], "JitterStrategy": "HALF"}]), task(Retry=[{"ErrorEquals": ["E"], "JitterStrategy": "FULL"}]), at=("/Retry/0/JitterStrategy",)),
    Example("ASL2007", {"Type": "Pass", "Next": "Stop", "End": True}, {"Type": "Pass", "Next": "Stop"}),
    Example("ASL2007", {"Type": "Wait", "Seconds": 1, "Timestamp": "2030-01-31T12:00:00Z", "End": True}, {"Type": "Wait", "Seconds": 1, "End": True}),
    Example("ASL2008", {"Type": "Pass"}, PASS),
    Example("ASL2008", {"Type": "Map", "End": True}, a_map()),
    Example("ASL2008", task(Credentials={}), task(Credentials={"RoleArn": "arn:aws:iam::123456789012:role/other"}), at=("/Credentials",)),
    Example("ASL2008", distributed(ItemBatcher={}), distributed(ItemBatcher={"MaxItemsPerBatch": 10}), at=("/ItemBatcher",)),
    Example("ASL2009", {"Type": "Parallel", "Branches": [], "End": True}, {"Type": "Parallel", "Branches": [INNER], "End": True}, at=("/Branches",)),
    Example("ASL2010", distributed(Label="x" * 41), distributed(Label="x" * 40), at=("/Label",)),
    Example("ASL2011", {"Type": "Wait", "Timestamp": "2030-01-31 12:00", "End": True}, {"Type": "Wait", "Timestamp": "2030-01-31T12:00:00Z", "End": True}, at=("/Timestamp",)),
    Example("ASL2012", {"Type": "Pass", "Output": {"a": 1}, "End": True}, {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"a": 1}, "End": True}, at=("/Output",)),
    Example("ASL2012", jsonata(InputPath="$.a"), jsonata(Output="{% $states.input.a %}"), at=("/InputPath",)),
    Example("ASL2013", {"Type": "Pass", "QueryLanguage": "JSONPath", "End": True}, {"Type": "Pass", "End": True}, at=("/QueryLanguage",), language="JSONata"),
    Example("ASL2014", machine(**{"N" * 81: PASS}), machine(**{"N" * 80: PASS}), at=(f"/States/{'N' * 81}",)),
    Example("ASL2015", nested(65), nested(64), at=("/States/L65" + "".join(f"/Branches/0/States/L{n}" for n in range(64, 0, -1)) + "/Branches/0",)),
    Example("ASL2103", {"Type": "Pass", "Next": "Sotp"}, {"Type": "Pass", "Next": "Stop"}, at=("/Next",)),
    Example("ASL2103", task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Inner"}]), task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Go"}]), at=("/Catch/0/Next",)),
    Example("ASL2104", machine(A=PASS, B=PASS), machine(A={"Type": "Pass", "Next": "B"}, B=PASS), at=("/States/B",)),
    Example("ASL2105", machine(A={"Type": "Pass", "Next": "A"}), machine(A=PASS), at=("/States",)),
    Example("ASL2106", {"Type": "Parallel", "Branches": [{"StartAt": "Go", "States": {"Go": PASS}}], "End": True}, {"Type": "Parallel", "Branches": [{"StartAt": "Go on", "States": {"Go on": PASS}}], "End": True}, at=("/Branches/0/States/Go",)),
    Example("ASL2107", a_map({"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "Next": "Inner"}}}), a_map(), at=("/ItemProcessor/States",)),
    Example("ASL2201", {"Type": "Pass", "InputPath": "$.items[0", "End": True}, {"Type": "Pass", "InputPath": "$.items[0]", "End": True}, at=("/InputPath",)),
    Example("ASL2201", {"Type": "Fail", "ErrorPath": "States.MathAdd(1, 2)"}, {"Type": "Fail", "ErrorPath": "States.Format('{}', $.e)"}, at=("/ErrorPath",)),
    Example("ASL2202", task(ResultPath="$.items[*]"), task(ResultPath="$.items[0]"), at=("/ResultPath",)),
    Example("ASL2202", a_map(ItemsPath="items"), a_map(ItemsPath="$.items"), at=("/ItemsPath",)),
    Example("ASL2203", task(ResultPath="$$.State"), task(ResultPath="$.State"), at=("/ResultPath",)),
    Example("ASL2204", {"Type": "Pass", "Parameters": {"id.$": "id"}, "End": True}, {"Type": "Pass", "Parameters": {"id.$": "$.id"}, "End": True}, at=("/Parameters/id.$",)),
    Example("ASL2204", {"Type": "Pass", "Parameters": {"a": [{"n.$": 5}]}, "End": True}, {"Type": "Pass", "Parameters": {"a": [{"n": 5}]}, "End": True}, at=("/Parameters/a/0/n.$",)),
    Example("ASL2204", task(ResultSelector={"v.$": 'States.Format("{}", $.a)'}), task(ResultSelector={"v.$": "States.Format('{}', $.a)"}), at=("/ResultSelector/v.$",)),
    Example("ASL2205", {"Type": "Pass", "Parameters": {"a": 1, "a.$": "$.a"}, "End": True}, {"Type": "Pass", "Parameters": {"a.$": "$.a"}, "End": True}, at=("/Parameters/a.$",)),
    Example("ASL2206", {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd(1, '-1')"}, "End": True}, {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd(1, -1)"}, "End": True}, at=("/Parameters/n.$",)),
    Example("ASL2207", task(Parameters="$.order"), task(InputPath="$.order"), at=("/Parameters",)),
    Example("ASL2301", jsonata(Output={"n": "{% $sum($states.input.n %}"}), jsonata(Output={"n": "{% $sum($states.input.n) %}"}), at=("/Output/n",)),
    Example("ASL2302", jsonata(Output="{% $states.input"), jsonata(Output="{% $states.input %}"), at=("/Output",)),
    Example("ASL2303", jsonata(Output="{% $states.result %}"), jsonata(Output="{% $states.input %}"), at=("/Output",)),
    Example("ASL2304", jsonata(Output="{% $$.a %}"), jsonata(Output="{% $states.input.a %}"), at=("/Output",)),
    Example("ASL2305", jsonata(Output=" {% 1 %}"), jsonata(Output="{% 1 %}"), at=("/Output",)),
    Example("ASL2306", jsonata(Output="{% $eval('1') %}"), jsonata(Output="{% $parse('1') %}"), at=("/Output",)),
    Example("ASL2401", {"Type": "Pass", "Assign": {"1st": 1, "a.b": 2}, "End": True}, {"Type": "Pass", "Assign": {"first": 1, "a": {"b": 2}}, "End": True}, at=("/Assign/1st", "/Assign/a.b")),
    Example("ASL2402", {"Type": "Pass", "Assign": {"states": 1}, "End": True}, {"Type": "Pass", "Assign": {"state": 1}, "End": True}, at=("/Assign/states",)),
    Example(
        "ASL2403",
        machine(A={"Type": "Pass", "Assign": {"n": 1}, "Next": "M"}, M=a_map({"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"n": 2}, "End": True}}})),
        machine(A={"Type": "Pass", "Assign": {"n": 1}, "Next": "M"}, M=a_map({"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"m": 2}, "End": True}}})),
        at=("/States/M/ItemProcessor/States/I/Assign/n",),
    ),
    Example("ASL2404", {"Type": "Pass", "Parameters": {"n.$": "$count"}, "End": True}, machine(A={"Type": "Pass", "Assign": {"count": 1}, "Next": "B"}, B={"Type": "Pass", "Parameters": {"n.$": "$count"}, "End": True}), at=("/Parameters/n.$",)),
    Example("ASL2501", task(Retry=[{"ErrorEquals": ["States.ALL", "E"]}]), task(Retry=[{"ErrorEquals": ["States.ALL"]}]), at=("/Retry/0/ErrorEquals",)),
    Example("ASL2502", task(Retry=[{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}]), task(Retry=[{"ErrorEquals": ["E"]}, {"ErrorEquals": ["States.ALL"]}]), at=("/Retry/0",)),
    Example("ASL2503", task(Retry=[{"ErrorEquals": ["States.TimeOut"]}]), task(Retry=[{"ErrorEquals": ["States.Timeout"]}]), at=("/Retry/0/ErrorEquals/0",)),
    Example("ASL2504", task(Retry=[{"ErrorEquals": ["States.Runtime"]}]), task(Retry=[{"ErrorEquals": ["States.TaskFailed"]}]), at=("/Retry/0/ErrorEquals/0",)),
    Example("ASL2505", task(Retry=[{"ErrorEquals": ["E"], "IntervalSeconds": 5, "MaxDelaySeconds": 5}]), task(Retry=[{"ErrorEquals": ["E"], "IntervalSeconds": 5, "MaxDelaySeconds": 6}]), at=("/Retry/0/MaxDelaySeconds",)),
    Example("ASL2506", task(Retry=[{"ErrorEquals": ["E"]}, {"ErrorEquals": ["F", "E"]}]), task(Retry=[{"ErrorEquals": ["E"]}, {"ErrorEquals": ["F"]}]), at=("/Retry/1/ErrorEquals/1",)),
    Example("ASL2601", choice({"Variable": "$.v", "Next": "Go"}), choice({"Variable": "$.v", "IsNull": True, "Next": "Go"}), at=("/Choices/0",)),
    Example("ASL2602", choice({"Variable": "$.v", "IsNull": False, "StringEquals": "a", "Next": "Go"}), choice({"And": [{"Variable": "$.v", "IsNull": False}, {"Variable": "$.v", "StringEquals": "a"}], "Next": "Go"}), at=("/Choices/0",)),
    Example("ASL2603", choice({"Variable": "$.v", "Not": {"Variable": "$.v", "IsNull": True}, "Next": "Go"}), choice({"Not": {"Variable": "$.v", "IsNull": True}, "Next": "Go"}), at=("/Choices/0/Variable",)),
    Example("ASL2604", {"Type": "Choice", "Choices": [{"Variable": "$.v", "IsNull": True, "Next": "Go"}]}, choice({"Variable": "$.v", "IsNull": True, "Next": "Go"})),
    Example("ASL2701", distributed(Label="a b"), distributed(Label="a_b"), at=("/Label",)),
    Example("ASL2702", machine(A={**distributed(Label="items"), "Next": "B"} | {"End": False}, B=distributed(Label="items") | {"ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "J", "States": {"J": PASS}}}), distributed(Label="items"), at=("/States/B/Label",)),
    Example("ASL2703", a_map(Label="items"), distributed(Label="items"), at=("/Label",)),
    Example("ASL2704", distributed(), a_map(), at=("/ItemProcessor/ProcessorConfig/Mode",), type="EXPRESS"),
    Example(
        "ASL2705",
        distributed(ItemReader={"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}, "Parameters": {"Bucket": "b", "Key": "k"}}),
        distributed(ItemReader={"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}, "Parameters": {"Bucket": "b", "Key": "k"}}),
        at=("/ItemReader/ReaderConfig",),
    ),
    Example(
        "ASL2706",
        distributed(ItemsPath="$.a", ItemReader={"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}}),
        distributed(ItemReader={"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}}),
        at=("/ItemsPath",),
    ),
    Example("ASL2801", {"Type": "Task", "Resource": "my-function", "End": True}, task(), at=("/Resource",)),
    Example("ASL2802", {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "End": True}, {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:query", "End": True}, at=("/Resource",)),
    Example("ASL2803", {"Type": "Task", "Resource": "REPLACE_WITH_YOUR_FUNCTION", "End": True}, task(), at=("/Resource",)),
    Example("ASL2804", {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "nightly"}, "End": True}, {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun", "Parameters": {"JobName": "nightly"}, "End": True}, at=("/Resource",), type="EXPRESS"),
    Example("ASL2805", task(TimeoutSeconds=60, HeartbeatSeconds=60), task(TimeoutSeconds=60, HeartbeatSeconds=20), at=("/HeartbeatSeconds",)),
    Example("ASL2806", {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:secretsmanager:GetSecretValue", "End": True}, {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:secretsmanager:getSecretValue", "End": True}, at=("/Resource",)),
    Example("ASL2807", invoke(Parameters={"Payload.$": "$"}), invoke(Parameters={"FunctionName": "charge", "Payload.$": "$"}), at=("/Parameters",)),
    Example("ASL2808", invoke(Parameters={"FunctionName": "charge", "Payloda.$": "$"}), invoke(Parameters={"FunctionName": "charge", "Payload.$": "$"}), at=("/Parameters/Payloda.$",)),
    Example("ASL2809", wait_for_token(MessageBody="hello"), wait_for_token(MessageBody={"token.$": "$$.Task.Token"}), at=("/Parameters",)),
    Example("ASL2810", invoke(Parameters={"FunctionName": "charge", "Payload": {"token.$": "$$.Task.Token"}}), wait_for_token(MessageBody={"token.$": "$$.Task.Token"}), at=("/Parameters",)),
    Example("ASL2901", {"Type": "Fail", "Error": "$.error"}, {"Type": "Fail", "ErrorPath": "$.error"}, at=("/Error",)),
    Example("ASL2902", task(Parameters={"id": "$.id"}), task(Parameters={"id.$": "$.id"}), at=("/Parameters/id",)),
    Example("ASL2903", {"Type": "Pass", "Result": {"id": "$.id"}, "End": True}, {"Type": "Pass", "Parameters": {"id.$": "$.id"}, "End": True}, at=("/Result/id",)),
)  # fmt: skip
