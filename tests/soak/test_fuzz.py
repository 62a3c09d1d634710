"""Hostile definitions: whatever stands in a text, the answer is a diagnostic, a States error or a run; never a traceback.

Definitions of our own cases are spoilt, in their text and in their value, and read, checked and (where the check lets
them pass) run. Seeded, so a failure names a number that shows it again. `make soak` runs 100,000, `make test` 2 % of
them. Each has two CPU-seconds.
"""

from __future__ import annotations

import copy
import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

from asl.check import check_source
from asl.errors import UsageError
from asl.hosts.answers import After, Answer, Failed, Never, Returned, TaskCall
from asl.source import read
from asl.testing.simulate import simulate

CASES = Path(__file__).resolve().parents[2] / "conformance" / "cases"
PARTS = 50
CPU_S = 2.0

PATHS = [
    "$", "$$", "$.", "$..", "$..*", "$[", "$.a[?(@.b", "$.a[*]", "$[0:99999999999]", "$.a[-1]", "$.x.y.z", "$$.Map.Item.Value",
    "$v", "$v.a", "$.a[?(@.b =~ /(a+)+$/)]", "$['a','b']", "$.a[?(@.length() > 1)]", "$$.Execution.Id", "$.数", "$" + ".a" * 2000,
    "$" + "[0]" * 400, "$..a" * 50,
]  # fmt: skip
INTRINSICS = [
    "States.UUID()", "States.Format('{}', $)", "States.Array($, $, $)", "States.ArrayRange(0, 99999999, 1)", "States.ArrayRange(1,2,0)",
    "States.MathAdd(1e400, 1)", "States.StringToJson($)", "States.Nothing()", "States.Format('{}{}{}', 1)", "States.Hash($, 'MD9')",
    "States.Array(" * 300 + ")" * 300, "States.JsonToString($$)", "States.ArrayPartition($, 0)", "States.MathRandom(1, 1)",
    "States.StringSplit('a', '')", "States.Base64Decode('%%%')", "States.ArrayGetItem($, -1)", "States.Format('", "States.",
]  # fmt: skip
JSONATA = [
    "{%%}", "{% %}", "{% $ %}", "{% $$ %}", "{% $states.input %}", "{% $states %}", "{% 1/0 %}", "{% [1..10000000] %}", "{% $f := function($x){$f($x)}; $f(1) %}",
    "{% ($f := function(){ $f() }; $f()) %}", "{% $string($states) %}", "{% $eval('1') %}", "{% (((((( %}", "{% " + "(" * 5000 + " %}",
    "{% $match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a+)+$/) %}", "{% $v %}", "{% $now() & $random() & $uuid() %}", "{% $hash('a','MD5') %}",
    "{% function($x){$x} %}", "{% $states.input.**.* %}", "{% $pad('', 100000000) %}", "{% $map([1..9999], function($i){[1..9999]}) %}", "{% '\\ud800' %}",
    "{% $range(1, 1e9, 1) %}", "{% $partition([1,2], 0) %}", "{% $parse('[1') %}", "{% " + "a." * 3000 + "b %}", "{% $join([1..50000].$string(), ',') %}",
]  # fmt: skip
TEXTS = [
    "", " ", "A", "B", "States.ALL", "States.Timeout", "JSONata", "JSONPath", "INLINE", "DISTRIBUTED", "EXPRESS", "FULL", "2024-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z",
    "0000-00-00T00:00:00Z", "x" * 300, "\x00", "\x7f", "é😀", "a/b~c", "${x}", "arn:aws:states:::lambda:invoke", "arn:aws:states:::lambda:invoke.waitForTaskToken",
    "arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:states:us-east-1:123456789012:activity:a", "arn:aws:states:::aws-sdk:s3:getObject", "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:::http:invoke", "arn:", "arn:aws:states:::s3:listObjectsV2",
]  # fmt: skip
SCALARS: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2,
    0.5,
    -0.0,
    99_999_999,
    100_000_000,
    2**31,
    2**63,
    10**30,
    1e15,
    1e308,
    5e-324,
    [],
    {},
    [[]],
    [{}],
]
TYPES = ["Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"]
TOKENS = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud83d",
    "1e400",
    "NaN",
    "-",
    "0",
    "9" * 5000,
    "[" * 600,
    "null",
    "\n",
    "\t",
    "\0",
    "\ud800",
    "${x}",
    "//",
    "\ufeff",
]


def definitions() -> list[dict[str, Any]]:
    found = [
        case["definition"]
        for path in sorted(CASES.rglob("*.json"))
        for case in json.loads(path.read_text("utf-8"))
        if isinstance(case.get("definition"), dict)
    ]
    assert len(found) > 200
    return found


SEEDS = definitions()
NAMES = sorted(
    {
        key
        for seed in SEEDS
        for state in seed.get("States", {}).values()
        if isinstance(state, dict)
        for key in state
    }
)


def nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a value."""
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        item = pending.pop()
        keys = item.keys() if isinstance(item, dict) else range(len(item))
        for key in keys:
            found.append((item, key))
            if isinstance(item[key], (dict, list)):
                pending.append(item[key])
    return found


def hostile(draw: random.Random) -> Any:
    pick = draw.random()
    if pick < 0.2:
        return draw.choice(PATHS)
    if pick < 0.35:
        return draw.choice(INTRINSICS)
    if pick < 0.55:
        return draw.choice(JSONATA)
    if pick < 0.75:
        return draw.choice(TEXTS)
    if pick < 0.78:
        value: Any = 1
        for _ in range(draw.choice([10, 100, 499, 600])):
            value = draw.choice(([value], {"a": value}))
        return value
    return copy.deepcopy(draw.choice(SCALARS))  # it will be changed in place


def copied(value: Any) -> Any:
    """A copy that may be changed; of what is too deep to copy, nothing."""
    try:
        return copy.deepcopy(value)
    except RecursionError:
        return None


def spoil(value: Any, draw: random.Random) -> None:
    """One to three changes in a definition, in place."""
    for _ in range(draw.randint(1, 3)):
        places = nodes(value)
        if not places:
            return
        holder, key = draw.choice(places)
        pick = draw.random()
        if pick < 0.45:
            holder[key] = hostile(draw)
        elif pick < 0.55 and isinstance(holder, dict):
            del holder[key]
        elif pick < 0.65 and isinstance(holder, dict):
            holder[draw.choice(NAMES)] = holder.pop(key)
        elif pick < 0.75 and isinstance(holder, dict):
            holder[draw.choice(NAMES) + draw.choice(["", ".$", "Path"])] = hostile(draw)
        elif pick < 0.85:
            other, name = draw.choice(places)
            holder[key] = copied(other[name])
        elif isinstance(holder[key], dict) and "Type" in holder[key]:
            holder[key]["Type"] = draw.choice(TYPES)
        elif isinstance(holder, list):
            holder.append(hostile(draw))
        else:
            holder["QueryLanguage"] = draw.choice(["JSONata", "JSONPath", "XPath"])


def spoil_text(text: str, draw: random.Random) -> str:
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(text) + 1)
        cut = draw.choice([0, 0, 1, 1, 5])
        text = text[:at] + draw.choice(TOKENS) + text[at + cut :]
    return text


class Services:
    """Answers every task with something, now or later, so that no run stops for want of an answer."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def answer(self, call: TaskCall) -> Answer:
        pick = self.draw.random()
        if pick < 0.25:
            return Failed(
                self.draw.choice(["States.TaskFailed", "E", "Lambda.Unknown", None]), "why"
            )
        if pick < 0.35:
            return After(self.draw.choice([0, 0.5, 3600, 1e8]), Returned({"Payload": 1}))
        if pick < 0.4:
            return Never()
        value = hostile(self.draw)
        return Returned(
            value if isinstance(value, (dict, list)) else {"Payload": value, "a": [value]}
        )


def given(draw: random.Random) -> Any:
    """An input: small and plain, or something that no state expects."""
    plain: list[Any] = [
        {},
        {"a": [1, {"b": 2}], "v": "x"},
        [],
        [1, 2, 3],
        None,
        "text",
        {"a": {"b": []}, "m": 1},
    ]
    value = hostile(draw) if draw.random() < 0.3 else copy.deepcopy(draw.choice(plain))
    return value if not isinstance(value, str) else {"a": value}


def one_state(draw: random.Random) -> dict[str, Any]:
    """A state whose one dangerous field is in a place where the check accepts anything of its language."""
    path, call = draw.choice(PATHS), draw.choice(INTRINSICS)
    expression = draw.choice(JSONATA)
    lambda_ = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 5}
    item = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
    return draw.choice(
        [
            {"Type": "Pass", "Parameters": {"a.$": path, "b": {"c.$": call}}},
            {"Type": "Pass", "Parameters": {"a.$": call}, "ResultPath": "$.a.b"},
            {"Type": "Pass", "InputPath": path},
            {"Type": "Pass", "Assign": {"v.$": call}, "OutputPath": draw.choice(PATHS)},
            {"Type": "Wait", "SecondsPath": path},
            {"Type": "Wait", "TimestampPath": path},
            {"Type": "Map", "ItemsPath": path, "ItemProcessor": item, "ResultPath": "$.m"},
            {
                "Type": "Choice",
                "Choices": [{"Variable": path, "IsPresent": True, "Next": "Z"}],
                "Default": "Z",
            },
            {
                **lambda_,
                "Parameters": {"FunctionName": "f", "Payload.$": path},
                "ResultSelector": {"r.$": call},
            },
            {
                **lambda_,
                "Parameters": {"FunctionName": "f"},
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 9}],
            },
            {
                "QueryLanguage": "JSONata",
                "Type": "Pass",
                "Output": {"a": expression, "b": [expression]},
            },
            {"QueryLanguage": "JSONata", "Type": "Pass", "Assign": {"v": expression}},
            {"QueryLanguage": "JSONata", "Type": "Wait", "Seconds": expression},
            {"QueryLanguage": "JSONata", "Type": "Map", "Items": expression, "ItemProcessor": item},
            {
                "QueryLanguage": "JSONata",
                "Type": "Choice",
                "Choices": [{"Condition": expression, "Next": "Z"}],
                "Default": "Z",
            },
            {
                "QueryLanguage": "JSONata",
                **lambda_,
                "Arguments": {"FunctionName": "f", "Payload": expression},
            },
        ]
    )


def chain(draw: random.Random) -> dict[str, Any]:
    """A machine of such states, in a line or in a loop."""
    names = [f"S{n}" for n in range(draw.randint(1, 4))]
    states = {name: copy.deepcopy(one_state(draw)) for name in names}
    ends = [*names[1:], draw.choice(["Z", names[0]])]
    for state, following in zip(states.values(), ends, strict=True):
        if state["Type"] != "Choice":
            state["Next"] = following
    return {"StartAt": names[0], "States": {**states, "Z": {"Type": "Succeed"}}}


def try_one(number: int) -> str:
    """What became of definition `number`: unreadable, invalid, refused, or the status of its run."""
    draw = random.Random(number)
    if draw.random() < 0.4:
        value = chain(draw)
    else:
        value = copy.deepcopy(draw.choice(SEEDS))
        if draw.random() < 0.85:
            spoil(value, draw)
    try:
        text = json.dumps(value, ensure_ascii=draw.random() < 0.5)
    except RecursionError:  # the standard encoder's own end: two deep values, one in the other
        text = '{"a":' * 10_000
    format_ = "json"
    if draw.random() < 0.2:
        text = spoil_text(text, draw)
        format_ = draw.choice(["json", "yaml"])
    source = read(
        text,
        format="yaml" if format_ == "yaml" else "json",
        defines=draw.choice([None, {"x": "1"}]),
    )
    found = check_source(source, type=draw.choice(["STANDARD", "STANDARD", "EXPRESS"]))
    for diagnostic in found:
        assert str(diagnostic)
    if not source.is_readable:
        assert any(diagnostic.is_error for diagnostic in found)
        return "unreadable"
    if any(diagnostic.is_error for diagnostic in check_source(source)):
        return "invalid"
    try:
        run = simulate(source.value, given(draw), mocks=Services(draw), seed=number)
    except UsageError:
        return "refused"
    assert run.status in ("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING")
    json.dumps([event["type"] for event in run.history])
    return run.status


@pytest.mark.parametrize("part", range(PARTS))
def test_hostile_definitions_are_answered(part: int, request: pytest.FixtureRequest) -> None:
    count = 2_000 if request.config.getoption("--soak") else 40
    for number in range(part * 2_000, part * 2_000 + count):
        begun = time.process_time()
        try:
            try_one(number)
        except Exception as e:
            raise AssertionError(f"definition {number}") from e
        spent = time.process_time() - begun
        assert spent < CPU_S, f"definition {number} took {spent:.1f} s"


def test_the_fuzz_reaches_every_end() -> None:
    """A fuzz whose definitions are all refused at the door finds nothing."""
    ends = {try_one(number) for number in range(400)}
    assert {"unreadable", "invalid", "SUCCEEDED", "FAILED"} <= ends
