"""What a text of one of the query languages says, read once: its faults and the variables it names.

Definitions repeat their paths and expressions, and machines are checked again and again, so every distinct text is parsed
once and its facts are kept, within a bound. Parsing is `asl.query`'s; nothing of a text is understood here. The parsers are
imported when the first text needs them: a machine without paths runs without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.jsonvalue import dumps

if TYPE_CHECKING:
    from asl.query.jsonpath.intrinsic_syntax import Call
    from asl.query.jsonpath.terms import Path

_KEPT: Final = 8_192  # distinct texts of one sort


class Facts(NamedTuple):
    """What is known of one text.

    fault: why it cannot be read, None if it can. offset: where, in characters from 0. variables: the names it reads.
    root: of a path, the document it names: input, context or variable. lint: what is legal and yet cannot work.
    """

    fault: str | None = None
    offset: int = 0
    variables: tuple[str, ...] = ()
    root: str = "input"
    lint: str | None = None


CLEAN: Final = (
    Facts()
)  # no fault, no variable, the state's own data: the commonest answer, compared by identity


class Cache:
    """Facts by text. Calling it reads the text if nobody has."""

    __slots__ = ("known", "read")

    def __init__(self, read: Callable[[str], Facts]) -> None:
        self.read = read
        self.known: dict[str, Facts] = {"$": CLEAN}

    def __call__(self, text: str) -> Facts:
        facts = self.known.get(text)
        if facts is None:
            if len(self.known) >= _KEPT:
                self.known.clear()
            facts = self.known[text] = self.read(text)
        return facts


def _of(path: Path) -> Facts:
    if path.root == "input":
        return CLEAN
    if path.root == "context":
        return Facts(root="context")
    return Facts(variables=(path.variable,), root="variable")


def _path(text: str) -> Facts:
    from asl.query.jsonpath.path import PathSyntaxError, parse_path

    try:
        return _of(parse_path(text))
    except PathSyntaxError as e:
        return Facts(e.message, e.position)


def _reference(text: str) -> Facts:
    from asl.query.jsonpath.path import PathSyntaxError, parse_reference_path

    try:
        return _of(parse_reference_path(text))
    except PathSyntaxError as e:
        return Facts(e.message, e.position)


def _value(text: str) -> Facts:
    """A path or an intrinsic call: what a `.$` entry may hold."""
    if text.startswith("$"):
        return _path(text)
    from asl.query.jsonpath.intrinsic_syntax import PathSyntaxError, parse_intrinsic

    try:
        return _call(parse_intrinsic(text))
    except PathSyntaxError as e:
        return Facts(e.message, e.position)


def _text_value(text: str) -> Facts:
    """A path, or a call of a function that gives a string: what ErrorPath and CausePath may hold."""
    if text.startswith("$"):
        return _path(text)
    from asl.query.jsonpath.intrinsic_syntax import IN_FAIL, PathSyntaxError, parse_intrinsic

    try:
        call = parse_intrinsic(text)
    except PathSyntaxError as e:
        return Facts(e.message, e.position)
    if call.name not in IN_FAIL:
        allowed = ", ".join(sorted(IN_FAIL))
        return Facts(f"{call.name} is not allowed here; these are: {allowed}")
    return _call(call)


def _call(call: Call) -> Facts:
    from asl.query.jsonpath.intrinsic_syntax import Reference, calls_in

    names: dict[str, None] = {}
    lint = None
    for one in calls_in(call):
        for argument in one.arguments:
            if isinstance(argument, Reference) and argument.path.root == "variable":
                names[argument.path.variable] = None
        lint = lint or _wrong_literal(one)
    if not names and lint is None:
        return CLEAN
    return Facts(variables=tuple(names), lint=lint)


# What a literal argument must be, by place; a letter each: s string, n number, b boolean, a array, o object, * anything.
_LITERALS: Final = {
    "States.ArrayContains": "a*", "States.ArrayGetItem": "an", "States.ArrayLength": "a", "States.ArrayPartition": "an",
    "States.ArrayRange": "nnn", "States.ArrayUnique": "a", "States.Base64Decode": "s", "States.Base64Encode": "s",
    "States.Hash": "*s", "States.JsonMerge": "oob", "States.MathAdd": "nn", "States.MathRandom": "nnn",
    "States.StringSplit": "ss", "States.StringToJson": "s", "States.Format": "s",
}  # fmt: skip
_LETTERS: Final = {
    "s": "a string", "n": "a number", "b": "true or false", "a": "an array", "o": "an object",
}  # fmt: skip


def _wrong_literal(call: Call) -> str | None:
    """Which literal of a call its function can never take: the call fails whenever it is made."""
    from asl.query.jsonpath.intrinsic_syntax import Literal

    for letter, argument in zip(_LITERALS.get(call.name, ""), call.arguments, strict=False):
        if letter == "*" or not isinstance(argument, Literal):
            continue
        value = argument.value
        fits = (
            (letter == "s" and isinstance(value, str))
            or (letter == "b" and isinstance(value, bool))
            or (letter == "n" and isinstance(value, (int, float)) and not isinstance(value, bool))
        )
        if not fits:
            written = f"'{value}'" if isinstance(value, str) else dumps(value)
            return f"{call.name} takes {_LETTERS[letter]}, not {written}"
    return None


path_facts: Final = Cache(_path)
reference_facts: Final = Cache(_reference)
value_facts: Final = Cache(_value)
text_value_facts: Final = Cache(_text_value)
