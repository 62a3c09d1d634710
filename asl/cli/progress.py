"""A line that shows how far a long run is: on a terminal, after a second, gone when the run is over."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Final

from asl.cli.terminal import span

if TYPE_CHECKING:
    from asl.hosts.virtual import VirtualHost

_FIRST_S: Final = 1.0
_EVERY_S: Final = 0.2


class Progress:
    """Watches a host from a thread of its own, which only reads. Does nothing where nobody looks."""

    def __init__(self, host: VirtualHost, *, wanted: bool) -> None:
        self._host = host
        self._over = threading.Event()
        self._shown = False
        self._thread = threading.Thread(target=self._watch, daemon=True) if wanted else None

    def __enter__(self) -> None:
        if self._thread is not None:
            self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._thread is not None:
            self._over.set()
            self._thread.join()

    def _watch(self) -> None:
        wait_s = _FIRST_S
        while not self._over.wait(wait_s):
            wait_s = _EVERY_S
            self._shown = True
            sys.stderr.write(f"\r\x1b[K{progress_text(self._host)}")
            sys.stderr.flush()
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def progress_text(host: VirtualHost) -> str:
    """How far the execution is: transitions, virtual time, and the state it entered last."""
    execution = host.execution
    records = execution.records
    at = next(
        (
            f", at {record[3]}"
            for record in (
                records[n] for n in range(len(records) - 1, max(-1, len(records) - 200), -1)
            )
            if record[0].endswith("StateEntered")
        ),
        "",
    )
    elapsed_s = (host.now_ms - execution.started_ms) / 1000
    return f"{execution.transitions:,} transitions, {span(elapsed_s)} of virtual time{at}"
