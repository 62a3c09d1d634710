"""What a test has looked at of its runs: a run that failed unseen makes a green test say what it does not show.

    run = machine.run({"id": 7})
    assert run.calls("Refund") == []      # true, too, of a run that failed before it could come there

So a run that did not succeed makes its test fail, unless the test has asked how it ended after it did: its status, output, error
or history. A Fail state at the end of the path says so as well. A run that was to go to its end and waits for something from outside
must have been asked where it is. Test files have the same rule: whatever is expected, the execution must succeed.

Runs that `start` began are left where the test's clock left them: they may be open, and nobody must ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asl.testing.run import Run


class Looks:
    """What was asked of one run, as the number of its records at the last time: what came after is not known.

    Attributes:
        was_to_end: it was told to run to its end, and came as far as it could.
    """

    __slots__ = ("_at_end", "_at_place", "was_to_end")

    def __init__(self) -> None:
        self._at_end = -1
        self._at_place = -1
        self.was_to_end = False

    def at_end(self, records: int) -> None:
        """The test has asked how it ended, which tells where it is, too."""
        self._at_end = self._at_place = records

    def at_place(self, records: int) -> None:
        """The test has asked where it is: its path, what it waits for, whether it is over."""
        self._at_place = records

    def overlook(self, run: Run) -> bool:
        """Whether the run did not succeed and the test does not know."""
        execution = run.execution
        records = len(execution.records)
        if execution.status == "SUCCEEDED" or self._at_end == records:
            return False
        if execution.status in ("PENDING", "RUNNING"):
            return self.was_to_end and self._at_place != records
        return not (self._at_place == records and _ends_in_fail(run))


def _ends_in_fail(run: Run) -> bool:
    """Whether the path shows the failure: its last state is a Fail state."""
    entered = [record for record in run.execution.records if record[0].endswith("StateEntered")]
    return bool(entered) and entered[-1][0] == "FailStateEntered"
