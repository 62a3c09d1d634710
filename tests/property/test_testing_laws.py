"""Laws of the test bench: time in pieces is time at once, the order of mocks does not matter, redaction forgets only what differs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from asl.testing.histories import redacted
from asl.testing.readings import Elapsed

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pay"
FOLDER = Path(tempfile.gettempdir())  # nothing is looked for in it

WORK: JSON = {
    "StartAt": "Wait",
    "States": {
        "Wait": {"Type": "Wait", "SecondsPath": "$.wait", "Next": "Each"},
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemProcessor": {
                "StartAt": "Pay",
                "States": {
                    "Pay": {
                        "Type": "Task",
                        "Resource": FUNCTION,
                        "TimeoutSeconds": 50,
                        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 7, "JitterStrategy": "FULL"}],
                        "End": True,
                    }
                },
            },
            "End": True,
        },
    },
}  # fmt: skip


def pay(arguments: Any) -> Any:
    import asl

    if arguments % 3 == 0:
        return asl.after(arguments * 10, {"paid": arguments})
    if arguments % 3 == 1:
        raise asl.TaskError("Busy")
    return {"paid": arguments}


RUNS = st.lists(
    st.fixed_dictionaries({"wait": st.integers(0, 40), "items": st.lists(st.integers(0, 8), max_size=4)}),
    min_size=1,
    max_size=3,
)  # fmt: skip


@given(inputs=RUNS, pieces=st.lists(st.floats(0, 60, allow_nan=False), max_size=12))
def test_time_in_pieces_is_time_at_once(inputs: list[JSON], pieces: list[float]) -> None:
    whole, parts = Bench(FOLDER, FOLDER), Bench(FOLDER, FOLDER)
    histories = []
    for bench in (whole, parts):
        machine = bench(WORK, optional_mocks=True).mock("Pay", pay)
        runs = [machine.start(each) for each in inputs]
        if bench is parts:
            for piece in pieces:
                bench.clock.advance(piece)
        bench.clock.go_to(whole.clock.now_ms + 86_400_000 if bench is whole else whole.clock.now_ms)
        histories.append([run.history for run in runs])
    assert histories[0] == histories[1]


@given(inputs=RUNS)
def test_alone_or_with_others_a_run_is_the_same(inputs: list[JSON]) -> None:
    """Runs share the clock and nothing else."""
    together = Bench(FOLDER, FOLDER)
    machine = together(WORK, optional_mocks=True).mock("Pay", pay)
    runs = [machine.start(each, name=f"r{n}") for n, each in enumerate(inputs)]
    together.clock.advance(days=1)
    for n, (run, each) in enumerate(zip(runs, inputs, strict=True)):
        alone = Bench(FOLDER, FOLDER)(WORK, optional_mocks=True).mock("Pay", pay)
        assert alone.run(each, name=f"r{n}").history == run.history


PATTERNS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 1), max_size=3),
    unique_by=str,
    max_size=4,
)


@given(
    patterns=PATTERNS,
    arguments=st.dictionaries(st.sampled_from("abc"), st.integers(0, 1)),
    data=st.data(),
)
def test_the_order_in_which_mocks_are_given_does_not_matter(
    patterns: list[JSON], arguments: JSON, data: st.DataObject
) -> None:
    """Of mocks that ask for different things the same answers, or the same two are in doubt."""

    def answer(order: list[JSON]) -> str:
        machine = Bench(FOLDER, FOLDER)(ONE, optional_mocks=True).mock("Pay", "any")
        for pattern in order:
            machine.mock("Pay", str(sorted(pattern.items())), match=pattern)
        try:
            return str(machine.run(arguments).output)
        except Exception as e:  # which two are in doubt is in the text, in the order of their lines
            return type(e).__name__

    assert answer(patterns) == answer(data.draw(st.permutations(patterns)))


ONE: JSON = {
    "StartAt": "Pay",
    "States": {"Pay": {"Type": "Task", "Resource": FUNCTION, "End": True}},
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.uuids().map(str),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(value=VALUES)
def test_redaction_is_the_same_for_the_same_and_final(value: JSON) -> None:
    once = redacted([{"detail": value}])
    assert redacted([{"detail": value}]) == once
    assert redacted(once) == once  # type: ignore[arg-type]  # objects, all of them


@given(ms=st.integers(0, 10**14), other=st.integers(0, 10**14))
def test_elapsed_is_ordered_as_its_milliseconds(ms: int, other: int) -> None:
    one, two = Elapsed(ms / 1000), Elapsed(other / 1000)
    assert (one == two.timedelta) is (ms == other)
    assert (one < two.timedelta) is (ms < other)
    assert (one >= two / 1) is (ms >= other)
