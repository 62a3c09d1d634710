"""How executions end from outside: stopped in every phase, timed out, by quota; and what is cancelled then.

Sources: API reference, StopExecution; captured histories of aborted and timed out executions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    START_MS,
    a_function,
    a_map,
    a_map_run,
    a_message,
    a_parallel,
    a_pass,
    a_wait,
    an_activity,
    catch,
    expected,
    flow,
    retry,
)

from asl.limits import EXPRESS, EXPRESS_SECONDS, YEAR_SECONDS
from asl.vocabulary import effects, signals


def leased(hand: ByHand) -> None:
    hand.send(signals.ActivityStarted(hand.task("A").effect_id, "w"))


def failed_once(hand: ByHand) -> None:
    hand.fail("A")


def one_branch_done(hand: ByHand) -> None:
    hand.succeed("A", 1)


def one_child_done(hand: ByHand) -> None:
    hand.finish_child()


PHASES = [
    pytest.param(flow(A=a_wait()), {}, None, id="in a Wait"),
    pytest.param(flow(A=a_function()), {}, None, id="in a Task"),
    pytest.param(flow(A=an_activity()), {}, None, id="in an activity that nobody has taken"),
    pytest.param(flow(A=an_activity()), {}, leased, id="in an activity that somebody has"),
    pytest.param(flow(A=a_function(Retry=retry())), {}, failed_once, id="between two attempts"),
    pytest.param(
        flow(P=a_parallel(flow(A=a_function()), flow(B=a_wait()))), {}, None, id="in a Parallel"
    ),
    pytest.param(
        flow(P=a_parallel(flow(A=a_function()), flow(B=a_wait()))),
        {},
        one_branch_done,
        id="in a Parallel with one branch done",
    ),
    pytest.param(
        flow(M=a_map(flow(A=a_function()), MaxConcurrency=2)), [1, 2, 3], None, id="in a Map"
    ),
    pytest.param(
        flow(M=a_map(flow(N=a_map(flow(A=a_wait()))))), [[1, 2], [3]], None, id="in nested Maps"
    ),
    pytest.param(flow(M=a_map_run(flow(A=a_pass()))), [1, 2, 3], None, id="in a Map Run"),
    pytest.param(
        flow(M=a_map_run(flow(A=a_pass()))), [1, 2, 3], one_child_done, id="in a Map Run half way"
    ),
]


def at_rest(definition: Any, input_: Any, prepare: Callable[[ByHand], None] | None) -> ByHand:
    hand = ByHand(definition, input_)
    if prepare is not None:
        prepare(hand)
    assert hand.status == "RUNNING"
    return hand


@pytest.mark.parametrize(("definition", "input_", "prepare"), PHASES)
@pytest.mark.parametrize("given", [(None, None), ("Err", "because")])
def test_stopped(
    definition: Any, input_: Any, prepare: Any, given: tuple[str | None, str | None]
) -> None:
    """One event that hangs on nothing, no …Aborted; whatever was open is cancelled, once."""
    hand = at_rest(definition, input_, prepare)
    events = len(hand.records)
    hand.wait(3)
    assert hand.send(signals.Stop(*given))
    assert hand.history(events + 1) == [f"{events + 1}<0 ExecutionAborted {given[0] or '-'}"]
    assert hand.records[-1] == ("ExecutionAborted", 0, START_MS + 3000, *given)
    assert hand.status == "ABORTED"
    assert hand.execution.failure == given
    assert hand.open == {}
    assert hand.execution.pending == {}
    assert hand.execution.stopped_ms == START_MS + 3000


@pytest.mark.parametrize(("definition", "input_", "prepare"), PHASES)
@pytest.mark.parametrize("purpose", ["execution", "quota"])
def test_timed_out(definition: Any, input_: Any, prepare: Any, purpose: str) -> None:
    """Nothing is written for the state that is cut short, and nothing catches it."""
    hand = at_rest({**definition, "TimeoutSeconds": 60}, input_, prepare)
    events = len(hand.records)
    hand.fire(purpose)
    assert hand.history(events + 1) == [f"{events + 1}<0 ExecutionTimedOut States.Timeout"]
    assert hand.records[-1][4] is None
    assert hand.status == "TIMED_OUT"
    assert hand.open == {}
    seconds = 60 if purpose == "execution" else YEAR_SECONDS
    assert hand.execution.stopped_ms == START_MS + seconds * 1000


def test_the_execution_s_timeout_is_not_caught() -> None:
    hand = ByHand(
        {
            **flow(A=a_function(Catch=catch("B"), Retry=retry(), End=True), B=a_pass()),
            "TimeoutSeconds": 5,
        }
    )
    hand.fire("execution")
    assert hand.history(3) == ["3<0 ExecutionTimedOut States.Timeout"]


def test_an_express_execution_has_five_minutes() -> None:
    hand = ByHand(flow(A=a_function()), limits=EXPRESS)
    assert [t.due_ms for t in hand.timers("quota")] == [START_MS + EXPRESS_SECONDS * 1000]
    hand.fire("quota")
    assert hand.status == "TIMED_OUT"


def test_the_second_stop_changes_nothing() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.send(signals.Stop("first"))
    hand.wait(5)
    assert hand.send(signals.Stop("second")) is False
    assert hand.execution.failure == ("first", None)
    assert hand.execution.stopped_ms == START_MS


def test_two_stops_at_once() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.offer(signals.Stop("first"))
    hand.offer(signals.Stop("second"))
    hand.run()
    assert hand.history(3) == ["3<0 ExecutionAborted first"]


def test_an_answer_that_was_sent_before_the_stop_counts() -> None:
    hand = ByHand(flow(A=a_function()))
    effect_id = hand.task("A").effect_id
    del hand.open[effect_id]
    hand.offer(signals.TaskSucceeded(effect_id, 1))
    hand.offer(signals.Stop())
    hand.run()
    assert hand.status == "SUCCEEDED"


def test_what_an_answer_completes_comes_before_a_stop_that_was_sent_after_it() -> None:
    """The last branch, the Parallel and the execution end without a further transition."""
    hand = ByHand(flow(P=a_parallel(flow(A=a_pass()), flow(B=a_function()))))
    effect_id = hand.task("B").effect_id
    del hand.open[effect_id]
    hand.offer(signals.TaskSucceeded(effect_id, 2))
    hand.offer(signals.Stop())
    hand.run()
    assert hand.status == "SUCCEEDED"
    assert hand.history(10) == expected(
        """
        10<9 TaskStateExited B
        11<10 ParallelStateSucceeded
        12<10 ParallelStateExited P
        13<12 ExecutionSucceeded
        """
    )


def test_what_is_open_at_success_is_cancelled() -> None:
    hand = ByHand({**flow(A=a_message()), "TimeoutSeconds": 5})
    hand.succeed("A")
    assert hand.open == {}
    ids = [e.effect_id for e in hand.made if isinstance(e, effects.CancelTimer)]
    assert ids == ["execution/0", "quota/0"]


def test_no_timeout_no_timer() -> None:
    hand = ByHand(flow(A=a_function()))
    assert hand.timers("execution") == []
    assert [t.due_ms for t in hand.timers("quota")] == [START_MS + YEAR_SECONDS * 1000]
