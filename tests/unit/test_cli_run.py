"""`asl run`: what it reads, prints and answers with its exit status."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from asl.cli import verbs
from asl.cli.starting import machine_name_of
from asl.cli.terminal import span, visible

LAMBDA = "arn:aws:states:::lambda:invoke"


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Asl = Callable[..., Said]


@pytest.fixture
def asl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asl:
    """Run the command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: str | bytes = "") -> Said:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        status = verbs.run_command(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Said(status, captured.out, captured.err)

    return run


def write(name: str, value: Any) -> str:
    Path(name).write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return name


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


PASS = machine(A={"Type": "Pass", "End": True})
CHARGE = machine(
    Charge={
        "Type": "Task",
        "Resource": LAMBDA,
        "Parameters": {"FunctionName": "f", "Payload.$": "$"},
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}],
        "Next": "Done",
    },
    Sorry={"Type": "Fail", "Error": "Sorry", "Cause": '{"why": ["no", "stock"]}'},
    Done={"Type": "Succeed"},
)


# ------------------------------------------------------------------ the input
@pytest.mark.parametrize(
    "arguments, stdin, output",
    [
        pytest.param([], "", "{}", id="no input is an empty object"),
        pytest.param(['{"id": 7}'], "", '{"id":7}', id="as an argument"),
        pytest.param(["--input", "[1, 2]"], "", "[1,2]", id="--input"),
        pytest.param(["--input-file", "in.json"], "", '{"from":"file"}', id="--input-file"),
        pytest.param(["--input-file", "-"], "5", "5", id="--input-file -"),
        pytest.param(["-"], '"text"', '"text"', id="INPUT -"),
        pytest.param(["null"], "", "null", id="null"),
    ],
)
def test_inputs(asl: Asl, arguments: list[str], stdin: str, output: str) -> None:
    write("in.json", '{"from": "file"}')
    said = asl("run", write("a.asl.json", PASS), *arguments, stdin=stdin)
    assert (said.status, said.out) == (0, output + "\n")


def test_the_definition_from_standard_input(asl: Asl) -> None:
    assert asl("run", "-", "1", stdin=json.dumps(PASS)).out == "1\n"


def test_a_yaml_definition(asl: Asl) -> None:
    write("a.asl.yaml", "StartAt: A\nStates:\n  A: {Type: Pass, Result: {no: No}, End: true}\n")
    assert asl("run", "a.asl.yaml").json == {"no": "No"}


@pytest.mark.parametrize(
    "arguments, message",
    [
        pytest.param(
            ['{"id": 7'],
            "the input:1:8: error: this is not JSON: the text ends inside",
            id="not JSON",
        ),
        pytest.param(["in.json"], "to read a file, write --input-file in.json", id="a file's name"),
        pytest.param(["'{}'"], "the shell passed on the quotes", id="quotes"),
        pytest.param(["NaN"], "not JSON", id="NaN"),
        pytest.param(
            ["1", "--input", "2"], "the input is given twice, by INPUT and --input", id="twice"
        ),
        pytest.param(["--input-file", "none.json"], "none.json: no such file", id="no file"),
        pytest.param(
            ["--input-file", "iput.json"],
            'did you mean "input.json"?',
            id="a slip in a file's name",
        ),
        pytest.param(["--input-file", "."], "this is a folder", id="a folder"),
        pytest.param(["--input-file", "bad.json"], "is not UTF-8", id="not UTF-8"),
        pytest.param(["--variables", "[]"], "--variables takes an object", id="variables"),
        pytest.param(["--now", "soon"], '"soon" is no RFC 3339 instant', id="now"),
        pytest.param(["--from", "B"], 'has no state "B" to start at', id="from"),
        pytest.param(["--max-time", "-1"], "--max-time takes", id="max-time"),
        pytest.param(["--define", "x"], "--define takes NAME=VALUE", id="define"),
        pytest.param(["--case", "x"], "--case needs --mocks", id="case"),
        pytest.param(["--seed", "x"], "'x' is not a valid integer", id="seed"),
        pytest.param(["--jsonl", "1"], "--jsonl reads the inputs from standard input", id="jsonl"),
        pytest.param(["--mocks", "none.yaml"], "none.yaml", id="no mock file"),
        pytest.param(["--bucket", "b"], '--bucket takes NAME=FOLDER, not "b"', id="bucket"),
        pytest.param(["--bucket", "b=in.json"], "in.json is no folder", id="a file as a bucket"),
        pytest.param(["--nope"], "No such option", id="an option"),
    ],
)
def test_wrong_usage_is_two(asl: Asl, arguments: list[str], message: str) -> None:
    write("in.json", "{}")
    write("input.json", "{}")
    Path("bad.json").write_bytes(b'"\xff"')
    said = asl("run", write("a.asl.json", PASS), *arguments)
    assert said.status == 2
    assert said.out == ""
    assert message in said.err


def test_definition_and_input_cannot_both_be_standard_input(asl: Asl) -> None:
    said = asl("run", "-", "-", stdin="{}")
    assert said.status == 2
    assert "standard input can be read once" in said.err


@pytest.mark.parametrize("name", ["none.asl.json", ".", "bad.asl.json"])
def test_a_definition_that_cannot_be_read(asl: Asl, name: str) -> None:
    Path("bad.asl.json").write_bytes(b'{"StartAt": "\xff"}')
    assert asl("run", name).status == 2


def test_a_wrong_definition_is_shown_with_its_places(asl: Asl) -> None:
    said = asl(
        "run", write("a.asl.json", machine(A={"Type": "Pass", "Next": "B"}, Bb={"Type": "Succeed"}))
    )
    assert said.status == 2
    assert said.out == ""
    assert "a.asl.json:1:" in said.err
    assert '"B" is not a state' in said.err


# ------------------------------------------------------------------ the result
def test_a_success_says_the_way_there_on_standard_error(asl: Asl) -> None:
    write(
        "m.yaml", "Charge: {sequence: [{raise: Busy, times: 2}, {return: {Payload: {ok: true}}}]}\n"
    )
    said = asl("run", write("order.asl.json", CHARGE), "--mocks", "m.yaml")
    assert (said.status, said.out) == (0, '{"Payload":{"ok":true}}\n')
    assert said.err.splitlines() == [
        "     +0 s  Charge  Task     9 s  2 × Busy",
        "     +9 s  Done    Succeed",
        "SUCCEEDED after 9 s, 4 transitions",
    ]


def test_a_failure_is_one_and_says_why(asl: Asl) -> None:
    write("m.yaml", "Charge: {raise: Broken, cause: no power}\n")
    said = asl("run", write("order.asl.json", CHARGE), "--mocks", "m.yaml")
    assert (said.status, said.out) == (1, "")
    assert said.err.splitlines()[-8:] == [
        "FAILED after 0 s, 2 transitions",
        "  Sorry",
        "  {",
        '    "why": [',
        '      "no",',
        '      "stock"',
        "    ]",
        "  }",
    ]


def test_quiet_says_the_result_only(asl: Asl) -> None:
    write("a.asl.json", PASS)
    assert asl("run", "a.asl.json", "-q") == (0, "{}\n", "")
    write("f.asl.json", machine(F={"Type": "Fail", "Error": "E"}))
    assert asl("run", "f.asl.json", "-q").err == "FAILED after 0 s, 1 transition\n  E\n"


def test_an_execution_that_waits_is_not_done(asl: Asl) -> None:
    waiting = machine(
        W={
            "Type": "Task",
            "Resource": f"{LAMBDA}.waitForTaskToken",
            "Parameters": {"FunctionName": "f", "Payload": {"t.$": "$$.Task.Token"}},
            "End": True,
        }
    )
    write("m.yaml", "W: {never: true}\n")
    said = asl("run", write("w.asl.json", waiting), "--mocks", "m.yaml")
    assert said.status == 1
    assert 'waits for the token of "W"' in said.err
    answer = asl("run", "w.asl.json", "--mocks", "m.yaml", "--json").json
    assert answer["status"] == "RUNNING"
    assert answer["waiting"][0]["state"] == "W"


def test_a_task_that_nobody_answers_says_how(asl: Asl) -> None:
    said = asl("run", write("order.asl.json", CHARGE), '{"id": 7}')
    assert said.status == 2
    assert said.err.splitlines() == [
        'asl: nothing answers the task "Charge"',
        f"  it calls {LAMBDA}",
        '  with {"FunctionName":"f","Payload":{"id":7}}',
        "  help: give it an answer, --mocks FILE with a line like",
        "          Charge: {…its result…}",
    ]
    error = asl("run", "order.asl.json", "--json").json["error"]
    assert error["kind"] == "unanswered-task"
    assert (error["state"], error["resource"]) == ("Charge", LAMBDA)


def test_json_is_one_object(asl: Asl) -> None:
    write(
        "m.yaml",
        "Charge: {sequence: [{raise: Busy}, {return: {Payload: {ok: true}}}]}\n",
    )
    said = asl(
        "run", write("order.asl.json", CHARGE), "--mocks", "m.yaml", "--json", "--name", "n1"
    )
    assert (said.status, said.err) == (0, "")
    assert said.json == {
        "status": "SUCCEEDED",
        "output": {"Payload": {"ok": True}},
        "path": ["Charge", "Done"],
        "elapsed_s": 3.0,
        "transitions": 3,
        "started_at": "2025-01-01T00:00:00.000Z",
        "stopped_at": "2025-01-01T00:00:03.000Z",
        "execution_arn": "arn:aws:states:us-east-1:123456789012:execution:order:n1",
        "attempts": {"Charge": 2},
    }


def test_json_of_a_failure_and_of_what_could_not_start(asl: Asl) -> None:
    failed = asl("run", write("f.asl.json", machine(F={"Type": "Fail", "Error": "E"})), "--json")
    assert failed.status == 1
    assert {k: failed.json[k] for k in ("status", "error", "cause")} == {
        "status": "FAILED",
        "error": "E",
        "cause": None,
    }
    wrong = asl("run", write("w.asl.json", {}), "--json")
    assert wrong.status == 2
    assert wrong.json["error"]["kind"] == "definition"
    assert wrong.json["error"]["diagnostics"][0]["code"]
    usage = asl("run", "w.asl.json", "--json", "--define", "x")
    assert (usage.status, usage.json["error"]["kind"]) == (2, "usage")


def test_history_and_trace(asl: Asl) -> None:
    write("m.yaml", "Charge: {sequence: [{raise: Busy}, {return: {Payload: {ok: true}}}]}\n")
    write("order.asl.json", CHARGE)
    shown = asl("run", "order.asl.json", "--mocks", "m.yaml", "--history").out
    assert "TaskFailed lambda:invoke Busy" in [
        " ".join(row.split()[5:]) for row in shown.splitlines()
    ]
    traced = asl("run", "order.asl.json", "--mocks", "m.yaml", "--trace").out
    assert '    result           {"Payload":{"ok":true}}' in traced.splitlines()
    both = asl("run", "order.asl.json", "--mocks", "m.yaml", "--trace", "--history", "--json").json
    assert both["history"][0]["type"] == "ExecutionStarted"
    assert both["history"][0]["timestamp"] == "2025-01-01T00:00:00.000Z"
    assert both["trace"][0]["stages"][0]["stage"] == "input"


def test_from_a_state_with_variables(asl: Asl) -> None:
    definition = {
        "QueryLanguage": "JSONata",
        **machine(
            A={"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
            B={"Type": "Pass", "Output": "{% $x + 1 %}", "End": True},
        ),
    }
    write("a.asl.json", definition)
    assert asl("run", "a.asl.json").out == "2\n"
    assert asl("run", "a.asl.json", "--from", "B", "--variables", '{"x": 41}').out == "42\n"


def test_now_type_and_substitutions(asl: Asl) -> None:
    definition = machine(
        A={
            "Type": "Pass",
            "Parameters": {"at.$": "$$.Execution.StartTime", "n": "${Name}"},
            "End": True,
        }
    )
    write("a.asl.json", definition)
    write("d.yaml", "Name: file\n")
    arguments = ("run", "a.asl.json", "--now", "2030-05-06T07:08:09Z", "--type", "express")
    assert asl(*arguments, "--defines", "d.yaml").json == {
        "at": "2030-05-06T07:08:09Z",
        "n": "file",
    }
    assert asl(*arguments, "--defines", "d.yaml", "--define", "Name=mine").json["n"] == "mine"
    assert ":express:" in asl(*arguments, "--define", "Name=x", "--json").json["execution_arn"]


def test_a_year_is_nothing_and_max_time_stops(asl: Asl) -> None:
    write("w.asl.json", machine(W={"Type": "Wait", "Seconds": 86_400 * 300, "End": True}))
    assert "SUCCEEDED after 300 d" in asl("run", "w.asl.json").err
    stopped = asl("run", "w.asl.json", "--max-time", "60", "--json")
    assert (stopped.status, stopped.json["status"], stopped.json["elapsed_s"]) == (
        1,
        "RUNNING",
        60.0,
    )


def test_a_long_run_shows_its_beginning_and_its_end(asl: Asl) -> None:
    loop = machine(
        Up={"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
        More={
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThan": 100, "Next": "Up"}],
            "Default": "End",
        },
        End={"Type": "Succeed"},
    )
    lines = asl("run", write("l.asl.json", loop), '{"n": 0}').err.splitlines()
    assert len(lines) == 42
    assert lines[20] == "  … 161 more …"


# ------------------------------------------------------------------ mocks
LOCAL = {
    "StateMachines": {
        "order": {"TestCases": {"Good": {"Charge": "Ok"}, "Bad": {"Charge": "Down"}}},
        "other": {"TestCases": {"Good": {}, "Elsewhere": {"Charge": "Ok"}}},
    },
    "MockedResponses": {
        "Ok": {"0": {"Return": {"StatusCode": 200}}},
        "Down": {"0": {"Throw": {"Error": "Busy", "Cause": "c"}}},
    },
}


@pytest.mark.parametrize(
    "arguments, status, end",
    [
        pytest.param(["--mocks", "Mock.json#Good"], 0, "SUCCEEDED", id="the case after #"),
        pytest.param(["--mocks", "Mock.json", "--case", "Good"], 0, "SUCCEEDED", id="--case"),
        pytest.param(
            ["--mocks", "Mock.json", "--case", "order#Good"], 0, "SUCCEEDED", id="machine and case"
        ),
        pytest.param(["--mocks", "Mock.json#Elsewhere"], 0, "SUCCEEDED", id="another machine's"),
        pytest.param(
            ["--mocks", "Mock.json#Bad"], 1, "no entry for invocation 1", id="it runs out"
        ),
        pytest.param(["--mocks", "Mock.json"], 2, "it has order#Good, order#Bad", id="no case"),
        pytest.param(["--mocks", "Mock.json#Goood"], 2, 'did you mean "Good"?', id="a slip"),
        pytest.param(
            ["--mocks", "Mock.json#Good", "--case", "Bad"], 2, "given twice", id="two cases"
        ),
        pytest.param(
            ["--mocks", "m.yaml", "--case", "Good"], 2, "has no test cases", id="a case of a table"
        ),
        pytest.param(
            ["--mocks", "slip.yaml"], 2, 'did you mean "Charge"?', id="a state that is not there"
        ),
        pytest.param(["--mocks", "broken.json#x"], 2, "broken.json:1:", id="a broken file"),
    ],
)
def test_mock_files(asl: Asl, arguments: list[str], status: int, end: str) -> None:
    write("Mock.json", LOCAL)
    write("m.yaml", "Charge: 1\n")
    write("slip.yaml", "Chrage: 1\n")
    write("broken.json", '{"MockedResponses": {')
    said = asl("run", write("order.asl.json", CHARGE), *arguments)
    assert said.status == status
    assert end in said.err


def test_mocks_that_do_nothing_are_told(asl: Asl) -> None:
    write("m.yaml", "Charge: {raise: X}\nLater: {Payload: 1}\n")
    two = machine(
        Charge={
            "Type": "Task",
            "Resource": LAMBDA,
            "Parameters": {"FunctionName": "f"},
            "Next": "Later",
        },
        Later={
            "Type": "Task",
            "Resource": LAMBDA,
            "Parameters": {"FunctionName": "f"},
            "End": True,
        },
    )
    write("two.asl.json", two)
    assert (
        'the mock for "Later" was not used' in asl("run", "two.asl.json", "--mocks", "m.yaml").err
    )
    assert asl("run", "two.asl.json", "--mocks", "m.yaml", "--json").json["unused_mocks"] == [
        "Later"
    ]


def test_warnings_of_a_mock_file_are_shown(asl: Asl) -> None:
    write(
        "Mock.json",
        {
            "StateMachines": {"order": {"TestCases": {"C": {"Charge": "R", "Gone": "R"}}}},
            "MockedResponses": {"R": {"0": {"Return": 1}}},
        },
    )
    said = asl("run", write("order.asl.json", CHARGE), "--mocks", "Mock.json#C")
    assert said.status == 0
    assert 'warning: "Gone" is not a state of this definition' in said.err


# ------------------------------------------------------------------ many inputs
def test_json_lines(asl: Asl) -> None:
    definition = machine(
        A={
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericGreaterThan": 1, "Next": "F"}],
            "Default": "S",
        },
        S={"Type": "Succeed"},
        F={"Type": "Fail", "Error": "Big"},
    )
    said = asl("run", write("n.asl.json", definition), "--jsonl", stdin='{"n": 1}\n\n{"n": 2}\n')
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(x["line"], x["status"]) for x in lines] == [(1, "SUCCEEDED"), (3, "FAILED")]
    assert lines[0]["execution_arn"].endswith(":run-1")
    assert (said.status, said.err) == (1, "2 executions\n")


def test_a_bad_line_is_answered_and_the_rest_run(asl: Asl) -> None:
    write("m.yaml", "Charge: {sequence: [{return: {Payload: 1}}]}\n")
    said = asl(
        "run", write("o.asl.json", CHARGE), "--jsonl", "--mocks", "m.yaml", stdin=b"1\n{\n\xff\n2\n"
    )
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [x.get("status", "error") for x in lines] == ["SUCCEEDED", "error", "error", "SUCCEEDED"]
    assert lines[1]["error"]["message"].startswith("line 2 is not JSON: column 2")
    assert said.status == 2


# ------------------------------------------------------------------ the rest
@pytest.mark.parametrize(
    "path, name",
    [
        ("order.asl.json", "order"),
        ("a/b/my order.asl.yaml", "my-order"),
        ("x.json", "x"),
        ("-", "machine"),
        ("é.asl", "machine"),
    ],
)
def test_machine_names(path: str, name: str) -> None:
    assert machine_name_of(path) == name


@pytest.mark.parametrize(
    "seconds, text",
    [
        (0, "0 s"),
        (1.5, "1.5 s"),
        (59.9994, "59.999 s"),
        (60, "1 min"),
        (123, "2 min 3 s"),
        (36_000, "10 h"),
        (93_600, "1 d 2 h"),
    ],
)
def test_spans(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_nothing_moves_the_cursor(asl: Asl) -> None:
    assert visible("a\x1b[2Jb\x9b\n\té") == "a\\x1b[2Jb\\x9b\n\té"
    definition = machine(
        **{"A\x1b[2J": {"Type": "Fail", "Error": "E\x1b]0;x\x07", "Cause": "c\x1b[1A"}}
    )
    said = asl("run", write("x.asl.json", definition))
    assert "\x1b" not in said.err


def test_a_fault_of_ours_is_a_message(asl: Asl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asl.cli.run.machine_name_of", lambda path: 1 / 0)
    said = asl("run", "x.asl.json")
    assert said.status == 2
    assert "a fault in asl itself, ZeroDivisionError" in said.err


def test_an_interrupt_says_how_far_it_came(asl: Asl, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(host: Any, options: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("asl.cli.run._finish", interrupted)
    said = asl("run", write("a.asl.json", PASS))
    assert said.status == 130
    assert "interrupted after 0 transitions" in said.err


def test_verbs(asl: Asl) -> None:
    assert asl("--version").out.startswith("asl ")
    assert asl("version", "--json").json["asl"]
    assert asl("--help").status == 0
    said = asl("validat")
    assert said.status == 2
    assert 'Did you mean "validate"?' in said.err


def test_other_packages_add_verbs(asl: Asl, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    class Point:
        name = "hello"

        def load(self) -> click.Command:
            @click.command()
            def hello() -> None:
                click.echo("hello")

            return hello

    monkeypatch.setattr(verbs, "_plugins", lambda: {"hello": Point(), "run": Point()})
    assert asl("hello") == (0, "hello\n", "")
    listed = asl("--help").out.split("Commands:")[1].split()
    assert "hello" in listed
    assert "FILE" in asl("run", "--help").out  # ours cannot be replaced


# ------------------------------------------------------------------ buckets

IMPORT = machine(
    Each={
        "Type": "Map",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket": "uploads", "Key": "people.csv"},
        },
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            **PASS,
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": "results"},
            "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"},
        },
        "End": True,
    }
)


def test_folders_as_buckets(asl: Asl) -> None:
    Path("data").mkdir()
    write("data/people.csv", "id,name\n1,Ann\n2,Bob\n")
    buckets = ("--bucket", "uploads=data", "--bucket", "results=out")
    said = asl("run", write("a.asl.json", IMPORT), *buckets)
    assert said.status == 0
    manifest = Path("out", said.json["ResultWriterDetails"]["Key"])
    (results,) = json.loads(manifest.read_text())["ResultFiles"]["SUCCEEDED"]
    lines = Path("out", results["Key"]).read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": "1", "name": "Ann"},
        {"id": "2", "name": "Bob"},
    ]


def test_a_bucket_that_is_not_given(asl: Asl) -> None:
    said = asl("run", write("a.asl.json", IMPORT))
    assert said.status == 2
    assert 'no bucket "uploads" is given' in said.err
    assert "--bucket uploads=./folder" in said.err
