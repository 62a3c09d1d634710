"""Our own cases: state machines with what AWS does, each with the source that says so.

A file under cases/ is a list of cases (case.schema.json says what one may hold). A case is one machine and one
execution of it; what is expected is a value, an error, the whole history in short lines, members of single events,
or the refusal of the definition. Everything that a case names is compared exactly; what it does not name is open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeAlias

from conformance.compare import by_branch, difference
from conformance.report import Outcome
from conformance.targets.base import CallFailed, NotOffered, Session, Target, World

JSON: TypeAlias = Any

SCHEMA: Final = Path(__file__).parent / "case.schema.json"
ROLE: Final = "arn:aws:iam::123456789012:role/role"


def load(path: Path) -> list[JSON]:
    """The cases of one file, or of all files under a folder, in order.

    Raises:
        ValueError: a file that its schema does not allow, or an id that is there twice.
    """
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    cases: list[JSON] = []
    for file in [path] if path.is_file() else sorted(path.rglob("*.json")):
        found = json.loads(file.read_text("utf-8"))
        for error in validator.iter_errors(found):
            raise ValueError(f"{file}: {error.json_path}: {error.message}")
        cases += found
    ids = [case["id"] for case in cases]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise ValueError(f"ids that are there twice: {', '.join(twice)}")
    return cases


def run(path: Path, target: Target, *, text: str = "") -> Iterator[Outcome]:
    """Runs the cases whose id holds `text`."""
    yield from play_all([case for case in load(path) if text in case["id"]], target)


def play_all(cases: Iterable[JSON], target: Target) -> Iterator[Outcome]:
    """Runs cases, as many at a time as the target allows."""
    yield from in_order(cases, lambda case: play(case, target), target.jobs)


def in_order(items: Iterable[JSON], act: Callable[[JSON], Outcome], jobs: int) -> Iterator[Outcome]:
    """The outcomes in the order of the items, `jobs` of them worked out at a time."""
    if jobs <= 1:
        yield from map(act, items)
        return
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(act, items)


def world_of(case: Mapping[str, JSON]) -> World:
    """What surrounds a case."""
    return World(
        key=case["id"],
        machine="machine",
        definition=_text_of(case["definition"]),
        functions=case.get("functions", {}),
        mocks=case.get("mocks", {}),
        mock_config=case.get("mock_config"),
        now=case.get("now"),
    )


def _text_of(definition: JSON) -> str:
    return definition if isinstance(definition, str) else json.dumps(definition)


def play(case: Mapping[str, JSON], target: Target) -> Outcome:
    """One case on a fresh session."""
    try:
        with closing(target.open(world_of(case))) as session:
            played = _Case(case, target, session)
            found = list(played.differences())
    except NotOffered as e:
        return Outcome(case["id"], "not applicable", str(e))
    except Exception as e:  # whatever it is, it must not end the suite
        return Outcome(case["id"], "failed", f"{type(e).__name__}: {e}")
    if found:
        return Outcome(case["id"], "failed", "\n".join([case["title"], *found]))
    return Outcome(case["id"], "passed", compared=played.compared)


class _Case:
    """A case on its way through a target."""

    def __init__(self, case: Mapping[str, JSON], target: Target, session: Session) -> None:
        self.case = case
        self.expect: Mapping[str, JSON] = case["expect"]
        self.definition = _text_of(case["definition"])
        self.target = target
        self.session = session
        self.compared = ""

    def differences(self) -> Iterator[str]:
        """What is not as it should be, one line each."""
        wants_refusal = "invalid" in self.expect or "invalid_text" in self.expect
        request = {
            "name": "machine",
            "definition": self.definition,
            "roleArn": ROLE,
            "type": self.case.get("type", "STANDARD"),
        }
        try:
            created = self.session.call("create_state_machine", request)
        except CallFailed as e:
            if not wants_refusal:
                yield str(e)
                return
            yield from self._refusal(e)
            return
        if wants_refusal:
            yield "the definition was accepted"
            return
        if "warnings" in self.expect:
            yield from _missing(self.expect["warnings"], self._diagnostics("WARNING"))
        if "status" in self.expect:
            yield from self._execution(created["stateMachineArn"])

    # ------------------------------------------------------------------ definitions

    def _refusal(self, refused: CallFailed) -> Iterator[str]:
        wanted = self.expect.get("invalid_text")
        message = refused.response["Error"]["Message"]
        if wanted is not None and message != wanted:
            yield f"message: expected {wanted!r}, got {message!r}"
        if self.expect.get("invalid"):
            yield from _missing(self.expect["invalid"], self._diagnostics("ERROR"))

    def _diagnostics(self, severity: str) -> list[JSON]:
        answer = self.session.call(
            "validate_state_machine_definition",
            {
                "definition": self.definition,
                "type": self.case.get("type", "STANDARD"),
                "severity": severity,
            },
        )
        return [row for row in answer["diagnostics"] if row["severity"] == severity]

    # ------------------------------------------------------------------ executions

    def _execution(self, machine_arn: str) -> Iterator[str]:
        self._must_be_short()
        request = {"stateMachineArn": machine_arn, "input": self._input()}
        if "name" in self.case:
            request["name"] = self.case["name"]
        if "test_case" in self.case:
            request["stateMachineArn"] += f"#{self.case['test_case']}"
        if self.case.get("type") == "EXPRESS" and not self.target.has_express_history:
            yield from self._alone(self.session.call("start_sync_execution", request))
            return
        arn = self.session.call("start_execution", request)["executionArn"]
        for call in self.case.get("calls", ()):
            yield from self._call(arn, call)
        if self.expect["status"] == "RUNNING":
            self.session.settle(arn)
        else:
            self.session.wait(arn)
        events = self.session.events(arn)
        if events is None:
            raise NotOffered("the history of this execution is not to be had")
        yield from self._outcome(events)
        yield from self._history(events)

    def _must_be_short(self) -> None:
        """Raises NotOffered where the case takes longer than the target waits."""
        calls_s = sum(call.get("after_s", 0) for call in self.case.get("calls", ()))
        takes_s = max(self.expect.get("elapsed_s", 0), calls_s)
        longest_s = self.target.longest_s
        if longest_s is not None and takes_s > longest_s:
            raise NotOffered(f"takes {takes_s} s, and the target's clock is real")

    def _alone(self, answer: JSON) -> Iterator[str]:
        """An Express execution of which the API shows its end and no history."""
        self.compared = "the end alone, an Express execution has no history in the API"
        elapsed = answer["stopDate"] - answer["startDate"]
        yield from self._end(
            {
                "status": answer["status"],
                "error": answer.get("error"),
                "cause": answer.get("cause"),
                "output_text": answer.get("output"),
                "elapsed_s": elapsed.total_seconds(),
            }
        )

    def _input(self) -> str:
        if "input_text" in self.case:
            return str(self.case["input_text"])
        return json.dumps(self.case.get("input", {}), ensure_ascii=False)

    def _call(self, arn: str, call: Mapping[str, JSON]) -> Iterator[str]:
        if "after_s" in call:
            self.session.advance(arn, call["after_s"])
        else:
            self.session.settle(arn)
        request = dict(call.get("request", {}))
        if "state" in call:
            request["taskToken"] = self.session.token_of(arn, call["state"])
        else:
            request["executionArn"] = arn
        try:
            self.session.call(call["op"], request)
            got = None
        except CallFailed as e:
            got = e.code
        if got != call.get("refused"):
            yield f"{call['op']}: expected {call.get('refused', 'an answer')}, got {got or 'an answer'}"

    def _outcome(self, events: list[JSON]) -> Iterator[str]:
        last = events[-1]
        details = details_of(last)
        yield from self._end(
            {
                "status": _STATUS.get(last["type"], "RUNNING"),
                "error": details.get("error"),
                "cause": details.get("cause"),
                "output_text": details.get("output"),
                "elapsed_s": (last["timestamp"] - events[0]["timestamp"]).total_seconds(),
                "events_count": len(events),
            }
        )

    def _end(self, got: Mapping[str, JSON]) -> Iterator[str]:
        """How it ended. Members that `got` has not cannot be seen on this target."""
        if got["status"] != self.expect["status"]:
            shown = {key: value for key, value in got.items() if value is not None}
            yield f"status: expected {self.expect['status']}, got {json.dumps(shown, ensure_ascii=False)}"
            return
        for key in ("error", "cause", "output_text", "events_count"):
            if key in self.expect and key in got and got[key] != self.expect[key]:
                yield f"{key}: expected {self.expect[key]!r}, got {got[key]!r}"
        if "output" in self.expect:
            if got["output_text"] is None:
                yield "output: there is none"
            else:
                output = json.loads(got["output_text"])
                yield from map(str, difference(self.expect["output"], output, "output"))
        if "cause_json" in self.expect:
            cause = json.loads(got["cause"] or "{}")
            kept = {key: cause.get(key) for key in self.expect["cause_json"]}
            yield from map(str, difference(self.expect["cause_json"], kept, "cause"))
        yield from self._time(got["elapsed_s"])

    def _time(self, elapsed_s: float) -> Iterator[str]:
        late_s = self.target.late_s
        wanted = self.expect.get("elapsed_s")
        if (
            wanted is not None
            and not wanted - min(late_s, _EARLY_S) <= elapsed_s <= wanted + late_s
        ):
            yield f"elapsed_s: expected {wanted}, got {elapsed_s}"
        limit = self.expect.get("elapsed_at_most_s")
        if limit is not None and elapsed_s > limit + late_s:
            yield f"elapsed_s: expected {limit} at most, got {elapsed_s}"

    def _history(self, events: list[JSON]) -> Iterator[str]:
        got = [line_of(event) for event in events]
        if "events" in self.expect and got != self.expect["events"]:
            wanted = [event_of(line) for line in self.expect["events"]]
            if not _agree(wanted, [event_of(line) for line in got]):
                yield "events:"
                yield from _side_by_side(self.expect["events"], got)
        last = self.expect.get("last_events")
        if last is not None and got[-len(last) :] != last:
            yield from _side_by_side(last, got[-len(last) :])
        for id_, members in self.expect.get("details", {}).items():
            if int(id_) > len(events):
                yield f"details: there is no event {id_}"
                continue
            details = details_of(events[int(id_) - 1])
            kept = {key: details.get(key) for key in members}
            yield from map(str, difference(members, kept, f"event {id_}"))


_EARLY_S: Final = 0.05  # a real clock's instants are rounded on their way

_STATUS: Final = {
    "ExecutionSucceeded": "SUCCEEDED",
    "ExecutionFailed": "FAILED",
    "ExecutionTimedOut": "TIMED_OUT",
    "ExecutionAborted": "ABORTED",
}


def details_of(event: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """The event's …EventDetails member, or nothing."""
    for key, value in event.items():
        if key.endswith("EventDetails"):
            return value  # type: ignore[no-any-return]  # the API's shape
    return {}


def line_of(event: Mapping[str, JSON]) -> str:
    """An event as the cases write it: `7<6 MapIterationStarted Each[0]`."""
    kind = event["type"]
    line = f"{event['id']}<{event['previousEventId']} {kind}"
    if kind.endswith(("StateEntered", "StateExited")):
        return f"{line} {details_of(event)['name']}"
    if kind.startswith("MapIteration"):
        details = details_of(event)
        return f"{line} {details['name']}[{details['index']}]"
    return line


def event_of(line: str) -> JSON:
    """The event that a line tells of, as far as `by_branch` looks at one."""
    ids, kind, *rest = line.split(" ", 2)
    id_, previous = ids.split("<")
    event: JSON = {"id": int(id_), "previousEventId": int(previous), "type": kind}
    name = rest[0] if rest else ""
    if kind.endswith("StateEntered"):
        event["stateEnteredEventDetails"] = {"name": name}
    elif kind.endswith("StateExited"):
        event["stateExitedEventDetails"] = {"name": name}
    elif kind.startswith("MapIteration"):
        map_name, _, index = name.rstrip("]").rpartition("[")
        member = f"m{kind[1:]}EventDetails"
        event[member] = {"name": map_name, "index": int(index)}
    return event


def _agree(wanted: list[JSON], got: list[JSON]) -> bool:
    try:
        return by_branch(wanted) == by_branch(got)
    except (KeyError, IndexError):  # a history so wrong that it has no branches
        return False


def _side_by_side(wanted: list[str], got: list[str]) -> Iterator[str]:
    for n in range(max(len(wanted), len(got))):
        left = wanted[n] if n < len(wanted) else "-"
        right = got[n] if n < len(got) else "-"
        yield f"  {left:<50} {right}" if left == right else f"! {left:<50} {right}"


def _missing(wanted: Iterable[Mapping[str, JSON]], got: list[JSON]) -> Iterator[str]:
    """The diagnostics that were not reported. A location of null: it has none."""
    for diagnostic in wanted:
        found = any(all(row.get(key) == diagnostic[key] for key in diagnostic) for row in got)
        if not found:
            shown = json.dumps(got, ensure_ascii=False)
            yield f"not reported: {json.dumps(diagnostic, ensure_ascii=False)}; but {shown}"
