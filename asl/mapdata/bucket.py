"""What a bucket is to a distributed Map: a handful of calls that a folder, a dictionary or S3 can serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeAlias

from asl.errors import AslError


class BucketError(AslError):
    """A bucket or an object is not there, or cannot be read or written. The message is what a history may show."""


class Entry(NamedTuple):
    """One object of a listing. etag: with its quotation marks; None where `Bucket.etag` has to find it out."""

    key: str
    size: int  # bytes
    modified_s: int  # seconds since the Unix epoch
    etag: str | None = None
    storage_class: str = "STANDARD"


class Bucket(Protocol):
    """One bucket. Every method raises BucketError."""

    @property
    def name(self) -> str: ...

    def get(self, key: str) -> Iterator[bytes]:
        """The object's bytes in pieces; an object that is not there is told of by this call, not by the first piece."""
        ...

    def size(self, key: str) -> int:
        """Bytes of the object."""
        ...

    def read_at(self, key: str, start: int, length: int) -> bytes:
        """A part of the object, shorter only at its end."""
        ...

    def version(self, key: str) -> str:
        """A text that is another one when the object has changed."""
        ...

    def etag(self, key: str) -> str:
        """The object's ETag, with its quotation marks."""
        ...

    def list(self, prefix: str) -> Iterator[Entry]:
        """The objects whose keys begin so, by key in the order of their UTF-8 bytes."""
        ...

    def put(self, key: str, pieces: Iterable[bytes]) -> int:
        """Write an object; how many bytes it has."""
        ...


Buckets: TypeAlias = Callable[[str], Bucket]
"""A bucket by its name; raises BucketError."""
