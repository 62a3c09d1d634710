"""Distributed Maps over files on the server: read, written, restarted in the middle, redriven.

Sources: recorded histories; AWS guide, "ItemReader", "ResultWriter", "Redriving Map Runs".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from api_client import HEADERS, Client

from asl.hosts.answers import After, Answer, Failed, Returned, TaskCall
from emulator.settings import Settings

Make = Callable[..., Client]
READER = {
    "Resource": "arn:aws:states:::s3:getObject",
    "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
    "Parameters": {"Bucket": "b", "Key": "k.csv"},
}
WRITER = {
    "Resource": "arn:aws:states:::s3:putObject",
    "Parameters": {"Bucket": "out", "Prefix": "p"},
    "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"},
}
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"


def machine(children: str = "STANDARD", **fields: Any) -> dict[str, Any]:
    """A Map over `k.csv` of the bucket `b`, a Task for each row."""
    return {
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemReader": READER,
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": children},
                    "StartAt": "T",
                    "States": {"T": {"Type": "Task", "Resource": LAMBDA, "End": True}},
                },
                "End": True,
                **fields,
            }
        },
    }


def echo(call: TaskCall) -> Answer:
    """Itself after ten seconds; what has the id `bad` fails."""
    row = call.arguments
    return After(10, Failed("Bad")) if row.get("id") == "bad" else After(10, Returned(row))


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "k.csv").write_text("id\n1\n2\n3\n")
    return tmp_path


def settings(folders: Path, **more: Any) -> Settings:
    buckets = (("b", str(folders / "in")), ("out", str(folders / "out")))
    return Settings(clock="virtual", seed=7, buckets=buckets, **more)


@pytest.fixture
def service(make_service: Make, folders: Path) -> Client:
    return make_service(settings(folders), answers={"T": echo})


def run_of(service: Client, arn: str) -> dict[str, Any]:
    (entry,) = service.call("ListMapRuns", executionArn=arn)["mapRuns"]
    return service.call("DescribeMapRun", mapRunArn=entry["mapRunArn"])


def files_of(service: Client, folders: Path, arn: str) -> dict[str, Any]:
    run_id = run_of(service, arn)["mapRunArn"].rpartition(":")[2]
    found = (folders / "out" / "p" / run_id).iterdir()
    return {path.name: json.loads(path.read_text()) for path in found}


def counted(run: dict[str, Any], of: str = "itemCounts") -> dict[str, int]:
    return {name: count for name, count in run[of].items() if count}


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_rows(service: Client, children: str) -> None:
    arn = service.start(service.machine(machine(children, MaxConcurrency=2)), {})
    service.advance(1)
    assert counted(run_of(service, arn)) == {"total": 3, "running": 2, "pending": 1}
    service.advance(100)
    assert service.described(arn)["output"] == '[{"id":"1"},{"id":"2"},{"id":"3"}]'
    done = {"total": 3, "succeeded": 3, "resultsWritten": 3}
    run = run_of(service, arn)
    assert counted(run) == counted(run, "executionCounts") == done


def test_many_rows(service: Client, folders: Path) -> None:
    """More than a page holds, and pages of more than one commit."""
    rows = "".join(f"{at},{'x' * 40}\n" for at in range(3_000))
    (folders / "in" / "k.csv").write_text(f"id,text\n{rows}")
    selector = {"id.$": "$$.Map.Item.Value.id", "at.$": "$$.Map.Item.Index"}
    arn = service.start(
        service.machine(machine("EXPRESS", ItemSelector=selector, ResultWriter=WRITER)), {}
    )
    service.advance(100)
    items = files_of(service, folders, arn)["SUCCEEDED_0.json"]
    assert items == [{"id": str(at), "at": at} for at in range(3_000)]


def test_batches(service: Client) -> None:
    batcher = {"MaxItemsPerBatch": 2, "BatchInput": {"b": 1}}
    arn = service.start(service.machine(machine(ItemBatcher=batcher)), {})
    service.advance(1)
    run = run_of(service, arn)
    assert counted(run) == {"total": 3, "running": 3}
    assert counted(run, "executionCounts") == {"total": 2, "running": 2}
    children = service.call("ListExecutions", mapRunArn=run["mapRunArn"])["executions"]
    assert [child["itemCount"] for child in children] == [1, 2]
    service.advance(100)
    assert json.loads(service.described(arn)["output"]) == [
        {"BatchInput": {"b": 1}, "Items": [{"id": "1"}, {"id": "2"}]},
        {"BatchInput": {"b": 1}, "Items": [{"id": "3"}]},
    ]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("id,id\n1,2\n", "CSV headers cannot contain duplicates."),
        (None, "The specified key does not exist."),
    ],
)
def test_what_cannot_be_read(service: Client, folders: Path, text: str | None, cause: str) -> None:
    if text is None:
        (folders / "in" / "k.csv").unlink()
    else:
        (folders / "in" / "k.csv").write_text(text)
    arn = service.start(service.machine(machine()), {})
    service.advance(1)
    described = service.described(arn)
    assert (described["error"], described["cause"]) == ("States.ItemReaderFailed", cause)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"ItemReader": {**READER, "Parameters": {"Bucket": "none", "Key": "k"}}}, "--bucket none="),
        (
            {"ItemReader": {**READER, "Parameters": {**READER["Parameters"], "VersionId": "1"}}},
            "VersionId",
        ),
    ],
)  # fmt: skip
def test_what_nothing_here_reads_is_caught_by_nobody(
    service: Client, fields: dict[str, Any], why: str
) -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Z"}]
    made = machine(Catch=catch, **fields)
    made["States"]["Z"] = {"Type": "Pass", "End": True}
    arn = service.start(service.machine(made), {})
    service.advance(1)
    described = service.described(arn)
    assert (described["status"], described["error"]) == ("FAILED", "States.Runtime")
    assert why in described["cause"]


def test_a_selector_that_fails(service: Client) -> None:
    selector = {"x.$": "$$.Map.Item.Value.none"}
    arn = service.start(service.machine(machine(ItemSelector=selector)), {})
    service.advance(1)
    assert service.described(arn)["error"] == "States.Runtime"
    assert run_of(service, arn)["status"] == "FAILED"


# ------------------------------------------------------------------ writing


def test_results(service: Client, folders: Path) -> None:
    arn = service.start(service.machine(machine(ResultWriter=WRITER)), {})
    service.advance(100)
    files = files_of(service, folders, arn)
    assert files["SUCCEEDED_0.json"] == [{"id": "1"}, {"id": "2"}, {"id": "3"}]
    run_arn = run_of(service, arn)["mapRunArn"]
    key = f"p/{run_arn.rpartition(':')[2]}/manifest.json"
    assert json.loads(service.described(arn)["output"]) == {
        "MapRunArn": run_arn,
        "ResultWriterDetails": {"Bucket": "out", "Key": key},
    }
    for table in ("map_rows", "map_results"):
        assert service.runtime.store.read(f"SELECT * FROM {table}") == []


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_a_run_that_fails_and_is_redriven(service: Client, folders: Path, children: str) -> None:
    (folders / "in" / "k.csv").write_text("id\n1\nbad\n3\n4\n5\n")
    is_good = False

    def answer(call: TaskCall) -> Answer:
        return After(10, Returned("good")) if is_good else echo(call)

    service.scripted.answers["T"] = answer
    made = machine(children, ResultWriter=WRITER, MaxConcurrency=3)
    arn = service.start(service.machine(made), {})
    service.advance(100)
    assert service.described(arn)["error"] == "States.ExceedToleratedFailureThreshold"
    files = files_of(service, folders, arn)
    failed = files["FAILED_0.json"]
    assert {(record["Input"], record["Status"]) for record in failed} >= {
        ('{"id":"bad"}', "FAILED")
    }
    told = len(failed) + len(files["SUCCEEDED_0.json"]) + len(files["PENDING_0.json"])
    assert told == 5
    is_good = True
    service.call("RedriveExecution", executionArn=arn)
    service.advance(100)
    assert service.described(arn)["status"] == "SUCCEEDED"
    files = files_of(service, folders, arn)
    assert len(files["SUCCEEDED_0.json"]) == 5
    assert files["manifest.json"]["ResultFiles"]["FAILED"] == []
    assert files["manifest.json"]["ResultFiles"]["PENDING"] == []


def test_results_that_cannot_be_written(service: Client, folders: Path) -> None:
    (folders / "out").mkdir()
    (folders / "out" / "p").write_text("a file where a folder is needed")
    arn = service.start(service.machine(machine(ResultWriter=WRITER)), {})
    service.advance(100)
    assert service.described(arn)["error"] == "States.ResultWriterFailed"


# ------------------------------------------------------------------ restarts


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_a_restart_in_the_middle(
    make_service: Make, folders: Path, tmp_path: Path, children: str
) -> None:
    """The rows are on disk, whatever has become of the object; results of before are in the files."""
    data = tmp_path / "data"
    first = make_service(settings(folders, data=data), answers={"T": echo}, folder=data)
    made = machine(children, MaxConcurrency=1, ResultWriter=WRITER)
    arn = first.start(first.machine(made), {})
    first.advance(15)
    assert counted(run_of(first, arn)) == {
        "total": 3,
        "succeeded": 1,
        "resultsWritten": 1,
        "running": 1,
        "pending": 1,
    }
    first.close()
    (folders / "in" / "k.csv").unlink()
    second = make_service(settings(folders, data=data), answers={"T": echo}, folder=data)
    second.advance(100)
    assert second.described(arn)["status"] == "SUCCEEDED"
    assert files_of(second, folders, arn)["SUCCEEDED_0.json"] == [
        {"id": "1"},
        {"id": "2"},
        {"id": "3"},
    ]


def test_a_reset_while_it_reads(service: Client) -> None:
    """Reading ends without a word."""
    service.start(service.machine(machine()), {})
    service.request("POST", "/_asl/reset", headers={**HEADERS, "x-asl-control": "1"})
    service.advance(1)
    assert service.call("ListStateMachines")["stateMachines"] == []
    assert not service.runtime.is_busy


def test_a_stop_while_it_reads(service: Client) -> None:
    arn = service.start(service.machine(machine()), {})
    service.call("StopExecution", executionArn=arn)
    service.advance(1)
    assert service.described(arn)["status"] == "ABORTED"
    assert not service.runtime.is_busy
