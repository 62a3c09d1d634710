"""Closed executions are forgotten after the settings' retention: looked for at start, and every hour.

Source: AWS guide, Quotas: history is kept for 90 days after an execution has closed, and its name may be used again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime

_DAY_MS: Final = 86_400_000
_HOUR_MS: Final = 3_600_000
_OLD: Final = "SELECT id FROM executions WHERE stopped_ms IS NOT NULL AND stopped_ms < ?"
_RUNS: Final = f"SELECT arn FROM map_runs WHERE execution_arn IN (SELECT arn FROM executions WHERE id IN ({_OLD}))"
_PURGE: Final = (
    f"DELETE FROM map_rows WHERE run IN ({_RUNS})",
    f"DELETE FROM map_results WHERE run IN ({_RUNS})",
    f"DELETE FROM map_runs WHERE execution_arn IN (SELECT arn FROM executions WHERE id IN ({_OLD}))",
    f"DELETE FROM history WHERE execution IN ({_OLD})",
    f"DELETE FROM journal WHERE execution IN ({_OLD})",
    f"DELETE FROM snapshots WHERE execution IN ({_OLD})",
    f"DELETE FROM redrives WHERE execution_arn IN (SELECT arn FROM executions WHERE id IN ({_OLD}))",
    f"DELETE FROM executions WHERE id IN ({_OLD})",
)


def keep(runtime: Runtime) -> None:
    """Forget what is too old, now and every hour from now on."""
    purge(runtime)
    runtime.clock.at(runtime.now_ms + _HOUR_MS, lambda: keep(runtime))


def purge(runtime: Runtime) -> None:
    """Forget what is too old, with the next commit."""
    before_ms = runtime.now_ms - runtime.settings.retention_days * _DAY_MS
    if runtime.store.one(f"{_OLD} LIMIT 1", (before_ms,)) is None:
        return
    for statement in _PURGE:
        runtime.store.write(statement, (before_ms,))
    # Nobody waits for it: a disk that is full is told to those who ask for something.
    runtime.durable().add_done_callback(lambda future: future.exception())
