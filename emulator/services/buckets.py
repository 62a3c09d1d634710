"""Buckets of the server: folders where `--bucket` says so, S3 wherever its calls go for all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from asl.errors import UsageError
from asl.hosts.buckets import Folder
from asl.mapdata.bucket import Bucket, BucketError, Entry
from emulator.services.clients import Fault, Response, Unreachable
from emulator.services.moto import NotThere

Call: TypeAlias = Callable[[str, Mapping[str, Any]], Response]
"""Calls an operation of S3: `call("GetObject", {"Bucket": …, "Key": …})`"""
Named: TypeAlias = Callable[[str, str, str], Bucket]
"""A bucket of S3 by its name, region and account"""

_PIECE: Final = 256 * 1024
_PART: Final = 8 * 1024 * 1024  # of an upload; what is smaller goes in one request
_NOT_FOUND: Final = {"404": "The specified key does not exist."}  # a HEAD has no text


class S3Bucket:
    """A bucket that is reached by calls of S3."""

    def __init__(self, name: str, call: Call) -> None:
        self._name = name
        self._call = call

    @property
    def name(self) -> str:
        return self._name

    def _ask(self, operation: str, **parameters: Any) -> Response:
        try:
            return self._call(operation, {"Bucket": self._name, **parameters})
        except Fault as e:
            raise BucketError(_NOT_FOUND.get(e.code) or e.message) from None
        except Unreachable as e:
            raise BucketError(f"S3 cannot be reached at {e.host}: {e.why}") from None
        except NotThere as e:
            raise UsageError(f"the S3 of this emulator has no {e.what}") from None

    def get(self, key: str) -> Iterator[bytes]:
        body: Any = self._ask("GetObject", Key=key).members["Body"]
        return self._pieces(body)

    def _pieces(self, body: Any) -> Iterator[bytes]:
        from botocore.exceptions import HTTPClientError

        try:
            yield from body.iter_chunks(_PIECE)
        except HTTPClientError as e:
            raise BucketError(f"S3 stopped in the middle of an object: {e}") from None
        finally:
            body.close()

    def size(self, key: str) -> int:
        return int(self._ask("HeadObject", Key=key).members["ContentLength"])

    def read_at(self, key: str, start: int, length: int) -> bytes:
        if length <= 0:
            return b""
        range_ = f"bytes={start}-{start + length - 1}"
        body: Any = self._ask("GetObject", Key=key, Range=range_).members["Body"]
        data: bytes = body.read()
        return data

    def version(self, key: str) -> str:
        found = self._ask("HeadObject", Key=key).members
        return f"{found.get('ETag')} {found.get('VersionId')}"

    def etag(self, key: str) -> str:
        return str(self._ask("HeadObject", Key=key).members["ETag"])

    def list(self, prefix: str) -> Iterator[Entry]:
        token: dict[str, str] = {}
        while True:
            page = self._ask("ListObjectsV2", Prefix=prefix, **token).members
            for found in page.get("Contents", ()):
                yield Entry(
                    found["Key"],
                    found["Size"],
                    int(found["LastModified"].timestamp()),
                    found["ETag"],
                    found.get("StorageClass", "STANDARD"),
                )
            if not page.get("IsTruncated"):
                return
            token = {"ContinuationToken": page["NextContinuationToken"]}

    def put(self, key: str, pieces: Iterable[bytes]) -> int:
        parts = _parts(pieces)
        first = next(parts, b"")
        second = next(parts, None)
        if second is None:
            self._ask("PutObject", Key=key, Body=first)
            return len(first)
        upload = self._ask("CreateMultipartUpload", Key=key).members["UploadId"]
        done = []
        length = 0
        try:
            for number, part in enumerate(_chain(first, second, parts), 1):
                found = self._ask(
                    "UploadPart", Key=key, UploadId=upload, PartNumber=number, Body=part
                )
                done.append({"ETag": found.members["ETag"], "PartNumber": number})
                length += len(part)
        except BaseException:
            self._ask("AbortMultipartUpload", Key=key, UploadId=upload)
            raise
        self._ask(
            "CompleteMultipartUpload", Key=key, UploadId=upload, MultipartUpload={"Parts": done}
        )
        return length


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, in pieces of `_PART` and one that is smaller."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= _PART:
            yield b"".join(held)
            held.clear()
            length = 0
    if held:
        yield b"".join(held)


def _chain(first: bytes, second: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield second
    yield from rest


class ServerBuckets:
    """The buckets that Map Runs of one region and account see.

    Args:
        folders: paths by bucket; they win.
        s3: gives the others; None: there are no others.
    """

    def __init__(self, folders: Mapping[str, str], s3: Callable[[str], Bucket] | None) -> None:
        self._folders = {name: Folder(name, path) for name, path in folders.items()}
        self._s3 = s3

    def __call__(self, name: str) -> Bucket:
        """The bucket of this name.

        Raises:
            UsageError: there is no folder for it, and no S3.
        """
        found = self._folders.get(name)
        if found is not None:
            return found
        if self._s3 is None:
            raise UsageError(f'no bucket "{name}" is given: --bucket {name}=./folder')
        return self._s3(name)
