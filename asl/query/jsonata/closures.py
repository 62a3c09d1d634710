"""Expressions without the engine, as far as their meaning is simple.

A path gives the very object of the input, a constructor is built member by member around shared parts: that is what real
machines mostly write, and what the engine does dearly, because every value it returns is converted back.

A part that is not simple is evaluated by the engine for itself, from its own text. That is sound because only constructors,
conditions, operators and calls are taken apart: none of them gives its parts another context or another variable. A simple part
that meets values beyond its rules raises Doubt, and the engine evaluates it instead (operations.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from asl.jsonvalue import JSON, size
from asl.query.base import Growth, Scope
from asl.query.jsonata.engine import program_of, tree_of
from asl.query.jsonata.failure import UNDEFINED, JsonataError, UnsupportedResult
from asl.query.jsonata.operations import Doubt, joined, negated, text_of_value, truth, whole
from asl.query.jsonata.operators import FUNCTIONS, NUMBER, OPERATORS, SCOPED, with_constant
from asl.query.jsonata.paths import (
    Closure,
    context,
    input_path,
    path_of,
    read_member,
    subject_,
    variable_path,
)
from asl.query.jsonata.preludes import FUNCTIONS as FUNCTION_NAMES
from asl.query.jsonata.release import FUNCTION_AS_TEST
from asl.query.jsonata.syntax import Node

_MAX_DEPTH: Final = 60  # of a tree that is taken apart; beyond it the engine works alone


class Simple(NamedTuple):
    """A closure that may raise Doubt.

    growth: of what it or, in doubt, the engine gives; None where the engine's way of writing numbers could matter.
    is_sure: it never raises Doubt. functions: it must not be used where a variable hides one of them.
    """

    call: Closure
    growth: Growth | None = None
    is_sure: bool = False
    functions: tuple[str, ...] = ()


def compile_closure(text: str, subject_name: str | None) -> Simple:
    """The closure of an expression without delimiters; it raises no Doubt.

    Args:
        subject_name: `result` or `errorOutput`, if `$states` has one: the closure's second argument.

    Raises, when evaluated:
        JsonataError, UnsupportedResult: as the engine.
    """
    program = program_of(text)
    tree = None if program.problem is not None else tree_of(text)
    if tree is None or tree.depth > _MAX_DEPTH:
        return Simple(_by_engine(text, subject_name))
    return _Closures(text, subject_name).guarded(tree)


def _by_engine(text: str, subject_name: str | None) -> Closure:
    evaluate = program_of(text).evaluate

    def by_engine(scope: Scope, subject: JSON) -> JSON:
        return evaluate(scope, subject_name, subject)

    return by_engine


class _Closures:
    """The closures of one expression. A method gives None where its node is not simple."""

    def __init__(self, text: str, subject_name: str | None) -> None:
        self._text = text
        self._subject_name = subject_name

    def guarded(self, node: Node) -> Simple:
        """The node's closure, with the engine behind it."""
        simple = self.simple(node)
        if simple is None:
            return Simple(_by_engine(self._text[node.start : node.end], self._subject_name))
        if simple.is_sure and not simple.functions:
            return simple
        call, names = simple.call, frozenset(simple.functions)
        engine: Closure | None = None

        def doubted(scope: Scope, subject: JSON) -> JSON:
            nonlocal engine
            if engine is None:
                engine = _by_engine(self._text[node.start : node.end], self._subject_name)
            return engine(scope, subject)

        def guard(scope: Scope, subject: JSON) -> JSON:
            try:
                return call(scope, subject)
            except Doubt:
                return doubted(scope, subject)

        def guard_names(scope: Scope, subject: JSON) -> JSON:
            if not names.isdisjoint(scope.variables):
                return doubted(scope, subject)
            try:
                return call(scope, subject)
            except Doubt:
                return doubted(scope, subject)

        return Simple(guard_names if names else guard, simple.growth, True)

    def simple(self, node: Node) -> Simple | None:
        make = _KINDS.get(node.kind)
        return None if make is None else make(self, node)

    def _all(self, nodes: tuple[Node, ...]) -> list[Simple] | None:
        made = []
        for node in nodes:
            simple = self.simple(node)
            if simple is None:
                return None
            made.append(simple)
        return made

    # Values -----------------------------------------------------------------------------------------------------

    def _literal(self, node: Node) -> Simple | None:
        value = node.value
        if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            return None
        return _constant(whole(value) if value.__class__ is float else value)

    def _block(self, node: Node) -> Simple | None:
        return self.simple(node.parts[0]) if len(node.parts) == 1 else None

    def _path(self, node: Node) -> Simple | None:
        found = path_of(node)
        if found is None:
            return None
        name, indexes, steps = found
        if name == "states":
            if not steps:
                return None
            field, field_indexes = steps[0]
            if indexes or field not in ("input", "context", self._subject_name):
                return None
            if field == "input":
                return Simple(input_path(field_indexes, steps[1:]), Growth(0, by_input=1), True)
            if field == "context":
                return Simple(read_member(context, field_indexes, steps[1:]), None, True)
            return Simple(read_member(subject_, field_indexes, steps[1:]), Growth(0, 1), True)
        if not name or name.startswith("$"):
            return None
        growth = Growth(0, by_variables=1)
        if name in FUNCTION_NAMES:
            return None
        return Simple(variable_path(name, indexes, steps), growth, True)

    def _object(self, node: Node) -> Simple | None:
        keys = [key.value for key in node.parts[::2] if key.kind == "literal"]
        if 2 * len(keys) != len(node.parts) or len(set(keys)) != len(keys):
            return None
        if not all(isinstance(key, str) for key in keys):
            return None
        values = [self.guarded(value) for value in node.parts[1::2]]
        members = [(key, value.call) for key, value in zip(keys, values, strict=True)]

        def construct(scope: Scope, subject: JSON) -> JSON:
            made = {}
            for key, call in members:
                value = call(scope, subject)
                if value is not UNDEFINED:
                    made[key] = value
            return made

        punctuation = 2 + sum(size(key) + 2 for key in keys)
        return Simple(construct, together([value.growth for value in values], punctuation, 1), True)

    def _array(self, node: Node) -> Simple | None:
        if any(item.kind == "binary" and item.value == ".." for item in node.parts):
            return None
        values = [self.guarded(item) for item in node.parts]
        items = [
            (value.call, item.kind == "array")
            for value, item in zip(values, node.parts, strict=True)
        ]

        def construct(scope: Scope, subject: JSON) -> JSON:
            made: list[JSON] = []
            for call, is_array in items:
                value = call(scope, subject)
                if value.__class__ is list and not is_array:
                    made.extend(
                        value
                    )  # arrays dissolve in a constructor, but for those written in it
                elif value is not UNDEFINED:
                    made.append(value)
            return made

        return Simple(
            construct, together([value.growth for value in values], 2 + len(items), 1), True
        )

    # Operators --------------------------------------------------------------------------------------------------

    def _binary(self, node: Node) -> Simple | None:
        operator = node.value
        if operator == ".":
            return self._path(node)
        if operator == "&":
            return self._concatenation(node)
        pair = self._all(node.parts)
        if pair is None or operator not in OPERATORS:
            return None
        make, growth = OPERATORS[operator]
        right = node.parts[1]
        if operator in ("+", "-", "*") and right.kind == "literal" and right.value.__class__ is int:
            call = with_constant(operator, pair[0].call, right.value)
        else:
            call = make(operator, pair[0].call, pair[1].call)
        return Simple(call, growth, False, _functions(pair))

    def _concatenation(self, node: Node) -> Simple | None:
        nodes: list[Node] = []
        while node.kind == "binary" and node.value == "&":
            nodes.append(node.parts[1])
            node = node.parts[0]
        made = self._all((node, *reversed(nodes)))
        if made is None:
            return None
        calls = [part.call for part in made]

        def concatenate(scope: Scope, subject: JSON) -> JSON:
            parts = []
            for call in calls:
                value = call(scope, subject)
                parts.append(value if value.__class__ is str else text_of_value(value))
            return joined(parts)

        return Simple(concatenate, None, False, _functions(made))

    def _negation(self, node: Node) -> Simple | None:
        inner = self.simple(node.parts[0])
        if inner is None:
            return None
        if node.parts[0].kind == "literal" and node.parts[0].value.__class__ is int:
            return _constant(-node.parts[0].value)
        call = inner.call
        return Simple(
            lambda scope, subject: negated(call(scope, subject)), NUMBER, False, inner.functions
        )

    def _condition(self, node: Node) -> Simple | None:
        if all(self.simple(part) is None for part in node.parts[1:]):
            return None
        parts = [self.guarded(part) for part in node.parts]
        test, then = parts[0].call, parts[1].call
        otherwise = parts[2].call if len(parts) == 3 else _nothing

        def choose(scope: Scope, subject: JSON) -> JSON:
            try:
                chosen = truth(test(scope, subject))
            except UnsupportedResult:
                raise JsonataError(FUNCTION_AS_TEST) from None
            return then(scope, subject) if chosen else otherwise(scope, subject)

        return Simple(choose, together([part.growth for part in parts[1:]], 0, 0), True)

    # Functions --------------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Simple | None:
        procedure, arguments = node.parts[0], node.parts[1:]
        if procedure.kind != "variable":
            return None
        name = procedure.value
        if name == "merge" and len(arguments) == 1 and arguments[0].kind == "array":
            return self._merge(arguments[0])
        if (name, len(arguments)) in SCOPED:
            return Simple(SCOPED[name, len(arguments)], Growth(40), True, (name,))
        function = FUNCTIONS.get((name, len(arguments)))
        made = self._all(arguments)
        if function is None or made is None:
            return None
        implementation, growth = function
        calls = [argument.call for argument in made]
        if len(calls) == 1:
            [only] = calls

            def call_one(scope: Scope, subject: JSON) -> JSON:
                return implementation(only(scope, subject))

            call: Closure = call_one
        else:

            def call_many(scope: Scope, subject: JSON) -> JSON:
                return implementation(*[call(scope, subject) for call in calls])

            call = call_many
        return Simple(call, growth, False, (name, *_functions(made)))

    def _merge(self, array: Node) -> Simple | None:
        if any(item.kind in ("array", "binary") and item.value != "." for item in array.parts):
            return None
        values = [self.guarded(item) for item in array.parts]
        calls = [value.call for value in values]

        def merge(scope: Scope, subject: JSON) -> JSON:
            made: dict[str, JSON] = {}
            for call in calls:
                value = call(scope, subject)
                if value.__class__ is dict:
                    made.update(value)
                elif value.__class__ is list:
                    for item in value:
                        if item.__class__ is not dict:
                            raise Doubt
                        made.update(item)
                elif value is not UNDEFINED:
                    raise Doubt  # which ends in the engine's error
            return made

        return Simple(merge, together([value.growth for value in values], 2, 0), False, ("merge",))


_KINDS: Final[dict[str, Callable[[_Closures, Node], Simple | None]]] = {
    "literal": _Closures._literal,
    "block": _Closures._block,
    "variable": _Closures._path,
    "filter": _Closures._path,
    "object": _Closures._object,
    "array": _Closures._array,
    "binary": _Closures._binary,
    "negate": _Closures._negation,
    "condition": _Closures._condition,
    "call": _Closures._call,
}


def _functions(parts: list[Simple]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part.functions))


def together(growths: Sequence[Growth | None], constant: int, depth: int) -> Growth | None:
    """The growth of a value that holds others: `constant` bytes of its own, `depth` levels around them."""
    total = Growth(constant, depth=depth)
    for growth in growths:
        if growth is None:
            return None
        total = Growth(
            total.constant + growth.constant,
            total.by_subject + growth.by_subject,
            total.by_variables + growth.by_variables,
            max(total.depth, depth + growth.depth),
            total.by_input + growth.by_input,
        )
    return total


def _constant(value: JSON) -> Simple:
    return Simple(lambda scope, subject: value, Growth(size(value)), True)


def _nothing(scope: Scope, subject: JSON) -> JSON:
    return UNDEFINED
