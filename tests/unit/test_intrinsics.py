"""The eighteen intrinsic functions: how they are written, what they give, how they fail.

Results marked "recorded" are in public recordings of the service; texts of a missing path were captured from it.
"""

from __future__ import annotations

from typing import Any

import pytest
from jsonpath_scope import Scope

from asl.errors import RuntimeFailure
from asl.jsonvalue import dumps, same
from asl.query.jsonpath.intrinsic_syntax import (
    SIGNATURES,
    Call,
    Literal,
    PathSyntaxError,
    Reference,
    parse_intrinsic,
    paths_in,
    template_pieces,
)
from asl.query.jsonpath.intrinsics import FUNCTIONS
from asl.query.jsonpath.java_random import JavaRandom
from asl.query.jsonpath.value import compile_value


def evaluate(text: str, document: Any = None, **scope: Any) -> Any:
    return compile_value(text, "v.$").evaluate(Scope(document, **scope), document)


def failure(text: str, document: Any = None, **scope: Any) -> str:
    with pytest.raises(RuntimeFailure) as e:
        evaluate(text, document, **scope)
    assert e.value.error == "States.Runtime"
    assert not e.value.catchable
    prefix = f"The function '{text}' had the following error: "
    assert e.value.cause is not None
    assert e.value.cause.startswith(prefix)
    return e.value.cause.removeprefix(prefix)


# -- syntax ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("States.UUID()", "States.UUID", 0),
        ("States.Array( )", "States.Array", 0),
        ("States.Array('a',1,-2.5,1e3,true,false,null,$,$$.State,$x)", "States.Array", 10),
        ("States.JsonToString( $.a )", "States.JsonToString", 1),
        ("States.JsonToString($.a) ", "States.JsonToString", 1),
        ("States.StringSplit('Hello\nWorld', '\n')", "States.StringSplit", 2),
        ('States.StringToJson(\'{"a": "b, c)"}\')', "States.StringToJson", 1),
        ("States.ArrayGetItem($.a[?(@.k == F)].v, 0)", "States.ArrayGetItem", 2),
        ("States.ArrayGetItem($.a[?(@.k =~ /x.*?/i)].v, 0)", "States.ArrayGetItem", 2),
        ("States.ArrayLength($.a['k,)'])", "States.ArrayLength", 1),
        ("States.StringToJson($.[0].body)", "States.StringToJson", 1),
    ],
)
def test_calls(text: str, name: str, arguments: int) -> None:
    call = parse_intrinsic(text)
    assert (call.name, len(call.arguments), call.text) == (name, arguments, text)


def test_a_nested_call_keeps_its_arguments() -> None:
    call = parse_intrinsic("States.Array(States.MathAdd($.n, 1), 'it\\'s', $v.x)")
    assert call.arguments[0] == Call(
        "States.MathAdd", (call.arguments[0].arguments[0], Literal(1)), call.text, 13
    )
    assert call.arguments[1] == Literal("it's", "it\\'s")
    assert isinstance(call.arguments[2], Reference)
    assert [path.text for path in paths_in(call)] == ["$v.x", "$.n"]


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("States.Nope($.a)", 0, "not an intrinsic function"),
        ("states.format('a')", 0, "expected"),
        ("", 0, "expected"),
        ("hello", 0, "expected"),
        ("States.Format", 13, '"("'),
        ("States.Format ('a')", 13, '"("'),
        ("States.Format('a'", 17, "not closed"),
        ("States.Format('a", 14, "not closed"),
        ('States.Format("a")', 14, "single quotes"),
        ("States.Format(a)", 14, "single quotes"),
        ("States.Format('a',)", 18, "missing"),
        ("States.Format(,'a')", 14, "missing"),
        ("States.Format('a' 'b')", 18, '","'),
        ("States.Format('a') x", 19, "follow"),
        ("States.Format()", 0, "1 or more"),
        ("States.MathAdd(1)", 0, "takes 2"),
        ("States.MathRandom(1)", 0, "2 to 3"),
        ("States.UUID(1)", 0, "takes 0"),
        ('States.StringToJson(\'{"a": \\"b\\"}\')', 27, "backslash"),
        ("States.Format('a\\nb')", 16, "backslash"),
        ("States.JsonToString($.a[)", 23, "bracket"),
        ("States.JsonToString($.a.)", 23, "dot"),
        ("States.MathAdd(01, 1.)", 20, '","'),
        ("States.MathAdd(1e999, 1)", 15, "double"),
        ("States.Array(" * 11 + ")" * 11, 130, "10 calls"),
    ],
)
def test_what_is_no_call(text: str, position: int, words: str) -> None:
    with pytest.raises(PathSyntaxError, match=words.replace("(", r"\(")) as e:
        parse_intrinsic(text)
    assert e.value.position == position


def test_ten_calls_in_a_field_are_allowed() -> None:
    text = "States.Array(" * 10 + ")" * 10
    nested: Any = []
    for _ in range(9):
        nested = [nested]
    assert evaluate(text) == nested


def test_every_function_has_a_signature_and_a_closure() -> None:
    assert len(SIGNATURES) == 18
    assert set(FUNCTIONS) | {"States.Format"} == set(SIGNATURES)


@pytest.mark.parametrize(
    ("raw", "pieces"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("{}", ["", ""]),
        ("a{}b{}c", ["a", "b", "c"]),
        (r"\{{}\}", ["{", "}"]),
        (r"\{\}", ["{}"]),
        (r"it\'s \\", ["it's \\"]),
        ("${x}_{}", ["${x}_", ""]),
        ("{{}}", ["{", "}"]),
    ],
)
def test_template_pieces(raw: str, pieces: list[str]) -> None:
    assert template_pieces(raw) == pieces


# -- results -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "document", "value"),
    [
        # recorded
        ("States.Format('at {}.', $)", "", "at ."),
        ("States.Format('at {}.', $)", None, "at null."),
        ("States.Format('at {}.', $)", 1, "at 1."),
        ("States.Format('at {}.', $)", 1.1, "at 1.1."),
        ("States.Format('{} {}', $, $)", {"Arg1": 1, "Arg2": []}, "{Arg1=1, Arg2=[]} {Arg1=1, Arg2=[]}"),
        ("States.Format('{}', $)", [1, "a", None, True, {"b": [{}]}], "[1, a, null, true, {b=[{}]}]"),
        ("States.Format($.t, 'x')", {"t": "a{}"}, "ax"),
        (r"States.Format('\'{}\' \{\}', true)", None, "'true' {}"),
        ("States.Format('plain')", None, "plain"),
        ("States.StringToJson($)", "", None),
        ("States.StringToJson($)", " ", None),
        ("States.StringToJson($)", "null", None),
        ("States.StringToJson($)", "-0", 0),
        ("States.StringToJson($)", "1.1", 1.1),
        ("States.StringToJson($)", '[1, 2, "x"]', [1, 2, "x"]),
        ("States.StringToJson('{\"a\": \"b\"}')", None, {"a": "b"}),
        ("States.JsonToString($)", None, "null"),
        ("States.JsonToString($)", "Hello", '"Hello"'),
        ("States.JsonToString($)", {"Arg1": 1, "Arg2": []}, '{"Arg1":1,"Arg2":[]}'),
        ("States.JsonToString($)", "ü\n", '"ü\\n"'),
        ("States.Array()", None, []),
        ("States.Array($, 'a', 1)", {"b": 2}, [{"b": 2}, "a", 1]),
        ("States.ArrayPartition($, 2)", [], []),
        ("States.ArrayPartition($, 2)", [0, 1, 2], [[0, 1], [2]]),
        ("States.ArrayPartition($, 9)", [0], [[0]]),
        ("States.ArrayPartition($, 1.5)", [0, 1, 2], [[0, 1], [2]]),
        ("States.ArrayContains($, null)", [], False),
        ("States.ArrayContains($[0], $[1])", [[[1, 2, 3], 2], [1, 2, 3]], True),
        ("States.ArrayContains($, 1)", [True], False),
        ("States.ArrayContains($, 1)", [{"a": 1}, 1.0], True),
        ("States.ArrayRange(0, 9, 3)", None, [0, 3, 6, 9]),
        ("States.ArrayRange(0, 10, 3)", None, [0, 3, 6, 9]),
        ("States.ArrayRange(1, 9, 9)", None, [1]),
        ("States.ArrayRange(5, 1, -2)", None, [5, 3, 1]),
        ("States.ArrayRange(1.4, 3.5, 1)", None, [1, 2, 3, 4]),
        ("States.ArrayGetItem($, 1)", [1, 2], 2),
        ("States.ArrayLength($)", [1, 2], 2),
        ("States.ArrayUnique($)", [1, 1, "1", True, None, None, [1], [1], {"a": 1, "b": 2}, {"b": 2, "a": 1}],
         [1, "1", True, None, [1], {"a": 1, "b": 2}]),
        ("States.Base64Encode($)", "", ""),
        ("States.Base64Encode($)", "Data to encode", "RGF0YSB0byBlbmNvZGU="),
        ("States.Base64Decode($)", "", ""),
        ("States.Base64Decode($)", "RGF0YSB0byBlbmNvZGU=", "Data to encode"),
        ("States.Hash($, 'MD5')", "input data", "812f45842bc6d66ee14572ce20db8e86"),
        ("States.Hash($, 'SHA-1')", "input data", "aaff4a450a104cd177d28d18d74485e8cae074b7"),
        ("States.Hash($, 'SHA-256')", "input data",
         "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"),
        ("States.JsonMerge($.a, $.b, false)", {"a": {"k": {"x": 1}, "m": 2}, "b": {"n": 3, "k": {"y": 1}}},
         {"k": {"y": 1}, "m": 2, "n": 3}),
        ("States.StringSplit($, ',')", ",,,,", []),
        ("States.StringSplit($, ',')", " ", [" "]),
        ("States.StringSplit($, ',')", ", , ,,", [" ", " "]),
        ("States.StringSplit($, '.+,=')", "This.is+a,test=string", ["This", "is", "a", "test", "string"]),
        ("States.MathRandom(0, 10)", None, 5),
        ("States.MathRandom(-10, 10)", None, 0),
        ("States.MathRandom(0, 999, 3)", None, 239),
        ("States.MathRandom(100, 1099, 3)", None, 339),
        ("States.UUID()", None, "a1b2c3d4-0000-4000-8000-000000000000"),
        ("States.ArrayGetItem(States.StringSplit($, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($, '-')), -1))",
         "a-b-c", "c"),
    ],
)  # fmt: skip
def test_results(text: str, document: Any, value: Any) -> None:
    got = evaluate(text, document)
    assert same(got, value), dumps(got)
    if isinstance(value, dict):
        assert list(got) == list(value)


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [(-9, 3, -6), (1.49, 1.5, 3), (1.5, 1.51, 4), (-1.49, -1.5, -2), (-1.5, -1.51, -3), (1.49, 0, 1),
     (1.49, -1.49, 0), (-1.5, 0, -1), (-1.51, 0, -2), (0.5, 0, 1), (2.5, 0, 3), (-0.5, 0.5, 1), (-0.5, 0, 0),
     (-2.5, 0, -2), (-3.5, 0, -3), (0.49999999999999994, 0, 0), (2147483647, -1, 2147483646)],
)  # fmt: skip
def test_math_add_rounds_half_up_first(first: float, second: float, total: int) -> None:
    got = evaluate("States.MathAdd($.a, $.b)", {"a": first, "b": second})
    assert (type(got), got) == (int, total)


def test_a_value_keeps_its_identity() -> None:
    document = {"a": [{"x": 1}]}
    assert evaluate("States.ArrayGetItem($.a, 0)", document) is document["a"][0]
    assert evaluate("States.Array($.a)", document)[0] is document["a"]


def test_context_and_variables_as_arguments() -> None:
    scope = {"context": {"State": {"Name": "S"}}, "variables": {"x": {"y": [7]}}}
    assert evaluate("States.Format('{}-{}', $$.State.Name, $x.y[0])", {}, **scope) == "S-7"


# `nextInt` of Java's Random, three draws each.
@pytest.mark.parametrize(
    ("seed", "bound", "draws"),
    [
        (3, 999, [239, 632, 816]),
        (0, 16, [11, 13, 3]),
        (42, 2147483647, [1562431130, 117392763, 1467211248]),
        (42, 1073741825, [117392763, 102948884, 662969970]),
        (-7, 999, [175, 186, 682]),
        (2147483647, 1073741825, [145398221, 102343302, 977964517]),
        (1, 1, [0, 0, 0]),
    ],
)
def test_java_random(seed: int, bound: int, draws: list[int]) -> None:
    source = JavaRandom(seed)
    assert [source.next_int(bound) for _ in range(3)] == draws


# -- failures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "document", "argument"),
    [
        ("States.Format('{}', $.nope)", {"other": 1}, "$.nope"),
        ("States.Format('{} {}', $.a, $.nope.x)", {"a": 1}, "$.nope.x"),
        ("States.Array( $.a,$.items[5] )", {"a": 1, "items": []}, "$.items[5]"),
        ("States.Array($.items[5].x)", {"items": [1]}, "$.items[5].x"),
        ("States.Array(States.MathAdd($.n, 1))", {}, "$.n"),
        ("States.MathAdd(1, $.n)", {}, "$.n"),
        ("States.Array($$.Nope.Deep)", {"a": 1}, "$.Nope.Deep"),
        ("States.Array($x)", {"a": 1}, "$x"),
    ],
)
def test_a_missing_argument(text: str, document: Any, argument: str) -> None:
    assert failure(text, document) == (
        f"The JsonPath argument for the field '{argument}' could not be found in the input '{dumps(document)}'"
    )


def test_an_index_on_what_is_no_array() -> None:
    assert failure("States.Array($.a[0])", {"a": 1}) == (
        "Filter: [0] can only be applied to arrays. Current context is: 1"
    )


def test_a_present_null_and_an_empty_match_are_no_failures() -> None:
    assert evaluate("States.Format('{}', $.a)", {"a": None}) == "null"
    assert evaluate("States.Array($.b[*].x)", {}) == [[]]


@pytest.mark.parametrize(
    ("text", "document", "words"),
    [
        ("States.ArrayLength($)", "abc", "Argument 1 must be an array, but was: string"),
        ("States.ArrayGetItem($, 2)", [1, 2], "out of bounds"),
        ("States.ArrayGetItem($, -1)", [1, 2], "out of bounds"),
        ("States.ArrayGetItem($, 0.5)", [1, 2], "whole number"),
        ("States.ArrayGetItem($, true)", [1, 2], "whole number"),
        ("States.ArrayPartition($, 0)", [1], "greater than 0"),
        ("States.ArrayPartition($, '1')", [1], "Argument 2 must be a number"),
        ("States.ArrayRange(1, 5, 0)", None, "must not be 0"),
        ("States.ArrayRange(0, 1000, 1)", None, "at most 1000"),
        ("States.MathAdd('1', 2)", None, "a number, but was: string"),
        ("States.MathAdd(true, 2)", None, "a number, but was: boolean"),
        ("States.MathAdd(2147483648, 0)", None, "between"),
        ("States.MathAdd(0, $)", 1e300, "between"),
        ("States.MathRandom(5, 5)", None, "greater than 5"),
        ("States.Format('{}')", None, "1 places, but 0 arguments"),
        ("States.Format('a', 1)", None, "0 places, but 1 arguments"),
        ("States.Format($.t)", {"t": 1}, "a string"),
        ("States.StringToJson('{')", None, "not JSON"),
        ("States.StringToJson('NaN')", None, "not JSON"),
        ("States.StringToJson($)", "[" * 9_999, "not JSON"),
        ("States.StringSplit('a', '')", None, "at least one"),
        ("States.Base64Encode($)", "x" * 10_001, "at most 10000"),
        ("States.Base64Decode('a')", None, "not Base64"),
        ("States.Hash('a', 'md5')", None, "must be one of MD5"),
        ("States.Hash($, 'MD5')", "x" * 10_001, "at most 10000"),
        ("States.JsonMerge($, $, true)", {}, "must be false"),
        ("States.JsonMerge($, 1, false)", {}, "Argument 2 must be an object"),
        ("States.JsonMerge($, $, 'false')", {}, "a boolean"),
        ("States.JsonToString(" * 10 + "$" + ")" * 10, "\\" * 50_000, "the emulator's"),
        ("States.Format('" + "{}" * 99 + "'" + ",$" * 99 + ")", "x" * 200_000, "the emulator's"),
    ],
)
def test_failures_of_our_wording(text: str, document: Any, words: str) -> None:
    assert words in failure(text, document)
