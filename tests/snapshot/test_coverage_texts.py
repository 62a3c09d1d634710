"""Coverage in words, and `asl coverage` as people see it. `pytest --snapshot-update` writes them anew: read the difference."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from asl.cli import verbs
from asl.hosts.mock_values import raises, sequence
from asl.observe.coverage import Coverage
from asl.testing.coverage_output import load, save
from asl.testing.simulate import simulate

ORDER = """\
StartAt: Route
States:
  Route:
    Type: Choice
    Choices:
      - {Variable: $.n, NumericEquals: 1, Next: Charge}
      - And:
          - {Variable: $.n, NumericGreaterThan: 5}
          - {Variable: $.kind, StringEquals: large}
        Next: Each
    Default: Done
  Charge:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    TimeoutSeconds: 30
    Parameters: {FunctionName: charge}
    Retry: [{ErrorEquals: [E], MaxAttempts: 1}]
    Catch: [{ErrorEquals: [States.ALL], Next: Done}]
    Next: Done
  Each:
    Type: Map
    ItemProcessor:
      StartAt: Work
      States:
        Work: {Type: Task, Resource: "arn:aws:states:::lambda:invoke", Parameters: {FunctionName: w}, End: true}
    Next: Both
  Both:
    Type: Parallel
    Branches:
      - {StartAt: Left, States: {Left: {Type: Wait, Seconds: 1, End: true}}}
      - {StartAt: Right, States: {Right: {Type: Fail}}}
    End: true
  Done: {Type: Succeed}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    path = Path("order.asl.yaml")
    path.write_text(ORDER)
    first, second = Coverage(), Coverage()
    answers = sequence(raises("E"), {})
    first.add(simulate(path, {"n": 1}, mocks={"Charge": answers}))
    second.add(simulate(path, {"n": 9, "kind": "large", "x": []}, mocks={"Work": {}}))
    second.expect("never.asl.json", '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
    second.expect("broken.asl.json", "{")
    for coverage, name in ((first, ".asl-coverage.json"), (second, "second.json")):
        coverage.rename(lambda name: name.removeprefix(f"{tmp_path}/"))
        save(coverage, name)


COMMANDS = (
    "coverage report",
    "coverage report .asl-coverage.json second.json --fail-under 90",
    "coverage report --summary second.json",
    "coverage report --json --fail-under 20",
    "coverage html -o pages",
    "coverage xml --json",
    "coverage lcov -o -",
    "coverage lcov -o - --json",
    "coverage combine .asl-coverage.json second.json -o all.json",
    "coverage combine",
    "coverage report all",
    "coverage report order.asl.yaml",
    "coverage reprot",
    "coverage --help",
    "coverage report --help",
    "coverage html --help",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("files")
def test_what_the_command_says(
    command: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    status = verbs.run_command(shlex.split(command))
    out, err = capsys.readouterr()
    assert {"status": status, "out": out, "err": err} == snapshot


@pytest.mark.usefixtures("files")
def test_a_definition_that_has_changed_since(capsys: pytest.CaptureFixture[str]) -> None:
    Path("order.asl.yaml").write_text(ORDER + "\n")
    assert verbs.run_command(["coverage", "report", "--summary"]) == 0
    assert capsys.readouterr().err == (
        "order.asl.yaml has changed since its tests were run: lines and counts are those of then\n"
    )


@pytest.mark.usefixtures("files")
def test_files_that_commands_write_are_there() -> None:
    for command in ("html", "xml", "lcov", "json"):
        assert verbs.run_command(["coverage", command]) == 0
    assert Path("asl-htmlcov/index.html").read_text().startswith("<!doctype html>")
    assert Path("asl-coverage.xml").read_text().startswith("<?xml")
    assert Path("asl-coverage.info").read_text().startswith("TN:")
    assert json.loads(Path("asl-coverage.json").read_text())["format"] == "asl-coverage"
    assert verbs.run_command(["coverage", "combine", ".asl-coverage.json", "second.json"]) == 0
    assert [one.runs for one in load(".asl-coverage.json").machines] == [0, 0, 2]
