"""How fast the counter loop could be here: bare closures and tuples, nothing of what a state machine needs.

The figure is the yardstick of all others: machines differ, and so does one machine from hour to hour. `NOMINAL` is what
it gives on the machine that the targets are for.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final

from meter import best_cpu_s

NOMINAL: Final = 1_420_000.0  # transitions per CPU-second
ITERATIONS: Final = 5_000
_RUNS: Final = 5

Doc = dict[str, Any]
Step = Callable[[Doc], tuple[Doc, str | None]]


def _machine() -> dict[str, tuple[str, str, Step]]:
    """Three states, each a closure made once: count, compare, end."""
    count, limit = itemgetter("n"), itemgetter("limit")
    numbers = (int, float)
    members: list[tuple[str, Callable[[Doc], Any]]] = [
        ("n", lambda doc: count(doc) + 1),
        ("limit", limit),
    ]

    def is_less(doc: Doc) -> bool:
        left, right = count(doc), limit(doc)
        return type(left) in numbers and type(right) in numbers and left < right

    rules = [(is_less, "Inc")]

    def inc(doc: Doc) -> tuple[Doc, str | None]:
        return {name: make(doc) for name, make in members}, "More"

    def more(doc: Doc) -> tuple[Doc, str | None]:
        for holds, following in rules:
            if holds(doc):
                return doc, following
        return doc, "Done"

    def done(doc: Doc) -> tuple[Doc, str | None]:
        return doc, None

    return {
        "Inc": ("PassStateEntered", "PassStateExited", inc),
        "More": ("ChoiceStateEntered", "ChoiceStateExited", more),
        "Done": ("SucceedStateEntered", "SucceedStateExited", done),
    }


def loop(iterations: int = ITERATIONS) -> list[tuple[Any, ...]]:
    """Run the loop once; its history, two tuples a state."""
    machine = _machine()
    history: list[tuple[Any, ...]] = []
    add = history.append
    doc: Doc = {"n": 0, "limit": iterations}
    name: str | None = "Inc"
    while name is not None:
        entered, exited, step = machine[name]
        add((0.0, entered, name, doc))
        doc, following = step(doc)
        add((0.0, exited, name, doc))
        name = following
    return history


def rate() -> float:
    """Transitions per CPU-second, the best of several runs."""
    return (2 * ITERATIONS + 1) / best_cpu_s(loop, _RUNS)
