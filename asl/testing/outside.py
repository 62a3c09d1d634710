"""Tasks that somebody outside answers: by a token that was sent away, or as the worker of an activity.

`Task` is what a test holds of one. The answers are those of SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat, and an
answer that comes too late is an error, as the service's TaskTimedOut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asl.errors import UsageError
from asl.hosts.mock_values import MockError, json_copy
from asl.jsonvalue import JSON
from asl.testing.exact import exact
from asl.testing.readings import short
from asl.vocabulary.signals import (
    ActivityStarted,
    Signal,
    TaskFailed,
    TaskHeartbeat,
    TaskSucceeded,
)

if TYPE_CHECKING:
    from asl.hosts.virtual import Waiting
    from asl.testing.run import Run


class Task:
    """One open task of a run.

    Attributes:
        state: the name of its state. token: the task token. index: the Map's iteration, None outside.
        input: what it was called with; the input of an activity's task.
    """

    def __init__(self, run: Run, waiting: Waiting) -> None:
        self._run = run
        self._waiting = waiting
        self.state = waiting.state
        self.token = waiting.token
        self.index = waiting.map_index
        self.input: JSON = exact(waiting.arguments)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return any(w[2] == self._waiting.effect_id for w in self._run.waiting)

    def succeed(self, output: JSON = None) -> Run:
        """Answer it: the output is the task's result. Gives the run, which goes on.

        Raises:
            UsageError: it is answered already, timed out, or the output is no JSON.
        """
        try:
            value = json_copy(output, f'the output for "{self.state}"')
        except MockError as e:
            raise UsageError(str(e)) from None
        return self._tell(TaskSucceeded(self._waiting.effect_id, value))

    def fail(self, error: str | None = None, cause: str | None = None) -> Run:
        """Fail it with an error that Retry and Catch match. Gives the run, which goes on."""
        for name, text in (("error", error), ("cause", cause)):
            if text is not None and not isinstance(text, str):
                raise UsageError(f'the {name} that fails "{self.state}" is text, not {short(text)}')
        return self._tell(TaskFailed(self._waiting.effect_id, error, cause))

    def heartbeat(self) -> Task:
        """Say that the worker is alive: HeartbeatSeconds begin anew."""
        self._tell(TaskHeartbeat(self._waiting.effect_id))
        return self

    def _tell(self, signal: Signal) -> Run:
        if not self._run.tell(signal, self._waiting.execution_arn):
            raise UsageError(
                f'nobody waits for the task "{self.state}" any more: it was answered, timed out or stopped;'
                f" the run is {self._run.status}"
            )
        return self._run

    def __repr__(self) -> str:
        where = "" if self.index is None else f", index {self.index}"
        return f'<Task "{self.state}"{where} {"open" if self.is_open else "closed"} input={short(self.input)}>'


_TOKEN: Final = 60  # characters, at least: longer than people name states in a test


def token_of(run: Run, name: str, index: int | None) -> Task:
    """The open task of a state, or of a token."""
    waiting = [w for w in run.waiting if w.token is not None]
    by_token = [w for w in waiting if w.token == name]
    found = by_token or [w for w in waiting if w.state == name and index in (None, w.map_index)]
    if len(found) == 1:
        return Task(run, found[0])
    if found:
        indices = ", ".join(str(w.map_index) for w in found[:8])
        advice = (
            f"say which: index= one of {indices}"
            if found[0].map_index is not None
            else "give the token itself"
        )
        raise UsageError(f'{len(found)} tasks of "{name}" wait for their tokens: {advice}')
    open_ = _names(waiting)
    if open_:
        where = "" if index is None else f" at index {index}"
        if len(name) > _TOKEN:
            raise UsageError(f"no task of the run waits with this token; those that wait: {open_}")
        from asl.check.diagnostic import nearest

        close = nearest(name, [w.state for w in waiting])
        hint = f'; did you mean "{close}"?' if close else f"; those that wait: {open_}"
        raise UsageError(f'no task waits with the token of "{name}"{where}{hint}')
    raise UsageError(f'no task waits with the token of "{name}": {_instead(run)}')


def take_activity(run: Run, name: str, worker: str | None) -> Task:
    """The oldest task of an activity, or of a state that calls one, that no worker has taken."""
    waiting = [
        (w, resource)
        for w in run.waiting
        if w.what == "activity" and (resource := w.resource) is not None
    ]
    mine = [w for w, resource in waiting if name in (resource.action, resource.arn, w.state)]
    for found in (w for w in mine if w.is_queued):
        if run.tell(ActivityStarted(found.effect_id, worker), found.execution_arn):
            return Task(run, found)
    if mine:
        raise UsageError(f'every waiting task of the activity "{name}" is taken already')
    open_ = ", ".join(dict.fromkeys(f'"{resource.action}"' for _, resource in waiting))
    if open_:
        raise UsageError(f'no task of the activity "{name}" waits; those that do: {open_}')
    raise UsageError(f'no task of the activity "{name}" waits: {_instead(run)}')


def _names(waiting: list[Waiting]) -> str:
    return ", ".join(dict.fromkeys(f'"{w.state}"' for w in waiting))


def _instead(run: Run) -> str:
    from asl.testing.explain import path_of

    if run.done:
        return f"the run is over, {run.status}; its path was {path_of(run)}"
    return f"the run is at {path_of(run, 6)}; if it is still to come, let time pass first"
