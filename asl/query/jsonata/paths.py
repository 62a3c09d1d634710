"""Paths: `$states.input.a[0].b`, the commonest expressions of all.

Over objects a path is a chain of look-ups and gives the very object it finds. Over lists it maps and flattens, as JSONata's
sequences do; steps are names and indexes only, anything else is the engine's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from asl.jsonvalue import JSON
from asl.query.base import Scope
from asl.query.jsonata.failure import UNDEFINED
from asl.query.jsonata.syntax import Node

Closure: TypeAlias = Callable[[Scope, JSON], JSON]
"""(scope, subject) → value or UNDEFINED."""

Steps: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]
"""Names with the indexes behind them."""


def path_of(node: Node) -> tuple[str, tuple[int, ...], Steps] | None:
    """(variable, its indexes, steps) of `$x[0].a.b[-1]`."""
    steps: list[tuple[str, tuple[int, ...]]] = []
    while node.kind == "binary" and node.value == ".":
        step = _indexed_node(node.parts[1])
        if step is None:
            return None
        name, indexes = step
        is_name = name.kind == "name" or (name.kind == "literal" and isinstance(name.value, str))
        if not is_name or name.value == "":
            return None
        steps.append((name.value, indexes))
        node = node.parts[0]
    first = _indexed_node(node)
    if first is None or first[0].kind != "variable":
        return None
    return first[0].value, first[1], tuple(reversed(steps))


def _indexed_node(node: Node) -> tuple[Node, tuple[int, ...]] | None:
    indexes: list[int] = []
    while node.kind == "filter":
        predicate = node.parts[1]
        sign = 1
        if predicate.kind == "negate":
            predicate, sign = predicate.parts[0], -1
        if predicate.kind != "literal" or predicate.value.__class__ is not int:
            return None
        indexes.append(sign * predicate.value)
        node = node.parts[0]
    return node, tuple(reversed(indexes))


def input_path(indexes: tuple[int, ...], steps: Steps) -> Closure:
    """`$states.input.a.b`: the commonest expression of all."""
    if indexes or len(steps) > 2 or any(step[1] for step in steps):
        return read_member(input_, indexes, steps)
    if not steps:
        return input_
    first = steps[0][0]
    if len(steps) == 1:

        def one(scope: Scope, subject: JSON) -> JSON:
            try:
                return scope.input[first]
            except (KeyError, TypeError):  # not there, or no object
                return follow(scope.input, steps)

        return one
    second = steps[1][0]

    def two(scope: Scope, subject: JSON) -> JSON:
        try:
            return scope.input[first][second]
        except (KeyError, TypeError):
            return follow(scope.input, steps)

    return two


def variable_path(name: str, indexes: tuple[int, ...], steps: Steps) -> Closure:
    if not indexes and not steps:

        def variable(scope: Scope, subject: JSON) -> JSON:
            return scope.variables.get(name, UNDEFINED)

        return variable

    def below(scope: Scope, subject: JSON) -> JSON:
        value = scope.variables.get(name, UNDEFINED)
        return follow(take(value, indexes) if indexes else value, steps)

    return below


def input_(scope: Scope, subject: JSON) -> JSON:
    return scope.input


def context(scope: Scope, subject: JSON) -> JSON:
    return scope.context


def subject_(scope: Scope, subject: JSON) -> JSON:
    return subject


def read_member(root: Closure, indexes: tuple[int, ...], steps: Steps) -> Closure:
    """A member of `$states`, with the indexes behind its name, and what is below."""
    if not indexes and not steps:
        return root
    if indexes:
        inner: Steps = (("", indexes), *steps)

        def indexed(scope: Scope, subject: JSON) -> JSON:
            return follow({"": root(scope, subject)}, inner)

        return indexed
    if any(step[1] for step in steps):
        return lambda scope, subject: follow(root(scope, subject), steps)
    names = [name for name, _ in steps]

    def read(scope: Scope, subject: JSON) -> JSON:
        value = start = root(scope, subject)
        try:
            for name in names:
                value = value[name]
        except (KeyError, TypeError):
            return follow(start, steps)
        return value

    return read


# Paths over values -----------------------------------------------------------------------------------------------


def follow(root: JSON, steps: Steps) -> JSON:
    """`root.a[0].b`: JSONata's path over JSON, with its sequences.

    Args:
        root: what the first part of the path gave; shared, never changed.
        steps: names, each with the indexes behind it.

    Returns:
        A part of the root, a list of parts, or UNDEFINED. Sequences are tuples inside: they flatten, one item stands
        for itself and none for undefined, where a list that is a value stays a list.
    """
    found: Sequence[JSON] = (root,) if root is not UNDEFINED else ()
    for name, indexes in steps:
        found = _flat(found)
        try:
            if indexes:
                raise TypeError
            taken = [item[name] for item in found]  # objects that all have it
        except (KeyError, TypeError):
            taken = []
            for item in found:
                value = _named(item, name)
                for index in indexes:
                    value = _indexed(value, index)
                if value is not UNDEFINED:
                    taken.append(value)
        if not taken:
            return UNDEFINED
        found = taken
    if len(found) == 1 and found[0].__class__ is list:
        return found[0]
    return _single(_flat(found))


def take(value: JSON, indexes: tuple[int, ...]) -> JSON:
    """`$x[0]`: indexes behind a variable."""
    for index in indexes:
        value = _indexed(value, index)
    return _single(value) if value.__class__ is tuple else value


def _flat(values: Sequence[JSON]) -> Sequence[JSON]:
    kinds = set(map(type, values))
    if list not in kinds and tuple not in kinds:
        return values
    flat: list[JSON] = []
    for value in values:
        if value.__class__ is list or value.__class__ is tuple:
            flat.extend(value)
        else:
            flat.append(value)
    return flat


def _single(values: Sequence[JSON]) -> JSON:
    return UNDEFINED if not values else values[0] if len(values) == 1 else list(values)


def _named(item: JSON, name: str) -> JSON:
    if item.__class__ is dict:
        return item.get(name, UNDEFINED)
    if item.__class__ is list:
        found = _names_of_all(item, name)
        return UNDEFINED if not found else found[0] if len(found) == 1 else tuple(found)
    return UNDEFINED


def _names_of_all(items: list[JSON], name: str) -> list[JSON]:
    found: list[JSON] = []
    pending = items[::-1]
    while pending:
        item = pending.pop()
        if item.__class__ is list:
            pending.extend(reversed(item))
        elif item.__class__ is dict:
            value = item.get(name, UNDEFINED)
            if value.__class__ is list:
                found.extend(value)
            elif value is not UNDEFINED:
                found.append(value)
    return found


def _indexed(value: JSON, index: int) -> JSON:
    items = value if value.__class__ in (list, tuple) else () if value is UNDEFINED else (value,)
    if index < 0:
        index += len(items)
    if not 0 <= index < len(items):
        return ()
    item = items[index]
    return item if item.__class__ is list else (item,)
