"""The benchmark's harness on machines of three states: what it prints, and that a wrong answer has no speed.

How fast anything is, is not tested here: `make bench` shows it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
LOOP = {
    "StartAt": "Inc",
    "States": {
        "Inc": {
            "Type": "Pass",
            "Parameters": {"n.$": "States.MathAdd($.n, 1)", "limit.$": "$.limit"},
            "Next": "More",
        },
        "More": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThanPath": "$.limit", "Next": "Inc"}],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}
NAME = "w1-loop-20.jsonpath"


def bench(folder: Path, **row: Any) -> tuple[int, list[dict[str, Any]], str]:
    """Exit status, the JSON lines, and the table of a run over one loop of twenty rounds."""
    manifest = {NAME: {"unit": "transitions", "units": 41, "events": 84, **row}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / f"{NAME}.asl.json").write_text(json.dumps(LOOP))
    (folder / f"{NAME}.input.json").write_text('{"n": 0, "limit": 20}')
    done = subprocess.run(
        [sys.executable, BENCH, folder, "--only", NAME, "--repeat", "1"],
        capture_output=True,
        text=True,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_lines_and_table(tmp_path: Path) -> None:
    code, lines, table = bench(tmp_path, output={"n": 20, "limit": 20})
    assert code == 0, table
    assert all(
        line.keys() == {"peer", "workload", "metric", "value", "unit"} and line["workload"] == NAME
        for line in lines[:-1]
    )
    found = {line["metric"]: line["value"] for line in lines[:-1]}
    assert (found["status"], found["events"]) == ("SUCCEEDED", 84)
    assert found["rate_cpu"] > 0
    assert {"cpu", "cpu_load", "rss", "of_limit"} <= found.keys()
    assert (lines[-1]["metric"], lines[-1]["unit"]) == ("rate_cpu", "transitions/cpu_s")
    assert f"{NAME}  SUCCEEDED" in table


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"output": {"n": 21, "limit": 20}}, id="another output"),
        pytest.param({"events": 85}, id="another number of events"),
        pytest.param({"events": 25_001}, id="a success over the limit of events"),
    ],
)
def test_a_wrong_answer_has_no_speed(row: dict[str, Any], tmp_path: Path) -> None:
    code, lines, table = bench(tmp_path, **row)
    found = {line["metric"]: line["value"] for line in lines if line["workload"] == NAME}
    assert (code, found["status"]) == (1, "WRONG")
    assert "rate_cpu" not in {line["metric"] for line in lines if line["peer"].startswith("asl")}
    assert "WRONG" in table


def test_a_server_is_measured() -> None:
    """A few requests and waits: figures are there, and the server is gone at the end."""
    code = (
        "import json, serving; from cases import Case; from pathlib import Path;"
        "found = [serving.KINDS[kind](Case('x', kind, what, size=20), Path(), {})"
        " for kind, what in (('requests', 'StartExecution'), ('requests', 'StartSyncExecution'), ('boot', ''))];"
        "print(json.dumps(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": f"{BENCH}{os.pathsep}{BENCH.parents[1]}"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert [each["status"] for each in found] == ["SUCCEEDED"] * 3
    assert {"cpu", "wall", "p99"} <= found[0].keys()
    assert 0 < found[2]["cpu"] < 5
    assert 5 < found[2]["rss"] < 500


def test_our_own_workloads_are_the_same_every_time(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        subprocess.run([sys.executable, BENCH / "workloads.py", tmp_path / name], check=True)
        files = sorted((tmp_path / name).iterdir())
        written.append({file.name: file.read_bytes() for file in files})
    assert written[0] == written[1]
    manifest = json.loads(written[0]["manifest.json"])
    families = {name.partition("-")[0] for name in manifest}
    assert families == {"w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w10"}
