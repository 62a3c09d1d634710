"""The path of an execution on a drawing, read from its events as GetExecutionHistory gives them.

Events hang together by `previousEventId`, not by their order: concurrent branches and iterations interleave. An event
belongs to the visit of a state that its predecessor belongs to; a state entered from an open Parallel or Map begins one
of its scopes, any other stands where the state before it stood.

A history says which states were entered, not which rule of a Choice was true: when several of its edges lead to the
state that followed, they are marked `part` and say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from asl.errors import UsageError
from asl.graph.drawing import Drawing, Edge
from asl.graph.marks import EdgeKey, Mark, Marks
from asl.jsonvalue import JSON

Event = Mapping[str, Any]  # as the API gives it: members differ by type
_ENTERED: Final = "StateEntered"
_EXITED: Final = "StateExited"
_FAILING: Final = ("Failed", "TimedOut")
_NO_STATES: Final = ("start", "end", "missing")
_WILD: Final = frozenset(("States.ALL", "States.TaskFailed"))
_ENDINGS: Final = {
    "ExecutionSucceeded": "SUCCEEDED",
    "ExecutionFailed": "FAILED",
    "ExecutionTimedOut": "TIMED_OUT",
    "ExecutionAborted": "ABORTED",
}


class Visit:
    """One visit of a state.

    Attributes:
        pointer: of the state; None when the machine has no state of that name.
        input, output: JSON text as the history holds it, or None (no output: open, failed, or left out).
        entered, left: timestamps as the history holds them.
        error: the last failure, `name: cause`; attempts: how often work was scheduled.
        index: of the iteration it belongs to, when its Map's events say so.
    """

    __slots__ = (
        "attempts",
        "caught",
        "entered",
        "error",
        "failed",
        "failing_id",
        "from_",
        "index",
        "input",
        "is_aborted",
        "is_over",
        "left",
        "name",
        "output",
        "parent",
        "pointer",
        "type",
    )

    def __init__(self, name: str, type_: str, pointer: str | None, parent: Visit | None) -> None:
        self.name = name
        self.type = type_
        self.pointer = pointer
        self.parent = parent
        self.input: str | None = None
        self.output: str | None = None
        self.entered: Any = None
        self.left: Any = None
        self.error: str | None = None
        self.attempts = 0
        self.index: int | None = None
        self.failing_id: int | None = None
        self.failed = False  # the execution ended here
        self.caught = False
        self.is_aborted = False
        self.is_over = False  # a Parallel or Map whose failure is written down
        self.from_: Visit | None = None  # what failed inside it

    @property
    def is_open(self) -> bool:
        return self.left is None


class Executed:
    """What an execution did, on a drawing.

    Attributes:
        visits: in the order of their entry.
        status: RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED.
        strangers: names that the history enters and the machine does not have, in order.

    Raises:
        UsageError: the events are no history.
    """

    def __init__(self, drawing: Drawing, events: Sequence[Event]) -> None:
        self.drawing = drawing
        self.visits: list[Visit] = []
        self.status = "RUNNING"
        self.strangers: list[str] = []
        self._of: dict[int, Visit | None] = {}
        self._index: dict[int, int] = {}  # event of an iteration's start → its index
        self._first = 1  # id of ExecutionStarted
        self._scopes = {scope.pointer: scope for scope in drawing.scopes()}
        self._edges: Counter[EdgeKey] = Counter()
        self._maybe: Counter[EdgeKey] = Counter()
        self._names: dict[str, str] = {}
        self._names_in: dict[str, dict[str, str]] = {}
        for pointer, scope in self._scopes.items():
            own = {n.name: n.key for n in scope.nodes if n.type not in _NO_STATES}
            self._names_in[pointer] = own
            for name, key in own.items():
                self._names.setdefault(name, key)
        self._between: dict[tuple[str, str], list[Edge]] = {}
        for edge in drawing.edges.values():
            self._between.setdefault((edge.source, edge.target), []).append(edge)
        self._within = ""
        self.add(events)

    def add(self, events: Sequence[Event], within: str = "") -> None:
        """Another execution of the same machine, or of a part of it: `within` is the pointer of the scope that it ran,
        a distributed Map's item processor for its children."""
        begun = len(self.visits)
        status, self._within = self.status, within
        self._of.clear()
        self._index.clear()
        for event in in_order(events):
            self._read(event)
        for visit in self.visits[begun:]:
            if not visit.is_open and not visit.caught and visit.pointer is not None:
                end: EdgeKey = (visit.pointer, "end", 0)
                self._edges[end] += end in self.drawing.edges
        if within:
            self.status = status

    # ---------------------------------------------------------------- reading
    def _read(self, event: Event) -> None:
        kind, at, previous = event["type"], event["id"], event.get("previousEventId", 0)
        visit = self._of.get(previous)
        if kind == "EvaluationFailed" and visit is None:
            visit = self._named(_details(event).get("state"))
        if kind.endswith(_ENTERED):
            visit = self._enter(event, kind.removesuffix(_ENTERED), visit)
        elif kind.endswith(_EXITED):
            visit = self._around(visit, _details(event).get("name"))
            if visit is not None:
                visit.left = event.get("timestamp", at)
                visit.output = _details(event).get("output")
                visit.caught = visit.failing_id == previous
        elif kind.startswith("MapIteration"):
            visit = self._around(visit, _details(event).get("name"))
            if kind == "MapIterationStarted":
                self._index[at] = int(_details(event).get("index", 0))
        elif kind.startswith(("Parallel", "Map")):
            visit = self._group(kind, at, event, visit)
        elif kind in _ENDINGS:
            self._end(kind, event, visit)
        elif kind == "ExecutionRedriven":
            self.status = "RUNNING"
            for one in self.visits:
                one.failed = one.is_aborted = one.is_over = False
        elif visit is not None:
            self._work(kind, at, event, visit)
        self._of[at] = visit

    def _enter(self, event: Event, type_: str, before: Visit | None) -> Visit:
        name = str(_details(event).get("name"))
        previous = event.get("previousEventId", 0)
        parent: Visit | None = None
        key: EdgeKey | None = None
        if before is None:
            scope = self._scopes[self._within]
            pointer = self._names_in[scope.pointer].get(name)
            if pointer is not None and previous <= self._first:
                key = (scope.owner, "start", scope.branch)
        elif before.is_open:
            parent = before
            pointer, key = self._begin(before, name)
        else:
            parent = before.parent
            here = None if before.pointer is None else self.drawing.scope_of.get(before.pointer)
            pointer = None if here is None else self._names_in[here.pointer].get(name)
        if pointer is None:
            pointer = self._names.get(name)
        if pointer is None and name not in self.strangers:
            self.strangers.append(name)
        visit = Visit(name, type_, pointer, parent)
        visit.input = _details(event).get("input")
        visit.entered = event.get("timestamp")
        if type_ == "Fail":
            visit.error = self._written_error(pointer)
        visit.index = self._index.get(previous, before.index if before and parent else None)
        if key is not None:
            self._edges[key] += key in self.drawing.edges
        elif before is not None and not before.is_open:
            self._take(before, visit)
        self.visits.append(visit)
        return visit

    def _written_error(self, pointer: str | None) -> str | None:
        """The error of a Fail state, where the definition at hand spells it out: no event of its own does."""
        value = self.drawing.definition
        for token in (pointer or "").split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~")
            if isinstance(value, list):
                value = value[int(name)]
            else:
                value = value.get(name) if isinstance(value, dict) else None
        error = value.get("Error") if isinstance(value, dict) else None
        return error if isinstance(error, str) and not error.startswith("{%") else None

    def _begin(self, around: Visit, name: str) -> tuple[str | None, EdgeKey | None]:
        """The scope inside a Map or Parallel that begins with this state."""
        node = self.drawing.nodes.get(around.pointer or "")
        for scope in node.scopes if node is not None else ():
            pointer = self._names_in[scope.pointer].get(name)
            if pointer is not None and any(
                edge.kind == "start" and edge.target == pointer for edge in scope.edges
            ):
                return pointer, (scope.owner, "start", scope.branch)
        return None, None

    def _take(self, before: Visit, after: Visit) -> None:
        """Count the edge between two visits, or each that it may have been."""
        if before.pointer is None or after.pointer is None:
            return
        found = [
            edge
            for edge in self._between.get((before.pointer, after.pointer), ())
            if (edge.kind == "catch") == before.caught
        ]
        if before.caught and len(found) > 1:
            found = self._catching(before, found)
        for edge in found:
            (self._edges if len(found) == 1 else self._maybe)[edge.key] += 1

    def _catching(self, before: Visit, found: list[Edge]) -> list[Edge]:
        """The first of the catchers that names the error; all of them when the history does not tell the error."""
        error = (before.error or "").partition(":")[0]
        if not error:
            return found
        for edge in found:
            names = edge.label.split(", ")
            if error in names or not _WILD.isdisjoint(names):
                return [edge]
        return found

    def _around(self, visit: Visit | None, name: object) -> Visit | None:
        while visit is not None and visit.name != name:
            visit = visit.parent
        return visit

    def _named(self, name: object) -> Visit | None:
        """The open visit of a state that an event names because it hangs on nothing (recorded for EvaluationFailed)."""
        return next((v for v in reversed(self.visits) if v.name == name and v.is_open), None)

    def _group(self, kind: str, at: int, event: Event, inner: Visit | None) -> Visit | None:
        """Events of a Parallel, Map or Map Run as a whole: of the nearest one around that is under way."""
        if kind.endswith("StateAborted"):
            if inner is not None:
                inner.is_aborted = True
            return inner
        type_ = "Parallel" if kind.startswith("Parallel") else "Map"
        visit = inner
        while visit is not None and (visit.type != type_ or visit.is_over):
            visit = visit.parent
        if visit is None:
            return inner
        if kind.endswith("Started"):
            visit.attempts += 1
            visit.failing_id = None
        elif kind.endswith(_FAILING):
            visit.failing_id = at
            visit.is_over = kind.endswith("StateFailed")
            if inner is not visit and inner is not None:
                visit.from_ = inner
                visit.error = inner.error
            visit.error = _failure(event) or visit.error
        return visit

    def _work(self, kind: str, at: int, event: Event, visit: Visit) -> None:
        if kind.endswith("StateAborted"):
            visit.is_aborted = True
        elif kind.endswith("Scheduled"):
            visit.attempts += 1
        elif kind.endswith(_FAILING):
            visit.failing_id = at
            visit.error = _failure(event)

    def _end(self, kind: str, event: Event, visit: Visit | None) -> None:
        self.status = _ENDINGS[kind]
        if kind == "ExecutionSucceeded":
            return
        if visit is None:  # a timeout or stop of the execution: whatever was open
            for one in self.visits:
                one.is_aborted |= one.is_open
            return
        if visit.error is None or visit.type == "Fail":  # whose cause may be computed
            visit.error = _failure(event) or visit.error
        around = visit.parent
        while around is not None:
            around.failed = True
            around = around.parent
        inner: Visit | None = visit
        while inner is not None:
            inner.failed = True
            inner = inner.from_

    # ---------------------------------------------------------------- marks
    def marks(self) -> Marks:
        """What was executed, how often, and where it failed. Nothing is said of the rest."""
        nodes: dict[str, Mark] = {}
        by_state: dict[str, list[Visit]] = {}
        for visit in self.visits:
            if visit.pointer is not None:
                by_state.setdefault(visit.pointer, []).append(visit)
        for pointer, visits in by_state.items():
            nodes[pointer] = _mark(visits)
        edges = {key: Mark("hit", number) for key, number in self._edges.items() if number}
        for key in self._maybe:
            if key not in edges:
                edges[key] = Mark(
                    "part", None, "perhaps: the history does not say which one it was"
                )
        return Marks(nodes, edges)

    def of(self, pointer: str) -> list[Visit]:
        """The visits of a state."""
        return [visit for visit in self.visits if visit.pointer == pointer]


def _mark(visits: list[Visit]) -> Mark:
    failed = [visit for visit in visits if visit.failed]
    notes = []
    tries = sum(visit.attempts for visit in visits)
    if tries > len(visits):
        notes.append(f"{tries} attempts")
    if failed:
        notes.append(f"failed: {failed[-1].error}" if failed[-1].error else "failed")
        return Mark("failed", len(visits), "; ".join(notes))
    caught = sum(visit.caught for visit in visits)
    if caught:
        notes.append("caught: " + (next(v.error for v in visits if v.caught) or "a failure"))
    done = [v for v in visits if not v.is_open or v.type == "Fail"]
    if not done:
        ended = next((v.error for v in visits if v.error), None)
        stopped = all(v.is_aborted for v in visits)
        notes.append(ended or ("stopped" if stopped else "not finished"))
    return Mark("hit" if done else "part", len(visits), "; ".join(notes) or None)


def _details(event: Event) -> Mapping[str, Any]:
    """The member of an event that holds its details: {} for none."""
    for name, value in event.items():
        if name.endswith("EventDetails") and isinstance(value, Mapping):
            return value
    return {}


def _failure(event: Event) -> str:
    details = _details(event)
    error, cause = details.get("error"), details.get("cause")
    return ": ".join(str(part) for part in (error, cause) if part)


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by their ids: GetExecutionHistory can give them the other way round.

    Raises:
        UsageError: one of them is no event.
    """
    found = list(events)
    for number, event in enumerate(found):
        if not (
            isinstance(event, Mapping)
            and isinstance(event.get("type"), str)
            and isinstance(event.get("id"), int)
            and isinstance(event.get("previousEventId", 0), int)
        ):
            raise UsageError(
                f"/events/{number} is no event of a history: it lacks a type (text) or an id (number)"
            )
    return sorted(found, key=lambda event: int(event["id"]))


def events_of(history: JSON) -> list[Event]:
    """The events of a history as `aws stepfunctions get-execution-history` prints it, or of a bare list of events.

    Raises:
        UsageError: it is neither.
    """
    events = history.get("events") if isinstance(history, dict) else history
    if not isinstance(events, list):
        raise UsageError(
            'a history is an object with "events", as aws stepfunctions get-execution-history prints it'
        )
    if not events:
        raise UsageError("the history has no events")
    return events
