"""`asl coverage`: reports from the data that `pytest --asl-cov` has kept, of one session or of several together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from asl.cli.options import FILE, PERCENT, json_option, output_option
from asl.cli.terminal import json_result, line
from asl.cli.verbs import Done
from asl.errors import UsageError
from asl.hosts.files import read_text

if TYPE_CHECKING:
    from asl.observe.coverage import Coverage

F = TypeVar("F", bound=Callable[..., Any])
_DATA: Final = ".asl-coverage.json"


@click.group(short_help="Report what tests covered of state machines.")
def command() -> None:
    """Report what tests covered of state machines, from the data that `pytest --asl-cov` keeps.

    DATA is .asl-coverage.json, unless files are named; several are counted together.

    \b
      pytest --asl-cov
      asl coverage report --fail-under 90
      asl coverage html && open asl-htmlcov/index.html
      asl coverage combine shard-*/.asl-coverage.json

    Exit status: 0 fine; 1 less is covered than --fail-under asks for; 2 wrong usage, or no data.
    """


def _judged(function: F) -> F:
    """DATA and --fail-under: what every report has."""
    for option in (
        click.option(
            "--fail-under",
            type=PERCENT,
            metavar="PERCENT",
            help="Exit with 1 when less than this is covered.",
        ),
        click.argument("data", metavar="[DATA]...", nargs=-1, type=FILE),
    ):
        function = option(function)
    return function


def _output(default: str) -> Callable[[F], F]:
    return output_option(f"File to write; - is standard output.  [default: {default}]")


@command.command()
@_judged
@click.option("--summary", is_flag=True, help="Leave out what was missed.")
@json_option()
def report(data: tuple[str, ...], fail_under: float | None, summary: bool, as_json: bool) -> None:
    """Show the counts, and what was missed and where."""
    coverage = _read(data)
    if not as_json:
        from asl.observe.coverage.report import lines

        for parts in lines(coverage, missing=not summary):
            line(sys.stdout, *parts)
    _end(coverage, fail_under, as_json)


def _writes(kind: str, name: str, about: str) -> None:
    """One command of a report that is a file."""
    from asl.testing.coverage_output import FILES

    default = FILES[kind].path

    @command.command(name, help=about, short_help=about)
    @_judged
    @_output(default)
    @json_option()
    def write(
        data: tuple[str, ...], fail_under: float | None, output: str | None, as_json: bool
    ) -> None:
        _put(kind, _read(data), output, fail_under, as_json)


_writes("html", "html", "Write a page with pictures, misses and the text in colours.")
_writes(
    "cobertura", "xml", "Write Cobertura XML: lines of the definitions, conditions as branches."
)
_writes("lcov", "lcov", "Write an LCOV tracefile.")
_writes("json", "json", "Write every point with its place and how often it was covered.")


@command.command()
@click.argument("data", metavar="DATA...", nargs=-1, type=FILE, required=True)
@_output(_DATA)
@json_option()
def combine(data: tuple[str, ...], output: str | None, as_json: bool) -> None:
    """Put the data of several sessions into one file, for later reports."""
    _put("json", _read(data), output or _DATA, None, as_json)


def _put(
    kind: str, coverage: Coverage, output: str | None, fail_under: float | None, as_json: bool
) -> None:
    """Write one report, say where, and judge."""
    from asl.testing import coverage_output

    if output == "-":
        if as_json:
            raise UsageError("--json and -o - would both be standard output: leave one of them out")
        sys.stdout.write(coverage_output.FILES[kind].write(coverage))
        _end(coverage, fail_under, as_json)
        return
    written = coverage_output.write(kind, coverage, output)
    if not as_json:
        print(written)
    _end(coverage, fail_under, as_json, {"written": str(written)})


def _read(data: tuple[str, ...]) -> Coverage:
    from asl.testing.coverage_output import load

    coverage = load(*(data or (_DATA,)))
    for one in coverage.machines:
        if one.path is not None and one.text is not None and _has_changed(one.path, one.text):
            told = f"{one.path} has changed since its tests were run: lines and counts are those of then"
            line(sys.stderr, (told, "doubtful"))
    return coverage


def _has_changed(path: str, text: str) -> bool:
    if not os.path.isfile(path):
        return False
    try:
        return read_text(path) != text
    except UsageError:
        return True


def _end(
    coverage: Coverage,
    fail_under: float | None,
    as_json: bool,
    more: dict[str, str] | None = None,
) -> None:
    """Print the JSON, and judge.

    Raises:
        Done: 1, when less is covered than is wanted.
    """
    from asl.observe.coverage.report import is_enough, verdict

    if as_json:
        from asl.observe.coverage.data import summary_json

        json_result({**summary_json(coverage), **(more or {})})
    if fail_under is None:
        return
    enough = is_enough(coverage.count, fail_under)
    line(sys.stderr, (verdict(coverage.count, fail_under), "good" if enough else "bad"))
    if not enough:
        raise Done(1)
