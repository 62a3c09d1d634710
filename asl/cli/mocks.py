"""`asl mocks`: mock files made from a definition or a history, and mock files checked."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, cast

import click

from asl.cli.options import FILE, definition_file, definition_options, json_option, output_option
from asl.cli.reading import MachineType, check_json, defines_of, read_checked, runnable
from asl.cli.starting import machine_name_of, split_case
from asl.cli.terminal import json_result, line
from asl.cli.verbs import Done
from asl.errors import UsageError
from asl.hosts.files import name_of, read_text, write_text
from asl.jsonvalue import JSON

if TYPE_CHECKING:
    from asl.hosts.mock_document import Finding
    from asl.model.machine import StateMachine
    from asl.source import Source


@click.command(short_help="Write a mock file for a definition, or check one.")
@definition_file
@definition_options
@click.option(
    "--form",
    type=click.Choice(["yaml", "local"]),
    default="yaml",
    show_default=True,
    help="The short form, or Step Functions Local's MockConfigFile.",
)
@click.option(
    "--from-history",
    "history",
    metavar="HISTORY",
    type=FILE,
    help="Answers as they were given in an execution: what get-execution-history printed; - is standard input.",
)
@click.option(
    "--without-times", is_flag=True, help="With --from-history: every answer comes at once."
)
@click.option("--check", is_flag=True, help="Check the mock file that --mocks names.")
@click.option(
    "--mocks", "mocks_file", metavar="FILE[#CASE]", type=FILE, help="With --check: the mock file."
)
@click.option("--strict", is_flag=True, help="With --check: warnings count as errors.")
@click.option("--machine", metavar="NAME", help="The machine's name.  [default: the file's]")
@output_option("File to write; - is standard output.  [default: -]")
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
@json_option()
def command(
    definition: str,
    output: str | None,
    force: bool,
    form: str,
    history: str | None,
    without_times: bool,
    check: bool,
    mocks_file: str | None,
    strict: bool,
    machine: str | None,
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write a mock file with an answer for every Task of the state machine in FILE, ready for `asl run --mocks`.

    The answers have the members that the services' models require and that the definition reads, with placeholders of the
    right types. With --from-history they are those of an execution that took place. --check holds a mock file to the
    definition and the models: keys that name no task, members that no service gives, errors that cannot be.

    \b
      asl mocks order.asl.json -o order.mocks.yaml
      asl mocks order.asl.json --form local -o MockConfigFile.json
      asl mocks order.asl.json --from-history history.json -o incident.mocks.yaml
      asl mocks order.asl.json --check --mocks order.mocks.yaml

    Exit status: 0 fine; 1 --check has found something; 2 wrong usage, or a file that cannot be read.
    """
    _go_together(check, mocks_file, strict, history, without_times, output, form)
    defines = defines_of(define_pairs, define_files)
    source, found = read_checked(definition, defines, cast(MachineType, type_.upper()))
    found_machine = runnable(source, found, as_json=as_json)
    name = machine or machine_name_of(definition)
    if mocks_file is not None:
        raise Done(_check(mocks_file, found_machine, name, strict, as_json))
    shown_name = name_of(definition)
    notes: list[str] = []
    if history is not None:
        from asl.hosts.mock_history import answers_of

        value = check_json(read_text(history), name_of(history))
        try:
            told = answers_of(value, found_machine, with_times=not without_times)
        except UsageError as e:
            raise UsageError(f"{name_of(history)}: {e}") from None
        notes = told.notes
        text = told.yaml(shown_name) if form == "yaml" else told.local(name)
    elif form == "yaml":
        from asl.hosts.mock_stub import stub_yaml

        text = stub_yaml(found_machine, source.value, shown_name)
    else:
        from asl.hosts.mock_stub import stub_local

        text = stub_local(found_machine, source.value, name)
    for note in notes:
        line(sys.stderr, (note, "doubtful"))
    _write(text, output, force, notes, as_json)


def _go_together(
    check: bool,
    mocks_file: str | None,
    strict: bool,
    history: str | None,
    without_times: bool,
    output: str | None,
    form: str,
) -> None:
    if check != (mocks_file is not None):
        raise UsageError(
            "--check needs --mocks FILE: the mock file to check"
            if check
            else "--mocks names the file to check: say --check, too"
        )
    if check and (output is not None or history is not None or form != "yaml"):
        raise UsageError("--check writes no file: leave out -o, --form and --from-history")
    if strict and not check:
        raise UsageError("--strict goes with --check")
    if without_times and history is None:
        raise UsageError("--without-times goes with --from-history")


def _write(text: str, output: str | None, force: bool, notes: list[str], as_json: bool) -> None:
    if output is None or output == "-":
        if as_json:
            json_result({"text": text, "notes": notes})
        else:
            sys.stdout.write(text)
        return
    if os.path.exists(output) and not force:
        raise UsageError(f"{output} is there already: --force writes over it")
    write_text(output, text)
    if as_json:
        json_result({"written": output, "notes": notes})
    else:
        line(sys.stderr, f"wrote {output}")


# ------------------------------------------------------------------ --check
def _check(path: str, machine: StateMachine, machine_name: str, strict: bool, as_json: bool) -> int:
    """Show what is wrong with a mock file for a machine; the exit status."""
    from asl.hosts.mock_document import shown
    from asl.hosts.mock_file import open_mocks

    path, case = split_case(path)
    file = open_mocks(path)
    found = file.check_all(machine, case, machine_name)
    errors = sum(one.is_error for one in found)
    if as_json:
        json_result(
            {
                "file": file.name,
                "ok": not errors,
                "findings": [_as_json(file.source, one) for one in found],
            }
        )
    else:
        for one in found:
            line(sys.stdout, (shown(file.source, one), "bad" if one.is_error else "doubtful"))
        doubts = len(found) - errors
        told = [_count(errors, "error")] * bool(errors) + [_count(doubts, "warning")] * bool(doubts)
        line(sys.stderr, f"{file.name}: {', '.join(told) or 'fine'}")
    return 1 if errors or (strict and found) else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _as_json(source: Source, finding: Finding) -> JSON:
    place = finding.place or source.locate(finding.pointer, key=finding.key)
    return {
        "severity": finding.severity,
        "line": place.line,
        "column": place.column,
        "pointer": finding.pointer,
        "message": finding.message,
        **({"help": finding.help} if finding.help else {}),
    }
