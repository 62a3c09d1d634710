"""Mocks out of a history: what each Task of an execution was answered, in order, so that it can be run again.

Every call is an event …Scheduled; the events that follow it up tell how it ended. Which state a call belongs to, and which
iteration, is found by going back from it over previousEventId, for the events of branches and iterations are interleaved.

    in a Map of several iterations    {index: 2, …}: the order in which iterations call depends on the clock
    everywhere else                   a list of answers, one for each call
    …TimedOut, and calls without end  {never: true}: the state's own timeout decides, or another branch's failure
    …StartFailed, …SubmitFailed       stage: what the history will show again
    TaskSubmitted                     submitted: the answer to the call itself
    the time that an answer took      after: which decides the order of concurrent branches

Children of a distributed Map are executions of their own, whose calls no history of the parent has; they are told as notes.

Source: API reference, GetExecutionHistory; the engine's own rules for previousEventId are AWS's, as recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from asl.errors import UsageError
from asl.hosts.mock_text import Entry, LocalEntry, as_local, as_yaml, value_said
from asl.hosts.mocks import states_of
from asl.jsonvalue import ABSENT, JSON, JsonTextError, parse
from asl.model.machine import MapState, ParallelState, StateMachine, States, TaskState

Event = Mapping[str, Any]

_SCHEDULED: Final = ("TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled")
_STAGES: Final = {"ScheduleFailed": "schedule", "StartFailed": "start", "SubmitFailed": "submit"}
_ENDS: Final = ("Succeeded", "Failed", "TimedOut", *_STAGES)
_PREFIXES: Final = ("Task", "LambdaFunction", "Activity")
_SHAPE: Final = 'it is what `aws stepfunctions get-execution-history` prints: {"events": [{"id": 1, "type": …}, …]}'


class Call(NamedTuple):
    """One call as it took place. said: the answer in the short form."""

    state: str
    iteration: int | None
    said: dict[str, JSON]


class FromHistory:
    """What an execution's tasks were answered.

    Attributes:
        calls: in the order of their calls.
        notes: what the history does not tell, for a person.
    """

    def __init__(self, calls: list[Call], notes: list[str]) -> None:
        self.calls = calls
        self.notes = notes

    def yaml(self, name: str) -> str:
        """The short form. name: the definition's file."""
        by_state: dict[str, list[Call]] = {}
        for call in self.calls:
            by_state.setdefault(call.state, []).append(call)
        entries = [Entry(state, _told(calls)) for state, calls in by_state.items()]
        header = [
            f"What the tasks of {name} answered in an execution.",
            *(f"{note}" for note in self.notes),
        ]
        return as_yaml(entries, header)

    def local(self, machine: str) -> str:
        """Step Functions Local's form, which knows no times, no iterations and no task that never answers."""
        steps: dict[str, dict[str, JSON]] = {}
        for call in self.calls:
            of_state = steps.setdefault(call.state, {})
            of_state[str(len(of_state))] = _local(call.said)
        return as_local(
            [LocalEntry(state, told) for state, told in steps.items()], machine, "Recorded"
        )


def answers_of(history: JSON, machine: StateMachine, *, with_times: bool = True) -> FromHistory:
    """The calls of an execution.

    Args:
        history: GetExecutionHistory's answer, its list of events, or what `asl run --json --history` prints.
        machine: whose execution it was; states that it does not have are noted.
        with_times: keep how long each answer took.

    Raises:
        UsageError: it is no history, or one without its data.
    """
    events = _events(history)
    chains, maps = _Chains(events), _maps_around(machine)
    open_: dict[int, _Open] = {}  # id of the …Scheduled event → the call
    led_on = {event.get("previousEventId") for event in events.values()}
    for event in events.values():
        kind = event["type"]
        if kind == "TaskStateEntered" and event["id"] not in led_on:
            # Stopped by another branch's failure at the instant of its call, which was made and never noted.
            state, index = chains.place(event, maps)
            open_[event["id"]] = _Open(state, index, event)
            continue
        if kind in _SCHEDULED:
            state, index = chains.place(event, maps)
            open_[event["id"]] = _Open(state, index, event)
            continue
        prefix = next((p for p in _PREFIXES if kind.startswith(p)), None)
        if prefix is None or not kind.endswith((*_ENDS, "Submitted")):
            continue
        scheduled = chains.scheduled(event)
        if scheduled is not None:
            open_[scheduled["id"]].add(kind.removeprefix(prefix), event)
    calls = [one.call(with_times) for one in open_.values()]
    return FromHistory(calls, _notes(calls, events, machine))


def _events(history: JSON) -> dict[int, Event]:
    listed = history
    if isinstance(history, dict):
        listed = history.get("events", history.get("history"))
    if not isinstance(listed, list) or not listed:
        raise UsageError(f"this is no history: {_SHAPE}")
    events: dict[int, Event] = {}
    for n, event in enumerate(listed):
        if not (
            isinstance(event, dict)
            and isinstance(event.get("type"), str)
            and isinstance(event.get("id"), int)
        ):
            raise UsageError(f"event {n + 1} of the history has no id and type: {_SHAPE}")
        events[event["id"]] = event
    return dict(sorted(events.items()))  # --reverse-order is no matter


def details(event: Event) -> Mapping[str, Any]:
    """The one member of an event that tells about it."""
    for name, value in event.items():
        if name.endswith("EventDetails") and isinstance(value, dict):
            return value
    return {}


class _Chains:
    """Where events hang: each on the one before it in its own branch."""

    def __init__(self, events: dict[int, Event]) -> None:
        self._events = events

    def _before(self, event: Event) -> Event | None:
        previous = event.get("previousEventId")
        # Ids grow, so this comes to an end whatever a file says.
        if not isinstance(previous, int) or previous >= event["id"]:
            return None
        return self._events.get(previous)

    def scheduled(self, event: Event) -> Event | None:
        """The call that an event is about."""
        here: Event | None = event
        while here is not None and here["type"] not in _SCHEDULED:
            if here["type"].endswith("StateEntered"):
                return None
            here = self._before(here)
        return here

    def place(self, event: Event, maps: Mapping[str, str]) -> tuple[str, int | None]:
        """The state of a call, and the iteration of the innermost Map around it.

        maps: task → that Map. By name, because the way back may lead through iterations of others: from the state that a
        Map's failure was caught by, through the iteration that failed.

        Raises:
            UsageError: the history does not reach back so far.
        """
        state: str | None = None
        here: Event | None = event
        while here is not None:
            kind = here["type"]
            if state is None and kind == "TaskStateEntered":
                state = str(details(here).get("name"))
                if state not in maps:
                    return state, None
            elif kind == "MapIterationStarted" and state is not None:
                told = details(here)
                index = told.get("index")
                if told.get("name") == maps[state] and isinstance(index, int):
                    return state, index
            here = self._before(here)
        if state is None:
            raise UsageError(
                f"event {event['id']} of the history is a call of a state that is not in it: the history is not whole"
                " (next pages are asked for with --starting-token)"
            )
        return state, None


def _maps_around(machine: StateMachine) -> dict[str, str]:
    """Task → the innermost Map around it."""
    found: dict[str, str] = {}
    pending: list[tuple[States, str | None]] = [(machine, None)]
    while pending:
        scope, around = pending.pop()
        for state in scope.states.values():
            if isinstance(state, ParallelState):
                pending += [(branch, around) for branch in state.branches]
            elif isinstance(state, MapState):
                pending.append((state.processor, state.name))
            elif isinstance(state, TaskState) and around is not None:
                found[state.name] = around
    return found


class _Open:
    """A call, as far as its events have told."""

    def __init__(self, state: str, index: int | None, scheduled: Event) -> None:
        self._state = state
        self._index = index
        self._scheduled = scheduled
        self._submitted: Event | None = None
        self._end: tuple[str, Event] | None = None

    def add(self, kind: str, event: Event) -> None:
        if kind == "Submitted":
            self._submitted = event
        elif self._end is None:
            self._end = (kind, event)

    def call(self, with_times: bool) -> Call:
        said: dict[str, JSON]
        if self._end is None or self._end[0] == "TimedOut":
            return Call(self._state, self._index, {"never": True})
        kind, event = self._end
        told = details(event)
        if kind == "Succeeded":
            said = {"return": _payload(event, "output")}
        else:
            said = {"throw": told.get("error") or "States.TaskFailed"}
            if told.get("cause") is not None:
                said["cause"] = told["cause"]
            if kind in _STAGES:
                said["stage"] = _STAGES[kind]
        if self._submitted is not None and (response := _payload(self._submitted, "output")) != {}:
            said["submitted"] = response
        begun = self._scheduled if self._submitted is None else self._submitted
        seconds = _instant(event) - _instant(begun)
        if with_times and seconds > 0:
            said["after"] = round(seconds, 3)
        return Call(self._state, self._index, said)


def _payload(event: Event, name: str) -> JSON:
    told = details(event)
    text = told.get(name, ABSENT)
    if told.get(f"{name}Details", {}).get("truncated"):
        raise UsageError(f"event {event['id']} of the history is cut: its {name} is not whole")
    if text is ABSENT:
        raise UsageError(
            f"event {event['id']} of the history has no {name}: ask for the history with --include-execution-data"
        )
    try:
        return parse(text)
    except JsonTextError as e:
        raise UsageError(
            f"event {event['id']} of the history: its {name} is no JSON: {e.message}"
        ) from None


def _instant(event: Event) -> float:
    """Seconds since the Unix epoch: the API gives a number, the AWS CLI and `asl run` write ISO 8601."""
    at = event.get("timestamp")
    if isinstance(at, (int, float)) and not isinstance(at, bool):
        return float(at)
    from datetime import datetime

    try:
        return datetime.fromisoformat(str(at)).timestamp()
    except ValueError:
        raise UsageError(
            f"event {event['id']} of the history has no timestamp that can be read: {at!r}"
        ) from None


# ------------------------------------------------------------------ what is said
def _told(calls: list[Call]) -> JSON:
    """What a state answers, from its calls in order: a value, an answer, or a list of them."""
    indices = {call.iteration for call in calls}
    if len(indices) > 1:
        return [{"index": call.iteration, **call.said, "times": 1} for call in calls]
    if len(calls) == 1:
        said = calls[0].said
        return value_said(said["return"]) if set(said) == {"return"} else said
    answers: list[dict[str, JSON]] = []
    for call in calls:
        if answers and {k: v for k, v in answers[-1].items() if k != "times"} == call.said:
            answers[-1]["times"] = answers[-1].get("times", 1) + 1
        else:
            answers.append(dict(call.said))
    return answers


def _local(said: dict[str, JSON]) -> JSON:
    if "return" in said:
        return {"Return": said["return"]}
    if "never" in said:
        return {"Throw": {"Error": "States.Timeout", "Cause": ""}}
    return {"Throw": {"Error": said["throw"], "Cause": said.get("cause") or ""}}


def _notes(calls: list[Call], events: dict[int, Event], machine: StateMachine) -> list[str]:
    tasks = {state.name for state in states_of(machine) if isinstance(state, TaskState)}
    notes = [
        f'"{name}" is called in the history, and is no task of this definition'
        for name in dict.fromkeys(call.state for call in calls)
        if name not in tasks
    ]
    runs = sum(event["type"] == "MapRunStarted" for event in events.values())
    if runs:
        notes.append(
            "the children of its distributed Maps have histories of their own: mock the tasks in them by hand"
        )
    return notes
