"""`asl mocks`: from arguments to exit status; what it writes is taken by `asl run`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from asl.cli.verbs import run_command
from asl.hosts.mock_schema import schema

ORDER = {
    "StartAt": "Charge",
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3}],
            "ResultSelector": {"receipt.$": "$.Payload.receipt"},
            "Next": "Save",
        },
        "Save": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:putItem",
            "Parameters": {"TableName": "t", "Item": {}},
            "End": True,
        },
    },
}


class Said(NamedTuple):
    status: int
    out: str
    err: str


Asl: TypeAlias = Callable[..., Said]


@pytest.fixture
def asl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asl:
    monkeypatch.chdir(tmp_path)
    Path("order.asl.json").write_text(json.dumps(ORDER))

    def run(*arguments: str) -> Said:
        status = run_command(arguments)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.mark.parametrize(
    ("form", "file", "case"), [("yaml", "m.yaml", ()), ("local", "m.json", ("--case", "HappyPath"))]
)
def test_a_stub_is_written_checked_and_run(
    asl: Asl, form: str, file: str, case: tuple[str, ...]
) -> None:
    assert asl("mocks", "order.asl.json", "--form", form, "-o", file) == (0, "", f"wrote {file}\n")
    assert asl("mocks", "order.asl.json", "--check", "--mocks", file) == (0, "", f"{file}: fine\n")
    ran = asl("run", "order.asl.json", "--mocks", file, *case, "-q")
    assert (ran.status, ran.err) == (0, "")


def test_a_history_is_written_and_gives_the_same_run(asl: Asl) -> None:
    Path("m.yaml").write_text(
        "Charge: [{throw: Busy, times: 2}, {return: {Payload: {receipt: 7}}, after: 60}]\nSave: {}\n"
    )
    first = asl("run", "order.asl.json", "--mocks", "m.yaml", "--json", "--history")
    Path("h.json").write_text(first.out)
    asl("mocks", "order.asl.json", "--from-history", "h.json", "-o", "again.yaml")
    again = asl("run", "order.asl.json", "--mocks", "again.yaml", "--json", "--history")
    assert json.loads(again.out) == json.loads(first.out)
    Path("events.json").write_text(json.dumps({"events": json.loads(first.out)["history"]}))
    quick = asl("mocks", "order.asl.json", "--from-history", "events.json", "--without-times")
    assert "after" not in quick.out
    assert "times: 2" in quick.out


BAD = "cases:\n  a:\n    Save: {Atributes: {}}\n    Charge: {throw: Lambda.TooManyRequestException}\n    Sav: 1\n"


def test_what_is_found_is_shown_with_its_place(asl: Asl) -> None:
    Path("bad.yaml").write_text(BAD)
    said = asl("mocks", "order.asl.json", "--check", "--mocks", "bad.yaml")
    assert (said.status, said.err) == (1, "bad.yaml: 2 errors, 1 warning\n")
    assert [line for line in said.out.splitlines() if line.startswith("bad.yaml")] == [
        'bad.yaml:3:12: error: dynamodb PutItem has no field "Atributes"',
        'bad.yaml:4:21: warning: "Lambda.TooManyRequestException" is no error that the model of Lambda lists',
        'bad.yaml:5:5: error: the mock for "Sav" names no task of this definition',
    ]
    assert 'help: did you mean "Attributes"?' in said.out
    as_json = json.loads(
        asl("mocks", "order.asl.json", "--check", "--mocks", "bad.yaml", "--json").out
    )
    assert as_json["ok"] is False
    assert as_json["findings"][0] == {
        "severity": "error",
        "line": 3,
        "column": 12,
        "pointer": "/cases/a/Save/Atributes",
        "message": 'dynamodb PutItem has no field "Atributes"',
        "help": 'did you mean "Attributes"?',
    }


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        pytest.param("Save: {}", [], 0, id="fine"),
        pytest.param("Charge: {throw: Lambda.Bsy}", [], 0, id="a warning"),
        pytest.param("Charge: {throw: Lambda.Bsy}", ["--strict"], 1, id="a warning, strictly"),
        pytest.param("Save: {throw: Busy}", [], 1, id="an error"),
        pytest.param("{", [], 1, id="no YAML"),
    ],
)
def test_exit_statuses_of_a_check(asl: Asl, text: str, options: list[str], status: int) -> None:
    Path("m.yaml").write_text(text)
    assert asl("mocks", "order.asl.json", "--check", "--mocks", "m.yaml", *options).status == status


def test_one_case_may_be_checked(asl: Asl) -> None:
    Path("m.yaml").write_text("cases: {good: {Save: {}}, bad: {Save: {X: 1}}}")
    assert asl("mocks", "order.asl.json", "--check", "--mocks", "m.yaml#good").status == 0
    assert asl("mocks", "order.asl.json", "--check", "--mocks", "m.yaml#bad").status == 1
    said = asl("mocks", "order.asl.json", "--check", "--mocks", "m.yaml#god")
    assert (said.status, 'did you mean "good"?' in said.err) == (2, True)


def test_step_functions_locals_file_is_held_to_the_models_too(asl: Asl) -> None:
    value = {
        "StateMachines": {"order": {"TestCases": {"A": {"Save": "R"}}}},
        "MockedResponses": {"R": {"0": {"Return": {"Atributes": {}}}}},
    }
    Path("m.json").write_text(json.dumps(value, indent=1))
    said = asl("mocks", "order.asl.json", "--check", "--mocks", "m.json")
    assert said.status == 1
    assert 'error: dynamodb PutItem has no field "Atributes"' in said.out
    ran = asl("run", "order.asl.json", "--mocks", "m.json#A")
    assert 'warning: dynamodb PutItem has no field "Atributes"' in ran.err


def test_answers_that_were_never_given_are_told(asl: Asl) -> None:
    Path("m.yaml").write_text(
        "Charge: [{return: {Payload: {receipt: 1}}}, {throw: Busy}, {throw: Busy}]\n"
        "Save: [{when: {Item: {a: 1}}, return: {}}, {return: {}}]\n"
    )
    said = asl("run", "order.asl.json", "--mocks", "m.yaml")
    assert 'the mock for "Charge": answers 2, 3 never given\n' in said.err
    assert 'the mock for "Save": answer 1 never given\n' in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--check"], "--check needs --mocks FILE"),
        (["--mocks", "m.yaml"], "say --check, too"),
        (["--check", "--mocks", "m.yaml", "-o", "x"], "writes no file"),
        (["--strict"], "--strict goes with --check"),
        (["--without-times"], "goes with --from-history"),
        (["-o", "order.asl.json"], "--force writes over it"),
        (
            ["-o", "order.asl.json/x.yaml"],
            "order.asl.json/x.yaml cannot be written: order.asl.json is no folder",
        ),
        (["--from-history", "none.json"], "none.json: no such file"),
        (["--check", "--mocks", "none.yaml"], "none.yaml"),
        (["--from-history", "order.asl.json"], "this is no history"),
    ],
)
def test_wrong_usage(asl: Asl, arguments: list[str], message: str) -> None:
    said = asl("mocks", "order.asl.json", *arguments)
    assert (said.status, said.out) == (2, "")
    assert message in said.err.lower() or message in said.err


def test_a_broken_definition_is_shown(asl: Asl) -> None:
    Path("broken.asl.json").write_text('{"StartAt": "X", "States": {}}')
    assert asl("mocks", "broken.asl.json").status == 2
    assert "diagnostics" in json.loads(asl("mocks", "broken.asl.json", "--json").out)["error"]


def test_json_tells_what_was_written(asl: Asl) -> None:
    assert json.loads(asl("mocks", "order.asl.json", "-o", "m.yaml", "--json").out) == {
        "written": "m.yaml",
        "notes": [],
    }
    text = json.loads(asl("mocks", "order.asl.json", "--json").out)["text"]
    assert text == Path("m.yaml").read_text("utf-8")
    assert asl("mocks", "order.asl.json", "-o", "m.yaml").status == 2
    assert asl("mocks", "order.asl.json", "-o", "m.yaml", "--force").status == 0


def test_the_published_schema_is_up_to_date() -> None:
    """`scripts/make_schema.py` writes it."""
    import asl.hosts.mock_schema as module

    published = Path(module.__file__).parent / "mocks.schema.json"
    assert json.loads(published.read_text("utf-8")) == schema()
