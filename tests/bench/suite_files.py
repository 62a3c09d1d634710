"""What a suite of test files costs: `python tests/bench/suite_files.py [--tests 1000] [--repeat 3]`.

Tests of a Task with retries, a wait of three days and a Map of Tasks, in one YAML file, run by `asl test` in processes that
do nothing else, with and without coverage; of several runs the one with the least CPU counts. Exit status 1: a thousand
tests take more than ten seconds.
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

from suite_coverage import MACHINE

MOST_S = 10.0
TEST = """\
  test {n}:
    input: {{n: {n}}}
    mocks:
      charge: [{{throw: Busy, times: 2}}, {{return: {{receipt: r-{n}}}}}]
    expect:
      duration: {{min: 3d, max: 4d}}
      calls: {{Charge: 3, Work: 5}}
      path_contains: [Charge, Wait, Each, Done]
"""


def write(folder: Path, tests: int) -> None:
    """A machine, and a file with so many tests of it."""
    (folder / "suite.asl.json").write_text(json.dumps(MACHINE), "utf-8")
    body = "".join(TEST.format(n=n + 2) for n in range(tests))
    head = "definition: suite.asl.json\nmocks: {work: 1}\ntests:\n"
    (folder / "suite.test.yaml").write_text(head + body, "utf-8")


def cpu_s(folder: Path, *options: str) -> float:
    """CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from asl.cli import main; main()", "test", "-q", *options]
    done = subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout[-2_000:]}{done.stderr[-2_000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, asked.tests)
        plain = min(cpu_s(folder) for _ in range(asked.repeat))
        counted = min(cpu_s(folder, "--cov", "--cov-data", "") for _ in range(asked.repeat))
    print(f"{asked.tests:,} tests: {plain:.2f} CPU-s, with coverage {counted:.2f} CPU-s")
    return 0 if max(plain, counted) <= MOST_S * asked.tests / 1_000 else 1


if __name__ == "__main__":
    sys.exit(main())
