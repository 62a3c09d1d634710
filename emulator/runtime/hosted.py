"""One execution in the server's hands, and the rows that it becomes.

Everything an execution is told becomes a journal row `(count, signal, now, events, check)` in the commit after it was
told; replaying the rows gives the same execution, and `check` proves it. Records go to the history table when the execution
closes or a snapshot is taken, every distinct payload once; those of a long one are written on the way, so that its end
writes no more than any other commit.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from asl.engine.execution import Execution
from asl.jsonvalue import JSON, dumps
from asl.resources.arn import Resource, parse_resource
from asl.vocabulary import effects
from asl.vocabulary.effects import Effect
from asl.vocabulary.records import Record, Verbatim
from asl.vocabulary.signals import BY_NAME, Signal
from emulator.compact import encode, storable
from emulator.runtime import map_runs

if TYPE_CHECKING:
    from asl.compile.step import MapRunPlan
    from emulator.runtime.clock import Timer
    from emulator.runtime.map_data import Exported
    from emulator.runtime.views import Facts
    from emulator.store.store import Store

SNAPSHOT_ROWS: Final = 1_000  # journal rows after which a snapshot takes their place
HISTORY_CHUNK: Final = 1_000  # events of an open execution after which they are written
OPEN: Final = ("PENDING", "RUNNING")


class Away(NamedTuple):
    """What readers see of an execution whose turn is made in a thread: what it was when it left."""

    facts: Facts
    events: int


class Hosted:
    """An execution, its row's number, and who waits for it.

    owner: (parent, effect id) of a Map Run's child. is_durable: False for Express, which is never written.
    open: effects that the host has not answered yet, by id. visits: calls asked for so far, by state; numbers: which of
    them an open one is. done: futures of callers that wait for the end.
    """

    __slots__ = (
        "away",
        "done",
        "doom",
        "execution",
        "exported",
        "has_snapshot",
        "homecoming",
        "id",
        "is_due",
        "is_durable",
        "is_new",
        "is_told",
        "item_count",
        "map_run_arn",
        "may_be_dear",
        "numbers",
        "open",
        "owner",
        "owner_row",
        "pace",
        "plan",
        "post",
        "redrives_saved",
        "revision",
        "rows",
        "saved",
        "seed",
        "started",
        "test_case",
        "timers",
        "trace_header",
        "unsaved",
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
        self.is_new = True
        self.has_snapshot = False
        self.redrives_saved = 0
        self.unsaved: list[tuple[Any, ...]] = []  # journal rows that are not written yet
        self.owner: tuple[Hosted, str] | None = None
        self.owner_row: str | None = None  # the owner as its row keeps it
        self.map_run_arn: str | None = None
        self.plan: MapRunPlan | None = None  # of the Map Run that it is a child of
        self.exported: Exported | None = None  # where the run's results tell of it
        self.item_count: int | None = None
        self.trace_header: str | None = None
        self.test_case: Any = None  # a mock case that plays this execution
        self.doom: str | None = None  # why it fails at its next transition: its machine was deleted
        self.open: dict[str, Effect] = {}
        self.timers: dict[str, Timer] = {}  # of open effects
        self.visits: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.done: list[asyncio.Future[None]] = []
        self.may_be_dear = False  # some expression of its program might take long
        self.away: Away | None = None  # its turn is made in a thread, and nobody else touches it
        self.post: list[Signal] = []  # what came meanwhile
        self.homecoming: list[asyncio.Future[None]] = []  # who waits for it to be back
        self.is_told = False  # in line to take signals
        self.is_due = False  # in line to make transitions
        self.pace = 1  # transitions between two looks at the clock
        # Tasks whose work has begun elsewhere, by effect: the response to a submission, None for a worker's.
        self.started: dict[str, JSON] = {}
        self.rows = 0  # journal rows since the last snapshot
        self.saved = 0  # events that are in the history table

    @property
    def arn(self) -> str:
        return self.execution.identity.execution_arn

    @property
    def is_open(self) -> bool:
        return self.execution.status in OPEN

    def keep(self, effect: Effect) -> None:
        """The execution waits for this; a call gets its number, unless its branch was stopped at once."""
        effect_id = effect.effect_id
        self.open[effect_id] = effect
        if type(effect) is effects.InvokeTask and effect_id in self.execution.pending:
            number = self.visits.get(effect.state, 0)
            self.visits[effect.state] = number + 1
            self.numbers[effect_id] = number

    def forget(self, effect_id: str) -> Effect | None:
        """It is answered or cancelled; the effect, if it was open."""
        effect = self.open.pop(effect_id, None)
        if type(effect) is effects.InvokeTask:
            self.numbers.pop(effect_id, None)
            self.started.pop(effect_id, None)
        return effect

    def come_home(self) -> None:
        """Whoever waits for it may look again."""
        waiting, self.homecoming = self.homecoming, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def forget_all(self) -> None:
        """The execution has closed."""
        self.open.clear()
        self.numbers.clear()
        self.started.clear()


# -------------------------------------------------------------------- signals as text


def signal_text(signal: Signal) -> str:
    """A signal as a journal row keeps it."""
    return encode([type(signal).__name__, *signal])


def signal_of(text: str) -> Signal:
    name, *fields = _decode(text)
    return BY_NAME[name](*fields)


_decode: Final = json.JSONDecoder().decode


def effect_row(effect: Effect) -> list[JSON]:
    """An effect that is still open, as a snapshot keeps it."""
    fields = [part.arn if isinstance(part, Resource) else part for part in effect]
    return [type(effect).__name__, *fields]


def effect_of(row: list[JSON]) -> Effect:
    name, *fields = row
    if name == "InvokeTask":
        fields[2] = parse_resource(fields[2])
    kind: Any = _EFFECTS[name]
    effect: Effect = kind(*fields)
    return effect


_EFFECTS: Final = {
    kind.__name__: kind
    for kind in (
        effects.InvokeTask,
        effects.StartTimer,
        effects.ReadItems,
        effects.WriteResults,
        effects.StartChild,
        effects.RedriveChild,
    )
}


# -------------------------------------------------------------------- records as text


def records_text(records: Sequence[Record]) -> str:
    """Records as JSON: a table of distinct values, and rows that index it.

    A detail is an index; resources are kept by their ARN, verbatim texts as they are.
    """
    values: list[JSON] = []
    at: dict[int, int] = {}
    resources: dict[str, int] = {}

    def place(value: JSON) -> int:
        found = at.get(id(value))
        if found is not None:
            return found
        if isinstance(value, Resource):
            found = resources.get(value.arn)
            if found is None:
                found = resources[value.arn] = len(values)
                values.append({"r": value.arn})
        else:
            found = len(values)
            values.append({"t": str(value)} if isinstance(value, Verbatim) else {"v": value})
        at[id(value)] = found
        return found

    rows = [[record[0], record[1], record[2], *map(place, record[3:])] for record in records]
    return encode([values, rows])


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


_COLUMNS: Final = (
    "id, arn, machine_arn, name, status, started_ms, stopped_ms, revision, seed, input, output, error, cause, identity,"
    " redrive_count, redriven_ms, trace_header, map_run_arn, owner, item_count, transitions, test_case"
)
_PLACES: Final = ", ".join("?" * 22)
_INSERT: Final = f"INSERT OR REPLACE INTO executions ({_COLUMNS}) VALUES ({_PLACES})"


def _row(hosted: Hosted) -> tuple[Any, ...]:
    execution = hosted.execution
    identity, given, owner = execution.identity, execution.given, hosted.owner_row
    error, cause = execution.failure or (None, None)
    return (
        hosted.id,
        identity.execution_arn,
        identity.machine_arn,
        identity.name,
        execution.status,
        execution.started_ms,
        execution.stopped_ms,
        hosted.revision,
        str(hosted.seed),
        storable(given if isinstance(given, Verbatim) else dumps(given)),
        storable(dumps(execution.output)) if execution.status == "SUCCEEDED" else None,
        error if error is None else storable(error),
        cause if cause is None else storable(cause),
        encode(identity),
        execution.redrive_count,
        execution.redriven_ms,
        hosted.trace_header,
        hosted.map_run_arn,
        owner,
        hosted.item_count,
        execution.transitions,
        None if hosted.test_case is None else hosted.test_case.name,
    )


def note(hosted: Hosted, signal: Signal, count: int, now_ms: int) -> None:
    """Remember a signal that was just taken, for the next `save`."""
    execution = hosted.execution
    hosted.unsaved.append((hosted.id, count, signal, now_ms, execution.last_id, execution.check()))


def save(hosted: Hosted, store: Store) -> None:
    """Write what has happened since the last time: the row and the journal, or the end of it all.

    An execution that began and ended since the last time leaves one row and its history.
    """
    if not hosted.is_durable:
        return
    if not hosted.is_open:
        _save_closed(hosted, store)
        return
    if hosted.is_new or hosted.execution.redrive_count != hosted.redrives_saved:
        store.write(_INSERT, _row(hosted))
        hosted.is_new = False
        hosted.redrives_saved = hosted.execution.redrive_count
    for id_, count, signal, *rest in hosted.unsaved:
        row = (id_, count, signal_text(signal), *rest)
        store.write("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", row)
    hosted.rows += len(hosted.unsaved)
    hosted.unsaved.clear()
    if hosted.rows >= SNAPSHOT_ROWS:
        _save_snapshot(hosted, store)
    elif hosted.execution.last_id - hosted.saved >= HISTORY_CHUNK:
        _save_history(hosted, store)


def _save_history(hosted: Hosted, store: Store) -> None:
    execution = hosted.execution
    new = execution.records[hosted.saved - execution.base :]
    if new:
        store.write(
            "INSERT OR REPLACE INTO history VALUES (?, ?, ?)",
            (hosted.id, hosted.saved + 1, records_text(new)),
        )
        hosted.saved = execution.last_id


def _save_snapshot(hosted: Hosted, store: Store) -> None:
    """A snapshot takes the place of the journal so far."""
    _save_history(hosted, store)
    if hosted.rows:
        store.write("DELETE FROM journal WHERE execution = ?", (hosted.id,))
    kept = {
        "execution": hosted.execution.dump(),
        "open": [effect_row(effect) for effect in hosted.open.values()],
        "started": hosted.started,
        "visits": hosted.visits,
        "numbers": hosted.numbers,
    }
    store.write(
        "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)",
        (hosted.id, hosted.saved, encode(kept)),
    )
    hosted.rows = 0
    hosted.has_snapshot = True


def _save_closed(hosted: Hosted, store: Store) -> None:
    """History and the final row; a snapshot where a redrive may begin from it."""
    hosted.unsaved.clear()
    if hosted.execution.status == "SUCCEEDED":
        _save_history(hosted, store)
        if hosted.rows:
            store.write("DELETE FROM journal WHERE execution = ?", (hosted.id,))
        if hosted.has_snapshot:
            store.write("DELETE FROM snapshots WHERE execution = ?", (hosted.id,))
    else:
        _save_snapshot(hosted, store)
    hosted.rows = 0
    if hosted.execution.map_runs:
        map_runs.save(hosted, store)
    store.write(_INSERT, _row(hosted))
    hosted.is_new = False
    hosted.redrives_saved = hosted.execution.redrive_count
