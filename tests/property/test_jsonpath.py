"""Laws of JSONPath: bounds are bounds, documents are never changed, no text makes a traceback."""

from __future__ import annotations

import copy
import string
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asl.errors import ReferencePathConflict, StatesError
from asl.jsonvalue import ABSENT, depth, dumps, same, size
from asl.query.base import Compiled
from asl.query.jsonpath.condition import compile_condition
from asl.query.jsonpath.instant import parse_instant
from asl.query.jsonpath.intrinsic_syntax import parse_intrinsic
from asl.query.jsonpath.path import PathSyntaxError, parse_path, parse_reference_path
from asl.query.jsonpath.payload import (
    compile_payload,
    java_order,
    template_errors,
    variables_in,
)
from asl.query.jsonpath.read import compile_find, explain
from asl.query.jsonpath.write import compile_write, write_growth

NAMES = ["a", "b", "c", "a b", "ü", "x-y"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=string.printable + "äß\U0001f600\x00\x7f", max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)
documents = st.dictionaries(st.sampled_from(NAMES), values, max_size=4)

names = st.sampled_from(NAMES).map(lambda name: f"['{name}']")
places = st.lists(names | st.integers(-3, 3).map(lambda i: f"[{i}]"), max_size=4).map(
    lambda parts: "$" + "".join(parts)
)
filters = st.sampled_from(
    ["@.a", "!@.a", "@.a == 1", "@ > 0", "@.b != 'x' && @.a", "@['a b'] in [1,2]", "@ =~ /a.*/"]
).map(lambda test: f"[?({test})]")
segments = st.one_of(
    names,
    names.map(lambda name: f"..{name}"),
    filters,
    st.sampled_from(
        ["[*]", ".*", "[1:]", "[:2]", "[-2:]", "[-3:2]", "[0,1]", "['a','b']", "..*", "[0]", "[-1]"]
    ),
)
paths = st.lists(segments, max_size=4).map(lambda parts: "$" + "".join(parts))

arguments = st.one_of(
    places,
    paths,
    st.sampled_from(["'a{}'", "'x,y,z'", "1", "-2.5", "0", "true", "null", "$x", "'MD5'", "','"]),
)


def call(name: str, count: int) -> st.SearchStrategy[str]:
    return st.lists(arguments, min_size=count, max_size=count).map(
        lambda given: f"States.{name}({', '.join(given)})"
    )


calls = st.one_of(
    *(call(name, 1) for name in ("ArrayLength", "ArrayUnique", "Base64Decode", "Base64Encode")),
    *(call(name, 1) for name in ("JsonToString", "StringToJson")),
    *(call(name, 2) for name in ("ArrayContains", "ArrayGetItem", "ArrayPartition", "Hash")),
    *(call(name, 2) for name in ("MathAdd", "StringSplit", "Array")),
    call("JsonMerge", 2).map(lambda text: text[:-1] + ", false)"),
    call("Array", 0),
    arguments.map(lambda argument: f"States.Format('<{{}}>', {argument})"),
    arguments.map(lambda argument: f"States.JsonToString(States.JsonToString({argument}))"),
    arguments.map(lambda argument: f"States.Array(States.Array({argument}), {argument})"),
)
templates = st.dictionaries(
    st.sampled_from(["p.$", "q.$", "r.$"]), paths | calls | st.just("$x"), max_size=3
).flatmap(
    lambda computed: st.fixed_dictionaries(
        {"fixed": values, "nested": st.just([{**computed}, 1])}
    ).map(lambda fixed: {**fixed, **computed})
)


class Scope:
    """Variables and a fixed draw."""

    def __init__(self, variables: dict[str, Any]) -> None:
        self.input: Any = None
        self.variables = variables
        self.context: Any = {"Execution": {"Id": "arn:x"}}
        self.now_ms = 0
        self.rng = self

    def random(self) -> float:
        return 0.25

    def uuid(self) -> str:
        return "00000000-0000-4000-8000-000000000000"


def assert_bounded(compiled: Compiled, document: Any, variables: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    try:
        value = compiled.evaluate(Scope(variables), document)
    except StatesError:
        return
    finally:
        assert dumps(document) == dumps(before)
    growth = compiled.growth
    if growth is None:
        return
    all_variables = sum(size(v) for v in variables.values())
    bound = (
        growth.constant + growth.by_subject * size(document) + growth.by_variables * all_variables
    )
    assert size(value) <= bound
    deepest = max([depth(document), *(depth(v) for v in variables.values())])
    assert depth(value) <= growth.depth + deepest


@given(templates, documents, values)
@settings(max_examples=300, deadline=None)
def test_a_payload_is_within_its_bound(template: Any, document: Any, variable: Any) -> None:
    written = copy.deepcopy(template)
    assert template_errors(template) == []
    assert_bounded(compile_payload(template), document, {"x": variable})
    assert same(template, written)


@given(calls, documents, values)
@settings(max_examples=300, deadline=None)
def test_an_intrinsic_is_within_its_bound(text: str, document: Any, variable: Any) -> None:
    assert_bounded(compile_payload({"v.$": text}), document, {"x": variable})
    assert set(variables_in(text)) <= {"x"}


@given(paths, documents)
@settings(max_examples=300, deadline=None)
def test_a_path_gives_a_value_a_list_or_a_reason(text: str, document: Any) -> None:
    path = parse_path(text)
    value = compile_find(path)(document)
    if value is ABSENT:
        missing = explain(path, document)
        assert missing.message()
        # Recorded: below a missing parent an indefinite path is [], never nothing.
        assert path.definite or missing.kind in ("not an array", "primitive")
    else:
        assert path.definite or isinstance(value, list)


@given(places, documents, values)
def test_what_was_written_is_read_back(text: str, document: Any, result: Any) -> None:
    before = copy.deepcopy(document)
    try:
        output = compile_write(text)(document, result)
    except ReferencePathConflict:
        return
    assert dumps(document) == dumps(before)
    read = compile_find(parse_reference_path(text))
    assert read(output) is result
    growth = write_growth(text)
    assert size(output) <= size(document) + size(result) + growth.constant
    assert depth(output) <= max(depth(document), depth(result)) + growth.depth


@given(places, documents)
def test_the_fast_readers_agree_with_the_general_one(text: str, document: Any) -> None:
    path = parse_path(text)
    found = compile_find(path)(document)
    # Several names at the end make a path take the general steps.
    wrapped = compile_find(parse_path(f"$['w']{text[1:]}['k','k']"))({"w": tagged(document)})
    assert wrapped == {"k": "tag"} if isinstance(found, dict) else wrapped is ABSENT


def tagged(value: Any) -> Any:
    """Every object gets a member to ask for."""
    if isinstance(value, dict):
        return {**{key: tagged(member) for key, member in value.items()}, "k": "tag"}
    return [tagged(item) for item in value] if isinstance(value, list) else value


def fault(read: Callable[[str], Any], text: str) -> PathSyntaxError | None:
    try:
        read(text)
    except PathSyntaxError as e:
        return e
    return None


@given(st.text(alphabet="$.[]'\"*?(@)!=<>~&|:,-0123ab \\/{}", max_size=24))
@settings(max_examples=2_000)
def test_no_text_breaks_the_path_parser(text: str) -> None:
    for read in (parse_path, parse_reference_path):
        found = fault(read, "$" + text)
        if found is None:
            compile_find(read("$" + text))({"a": [1, {"b": "0"}]})
        else:
            assert 0 <= found.position <= len(text) + 1


@given(st.text(alphabet="(),'\\{}$.a[]1-\" \n", max_size=24))
@settings(max_examples=1_000)
def test_no_text_breaks_the_intrinsic_parser(text: str) -> None:
    for whole in (text, f"States.Array({text}", f"States.Format('{text}')"):
        found = fault(parse_intrinsic, whole)
        assert found is None or 0 <= found.position <= len(whole)


@given(values, values)
def test_orders_are_orders(left: Any, right: Any) -> None:
    document = {"l": left, "r": right}

    def holds(operator: str) -> bool:
        rule = {"Variable": "$.l", f"{operator}Path": "$.r"}
        return compile_condition(rule)(Scope({}), document)

    for kind in ("Numeric", "String", "Timestamp"):
        less, equal, greater = (
            holds(kind + order) for order in ("LessThan", "Equals", "GreaterThan")
        )
        assert less + equal + greater <= 1
        assert holds(kind + "LessThanEquals") is (less or equal)
        assert holds(kind + "GreaterThanEquals") is (greater or equal)
    if isinstance(left, str) and isinstance(right, str):
        assert holds("StringLessThan") is (
            left.encode("utf-16-be", "surrogatepass") < right.encode("utf-16-be", "surrogatepass")
        )


@given(st.datetimes(), st.integers(-17, 17), st.integers(0, 59))
def test_instants_are_those_of_the_calendar(moment: Any, hours: int, minutes: int) -> None:
    from datetime import UTC, datetime, timedelta, timezone

    offset = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
    zoned = moment.replace(tzinfo=timezone(offset))
    since = zoned - datetime(1970, 1, 1, tzinfo=UTC)
    nanoseconds = (since.days * 86_400 + since.seconds) * 10**9 + since.microseconds * 1_000
    assert parse_instant(zoned.isoformat()) == nanoseconds


@given(st.lists(st.text(max_size=6), unique=True, max_size=60))
def test_java_order_only_reorders(keys: list[str]) -> None:
    assert sorted(java_order(keys)) == sorted(keys)
