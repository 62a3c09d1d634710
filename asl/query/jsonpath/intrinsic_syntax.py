"""Reads intrinsic calls: `States.Format('Hello {}', $.name)`.

A call is a name of the table and arguments: text in single quotes, a number, true, false, null, a path or another call.
Inside the quotes a backslash escapes `'`, `{`, `}` and itself, nothing else: AWS refuses anything more when the machine is
created (recorded). Blanks and line breaks are free around arguments and inside quotes.

Source: AWS guide, "Intrinsic functions"; ASL spec, Appendix B.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from asl.jsonvalue import JSON
from asl.limits import MAX_INTEGER_DIGITS, MAX_INTRINSIC_CALLS
from asl.query.jsonpath.path import parse_path
from asl.query.jsonpath.scan import matching_close
from asl.query.jsonpath.terms import Path, PathSyntaxError

__all__ = ["Call", "Literal", "PathSyntaxError", "Reference", "is_intrinsic", "parse_intrinsic"]

# name: fewest and most arguments, None for any number.
SIGNATURES: Final[dict[str, tuple[int, int | None]]] = {
    "States.Array": (0, None),
    "States.ArrayContains": (2, 2),
    "States.ArrayGetItem": (2, 2),
    "States.ArrayLength": (1, 1),
    "States.ArrayPartition": (2, 2),
    "States.ArrayRange": (3, 3),
    "States.ArrayUnique": (1, 1),
    "States.Base64Decode": (1, 1),
    "States.Base64Encode": (1, 1),
    "States.Format": (1, None),
    "States.Hash": (2, 2),
    "States.JsonMerge": (3, 3),
    "States.JsonToString": (1, 1),
    "States.MathAdd": (2, 2),
    "States.MathRandom": (2, 3),
    "States.StringSplit": (2, 2),
    "States.StringToJson": (1, 1),
    "States.UUID": (0, 0),
}

# AWS guide, "Fail": the functions that ErrorPath and CausePath may call.
IN_FAIL: Final = frozenset(
    f"States.{name}"
    for name in ("Format", "JsonToString", "ArrayGetItem", "Base64Encode", "Base64Decode", "Hash", "UUID")
)  # fmt: skip

_NAME: Final = re.compile(r"[A-Za-z0-9._]+")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_WORDS: Final = {"true": True, "false": False, "null": None}
_BLANKS: Final = " \t\r\n"
_ESCAPED: Final = "'{}\\"


class Literal(NamedTuple):
    """A value written out. `raw` is what stands between the quotes of a text, for States.Format."""

    value: JSON
    raw: str | None = None


class Reference(NamedTuple):
    """A path argument."""

    path: Path


class Call(NamedTuple):
    """One call. `text` is the whole expression as written, nested calls too: the messages name it."""

    name: str
    arguments: tuple[Argument, ...]
    text: str
    position: int = 0


Argument: TypeAlias = "Literal | Reference | Call"


def is_intrinsic(text: str) -> bool:
    """Whether the text is meant as a call rather than a path."""
    return not text.startswith("$")


def parse_intrinsic(text: str) -> Call:
    """The call that this text writes.

    Raises:
        PathSyntaxError: with the place in `text` and the reason; also an unknown function, a wrong number of arguments,
            or more than MAX_INTRINSIC_CALLS calls.
    """
    reader = _Reader(text)
    reader.blanks()
    if not text.startswith("States.", reader.at):
        raise PathSyntaxError(
            'a path beginning with "$" or a call of a "States." function is expected'
        )
    call = reader.call()
    if reader.blanks():
        raise PathSyntaxError("nothing may follow the call", reader.at)
    return call


def calls_in(call: Call) -> list[Call]:
    """The call and every call inside it, outermost first."""
    found, pending = [], [call]
    while pending:
        one = pending.pop(0)
        found.append(one)
        pending.extend(a for a in one.arguments if isinstance(a, Call))
    return found


def paths_in(call: Call) -> Iterator[Path]:
    """Every path that a call and the calls inside it take."""
    for one in calls_in(call):
        for argument in one.arguments:
            if isinstance(argument, Reference):
                yield argument.path


def template_pieces(raw: str) -> list[str]:
    """A States.Format template cut at its `{}`, escapes resolved: one piece more than it has places.

    A brace that is neither escaped nor half of `{}` stands for itself.
    """
    pieces, piece, at = [], "", 0
    while at < len(raw):
        c = raw[at]
        if c == "\\" and raw[at + 1 : at + 2] in ("'", "{", "}", "\\"):
            at += 1
            piece += raw[at]
        elif raw.startswith("{}", at):
            pieces.append(piece)
            piece = ""
            at += 1
        else:
            stop = at + 1
            while stop < len(raw) and raw[stop] not in "\\{":
                stop += 1
            piece += raw[at:stop]
            at = stop - 1
        at += 1
    return [*pieces, piece]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.calls = 0

    def blanks(self) -> str:
        """Skip blanks; the character that follows, "" at the end."""
        while self.at < len(self.text) and self.text[self.at] in _BLANKS:
            self.at += 1
        return self.text[self.at : self.at + 1]

    def call(self) -> Call:
        start = self.at
        found = _NAME.match(self.text, start)
        name = found.group() if found else ""
        self.at += len(name)
        if self.text[self.at : self.at + 1] != "(":
            raise PathSyntaxError(f'"(" is expected right after "{name}"', self.at)
        if name not in SIGNATURES:
            raise PathSyntaxError(f'"{name}" is not an intrinsic function', start)
        self.calls += 1
        if self.calls > MAX_INTRINSIC_CALLS:
            raise PathSyntaxError(f"more than {MAX_INTRINSIC_CALLS} calls in one field", start)
        self.at += 1
        arguments = self._arguments(name)
        fewest, most = SIGNATURES[name]
        if len(arguments) < fewest or (most is not None and len(arguments) > most):
            wanted = f"{fewest}" if fewest == most else f"{fewest} or more"
            if most is not None and most != fewest:
                wanted = f"{fewest} to {most}"
            raise PathSyntaxError(f"{name} takes {wanted} arguments, not {len(arguments)}", start)
        return Call(name, tuple(arguments), self.text, start)

    def _arguments(self, name: str) -> list[Argument]:
        arguments: list[Argument] = []
        if self.blanks() == ")":
            self.at += 1
            return arguments
        while True:
            arguments.append(self._argument())
            mark = self.blanks()
            self.at += 1
            if mark == ")":
                return arguments
            if mark != ",":
                at = self.at - 1
                if not mark:
                    raise PathSyntaxError(f"the brackets of {name} are not closed", at)
                raise PathSyntaxError(f'"," or ")" is expected in {name}', at)

    def _argument(self) -> Argument:
        c = self.blanks()
        start = self.at
        if c == "'":
            return self._string()
        if c == "$":
            return self._reference()
        if c and (c == "-" or c in "0123456789"):
            return Literal(self._number())
        if c == '"':
            raise PathSyntaxError("text is written in single quotes", start)
        if self.text.startswith("States.", start):
            return self.call()
        found = _NAME.match(self.text, start)
        word = found.group() if found else c
        if word in _WORDS:
            self.at += len(word)
            return Literal(_WORDS[word])
        if not word or word in ",)":
            raise PathSyntaxError("an argument is missing", start)
        raise PathSyntaxError(
            f'"{word}" is not an argument: text is written in single quotes', start
        )

    def _string(self) -> Literal:
        start = at = self.at + 1
        value: list[str] = []
        while at < len(self.text) and self.text[at] != "'":
            c = self.text[at]
            if c == "\\":
                at += 1
                c = self.text[at : at + 1]
                if not c or c not in _ESCAPED:
                    raise PathSyntaxError(
                        f"a backslash escapes ', {{, }} or \\ only, not {c or 'the end'}", at - 1
                    )
            value.append(c)
            at += 1
        if at >= len(self.text):
            raise PathSyntaxError("the text is not closed with '", start - 1)
        self.at = at + 1
        return Literal("".join(value), self.text[start:at])

    def _number(self) -> int | float:
        found = _NUMBER.match(self.text, self.at)
        if found is None:
            raise PathSyntaxError("a number is expected", self.at)
        written = found.group()
        if len(written) > MAX_INTEGER_DIGITS:
            raise PathSyntaxError(f"a number of {len(written)} digits is too long", self.at)
        number: int | float
        if found.group(1) or found.group(2):
            number = float(written)
            if number in (float("inf"), float("-inf")):
                raise PathSyntaxError(f"{written} is outside the range of a double", self.at)
        else:
            number = int(written)
        self.at = found.end()
        return number

    def _reference(self) -> Reference:
        start, at = self.at, self.at
        while at < len(self.text) and self.text[at] not in ",)":
            if self.text[at] in "[(":
                close = matching_close(self.text, at, len(self.text), patterns=False)
                if close < 0:
                    raise PathSyntaxError("a bracket is not closed", at)
                at = close
            at += 1
        self.at = at
        try:
            return Reference(parse_path(self.text[start:at].rstrip(_BLANKS)))
        except PathSyntaxError as e:
            raise PathSyntaxError(e.message, start + e.position) from None
