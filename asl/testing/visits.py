"""What the records tell of single states: every visit, from its entry to its exit, with its data.

A record hangs on the one that caused it, so every record belongs to the visit that its chain of previous ids leads to. The
variables that a visit sees follow from the same chain: those of the visit before it in its branch, or of the Map or
Parallel around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.jsonvalue import JSON, parse
from asl.testing.exact import exact
from asl.vocabulary.records import Record, Verbatim


class StateView(NamedTuple):
    """One visit of a state, from its entry to its exit.

    output and left_at are None while it is open or when it did not end well. Times are in UTC.

    variables: what is assigned when it has been left; while it is open, and where it failed: when it was entered.
    stages: (name, value) pairs as in `Trace`; those between input and output only if the run was asked to keep them.
    """

    name: str
    type: str
    input: JSON
    output: JSON
    assigned: dict[str, JSON]
    entered_at: datetime
    left_at: datetime | None
    variables: Mapping[str, JSON] = {}
    stages: tuple[tuple[str, JSON], ...] = ()

    @property
    def is_done(self) -> bool:
        return self.left_at is not None

    @property
    def results(self) -> list[JSON]:
        """What each try of a Task came to: its result, or `{"Error", "Cause"}`."""
        return [value for name, value in self.stages if name == "result"]

    def exact(self) -> StateView:
        """The same, for a test to compare: true is not 1."""
        return self._replace(
            input=exact(self.input),
            output=exact(self.output),
            assigned=exact(self.assigned),
            variables=exact(self.variables),
            stages=tuple((name, exact(value)) for name, value in self.stages),
        )

    def stage(self, name: str) -> JSON:
        """The value after one stage of the data flow; of several (retries, items) the last.

        Raises:
            UsageError: there is none: what changes nothing is left out.
        """
        for stage, value in reversed(self.stages):
            if stage == name:
                return value
        from asl.check.diagnostic import did_you_mean

        names = list(dict.fromkeys(stage for stage, _ in self.stages))
        advice = did_you_mean(name, names) or f"it has {', '.join(names)}"
        raise UsageError(f'"{self.name}" has no stage "{name}"; {advice}')

    def select(self, path: str) -> list[JSON]:
        """What a JSONPath finds in the output, in order; `[]` if nothing.

        Raises:
            UsageError: it is no path, or the state was not left with an output.
        """
        from asl.testing.readings import select

        if not self.is_done:
            raise UsageError(
                f'select("{path}"): "{self.name}" was not left, so it has no output to look in'
            )
        return select(self.output, path)


class Trace(NamedTuple):
    """One visit of a state with every stage of its data flow, in order.

    stages: (name, value) pairs: input, afterInputPath, afterParameters or afterArguments, a Map's maxConcurrency,
    afterItemsPath or afterItems, toleratedFailureCount, toleratedFailurePercentage and afterItemSelector (one for each
    item), result (one for each answer or failure, retries included), afterResultSelector, afterResultPath, assigned,
    output. A stage that changes nothing is left out.
    """

    state: str
    type: str
    entered_at: datetime
    stages: tuple[tuple[str, JSON], ...]


def moment(at_ms: int) -> datetime:
    """An instant of the execution's clock as a datetime in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _answer(record: Record) -> JSON:
    value = record[4]
    return parse(value) if isinstance(value, Verbatim) else value


def _failure(record: Record) -> JSON:
    return {"Error": record[4], "Cause": record[5]}


_RESULTS: Final[dict[str, Callable[[Record], JSON]]] = {
    **dict.fromkeys(("TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded"), _answer),
    **dict.fromkeys(
        (
            "TaskFailed",
            "TaskTimedOut",
            "LambdaFunctionFailed",
            "LambdaFunctionTimedOut",
            "ActivityFailed",
            "ActivityTimedOut",
        ),
        _failure,
    ),
}
_AFTER_RESULT: Final = ("afterResultSelector", "afterResultPath")


class _Visits:
    """Puts every event to the visit of a state that it is part of, by the chain of previous ids."""

    def __init__(self, variables: Mapping[str, JSON]) -> None:
        self.views: list[StateView] = []
        self.entries: list[int] = []  # event ids
        self.results: list[
            list[tuple[int, JSON]]
        ] = []  # of each visit: (event id, what a task came to)
        self._parents: list[int | None] = []  # of each visit: the Parallel or Map around it
        self._variables = variables  # before the first state
        self._of: dict[int, int] = {}  # event id → index of its visit

    def _around(self, at: int | None, name: str) -> int | None:
        """The visit of `name` that `at` is, or lies in."""
        while at is not None and self.views[at].name != name:
            at = self._parents[at]
        return at

    def add(self, id_: int, record: Record) -> None:
        kind = record[0]
        at = self._of.get(record[1])
        if kind.endswith("StateEntered"):
            self._of[id_] = len(self.views)
            self._parents.append(self._parent(at))
            self.entries.append(id_)
            self.results.append([])
            known = self._variables if at is None else self.views[at].variables
            entered_at = moment(record[2])
            self.views.append(
                StateView(record[3], kind[:-12], record[4], None, {}, entered_at, None, known)
            )
            return
        if kind.startswith("MapIteration") or kind.endswith("StateExited"):
            at = self._around(at, record[3])
        if at is None:
            return
        self._of[id_] = at
        if kind in _RESULTS:
            self.results[at].append((id_, _RESULTS[kind](record)))
        if kind.endswith("StateExited"):
            view, assigned = self.views[at], dict(record[5] or {})
            self.views[at] = view._replace(
                output=record[4],
                assigned=assigned,
                left_at=moment(record[2]),
                variables={**view.variables, **assigned} if assigned else view.variables,
            )

    def of(self, id_: int) -> int | None:
        """The visit that an event is part of."""
        return self._of.get(id_)

    def _parent(self, at: int | None) -> int | None:
        """A state that follows another has its parent; the first of a branch or iteration has the state around it."""
        if at is None:
            return None
        return self._parents[at] if self.views[at].is_done else at


def visits_of(
    records: Sequence[Record], variables: Mapping[str, JSON] | None = None
) -> list[StateView]:
    """Every visit of every state, in the order of entry.

    variables: what is assigned before the first state.
    """
    return _read(records, variables or {}).views


def _read(records: Sequence[Record], variables: Mapping[str, JSON]) -> _Visits:
    visits = _Visits(variables)
    for id_, record in enumerate(records, 1):
        visits.add(id_, record)
    return visits


def full_visits_of(
    records: Sequence[Record],
    taps: Sequence[tuple[int, str, JSON]],
    variables: Mapping[str, JSON] | None = None,
) -> list[StateView]:
    """Every visit with its stages. `taps` are (id of the entry, stage, value), as the engine kept them."""
    visits = _read(records, variables or {})
    told: dict[int, list[tuple[str, JSON]]] = {}
    for entered_id, stage, value in taps:
        told.setdefault(entered_id, []).append((stage, value))
    return [
        view._replace(stages=tuple(_stages(view, told.get(entered_id, []), results)))
        for view, entered_id, results in zip(
            visits.views, visits.entries, visits.results, strict=True
        )
    ]


def _stages(
    view: StateView, own: list[tuple[str, JSON]], results: list[tuple[int, JSON]]
) -> Iterator[tuple[str, JSON]]:
    yield "input", view.input
    yield from (tap for tap in own if tap[0] not in _AFTER_RESULT)
    yield from (("result", value) for _, value in results)
    yield from (tap for tap in own if tap[0] in _AFTER_RESULT)
    if view.assigned:
        yield "assigned", view.assigned
    if view.is_done:
        yield "output", view.output


def traces_of(records: Sequence[Record], taps: Sequence[tuple[int, str, JSON]]) -> list[Trace]:
    """Every visit with its stages, and nothing else."""
    return [
        Trace(view.name, view.type, view.entered_at, view.stages)
        for view in full_visits_of(records, taps)
    ]


def failed_visit(records: Sequence[Record]) -> int | None:
    """Which visit, by its place among all, the execution failed in; None: it did not, or in none."""
    if not records or records[-1][0] != "ExecutionFailed":
        return None
    visits = _read(records, {})
    return visits.of(records[-1][1])
