"""What commands read: definitions, values for `${Name}`, inputs; from files, arguments or standard input (`-`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias

from asl.errors import UsageError
from asl.hosts.definition_files import files_in as files_in
from asl.hosts.files import json_of, name_of, read_bytes, read_text
from asl.jsonvalue import JSON, JsonTextError, parse

if TYPE_CHECKING:
    from asl.check.diagnostic import Diagnostic
    from asl.model.machine import StateMachine
    from asl.source import Source

MachineType: TypeAlias = Literal["STANDARD", "EXPRESS"]


def defines_of(pairs: Iterable[str], files: Iterable[str]) -> dict[str, JSON]:
    """Values by name: those of the files, later files first, then those of the command line over them.

    Raises:
        UsageError: a pair without "=", or a file that holds no values.
    """
    values: dict[str, JSON] = {}
    for path in files:
        from asl.source.problem import EMPTY
        from asl.source.substitute import read_defines

        found, problems = read_defines(read_text(path), path)
        if errors := [one for one in problems if one.is_error]:
            place = f":{errors[0].line}:{errors[0].column}" if errors[0].place else ""
            told = "the file is empty" if errors[0].kind == EMPTY else errors[0].message
            raise UsageError(f"{name_of(path)}{place}: {told}")
        values.update(found)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f'--define takes NAME=VALUE, not "{pair}"')
        values[name] = value
    return values


def read_checked(
    path: str, defines: dict[str, JSON], type_: MachineType
) -> tuple[Source, list[Diagnostic]]:
    """A definition and everything that was found in it.

    Raises:
        UsageError: the file cannot be read. What is wrong inside it is a finding.
    """
    from asl.check import check_source
    from asl.source import read

    name = name_of(path)
    source = read(read_bytes(path), name=name, defines=defines or None)
    return source, check_source(source, type=type_)


def runnable(source: Source, found: Sequence[Diagnostic], *, as_json: bool) -> StateMachine:
    """The machine of a definition without errors.

    Raises:
        Done: it has errors, which were shown.
    """
    from asl.model.parse import parse_machine

    has_errors = any(one.is_error for one in found)
    machine = None if has_errors else parse_machine(source.value)
    if machine is None:
        cannot_run(source, found, as_json=as_json)
    return machine


def cannot_run(source: Source, found: Sequence[Diagnostic], *, as_json: bool) -> NoReturn:
    """Show what is wrong with a definition, and end the command with status 2.

    As JSON everything that was found, `{"error": {"kind": "definition", "message", "diagnostics": [...]}}`; for people
    the errors, if there are any.
    """
    from asl.check import report
    from asl.cli.terminal import has_colours, json_result
    from asl.cli.verbs import Done

    if as_json:
        import json

        diagnostics = json.loads(report.as_json([report.Checked(source, list(found))]))
        what = {"kind": "definition", "message": "the definition cannot run"}
        json_result({"error": {**what, "diagnostics": diagnostics}})
    else:
        errors = [one for one in found if one.is_error]
        shown = [report.Checked(source, errors or list(found))]
        sys.stderr.write(report.text(shown, colour=has_colours(sys.stderr)) + "\n")
    raise Done(2)


def input_text(argument: str | None, option: str | None, file: str | None) -> str | None:
    """The execution's input as JSON text, or None when none was given.

    Args:
        argument, option, file: INPUT, --input and --input-file; at most one is given.

    Raises:
        UsageError: two were given, or it is not JSON; the message shows where.
    """
    given = [
        name
        for name, value in (("INPUT", argument), ("--input", option), ("--input-file", file))
        if value is not None
    ]
    if len(given) > 1:
        raise UsageError(f"the input is given twice, by {' and '.join(given)}")
    text = argument if argument is not None else option
    if file is not None or text == "-":
        path = file if file is not None else "-"
        text = read_text(path)
        check_json(text, name_of(path))
    elif text is not None:
        check_json(text, "the input")
    return text


def check_json(text: str, name: str, *, in_one_line: bool = False) -> JSON:
    """The value of a JSON text.

    Raises:
        UsageError: it is not JSON. The message shows the line, marks the place, and says what to do; `in_one_line`
            it names the column only.
    """
    if in_one_line:
        try:
            return parse(text)
        except JsonTextError as e:
            raise UsageError(f"{name} is not JSON: column {e.position + 1}: {e.message}") from None
    return json_of(text, name, _advice)


def _advice(text: str) -> str | None:
    if len(text) < 1024 and os.path.isfile(text):
        return f"to read a file, write --input-file {text}"
    if text.startswith("'"):
        return "the shell passed on the quotes: use double ones around"
    return None
