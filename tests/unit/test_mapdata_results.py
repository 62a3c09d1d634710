"""What a ResultWriter writes. AWS guide, "ResultWriter", "Exporting results"."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from asl.hosts.buckets import Buckets
from asl.mapdata.bucket import Bucket, BucketError
from asl.mapdata.faults import Unsupported, WriterFailed
from asl.mapdata.results import Export, category, lines_of, pending_line

ARN = "arn:aws:states:us-east-1:123456789012:mapRun:machine/label:run-id"
PUT = "arn:aws:states:::s3:putObject"


def written(
    lines: dict[Any, Iterable[str]],
    config: dict[str, Any] | None = None,
    *,
    prefix: str | None = "p",
    most: int = 1_000,
) -> dict[str, str]:
    """The objects after a run's results were written, as texts."""
    objects: dict[str, bytes | str] = {}
    given = {"Bucket": "b"} if prefix is None else {"Bucket": "b", "Prefix": prefix}
    export = Export(ARN, PUT, given, config or {}, Buckets({"b": objects}))
    details = export.write(lines, most)
    assert details["Bucket"] == "b"
    assert details["Key"] in objects
    return {key: value.decode() for key, value in objects.items() if isinstance(value, bytes)}


def test_files_and_manifest() -> None:
    files = written({"SUCCEEDED": ['{"a":1}', "2"], "PENDING": ["3"]})
    assert files.pop("p/run-id/SUCCEEDED_0.json") == '[{"a":1},2]'
    assert files.pop("p/run-id/PENDING_0.json") == "[3]"
    manifest = files.pop("p/run-id/manifest.json")
    assert files == {}
    assert json.loads(manifest) == {
        "DestinationBucket": "b",
        "MapRunArn": ARN,
        "ResultFiles": {
            "FAILED": [],
            "PENDING": [{"Key": "p/run-id/PENDING_0.json", "Size": 3}],
            "SUCCEEDED": [{"Key": "p/run-id/SUCCEEDED_0.json", "Size": 11}],
        },
    }


def test_json_lines() -> None:
    files = written({"FAILED": ["1", "2"]}, {"OutputType": "JSONL"})
    assert files["p/run-id/FAILED_0.jsonl"] == "1\n2\n"


@pytest.mark.parametrize(
    ("prefix", "base"),
    [("a/b", "a/b/run-id"), ("a/", "a/run-id"), ("", "run-id"), (None, "run-id")],
)
def test_prefixes(prefix: str | None, base: str) -> None:
    assert list(written({}, prefix=prefix)) == [f"{base}/manifest.json"]


@pytest.mark.parametrize("kind", ["JSON", "JSONL"])
def test_a_file_has_so_many_bytes_at_most(kind: str) -> None:
    lines = [json.dumps("é" * (at % 7), ensure_ascii=False) for at in range(40)]
    files = written({"SUCCEEDED": lines}, {"OutputType": kind}, most=50)
    texts = [text for key, text in files.items() if "SUCCEEDED" in key]
    assert len(texts) > 3
    assert all(len(text.encode()) <= 50 for text in texts)
    items = [
        item
        for text in texts
        for item in (json.loads(text) if kind == "JSON" else map(json.loads, text.splitlines()))
    ]
    assert items == [json.loads(line) for line in lines]
    numbers = [key.partition("_")[2].partition(".")[0] for key in files if "SUCCEEDED" in key]
    assert numbers == [str(at) for at in range(len(texts))]


def test_an_item_that_is_larger_than_a_file() -> None:
    files = written({"SUCCEEDED": ["1", '"' + "x" * 100 + '"', "2"]}, most=50)
    assert [files[f"p/run-id/SUCCEEDED_{at}.json"][:3] for at in range(3)] == ["[1]", '["x', "[2]"]


def test_results_go_out_as_they_come() -> None:
    held: list[int] = []
    most: list[int] = []

    def lines() -> Iterator[str]:
        for _ in range(5_000):
            held.append(1)
            yield f'"{"x" * 998}"'

    class Bucket:
        name = "b"

        def put(self, key: str, pieces: Iterable[bytes]) -> int:
            length = 0
            for piece in pieces:
                most.append(len(held))
                held.clear()
                length += len(piece)
            return length

    bucket: Any = Bucket()
    Export(ARN, PUT, {"Bucket": "b"}, {}, lambda name: bucket).write({"SUCCEEDED": lines()})
    assert max(most) < 400


# ------------------------------------------------------------------ what tells of a child

RECORD = {"Name": "n", "Status": "S"}


@pytest.mark.parametrize(
    ("config", "status", "output", "lines"),
    [
        pytest.param({}, "SUCCEEDED", [1], ['{"Name":"n","Status":"S"}'], id="by default: metadata"),
        pytest.param({"Transformation": "NONE"}, "SUCCEEDED", 1, ['{"Name":"n","Status":"S"}'], id="NONE"),
        pytest.param({"Transformation": "COMPACT"}, "SUCCEEDED", [1, 2], ["[1,2]"], id="COMPACT"),
        pytest.param({"Transformation": "FLATTEN"}, "SUCCEEDED", [1, [2]], ["1", "[2]"], id="FLATTEN"),
        pytest.param({"Transformation": "FLATTEN"}, "SUCCEEDED", [], [], id="FLATTEN, nothing"),
        pytest.param({"Transformation": "FLATTEN"}, "SUCCEEDED", {"a": [1]}, ['{"a":[1]}'], id="FLATTEN, no list"),
        pytest.param({"Transformation": "FLATTEN"}, "FAILED", None, ['{"Name":"n","Status":"S"}'], id="failed"),
        pytest.param({"Transformation": "COMPACT"}, "ABORTED", None, ['{"Name":"n","Status":"S"}'], id="stopped"),
    ],
)  # fmt: skip
def test_lines(config: dict[str, Any], status: str, output: Any, lines: list[str]) -> None:
    assert lines_of(config, status, output, RECORD) == lines


def test_categories() -> None:
    assert [category(status) for status in ("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED")] == [
        "SUCCEEDED",
        "FAILED",
        "FAILED",
        "FAILED",
    ]


def test_what_tells_of_a_child_that_was_never_started() -> None:
    assert pending_line({"a": 1}) == (
        '{"Input":"{\\"a\\":1}","InputDetails":{"Included":true},"Status":"PENDING"}'
    )


# ------------------------------------------------------------------ failures


@pytest.mark.parametrize(
    "given", [{}, {"Bucket": ""}, {"Bucket": 1}, {"Bucket": "b", "Prefix": 1}], ids=str
)
def test_arguments_that_say_nothing(given: dict[str, Any]) -> None:
    with pytest.raises(WriterFailed, match="needs Bucket and Prefix"):
        Export(ARN, PUT, given, {}, Buckets({"b": {}}))


def nowhere(name: str) -> Bucket:
    raise BucketError("The specified bucket does not exist")


def test_no_such_bucket() -> None:
    with pytest.raises(WriterFailed, match="The specified bucket does not exist") as failed:
        Export(ARN, PUT, {"Bucket": "none"}, {}, nowhere)
    assert failed.value.error == "States.ResultWriterFailed"


def test_a_bucket_that_cannot_be_written() -> None:
    class Full:
        name = "b"

        def put(self, key: str, pieces: Iterable[bytes]) -> int:
            raise BucketError("the disk is full")

    full: Any = Full()
    with pytest.raises(WriterFailed, match="the disk is full"):
        Export(ARN, PUT, {"Bucket": "b"}, {}, lambda name: full).write({})


def test_what_nothing_here_does_is_named() -> None:
    with pytest.raises(Unsupported, match="copyObject"):
        Export(ARN, "arn:aws:states:::s3:copyObject", {"Bucket": "b"}, {}, Buckets({"b": {}}))
    with pytest.raises(Unsupported, match="ACL"):
        Export(ARN, PUT, {"Bucket": "b", "ACL": "x"}, {}, Buckets({"b": {}}))
