"""A JSON text, character by character: where every value stands, which keys come twice, and why it is not JSON.

The fast path of reading is the C decoder (`asl.source.text`). This scanner runs when somebody wants places, when an
object has a key twice, or when the decoder refused the text and a person must be told why: in our words, and in those
of Jackson, the parser that the service runs. It accepts exactly what the decoder accepts, and has no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from asl.limits import MAX_DEPTH, MAX_INTEGER_DIGITS
from asl.source.inside import decode_string
from asl.source.position import Lines, Span, escape
from asl.source.problem import INVALID_JSON, NUMBER, TOO_DEEP, Kind, short


class Duplicate(NamedTuple):
    """A key that an object has already: `pointer` names the value that is kept."""

    pointer: str
    key: str
    start: int
    end: int
    first_start: int


class JsonFault(Exception):
    """Why a text is not JSON we carry: our words, Jackson's, and the offset where each of them points."""

    def __init__(
        self,
        kind: Kind,
        offset: int,
        length: int,
        message: str,
        *,
        help: str | None = None,
        jackson: str | None = None,
        jackson_offset: int = 0,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.offset = offset
        self.length = length
        self.message = message
        self.help = help
        self.jackson = jackson
        self.jackson_offset = jackson_offset


_SPACE: Final = re.compile(r"[ \t\n\r]*")
_STRING: Final = re.compile(
    r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+"'
)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_WORD: Final = re.compile(r"[^\s\[\]{},:\"'/]++")
_NAMES: Final = {"true": True, "false": True, "null": True}
# Jackson goes on reading a wrong word while it could be a Java identifier.
_JAVA_WORD: Final = re.compile(r"[\w$]*")


class Scan(NamedTuple):
    """What one pass over a text gives."""

    spans: dict[str, Span]
    duplicates: list[Duplicate]


class _Open:
    """A container that is not closed yet."""

    __slots__ = ("count", "is_object", "key", "key_end", "key_start", "pointer", "seen", "start")

    def __init__(
        self, start: int, pointer: str, is_object: bool, key_start: int, key_end: int
    ) -> None:
        self.start = start
        self.pointer = pointer
        self.is_object = is_object
        self.key_start = key_start
        self.key_end = key_end
        self.count = 0
        self.key = ""
        self.seen: dict[str, int] = {}


def scan(text: str, max_depth: int = MAX_DEPTH) -> Scan:
    """Spans and duplicate keys of a JSON text.

    Raises:
        JsonFault: the text is not JSON, or JSON that cannot be carried.
    """
    return _Scanner(text, max_depth).run()


class _Scanner:
    """One pass, one loop: `stack` holds the open containers, so depth is a length and not a recursion."""

    def __init__(self, text: str, max_depth: int) -> None:
        self.text = text
        self.max_depth = max_depth
        self.at = 0
        self.stack: list[_Open] = []
        self.spans: dict[str, Span] = {}
        self.duplicates: list[Duplicate] = []

    def run(self) -> Scan:
        self._space()
        self._value("", -1, -1)
        while self.stack:
            self._member(self.stack[-1])
        self._space()
        if self.at < len(self.text):
            raise self._unexpected("more text after the definition's end", None)
        return Scan(self.spans, self.duplicates)

    def _member(self, top: _Open) -> None:
        """The next entry of the innermost container, or its end."""
        self._space()
        close = "}" if top.is_object else "]"
        char = self.text[self.at : self.at + 1]
        if char == close:
            self._close(top)
            return
        if top.count:
            if char != ",":
                raise self._no_comma(top, close)
            comma = self.at
            self.at += 1
            self._space()
            if self.text[self.at : self.at + 1] == close:
                raise self._trailing_comma(comma, close)
        if not top.is_object:
            top.count += 1
            self._value(f"{top.pointer}/{top.count - 1}", -1, -1)
            return
        key_start = self.at
        key = self._key(top)
        key_end = self.at
        self._space()
        if self.text[self.at : self.at + 1] != ":":
            raise self._unexpected(
                f'a colon is missing after "{short(key)}"',
                "was expecting a colon to separate field name and value",
            )
        self.at += 1
        self._space()
        top.count += 1
        pointer = f"{top.pointer}/{escape(key)}"
        if key in top.seen:
            self.duplicates.append(Duplicate(pointer, key, key_start, key_end, top.seen[key]))
        else:
            top.seen[key] = key_start
        self._value(pointer, key_start, key_end)

    def _close(self, top: _Open) -> None:
        self.stack.pop()
        self.at += 1
        self.spans[top.pointer] = Span(top.start, self.at, top.key_start, top.key_end, True)

    def _key(self, top: _Open) -> str:
        found = _STRING.match(self.text, self.at)
        if found:
            self.at = found.end()
            return decode_string(found.group())
        char = self.text[self.at : self.at + 1]
        if char == '"':
            raise self._bad_string()
        if char == "":
            raise self._ended(top)
        help = None
        if char == "'":
            help = "JSON's quotes are double"
        elif char == "/":
            help = "JSON has no comments; use a Comment field"
        elif char == ",":
            help = "one comma is enough"
        elif _JAVA_WORD.match(self.text, self.at).group():  # type: ignore[union-attr]  # it matches ""
            help = "put the name in double quotes"
        raise self._unexpected(
            "a name in double quotes is missing here",
            "was expecting double-quote to start field name",
            help=help,
        )

    def _value(self, pointer: str, key_start: int, key_end: int) -> None:
        text, at = self.text, self.at
        char = text[at : at + 1]
        if char in ("{", "["):
            if len(self.stack) >= self.max_depth:
                raise JsonFault(TOO_DEEP, at, 1, f"nested deeper than {self.max_depth} levels")
            self.stack.append(_Open(at, pointer, char == "{", key_start, key_end))
            self.at += 1
            return
        if char == '"':
            found = _STRING.match(text, at)
            if not found:
                raise self._bad_string()
            end = found.end()
        else:
            end = self._scalar_end(char)
        self.at = end
        self.spans[pointer] = Span(at, end, key_start, key_end)

    def _scalar_end(self, char: str) -> int:
        text, at = self.text, self.at
        if char == "-" or char.isdigit():
            found = _NUMBER.match(text, at)
            if found and not re.match(r"[\w.+-]", text[found.end() : found.end() + 1]):
                self._check_number(found.group())
                return found.end()
            raise self._bad_number()
        word = _WORD.match(text, at)
        if word and word.group() in _NAMES:
            return word.end()
        raise self._no_value(char, word.group() if word else "")

    def _check_number(self, number: str) -> None:
        if len(number) > MAX_INTEGER_DIGITS:
            raise JsonFault(
                NUMBER, self.at, len(number), f"a number of {len(number)} digits is too long"
            )
        if not number.lstrip("-").isdigit() and float(number) in (float("inf"), float("-inf")):
            raise JsonFault(
                NUMBER, self.at, len(number), f"{short(number)} is outside the range of a double"
            )

    def _space(self) -> None:
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches ""

    # What went wrong, in our words and in Jackson's. Jackson's reader stands one character after the
    # one it complains of, and after the whole word when it does not know a token.

    def _unexpected(
        self, message: str, expected: str | None, *, help: str | None = None
    ) -> JsonFault:
        if self.at >= len(self.text):
            return self._ended(self.stack[-1] if self.stack else None)
        char = self.text[self.at]
        jackson = None
        if expected:
            shown = f"'{char}' (code {ord(char)})" if ord(char) >= 32 else _control(char)
            jackson = f"Unexpected character ({shown}): {expected}"
        return JsonFault(
            INVALID_JSON,
            self.at,
            1,
            message,
            help=help,
            jackson=jackson,
            jackson_offset=self.at + 1,
        )

    def _ended(self, top: _Open | None) -> JsonFault:
        end = len(self.text)
        if top is None:
            return JsonFault(INVALID_JSON, max(end - 1, 0), 1, "the text ends before a value")
        what, close = ("object", "}") if top.is_object else ("array", "]")
        place = Lines(self.text).place(top.start)
        kept = len(self.text.rstrip())
        return JsonFault(
            INVALID_JSON,
            max(kept - 1, 0),
            1,
            f'the text ends inside the {what} that line {place.line} opens: "{close}" is missing',
        )

    def _no_comma(self, top: _Open, close: str) -> JsonFault:
        if self.at >= len(self.text):
            return self._ended(top)
        char = self.text[self.at]
        kind = "Object" if top.is_object else "Array"
        help = None
        if char in "/#":
            help = "JSON has no comments; use a Comment field"
        elif char in '"{[' or char.isalnum():
            help = "put a comma before it"
        return self._unexpected(
            f'a comma or "{close}" is missing here',
            f"was expecting comma to separate {kind} entries",
            help=help,
        )

    def _trailing_comma(self, comma: int, close: str) -> JsonFault:
        expected = (
            "was expecting double-quote to start field name"
            if close == "}"
            else "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        )
        return JsonFault(
            INVALID_JSON,
            comma,
            1,
            f'a comma stands before "{close}"',
            help="JSON has no comma after the last entry",
            jackson=f"Unexpected character ('{close}' (code {ord(close)})): {expected}",
            jackson_offset=self.at + 1,
        )

    def _no_value(self, char: str, word: str) -> JsonFault:
        if not char:
            return self._ended(self.stack[-1] if self.stack else None)
        token = _JAVA_WORD.match(self.text, self.at).group()  # type: ignore[union-attr]  # it matches ""
        expecting = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        if token and not char.isdigit():
            return JsonFault(
                INVALID_JSON,
                self.at,
                len(word) or 1,
                f"{short(word or token)} is not a JSON value",
                help=_WORD_HELP.get(token.lower(), "put text in double quotes"),
                jackson=f"Unrecognized token '{token}': was expecting {expecting}",
                jackson_offset=self.at + len(token),
            )
        help = {
            "'": "JSON's quotes are double",
            "/": "JSON has no comments; use a Comment field",
            ",": "one comma is enough",
        }.get(char)
        return self._unexpected(
            "a value is missing here", f"expected a valid value {expecting}", help=help
        )

    def _bad_number(self) -> JsonFault:
        found = re.compile(r"[-+.\w]+").match(self.text, self.at)
        number = found.group() if found else self.text[self.at]
        help = None
        if re.match(r"-?0[0-9]", number):
            help = "JSON numbers have no leading zeros"
        elif re.match(r"-?(Infinity|NaN)", number, re.IGNORECASE):
            help = "JSON numbers are finite"
        return JsonFault(
            INVALID_JSON, self.at, len(number), f"{short(number)} is not a JSON number", help=help
        )

    def _bad_string(self) -> JsonFault:
        text, at = self.text, self.at + 1
        while at < len(text):
            char = text[at]
            if char == '"':
                break
            if ord(char) < 32:
                return self._control_in_string(at, char)
            if char == "\\":
                follows = text[at + 1 : at + 2]
                if follows == "u" and not re.match(r"[0-9a-fA-F]{4}", text[at + 2 : at + 6]):
                    return JsonFault(
                        INVALID_JSON,
                        at,
                        2,
                        "\\u needs four hexadecimal digits",
                        help="write \\\\ for a backslash",
                    )
                if follows and follows not in '"\\/bfnrtu':
                    return JsonFault(
                        INVALID_JSON,
                        at,
                        2,
                        f"\\{follows} is not an escape that JSON knows",
                        help="write \\\\ for a backslash",
                        jackson=f"Unrecognized character escape '{follows}' (code {ord(follows)})",
                        jackson_offset=at + 2,
                    )
                at += 1
            at += 1
        return JsonFault(INVALID_JSON, self.at, 1, "a string that begins here has no end")

    def _control_in_string(self, at: int, char: str) -> JsonFault:
        if char in "\r\n":
            message, help = (
                "a string runs past the end of its line",
                "close the string, or write \\n for a line break",
            )
            start, length = self.at, at - self.at
        else:
            message, help = (
                f"a control character (code {ord(char)}) stands in a string",
                "write it as an escape",
            )
            start, length = at, 1
        return JsonFault(
            INVALID_JSON,
            start,
            length,
            message,
            help=help,
            jackson=f"Illegal unquoted character ({_control(char)}): has to be escaped using backslash "
            "to be included in string value",
            jackson_offset=at + 1,
        )


_WORD_HELP: Final[Mapping[str, str]] = {
    "true": "JSON writes true in small letters",
    "false": "JSON writes false in small letters",
    "null": "JSON writes null in small letters",
    "none": "JSON writes null",
    "nil": "JSON writes null",
    "undefined": "JSON writes null, or leaves the field out",
    "nan": "JSON numbers are finite",
    "infinity": "JSON numbers are finite",
}


def _control(char: str) -> str:
    return f"(CTRL-CHAR, code {ord(char)})"
