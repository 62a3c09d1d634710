"""The command as a process of its own: pipes, terminals, surrogates, and what a start costs."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASS = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
START = "from asl.cli import main; main()"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", START, *arguments]


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PYTHONIOENCODING")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


@pytest.fixture
def definition(tmp_path: Path) -> str:
    path = tmp_path / "a.asl.json"
    path.write_text(json.dumps(PASS), "utf-8")
    return str(path)


def test_output_is_utf_8_whatever_the_locale(definition: str) -> None:
    done = subprocess.run(
        command("run", definition, '"é \\ud800"', "-q"),
        capture_output=True,
        env=environment(LC_ALL="C", PYTHONIOENCODING="latin-1"),
        check=True,
    )
    assert done.stdout == '"é \\ud800"\n'.encode()
    assert done.stderr == b""


def test_a_reader_that_goes_is_no_fault(definition: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run(
            command("run", definition, "-q"),
            stdout=gone,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, b"")


def on_a_terminal(*arguments: str, **more: str) -> str:
    """What the command writes to a terminal."""
    main, side = pty.openpty()
    child = subprocess.Popen(
        command(*arguments),
        stdout=side,
        stderr=side,
        stdin=side,
        env=environment(TERM="xterm", **more),
    )
    os.close(side)
    out = b""
    while True:
        try:
            data = os.read(main, 65_536)
        except OSError:  # Linux says so at the end
            break
        if not data:
            break
        out += data
    os.close(main)
    child.wait()
    return out.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal_only(definition: str) -> None:
    shown = on_a_terminal("run", definition, '{"a": 1}')
    assert "\x1b[1;32mSUCCEEDED\x1b[0m" in shown
    assert '"a"' in shown.splitlines()[-2]  # indented and highlighted
    plain = on_a_terminal("run", definition, '{"a": 1}', NO_COLOR="1")
    assert "\x1b" not in plain
    assert plain.endswith('SUCCEEDED after 0 s, 1 transition\n{\n  "a": 1\n}\n')


def _cost(*arguments: str) -> tuple[float, float]:
    """(CPU-seconds, MiB) of a process, the least of five; the size is the largest child's so far."""
    least = 9.0
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *arguments], capture_output=True, env=environment(), check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least, after.ru_maxrss / 1024


def test_import_asl_costs_nothing() -> None:
    bare, _ = _cost("-c", "pass")
    ours, _ = _cost("-c", "import asl")
    assert ours - bare < 0.02


def test_a_trivial_run_imports_nothing_heavy(definition: str) -> None:
    code = (
        "import sys\nfrom asl.cli.verbs import run_command\n"
        "status = run_command(sys.argv[1:])\n"
        "heavy = {'rich', 'yaml', 'jlens', 'jsonschema', 'boto3', 'botocore', 'moto', 'asyncio', 'jsonpath_ng',"
        " 'asl.source.yamltext', 'asl.check.report', 'asl.hosts.mocks', 'asl.hosts.lambdas', 'importlib.metadata'}\n"
        "print(status, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "run", definition, "-q"],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"
