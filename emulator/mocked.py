"""The server's mock file: test cases by the name that a start's ARN carries, the file read anew when it has changed.

Step Functions Local's file and the short form alike are played so: `…:stateMachine:Orders#SlowStart`. An execution keeps the
case that it was started with; only the next start sees what was written to the file meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import stat
from pathlib import Path
from typing import Protocol

from asl.errors import AslError, UsageError
from asl.hosts.answers import Answer, Refused, TaskCall
from asl.hosts.mock_config import MockCase
from asl.hosts.mock_file import MockFile, open_mocks
from asl.hosts.mocks import Mocks
from asl.model.machine import StateMachine


class Case(Protocol):
    """What plays one execution. counts: calls by state, which a server that restarts puts back."""

    name: str
    counts: dict[str, int]

    def takes(self, call: TaskCall) -> bool:
        """Whether the case says anything of this call."""

    def answer(self, call: TaskCall) -> Answer | None:
        """What this call gets; None where the case says nothing of it."""


class Cases(Protocol):
    """Whatever has test cases."""

    def case(
        self, machine: str | None, test_case: str, definition: StateMachine | None = None
    ) -> Case:
        """One test case for one execution.

        Raises:
            UsageError: there is none of this name, or the file cannot be used.
        """


class CaseFile:
    """The test cases of a file.

    Raises:
        UsageError: the file cannot be read. What is wrong inside it is told at the starts that want it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int, int] | None = None
        self.file = self._read()

    def case(
        self, machine: str | None, test_case: str, definition: StateMachine | None = None
    ) -> Case:
        """A test case of the file as it is now."""
        if self._stamp is None or self._stamp != self._now():
            self.file = self._read()
        if self.file.config is not None:
            return self.file.config.case(machine, test_case, definition)
        mocks = self.file.answerer(definition, test_case)
        if isinstance(mocks, MockCase):  # of Step Functions Local's files only
            return mocks
        return _Short(f"{machine}#{test_case}", mocks, definition)

    def cases_of_state(self, machine: str, state: str) -> list[str]:
        """Names of the cases that mock a state of a machine."""
        if self.file.config is not None:
            return self.file.config.cases_of_state(machine, state)
        return [case for case in self.file.cases if state in self.file.table(case)]

    def _read(self) -> MockFile:
        self._stamp = self._now()
        return open_mocks(str(self._path))

    def _now(self) -> tuple[int, int, int] | None:
        """What changes with the file; None while it is not there."""
        try:
            now = stat(self._path)
        except OSError:
            return None
        return now.st_mtime_ns, now.st_size, now.st_ino


class _Short:
    """A case of the short form: what goes wrong in it is refused with its reason, so that no Retry or Catch hides it."""

    def __init__(self, name: str, mocks: Mocks, definition: StateMachine | None) -> None:
        self.name = name
        self._mocks = mocks
        self._definition = definition

    @property
    def counts(self) -> dict[str, int]:
        """Calls by key."""
        return self._mocks.counts

    @counts.setter
    def counts(self, counts: Mapping[str, int]) -> None:
        """After a restart. Raises UsageError where the calls so far do not say which answers were given."""
        if self._definition is not None:
            self._mocks.recall(counts, self._definition)

    def takes(self, call: TaskCall) -> bool:
        """Whether one of its keys names the call."""
        return self._mocks.takes(call)

    def answer(self, call: TaskCall) -> Answer | None:
        """What the case says."""
        try:
            answer = self._mocks.answer(call)
        except AslError as e:
            return Refused(str(e))
        if answer is None or isinstance(answer, tuple):
            return answer
        raise UsageError("a file has no functions")  # so nothing of it is awaited
