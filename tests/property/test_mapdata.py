"""Laws of the readers: how a text is cut into pieces is not to be seen, what is written is read back, counts are right."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asl.jsonvalue import JsonTextError, parse
from asl.mapdata import csvrows, jsonrows
from asl.mapdata.faults import NOT_ITERABLE, ReaderFailed

# Every character that means something, and some that do not.
TEXTS = st.text(st.sampled_from('ab ,;|\t"\\\n\ré😀\ufeff'), max_size=40)
FIELDS = st.lists(st.text(st.sampled_from('ab ,"\né😀'), max_size=6), min_size=2, max_size=4)
DELIMITERS = st.sampled_from(sorted(csvrows.DELIMITERS.values()))
CUTS = st.lists(st.integers(0, 60), max_size=6)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
)


def pieces(text: str, cuts: list[int]) -> Iterator[str]:
    last = 0
    for cut in sorted(cuts):
        yield text[last:cut]
        last = max(last, cut)
    yield text[last:]


def outcome(work: Callable[[], object]) -> object:
    """What it gives, or the cause of its failure."""
    try:
        return work()
    except ReaderFailed as e:
        return e.cause


def records(text: str, delimiter: str, cuts: list[int]) -> object:
    return outcome(lambda: list(csvrows.records(pieces(text, cuts), delimiter)))


@given(TEXTS, DELIMITERS, CUTS)
@settings(max_examples=400)
def test_cuts_are_not_to_be_seen(text: str, delimiter: str, cuts: list[int]) -> None:
    assert records(text, delimiter, cuts) == records(text, delimiter, [])


@given(TEXTS, DELIMITERS, CUTS, st.integers(0, 5))
@settings(max_examples=400)
def test_as_many_rows_are_counted_as_are_made(
    text: str, delimiter: str, cuts: list[int], start: int
) -> None:
    for headers in (None, ["x", "y"]):
        rows = outcome(lambda: list(csvrows.rows(pieces(text, []), delimiter, headers)))  # noqa: B023
        counted = outcome(lambda: csvrows.count(pieces(text, cuts), delimiter, headers, 1_000))  # noqa: B023
        if isinstance(rows, list):
            assert counted == len(rows)
            assert list(csvrows.rows(pieces(text, cuts), delimiter, headers, start)) == rows[start:]
        else:
            assert counted == rows


@given(st.lists(FIELDS, max_size=5), DELIMITERS, CUTS)
@settings(max_examples=200)
def test_what_a_csv_writer_writes_is_read_back(
    table: list[list[str]], delimiter: str, cuts: list[int]
) -> None:
    """Fields of two columns at least: a writer gives an empty line to a single empty field."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(table)
    assert list(csvrows.records(pieces(file.getvalue(), cuts), delimiter)) == table


@given(st.lists(st.text(max_size=6), unique=True, max_size=40))
def test_a_hash_map_order_has_every_key_once(keys: list[str]) -> None:
    assert sorted(csvrows.hash_map_order(keys)) == list(range(len(keys)))


@given(st.lists(VALUES, max_size=6), CUTS, st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=200)
def test_json_items_come_out_as_they_went_in(
    items: list[Any], cuts: list[int], indent: int | None, ascii_: bool
) -> None:
    text = json.dumps(items, indent=indent, ensure_ascii=ascii_)
    assert list(jsonrows.rows(pieces(text, cuts))) == items
    wrapped = json.dumps({"before": items, "a": {"b": items}}, ensure_ascii=ascii_)
    assert list(jsonrows.rows(pieces(wrapped, cuts), "/a/b")) == items


@given(TEXTS | st.text(st.sampled_from('[]{},:"1.e-+truefalsn \n'), max_size=30), CUTS)
@settings(max_examples=400)
def test_any_text_is_json_or_a_named_failure(text: str, cuts: list[int]) -> None:
    whole = outcome(lambda: list(jsonrows.rows(iter([text]))))
    assert outcome(lambda: list(jsonrows.rows(pieces(text, cuts)))) == whole
    try:
        value = parse(text)
    except JsonTextError:
        assert isinstance(whole, str)
    else:
        assert whole == (value if isinstance(value, list) else NOT_ITERABLE)


@given(st.lists(VALUES, max_size=6), CUTS, st.integers(0, 6))
def test_lines_come_out_as_they_went_in(items: list[Any], cuts: list[int], start: int) -> None:
    text = "\n".join(json.dumps(item) for item in items)
    assert list(jsonrows.lines(pieces(text, cuts), start)) == items[start:]
