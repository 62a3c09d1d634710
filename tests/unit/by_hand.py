"""An execution driven by hand: its effects stay open until a test answers them, and time stands still until it says so."""

from __future__ import annotations

import json
from typing import Any

from histories import START_MS, lines

from asl.compile.program import program_of
from asl.engine.execution import Execution
from asl.engine.identity import make_identity
from asl.jsonvalue import JSON
from asl.limits import STANDARD, Limits
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect

IDENTITY = make_identity(machine_name="machine", name="run")


class ByHand:
    """One execution, its open effects, and every effect it ever gave.

    reload: take a snapshot and go on from it after every call of `run`, so that nothing lives outside one.
    """

    def __init__(
        self,
        definition: JSON,
        input_: JSON = None,
        *,
        limits: Limits = STANDARD,
        seed: int = 1,
        reload: bool = False,
        start: signals.Start | None = None,
    ) -> None:
        self.program = program_of(definition)
        self.execution = Execution(
            self.program, IDENTITY, {} if input_ is None else input_, seed=seed, limits=limits
        )
        self.now_ms = START_MS
        self.reload = reload
        self.made: list[Effect] = []
        self.open: dict[str, Any] = {}
        self.records: list[Any] = []
        self.send(start or signals.Start())

    # ---------------------------------------------------------------- in

    def send(self, signal: signals.Signal) -> bool:
        """Send one signal and run until nothing can go on."""
        taken = self.offer(signal)
        self.run()
        return taken

    def offer(self, signal: signals.Signal) -> bool:
        """Send one signal; run nothing."""
        return self.execution.send(signal, self.now_ms)

    def run(self, budget: int = 10_000) -> None:
        execution = self.execution
        while True:
            known = len(execution.records)
            for effect in execution.run(budget):
                self.made.append(effect)
                if type(effect) in _ASKS:
                    assert effect.effect_id not in self.open, "an effect's id is used once"
                    self.open[effect.effect_id] = effect
                else:
                    self.open.pop(effect.effect_id, None)  # None: its answer came too late
            self.records += execution.records[known:]
            if not execution.has_more:
                break
        if self.reload:
            self.execution = Execution.load(
                self.program, json.loads(json.dumps(self.execution.dump()))
            )

    def wait(self, seconds: float) -> None:
        """Let time pass; no timer fires."""
        self.now_ms += round(seconds * 1000)

    # ---------------------------------------------------------------- what is open

    def task(self, state: str, index: int | None = None) -> effects.InvokeTask:
        """The open call of a state, and of one iteration where `index` says so."""
        found = [
            effect
            for effect in self.open.values()
            if isinstance(effect, effects.InvokeTask)
            and effect.state == state
            and index in (None, effect.map_index)
        ]
        assert len(found) == 1, f"{len(found)} calls of {state} are open"
        return found[0]

    def tasks(self) -> list[str]:
        """The states whose calls are open."""
        return [e.state for e in self.open.values() if isinstance(e, effects.InvokeTask)]

    def timers(self, purpose: str) -> list[effects.StartTimer]:
        return [
            effect
            for effect in self.open.values()
            if isinstance(effect, effects.StartTimer) and effect.purpose == purpose
        ]

    def children(self) -> list[effects.StartChild | effects.RedriveChild]:
        """What is open of Map Runs' children, in the order in which they were started."""
        kinds = (effects.StartChild, effects.RedriveChild)
        return [effect for effect in self.open.values() if isinstance(effect, kinds)]

    # ---------------------------------------------------------------- answers

    def accept(self, state: str, index: int | None = None) -> None:
        assert self.send(signals.TaskAccepted(self.task(state, index).effect_id))

    def succeed(self, state: str, output: JSON = None, index: int | None = None) -> bool:
        """Accept the call and answer it."""
        effect_id = self._take(state, index)
        self.offer(signals.TaskAccepted(effect_id))
        return self.send(signals.TaskSucceeded(effect_id, output))

    def fail(
        self,
        state: str,
        error: str | None = "E",
        cause: str | None = "c",
        *,
        stage: signals.Stage = "run",
        index: int | None = None,
    ) -> bool:
        """Accept the call and let it fail."""
        effect_id = self._take(state, index)
        if stage not in ("schedule", "start"):
            self.offer(signals.TaskAccepted(effect_id))
        return self.send(signals.TaskFailed(effect_id, error, cause, stage))

    def _take(self, state: str, index: int | None) -> str:
        effect_id = self.task(state, index).effect_id
        del self.open[effect_id]
        return effect_id

    def fire(self, purpose: str) -> None:
        """Jump to the first timer of this purpose and let it fire."""
        timer = min(self.timers(purpose), key=lambda timer: timer.due_ms)
        self.now_ms = max(self.now_ms, timer.due_ms)
        del self.open[timer.effect_id]
        assert self.send(signals.TimerFired(timer.effect_id))

    def finish_child(self, at: int = 0, status: str = "SUCCEEDED", output: JSON = None) -> None:
        """End the open child that was started as number `at` of those still open."""
        effect = self.children()[at]
        del self.open[effect.effect_id]
        record = None if status == "SUCCEEDED" else {"Name": effect.name, "Status": status}
        assert self.send(signals.ChildFinished(effect.effect_id, status, output, record))  # type: ignore[arg-type]

    # ---------------------------------------------------------------- out

    @property
    def status(self) -> str:
        return self.execution.status

    def history(self, first: int = 1) -> list[str]:
        """The events from id `first` on, in the notation."""
        return lines(self.records[first - 1 :], first)


_ASKS = (
    effects.InvokeTask,
    effects.StartTimer,
    effects.ReadItems,
    effects.WriteResults,
    effects.StartChild,
    effects.RedriveChild,
)
