"""`python -m conformance`: how closely this project does what AWS does, by suite.

Each command prints `passed N of M`. Exit status: 0 enough passed (all of them, or `--min-pass`), 1 fewer, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from conformance.report import Outcome, Report, from_pairs
from conformance.targets.base import Target

CASES = Path(__file__).parent / "cases"


class Share(click.ParamType):  # type: ignore[type-arg]  # not generic in click 8.1
    """A share as a fraction (0.97) or in percent (97, 97%). 1 is all."""

    name = "share"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            number = float(str(value).rstrip("%"))
        except ValueError:
            self.fail(f"{value!r} is not a number", param, ctx)
        share = number / 100 if number > 1 or str(value).endswith("%") else number
        if not 0 <= share <= 1:
            self.fail(f"{value!r} is not between 0 and 100 %", param, ctx)
        return share


def suite_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every suite takes."""
    for option in (
        click.option(
            "-k", "text", default="", metavar="TEXT", help="Only cases whose id holds TEXT."
        ),
        click.option(
            "--min-pass", type=Share(), default=1.0, help="The share that must pass: 0.97 or 97%."
        ),
        click.option(
            "--json",
            "json_file",
            type=click.Path(path_type=Path),
            help="Write the result to this file.",
        ),
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            help="List failures with what was expected and what came.",
        ),
    ):
        command = option(command)
    return command


@click.group()
def main() -> None:
    """Run a conformance suite."""


def _finish(
    outcomes: Iterable[Outcome], verbose: bool, json_file: Path | None, min_pass: float
) -> None:
    try:
        report = Report(outcomes)
    except ValueError as e:  # a suite that cannot be read
        raise click.UsageError(str(e)) from None
    for line in report.lines(verbose):
        click.echo(line)
    if json_file is not None:
        report.write(json_file)
    sys.exit(0 if report.meets(min_pass) else 1)


def _target() -> Target:
    from conformance.targets.in_process import InProcess

    return InProcess()


EXISTING = click.Path(exists=True, path_type=Path)


@main.command()
@click.argument("path", type=EXISTING)
@click.option("--strict", is_flag=True, help="Compare what an entry's skip_paths leave out, too.")
@suite_options
def recorded(
    path: Path, strict: bool, text: str, min_pass: float, json_file: Path | None, verbose: bool
) -> None:
    """Executions recorded on AWS, in the folder PATH."""
    from conformance.readers.recorded import run

    _finish(run(path, _target(), strict=strict, text=text), verbose, json_file, min_pass)


@main.command()
@click.argument("path", type=EXISTING)
@suite_options
def jsonpath(path: Path, text: str, min_pass: float, json_file: Path | None, verbose: bool) -> None:
    """Answers of the Jayway library, in the folder PATH."""
    from conformance.readers.jsonpath import run

    outcomes = from_pairs((id_, why) for id_, why in run(path) if text in id_)
    _finish(outcomes, verbose, json_file, min_pass)


@main.command()
@click.argument("path", type=EXISTING)
@suite_options
def jsonata(path: Path, text: str, min_pass: float, json_file: Path | None, verbose: bool) -> None:
    """The JSONata test suite, in the folder PATH."""
    from conformance.readers.jsonata import run

    outcomes = from_pairs((id_, why) for id_, why in run(path) if text in id_)
    _finish(outcomes, verbose, json_file, min_pass)


@main.command(name="test_state")
@click.argument("path", type=EXISTING)
@suite_options
def test_state(
    path: Path, text: str, min_pass: float, json_file: Path | None, verbose: bool
) -> None:
    """TestState calls recorded on AWS, in the folder PATH."""
    from conformance.readers.test_state import run

    outcomes = from_pairs((id_, why) for id_, why in run(path) if text in id_)
    _finish(outcomes, verbose, json_file, min_pass)


@main.command()
@click.argument("path", type=EXISTING, default=CASES)
@suite_options
def cases(path: Path, text: str, min_pass: float, json_file: Path | None, verbose: bool) -> None:
    """Our own cases, or those in the folder PATH."""
    from conformance import runner

    _finish(runner.run(path, _target(), text=text), verbose, json_file, min_pass)


if __name__ == "__main__":
    main()
