"""What real AWS answered: recorded calls, played again and compared.

An entry is a file: a list of calls and the responses that AWS gave (see the suite's README for the format). It is
played call by call on a target; the responses are normalised as the recordings were, then compared. Where an entry
compares responses that the target does not have (creation, description), those are left out, and the outcome says
what was compared; an entry of which nothing is left does not apply.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from conformance.compare import (
    Difference,
    by_branch,
    difference,
    modernise,
    read_payloads,
    settle,
)
from conformance.normalise import fill_map_runs, normalise, without
from conformance.report import Outcome, Verdict
from conformance.runner import in_order
from conformance.targets.base import (
    CallFailed,
    NotOffered,
    NotSent,
    ServiceMissing,
    Session,
    Target,
    World,
)

JSON: TypeAlias = Any

_EXECUTIONS = ("start_execution", "start_sync_execution")
_REFERENCE = re.compile(r"\{\{call(\d+)\.(\w+)\}\}")
_ACTING = ("stop_execution", "send_task_success", "send_task_failure", "send_task_heartbeat")
_ANSWERED = re.compile(
    r'"task(?:Succeeded|Failed)EventDetails": \{[^{}]*(?:\{[^{}]*\}[^{}]*)*"resource": "[^"]*\.waitForTaskToken"'
)
_SECOND_ACCOUNT = "<secondary_test_aws_account_id>"
_SHOWN_DIFFERENCES = 12
_NOW = "2026-11-22T07:00:00Z"  # when the suite's inputs were made: some hold a time a few seconds ahead


def run(path: Path, target: Target, *, strict: bool = False, text: str = "") -> Iterator[Outcome]:
    """Plays the entries that `load` finds (see `play_all`)."""
    yield from play_all(load(path, text), target, strict=strict)


def load(path: Path, text: str = "") -> list[JSON]:
    """The entries of the suite's folder, or of one file, whose id holds `text`, in order of their files."""
    files = [path] if path.is_file() else sorted(path.rglob("*.json"))
    found = (json.loads(file.read_text("utf-8")) for file in files)
    return [
        entry
        for entry in found
        if isinstance(entry, dict) and "calls" in entry and text in entry["id"]
    ]


def play_all(entries: Iterable[JSON], target: Target, *, strict: bool = False) -> Iterator[Outcome]:
    """Plays entries; on a target that is not the whole API, only those that are meant for a bare interpreter.

    Args:
        strict: compare the entries' `skip_paths` too.
    """
    meant = [entry for entry in entries if target.is_api or is_for_interpreters(entry)]

    def played(entry: JSON) -> Outcome:
        return play(entry, target, strict=strict)._replace(area=entry["folder"])

    yield from in_order(meant, played, target.jobs)


def world_of(entry: Mapping[str, JSON]) -> World:
    """What surrounds an entry."""
    return World(
        key=entry["id"],
        functions=entry["lambda"],
        mock_config=entry.get("mock_config"),
        now=_NOW,
        needs_now=False,
    )


def is_for_interpreters(entry: Mapping[str, JSON]) -> bool:
    """One execution, and no service but Lambda."""
    return (
        entry["api"] in _EXECUTIONS
        and set(entry["needs"]) <= {"lambda"}
        and len(entry["executions"]) <= 1
    )


def play(entry: Mapping[str, JSON], target: Target, *, strict: bool = False) -> Outcome:
    """One entry on a fresh session of the target."""
    id_ = entry["id"]
    if not (is_for_interpreters(entry) or entry["complete"]):
        missing = ", ".join(entry["missing"])
        return Outcome(id_, "not applicable", f"recorded without all its calls: {missing}")
    if _SECOND_ACCOUNT in json.dumps(entry["expected"]):
        return Outcome(id_, "not applicable", "recorded with two accounts")
    if _had_a_worker(entry):
        return Outcome(id_, "not applicable", "its worker's calls are not recorded")
    try:
        with closing(target.open(world_of(entry))) as session:
            played = _Play(entry, target, session)
            played.run()
    except ServiceMissing as e:
        # AWS must have called it too: a call that should not have been made is a failure like any other.
        verdict: Verdict = "not applicable" if _was_called(entry, e) else "failed"
        return Outcome(id_, verdict, str(e))
    except NotOffered as e:
        return Outcome(id_, "not applicable", str(e))
    except CallFailed as e:
        return Outcome(id_, "failed", str(e))
    except Exception as e:  # whatever it is, it must not end the suite
        return Outcome(id_, "failed", f"{type(e).__name__}: {e}")
    expected = {name: entry["expected"][name] for name in played.observed}
    if not expected:
        names = ", ".join(entry["expected"])
        return Outcome(
            id_, "not applicable", f"compares only {names}, which {target.name} does not give"
        )
    skip = () if strict else entry["skip_paths"]
    recorded = _date(entry["recorded"])
    rules = fill_map_runs(played.fill(entry["replacements"]), played.observed)
    got = normalise(played.observed, rules, skip)
    is_express = entry["type"] == "EXPRESS"
    now = {name: modernise(r, recorded, is_express=is_express) for name, r in expected.items()}
    wanted = without(json.loads(json.dumps(now)), skip)
    compared = ", ".join(expected)
    differences: list[Difference] = []
    for name, operation in played.operations.items():
        members = target.comparable[operation]
        left, right = wanted[name], got[name]
        if any(rule.get("kind") == "GenericTransformer" for rule in rules):
            left, right = read_payloads(left), read_payloads(right)
        differences += difference(_ready(left, members), _ready(right, members), name)
    if differences:
        shown = [str(d) for d in differences[:_SHOWN_DIFFERENCES]]
        if len(differences) > len(shown):
            shown.append(f"and {len(differences) - len(shown)} more")
        return Outcome(id_, "failed", "\n".join(shown), compared)
    return Outcome(id_, "passed", compared=compared)


def played_on(
    entry: Mapping[str, JSON], target: Target, session: Session
) -> tuple[dict[str, JSON], list[str]]:
    """Plays an entry: the responses that count, by name, and the ARNs of the executions that it started.

    Raises what `play` reports.
    """
    played = _Play(entry, target, session)
    played.run()
    started = [
        played.given[call["n"]]["executionArn"]
        for call in entry["calls"]
        if call["op"] in _EXECUTIONS and "executionArn" in played.given.get(call["n"], {})
    ]
    return played.observed, started


def _had_a_worker(entry: Mapping[str, JSON]) -> bool:
    """Whether somebody whose calls nobody wrote down took an activity's task or answered a token."""
    operations = {call["op"] for call in entry["calls"]}
    expected = json.dumps(entry["expected"])
    if '"ActivityStarted"' in expected:
        return "get_activity_task" not in operations
    if entry.get("mock_config") is not None or operations & {
        "send_task_success",
        "send_task_failure",
    }:
        return False
    definitions = [call["request"].get("definition", "") for call in entry["calls"]]
    return bool(_ANSWERED.search(expected)) and not any(":sendTask" in d for d in definitions)


def _was_called(entry: Mapping[str, JSON], missing: ServiceMissing) -> bool:
    text = json.dumps(entry["expected"])
    return all(json.dumps(word) in text for word in (missing.service, missing.action))


def _date(recorded: str) -> dt.date:
    return dt.datetime.strptime(recorded[:10], "%d-%m-%Y").date()  # noqa: DTZ007  # a day, no instant


def _ready(response: JSON, members: Collection[str] | None) -> JSON:
    """A response with what does not count taken out. members: those that do; None for all."""
    if not isinstance(response, dict):
        return settle(response)
    kept = {
        key: value
        for key, value in response.items()
        if key != "ResponseMetadata" and (members is None or key in members)
    }
    events = kept.get("events")
    if isinstance(events, list) and all("id" in e and "previousEventId" in e for e in events):
        is_ascending = events == sorted(events, key=_order)
        ordered = by_branch(events if is_ascending else events[::-1])
        kept["events"] = ordered if is_ascending else ordered[::-1]
    return settle(kept)


def _order(event: Mapping[str, JSON]) -> int:
    return event["id"] if isinstance(event.get("id"), int) else 0


class _Play:
    """An entry on its way through a target: the responses so far, and those that count."""

    def __init__(self, entry: Mapping[str, JSON], target: Target, session: Session) -> None:
        self.entry = entry
        self.target = target
        self.session = session
        self.given: dict[int, JSON] = {}
        self.refused: list[CallFailed] = []
        self.observed: dict[str, JSON] = {}  # name in `expected`: response
        self.operations: dict[str, str] = {}  # the same names: whose response it is

    def run(self) -> None:
        """Makes the calls. Raises NotOffered where the entry needs one that the target has not."""
        acting = [call["n"] for call in self.entry["calls"] if call["op"] in _ACTING]
        setup = list(self.entry["setup"])
        for call in self.entry["calls"]:
            while setup and setup[0]["at"] <= call["n"]:
                made = setup.pop(0)
                if made["service"] == "lambda":
                    continue  # its functions are there: they are the world's
                self.session.prepare(made["service"], made["op"], self.fill(made["request"]))
            if call["op"] != "wait":
                self._call(call)
                continue
            arn = self.fill(call["request"]).get("executionArn")
            if arn is None:
                continue
            if not acting or call["n"] > acting[-1]:
                self.session.wait(arn)
            else:  # before that, it waited for the execution to have come somewhere
                self.session.settle(arn)
        self._derive()

    def _call(self, call: Mapping[str, JSON]) -> None:
        operation = call["op"]
        try:
            response = self.session.call(operation, self.fill(call["request"]))
        except NotOffered:
            if operation in self.target.comparable or not call.get("compare"):
                raise
            return  # one of the responses that are left out
        except CallFailed as e:
            # What a client refuses is not marked as a call that raises: it never became one.
            if not (call.get("raises") or isinstance(e, NotSent)):
                raise
            self.refused.append(e)
            response = e.response
        self.given[call["n"]] = response
        for place in call.get("compare", ()):
            if operation in self.target.comparable:
                value = response
                for step in place.get("path", ()):
                    value = value[step]
                self._observe(place["key"], operation, value)

    def _observe(self, name: str, operation: str, value: JSON) -> None:
        if name in self.entry["expected"]:
            self.observed[name] = value
            self.operations[name] = operation

    def _derive(self) -> None:
        """What the recorded tests computed from responses, and the histories of which no call is left."""
        started = [
            (call, self.given[call["n"]])
            for call in self.entry["calls"]
            if call["op"] in _EXECUTIONS and "executionArn" in self.given.get(call["n"], {})
        ]
        exceptions = [  # in the order of the calls, which `derived` has not
            name
            for name, value in self.entry["expected"].items()
            if name in self.entry["derived"] and "exception_typename" in (value or ())
        ]
        for name, error in zip(exceptions, self.refused, strict=False):
            told = {"exception_typename": error.code, "exception_value": str(error)}
            self._observe(name, "test_state", told)
        if "cases" in self.entry["derived"]:
            cases = []
            for call, response in started:
                events = self.session.events(response["executionArn"]) or []
                ends = [e["executionSucceededEventDetails"]["output"] for e in events[-1:]]
                cases.append({"input": call["request"]["input"], "output": ends[0]})
            self.observed["cases"] = cases
            self.operations["cases"] = "get_execution_history"
        for name, value in self.entry["expected"].items():
            is_history = isinstance(value, dict) and "events" in value
            if is_history and name not in self.observed and len(started) == 1:
                history = self.session.events(started[0][1]["executionArn"])
                if history is not None:
                    self._observe(name, "get_execution_history", {"events": history})

    def fill(self, value: JSON) -> JSON:
        """A value with its references to earlier responses and to other services filled in, and its bytes read."""
        if isinstance(value, dict):
            if value.keys() == {"base64"}:
                return base64.b64decode(value["base64"])
            return {key: self.fill(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, str):
            if self.target.services_url is not None:
                value = value.replace("{{aws}}", self.target.services_url)
            return _REFERENCE.sub(self._referred, value)
        return value

    def _referred(self, found: re.Match[str]) -> str:
        response, field = self.given.get(int(found[1])) or {}, found[2]
        if field in response:
            return str(response[field])
        if field == "mapRunArn":
            return str(response["mapRuns"][0][field]) if response.get("mapRuns") else found[0]
        arn = response.get("executionArn", "").split(":")
        if field == "execution" and len(arn) > 7:
            return str(arn[7])
        if field == "express" and len(arn) > 8:
            return str(arn[8])
        return found[0]
