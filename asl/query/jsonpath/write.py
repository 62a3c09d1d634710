"""ResultPath: a result put into the raw input at a reference path.

The containers on the way are copied, the rest is shared. An overwritten member keeps its place, a new one comes last.
Objects that are missing on the way are made; a list is only entered at an index that exists. Anything else cannot be
entered: States.ReferencePathConflict, which names the step and what it met (public reports; not the spec's
States.ResultPathMatchFailure).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from asl.errors import ReferencePathConflict
from asl.jsonvalue import JSON, dumps, size
from asl.query.base import Growth
from asl.query.jsonpath.path import parse_reference_path
from asl.query.jsonpath.terms import Indices, Names, Path, PathSyntaxError

Write: TypeAlias = Callable[[JSON, JSON], JSON]
"""(raw input, result) → state output before OutputPath."""


def compile_write(text: str | None) -> Write:
    """The closure of a ResultPath; None is null: the result is thrown away.

    Raises:
        PathSyntaxError: not a reference path into the state's data.
    The closure raises ReferencePathConflict.
    """
    if text is None:
        return lambda raw, result: raw
    keys = _keys(parse_reference_path(text))
    if not keys:
        return lambda raw, result: result
    if len(keys) == 1 and isinstance(keys[0], str):
        return _write_member(keys[0])
    return _write_deep(keys)


def write_growth(text: str | None) -> Growth:
    """What the write adds: bytes ≤ raw input + result + constant; depth ≤ the raw input's, or the result's + depth."""
    keys = _keys(parse_reference_path(text)) if text is not None else ()
    # A name with its colon, comma and braces.
    return Growth(sum(size(key) + 4 for key in keys), depth=len(keys))


def conflict(step: str | int, value: JSON) -> ReferencePathConflict:
    """The failure of a step of a reference path on a value that it cannot enter."""
    return ReferencePathConflict(f'Unable to apply step "{step}" to input {dumps(value)}')


def _keys(path: Path) -> tuple[str | int, ...]:
    if path.root != "input":
        raise PathSyntaxError("a result cannot be put into the context object or a variable", 1)
    keys: list[str | int] = []
    for segment in path.segments:
        if isinstance(segment, Names):
            keys.append(segment.names[0])
        elif isinstance(segment, Indices):
            keys.append(segment.indices[0])
    return tuple(keys)


def _write_member(name: str) -> Write:
    def write(raw: JSON, result: JSON) -> JSON:
        if type(raw) is dict:
            return {**raw, name: result}
        raise conflict(name, raw)

    return write


def _write_deep(keys: tuple[str | int, ...]) -> Write:
    inner = keys[:-1]
    last = keys[-1]

    def write(raw: JSON, result: JSON) -> JSON:
        node, copies = raw, []
        for key in inner:
            copy = _copy(node, key)
            copies.append(copy)
            node = copy.get(key, _MISSING) if isinstance(key, str) else copy[key]
            if node is _MISSING:
                node = {}
        copy = _copy(node, last)
        copy[last] = result
        for key, outer in zip(reversed(inner), reversed(copies), strict=True):
            outer[key] = copy
            copy = outer
        return copy

    return write


_MISSING: JSON = object()


def _copy(node: JSON, key: str | int) -> JSON:
    """A copy of the container that the key can enter."""
    if isinstance(key, str) and isinstance(node, dict):
        return dict(node)
    if isinstance(key, int) and isinstance(node, list) and -len(node) <= key < len(node):
        return list(node)
    raise conflict(key, node)
