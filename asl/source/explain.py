"""Why a JSON text cannot be read, as problems with places, and in the words of the service's own parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from asl.limits import MAX_DEPTH
from asl.source.inside import json_inside
from asl.source.jsontext import JsonFault, scan
from asl.source.position import Lines, SourceMap
from asl.source.problem import DUPLICATE_KEY, EMPTY, MOST, SURROGATE, SourceProblem, problem, short


def problems_of(
    text: str,
    lines: Lines | None = None,
    author: Callable[[int], int] | None = None,
    max_depth: int = MAX_DEPTH,
) -> tuple[SourceProblem, ...]:
    """Why a text is not JSON that can be carried, or which keys of it come twice.

    Args:
        text: what the decoder saw.
        lines: the author's text, if substitutions made another one of it.
        author: offsets of `text` → offsets of the author's text.
        max_depth: how deep containers may nest.
    """
    lines = lines or Lines(text)
    back = author or int
    if not text.strip():
        # The service answers an empty text so, with no location (api.md, definition validation).
        message = "Definition must be a valid JSON object"
        return (problem(EMPTY, "the definition is empty", lines.place(0), aws_message=message),)
    try:
        found = scan(text, max_depth)
    except JsonFault as fault:
        place = lines.place(back(fault.offset), back(fault.offset + fault.length))
        location = _jackson_location(text, fault.jackson_offset) if fault.jackson else None
        return (
            problem(
                fault.kind,
                fault.message,
                place,
                help=fault.help,
                aws_message=f"{fault.jackson}\n at {location}" if fault.jackson else None,
                aws_location=location,
            ),
        )
    if (offset := lone_surrogate(text)) is not None:
        place = lines.place(back(offset))
        return (problem(SURROGATE, "half of a surrogate pair stands alone", place),)
    return tuple(
        problem(
            DUPLICATE_KEY,
            f'"{short(twice.key)}" is written twice in this object, first in line '
            f"{lines.place(back(twice.first_start)).line}: only the last one is kept",
            lines.place(back(twice.start), back(twice.end)),
            pointer=twice.pointer,
        )
        for twice in found.duplicates[:MOST]
    )


def json_map(text: str, lines: Lines, author: Callable[[int], int]) -> SourceMap:
    """Places in a JSON text that the decoder has read."""
    return SourceMap(scan(text).spans, lines, author, json_inside(text))


_JACKSON_SHOWS: Final = 500  # characters of the text in its locations


def _jackson_location(text: str, offset: int) -> str:
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = Lines(text[:start]).starts
    shown = f'"{text[:_JACKSON_SHOWS]}"'
    if len(text) > _JACKSON_SHOWS:
        shown += f"[truncated {len(text) - _JACKSON_SHOWS} chars]"
    return f"[Source: (String){shown}; line: {len(line)}, column: {offset - start + 1}]"


# A pair is skipped whole, and any other escape, so that an escaped backslash before "ud800" is none.
_SURROGATE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u([dD][89a-fA-F])|\\."
)


def lone_surrogate(text: str) -> int | None:
    """The offset of the first half of a surrogate pair without its other half, escaped or not."""
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as e:
            return e.start
    if "\\ud" in text or "\\uD" in text:
        for found in _SURROGATE.finditer(text):
            if found[1]:
                return found.start()
    return None
