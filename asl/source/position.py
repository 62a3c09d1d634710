"""Where things stand in a text: `pointer -> line, column, length`, worked out when somebody asks.

Reading never pays for this. When the first diagnostic wants a place, the text is scanned once (`jsontext.scan`, or
the event walk of `yamltext`), and the spans are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import NamedTuple

from asl.source.problem import Place


class Span(NamedTuple):
    """Offsets of one value in the text, and of its key; key_start is -1 for array entries and the root."""

    start: int
    end: int
    key_start: int = -1
    key_end: int = -1
    is_container: bool = False


class Lines:
    """Offsets to lines and columns of one text. A line ends with LF, CR LF or CR, as editors show them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]

    def place(self, offset: int, end: int | None = None) -> Place:
        """The place of text[offset:end]; the length stops at the end of its line."""
        row = bisect_right(self.starts, offset) - 1
        line_end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        line_end = offset + len(self.text[offset:line_end].rstrip("\r\n"))
        stop = offset + 1 if end is None else min(end, line_end)
        return Place(row + 1, offset - self.starts[row] + 1, max(1, stop - offset))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        if not 1 <= number <= len(self.starts):
            return ""
        stop = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : stop].rstrip("\r\n")


class SourceMap:
    """Places by JSON pointer.

    Args:
        spans: offsets in the text that was parsed.
        lines: the author's text.
        author: offsets of the parsed text → offsets of the author's text, where substitutions moved them.
        inside: how far into a value's raw text the nth character of the string it means stands.
    """

    def __init__(
        self,
        spans: Mapping[str, Span],
        lines: Lines,
        author: Callable[[int], int],
        inside: Callable[[Span, int], int],
    ) -> None:
        self._spans = spans
        self._lines = lines
        self._author = author
        self._inside = inside

    def locate(self, pointer: str, *, key: bool = False, at: int | None = None) -> Place:
        """Where the value at `pointer` stands, or the key that names it, or what would have held it.

        Args:
            pointer: RFC 6901, "" for the whole definition. What is not in the text is placed at the nearest
                object or array that is: at its key if it has one.
            key: the place of the key rather than of the value.
            at: the nth character (from 0) of a string value: an expression's position.
        """
        span, found = self._nearest(pointer)
        if not found or key:
            if span.key_start >= 0:
                return self._place(span.key_start, span.key_end)
            return self._place(span.start, span.start + 1)
        if at is not None:
            start = self._inside(span, at)
            return self._place(start, start + 1)
        return self._place(span.start, span.start + 1 if span.is_container else span.end)

    def _nearest(self, pointer: str) -> tuple[Span, bool]:
        found = True
        while pointer:
            span = self._spans.get(pointer)
            if span is not None:
                return span, found
            pointer = pointer[: pointer.rfind("/")] if "/" in pointer else ""
            found = False
        return self._spans.get("", Span(0, 1)), found

    def _place(self, start: int, end: int) -> Place:
        start, end = self._author(start), self._author(end)
        return self._lines.place(start, max(end, start + 1))


def escape(key: str) -> str:
    """A key as one step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key
