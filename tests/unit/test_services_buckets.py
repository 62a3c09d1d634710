"""Buckets of S3, on moto in this process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from asl.errors import UsageError
from asl.mapdata.bucket import BucketError
from emulator.services import moto
from emulator.services.buckets import S3Bucket, ServerBuckets
from emulator.services.clients import Clients, Target


@pytest.fixture
def clients() -> Iterator[Clients]:
    made = Clients()
    yield made
    moto.reset()


@pytest.fixture
def bucket(clients: Clients) -> S3Bucket:
    clients.call("s3", "CreateBucket", {"Bucket": "bucket"})
    return S3Bucket("bucket", partial(clients.call, "s3"))


def test_objects(bucket: S3Bucket) -> None:
    assert bucket.put("a/b.txt", [b"12", b"", b"345"]) == 5
    assert b"".join(bucket.get("a/b.txt")) == b"12345"
    assert bucket.size("a/b.txt") == 5
    assert [bucket.read_at("a/b.txt", *at) for at in ((0, 2), (3, 9), (2, 0))] == [
        b"12",
        b"45",
        b"",
    ]
    assert bucket.etag("a/b.txt") == '"827ccb0eea8a706c4c34a16891f84e7b"'
    first = bucket.version("a/b.txt")
    bucket.put("a/b.txt", [])
    assert bucket.version("a/b.txt") != first
    assert b"".join(bucket.get("a/b.txt")) == b""


def test_a_listing(bucket: S3Bucket) -> None:
    for key in ("b", "a/2", "a/1", "é"):
        bucket.put(key, [key.encode()])
    assert [entry.key for entry in bucket.list("")] == ["a/1", "a/2", "b", "é"]
    (entry,) = bucket.list("a/2")
    assert (entry.size, entry.storage_class) == (3, "STANDARD")
    assert entry.etag == bucket.etag("a/2")
    assert entry.modified_s > 1_600_000_000


def test_pages_of_a_listing() -> None:
    pages = {
        None: {"IsTruncated": True, "NextContinuationToken": "2", "Contents": [_entry("a")]},
        "2": {"IsTruncated": False, "Contents": [_entry("b")]},
    }

    def call(operation: str, parameters: Any) -> Any:
        from emulator.services.clients import Response

        return Response(pages[parameters.get("ContinuationToken")], 200, {}, "")

    assert [entry.key for entry in S3Bucket("b", call).list("")] == ["a", "b"]


def _entry(key: str) -> dict[str, Any]:
    from datetime import UTC, datetime

    at = datetime(2025, 1, 1, tzinfo=UTC)
    return {"Key": key, "Size": 1, "LastModified": at, "ETag": '"x"'}


def test_a_large_object_goes_in_parts(bucket: S3Bucket) -> None:
    pieces = [bytes([at]) * 1_000_000 for at in range(19)]
    assert bucket.put("k", iter(pieces)) == 19_000_000
    assert b"".join(bucket.get("k")) == b"".join(pieces)
    assert bucket.read_at("k", 18_500_000, 10) == bytes([18]) * 10


def test_an_upload_that_fails_leaves_nothing(clients: Clients, bucket: S3Bucket) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 9_000_000
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        bucket.put("k", pieces())
    uploads = clients.call("s3", "ListMultipartUploads", {"Bucket": "bucket"}).members
    assert uploads.get("Uploads", []) == []
    with pytest.raises(BucketError):
        bucket.get("k")


@pytest.mark.parametrize("method", ["get", "size", "version", "etag"])
def test_no_such_key(bucket: S3Bucket, method: str) -> None:
    with pytest.raises(BucketError, match=r"The specified key does not exist\."):
        getattr(bucket, method)("none")


def test_no_such_bucket(clients: Clients) -> None:
    bucket = S3Bucket("none", partial(clients.call, "s3"))
    for work in (
        lambda: bucket.get("k"),
        lambda: list(bucket.list("")),
        lambda: bucket.put("k", [b""]),
    ):
        with pytest.raises(BucketError, match="The specified bucket does not exist"):
            work()


def test_nobody_there(clients: Clients) -> None:
    nowhere = Target("endpoint", "http://127.0.0.1:9")
    bucket = S3Bucket("b", partial(clients.call, "s3", target=nowhere))
    with pytest.raises(BucketError, match=r"S3 cannot be reached at 127\.0\.0\.1"):
        bucket.get("k")


def test_folders_come_first(tmp_path: Any, bucket: S3Bucket) -> None:
    (tmp_path / "k").write_text("in the folder")
    buckets = ServerBuckets({"b": str(tmp_path)}, lambda name: bucket)
    assert b"".join(buckets("b").get("k")) == b"in the folder"
    assert buckets("other") is bucket
    with pytest.raises(UsageError, match="--bucket none="):
        ServerBuckets({}, None)("none")
