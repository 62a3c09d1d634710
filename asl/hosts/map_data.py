"""What the Map Runs of one host read and write: rows as they are needed, results on their way to files.

Results wait as lines in temporary files, so that a run of a million children holds none of them; a small run's stay in
memory. They are kept until the run is over for good: one that failed may be redriven, and then tells of all its children.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from typing import IO, Final

from asl.compile.step import MapRunPlan
from asl.engine.execution import Execution
from asl.engine.frame import MapRun
from asl.engine.mapitems import RowAt, inputs_never_given
from asl.errors import StatesError
from asl.history.child import child_record
from asl.mapdata.bucket import Buckets
from asl.mapdata.reader import Cursor, Reader
from asl.mapdata.results import Category, Export, category, lines_of, needs_record, pending_line
from asl.vocabulary import effects, signals

_IN_MEMORY: Final = 4 * 1024 * 1024  # bytes of one file of lines
_LINES: Final = 1_000  # that are written at once


class MapData:
    """Readers and results by the ARN of their Map Run.

    Args:
        buckets: gives the buckets; it may raise UsageError for one that nobody has given.
    """

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets
        self._cursors: dict[str, Cursor] = {}
        self._results: dict[str, Results] = {}

    def read(self, effect: effects.ReadItems) -> signals.ItemsRead:
        """Count the items; their rows can be had from then on.

        Raises:
            AslError: it is not that the items cannot be read, but that nothing here reads them.
        """
        try:
            reader = Reader(
                effect.resource, effect.arguments, effect.config, effect.max_items, self._buckets
            )
            total = reader.count()
        except StatesError as e:
            return signals.ItemsRead(effect.effect_id, 0, None, e.error, e.cause)
        self._cursors[effect.map_run_arn] = Cursor(reader.rows)
        return signals.ItemsRead(effect.effect_id, total, None)

    def row_at(self, map_run_arn: str) -> RowAt:
        """The rows of a Map Run, by number."""
        return self._cursors[map_run_arn].at

    def results_of(self, run: MapRun, plan: MapRunPlan) -> Results:
        """Where a Map Run's results wait."""
        found = self._results.get(run.arn)
        if found is None:
            found = self._results[run.arn] = Results(plan)
        return found

    def write(
        self, execution: Execution, run: MapRun, plan: MapRunPlan, effect: effects.WriteResults
    ) -> signals.ResultsWritten:
        """Write the files of a Map Run.

        Raises:
            AslError: nothing here writes them.
        """
        cursor = self._cursors.get(run.arn)
        left = inputs_never_given(execution, run.arn, None if cursor is None else cursor.at)
        results = self.results_of(run, plan)
        try:
            export = Export(
                run.arn, effect.resource, effect.arguments, effect.config, self._buckets
            )
            details = export.write(
                {
                    "SUCCEEDED": results.lines("SUCCEEDED"),
                    "FAILED": results.lines("FAILED"),
                    "PENDING": map(pending_line, left),
                }
            )
        except StatesError as e:
            return signals.ResultsWritten(effect.effect_id, None, e.error, e.cause)
        if run.failing is None:
            self._cursors.pop(run.arn, None)
            self._results.pop(run.arn).close()
        return signals.ResultsWritten(effect.effect_id, details)


class Results:
    """What the children of one Map Run have come to, as the lines of its files."""

    def __init__(self, plan: MapRunPlan) -> None:
        assert plan.writer is not None  # it has a Resource
        self._config = plan.writer[2]
        self._begun = 0  # children
        self._succeeded, self._failed = _Lines(), _Lines()

    def begin(self, child: int) -> None:
        """A child is started or redriven: what told of it before is no longer so."""
        if child < self._begun:
            self._succeeded.forget(child)
            self._failed.forget(child)
        else:
            self._begun = child + 1

    def keep(self, child: int, execution: Execution) -> None:
        """Add what tells of a child that has closed."""
        status = execution.status
        record = child_record(execution) if needs_record(self._config, status) else None
        lines = self._succeeded if category(status) == "SUCCEEDED" else self._failed
        for line in lines_of(self._config, status, execution.output, record):
            lines.add(child, line)

    def lines(self, name: Category) -> Iterator[str]:
        return iter(self._succeeded if name == "SUCCEEDED" else self._failed)

    def close(self) -> None:
        self._succeeded.close()
        self._failed.close()


class _Lines:
    """Lines in a file, each of a child: added at the end, read from the beginning."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # open until `close`
        self._new: list[str] = []
        self._count = 0
        self._forgotten: dict[int, int] = {}  # child → its lines before this one are not so
        self.close = weakref.finalize(self, self._file.close)

    def add(self, child: int, line: str) -> None:
        self._new.append(f"{child}\t{line}\n")
        if len(self._new) >= _LINES:
            self._flush()

    def forget(self, child: int) -> None:
        self._forgotten[child] = self._count + len(self._new)

    def _flush(self) -> None:
        self._count += len(self._new)
        self._file.write("".join(self._new).encode("utf-8", "surrogatepass"))
        self._new.clear()

    def __iter__(self) -> Iterator[str]:
        self._flush()
        self._file.seek(0)
        for number, data in enumerate(self._file):
            child, _, line = data.partition(b"\t")
            if not self._forgotten or number >= self._forgotten.get(int(child), 0):
                yield line[:-1].decode("utf-8", "surrogatepass")
        self._file.seek(0, 2)
