"""Two normalised answers, compared as strictly as AWS is constant.

Everything counts, ids and previous ids too, but for three things that vary on AWS itself:

- *by run*: HTTP headers, request ids, stack frames, billed duration. `settle` blanks them on both sides.
- *by year*: AWS changed between recordings. `modernise` rewrites a recording to what AWS does now.
- *by interleaving*: events of branches and iterations that run at the same time. `by_branch` replaces the one list
  of events by a list whose concurrent stretches are lists of branches, each in its own order with its own numbers.
  Which stretches those are is read from the events: a …StateStarted with two or more children. A Map that runs its
  items one by one has none (each iteration hangs on the one before), so its ids are compared as they are.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

JSON: TypeAlias = Any
Event: TypeAlias = dict[str, JSON]


class Difference(NamedTuple):
    """One place where two trees differ. ABSENT_TEXT stands for a member that is not there."""

    path: str
    expected: JSON
    got: JSON

    def __str__(self) -> str:
        return f"{self.path}: expected {_short(self.expected)}, got {_short(self.got)}"


ABSENT_TEXT: Final = "(absent)"


def _short(value: JSON) -> str:
    text = value if value is ABSENT_TEXT else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else f"{text[:400]}…"


def difference(expected: JSON, got: JSON, path: str = "$") -> Iterator[Difference]:
    """Every place where the two differ: 1 is neither true nor 1.0 here, and lists of unlike length differ as one."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in sorted(expected.keys() | got.keys()):
            if key not in got:
                yield Difference(f"{path}.{key}", expected[key], ABSENT_TEXT)
            elif key not in expected:
                yield Difference(f"{path}.{key}", ABSENT_TEXT, got[key])
            else:
                yield from difference(expected[key], got[key], f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(got, list):
        for index, (left, right) in enumerate(zip(expected, got, strict=False)):
            yield from difference(left, right, f"{path}[{index}]")
        for index in range(len(got), len(expected)):
            yield Difference(f"{path}[{index}]", expected[index], ABSENT_TEXT)
        for index in range(len(expected), len(got)):
            yield Difference(f"{path}[{index}]", ABSENT_TEXT, got[index])
    elif type(expected) is not type(got) or expected != got:
        yield Difference(path, expected, got)


# ------------------------------------------------------------------ what varies by run

_FRAMES = re.compile(
    r'(?P<open>(?<!\\)(?P<q>\\*")stackTrace(?P=q): ?\[)'
    r"(?:(?<!\\)(?P=q).*?(?<!\\)(?P=q)(?:, ?)?)*\]"
)
_REQUEST_ID = re.compile(r'((?P<q>\\*")requestId(?P=q): ?)(?P=q)?[^"\\]*?(?P=q)')


def settle(value: JSON) -> JSON:
    """A copy with everything blanked that no two runs on AWS have in common."""
    if isinstance(value, dict):
        return {key: _settled_member(key, member) for key, member in value.items()}
    if isinstance(value, list):
        return [settle(item) for item in value]
    if isinstance(value, str):
        text = _FRAMES.sub(lambda m: f"{m['open']}{m['q']}frames{m['q']}]", value)
        return _REQUEST_ID.sub(lambda m: f"{m[1]}{m['q']}request-id{m['q']}", text)
    return value


def _settled_member(key: str, member: JSON) -> JSON:
    if key == "SdkHttpMetadata" and isinstance(member, dict):
        return {k: v if k == "HttpStatusCode" else "headers" for k, v in member.items()}
    if key == "stackTrace" and isinstance(member, list):
        return ["frames"]
    if key in ("requestId", "RequestId") and isinstance(member, str):
        return "request-id"
    if key == "billedDurationInMilliseconds":
        return "duration"
    return settle(member)


# ------------------------------------------------------------------ what varies by year

_REDRIVE = dt.date(
    2023, 11, 15
)  # RedriveExecution, and RedriveCount in the context object of Standard executions
_COMPACT = dt.date(2024, 7, 1)  # between March and July 2024
_ENCRYPTION = dt.date(2024, 7, 25)  # customer managed keys; between June and November 2024
_RUN_STARTED = dt.date(2024, 11, 1)  # between August and November 2024
_EVALUATION = (
    dt.date(2024, 11, 1),
    dt.date(2024, 12, 1),
)  # so in recordings of 12 to 21 November alone

_ATTEMPTS = dt.date(2025, 11, 1)  # "late 2025"; in the recordings of 6 November

_SDK_CAUSE = re.compile(
    r"\(Service: [^()]*, Status Code: \d+, Request ID: [^()]*\)(?! \(SDK Attempt Count)"
)
_CONTEXT = frozenset(("Id", "StartTime", "RoleArn"))
_OF_EXECUTION = frozenset(("ExecutionArn", "StateMachineArn", "Status", "StartDate", "StopDate"))
_COUNTS = frozenset(("pending", "running", "succeeded", "resultsWritten"))  # of a Map Run
_REDRIVES = {  # in what a finished nested execution gives, by its status
    "SUCCEEDED": {
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
    },
    "FAILED": {"RedriveStatus": "REDRIVABLE"},
}
_DESCRIBED = frozenset(("stateMachineArn", "definition", "roleArn"))
_PAYLOADS = ("input", "output", "parameters")


def modernise(response: JSON, recorded: dt.date, *, is_express: bool = False) -> JSON:
    """A recorded response as AWS would write it now. Only what is known to have changed is touched.

    Source: recordings. RedriveCount came into the context object, and with its like into descriptions of executions and
    Map Runs, with RedriveExecution; the caller's spacing went
    through the states until 2024 and is in ExecutionStarted alone since; a distributed Map's MapStateExited pointed
    at MapRunSucceeded and points at MapRunStarted; EvaluationFailed pointed one event further back for a few weeks;
    descriptions of machines say how they are encrypted since customers may bring keys; causes of aws-sdk calls tell how
    often the SDK tried.
    """
    if recorded < _ATTEMPTS:
        response = _with_attempts(response)
    if recorded < _ENCRYPTION and isinstance(response, dict) and response.keys() >= _DESCRIBED:
        response = {"encryptionConfiguration": {"type": "AWS_OWNED_KEY"}, **response}
    if recorded < _REDRIVE and not is_express:
        response = _with_redrive_count(response)
    if isinstance(response, dict) and isinstance(response.get("events"), list):
        events = response["events"]
        by_id = {event["id"]: event for event in events if isinstance(event.get("id"), int)}
        response = {**response, "events": [_modern(event, by_id, recorded) for event in events]}
    return response


def _modern(event: Event, by_id: Mapping[int, Event], recorded: dt.date) -> Event:
    previous = by_id.get(event.get("previousEventId", 0))
    kind = event.get("type", "")
    if kind == "MapStateExited" and recorded < _RUN_STARTED:
        if previous is not None and previous["type"] == "MapRunSucceeded":
            event = {**event, "previousEventId": previous["previousEventId"]}
    elif kind == "EvaluationFailed" and _EVALUATION[0] <= recorded < _EVALUATION[1]:
        event = {**event, "previousEventId": event["id"] - 1}
    if recorded < _COMPACT and kind != "ExecutionStarted":
        event = {
            key: _compact_payloads(value) if key.endswith("EventDetails") else value
            for key, value in event.items()
        }
    return event


def _compact_payloads(details: JSON) -> JSON:
    renewed = dict(details)
    for key in _PAYLOADS:
        text = details.get(key)
        value = _read(text) if isinstance(text, str) else None
        if isinstance(value, list):
            renewed[key] = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return renewed


def _with_attempts(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _with_attempts(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_with_attempts(item) for item in value]
    if isinstance(value, str) and "Status Code: " in value:
        return _SDK_CAUSE.sub(r"\g<0> (SDK Attempt Count: 1)", value)
    return value


def _with_redrive_count(value: JSON) -> JSON:
    if isinstance(value, dict):
        copy = {key: _with_redrive_count(member) for key, member in value.items()}
        if copy.keys() >= _CONTEXT:
            copy.setdefault("RedriveCount", 0)
        if copy.keys() >= _OF_EXECUTION and copy["Status"] in _REDRIVES:
            copy = {"RedriveCount": 0, **_REDRIVES[copy["Status"]], **copy}
        if copy.keys() >= _COUNTS:
            copy = {"failuresNotRedrivable": 0, "pendingRedrive": 0, **copy}
        if "mapRunArn" in copy and "executionCounts" in copy:
            copy.setdefault("redriveCount", 0)
        return copy
    if isinstance(value, list):
        return [_with_redrive_count(item) for item in value]
    return value


def read_payloads(response: JSON) -> JSON:
    """The same with every payload parsed, arrays and scalars too, as a few recordings have them."""
    if isinstance(response, dict):
        return {
            key: _read(member) if key in _PAYLOADS else read_payloads(member)
            for key, member in response.items()
        }
    if isinstance(response, list):
        return [read_payloads(item) for item in response]
    return response


def _read(text: JSON) -> JSON:
    try:
        return json.loads(text)
    except (TypeError, ValueError):  # it is no text, or no JSON
        return text


# ------------------------------------------------------------------ what varies by interleaving


class _State(NamedTuple):
    """A Map or Parallel that an event lies in."""

    kind: str
    name: str
    entered: int


class _Branch(NamedTuple):
    """A branch or iteration that an event lies in, by its first event."""

    root: int


_Place: TypeAlias = tuple[_State | _Branch, ...]

_EVENT_ID = re.compile(r"\(entered at the event id #(\d+)\)")
_NUMBERED = re.compile(r"<([\w-]+):\d+>")


def by_branch(events: Sequence[Event]) -> list[JSON]:
    """Events in order, with every concurrent stretch in one piece.

    Returns:
        The events outside such stretches as they are, and after a …StateStarted with several children
        `{"branches": [[event, …], …]}`: the branches in index order (Map) or sorted (Parallel), an event's id its place
        in the branch, a previous id in another stretch the type it points at. References lose their numbers,
        because those depend on who came first.
    """
    places = _places(events)
    concurrent = _concurrent_roots(places, events)
    if not concurrent:
        return list(events)
    stripped = json.loads(_NUMBERED.sub(r"<\1>", json.dumps(events)))
    types = {event["id"]: event["type"] for event in stripped}
    home = {
        id_: tuple(s for s in place if isinstance(s, _Branch) and s.root in concurrent)
        for id_, place in places.items()
    }
    lists: dict[tuple[_Branch, ...], list[Event]] = {}
    for event in stripped:
        lists.setdefault(home[event["id"]], []).append(event)
    position = {
        event["id"]: event["id"] if not where else number
        for where, members in lists.items()
        for number, event in enumerate(members, 1)
    }

    def local(id_: int, seen_from: tuple[_Branch, ...]) -> JSON:
        if id_ == 0 or id_ not in types:
            return id_
        return position[id_] if home[id_] == seen_from else f"a {types[id_]}"

    def grouped(where: tuple[_Branch, ...]) -> list[JSON]:
        out: list[JSON] = []
        for event in lists[where]:
            id_ = event["id"]
            text = json.dumps({**event, "id": local(id_, where)})
            text = _EVENT_ID.sub(
                lambda m: f"(entered at the event id #{local(int(m[1]), where)})", text
            )
            out.append(
                {**json.loads(text), "previousEventId": local(event["previousEventId"], where)}
            )
            branches = [
                inner for inner in lists if inner[:-1] == where and inner[-1:] != where[-1:]
            ]
            children = [b for b in branches if b and concurrent[b[-1].root] == id_]
            if children:
                out.append({"branches": _arranged([grouped(child) for child in children])})
        return out

    return grouped(())


def _arranged(branches: list[list[JSON]]) -> list[list[JSON]]:
    def order(branch: list[JSON]) -> tuple[int, str]:
        details = branch[0].get("mapIterationStartedEventDetails", {})
        return details.get("index", -1), json.dumps(branch, sort_keys=True)

    return sorted(branches, key=order)


def _places(events: Sequence[Event]) -> Mapping[int, _Place]:
    """Where each event lies, outermost first, read from what it points at.

    A failure deep inside is what the ends of every container around it point at, so a container that has ended is
    passed over; …Exited names its state.
    """
    places: dict[int, _Place] = {0: ()}
    types = {0: ""}
    ended: set[int] = set()
    for event in events:
        id_, previous, kind = event["id"], event["previousEventId"], event["type"]
        if not isinstance(id_, int):  # a set without ids: see normalise
            continue
        place = places.get(previous, ())
        container = "Map" if kind.startswith("MapState") else "Parallel"
        if kind in ("MapStateEntered", "ParallelStateEntered"):
            inside = _first_of_branch(place, types.get(previous, ""), kind, id_)
            name = event["stateEnteredEventDetails"]["name"]
            place = (*inside, _State(container, name, id_))
        elif kind in ("MapStateExited", "ParallelStateExited"):
            name = event["stateExitedEventDetails"]["name"]
            depth, _ = _innermost(place, container, name=name)
            place = place[:depth]
        elif kind.startswith(("MapState", "ParallelState")):
            depth, state = _innermost(place, container, ended)
            place = place[: depth + 1]
            if state is not None and not kind.endswith("Started"):
                ended.add(state.entered)
        elif kind.startswith("Execution"):
            place = ()
        else:
            place = _first_of_branch(place, types.get(previous, ""), kind, id_)
        places[id_] = place
        types[id_] = kind
    del places[0]
    return places


def _first_of_branch(place: _Place, previous: str, kind: str, id_: int) -> _Place:
    starts = previous in ("MapStateStarted", "ParallelStateStarted") and (
        kind == "MapIterationStarted" or kind.endswith("StateEntered")
    )
    return (*place, _Branch(id_)) if starts else place


def _innermost(
    place: _Place, kind: str, ended: Container[int] = (), name: str | None = None
) -> tuple[int, _State | None]:
    """The innermost container of that kind that has not ended, with its depth; the place's own depth if none."""
    for depth in range(len(place) - 1, -1, -1):
        step = place[depth]
        is_open = isinstance(step, _State) and step.kind == kind and step.entered not in ended
        if isinstance(step, _State) and is_open and name in (None, step.name):
            return depth, step
    return len(place), None


def _concurrent_roots(places: Mapping[int, _Place], events: Sequence[Event]) -> Mapping[int, int]:
    """{first event of a branch: the …Started event} where that event started more than one."""
    if len(places) != len(events):
        return {}
    starts = {
        event["id"]: event["previousEventId"]
        for event in events
        if _Branch(event["id"]) in places[event["id"]]
    }
    brothers = Counter(starts.values())
    return {root: started for root, started in starts.items() if brothers[started] > 1}
