"""Transitions that AWS's recorded histories bill, against those that the engine counts.

A history is counted by the rule of the price page (`asl.observe.cost.counting`). The entry is then played in this process:
the engine's own count must be the same, and so must the count of the history that it has written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeAlias

from asl.observe.cost.counting import count, marks_of_events
from conformance.readers import recorded
from conformance.report import Outcome
from conformance.targets.base import CallFailed, NotOffered, ServiceMissing
from conformance.targets.in_process import InProcess

JSON: TypeAlias = Any
_ENDS: Final = tuple(f"Execution{how}" for how in ("Succeeded", "Failed", "TimedOut", "Aborted"))


def run(path: Path, text: str = "") -> Iterator[Outcome]:
    """One outcome for every recorded history under `path`; those that cannot be played here say why."""
    for entry in recorded.load(path, text):
        for name, events in histories_of(entry):
            id_ = f"{entry['id']}:{name}"
            yield _compared(id_, name, entry, events)._replace(area=entry["folder"])


def histories_of(entry: Mapping[str, JSON]) -> Iterator[tuple[str, list[JSON]]]:
    """The recorded histories of an entry, oldest event first."""
    for name, value in entry["expected"].items():
        events = value.get("events") if isinstance(value, dict) else None
        if isinstance(events, list) and events and all("previousEventId" in e for e in events):
            yield name, _in_order(events)


def _in_order(events: list[JSON]) -> list[JSON]:
    """Some recordings are newest first; some have lost the ids of events inside a Parallel, which get others."""
    if isinstance(events[0]["id"], int) and events[0]["id"] > 1:
        events = events[::-1]
    return [
        event if isinstance(event["id"], int) else {**event, "id": -place}
        for place, event in enumerate(events, 1)
    ]


def _compared(id_: str, name: str, entry: Mapping[str, JSON], events: list[JSON]) -> Outcome:
    billed = count(marks_of_events(events)).total
    if events[-1]["type"] not in _ENDS:
        return Outcome(id_, "not applicable", "recorded before its execution had ended")
    target = InProcess()
    try:
        with closing(target.open(recorded.world_of(entry))) as session:
            observed, started = recorded.played_on(entry, target, session)
            if name not in observed:
                why = f"{billed} recorded; the call for this history is not played here"
                return Outcome(id_, "not applicable", why)
            here = count(marks_of_events(_in_order(observed[name]["events"]))).total
            wrong = [] if here == billed else [f"recorded {billed}, here {here}"]
            for arn in started:
                engine = session.run_of(arn)
                own = count(marks_of_events(engine.history)).total
                if own != engine.transitions:
                    wrong.append(f"the engine's count {engine.transitions}, its history's {own}")
    except (NotOffered, ServiceMissing, CallFailed) as e:
        return Outcome(id_, "not applicable", f"{billed} recorded; {e}")
    if wrong:
        return Outcome(id_, "failed", "\n".join(wrong))
    return Outcome(id_, "passed", compared=f"{billed} transitions")
