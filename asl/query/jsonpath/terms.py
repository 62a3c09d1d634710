"""What a path is made of, once it has been read: plain tuples that the parser makes and the compiler turns to closures.

Nothing here evaluates anything. A path is a root and a row of segments; a filter segment holds a test; a test compares
operands; an operand may be a path again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from asl.errors import AslError
from asl.jsonvalue import JSON
from asl.limits import MAX_DEPTH

if TYPE_CHECKING:
    from asl.query.jsonpath.pattern import Pattern

MAX_SEGMENTS: Final = MAX_DEPTH  # no JSON value that can be carried is deeper
MAX_NESTED_FILTERS: Final = 16  # parentheses and filters inside filters


class PathSyntaxError(AslError):
    """Text that is not a path, a reference path or an intrinsic call. `position` counts characters from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class Names(NamedTuple):
    """`.a`, `['a']`: a child. Several names: an object of those that exist, or a list of them when more follows."""

    names: tuple[str, ...]
    quote: str = "'"

    @property
    def text(self) -> str:
        return "[" + ",".join(f"{self.quote}{name}{self.quote}" for name in self.names) + "]"

    @property
    def definite(self) -> bool:
        return len(self.names) == 1


class Indices(NamedTuple):
    """`[0]`, `[-1]`, `[0,2]`."""

    indices: tuple[int, ...]

    @property
    def text(self) -> str:
        return "[" + ",".join(map(str, self.indices)) + "]"

    @property
    def definite(self) -> bool:
        return len(self.indices) == 1


class Slice(NamedTuple):
    """`[1:3]`, `[1:]`, `[:3]`; at least one end is given."""

    start: int | None
    stop: int | None
    definite: bool = False

    @property
    def text(self) -> str:
        start = "" if self.start is None else self.start
        stop = "" if self.stop is None else self.stop
        return f"[{start}:{stop}]"


class Wildcard(NamedTuple):
    """`.*`, `[*]`."""

    text: str = "[*]"
    definite: bool = False


class Descent(NamedTuple):
    """`..`: what follows is tried on the value and on everything below it."""

    text: str = ".."
    definite: bool = False


class Filter(NamedTuple):
    """`[?(…)]`."""

    test: Test
    text: str = "[?]"
    definite: bool = False


class Function(NamedTuple):
    """`.length()` and its like. Always the last segment. An argument is a path or a value."""

    name: str
    arguments: tuple[NestedPath | Value, ...] = ()
    definite: bool = True

    @property
    def text(self) -> str:
        return f".{self.name}({'...' if self.arguments else ''})"


Segment: TypeAlias = Names | Indices | Slice | Wildcard | Descent | Filter | Function


class Value(NamedTuple):
    """An operand written out: 'text', 3, true, null, ['a', 'b']."""

    value: JSON


class NestedPath(NamedTuple):
    """A path inside a filter or a function: from the item at hand (`@`) or from the document (`$`)."""

    from_root: bool
    segments: tuple[Segment, ...]


class Exists(NamedTuple):
    """`@.a`, and with `wanted` false `!@.a`."""

    path: NestedPath
    wanted: bool


class Compare(NamedTuple):
    """`left operator right`; the operator is in lower case."""

    left: Operand
    operator: str
    right: Operand


class Not(NamedTuple):
    test: Test


class All(NamedTuple):
    tests: tuple[Test, ...]


class AnyOf(NamedTuple):
    tests: tuple[Test, ...]


# `Any`: mypy has no recursive union of NamedTuples; the unions are Value | NestedPath | Pattern and the five tests.
Operand: TypeAlias = "Value | NestedPath | Pattern"
Test: TypeAlias = Any

Root: TypeAlias = Literal["input", "context", "variable"]


class Path(NamedTuple):
    """A path as it was written, and what it means.

    `definite`: it selects one value, or nothing; otherwise it always gives a list.
    """

    text: str
    root: Root
    variable: str  # "" unless root is "variable"
    definite: bool
    segments: tuple[Segment, ...]

    def fragment(self, count: int | None = None) -> str:
        """The first `count` segments as the messages write them: `$['a'][0]`. None: all."""
        return "$" + "".join(segment.text for segment in self.segments[:count])


def is_definite(segments: tuple[Segment, ...]) -> bool:
    """Whether these segments select at most one value."""
    *inner, last = segments or (Function(""),)
    if not all(segment.definite for segment in inner):
        return False
    # Several names at the end give one object; anywhere else they give each of its members.
    return last.definite or isinstance(last, Names)
