"""`asl test-state`: what it prints where, and its exit status."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from states_alone import machine, mapped, task

from asl.cli import verbs
from asl.cli.test_state import LEVELS, VALIDATIONS
from asl.resources.results import MODES
from asl.teststate.request import LEVELS as THE_API_S_LEVELS

Test = Callable[..., tuple[int, str, str]]
ORDER = machine(
    Look={
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Charge"}],
        "Default": "Small",
    },
    Charge={
        **task(Parameters={"FunctionName": "f", "Payload.$": "$.n"}),
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2}],
        "Catch": [{"ErrorEquals": ["Broken"], "Next": "Small"}],
    },
    Small={"Type": "Fail", "Error": "Order.TooSmall", "Cause": "two\nlines"},
)


@pytest.fixture
def test_state(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Test:
    """`asl test-state` in this process: (exit status, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    Path("order.json").write_text(json.dumps(ORDER), "utf-8")
    Path("pass.yaml").write_text("Type: Pass\nParameters: {x.$: $.a}\nEnd: true\n", "utf-8")
    Path("bad.json").write_text('{"Type": "Pass", "Nxt": "A", "End": true}', "utf-8")
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "Parameters": {"Bucket": "b", "Key": "k"},
    }
    config = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}
    selector = {"v.$": "$$.Map.Item.Value.id"}
    state = mapped(
        "DISTRIBUTED", ItemReader={**reader, "ReaderConfig": config}, ItemSelector=selector
    )
    Path("map.json").write_text(json.dumps(state), "utf-8")
    Path("rows.csv").write_text("id\n1\n2\n", "utf-8")
    Path("mocks.yaml").write_text("Charge: {Payload: paid}\n", "utf-8")

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = verbs.run_command(["test-state", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return status, captured.out, captured.err

    return run


@pytest.mark.parametrize(
    ("arguments", "status", "out", "err"),
    [
        pytest.param(["order.json", '{"n": 10}', "--state", "Look"], 0, '{"n": 10}\n', "SUCCEEDED → Charge\n", id="a state of a machine"),
        pytest.param(["pass.yaml", '{"a": 1}'], 0, '{"x":1}\n', "SUCCEEDED\n", id="a state alone, in YAML"),
        pytest.param(["order.json", '{"n": 1}', "--state", "Charge", "--mock", '{"Payload": "p"}'], 0, '{"Payload": "p"}\n', "SUCCEEDED\n", id="a mock"),
        pytest.param(["order.json", '{"n": 1}', "--state", "Charge", "--mocks", "mocks.yaml"], 0, '{"Payload":"paid"}\n', "SUCCEEDED\n", id="a file of mocks"),
        pytest.param(["order.json", '{"n": 1}', "--state", "Charge", "--mock-error", "Broken", "--mock-cause", "c"], 0, '{"Error":"Broken","Cause":"c"}\n', "CAUGHT_ERROR → Small\n  Broken\n  c\n", id="a caught error"),
        pytest.param(["order.json", "{}", "--state", "Small"], 1, "", "FAILED\n  Order.TooSmall\n  two\n  lines\n", id="a failure"),
        pytest.param(
            ["order.json", '{"n": 1}', "--state", "Charge", "--mock-error", "Busy", "--retries", "1", "--level", "debug"], 1, "",
            '  input            {"n": 1}\n'
            '  afterInputPath   {"n": 1}\n'
            '  afterParameters  {"FunctionName":"f","Payload":1}\n'
            '  errorDetails     {"retryIndex":0,"retryBackoffIntervalSeconds":4}\n'
            "RETRIABLE\n  Busy\n",
            id="stages, and a retry to come",
        ),
    ],
)  # fmt: skip
def test_what_is_printed(
    test_state: Test, arguments: list[str], status: int, out: str, err: str
) -> None:
    assert test_state(*arguments) == (status, out, err)


def test_json_is_the_api_s_answer(test_state: Test) -> None:
    status, out, err = test_state(
        "map.json",
        "{}",
        "--mock",
        "[7, 8]",
        "--items-file",
        "rows.csv",
        "--level",
        "DEBUG",
        "--json",
    )
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "status": "SUCCEEDED",
        "output": "[7, 8]",
        "inspectionData": {
            "input": "{}",
            "afterInputPath": "{}",
            "afterResultSelector": "[7, 8]",
            "afterResultPath": "[7, 8]",
            "afterItemSelector": '[{"v":"1"},{"v":"2"}]',
            "maxConcurrency": 0,
        },
    }


def test_input_and_variables_and_context(test_state: Test) -> None:
    definition = json.dumps(task(Parameters={"FunctionName.$": "$.f", "Payload": {"v.$": "$v", "n.$": "$$.State.Name"}}))  # fmt: skip
    Path("in.json").write_text('{"f": "g"}', "utf-8")
    status, out, _ = test_state(
        "-", "--input-file", "in.json", "--variables", '{"v": 1}', "--json", "--level", "DEBUG",
        "--context", '{"State": {"Name": "mine"}}', "--mock", "{}",
        stdin=definition,
    )  # fmt: skip
    shown = json.loads(out)["inspectionData"]["afterParameters"]
    assert (status, json.loads(shown)) == (
        0,
        {"FunctionName": "g", "Payload": {"v": 1, "n": "mine"}},
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["order.json"], "order.json is a whole machine: say which state, --state NAME; it has Look, Charge, Small", id="which state"),
        pytest.param(["order.json", "--state", "None"], "State not found in definition", id="no such state"),
        pytest.param(["order.json", '{"n": 1}', "--state", "Charge"], "help: say what it comes to, --mock JSON", id="nobody answers"),
        pytest.param(["order.json", "--state", "Charge", "--mock", "{"], "--mock:1:1: error: this is not JSON", id="a mock that is no JSON"),
        pytest.param(["order.json", "--state", "Charge", "--mock", '{"StatusCode": "x"}'], "Mock result schema validation error: Field 'StatusCode' must be a number", id="a mock that the service could not give"),
        pytest.param(["order.json", "--state", "Charge", "--mock-cause", "c"], "--mock-cause needs --mock-error", id="a cause alone"),
        pytest.param(["order.json", "--state", "Charge", "--mock", "{}", "--mock-error", "E"], "A test mock should have only one", id="both"),
        pytest.param(["bad.json"], 'bad.json:1:18: error ASL2003: "Nxt"', id="a definition with a fault"),
        pytest.param(["none.json"], "none.json: no such file or directory", id="no file"),
    ],
)  # fmt: skip
def test_what_cannot_start(test_state: Test, arguments: list[str], message: str) -> None:
    status, out, err = test_state(*arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_a_refusal_as_json(test_state: Test) -> None:
    status, out, err = test_state("order.json", "--state", "None", "--json")
    error: Any = {"kind": "test-state", "message": "State not found in definition"}
    assert (status, json.loads(out), err) == (2, {"error": error}, "")


def test_faults_of_a_definition_as_json(test_state: Test) -> None:
    status, out, _ = test_state("bad.json", "--json")
    assert status == 2
    assert json.loads(out)["error"]["diagnostics"][0]["code"] == "ASL2003"


def test_validation_can_be_weaker(test_state: Test) -> None:
    arguments = ["order.json", '{"n": 1}', "--state", "Charge", "--mock", '{"StatusCode": "x"}']
    assert test_state(*arguments, "--validation", "none")[0] == 0


def test_the_words_of_the_options_are_the_library_s() -> None:
    assert LEVELS == THE_API_S_LEVELS
    assert VALIDATIONS == MODES
