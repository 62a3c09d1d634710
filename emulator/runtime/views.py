"""The read side: what executions are and were, for whoever answers questions about them.

Open executions are read from memory, closed ones from the store. Nothing here changes anything, and nobody outside the
runtime needs an Execution to answer a request. Times are ms since the Unix epoch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from asl.history.render import Event, Renderer, text_of
from asl.limits import MAX_HISTORY_EVENTS, REDRIVE_SECONDS, YEAR_SECONDS
from asl.observe.cost.usage import Billed, express_billing
from asl.vocabulary.records import Record
from emulator.errors import ServiceError, execution_does_not_exist
from emulator.runtime import map_runs
from emulator.runtime.hosted import Hosted, records_of

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime
    from emulator.store.store import Row

_VERSION, _ALIAS = 5, 6  # places in an Identity, which a row keeps as a JSON array


class Facts(NamedTuple):
    """One execution. Payloads are JSON text; `output` is None unless it succeeded."""

    arn: str
    machine_arn: str  # unqualified; of a Map Run's child with "/LABEL"
    name: str
    status: str
    started_ms: int
    stopped_ms: int | None
    revision: int
    input: str
    output: str | None
    error: str | None
    cause: str | None
    version_arn: str | None
    alias_arn: str | None
    redrive_count: int
    redriven_ms: int | None
    trace_header: str | None
    map_run_arn: str | None
    item_count: int | None

    @property
    def is_open(self) -> bool:
        return self.status == "RUNNING"


_COLUMNS: Final = (
    "arn, machine_arn, name, status, started_ms, stopped_ms, revision, input, output, error, cause, identity,"
    " redrive_count, redriven_ms, trace_header, map_run_arn, item_count"
)


def of_hosted(hosted: Hosted) -> Facts:
    """An execution in the runtime's hands, open or just closed."""
    if hosted.away is not None:
        return hosted.away.facts
    execution = hosted.execution
    identity = execution.identity
    error, cause = execution.failure or (None, None)
    status = execution.status
    return Facts(
        identity.execution_arn,
        identity.machine_arn,
        identity.name,
        "RUNNING" if status == "PENDING" else status,
        execution.started_ms,
        execution.stopped_ms,
        hosted.revision,
        text_of(execution.given),
        text_of(execution.output) if status == "SUCCEEDED" else None,
        error,
        cause,
        identity.version_arn,
        identity.alias_arn,
        execution.redrive_count,
        execution.redriven_ms,
        hosted.trace_header,
        hosted.map_run_arn,
        hosted.item_count,
    )


def _of_row(row: Row) -> Facts:
    *before, identity, redrive_count, redriven_ms, trace_header, map_run_arn, item_count = row
    who = json.loads(identity)
    return Facts(
        *before,  # type: ignore[call-arg]  # the columns stand in the order of the fields
        who[_VERSION],
        who[_ALIAS],
        redrive_count,
        redriven_ms,
        trace_header,
        map_run_arn,
        item_count,
    )


def peek(runtime: Runtime, arn: str) -> Facts | None:
    """An execution by its ARN, None if there never was one."""
    hosted = runtime.executions.get(arn)
    if hosted is not None:
        return of_hosted(hosted)
    row = runtime.store.one(f"SELECT {_COLUMNS} FROM executions WHERE arn = ?", (arn,))
    if row is None:
        return None
    facts = _of_row(row)
    return _with_redrive(facts, _waiting(runtime, facts.map_run_arn))


_PENDING_REDRIVE: Final = "PENDING_REDRIVE"


def _waiting(runtime: Runtime, map_run_arn: str | None) -> frozenset[str]:
    """The names of a Map Run's children whose status is PENDING_REDRIVE. Their rows tell of their last end."""
    return frozenset(
        () if map_run_arn is None else map_runs.waiting_for_redrive(runtime, map_run_arn)
    )


def _with_redrive(facts: Facts, waiting: frozenset[str]) -> Facts:
    return facts._replace(status=_PENDING_REDRIVE) if facts.name in waiting else facts


def find(runtime: Runtime, arn: str) -> Facts:
    """An execution by its ARN.

    Raises:
        ServiceError: ExecutionDoesNotExist.
    """
    found = peek(runtime, arn)
    if found is None:
        raise execution_does_not_exist(arn)
    return found


# -------------------------------------------------------------------- lists


def executions(
    runtime: Runtime,
    *,
    machine_arn: str | None = None,
    map_run_arn: str | None = None,
    version_arn: str | None = None,
    alias_arn: str | None = None,
    status: str | None = None,
    redriven: bool | None = None,
    before: tuple[int, int] | None = None,
    limit: int,
) -> tuple[list[Facts], tuple[int, int] | None]:
    """A page of executions, the newest first, and where the next page begins.

    One of machine_arn and map_run_arn is given. before: where this page begins, as an earlier call gave it.
    """
    where: list[str] = []
    values: list[str | int] = []
    waiting = _waiting(runtime, map_run_arn)
    if waiting and status is not None:
        # A redrive in hand may be of thousands: one JSON array is one parameter.
        is_one = "IN" if status == _PENDING_REDRIVE else "NOT IN"
        where.append(f"name {is_one} (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(waiting)))
        status = None if status == _PENDING_REDRIVE else status
    for column, value in (
        ("machine_arn = ?", machine_arn),
        ("map_run_arn = ?", map_run_arn),
        (f"json_extract(identity, '$[{_VERSION}]') = ?", version_arn),
        (f"json_extract(identity, '$[{_ALIAS}]') = ?", alias_arn),
        ("status = ?", status),
    ):
        if value is not None:
            where.append(column)
            values.append(value)
    if redriven is not None:
        where.append("redrive_count > 0" if redriven else "redrive_count = 0")
    bounds: list[Any] = []
    if before is not None:
        where.append("(started_ms, id) < (?, ?)")
        bounds = list(before)
    rows = runtime.store.read(
        f"SELECT id, {_COLUMNS} FROM executions WHERE {' AND '.join(where)}"
        " ORDER BY started_ms DESC, id DESC LIMIT ?",
        (*values, *bounds, limit + 1),
    )
    page = [_with_redrive(_of_row(row[1:]), waiting) for row in rows[:limit]]
    more = (page[-1].started_ms, rows[limit - 1][0]) if len(rows) > limit else None
    return page, more


# -------------------------------------------------------------------- history


def history(
    runtime: Runtime,
    arn: str,
    *,
    from_id: int | None = None,
    reverse: bool = False,
    limit: int,
    include_data: bool = True,
) -> tuple[list[Event], int | None]:
    """A page of events as the service shows them, and the id with which the next page begins.

    from_id: the first event of this page; None: the history's first, or its last when reversed.

    Raises:
        ServiceError: ExecutionDoesNotExist.
    """
    records = _records(runtime, arn)
    last = len(records)
    step = -1 if reverse else 1
    first = from_id if from_id is not None else (last if reverse else 1)
    ids = range(first, 0, -1) if reverse else range(first, last + 1)
    renderer = Renderer(arn.split(":")[3], include_data=include_data)
    page = ids[:limit]
    events = [renderer.event(id_, records[id_ - 1]) for id_ in page]
    return events, (page[-1] + step if len(ids) > limit else None)


def _records(runtime: Runtime, arn: str) -> Sequence[Record]:
    hosted = runtime.executions.get(arn)
    if hosted is not None:
        execution = hosted.execution
        base, records = execution.base, execution.records
        if hosted.away is not None:
            records = records[: hosted.away.events - base]
        return [*_stored(runtime, hosted.id, base), *records] if base else records
    row = runtime.store.one("SELECT id FROM executions WHERE arn = ?", (arn,))
    if row is None:
        raise execution_does_not_exist(arn)
    return _stored(runtime, row[0], None)


def _stored(runtime: Runtime, id_: int, up_to: int | None) -> Sequence[Record]:
    """The first `up_to` records that the history table has, or all."""
    rows = runtime.store.read(
        "SELECT first_id FROM history WHERE execution = ? ORDER BY first_id", (id_,)
    )
    records: list[Record] = []
    for (first_id,) in rows:
        records += _chunk(runtime, id_, first_id)
    return records if up_to is None else records[:up_to]


def _chunk(runtime: Runtime, id_: int, first_id: int) -> Sequence[Record]:
    row = runtime.store.one(
        "SELECT records FROM history WHERE execution = ? AND first_id = ?", (id_, first_id)
    )
    assert row is not None  # the same transaction wrote both columns
    return _parsed(row[0])


@lru_cache(32)
def _parsed(text: str) -> Sequence[Record]:
    """A reader pages through a long history: its text is parsed once."""
    return records_of(text)


# -------------------------------------------------------------------- redrive


def redrivable(runtime: Runtime, facts: Facts) -> tuple[str, str | None]:
    """(redriveStatus, redriveStatusReason) of a Standard execution.

    Source: API reference, DescribeExecution: the reasons are its own words.
    """
    if facts.status not in ("FAILED", "TIMED_OUT", "ABORTED"):
        return "NOT_REDRIVABLE", f"Execution is {facts.status} and cannot be redriven"
    reason = _not_redrivable(runtime, facts)
    if reason is not None:
        return "NOT_REDRIVABLE", reason
    return ("REDRIVABLE" if facts.map_run_arn is None else "REDRIVABLE_BY_MAP_RUN"), None


_TOKEN_LIFE_MS: Final = 900_000
_TOKENS_KEPT: Final = 10


def redriven_ms(runtime: Runtime, arn: str, client_token: str) -> int | None:
    """When an execution was redriven under a client token, in ms; None if it was not, or the token is forgotten.

    Source: API reference, RedriveExecution: tokens are good for 15 minutes, the last ten of an execution are kept.
    """
    rows = runtime.store.read(
        "SELECT client_token, redriven_ms FROM redrives WHERE execution_arn = ? ORDER BY rowid DESC LIMIT ?",
        (arn, _TOKENS_KEPT),
    )
    after_ms = runtime.now_ms - _TOKEN_LIFE_MS
    return next((ms for token, ms in rows if token == client_token and ms > after_ms), None)


def _not_redrivable(runtime: Runtime, facts: Facts) -> str | None:
    machine = runtime.catalog.machines.get(facts.machine_arn.partition("/")[0])
    if machine is None or machine.status == "DELETING":
        return "State machine is in DELETING status"
    now_ms = runtime.now_ms
    if _event_count(runtime, facts.arn) >= MAX_HISTORY_EVENTS - 1:
        return "Execution history event limit exceeded"
    if now_ms >= facts.started_ms + YEAR_SECONDS * 1000:
        return "Execution has exceeded the max execution time"
    if now_ms >= (facts.stopped_ms or 0) + REDRIVE_SECONDS * 1000:
        return "Execution redrivable period exceeded"
    return None


def _event_count(runtime: Runtime, arn: str) -> int:
    """How many events a closed execution that did not succeed has: its snapshot knows."""
    row = runtime.store.one(
        "SELECT row FROM snapshots JOIN executions ON execution = id WHERE arn = ?", (arn,)
    )
    return 0 if row is None else int(row[0])


# -------------------------------------------------------------------- Express


def billing(runtime: Runtime, hosted: Hosted) -> Billed:
    """What a closed Express execution is billed for."""
    machine_arn = hosted.execution.identity.machine_arn.partition("/")[0]
    try:
        definition = runtime.catalog.revision(machine_arn, hosted.revision).definition
    except ServiceError:
        definition = ""  # the machine is deleted
    return express_billing(hosted.execution, len(definition.encode("utf-8", "surrogatepass")))
