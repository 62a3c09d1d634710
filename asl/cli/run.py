"""`asl run`: a definition, an input, answers for its tasks; out comes what AWS would have done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click

from asl.cli.options import (
    bucket_option,
    definition_file,
    definition_options,
    input_options,
    json_option,
    mock_options,
    quiet_option,
)
from asl.cli.reading import MachineType, check_json, defines_of, input_text
from asl.cli.starting import (
    Answers,
    error_json,
    folders,
    machine_name_of,
    read_program,
    stopped,
)
from asl.cli.terminal import json_result, line
from asl.cli.verbs import INTERRUPTED, Done
from asl.errors import AslError, UsageError
from asl.jsonvalue import JSON, dumps

if TYPE_CHECKING:
    from asl.compile.program import Program
    from asl.hosts.answers import Answerer
    from asl.hosts.virtual import VirtualHost
    from asl.testing.run import Run


class Options(NamedTuple):
    """What the options say of every execution that this command starts."""

    machine_name: str
    type_: MachineType
    start_at: str | None
    variables: JSON
    now: str | None
    seed: int
    max_time: float | None
    name: str
    trace: bool
    history: bool
    as_json: bool
    quiet: bool
    buckets: dict[str, str] | None


@click.command(short_help="Run a state machine and show what AWS would have done.")
@definition_file
@input_options
@mock_options
@bucket_option
@definition_options
@click.option(
    "--jsonl", is_flag=True, help="Run once for each line of JSON on standard input; one line out."
)
@click.option("--from", "start_at", metavar="STATE", help="Begin at this state of the top level.")
@click.option(
    "--variables", metavar="JSON", help="Variables that are assigned already, as an object."
)
@click.option("--now", metavar="TIME", help="When it starts, such as 2025-01-01T00:00:00Z.")
@click.option(
    "--seed", type=int, default=0, help="Of jitter, UUIDs, tokens and $random.  [default: 0]"
)
@click.option("--max-time", type=float, metavar="SECONDS", help="Stop after so much virtual time.")
@click.option("--name", default="run", help="The execution's name.  [default: run]")
@click.option("--machine", metavar="NAME", help="The machine's name.  [default: the file's]")
@click.option("--trace", is_flag=True, help="Show each state's data flow, stage by stage.")
@click.option("--history", is_flag=True, help="Show the history that AWS would have kept.")
@json_option()
@quiet_option("Nothing but the result.")
def command(
    definition: str,
    input_: str | None,
    input_option: str | None,
    input_file: str | None,
    jsonl: bool,
    mocks_file: str | None,
    buckets: tuple[str, ...],
    case: str | None,
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    start_at: str | None,
    variables: str | None,
    now: str | None,
    seed: int,
    max_time: float | None,
    name: str,
    machine: str | None,
    trace: bool,
    history: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Run the state machine in FILE (- is standard input) on a virtual clock, where a year takes microseconds.

    INPUT is JSON text; without it the input is {}. The output goes to standard output, the way there to standard
    error.

    \b
      asl run order.asl.json '{"id": 7}' --mocks mocks.yaml
      asl run order.asl.json --input-file in.json --trace
      asl run order.asl.json --mocks MockConfigFile.json#HappyPath --json
      asl run import.asl.json --bucket uploads=./data --bucket results=./out
      jq -c '.[]' inputs.json | asl run order.asl.json --jsonl

    Exit status: 0 it succeeded; 1 it did not; 2 it could not start.
    """
    options = Options(
        machine or machine_name_of(definition),
        cast(MachineType, type_.upper()),
        start_at,
        _variables(variables),
        now,
        seed,
        _positive(max_time),
        name,
        trace,
        history,
        as_json,
        quiet or as_json,
        folders(buckets),
    )
    if jsonl and (
        definition == "-" or any(v is not None for v in (input_, input_option, input_file))
    ):
        raise UsageError(
            "--jsonl reads the inputs from standard input: leave out INPUT and its options"
        )
    text = None if jsonl else input_text(input_, input_option, input_file)
    _, program = read_program(
        definition,
        defines_of(define_pairs, define_files),
        options.type_,
        as_json=as_json,
        quiet=options.quiet,
        tapped=trace,
    )
    mocks = Answers(mocks_file, case, program.machine, options.machine_name, quiet=options.quiet)
    if jsonl:
        raise Done(_run_lines(program, mocks, options))
    raise Done(_run_once(program, text, mocks, options))


def _variables(text: str | None) -> JSON:
    if text is None:
        return None
    value = check_json(text, "--variables")
    if not isinstance(value, dict):
        raise UsageError('--variables takes an object, such as {"name": "value"}')
    return value


def _positive(seconds: float | None) -> float | None:
    if seconds is not None and not 0 <= seconds < 1e12:
        raise UsageError("--max-time takes a number of seconds, 0 or more")
    return seconds


# ------------------------------------------------------------------ running
def _host(
    program: Program, text: str | None, answerer: Answerer | None, options: Options, name: str
) -> VirtualHost:
    from asl.testing.simulate import prepare

    given: dict[str, Any] = {} if text is None else {"input": text}
    return prepare(
        program,
        **given,
        mocks=answerer,
        type=options.type_,
        now=options.now,
        seed=options.seed,
        name=name,
        machine_name=options.machine_name,
        start_at=options.start_at,
        variables=options.variables,
        buckets=options.buckets,
    )


def _finish(host: VirtualHost, options: Options) -> Run:
    from asl.testing.run import Run

    if options.max_time is None:
        host.run()
    else:
        host.advance(options.max_time)
    return Run(host)


def _run_once(program: Program, text: str | None, answers: Answers, options: Options) -> int:
    answerer = answers.fresh()
    host = _host(program, text, answerer, options, options.name)
    try:
        if sys.stderr.isatty() and not options.quiet:
            from asl.cli.progress import Progress

            with Progress(host, wanted=True):
                run = _finish(host, options)
        else:
            run = _finish(host, options)
    except KeyboardInterrupt:
        from asl.cli.progress import progress_text

        sys.stderr.write(f"\nasl: interrupted after {progress_text(host)}\n")
        return INTERRUPTED
    except AslError as e:
        return stopped(e, as_json=options.as_json)
    unused: list[str] = getattr(answerer, "unused", [])
    left_over: dict[str, list[int]] = getattr(answerer, "left_over", {})
    if options.as_json:
        from asl.cli.run_view import result_of

        json_result(result_of(run, history=options.history, trace=options.trace, unused=unused))
    else:
        _show(run, options, unused, left_over)
    return 0 if run.succeeded else 1


def _show(run: Run, options: Options, unused: list[str], left_over: dict[str, list[int]]) -> None:
    from asl.cli import run_view

    if options.trace:
        run_view.show_trace(run.trace, run)
    if options.history:
        run_view.show_history(run)
    if not options.quiet:
        if not options.trace:
            run_view.timeline(run, sys.stderr)
        for key in unused:
            line(sys.stderr, (f'the mock for "{key}" was not used', "doubtful"))
        for key, numbers in left_over.items():
            answers = ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")
            told = f"answer{'' if len(numbers) == 1 else 's'} {answers}"
            line(sys.stderr, (f'the mock for "{key}": {told} never given', "doubtful"))
    if not options.quiet or not run.succeeded:
        sys.stdout.flush()
        run_view.verdict(run, sys.stderr)
        sys.stderr.flush()
    if run.succeeded:
        json_result(run.output, run.output_text)


def _run_lines(program: Program, answers: Answers, options: Options) -> int:
    """One execution a line; each line's result as soon as it is known."""
    from asl.cli.run_view import result_of

    status = 0
    done = 0
    for number, text in _lines():
        result: dict[str, JSON]
        try:
            check_json(text, f"line {number}", in_one_line=True)
            answerer = answers.fresh()
            host = _host(program, text, answerer, options, f"{options.name}-{number}")
            run = _finish(host, options)
            result = result_of(run, history=options.history, trace=options.trace)
            status = max(status, 0 if run.succeeded else 1)
        except AslError as e:
            result = {"error": error_json(e)}
            status = 2
        sys.stdout.write(dumps({"line": number, **result}) + "\n")
        sys.stdout.flush()
        done += 1
    if not options.quiet:
        line(sys.stderr, f"{done:,} execution{'' if done == 1 else 's'}")
    return status


def _lines() -> Iterator[tuple[int, str]]:
    for number, data in enumerate(sys.stdin.buffer, start=1):
        text = data.decode("utf-8", "replace").strip()
        if text:
            yield number, text
