"""A field's text as a closure: a path or an intrinsic call, over the scope and the document that `$` names.

Where nothing is found the failure is AWS's sentence for payload templates, ErrorPath and CausePath. One thing is no
failure there: an index past the end of a list that exists gives null (AWS, 2026).
"""

from __future__ import annotations

from typing import Final

from asl.errors import RuntimeFailure
from asl.jsonvalue import ABSENT, JSON, dumps
from asl.query.base import Compiled, Evaluate, Growth, Scope
from asl.query.jsonpath.missing import PathMissing
from asl.query.jsonpath.path import parse_path
from asl.query.jsonpath.read import compile_find, explain
from asl.query.jsonpath.terms import (
    Filter,
    Indices,
    Names,
    Path,
    Segment,
    Slice,
    Wildcard,
)

# Context values of bounded size, in bytes of JSON. Names have at most 80 characters, ARNs 2,048, times 30.
_SMALL_CONTEXT: Final = {
    ("Execution", "Id"): 4_096,
    ("Execution", "Name"): 1_024,
    ("Execution", "RedriveCount"): 24,
    ("Execution", "RoleArn"): 4_096,
    ("Execution", "StartTime"): 64,
    ("StateMachine", "Id"): 4_096,
    ("StateMachine", "Name"): 1_024,
    ("State", "EnteredTime"): 64,
    ("State", "Name"): 1_024,
    ("State", "RetryCount"): 24,
    ("Map", "Item", "Index"): 24,
}


def compile_value(text: str, field: str) -> Compiled:
    """The closure of a path or intrinsic call. `field` is its name as the messages show it: `total.$`.

    Raises:
        PathSyntaxError: neither the one nor the other.
    The closure raises RuntimeFailure when a definite path finds nothing, or an intrinsic fails.
    """
    if not text.startswith("$"):
        # Most machines call no intrinsic.
        from asl.query.jsonpath.intrinsic_syntax import parse_intrinsic
        from asl.query.jsonpath.intrinsics import compile_call

        return compile_call(parse_intrinsic(text))
    path = parse_path(text)
    return Compiled(_value(path, field), path_growth(path))


def path_growth(path: Path) -> Growth | None:
    """How large what the path selects can be.

    A path whose steps never come to one place twice gives parts of its document that do not overlap: together no longer
    than the document, but for the brackets of the list around them.
    """
    if not all(_goes_down(segment) for segment in path.segments):
        return None
    constant, depth = (0, 0) if path.definite else (2, 1)
    if path.root == "variable":
        return Growth(constant, by_variables=1, depth=depth)
    if path.root == "input":
        return Growth(constant, by_subject=1, depth=depth)
    names = tuple(s.names[0] for s in path.segments if isinstance(s, Names) and s.definite)
    small = _SMALL_CONTEXT.get(names)
    return None if small is None or len(names) < len(path.segments) else Growth(small)


def _goes_down(segment: Segment) -> bool:
    """Whether a segment takes values apart without repeating any. `['a','a']`, `[0,0]` and `[-3:2]` may, `..` does."""
    match segment:
        case Names():
            return len(set(segment.names)) == len(segment.names)
        case Wildcard() | Filter():
            return True
        case Indices():
            return segment.definite
        case Slice():
            return segment.start is None or segment.start >= 0 or segment.stop is None
    return False


def locate(path: Path) -> Evaluate:
    """`(scope, document) -> value`, ABSENT where a definite path or a variable is not there."""
    if path.root == "context":
        find = compile_find(path)
        return lambda scope, document: find(scope.context)
    if path.root == "variable":
        return _locate_variable(path)
    names = tuple(s.names[0] for s in path.segments if isinstance(s, Names) and s.definite)
    if len(names) == len(path.segments):
        match names:
            case ():
                return lambda scope, document: document
            case (a,):
                return _one(a)
            case (a, b):
                return _two(a, b)
            case (a, b, c):
                return _three(a, b, c)
    find = compile_find(path)
    return lambda scope, document: find(document)


def missing(path: Path, scope: Scope, document: JSON) -> PathMissing:
    """Why `locate` gave ABSENT."""
    if path.root == "context":
        return explain(path, scope.context)
    if path.root == "variable":
        if path.variable not in scope.variables:
            return PathMissing("leaf", f"${path.variable}")
        return explain(path, scope.variables[path.variable])
    return explain(path, document)


def not_found(text: str, field: str, document: JSON) -> RuntimeFailure:
    """AWS's sentence for a path that finds nothing. It shows the state's data for every kind of path."""
    return RuntimeFailure(
        f"The JSONPath '{text}' specified for the field '{field}' could not be found in the input"
        f" '{dumps(document)}'"
    )


# A name indexes neither a list nor a text, number, boolean or null: TypeError.
def _one(a: str) -> Evaluate:
    def locate_one(scope: Scope, document: JSON) -> JSON:
        try:
            return document[a]
        except (KeyError, TypeError):
            return ABSENT

    return locate_one


def _two(a: str, b: str) -> Evaluate:
    def locate_two(scope: Scope, document: JSON) -> JSON:
        try:
            return document[a][b]
        except (KeyError, TypeError):
            return ABSENT

    return locate_two


def _three(a: str, b: str, c: str) -> Evaluate:
    def locate_three(scope: Scope, document: JSON) -> JSON:
        try:
            return document[a][b][c]
        except (KeyError, TypeError):
            return ABSENT

    return locate_three


def _locate_variable(path: Path) -> Evaluate:
    name, find = path.variable, compile_find(path)
    if not path.segments:
        return lambda scope, document: scope.variables.get(name, ABSENT)

    def locate_variable(scope: Scope, document: JSON) -> JSON:
        value = scope.variables.get(name, ABSENT)
        return value if value is ABSENT else find(value)

    return locate_variable


def _value(path: Path, field: str) -> Evaluate:
    if path.root == "input":
        if not path.segments:
            return lambda scope, document: document
        match path.segments:
            case (Names(names=(name,)),):
                return _member(path, name, field)
    find = locate(path)

    def value(scope: Scope, document: JSON) -> JSON:
        found = find(scope, document)
        return found if found is not ABSENT else _nothing(path, field, scope, document)

    return value


def _member(path: Path, name: str, field: str) -> Evaluate:
    """`$.name`, the commonest of all, without a second call."""

    def member(scope: Scope, document: JSON) -> JSON:
        try:
            return document[name]
        except (KeyError, TypeError):
            return _nothing(path, field, scope, document)

    return member


def _nothing(path: Path, field: str, scope: Scope, document: JSON) -> JSON:
    if missing(path, scope, document).past_end:
        return None
    raise not_found(path.text, field, document)
