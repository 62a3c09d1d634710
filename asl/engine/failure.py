"""Failures: which retrier takes one, how long it waits, and what the history says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from asl.compile.step import CatchClause, Step
from asl.errors import (
    DataLimitExceeded,
    QueryEvaluationError,
    ReferencePathConflict,
    RuntimeFailure,
    StatesError,
    matches,
)
from asl.jsonvalue import JSON
from asl.limits import MAX_CAUSE_CHARS, MAX_ERROR_CHARS, MAX_TIMER_SECONDS
from asl.model.machine import Retrier

# These speak of a state; the service puts the state's name and event id before them.
_PLACED: Final = (RuntimeFailure, QueryEvaluationError, ReferencePathConflict)

TOO_LARGE: Final = (
    "The state/task '{}' returned a result with a size exceeding the maximum number of bytes"
    " service limit."
)


class Handled(NamedTuple):
    """What became of a state's failure: whose it was to retry or catch, by their place in Retry and Catch.

    delay_ms: until the retry, before jitter; None when the retrier is used up.
    """

    error: str | None
    cause: str | None
    retrier: int | None = None
    delay_ms: int | None = None
    catcher: int | None = None


class HistoryFull(Exception):
    """The append that would be the last event the quota allows. Caught only in `Execution.run`."""


def too_large(what: str) -> DataLimitExceeded:
    """`what`: a function's ARN, a service, or the name of a state that calls nothing."""
    return DataLimitExceeded(TOO_LARGE.format(what))


def placed(failure: StatesError, state: str, entered_id: int) -> StatesError:
    """The failure with the place in its cause, where the service puts one."""
    if isinstance(failure, _PLACED):
        failure.cause = (
            f"An error occurred while executing the state '{state}'"
            f" (entered at the event id #{entered_id}). {failure.cause}"
        )
    return failure


def cut(text: str | None, limit: int) -> str | None:
    return text if text is None or len(text) <= limit else text[:limit]


def error_text(failure: StatesError) -> str | None:
    return cut(failure.error, MAX_ERROR_CHARS)


def cause_text(failure: StatesError) -> str | None:
    return cut(failure.cause, MAX_CAUSE_CHARS)


def error_output(failure: StatesError) -> dict[str, JSON]:
    """What a catcher sees. A failure without an error or cause gives "" there (recorded for timeouts)."""
    return {"Error": error_text(failure) or "", "Cause": cause_text(failure) or ""}


def retrier_for(retry: Sequence[Retrier], failure: StatesError) -> int | None:
    """The index of the first retrier that matches; later ones are never tried, even when it is used up."""
    for index, retrier in enumerate(retry):
        if matches(retrier.error_equals, failure):
            return index
    return None


def catcher_for(step: Step, failure: StatesError) -> CatchClause | None:
    for clause in step.catch:
        if matches(clause.error_equals, failure):
            return clause
    return None


def retry_delay_ms(retrier: Retrier, attempt: int) -> int:
    """How long to wait before retry number `attempt`, without jitter.

    Args:
        retrier: one entry of a Retry array, defaults filled in.
        attempt: 1 for the first retry, up to retrier.max_attempts.

    Returns:
        Milliseconds, 0 or more, rounded down: the core's clock has no finer grain.

    Raises:
        ValueError: attempt is out of range. Our mistake, so not a StatesError.

    Source: ASL spec, Errors; AWS guide, "Handling errors": the cap comes after the backoff.
    """
    if not 1 <= attempt <= retrier.max_attempts:
        raise ValueError(f"attempt {attempt} is outside 1..{retrier.max_attempts}")
    cap_s = retrier.max_delay_seconds or MAX_TIMER_SECONDS
    seconds = float(retrier.interval_seconds)
    for _ in range(
        attempt - 1
    ):  # not **: 2.0 ** 1024 overflows, and a capped retrier may try 5,000 times
        seconds *= retrier.backoff_rate
        if seconds >= cap_s or retrier.backoff_rate == 1.0:
            break
    return int(min(seconds, cap_s) * 1000)
