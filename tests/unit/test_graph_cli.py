"""`asl graph`: what it reads, which format it writes, what it shows and how it ends."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from asl.cli import verbs
from asl.observe.coverage import Coverage
from asl.observe.coverage.data import as_json
from asl.testing.simulate import simulate

CHOICE: dict[str, Any] = {
    "StartAt": "C",
    "States": {
        "C": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.a", "NumericEquals": 1, "Next": "T"},
                {"Variable": "$.a", "NumericEquals": 2, "Next": "T"},
            ],
            "Default": "No",
        },
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "End": True,
        },
        "No": {"Type": "Fail", "Error": "No.Such"},
    },
}
MISTAKE = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}


class Said(NamedTuple):
    status: int
    out: str
    err: str


Asl = Callable[..., Said]


@pytest.fixture
def asl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asl:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "m.asl.json": CHOICE,
        "bad.asl.json": MISTAKE,
        "mocks.json": {"T": {"ok": True}},
        "none.json": {"States": {}},
    }.items():
        Path(name).write_text(json.dumps(value), "utf-8")

    def run(*arguments: str, stdin: str = "") -> Said:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = verbs.run_command(["graph", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Said(status, captured.out, captured.err)

    return run


def history(definition: Any, input_: Any, **options: Any) -> str:
    """As the AWS command line prints it."""
    run = simulate(definition, input_, **options)
    return json.dumps({"events": run.history}, default=str)


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ([], "flowchart TD"),
        (["--format", "svg"], "<svg "),
        (["--format", "html"], "<!DOCTYPE html>"),
        (["--format", "dot"], "digraph "),
        (["-o", "-"], "flowchart TD"),
    ],
)
def test_formats_on_standard_output(asl: Asl, arguments: list[str], begins: str) -> None:
    said = asl("m.asl.json", *arguments)
    assert said.out.startswith(begins)
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize(
    ("out", "begins"),
    [
        ("m.svg", "<svg "),
        ("m.HTML", "<!DOCTYPE html>"),
        ("m.mmd", "flowchart TD"),
        ("m.gv", "digraph "),
        ("m.md", "```mermaid\nflowchart TD"),
    ],
)
def test_the_files_ending_says_the_format(asl: Asl, out: str, begins: str) -> None:
    assert asl("m.asl.json", "-o", out) == (0, "", f"wrote {out}\n")
    assert Path(out).read_text("utf-8").startswith(begins)


def test_a_definition_from_standard_input_and_defines(asl: Asl) -> None:
    text = json.dumps(CHOICE).replace("No.Such", "${E}")
    said = asl("-", "--define", "E=Filled.In", "--format", "dot", stdin=text)
    assert "Filled.In" in said.out


def marks(said: Said) -> dict[str, Any]:
    found = json.loads(said.out)
    nodes = {
        node["pointer"]: node.get("mark") for node in found["nodes"] if "#" not in node["pointer"]
    }
    edges = {f"{e['source']} {e['kind']} {e['index']}": e.get("mark") for e in found["edges"]}
    return nodes | edges


def test_a_run_is_shown_and_knows_which_rule_was_true(asl: Asl) -> None:
    said = asl("m.asl.json", '{"a": 2}', "--mocks", "mocks.json", "--json")
    assert said.status == 0
    found = marks(said)
    assert found["/States/T"] == {"level": "hit", "count": 1}
    assert found["/States/C choice 1"] == {"level": "hit", "count": 1}
    assert found["/States/C choice 0"] is None
    assert found["/States/No"] is None


def test_a_run_that_fails_ends_with_one(asl: Asl) -> None:
    said = asl("m.asl.json", '{"a": 9}', "--json")
    assert said.status == 1
    assert marks(said)["/States/No"]["level"] == "failed"


def test_a_run_that_nobody_answers_is_drawn_as_far_as_it_came(asl: Asl) -> None:
    said = asl("m.asl.json", '{"a": 1}', "--json")
    assert said.status == 1
    assert 'nothing answers the task "T"' in said.err
    assert marks(said)["/States/T"]["level"] == "part"


def test_children_of_a_distributed_map_are_on_the_picture(asl: Asl) -> None:
    inner = {
        "StartAt": "X",
        "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Fail", "Error": "E"}},
    }
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **inner}
    each = {
        "Type": "Map",
        "ItemProcessor": processor,
        "End": True,
        "ToleratedFailurePercentage": 100,
    }
    Path("map.json").write_text(json.dumps({"StartAt": "M", "States": {"M": each}}))
    found = marks(asl("map.json", "[1, 2, 3]", "--json"))
    assert found["/States/M/ItemProcessor/States/X"] == {"level": "hit", "count": 3}
    assert found["/States/M/ItemProcessor/States/Y"]["level"] == "failed"
    assert found["/States/M start 0"] == {"level": "hit", "count": 3}


def test_a_history_is_shown_with_what_it_leaves_open(asl: Asl) -> None:
    Path("h.json").write_text(history(CHOICE, {"a": 2}, mocks={"T": 1}))
    said = asl("m.asl.json", "--history", "h.json", "--json")
    assert said.status == 0
    assert marks(said)["/States/C choice 0"]["level"] == "part"
    assert asl("m.asl.json", "--history", "-", "--json", stdin=Path("h.json").read_text()) == said


def test_a_history_of_a_failed_execution_is_drawn_all_the_same(asl: Asl) -> None:
    Path("h.json").write_text(history(CHOICE, {"a": 9}))
    said = asl("m.asl.json", "--history", "h.json", "-o", "h.html")
    assert said.status == 0
    assert 'class="status FAILED"' in Path("h.html").read_text("utf-8")


def test_coverage_is_shown(asl: Asl) -> None:
    coverage = Coverage()
    coverage.add(simulate(Path("m.asl.json"), {"a": 1}, mocks={"T": 1}))
    Path("cov.json").write_text(json.dumps(as_json(coverage)))
    found = marks(asl("m.asl.json", "--coverage", "cov.json", "--json"))
    assert found["/States/No"]["level"] == "missed"
    assert found["/States/C"]["level"] == "part"
    assert found["/States/C choice 0"]["level"] == "hit"


def test_a_definition_with_errors_is_drawn_and_ends_with_one(asl: Asl) -> None:
    said = asl("bad.asl.json", "--format", "dot")
    assert said.status == 1
    assert "no such state here" in said.out
    assert "asl validate bad.asl.json" in said.err


def test_output_is_the_same_every_time(asl: Asl) -> None:
    first = asl("m.asl.json", '{"a": 1}', "--mocks", "mocks.json", "--format", "html")
    assert asl("m.asl.json", '{"a": 1}', "--mocks", "mocks.json", "--format", "html") == first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["m.asl.json", "--history", "h", "--coverage", "c"], "--history or --coverage, not both"),
        (["m.asl.json", "{}", "--history", "h"], "--history or an input or --mocks, not both"),
        (["m.asl.json", "--case", "x"], "give an input or --mocks too"),
        (["m.asl.json", "-o", "m.pdf"], "m.pdf: which format is this?"),
        (
            ["m.asl.json", "-o", "m.asl.json/m.svg"],
            "m.asl.json/m.svg cannot be written: m.asl.json is no folder",
        ),
        (["n.asl.json"], "n.asl.json: no such file"),
        (["none.json"], "none.json:1:"),
        (
            ["m.asl.json", "--history", "none.json"],
            'none.json: a history is an object with "events"',
        ),
        (["m.asl.json", "--history", "nowhere.json"], "nowhere.json: no such file"),
        (["m.asl.json", "--coverage", "none.json"], "none.json is no coverage data"),
        (["m.asl.json", "--format", "png"], "'png' is not one of"),
        (["bad.asl.json", "{}"], "Nowhere"),
        (["m.asl.json", "{a"], "the input"),
    ],
)
def test_mistakes_are_told_and_nothing_is_drawn(asl: Asl, arguments: list[str], told: str) -> None:
    said = asl(*arguments)
    assert said.status == 2
    assert said.out == ""
    assert told in said.err


def test_the_history_of_another_machine_is_refused(asl: Asl) -> None:
    other = {"StartAt": "Cx", "States": {"Cx": {"Type": "Pass", "End": True}}}
    Path("h.json").write_text(history(other, {}))
    said = asl("m.asl.json", "--history", "h.json")
    assert said.status == 2
    assert "the history of another machine" in said.err


def test_states_that_went_since_a_history_was_written_are_named(asl: Asl) -> None:
    old = json.loads(json.dumps(CHOICE).replace('"No"', '"Noo"'))
    Path("h.json").write_text(history(old, {"a": 9}))
    said = asl("m.asl.json", "--history", "h.json")
    assert said.status == 0
    assert 'enters "Noo", which is no state of this machine; did you mean "No"?' in said.err


def test_coverage_of_another_text_is_refused(asl: Asl) -> None:
    coverage = Coverage()
    coverage.add(simulate(Path("m.asl.json"), {"a": 1}, mocks={"T": 1}))
    Path("cov.json").write_text(json.dumps(as_json(coverage)))
    Path("m.asl.json").write_text(json.dumps(CHOICE, indent=1))
    said = asl("m.asl.json", "--coverage", "cov.json")
    assert said.status == 2
    assert "it has changed since" in said.err
    said = asl("bad.asl.json", "--coverage", "cov.json")
    assert "cov.json does not cover bad.asl.json; it covers m.asl.json" in said.err


def test_the_picture_in_the_documents_is_todays(asl: Asl) -> None:
    root = Path(__file__).resolve().parents[2]
    asl(str(root / "examples" / "order.asl.json"), "-o", "order.svg", "--title", "order")
    kept = root / "docs" / "howto" / "order.svg"
    assert Path("order.svg").read_text("utf-8") == kept.read_text("utf-8"), (
        "asl graph examples/order.asl.json -o docs/howto/order.svg --title order"
    )
