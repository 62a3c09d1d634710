"""Definitions as lines: one answer a line, whatever the line holds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from asl.check.jsonl import answers

GOOD = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
SYNC = {
    "StartAt": "A",
    "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": True}
    },
}


def ask(*requests: Any) -> list[dict[str, Any]]:
    lines = [one if isinstance(one, str) else json.dumps(one) for one in requests]
    return [json.loads(line) for line in answers(lines)]


def test_answers() -> None:
    good, text, yaml, express, standard = ask(
        {"id": 1, "definition": GOOD},
        {"id": "b", "text": '{"StartAt": "A"}'},
        {"id": None, "text": "StartAt: A\nStates: {A: {Type: Succeed}}", "format": "yaml"},
        {"id": 4, "definition": SYNC, "type": "EXPRESS"},
        {"id": 5, "definition": SYNC},
    )
    assert (good["id"], good["ok"], good["errors"], good["warnings"]) == (1, True, [], [])
    assert "ms" not in good
    assert text["errors"] == [
        {
            "message": "These fields are required: [States]",
            "code": "SCHEMA_VALIDATION_FAILED",
            "pointer": "",
            "rule": "ASL2002",
        }
    ]
    assert yaml["ok"]
    assert [one["rule"] for one in express["errors"]] == ["ASL2804"]
    assert standard["ok"]


def test_warnings_are_apart() -> None:
    states = {"A": {"Type": "Fail", "Error": "$.e"}}
    (answer,) = ask({"id": 1, "definition": {"StartAt": "A", "States": states}})
    assert answer["ok"]
    assert [(one["code"], one["rule"], one["pointer"]) for one in answer["warnings"]] == [
        ("NO_PATH", "ASL2901", "/States/A/Error")
    ]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "5", '{"id": 1}', '{"id": 1, "definition": {}, "type": "FAST"}', "[" * 20_000, '{"text": 5}', '{"text": "{}", "format": "toml"}'],
)  # fmt: skip
def test_lines_that_ask_nothing_are_answered(line: str) -> None:
    (answer,) = ask(line)
    assert not answer["ok"]
    assert answer["errors"][0]["code"] == "usage"


@pytest.mark.parametrize(
    "definition", [None, [], 5, "text", True, {}, {"States": None}, {"StartAt": []}]
)
def test_any_definition_is_answered(definition: Any) -> None:
    (answer,) = ask({"id": 1, "definition": definition})
    assert not answer["ok"]
    assert answer["errors"]


def test_blank_lines_are_skipped() -> None:
    assert len(ask("", "  \n", {"id": 1, "definition": GOOD})) == 1


def test_a_lent_clock_measures() -> None:
    ticks = iter((5_000_000, 7_500_000))
    (line,) = answers([json.dumps({"id": 1, "definition": GOOD})], lambda: next(ticks))
    assert json.loads(line)["ms"] == 2.5
