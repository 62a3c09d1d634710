"""JSONata's laws: closures answer as the engine does, sizes stay within their growth, nothing of the input is changed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asl import jsonvalue
from asl.errors import QueryEvaluationError
from asl.jsonvalue import JSON
from asl.query.base import Growth
from asl.query.jsonata.closures import compile_closure
from asl.query.jsonata.engine import program_of
from asl.query.jsonata.failure import UNDEFINED, JsonataError, UnsupportedResult
from asl.query.jsonata.payload import compile_payload


class Numbers:
    """Gives 0.25 and one UUID, whenever it is asked."""

    def random(self) -> float:
        return 0.25

    def uuid(self) -> str:
        return "7f8a1c3e-0000-4000-8000-000000000001"


class Fixed:
    """A scope at 2023-11-14T22:13:20.123Z."""

    def __init__(self, data: JSON, variables: Mapping[str, JSON]) -> None:
        self.input = data
        self.variables = variables
        self.now_ms = 1_700_000_000_123
        self.rng = Numbers()
        self.context = {"State": {"Name": "S", "Input": data}}

    def __repr__(self) -> str:
        return f"Fixed({self.input!r}, {self.variables!r})"


NAMES = st.sampled_from(["a", "b", "c", "n", "list"])
NUMBERS = st.one_of(
    st.integers(-20, 20),
    st.integers(-(2**53), 2**53),
    st.sampled_from([0.5, -1.5, 0.1, 1e-7, 2.0, -0.0, 1e15, 123456789012345.6]),
)
TEXTS = st.one_of(st.sampled_from(["", "a", "b", "1", "x y", "é", "A", "😀"]), st.text(max_size=4))
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(NAMES, inner, max_size=4),
        st.lists(st.dictionaries(NAMES, inner, max_size=3), max_size=3),
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=5)
SCOPES = st.builds(
    Fixed,
    st.one_of(OBJECTS, OBJECTS, VALUES),
    st.dictionaries(st.sampled_from(["x", "y", "count"]), VALUES, max_size=3),
)


def paths() -> st.SearchStrategy[str]:
    root = st.sampled_from(
        [
            "$states.input",
            "$states.input",
            "$states.result",
            "$states.context.State",
            "$x",
            "$y",
        ]
    )
    step = st.one_of(
        NAMES, NAMES, NAMES.map(lambda name: f"{name}[0]"), NAMES.map(lambda name: f"{name}[-1]")
    )
    index = st.sampled_from(["", "", "", "[0]", "[1]", "[-1]"])
    return st.builds(
        lambda first, at, steps: ".".join([f"{first}{at}", *steps]),
        root,
        index,
        st.lists(step, max_size=3),
    )


LITERALS = st.one_of(
    st.sampled_from(
        [
            "true",
            "false",
            "null",
            "''",
            "'a'",
            "$now()",
            "$millis()",
            "$uuid()",
            "$parse('[1,null]')",
            '"x y"',
            "0",
            "1",
            "2.5",
            "-3",
            "[]",
            "{}",
            "'o-1'",
        ]
    ),
)
# What the engine must do by itself, as parts of what closures do.
ENGINE_ONLY = st.sampled_from(
    ["$map([1,2], function($v){$v*2})", "$states.input.a[n > 1]", "$sort([3,1,2])", "[1..3]", "$keys($states.input)",
     "$states.input.*", "$nothing", "a", "$", "$string({'a': 1})", "$states.input.list.(n & '-')", "$lookup($x, 'a')"]
)  # fmt: skip


def expressions() -> st.SearchStrategy[str]:
    return st.recursive(
        st.one_of(paths(), paths(), LITERALS, ENGINE_ONLY),
        lambda inner: st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from(BINARY), inner),
            st.builds("{} {} {}".format, paths(), st.sampled_from(BINARY), LITERALS),
            st.builds("({} ? {} : {})".format, inner, inner, inner),
            st.builds("({} ? {})".format, inner, inner),
            st.builds("-({})".format, inner),
            st.builds("[{}, {}]".format, inner, inner),
            st.builds("[{}]".format, inner),
            st.builds("[[{}], {}]".format, inner, inner),
            st.builds("{{'a': {}, 'b': {}}}".format, inner, inner),
            st.builds("$merge([{}, {}])".format, inner, inner),
            st.builds("$merge([$states.input, {{'n': {}}}])".format, inner),
            st.builds("${}({})".format, st.sampled_from(UNARY_FUNCTIONS), inner),
            st.builds("${}({}, {})".format, st.sampled_from(BINARY_FUNCTIONS), inner, inner),
            st.builds("$hash({}, 'SHA-256')".format, inner),
            st.builds("$range({}, 5, 2)".format, inner),
        ),
        max_leaves=6,
    )


BINARY = ["+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in"]
UNARY_FUNCTIONS = [
    "exists",
    "not",
    "boolean",
    "count",
    "sum",
    "string",
    "uppercase",
    "lowercase",
    "length",
    "join",
    "round",
]
BINARY_FUNCTIONS = ["contains", "append", "join", "partition", "round"]


def outcome(call: Any, *arguments: Any) -> tuple[str, Any]:
    try:
        value = call(*arguments)
    except JsonataError as e:
        return "error", e.code or e.message
    except UnsupportedResult:
        return "function", None
    return ("undefined", None) if value is UNDEFINED else ("value", value)


@settings(max_examples=3 * settings().max_examples)
@given(expressions(), SCOPES, VALUES)
def test_a_closure_answers_as_the_engine_does(text: str, scope: Fixed, result: JSON) -> None:
    before = copy.deepcopy((scope.input, scope.variables, result))
    closure = compile_closure(text, "result")
    kind, value = outcome(closure.call, scope, result)
    wanted_kind, wanted = outcome(program_of(text).evaluate, scope, "result", result)
    assert kind == wanted_kind, (value, wanted)
    if kind == "value":
        assert jsonvalue.same(value, wanted), (value, wanted)
    else:
        assert value == wanted
    assert (scope.input, scope.variables, result) == before


def bound(growth: Growth, scope: Fixed, subject: JSON) -> int:
    return (
        growth.constant
        + growth.by_subject * jsonvalue.size(subject)
        + growth.by_input * jsonvalue.size(scope.input)
        + growth.by_variables * jsonvalue.size(scope.variables)
    )


PAYLOADS = st.recursive(
    st.one_of(expressions().map("{{% {} %}}".format), SCALARS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=4,
)


@settings(max_examples=2 * settings().max_examples)
@given(PAYLOADS, SCOPES, VALUES)
def test_a_payload_stays_within_its_growth(payload: JSON, scope: Fixed, result: JSON) -> None:
    compiled = compile_payload(payload, field="Output", subject="result")
    try:
        value = compiled.evaluate(scope, result)
    except QueryEvaluationError:
        return
    growth = compiled.growth
    if growth is not None:
        assert jsonvalue.size(value) <= bound(growth, scope, result)
        sources = (scope.input, result, *scope.variables.values())
        deepest = max(jsonvalue.depth(source) for source in sources)
        assert jsonvalue.depth(value) <= growth.depth + deepest
