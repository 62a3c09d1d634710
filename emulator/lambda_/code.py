"""What a function is made of: where its code lies, how it is run, and what it may use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.hosts.lambda_responses import LATEST
from asl.hosts.lambda_runtime import MAX_FUNCTION_SECONDS

Runtime: TypeAlias = Literal["python", "node", "command"]
RUNTIMES: Final = ("python", "node", "command")


class Code(NamedTuple):
    """One function's code and settings. Equal ones share their worker processes.

    name: the function's. folder: the root of its code, its working directory, and the first place of its imports.
    handler: "module.function" for Python, "file.function" for Node, "" for a command.
    program: the interpreter, or the command with its arguments; empty: this Python, or the first `node` of PATH.
    environment: variables of its own, beside what every worker gets.
    timeout_s: 0 < seconds ≤ 900. memory_mb: what its process may hold; more of it ends the process, as on AWS.
    most: invocations at one time; the next ones wait. change: another number means that the code has changed.
    """

    name: str
    runtime: Runtime
    folder: Path
    handler: str = ""
    program: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    timeout_s: float = MAX_FUNCTION_SECONDS
    memory_mb: int = 128
    version: str = LATEST
    most: int = 50
    change: int = 0


def variables(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A table of variables as a Code keeps it."""
    return tuple(sorted(environment.items()))
