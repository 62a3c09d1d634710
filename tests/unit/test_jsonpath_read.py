"""What a path selects. The answers were given by the Jayway library, but for what AWS does otherwise (marked)."""

from __future__ import annotations

from typing import Any

import pytest

from asl.errors import RuntimeFailure
from asl.jsonvalue import ABSENT, same
from asl.query.jsonpath.missing import AWS_WORDING, PathMissing
from asl.query.jsonpath.path import parse_path
from asl.query.jsonpath.read import compile_find, compile_read, explain

DOCUMENT: dict[str, Any] = {
    "a": {"b": {"c": 1, "d": [1, 2, 3]}, "x": "s", "n": None},
    "arr": [{"x": 1, "y": "z", "b": "p"}, {"x": 2, "y": "z", "b": "q"}, {"y": "w", "b": "r"}],
    "nums": [10, 20, 30, 40],
    "strs": ["aa", "bb"],
    "nested": [[1, 2], [3, [4, 5]]],
    "empty": [],
    "eo": {},
    "items": [{"id": "i1", "tags": ["t1", "t2"]}, {"id": "i2", "tags": []}, {"id": "i3"}],
    "mixed": [1, "a", None, True, {"k": 1}, [1]],
    "two": 2,
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("$", DOCUMENT),
        ("$.a.b.c", 1),
        ("$.a.n", None),
        ("$.a['b'].d[-1]", 3),
        ("$.nums[01]", 20),
        ("$.a['b','x']", {"b": {"c": 1, "d": [1, 2, 3]}, "x": "s"}),
        ("$.a['q','nope']", {}),
        ("$['a','eo'].x", ["s"]),
        ("$['a','a'].x", ["s", "s"]),
        ("$.arr[*]['x','y']", [{"x": 1, "y": "z"}, {"x": 2, "y": "z"}, {"y": "w"}]),
        ("$.nums[0,9,-1]", [10, 40]),
        ("$.nums[1:]", [20, 30, 40]),
        ("$.nums[:-1]", [10, 20, 30]),
        ("$.nums[-2:]", [30, 40]),
        ("$.nums[-3:-1]", [20, 30]),
        ("$.nums[1:-1]", []),
        ("$.nums[-3:2]", [20, 30, 40, 10, 20]),
        ("$.nums[5:]", []),
        ("$.empty[*]", []),
        ("$.a.x[*]", []),
        ("$.arr[*].x", [1, 2]),
        ("$.eo.*", []),
        ("$.nested[*][0]", [1, 3]),
        ("$.nested[*][5]", []),
        ("$..x", ["s", 1, 2]),
        ("$..['x','y']", [{"x": 1, "y": "z"}, {"x": 2, "y": "z"}]),
        ("$..tags[0]", ["t1"]),
        ("$..[1]", [2, {"x": 2, "y": "z", "b": "q"}, 20, "bb", [3, [4, 5]], 2, [4, 5], 5,
                    {"id": "i2", "tags": []}, "t2", "a"]),
        ("$.a..c", [1]),
        ("$.arr[?(@.x == 1)].b", ["p"]),
        ("$.arr[?(@.x == 1)][0]", []),
        ("$.items[?(@.id == 'i1')].tags[0]", ["t1"]),
        ("$.a[?(@.x)]", [DOCUMENT["a"]]),
        ("$..[?(@.tags)].id", ["i1", "i2"]),
        # AWS: text without quotes, the whole slice, an index from the length.
        ("$.arr[?(@.b==q)].x", [2]),
        ("$.nums[:]", [10, 20, 30, 40]),
        ("$.nums[(@.length-1)]", 40),
    ],
)  # fmt: skip
def test_selected(path: str, value: Any) -> None:
    found = compile_find(parse_path(path))(DOCUMENT)
    # `same` takes 1 for 1.0; order counts in lists only.
    assert same(found, value), found


@pytest.mark.parametrize(
    ("test", "ids"),
    [
        ("@.tags", ["i1", "i2"]),
        ("!@.tags", ["i3"]),
        ("! @.tags", ["i3"]),
        ("!(@.tags)", ["i3"]),
        ("@.tags[0]", ["i1"]),
        ("@.tags[*]", ["i1", "i2"]),
        ("@.id == 'i2'", ["i2"]),
        ("'i2' == @.id", ["i2"]),
        ('@.id != "i2"', ["i1", "i3"]),
        ("@.id > 'i1' && @.tags", ["i2"]),
        ("@.id == 'i1' || @.id == 'i3'", ["i1", "i3"]),
        ("@.id == 'i3' || @.id == 'i1' && @.tags", ["i1", "i3"]),
        ("(@.id == 'i3' || @.id == 'i1') && @.tags", ["i1"]),
        ("@.id in ['i1', 'i3']", ["i1", "i3"]),
        ("@.id IN ['i1']", ["i1"]),
        ("@.id nin ['i1']", ["i2", "i3"]),
        ("'t1' in @.tags", ["i1"]),
        ("@.tags contains 't2'", ["i1"]),
        ("@.id contains '3'", ["i3"]),
        ("@.tags size 2", ["i1"]),
        ("@.id size 2", ["i1", "i2", "i3"]),
        ("@.tags size '2'", []),
        ("@.tags empty true", ["i2"]),
        ("@.tags empty false", ["i1"]),
        ("@.tags subsetof ['t1','t2','t3']", ["i1", "i2"]),
        ("@.tags anyof ['t1']", ["i1"]),
        ("@.tags noneof ['t1']", ["i2"]),
        ("@.tags == ['t1','t2']", ["i1"]),
        ("@.id =~ /I1|i3/", ["i3"]),
        ("@.id =~ /I[12]/i", ["i1", "i2"]),
        ("@.id =~ /1/", []),
        ("@.id =~ /.*1/", ["i1"]),
        ("@.tags =~ /t2/", ["i1"]),
        ("@.nope == @.nada", []),
        ("@.nope != 1", ["i1", "i2", "i3"]),
        ("@.nope < 1", []),
        ("@.tags.length() == 2", ["i1"]),
        ("@.id == $.items[1].id", ["i2"]),
        ("@.id in $.items[*].id", ["i1", "i2", "i3"]),
        ("@.id in $.items[?(@.id in ['i1', 'i2'])].id", ["i1", "i2"]),
        # A set operator without a set makes the whole filter false.
        ("!(@.id in 'i1')", []),
        ("@.id nin 'i1'", []),
    ],
)
def test_filters(test: str, ids: list[str]) -> None:
    assert compile_find(parse_path(f"$.items[?({test})].id"))(DOCUMENT) == ids


@pytest.mark.parametrize(
    ("test", "values"),
    [
        ("@ == 1", [1]),
        ("@ == '1'", [1]),
        ("'1' == @", [1]),
        ("@ === '1'", []),
        ("@ === 1", [1]),
        ("@ == true", [True]),
        ("@ == null", [None]),
        ("@ != null", [1, "a", True, {"k": 1}, [1]]),
        ("@ == [1]", [[1]]),
        ('@ == {"k": 1}', [{"k": 1}]),
        ("@ < 'b'", ["a"]),
        ("@ <= 1", [1]),
        ("@ > -1.5", [1]),
        ("@ < 1e1", [1]),
        ("@.k", [{"k": 1}]),
    ],
)
def test_comparing(test: str, values: list[Any]) -> None:
    assert compile_find(parse_path(f"$.mixed[?({test})]"))(DOCUMENT) == values


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("$.nums.length()", 4),
        ("$.a.length()", 3),
        ("$.a.x.length()", None),
        ("$.nums.size()", 4),
        ("$.nums.sum()", 100.0),
        ("$.nums.max()", 40.0),
        ("$.nums.min()", 10.0),
        ("$.nums.avg()", 25.0),
        ("$.nums.stddev()", 11.180339887498949),
        ("$.nums.first()", 10),
        ("$.nums.last()", 40),
        ("$.nums.index(-2)", 30),
        ("$.nums.append(50)", [10, 20, 30, 40, 50]),
        ("$.a.keys()", ["b", "x", "n"]),
        ("$.strs.concat()", "aabb"),
        ('$.concat($.a.x, "-")', "s-"),
        ("$.sum($.nums[0],$.nums[1])", 30.0),
        ("$.items[*].tags.length()", [2, 0]),
        ("$.items[*].tags.first()", ["t1"]),
        ("$..tags.length()", 2),
        ("$..x.sum()", 3.0),
    ],
)
def test_functions(path: str, value: Any) -> None:
    assert compile_find(parse_path(path))(DOCUMENT) == value


@pytest.mark.parametrize(
    "path",
    ["$[*].v", "$.items[*]", "$.items[1:]", "$.item.items[*]", "$.item.items[1:5]", "$.items[*].v",
     "$.items[?(@.x)]", "$.items..x", "$.items[0,1]", "$.items.*"],
)  # fmt: skip
def test_below_a_missing_parent_is_an_empty_list(path: str) -> None:
    """Recorded on AWS for wildcards and slices on `{}`; the library itself reports the parent missing."""
    assert compile_find(parse_path(path))({}) == []


@pytest.mark.parametrize(
    ("path", "kind", "message"),
    [
        ("$.nope", "leaf", "No results for path: $['nope']"),
        ("$.a.nope", "leaf", "No results for path: $['a']['nope']"),
        ("$.nope.x.y", "parent", "Missing property in path $['nope']"),
        ("$.a.nope.x", "parent", "Missing property in path $['a']['nope']"),
        ("$.nums[9]", "leaf", "No results for path: $['nums'][9]"),
        ("$.nums[-9].x", "leaf", "No results for path: $['nums'][-9]['x']"),
        ("$.two[0]", "not an array", "Filter: [0] can only be applied to arrays. Current context is: 2"),
        ("$.two[0].x", "not an array", "Filter: [0]['x'] can only be applied to arrays. Current context is: 2"),
        ("$.eo[0]", "not an array", "Filter: [0] can only be applied to arrays. Current context is: {}"),
        ("$.eo[0:1]", "not an array", "Filter: [0:1] can only be applied to arrays. Current context is: {}"),
        ("$.two[?(@.x)]", "primitive", "Filter: [?] can not be applied to primitives. Current context is: 2"),
        ("$.empty.max()", "function", "Aggregation function attempted to calculate value using empty array"),
    ],
)  # fmt: skip
def test_why_nothing_is_found(path: str, kind: str, message: str) -> None:
    parsed = parse_path(path)
    assert compile_find(parsed)(DOCUMENT) is ABSENT
    with pytest.raises(PathMissing) as e:
        compile_read(parsed)(DOCUMENT)
    assert e.value.kind == kind
    assert e.value.message(AWS_WORDING) == message


def test_through_a_scalar() -> None:
    message = explain(parse_path("$.a.x.y"), DOCUMENT).message()
    assert message.startswith(
        "Expected to find an object with property ['y'] in path $['a']['x'] but found '"
    )


@pytest.mark.parametrize(
    ("path", "past_end"),
    [
        ("$.nums[4]", True),
        ("$.empty[0]", True),
        ("$.nums[-5]", True),
        ("$.nums[9].x", False),
        ("$.two[0]", False),
        ("$.nope[0]", False),
        ("$.nope", False),
    ],
)
def test_an_index_past_the_end_is_told_apart(path: str, past_end: bool) -> None:
    assert explain(parse_path(path), DOCUMENT).past_end is past_end


@pytest.mark.parametrize("text", ["$[0]", "$.a[0]", "$[-1]"])
def test_a_text_has_no_items(text: str) -> None:
    assert compile_find(parse_path(text))("abc") is ABSENT
    assert compile_find(parse_path(text))({"a": "abc"}) is ABSENT


@pytest.mark.parametrize(
    ("path", "document"),
    [
        pytest.param("$..*..*..*..*", {"a": [[[[[0] * 9] * 9] * 9] * 9] * 9}, id="scans of scans"),
        pytest.param("$[?(@ in $[*])]", list(range(2_000)), id="every item in every item"),
        pytest.param("$" + "[0,0,0,0,0,0,0,0]" * 8, [[[[[[[[1]]]]]]]], id="repeated indices"),
        pytest.param("$[?(@ =~ /[a-z]+[a-z]+[a-z]+1/)]", ["a" * 5_000], id="a slow pattern"),
    ],
)
def test_a_hostile_path_meets_a_stated_limit(path: str, document: Any) -> None:
    with pytest.raises(RuntimeFailure, match="the emulator's, not AWS's"):
        compile_find(parse_path(path))(document)


def test_a_deep_document_does_not_recurse() -> None:
    deep: Any = {"x": 1}
    for _ in range(480):
        deep = {"a": deep}
    assert compile_find(parse_path("$..x"))(deep) == [1]
    assert compile_find(parse_path("$" + ".a" * 480 + ".x"))(deep) == 1
