"""Text with delimiters, by the service's rules:

- a line is a record, and an empty line too: it gives a row of empty strings (recorded);
- a field in quotation marks may hold delimiters and newlines; `""` in it is one mark;
- a backslash makes the backslash, quotation mark or delimiter after it an ordinary character, and is dropped before any
  other one;
- every value is a string; what a short record lacks is "", what a long one has too much is left out (recorded);
- a row's members stand in the order of a Java HashMap (recorded).

Most records have neither quotation marks nor backslashes: they are split, and nothing is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from asl.jsonvalue import JSON
from asl.limits import MAX_CSV_HEADER_BYTES, MAX_ITEM_BYTES
from asl.mapdata.faults import DUPLICATE_HEADERS, ReaderFailed

DELIMITERS: Final = {"COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "SPACE": " ", "TAB": "\t"}


def count(texts: Iterable[str], delimiter: str, headers: Sequence[str] | None, most: int) -> int:
    """How many rows there are, `most` at most; a text that cannot be read is found here.

    headers: those that are given; None: the first record has them.

    Raises:
        ReaderFailed: duplicate or too many headers, a quotation mark without its pair, a record that is too long.
    """
    blocks = _blocks(texts)
    found = 0
    if headers is None:
        blocks = _after_header(blocks, delimiter)
    else:
        check_headers(headers)
    open_: _Record | None = None
    for lines, is_plain in blocks:
        if is_plain and open_ is None:
            found += len(lines)
        else:
            for line in lines:
                if open_ is None and '"' not in line:
                    found += 1
                    continue
                open_ = open_ or _Record(delimiter)
                if open_.take(line):
                    open_ = None
                    found += 1
        if found >= most:
            return most
    if open_ is not None:
        raise _never_closed()
    return found


def rows(
    texts: Iterable[str], delimiter: str, headers: Sequence[str] | None, start: int = 0
) -> Iterator[JSON]:
    """The rows from number `start` on, each an object of strings.

    Raises:
        ReaderFailed: as `count`.
    """
    found = records(texts, delimiter)
    if headers is None:
        headers = next(found, None)
        if headers is None:
            return
    check_headers(headers)
    make = row_maker(headers)
    for _ in range(start):
        if next(found, None) is None:
            return
    yield from map(make, found)


def records(texts: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The fields of every record.

    Raises:
        ReaderFailed: a quotation mark without its pair, or a record that is too long.
    """
    open_: _Record | None = None
    for lines, is_plain in _blocks(texts):
        if is_plain and open_ is None:
            for line in lines:
                yield line.split(delimiter)
            continue
        for line in lines:
            if open_ is None:
                if '"' not in line and "\\" not in line:
                    yield line.split(delimiter)
                    continue
                open_ = _Record(delimiter)
            if open_.take(line):
                yield open_.fields
                open_ = None
    if open_ is not None:
        raise _never_closed()


def check_headers(headers: Sequence[str]) -> None:
    """Raises ReaderFailed where the service does."""
    if len(set(headers)) < len(headers):
        raise ReaderFailed(DUPLICATE_HEADERS)
    if sum(len(name.encode("utf-8", "replace")) for name in headers) > MAX_CSV_HEADER_BYTES:
        raise ReaderFailed(f"CSV headers cannot have more than {MAX_CSV_HEADER_BYTES} bytes.")


def row_maker(headers: Sequence[str]) -> Callable[[list[str]], JSON]:
    """What makes a record's fields an object."""
    order = hash_map_order(headers)
    names = [headers[at] for at in order]
    width = len(headers)
    if order == list(range(width)):

        def in_order(fields: list[str]) -> JSON:
            if len(fields) < width:
                fields += [""] * (width - len(fields))
            return dict(zip(names, fields, strict=False))  # a long record has more

        return in_order
    pick = itemgetter(*order)  # of two at least: one alone is in order

    def reordered(fields: list[str]) -> JSON:
        if len(fields) < width:
            fields += [""] * (width - len(fields))
        return dict(zip(names, pick(fields), strict=True))

    return reordered


def hash_map_order(keys: Sequence[str]) -> list[int]:
    """The places of the keys in the order in which a java.util.HashMap that they were put into gives them."""
    slots = 16
    while len(keys) * 4 > slots * 3:
        slots *= 2

    def slot(at: int) -> int:
        hash_ = 0
        units = keys[at].encode("utf-16-be", "surrogatepass")
        for high, low in zip(units[::2], units[1::2], strict=True):
            hash_ = (hash_ * 31 + (high << 8 | low)) & 0xFFFFFFFF
        return (hash_ ^ hash_ >> 16) & (slots - 1)

    return sorted(range(len(keys)), key=slot)


def _never_closed() -> ReaderFailed:
    return ReaderFailed("The CSV text ends inside quotation marks.")


def _blocks(texts: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """Lines, many at a time, and whether none of them has a quotation mark or a backslash."""
    rest = ""
    for text in texts:
        text = rest + text
        end = text.rfind("\n") + 1
        rest = text[end:]
        if len(rest) > MAX_ITEM_BYTES:
            raise _too_long()
        if not end:
            continue
        text = text[: end - 1]
        if "\r" in text:
            text = f"{text}\n".replace("\r\n", "\n")[:-1]
        lines = text.split("\n")
        if len(text) > MAX_ITEM_BYTES and max(map(len, lines)) > MAX_ITEM_BYTES:
            raise _too_long()
        yield lines, '"' not in text and "\\" not in text
    if rest:
        yield [rest], '"' not in rest and "\\" not in rest


def _too_long() -> ReaderFailed:
    return ReaderFailed(f"An item of the CSV text has more than {MAX_ITEM_BYTES} bytes.")


def _after_header(
    blocks: Iterator[tuple[list[str], bool]], delimiter: str
) -> Iterator[tuple[list[str], bool]]:
    """The same without the first record, which is checked."""
    header = _Record(delimiter)
    for lines, is_plain in blocks:
        for at, line in enumerate(lines, 1):
            if header.take(line):
                check_headers(header.fields)
                yield lines[at:], is_plain
                yield from blocks
                return
    if header.length:
        raise _never_closed()


class _Record:
    """A record that is read with care, line by line. `fields` are complete when `take` has said so."""

    __slots__ = ("_inside", "_is_quoted", "_outside", "_parts", "delimiter", "fields", "length")

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self.fields: list[str] = []
        self.length = 0
        self._parts: list[str] = []  # of the field under way
        self._is_quoted = False
        self._outside, self._inside = _patterns(delimiter)

    def take(self, line: str) -> bool:
        """Go on with a line. False: it ended inside quotation marks, and the record goes on with the next."""
        self.length += len(line) + 1
        if self.length > MAX_ITEM_BYTES:
            raise _too_long()
        parts, at = self._parts, 0
        while True:
            found = (self._inside if self._is_quoted else self._outside).search(line, at)
            if found is None:
                parts.append(line[at:])
                if self._is_quoted:
                    parts.append("\n")
                    return False
                self._end_field()
                return True
            parts.append(line[at : found.start()])
            at = found.end()
            mark = found.group()
            if mark == "\\":
                if line[at : at + 1] in ("\\", '"', self.delimiter):
                    parts.append(line[at])
                    at += 1
            elif mark != '"':
                self._end_field()
            elif not self._is_quoted:
                # A mark after other characters is one of them (unconfirmed): only a whole field is quoted.
                if any(parts):
                    parts.append('"')
                else:
                    self._is_quoted = True
            elif line.startswith('"', at):
                parts.append('"')
                at += 1
            else:
                self._is_quoted = False

    def _end_field(self) -> None:
        self.fields.append("".join(self._parts))
        self._parts.clear()


_PATTERNS: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {}


def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends a stretch of ordinary characters, outside quotation marks and inside."""
    found = _PATTERNS.get(delimiter)
    if found is None:
        found = re.compile(rf'["\\{re.escape(delimiter)}]'), re.compile(r'["\\]')
        _PATTERNS[delimiter] = found
    return found
