"""Coverage in pytest: `--asl-cov`, over every run of a session, its tests and its xdist workers.

    pytest --asl-cov                             every state machine that the tests run
    pytest --asl-cov=machines/ --asl-cov-report=term-missing,html --asl-cov-fail-under=90

Runs are told of by `asl.testing.sessions`: those of the fixture `asl_machine` and of `asl.simulate`. What they covered is
read from their records when they are over. Workers count by themselves and send what they have as JSON when they end; only
the process that the user started writes reports and judges.

This module is imported by every pytest that has the plugin: it must stay as light as its options.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import pytest

if TYPE_CHECKING:
    from asl.jsonvalue import JSON
    from asl.observe.coverage import Coverage
    from asl.testing.coverage_runs import CountedRuns

ALL: Final = "*"  # the PATH that means every machine that is run
DATA: Final = ".asl-coverage.json"
_WORKER_KEY: Final = "asl_coverage"

_OPTIONS: Final[
    tuple[tuple[str, Literal["args", "string"], str, dict[str, Any]], ...]
] = (  # Any: of argparse
    (
        "asl_cov",
        "args",
        "PATH",
        {
            "action": "append",
            "nargs": "?",
            "const": ALL,
            "help": "count what the tests cover of the state machines they run; of PATH alone (a file, a folder, a"
            " pattern), where what no test runs is counted too. May be given several times",
        },
    ),
    (
        "asl_cov_report",
        "args",
        "KIND[:FILE]",
        {
            "action": "append",
            "help": "term, term-missing, html[:FOLDER], cobertura[:FILE], lcov[:FILE], json[:FILE]; several with"
            " commas or several times; empty for none. Default: term-missing",
        },
    ),
    (
        "asl_cov_fail_under",
        "string",
        "PERCENT",
        {"help": "fail when less than this is covered"},
    ),
    (
        "asl_cov_data",
        "string",
        "FILE",
        {"help": "the data file, for `asl coverage`; empty for none. Default: .asl-coverage.json"},
    ),
)


def add_options(parser: pytest.Parser) -> None:
    """The options, and ini keys of the same names with underscores. What the command line says wins."""
    group = parser.getgroup("asl", "state machines")
    for name, ini_type, metavar, more in _OPTIONS:
        group.addoption(f"--{name.replace('_', '-')}", dest=name, metavar=metavar, **more)
        default: list[str] | str = (
            [] if ini_type == "args" else DATA if name == "asl_cov_data" else ""
        )
        help_ = f"--{name.replace('_', '-')}: {more['help']}"
        parser.addini(name, help_, ini_type, default)


def configure(config: pytest.Config) -> None:
    """Begin to count, if the options ask for it.

    Raises:
        pytest.UsageError: an option that cannot be used.
    """
    given = config.getoption("asl_cov_fail_under")
    if (
        given is not None and not given.strip()
    ):  # a variable of CI that is not set: no gate is not what was meant
        raise pytest.UsageError(
            "--asl-cov-fail-under is empty: a percentage from 0 to 100 is wanted"
        )
    wanted = Wanted.of(config)
    if wanted is None:
        if _given(config, "asl_cov_fail_under"):
            raise pytest.UsageError(
                "--asl-cov-fail-under needs --asl-cov: nothing is counted without it"
            )
        return
    config.pluginmanager.register(CoverageSession(config, wanted), "asl-coverage")


def _given(config: pytest.Config, name: str) -> Any:  # Any: a text, a list of texts or nothing
    said = config.getoption(name)
    return config.getini(name) if said is None else said


class Wanted(NamedTuple):
    """What the options ask for. paths: absolute, of definitions; everything: of machines elsewhere too."""

    everything: bool
    paths: tuple[str, ...]
    reports: tuple[tuple[str, str | None], ...]
    fail_under: float | None
    data: str | None

    @classmethod
    def of(cls, config: pytest.Config) -> Wanted | None:
        """What the command line and the ini file say; None: nothing is to be counted."""
        given: list[str] = _given(config, "asl_cov")
        if not given:
            return None
        base = str(config.invocation_params.dir if config.getoption("asl_cov") else config.rootpath)
        paths: dict[str, None] = {}
        for path in given:
            if path != ALL:
                paths.update(dict.fromkeys(_definitions(path, base)))
        data = _given(config, "asl_cov_data")
        return cls(
            ALL in given,
            tuple(paths),
            tuple(_reports(_given(config, "asl_cov_report"))),
            _percent(_given(config, "asl_cov_fail_under")),
            data or None,
        )


def _definitions(path: str, base: str) -> list[str]:
    from asl.errors import UsageError
    from asl.testing.coverage_output import definitions_of

    try:
        return definitions_of(path, base, "--asl-cov=")
    except UsageError as e:
        advice = ""
        if os.path.isdir(os.path.join(base, path)):  # --asl-cov took what was meant for pytest
            advice = "; tests are named without --asl-cov or after `--asl-cov=*`"
        raise pytest.UsageError(f"{e}{advice}") from None


def _reports(given: list[str]) -> list[tuple[str, str | None]]:
    from asl.errors import UsageError
    from asl.testing.coverage_output import reports_of

    try:
        return reports_of(given, "--asl-cov-report=")
    except UsageError as e:
        raise pytest.UsageError(str(e)) from None


def _percent(said: str) -> float | None:
    if not said:
        return None
    try:
        percent = float(said.removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise pytest.UsageError(
            f"--asl-cov-fail-under={said}: a percentage from 0 to 100 is wanted"
        )
    return percent


class CoverageSession:
    """One session's count: the hooks of pytest that settle, merge, report and judge."""

    def __init__(self, config: pytest.Config, wanted: Wanted) -> None:
        from asl.testing.coverage_runs import CountedRuns

        self._counting: CountedRuns = CountedRuns()
        self.coverage: Coverage = self._counting.coverage
        self._wanted = wanted
        self._config = config
        self._root = config.invocation_params.dir
        self._is_worker = hasattr(config, "workerinput")
        self._lost = 0  # workers that ended without a word
        self._problem: str | None = None
        self._written: list[tuple[str, str]] = []

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logfinish(self) -> None:
        """The test is over with its fixtures: what was redriven or answered in it has been."""
        self._counting.settle()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:  # Any: of pytest-xdist
        """A worker of pytest-xdist has ended."""
        data: JSON = getattr(node, "workeroutput", {}).get(_WORKER_KEY)
        if data is None:
            self._lost += 1
            return
        from asl.observe.coverage.data import from_json

        self.coverage.merge(from_json(data, "a worker's coverage"))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Count to the end; in a worker hand it on, else write reports and judge."""
        self.coverage.catch_up()
        if self._is_worker:
            from asl.observe.coverage.data import as_json

            self._config.workeroutput[_WORKER_KEY] = as_json(self.coverage)  # type: ignore[attr-defined]  # of pytest-xdist
            return
        if self._config.option.collectonly:
            return
        self._finish()
        if session.exitstatus == pytest.ExitCode.OK and (self._problem or self._is_under):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _finish(self) -> None:
        from asl.errors import UsageError
        from asl.testing import coverage_output

        wanted = self._wanted
        try:
            written = coverage_output.finish(
                self.coverage,
                wanted.paths,
                wanted.reports,
                wanted.data,
                everything=wanted.everything,
                folder=self._root,
            )
        except UsageError as e:
            self._problem = str(e)
        else:
            self._written = [(kind, os.path.relpath(path, self._root)) for kind, path in written]

    @property
    def _is_under(self) -> bool:
        from asl.observe.coverage.report import is_enough

        wanted = self._wanted.fail_under
        return wanted is not None and not is_enough(self.coverage.count, wanted)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The report, where the files went, and the verdict."""
        if self._is_worker or self._config.option.collectonly:
            return
        from asl.observe.coverage import report
        from asl.testing.coverage_output import TERMINAL

        out = terminalreporter
        kinds = [kind for kind, _ in self._wanted.reports]
        if any(kind in TERMINAL for kind in kinds):
            out.section("coverage of state machines")
            for line in report.lines(self.coverage, missing="term-missing" in kinds):
                for text, style in line:
                    out.write(text, **_MARKUP[style])
                out.write("\n")
        if self._lost:
            out.write_line(
                f"asl coverage: {self._lost} worker(s) ended without telling what they covered: it is more than this",
                yellow=True,
            )
        for kind, path in self._written:
            out.write_line(f"asl coverage: {kind} written to {path}")
        if self._problem is not None:
            out.write_line(f"asl coverage: {self._problem}", red=True)
        if self._wanted.fail_under is not None:
            is_under = self._is_under
            verdict = report.verdict(self.coverage.count, self._wanted.fail_under)
            out.write_line(verdict, red=is_under, green=not is_under)

    def pytest_unconfigure(self) -> None:
        """Nothing is told here any longer."""
        self._counting.leave()


_MARKUP: Final[dict[str, dict[str, bool]]] = {
    "name": {"bold": True},
    "good": {"green": True},
    "bad": {"red": True},
    "doubtful": {"yellow": True},
    "quiet": {},
    "plain": {},
}
