"""A ResultWriter: what of a child execution goes into which file, and the manifest that lists the files.

The files of a Map Run lie under `<prefix>/<id of the run>/`: SUCCEEDED_n, FAILED_n and PENDING_n from 0 on, and
manifest.json. Results come as lines of JSON, one an item of a file, and go out as they come.

Source: AWS guide, "ResultWriter", "Exporting results".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from asl.jsonvalue import JSON, dumps, dumps_plain
from asl.limits import MAX_RESULT_FILE_BYTES
from asl.mapdata.bucket import BucketError, Buckets
from asl.mapdata.faults import Unsupported, WriterFailed

Category: TypeAlias = Literal["SUCCEEDED", "FAILED", "PENDING"]
CATEGORIES: Final[tuple[Category, ...]] = (
    "FAILED",
    "PENDING",
    "SUCCEEDED",
)  # as manifests list them
_ARGUMENTS: Final = ("Bucket", "Prefix")
_PIECE: Final = 256 * 1024


def category(status: str) -> Category:
    """The files that tell of a child with this status."""
    return "SUCCEEDED" if status == "SUCCEEDED" else "FAILED"


def needs_record(config: Mapping[str, JSON], status: str) -> bool:
    """Whether `lines_of` wants the child's metadata: where there is a Resource, NONE is the default."""
    return status != "SUCCEEDED" or config.get("Transformation", "NONE") == "NONE"


def lines_of(config: Mapping[str, JSON], status: str, output: JSON, record: JSON) -> list[str]:
    """What a closed child adds to its file, a JSON text each: its metadata, its output, or the members of its output."""
    if needs_record(config, status):
        return [dumps_plain(record)]  # names, texts and counts
    if config["Transformation"] == "FLATTEN" and isinstance(output, list):
        return [dumps(member) for member in output]
    return [dumps(output)]


def pending_line(given: JSON) -> str:
    """What tells of a child that was never started, by the input that it would have had."""
    return dumps({"Input": dumps(given), "InputDetails": {"Included": True}, "Status": "PENDING"})


class Export:
    """Where one Map Run's results go.

    Args:
        map_run_arn, resource, arguments, config: as a WriteResults effect has them.
        bucket: gives the buckets.

    Raises:
        WriterFailed: the settings do not agree, or the bucket is not there.
        Unsupported: AWS knows this, nothing here does it.
    """

    def __init__(
        self,
        map_run_arn: str,
        resource: str,
        arguments: JSON,
        config: Mapping[str, JSON],
        bucket: Buckets,
    ) -> None:
        if resource.rpartition(":")[2] != "putObject":
            raise Unsupported(f"nothing writes results with {resource}")
        given = arguments if isinstance(arguments, dict) else {}
        for name in given:
            if name not in _ARGUMENTS:
                raise Unsupported(f'a ResultWriter with "{name}" is not supported here')
        name, prefix = given.get("Bucket"), given.get("Prefix", "")
        if not isinstance(name, str) or not name or not isinstance(prefix, str):
            raise WriterFailed("The ResultWriter needs Bucket and Prefix, both strings.")
        try:
            self._bucket = bucket(name)
        except BucketError as e:
            raise WriterFailed(str(e)) from None
        self._arn = map_run_arn
        run_id = map_run_arn.rpartition(":")[2]
        self._base = "/".join([part for part in (prefix.removesuffix("/"), run_id) if part])
        self._ending = "jsonl" if config.get("OutputType") == "JSONL" else "json"

    def write(
        self,
        lines: Mapping[Category, Iterable[str]],
        most: int = MAX_RESULT_FILE_BYTES,
    ) -> JSON:
        """Write every file and the manifest: `{"Bucket": str, "Key": str}`, as the state's result shows it.

        lines: JSON texts by category, one an item.
        most: bytes of a file.

        Raises:
            WriterFailed: the bucket cannot be written.
        """
        try:
            files = {
                name: self._files(name, iter(lines.get(name, ())), most) for name in CATEGORIES
            }
            manifest = {
                "DestinationBucket": self._bucket.name,
                "MapRunArn": self._arn,
                "ResultFiles": files,
            }
            key = f"{self._base}/manifest.json"
            self._bucket.put(key, [dumps(manifest).encode("utf-8", "surrogatepass")])
        except BucketError as e:
            raise WriterFailed(str(e)) from None
        return {"Bucket": self._bucket.name, "Key": key}

    def _files(self, name: Category, lines: Iterator[str], most: int) -> list[JSON]:
        files: list[JSON] = []
        first = next(lines, None)
        while first is not None:
            key = f"{self._base}/{name}_{len(files)}.{self._ending}"
            file = _File(first, lines, most, self._ending == "jsonl")
            length = self._bucket.put(key, file.pieces())
            files.append({"Key": key, "Size": length})
            first = file.left
        return files


class _File:
    """The lines of one file. `left` is the first line that no longer went in."""

    def __init__(self, first: str, lines: Iterator[str], most: int, is_jsonl: bool) -> None:
        self.left: str | None = first
        self._lines = lines
        self._most = most
        self._opening, self._between, self._closing = (
            ("", "\n", "\n") if is_jsonl else ("[", ",", "]")
        )

    def pieces(self) -> Iterator[bytes]:
        held = [self._opening, self.left or ""]
        length = waiting = len(self._opening) + _bytes(held[1])
        self.left = None
        for line in self._lines:
            length += _bytes(line) + 1
            if length + 1 > self._most:
                self.left = line
                break
            held.append(self._between)
            held.append(line)
            waiting += len(line)
            if waiting >= _PIECE:
                yield "".join(held).encode("utf-8", "surrogatepass")
                held.clear()
                waiting = 0
        held.append(self._closing)
        yield "".join(held).encode("utf-8", "surrogatepass")


def _bytes(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogatepass"))
