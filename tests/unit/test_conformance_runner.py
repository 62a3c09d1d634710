"""The suites' runner: cases, reports and the command, against a target made for the test."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance import runner
from conformance.__main__ import CASES, main
from conformance.report import Outcome
from conformance.targets.base import CallFailed, NotOffered, World
from conformance.targets.in_process import InProcess

START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
EVENTS: list[dict[str, Any]] = [
    {
        "id": 1,
        "previousEventId": 0,
        "type": "ExecutionStarted",
        "timestamp": START,
        "executionStartedEventDetails": {"input": "{}"},
    },
    {
        "id": 2,
        "previousEventId": 0,
        "type": "PassStateEntered",
        "timestamp": START,
        "stateEnteredEventDetails": {"name": "A", "input": "{}"},
    },
    {
        "id": 3,
        "previousEventId": 2,
        "type": "ExecutionFailed",
        "timestamp": START + dt.timedelta(seconds=2),
        "executionFailedEventDetails": {"error": "E", "cause": '{"a":1}'},
    },
]


class Canned:
    """A target that always answers the same."""

    name = "canned"
    comparable: Mapping[str, Collection[str] | None] = {"get_execution_history": None}
    is_api = False
    has_express_history = True
    late_s = 0.0
    longest_s: float | None = None
    services_url: str | None = None
    jobs = 1

    def __init__(self, refusal: Exception | None = None, history: Any = None) -> None:
        self.refusal = refusal
        self.history = EVENTS if history is None else history
        self.calls: list[tuple[str, Any]] = []

    def open(self, world: World) -> Canned:
        return self

    def call(self, operation: str, request: Mapping[str, Any]) -> Any:
        self.calls.append((operation, dict(request)))
        if self.refusal is not None:
            raise self.refusal
        return {"stateMachineArn": "m", "executionArn": "e", "events": self.history}

    def wait(self, execution_arn: str) -> None:
        self.calls.append(("wait", execution_arn))

    def advance(self, execution_arn: str, seconds: float) -> None:
        self.calls.append(("advance", seconds))

    def prepare(self, service: str, operation: str, request: Mapping[str, Any]) -> None:
        self.calls.append((f"{service}.{operation}", request))

    def settle(self, execution_arn: str) -> None:
        self.calls.append(("settle", execution_arn))

    def close(self) -> None:
        self.calls.append(("close", None))

    def token_of(self, execution_arn: str, state: str) -> str:
        return f"token of {state}"

    def events(self, execution_arn: str) -> Any:
        return self.history


def case(**expect: Any) -> dict[str, Any]:
    return {
        "id": "a/b/c",
        "title": "a case of the test",
        "provenance": "the test",
        "definition": {},
        "expect": expect,
    }


FAILED = {"status": "FAILED"}


@pytest.mark.parametrize(
    "expect",
    [
        pytest.param({**FAILED, "error": "E", "cause": '{"a":1}', "elapsed_s": 2}, id="outcome"),
        pytest.param({**FAILED, "cause_json": {"a": 1}}, id="members of a cause"),
        pytest.param(
            {
                **FAILED,
                "events": ["1<0 ExecutionStarted", "2<0 PassStateEntered A", "3<2 ExecutionFailed"],
            },
            id="events",
        ),
        pytest.param(
            {**FAILED, "events_count": 3, "last_events": ["3<2 ExecutionFailed"]},
            id="the last events",
        ),
        pytest.param(
            {**FAILED, "details": {"3": {"error": "E", "output": None}}},
            id="details, and an absent one",
        ),
    ],
)
def test_a_case_that_passes(expect: dict[str, Any]) -> None:
    assert runner.play(case(**expect), Canned()) == Outcome("a/b/c", "passed")


@pytest.mark.parametrize(
    ("expect", "why"),
    [
        pytest.param({"status": "SUCCEEDED"}, "status: expected SUCCEEDED", id="status"),
        pytest.param({**FAILED, "error": "F"}, "error: expected 'F', got 'E'", id="error"),
        pytest.param({**FAILED, "cause": None}, "cause: expected None", id="cause"),
        pytest.param(
            {**FAILED, "cause_json": {"b": 1}}, "cause.b: expected 1", id="a member of the cause"
        ),
        pytest.param({**FAILED, "output": None}, "output: there is none", id="output"),
        pytest.param({**FAILED, "elapsed_s": 3}, "elapsed_s: expected 3, got 2.0", id="elapsed"),
        pytest.param(
            {**FAILED, "elapsed_at_most_s": 1}, "expected 1 at most", id="elapsed at most"
        ),
        pytest.param({**FAILED, "events": ["1<0 ExecutionStarted"]}, "! -", id="more events"),
        pytest.param({**FAILED, "last_events": ["3<1 ExecutionFailed"]}, "! 3<1", id="last events"),
        pytest.param({**FAILED, "details": {"9": {}}}, "there is no event 9", id="no such event"),
        pytest.param(
            {**FAILED, "details": {"2": {"name": "B"}}}, 'event 2.name: expected "B"', id="details"
        ),
        pytest.param({"invalid": []}, "the definition was accepted", id="accepted"),
    ],
)
def test_a_case_that_fails_says_why(expect: dict[str, Any], why: str) -> None:
    outcome = runner.play(case(**expect), Canned())
    assert outcome.verdict == "failed"
    assert why in outcome.why


def test_a_refused_definition() -> None:
    refusal = CallFailed("CreateStateMachine", "InvalidDefinition", "Invalid: 'x'")
    assert runner.play(case(invalid=[]), Canned(refusal)).verdict == "passed"
    assert runner.play(case(invalid_text="Invalid: 'x'"), Canned(refusal)).verdict == "passed"
    assert "message: expected" in runner.play(case(invalid_text="y"), Canned(refusal)).why
    assert "InvalidDefinition" in runner.play(case(**FAILED), Canned(refusal)).why


def test_what_a_target_has_not_does_not_count() -> None:
    outcome = runner.play(case(**FAILED), Canned(NotOffered("no tea")))
    assert outcome == Outcome("a/b/c", "not applicable", "no tea")


def test_an_error_of_the_targets_fails_the_case_alone() -> None:
    outcome = runner.play(case(**FAILED), Canned(RuntimeError("boom")))
    assert outcome == Outcome("a/b/c", "failed", "RuntimeError: boom")


def test_calls_are_made_in_order() -> None:
    target = Canned()
    calls = [
        {"after_s": 3, "op": "send_task_success", "state": "A", "request": {"output": "1"}},
        {"op": "stop_execution"},
    ]
    runner.play({**case(**FAILED), "calls": calls}, target)
    assert target.calls[2:] == [
        ("advance", 3),
        ("send_task_success", {"output": "1", "taskToken": "token of A"}),
        ("settle", "e"),
        ("stop_execution", {"executionArn": "e"}),
        ("wait", "e"),
        ("close", None),
    ]


# ------------------------------------------------------------------ files


def write(path: Path, *cases: Any) -> Path:
    path.write_text(json.dumps(list(cases)), "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"id": "Nothing"}, "does not match", id="an id"),
        pytest.param({"input": 1, "input_text": "1"}, "should not be valid", id="two inputs"),
        pytest.param({"expect": {}}, "expect", id="nothing expected"),
        pytest.param({"expect": {"status": "DONE"}}, "DONE", id="a status"),
        pytest.param({"mocks": {"A": {"returns": 1, "never": True}}}, "mocks", id="two answers"),
        pytest.param({"colour": 1}, "colour", id="an unknown member"),
    ],
)
def test_files_are_checked(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        runner.load(write(tmp_path / "a.json", {**case(**FAILED), **change}))


def test_ids_are_unique(tmp_path: Path) -> None:
    write(tmp_path / "a.json", case(**FAILED))
    write(tmp_path / "b.json", case(**FAILED))
    with pytest.raises(ValueError, match="a/b/c"):
        runner.load(tmp_path)


CASE_FILES = sorted(CASES.rglob("*.json"))


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_our_cases(path: Path) -> None:
    failures = [o for o in runner.run(path, InProcess()) if o.verdict == "failed"]
    assert not failures, "\n\n".join(f"{o.id}\n{o.why}" for o in failures)


def test_our_cases_say_where_they_are() -> None:
    for path in CASE_FILES:
        for found in runner.load(path):
            assert found["id"].startswith(f"{path.parent.name}/{path.stem}/")


def test_a_broken_suite_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path / "a.json", {"id": "x"})
    result = CliRunner().invoke(main, ["cases", str(tmp_path)])
    assert result.exit_code == 2
    assert "required property" in result.output
