"""What there is to cover in a machine: its points.

A point is something that a run can do and a test can miss: enter a state, take a transition, find a rule true, use up a
retrier. It is known by `(pointer of the state, what, number)`, the keys of transitions being those of drawings, and it has
a place in the definition. Points count alike.

Left out is what no run can reach by the definition's own words: a retrier of no attempts never fires, one of more attempts
than a history has events is never used up, a HeartbeatSeconds of a call that is not waited for means nothing, a Map over a
written list has the length it has, and a branch of plain Pass states is not asked to fail. A state
that nothing leads to is not left out: that is worth knowing.

Branches of `? :` inside JSONata expressions are no points: the engine tells what an expression gave, not how.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.compile.program import every_scope
from asl.graph.labels import condition, cut
from asl.limits import MAX_HISTORY_EVENTS
from asl.model.machine import (
    Catcher,
    ChoiceState,
    Expr,
    FailState,
    MapState,
    ParallelState,
    Retrier,
    State,
    StateMachine,
    States,
    SucceedState,
    TaskState,
)
from asl.resources.arn import parse_resource

Key: TypeAlias = tuple[str, str, int]
Group: TypeAlias = Literal[
    "states", "transitions", "choices", "retries", "catches", "timeouts", "maps"
]


class Kind(NamedTuple):
    """group: what it is counted with. missed: what is said when it was not covered. is_line: whether it is a line of the
    definition that runs, and not one of several ways in which such a line can end.
    """

    group: Group
    missed: str
    is_line: bool = False


KINDS: Final[dict[str, Kind]] = {
    "state": Kind("states", "never entered", True),
    "start": Kind("transitions", "never taken", True),
    "next": Kind("transitions", "never taken", True),
    "end": Kind("transitions", "never reached", True),
    "choice": Kind("transitions", "never taken", True),
    "default": Kind("transitions", "never taken", True),
    "catch": Kind("transitions", "never taken", True),
    "true": Kind("choices", "never true"),
    "false": Kind("choices", "never false"),
    "otherwise": Kind("choices", "never chosen"),
    "retried": Kind("retries", "never fired"),
    "exhausted": Kind("retries", "never used up"),
    "caught": Kind("catches", "never caught anything"),
    "timeout": Kind("timeouts", "never ran out"),
    "heartbeat": Kind("timeouts", "never ran out"),
    "empty": Kind("maps", "never run"),
    "one": Kind("maps", "never run"),
    "many": Kind("maps", "never run"),
    "failed": Kind("maps", "never seen"),
}
GROUPS: Final[tuple[Group, ...]] = tuple(dict.fromkeys(kind.group for kind in KINDS.values()))
# What is missed because something else of the same number is missed: one of the two is enough to say.
CAUSES: Final = {
    "choice": "true",
    "default": "otherwise",
    "catch": "caught",
    "exhausted": "retried",
    "false": "true",
}
NEITHER: Final = {"true": ("false", "never tested")}  # what is said when both are missed


class Point(NamedTuple):
    """One thing to cover.

    key: see the module's docstring. state: its name, "" for the machine. label: what it is, in the author's words.
    pointer: where it is written; at_key: at the name there rather than the value.
    """

    key: Key
    state: str
    label: str
    pointer: str
    at_key: bool = False

    @property
    def what(self) -> str:
        return self.key[1]

    @property
    def kind(self) -> Kind:
        return KINDS[self.key[1]]


_LABEL: Final = 60  # characters of a condition or of a list of errors


def points_of(machine: StateMachine) -> tuple[Point, ...]:
    """Every point of a machine, in the order of its states, an outer scope's before those inside."""
    found = [Point(("", "start", 0), "", f"start → {machine.start_at}", "/StartAt")]
    if machine.timeout_seconds is not None:
        label = f"TimeoutSeconds {machine.timeout_seconds}"
        found.append(Point(("", "timeout", 0), "", label, "/TimeoutSeconds"))
    for scope in every_scope(machine):
        for state in scope.states.values():
            found.extend(_state(state))
    return tuple(found)


def _state(state: State) -> Iterator[Point]:
    here = state.pointer

    def point(what: str, number: int, label: str, where: str, at_key: bool = False) -> Point:
        return Point((here, what, number), state.name, label, where, at_key)

    yield point("state", 0, "state", here, True)
    match state:
        case ChoiceState():
            for number, rule in enumerate(state.choices):
                label = f"Choices[{number}] ({cut(condition(rule), _LABEL)})"
                yield point("true", number, label, rule.pointer)
                yield point("false", number, label, rule.pointer)
                yield point("choice", number, f"→ {rule.next}", f"{rule.pointer}/Next")
            if state.default is not None:
                yield point("otherwise", 0, "Default", f"{here}/Default")
                yield point("default", 0, f"→ {state.default}", f"{here}/Default")
        case SucceedState() | FailState():
            pass  # where they lead to is not written
        case State(next=None):
            yield point("end", 0, "End", f"{here}/End")
        case _:
            yield point("next", 0, f"→ {state.next}", f"{here}/Next")
    match state:
        case TaskState():
            for what, expr in _clocks(state):
                shown = f" {expr.value}" if expr.kind == "literal" else ""
                yield point(what, 0, f"{expr.field}{shown}", f"{here}/{expr.field}")
        case ParallelState():
            for number, branch in enumerate(state.branches):
                label = f"branch {number} → {branch.start_at}"
                yield point("start", number, label, f"{branch.pointer}/StartAt")
            if any(_can_fail(branch) for branch in state.branches):
                yield point("failed", 0, "a failed branch", f"{here}/Branches", True)
        case MapState():
            for what in _lengths(state):
                yield point(what, 0, _LENGTHS[what], here, True)
            if state.distributed or _can_fail(state.processor):
                yield point("failed", 0, _FAILING[state.distributed], here, True)
            label = f"item → {state.processor.start_at}"
            yield point("start", 0, label, f"{state.processor.pointer}/StartAt")
    if isinstance(state, TaskState | ParallelState | MapState):
        for number, retrier in enumerate(state.retry):
            label = f"Retry[{number}] ({_errors(retrier)})"
            if retrier.max_attempts > 0:
                yield point("retried", number, label, retrier.pointer)
            if retrier.max_attempts < MAX_HISTORY_EVENTS:
                yield point("exhausted", number, label, retrier.pointer)
        for number, catcher in enumerate(state.catch):
            label = f"Catch[{number}] ({_errors(catcher)})"
            yield point("caught", number, label, catcher.pointer)
            yield point("catch", number, f"→ {catcher.next}", f"{catcher.pointer}/Next")


_LENGTHS: Final = {
    "empty": "Map over no items",
    "one": "Map over one item",
    "many": "Map over several items",
}
_FAILING: Final = {False: "a failed iteration", True: "a failed child execution"}


def length_of(items: int) -> str:
    """Which of a Map's points a number of items covers."""
    return "empty" if items == 0 else "one" if items == 1 else "many"


def _errors(entry: Retrier | Catcher) -> str:
    return cut(", ".join(entry.error_equals) or "no errors", _LABEL)


def _clocks(state: TaskState) -> Iterator[tuple[str, Expr]]:
    if state.timeout is not None:
        yield "timeout", state.timeout
    if state.heartbeat is not None:
        resource = parse_resource(state.resource)
        if resource is None or resource.pattern != "request-response":
            yield "heartbeat", state.heartbeat


def _lengths(state: MapState) -> tuple[str, ...]:
    if state.items is not None and isinstance(state.items.value, list):
        return (length_of(len(state.items.value)),)
    return tuple(_LENGTHS)


def _can_fail(scope: States) -> bool:
    """Whether something in a branch or processor can be made to fail so that the state around it does.

    In JSONPath a Pass, Choice or Wait fails with States.Runtime, which ends the whole execution and is no failure of a
    branch; only a payload over the limit or a ResultPath that conflicts would be one, and nobody is asked to test that.
    """
    return any(
        state.query_language == "JSONata"
        or isinstance(state, TaskState | FailState)
        or (isinstance(state, MapState) and state.distributed)
        for inner in every_scope(scope)
        for state in inner.states.values()
    )
