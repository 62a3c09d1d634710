"""W8: whole processes, as the kernel accounts for them: start, imports, run and end.

Bytecode is cached, as it is wherever the package is installed: variables that forbid it are taken out and one run goes
before. The kernel's peak counts what the parent had when it started the child, so a process of a few lines starts it.
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
# What pip writes into the `asl` command.
_SCRIPT: Final = "import re, sys; from asl.cli import main; sys.exit(main())"
# The parent of what is measured: the less it has, the less of it is counted.
_LAUNCHER: Final = """
import os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
figures = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss
os.write(int(sys.argv[1]), " ".join(map(str, figures)).encode())
"""
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
        *("-c", _SCRIPT, "run", str(folder / f"{case.workload}.asl.json")),
        *("--input-file", str(folder / f"{case.workload}.input.json")),
    )


def run(case: Case, folder: Path, row: Mapping[str, Any], timeout_s: float) -> Result:
    """Run it once, output piped; CPU of the whole process and its peak.

    Raises:
        TimeoutExpired: it takes too long.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILDREN}
    reading, writing = os.pipe()
    arguments = [sys.executable, *_arguments(case, folder)]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(writing), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[writing],
        timeout=timeout_s,
        env={**kept, "PYTHONPATH": ROOT},
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        code, cpu_s, maxrss = pipe.read().split()
    text = done.stdout.decode("utf-8", "replace")
    found: Result = {"status": "SUCCEEDED", "cpu": float(cpu_s), "rss": maxrss_mib(int(maxrss))}
    if code != "0":
        found.update(status="FAILED", why=f"exit {code}: {text.strip()[-200:]}")
    elif case.kind == "command" and '"ok"' not in text:
        found.update(status="WRONG", why=f"the output is not shown: {text.strip()[-200:]}")
    return found


KINDS: Final = ("command", "import", "python")
