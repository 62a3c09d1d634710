"""Reads paths: the Jayway dialect, as AWS speaks it.

A path names its document first: `$` alone or followed by `.` or `[` is the state's data, `$$` the context object, `$name`
a workflow variable. What follows is the dialect, whose rules were measured by running the library over many paths.
AWS runs an older release of it, as its recordings and machines in use show: text without quotes in a filter is a
string, `[:]` and `[(@.length-1)]` are taken, and in `['…']` a backslash stands for itself unless it escapes the closing
quote. `Dialect` holds the two apart, so that the library's own answers can be checked too.

A reference path is the subset that names one place: names and indices only.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from asl.query.jsonpath.scan import matching_close, string_end, unescape
from asl.query.jsonpath.terms import (
    MAX_NESTED_FILTERS,
    MAX_SEGMENTS,
    Descent,
    Filter,
    Function,
    Indices,
    Names,
    NestedPath,
    Path,
    PathSyntaxError,
    Root,
    Segment,
    Slice,
    Value,
    Wildcard,
    is_definite,
)

__all__ = ["Path", "PathSyntaxError", "is_reference_path", "parse_path", "parse_reference_path"]


class Dialect(NamedTuple):
    """Where AWS and the library's present release part."""

    older_forms: bool = True  # [?(@.lang==fr)], [:], [(@.length-1)]
    unescapes_names: bool = False  # ['a\"b'] is the name a"b


AWS: Final = Dialect()

_MAX_INDEX: Final = 2**31 - 1
_DIGITS: Final = "0123456789"
_PLAIN: Final = re.compile(r"\$\$?(?:\.[\w-]+)*")
_FROM_LENGTH: Final = re.compile(r"\(\s*@\.length\s*-\s*(\d{1,10})\s*\)\s*\]", re.ASCII)

_WHY_NOT_REFERENCE: Final = {
    Slice: "a slice",
    Wildcard: "a wildcard",
    Descent: 'a deep scan ("..")',
    Filter: "a filter",
    Function: "a function",
    Names: "several names",
    Indices: "several indices",
}


def parse_path(text: str, dialect: Dialect = AWS) -> Path:
    """The path that this text writes.

    Raises:
        PathSyntaxError: with the place in `text` and the reason.
    """
    if _PLAIN.fullmatch(text):
        return _plain(text)
    root, variable, start = _root(text)
    reader = _Reader(text, dialect)
    segments = tuple(segment for segment, _ in reader.segments(start, len(text.rstrip(" "))))
    return Path(text, root, variable, is_definite(segments), segments)


def parse_reference_path(text: str) -> Path:
    """The reference path that this text writes: it names one place, so names and indices only.

    Raises:
        PathSyntaxError: not a path at all, or the first part that names more than one place.
    Source: ASL spec, Reference Paths. A backslash takes the meaning from the character after it: `$.a\\.b`.
    """
    if _PLAIN.fullmatch(text):
        return _plain(text)
    root, variable, start = _root(text)
    reader = _Reader(text, AWS, escapes=True)
    segments = reader.segments(start, len(text.rstrip(" ")))
    for segment, position in segments:
        if not (isinstance(segment, (Names, Indices)) and segment.definite):
            reason = _WHY_NOT_REFERENCE[type(segment)]
            raise PathSyntaxError(f"a reference path names one place: no {reason}", position)
    return Path(text, root, variable, True, tuple(segment for segment, _ in segments))


def is_reference_path(text: str) -> bool:
    """Whether the text is a reference path."""
    try:
        parse_reference_path(text)
    except PathSyntaxError:
        return False
    return True


def _plain(text: str) -> Path:
    """A path of names and dots only, as 19 of 20 are."""
    root, *names = text.split(".")
    if len(names) > MAX_SEGMENTS:
        raise PathSyntaxError(f"a path of more than {MAX_SEGMENTS} steps")
    segments = tuple([Names((name,)) for name in names])
    return Path(text, "input" if root == "$" else "context", "", True, segments)


def _root(text: str) -> tuple[Root, str, int]:
    """Which document, the variable's name, and where the segments begin."""
    if not text.startswith("$"):
        raise PathSyntaxError('a path begins with "$"')
    if text.startswith("$$"):
        return "context", "", 2
    end = 1
    while end < len(text) and ("a" + text[end]).isidentifier():
        end += 1
    if end == 1:
        return "input", "", 1
    # ID_Start, then ID_Continue: Python's identifiers are these, but for a leading underscore.
    if not text[1:end].isidentifier() or text[1] == "_":
        raise PathSyntaxError("a variable's name begins with a letter", 1)
    return "variable", text[1:end], end


class _Reader:
    """Reads the segments of one text."""

    def __init__(self, text: str, dialect: Dialect, *, escapes: bool = False) -> None:
        self.text = text
        self.dialect = dialect
        self.escapes = escapes
        self.at = 0
        self.end = 0
        self.nesting = 0
        self.found: list[tuple[Segment, int]] = []

    def segments(self, start: int, end: int) -> list[tuple[Segment, int]]:
        """The segments of text[start:end] with their places."""
        self.at, self.end, self.found = start, end, []
        if start < end and self.text[start] not in ".[":
            raise PathSyntaxError('"." or "[" is expected after the root', start)
        if start < end and self.text[end - 1] == ".":
            raise PathSyntaxError("the path ends in a dot", end - 1)
        while self.at < end:
            if len(self.found) >= MAX_SEGMENTS:
                raise PathSyntaxError(f"a path of more than {MAX_SEGMENTS} steps", self.at)
            self._next()
        self._take_functions()
        return self.found

    def nested(self, start: int, end: int, nesting: int) -> NestedPath:
        """The path in text[start:end], which begins with $ or @, inside a filter or a function."""
        if nesting > MAX_NESTED_FILTERS:
            raise PathSyntaxError("the path is nested too deeply", start)
        inner = _Reader(self.text, self.dialect)
        inner.nesting = nesting
        found = inner.segments(start + 1, end)
        return NestedPath(self.text[start] == "$", tuple(segment for segment, _ in found))

    def _error(self, message: str) -> PathSyntaxError:
        return PathSyntaxError(message, self.at)

    def _add(self, segment: Segment, position: int, following: int) -> None:
        self.found.append((segment, position))
        self.at = following

    def _significant(self, at: int) -> int:
        """The place of the next character that is no blank, from `at`; self.end when there is none."""
        while at < self.end and self.text[at] == " ":
            at += 1
        return at

    def _next(self) -> None:
        start = self.at
        if self.text[start] == ".":
            if self.text.startswith("..", start):
                self._add(Descent(), start, start + 2)
            else:
                self.at += 1
            if self.at >= self.end:
                raise PathSyntaxError("the path ends in a dot", start)
            if self.text[self.at] == ".":
                raise self._error("one dot too many")
        c = self.text[self.at]
        if c == "[":
            self._bracket()
        elif c == "*":
            self._add(Wildcard(), self.at, self.at + 1)
        else:
            self._name()

    def _name(self) -> None:
        start, at, escaped = self.at, self.at, False
        while at < self.end and (c := self.text[at]) not in ".[":
            if c == "\\" and self.escapes and at + 1 < self.end:
                escaped = True
                at += 1
            elif c == " ":
                raise PathSyntaxError("a name with a blank is written ['…']", at)
            elif c == "(":
                self._function(start, at)
                return
            at += 1
        if at == start:
            raise self._error("a name is missing")
        name = self.text[start:at]
        if escaped:
            name = unescape_reference(name)
        self._add(Names((name,)), start, at)

    def _function(self, start: int, opening: int) -> None:
        # Functions and filters are rare: who does not use them does not load them.
        from asl.query.jsonpath.filter_syntax import LenientJson
        from asl.query.jsonpath.functions import FUNCTIONS

        name = self.text[start:opening]
        close = matching_close(self.text, opening, self.end, patterns=False)
        if close < 0:
            raise PathSyntaxError(f'the brackets of "{name}" are not closed', opening)
        if name not in FUNCTIONS:
            raise PathSyntaxError(f'"{name}" is not a function', start)
        if close + 1 < self.end:
            raise PathSyntaxError("nothing may follow a function", close + 1)
        arguments: list[NestedPath | Value] = []
        at = self._significant(opening + 1)
        while at < close:
            end = self._argument_end(at, close)
            written = self.text[at:end].rstrip(" ")
            if not written:
                raise PathSyntaxError("an argument is missing", at)
            if written[0] in "$@":
                arguments.append(self.nested(at, at + len(written), self.nesting + 1))
            else:
                arguments.append(Value(LenientJson(self.text, at, at + len(written)).value()))
            at = self._significant(end + 1)
        self._add(Function(name, tuple(arguments)), start, close + 1)

    def _argument_end(self, at: int, close: int) -> int:
        while at < close and self.text[at] != ",":
            c = self.text[at]
            if c in "'\"":
                at = string_end(self.text, at, close)
            elif c in "([{":
                at = matching_close(self.text, at, close, patterns=False)
            if at < 0:
                raise self._error("an argument is not closed")
            at += 1
        return at

    def _bracket(self) -> None:
        inside = self._significant(self.at + 1)
        c = self.text[inside] if inside < self.end else ""
        if c and c in "'\"":
            self._quoted_names(inside, c)
        elif c and c in "-:0123456789":
            self._numbers()
        elif c == "*":
            close = self._significant(inside + 1)
            if self.text[close : close + 1] != "]" or close >= self.end:
                raise self._error('"[*" is not closed')
            self._add(Wildcard(), self.at, close + 1)
        elif c == "?":
            self._filter(inside)
        elif c == "(" and self.dialect.older_forms:
            self._from_length(inside)
        else:
            raise self._error("in brackets stands a quoted name, a number, a slice, * or ?(…)")

    def _quoted_names(self, at: int, quote: str) -> None:
        names: list[str] = []
        while True:
            if self.text[at : at + 1] != quote or at >= self.end:
                raise PathSyntaxError(f"a name in {quote} is expected", at)
            close = string_end(self.text, at, self.end)
            if close < 0:
                raise PathSyntaxError(f"the name is not closed with {quote}", at)
            names.append(self._unquote(at + 1, close, quote))
            at = self._significant(close + 1)
            mark = self.text[at] if at < self.end else ""
            if mark == "]":
                break
            if mark != ",":
                raise PathSyntaxError('"," or "]" is expected after a name', close + 1)
            at = self._significant(at + 1)
        self._add(Names(tuple(names), quote), self.at, at + 1)

    def _unquote(self, start: int, end: int, quote: str) -> str:
        written = self.text[start:end]
        if self.dialect.unescapes_names:
            return unescape(written, start)
        return written.replace("\\" + quote, quote)

    def _numbers(self) -> None:
        close = self.text.find("]", self.at, self.end)
        if close < 0:
            raise self._error("the bracket is not closed")
        written = self.text[self.at + 1 : close].strip(" ")
        if ":" in written:
            parts = [self._index(part) for part in written.split(":")[:2]]
            if parts in ([None], [None, None]) and not self.dialect.older_forms:
                raise self._error("a slice needs a number")
            self._add(Slice(parts[0], parts[1]), self.at, close + 1)
            return
        indices = []
        for part in written.split(","):
            index = self._index(part.strip(" "))
            if index is None:
                raise self._error("an index is missing")
            indices.append(index)
        self._add(Indices(tuple(indices)), self.at, close + 1)

    def _from_length(self, opening: int) -> None:
        """`[(@.length-1)]`: an index counted from the end."""
        found = _FROM_LENGTH.match(self.text, opening, self.end)
        if found is None:
            raise self._error('an expression in brackets is written "[(@.length-1)]"')
        index = self._index("-" + found.group(1))
        self._add(Indices((index or 0,)), self.at, found.end())

    def _index(self, written: str) -> int | None:
        if not written:
            return None
        digits = written[1:] if written[0] == "-" else written
        # Not str.isdigit(), which takes the digits of every script.
        if not digits or any(c not in _DIGITS for c in digits):
            raise self._error(f'"{written}" is not an index')
        if len(digits.lstrip("0")) > 10 or int(digits) > _MAX_INDEX:
            raise self._error(f"the index {written} is too large")
        return int(written)

    def _filter(self, question: int) -> None:
        from asl.query.jsonpath.filter_syntax import FilterReader

        opening = self._significant(question + 1)
        if self.text[opening : opening + 1] != "(" or opening >= self.end:
            raise self._error('a filter is written "[?(…)]"')
        close = matching_close(self.text, opening, self.end, patterns=True)
        last = self._significant(close + 1) if close >= 0 else self.end
        if last >= self.end or self.text[last] != "]":
            raise self._error("the filter is not closed")
        nesting = self.nesting + 1
        if nesting > MAX_NESTED_FILTERS:
            raise self._error("the filter is nested too deeply")
        reader = FilterReader(
            self.text, opening + 1, close, nesting, self._nested, self.dialect.older_forms
        )
        self._add(Filter(reader.test()), self.at, last + 1)

    def _nested(self, text: str, start: int, end: int, nesting: int) -> NestedPath:
        return self.nested(start, end, nesting)

    def _take_functions(self) -> None:
        """A function at the end of a path that scans takes all that the path gives: `$..a.length()`."""
        if not self.found or not isinstance(self.found[-1][0], Function):
            return
        function, position = self.found[-1][0], self.found[-1][1]
        if isinstance(self.found[0][0], Descent):
            scanned = NestedPath(True, tuple(segment for segment, _ in self.found[:-1]))
            self.found = [(Function(function.name, (scanned,)), position)]


def unescape_reference(name: str) -> str:
    """A name of a reference path without its backslashes."""
    out, at = [], 0
    while at < len(name):
        if name[at] == "\\" and at + 1 < len(name):
            at += 1
        out.append(name[at])
        at += 1
    return "".join(out)
