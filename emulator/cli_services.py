"""`asl services`: what would answer each task of a definition, which setting decides it, and what is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click

from asl.cli.options import FILE, HELP_BY, definition_options, json_option
from asl.cli.reading import (
    MachineType,
    cannot_run,
    defines_of,
    files_in,
    read_checked,
)
from asl.cli.terminal import columns, json_result, line
from asl.cli.verbs import Done
from asl.errors import UsageError
from emulator.cli_options import (
    ENDPOINTS,
    answer_options,
    config_of,
    endpoints_of,
    folders_of_buckets,
    integrations_of,
    mocks_of,
)
from emulator.settings import Settings

if TYPE_CHECKING:
    from asl.jsonvalue import JSON
    from emulator.integrations.config import Config
    from emulator.integrations.survey import Answered

_WORDS: Final = {
    "emulator": "asl serve",
    "real": "AWS",
    "refused": "nobody",
}
_FLAGS: Final = {service: f"{long} or {variable}" for long, _, variable, service in ENDPOINTS}


class Row(NamedTuple):
    """One Task, reader or writer as it is shown. place: line and column. cases: test cases that mock it."""

    file: str
    place: tuple[int, int]
    part: str
    answered: Answered
    decided_by: str
    cases: list[str]


@click.command(
    short_help="Show what would answer each task of a definition.", context_settings=HELP_BY
)
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, type=FILE)
@answer_options
@definition_options
@json_option()
def services(
    paths: tuple[str, ...],
    lambdas: tuple[str, ...],
    buckets: tuple[str, ...],
    mock_config: Path | None,
    mocks_file: Path | None,
    config_file: Path | None,
    account: str,
    region: str,
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    as_json: bool,
    **endpoints: str | None,
) -> None:
    """Show what would answer each task of the definitions in FILEs and FOLDERs under `asl serve`.

    For every Task, ItemReader and ResultWriter: a function, a mock, moto, an endpoint, AWS itself or nothing, the setting that
    decides, and for what is missing how to add it. Nothing is called. Give the options that the server gets.

    Exit status: 0 everything has an answer; 1 something is missing, or a file has errors; 2 wrong usage, or a file that
    cannot be read.
    """
    if not paths:
        raise click.UsageError(
            "name the files or folders, or - for standard input", click.get_current_context()
        )
    files, empty = files_in(paths)
    if empty:
        raise UsageError(f"{empty[0]}: there is no definition in this folder")
    defines = defines_of(define_pairs, define_files)
    config = config_of(config_file, mocks_file)
    mocks = mocks_of(mock_config, mocks_file)
    settings = Settings(
        account=account,
        region=region,
        endpoints=endpoints_of(endpoints),
        buckets=folders_of_buckets(buckets),
    )
    integrations = integrations_of(settings, config, lambdas)
    found: list[tuple[str, list[Row]]] = []
    faulty = mocks is not None and any(one.is_error for one in mocks.file.findings)
    for file in files:
        from asl.model.parse import parse_machine
        from emulator.files import name_of
        from emulator.integrations.survey import survey

        source, diagnostics = read_checked(file, defines, cast(MachineType, type_.upper()))
        machine = parse_machine(source.value) if source.is_readable else None
        if machine is None:
            cannot_run(source, diagnostics, as_json=as_json)
        if errors := sum(one.is_error for one in diagnostics):
            faulty = True
            told = f"{errors} error{'' if errors == 1 else 's'} in the definition"
            line(sys.stderr, (f"{told}: asl validate {file} shows more", "doubtful"))
        name = name_of(file)
        rows = []
        for one in survey(
            machine,
            integrations,
            machine_name=name,
            account=account,
            region=region,
            folders=dict(settings.buckets),
        ):
            place = source.locate(f"{one.pointer}/Resource")
            rows.append(
                Row(
                    source.name,
                    (place.line, place.column),
                    one.pointer.rpartition("/")[2] if one.is_of_map else "",
                    one,
                    decided_by(one, config),
                    mocks.cases_of_state(name, one.state) if mocks is not None else [],
                )
            )
        found.append((source.name, rows))
    missing = sum(row.answered.told is None for _, rows in found for row in rows)
    if as_json:
        _print_json(found, config, missing)
    else:
        _print_text(found, config, missing)
    raise Done(1 if missing or faulty else 0)


def decided_by(answered: Answered, config: Config) -> str:
    """The setting that decides, with its file and line; "" where nothing is set."""
    from emulator.integrations.config import line_of

    keys = answered.told.keys if answered.told is not None else ()
    if not keys:
        return ""
    if keys[0] == "--endpoint":
        return _FLAGS[keys[1]]
    if keys[0].startswith("--"):
        return f"{keys[0]} {keys[1]}"
    prefix = ("tool", "asl") if config.path and config.path.name == "pyproject.toml" else ()
    name = ".".join(key if key.replace("-", "").isalnum() else f'"{key}"' for key in keys)
    if config.path is None:
        return name
    number = line_of(config.path.read_text("utf-8"), (*prefix, *keys))
    return f"{_short(config.path)}{f':{number}' if number else ''} {name}"


def _short(path: Path) -> str:
    """A path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


# -------------------------------------------------------------------- what is printed


def _print_text(found: Sequence[tuple[str, list[Row]]], config: Config, missing: int) -> None:
    out = sys.stdout
    for file, rows in found:
        line(out, (file, "name"), "" if rows else ": no tasks")
        columns(out, (_cells(row) for row in rows), indent="  ")
        for row in rows:
            for note in _notes(row, config):
                line(out, *note)
    total = sum(len(rows) for _, rows in found)
    where = f", as {_short(config.path)} says" if config.path is not None else ""
    if missing:
        line(out, (f"{missing} of {total} without an answer", "bad"), where)
    else:
        told = {0: "there is nothing to answer", 1: "it has an answer"}
        line(out, (told.get(total, f"all {total} have an answer"), "good"), where)


def _cells(row: Row) -> tuple[tuple[str, str] | str, ...]:
    one = row.answered
    told = one.told
    who = "nothing" if told is None else _WORDS.get(told.who, told.who)
    what = "" if told is None else told.what
    if row.decided_by:
        what += f"  ({row.decided_by})"
    style = "bad" if told is None else "plain"
    if told is not None and told.who in ("real", "network"):
        style = "doubtful"
    name = f"{one.state} {row.part}".strip()
    return f"{row.place[0]}:{row.place[1]}", (name, "name"), short(one.resource), (who, style), what


def short(resource: str) -> str:
    """A Resource without what all have in common."""
    before, states, name = resource.partition(":states:::")
    return name if states and before.startswith("arn:") else resource


def _notes(row: Row, config: Config) -> Iterator[tuple[tuple[str, str] | str, ...]]:
    one = row.answered
    if one.told is None:
        place = f"{row.file}:{row.place[0]}:{row.place[1]}"
        yield f"{place}: ", ("missing", "bad"), f': "{one.state}" has no answer: {one.needs}'
        if one.help:
            yield (f"   = help: {one.help}",)
        if row.cases:
            yield (f"   = only mocked in the test cases {', '.join(row.cases)}",)
    elif row.cases:
        yield (f'   "{one.state}" is mocked in the test cases {", ".join(row.cases)}',)
    role = _role(one)
    if role:
        yield (f'   "{one.state}" {role}',)
    if one.waits_for_token and one.told is not None and one.told.who != "mock":
        yield (f'   "{one.state}" then waits for whoever has its task token',)


def _role(one: Answered) -> str | None:
    """What Credentials come to."""
    if one.role is None or one.told is None:
        return None
    who = one.told.who
    name = f"the role {one.role}" if one.role else "the role that the execution computes"
    if who == "real":
        return f"names {name} in Credentials, which is not assumed: AWS is called with yours"
    if who == "moto":
        return f"is called in the account of {name}"
    return f"names {name} in Credentials, which makes no difference here"


def _print_json(found: Sequence[tuple[str, list[Row]]], config: Config, missing: int) -> None:
    shown: dict[str, JSON] = {
        "config": None if config.path is None else str(config.path),
        "missing": missing,
        "files": [{"file": file, "tasks": [_as_json(row) for row in rows]} for file, rows in found],
    }
    json_result(shown)


def _as_json(row: Row) -> dict[str, Any]:
    one, told = row.answered, row.answered.told
    return {
        "state": one.state,
        "field": row.part or "Resource",
        "pointer": one.pointer,
        "line": row.place[0],
        "column": row.place[1],
        "resource": one.resource,
        "answeredBy": None if told is None else told.who,
        "what": None if told is None else told.what,
        "decidedBy": row.decided_by or None,
        "missing": one.needs,
        "help": one.help,
        "role": one.role,
        "waitsForToken": one.waits_for_token,
        "mockedInCases": row.cases,
    }
