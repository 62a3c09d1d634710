"""Map Runs over rows survive a crash at every commit: each row is worked on, and every result is in the files once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hosting import LAMBDA, Host

from asl.hosts.answers import After, Answer, Returned, TaskCall
from emulator.errors import ServiceError
from emulator.settings import Settings

ROWS = 7


def machine(children: str, **fields: Any) -> dict[str, Any]:
    return {
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "ReaderConfig": {"InputType": "JSONL"},
                    "Parameters": {"Bucket": "in", "Key": "k.jsonl"},
                },
                "MaxConcurrency": 2,
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": children},
                    "StartAt": "T",
                    "States": {"T": {"Type": "Task", "Resource": LAMBDA, "End": True}},
                },
                "ResultWriter": {
                    "Resource": "arn:aws:states:::s3:putObject",
                    "Parameters": {"Bucket": "out", "Prefix": "p"},
                    "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"},
                },
                "End": True,
                **fields,
            }
        },
    }


def echo(call: TaskCall) -> Answer:
    return After(5, Returned(call.arguments))


@pytest.fixture
def make(tmp_path: Path) -> Callable[[int, int], Host]:
    """A host that dies after so many commits; each number has a folder of its own."""

    def make(number: int, commits: int) -> Host:
        home = tmp_path / str(number)
        (home / "in").mkdir(parents=True)
        rows = "".join(f"{json.dumps({'n': at})}\n" for at in range(ROWS))
        (home / "in" / "k.jsonl").write_text(rows)
        buckets = (("in", str(home / "in")), ("out", str(home / "out")))
        settings = Settings(clock="virtual", seed=7, buckets=buckets)
        return Host(home / "data", {"T": echo}, settings=settings, commits=commits)

    return make


def results(host: Host) -> list[Any]:
    home = host.folder.parent / "out" / "p"  # type: ignore[union-attr]  # it has one
    (run,) = home.iterdir()
    manifest = json.loads((run / "manifest.json").read_text())
    assert manifest["ResultFiles"]["FAILED"] == manifest["ResultFiles"]["PENDING"] == []
    found: list[Any] = json.loads((run / "SUCCEEDED_0.json").read_text())
    return found


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
@pytest.mark.parametrize(
    "fields", [{}, {"ItemBatcher": {"MaxItemsPerBatch": 2}}], ids=["", "batches"]
)
def test_a_crash_at_every_commit(
    make: Callable[[int, int], Host], children: str, fields: dict[str, Any]
) -> None:
    tried = 0
    for commits in range(1, 60):
        host = make(commits, commits)
        arn = None
        try:
            arn = host.start(host.machine(machine(children, **fields)))
            for _ in range(10):
                if host.store.is_full:
                    break
                host.advance(5)
        except ServiceError:
            pass  # it was told that nothing can be written
        was_full = host.store.is_full
        host = host.restarted()
        if arn is None:
            found = host.rows("SELECT arn FROM executions WHERE map_run_arn IS NULL")
            arn = found[0][0] if found else None
        if arn is not None:
            tried += 1
            host.advance(200)
            assert host.status(arn) == "SUCCEEDED"
            rows = [{"n": at} for at in range(ROWS)]
            got = results(host)
            if fields:
                got = [item for batch in got for item in batch["Items"]]
            assert got == rows, commits
            assert host.rows("SELECT count(*) FROM map_rows") == [(0,)]
            assert host.rows("SELECT count(*) FROM map_results") == [(0,)]
        host.close()
        if not was_full:
            break
    assert tried >= 4
    assert not was_full
