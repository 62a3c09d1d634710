"""What a run was: the one result class of every host, test and command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.errors import UsageError
from asl.history.render import Event, Renderer
from asl.hosts.answers import TaskCall
from asl.jsonvalue import JSON, dumps, parse
from asl.vocabulary.records import Record, Verbatim

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from asl.hosts.virtual import VirtualHost, Waiting


class StateView(NamedTuple):
    """One visit of a state, from its entry to its exit.

    output and left_at are None while it is open or when it did not end well. Times are in UTC.
    """

    name: str
    type: str
    input: JSON
    output: JSON
    assigned: dict[str, JSON]
    entered_at: datetime
    left_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.left_at is not None


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


class Run:
    """An execution and all that is known of it.

    `path` holds the names of the states entered, in order, with those of branches and iterations. `history` is what
    GetExecutionHistory answers, rendered when first asked for.
    """

    def __init__(self, host: VirtualHost) -> None:
        self._host = host
        self._history: list[Event] | None = None

    @property
    def host(self) -> VirtualHost:
        """What runs it: its clock, and every call."""
        return self._host

    @property
    def execution(self) -> Execution:
        return self._host.execution

    @property
    def status(self) -> str:
        """SUCCEEDED, FAILED, TIMED_OUT, ABORTED, or RUNNING when it waits for something from outside."""
        return self.execution.status

    @property
    def succeeded(self) -> bool:
        return self.execution.status == "SUCCEEDED"

    @property
    def output(self) -> JSON:
        """The output as a JSON value; None when the execution did not succeed."""
        return self.execution.output

    @property
    def output_text(self) -> str | None:
        """The output as the API answers it."""
        return dumps(self.execution.output) if self.succeeded else None

    @property
    def error(self) -> str | None:
        failure = self.execution.failure
        return None if failure is None else failure[0]

    @property
    def cause(self) -> str | None:
        failure = self.execution.failure
        return None if failure is None else failure[1]

    @property
    def input(self) -> JSON:
        return self.execution.input

    @property
    def execution_arn(self) -> str:
        return self.execution.identity.execution_arn

    @property
    def state_machine_arn(self) -> str:
        return self.execution.identity.machine_arn

    @property
    def started_at(self) -> datetime:
        return moment(self.execution.started_ms)

    @property
    def stopped_at(self) -> datetime | None:
        at_ms = self.execution.stopped_ms
        return None if at_ms is None else moment(at_ms)

    @property
    def elapsed(self) -> float:
        """Seconds on the execution's clock, until now if it is open."""
        execution = self.execution
        end_ms = self._host.now_ms if execution.stopped_ms is None else execution.stopped_ms
        return (end_ms - execution.started_ms) / 1000

    @property
    def transitions(self) -> int:
        """State transitions as AWS bills them: entries, retries and redrives; children of Map Runs not counted."""
        return self.execution.transitions + self.execution.redrive_count

    @property
    def records(self) -> Sequence[Record]:
        return self.execution.records

    @property
    def path(self) -> list[str]:
        return [record[3] for record in self.records if record[0].endswith("StateEntered")]

    @property
    def history(self) -> list[Event]:
        """AWS-shaped events, timestamps as datetimes in UTC."""
        if self._history is None or len(self._history) != len(self.records):
            renderer = Renderer(self.execution.identity.region)
            self._history = list(renderer.events(self.records))
            for event, record in zip(self._history, self.records, strict=True):
                event["timestamp"] = moment(record[2])
        return self._history

    @property
    def waiting(self) -> list[Waiting]:
        """What an execution that is still RUNNING waits for."""
        return self._host.waiting()

    @property
    def children(self) -> Sequence[Execution]:
        """The child executions of its Map Runs: the first `keep_children`, then those after them that did not succeed.

        How many there were is in `execution.map_runs`.
        """
        return self._host.children

    @property
    def trace(self) -> list[Trace]:
        """Every visit with its stages; those between input and output only if the run was asked to keep them."""
        return traces_of(self.records, self.execution.taps)

    def calls(self, state: str) -> list[TaskCall]:
        """Every call of a Task, retries included, in order."""
        self._known(state)
        return [call for call in self._host.calls if call.state == state]

    def attempts(self, state: str) -> int:
        """How often a Task was called."""
        return len(self.calls(state))

    def state(self, name: str, visit: int = -1) -> StateView:
        """One visit of a state; the last one unless `visit` says which (0 is the first).

        Raises:
            UsageError: the definition has no such state, or it was not entered that often.
        """
        self._known(name)
        visits = self.visits(name)
        try:
            return visits[visit]
        except IndexError:
            times = "never" if not visits else f"{len(visits)} times"
            raise UsageError(
                f'"{name}" was entered {times}; the path was {" > ".join(self.path) or "empty"}'
            ) from None

    def visits(self, name: str) -> list[StateView]:
        """All visits of a state, by entry."""
        return [view for view in visits_of(self.records) if view.name == name]

    def _known(self, name: str) -> None:
        names = sorted({step.name for step in self.execution.program.steps.values()})
        if name not in names:
            from asl.check.diagnostic import nearest

            close = nearest(name, names)
            raise UsageError(
                f'the definition has no state "{name}"'
                + (f'; did you mean "{close}"?' if close else "")
            )

    def __repr__(self) -> str:
        failed = "" if self.error is None else f" {self.error}: {self.cause}"
        return f"<Run {self.status}{failed} path={self.path}>"


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

    def __init__(self) -> None:
        self.views: list[StateView] = []
        self.entries: list[int] = []  # event ids
        self.results: list[
            list[tuple[int, JSON]]
        ] = []  # of each visit: (event id, what a task came to)
        self._parents: list[int | None] = []  # of each visit: the Parallel or Map around it
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
            self.views.append(
                StateView(record[3], kind[:-12], record[4], None, {}, moment(record[2]), None)
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
            self.views[at] = self.views[at]._replace(
                output=record[4], assigned=dict(record[5] or {}), left_at=moment(record[2])
            )

    def _parent(self, at: int | None) -> int | None:
        """A state that follows another has its parent; the first of a branch or iteration has the state around it."""
        if at is None:
            return None
        return self._parents[at] if self.views[at].is_done else at


def visits_of(records: Sequence[Record]) -> list[StateView]:
    """Every visit of every state, in the order of entry."""
    visits = _Visits()
    for id_, record in enumerate(records, 1):
        visits.add(id_, record)
    return visits.views


def traces_of(records: Sequence[Record], taps: Sequence[tuple[int, str, JSON]]) -> list[Trace]:
    """Every visit with its stages. `taps` are (id of the entry, stage, value), as the engine kept them."""
    visits = _Visits()
    for id_, record in enumerate(records, 1):
        visits.add(id_, record)
    told: dict[int, list[tuple[str, JSON]]] = {}
    for entered_id, stage, value in taps:
        told.setdefault(entered_id, []).append((stage, value))
    traces = []
    for view, entered_id, results in zip(visits.views, visits.entries, visits.results, strict=True):
        stages: list[tuple[str, JSON]] = [("input", view.input)]
        own = told.get(entered_id, [])
        before = [tap for tap in own if tap[0] not in _AFTER_RESULT]
        stages += before
        stages += [("result", value) for _, value in results]
        stages += [tap for tap in own if tap[0] in _AFTER_RESULT]
        if view.assigned:
            stages.append(("assigned", view.assigned))
        if view.is_done:
            stages.append(("output", view.output))
        traces.append(Trace(view.name, view.type, view.entered_at, tuple(stages)))
    return traces
