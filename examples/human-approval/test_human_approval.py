"""Who is asked when, what an answer does, and that an old letter's link is worth nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import asl

REQUEST = {"about": "a new lamp", "approver": "Ann", "manager": "Max"}


class Post:
    """Plays the function that sends letters, and keeps them."""

    def __init__(self) -> None:
        self.letters: list[dict[str, Any]] = []

    def send(self, event: dict[str, Any], context: Any) -> dict[str, str]:
        self.letters.append(event)
        return {"sent": "yes"}  # nobody sees it: with a token, only the answer counts

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(letter["to"], letter["why"]) for letter in self.letters]


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def machine(asl_machine: Callable[..., Any], post: Post) -> Any:
    return asl_machine("human-approval.asl.json").lambda_("send-letter", post.send)


def test_an_answer_in_time(machine: Any, asl_clock: Any, post: Post) -> None:
    run = machine.start(REQUEST)
    asl_clock.advance(hours=23)
    run.token("Ask").succeed({"decision": "approved"})
    run.activity("carry-out").succeed({})
    assert run.output == {"approved": True, "by": "Ann", "afterQuestions": 1}
    assert run.elapsed == timedelta(hours=23)
    assert post.told == [("Ann", "approve")]


def test_a_reminder_then_somebody_else(machine: Any, asl_clock: Any, post: Post) -> None:
    run = machine.start(REQUEST)
    asl_clock.advance(hours=23)
    assert post.told == [("Ann", "approve")]
    asl_clock.advance(hours=1)
    assert post.told == [("Ann", "approve"), ("Ann", "remind")]
    asl_clock.advance(days=1)
    assert post.told[2:] == [("Max", "escalate")]
    assert asl_clock.now == datetime(2025, 1, 3, tzinfo=UTC)
    run.token("Ask").succeed({"decision": "rejected"})
    assert run.output == {"approved": False, "by": "Max"}
    assert run.elapsed == timedelta(days=2)


def test_nobody_answers(machine: Any, asl_clock: Any, post: Post) -> None:
    run = machine.start(REQUEST)
    asl_clock.advance(days=4)
    run.assert_failed("Approval.NoAnswer")
    assert run.cause == "nobody of Ann, Max has answered"
    assert run.elapsed == timedelta(days=1 + 1 + 2)
    assert len(post.letters) == 3


def test_each_letter_has_a_token_of_its_own(machine: Any, asl_clock: Any, post: Post) -> None:
    run = machine.start(REQUEST)
    first = run.token("Ask")
    asl_clock.advance(days=1)
    tokens = [letter["token"] for letter in post.letters]
    assert len(set(tokens)) == 2
    assert not first.is_open  # the link of the first letter leads nowhere now
    with pytest.raises(asl.UsageError):
        first.succeed({"decision": "approved"})
    assert run.status == "RUNNING"
    run.token("Ask").succeed({"decision": "approved"})
    run.activity("carry-out").succeed({})
    assert run.output["afterQuestions"] == 2


def test_a_request_is_withdrawn(machine: Any, asl_clock: Any) -> None:
    run = machine.start(REQUEST)
    asl_clock.advance(hours=1)
    run.token("Ask").fail("Approval.Withdrawn", "not needed any more")
    assert run.output == {"approved": False, "withdrawn": True}


@pytest.mark.parametrize("answer", [{"decision": "maybe"}, {"decision": True}])
def test_an_answer_that_is_none_is_no_approval(machine: Any, answer: Any) -> None:
    run = machine.start(REQUEST)
    run.token("Ask").succeed(answer)
    run.assert_failed("Approval.NotUnderstood")


def test_a_letter_that_cannot_be_sent_is_sent_again(
    asl_machine: Callable[..., Any], asl_clock: Any
) -> None:
    throttled = asl.raises("Lambda.TooManyRequestsException")
    machine = asl_machine("human-approval.asl.json").mock(
        "Ask", side_effect=[throttled, throttled, {"decision": "approved"}]
    )
    run = machine.start(REQUEST)
    asl_clock.advance_until("Carry it out")
    assert run.elapsed == 10 + 20  # and the day begins anew with the letter that was sent
    assert [call.attempt for call in run.calls("Ask")] == [0, 1, 2]


def test_a_worker_that_falls_silent_is_replaced(machine: Any, asl_clock: Any) -> None:
    run = machine.start(REQUEST)
    run.token("Ask").succeed({"decision": "approved"})
    asl_clock.advance(hours=5)  # it may lie there: the clocks begin when a worker takes it
    first = run.activity("carry-out")
    for _ in range(10):
        asl_clock.advance(seconds=50)
        first.heartbeat()
    asl_clock.advance(seconds=60)  # not a word
    assert not first.is_open
    asl_clock.advance(seconds=5)
    second = run.activity("carry-out")
    second.succeed({"done": True})
    assert run.output["approved"] is True
    assert [call.attempt for call in run.calls("Carry it out")] == [0, 1]
    assert len({call.token for call in run.calls("Carry it out")}) == 2


def test_a_worker_that_only_beats_has_an_hour(machine: Any, asl_clock: Any) -> None:
    run = machine.start(REQUEST)
    run.token("Ask").succeed({"decision": "approved"})
    worker = run.activity("carry-out")
    for _ in range(72):
        asl_clock.advance(seconds=50)
        if worker.is_open:
            worker.heartbeat()
    run.assert_failed("States.Timeout")
    assert run.elapsed == timedelta(hours=1)
