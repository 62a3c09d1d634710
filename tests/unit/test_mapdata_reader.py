"""Item readers over buckets: listings, manifests, packed objects, MaxItems, objects that change.

Sources: AWS guide, "ItemReader"; recorded listings.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest

from asl.hosts.buckets import Buckets
from asl.jsonvalue import dumps
from asl.mapdata.bucket import Bucket, BucketError
from asl.mapdata.faults import Changed, ReaderFailed, Unsupported
from asl.mapdata.reader import Cursor, Reader

GET = "arn:aws:states:::s3:getObject"
LIST = "arn:aws:states:::s3:listObjectsV2"
CSV = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}
Objects = MutableMapping[str, bytes | str]


def a_reader(
    objects: Objects,
    config: dict[str, Any],
    *,
    resource: str = GET,
    max_items: int | None = None,
    **arguments: Any,
) -> Reader:
    given = arguments or {"Key": "k"}
    buckets = Buckets({"b": objects, "other": {"x.csv": "a\n9\n"}})
    return Reader(resource, {"Bucket": "b", **given}, config, max_items, buckets)


def read(objects: Objects, config: dict[str, Any], **more: Any) -> list[Any]:
    reader = a_reader(objects, config, **more)
    total = reader.count()
    rows = list(reader.rows())
    assert len(rows) == total
    for start in range(total + 1):
        assert list(reader.rows(start)) == rows[start:]
    return rows


# ------------------------------------------------------------------ forms


@pytest.mark.parametrize(
    ("text", "config", "items"),
    [
        pytest.param("a,b\n1,2\n", CSV, [{"a": "1", "b": "2"}], id="CSV"),
        pytest.param(
            "1|2\n",
            {
                "InputType": "CSV",
                "CSVHeaderLocation": "GIVEN",
                "CSVHeaders": ["a", "b"],
                "CSVDelimiter": "PIPE",
            },
            [{"a": "1", "b": "2"}],
            id="CSV with headers and a delimiter",
        ),
        pytest.param('[1, {"a": 2}]', {"InputType": "JSON"}, [1, {"a": 2}], id="JSON"),
        pytest.param("\ufeff[1]", {"InputType": "JSON"}, [1], id="JSON with a byte order mark"),
        pytest.param(
            '{"a": [1, 2]}', {"InputType": "JSON", "ItemsPointer": "/a"}, [1, 2], id="ItemsPointer"
        ),
        pytest.param("1\n{}\n", {"InputType": "JSONL"}, [1, {}], id="JSON Lines"),
    ],
)
def test_forms(text: str, config: dict[str, Any], items: list[Any]) -> None:
    assert read({"k": text}, config) == [(item, "s3://b/k") for item in items]


@pytest.mark.parametrize(
    ("config", "why"),
    [
        pytest.param({}, "needs an InputType", id="no InputType"),
        pytest.param({"InputType": "CSV"}, "needs a CSVHeaderLocation", id="no CSVHeaderLocation"),
        pytest.param(
            {"InputType": "CSV", "CSVHeaderLocation": "GIVEN"},
            "GIVEN with CSVHeaders",
            id="no CSVHeaders",
        ),
    ],
)
def test_settings_that_do_not_agree(config: dict[str, Any], why: str) -> None:
    with pytest.raises(ReaderFailed, match=why):
        read({"k": "x"}, config)


# ------------------------------------------------------------------ MaxItems


@pytest.mark.parametrize(
    ("max_items", "count"),
    [(None, 4), (0, 4), (1, 1), (2, 2), (4, 4), (100_000_000, 4), (100_000_001, 4)],
)
@pytest.mark.parametrize(
    ("text", "config"),
    [
        pytest.param("a\n1\n2\n3\n4\n", CSV, id="CSV"),
        pytest.param("[1,2,3,4]", {"InputType": "JSON"}, id="JSON"),
        pytest.param("1\n2\n3\n4\n", {"InputType": "JSONL"}, id="JSONL"),
    ],
)
def test_max_items(text: str, config: dict[str, Any], max_items: int | None, count: int) -> None:
    """Recorded for CSV: 0 is all, and one more than the quota is accepted."""
    assert len(read({"k": text}, config, max_items=max_items)) == count


def test_max_items_below_zero() -> None:
    with pytest.raises(ReaderFailed) as failed:
        a_reader({"k": "[]"}, {"InputType": "JSON"}, max_items=-1)
    assert failed.value.cause == "field MaxItems must be positive"


# ------------------------------------------------------------------ what is not there


def test_no_such_key() -> None:
    with pytest.raises(ReaderFailed, match="The specified key does not exist"):
        a_reader({}, CSV).count()


def nowhere(name: str) -> Bucket:
    raise BucketError("The specified bucket does not exist")


def test_no_such_bucket() -> None:
    with pytest.raises(ReaderFailed, match="The specified bucket does not exist"):
        Reader(GET, {"Bucket": "none", "Key": "k"}, CSV, None, nowhere)


@pytest.mark.parametrize("given", [{}, {"Key": 1}, {"Key": ""}], ids=str)
def test_no_key(given: dict[str, Any]) -> None:
    with pytest.raises(ReaderFailed, match="needs Key"):
        Reader(GET, {"Bucket": "b", **given}, CSV, None, Buckets({"b": {}})).count()


@pytest.mark.parametrize(
    ("resource", "given", "what"),
    [
        ("arn:aws:states:::s3:headObject", {}, "headObject"),
        (GET, {"VersionId": "1"}, "VersionId"),
        (LIST, {"Delimiter": "/"}, "Delimiter"),
    ],
)
def test_what_nothing_here_does_is_named(resource: str, given: dict[str, Any], what: str) -> None:
    with pytest.raises(Unsupported, match=what):
        Reader(resource, {"Bucket": "b", **given}, CSV, None, Buckets({"b": {}}))


# ------------------------------------------------------------------ packed


def test_gzip() -> None:
    data = gzip.compress(b"a\n1\n") + gzip.compress(b"2\n") + b"\0" * 100
    assert [row for row, _ in read({"k.gz": data}, CSV, Key="k.gz")] == [{"a": "1"}, {"a": "2"}]
    assert [row for row, _ in read({"k.csv.GZ": data}, CSV, Key="k.csv.GZ")] == [
        {"a": "1"},
        {"a": "2"},
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a\n1\n", id="plain text"),
        pytest.param(gzip.compress(b"a\n1\n")[:-6], id="cut short"),
        pytest.param(zlib.compress(b"a\n1\n"), id="another format"),
        pytest.param(gzip.compress(b"a\n1\n") + b"rest", id="something after it"),
    ],
)
def test_no_gzip(data: bytes) -> None:
    with pytest.raises(ReaderFailed, match="not in gzip format"):
        read({"k.gz": data}, CSV, Key="k.gz")


def test_a_gzip_bomb_is_unpacked_in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty megabytes in fifty kilobytes: one line, which no item may be."""
    data = gzip.compress(b"x" * 50_000_000)
    made: list[int] = []
    monkeypatch.setattr(
        "asl.mapdata.reader.texts",
        lambda pieces: (made.append(len(piece)) or piece.decode() for piece in pieces),
    )
    with pytest.raises(ReaderFailed, match="more than 8388608 bytes"):
        a_reader({"k.gz": data}, CSV, Key="k.gz").count()
    assert max(made) <= 256 * 1024
    assert sum(made) < 10_000_000


def test_an_object_that_unpacks_to_more_than_an_object_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("asl.mapdata.stream.MAX_DATA_BYTES", 1_000_000)
    data = gzip.compress(b"x\n" * 1_000_000)
    with pytest.raises(ReaderFailed, match="more than 1000000 bytes"):
        a_reader({"k.gz": data}, CSV, Key="k.gz").count()


def test_zstd_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(Unsupported, match=r"asl-emulator\[zstd\]"):
        a_reader({"k.zst": b"x"}, CSV, Key="k.zst").count()


def test_zstd() -> None:
    zstandard = pytest.importorskip("zstandard")
    data = zstandard.compress(b"a\n1\n") + zstandard.compress(b"2\n")
    for key in ("k.zst", "k.csv.zstd"):
        assert [row for row, _ in read({key: data}, CSV, Key=key)] == [{"a": "1"}, {"a": "2"}]
    with pytest.raises(ReaderFailed, match="not in zstd format"):
        a_reader({"k.zst": b"a\n1\n"}, CSV, Key="k.zst").count()


def test_what_is_not_utf_8() -> None:
    with pytest.raises(ReaderFailed, match="not UTF-8 text"):
        a_reader({"k": b"a\n\xff\n"}, CSV).count()
    with pytest.raises(ReaderFailed, match="not UTF-8 text"):
        a_reader({"k": b"a\n\xc3"}, CSV).count()


# ------------------------------------------------------------------ listings


def test_a_listing() -> None:
    """Recorded: the members and their order; stackd's capture: an ETag with its marks, LastModified a Java double."""
    rows = read(
        {"file_1.txt": "1HelloWorld!", "file_0.txt": "0HelloWorld!"}, {}, resource=LIST, Prefix=""
    )
    assert [source for _, source in rows] == ["s3://b", "s3://b"]
    assert dumps(rows[0][0]) == (
        '{"Etag":"\\"e1b9bb30ee5ba5b8b7efc0d0ab2ab0c9\\"","LastModified":1.7356896E9,"Key":"file_0.txt",'
        '"Size":12,"StorageClass":"STANDARD"}'
    ).replace("e1b9bb30ee5ba5b8b7efc0d0ab2ab0c9", _md5(b"0HelloWorld!"))


def _md5(data: bytes) -> str:
    import hashlib

    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def test_a_prefix_and_a_limit() -> None:
    objects: Objects = {"a/1": "", "a/2": "", "a/3": "", "b/1": "", "a": ""}
    rows = read(objects, {}, resource=LIST, Prefix="a/")
    assert [row["Key"] for row, _ in rows] == ["a/1", "a/2", "a/3"]
    assert len(read(objects, {}, resource=LIST, Prefix="a/", max_items=2)) == 2


def test_load_and_flatten() -> None:
    objects: Objects = {"in/1.json": "[1, 2]", "in/2.json": "[]", "in/3.json": "[3]", "out": "x"}
    config = {"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN"}
    assert read(objects, config, resource=LIST, Prefix="in/") == [
        (1, "s3://b/in/1.json"),
        (2, "s3://b/in/1.json"),
        (3, "s3://b/in/3.json"),
    ]
    assert len(read(objects, config, resource=LIST, Prefix="in/", max_items=1)) == 1


def test_load_and_flatten_csv_every_file_has_its_header() -> None:
    config = {**CSV, "Transformation": "LOAD_AND_FLATTEN"}
    rows = read({"1": "a\n1\n", "2": "b\n2\n"}, config, resource=LIST, Prefix="")
    assert [row for row, _ in rows] == [{"a": "1"}, {"b": "2"}]


# ------------------------------------------------------------------ manifests


INVENTORY = {
    "sourceBucket": "example-source-bucket",
    "destinationBucket": "arn:aws:s3:::b",
    "version": "2016-11-30",
    "fileFormat": "CSV",
    "fileSchema": "Bucket, Key, Size",
    "files": [{"key": "data/1.csv.gz", "size": 1}, {"key": "data/2.csv.gz", "size": 1}],
}


@pytest.mark.parametrize("config", [{"ManifestType": "S3_INVENTORY"}, {"InputType": "MANIFEST"}])
def test_an_inventory(config: dict[str, Any]) -> None:
    objects: Objects = {
        "manifest.json": json.dumps(INVENTORY),
        "data/1.csv.gz": gzip.compress(b'"src","a/b.txt","12"\n'),
        "data/2.csv.gz": gzip.compress(b'"src","c%20d","0"\n'),
    }
    assert read(objects, config, Key="manifest.json") == [
        ({"Bucket": "src", "Key": "a/b.txt", "Size": "12"}, "s3://b/data/1.csv.gz"),
        ({"Bucket": "src", "Key": "c%20d", "Size": "0"}, "s3://b/data/2.csv.gz"),
    ]


@pytest.mark.parametrize("text", ["x", "[]", "{}", '{"files": [{}], "destinationBucket": "b"}'])
def test_no_inventory(text: str) -> None:
    with pytest.raises(ReaderFailed, match="not the manifest of an S3 inventory"):
        a_reader({"k": text}, {"ManifestType": "S3_INVENTORY"}).count()


def test_an_inventory_in_a_format_that_nothing_reads() -> None:
    with pytest.raises(Unsupported, match="ORC"):
        text = json.dumps({**INVENTORY, "fileFormat": "ORC"})
        a_reader({"k": text}, {"ManifestType": "S3_INVENTORY"}).count()


def test_an_athena_manifest() -> None:
    objects: Objects = {"m": "s3://b/1.csv\ns3://other/x.csv\n\n", "1.csv": "a\n1\n2\n"}
    config = {**CSV, "ManifestType": "ATHENA_DATA"}
    assert read(objects, config, Key="m") == [
        ({"a": "1"}, "s3://b/1.csv"),
        ({"a": "2"}, "s3://b/1.csv"),
        ({"a": "9"}, "s3://other/x.csv"),
    ]
    assert len(read(objects, config, Key="m", max_items=2)) == 2


@pytest.mark.parametrize("line", ["file:///etc/passwd", "s3://b", "1,2"])
def test_no_athena_manifest(line: str) -> None:
    with pytest.raises(ReaderFailed, match="not a manifest of Athena"):
        a_reader({"k": line}, {**CSV, "ManifestType": "ATHENA_DATA"}).count()


# ------------------------------------------------------------------ objects that change


@pytest.mark.parametrize("change", ["a\n1\n3\n", None], ids=["changed", "gone"])
def test_no_other_items_than_were_counted(change: str | None) -> None:
    objects: Objects = {"k": "a\n1\n2\n"}
    reader = a_reader(objects, CSV)
    assert reader.count() == 2
    if change is None:
        del objects["k"]
    else:
        objects["k"] = change
    with pytest.raises(Changed):
        next(reader.rows())


def test_a_cursor_reads_on_and_goes_back() -> None:
    opened: list[int] = []

    def rows(start: int) -> Iterator[tuple[Any, str]]:
        opened.append(start)
        return ((number, "s") for number in range(start, 10_000))

    cursor = Cursor(rows)
    wanted = [0, 1, 2, 2, 5, 6, 3, 4, 9_000, 9_001, 0]
    assert [cursor.at(number)[0] for number in wanted] == wanted
    assert opened == [0, 3, 9_000, 0]
