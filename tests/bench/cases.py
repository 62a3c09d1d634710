"""What is measured, and the figure that each measurement has to reach.

A case is one run in a process of its own. Its name is the workload's, with what is different behind it; `kind` names the
function in `runs.py` that does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from expected import MAX_EVENTS
from workloads import DEFINITIONS

PEER: Final = "asl (in process)"
LIMIT: Final = "limit: closures in CPython"
MOTO: Final = "moto (in process)"
ZEROS: Final = "w2-map-zeros"
ZERO_COUNTS: Final = (5_000, 10_000, 20_000, 50_000, 100_000)
LINES: Final = "w12-csv"
LINE_COUNTS: Final = (10_000, 100_000)
MANY_LINES: Final = 1_000_000


class Case(NamedTuple):
    """One thing to run. `workload` is the row of the manifest, or "" when no file is needed; for a server an operation or setting."""

    name: str
    kind: str
    workload: str = ""
    type: str = "STANDARD"
    size: int = 0  # items
    is_long: bool = False  # runs only where its whole name is asked for


class Target(NamedTuple):
    """A figure to reach: at least, or at most. Speeds and times are scaled by the limit of the day; sizes are not."""

    metric: str
    value: float
    is_at_least: bool
    is_scaled: bool = True


def _rate(value: float) -> Target:
    return Target("rate_cpu", value, is_at_least=True)


def _memory(mib: float) -> Target:
    return Target("rss", mib, is_at_least=False, is_scaled=False)


def _time(metric: str, seconds: float) -> Target:
    return Target(metric, seconds, is_at_least=False)


_RENDERED: Final = Target("render_rate_cpu", 150_000, is_at_least=True)

TARGETS: Final[Mapping[str, tuple[Target, ...]]] = {
    "w1-loop-1000.jsonpath": (_RENDERED,),
    "w1-loop-5000.jsonpath": (_rate(250_000), _RENDERED),
    "w1-loop-5000.jsonata": (_rate(100_000), _RENDERED),
    "w2-map-pass-5000.jsonpath": (_rate(100_000), _RENDERED),
    **{f"{ZEROS}-{count}.jsonpath.express": (_rate(100_000), _RENDERED) for count in ZERO_COUNTS},
    f"{ZEROS}.jsonpath.express": (Target("linearity", 1.25, is_at_least=False, is_scaled=False),),
    "w3-parallel-40x50.jsonpath": (_rate(285_000), _RENDERED),
    "w4-task-seq-1000.jsonpath": (_rate(40_000), _RENDERED),
    "w4-task-map-1000.jsonpath": (_rate(40_000), _RENDERED),
    "w5-jsonata-map-1000.jsonata": (_rate(5_000),),
    "w5-jsonata-map-1000.jsonata.defined": (_rate(5_000),),
    "w6-jsonpath-50k-1000.jsonpath": (_rate(20_000), _memory(10)),
    "w6-jsonpath-50k-1000.jsonata": (_rate(10_000), _memory(60)),
    "w7-wait-10h.jsonpath": (_time("cpu", 0.002),),
    "w8-trivial.jsonpath": (_time("cpu", 0.10), _memory(35)),
    "w8-trivial.jsonata": (_time("cpu", 0.10), _memory(35)),
    "w8-import": (_time("cpu", 0.04),),
    DEFINITIONS: (_rate(1_500),),
    **{
        f"{LINES}-{count}": (
            _rate(20_000),
            Target("rss_peak", 300, is_at_least=False, is_scaled=False),
        )
        for count in (*LINE_COUNTS, MANY_LINES)
    },
    LINES: (Target("linearity", 1.25, is_at_least=False, is_scaled=False),),
    **dict.fromkeys(
        ("dump-map-5000", "dump-map-5000.shared"),
        (
            _time("cpu", 0.020),
            Target("dump_mib", 1.0, is_at_least=False, is_scaled=False),
        ),
    ),
    "w9-start-sync": (_rate(4_000),),
    "w9-start": (_rate(3_000),),
    "w9-describe-machine": (_rate(6_000),),
    "w9-others-p99": (Target("p99", 250, is_at_least=False, is_scaled=False),),
    "w11-wait-1000": (Target("wall", 1.1, is_at_least=False, is_scaled=False),),
    "tasks-durable.normal": (Target("rate_wall", 1_500, is_at_least=True),),
    "tasks-durable.full": (Target("rate_wall", 600, is_at_least=True),),
    "recovery-1000x50": (Target("wall", 2.0, is_at_least=False),),
    "boot": (_time("cpu", 0.5), _memory(60)),
}


def cases(manifest: Mapping[str, Mapping[str, Any]]) -> Iterator[Case]:
    """Every case of a folder of workloads, in the order of the manifest, then those that need no file."""
    for name, row in manifest.items():
        family = name.partition("-")[0]
        if family in ("w1", "w2", "w3", "w4", "w5", "w6", "w7"):
            yield Case(name, "execution", name)
            if row["events"] > MAX_EVENTS:
                yield Case(f"{name}.express", "execution", name, "EXPRESS")
            if family == "w5":
                # The same with no undefined member, for workloads in which some order has one.
                yield Case(f"{name}.defined", "defined", name)
        elif family == "w8":
            yield Case(name, "command", name)
        elif family == "w10":
            yield Case(name, "check", name)
    yield Case("w8-import", "import")
    yield Case("w8-python", "python")
    for count in ZERO_COUNTS:
        yield Case(f"{ZEROS}-{count}.jsonpath.express", "zeros", type="EXPRESS", size=count)
    yield Case("dump-map-5000", "snapshot", size=5_000)
    yield Case("dump-map-5000.shared", "snapshot_shared", size=5_000)
    yield Case("w9-bare-uvicorn", "bare", size=20_000)
    yield Case("w9-start-sync", "requests", "StartSyncExecution", size=8_000)
    yield Case("w9-start", "requests", "StartExecution", size=8_000)
    yield Case("w9-describe-machine", "requests", "DescribeStateMachine", size=16_000)
    yield Case("w9-others-p99", "others", size=1_000)
    yield Case("w11-wait-1000", "waits", size=1_000)
    yield Case("tasks-durable.normal", "tasks", "normal")
    yield Case("tasks-durable.full", "tasks", "full")
    yield Case("recovery-1000x50", "recovery", size=1_000)
    yield Case("boot", "boot")
    for count in (*LINE_COUNTS, MANY_LINES):
        yield Case(f"{LINES}-{count}", "lines", size=count, is_long=count == MANY_LINES)
