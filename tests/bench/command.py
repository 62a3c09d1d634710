"""W8: whole processes, as the kernel accounts for them: start, imports, run and end.

Bytecode is cached, as it is wherever the package is installed: variables that forbid it are taken out and one run goes
before. The kernel's peak counts what the parent had when it started the child, so this process has to stay small: it
imports nothing of ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cases import Case
from meter import maxrss_mib

Result = dict[str, Any]
# The checkout's own package, whether or not one is installed.
ROOT: Final = str(Path(__file__).resolve().parents[2])
_NOT_FOR_CHILDREN: Final = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "PYTHONPROFILEIMPORTTIME",
)


def _arguments(case: Case, folder: Path) -> Sequence[str]:
    if case.kind == "python":
        return ("-c", "pass")
    if case.kind == "import":
        return ("-c", "import asl")
    return (
        *("-m", "asl.cli", "run", str(folder / f"{case.workload}.asl.json")),
        *("--input-file", str(folder / f"{case.workload}.input.json")),
    )


def run(case: Case, folder: Path, row: Mapping[str, Any]) -> Result:
    """Run it once, output piped; CPU of the whole process and its peak."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILDREN}
    child = subprocess.Popen(
        [sys.executable, *_arguments(case, folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**kept, "PYTHONPATH": ROOT},
    )
    assert child.stdout is not None
    with child.stdout as pipe:
        text = pipe.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    found: Result = {
        "status": "SUCCEEDED",
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss": maxrss_mib(usage.ru_maxrss),
    }
    if child.returncode:
        found.update(status="FAILED", why=f"exit {child.returncode}: {text.strip()[-200:]}")
    elif case.kind == "command" and '"ok"' not in text:
        found.update(status="WRONG", why=f"the output is not shown: {text.strip()[-200:]}")
    return found


KINDS: Final = ("command", "import", "python")
