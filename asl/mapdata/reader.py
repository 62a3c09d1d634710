"""An ItemReader: which objects it means, what their form is, how many items they have, and the items one after the other.

The items are counted once, which finds everything that is wrong with them, and made again from the objects as they are
needed. An object that has changed meanwhile is an error of its own: no run goes on with other items than were counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from asl.jsonvalue import JSON, JsonTextError, parse
from asl.limits import MAX_MAP_ITEMS
from asl.mapdata import csvrows, jsonrows, parquet
from asl.mapdata.bucket import Bucket, BucketError, Buckets, Entry
from asl.mapdata.faults import NEGATIVE_MAX_ITEMS, Changed, ReaderFailed, Unsupported
from asl.mapdata.stream import texts, unpacked, without_mark

Row: TypeAlias = tuple[JSON, str]
"""An item and its Map.Item.Source"""


class _Format(NamedTuple):
    """How the rows of one object are counted, `most` at most, and made, from a number on."""

    count_of: Callable[[Bucket, str, int], int]
    rows_of: Callable[[Bucket, str, int], Iterator[JSON]]


class _Part(NamedTuple):
    """One object, the number of its rows, and which of its versions they were counted in."""

    bucket: Bucket
    key: str
    held: int
    version: str


class Reader:
    """See the module's docstring. `count` comes first.

    Args:
        resource, arguments, config, max_items: as a ReadItems effect has them.
        bucket: gives the buckets.

    Raises:
        ReaderFailed: the settings do not agree, or the bucket is not there.
        Unsupported: AWS knows this, nothing here does it.
    """

    def __init__(
        self,
        resource: str,
        arguments: JSON,
        config: Mapping[str, JSON],
        max_items: int | None,
        bucket: Buckets,
    ) -> None:
        if max_items is not None and max_items < 0:
            raise ReaderFailed(NEGATIVE_MAX_ITEMS)
        self._most = min(max_items or MAX_MAP_ITEMS, MAX_MAP_ITEMS)
        self._given = arguments if isinstance(arguments, dict) else {}
        self._config = config
        self._buckets = bucket
        self._parts: list[_Part] = []
        self._entries: list[Entry] | None = None  # of a listing that is not read
        action = resource.rpartition(":")[2]
        known = _ARGUMENTS.get(action)
        if known is None:
            raise Unsupported(f"nothing reads items with {resource}")
        for name in self._given:
            if name not in known:
                raise Unsupported(f'an ItemReader with "{name}" is not supported here')
        self._lists = action == "listObjectsV2"
        try:
            self._bucket = bucket(self._text("Bucket"))
        except BucketError as e:
            raise ReaderFailed(str(e)) from None

    def _text(self, name: str) -> str:
        value = self._given.get(name)
        if not isinstance(value, str) or not value:
            raise ReaderFailed(f"The ItemReader needs {name}, a string that is not empty.")
        return value

    def count(self) -> int:
        """How many items there are.

        Raises:
            ReaderFailed: an object cannot be read.
            Unsupported: it has something that nothing here reads.
        """
        try:
            if self._lists and self._config.get("Transformation", "NONE") == "NONE":
                found = self._bucket.list(self._prefix())
                self._entries = list(islice(found, self._most))
                return len(self._entries)
            total = 0
            format_, objects = self._objects()
            for bucket, key in objects:
                version = bucket.version(key)
                count = format_.count_of(bucket, key, self._most - total)
                self._parts.append(_Part(bucket, key, count, version))
                total += count
                if total >= self._most:
                    break
            self._format = format_
        except BucketError as e:
            raise ReaderFailed(str(e)) from None
        return total

    def rows(self, start: int = 0) -> Iterator[Row]:
        """The items from number `start` on.

        Raises:
            Changed: an object is not what it was when its items were counted.
        """
        try:
            if self._entries is not None:
                source = f"s3://{self._bucket.name}"
                for entry in self._entries[start:]:
                    yield _listed(self._bucket, entry), source
                return
            for part in self._parts:
                if start >= part.held:
                    start -= part.held
                    continue
                if part.bucket.version(part.key) != part.version:
                    raise _changed(part)
                source = f"s3://{part.bucket.name}/{part.key}"
                made = start
                for row in islice(
                    self._format.rows_of(part.bucket, part.key, start), part.held - start
                ):
                    made += 1
                    yield row, source
                if made < part.held:
                    raise _changed(part)
                start = 0
        except (BucketError, ReaderFailed) as e:
            # It could be read when its items were counted.
            raise Changed(f"the items cannot be read again: {e}") from None

    def _prefix(self) -> str:
        value = self._given.get("Prefix", "")
        if not isinstance(value, str):
            raise ReaderFailed("The ItemReader's Prefix is not a string.")
        return value

    def _objects(self) -> tuple[_Format, Iterator[tuple[Bucket, str]]]:
        """The objects that hold the items, and their form."""
        config = self._config
        manifest = config.get("ManifestType") or (
            "S3_INVENTORY" if config.get("InputType") == "MANIFEST" else None
        )
        if self._lists:
            keys = (entry.key for entry in self._bucket.list(self._prefix()))
            return _format(config), ((self._bucket, key) for key in keys)
        key = self._text("Key")
        if manifest == "S3_INVENTORY":
            return self._inventory(key)
        if manifest == "ATHENA_DATA":
            return _format(config), self._athena(key)
        return _format(config), iter([(self._bucket, key)])

    def _inventory(self, key: str) -> tuple[_Format, Iterator[tuple[Bucket, str]]]:
        """The files of an S3 inventory's manifest.json; CSV ones have no header, the manifest has it."""
        text = "".join(without_mark(texts(unpacked(key, self._bucket.get(key)))))
        try:
            manifest = parse(text)
            files = [file["key"] for file in manifest["files"]]
            home = manifest["destinationBucket"].rpartition(":")[2]
            form = manifest["fileFormat"]
            names = [name.strip() for name in manifest.get("fileSchema", "").split(",")]
        except (JsonTextError, TypeError, KeyError, AttributeError):
            raise ReaderFailed(f"{key} is not the manifest of an S3 inventory.") from None
        if form == "CSV":
            format_ = _csv(",", names)
        elif form == "Parquet":
            format_ = _PARQUET
        else:
            raise Unsupported(f"an S3 inventory in the format {form} is not read here")
        bucket = self._buckets(home)
        return format_, ((bucket, file) for file in files)

    def _athena(self, key: str) -> Iterator[tuple[Bucket, str]]:
        """The files of an Athena manifest: one S3 URI a line."""
        pieces = texts(unpacked(key, self._bucket.get(key)))
        for fields in csvrows.records(pieces, ","):
            uri = fields[0].strip()
            if not uri:
                continue
            scheme, _, rest = uri.partition("://")
            name, _, file = rest.partition("/")
            if scheme.lower() != "s3" or not file:
                raise ReaderFailed(f"{key} is not a manifest of Athena: it has {uri[:200]!r}.")
            yield self._buckets(name), file


_ARGUMENTS: Final = {"getObject": ("Bucket", "Key"), "listObjectsV2": ("Bucket", "Prefix")}


def _changed(part: _Part) -> Changed:
    return Changed(
        f"s3://{part.bucket.name}/{part.key} was changed while the Map Run over its items was running"
    )


def _listed(bucket: Bucket, entry: Entry) -> JSON:
    """An object of a listing as an item (recorded: its members and their order, LastModified a double)."""
    return {
        "Etag": entry.etag or bucket.etag(entry.key),
        "LastModified": float(entry.modified_s),
        "Key": entry.key,
        "Size": entry.size,
        "StorageClass": entry.storage_class,
    }


# -------------------------------------------------------------------- forms


def _format(config: Mapping[str, JSON]) -> _Format:
    """The form that a ReaderConfig names."""
    kind = config.get("InputType")
    if kind == "CSV":
        return _csv(csvrows.DELIMITERS[config.get("CSVDelimiter", "COMMA")], _headers(config))
    if kind == "JSON":
        return _json(config.get("ItemsPointer"))
    if kind == "JSONL":
        return _JSONL
    if kind == "PARQUET":
        return _PARQUET
    raise ReaderFailed("The ReaderConfig needs an InputType: CSV, JSON, JSONL or PARQUET.")


def _headers(config: Mapping[str, JSON]) -> list[str] | None:
    """The headers that are given; None: the first row has them."""
    where = config.get("CSVHeaderLocation")
    if where == "FIRST_ROW":
        return None
    headers = config.get("CSVHeaders")
    if where != "GIVEN" or not isinstance(headers, list):
        raise ReaderFailed(
            "The ReaderConfig of a CSV file needs a CSVHeaderLocation: FIRST_ROW, or GIVEN with CSVHeaders."
        )
    return headers


def _texts(bucket: Bucket, key: str) -> Iterator[str]:
    return texts(unpacked(key, bucket.get(key)))


def _csv(delimiter: str, headers: list[str] | None) -> _Format:
    return _Format(
        lambda bucket, key, most: csvrows.count(_texts(bucket, key), delimiter, headers, most),
        lambda bucket, key, start: csvrows.rows(_texts(bucket, key), delimiter, headers, start),
    )


def _counted(items: Iterator[JSON], most: int) -> int:
    return sum(1 for _ in islice(items, most))


def _json(pointer: str | None) -> _Format:
    def rows(bucket: Bucket, key: str) -> Iterator[JSON]:
        return jsonrows.rows(without_mark(_texts(bucket, key)), pointer)

    return _Format(
        lambda bucket, key, most: _counted(rows(bucket, key), most),
        lambda bucket, key, start: islice(rows(bucket, key), start, None),
    )


_JSONL: Final = _Format(
    lambda bucket, key, most: _counted(jsonrows.lines(without_mark(_texts(bucket, key))), most),
    lambda bucket, key, start: jsonrows.lines(without_mark(_texts(bucket, key)), start),
)
_PARQUET: Final = _Format(
    lambda bucket, key, most: min(parquet.Table(bucket, key).count(), most),
    lambda bucket, key, start: parquet.Table(bucket, key).rows(start),
)


class Cursor:
    """Rows by their number: quick where they are asked for one after the other, read anew where one lies behind."""

    def __init__(self, rows: Callable[[int], Iterator[Row]]) -> None:
        self._open = rows
        self._rows: Iterator[Row] | None = None
        self._next = 0
        self._last: Row | None = None

    def at(self, number: int) -> Row:
        """The row with this number, from 0."""
        if number == self._next - 1 and self._last is not None:
            return self._last
        if self._rows is None or number < self._next or number > self._next + _FAR:
            self._rows, self._next = self._open(number), number
        while True:
            found = next(self._rows)
            self._next += 1
            if self._next > number:
                self._last = found
                return found


_FAR: Final = 1_000  # rows that are rather read than skipped
