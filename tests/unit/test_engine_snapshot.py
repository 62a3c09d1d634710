"""Snapshots and replays: what they hold, that they share nothing, and that they refuse what is not theirs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from by_hand import IDENTITY, ByHand
from histories import (
    START_MS,
    a_function,
    a_map,
    a_map_run,
    a_message,
    a_parallel,
    a_pass,
    a_wait,
    flow,
    retry,
)

from asl.compile.program import program_of
from asl.engine.execution import Execution
from asl.engine.replay import apply, replay
from asl.errors import AslError, NondeterminismError
from asl.limits import EXPRESS
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Redrive, Start, Stop, TaskFailed, TaskSucceeded


def text_of(hand: ByHand) -> str:
    return json.dumps(hand.execution.dump())


def copy_of(hand: ByHand) -> Execution:
    return Execution.load(hand.program, json.loads(text_of(hand)))


# ------------------------------------------------------------------ snapshots

AT_REST = [
    pytest.param(flow(A=a_wait()), {}, id="in a Wait"),
    pytest.param(flow(A=a_message(".waitForTaskToken", HeartbeatSeconds=5)), {}, id="in a Task"),
    pytest.param(flow(S=a_pass(Assign={"v.$": "$"}), A=a_function()), {"x": [1]}, id="variables"),
    pytest.param(
        flow(P=a_parallel(flow(A=a_function()), flow(M=a_map(flow(B=a_function()))))),
        [1, 2],
        id="branches and iterations",
    ),
    pytest.param(flow(M=a_map_run(flow(A=a_pass()), MaxConcurrency=1)), [1, 2], id="a Map Run"),
]


@pytest.mark.parametrize(("definition", "input_"), AT_REST)
def test_a_snapshot_of_a_snapshot_is_the_same(definition: Any, input_: Any) -> None:
    hand = ByHand(definition, input_)
    assert json.dumps(copy_of(hand).dump()) == text_of(hand)


@pytest.mark.parametrize(("definition", "input_"), AT_REST)
def test_two_loads_of_one_snapshot_share_nothing(definition: Any, input_: Any) -> None:
    """A fork of an execution does not change the other, nor the snapshot."""
    hand = ByHand(definition, input_)
    snapshot = hand.execution.dump()
    before = json.dumps(snapshot)
    forks = [Execution.load(hand.program, snapshot) for _ in range(2)]
    assert forks[0].send(Stop(), START_MS)
    forks[0].run()
    hand.send(Stop())
    assert json.dumps(snapshot) == before
    assert json.dumps(forks[1].dump()) == before


def test_records_stay_with_the_host_and_ids_go_on() -> None:
    hand = ByHand(flow(A=a_function(), B=a_pass()), reload=True)
    assert hand.execution.records == []
    assert hand.execution.last_id == 2
    hand.succeed("A", 1)
    assert hand.history(7) == [
        "7<6 PassStateEntered B",
        "8<7 PassStateExited B",
        "9<8 ExecutionSucceeded",
    ]


def test_the_check_goes_on_too() -> None:
    checks = []
    for reload in (False, True):
        hand = ByHand(flow(A=a_function(), B=a_pass()), reload=reload)
        hand.succeed("A", 1)
        checks.append(hand.execution.check())
    assert checks[0] == checks[1] != 0


def test_values_are_held_once() -> None:
    big = ["x" * 1000] * 50
    hand = ByHand(
        flow(
            S=a_pass(Assign={"v.$": "$"}),
            P=a_parallel(*[flow({f"A{i}": a_function()}) for i in range(20)]),
        ),
        big,
    )
    assert len(text_of(hand)) < 2 * len(json.dumps(big))


def test_a_large_map_half_way() -> None:
    """Issue figure: 5,000 items over a 200 KB input, half way, fit in a megabyte."""
    items = [{"id": n, "name": f"item number {n:06}"} for n in range(5_000)]
    assert 190_000 < len(json.dumps(items)) < 262_144
    hand = ByHand(
        flow(M=a_map(flow(A=a_function(Parameters={"id.$": "$.id"})), MaxConcurrency=40)),
        items,
        limits=EXPRESS,
    )
    for _ in range(2_500):
        call = next(e for e in hand.open.values() if getattr(e, "state", "") == "A")
        del hand.open[call.effect_id]
        hand.send(TaskSucceeded(call.effect_id, {"ok": call.arguments["id"]}))
    assert len(hand.tasks()) == 40
    assert len(text_of(hand)) <= 1_000_000


def test_the_input_s_own_text() -> None:
    hand = ByHand(flow(A=a_function()), Verbatim('{"a":  1}'))
    copy = copy_of(hand)
    assert isinstance(copy.given, Verbatim)
    assert copy.given == '{"a":  1}'
    assert copy.input == {"a": 1}


def test_a_signal_that_was_not_taken_yet_is_in_it() -> None:
    hand = ByHand(flow(A=a_function(), B=a_function("g")))
    effect_id = hand.task("A").effect_id
    hand.offer(TaskSucceeded(effect_id, {"late": True}))
    copy = copy_of(hand)
    assert copy.has_more
    assert copy.send(TaskSucceeded(effect_id, 2), START_MS) is False
    (call, *_) = copy.run()
    assert call.arguments == {"late": True}  # type: ignore[union-attr]  # an InvokeTask


def test_random_numbers_go_on() -> None:
    definition = flow(
        A=a_function(), B=a_pass(Parameters={"a.$": "States.UUID()", "b.$": "States.UUID()"})
    )
    outputs = []
    for reload in (False, True):
        hand = ByHand(definition, reload=reload)
        hand.succeed("A")
        outputs.append(hand.execution.output)
    assert outputs[0] == outputs[1]
    assert outputs[0]["a"] != outputs[0]["b"]


def test_a_closed_execution_can_be_loaded_and_redriven() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.fail("A")
    copy = copy_of(hand)
    assert (copy.status, copy.failure) == ("FAILED", ("E", "c"))
    assert copy.send(Redrive(), START_MS)
    copy.run()
    assert copy.status == "RUNNING"


def test_start_overrides_are_kept() -> None:
    hand = ByHand(
        flow(A=a_function(), B=a_pass(Parameters={"n.$": "$$.Execution.Name"})),
        start=Start(context={"Execution": {"Name": "mine"}}),
        reload=True,
    )
    hand.succeed("A")
    assert hand.execution.output == {"n": "mine"}


def test_snapshots_of_others_are_refused() -> None:
    hand = ByHand(flow(A=a_function()))
    with pytest.raises(AslError, match="another definition"):
        Execution.load(program_of(flow(B=a_function())), hand.execution.dump())
    with pytest.raises(AslError, match="version 99"):
        Execution.load(hand.program, {**hand.execution.dump(), "version": 99})


# ------------------------------------------------------------------ replay


def new(definition: Any) -> Execution:
    return Execution(program_of(definition), IDENTITY, {}, seed=1)


LINE = flow({f"S{i}": a_pass() for i in range(5)} | {"A": a_function(Retry=retry())})


def test_a_signal_between_two_transitions() -> None:
    """Stopped after three of five states: the replay stops there too, whatever its budget."""
    first = new(LINE)
    first.send(Start(), 0)
    first.run(3)
    first.send(Stop("E"), 9)
    first.run()
    again = new(LINE)
    replay(again, [(0, Start(), 0), (3, Stop("E"), 9)])
    assert again.records == first.records
    assert [r[3] for r in again.records if r[0] == "PassStateEntered"] == ["S0", "S1", "S2"]


def test_a_journal_that_goes_further_than_the_execution() -> None:
    with pytest.raises(NondeterminismError, match="after 6 transitions, not after 60"):
        replay(new(LINE), [(0, Start(), 0), (60, Stop(), 9)])


def test_a_signal_before_what_has_happened() -> None:
    execution = new(LINE)
    apply(execution, (0, Start(), 0))
    execution.run(4)
    with pytest.raises(NondeterminismError, match="after 4 transitions, not after 2"):
        apply(execution, (2, Stop(), 9))


def test_an_answer_that_another_signal_has_made_pointless() -> None:
    """In the run both were taken before either was acted on; the second did nothing, not even to the clock."""
    definition = flow(P=a_parallel(flow(A=a_function()), flow(B=a_function())))
    first = ByHand(definition)
    a, b = first.task("A").effect_id, first.task("B").effect_id
    count = first.execution.transitions
    rows: list[Any] = [(0, Start(), START_MS), (count, TaskFailed(a, "E"), START_MS + 5)]
    rows.append((count, TaskSucceeded(b, 1), START_MS + 9))
    for _, signal, now_ms in rows[1:]:
        assert first.execution.send(signal, now_ms)
    first.run()
    assert first.execution.now_ms == START_MS + 5
    again = Execution(first.program, IDENTITY, {}, seed=1)
    made = replay(again, rows)
    assert again.records == first.records
    assert made == first.made


def test_budgets_make_no_difference() -> None:
    definition = flow(
        P=a_parallel(
            flow(A=a_pass(), B=a_pass(), C=a_function()),
            flow(M=a_map(flow(D=a_pass(), E=a_pass()))),
        )
    )
    stories = []
    for budget in (1, 2, 3, 1000):
        execution = Execution(program_of(definition), IDENTITY, [1, 2, 3], seed=1)
        execution.send(Start(), 0)
        made = []
        while execution.has_more:
            made += execution.run(budget)
        stories.append((execution.records, made))
    assert all(story == stories[0] for story in stories)
