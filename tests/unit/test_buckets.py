"""Folders and dictionaries as buckets: what a key may name, and what it may not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from asl.errors import UsageError
from asl.hosts.buckets import Buckets, Folder, folders_of
from asl.mapdata.bucket import Bucket, BucketError


def md5(data: bytes) -> str:
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


@pytest.fixture(params=["folder", "memory"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    return Buckets({"b": tmp_path if request.param == "folder" else {}})("b")


def test_what_is_put_is_there(bucket: Bucket) -> None:
    assert bucket.name == "b"
    assert bucket.put("a/b.txt", [b"12", b"", b"345"]) == 5
    assert b"".join(bucket.get("a/b.txt")) == b"12345"
    assert bucket.size("a/b.txt") == 5
    assert bucket.etag("a/b.txt") == md5(b"12345")
    assert [bucket.read_at("a/b.txt", *at) for at in ((0, 2), (3, 9), (9, 1))] == [
        b"12",
        b"45",
        b"",
    ]


def test_a_large_object_comes_in_pieces(bucket: Bucket) -> None:
    bucket.put("k", [b"x" * 1_000_000])
    pieces = list(bucket.get("k"))
    assert sum(map(len, pieces)) == 1_000_000
    assert max(map(len, pieces)) <= 256 * 1024


def test_a_change_is_another_version(bucket: Bucket) -> None:
    bucket.put("k", [b"1"])
    first = bucket.version("k")
    assert bucket.version("k") == first
    bucket.put("k", [b"22"])
    assert bucket.version("k") != first


def test_a_listing_is_in_the_order_of_keys(bucket: Bucket) -> None:
    for key in ("b", "a/b", "a.txt", "a-/c", "é", "Z"):
        bucket.put(key, [key.encode()])
    keys = ["Z", "a-/c", "a.txt", "a/b", "b", "é"]
    assert [entry.key for entry in bucket.list("")] == keys
    assert [entry.key for entry in bucket.list("a")] == ["a-/c", "a.txt", "a/b"]
    assert [entry.key for entry in bucket.list("a/")] == ["a/b"]
    assert [entry.key for entry in bucket.list("none/here")] == []
    assert [entry.size for entry in bucket.list("a/b")] == [3]


@pytest.mark.parametrize("method", ["get", "size", "version", "etag"])
def test_no_such_key(bucket: Bucket, method: str) -> None:
    with pytest.raises(BucketError, match=r"The specified key does not exist\."):
        getattr(bucket, method)("none")


def test_no_such_bucket() -> None:
    with pytest.raises(UsageError, match=r'no bucket "none" is given, but a, b: .* --bucket none='):
        Buckets({"a": {}, "b": {}})("none")


# ------------------------------------------------------------------ folders


@pytest.mark.parametrize(
    "key",
    [
        "../secret",
        "a/../../secret",
        "a/..",
        "/etc/passwd",
        "./a",
        "a//b",
        "",
        "a/",
        "..",
        "a\\..\\secret",
        "a\0b",
    ],
)
def test_keys_that_lead_out_of_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text("s")
    folder = Folder("b", tmp_path / "in")
    (tmp_path / "in" / "a").mkdir(parents=True)
    for work in (folder.get, folder.size, folder.version, folder.etag):
        with pytest.raises(BucketError, match="names no file"):
            work(key)
    with pytest.raises(BucketError, match="names no file"):
        folder.put(key, [b"x"])
    with pytest.raises(BucketError, match="names no file"):
        folder.read_at(key, 0, 1)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "in", "secret"]


@pytest.mark.parametrize("prefix", ["../", "a/../../", "/"])
def test_prefixes_that_lead_out_of_the_folder(tmp_path: Path, prefix: str) -> None:
    (tmp_path / "secret").write_text("s")
    (tmp_path / "in" / "a").mkdir(parents=True)
    try:
        found = list(Folder("b", tmp_path / "in").list(prefix))
    except BucketError:
        found = []
    assert found == []


def test_links_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret").write_text("s")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "file").symlink_to(tmp_path / "out" / "secret")
    (inside / "folder").symlink_to(tmp_path / "out")
    (inside / "real").write_text("r")
    (inside / "alias").symlink_to(inside / "real")
    folder = Folder("b", inside)
    for key in ("file", "folder/secret"):
        with pytest.raises(BucketError, match="leads out of the folder"):
            folder.get(key)
    with pytest.raises(BucketError, match="leads out of the folder"):
        folder.put("folder/new", [b"x"])
    assert [entry.key for entry in folder.list("")] == ["alias", "real"]
    assert b"".join(folder.get("alias")) == b"r"
    assert not (tmp_path / "out" / "new").exists()


def test_what_is_no_file_is_no_object(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    os.mkfifo(tmp_path / "pipe")
    folder = Folder("b", tmp_path)
    for key in ("sub", "pipe", "x" * 300):
        with pytest.raises(BucketError, match="does not exist"):
            folder.get(key)


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    folder = Folder("b", tmp_path)
    folder.put("a", [b"x"])
    with pytest.raises(BucketError, match="s3://b/a/b in its folder: "):
        folder.put("a/b", [b"x"])


def test_what_could_not_be_written_whole_is_not_there(tmp_path: Path) -> None:
    def pieces() -> list[bytes]:
        raise ValueError("no more")

    folder = Folder("b", tmp_path)
    folder.put("k", [b"before"])
    with pytest.raises(ValueError, match="no more"):
        folder.put("k", (piece for _ in range(2) for piece in pieces()))
    assert b"".join(folder.get("k")) == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_a_folder_is_made_when_something_is_written(tmp_path: Path) -> None:
    folder = Folder("b", tmp_path / "new" / "one")
    folder.put("k", [b"x"])
    assert (tmp_path / "new" / "one" / "k").read_bytes() == b"x"


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda folder: folder.get("a.csv"), id="an object"),
        pytest.param(lambda folder: list(folder.list("")), id="a listing"),
    ],
)
def test_reading_from_a_folder_that_is_not_there(
    tmp_path: Path, read: Callable[[Folder], object]
) -> None:
    """A slip of the user's, not of S3's: as a States error a Catch would take it and the run would succeed."""
    with pytest.raises(
        UsageError, match=r"the bucket uploads is the folder .*, which is not there"
    ):
        read(Folder("uploads", tmp_path / "dta"))


def test_a_file_is_no_bucket(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is no folder"):
        Folder("b", tmp_path / "file")


# ------------------------------------------------------------------ what is given


def test_a_dictionary_of_texts() -> None:
    objects: dict[str, bytes | str] = {"k": "é"}
    bucket = Buckets({"b": objects})("b")
    assert b"".join(bucket.get("k")) == "é".encode()
    bucket.put("new", [b"1", b"2"])
    assert objects["new"] == b"12"


def test_a_bucket_of_ones_own(tmp_path: Path) -> None:
    folder = Folder("b", tmp_path)
    assert Buckets({"b": folder})("b") is folder


def test_options() -> None:
    assert folders_of(["a=./x", "b=/y=z"]) == {"a": "./x", "b": "/y=z"}
    assert folders_of([]) == {}


@pytest.mark.parametrize("pair", ["a", "=x", "a=", ""])
def test_options_that_say_nothing(pair: str) -> None:
    with pytest.raises(UsageError, match="NAME=FOLDER"):
        folders_of([pair])


def test_an_option_twice() -> None:
    with pytest.raises(UsageError, match="a is given twice"):
        folders_of(["a=x", "a=y"])
