"""JSON and JSON Lines as a distributed Map reads them. AWS guide, "ItemReader"; recorded failures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from asl.mapdata import jsonrows
from asl.mapdata.faults import ReaderFailed


def in_pieces(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(0, len(text), length))


def read(text: str, pointer: str | None = None) -> list[Any]:
    rows = list(jsonrows.rows(iter([text]), pointer))
    for length in (1, 2, 3, 11):
        assert list(jsonrows.rows(in_pieces(text, length), pointer)) == rows
    return rows


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([], id="empty"),
        pytest.param([1, 2.5, -3, 1e300, 0, -0.5e-7, 10**30], id="numbers"),
        pytest.param([True, False, None, "", 'a"b\\c\nd', "é😀"], id="words and texts"),
        pytest.param([[], {}, [[1], [2]], {"a": {"b": []}}], id="containers"),
        pytest.param([{"verdict": "true", "date": "6/11/2008"}], id="objects keep their order"),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_arrays(items: list[Any], indent: int | None) -> None:
    assert read(json.dumps(items, indent=indent)) == items
    assert read(f" \n{json.dumps(items, ensure_ascii=False)}\r\n ") == items


@pytest.mark.parametrize(
    "text", ['{"Hello": "world"}', "{}", '"text"', "7", "null", "true"], ids=lambda text: text
)
def test_what_has_no_items(text: str) -> None:
    """Recorded for an object."""
    with pytest.raises(ReaderFailed) as failed:
        list(jsonrows.rows(iter([text])))
    assert failed.value.cause == "Attempting to map over non-iterable node."


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        pytest.param("/a/b", [1, 2], id="members of objects"),
        pytest.param("/list/1", ["x"], id="an element of an array"),
        pytest.param("/odd~1name/t~0", [3], id="escaped characters"),
        pytest.param("/", [4], id="an empty name"),
        pytest.param(
            "/object", [{"Key": "k", "Value": 1}, {"Key": "l", "Value": [2]}], id="an object"
        ),
        pytest.param("/last", [5], id="after everything else"),
    ],
)
def test_pointers(pointer: str, found: list[Any]) -> None:
    document = {
        "skipped": [{"a": [1]}, "é" * 50],
        "a": {"x": 1, "b": [1, 2], "y": 2},
        "list": [[0], ["x"], [2]],
        "odd/name": {"t~": [3]},
        "": [4],
        "object": {"k": 1, "l": [2]},
        "last": [5],
    }
    assert read(json.dumps(document), pointer) == found
    assert read(json.dumps(document, indent=2), pointer) == found


@pytest.mark.parametrize(
    ("pointer", "why"),
    [
        pytest.param("/none", "selects nothing", id="no such member"),
        pytest.param("/list/9", "selects nothing", id="no such element"),
        pytest.param("/list/a", "selects nothing", id="a name in an array"),
        pytest.param("/number/x", "selects nothing", id="below a number"),
        pytest.param("/number", "non-iterable node", id="a number"),
        pytest.param("list", "not a valid JSON pointer", id="no slash"),
        pytest.param("/" + "x" * 1_999, "not a valid JSON pointer", id="too long"),
    ],
)
def test_pointers_that_fail(pointer: str, why: str) -> None:
    with pytest.raises(ReaderFailed, match=why):
        read('{"list": [1, 2], "number": 3}', pointer)


def test_nothing_beyond_the_items_is_read_with_a_pointer() -> None:
    assert read('{"a": [1, 2], broken', "/a") == [1, 2]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "Expecting value at character 1", id="nothing"),
        pytest.param("[1, 2", "Expecting ',' delimiter at character 6", id="no end"),
        pytest.param("[1, 2,", "Expecting value at character 7", id="no end after a comma"),
        pytest.param("[1,]", "Illegal trailing comma", id="a comma too many"),
        pytest.param("[1 2]", "Expecting ',' delimiter at character 4", id="a comma too few"),
        pytest.param("[1] x", "more text after the value at character 5", id="more after it"),
        pytest.param("[NaN]", "NaN is not JSON", id="NaN"),
        pytest.param('["a', "Unterminated string", id="a text without its end"),
        pytest.param("[tru]", "Expecting value at character 2", id="no word of JSON"),
        pytest.param("[1e400]", "outside the range of a double", id="a number too large"),
        pytest.param("[" * 600 + "]" * 600, "nested deeper than 500 levels", id="too deep"),
    ],
)
def test_what_is_not_json(text: str, why: str) -> None:
    with pytest.raises(ReaderFailed, match=why):
        list(jsonrows.rows(iter([text])))
    with pytest.raises(ReaderFailed, match=why):
        list(jsonrows.rows(in_pieces(text, 1)))


def test_an_item_that_is_too_large() -> None:
    text = f'["{"x" * 9_000_000}"]'
    with pytest.raises(ReaderFailed, match="An item has more than 8388608 bytes"):
        list(jsonrows.rows(in_pieces(text, 100_000)))
    assert len(next(jsonrows.rows(iter([f'["{"x" * 8_000_000}"]'])))) == 8_000_000


def test_a_pointer_into_more_than_the_first_sixteen_megabytes() -> None:
    def text() -> Iterator[str]:
        yield '{"list": ['
        for _ in range(18):
            yield f'"{"x" * 1_000_000}",'
        yield '0], "items": [1]}'

    with pytest.raises(ReaderFailed, match="within the first 16777216 bytes"):
        list(jsonrows.rows(text(), "/items"))


def test_only_one_item_is_held() -> None:
    def text() -> Iterator[str]:
        yield "[0"
        for at in range(1, 1_000):
            made.append(at)
            yield f", {at}"
        yield "]"

    made: list[int] = []
    rows = jsonrows.rows(text())
    assert [next(rows) for _ in range(10)] == list(range(10))
    assert len(made) < 20


# ------------------------------------------------------------------ lines


def test_lines() -> None:
    text = '{"a": 1}\n[2]\n"x"\n3'
    for length in (1, 4, 100):
        assert list(jsonrows.lines(in_pieces(text, length))) == [{"a": 1}, [2], "x", 3]
    assert list(jsonrows.lines([text], 2)) == ["x", 3]


def test_empty_lines_are_no_items() -> None:
    assert list(jsonrows.lines(["1\r\n\r\n \n2\n\n"])) == [1, 2]


def test_a_line_that_is_not_json() -> None:
    with pytest.raises(ReaderFailed, match="Line 3 is not JSON: Expecting value"):
        list(jsonrows.lines(["1\n\nx\n"]))


def test_a_line_that_is_too_long() -> None:
    with pytest.raises(ReaderFailed, match="8388608 bytes"):
        list(jsonrows.lines(["x" * 1_000_000] * 9))
