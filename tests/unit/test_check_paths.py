"""JSONPath in definitions: which sort of path a field takes, payload templates, and forms that real machines use."""

from __future__ import annotations

from typing import Any

import pytest

from asl.check import check

JSON = Any
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:Charge"


def errors(state: JSON) -> list[tuple[str, str]]:
    states = {"A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "S"}, "S": state}
    found = check({"StartAt": "A", "States": states})
    return [(one.code, one.pointer.removeprefix("/States/S")) for one in found if one.is_error]


FIELDS = {
    "InputPath": lambda path: {"Type": "Pass", "InputPath": path, "End": True},
    "OutputPath": lambda path: {"Type": "Pass", "OutputPath": path, "End": True},
    "ResultPath": lambda path: {"Type": "Pass", "ResultPath": path, "End": True},
    "SecondsPath": lambda path: {"Type": "Wait", "SecondsPath": path, "End": True},
    "ItemsPath": lambda path: {
        "Type": "Map",
        "ItemsPath": path,
        "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}},
        "End": True,
    },
    "ErrorPath": lambda path: {"Type": "Fail", "ErrorPath": path},
    "Parameters": lambda path: {"Type": "Pass", "Parameters": {"x.$": path}, "End": True},
}
READ = ("InputPath", "OutputPath", "Parameters", "ErrorPath")
ONE = ("SecondsPath", "ItemsPath")
CALL = ("Parameters", "ErrorPath")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("$", (*READ, *ONE, "ResultPath")),
        ("$.a.b[0]['c d']", (*READ, *ONE, "ResultPath")),
        ("$.detail-type", (*READ, *ONE, "ResultPath")),
        ("$.a[-1]", (*READ, *ONE, "ResultPath")),
        ("$$.Execution.Id", (*READ, *ONE)),
        ("$$", (*READ, *ONE)),
        ("$v", (*READ, *ONE)),
        ("$v.a[0]", (*READ, *ONE)),
        ("$.a[*]", READ),
        ("$..a", READ),
        ("$.a[1:]", READ),
        ("$.a[?(@.b == 1 && @.c)].d", READ),
        ("$.[0].body", (*READ, *ONE, "ResultPath")),
        ("$.a[?(@.b==Failure)]", READ),
        ("$.a ", (*READ, *ONE, "ResultPath")),
        ("States.Format('{}', $.a)", CALL),
        ("States.UUID()", CALL),
        ("States.StringSplit('a\nb', '\n')", ("Parameters",)),
        ("States.Array()", ("Parameters",)),
        ("States.JsonToString($$)", CALL),
        ("a", ()),
        ("", ()),
        ("$.a[", ()),
        ("$.a..", ()),
        ("$.a[?(@.b == ]", ()),
        ("States.Nope($.a)", ()),
        ("States.Format('{}', $.a", ()),
        ("States.Format(a)", ()),
        ('States.Format("a")', ()),
        ("States.Format('\\\"')", ()),
        ("{% $states.input %}", ()),
    ],
)
def test_what_each_field_takes(path: str, fields: tuple[str, ...]) -> None:
    accepted = [name for name, state in FIELDS.items() if errors(state(path)) == []]
    assert sorted(accepted) == sorted(fields)


@pytest.mark.parametrize(
    ("name", "is_legal"),
    [(name, name in ("InputPath", "OutputPath", "ResultPath")) for name in FIELDS],
)
def test_null(name: str, is_legal: bool) -> None:
    assert (errors(FIELDS[name](None)) == []) is is_legal


@pytest.mark.parametrize(
    ("template", "found"),
    [
        pytest.param({"a": None, "b": [None, {"c": None}]}, [], id="null is a value"),
        pytest.param([{"a.$": "$.a"}], [], id="an array at the top"),
        pytest.param({"a": [[{"b.$": "b"}]]}, ["/a/0/0/b.$"], id="arrays in arrays"),
        pytest.param({"a.$": None}, ["/a.$"], id="null"),
        pytest.param({"a.$": ["$.a"]}, ["/a.$"], id="an array of paths"),
        pytest.param({"a.$": {"b.$": "b"}}, ["/a.$"], id="nothing is looked for inside"),
        pytest.param({".$": "$.a"}, [], id="an entry without a name"),
        pytest.param({"a$": "a", "$.a": "b", "a.$.b": "c"}, [], id="names that only look like it"),
        pytest.param({"a/b": {"c~d.$": "x"}}, ["/a~1b/c~0d.$"], id="escaped places"),
    ],
)
def test_templates(template: JSON, found: list[str]) -> None:
    state = {"Type": "Pass", "Parameters": template, "End": True}
    assert errors(state) == [("ASL2204", f"/Parameters{place}") for place in found]


@pytest.mark.parametrize(
    "host",
    [
        pytest.param(lambda value: {"Type": "Task", "Resource": FUNCTION, "Parameters": value, "End": True}, id="Task"),
        pytest.param(lambda value: {"Type": "Task", "Resource": FUNCTION, "ResultSelector": value, "End": True}, id="ResultSelector"),
        pytest.param(lambda value: {"Type": "Pass", "Assign": {"w": value}, "End": True}, id="Assign"),
        pytest.param(lambda value: {"Type": "Task", "Resource": FUNCTION, "Catch": [{"ErrorEquals": ["E"], "Next": "S", "Assign": value}], "End": True}, id="a catcher's Assign"),
        pytest.param(lambda value: {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": True, "Next": "A", "Assign": value}], "Default": "A"}, id="a rule's Assign"),
    ],
)  # fmt: skip
def test_every_template_is_looked_into(host: Any) -> None:
    assert "ASL2204" in [code for code, _ in errors(host({"x.$": "no path"}))]
    assert [code for code, _ in errors(host({"x.$": "$.path"})) if code != "ASL2105"] == []


def test_a_result_is_never_looked_into() -> None:
    assert errors({"Type": "Pass", "Result": {"a.$": "no path", "a": 1}, "End": True}) == []
