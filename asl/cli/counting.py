"""Coverage of `asl test`: counted as the runs are told of, reported as `pytest --asl-cov` does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.cli.terminal import line
from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.observe.coverage import Coverage
from asl.testing import sessions

if TYPE_CHECKING:
    from asl.cli.test import CoverageOptions
    from asl.engine.execution import Execution
    from asl.testing.sessions import Seen

_TERMINAL: Final = ("term", "term-missing")


class Counting:
    """An observer of runs, from its making until `leave`.

    Raises:
        UsageError: an option that cannot be used: said before the first test runs.
    """

    def __init__(self, options: CoverageOptions) -> None:
        self._options = options
        self._coverage = Coverage()
        self._reports = _reports(options.reports)
        self._paths = _definitions(options.paths)
        if options.fail_under is not None and not 0 <= options.fail_under <= 100:
            raise UsageError(
                f"--cov-fail-under takes a percentage, 0 to 100, not {options.fail_under:g}"
            )
        self.leave = sessions.join(self)

    def began(self, seen: Seen) -> None:
        """Children of Map Runs are read as they end: a host keeps only some of them."""

        def count(child: Execution) -> None:
            self._coverage.see(child, seen)

        seen.run.host.watch_children(count)

    def ended(self, seen: Seen) -> None:
        """The run is read."""
        host = seen.run.host
        self._coverage.see(host.execution, seen)
        for child in host.open_children:
            self._coverage.see(child, seen)

    def finish(self) -> Finished:
        """Write what is to be written.

        Raises:
            UsageError: a file cannot be read or written.
        """
        from asl.testing import coverage_output

        coverage, options = self._coverage, self._options
        coverage_output.expect(coverage, self._paths)
        if self._paths:
            coverage.keep(lambda one: one.path in self._paths)
        coverage.rename(coverage_output.relative_to(os.getcwd()))
        if options.data:
            coverage_output.save(coverage, options.data)
        written = []
        for kind, path in self._reports:
            if kind not in _TERMINAL:
                target = coverage_output.write(kind, coverage, path)
                written.append(f"{kind} written to {target}")
        terminal = [kind for kind, _ in self._reports if kind in _TERMINAL]
        return Finished(coverage, options.fail_under, tuple(terminal), tuple(written))


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


def _reports(given: tuple[str, ...]) -> list[tuple[str, str | None]]:
    from asl.testing.coverage_output import FILES

    known = (*_TERMINAL, *FILES)
    found: list[tuple[str, str | None]] = []
    for one in (part.strip() for said in given for part in said.split(",")):
        kind, colon, path = one.partition(":")
        if kind in known and not (colon and kind in _TERMINAL):
            found.append((kind, path or None))
        elif kind in known:
            raise UsageError(f"--cov-report {one}: {kind} goes to the terminal")
        elif one:
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(kind, known) or f"there are {', '.join(known)}"
            raise UsageError(f'--cov-report {one}: there is no report "{kind}"; {advice}')
    return found or ([] if given else [("term-missing", None)])


def _definitions(paths: tuple[str, ...]) -> list[str]:
    from asl.hosts.definition_files import files_in

    files, empty = files_in(paths)
    if empty:
        raise UsageError(f"--cov-of {empty[0]}: there is no state machine in this folder")
    for path in files:
        if not os.path.isfile(path):
            raise UsageError(f"--cov-of {path}: there is no such file")
    return [os.path.abspath(path) for path in files]
