"""What the Map Runs of the server read and write.

Rows are read once, in a thread, and put on disk before the execution is told how many there are: from then on a child's
input can be made at once, in the transaction that starts it, whatever becomes of the object or of this process. Results go
the other way: what tells of a child is written with its end, and the files are made of it when all have ended.
"""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from asl.engine.execution import Execution
from asl.engine.frame import MapRun
from asl.engine.identity import Identity
from asl.engine.mapitems import RowAt, inputs_never_given
from asl.errors import AslError, StatesError
from asl.history.child import child_record
from asl.jsonvalue import JSON
from asl.mapdata.bucket import Buckets
from asl.mapdata.reader import Reader, Row
from asl.mapdata.results import (
    CATEGORIES,
    Category,
    Export,
    category,
    lines_of,
    needs_record,
    pending_line,
)
from asl.vocabulary import effects, signals
from asl.vocabulary.signals import Signal
from emulator.compact import encode, storable
from emulator.errors import ServiceError
from emulator.integrations.threads import Threads
from emulator.services.buckets import ServerBuckets

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime

log = logging.getLogger(__name__)

FAULT: Final = "Emulator.IntegrationFault"
REFUSED: Final = (
    "States.Runtime"  # nothing here reads or writes this, which no Catch must take for an answer
)
_THREADS: Final = 4
_ROWS: Final = 500  # of a page
_PAGE_BYTES: Final = 256 * 1024
_PAGES: Final = 64  # between two commits
_HELD: Final = 16  # pages in memory
_RESULTS: Final = 500  # looked up at once
_AGAIN_S: Final = 1.0  # after a commit that failed
_IN_MEMORY: Final = 1024 * 1024


Work: TypeAlias = Coroutine[Any, Any, Signal]


class Exported(NamedTuple):
    """Where what tells of a child goes: its Map Run, its number there, and the WriterConfig."""

    map_run_arn: str
    child: int
    config: Mapping[str, JSON]


class _Page(NamedTuple):
    """Some rows in a row. They have one source."""

    first: int
    source: str
    rows: list[JSON]


class MapData:
    """Readers and writers of one runtime.

    buckets: gives those of a region and account; whoever starts the server says which.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        folders = dict(runtime.settings.buckets)
        self.buckets: Callable[[Identity], Buckets] = lambda identity: ServerBuckets(folders, None)
        self._threads = Threads("map data", _THREADS)
        self._open: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._stuck = 0  # tasks that wait for the disk
        self._pages: dict[str, _Page] = {}  # the one that was looked at last, by run

    @property
    def is_busy(self) -> bool:
        """Something is moved, and does not only wait for a disk that can be written."""
        return len(self._open) > self._stuck

    # ---------------------------------------------------------------- reading

    def read(self, hosted: Hosted, effect: effects.ReadItems) -> None:
        """Read the items of a Map Run, and tell the execution when they are on disk."""
        self._perform(hosted, effect.effect_id, self._read(hosted, effect))

    async def _read(self, hosted: Hosted, effect: effects.ReadItems) -> Signal:
        runtime, run = self._runtime, effect.map_run_arn
        buckets = self.buckets(hosted.execution.identity)
        try:
            reader, total = await self._threads.run(partial(_counted, effect, buckets))
            runtime.store.write("DELETE FROM map_rows WHERE run = ?", (run,))  # of a try before
            pages = _pages(reader.rows())
            count = 0
            while (page := await self._threads.run(partial(next, pages, None))) is not None:
                row = (run, page.first, page.source, encode(page.rows))
                runtime.store.write("INSERT INTO map_rows VALUES (?, ?, ?, ?)", row)
                count += 1
                if count % _PAGES == 0:
                    await self._on_disk()
        except StatesError as e:
            return signals.ItemsRead(effect.effect_id, 0, None, e.error, e.cause)
        except AslError as e:
            return signals.ItemsRead(effect.effect_id, 0, None, REFUSED, str(e))
        await self._on_disk()
        return signals.ItemsRead(effect.effect_id, total, None)

    async def _on_disk(self) -> None:
        """When everything so far is committed, however often that has to be tried."""
        while True:
            try:
                await self._runtime.durable()
                return
            except ServiceError:
                self._stuck += 1
                try:
                    await asyncio.sleep(_AGAIN_S)
                finally:
                    self._stuck -= 1

    def row_at(self, map_run_arn: str) -> RowAt:
        """The rows of a Map Run, by number."""
        return partial(self._row, map_run_arn)

    def _row(self, run: str, number: int) -> Row:
        page = self._pages.get(run)
        if page is None or not 0 <= number - page.first < len(page.rows):
            found = self._runtime.store.one(
                "SELECT first, source, rows FROM map_rows WHERE run = ? AND first <= ?"
                " ORDER BY first DESC LIMIT 1",
                (run, number),
            )
            assert found is not None  # they are on disk before anybody knows of them
            if run not in self._pages and len(self._pages) >= _HELD:
                del self._pages[next(iter(self._pages))]
            page = self._pages[run] = _Page(found[0], found[1], json.loads(found[2]))
        return page.rows[number - page.first], page.source

    # ---------------------------------------------------------------- writing

    def keep(self, exported: Exported, child: Execution) -> None:
        """Write down what tells of a child that has closed; what told of it before is no longer so."""
        status = child.status
        record = child_record(child) if needs_record(exported.config, status) else None
        lines = lines_of(exported.config, status, child.output, record)
        self._runtime.store.write(
            "INSERT OR REPLACE INTO map_results VALUES (?, ?, ?, ?)",
            (exported.map_run_arn, exported.child, category(status), storable("\n".join(lines))),
        )

    def write(self, hosted: Hosted, effect: effects.WriteResults) -> None:
        """Write the files of a Map Run, and tell the execution where they are."""
        self._perform(hosted, effect.effect_id, self._write(hosted, effect))

    async def _write(self, hosted: Hosted, effect: effects.WriteResults) -> Signal:
        await self._on_disk()  # children that were stopped have come to their end then
        run = run_of(hosted, effect.map_run_arn)
        buckets = self.buckets(hosted.execution.identity)
        made: dict[Category, IO[bytes]] = {}
        try:
            for name in CATEGORIES:
                made[name] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed below
            for name in ("SUCCEEDED", "FAILED"):
                await self._collect(run.arn, name, made[name])
            await self._collect_pending(hosted.execution, run, made["PENDING"])
            details = await self._threads.run(partial(_exported, effect, buckets, made))
        except StatesError as e:
            return signals.ResultsWritten(effect.effect_id, None, e.error, e.cause)
        except AslError as e:
            return signals.ResultsWritten(effect.effect_id, None, REFUSED, str(e))
        finally:
            for file in made.values():
                file.close()
        return signals.ResultsWritten(effect.effect_id, details)

    async def _collect(self, run: str, name: str, file: IO[bytes]) -> None:
        """The lines of a category, in the order of the children."""
        last = -1
        while True:
            found = self._runtime.store.read(
                "SELECT child, lines FROM map_results WHERE run = ? AND category = ? AND child > ?"
                f" ORDER BY child LIMIT {_RESULTS}",
                (run, name, last),
            )
            if not found:
                return
            last = found[-1][0]
            text = "".join(f"{lines}\n" for _, lines in found if lines)
            file.write(text.encode("utf-8", "surrogatepass"))
            await asyncio.sleep(0)

    async def _collect_pending(self, execution: Execution, run: MapRun, file: IO[bytes]) -> None:
        row_at = self.row_at(run.arn) if run.items is None else None
        for number, given in enumerate(inputs_never_given(execution, run.arn, row_at)):
            file.write(f"{pending_line(given)}\n".encode("utf-8", "surrogatepass"))
            if number % _RESULTS == 0:
                await asyncio.sleep(0)

    # ---------------------------------------------------------------- tasks

    def _perform(self, hosted: Hosted, effect_id: str, work: Work) -> None:
        key = (hosted.arn, effect_id)
        task = asyncio.get_running_loop().create_task(self._answered(hosted, effect_id, work))
        self._open[key] = task
        task.add_done_callback(lambda done: self._done(key, done))

    def _done(self, key: tuple[str, str], done: asyncio.Task[None]) -> None:
        if self._open.get(key) is done:
            del self._open[key]

    async def _answered(self, hosted: Hosted, effect_id: str, work: Work) -> None:
        effect = hosted.open.get(effect_id)
        try:
            signal = await work
        except Exception as e:  # a fault of ours must answer too, or the Map Run waits for ever
            log.exception("the data of a Map Run of %s cannot be moved", hosted.arn)
            why = f"{type(e).__name__} in the emulator itself, see its log"
            is_read = isinstance(effect, effects.ReadItems)
            signal = (
                signals.ItemsRead(effect_id, 0, None, FAULT, why)
                if is_read
                else signals.ResultsWritten(effect_id, None, FAULT, why)
            )
        self._runtime.send(hosted, signal)

    def cancel(self, hosted: Hosted, effect_id: str) -> None:
        """Nobody waits for this any longer."""
        task = self._open.get((hosted.arn, effect_id))
        if task is not None:
            task.cancel()

    def reset(self) -> None:
        """Everything is forgotten."""
        for task in self._open.values():
            task.cancel()
        self._pages.clear()

    def close(self) -> None:
        self.reset()
        self._threads.close()


def run_of(hosted: Hosted, map_run_arn: str) -> MapRun:
    """A Map Run of an execution."""
    return next(run for run in hosted.execution.map_runs if run.arn == map_run_arn)


def _counted(effect: effects.ReadItems, buckets: Buckets) -> tuple[Reader, int]:
    reader = Reader(effect.resource, effect.arguments, effect.config, effect.max_items, buckets)
    return reader, reader.count()


def _pages(rows: Iterator[Row]) -> Iterator[_Page]:
    """Rows in pages, each of one source."""
    held: list[JSON] = []
    first = length = 0
    source = ""
    for row, its_source in rows:
        if held and (len(held) >= _ROWS or length >= _PAGE_BYTES or its_source != source):
            yield _Page(first, source, held)
            first += len(held)
            held, length = [], 0
        source = its_source
        held.append(row)
        length += len(encode(row))
    if held:
        yield _Page(first, source, held)


def _exported(
    effect: effects.WriteResults, buckets: Buckets, made: Mapping[Category, IO[bytes]]
) -> JSON:
    export = Export(effect.map_run_arn, effect.resource, effect.arguments, effect.config, buckets)
    return export.write({name: _lines(file) for name, file in made.items()})


def _lines(file: IO[bytes]) -> Iterator[str]:
    file.seek(0)
    for line in file:
        yield line[:-1].decode("utf-8", "surrogatepass")
