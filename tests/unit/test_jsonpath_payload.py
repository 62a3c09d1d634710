"""Payload templates: values, order of keys, faults, what is shared."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonpath_scope import Scope

from asl.errors import RuntimeFailure
from asl.query.base import Growth
from asl.query.jsonpath.payload import (
    compile_payload,
    java_order,
    template_errors,
    variables_in,
)
from asl.query.jsonpath.terms import PathSyntaxError

INPUT = {"a": {"b": 1}, "l": [{"x": 1}, {"x": 2}], "n": None}


def evaluate(template: Any, document: Any = INPUT, **scope: Any) -> Any:
    return compile_payload(template).evaluate(Scope(document, **scope), document)


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ({"v.$": "$.a.b"}, {"v": 1}),
        ({"v.$": "$"}, {"v": INPUT}),
        ({"v.$": "$.n"}, {"v": None}),
        ({"v.$": "$.l[*].x"}, {"v": [1, 2]}),
        ({"v.$": "$.nope[*].x"}, {"v": []}),
        ({"v.$": "$.l[0,1].x"}, {"v": [1, 2]}),
        ({"v.$": "$['a','n']"}, {"v": {"a": {"b": 1}, "n": None}}),
        ({"v.$": "$$.State.Name"}, {"v": "S"}),
        ({"v.$": "$$"}, {"v": {"State": {"Name": "S"}}}),
        ({"v.$": "$x"}, {"v": {"y": [3]}}),
        ({"v.$": "$x.y[0]"}, {"v": 3}),
        ({"v.$": "States.MathAdd($.a.b, 1)"}, {"v": 2}),
        ({"v": "$.a"}, {"v": "$.a"}),
        ({"o": {"p": {"v.$": "$.a.b"}, "q": 1}}, {"o": {"p": {"v": 1}, "q": 1}}),
        ({"o": [{"v.$": "$.a.b"}, "$.a", 2, [{"w.$": "$.n"}]]}, {"o": [{"v": 1}, "$.a", 2, [{"w": None}]]}),
        ([{"v.$": "$.a.b"}], [{"v": 1}]),
        ({"a.$": "$.n", "b.$": "$.n", "c.$": "$.n", "d.$": "$.n"}, dict.fromkeys("abcd")),
        ("$.a", "$.a"),
        (None, None),
    ],
)  # fmt: skip
def test_values(template: Any, value: Any) -> None:
    got = evaluate(template, context={"State": {"Name": "S"}}, variables={"x": {"y": [3]}})
    assert got == value


@pytest.mark.parametrize("path", ["$.l[2]", "$.l[-3]", "$x.y[1]"])
def test_an_index_past_the_end_is_null(path: str) -> None:
    """Seen on AWS in 2026: no failure, though inside an intrinsic it is one."""
    assert evaluate({"v.$": path}, variables={"x": {"y": [3]}}) == {"v": None}


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("$.no_such", {"int-literal": 0}),
        ("$.a.no.such", {"a": {}}),
        ("$.a.b", {"a": "text"}),
        ("$.l[5].x", {"l": []}),
        ("$.a[0]", {"a": 1}),
        ("$", ...),
        ("$$.Execution.Input.no_such", {"int-literal": 0}),
        ("$x", {"a": 1}),
        ("$x.y", {"a": 1}),
    ],
)
def test_nothing_found(path: str, document: Any) -> None:
    if document is ...:
        assert evaluate({"value.$": path}, None) == {"value": None}
        return
    with pytest.raises(RuntimeFailure) as e:
        evaluate({"value.$": path}, document)
    assert e.value.cause == (
        f"The JSONPath '{path}' specified for the field 'value.$' could not be found in the input"
        f" '{json.dumps(document, separators=(',', ':'))}'"
    )


def test_a_constant_template_is_the_result_itself() -> None:
    template = {"a": [1, {"b": 2}]}
    compiled = compile_payload(template)
    assert compiled.evaluate(Scope(), {}) is template
    assert compiled.growth == Growth(17, depth=3)


def test_constant_parts_and_found_values_are_shared() -> None:
    template = {"fixed": [1, 2], "v.$": "$.a"}
    got = evaluate(template)
    assert got["fixed"] is template["fixed"]
    assert got["v"] is INPUT["a"]
    assert evaluate(template) is not got
    assert template == {"fixed": [1, 2], "v.$": "$.a"}


@pytest.mark.parametrize(
    ("written", "order"),
    [
        # Captured from AWS.
        (["execution.$", "state.$", "attempt.$", "input.$"], ["execution", "input", "state", "attempt"]),
        (["b.$", "fixed", "a.$", "also"], ["fixed", "also", "a", "b"]),
        (["n.$", "limit.$"], ["limit", "n"]),
    ],
)  # fmt: skip
def test_order_of_keys(written: list[str], order: list[str]) -> None:
    template = dict.fromkeys(written, "$.a")
    assert list(evaluate(template)) == order


def test_a_nested_template_stands_where_it_was_written() -> None:
    got = evaluate({"z.$": "$.n", "nested": {"v.$": "$.n"}, "last": 1})
    assert list(got) == ["nested", "last", "z"]


# As java.util.HashMap gives them back.
@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ("bucket,key,size,owner,region,name,id,count,total,status,version,created,updated,tags,Ärger,日本,a.b",
         "owner,created,count,日本,version,tags,bucket,total,size,a.b,name,Ärger,id,region,updated,key,status"),
        ("zeta,alpha,Aa,BB,AaAa,BBBB,AaBB,BBAa", "zeta,Aa,BB,alpha,AaAa,BBBB,AaBB,BBAa"),
        (",".join(f"field{7 * i}" for i in range(40)),
         "field119,field217,field238,field259,field112,field133,field210,field154,field231,field175,field252,"
         "field196,field273,field42,field21,field49,field84,field63,field105,field126,field203,field147,field224,"
         "field168,field245,field189,field266,field28,field140,field161,field182,field77,field56,field0,field98,"
         "field35,field14,field7,field91,field70"),
    ],
)  # fmt: skip
def test_java_order(keys: str, order: str) -> None:
    assert java_order(keys.split(",")) == order.split(",")


def test_template_errors() -> None:
    template = {
        "ok.$": "$.a",
        "bad.$": "$.a[",
        "call.$": "States.Nope()",
        "number.$": 1,
        "twice": 1,
        "twice.$": "$.a",
        "o": [{"x/y~z": {"deep.$": "a.b"}}],
        "free": {"v": "a.b"},
    }
    assert [(pointer, field, position) for pointer, field, _, position in template_errors(template)] == [
        ("/bad.$", "bad.$", 3),
        ("/call.$", "call.$", 0),
        ("/number.$", "number.$", 0),
        ("/twice.$", "twice.$", 0),
        ("/o/0/x~1y~0z/deep.$", "deep.$", 0),
    ]  # fmt: skip
    assert template_errors({"v.$": "$.a"}) == []


@pytest.mark.parametrize("template", [{"v.$": "a"}, {"v.$": 1}, {"a": [{"v.$": "$.["}]}])
def test_a_faulty_template_does_not_compile(template: Any) -> None:
    with pytest.raises(PathSyntaxError):
        compile_payload(template)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("$x.y", ["x"]),
        ("$.x", []),
        ("$$.x", []),
        ("States.Format('{} $no', $a, States.Array($b, $.c, $a))", ["a", "b"]),
        ({"v.$": "$x", "w": "$no", "o": [{"p.$": "$y[0]"}]}, ["x", "y"]),
        ({"v.$": "$x..", "w.$": 1}, []),
    ],
)
def test_variables_in(source: Any, names: list[str]) -> None:
    assert variables_in(source) == names


def test_a_template_as_deep_as_json_can_be() -> None:
    template: Any = {"v.$": "$.a"}
    for level in range(480):
        template = {"k": template} if level % 2 else [template]
    got = evaluate(template)
    for _ in range(480):
        got = got["k"] if isinstance(got, dict) else got[0]
    assert got == {"v": INPUT["a"]}
    assert template_errors(template) == []
