"""`asl test`: tests of state machines that are files of inputs and expectations."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import click

from asl.cli.options import FILE, PERCENT, json_option, quiet_option
from asl.cli.terminal import json_result, line
from asl.cli.verbs import INTERRUPTED, Done
from asl.errors import UsageError
from asl.hosts.files import write_text

if TYPE_CHECKING:
    from asl.cli.counting import Counting
    from asl.testing.cases.session import Result, Session

_LOOK_EVERY_S = 0.3  # between two looks at the files, when they are watched


class Options(NamedTuple):
    """What the options say of a round."""

    paths: tuple[str, ...]
    text: str | None
    first_only: bool
    junit: str | None
    as_json: bool
    quiet: bool
    coverage: CoverageOptions | None


class CoverageOptions(NamedTuple):
    """paths: of definitions; none: every machine that is run."""

    paths: tuple[str, ...]
    reports: tuple[str, ...]
    fail_under: float | None
    data: str


@click.command(short_help="Run test files: inputs, mocks and what must come of them.")
@click.argument("paths", metavar="[FILE|FOLDER]...", nargs=-1, type=FILE)
@click.option("-k", "text", metavar="TEXT", help="Only tests with this text in their name or file.")
@click.option("-x", "first_only", is_flag=True, help="Stop at the first test that does not pass.")
@click.option("--junit", metavar="FILE", type=FILE, help="Write the results as JUnit XML, for CI.")
@click.option("--watch", is_flag=True, help="Run again whenever a file has changed; Ctrl-C ends.")
@click.option("--cov", "cov", is_flag=True, help="Count what the tests cover of their machines.")
@click.option(
    "--cov-of",
    metavar="FILE|FOLDER",
    type=FILE,
    multiple=True,
    help="Count these definitions only, whether a test runs them or not.",
)
@click.option(
    "--cov-report",
    metavar="KIND[:FILE]",
    multiple=True,
    help="term, term-missing, html[:FOLDER], cobertura[:FILE], lcov[:FILE], json[:FILE]; several with commas."
    "  [default: term-missing]",
)
@click.option(
    "--cov-fail-under", type=PERCENT, metavar="PERCENT", help="Fail when less than this is covered."
)
@click.option(
    "--cov-data",
    default=".asl-coverage.json",
    metavar="FILE",
    type=FILE,
    help="The data file, for asl coverage; empty for none.  [default: .asl-coverage.json]",
)
@json_option()
@quiet_option("Only tests that did not pass, and the counts.")
def command(
    paths: tuple[str, ...],
    text: str | None,
    first_only: bool,
    junit: str | None,
    as_json: bool,
    watch: bool,
    cov: bool,
    cov_of: tuple[str, ...],
    cov_report: tuple[str, ...],
    cov_fail_under: float | None,
    cov_data: str,
    quiet: bool,
) -> None:
    """Run the tests in FILEs, and in FOLDERs all *.test.yaml, *.test.yml and *.test.json; by default in this folder.

    \b
      asl test
      asl test machines/order.test.yaml -k declined
      asl test --cov --cov-fail-under 90 --junit results.xml

    Exit status: 0 all passed; 1 a test failed, or too little is covered; 2 a test could not start, or there is none.
    """
    counted = cov or cov_of or cov_report or cov_fail_under is not None
    options = Options(
        paths or (".",),
        text,
        first_only,
        junit,
        as_json,
        quiet,
        CoverageOptions(cov_of, cov_report, cov_fail_under, cov_data) if counted else None,
    )
    if watch:
        if as_json:
            raise UsageError("--watch shows its rounds to people: leave out --json")
        raise Done(_watch(options))
    files = _found(options)
    raise Done(_round(options, files)[0])


def _found(options: Options) -> list[str]:
    from asl.testing.cases.session import find, misnamed

    files, empty = find(options.paths)
    if strays := misnamed(options.paths):
        raise UsageError(
            f"{strays[0]} has tests that would not be run: in a folder, test files end in .test.yaml, .test.yml or"
            f" .test.json\n  help: rename it, or name it: asl test {strays[0]}"
        )
    if not files:
        where = "this folder" if options.paths == (".",) else " and ".join(empty)
        raise UsageError(
            f"there are no test files in {where}\n"
            "  help: name one, or write one that ends in .test.yaml with definition: FILE and tests:"
        )
    if empty:
        raise UsageError(f"there are no test files in {' and '.join(empty)}")
    return files


def _round(options: Options, files: Sequence[str]) -> tuple[int, Session]:
    """Run the tests once, and say what became of them: the exit status, and the session."""
    from asl.testing.cases.session import Chosen, Session

    begun = time.perf_counter()
    session = Session(files, Chosen(options.text, options.first_only))
    counting: Counting | None = None
    if options.coverage is not None:
        from asl.cli.counting import Counting

        counting = Counting(options.coverage)
    try:
        session.run(_teller(options))
    finally:
        if counting is not None:
            counting.leave()
    wall_s = time.perf_counter() - begun
    _nothing_chosen(session, options)
    if options.junit is not None:
        _write_junit(session, options.junit)
    coverage = counting.finish() if counting is not None else None
    if options.as_json:
        from asl.testing.cases.report import as_json

        json_result({**as_json(session, wall_s), **(coverage.as_json if coverage else {})})
    else:
        _show(session, wall_s)
        if coverage is not None:
            coverage.show()
    for warning in session.warnings:
        line(sys.stderr, (warning, "doubtful"))
    status = session.exit_status
    if coverage is not None and coverage.is_under and status == 0:
        status = 1
    return status, session


def _teller(options: Options) -> Callable[[Result], None]:
    from asl.testing.cases.report import one_line

    def tell(result: Result) -> None:
        if not options.as_json and (result.outcome != "passed" or not options.quiet):
            line(sys.stdout, *one_line(result))

    return tell


def _show(session: Session, wall_s: float) -> None:
    from asl.testing.cases.report import failures, summary

    for told in failures(session.results):
        line(sys.stdout, *told)
    if any(result.outcome != "passed" for result in session.results):
        line(sys.stdout)
    line(sys.stdout, *summary(session, wall_s))


def _nothing_chosen(session: Session, options: Options) -> None:
    if session.results or options.text is None:
        return
    count = session.left_out
    raise UsageError(
        f'no test has "{options.text}" in its name or file; there are {count:,} in'
        f" {len(session.files):,} file{'' if len(session.files) == 1 else 's'}"
    )


def _write_junit(session: Session, path: str) -> None:
    from asl.testing.cases.junit import junit

    write_text(path, junit(session.results))


# ------------------------------------------------------------------ again and again


def _watch(options: Options) -> int:
    from asl.testing.cases.session import find
    from asl.testing.cases.watching import watch

    def round_(news: list[str]) -> Sequence[str]:
        if news:
            more = f" and {len(news) - 1} more" if len(news) > 1 else ""
            line(sys.stdout)
            line(sys.stdout, (f"── {news[0]} has changed{more}", "quiet"))
        try:
            _, session = _round(options, _found(options))
        except UsageError as e:  # such as no test file at the moment: one may come
            line(sys.stderr, f"asl: {e}")
            return []
        finally:
            line(sys.stdout, ("── waiting for changes, Ctrl-C ends", "quiet"))
            sys.stdout.flush()
        return session.depends_on

    with suppress(KeyboardInterrupt):
        watch(round_, lambda: find(options.paths)[0], lambda: time.sleep(_LOOK_EVERY_S))
    return INTERRUPTED
