"""Buckets without S3: a local folder, or a dictionary.

A key is a path below the folder. One that would lead out of it (`..`, an absolute path, a link that points elsewhere) is
refused, and so is one that no file can have.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

from asl.errors import UsageError
from asl.mapdata.bucket import Bucket, BucketError, Entry

_PIECE: Final = 256 * 1024
_NUMBERS: Final = count()  # of files that are not whole yet
NO_KEY: Final = "The specified key does not exist."  # S3's own sentences
MODIFIED_S: Final = (
    1_735_689_600  # of every object in memory, so that a test says the same tomorrow
)

Given: TypeAlias = str | os.PathLike[str] | MutableMapping[str, bytes | str] | Bucket
"""What a user gives as a bucket: a folder, objects by key, or anything with a bucket's methods"""


class Folder:
    """A folder as a bucket. It is made with the first object that is written, if it is not there.

    Raises:
        UsageError: there is something else of this name; when it is read, that it is not there. That is a slip of the
            user's and none of S3's, which a Catch would take.
    """

    def __init__(self, name: str, path: str | os.PathLike[str]) -> None:
        self._name = name
        self._root = Path(path).resolve()
        if self._root.exists() and not self._root.is_dir():
            raise UsageError(f"{path} is no folder, so it cannot be the bucket {name}")

    @property
    def name(self) -> str:
        return self._name

    def _path(self, key: str) -> Path:
        """Where a key's object is, inside the folder whatever the key says."""
        parts = key.split("/")
        if "\0" in key or "\\" in key or any(part in ("", "..", ".") for part in parts):
            raise BucketError(
                f"the key {key!r} names no file in the folder of the bucket {self._name}"
            )
        path = self._root.joinpath(*parts)
        resolved = path.resolve()
        if resolved != self._root and self._root not in resolved.parents:
            raise BucketError(f"the key {key!r} leads out of the folder of the bucket {self._name}")
        return path

    def _check_there(self) -> None:
        if not self._root.is_dir():
            raise UsageError(
                f"the bucket {self._name} is the folder {self._root}, which is not there: make it, or give another"
            )

    def _stat(self, key: str) -> os.stat_result:
        path = self._path(key)
        self._check_there()
        try:
            if path.is_file():
                return path.stat()
        except OSError:
            pass  # such as a name that is too long for a file
        raise BucketError(NO_KEY)

    def get(self, key: str) -> Iterator[bytes]:
        self._stat(key)
        return self._pieces(self._path(key))

    def _pieces(self, path: Path) -> Iterator[bytes]:
        try:
            with open(path, "rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        except OSError as e:
            raise self._fault(path, e) from None

    def _fault(self, path: Path, error: OSError) -> BucketError:
        key = path.relative_to(self._root).as_posix()
        return BucketError(f"s3://{self._name}/{key} in its folder: {error.strerror}")

    def size(self, key: str) -> int:
        return self._stat(key).st_size

    def read_at(self, key: str, start: int, length: int) -> bytes:
        self._stat(key)
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                file.seek(start)
                return file.read(length)
        except OSError as e:
            raise self._fault(path, e) from None

    def version(self, key: str) -> str:
        found = self._stat(key)
        return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"

    def etag(self, key: str) -> str:
        return _etag(self.get(key))

    def list(self, prefix: str) -> Iterator[Entry]:
        self._check_there()
        try:
            keys = sorted(
                self._keys(prefix), key=lambda key: key.encode("utf-8", "surrogateescape")
            )
        except OSError as e:
            raise self._fault(self._root, e) from None
        for key in keys:
            found = self._stat(key)
            yield Entry(key, found.st_size, int(found.st_mtime))

    def _keys(self, prefix: str) -> Iterator[str]:
        """Files below the folder; links to folders are not followed, links to files outside are left out."""
        # Only the folder that the prefix names has to be looked through.
        above = prefix.rpartition("/")[0]
        start = self._path(above) if above else self._root
        for folder, folders, files in os.walk(start):
            folders.sort()
            for name in files:
                path = Path(folder, name)
                key = path.relative_to(self._root).as_posix()
                if key.startswith(prefix) and (
                    not path.is_symlink() or self._root in path.resolve().parents
                ):
                    yield key

    def put(self, key: str, pieces: Iterable[bytes]) -> int:
        path = self._path(key)
        length = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Whole or not at all: who reads meanwhile sees what was there before.
            unfinished = path.with_name(f".{os.getpid()}-{next(_NUMBERS)}.part")
            try:
                with open(unfinished, "xb") as file:
                    for piece in pieces:
                        file.write(piece)
                        length += len(piece)
                os.replace(unfinished, path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        except OSError as e:
            raise self._fault(path, e) from None
        return length


class Memory:
    """A dictionary of objects as a bucket: what is written goes into it, as bytes."""

    def __init__(self, name: str, objects: MutableMapping[str, bytes | str]) -> None:
        self._name = name
        self._objects = objects

    @property
    def name(self) -> str:
        return self._name

    def _bytes(self, key: str) -> bytes:
        found = self._objects.get(key)
        if found is None:
            raise BucketError(NO_KEY)
        return found.encode() if isinstance(found, str) else found

    def get(self, key: str) -> Iterator[bytes]:
        data = self._bytes(key)
        return (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))

    def size(self, key: str) -> int:
        return len(self._bytes(key))

    def read_at(self, key: str, start: int, length: int) -> bytes:
        return self._bytes(key)[start : start + length]

    def version(self, key: str) -> str:
        return self.etag(key)

    def etag(self, key: str) -> str:
        return _etag([self._bytes(key)])

    def list(self, prefix: str) -> Iterator[Entry]:
        for key in sorted(self._objects, key=lambda key: key.encode("utf-8", "surrogateescape")):
            if key.startswith(prefix):
                yield Entry(key, self.size(key), MODIFIED_S)

    def put(self, key: str, pieces: Iterable[bytes]) -> int:
        data = b"".join(pieces)
        self._objects[key] = data
        return len(data)


def _etag(pieces: Iterable[bytes]) -> str:
    """The ETag of an object that was uploaded in one piece."""
    digest = hashlib.md5(usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return f'"{digest.hexdigest()}"'


class Buckets:
    """Buckets by name. Called with a name it gives the bucket."""

    def __init__(self, given: Mapping[str, Given]) -> None:
        self._buckets = {name: _bucket(name, bucket) for name, bucket in given.items()}

    def __call__(self, name: str) -> Bucket:
        """The bucket of this name.

        Raises:
            UsageError: none is given. That is no answer of a service, so it is no ASL error.
        """
        found = self._buckets.get(name)
        if found is None:
            names = ", ".join(self._buckets) or "none"
            raise UsageError(
                f'no bucket "{name}" is given, but {names}: say which folder it is, --bucket {name}=./folder'
                f' or buckets={{"{name}": "./folder"}}'
            )
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._buckets


def _bucket(name: str, given: Given) -> Bucket:
    if isinstance(given, (str, os.PathLike)):
        return Folder(name, given)
    if isinstance(given, MutableMapping):
        return Memory(name, given)
    return given


def folders_of(pairs: Iterable[str]) -> dict[str, str]:
    """The folders of `NAME=FOLDER` options, by bucket.

    Raises:
        UsageError: one is not of this form, or a name comes twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, folder = pair.partition("=")
        if not (name and equals and folder):
            raise UsageError(f'--bucket takes NAME=FOLDER, not "{pair}"')
        if name in found:
            raise UsageError(f"--bucket {name} is given twice")
        found[name] = folder
    return found
