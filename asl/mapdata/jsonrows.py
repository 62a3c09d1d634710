"""JSON and JSON Lines, item by item: an array of any length is read through a window of one item.

With an ItemsPointer what stands before the items is read and forgotten. A top level that is an object has no items
(recorded); one that a pointer selects is iterated as its members (AWS guide, "Iterating over JSON objects").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from asl.jsonvalue import JSON, JsonTextError, parse, parse_at
from asl.limits import MAX_ITEM_BYTES, MAX_POINTER_BYTES, MAX_POINTER_CHARS
from asl.mapdata.faults import NOT_ITERABLE, ReaderFailed

_SPACE: Final = " \t\r\n"
_NUMBERS: Final = (int, float)


def rows(texts: Iterator[str], pointer: str | None = None) -> Iterator[JSON]:
    """The items of a JSON text.

    pointer: where they are (RFC 6901); None or "": the whole text.

    Raises:
        ReaderFailed: it is not JSON, has nothing at the pointer, or no items; an item is too large.
    """
    window = _Window(texts)
    for token in tokens_of(pointer or ""):
        _descend(window, token, pointer or "")
    opening = window.peek()
    if opening == "[":
        yield from (value for _, value in _members(window, "]"))
    elif opening == "{" and pointer:
        for key, value in _members(window, "}"):
            yield {"Key": key, "Value": value}
    else:
        if opening != "{":
            window.value()  # text that is not JSON at all is told of as such
        raise ReaderFailed(NOT_ITERABLE)
    if not pointer and window.peek():
        raise window.fault("more text after the value")


def lines(texts: Iterable[str], start: int = 0) -> Iterator[JSON]:
    """The items of JSON Lines from number `start` on; empty lines are none.

    Raises:
        ReaderFailed: a line is not JSON, or too long.
    """
    number = at = 0
    for line in _lines(texts):
        number += 1
        if not line or line.isspace():
            continue
        at += 1
        if at <= start:
            continue
        try:
            yield parse(line)
        except JsonTextError as e:
            raise ReaderFailed(f"Line {number} is not JSON: {e.message}.") from None


def _lines(texts: Iterable[str]) -> Iterator[str]:
    rest = ""
    for text in texts:
        found = (rest + text).split("\n")
        rest = found.pop()
        if len(rest) > MAX_ITEM_BYTES or any(len(line) > MAX_ITEM_BYTES for line in found):
            raise ReaderFailed(f"A line has more than {MAX_ITEM_BYTES} bytes.")
        yield from found
    if rest:
        yield rest


def tokens_of(pointer: str) -> list[str]:
    """The reference tokens of a JSON pointer.

    Raises:
        ReaderFailed: it is none, or too long.
    """
    if not pointer:
        return []
    if not pointer.startswith("/") or len(pointer) >= MAX_POINTER_CHARS:
        raise ReaderFailed(f"The ItemsPointer '{pointer[:100]}' is not a valid JSON pointer.")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


def _descend(window: _Window, token: str, pointer: str) -> None:
    """Go to the member that a reference token names; what stands before it is skipped."""
    opening = window.peek()
    closing = {"{": "}", "[": "]"}.get(opening)
    if closing is None:
        window.value()
        raise _nothing_at(pointer)
    window.skip(1)
    number = 0
    while window.peek() != closing:
        if opening == "{":
            key = window.key()
        else:
            key = str(number)
            number += 1
        if key == token:
            return
        try:
            window.value(MAX_POINTER_BYTES)
        except _TooLarge:
            raise _too_far(pointer) from None
        if window.passed > MAX_POINTER_BYTES:
            raise _too_far(pointer)
        window.comma(closing)
    raise _nothing_at(pointer)


def _nothing_at(pointer: str) -> ReaderFailed:
    return ReaderFailed(f"The ItemsPointer '{pointer}' selects nothing.")


def _too_far(pointer: str) -> ReaderFailed:
    return ReaderFailed(
        f"What the ItemsPointer '{pointer}' selects does not begin within the first {MAX_POINTER_BYTES} bytes."
    )


def _members(window: _Window, closing: str) -> Iterator[tuple[str, JSON]]:
    """The members of the array (without keys) or object that begins here."""
    window.skip(1)
    while window.peek() != closing:
        key = window.key() if closing == "}" else ""
        yield key, window.value()
        window.comma(closing)
    window.skip(1)


class _TooLarge(ReaderFailed):
    """A value that is larger than an item may be."""


class _Window:
    """A part of a JSON text that moves on. `passed` counts the characters before it."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._text = ""
        self._at = 0
        self._is_whole = False
        self.passed = 0

    def _more(self, at_least: int = 1) -> bool:
        """Take more text in. False: there is none."""
        parts = [self._text[self._at :]]
        self.passed += self._at
        self._at = 0
        added = 0
        for text in self._texts:
            parts.append(text)
            added += len(text)
            if added >= at_least:
                break
        else:
            self._is_whole = True
        self._text = "".join(parts)
        return added > 0

    def peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _SPACE:
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._more():
                return ""

    def skip(self, characters: int) -> None:
        self._at += characters

    def key(self) -> str:
        """A member's key, and the colon after it."""
        if self.peek() != '"':
            raise self.fault("Expecting property name enclosed in double quotes")
        key: str = self.value()
        if self.peek() != ":":
            raise self.fault("Expecting ':' delimiter")
        self.skip(1)
        return key

    def comma(self, closing: str) -> None:
        """What stands between two members, or the end, which is left."""
        found = self.peek()
        if found == ",":
            self.skip(1)
            if self.peek() == closing:
                raise self.fault("Illegal trailing comma")
        elif found != closing:
            raise self.fault("Expecting ',' delimiter")

    def value(self, most: int = MAX_ITEM_BYTES) -> JSON:
        """The value that begins here."""
        self.peek()
        while True:
            try:
                value, end = parse_at(self._text, self._at)
            except JsonTextError as e:
                # Perhaps it is only not all there. Twice as much each time: it is looked at twice in all, not once for
                # every piece.
                held = len(self._text) - self._at
                if self._is_whole:
                    raise self.fault(e.message, e.position - self._at) from None
                if held > most:
                    raise _TooLarge(f"An item has more than {most} bytes.") from None
                self._more(held)
                continue
            if type(value) in _NUMBERS and not self._is_whole and len(self._text) - end < 3:
                self._more()  # where the text that is here ends, a number may go on: 1 and .5, 1 and E+9
                continue
            if end - self._at > most:
                raise _TooLarge(f"An item has more than {most} bytes.")
            self._at = end
            return value

    def fault(self, what: str, offset: int = 0) -> ReaderFailed:
        at = self.passed + self._at + max(offset, 0)
        return ReaderFailed(f"The object is not JSON: {what} at character {at + 1}.")
