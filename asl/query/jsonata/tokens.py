"""The words of JSONata 2.0.6.

One peculiarity decides the shape: whether `/` divides or opens a regular expression is known to the parser only, so it asks
for one token at a time and says which of the two it expects.

Source: JSONata 2.0.6's grammar; positions and error texts are compared with that release.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from asl.jsonvalue import JSON


class Token(NamedTuple):
    """kind: `name`, `variable`, `literal`, `regex`, `operator` or `end`; of operators `value` is the symbol.

    start and end count characters; JSONata's own positions are ends.
    """

    kind: str
    value: JSON
    start: int
    end: int


class ExpressionSyntaxError(Exception):
    """A text that 2.0.6 does not read. position: the end of the token at fault; start: its beginning."""

    def __init__(self, code: str, message: str, start: int, position: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.position = position


_SPACE: Final = re.compile(r"(?:[ \t\n\r\v]+|/\*.*?\*/)*", re.DOTALL)
_OPERATOR: Final = re.compile(r"\.\.|:=|!=|>=|<=|\*\*|~>|[.\[\]{}(),@#;:?+\-*/%|=<>^&!~]")
_NUMBER: Final = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NAME: Final = re.compile(r"[^ \t\n\r\v.\[\]{}(),@#;:?+\-*/%|=<>^&!~]*")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"|' r"'(?:[^'\\]|\\.)*'", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPES: Final = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_VALUES: Final = {"true": True, "false": False, "null": None}
_WORDS: Final = ("and", "or", "in")


def next_token(text: str, at: int, infix: bool) -> Token:
    """The token at or after `at`. infix: an operand came before, so `/` divides.

    Raises:
        ExpressionSyntaxError: no token stands there.
    """
    space = _SPACE.match(text, at)
    at = space.end() if space else at
    if at >= len(text):
        return Token("end", "(end)", len(text), len(text))
    first = text[at]
    if first == "/":
        if text.startswith("/*", at):
            raise ExpressionSyntaxError("S0106", "Comment has no closing tag", at, at)
        if not infix:
            return _regex(text, at)
    found = _OPERATOR.match(text, at)
    if found:
        return Token("operator", found[0], at, found.end())
    if first in "\"'":
        return _string(text, at)
    found = _NUMBER.match(text, at)
    if found:
        return _number(found)
    if first == "`":
        end = text.find("`", at + 1)
        if end < 0:
            message = "Quoted property name must be terminated with a backquote (`)"
            raise ExpressionSyntaxError("S0105", message, at, len(text))
        return Token("name", text[at + 1 : end], at, end + 1)
    found = _NAME.match(text, at)
    word, end = (found[0], found.end()) if found else ("", at)
    if first == "$":
        return Token("variable", word[1:], at, end)
    if word in _WORDS:
        return Token("operator", word, at, end)
    if word in _VALUES:
        return Token("literal", _VALUES[word], at, end)
    return Token("name", word, at, end)


def _number(found: re.Match[str]) -> Token:
    digits = found[0]
    number: JSON = int(digits) if digits.isdigit() and len(digits) < 400 else float(digits)
    if number == float("inf"):
        message = f'Number out of range: "{digits}"'
        raise ExpressionSyntaxError("S0102", message, found.start(), found.start())
    if not isinstance(number, int) and number.is_integer() and abs(number) < 1e15:
        number = int(number)
    return Token("literal", number, found.start(), found.end())


def _string(text: str, at: int) -> Token:
    found = _STRING.match(text, at)
    body = found[0][1:-1] if found else text[at + 1 :]

    def plain(escape: re.Match[str]) -> str:
        if escape[1]:
            return chr(int(escape[1], 16))
        if escape[2] in _ESCAPES:
            return _ESCAPES[escape[2]]
        place = at + 1 + escape.start() + 1
        if escape[2] == "u":
            message = "The escape sequence \\u must be followed by 4 hex digits"
            raise ExpressionSyntaxError("S0104", message, at, place)
        message = f'Unsupported escape sequence: \\"{escape[2]}"'
        raise ExpressionSyntaxError("S0103", message, at, place)

    value = _ESCAPE.sub(plain, body) if "\\" in body else body
    if found is None:
        message = "String literal must be terminated by a matching quote"
        raise ExpressionSyntaxError("S0101", message, at, len(text))
    return Token("literal", value, at, found.end())


def _regex(text: str, at: int) -> Token:
    """`/…/im`: ends at a slash that is neither escaped nor inside brackets, which are merely counted."""
    depth, place = 0, at + 1
    while place < len(text):
        char = text[place]
        if char == "/" and depth == 0:
            before = text[at + 1 : place]
            if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
                break
        if char in "([{)]}" and text[place - 1] != "\\":
            depth += 1 if char in "([{" else -1
        place += 1
    else:
        raise ExpressionSyntaxError(
            "S0302", "No terminating / in regular expression", at, len(text)
        )
    if place == at + 1:
        message = "Empty regular expressions are not allowed"
        raise ExpressionSyntaxError("S0301", message, at, place)
    end = place + 1
    while end < len(text) and text[end] in "im":
        end += 1
    return Token("regex", text[at:end], at, end)
