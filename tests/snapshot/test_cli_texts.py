"""The command's texts as people see them. `pytest --snapshot-update` writes them anew: read the difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from asl.cli import verbs

ORDER: dict[str, Any] = {
    "StartAt": "Validate",
    "States": {
        "Validate": {"Type": "Pass", "Parameters": {"id.$": "$.id", "total": 42}, "Next": "Charge"},
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "charge-card", "Payload.$": "$"},
            "ResultSelector": {"paid.$": "$.Payload.paid"},
            "ResultPath": "$.charge",
            "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Refund"}],
            "Next": "Ship",
        },
        "Ship": {"Type": "Wait", "Seconds": 86400, "Next": "Shipped"},
        "Shipped": {"Type": "Succeed"},
        "Refund": {"Type": "Fail", "Error": "NotPaid", "CausePath": "States.JsonToString($.error)"},
    },
}
MOCKS = """\
Charge:
  sequence:
    - {raise: Lambda.TooManyRequestsException, cause: Rate Exceeded., times: 2}
    - {return: {StatusCode: 200, Payload: {paid: true}}}
"""
LOCAL = """\
{
  "StateMachines": {"order": {"TestCases": {"Good": {"Chrage": "Ok", "Ship": "Ok"}}}},
  "MockedResponses": {
    "Ok": {"0": {"Return": {}, "Throw": {}}, "2-1": {"Return": 1}}
  }
}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name, text in {
        "order.asl.json": json.dumps(ORDER, indent=2),
        "mocks.yaml": MOCKS,
        "bad.yaml": "Charge:\n  return: 1\n  riase: X\nShip: 1\n",
        "slip.yaml": "Chrage: 1\n",
        "MockConfigFile.json": LOCAL,
    }.items():
        Path(name).write_text(text, "utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param("--help", id="help"),
        pytest.param("run --help", id="help of run"),
        pytest.param("validate --help", id="help of validate"),
        pytest.param("rum", id="no such verb"),
        pytest.param("run", id="no definition"),
        pytest.param("run order.asl.json {id:7}", id="input is not JSON"),
        pytest.param('run order.asl.json {"id":7}', id="nobody answers"),
        pytest.param('run order.asl.json {"id":7} --mocks mocks.yaml', id="a run"),
        pytest.param('run order.asl.json {"id":7} --mocks mocks.yaml --trace', id="a trace"),
        pytest.param('run order.asl.json {"id":7} --mocks mocks.yaml --history', id="a history"),
        pytest.param("run order.asl.json {} --mocks mocks.yaml", id="a failure in the data flow"),
        pytest.param("run order.asl.json --mocks bad.yaml", id="a bad mock file"),
        pytest.param("run order.asl.json --mocks slip.yaml", id="a mock of nothing"),
        pytest.param(
            "run order.asl.json --mocks MockConfigFile.json#Good", id="a bad mock configuration"
        ),
        pytest.param("run order.asl.json --mocks MockConfigFile.json", id="no test case"),
        pytest.param("validate order.asl.json", id="validate"),
        pytest.param("validate none.asl.json", id="validate no file"),
    ],
)
def test_texts(
    arguments: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    status = verbs.run_command(arguments.split(" "))
    said = capsys.readouterr()
    shown = f"$ asl {arguments}\n{said.out}--- stderr\n{said.err}--- exit {status}"
    assert shown.replace("\n", "\n  ") == snapshot
