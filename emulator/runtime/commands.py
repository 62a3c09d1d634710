"""The write side: what a request may do to executions, each a coroutine that comes back when it is on disk.

Rules of the API (names, idempotency, which revision) are the API's; here a decision becomes signals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asl.engine.identity import Identity
from asl.engine.tasks import token_parts
from asl.history.render import text_of
from asl.jsonvalue import JsonTextError, parse
from asl.vocabulary import effects, signals
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Signal
from emulator.errors import (
    ServiceError,
    execution_does_not_exist,
    invalid_token,
    task_timed_out,
)
from emulator.runtime import bringing, map_runs, views
from emulator.runtime.catalog import Machine, Revision
from emulator.runtime.hosted import Hosted
from emulator.runtime.views import Facts

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime


def begin(
    runtime: Runtime,
    machine: Machine,
    revision: Revision,
    name: str,
    given: str,
    *,
    version_arn: str | None = None,
    alias_arn: str | None = None,
    express_id: str | None = None,
    trace_header: str | None = None,
    test_case: Any = None,
) -> Hosted:
    """A new execution, not on disk yet. express_id: the end of an Express execution's ARN.

    Raises:
        JsonTextError: the input is not JSON.
    """
    home = machine.arn.partition(":stateMachine:")[0]
    tail = f"{machine.name}:{name}"
    identity = Identity(
        f"{home}:execution:{tail}" if express_id is None else f"{home}:express:{tail}:{express_id}",
        name,
        machine.arn,
        machine.name,
        revision.role_arn,
        version_arn,
        alias_arn,
    )
    return runtime.start(
        identity,
        revision,
        Verbatim(given),
        type_=machine.type,
        trace_header=trace_header,
        test_case=test_case,
    )


async def started(runtime: Runtime, hosted: Hosted) -> Facts:
    """The execution, when it is on disk."""
    await runtime.durable()
    return views.of_hosted(hosted)


async def finished(runtime: Runtime, hosted: Hosted) -> Facts:
    """The execution, when it has closed."""
    await runtime.ended(hosted)
    return views.of_hosted(hosted)


async def stop(runtime: Runtime, arn: str, error: str | None, cause: str | None) -> int:
    """End an open execution as ABORTED; when it closed, in ms. One that has closed keeps its end.

    Raises:
        ServiceError: ExecutionDoesNotExist.
    """
    hosted = runtime.executions.get(arn)
    if hosted is not None:
        await runtime.home(hosted)
    if hosted is None or not runtime.send(hosted, signals.Stop(error, cause)):
        facts = views.find(runtime, arn)
        if facts.stopped_ms is None:
            return await _stop_parked(runtime, arn, error, cause)
        return facts.stopped_ms
    await runtime.durable()
    stopped_ms = views.of_hosted(hosted).stopped_ms
    assert stopped_ms is not None  # the signal was taken
    return stopped_ms


async def _stop_parked(runtime: Runtime, arn: str, error: str | None, cause: str | None) -> int:
    """An execution that could not be recovered has no engine that could write its end: its row is closed."""
    now_ms = runtime.now_ms
    runtime.store.write(
        "UPDATE executions SET status = 'ABORTED', stopped_ms = ?, error = ?, cause = ? WHERE arn = ?",
        (now_ms, error, cause, arn),
    )
    runtime.parked.pop(arn, None)
    await runtime.durable()
    return now_ms


async def redrive(runtime: Runtime, arn: str, client_token: str | None = None) -> int:
    """Let a closed, unsuccessful execution go on; when, in ms. The caller has asked `views.redrivable`, and
    `views.redriven_ms` for the client token, which is kept with it.

    Raises:
        ServiceError: ExecutionDoesNotExist, or ExecutionNotRedrivable for what the engine finds.
    """
    row = runtime.store.one(f"SELECT {bringing.COLUMNS} FROM executions WHERE arn = ?", (arn,))
    if row is None:
        raise execution_does_not_exist(arn)
    hosted = bringing.bring_back(runtime, row)
    runtime.executions[arn] = hosted
    if not runtime.send(hosted, signals.Redrive()):
        del runtime.executions[arn]
        raise ServiceError("ExecutionNotRedrivable", f"Execution {arn} invalid for redrive")
    redriven_ms = runtime.now_ms
    if client_token is not None:
        runtime.store.write(
            "INSERT INTO redrives VALUES (?, ?, ?)", (arn, client_token, redriven_ms)
        )
    await runtime.durable()
    return views.of_hosted(hosted).redriven_ms or redriven_ms


# -------------------------------------------------------------------- tasks that others answer


async def next_activity_task(
    runtime: Runtime, arn: str, worker: str | None, timeout_s: float
) -> tuple[str, str] | None:
    """(task token, input) of an activity's next task, leased to a worker; None when none came in time."""
    while True:
        found = await runtime.activities.poll(arn, timeout_s)
        if found is None:
            return None
        hosted, effect = found
        await runtime.home(hosted)
        if effect.token is not None and runtime.send(
            hosted, signals.ActivityStarted(effect.effect_id, worker)
        ):
            break
    runtime.activities.lease(effect.token, arn)
    await runtime.durable()
    return effect.token, text_of(effect.arguments)


async def answer_task(
    runtime: Runtime, token: str, make: Callable[[str], Signal], check: Callable[[], None]
) -> None:
    """Answer the task that a token names. make: effect id → signal. check: what comes between the token's form and
    the task's state (recorded order), it may raise.

    Raises:
        ServiceError: InvalidToken; TaskTimedOut when nobody waits for the answer any longer.
    """
    parts = token_parts(token)
    if parts is None:
        raise invalid_token()
    check()
    arn, effect_id = parts
    hosted = runtime.executions.get(arn)
    if hosted is not None:
        await runtime.home(hosted)  # a timeout that came before is taken before it
    effect = None if hosted is None else hosted.open.get(effect_id)
    if (
        hosted is None
        or not isinstance(effect, effects.InvokeTask)
        or effect.token != token
        or not runtime.send(hosted, make(effect_id))
    ):
        activity = runtime.activities.activity_of(token)
        raise task_timed_out() if activity is None else task_timed_out(activity)
    await runtime.durable()


def is_json(text: str) -> bool:
    """Whether a task's output can be carried."""
    try:
        parse(text)
    except JsonTextError:
        return False
    return True


async def update_map_run(
    runtime: Runtime,
    arn: str,
    max_concurrency: int | None,
    tolerated_count: int | None,
    tolerated_percentage: float | None,
) -> None:
    """Change an open Map Run; nothing happens to one that has just ended."""
    found = map_runs.open_run(runtime, arn)
    if found is not None:
        hosted, run = found
        runtime.send(
            hosted,
            signals.MapRunUpdated(run.arn, max_concurrency, tolerated_count, tolerated_percentage),
        )
        await runtime.durable()
