"""Parquet as a distributed Map reads it, through the extra `parquet`."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from asl.hosts.buckets import Buckets
from asl.mapdata.faults import ReaderFailed, Unsupported
from asl.mapdata.reader import Reader

CONFIG = {"InputType": "PARQUET"}


def a_reader(data: bytes, max_items: int | None = None) -> Reader:
    buckets = Buckets({"b": {"k": data}})
    given = {"Bucket": "b", "Key": "k"}
    return Reader("arn:aws:states:::s3:getObject", given, CONFIG, max_items, buckets)


def test_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Unsupported, match=r"asl-emulator\[parquet\]"):
        a_reader(b"PAR1").count()


def parquet_of(columns: dict[str, Any], **options: Any) -> bytes:
    arrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    sink = arrow.BufferOutputStream()
    pyarrow.parquet.write_table(arrow.table(columns), sink, **options)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def test_rows() -> None:
    columns = {
        "id": [1, 2, 3],
        "name": ["a", None, "é"],
        "price": [1.5, 2.0, -3.25],
        "ok": [True, False, None],
        "tags": [["x"], [], None],
        "at": [{"city": "B"}, {"city": None}, None],
    }
    reader = a_reader(parquet_of(columns, row_group_size=2))
    assert reader.count() == 3
    rows = [row for row, _ in reader.rows()]
    assert rows == [{name: values[at] for name, values in columns.items()} for at in range(3)]
    assert list(rows[0]) == list(columns)
    for start in range(4):
        assert [row for row, _ in reader.rows(start)] == rows[start:]


def test_many_rows_and_max_items() -> None:
    data = parquet_of({"n": list(range(10_000))}, row_group_size=3_000)
    reader = a_reader(data, max_items=7_500)
    assert reader.count() == 7_500
    assert [row["n"] for row, _ in reader.rows()] == list(range(7_500))
    assert [row["n"] for row, _ in reader.rows(6_100)] == list(range(6_100, 7_500))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([date(2025, 1, 1)], id="dates"),
        pytest.param([Decimal("1.5")], id="decimals"),
        pytest.param([b"x"], id="bytes"),
        pytest.param([[date(2025, 1, 1)]], id="lists of dates"),
        pytest.param([{"d": date(2025, 1, 1)}], id="dates in structures"),
    ],
)
def test_types_that_json_has_not(values: list[Any]) -> None:
    with pytest.raises(Unsupported, match='the Parquet column "c'):
        a_reader(parquet_of({"c": values})).count()


def test_nan() -> None:
    reader = a_reader(parquet_of({"c": [1.0, float("nan")]}))
    assert reader.count() == 2
    with pytest.raises(Unsupported, match="nan"):
        list(reader.rows())


@pytest.mark.parametrize(
    "data",
    [b"", b"PAR1", b"a,b\n1,2\n" * 10, b"PAR1" + b"x" * 100 + b"\x04\0\0\0PAR1"],
    ids=["empty", "short", "text", "a footer of rubbish"],
)
def test_no_parquet(data: bytes) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(ReaderFailed, match="not a Parquet file"):
        a_reader(data).count()


def test_a_footer_that_is_too_large() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(ReaderFailed, match="The footer of k has more than 5242880 bytes"):
        a_reader(b"PAR1" + b"x" * 100 + (6_000_000).to_bytes(4, "little") + b"PAR1").count()
