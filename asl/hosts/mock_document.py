"""A mock file as text: its value, and what is wrong with it at its line and column.

Both kinds of mock files (`mock_config`, `mock_file`) report through `Finding`, so that a user sees file, place and
advice, and a program sees data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from asl.errors import UsageError
from asl.source.problem import EMPTY, MISSING_VALUE, Place
from asl.source.text import Source, format_of, read_json


class Finding(NamedTuple):
    """One thing that is wrong. `pointer` is RFC 6901 into the file; `key`: the fault is in the name there."""

    message: str
    pointer: str = ""
    help: str | None = None
    severity: Literal["error", "warning"] = "error"
    key: bool = False
    place: Place | None = None  # where the text is no JSON, so that no pointer reaches

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used; a warning tells what will not do what it seems to."""
        return self.severity == "error"


class MockFileError(UsageError):
    """A mock file that cannot be used. Carries every Finding, warnings too; the text shows the errors."""

    def __init__(self, source: Source, findings: Iterable[Finding]) -> None:
        self.source = source
        self.findings = tuple(findings)
        super().__init__("\n".join(shown(source, f) for f in self.findings if f.is_error))


def read_document(text: str, name: str) -> tuple[Source, list[Finding]]:
    """A JSON or YAML file (by its name) and what is wrong with its text. No `${Name}` is replaced."""
    if format_of(name) == "yaml":
        from asl.source.yamltext import read_yaml, yaml_map

        value, found = read_yaml(text, None)
        source = Source(name, "yaml", text, value, tuple(found), yaml_map(None))
    else:
        from asl.source.explain import json_map

        value, problems = read_json(text)
        source = Source(
            name, "json", text, value, problems, lambda s: json_map(s.text, s.lines, int)
        )
    return source, [
        Finding(
            "the file is empty" if p.kind == EMPTY else p.message,
            p.pointer or "",
            p.help,
            p.severity,
            place=p.place or Place(1, 1),
        )
        for p in source.problems
        if p.kind != MISSING_VALUE  # `${Name}` is text here: nothing is to be filled in
    ]


def shown(source: Source, finding: Finding) -> str:
    """A finding as text: `file:line:column: error: …`, the line, a mark under it, and the advice."""
    place = finding.place or source.locate(finding.pointer, key=finding.key)
    line, column = _window(source.line(place.line), place.column)
    gutter = " " * len(str(place.line))
    before = "".join(c if c == "\t" else " " for c in line[: column - 1])
    mark = "^" * max(1, min(place.length, len(line) - column + 1))
    out = [
        f"{source.name}:{place.line}:{place.column}: {finding.severity}: {finding.message}",
        f"{gutter} |",
        f"{place.line} | {line}",
        f"{gutter} | {before}{mark}",
    ]
    if finding.help:
        out.append(f"{gutter} = help: {finding.help}")
    return "\n".join(out)


_WIDTH: Final = 120  # characters of a line that are shown


def _window(line: str, column: int) -> tuple[str, int]:
    """A long line cut to the part around the column, and the column in it."""
    if len(line) <= _WIDTH:
        return line, column
    start = max(0, min(column - 1 - _WIDTH // 3, len(line) - _WIDTH))
    before, after = "…" * (start > 0), "…" * (start + _WIDTH < len(line))
    return f"{before}{line[start : start + _WIDTH]}{after}", column - start + len(before)
