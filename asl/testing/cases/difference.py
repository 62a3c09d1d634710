"""Where two JSON values differ, in words that fit on a screen.

Two comparisons: exact equality, as JSON has it (1 and 1.0 are equal, 1 and true are not); and *at least*, where an object
may have members that are not asked for, at any depth, while lists have one length. The second is what `when:` in mock
files means (`asl.hosts.mock_match`): one rule for patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from asl.jsonvalue import ABSENT, JSON, dumps, kind, same

MOST: Final = 12  # differences that are shown of one value
_WIDE: Final = 72  # characters of a value in a difference
_AROUND: Final = 24  # characters before and after the first one that differs in a long text
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Difference(NamedTuple):
    """One place where they differ. `path` is `$`, `$.a`, `$.a[0]`; ABSENT: one side has nothing there."""

    path: str
    expected: JSON
    got: JSON


def differences(expected: JSON, got: JSON, *, at_least: bool = False) -> Iterator[Difference]:
    """Every place where `got` is not what is expected, in the order of what is expected, then what is too much."""
    pending: list[tuple[str, JSON, JSON]] = [("$", expected, got)]
    while pending:
        path, wanted, given = pending.pop()
        if isinstance(wanted, dict) and isinstance(given, dict):
            inner = [(f"{path}{_step(key)}", wanted[key], given.get(key, ABSENT)) for key in wanted]
            if not at_least:
                inner += [
                    (f"{path}{_step(key)}", ABSENT, given[key])
                    for key in given
                    if key not in wanted
                ]
            pending += reversed(inner)
        elif isinstance(wanted, list) and isinstance(given, list):
            longest = max(len(wanted), len(given))
            pending += [
                (f"{path}[{n}]", _at(wanted, n), _at(given, n)) for n in reversed(range(longest))
            ]
        elif wanted is ABSENT or given is ABSENT or not same(wanted, given):
            yield Difference(path, wanted, given)


def _at(values: Sequence[JSON], n: int) -> JSON:
    return values[n] if n < len(values) else ABSENT


def _step(key: str) -> str:
    return f".{key}" if _PLAIN.fullmatch(key) else f"[{dumps(key)}]"


def told(found: Iterator[Difference], most: int = MOST) -> list[str]:
    """Differences as aligned lines, the first `most` of them."""
    rows: list[tuple[str, str, str]] = []
    more = 0
    for one in found:
        if len(rows) == most:
            more += 1
            continue
        rows.append((one.path, *_sides(one.expected, one.got)))
    widths = [min(max((len(row[n]) for row in rows), default=0), _WIDE + 10) for n in (0, 1)]
    lines = [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}".rstrip() for a, b, c in rows]
    if [row[0] for row in rows] == ["$"]:
        lines = [lines[0].removeprefix("$").lstrip()]  # the value itself: it needs no path
    if more:
        lines.append(f"and {more:,} more")
    return lines


def _sides(expected: JSON, got: JSON) -> tuple[str, str]:
    if expected is ABSENT:
        return "not expected", f"got {brief(got)}"
    if got is ABSENT:
        return f"expected {brief(expected)}", "got nothing"
    if isinstance(expected, str) and isinstance(got, str) and max(len(expected), len(got)) > _WIDE:
        start = _first_different(expected, got)
        return (
            f"expected {_around(expected, start)}",
            f"got {_around(got, start)} (from character {start + 1})",
        )
    shown = brief(expected), brief(got)
    if shown[0] == shown[1] or kind(expected) != kind(got):
        # "7" and 7 are told apart by their quotes, an object and a text of it are not.
        return (
            f"expected {shown[0]} ({kind(expected)})",
            f"got {shown[1]} ({kind(got)})",
        )
    return f"expected {shown[0]}", f"got {shown[1]}"


def _first_different(left: str, right: str) -> int:
    for n, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return n
    return min(len(left), len(right))


def _around(text: str, at: int) -> str:
    start, end = max(0, at - _AROUND), at + _AROUND
    return f"{'…' * (start > 0)}{dumps(text[start:end])}{'…' * (end < len(text))}"


def brief(value: JSON, width: int = _WIDE) -> str:
    """A value in one line of JSON, cut where it is long."""
    text = dumps(value)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def paths_told(expected: Sequence[str], got: Sequence[str]) -> list[str]:
    """Two lists of states below each other, and the first place where they part."""
    at = next(
        (n for n, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b),
        min(len(expected), len(got)),
    )
    here, there = _entry(expected, at), _entry(got, at)
    return [
        f"expected  {path_text(expected, at)}",
        f"got       {path_text(got, at)}",
        f"they part at state {at + 1}: expected {here}, got {there}",
    ]


def _entry(path: Sequence[str], at: int) -> str:
    return f'"{path[at]}"' if at < len(path) else "the end"


def path_text(path: Sequence[str], around: int | None = None, most: int = 12) -> str:
    """A path in one line; of a long one the beginning and the end, or what is `around` a place."""
    if not path:
        return "(no state)"
    if len(path) <= most:
        return " > ".join(path)
    if around is None:
        head, tail = list(path[: most // 2]), list(path[-(most // 2) :])
        return " > ".join([*head, f"… {len(path) - len(head) - len(tail):,} more …", *tail])
    start = min(max(0, around - most // 2), len(path) - most)
    end = start + most
    parts = [f"… {start:,} before …"] if start else []
    parts += path[start:end]
    if end < len(path):
        parts.append(f"… {len(path) - end:,} more …")
    return " > ".join(parts)
