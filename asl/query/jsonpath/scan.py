"""Where brackets and quotes close in a text: what the readers of paths, filters and intrinsic calls share."""

from __future__ import annotations

from typing import Final

from asl.query.jsonpath.terms import PathSyntaxError

_OPEN_CLOSE: Final = {"(": ")", "[": "]", "{": "}"}
_PLAIN_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def matching_close(text: str, at: int, end: int, *, patterns: bool) -> int:
    """Where the bracket that opens at `at` closes, strings (and `/…/` patterns) skipped; -1 if it does not."""
    opening, closing, depth = text[at], _OPEN_CLOSE[text[at]], 0
    while at < end:
        c = text[at]
        if c in "'\"" or (patterns and c == "/"):
            at = string_end(text, at, end)
            if at < 0:
                return -1
        elif c == opening:
            depth += 1
        elif c == closing:
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1


def string_end(text: str, at: int, end: int) -> int:
    """Where the quote (or slash) at `at` closes, backslashes skipped; -1 if it does not."""
    quote, at = text[at], at + 1
    while at < end:
        if text[at] == "\\":
            at += 1
        elif text[at] == quote:
            return at
        at += 1
    return -1


def unescape(text: str, position: int) -> str:
    """The library's string escapes: those of JSON, and any other escaped character stands for itself."""
    if "\\" not in text:
        return text
    out, at = [], 0
    while at < len(text):
        c = text[at]
        if c == "\\" and at + 1 < len(text):
            at += 1
            c = text[at]
            if c == "u":
                try:
                    c = chr(int(text[at + 1 : at + 5], 16))
                except ValueError:
                    raise PathSyntaxError("\\u needs four hex digits", position + at) from None
                at += 4
            else:
                c = _PLAIN_ESCAPES.get(c, c)
        out.append(c)
        at += 1
    return "".join(out)
