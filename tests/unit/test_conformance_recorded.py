"""Recorded entries: how one is played, what is compared, and what functions do in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.__main__ import main
from conformance.behaviour import handler_of
from conformance.readers import recorded
from conformance.report import Outcome
from conformance.targets.base import NotOffered, ServiceMissing, World
from conformance.targets.http import Everything
from conformance.targets.in_process import InProcess

ENTRY: dict[str, Any] = {
    "id": "suite::entry",
    "api": "start_execution",
    "type": "STANDARD",
    "needs": [],
    "setup": [],
    "complete": True,
    "folder": "base",
    "lambda": {},
    "executions": [{}],
    "definition": {},
    "skip_paths": [],
    "replacements": [{"regex": "machine_x", "replacement": "<M>"}],
    "derived": [],
    "recorded": "01-01-2026, 00:00:00",
    "calls": [
        {
            "n": 0,
            "op": "create_state_machine",
            "request": {
                "name": "machine_x",
                "roleArn": "arn:aws:iam::123456789012:role/r",
                "definition": '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}',
            },
            "compare": [{"key": "created"}],
        },
        {
            "n": 1,
            "op": "start_execution",
            "request": {"stateMachineArn": "{{call0.stateMachineArn}}", "input": '{"a": 1}'},
        },
        {"n": 2, "op": "wait", "request": {"executionArn": "{{call1.executionArn}}"}},
        {
            "n": 3,
            "op": "get_execution_history",
            "request": {"executionArn": "{{call1.executionArn}}"},
            "compare": [{"key": "history"}],
        },
    ],
}


def payload(id_: int, previous: int, kind: str, member: str, **details: Any) -> dict[str, Any]:
    way = "input" if "input" in details else "output"
    return {
        "id": id_,
        "previousEventId": previous,
        "timestamp": "timestamp",
        "type": kind,
        f"{member}EventDetails": {f"{way}Details": {"truncated": False}, **details},
    }


RECORDED = {
    "created": {"creationDate": "datetime"},
    "history": {
        "events": [
            payload(
                1,
                0,
                "ExecutionStarted",
                "executionStarted",
                input={"a": 1},
                roleArn="arn:<partition>:iam::111111111111:role/r",
            ),
            payload(2, 0, "PassStateEntered", "stateEntered", input={"a": 1}, name="A"),
            payload(3, 2, "PassStateExited", "stateExited", output={"a": 1}, name="A"),
            payload(4, 3, "ExecutionSucceeded", "executionSucceeded", output={"a": 1}),
        ],
        "ResponseMetadata": {"HTTPHeaders": {}, "HTTPStatusCode": 200},
    },
}


def entry(**changes: Any) -> dict[str, Any]:
    return {**ENTRY, "expected": RECORDED, **changes}


def test_an_entry_that_passes_says_what_was_compared() -> None:
    outcome = recorded.play(entry(), InProcess())
    assert outcome == Outcome("suite::entry", "passed", compared="history")


def changed(id_: int, **members: Any) -> dict[str, Any]:
    history: dict[str, Any] = json.loads(json.dumps(RECORDED))
    history["history"]["events"][id_ - 1].update(members)
    return history


@pytest.mark.parametrize(
    ("expected", "path"),
    [
        pytest.param(
            changed(3, previousEventId=1), "events[2].previousEventId", id="a previous id"
        ),
        pytest.param(changed(2, type="TaskStateEntered"), "events[1].type", id="a type"),
        pytest.param(
            changed(4, executionSucceededEventDetails={"output": {"a": 1.0}}),
            "executionSucceededEventDetails.output.a",
            id="a double for an integer",
        ),
        pytest.param(changed(1, extra=1), "events[0].extra", id="a member that we have not"),
    ],
)
def test_an_entry_that_fails_names_the_place(expected: Any, path: str) -> None:
    outcome = recorded.play(entry(expected=expected), InProcess())
    assert outcome.verdict == "failed"
    assert path in outcome.why


def test_skip_paths_count_under_strict() -> None:
    skipping = entry(
        expected=changed(3, previousEventId=1), skip_paths=["$..events[2].previousEventId"]
    )
    assert recorded.play(skipping, InProcess()).verdict == "passed"
    assert recorded.play(skipping, InProcess(), strict=True).verdict == "failed"


def test_nothing_to_compare_does_not_apply() -> None:
    outcome = recorded.play(entry(calls=ENTRY["calls"][:3], expected={"created": {}}), InProcess())
    assert outcome.verdict == "not applicable"


TASK = '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}}}'


def calling() -> list[Any]:
    first, *rest = json.loads(json.dumps(ENTRY["calls"]))
    first["request"]["definition"] = TASK
    return [first, *rest]


def test_a_service_that_is_missing_does_not_apply() -> None:
    scheduled = changed(
        3, type="TaskScheduled", d={"resourceType": "sqs", "resource": "sendMessage"}
    )
    assert (
        recorded.play(entry(calls=calling(), expected=scheduled), InProcess()).verdict
        == "not applicable"
    )


def test_a_service_that_should_not_have_been_called_fails() -> None:
    outcome = recorded.play(entry(calls=calling()), InProcess())
    assert outcome.verdict == "failed"
    assert "sqs:sendMessage" in outcome.why


def test_entries_with_more_than_one_execution_are_left_to_others(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(entry()), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps(entry(id="b", executions=[{}, {}])), "utf-8")
    (tmp_path / "c.json").write_text(json.dumps(entry(id="c", needs=["sqs"])), "utf-8")
    (tmp_path / "d.json").write_text("[]", "utf-8")
    assert [o.id for o in recorded.run(tmp_path, InProcess())] == ["suite::entry"]


def test_services_are_named() -> None:
    missing = ServiceMissing("sqs", "sendMessage")
    assert "sqs:sendMessage" in str(missing)


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(entry()), "utf-8")
    (tmp_path / "b.json").write_text(
        json.dumps(entry(id="b", expected=changed(3, type="X"))), "utf-8"
    )

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["recorded", str(tmp_path), *arguments])
        return result.exit_code, result.output

    assert run() == (1, "passed 1 of 2\n")
    assert run("--min-pass", "50%") == (0, "passed 1 of 2\n")
    assert run("-k", "suite") == (0, "passed 1 of 1\n")
    assert run("-k", "nobody") == (1, "passed 0 of 0\n")
    assert "events[2].type" in run("-v")[1]
    assert run("--min-pass", "many")[0] == 2
    assert run("--json", str(tmp_path / "out.json"))[0] == 1
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["total"] == 2


# ------------------------------------------------------------------ functions


class Context:
    slept = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


@pytest.mark.parametrize(
    ("does", "gives"),
    [
        ("echo", {"a": 1}),
        ({"returns": [1]}, [1]),
        ({"returns_text": "<{event}>"}, "<{'a': 1}>"),
        ({"returns_bytes": '"x"'}, b'"x"'),
        ({"returns_bytes": {"repeat": "ab", "times": 2}}, b"abab"),
        ({"sleeps": 5, "then": "echo"}, {"a": 1}),
    ],
)
def test_what_functions_do(does: Any, gives: Any) -> None:
    assert handler_of("f", does)({"a": 1}, Context()) == gives


def test_functions_sleep_on_the_executions_clock() -> None:
    context = Context()
    handler_of("f", {"sleeps": 5, "then": {"sleeps": 2, "then": "echo"}})({}, context)
    assert context.slept == 7


def test_a_function_raises_by_name() -> None:
    handler = handler_of("f", {"raises": {"errorType": "Custom", "errorMessage": "m"}})
    with pytest.raises(Exception, match=r"^m$") as caught:
        handler({}, Context())
    assert caught.type.__name__ == "Custom"


def test_a_function_does_one_thing_after_the_other() -> None:
    handler = handler_of("f", {"calls": [{"returns": 1}, {"returns": 2}]})
    assert [handler({}, Context()) for _ in range(3)] == [1, 2, 2]


def test_an_unknown_behaviour_does_not_apply() -> None:
    with pytest.raises(NotOffered):
        handler_of("f", {"unknown": "?"})


# ------------------------------------------------------------------ on the whole API


class Whole:
    """A target with the whole API, over the library in process."""

    name = "the API"
    comparable = Everything()
    is_api = True
    has_express_history = False
    late_s = 0.0
    longest_s: float | None = None
    services_url: str | None = "http://services"
    jobs = 1

    def __init__(self) -> None:
        self.prepared: list[tuple[str, str, Any]] = []
        self.sessions: list[Any] = []

    def open(self, world: World) -> Any:
        session = InProcess().open(world)

        def prepare(service: str, operation: str, request: Any) -> None:
            self.prepared.append((service, operation, request))

        session.prepare = prepare  # type: ignore[method-assign]
        self.sessions.append(session)
        return session


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param(
            {"api": "crud", "complete": False, "missing": ["a", "b"]},
            "recorded without all its calls: a, b",
            id="calls are missing",
        ),
        pytest.param(
            {"expected": {"history": {"events": [{"type": "ActivityStarted"}]}}},
            "its worker's calls are not recorded",
            id="an activity's worker",
        ),
        pytest.param(
            {
                "expected": {
                    "history": {
                        "events": [
                            {
                                "taskFailedEventDetails": {
                                    "error": "E",
                                    "resource": "sendMessage.waitForTaskToken",
                                }
                            }
                        ]
                    }
                }
            },
            "its worker's calls are not recorded",
            id="who answered a token",
        ),
    ],
)
def test_what_nobody_wrote_down_does_not_apply(changes: dict[str, Any], why: str) -> None:
    assert recorded.play(entry(**changes), Whole()) == Outcome(
        "suite::entry", "not applicable", why
    )


def test_entries_about_the_api_are_for_targets_that_have_it() -> None:
    crud = entry(api="crud")
    assert list(recorded.play_all([crud], InProcess())) == []
    (outcome,) = recorded.play_all([crud], Whole())
    assert (outcome.id, outcome.area) == ("suite::entry", "base")


def test_other_services_are_prepared_before_their_call() -> None:
    target = Whole()
    setup = [
        {"at": 0, "service": "lambda", "op": "create_function", "request": {}},
        {"at": 1, "service": "s3", "op": "put_object", "request": {"Body": {"base64": "aGk="}}},
        {"at": 9, "service": "sqs", "op": "never", "request": {}},
    ]
    calls = json.loads(json.dumps(ENTRY["calls"]))
    calls[1]["request"]["input"] = '{"url": "{{aws}}/queue"}'
    recorded.play(entry(setup=setup, calls=calls), target)
    assert target.prepared == [("s3", "put_object", {"Body": b"hi"})]
    (started,) = target.sessions[0]._started.values()
    assert started.input == '{"url": "http://services/queue"}'


def test_refusals_are_compared_in_the_order_of_the_calls() -> None:
    bad = {"op": "create_state_machine", "raises": True}
    request = {"name": "machine_x", "roleArn": "arn:aws:iam::123456789012:role/r"}
    expected = {  # not in the order of their names
        name: {
            "exception_typename": "InvalidDefinition",
            "exception_value": "An error occurred (InvalidDefinition) when calling the CreateStateMachine operation:"
            f" Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [{lacks}] at /'",
        }
        for name, lacks in (("z", "States"), ("a", "StartAt"))
    }
    calls = [
        {"n": 0, **bad, "request": {**request, "definition": '{"StartAt": "A"}'}},
        {
            "n": 1,
            **bad,
            "request": {**request, "definition": '{"States": {"A": {"Type": "Succeed"}}}'},
        },
    ]
    outcome = recorded.play(entry(calls=calls, expected=expected, derived=["a", "z"]), Whole())
    assert outcome.verdict == "passed", outcome.why
