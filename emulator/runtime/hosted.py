"""One execution in the server's hands, and the rows that it becomes.

Everything an execution is told becomes a journal row `(count, signal, now, events, check)` in the commit after it was
told; replaying the rows gives the same execution, and `check` proves it. Records go to the history table when the execution
closes or a snapshot is taken, every distinct payload once.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from asl.engine.execution import Execution
from asl.jsonvalue import JSON, dumps
from asl.resources.arn import Resource, parse_resource
from asl.vocabulary.effects import Effect
from asl.vocabulary.records import Record, Verbatim
from asl.vocabulary.signals import BY_NAME, Signal

if TYPE_CHECKING:
    from emulator.store.store import Store

SNAPSHOT_ROWS: Final = 1_000  # journal rows after which a snapshot takes their place
OPEN: Final = ("PENDING", "RUNNING")


class Hosted:
    """An execution, its row's number, and who waits for it.

    owner: (parent, effect id) of a Map Run's child. is_durable: False for Express, which is never written.
    open: effects that the host has not answered yet, by id. done: futures of callers that wait for the end.
    """

    __slots__ = (
        "done",
        "execution",
        "id",
        "is_durable",
        "item_count",
        "map_run_arn",
        "open",
        "owner",
        "queued",
        "revision",
        "rows",
        "saved",
        "seed",
        "test_case",
        "trace_header",
        "visits",
    )

    def __init__(
        self, id_: int, execution: Execution, revision: int, seed: int, *, is_durable: bool
    ) -> None:
        self.id = id_
        self.execution = execution
        self.revision = revision
        self.seed = seed
        self.is_durable = is_durable
        self.owner: tuple[Hosted, str] | None = None
        self.map_run_arn: str | None = None
        self.item_count: int | None = None
        self.trace_header: str | None = None
        self.test_case: Any = None  # a mock case that plays this execution
        self.open: dict[str, Effect] = {}
        self.visits: dict[str, int] = {}
        self.done: list[asyncio.Future[None]] = []
        self.queued = False
        self.rows = 0  # journal rows since the last snapshot
        self.saved = 0  # events that are in the history table

    @property
    def arn(self) -> str:
        return self.execution.identity.execution_arn

    @property
    def is_open(self) -> bool:
        return self.execution.status in OPEN


# -------------------------------------------------------------------- signals as text


def signal_text(signal: Signal) -> str:
    """A signal as a journal row keeps it."""
    return json.dumps([type(signal).__name__, *signal], separators=(",", ":"))


def signal_of(text: str) -> Signal:
    name, *fields = json.loads(text)
    return BY_NAME[name](*fields)


# -------------------------------------------------------------------- records as text


def records_text(records: Sequence[Record]) -> str:
    """Records as JSON: a table of distinct values, and rows that index it.

    A detail is an index; resources are kept by their ARN, verbatim texts as they are.
    """
    values: list[JSON] = []
    at: dict[int, int] = {}
    resources: dict[str, int] = {}

    def place(value: JSON) -> int:
        if isinstance(value, Resource):
            index = resources.get(value.arn)
            if index is None:
                index = resources[value.arn] = len(values)
                values.append({"r": value.arn})
            return index
        found = at.get(id(value))
        if found is None:
            found = at[id(value)] = len(values)
            values.append({"t": str(value)} if isinstance(value, Verbatim) else {"v": value})
        return found

    rows = [[record[0], record[1], record[2], *map(place, record[3:])] for record in records]
    return json.dumps([values, rows], separators=(",", ":"))


def records_of(text: str) -> list[Record]:
    """The records of `records_text`."""
    table, rows = json.loads(text)
    values = [_value(entry) for entry in table]
    return [
        (kind, previous, at, *(values[i] for i in details)) for kind, previous, at, *details in rows
    ]


def _value(entry: dict[str, JSON]) -> JSON:
    if "r" in entry:
        return parse_resource(entry["r"])
    return Verbatim(entry["t"]) if "t" in entry else entry["v"]


# -------------------------------------------------------------------- rows


def insert(hosted: Hosted, store: Store) -> None:
    """The row of a new execution."""
    execution = hosted.execution
    identity = execution.identity
    given = execution.given
    owner = hosted.owner
    store.write(
        "INSERT INTO executions (id, arn, machine_arn, name, status, started_ms, revision, seed, input,"
        " identity, trace_header, map_run_arn, owner, item_count) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            hosted.id,
            identity.execution_arn,
            identity.machine_arn,
            identity.name,
            "RUNNING",
            execution.started_ms,
            hosted.revision,
            str(hosted.seed),
            str(given) if isinstance(given, Verbatim) else dumps(given),
            json.dumps(identity),
            hosted.trace_header,
            hosted.map_run_arn,
            None if owner is None else json.dumps([owner[0].id, owner[1]]),
            hosted.item_count,
        ),
    )


def journal(hosted: Hosted, signal: Signal, count: int, now_ms: int, store: Store) -> None:
    """The row of a signal that was just taken."""
    execution = hosted.execution
    store.write(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)",
        (
            hosted.id,
            count,
            signal_text(signal),
            now_ms,
            execution.last_id,
            execution.check(),
        ),
    )
    hosted.rows += 1


def save_history(hosted: Hosted, store: Store) -> None:
    """The records since the last time."""
    execution = hosted.execution
    new = execution.records[hosted.saved - execution.base :]
    if new:
        store.write(
            "INSERT OR REPLACE INTO history VALUES (?, ?, ?)",
            (hosted.id, hosted.saved + 1, records_text(new)),
        )
        hosted.saved = execution.last_id


def snapshot(hosted: Hosted, store: Store) -> None:
    """Put a snapshot in the place of the journal so far."""
    save_history(hosted, store)
    store.write("DELETE FROM journal WHERE execution = ?", (hosted.id,))
    store.write(
        "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)",
        (hosted.id, hosted.saved, json.dumps(hosted.execution.dump(), separators=(",", ":"))),
    )
    hosted.rows = 0


def close(hosted: Hosted, store: Store) -> None:
    """The final row: history and snapshot, which a redrive begins from; the journal has done its work."""
    execution = hosted.execution
    save_history(hosted, store)
    store.write("DELETE FROM journal WHERE execution = ?", (hosted.id,))
    if execution.status == "SUCCEEDED":
        store.write("DELETE FROM snapshots WHERE execution = ?", (hosted.id,))
    else:
        store.write(
            "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)",
            (hosted.id, hosted.saved, json.dumps(execution.dump(), separators=(",", ":"))),
        )
    hosted.rows = 0
    error, cause = execution.failure or (None, None)
    store.write(
        "UPDATE executions SET status = ?, stopped_ms = ?, output = ?, error = ?, cause = ?,"
        " redrive_count = ?, redriven_ms = ?, transitions = ? WHERE id = ?",
        (
            execution.status,
            execution.stopped_ms,
            dumps(execution.output) if execution.status == "SUCCEEDED" else None,
            error,
            cause,
            execution.redrive_count,
            execution.redriven_ms,
            execution.transitions,
            hosted.id,
        ),
    )
