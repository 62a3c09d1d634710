"""Every error raised on purpose, in three families: the definition, the execution, us.

ASL names live on the class, so that matching a Retry or Catch entry is a lookup, not a ladder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from asl.check.diagnostic import Diagnostic


class AslError(Exception):
    """Everything this project raises on purpose."""


class UsageError(AslError):
    """A call that cannot be served as it was made: a bad file, option or argument."""


class DefinitionError(AslError):
    """The definition cannot run. Carries every Diagnostic, not only the first."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


class NondeterminismError(AslError):
    """A replay gave another history than the stored one. Never the author's fault."""


class StatesError(AslError):
    """A failure inside an execution: what Retry and Catch match, what the history shows.

    `cause` is None where AWS writes no cause at all (a timeout); Catch turns that into "".
    """

    error: str | None = "States.TaskFailed"
    catchable: ClassVar[bool] = True
    wildcards: ClassVar[frozenset[str]] = frozenset({"States.ALL", "States.TaskFailed"})

    def __init__(self, cause: str | None, *, error: str | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        if error is not None:
            self.error = error


class Timeout(StatesError):
    """A task's own TimeoutSeconds ran out. AWS gives no cause."""

    error = "States.Timeout"
    wildcards = frozenset({"States.ALL"})

    def __init__(self, cause: str | None = None, *, error: str | None = None) -> None:
        super().__init__(cause, error=error)


class HeartbeatTimeout(Timeout):
    """A heartbeat was missed: reported as States.Timeout, matched by either name."""

    wildcards = frozenset({"States.ALL", "States.HeartbeatTimeout"})


class RuntimeFailure(StatesError):
    """States.Runtime. `cause` is the tail: the engine puts the state and its event id before it."""

    error = "States.Runtime"
    catchable = False  # recorded: neither States.ALL nor its own name catches it


class QueryEvaluationError(StatesError):
    """A JSONata expression failed. `location` is the slash path of the field, e.g. `Output/total`."""

    error = "States.QueryEvaluationError"

    def __init__(self, cause: str, *, location: str | None = None) -> None:
        super().__init__(cause)
        self.location = location


class ReferencePathConflict(StatesError):
    """A reference path cannot be applied to this document (ResultPath into a string, ItemsPath missing)."""

    error = "States.ReferencePathConflict"


class DataLimitExceeded(StatesError):
    """A payload is over 256 KiB."""

    error = "States.DataLimitExceeded"


_BY_NAME: dict[str, type[StatesError]] = {
    "States.Timeout": Timeout,
    "States.HeartbeatTimeout": HeartbeatTimeout,
    "States.Runtime": RuntimeFailure,
}


def failure_named(error: str | None, cause: str | None) -> StatesError:
    """A failure that came from outside by its name: it is matched as one of ours of that name is."""
    failure = _BY_NAME.get(error or "", StatesError)(cause or "")
    failure.error, failure.cause = error, cause
    return failure


def matches(error_equals: Sequence[str], failure: StatesError) -> bool:
    """Whether a retrier or catcher with these ErrorEquals takes this failure."""
    if not failure.catchable:
        return False
    return failure.error in error_equals or not failure.wildcards.isdisjoint(error_equals)
