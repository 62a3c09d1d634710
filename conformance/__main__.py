"""`python -m conformance`: how closely this project does what AWS does, by suite.

Each command prints `passed N of M`. Exit status: 0 enough passed (all of them, or `--min-pass`), 1 fewer, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from conformance.report import Outcome, Report, from_pairs
from conformance.targets.base import Target, World
from conformance.targets.options import Options

if TYPE_CHECKING:
    from conformance.targets.http import HttpTarget

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


def target_options(command: Callable[..., None]) -> Callable[..., None]:
    """Where the suite runs: in process without any of these."""
    for option in reversed(
        (
            click.option(
                "--target",
                "url",
                metavar="URL",
                help="Run on this endpoint instead of in process. Amazon's own gets your credentials.",
            ),
            click.option(
                "--serve",
                is_flag=True,
                help="Run on `asl serve`, started for it with the cases' functions and mocks.",
            ),
            click.option(
                "--clock",
                type=click.Choice(["virtual", "real"]),
                default="virtual",
                show_default=True,
                help="Of the server that --serve starts.",
            ),
            click.option(
                "--lambda-target",
                "lambda_url",
                metavar="URL",
                help="The Lambda API on which the cases' functions are created.",
            ),
            click.option(
                "--aws-target",
                "aws_url",
                metavar="URL",
                help="Every other service, for entries that need one.",
            ),
            click.option("--role", "role_arn", metavar="ARN", help="The role of all that is made."),
            click.option(
                "--region",
                default=Options().region,
                show_default=True,
                help="The endpoint's region.",
            ),
            click.option(
                "--jobs",
                type=click.IntRange(min=1),
                default=Options().jobs,
                show_default=True,
                help="Cases at a time, on a real clock.",
            ),
            click.option(
                "--timeout",
                "timeout_s",
                type=click.FloatRange(min=1),
                default=Options().timeout_s,
                show_default=True,
                help="Seconds for a call, and for an execution to end on a real clock.",
            ),
            click.option(
                "--longest",
                "longest_s",
                type=click.FloatRange(min=0),
                default=Options().longest_s,
                show_default=True,
                help="Leave out cases that take more seconds, on a real clock.",
            ),
            click.option("--name", metavar="LABEL", help="What the result calls the target."),
        )
    ):
        command = option(command)
    return command


class Suites(click.Group):
    """The suites. Options alone are our own cases': `python -m conformance --target URL`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0].startswith("-") and args[0] != "--help":
            args = ["cases", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Suites)
def main() -> None:
    """Run a conformance suite. Without its name: `cases`."""


def _run_on(
    suite: str,
    worlds: Iterable[World],
    play: Callable[[Target], Iterable[Outcome]],
    given: dict[str, Any],
) -> None:
    """Run a suite on the target that the options name. worlds: what surrounds its cases."""
    reporting = {key: given.pop(key) for key in ("verbose", "json_file", "min_pass")}
    url, is_served, clock = given.pop("url"), given.pop("serve"), given.pop("clock")
    if url is not None and is_served:
        raise click.UsageError("--serve starts the endpoint, --target names one: give one of them")
    target: Target
    with ExitStack() as stack:
        if url is None and not is_served:
            from conformance.targets.in_process import InProcess

            target = InProcess()
            target.name = given["name"] or target.name
        else:
            try:
                target = stack.enter_context(closing(_endpoint(url, clock, worlds, **given)))
            except (OSError, ValueError) as e:
                raise click.UsageError(str(e)) from None
        report = Report(play(target))
    _finish(report, suite=suite, target=target.name, **reporting)


def _endpoint(
    url: str | None,
    clock: Literal["real", "virtual"],
    worlds: Iterable[World],
    name: str | None,
    **given: Any,
) -> HttpTarget:
    from conformance.targets.http import HttpTarget

    options = Options(**given)
    if url is not None:
        return HttpTarget(url, options, name=name)
    from conformance.targets.served import Served

    server = Served(worlds, clock=clock)
    try:
        if options.aws_url is None:
            options = options._replace(aws_url=server.url)
        return HttpTarget(server.url, options, name=name or "asl serve", server=server)
    except BaseException:
        server.close()
        raise


def _finish(
    report: Report,
    *,
    suite: str,
    target: str,
    verbose: bool,
    json_file: Path | None,
    min_pass: float,
) -> NoReturn:
    for line in report.lines(verbose):
        click.echo(line)
    if json_file is not None:
        report.write(json_file, suite=suite, target=target)
    sys.exit(0 if report.meets(min_pass) else 1)


def _finish_pairs(
    suite: str,
    area: str,
    pairs: Iterable[tuple[str, str | None]],
    text: str,
    **reporting: Any,
) -> NoReturn:
    """For suites that ask one part of the library: a reader gives (id, why it failed or None)."""
    outcomes = from_pairs((id_, why) for id_, why in pairs if text in id_)
    report = Report(outcome._replace(area=area) for outcome in outcomes)
    _finish(report, suite=suite, target="the library in process", **reporting)


EXISTING = click.Path(exists=True, path_type=Path)


@main.command()
@click.argument("path", type=EXISTING, default=CASES)
@suite_options
@target_options
def cases(path: Path, text: str, **given: Any) -> None:
    """Our own cases, or those in the folder PATH."""
    from conformance import runner

    try:
        found = [case for case in runner.load(path) if text in case["id"]]
    except ValueError as e:  # a suite that cannot be read
        raise click.UsageError(str(e)) from None
    _run_on(
        "cases", map(runner.world_of, found), lambda target: runner.play_all(found, target), given
    )


@main.command()
@click.argument("path", type=EXISTING)
@click.option("--strict", is_flag=True, help="Compare what an entry's skip_paths leave out, too.")
@suite_options
@target_options
def recorded(path: Path, strict: bool, text: str, **given: Any) -> None:
    """Executions and other calls recorded on AWS, in the folder PATH."""
    from conformance.readers import recorded

    found = recorded.load(path, text)
    _run_on(
        "recorded --strict" if strict else "recorded",
        map(recorded.world_of, found),
        lambda target: recorded.play_all(found, target, strict=strict),
        given,
    )


@main.command()
@click.argument("path", type=EXISTING)
@suite_options
def transitions(path: Path, text: str, **given: Any) -> None:
    """Transitions billed by histories recorded on AWS, in the folder PATH, and those the engine counts."""
    from conformance.readers import transitions

    report = Report(transitions.run(path, text))
    _finish(report, suite="transitions", target="the library in process", **given)


@main.command()
@click.argument("path", type=EXISTING)
@suite_options
def jsonpath(path: Path, **given: Any) -> None:
    """Answers of the Jayway library, in the folder PATH."""
    from conformance.readers.jsonpath import run

    _finish_pairs("jsonpath", "jsonpath", run(path), **given)


@main.command()
@click.argument("path", type=EXISTING)
@suite_options
def jsonata(path: Path, **given: Any) -> None:
    """The JSONata test suite, in the folder PATH."""
    from conformance.readers.jsonata import run

    _finish_pairs("jsonata", "jsonata", run(path), **given)


@main.command(name="test_state")
@click.argument("path", type=EXISTING)
@suite_options
def test_state(path: Path, **given: Any) -> None:
    """TestState calls recorded on AWS, in the folder PATH."""
    from conformance.readers.test_state import run

    _finish_pairs("recorded", "test_state", run(path), **given)


@main.command()
@click.argument("results", nargs=-1, required=True, type=EXISTING)
@click.option("-v", "--verbose", is_flag=True, help="List what failed, and on which target.")
def compare(results: tuple[Path, ...], verbose: bool) -> None:
    """Print RESULTS of suites (their --json files) side by side, a column for each target, as Markdown."""
    from conformance.compare_targets import read, tables

    try:
        found = [read(path) for path in results]
    except ValueError as e:
        raise click.UsageError(str(e)) from None
    click.echo("\n".join(tables(found, verbose=verbose)))


@main.command()
@click.argument("results", nargs=-1, required=True, type=EXISTING)
@click.option("--how", required=True, help="A sentence: how the project was started and asked.")
@click.option("--measured", required=True, metavar="DAY", help="When, such as 2026-01-31.")
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), help="The file.")
def keep(results: tuple[Path, ...], how: str, measured: str, output: Path) -> None:
    """Keep RESULTS of another project (its --json files) as counts, for the page of compatibility."""
    from conformance import peers
    from conformance.compare_targets import read

    try:
        peers.keep(output, [read(path) for path in results], measured, how)
    except ValueError as e:
        raise click.UsageError(str(e)) from None


if __name__ == "__main__":
    main()
