"""Coverage of `asl test`: counted as the runs are told of, reported as `pytest --asl-cov` does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from asl.cli.terminal import line
from asl.jsonvalue import JSON
from asl.observe.coverage import Coverage
from asl.testing import coverage_output
from asl.testing.coverage_output import TERMINAL
from asl.testing.coverage_runs import CountedRuns

if TYPE_CHECKING:
    from asl.cli.test import CoverageOptions


class Counting:
    """Counts runs from its making until `leave`.

    Raises:
        UsageError: an option that cannot be used: said before the first test runs.
    """

    def __init__(self, options: CoverageOptions) -> None:
        self._options = options
        self._reports = coverage_output.reports_of(options.reports, "--cov-report ")
        found = [
            coverage_output.definitions_of(path, os.getcwd(), "--cov-of ") for path in options.paths
        ]
        self._paths = list(dict.fromkeys(path for paths in found for path in paths))
        self._runs = CountedRuns()
        self.leave = self._runs.leave

    def finish(self) -> Finished:
        """Write what is to be written.

        Raises:
            UsageError: a file cannot be read or written.
        """
        self._runs.settle()
        options = self._options
        written = coverage_output.finish(
            self._runs.coverage,
            self._paths,
            self._reports,
            options.data or None,
            everything=not self._paths,
            folder=os.getcwd(),
        )
        return Finished(
            self._runs.coverage,
            options.fail_under,
            tuple(kind for kind, _ in self._reports if kind in TERMINAL),
            tuple(f"{kind} written to {os.path.relpath(path)}" for kind, path in written),
        )


class Finished(NamedTuple):
    """What is to be said of the coverage. terminal: which reports go there."""

    coverage: Coverage
    wanted: float | None
    terminal: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def is_under(self) -> bool:
        """Whether less was covered than was wanted."""
        from asl.observe.coverage.report import is_enough

        return self.wanted is not None and not is_enough(self.coverage.count, self.wanted)

    @property
    def as_json(self) -> dict[str, JSON]:
        """`{"coverage": {"percent", "covered", "points", "wanted"}}`."""
        count = self.coverage.count
        told: dict[str, JSON] = {
            "percent": count.percent,
            "covered": count.covered,
            "points": count.points,
        }
        if self.wanted is not None:
            told["wanted"] = self.wanted
        return {"coverage": told}

    def show(self) -> None:
        """The report on standard output, where the files went, and the verdict."""
        from asl.observe.coverage import report

        if self.terminal:
            line(sys.stdout)
            for told in report.lines(self.coverage, missing="term-missing" in self.terminal):
                line(sys.stdout, *told)
        for text in self.written:
            line(sys.stdout, (text, "quiet"))
        if self.wanted is not None:
            verdict = report.verdict(self.coverage.count, self.wanted)
            line(sys.stdout, (verdict, "bad" if self.is_under else "good"))
