"""Reports: places, order, escaping, and that each format is what its readers expect."""

from __future__ import annotations

import json
from typing import Any

import pytest

from asl.check import check_source, check_text
from asl.check.report import REPORTERS, Checked, as_json, github, sarif, text
from asl.source import read

BAD = """{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "InputPath": "$.a[", "Nxt": "A", "End": true}
  }
}"""


def checked(content: str = BAD, name: str = "a b.asl.json") -> Checked:
    source = read(content, name=name)
    return Checked(source, check_source(source))


def test_text_shows_the_line_and_the_place() -> None:
    shown = text([checked()])
    assert shown.splitlines()[:10] == [
        'a b.asl.json:4:44: error ASL2201: "$.a[" is not a path: in brackets stands a quoted name, a number, a slice, * or ?(…)',
        "   |",
        '4  |     "A": {"Type": "Pass", "InputPath": "$.a[", "Nxt": "A", "End": true}',
        "   |                                            ^",
        "   = at /States/A/InputPath",
        "",
        'a b.asl.json:4:48: error ASL2003: "Nxt" is not a field of a Pass state',
        "   |",
        '4  |     "A": {"Type": "Pass", "InputPath": "$.a[", "Nxt": "A", "End": true}',
        "   |                                                ^^^^^",
    ]
    assert shown.endswith("2 errors")
    assert "\x1b" not in shown


def test_colour_is_only_for_those_who_ask() -> None:
    coloured = text([checked()], colour=True)
    assert "\x1b[31m" in coloured
    plain = coloured
    for code in ("31", "33", "34", "1", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == text([checked()])


def test_nothing_found() -> None:
    good = checked('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
    assert text([good]) == "no problems"
    assert text([good, good]) == "no problems in 2 definitions"
    assert json.loads(as_json([good])) == []
    assert github([good]) == ""
    assert json.loads(sarif([good]))["runs"][0]["results"] == []


def test_names_cannot_write_to_the_terminal() -> None:
    content = json.dumps({"StartAt": "\x1b[2J\n", "States": {"A": {"Type": "Succeed"}}})
    shown = text([checked(content)])
    assert "\x1b" not in shown
    assert "\\x1b[2J\\n" in shown


def test_json() -> None:
    first, second = json.loads(as_json([checked()]))
    assert first == {
        "file": "a b.asl.json",
        "line": 4,
        "column": 44,
        "severity": "error",
        "code": "ASL2201",
        "name": "path-syntax",
        "message": '"$.a[" is not a path: in brackets stands a quoted name, a number, a slice, * or ?(…)',
        "help": None,
        "pointer": "/States/A/InputPath",
        "aws": {
            "code": "SCHEMA_VALIDATION_FAILED",
            "message": None,
            "location": "/States/A/InputPath",
        },
    }
    assert second["aws"] == {
        "code": "SCHEMA_VALIDATION_FAILED",
        "message": "Field 'Nxt' is not supported",
        "location": "/States/A",
    }
    assert second["help"] == 'did you mean "Next"?'


def test_github_escapes_what_commands_are_made_of() -> None:
    line = github([checked(name="a,b:c%.json")]).splitlines()[1]
    assert line == (
        "::error file=a%2Cb%3Ac%25.json,line=4,col=48,endColumn=53,title=ASL2003 unknown-field::"
        '"Nxt" is not a field of a Pass state%0Adid you mean "Next"?'
    )


def test_sarif_names_its_rules() -> None:
    log: Any = json.loads(sarif([checked(), checked("{", name="c\\d.json")]))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["ASL2201", "ASL2003", "ASL1001"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["endColumn"] > region["startColumn"] >= 1
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
    }
    assert uris == {"a%20b.asl.json", "c/d.json"}


@pytest.mark.parametrize("format_", sorted(REPORTERS))
@pytest.mark.parametrize(
    "content", ["", " ", "{", "[]", "null", "\ufeff{}", "{}\n" * 3, '{"a": "\\ud800"}']
)
def test_every_text_can_be_reported(format_: str, content: str) -> None:
    assert REPORTERS[format_]([checked(content)])


def test_a_line_of_a_million_characters_is_cut() -> None:
    content = json.dumps(
        {"Comment": "x" * 900_000, "StartAt": "A", "States": {"A": {"Type": "Nope"}}}
    )
    shown = text([checked(content)])
    assert max(len(line) for line in shown.splitlines()) < 300
    assert "Nope" in shown


def test_places_in_yaml() -> None:
    content = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Nxt: A\n"
    found = check_text(content, name="a.yaml")
    shown = text([Checked(read(content, name="a.yaml"), found)])
    assert [line for line in shown.splitlines() if line.startswith("a.yaml")] == [
        'a.yaml:4:5: error ASL2008: neither "Next" nor "End" is written',
        'a.yaml:5:5: error ASL2003: "Nxt" is not a field of a Pass state',
    ]
