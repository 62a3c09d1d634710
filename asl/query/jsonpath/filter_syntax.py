"""Reads what stands between `[?(` and `)]`.

The grammar is the Jayway library's: `||` over `&&` over `!`, parentheses, and comparisons of operands. Two habits of it
matter: a path ends at a blank, an operator character or a closing bracket (so `@.a&&@.b` without blanks is one name), and
an operand alone is a test that it exists.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from asl.jsonvalue import JSON
from asl.query.jsonpath.pattern import FLAGS, compile_pattern
from asl.query.jsonpath.scan import matching_close, string_end, unescape
from asl.query.jsonpath.terms import (
    MAX_NESTED_FILTERS,
    All,
    AnyOf,
    Compare,
    Exists,
    NestedPath,
    Not,
    Operand,
    PathSyntaxError,
    Test,
    Value,
)

_SIGNS: Final = frozenset({"==", "!=", "===", "!==", "<", "<=", ">", ">=", "=~"})
_SETS: Final = frozenset({"in", "nin", "subsetof", "anyof", "noneof", "all", "contains"})
OPERATORS: Final = _SIGNS | _SETS | {"size", "empty"}
_OPERATOR_CHARS: Final = "<>=~!"
_NUMBER_CHARS: Final = "0123456789-+.eE"
_WORDS: Final = {"true": True, "false": False, "null": None}

ReadPath = Callable[[str, int, int, int], NestedPath]  # (text, start, end, nesting)


class FilterReader:
    """Reads one test from text[start:end], the inside of the parentheses.

    `bare_words`: a word without quotes is a string (`[?(@.lang==fr)]`). AWS runs machines that write so; the library's
    present release refuses it.
    """

    def __init__(
        self, text: str, start: int, end: int, nesting: int, read_path: ReadPath, bare_words: bool
    ) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.nesting = nesting
        self.read_path = read_path
        self.bare_words = bare_words

    def test(self) -> Test:
        found = self._either()
        self._blanks()
        if self.at < self.end:
            raise self._error("the filter should end here")
        return found

    def _error(self, message: str, at: int | None = None) -> PathSyntaxError:
        return PathSyntaxError(message, self.at if at is None else at)

    def _blanks(self) -> str:
        """Skip blanks; the character that follows, "" at the end."""
        while self.at < self.end and self.text[self.at] == " ":
            self.at += 1
        return self.text[self.at] if self.at < self.end else ""

    def _skip(self, mark: str) -> bool:
        self._blanks()
        if self.text.startswith(mark, self.at, self.end):
            self.at += len(mark)
            return True
        return False

    def _either(self) -> Test:
        tests = [self._both()]
        while self._skip("||"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else AnyOf(tuple(tests))

    def _both(self) -> Test:
        tests = [self._single()]
        while self._skip("&&"):
            tests.append(self._single())
        return tests[0] if len(tests) == 1 else All(tuple(tests))

    def _single(self) -> Test:
        c = self._blanks()
        if c == "!" and not self._negates_path():
            self.at += 1
            return Not(self._deeper(self._single))
        if c == "(":
            self.at += 1
            found = self._deeper(self._either)
            if not self._skip(")"):
                raise self._error("a parenthesis in the filter is not closed")
            return found
        return self._comparison()

    def _deeper(self, read: Callable[[], Test]) -> Test:
        self.nesting += 1
        if self.nesting > MAX_NESTED_FILTERS:
            raise self._error("the filter is nested too deeply")
        found = read()
        self.nesting -= 1
        return found

    def _negates_path(self) -> bool:
        return self.text[self.at + 1 : self.end].lstrip(" ")[:1] in ("$", "@")

    def _comparison(self) -> Test:
        start = self.at
        wanted = self._blanks() != "!"
        if not wanted:
            self.at += 1
        left = self._operand()
        after_left = self.at
        operator = self._operator()
        if operator is None:
            self.at = after_left
            if not isinstance(left, NestedPath):
                raise self._error("a filter compares, or names a path that must exist", start)
            return Exists(left, wanted)
        return Compare(left, operator, self._operand())

    def _operator(self) -> str | None:
        """The operator here, None where the operand stands alone."""
        c = self._blanks()
        start = self.at
        if c and c in _OPERATOR_CHARS:
            while self.at < self.end and self.text[self.at] in _OPERATOR_CHARS:
                self.at += 1
        elif c.isalpha():
            while self.at < self.end and self.text[self.at] not in " [":
                self.at += 1
        else:
            return None
        operator = self.text[start : self.at].lower()
        if operator not in OPERATORS:
            raise self._error(f'"{self.text[start : self.at]}" is not an operator', start)
        return operator

    def _operand(self) -> Operand:
        c = self._blanks()
        start = self.at
        if not c:
            raise self._error("the filter ends where a value is expected")
        if c in "$@":
            return self._path()
        if c in "'\"":
            close = string_end(self.text, start, self.end)
            if close < 0:
                raise self._error("a string in the filter is not closed")
            self.at = close + 1
            return Value(unescape(self.text[start + 1 : close], start + 1))
        if c in "[{":
            close = matching_close(self.text, start, self.end, patterns=False)
            if close < 0:
                raise self._error(f"{c} in the filter is not closed")
            self.at = close + 1
            return Value(LenientJson(self.text, start, close + 1).value())
        if c == "/":
            return self._pattern()
        if c == "-" or c.isdigit():
            return self._number()
        return self._word()

    def _path(self) -> NestedPath:
        start = self.at
        self.at += 1
        while self.at < self.end:
            c = self.text[self.at]
            if c == "[":
                close = matching_close(self.text, self.at, self.end, patterns=False)
                if close < 0:
                    raise self._error("a bracket in the filter is not closed")
                self.at = close
            elif self.text.startswith("()", self.at, self.end):
                self.at += 1
            elif c in " )" or c in _OPERATOR_CHARS:
                break
            self.at += 1
        return self.read_path(self.text, start, self.at, self.nesting + 1)

    def _pattern(self) -> Operand:
        start = self.at
        close = string_end(self.text, start, self.end)
        if close < 0:
            raise self._error("the pattern is not closed")
        self.at = close + 1
        while self.at < self.end and self.text[self.at] in FLAGS:
            self.at += 1
        return compile_pattern(
            self.text[start + 1 : close], self.text[close + 1 : self.at], start + 1
        )

    def _number(self) -> Value:
        start = self.at
        while self.at < self.end and self.text[self.at] in _NUMBER_CHARS:
            self.at += 1
        return Value(number(self.text[start : self.at], start))

    def _word(self) -> Value:
        start = self.at
        while self.at < self.end and self.text[self.at] not in " )&|":
            self.at += 1
        word = self.text[start : self.at]
        if word in _WORDS:
            return Value(_WORDS[word])
        if not self.bare_words or not word[:1].isalpha():
            raise self._error(f'"{word}" is not a value: text is written in quotes', start)
        return Value(word)


def number(text: str, position: int) -> int | float:
    """A number of the filter language: `1`, `-2.5`, `1e3`, also `007`."""
    try:
        value: JSON = json.loads(text) if not text.lstrip("-").startswith("0") else None
        if value is None:
            value = float(text) if any(c in ".eE" for c in text) else int(text)
    except ValueError:
        raise PathSyntaxError(f'"{text}" is not a number', position) from None
    if not isinstance(value, (int, float)):
        raise PathSyntaxError(f'"{text}" is not a number', position)
    return value


class LenientJson:
    """JSON as the library's parser takes it: either quote, and words without quotes."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.at = start
        self.end = end

    def value(self, nesting: int = 0) -> JSON:
        if nesting > MAX_NESTED_FILTERS:
            raise PathSyntaxError("a value is nested too deeply", self.at)
        c = self._space()
        if c == "[":
            return self._list(nesting)
        if c == "{":
            return self._object(nesting)
        if c and c in "'\"":
            return self._string()
        return self._word()

    def _space(self) -> str:
        while self.at < self.end and self.text[self.at] in " \t\r\n":
            self.at += 1
        return self.text[self.at] if self.at < self.end else ""

    def _list(self, nesting: int) -> list[JSON]:
        items: list[JSON] = []
        self.at += 1
        while self._space() != "]":
            items.append(self.value(nesting + 1))
            self._separator("]")
        self.at += 1
        return items

    def _object(self, nesting: int) -> dict[str, JSON]:
        members: dict[str, JSON] = {}
        self.at += 1
        while self._space() != "}":
            c = self._space()
            key = self._string() if c and c in "'\"" else str(self._word())
            if self._space() != ":":
                raise PathSyntaxError("a name without a value", self.at)
            self.at += 1
            members[key] = self.value(nesting + 1)
            self._separator("}")
        self.at += 1
        return members

    def _separator(self, close: str) -> None:
        c = self._space()
        if c == ",":
            self.at += 1
        elif c != close:
            raise PathSyntaxError(f'"," or "{close}" is expected', self.at)

    def _string(self) -> str:
        start, close = self.at, string_end(self.text, self.at, self.end)
        if close < 0:
            raise PathSyntaxError("a string is not closed", start)
        self.at = close + 1
        return unescape(self.text[start + 1 : close], start + 1)

    def _word(self) -> JSON:
        start = self.at
        while self.at < self.end and self.text[self.at] not in ",:]}":
            self.at += 1
        word = self.text[start : self.at].strip()
        if not word:
            raise PathSyntaxError("a value is missing", start)
        if word in _WORDS:
            return _WORDS[word]
        if word[0] in "-0123456789":
            try:
                return number(word, start)
            except PathSyntaxError:
                return word
        return word
