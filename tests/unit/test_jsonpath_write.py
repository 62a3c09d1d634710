"""ResultPath."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from asl.errors import ReferencePathConflict
from asl.jsonvalue import depth, size
from asl.query.jsonpath.path import PathSyntaxError
from asl.query.jsonpath.write import compile_write, write_growth


@pytest.mark.parametrize(
    ("path", "raw", "output"),
    [
        pytest.param("$", {"a": 1}, "R", id="replace"),
        pytest.param(None, {"a": 1}, {"a": 1}, id="null keeps the raw input"),
        pytest.param("$.b", {"a": 1}, {"a": 1, "b": "R"}, id="a new member comes last"),
        pytest.param("$.a", {"a": 1, "b": 2}, {"a": "R", "b": 2}, id="an old one keeps its place"),
        pytest.param("$.a.b.c", {}, {"a": {"b": {"c": "R"}}}, id="objects are made"),
        pytest.param("$.a.b", {"a": {"x": 1}}, {"a": {"x": 1, "b": "R"}}, id="into an object"),
        pytest.param("$['a b']['c.d']", {}, {"a b": {"c.d": "R"}}, id="quoted names"),
        pytest.param("$.l[1].x", {"l": [1, {}]}, {"l": [1, {"x": "R"}]}, id="into an item"),
        pytest.param("$.l[-1]", {"l": [1, 2]}, {"l": [1, "R"]}, id="the last item"),
        pytest.param("$[0].x", [{}], [{"x": "R"}], id="an array as input"),
        pytest.param("$.a", {"a": {"deep": 1}}, {"a": "R"}, id="any type is overwritten"),
    ],
)
def test_written(path: str | None, raw: Any, output: Any) -> None:
    before = copy.deepcopy(raw)
    got = compile_write(path)(raw, "R")
    assert got == output
    assert raw == before
    if isinstance(output, dict):
        assert list(got) == list(output)


def test_what_is_beside_the_path_is_shared() -> None:
    raw = {"a": {"x": [1]}, "b": [2]}
    got = compile_write("$.a.y")(raw, 1)
    assert got["b"] is raw["b"]
    assert got["a"]["x"] is raw["a"]["x"]


@pytest.mark.parametrize(
    ("path", "raw", "cause"),
    [
        ("$.x", [1, 2], 'Unable to apply step "x" to input [1,2]'),
        ("$.x", "text", 'Unable to apply step "x" to input "text"'),
        ("$.x", None, 'Unable to apply step "x" to input null'),
        ("$.a.b", {"a": 1}, 'Unable to apply step "b" to input 1'),
        ("$.a.b.c", {"a": {"b": []}}, 'Unable to apply step "c" to input []'),
        ("$.l[2]", {"l": [1]}, 'Unable to apply step "2" to input [1]'),
        ("$.l[0]", {"l": {"0": 1}}, 'Unable to apply step "0" to input {"0":1}'),
    ],
)
def test_conflicts(path: str, raw: Any, cause: str) -> None:
    with pytest.raises(ReferencePathConflict) as e:
        compile_write(path)(raw, "R")
    assert e.value.cause == cause
    assert e.value.error == "States.ReferencePathConflict"


@pytest.mark.parametrize("path", ["$$.a", "$x", "$.a[*]", "$..a", "a"])
def test_what_is_no_place(path: str) -> None:
    with pytest.raises(PathSyntaxError):
        compile_write(path)


@pytest.mark.parametrize("path", ["$.a", "$.a.b.c.d", "$['ü\"x'].b", "$.l[0].z"])
@pytest.mark.parametrize("raw", [{}, {"l": [{}]}, {"l": [{"z": 1}], "k": {"v": [[1]]}}])
def test_the_growth_is_a_bound(path: str, raw: Any) -> None:
    result = {"r": [[["deep"]]]}
    try:
        output = compile_write(path)(raw, result)
    except ReferencePathConflict:
        return
    growth = write_growth(path)
    assert size(output) <= size(raw) + size(result) + growth.constant
    assert depth(output) <= max(depth(raw), depth(result)) + growth.depth
