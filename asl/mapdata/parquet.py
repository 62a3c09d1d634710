"""Parquet, row by row, through pyarrow (the extra `parquet`): one row group's batch is in memory at a time.

JSON has no dates, decimals or bytes, and how the service writes them is not documented: a column of such a type is refused
by name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from asl.jsonvalue import JSON
from asl.limits import MAX_PARQUET_FOOTER_BYTES, MAX_PARQUET_GROUP_BYTES
from asl.mapdata.bucket import Bucket
from asl.mapdata.faults import ReaderFailed, Unsupported

_ROWS: Final = 1_024  # of a batch
_MAGIC: Final = b"PAR1"


class Table:
    """One Parquet object.

    Raises:
        ReaderFailed: it is not Parquet, or its footer or a row group is too large.
        Unsupported: pyarrow is not installed, or a column has a type that is not JSON's.
    """

    def __init__(self, bucket: Bucket, key: str) -> None:
        arrow, parquet = _packages()
        size = bucket.size(key)
        tail = bucket.read_at(key, max(size - 8, 0), 8)
        if size < 12 or tail[4:] != _MAGIC:
            raise ReaderFailed(f"{key} is not a Parquet file.")
        footer = int.from_bytes(tail[:4], "little")
        if footer > MAX_PARQUET_FOOTER_BYTES:
            raise ReaderFailed(
                f"The footer of {key} has more than {MAX_PARQUET_FOOTER_BYTES} bytes."
            )
        try:
            self._file: Any = parquet.ParquetFile(
                arrow.PythonFile(_File(bucket, key, size), mode="r")
            )
        except (arrow.ArrowException, OSError) as e:
            raise ReaderFailed(f"{key} is not a Parquet file: {e}") from None
        self._faults = (arrow.ArrowException, OSError)
        self._key = key
        metadata = self._file.metadata
        for group in range(metadata.num_row_groups):
            if metadata.row_group(group).total_byte_size > MAX_PARQUET_GROUP_BYTES:
                raise ReaderFailed(
                    f"A row group of {key} has more than {MAX_PARQUET_GROUP_BYTES} bytes."
                )
        for field in self._file.schema_arrow:
            _check(arrow, field.name, field.type)

    def count(self) -> int:
        """How many rows there are."""
        return int(self._file.metadata.num_rows)

    def rows(self, start: int = 0) -> Iterator[JSON]:
        """The rows from number `start` on, columns in the file's order."""
        metadata = self._file.metadata
        groups: list[int] = []
        for group in range(metadata.num_row_groups):
            held = metadata.row_group(group).num_rows
            if not groups and start >= held:
                start -= held  # the whole group comes before
            else:
                groups.append(group)
        try:
            for batch in self._file.iter_batches(batch_size=_ROWS, row_groups=groups):
                if start >= batch.num_rows:
                    start -= batch.num_rows
                    continue
                for row in batch.slice(start).to_pylist():
                    yield _finite(row, self._key)
                start = 0
        except self._faults as e:
            raise ReaderFailed(f"{self._key} cannot be read: {e}") from None


def _packages() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise Unsupported(
            "Parquet needs the package pyarrow: pip install 'asl-emulator[parquet]'"
        ) from None
    return pyarrow, pyarrow.parquet


def _check(arrow: Any, name: str, type_: Any) -> None:
    """Bounded by the nesting of the file's schema."""
    types = arrow.types
    if types.is_struct(type_):
        for at in range(type_.num_fields):
            inner = type_.field(at)
            _check(arrow, f"{name}.{inner.name}", inner.type)
    elif types.is_list(type_) or types.is_large_list(type_) or types.is_fixed_size_list(type_):
        _check(arrow, f"{name}[]", type_.value_type)
    elif types.is_dictionary(type_):
        _check(arrow, name, type_.value_type)
    elif not (
        types.is_boolean(type_)
        or types.is_integer(type_)
        or types.is_floating(type_)
        or types.is_string(type_)
        or types.is_large_string(type_)
        or types.is_null(type_)
    ):
        raise Unsupported(
            f'the Parquet column "{name}" has the type {type_}, which is no type of JSON; how the service writes it is'
            " not known"
        )


def _finite(value: JSON, key: str) -> JSON:
    """The value, which has no NaN and no infinity. Bounded by the nesting of the file's schema."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unsupported(
                f"{key} holds {value}, which is not JSON; how the service writes it is not known"
            )
    elif isinstance(value, dict):
        for member in value.values():
            _finite(member, key)
    elif isinstance(value, list):
        for member in value:
            _finite(member, key)
    return value


class _File:
    """An object of a bucket as the file that pyarrow reads."""

    closed = False

    def __init__(self, bucket: Bucket, key: str, size: int) -> None:
        self._bucket = bucket
        self._key = key
        self._size = size
        self._at = 0

    def read(self, length: int | None = None) -> bytes:
        wanted = self._size - self._at if length is None or length < 0 else length
        data = self._bucket.read_at(self._key, self._at, wanted) if wanted else b""
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def flush(self) -> None:
        """Nothing is written."""

    def close(self) -> None:
        self.closed = True
