"""Diagnostics for readers: text for people, JSON, annotations for GitHub, SARIF for code scanning.

A report is made of files: a source with what was found in it. Only here are places worked out, so that checking never pays
for them. Colour is the caller's decision.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.check.diagnostic import Diagnostic, Rule
from asl.source.problem import Place

if TYPE_CHECKING:
    from asl.jsonvalue import JSON
    from asl.source import Source

_TOOL: Final = "asl"


class Checked(NamedTuple):
    """A source and what was found in it."""

    source: Source
    found: Sequence[Diagnostic]


def place_of(source: Source, one: Diagnostic) -> Place:
    """Line, column and length of a diagnostic in its text. Lines and columns count from 1."""
    if one.place is not None:
        return one.place
    return source.locate(one.pointer, key=one.key, at=one.offset)


def _in_order(checked: Checked) -> list[tuple[Place, Diagnostic]]:
    placed = [(place_of(checked.source, one), one) for one in checked.found]
    placed.sort(
        key=lambda pair: (pair[0].line, pair[0].column)
    )  # stable: findings keep their order
    return placed


# -- for people

_RED, _YELLOW, _BLUE, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"
_WIDEST: Final = 160  # characters of a source line that are shown


def text(files: Iterable[Checked], *, colour: bool = False) -> str:
    """One paragraph a finding, with the line it is about, and a last line that counts them."""

    def paint(style: str, what: str) -> str:
        return f"{style}{what}{_PLAIN}" if colour else what

    out: list[str] = []
    errors = warnings = count = 0
    for checked in files:
        count += 1
        for place, one in _in_order(checked):
            errors += one.is_error
            warnings += not one.is_error
            style = _RED if one.is_error else _YELLOW
            where = f"{checked.source.name}:{place.line}:{place.column}"
            head = paint(_BOLD + style, f"{one.severity} {one.code}")
            out.append(f"{where}: {head}: {paint(_BOLD, _one_line(one.message))}")
            out += _excerpt(checked.source, place, lambda what: paint(_BLUE, what), style, paint)
            out.append(f"   {paint(_BLUE, '=')} at {_one_line(one.pointer) or '/'}")
            if one.help:
                out.append(f"   {paint(_BLUE, '=')} help: {_one_line(one.help)}")
            out.append("")
    out.append(_sum(count, errors, warnings))
    return "\n".join(out)


def _excerpt(
    source: Source,
    place: Place,
    faint: Callable[[str], str],
    style: str,
    paint: Callable[[str, str], str],
) -> list[str]:
    line = source.line(place.line).replace("\t", " ")
    if not line.strip():
        return []
    start = max(0, place.column - 1)
    first = 0 if start < _WIDEST - 40 else start - 40
    shown = line[first : first + _WIDEST].rstrip()
    marks = min(place.length, max(1, len(shown) - (start - first)))
    number = str(place.line)
    pad = " " * max(len(number), 2)
    return [
        f"{pad} {faint('|')}",
        f"{faint(number.ljust(len(pad)))} {faint('|')} {_visible(shown)}",
        f"{pad} {faint('|')} {' ' * (start - first)}{paint(style, '^' * marks)}",
    ]


def _visible(line: str) -> str:
    """A line without characters that would move the cursor."""
    return "".join(char if char.isprintable() else "\ufffd" for char in line)


def _one_line(message: str) -> str:
    """A message in one line: names in definitions may hold line breaks and worse."""
    if message.isprintable():
        return message
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in message
    )


def _sum(files: int, errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "no problems" if files == 1 else f"no problems in {files} definitions"
    parts = []
    if errors:
        parts.append(f"{errors} error{'s' if errors > 1 else ''}")
    if warnings:
        parts.append(f"{warnings} warning{'s' if warnings > 1 else ''}")
    where = "" if files == 1 else f" in {files} definitions"
    return f"{' and '.join(parts)}{where}"


# -- for programs


def as_json(files: Iterable[Checked]) -> str:
    """An array of findings.

    `[{"file", "line", "column", "severity", "code", "name", "message", "help", "pointer", "aws": {"code", "message",
    "location"} | null}]`, in the order of files and lines.
    """
    out: list[JSON] = []
    for checked in files:
        for place, one in _in_order(checked):
            out.append(
                {
                    "file": checked.source.name,
                    "line": place.line,
                    "column": place.column,
                    "severity": one.severity,
                    "code": one.code,
                    "name": one.name,
                    "message": one.message,
                    "help": one.help,
                    "pointer": one.pointer,
                    "aws": one.aws_code
                    and {
                        "code": one.aws_code,
                        "message": one.aws_message,
                        "location": one.aws_pointer,
                    },
                }
            )
    return json.dumps(out, ensure_ascii=False, indent=2)


def github(files: Iterable[Checked]) -> str:
    """GitHub Actions' workflow commands, one a line: they become annotations of the changed files."""
    out = []
    for checked in files:
        for place, one in _in_order(checked):
            message = one.message if one.help is None else f"{one.message}\n{one.help}"
            title = f"{one.code} {one.name}"
            end = place.column + place.length
            out.append(
                f"::{one.severity} file={_property(checked.source.name)},line={place.line},"
                f"col={place.column},endColumn={end},title={_property(title)}::{_data(message)}"
            )
    return "\n".join(out)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(files: Iterable[Checked]) -> str:
    """A SARIF 2.1.0 log with the rules that found something."""
    rules: dict[str, Rule] = {}
    indices: dict[str, int] = {}
    results: list[JSON] = []
    for checked in files:
        for place, one in _in_order(checked):
            index = indices.setdefault(one.code, len(rules))
            rules.setdefault(one.code, one.rule)
            results.append(_result(checked.source.name, place, one, index))
    driver: JSON = {
        "name": _TOOL,
        "rules": [_rule(rule) for rule in rules.values()],
    }
    log: JSON = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> JSON:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.why},
        "help": {"text": f"{rule.why} Source: {rule.source}."},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(file: str, place: Place, one: Diagnostic, index: int) -> JSON:
    message = one.message if one.help is None else f"{one.message} ({one.help})"
    return {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": one.severity,
        "message": {"text": message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(file)},
                    "region": {
                        "startLine": place.line,
                        "startColumn": place.column,
                        "endColumn": place.column + place.length,
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": one.pointer, "kind": "object"}],
            }
        ],
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file.replace("\\", "/"), safe="/:.-_~")


REPORTERS: Final[Mapping[str, Callable[[Iterable[Checked]], str]]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
