"""Tasks that the configuration answers by itself: with a mock, with a function of the user's, or with a refusal.

A mock counts for each execution of its own, as in a test: the second call of a sequence is the execution's second call.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Mapping
from pathlib import Path
from typing import Final

from asl.errors import AslError, UsageError
from asl.hosts.answers import Answer, Refused, TaskCall
from asl.hosts.mock_document import shown
from asl.hosts.mock_file import open_mocks
from asl.hosts.mocks import Mocks, names_of
from emulator.integrations.config import Choice, ConfigError
from emulator.integrations.protocol import Context, Told
from emulator.integrations.routes import Routes
from emulator.integrations.threads import Threads
from emulator.lambda_.in_process import InProcess

log = logging.getLogger(__name__)

_EXECUTIONS: Final = 10_000  # whose counts are kept
_OWN: Final = frozenset({"mock", "function", "refuse"})


class Chosen:
    """Answers what has a choice of the kinds mock, function and refuse.

    Raises:
        UsageError: a function cannot be had.
    """

    name = "configuration"

    def __init__(
        self, routes: Routes, choices: Mapping[str, Choice], threads: Threads, folder: Path
    ) -> None:
        self._routes = routes
        self._threads = threads
        self._functions = {
            choice.value: InProcess(choice.value, folder)
            for choice in choices.values()
            if choice.kind == "function"
        }
        self._counts = _Counts()

    def takes(self, call: TaskCall) -> bool:
        """Whether the configuration names this task."""
        choice = self._routes.choice(call)
        return choice is not None and choice.kind in _OWN

    def refusal(self, call: TaskCall) -> Refused | None:
        """The configuration's refusal."""
        choice = self._routes.choice(call)
        if choice is None or choice.kind != "refuse":
            return None
        why = f": {choice.value}" if choice.value else ""
        return Refused(f"The emulator's configuration refuses {call.resource.arn}{why}")

    def tells(self, call: TaskCall) -> Told:
        """A mock, a function or a refusal."""
        choice = self._routes.choice(call) or Choice("refuse")
        keys = self._routes.keys(call)
        if choice.kind == "function":
            return Told("mock", f"the Python function {choice.value}", keys)
        if choice.kind == "mock":
            return Told("mock", "a mock", keys)
        why = f": {choice.value}" if choice.value else ""
        return Told("refused", f"nobody, as configured{why}", keys)

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """What the choice says."""
        choice = self._routes.choice(call)
        if choice is None:
            return Refused(f"Nothing answers {call.resource.arn}")
        if choice.kind == "function":
            function = self._functions[choice.value].function()
            mocks = Mocks({call.state: function})
            return await _asked(mocks, call, self._threads, f'the function "{choice.value}"')
        mocks = self._counts.of(call, {call.state: choice.value}, call.state)
        return await _asked(mocks, call, None, f'the mock for "{call.state}"')

    async def close(self) -> None:
        """Nothing is open."""


class MockFile:
    """Answers what a mock file of the short form names, whatever the machine.

    Raises:
        UsageError: the file cannot be used.
    """

    name = "mock file"

    def __init__(self, path: Path) -> None:
        file = open_mocks(str(path))
        if file.config is not None:
            raise ConfigError(
                f"{path} is a mock configuration of Step Functions Local: give it with --mock-config"
            )
        self._path = path
        self._file = file
        self._table = {} if file.needs_case else file.table()
        self._counts = _Counts()
        self._checked: dict[tuple[str, str], str] = {}  # (key, resource) → what is wrong

    def takes(self, call: TaskCall) -> bool:
        """Whether the file has a key for this call."""
        return any(name in self._table for name in names_of(call))

    def tells(self, call: TaskCall) -> Told:
        """A mock, under its key in the file."""
        key = next(name for name in names_of(call) if name in self._table)
        return Told("mock", f'the mock "{key}" in {self._path}', ("mocks",))

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """What the file says, if it is something that this task's service gives."""
        key = next(name for name in names_of(call) if name in self._table)
        about = (key, call.resource.arn)
        if about not in self._checked:
            found = [one for one in self._file.doubts(key, call) if one.is_error]
            self._checked[about] = "\n".join(shown(self._file.source, one) for one in found)
        if self._checked[about]:
            return Refused(self._checked[about])
        mocks = self._counts.of(call, self._table, "")
        return await _asked(mocks, call, None, f'the mock for "{call.state}"')

    async def close(self) -> None:
        """Nothing is open."""


class _Counts:
    """The mocks of each execution, each with its own counts; those of long ago are forgotten."""

    def __init__(self) -> None:
        self._mocks: OrderedDict[tuple[str, str], Mocks] = OrderedDict()

    def of(self, call: TaskCall, table: Mapping[str, object], key: str) -> Mocks:
        found = self._mocks.get((call.execution_arn, key))
        if found is None:
            found = self._mocks[(call.execution_arn, key)] = Mocks(table)
            if len(self._mocks) > _EXECUTIONS:
                self._mocks.popitem(last=False)
        return found


async def _asked(mocks: Mocks, call: TaskCall, threads: Threads | None, owner: str) -> Answer:
    """The answer of a mock. What goes wrong in it is refused with its reason: no Retry or Catch may hide it."""
    try:
        if threads is None:
            answer = mocks.answer(call)
        else:
            answer = await threads.run(lambda: mocks.answer(call))
        if isinstance(answer, Awaitable):
            answer = await answer
    except AslError as e:
        return Refused(str(e))
    except Exception as e:  # a user's own function: what it raises is told, and ends no server
        log.exception("%s failed in the state %r", owner, call.state)
        return Refused(f"{owner} raised {type(e).__name__}: {e}")
    if answer is None:
        raise UsageError(f"{owner} does not answer {call.state}")
    return answer
