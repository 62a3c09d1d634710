"""One measured run of each kind of case, in a process that does nothing else.

Every function answers a Result: the status, and figures by metric. Imports and first use are done on a machine of one
state before the clock starts; `w8` measures them. The history is rendered and looked at when the clock has stopped.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import ceiling
import expected
import files
import serving
from cases import Case
from meter import Spent, measured
from workloads import PASS_MAP, SHARED_MAP

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from asl.testing.run import Run

JSON = Any
Result = dict[str, Any]

_WARM: Final[Mapping[str, JSON]] = {
    "jsonpath": {
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "$.a"}, "End": True}},
    },
    "jsonata": {
        "QueryLanguage": "JSONata",
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Output": "{% $sum([$states.input.a]) %}", "End": True}},
    },
}


def _lambdas() -> dict[str, Callable[..., object]]:
    def flaky(event: JSON, context: object) -> object:
        raise RuntimeError("not today")

    return {"echo": lambda event, context: event, "flaky": flaky}


def execution(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """A workload's machine on its input."""
    machine = (folder / f"{case.workload}.asl.json").read_text("utf-8")
    given = (folder / f"{case.workload}.input.json").read_text("utf-8").strip()
    return _executed(case, machine, given, row)


def defined(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """W5 with an input in which no expression is undefined; nothing to do where the given one is such."""
    given = json.loads((folder / f"{case.workload}.input.json").read_text("utf-8"))
    if not expected.is_undefined_somewhere(case.workload, given):
        return {"status": "SKIPPED"}
    machine = (folder / f"{case.workload}.asl.json").read_text("utf-8")
    return _executed(case, machine, _compact(expected.with_a_big_line(given)), row)


def zeros(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """W2 over `[0,0,…]`: as many items as the payload limit lets through."""
    given = _compact({"items": [0] * case.size})
    row = {"unit": "items", "units": case.size, "events": 4 * case.size + 6}
    return _executed(case, _compact(PASS_MAP), given, row)


def _executed(case: Case, machine: str, given: str, row: Mapping[str, JSON]) -> Result:
    from asl.testing.simulate import load, simulate

    lambdas = _lambdas()
    language = "jsonata" if "JSONata" in machine else "jsonpath"
    simulate(_WARM[language], '{"a":1}', lambdas=lambdas, type=case.type)  # type: ignore[arg-type]  # the case's word
    program, loaded = measured(lambda: load(machine, type=case.type))  # type: ignore[arg-type]
    run, spent = measured(
        lambda: simulate(program, given, lambdas=lambdas, type=case.type)  # type: ignore[arg-type]
    )
    found: Result = {
        "status": run.status,
        "unit": row["unit"],
        "units": row["units"],
        "events": run.execution.last_id,
        "cpu_load": loaded.cpu_s,
        **_figures(spent),
    }
    if run.status != "SUCCEEDED":
        found["why"] = f"{run.error}: {run.cause}"
    found.update(_rendered(run))
    fault = _fault(case, run, json.loads(machine), json.loads(given), row)
    if fault is not None:
        found.update(status="WRONG", why=fault)
    elif run.status != "SUCCEEDED":
        found["is_expected"] = True
    return found


def _figures(spent: Spent) -> Result:
    return {
        "cpu": spent.cpu_s,
        "wall": spent.wall_s,
        "rss": spent.rss_mib,
        "rss_peak": spent.rss_peak_mib,
    }


def _fault(case: Case, run: Run, machine: JSON, given: JSON, row: Mapping[str, JSON]) -> str | None:
    """What is wrong with a run; None when it ended as it has to."""
    events, last = run.execution.last_id, run.records[-1][0]
    if case.type == "STANDARD" and row["events"] > expected.MAX_EVENTS:
        if run.status == "FAILED" and events == expected.MAX_EVENTS and last == "ExecutionFailed":
            return None
        return f"{run.status} after {events:,} events, where the 25,000th has to be the failure"
    if expected.is_undefined_somewhere(case.workload, given):
        if run.status == "FAILED" and run.error == "States.QueryEvaluationError":
            return None
        return f"{run.status}, where an undefined member of Output has to be an error"
    if run.status != "SUCCEEDED":
        return f"{run.status} {run.error}: {run.cause}"
    wanted = expected.output_of(case.name, given, row)
    if wanted is not None and not expected.equal(run.output, wanted):
        return f"output {_compact(run.output)[:120]} instead of {_compact(wanted)[:120]}"
    if case.name.startswith("w7"):
        if round(run.elapsed) != row["units"]:
            return f"{run.elapsed} s on its clock instead of {row['units']}"
        return expected.fault_in_times(run.records, machine)
    if events != row["events"]:
        return f"{events:,} events instead of {row['events']:,}"
    return None


def _rendered(run: Run) -> Result:
    """Render the whole history, outside the run's clock, and look whether it can be one.

    Raises:
        AssertionError: it cannot.
    """
    from asl.history.render import Renderer

    execution: Execution = run.execution
    renderer = Renderer(execution.identity.region)
    events, spent = measured(lambda: list(renderer.events(execution.records)))
    assert [event["id"] for event in events] == list(range(1, len(execution.records) + 1))
    assert all(event["previousEventId"] < event["id"] for event in events)
    for event in (events[0], events[len(events) // 2], events[-1]):
        for details in event.values():
            if isinstance(details, dict):
                for name in ("input", "output"):
                    json.loads(details.get(name, "null"))
    if run.succeeded:
        text = events[-1]["executionSucceededEventDetails"]["output"]
        assert json.loads(text) == run.output, "the history's output is another"
    found = {"render_cpu": spent.cpu_s, "render_rss": spent.rss_mib}
    if len(events) >= 1_000:  # a rate of fewer says more of the clock than of us
        found["render_rate_cpu"] = len(events) / spent.cpu_s
    return found


def check(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """W10: text → read → check, all findings made."""
    machines = json.loads((folder / f"{case.workload}.json").read_text("utf-8"))
    found = _checked([(_compact(machine), "STANDARD") for machine in machines])
    if found["with_errors"]:
        found.update(status="WRONG", why=f"{found['with_errors']} valid definitions have errors")
    return found


def definitions(path: Path, limit: int) -> Result:
    """The same over lines `{"definition": {…}|"text": "…", "type": "STANDARD"|"EXPRESS"}`; errors are only counted."""
    texts: list[tuple[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if limit and len(texts) >= limit:
                break
            row = json.loads(line)
            text = row["text"] if "text" in row else _compact(row["definition"])
            texts.append((text, row.get("type") or "STANDARD"))
    return _checked(texts)


def _checked(texts: list[tuple[str, str]]) -> Result:
    read = importlib.import_module("asl.check").check  # a module of that name, not the function
    for machine in _WARM.values():
        read(_compact(machine))

    def all_of_them() -> list[bool]:
        return [any(each.is_error for each in read(text, type=type_)) for text, type_ in texts]

    errors, spent = measured(all_of_them)
    return {
        "status": "SUCCEEDED",
        "unit": "definitions",
        "units": len(texts),
        "with_errors": sum(errors),
        **_figures(spent),
    }


def snapshot(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """`dump()` of a Map of many items over 200 KB, half way."""
    items = [{"i": at, "text": "x" * (200_000 // case.size - 19)} for at in range(case.size)]
    return _dumped(PASS_MAP, {"items": items}, items)


def snapshot_shared(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """The same where three quarters of the input are a part that every iteration sees."""
    items = [{"i": at} for at in range(case.size)]
    shared = [{"text": "x" * 88} for _ in range(1_500)]
    return _dumped(SHARED_MAP, {"items": items, "shared": shared}, items)


def _dumped(machine: JSON, given: JSON, wanted: JSON) -> Result:
    """Run half way, dump, and go on from the execution and from the snapshot's text to the same end."""
    from asl.engine import snapshot as _  # noqa: F401  # the import is not what is measured
    from asl.engine.execution import Execution
    from asl.testing.simulate import load, prepare

    program = load(machine)
    execution = prepare(program, _compact(given)).execution
    execution.run(len(wanted) // 2)
    shot, spent = measured(execution.dump)
    text, written = measured(lambda: _compact(shot))
    copy = Execution.load(program, json.loads(text))
    for each in (execution, copy):
        while each.has_more:
            each.run()
    found: Result = {
        "status": "SUCCEEDED",
        "dump_mib": len(text) / (1024 * 1024),
        "text_cpu": written.cpu_s,
        **_figures(spent),
    }
    ends = {(each.status, each.last_id, each.check()) for each in (execution, copy)}
    if len(ends) != 1 or execution.status != "SUCCEEDED" or copy.output != wanted:
        found.update(status="WRONG", why="the copy ends otherwise than the execution")
    return found


def _compact(value: JSON) -> str:
    return json.dumps(value, separators=(",", ":"))


def limit(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """The yardstick: see `ceiling`."""
    return {"status": "SUCCEEDED", "rate_cpu": ceiling.rate()}


KINDS: Final[Mapping[str, Callable[[Case, Path, Mapping[str, JSON]], Result]]] = {
    "execution": execution,
    "defined": defined,
    "zeros": zeros,
    "check": check,
    "snapshot": snapshot,
    "snapshot_shared": snapshot_shared,
    "limit": limit,
    **files.KINDS,
    **serving.KINDS,
}
