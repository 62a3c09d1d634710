"""W12: a distributed Map over a CSV file in a folder, an Express child of one Pass for every line, and its results in files.

The children are executions of their own, so a line costs far more than an item of W2; memory must not depend on how many
there are. What was written is read back: every line, in its order.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cases import Case
from meter import measured

if TYPE_CHECKING:
    from asl.testing.run import Run

JSON = Any
Result = dict[str, Any]
MACHINE: Final = {
    "StartAt": "Lines",
    "States": {
        "Lines": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "in", "Key": "lines.csv"},
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "Pass",
                "States": {"Pass": {"Type": "Pass", "End": True}},
            },
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "out", "Prefix": "results"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"},
            },
            "End": True,
        }
    },
}


def _line(at: int) -> dict[str, str]:
    return {"id": str(at), "name": f"customer {at}", "amount": f"{at * 7 % 1000}.{at % 100}"}


def lines(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """So many lines, from the first byte read to the manifest."""
    from asl.testing.simulate import load, simulate

    program = load(MACHINE)
    with tempfile.TemporaryDirectory(prefix="asl-bench-") as name:
        home = Path(name)
        _write(home, 10)
        simulate(program, buckets=_buckets(home))  # what is imported then is not what is measured
        _write(home, case.size)
        run, spent = measured(lambda: simulate(program, buckets=_buckets(home)))
        found: Result = {
            "status": run.status,
            "unit": "items",
            "units": case.size,
            "cpu": spent.cpu_s,
            "wall": spent.wall_s,
            "rss": spent.rss_mib,
            "rss_peak": spent.rss_peak_mib,
        }
        fault = _fault(run, home, case.size)
    if fault is not None:
        found.update(status="WRONG", why=fault)
    return found


def _buckets(home: Path) -> dict[str, Path]:
    return {"in": home, "out": home / "out"}


def _write(home: Path, count: int) -> None:
    with (home / "lines.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(_line(0)) + "\n")
        for at in range(count):
            file.write(",".join(_line(at).values()) + "\n")


def _fault(run: Run, home: Path, count: int) -> str | None:
    if run.status != "SUCCEEDED":
        return f"{run.status} {run.error}: {run.cause}"
    key = run.output["ResultWriterDetails"]["Key"]
    files = json.loads((home / "out" / key).read_text("utf-8"))["ResultFiles"]
    if files["FAILED"] or files["PENDING"]:
        return "some children have failed or were never started"
    at = 0
    for entry in files["SUCCEEDED"]:
        with (home / "out" / entry["Key"]).open(encoding="utf-8") as file:
            for text in file:
                if json.loads(text) != _line(at):
                    return f"result {at} is {text[:80]}"
                at += 1
    return None if at == count else f"{at:,} results of {count:,} lines"


KINDS: Final[Mapping[str, Callable[[Case, Path, Mapping[str, JSON]], Result]]] = {"lines": lines}
