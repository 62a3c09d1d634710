"""Every kind of expectation, met and missed: what is wrong must be said, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases_by_file import GOOD_MOCKS, run, run_one, said

from asl.jsonvalue import JSON
from asl.testing.cases import grammar
from asl.testing.cases.expecting import JUDGES

GOOD = {"input": {"amount": 12}}
OUTPUT = {"receipt": "r-1", "tags": [1, 2, 3], "shipped": True}
SHIP = {"QueueUrl": "https://q", "MessageBody": "r-1"}


def test_every_word_has_a_judge() -> None:
    assert list(JUDGES) == list(grammar.EXPECT)


MET: list[dict[str, JSON]] = [
    {"status": "SUCCEEDED"},
    {"output": OUTPUT},
    {"output": {**OUTPUT, "tags": [1.0, 2, 3]}},
    {"output_contains": {"shipped": True}},
    {"output_contains": {}},
    {"path": ["Route", "Charge", "Night", "Ship"]},
    {"path_contains": ["Route", "Ship"]},
    {"not_entered": ["Refused"]},
    {"calls": {"Charge": 1, "Ship": [SHIP]}},
    {"calls_contain": {"Ship": [{"MessageBody": "r-1"}]}},
    {"duration": 3600},
    {"duration": "1h"},
    {"duration": {"min": "59m", "max": "1h"}},
    {"transitions": 4},
    {"transitions": {"max": 4}},
    {"events": {"min": 10, "max": 20}},
    {"cost": {"max": 0.0001}},
    {"cost": 0.0001},  # four transitions at 0.000025
    {"select": {"$.tags[*]": [1, 2, 3], "$.nothing": []}},
    {"states": {"Charge": {"attempts": 1, "duration": 0, "assigned": {"receipt": "r-1"}}}},
    {"states": {"Ship": [{"input": {"receipt": "r-1", "tags": [1, 2, 3]}, "output": OUTPUT}]}},
    {"states": {"Ship": {"input_contains": {"receipt": "r-1"}, "output_contains": {"shipped": True}}}},
    {"states": {"Night": {"visit": 0, "duration": "1h"}}},
    {"variables": {"receipt": "r-1"}},
    {"waits_for": []},
]  # fmt: skip


@pytest.mark.parametrize("expect", MET, ids=str)
def test_what_is_so_passes(expect: dict[str, JSON], tmp_path: Path) -> None:
    result = run_one(tmp_path, {**GOOD, "expect": expect})
    assert (result.outcome, said(result), result.message) == ("passed", [], "")


MISSED: list[tuple[dict[str, JSON], str]] = [
    ({"status": "FAILED"}, "status: expected FAILED, got SUCCEEDED"),
    ({"status": "RUNNING"}, "status: expected RUNNING, got SUCCEEDED"),
    ({"output": {**OUTPUT, "receipt": "r-2"}}, "output: the output is not as expected"),
    ({"output": {"receipt": "r-1"}}, "output: the output is not as expected"),
    ({"output": {**OUTPUT, "more": 1}}, "output: the output is not as expected"),
    ({"output": {**OUTPUT, "tags": [1, 2]}}, "output: the output is not as expected"),
    ({"output": {**OUTPUT, "tags": [1, 3, 2]}}, "output: the output is not as expected"),
    ({"output": {**OUTPUT, "shipped": 1}}, "output: the output is not as expected"),
    ({"output": None}, "output: the output is not as expected"),
    ({"output_contains": {"shipped": False}}, "output_contains: the output lacks what is expected"),
    ({"output_contains": {"tags": [1, 2]}}, "output_contains: the output lacks what is expected"),
    ({"output_contains": {"other": None}}, "output_contains: the output lacks what is expected"),
    ({"error": "Order.Refused"}, 'error: expected the error "Order.Refused", and the run is SUCCEEDED'),
    ({"cause": "x"}, 'cause: expected the cause "x", and the run is SUCCEEDED'),
    ({"cause_contains": "x"}, 'cause_contains: expected a cause with "x", and there is none: SUCCEEDED'),
    ({"path": ["Route", "Charge", "Ship"]}, "path: another path was taken"),
    ({"path": ["Route", "Charge", "Night"]}, "path: another path was taken"),
    ({"path": []}, "path: another path was taken"),
    ({"path_contains": ["Ship", "Route"]}, 'path_contains: "Route" was not entered after "Ship"'),
    ({"path_contains": ["Refused"]}, 'path_contains: "Refused" was not entered'),
    ({"path_contains": ["Ship", "Ship"]}, 'path_contains: "Ship" was not entered after "Ship"'),
    ({"not_entered": ["Refused", "Night"]}, 'not_entered: "Night" was entered'),
    ({"calls": {"Charge": 2}}, 'calls: "Charge" was called once, expected 2 times'),
    ({"calls": {"Charge": 0}}, 'calls: "Charge" was called once, expected not at all'),
    ({"calls": {"Ship": []}}, 'calls: "Ship" was called once, expected not at all'),
    ({"calls": {"Ship": [{**SHIP, "MessageBody": "r-2"}]}}, 'calls: call 1 of "Ship" is not as expected'),
    ({"calls": {"Ship": [{"MessageBody": "r-1"}]}}, 'calls: call 1 of "Ship" is not as expected'),
    ({"calls": {"Ship": [SHIP, SHIP]}}, 'calls: "Ship" was called once, expected 2 times'),
    ({"calls_contain": {"Ship": [{"MessageBody": "r-2"}]}}, 'calls_contain: call 1 of "Ship" lacks what is expected'),
    ({"calls_contain": {"Ship": []}}, 'calls_contain: "Ship" was called once, expected not at all'),
    ({"duration": "1h1s"}, "duration: it took 1h, expected 1h1s"),
    ({"duration": {"max": 3599.999}}, "duration: it took 1h, expected at most 59m59.999s"),
    ({"duration": {"min": "2h"}}, "duration: it took 1h, expected at least 2h"),
    ({"duration": 0}, "duration: it took 1h, expected 0s"),
    ({"transitions": 5}, "transitions: there are 4, expected 5"),
    ({"transitions": {"max": 3}}, "transitions: there are 4, expected at most 3"),
    ({"events": {"max": 3}}, "events: there are 16, expected at most 3"),
    ({"cost": {"max": 0.00009}}, "cost: it costs $0.000100, expected at most $0.00009"),
    ({"select": {"$.tags[*]": [1, 2]}}, "select: $.tags[*] of the output is not as expected"),
    ({"select": {"$.nothing": [None]}}, "select: $.nothing of the output is not as expected"),
    ({"select": {"$.tags[": []}}, 'select: "$.tags[" is no JSONPath: '),
    ({"states": {"Charge": {"attempts": 2}}}, 'states: "Charge" was tried once, expected 2 times'),
    ({"states": {"Ship": {"input": {}}}}, 'states: the input of "Ship" is not as expected'),
    ({"states": {"Ship": {"input_contains": {"a": 1}}}}, 'states: the input of "Ship" lacks what is expected'),
    ({"states": {"Ship": {"output": {}}}}, 'states: the output of "Ship" is not as expected'),
    ({"states": {"Ship": {"output_contains": {"a": 1}}}}, 'states: the output of "Ship" lacks what is expected'),
    ({"states": {"Charge": {"assigned": {}}}}, 'states: what "Charge" assigned is not as expected'),
    ({"states": {"Night": {"duration": "2h"}}}, 'states: "Night" took 1h, expected 2h'),
    ({"states": {"Ship": {"visit": 1, "attempts": 1}}}, 'states: "Ship" was entered once'),
    ({"states": {"Refused": {"input": {}}}}, 'states: "Refused" was not entered'),
    ({"states": {"Refused": {"output": {}}}}, 'states: "Refused" was not entered'),
    ({"states": {"Ship": []}}, 'states: "Ship" was entered once, expected never'),
    ({"states": {"Ship": [{"attempts": 1}, {}]}}, 'states: "Ship" was entered once, expected 2 times'),
    ({"states": {"Ship": [{"attempts": 2}]}}, 'states: "Ship", visit 0 was tried once, expected 2 times'),
    ({"variables": {"receipt": "r-2"}}, "variables: variable receipt is not as expected"),
    ({"variables": {"other": None}}, "variables: there is no variable other"),
    ({"waits_for": ["Ship"]}, "waits_for: it waits for nothing, expected Ship"),
]  # fmt: skip


@pytest.mark.parametrize(("expect", "message"), MISSED, ids=lambda value: str(value)[:60])
def test_what_is_not_so_is_said(expect: dict[str, JSON], message: str, tmp_path: Path) -> None:
    result = run_one(tmp_path, {**GOOD, "expect": expect})
    assert result.outcome == "failed", result.message
    (one,) = said(result)
    assert one == message or (message.endswith(": ") and one.startswith(message))


def test_every_word_is_missed_somewhere() -> None:
    """`next` is for one state alone, below."""
    assert {word for expect, _ in MISSED for word in expect} == set(grammar.EXPECT) - {"next"}


FAILED: list[tuple[dict[str, JSON], list[str]]] = [
    ({"error": "Order.Refused"}, []),
    ({"cause": "not worth it, or no money"}, []),
    ({"cause_contains": "no money"}, []),
    ({"status": "FAILED", "path": ["Route", "Refused"]}, []),
    ({"path": ["Route", "Refused"]}, ["status: expected SUCCEEDED, got FAILED"]),
    ({"calls": {"Charge": 0}}, ["status: expected SUCCEEDED, got FAILED"]),
    ({"output": {}}, ["status: expected SUCCEEDED, got FAILED"]),
    ({"select": {"$.a": []}, "output_contains": {}}, ["status: expected SUCCEEDED, got FAILED"]),
    ({"status": "FAILED", "output": {}}, ["output: there is no output: the run is FAILED"]),
    ({"status": "FAILED", "output_contains": {}}, ["output_contains: there is no output: the run is FAILED"]),
    ({"status": "FAILED", "select": {"$.a": []}}, ["select: there is no output: the run is FAILED"]),
    ({"error": "Order.Other"}, ["error: the error is not as expected"]),
    ({"error": ""}, ["error: the error is not as expected"]),
    ({"cause": "no money"}, ["cause: the cause is not as expected"]),
    ({"cause_contains": "NO MONEY"}, ['cause_contains: the cause does not have "NO MONEY"']),
    ({"status": "TIMED_OUT", "error": "Order.Refused"}, ["status: expected TIMED_OUT, got FAILED"]),
    ({"status": "FAILED", "states": {"Refused": {"output": {}}}}, ['states: "Refused" was not left, so it has no output']),
    ({"status": "FAILED", "states": {"Refused": {"duration": 0}}}, ['states: "Refused" was not left, so it has no duration']),
]  # fmt: skip


@pytest.mark.parametrize(("expect", "messages"), FAILED, ids=lambda value: str(value)[:60])
def test_of_a_run_that_fails(expect: dict[str, JSON], messages: list[str], tmp_path: Path) -> None:
    result = run_one(tmp_path, {"input": {"amount": 1}, "expect": expect})
    assert (said(result), result.outcome) == (messages, "failed" if messages else "passed")


ALONE: list[tuple[dict[str, Any], list[str]]] = [
    ({"next": "Night"}, []),
    ({"path": ["Charge"], "calls": {"Charge": 1}, "duration": 0}, []),
    ({"next": "Ship"}, ['next: expected "Ship" to follow, and "Night" follows']),
    ({"next": None}, ['next: expected that it ends, and "Night" follows']),
    ({"path": ["Charge", "Night"]}, ["path: another path was taken"]),
    ({"not_entered": ["Night"]}, []),
    ({"variables": {"receipt": "r-1"}, "output_contains": {"receipt": "r-1"}}, []),
]


@pytest.mark.parametrize(("expect", "messages"), ALONE, ids=lambda value: str(value)[:60])
def test_of_a_state_alone(expect: dict[str, JSON], messages: list[str], tmp_path: Path) -> None:
    result = run_one(tmp_path, {**GOOD, "state": "Charge", "expect": expect})
    assert (said(result), result.message) == (messages, "")


def test_a_state_alone_that_ends(tmp_path: Path) -> None:
    test = {"state": "Ship", "input": {}, "variables": {"receipt": "x"}}
    assert run_one(tmp_path, {**test, "expect": {"next": None}}).outcome == "passed"
    (message,) = said(run_one(tmp_path, {**test, "expect": {"next": "Ship"}}))
    assert message == 'next: expected "Ship" to follow, and it ends'


def test_a_caught_error_leads_where_the_catcher_says(tmp_path: Path) -> None:
    mocks = {"Charge": {"throw": "Card.Declined"}}
    test = {"state": "Charge", **GOOD, "mocks": mocks, "expect": {"next": "Refused"}}
    assert run_one(tmp_path, test).outcome == "passed"


def test_a_state_inside_a_map_runs_alone(tmp_path: Path) -> None:
    test = {
        "state": "Double",
        "input": 3,
        "mocks": {"Double": 6},
        "expect": {"output": 6, "next": None},
    }
    results = run(tmp_path, {"definition": "each.asl.json", "tests": {"it": test}})
    assert [result.outcome for result in results] == ["passed"]


def test_of_several_visits_one_must_be_named(tmp_path: Path) -> None:
    def result(expect: JSON) -> list[str]:
        test = {
            "input": {"items": [1, 2]},
            "mocks": {"Double": [{"return": 2}, {"return": 4}]},
            "expect": {"states": {"Double": expect}},
        }
        (found,) = run(tmp_path, {"definition": "each.asl.json", "tests": {"it": test}})
        return said(found)

    assert result({"output": 4}) == [
        'states: "Double" was entered 2 times: say which with visit: 0 to 1, or write a list'
    ]
    assert result({"visit": 1, "output": 4}) == []
    assert result({"visit": 0, "output": 4}) != []
    assert result([{"output": 2}, {"output": 4}]) == []
    assert result([{"output": 2}, {"output": 2}]) != []


def test_the_place_of_an_expectation_is_its_line(tmp_path: Path) -> None:
    text = """\
definition: order.asl.json
unused_mocks: true
mocks:
  Charge: {StatusCode: 200, Payload: {receipt: r-1}}
  Ship: {MessageId: m}
tests:
  it:
    input: {amount: 12}
    expect:
      duration: 5
      calls:
        Charge: 7
      states:
        Night: {duration: 2}
"""
    (result,) = run(tmp_path, text, "a.test.yaml")
    places = [result.place(one)[1] for one in result.missed]
    assert places == [10, 12, 14]


def test_a_mock_of_ours_is_not_of_the_test() -> None:
    assert set(GOOD_MOCKS) == {"Charge", "Ship"}
