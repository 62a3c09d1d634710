"""What executions ask for: noted before the commit, carried out after it.

A child execution begins, stops and is redriven when its parent's wish is noted, in the same transaction; everything else
waits until what asked for it is on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from emulator.runtime import children

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime


def note(runtime: Runtime, hosted: Hosted, effect: Effect) -> None:
    """Take an effect of an execution that has just run."""
    _NOTE[type(effect)](runtime, hosted, effect)


def perform(runtime: Runtime, hosted: Hosted, effect: Effect) -> None:
    """Carry an effect out: what asked for it is on disk."""
    _PERFORM[type(effect)](runtime, hosted, effect)


def _keep(runtime: Runtime, hosted: Hosted, effect: Effect) -> None:
    hosted.keep(effect)
    runtime.to_do.append((hosted, effect))


def _cancel_timer(runtime: Runtime, hosted: Hosted, effect: effects.CancelTimer) -> None:
    hosted.forget(effect.effect_id)
    timer = hosted.timers.pop(effect.effect_id, None)
    if timer is not None:
        runtime.clock.cancel(timer)


def _cancel_task(runtime: Runtime, hosted: Hosted, effect: effects.CancelTask) -> None:
    hosted.forget(effect.effect_id)
    runtime.calls.cancel(hosted, effect.effect_id)
    runtime.map_data.cancel(hosted, effect.effect_id)


def _start_timer(runtime: Runtime, hosted: Hosted, effect: effects.StartTimer) -> None:
    effect_id, due_ms = effect.effect_id, effect.due_ms
    scale = runtime.settings.wait_scale
    if scale != 1.0 and effect.purpose in ("wait", "retry"):
        now_ms = runtime.now_ms
        due_ms = now_ms + round((due_ms - now_ms) * scale)

    def fire() -> None:
        hosted.timers.pop(effect_id, None)
        if hosted.forget(effect_id) is not None:
            runtime.send(hosted, signals.TimerFired(effect_id))

    hosted.timers[effect_id] = runtime.clock.at(due_ms, fire)


def _call(runtime: Runtime, hosted: Hosted, effect: effects.InvokeTask) -> None:
    runtime.calls.perform(hosted, effect)


def _read(runtime: Runtime, hosted: Hosted, effect: effects.ReadItems) -> None:
    runtime.map_data.read(hosted, effect)


def _write(runtime: Runtime, hosted: Hosted, effect: effects.WriteResults) -> None:
    runtime.map_data.write(hosted, effect)


_NOTE: Final[dict[type[Any], Callable[[Runtime, Hosted, Any], None]]] = {
    effects.InvokeTask: _keep,
    effects.StartTimer: _keep,
    effects.ReadItems: _keep,
    effects.WriteResults: _keep,
    effects.CancelTimer: _cancel_timer,
    effects.CancelTask: _cancel_task,
    effects.StartChild: children.begin,
    effects.RedriveChild: children.redrive,
    effects.StopChild: children.stop,
}
_PERFORM: Final[dict[type[Any], Callable[[Runtime, Hosted, Any], None]]] = {
    effects.InvokeTask: _call,
    effects.StartTimer: _start_timer,
    effects.ReadItems: _read,
    effects.WriteResults: _write,
}
