"""Snapshots: an execution as JSON, and back.

A table holds every payload once, by identity; frames, joins and Map Runs index it. Records are left out: the host has
them. What stands for them is their count and a rolling check over id, previous id, kind and state, so that a replay
that went another way is found.
"""

from __future__ import annotations

from typing import Any, Final

from asl.compile.program import Program
from asl.engine.execution import CLOSING, Execution
from asl.engine.frame import PHASES, READY, Frame, Join, MapRun
from asl.engine.identity import Identity
from asl.errors import AslError
from asl.jsonvalue import JSON
from asl.limits import BY_TYPE
from asl.vocabulary.outcomes import Call
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import BY_NAME

VERSION: Final = 2
_UNSET: Final = -1

# Plain members: numbers, strings, and lists of them.
_FRAME: Final = (
    "id",
    "bytes",
    "depth",
    "tight",
    "cursor",
    "entered_id",
    "entered_ms",
    "phase",
    "variable_bytes",
    "attempts",
    "retries",
    "scheduled",
    "started",
    "last_beat_ms",
    "made",
    "index",
)
_JOIN: Final = (
    "keys",
    "done",
    "next",
    "concurrency",
    "started_id",
    "last_id",
    "bytes",
    "depth",
    "given_bytes",
    "given_depth",
)
_RUN: Final = (
    "arn",
    "label",
    "started_ms",
    "stopped_ms",
    "status",
    "begun_id",
    "started_id",
    "is_read",
    "is_writing",
    "keys",
    "source",
    "reference",
    "concurrency",
    "tolerated_count",
    "tolerated_percentage",
    "next",
    "total",
    "made",
    "result_bytes",
    "record_bytes",
    "open",
    "asked",
    "again",
    "counts",
    "failed_items",
    "redrive_count",
)
_BY_CHILD: Final = ("names", "spans", "unsuccessful")  # members of a run whose keys are numbers
_EXECUTION: Final = (
    "status",
    "now_ms",
    "started_ms",
    "stopped_ms",
    "redrive_count",
    "redriven_ms",
    "transitions",
)


_MOST_MEMBERS: Final = 64  # of an object whose members are looked at one by one


class _Table:
    """Values by identity: each is in `rows` once, and so are the members of an object.

    A row is `[0, value]`, or `[1, {key: row}]` for an object that holds containers: what iterations and states share of
    their inputs is a member as a rule, and is then written once.
    """

    def __init__(self) -> None:
        self.rows: list[JSON] = []
        self._at: dict[int, int] = {}

    def add(self, value: JSON) -> int:
        at = self._at.get(id(value))
        if at is not None:
            return at
        row: JSON = [0, value]
        if (
            type(value) is dict
            and len(value) <= _MOST_MEMBERS
            and any(type(member) is dict or type(member) is list for member in value.values())
        ):
            row = [1, {key: self._plain(member) for key, member in value.items()}]
        return self._put(value, row)

    def _plain(self, value: JSON) -> int:
        at = self._at.get(id(value))
        return self._put(value, [0, value]) if at is None else at

    def _put(self, value: JSON, row: JSON) -> int:
        at = self._at[id(value)] = len(self.rows)
        self.rows.append(row)
        return at


def _values(rows: list[JSON]) -> list[JSON]:
    """The values of a table's rows, shared as they were."""
    values: list[JSON] = []
    for is_split, value in rows:
        values.append({key: values[at] for key, at in value.items()} if is_split else value)
    return values


def _plain(owner: object, names: tuple[str, ...]) -> dict[str, JSON]:
    """The members by name; lists and objects are copied, for the owner changes them in place."""
    return {name: _own(getattr(owner, name)) for name in names}


def _restore(owner: object, row: dict[str, JSON], names: tuple[str, ...]) -> None:
    for name in names:
        setattr(owner, name, _own(row[name]))


def _own(value: JSON) -> JSON:
    return value.copy() if isinstance(value, (list, dict)) else value


def dump(execution: Execution) -> JSON:
    """The snapshot of an execution between two calls of `run`."""
    table = _Table()
    frames: list[JSON] = []
    runs = [_dump_run(run, table) for run in execution.map_runs]
    if execution.root is not None:
        waiting = [execution.root]
        while waiting:
            frame = waiting.pop()
            frames.append(_dump_frame(frame, table, execution))
            if frame.join is not None:
                children = frame.join.children
                waiting.extend(children[index] for index in sorted(children, reverse=True))
    given = execution.given
    return {
        "version": VERSION,
        "program": execution.program.digest,
        "identity": list(execution.identity),
        "limits": execution.limits.name,
        "text": str(given) if isinstance(given, Verbatim) else None,
        "input": table.add(execution.input),
        "output": table.add(execution.output),
        "failure": None if execution.failure is None else list(execution.failure),
        "override": None
        if execution.context_override is None
        else table.add(execution.context_override),
        "rng": execution.rng.state,
        "events": execution.last_id,
        "check": execution.check(),
        **_plain(execution, _EXECUTION),
        "frames": frames,
        "runs": runs,
        # Frames that were stopped while they stood in the queue, and signals for such, have no effect: they are left out.
        "ready": [frame.id for frame in execution.ready if frame.phase in READY],
        "inbox": [
            [None if frame is None else frame.id, type(signal).__name__, list(signal), now_ms]
            for frame, signal, now_ms in execution.inbox
            if frame is None or signal.effect_id in execution.pending  # type: ignore[union-attr]  # only the lifecycle has no frame
        ],
        "pending": [
            [effect_id, None if frame is None else frame.id, what]
            for effect_id, (frame, what) in execution.pending.items()
        ],
        "values": table.rows,
    }


def _dump_frame(frame: Frame, table: _Table, execution: Execution) -> JSON:
    call, join = frame.call, frame.join
    return {
        **_plain(frame, _FRAME),
        "step": frame.step.pointer,
        "input": table.add(frame.input),
        "variables": {name: table.add(value) for name, value in frame.variables.items()},
        "call": None
        if call is None
        else [table.add(call.arguments), call.timeout_s, call.heartbeat_s, call.role_arn],
        "waits": [list(waiting) for waiting in frame.waits],
        "parent": None if frame.parent is None else frame.parent.id,
        "join": None if join is None else _dump_join(join, table),
        "run": None if frame.run is None else execution.map_runs.index(frame.run),
    }


def _dump_join(join: Join, table: _Table) -> JSON:
    finished = [True] * len(join.results)
    for index in join.children:
        finished[index] = False
    if join.items is not None:
        finished[join.next :] = [False] * (len(finished) - join.next)
    return {
        **_plain(join, _JOIN),
        "items": None if join.items is None else table.add(join.items),
        "arguments": table.add(join.arguments),
        "results": [
            table.add(result) if done else _UNSET
            for result, done in zip(join.results, finished, strict=True)
        ],
    }


def _dump_run(run: MapRun, table: _Table) -> JSON:
    return {
        **_plain(run, _RUN),
        **{name: [list(pair) for pair in getattr(run, name).items()] for name in _BY_CHILD},
        "items": None if run.items is None else table.add(run.items),
        "arguments": table.add(run.arguments),
        "exported_to": table.add(run.exported_to),
        "failing": None if run.failing is None else list(run.failing),
        "results": None if run.results is None else [table.add(result) for result in run.results],
        "inputs": [[child, table.add(given)] for child, given in run.inputs.items()],
    }


def load(program: Program, snapshot: JSON) -> Execution:
    """The execution of a snapshot.

    Raises:
        AslError: the snapshot is of another version or another program.
    """
    if snapshot.get("version") != VERSION:
        raise AslError(f"a snapshot of version {snapshot.get('version')!r} cannot be read")
    if snapshot["program"] != program.digest:
        raise AslError("the snapshot was taken of another definition")
    values = _values(snapshot["values"])
    execution = Execution(
        program,
        Identity(*snapshot["identity"]),
        values[snapshot["input"]],
        seed=0,
        limits=BY_TYPE[snapshot["limits"]],
    )
    if snapshot["text"] is not None:
        execution.given = Verbatim(snapshot["text"])
    execution.rng.state = snapshot["rng"]
    execution.output = values[snapshot["output"]]
    execution.failure = None if snapshot["failure"] is None else tuple(snapshot["failure"])
    if snapshot["override"] is not None:
        execution.context_override = values[snapshot["override"]]
    _restore(execution, snapshot, _EXECUTION)
    execution.resume_records(snapshot["events"], snapshot["check"])
    execution.map_runs = [_load_run(row, values) for row in snapshot["runs"]]
    frames = {row["id"]: _load_frame(execution, row, values) for row in snapshot["frames"]}
    for row in snapshot["frames"]:
        if row["parent"] is not None:
            child, parent = frames[row["id"]], frames[row["parent"]]
            assert parent.join is not None  # a parent waits for its children
            child.parent = parent
            parent.join.children[child.index] = child
    if snapshot["frames"]:
        execution.root = frames[snapshot["frames"][0]["id"]]
    execution.ready.extend(frames[frame_id] for frame_id in snapshot["ready"])
    for frame_id, kind, fields, now_ms in snapshot["inbox"]:
        frame = None if frame_id is None else frames[frame_id]
        signal = BY_NAME[kind](*fields)
        execution.inbox.append((frame, signal, now_ms))
        if type(signal) in CLOSING:
            execution.answered.add(signal.effect_id)  # type: ignore[union-attr]  # these have one
    for effect_id, frame_id, what in snapshot["pending"]:
        execution.pending[effect_id] = (None if frame_id is None else frames[frame_id], what)
    return execution


def _load_frame(execution: Execution, row: dict[str, Any], values: list[JSON]) -> Frame:
    step = execution.program.steps[row["step"]]
    frame = Frame(row["id"], execution, step, values[row["input"]], 0, 0, 0)
    _restore(frame, row, _FRAME)
    frame.phase = PHASES[row["phase"]]
    frame.variables = {name: values[at] for name, at in row["variables"].items()}
    if row["call"] is not None:
        arguments, timeout_s, heartbeat_s, role_arn = row["call"]
        frame.call = Call(values[arguments], None, timeout_s, heartbeat_s, role_arn)
    frame.waits = tuple((effect_id, what) for effect_id, what in row["waits"])
    if row["join"] is not None:
        frame.join = _load_join(row["join"], values)
    if row["run"] is not None:
        frame.run = execution.map_runs[row["run"]]
    return frame


def _load_join(row: dict[str, Any], values: list[JSON]) -> Join:
    results = [None if at == _UNSET else values[at] for at in row["results"]]
    join = Join(results, row["started_id"])
    _restore(join, row, _JOIN)
    join.items = None if row["items"] is None else values[row["items"]]
    join.arguments = values[row["arguments"]]
    return join


def _load_run(row: dict[str, Any], values: list[JSON]) -> MapRun:
    run = MapRun(row["arn"], row["label"], row["started_ms"])
    _restore(run, row, _RUN)
    run.names, run.unsuccessful = dict(row["names"]), dict(row["unsuccessful"])
    run.spans = {child: (first, count) for child, (first, count) in row["spans"]}
    run.items = None if row["items"] is None else values[row["items"]]
    run.arguments = values[row["arguments"]]
    run.exported_to = values[row["exported_to"]]
    run.failing = None if row["failing"] is None else (row["failing"][0], row["failing"][1])
    results = row["results"]
    run.results = None if results is None else [values[at] for at in results]
    run.inputs = {child: values[at] for child, at in row["inputs"]}
    return run
