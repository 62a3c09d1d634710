"""JSONata 2.0.6 on an engine of a later release.

The service speaks 2.0.6. What was added since is refused with 2.0.6's own words by the grammar; what was changed since and
shows in an expression's form is handled here, on its tree: refused by name, or rewritten so that a function of ours gives
the old answer. What shows in a function's arguments only is in `preludes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from asl.query.jsonata.preludes import FUNCTIONS
from asl.query.jsonata.syntax import Node, walk

OLD: Final = "_asl_206_"
"""Begins the names of functions that stand for others, and is taken out of messages."""


LATER_CODES: Final = ("D1011", "D1012", "D1013", "D2015", "D2016", "D3150")
"""Errors that 2.0.6 does not have."""

FUNCTION_AS_TEST: Final = "JSONata 2.0.6 takes a function for true"


class Adapted(NamedTuple):
    """The text to compile, the stand-ins it needs, and what was inserted: (place in the original, characters)."""

    text: str
    needs: tuple[str, ...]
    edits: tuple[tuple[int, int], ...]

    def original(self, position: int) -> int:
        """A place in the adapted text as one in the original."""
        shift = 0
        for place, length in self.edits:
            if place + shift >= position:
                break
            shift += min(length, position - place - shift)
        return position - shift


def refusal(tree: Node) -> str | None:
    """Why an expression cannot be given 2.0.6's answer, or None."""
    own = _own_names(tree)
    for node in walk(tree):
        if node.kind == "lambda" and _repeats_argument(*node.value):
            return f"JSONata 2.0.6 passes one argument again and again under the signature {node.value[1]}"
        if (
            node.kind == "binary"
            and node.value == "."
            and node.parts[1].kind in ("wildcard", "descendant")
        ):
            base = node.parts[0]
            if base.kind == "variable" and base.value in FUNCTIONS and base.value not in own:
                return f"JSONata 2.0.6 shows the inside of the function ${base.value} to a wildcard"
        if node.kind == "partial" and node.parts[0].value == "string" and "string" not in own:
            return "$string cannot be applied in part in JSONata 2.0.6"
        if node.kind in ("focus", "index") and node.parts[0].kind == "group":
            return "a variable after a grouping (@ or #) fails in JSONata 2.0.6"
        for tested in _tested(node):
            if tested.kind == "lambda" or (
                tested.kind == "variable" and tested.value in FUNCTIONS and tested.value not in own
            ):
                return FUNCTION_AS_TEST
    return None


def _tested(node: Node) -> tuple[Node, ...]:
    """The parts of a node of which only the truth is asked; `$boolean` and `$not` were right then too."""
    if node.kind == "condition":
        return node.parts[:1]
    if node.kind == "binary" and node.value in ("and", "or"):
        return node.parts
    return ()


_SYMBOL: Final = re.compile(r"(\([^)]*\)|[a-z])(?:<(?:[^<>]|<[^<>]*>)*>)?([?+-]*)")


def _repeats_argument(parameters: tuple[str, ...], signature: str) -> bool:
    """Whether a `+` may fill more than one parameter; arrays were right then too."""
    for at, symbol in enumerate(_SYMBOL.finditer(signature[1:-1].partition(":")[0])):
        if "+" in symbol[2] and symbol[1] != "a" and len(parameters) - at > 1:
            return True
    return False


def adapt(text: str, tree: Node) -> Adapted:
    """The expression with stand-ins where 2.0.6 answers otherwise."""
    own = _own_names(tree)
    inserts: list[tuple[int, int, str]] = []
    needs: dict[str, None] = {}
    order = 0
    for node in walk(tree):
        for place, piece, need in _changes(node, own):
            # At one place what closes an inner part comes first, what opens an outer part too: the walk goes outside in.
            inserts.append((place, -order if piece == ")" else order, piece))
            needs[need] = None
            order += 1
    if not inserts:
        return Adapted(text, (), ())
    made, at = [], 0
    inserts.sort(key=lambda insert: (insert[0], insert[2] != ")", insert[1]))
    for place, _, piece in inserts:
        made += [text[at:place], piece]
        at = place
    edits = tuple((place, len(piece)) for place, _, piece in inserts)
    return Adapted("".join([*made, text[at:]]), tuple(needs), edits)


def _own_names(tree: Node) -> frozenset[str]:
    """Variables that the expression itself binds."""
    names: list[str] = []
    for node in walk(tree):
        if node.kind in ("bind", "focus", "index"):
            names.append(node.value)
        elif node.kind == "lambda":
            names.extend(node.value[0])
    return frozenset(names)


# Their second argument must not be undefined: 2.0.6 crashes, later releases give undefined.
_SEARCHES: Final = ("contains", "split", "replace", "match")


def _changes(node: Node, own: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """(place, what to insert, the stand-in it needs)."""
    if node.kind == "call":
        procedure, arguments = node.parts[0], node.parts[1:]
        if procedure.kind != "variable" or procedure.value in own:
            return
        if procedure.value == "string":
            # Not where $string is passed on: a stand-in has another number of parameters.
            yield procedure.start + 1, OLD, "string"
        elif procedure.value in _SEARCHES:
            # A chain (~>) gives the first argument, so that the second is the first written.
            searched = arguments[1:2] or arguments
            if not all(part.kind in ("literal", "regex") for part in searched):
                yield procedure.start + 1, OLD, procedure.value
    elif node.kind == "binary" and node.value == "&":
        for part in node.parts:
            if not _is_text(part):
                yield part.start, f"${OLD}text(", "text"
                yield part.end, ")", "text"
    elif node.kind == "group" and any(
        part.kind in ("focus", "index") for part in walk(node.parts[0])
    ):
        yield node.start, f"${OLD}groups(", "groups"
        yield node.end, ")", "groups"


def blamed(tree: Node, position: int | None) -> str | None:
    """The operator that 2.0.6 names in an error at this place: `and` and `or` take the blame for their right side."""
    at: Node | None = tree
    while at is not None and position is not None:
        if at.kind == "binary" and at.value in ("and", "or"):
            right = at.parts[1]
            if right.start < position <= right.end:
                return str(at.value)
        at = next((part for part in at.parts if part.start < position <= part.end), None)
    return None


_TEXTS: Final = frozenset(
    ("string", "uppercase", "lowercase", "substring", "substringBefore", "substringAfter", "join", "trim", "pad",
     "now", "fromMillis", "formatNumber", "formatInteger", "formatBase", "replace", "base64encode", "base64decode",
     "uuid", "hash", "encodeUrl", "encodeUrlComponent", "decodeUrl", "decodeUrlComponent", "type"),
)  # fmt: skip


def _is_text(node: Node) -> bool:
    """Whether a part can only be a string, or a short number, which every release writes alike."""
    if node.kind == "binary" and node.value == "&":
        return True
    if node.kind == "literal":
        return not isinstance(node.value, int) or -(10**15) < node.value < 10**15
    procedure = node.parts[0] if node.kind == "call" else None
    return procedure is not None and procedure.kind == "variable" and procedure.value in _TEXTS
