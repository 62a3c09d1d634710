"""What coverage costs a test suite, in CPU time: `python tests/bench/suite_coverage.py [--tests 1000] [--repeat 5]`.

A suite of workflow tests (a Task with retries, a Choice, a Map of Tasks, a wait of days, by turns) is written to a temporary
folder and run by pytest with and without `--asl-cov`, in processes that do nothing else; of several runs each way the one
with the least CPU counts. The last line is the ratio. Exit status 1: coverage costs more than a quarter.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

JSON = Any
LAMBDA = "arn:aws:states:::lambda:invoke"
MOST = 1.25

MACHINE: JSON = {
    "QueryLanguage": "JSONata",
    "StartAt": "Check",
    "States": {
        "Check": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input.n > 1 %}", "Next": "Charge"}],
            "Default": "Wait",
        },
        "Charge": {
            "Type": "Task",
            "Resource": LAMBDA,
            "Arguments": {"FunctionName": "charge", "Payload": "{% $states.input %}"},
            "Output": "{% $states.input %}",
            "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}],
            "Next": "Wait",
        },
        "Wait": {"Type": "Wait", "Seconds": 259200, "Next": "Each"},
        "Each": {
            "Type": "Map",
            "Items": "{% [1..5] %}",
            "ItemProcessor": {
                "StartAt": "Work",
                "States": {
                    "Work": {
                        "Type": "Task",
                        "Resource": LAMBDA,
                        "Arguments": {"FunctionName": "work", "Payload": "{% $states.input %}"},
                        "Output": "{% $states.result.Payload %}",
                        "End": True,
                    }
                },
            },
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
        "Failed": {"Type": "Fail", "Error": "Failed"},
    },
}
TESTS = """\
import pytest
from asl.hosts.mock_values import raises

@pytest.mark.parametrize("n", range({tests}))
def test_order(asl_machine, n):
    charged = {{"Payload": {{"receipt": n}}}}
    answers = [[charged], [raises("Busy"), charged], [raises("Bad")]][n % 3]
    machine = asl_machine("order.asl.json").mock("Work", returns={{"Payload": n}}, optional=True)
    run = machine.mock("Charge", side_effect=answers, optional=True).run({{"n": n % 4}})
    assert run.path[0] == "Check"
    assert run.succeeded or run.error == "Failed"
"""


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tests", type=int, default=1_000, metavar="N")
    parser.add_argument("--repeat", type=int, default=5, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "order.asl.json").write_text(json.dumps(MACHINE, indent=2))
        Path(folder, "test_suite.py").write_text(TESTS.format(tests=options.tests))
        without, covered = float("inf"), float("inf")
        for _ in range(options.repeat):
            without = min(without, cpu_s(folder))
            covered = min(covered, cpu_s(folder, "--asl-cov"))
    ratio = covered / without
    print(f"{options.tests} tests: {without:.2f} CPU-s, with coverage {covered:.2f}: x{ratio:.3f}")
    return 0 if ratio <= MOST else 1


def cpu_s(folder: str, *more: str) -> float:
    """CPU seconds of one session."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more, folder]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=os.environ, check=False
    )
    if done.returncode:
        sys.exit(done.stdout[-3_000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
