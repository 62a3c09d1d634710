"""`asl validate`: what is wrong with definitions, for people, editors, GitHub and code scanning."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import click

from asl.cli.options import FILE, definition_options, json_option, quiet_option
from asl.cli.reading import MachineType, defines_of, files_in, read_checked
from asl.cli.terminal import has_colours
from asl.cli.verbs import Done
from asl.errors import UsageError

if TYPE_CHECKING:
    from asl.check.report import Checked

FORMATS = ("text", "json", "github", "sarif")  # asl.check.report.REPORTERS; a test compares them


@click.command(short_help="Check state machine definitions.")
@click.argument("paths", metavar="[FILE|FOLDER]...", nargs=-1, type=FILE)
@definition_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What to print: text for people, json, GitHub annotations, or SARIF for code scanning.",
)
@click.option(
    "--jsonl",
    is_flag=True,
    help="Answer lines {id, definition or text, type} on standard input with lines {id, ok, errors, warnings, ms}.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@json_option("The same as --format json: one JSON array.")
@quiet_option("Errors only, no warnings.")
def command(
    paths: tuple[str, ...],
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    format_: str,
    jsonl: bool,
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check the definitions in FILEs and FOLDERs; - is standard input.

    In a folder: *.asl.json, *.asl.yaml, *.asl.yml, *.asl, and other JSON and YAML files that have StartAt and States
    at their top.

    Exit status: 0 no errors; 1 errors; 2 wrong usage, or a file that cannot be read.
    """
    if jsonl:
        if paths:
            raise UsageError("--jsonl reads definitions from standard input: leave out the files")
        _answer_lines()
        return
    if not paths:
        raise click.UsageError(
            "name the files or folders, or - for standard input", click.get_current_context()
        )
    defines = defines_of(define_pairs, define_files)
    files, empty = files_in(paths)
    unreadable = [f"{folder}: there is no definition in this folder" for folder in empty]
    from asl.check.report import Checked

    checked: list[Checked] = []
    for file in files:
        try:
            checked.append(Checked(*read_checked(file, defines, cast(MachineType, type_.upper()))))
        except UsageError as e:
            unreadable.append(str(e))
    errors = sum(one.is_error for each in checked for one in each.found)
    doubtful = sum(not one.is_error for each in checked for one in each.found)
    if quiet and not strict:
        checked = [c._replace(found=[one for one in c.found if one.is_error]) for c in checked]
    _print(checked, "json" if as_json else format_)
    for message in unreadable:
        print(f"asl: {message}", file=sys.stderr)
    if unreadable:
        raise Done(2)
    raise Done(1 if errors or (strict and doubtful) else 0)


def _print(checked: list[Checked], format_: str) -> None:
    from asl.check import report

    if format_ == "text":
        shown = report.text(checked, colour=has_colours(sys.stdout)) if checked else ""
    else:
        shown = report.REPORTERS[format_](checked)
    if shown:
        sys.stdout.write(shown + "\n")


def _answer_lines() -> None:
    import time

    from asl.check.jsonl import answers

    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for answer in answers(lines, time.process_time_ns):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
