"""`pytest --asl-cov`: what is counted, what is reported, and what every slip is told."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ORDER = """\
{
  "StartAt": "Route",
  "States": {
    "Route": {
      "Type": "Choice",
      "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 100, "Next": "Charge"}],
      "Default": "Done"
    },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "charge"},
      "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 1}],
      "Next": "Done"
    },
    "Done": {"Type": "Succeed"}
  }
}
"""
TESTS = """\
import asl
from pathlib import Path

def test_small(asl_machine):
    assert asl_machine("order.asl.json").run({"amount": 1}).succeeded
"""
MORE = """
def test_large():
    run = asl.simulate(Path("order.asl.json"), {"amount": 1000}, mocks={"Charge": {}})
    assert run.succeeded
"""
REDRIVEN = """
from asl.hosts.mock_values import raises, sequence

def test_redriven():
    error = raises("Lambda.TooManyRequestsException")
    run = asl.simulate(
        Path("order.asl.json"), {"amount": 1000}, mocks={"Charge": sequence(error, error, {})}
    )
    assert not run.succeeded
    run.redrive()
    assert run.succeeded
"""
Start = Callable[..., pytest.RunResult]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Modules that a session inside this one imports are taken away when it ends, and twice made classes are not equal:
    so everything that sessions use is used here first.
    """
    from importlib import import_module

    from asl.observe.coverage import Coverage
    from asl.testing import coverage_output, simulate

    for name in (
        *("asl.check.diagnostic", "asl.hosts.definition_files", "asl.hosts.mock_values"),
        *("asl.testing.bench", "asl.testing.coverage_runs", "asl.testing.machine"),
    ):
        import_module(name)
    coverage = Coverage()
    for text, more in ((ORDER, {"amount": 1000}), ("StartAt: A\nStates: {A: {Type: Succeed}}", {})):
        coverage.add(simulate.simulate(text, more, mocks={"Charge": {}} if more else None))
    for kind in coverage_output.FILES:
        coverage_output.write(kind, coverage, tmp_path_factory.mktemp("reports") / kind)
    coverage_output.load(coverage_output.save(coverage, tmp_path_factory.mktemp("data") / "d.json"))
    coverage.missed()


@pytest.fixture
def start(pytester: pytest.Pytester, imported: None) -> Start:
    """Runs pytest in a folder with the machine and its tests."""
    pytester.path.joinpath("order.asl.json").write_text(ORDER)

    def run(*options: str, tests: str = TESTS) -> pytest.RunResult:
        pytester.path.joinpath("test_it.py").write_text(tests)
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)

    return run


def report(result: pytest.RunResult) -> list[str]:
    """The lines from the report's heading on, without the line that counts the tests."""
    lines = result.outlines
    first = next(n for n, line in enumerate(lines) if "coverage of state machines" in line)
    return [line for line in lines[first + 1 :] if line and " in " not in line]


def test_what_was_missed_is_told_with_its_line(start: Start) -> None:
    result = start("--asl-cov")
    assert report(result) == [
        "order.asl.json  states 2/3  transitions 2/4  choices 2/3  retries 0/2   50%",
        "  order.asl.json:6  Route   Choices[0] ($.amount > 100) never true",
        "  order.asl.json:9  Charge  state never entered",
    ]
    assert result.ret == 0


def test_all_runs_of_a_session_count_together(start: Start) -> None:
    result = start("--asl-cov", tests=TESTS + MORE)
    assert report(result)[1:] == [
        "  order.asl.json:13  Charge  Retry[0] (Lambda.TooManyRequestsException) never fired"
    ]


def test_a_redrive_after_the_run_counts(start: Start) -> None:
    result = start("--asl-cov", "--asl-cov-fail-under=100", tests=TESTS + REDRIVEN)
    assert report(result) == [
        "order.asl.json  states 3/3  transitions 4/4  choices 3/3  retries 2/2  100%",
        "coverage 100% ≥ 100%",
    ]
    assert result.ret == 0


def test_too_little_fails_the_session(start: Start) -> None:
    result = start("--asl-cov", "--asl-cov-report=term", "--asl-cov-fail-under=50.1")
    assert report(result)[1:] == ["FAIL coverage 50% < 50.1%: 6 of 12 points"]
    assert result.ret == 1


def test_a_machine_that_no_test_runs_is_told(start: Start, pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("refund.asl.yaml").write_text(
        "StartAt: A\nStates:\n  A:\n    Type: Succeed\n"
    )
    result = start("--asl-cov=.", "--asl-cov-report=term")
    assert report(result) == [
        "order.asl.json   states 2/3  transitions 2/4  choices 2/3  retries 0/2   50%",
        "refund.asl.yaml  states 0/1  transitions 0/1                              0%",
        "  never run: no test runs this state machine",
        "total            states 2/4  transitions 2/5  choices 2/3  retries 0/2   42%",
    ]


def test_no_run_at_all_is_not_enough(start: Start) -> None:
    result = start("--asl-cov", "--asl-cov-fail-under=1", tests="def test_it(): pass\n")
    assert report(result) == [
        "no state machine was run",
        "FAIL coverage: no state machine was run, and 1% is wanted",
    ]
    assert result.ret == 1


def test_machines_elsewhere_are_left_out(start: Start) -> None:
    tests = TESTS + (
        "def test_other():\n"
        "    asl.simulate({'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}})\n"
    )
    assert len(report(start("--asl-cov=order.asl.json", "--asl-cov-report=term", tests=tests))) == 1
    both = start("--asl-cov=order.asl.json", "--asl-cov", "--asl-cov-report=term", tests=tests)
    assert [line.split("  ")[0] for line in report(both)][1:] == ["order.asl.json", "total"]


def test_reports_are_files(start: Start, pytester: pytest.Pytester) -> None:
    result = start(
        "--asl-cov",
        "--asl-cov-report=html,lcov:out/m.info",
        "--asl-cov-report=cobertura",
        "--asl-cov-report=json",
    )
    assert [line for line in result.outlines if line.startswith("asl coverage:")] == [
        "asl coverage: html written to asl-htmlcov/index.html",
        "asl coverage: lcov written to out/m.info",
        "asl coverage: cobertura written to asl-coverage.xml",
        "asl coverage: json written to asl-coverage.json",
    ]
    data = json.loads(pytester.path.joinpath(".asl-coverage.json").read_text())
    assert data == json.loads(pytester.path.joinpath("asl-coverage.json").read_text())
    assert data["total"] == {"covered": 6, "points": 12, "percent": 50.0}


def test_the_ini_file_has_the_same_words(start: Start, pytester: pytest.Pytester) -> None:
    pytester.makeini(
        "[pytest]\nasl_cov = *\nasl_cov_report = term\nasl_cov_fail_under = 60\nasl_cov_data = d.json\n"
    )
    result = start()
    assert report(result)[1:] == ["FAIL coverage 50% < 60%: 6 of 12 points"]
    assert pytester.path.joinpath("d.json").is_file()
    assert not pytester.path.joinpath(".asl-coverage.json").exists()
    assert start("--asl-cov-fail-under=10").ret == 0


def test_without_the_option_nothing_is_counted(start: Start, pytester: pytest.Pytester) -> None:
    from asl.testing import sessions

    before = list(sessions.observers)
    result = start()
    assert "coverage" not in result.stdout.str()
    assert not pytester.path.joinpath(".asl-coverage.json").exists()
    start("--asl-cov")
    assert sessions.observers == before


def test_collecting_alone_reports_nothing(start: Start) -> None:
    assert "coverage" not in start("--asl-cov", "--collect-only", "-q").stdout.str()


SLIPS = {
    "a file that is not there": (["--asl-cov=ordr.asl.json"], '--asl-cov=ordr.asl.json: there is no such file; did you mean "order.asl.json"?'),
    "a folder without machines": (["--asl-cov", "tests"], "--asl-cov=tests: there is no state machine in this folder; tests are named without --asl-cov or after `--asl-cov=*`"),
    "a report that is not there": (["--asl-cov", "--asl-cov-report=lcv"], '--asl-cov-report=lcv: there is no report "lcv"; did you mean "lcov"?'),
    "a report of no known kind": (["--asl-cov", "--asl-cov-report=pdf"], '--asl-cov-report=pdf: there is no report "pdf"; there are term, term-missing, html, cobertura, lcov, json'),
    "a file for the terminal": (["--asl-cov", "--asl-cov-report=term:x"], "--asl-cov-report=term:x: term goes to the terminal"),
    "a percentage in words": (["--asl-cov", "--asl-cov-fail-under=all"], "--asl-cov-fail-under=all: a percentage from 0 to 100 is wanted"),
    "a percentage beyond all": (["--asl-cov", "--asl-cov-fail-under=101"], "--asl-cov-fail-under=101: a percentage from 0 to 100 is wanted"),
    "a percentage that is empty": (["--asl-cov", "--asl-cov-fail-under="], "--asl-cov-fail-under is empty: a percentage from 0 to 100 is wanted"),
    "an empty percentage without a count": (["--asl-cov-fail-under="], "--asl-cov-fail-under is empty: a percentage from 0 to 100 is wanted"),
    "a bound without a count": (["--asl-cov-fail-under=9"], "--asl-cov-fail-under needs --asl-cov: nothing is counted without it"),
}  # fmt: skip


@pytest.mark.parametrize(("options", "told"), SLIPS.values(), ids=SLIPS)
def test_slips_are_told(
    start: Start, pytester: pytest.Pytester, options: list[str], told: str
) -> None:
    pytester.path.joinpath("tests").mkdir()
    result = start(*options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if line] == [f"ERROR: {told}"]


def test_a_report_that_cannot_be_written_fails_the_session(
    start: Start, pytester: pytest.Pytester
) -> None:
    pytester.path.joinpath("taken").write_text("")
    result = start("--asl-cov", "--asl-cov-report=lcov:taken/m.info")
    (line,) = [line for line in result.outlines if line.startswith("asl coverage:")]
    assert re.search(r"taken/m\.info cannot be written: ", line)
    assert result.ret == 1


def test_workers_hand_on_what_they_counted(start: Start) -> None:
    pytest.importorskip("xdist")
    result = start("--asl-cov", "-n", "2", tests=TESTS + MORE)
    assert report(result)[1:] == [
        "  order.asl.json:13  Charge  Retry[0] (Lambda.TooManyRequestsException) never fired"
    ]


def test_the_plugin_stays_light() -> None:
    """Options are there in every session, so their module may import nothing but pytest."""
    import subprocess

    code = (
        "import sys, asl.testing.coverage_plugin; "
        "print([m for m in sys.modules if m.startswith(('asl.', 'emulator', 'json'))])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert "asl.observe" not in out.stdout
    assert "asl.engine" not in out.stdout
