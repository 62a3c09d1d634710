"""How an answer is played to an execution: the signals in their order, and the pauses between them.

Every host plays the same way and differs only in how it lets time pass: a jump of the virtual clock, a timer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from asl.hosts.answers import (
    After,
    Answer,
    Failed,
    Never,
    Queued,
    Refused,
    Returned,
    ReturnedText,
    Submitted,
)
from asl.vocabulary import effects, signals
from asl.vocabulary.signals import Signal


class Pause(NamedTuple):
    """Let `seconds` pass before the next signal, for ever if None, with a heartbeat every so often."""

    seconds: float | None
    beat_every_s: float | None


def opening(effect: effects.InvokeTask) -> Iterator[Signal]:
    """That the call was taken: written before the work begins."""
    effect_id = effect.effect_id
    yield signals.TaskAccepted(effect_id)
    if effect.resource.kind == "activity":
        yield signals.ActivityStarted(effect_id)


def ending(effect: effects.InvokeTask, answer: Answer) -> Iterator[Signal | Pause]:
    """What the answer says, from the submission of a job to its end."""
    effect_id = effect.effect_id
    is_submitted = effect.resource.pattern in ("sync", "token")
    while True:
        if is_submitted and not isinstance(answer, Submitted):
            is_submitted = False
            if not (isinstance(answer, Failed) and answer.stage == "submit"):
                yield signals.TaskSubmitted(effect_id, {})
        match answer:
            case Returned(value):
                yield signals.TaskSucceeded(effect_id, value)
            case ReturnedText(text):
                yield signals.TaskSucceeded(effect_id, text, True)
            case Failed(error, cause, stage):
                yield signals.TaskFailed(effect_id, error, cause, stage)
            case Refused(cause):
                yield signals.TaskRefused(effect_id, cause)
            case Submitted(output, then):
                yield signals.TaskSubmitted(effect_id, output)
                is_submitted, answer = False, then
                continue
            case After(seconds, later, every_s):
                yield Pause(seconds, every_s)
                answer = later
                continue
            case Never(every_s):
                yield Pause(None, every_s)
            case Queued():
                yield signals.TaskAccepted(effect_id)  # and then it waits for whoever polls
            case _:
                assert_never(answer)
        return


def play(effect: effects.InvokeTask, answer: Answer) -> Iterator[Signal | Pause]:
    """The whole of it, where the answer is known at once. A refused call was never taken, nor one that failed to start."""
    if not (
        isinstance(answer, Refused | Queued)
        or (isinstance(answer, Failed) and answer.stage in ("schedule", "start"))
    ):
        yield from opening(effect)
    yield from ending(effect, answer)
