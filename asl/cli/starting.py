"""What a verb needs before it can run a machine, and what it says when the run cannot go on.

machine, program = …            read_program: checked and compiled, or its faults shown and the command over
answers = Answers(…)            the mock file, checked against the machine before anything runs
stopped(error, as_json=…)       nobody answers a task, a mock is wrong, or a loop has no end
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from asl.cli.reading import MachineType, read_checked, runnable
from asl.cli.terminal import json_result, line
from asl.errors import AslError, UsageError
from asl.jsonvalue import JSON

if TYPE_CHECKING:
    from asl.compile.program import Program
    from asl.hosts.mock_config import MockCase
    from asl.hosts.mock_file import MockFile
    from asl.hosts.mocks import Mocks
    from asl.model.machine import StateMachine
    from asl.source import Source

_CASES: int = 8  # cases of a mock file that a message names


def machine_name_of(path: str) -> str:
    """The machine's name from its file's: order.asl.json → order, in the letters that AWS allows."""
    stem = os.path.basename(path)
    for end in (".json", ".yaml", ".yml", ".asl"):
        stem = stem.removesuffix(end)
    return re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:80] or "machine"


def read_program(
    path: str,
    defines: dict[str, JSON],
    type_: MachineType,
    *,
    as_json: bool,
    quiet: bool,
    tapped: bool = False,
) -> tuple[Source, Program]:
    """The checked and compiled definition.

    Args:
        as_json: faults are shown as JSON. quiet: nothing is said of warnings. tapped: for a trace.

    Raises:
        Done: it has errors, which were shown.
        UsageError: the file cannot be read.
    """
    from asl.compile.program import compile_machine, digest_of

    source, found = read_checked(path, defines, type_)
    machine = runnable(source, found, as_json=as_json)
    if found and not quiet:
        warnings = "1 warning" if len(found) == 1 else f"{len(found)} warnings"
        line(sys.stderr, (f"{warnings}: asl validate {path} shows more", "quiet"))
    return source, compile_machine(machine, digest_of(source.text), tapped=tapped)


def folders(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """The folders of --bucket by bucket, None without any.

    Raises:
        UsageError: a pair without "=", or what cannot be a bucket.
    """
    if not pairs:
        return None
    from asl.hosts.buckets import folders_of

    return folders_of(pairs)


def split_case(file: str) -> tuple[str, str | None]:
    """FILE[#CASE] as file and case. A file whose name has a # is one."""
    if "#" not in file or os.path.exists(file):
        return file, None
    path, _, case = file.partition("#")
    return path, case or None


class Answers:
    """Where the tasks' answers come from: --mocks and --case. A fresh answerer for each execution, because they count.

    Raises:
        UsageError: the file cannot be used, or does not fit the machine; or it has several cases and none is named.
    """

    def __init__(
        self,
        file: str | None,
        case: str | None,
        machine: StateMachine,
        machine_name: str,
        *,
        quiet: bool,
    ) -> None:
        self._machine = machine
        self._machine_name = machine_name
        self._file: MockFile | None = None
        self._case = case
        if file is None:
            if case is not None:
                raise UsageError("--case needs --mocks FILE")
            return
        path, named = split_case(file)
        if path != file:
            if case is not None:
                raise UsageError("the test case is given twice: after # and by --case")
            self._case = named
        from asl.hosts.mock_file import open_mocks

        self._file = open_mocks(path)
        if self._case is None and self._file.needs_case:
            cases = self._file.cases
            shown = ", ".join(cases[:_CASES]) or "none"
            more = ", …" if len(cases) > _CASES else ""
            raise UsageError(
                f"{self._file.name}: say which test case, --case NAME; it has {shown}{more}"
            )
        answerer = self.fresh()  # keys and values are checked before anything runs
        if answerer is not None and not quiet:
            from asl.hosts.mock_document import shown as shown_finding

            for finding in answerer.warnings:
                line(sys.stderr, (shown_finding(self._file.source, finding), "doubtful"))

    def fresh(self) -> Mocks | MockCase | None:
        """The answerer of one execution."""
        if self._file is None:
            return None
        return self._file.answerer(self._machine, self._case, machine_name=self._machine_name)


def stopped(error: AslError, *, as_json: bool) -> int:
    """Tell that the run could not go on, and give the exit status: 1 for a loop without end, else 2."""
    from asl.hosts.mocks import UnansweredTask
    from asl.hosts.virtual import EndlessLoop

    status = 1 if isinstance(error, EndlessLoop) else 2
    if as_json:
        json_result({"error": error_json(error)})
    elif isinstance(error, UnansweredTask):
        state = error.call.state if error.call.state.isidentifier() else f'"{error.call.state}"'
        sys.stderr.write(
            f"asl: {error.what}\n  help: give it an answer, --mocks FILE with a line like\n"
            f"          {state}: {{…its result…}}\n"
        )
    else:
        sys.stderr.write(f"asl: {error}\n")
    return status


def error_json(error: AslError) -> JSON:
    """`{"kind", "message"}`, and of a task that nobody answers `state`, `resource` and `arguments`."""
    from asl.cli.verbs import kind_of
    from asl.hosts.mocks import UnansweredTask

    out: dict[str, JSON] = {"kind": kind_of(error), "message": str(error)}
    if isinstance(error, UnansweredTask):
        call = error.call
        out |= {"state": call.state, "resource": call.resource.arn, "arguments": call.arguments}
    return out
