"""Inside a string: where in the raw text the nth character of what the string means stands.

A diagnostic about an expression knows a character of the expression. Between it and the author's column are escapes
in JSON, and quoting, folding and indentation in YAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from asl.source.position import Span

_ESCAPES: Final[Mapping[str, str]] = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_PIECE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)|([^\\]+)", re.DOTALL)


def decode_string(raw: str) -> str:
    """The text that a valid JSON string token (quotes included) means."""
    if "\\" not in raw:
        return raw[1:-1]
    return "".join(piece for _, piece in _pieces(raw))


def _pieces(raw: str) -> Iterator[tuple[int, str]]:
    """Offset in the token and meaning of each stretch of a JSON string."""
    high = ""
    for found in _PIECE.finditer(raw, 1, len(raw) - 1):
        if found[1]:
            char = chr(int(found[1], 16))
            if "\ud800" <= char <= "\udbff":
                if high:
                    yield found.start() - 6, high
                high = char
                continue
            if high and "\udc00" <= char <= "\udfff":
                code = 0x10000 + ((ord(high) - 0xD800) << 10) + (ord(char) - 0xDC00)
                yield found.start() - 6, chr(code)
                high = ""
                continue
        else:
            char = str(found[3] or _ESCAPES.get(found[2], found[2]))
        if high:
            yield found.start() - 6, high
            high = ""
        yield found.start(), char
    if high:
        yield len(raw) - 7, high


def json_inside(text: str) -> Callable[[Span, int], int]:
    """For a SourceMap: the offset in `text` of the nth character that a string value means."""

    def inside(span: Span, index: int) -> int:
        raw = text[span.start : span.end]
        if not raw.startswith('"'):
            return span.start
        seen = 0
        for start, piece in _pieces(raw):
            if index < seen + len(piece):
                return span.start + start + (index - seen if len(piece) > 1 else 0)
            seen += len(piece)
        return max(span.start, span.end - 1)

    return inside


def yaml_inside(text: str) -> Callable[[Span, int], int]:
    """For a SourceMap: where the nth character of a scalar's text stands, if quoting and folding leave it countable."""

    def inside(span: Span, index: int) -> int:
        raw = text[span.start : span.end]
        if raw[:1] in ("|", ">"):
            return _in_block(text, span, index)
        quoted = raw[:1] in ("'", '"')
        at = span.start + quoted
        quote = raw[:1] if quoted else ""
        for _ in range(index):
            if at >= span.end - quoted:
                break
            at += _step(text, at, quote)
        return min(at, max(span.start, span.end - 1))

    return inside


_ESCAPED: Final = {"x": 4, "u": 6, "U": 10}


def _step(text: str, at: int, quote: str) -> int:
    """Characters of the raw text that make one of the meant text: escapes, doubled quotes, folded lines."""
    if quote == '"' and text[at] == "\\":
        return _ESCAPED.get(text[at + 1 : at + 2], 2)
    if quote == "'" and text[at : at + 2] == "''":
        return 2
    if text[at] in " \t\r\n":
        fold = re.compile(r"[ \t]*\r?\n[ \t]*").match(text, at)
        if fold:
            return fold.end() - at
    return 1


def _in_block(text: str, span: Span, index: int) -> int:
    """A block scalar's nth character: its lines without their indentation."""
    at = text.find("\n", span.start, span.end) + 1
    if not at:
        return span.start
    first = re.compile(r"(?:[ \t]*\r?\n)*( *)").match(text, at)
    indent = len(first[1]) if first else 0
    while at < span.end:
        stop = text.find("\n", at, span.end)
        stop = span.end if stop < 0 else stop
        body = max(0, stop - at - indent)
        if index <= body:
            return at + indent + index if body else at
        index -= body + 1
        at = stop + 1
    return span.start
