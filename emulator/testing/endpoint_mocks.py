"""Mocks of a test for its server, as the integration that is asked first; and what of them no task has asked.

They answer in the server's thread: what their functions raise is kept for the test.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from asl.hosts.answers import Answer, TaskCall

if TYPE_CHECKING:
    from asl.model.machine import StateMachine
    from asl.testing.mock_rules import MockPlay, MockRules
    from emulator.integrations.protocol import Context


class TestMocks:
    """Answers tasks of the server from mocks of the test: the integration that is asked first."""

    __test__: Final = False  # pytest need not look inside
    name = "test"

    def __init__(self) -> None:
        self.rules: dict[str, MockRules] = {}  # by the machine's name; "" for all
        self.errors: list[Exception] = []  # of the test's own functions, for the test
        self._given: list[MockRules] = []  # all, those that others have taken the place of too
        self._plays: dict[tuple[str, str], MockPlay] = {}

    def of(self, name: str, machine: StateMachine | None, *, anew: bool = False) -> MockRules:
        """The mocks of a machine, to add to; anew: without those that it had."""
        from asl.testing.mock_rules import MockRules

        if anew or name not in self.rules:
            self.rules[name] = MockRules(machine)
            self._given.append(self.rules[name])
        return self.rules[name]

    def forget(self) -> None:
        """There are no mocks any more."""
        self.rules.clear()
        self._given.clear()

    def complaint(self) -> str | None:
        """Which mocks no call has asked, and which of their answers no execution has got; None: all is well."""
        found = [
            f"{rule.site}: {rule}: no task asked it"
            for each in self._given
            for rule in each.unasked()
        ]
        for each in self._given:
            for rule in each.rules:
                if numbers := rule.left_over:
                    shown = ", ".join(map(str, numbers[:6]))
                    found.append(f"{rule.site}: {rule}: never given: answer {shown}")
        if not found:
            return None
        lines = "\n".join(f"  {line}" for line in found)
        return (
            f"mocks of asl_endpoint were never asked\n{lines}\n  help: take them away, or say optional=True; a mock that"
            " answers nothing makes a test say what it does not show"
        )

    def takes(self, call: TaskCall) -> bool:
        try:
            return any(rules.choose(call) for rules in self._of(call))
        except Exception as e:  # of a match that is a function, or two mocks for one call
            self.errors.append(e)
            raise

    def _of(self, call: TaskCall) -> list[MockRules]:
        name = call.execution_arn.split(":")[6:7]
        return [self.rules[key] for key in (*name, "") if key in self.rules]

    async def call(self, call: TaskCall, context: Context) -> Answer:
        for key in (*call.execution_arn.split(":")[6:7], ""):
            rules = self.rules.get(key)
            if rules is None:
                continue
            play = self._plays.setdefault((key, call.execution_arn), rules.played())
            try:
                answer = await asyncio.to_thread(play.answer, call)
                if answer is not None:
                    return answer if isinstance(answer, tuple) else await answer
            except Exception as e:  # whatever a mock function raises is the test's
                self.errors.append(e)
                raise
        raise AssertionError("asked for a call that no mock takes")

    async def close(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._plays.clear()
