"""What a run looks like: for people, line by line; for programs, one JSON object."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, TextIO

from asl.cli.terminal import brief, columns, line, span, width_of
from asl.jsonvalue import JSON, JsonTextError, parse
from asl.testing.run import visits_of

if TYPE_CHECKING:
    from asl.testing.run import Run, StateView, Trace

_SHOWN: Final = 40  # rows of a timeline; a longer one loses its middle
_STYLES: Final = {"SUCCEEDED": "good", "RUNNING": "doubtful"}


def result_of(run: Run, *, history: bool, trace: bool, unused: Sequence[str] = ()) -> JSON:
    """A run as one JSON object.

    `{"status", "output" | "error" and "cause", "path": [names], "elapsed_s", "transitions", "started_at",
    "stopped_at", "execution_arn", "attempts": {task: calls}, "waiting": […], "unused_mocks": […], "history": […],
    "trace": […]}`. What does not apply is left out. Times are RFC 3339 with milliseconds.
    """
    out: dict[str, JSON] = {"status": run.status}
    if run.succeeded:
        out["output"] = run.output
    else:
        out |= {"error": run.error, "cause": run.cause}
    out |= {
        "path": run.path,
        "elapsed_s": run.elapsed,
        "transitions": run.transitions,
        "started_at": _iso(run.started_at),
        "stopped_at": run.stopped_at and _iso(run.stopped_at),
        "execution_arn": run.execution_arn,
    }
    attempts = {name: len(views) for name in _tasks(run) if (views := run.calls(name))}
    if attempts:
        out["attempts"] = attempts
    if run.status == "RUNNING":
        out["waiting"] = [{"state": w.state, "what": w.what, "token": w.token} for w in run.waiting]
    if unused:
        out["unused_mocks"] = list(unused)
    if history:
        out["history"] = [{**event, "timestamp": _iso(event["timestamp"])} for event in run.history]
    if trace:
        out["trace"] = [
            {
                "state": t.state,
                "type": t.type,
                "entered_at": _iso(t.entered_at),
                "stages": [{"stage": stage, "value": value} for stage, value in t.stages],
            }
            for t in run.trace
        ]
    return out


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _tasks(run: Run) -> dict[str, None]:
    return dict.fromkeys(r[3] for r in run.records if r[0] == "TaskStateEntered")


# ------------------------------------------------------------------ for people
def timeline(run: Run, stream: TextIO) -> None:
    """One row a visit: when, which state, how long, and what went wrong on the way."""
    views = visits_of(run.records)
    traces = run.trace
    hidden = len(views) - _SHOWN
    keep = range(len(views))
    if hidden > 1:
        keep = range(_SHOWN // 2)
        columns(stream, [_row(run, views[n], traces[n]) for n in keep])
        line(stream, (f"  … {hidden:,} more …", "quiet"))
        keep = range(len(views) - _SHOWN // 2, len(views))
    columns(stream, [_row(run, views[n], traces[n]) for n in keep])


def _row(run: Run, view: StateView, trace: Trace) -> list[tuple[str, str] | str]:
    start = (view.entered_at - run.started_at).total_seconds()
    took = None if view.left_at is None else (view.left_at - view.entered_at).total_seconds()
    note = _note(view, trace)
    return [
        (f"{'+' + span(start):>9}", "quiet"),
        (view.name, "name"),
        (view.type, "quiet"),
        "" if took is None or not took else span(took),
        (note, "doubtful" if view.is_done else "bad"),
    ]


def _note(view: StateView, trace: Trace) -> str:
    """The failures of a visit: each error once, with its count."""
    results = [value for stage, value in trace.stages if stage == "result"]
    failures = [r for r in results if isinstance(r, dict) and set(r) == {"Error", "Cause"}]
    counts: dict[str, int] = {}
    for failure in failures if len(results) > 1 or not view.is_done else failures[-1:]:
        name = str(failure["Error"])
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(name if n == 1 else f"{n} × {name}" for name, n in counts.items())


def verdict(run: Run, stream: TextIO) -> None:
    """How it ended, and in a failure what was wrong."""
    line(
        stream,
        (run.status, _STYLES.get(run.status, "bad")),
        f" after {span(run.elapsed)}, {run.transitions:,} transition{'' if run.transitions == 1 else 's'}",
    )
    if run.error is not None or run.cause is not None:
        line(stream, "  ", (run.error or "(no error name)", "bad"))
        for text in _cause(run.cause):
            line(stream, f"  {text}")
    for wait in run.waiting if run.status == "RUNNING" else ():
        line(stream, f'  waits for the {wait.what} of "{wait.state}"')


def _cause(cause: str | None) -> list[str]:
    """A cause by lines; JSON in it is laid out."""
    if not cause:
        return []
    try:
        value = parse(cause)
    except JsonTextError:
        return cause.splitlines()
    if not isinstance(value, (dict, list)):
        return cause.splitlines()
    import json

    return json.dumps(value, indent=2, ensure_ascii=False).splitlines()


def show_trace(traces: Sequence[Trace], run: Run) -> None:
    """Every visit with the stages of its data flow, on standard output."""
    stream = sys.stdout
    width = width_of(stream)
    for trace in traces:
        start = (trace.entered_at - run.started_at).total_seconds()
        line(stream, (trace.state, "name"), (f"  {trace.type}  +{span(start)}", "quiet"))
        columns(
            stream,
            [
                [(stage, "quiet"), brief(value, width and width - 28)]
                for n, (stage, value) in enumerate(trace.stages)
                if n == 0
                or (stage, value) != trace.stages[n - 1]  # a retry makes the same call again
            ],
            indent="    ",
        )


def show_history(run: Run) -> None:
    """The events as a table, on standard output: id, previous id, when, type, and what it tells."""
    stream = sys.stdout
    width = width_of(stream)
    rows: list[list[tuple[str, str] | str]] = []
    for event in run.history:
        start = (event["timestamp"] - run.started_at).total_seconds()
        kind = event["type"]
        bad = kind.endswith(("Failed", "TimedOut", "Aborted"))
        rows.append(
            [
                f"{event['id']:>5}",
                (f"← {event['previousEventId']}", "quiet"),
                (f"{'+' + span(start):>9}", "quiet"),
                (kind, "bad" if bad else "plain"),
                brief_details(event, width and max(20, width - 60)),
            ]
        )
    columns(stream, rows)


_PAYLOADS: Final = ("input", "output", "parameters")
_UNTOLD: Final = (
    "resourceType",
    "region",
    "roleArn",
)  # told with the resource, or the same on every line


def brief_details(event: dict[str, JSON], width: int | None) -> str:
    """What an event tells, in one line: names first, payloads as they are, the rest as `name=value`."""
    details: dict[str, JSON] = {}
    for name, value in event.items():
        if name.endswith("EventDetails"):
            details = value
    told = []
    for key, value in details.items():
        if key in _UNTOLD or key.endswith("Details"):
            continue
        text = value if isinstance(value, str) else brief(value, None)
        if key == "resource" and "resourceType" in details:
            text = f"{details['resourceType']}:{text}"
        told.append(text if key in ("name", "resource", "error", *_PAYLOADS) else f"{key}={text}")
    one_line = "  ".join(told).replace("\n", "\\n")
    return one_line if width is None or len(one_line) <= width else f"{one_line[: width - 1]}…"
