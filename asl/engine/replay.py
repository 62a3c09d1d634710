"""Replay: a journal's rows `(transition count, signal, now_ms)` applied to an execution that has not seen them.

The count alone says where a signal came. What takes no transition is worked off with what brought it about, so it makes
no difference how often a host had called `run` between two signals of one count. A signal that the ones before it at the
same count have made pointless is not taken here; in the run it was taken, and did nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from asl.errors import NondeterminismError
from asl.vocabulary.effects import Effect
from asl.vocabulary.signals import Signal

if TYPE_CHECKING:
    from asl.engine.execution import Execution

Row = tuple[int, Signal, int]
"""(transitions made when the signal came, the signal, the time)"""


def apply(execution: Execution, row: Row) -> list[Effect]:
    """Bring the execution to where the row's signal came, and send it; the effects made on the way.

    Raises:
        NondeterminismError: it does not come there.
    """
    count, signal, now_ms = row
    made = bring_to(execution, count)
    execution.send(signal, now_ms)
    return made


def bring_to(execution: Execution, count: int) -> list[Effect]:
    """Run until this many transitions are made, and nothing is left that takes none.

    Raises:
        NondeterminismError: there are fewer to be made, or one is not where it was.
    """
    made: list[Effect] = []
    while execution.transitions < count and execution.has_more:
        made += execution.run(count - execution.transitions)
    made += execution.run(0)
    if execution.transitions != count:
        raise NondeterminismError(
            f"the execution stands after {execution.transitions} transitions, not after {count}"
        )
    return made


def replay(execution: Execution, rows: Iterable[Row]) -> list[Effect]:
    """Apply a whole journal and run to where nothing more can be done; all effects in their order.

    Raises:
        NondeterminismError: the execution goes another way than the journal's.
    """
    made: list[Effect] = []
    for row in rows:
        made += apply(execution, row)
    while execution.has_more:
        made += execution.run()
    return made
