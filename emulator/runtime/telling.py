"""Who is told of executions: observers of every new event and status, and whoever waits for an execution's end. After the commit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

from asl.vocabulary.records import Record
from emulator.runtime.hosted import Hosted

log = logging.getLogger(__name__)


class Observer(NamedTuple):
    """Somebody who is told of executions: logs, events, metrics."""

    records: Callable[[Hosted, int, Sequence[Record]], None]  # new records, and the id of the first
    status: Callable[[Hosted], None]  # RUNNING, or a final status


class Telling:
    """The observers, and what they know already."""

    def __init__(self) -> None:
        self.observers: list[Observer] = []
        self._known: dict[int, int] = {}  # execution id → events that observers have seen

    def know(self, hosted: Hosted) -> None:
        """Observers know all of it so far: they were told before a restart."""
        self._known[hosted.id] = hosted.execution.last_id

    def tell(self, hosted: Hosted) -> None:
        """What is new of an execution, and to those who wait for it that it has ended."""
        if self.observers:
            self._tell_observers(hosted)
        if not hosted.is_open:
            self._known.pop(hosted.id, None)
            for future in hosted.done:
                if not future.done():
                    future.set_result(None)
            hosted.done.clear()

    def _tell_observers(self, hosted: Hosted) -> None:
        execution = hosted.execution
        seen = self._known.get(hosted.id, execution.base)
        new = execution.records[seen - execution.base :]
        for observer in self.observers:
            try:
                if new:
                    observer.records(hosted, seen + 1, new)
                if seen == 0 or not hosted.is_open:
                    observer.status(hosted)
            except Exception:  # a fault of an observer's is not the execution's
                log.exception("an observer of %s failed", hosted.arn)
        self._known[hosted.id] = execution.last_id

    def clear(self) -> None:
        """No execution is known any longer."""
        self._known.clear()
