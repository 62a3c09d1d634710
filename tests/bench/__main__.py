"""How fast we are, in CPU time: `python tests/bench [WORKLOADS]`, or `make bench BENCH_WORKLOADS=PATH`.

Every run is a fresh process; of several runs the one with the least CPU counts. JSON lines
`{"peer", "workload", "metric", "value", "unit"}` go to stdout, a table to stderr. Without a folder our own workloads are
written to a temporary one. A wrong answer is WRONG and has no speed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import ceiling
import command
import table
from cases import LIMIT, LINE_COUNTS, LINES, MOTO, PEER, ZERO_COUNTS, ZEROS, Case, cases
from workloads import write

Result = dict[str, Any]
_UNITS: Final = {
    "cpu": "s",
    "cpu_load": "s",
    "wall": "s",
    "render_cpu": "s",
    "text_cpu": "s",
    "rss": "MiB",
    "rss_peak": "MiB",
    "render_rss": "MiB",
    "dump_mib": "MiB",
    "events": "events",
    "render_rate_cpu": "events/cpu_s",
    "with_errors": "definitions",
    "p50": "ms",
    "p99": "ms",
    "threads": "threads",
    "linearity": "ratio",
    "of_limit": "ratio",
    "limit": "transitions/cpu_s",
}
# Of several runs; what is not here is the same in all of them.
_BETTER: Final[Mapping[str, Callable[[float, float], float]]] = {
    **dict.fromkeys(
        ("cpu", "cpu_load", "wall", "render_cpu", "text_cpu", "rss", "rss_peak", "p50", "p99"), min
    ),
    **dict.fromkeys(("rate_cpu", "rate_wall", "render_rate_cpu", "limit"), max),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workloads", nargs="?", type=Path, help="a folder with manifest.json")
    parser.add_argument("--only", default="", metavar="NAMES", help="beginnings, with commas")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each; 3")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="S", help="of one run")
    parser.add_argument("--moto", action="store_true", help="moto beside us, where installed")
    parser.add_argument("--definitions", type=Path, metavar="FILE", help="JSON Lines to check")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="the first N of them")
    parser.add_argument("--table", action="store_true", help="the table to stdout, no JSON lines")
    parser.add_argument("--one", help=argparse.SUPPRESS)  # the child: one case, one line
    parser.add_argument("--peer", choices=("asl", "moto"), default="asl", help=argparse.SUPPRESS)
    return parser


class Bench:
    """The parent: starts a process for every run, keeps the best, prints."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.folder = folder
        self.manifest: Mapping[str, Mapping[str, Any]] = json.loads(
            (folder / "manifest.json").read_text("utf-8")
        )
        self.results: dict[str, Result] = {}

    def run(self) -> bool:
        """Measure everything that is asked for. False: something is WRONG or in error."""
        limit = self._limit()
        chosen = [case for case in cases(self.manifest) if self._is_chosen(case)]
        for case in chosen:
            found = self._best(case)
            if found["status"] != "SKIPPED":
                self._keep(PEER, case.name, found, limit)
        if self.options.definitions is not None:
            self._keep(PEER, "definitions", self._best(Case("definitions", "definitions")), limit)
        self._linearity(limit)
        self._emit(LIMIT, "w1-loop-5000.jsonpath", "rate_cpu", limit, "transitions/cpu_s")
        print(table.text(self.results), file=self._for_people())
        is_fine = not any(found["status"] in ("WRONG", "ERROR") for found in self.results.values())
        if self.options.moto:
            self._moto(chosen)
        return is_fine

    def _is_chosen(self, case: Case) -> bool:
        only = self.options.only.split(",")
        if case.is_long:
            return case.name in only
        return only == [""] or any(case.name.startswith(start) for start in only)

    def _limit(self) -> float:
        return float(self._once(Case("limit", "limit"), "asl")["rate_cpu"])

    def _for_people(self) -> Any:
        return sys.stdout if self.options.table else sys.stderr

    def _best(self, case: Case, peer: str = "asl", repeat: int | None = None) -> Result:
        """The best figures of the runs; the first run that does not succeed ends the series."""
        best: Result = {}
        runs = repeat or self.options.repeat
        if case.kind in command.KINDS:
            self._once(case, peer)  # fills the cache of bytecode
        for _ in range(runs):
            found = self._once(case, peer)
            if found["status"] != "SUCCEEDED":
                return found
            if "units" in found:
                found["rate_cpu"] = found["units"] / found["cpu"]
            for metric, value in found.items():
                better = _BETTER.get(metric)
                known = best.get(metric)
                best[metric] = value if better is None or known is None else better(value, known)
        return best

    def _once(self, case: Case, peer: str) -> Result:
        timeout_s = self.options.timeout
        arguments = [sys.executable, sys.argv[0], str(self.folder), "--one", case.name]
        if case.kind == "definitions":
            arguments += ["--definitions", str(self.options.definitions)]
            arguments += ["--limit", str(self.options.limit)]
        try:
            if case.kind in command.KINDS:
                row = self.manifest.get(case.workload, {})
                return command.run(case, self.folder, row, timeout_s)
            done = subprocess.run(
                [*arguments, "--peer", peer],
                timeout=timeout_s,
                capture_output=True,
                text=True,
                env={**os.environ, "PYTHONPATH": command.ROOT},
            )
        except subprocess.TimeoutExpired:
            return {"status": "TIMEOUT", "why": f"not finished after {timeout_s:g} s"}
        if done.returncode:
            return {"status": "ERROR", "why": (done.stderr.strip().splitlines() or ["?"])[-1]}
        found: Result = json.loads(done.stdout)
        return found

    def _keep(self, peer: str, name: str, found: Result, limit: float) -> None:
        found.setdefault("limit", limit)
        if "rate_cpu" in found:
            found["of_limit"] = found["rate_cpu"] / found["limit"]
        self.results[name] = found
        self._print(peer, name, found)

    def _print(self, peer: str, name: str, found: Result) -> None:
        unit = found.get("unit")
        units = {"rate_cpu": f"{unit}/cpu_s", "rate_wall": f"{unit}/s", **_UNITS}
        for metric, value in found.items():
            if metric not in ("unit", "units"):
                self._emit(peer, name, metric, value, units.get(metric, ""))

    def _emit(self, peer: str, workload: str, metric: str, value: Any, unit: str) -> None:
        if self.options.table:
            return
        if isinstance(value, float):
            value = round(value, 6 if abs(value) < 1 else 2)
        line = {
            "peer": peer,
            "workload": workload,
            "metric": metric,
            "value": value,
            "unit": unit,
        }
        print(json.dumps(line), flush=True)

    def _linearity(self, limit: float) -> None:
        """How much more an item costs among many than among few."""
        for name, counts, end in (
            (ZEROS, ZERO_COUNTS, ".jsonpath.express"),
            (LINES, LINE_COUNTS, ""),
        ):
            few, many = (
                self.results.get(f"{name}-{count}{end}", {}) for count in (counts[0], counts[-1])
            )
            if "rate_cpu" in few and "rate_cpu" in many:
                found = {"status": "SUCCEEDED", "linearity": few["rate_cpu"] / many["rate_cpu"]}
                self._keep(PEER, f"{name}{end}", found, limit)

    def _moto(self, chosen: list[Case]) -> None:
        from moto_run import WORKLOADS

        if importlib.util.find_spec("moto") is None:
            print(
                "moto is not installed: pip install 'moto[stepfunctions,awslambda]'",
                file=sys.stderr,
            )
            return
        for case in chosen:
            if case.name in WORKLOADS:
                found = self._best(case, "moto", repeat=1)
                self._print(MOTO, case.name, found)
                print(self._beside(case.name, found), file=self._for_people())

    def _beside(self, name: str, found: Result) -> str:
        ours = self.results[name].get("rate_cpu")
        if "rate_cpu" not in found or ours is None:
            return f"{name}: moto {found['status']} {found.get('why', '')}"
        theirs = f"moto {found['rate_cpu']:,.0f} {found['unit']}/CPU-s"
        return f"{name}: {theirs}; asl {ours / found['rate_cpu']:,.0f} times as fast"


def _child(options: argparse.Namespace) -> Result:
    """One case in this process."""
    import runs

    if options.definitions is not None:
        return runs.definitions(options.definitions, options.limit)
    folder: Path = options.workloads
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    if options.one == "limit":
        return runs.KINDS["limit"](Case("limit", "limit"), folder, {})
    case = next(case for case in cases(manifest) if case.name == options.one)
    row = manifest.get(case.workload, {})
    if options.peer == "moto":
        import moto_run

        return moto_run.run(case, folder, row)
    return {**runs.KINDS[case.kind](case, folder, row), "limit": ceiling.rate()}


def main() -> int:
    """Exit status: 0 all answers right, 1 something WRONG or in error, 2 wrong usage."""
    options = _parser().parse_args()
    if options.one is not None:
        print(json.dumps(_child(options)))
        return 0
    if options.workloads is not None:
        if not (options.workloads / "manifest.json").is_file():
            print(f"{options.workloads} has no manifest.json", file=sys.stderr)
            return 2
        return 0 if Bench(options, options.workloads).run() else 1
    with tempfile.TemporaryDirectory(prefix="asl-bench-") as folder:
        write(Path(folder))
        return 0 if Bench(options, Path(folder)).run() else 1


if __name__ == "__main__":
    sys.exit(main())
