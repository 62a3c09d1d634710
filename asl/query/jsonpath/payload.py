"""Payload templates: Parameters, ResultSelector, ItemSelector, BatchInput, Assign, Credentials.

A key that ends in `.$` loses the ending, and its value becomes what the path or intrinsic call says; everything else is
as written, at any depth. What holds no such key is not copied: the template's own value is the result. The order of keys
is AWS's (two captures, 2026): the fixed ones as written, then the computed ones in the order of a Java HashMap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from asl.jsonvalue import JSON, depth, size
from asl.query.base import Compiled, Evaluate, Growth, Scope
from asl.query.jsonpath.path import parse_path
from asl.query.jsonpath.terms import Path, PathSyntaxError
from asl.query.jsonpath.value import compile_value

if TYPE_CHECKING:
    from asl.query.jsonpath.intrinsic_syntax import Call

COMPUTED: Final = ".$"
_EMPTY_TABLE: Final = 16
_MASK: Final = 0xFFFFFFFF


def compile_payload(template: JSON) -> Compiled:
    """The closure of a template.

    Raises:
        PathSyntaxError: a value that is no path or call (`template_errors` gives all of them, with their places).
    """
    dynamic = _compile(template)
    return _constant(template) if dynamic is None else dynamic


def template_errors(template: JSON) -> list[tuple[str, str, str, int]]:
    """Every fault of a template: JSON pointer below it, the key, what is wrong, where in the text."""
    found = []
    for pointer, key, value, siblings in _computed(template):
        if key[: -len(COMPUTED)] in siblings:
            found.append((pointer, key, f'"{key[: -len(COMPUTED)]}" is given twice', 0))
        if not isinstance(value, str):
            found.append((pointer, key, "a path or an intrinsic call is expected", 0))
            continue
        try:
            _parse(value)
        except PathSyntaxError as e:
            found.append((pointer, key, e.message, e.position))
    return found


def variables_in(source: JSON) -> list[str]:
    """The workflow variables that a path, a call or a template reads, in order, each once. Faulty texts read none."""
    texts = [source] if isinstance(source, str) else [v for _, _, v, _ in _computed(source)]
    names: dict[str, None] = {}
    for text in texts:
        if not isinstance(text, str):
            continue
        try:
            parsed = _parse(text)
        except PathSyntaxError:
            continue
        for path in [parsed] if isinstance(parsed, Path) else _paths_of(parsed):
            if path.root == "variable":
                names[path.variable] = None
    return list(names)


def java_order(keys: list[str]) -> list[str]:
    """The keys in the order in which a java.util.HashMap gives them back when they were put in this order."""
    table = _EMPTY_TABLE
    while len(keys) > table * 3 // 4:
        table *= 2
    return sorted(
        keys, key=lambda key: _spread_hash(key) & (table - 1)
    )  # stable: a bucket keeps its order


def _spread_hash(key: str) -> int:
    """String.hashCode over UTF-16 units, with HashMap's mixing of the upper half."""
    value = 0
    units = key.encode("utf-16-be", "surrogatepass")
    for at in range(0, len(units), 2):
        value = (value * 31 + (units[at] << 8 | units[at + 1])) & _MASK
    return value ^ value >> 16


def _paths_of(call: Call) -> Iterator[Path]:
    from asl.query.jsonpath.intrinsic_syntax import paths_in

    return paths_in(call)


def _parse(text: str) -> Path | Call:
    if text.startswith("$"):
        return parse_path(text)
    from asl.query.jsonpath.intrinsic_syntax import parse_intrinsic

    return parse_intrinsic(text)


def _computed(template: JSON) -> Iterator[tuple[str, str, JSON, dict[str, JSON]]]:
    """(pointer, key, value, the object it stands in) of every key that ends in `.$`."""
    pending: list[tuple[str, JSON]] = [("", template)]
    while pending:
        pointer, node = pending.pop()
        if isinstance(node, dict):
            inner: list[tuple[str, JSON]] = []
            for key, value in node.items():
                at = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
                if key.endswith(COMPUTED):
                    yield at, key, value, node
                elif isinstance(value, (dict, list)):
                    inner.append((at, value))
            pending.extend(reversed(inner))
        elif isinstance(node, list):
            pending.extend(
                (f"{pointer}/{at}", node[at])
                for at in reversed(range(len(node)))
                if isinstance(node[at], (dict, list))
            )


def _constant(value: JSON) -> Compiled:
    return Compiled(lambda scope, document: value, Growth(size(value), depth=depth(value)))


def _compile(node: JSON) -> Compiled | None:
    """The closure of a part of a template; None when it is as written. One frame for each level of the template."""
    if isinstance(node, dict):
        computed: dict[str, Compiled] = {}
        nested: dict[str, Compiled] = {}
        fixed: dict[str, JSON] = {}
        for key, value in node.items():
            if key.endswith(COMPUTED):
                if not isinstance(value, str):
                    raise PathSyntaxError(f'"{key}": a path or an intrinsic call is expected')
                computed[key[: -len(COMPUTED)]] = compile_value(value, key)
                continue
            fixed[key] = value
            dynamic = _compile(value) if isinstance(value, (dict, list)) else None
            if dynamic is not None:
                nested[key] = dynamic
        if not computed and not nested:
            return None
        fields = [*nested.items(), *((key, computed[key]) for key in java_order(list(computed)))]
        constant = {key: None if key in nested else value for key, value in fixed.items()}
        closures = [(key, field.evaluate) for key, field in fields]
        return Compiled(_object(constant, closures), _bound(constant, fields))
    if isinstance(node, list):
        items: list[Compiled | None] = []
        for item in node:  # not a comprehension, which would take a second frame
            items.append(_compile(item) if isinstance(item, (dict, list)) else None)
        return _compile_list(node, items) if any(items) else None
    return None


def _compile_list(node: list[JSON], items: list[Compiled | None]) -> Compiled:
    whole = [item or _constant(node[at]) for at, item in enumerate(items)]
    closures = [item.evaluate for item in whole]

    def evaluate(scope: Scope, document: JSON) -> JSON:
        out = []
        for closure in closures:
            out.append(closure(scope, document))
        return out

    return Compiled(evaluate, _bound([], [("", item) for item in whole]))


def _object(fixed: dict[str, JSON], fields: list[tuple[str, Evaluate]]) -> Evaluate:
    """`fixed` holds the keys in their order, None in the places of nested templates; `fields` fill and follow."""
    if not fixed:
        short = _SHORT.get(len(fields))
        if short is not None:
            return short(*[part for field in fields for part in field])

    def evaluate(scope: Scope, document: JSON) -> JSON:
        out = fixed.copy()
        for key, closure in fields:
            out[key] = closure(scope, document)
        return out

    return evaluate


def _object_1(a: str, first: Evaluate) -> Evaluate:
    return lambda scope, document: {a: first(scope, document)}


def _object_2(a: str, first: Evaluate, b: str, second: Evaluate) -> Evaluate:
    return lambda scope, document: {a: first(scope, document), b: second(scope, document)}


def _object_3(
    a: str, first: Evaluate, b: str, second: Evaluate, c: str, third: Evaluate
) -> Evaluate:
    return lambda scope, document: {
        a: first(scope, document),
        b: second(scope, document),
        c: third(scope, document),
    }


_SHORT: Final[dict[int, Callable[..., Evaluate]]] = {1: _object_1, 2: _object_2, 3: _object_3}


def _bound(fixed: JSON, fields: list[tuple[str, Compiled]]) -> Growth | None:
    """The sum of the fields' bounds with their keys, one level deeper."""
    constant, by_subject, by_variables, by_input = size(fixed) + 2, 0, 0, 0
    deepest = depth(fixed)
    for key, field in fields:
        growth = field.growth
        if growth is None:
            return None
        constant += growth.constant + size(key) + 2
        by_subject += growth.by_subject
        by_variables += growth.by_variables
        by_input += growth.by_input
        deepest = max(deepest, growth.depth + 1)
    return Growth(constant, by_subject, by_variables, deepest, by_input)
