"""Transitions in a history, counted as AWS bills them, and which state each of them is of.

One for every …StateEntered; one for every attempt of a Task, Parallel or Map after the first of the same visit, which writes
no …StateEntered but another …Scheduled or …Started (or, where its Arguments fail, another EvaluationFailed); one for every
redrive, whose states then count again. Starts, ends, exits, iterations, heartbeats and Map Runs count nothing; children of
a Map Run have histories of their own. So the count of a history equals what the engine has counted, but for
what leaves no trace in a history: a retry or a redriven state that ends before anything is scheduled (its parameters cannot be
made, its call was never taken), and a Wait that a redrive has begun again and that was stopped once more. A history never
counts more than the engine.

An event belongs to a visit by the chain of previous ids; a state's own events, by its name.

Source: AWS Step Functions pricing ("each time a step of your workflow is executed", "including retries"); AWS guide,
"Restarting executions with redrive": the redrive is a transition of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from asl.vocabulary.records import STATE_TYPES, Record

_ENTERED: Final = {f"{kind}StateEntered": kind for kind in STATE_TYPES}
_EXITED: Final = frozenset(f"{kind}StateExited" for kind in STATE_TYPES)
_ITERATION: Final = frozenset(
    f"MapIteration{what}" for what in ("Started", "Succeeded", "Failed", "Aborted")
)
_SCHEDULED: Final = frozenset({"TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled"})
_STARTED: Final = {"ParallelStateStarted": "Parallel", "MapStateStarted": "Map"}
_ENDED: Final = {"ParallelStateFailed": "Parallel", "MapStateFailed": "Map"}
_BEFORE_AN_ATTEMPT: Final = ("Failed", "TimedOut", "Aborted", "FailStateEntered")


class Mark(NamedTuple):
    """What counting needs of an event. name: of a state, where the event has one. location: of an EvaluationFailed."""

    id: int
    previous: int
    kind: str
    name: str | None = None
    location: str | None = None


def marks_of_records(records: Iterable[Record], first_id: int = 1) -> Iterator[Mark]:
    """The marks of records as the engine keeps them."""
    for id_, record in enumerate(records, first_id):
        kind = record[0]
        if kind in _ENTERED or kind in _EXITED or kind in _ITERATION:
            yield Mark(id_, record[1], kind, record[3])
        elif kind == "EvaluationFailed":
            yield Mark(id_, record[1], kind, record[3], record[6])
        else:
            yield Mark(id_, record[1], kind)


def marks_of_events(events: Iterable[Mapping[str, Any]]) -> Iterator[Mark]:
    """The marks of a history as GetExecutionHistory answers it, oldest first."""
    for event in events:
        details: Mapping[str, Any] = next(
            (value for key, value in event.items() if key.endswith("EventDetails")), {}
        )
        name = details.get("state") if event["type"] == "EvaluationFailed" else details.get("name")
        yield Mark(
            event["id"], event["previousEventId"], event["type"], name, details.get("location")
        )


class Visit(NamedTuple):
    """One visit of a state as it is known from its entry."""

    name: str
    type: str
    entered_id: int
    parent: int | None  # the visit of the Parallel or Map around it


class Counted(NamedTuple):
    """What a history's transitions are.

    visits, transitions: of every visit, in order of entry. visit_of: of every event, in order: the index of the visit that
    it is part of. redrives: of the whole execution; each is a transition of no state.
    """

    visits: Sequence[Visit]
    transitions: Sequence[int]
    visit_of: Sequence[int | None]
    redrives: int

    @property
    def total(self) -> int:
        return sum(self.transitions) + self.redrives

    @property
    def by_state(self) -> dict[str, int]:
        """Transitions by the state's name, in order of entry."""
        found: dict[str, int] = {}
        for visit, transitions in zip(self.visits, self.transitions, strict=True):
            found[visit.name] = found.get(visit.name, 0) + transitions
        return found

    def around(self, visit: int) -> Iterator[int]:
        """The visits of Parallels and Maps around one, the nearest first."""
        parent = self.visits[visit].parent
        while parent is not None:
            yield parent
            parent = self.visits[parent].parent


def count(marks: Iterable[Mark]) -> Counted:
    """Count a history from its beginning."""
    counter = _Counter()
    visit_of = [counter.add(mark) for mark in marks]
    return Counted(counter.visits, counter.transitions, visit_of, counter.redrives)


class _Counter:
    """Follows a history event by event."""

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        self.transitions: list[int] = []  # of each visit
        self.redrives = 0
        self._of: dict[int, int | None] = {}  # event id → its visit
        self._kinds: dict[int, str] = {}
        self._over: set[int] = set()  # visits that were left, or whose …StateFailed was written
        self._left: set[int] = set()
        self._begun: set[int] = set()  # visits whose first attempt is in the history
        self._since: list[int] = []  # of each visit: redrives before it was entered

    def add(self, mark: Mark) -> int | None:
        """The visit that an event is part of; None: it is the execution's own."""
        at = self._place(mark)
        self._of[mark.id] = at
        self._kinds[mark.id] = mark.kind
        return None if mark.kind.startswith("Execution") else at

    def _place(self, mark: Mark) -> int | None:
        kind, at = mark.kind, self._of.get(mark.previous)
        if kind in _ENTERED:
            return self._enter(mark, at)
        if kind in _EXITED:
            at = self._around(at, mark.name, None)
            if at is not None:
                self._over.add(at)
                self._left.add(at)
                if self.visits[at].type == "Wait":
                    # Every redrive since its entry has begun it again, and nothing else tells of that.
                    self.transitions[at] += self.redrives - self._since[at]
            return at
        if kind in _ITERATION:
            return self._around(at, mark.name, None)
        if kind in _SCHEDULED:
            return self._attempt(at)
        if kind in _STARTED:
            return self._attempt(self._around(at, None, _STARTED[kind], mark.previous))
        if kind in _ENDED:
            at = self._around(at, None, _ENDED[kind])
            if at is not None:
                self._over.add(at)
            return at
        if kind == "EvaluationFailed":
            at = self._around(at, mark.name, None)
            return self._attempt(at) if self._is_attempt(mark, at) else at
        if kind == "ExecutionRedriven":
            self.redrives += 1
        return at

    def _enter(self, mark: Mark, at: int | None) -> int:
        # A state that follows another has its parent; the first of a branch or iteration has the state around it.
        parent = at if at is None or at not in self._left else self.visits[at].parent
        self.visits.append(Visit(mark.name or "", _ENTERED[mark.kind], mark.id, parent))
        self.transitions.append(1)
        self._since.append(self.redrives)
        return len(self.visits) - 1

    def _attempt(self, at: int | None) -> int | None:
        """An attempt begins. The first of a visit was counted by its entry, unless a redrive came between."""
        if at is None:
            return None
        if at in self._begun or self._since[at] != self.redrives:
            self.transitions[at] += 1
        self._begun.add(at)
        self._over.discard(at)
        return at

    def _is_attempt(self, mark: Mark, at: int | None) -> bool:
        """Whether an expression failed at the beginning of an attempt, and not on its result or in a catcher."""
        if at is None or (mark.location or "").startswith("Catch"):
            return False
        if mark.previous == self.visits[at].entered_id:
            return True
        before = self._kinds.get(mark.previous, "")
        return before.endswith(_BEFORE_AN_ATTEMPT)

    def _around(
        self, at: int | None, name: str | None, type_: str | None, previous: int = 0
    ) -> int | None:
        """The visit `at`, or the nearest around it, that has this name; or this type and is not over."""
        while at is not None:
            visit = self.visits[at]
            if name is not None:
                if visit.name == name:
                    return at
            elif visit.type == type_ and (at not in self._over or visit.entered_id == previous):
                return at
            at = visit.parent
        # After a redrive a state hangs on the last event, whatever that is part of.
        for index in range(len(self.visits) - 1, -1, -1):
            visit = self.visits[index]
            if (visit.name == name if name is not None else visit.type == type_) and (
                index not in self._over
            ):
                return index
        return None
