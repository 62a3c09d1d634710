"""The child executions of Map Runs under the virtual host: started, stopped and redriven as their parents ask.

A run may have a million children, so what is kept of one that has ended is what somebody can still ask for: the first of
them and the unsuccessful ones, up to a number, and Standard children that a redrive may need.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.compile.program import Program
from asl.compile.step import MapRunPlan
from asl.engine.execution import Execution
from asl.engine.frame import MapRun
from asl.engine.identity import Identity
from asl.engine.mapitems import input_of_rows
from asl.errors import QueryEvaluationError, StatesError
from asl.history.child import finished
from asl.jsonvalue import JSON
from asl.limits import BY_TYPE, Limits
from asl.vocabulary import effects, signals
from asl.vocabulary.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asl.hosts.map_data import MapData, Results
    from asl.mapdata.bucket import Buckets
    from asl.observe.cost.usage import Meter

KEPT: Final = 1_000  # children, and as many unsuccessful ones beyond them


class Hosted:
    """One execution under the virtual host.

    family: of a child, else None. owner: the parent and the effect that its end answers. still: transitions since
    `still_at_ms`, the instant of the last one.
    """

    __slots__ = (
        "child",
        "execution",
        "family",
        "is_kept",
        "owner",
        "queued",
        "still",
        "still_at_ms",
    )

    def __init__(self, execution: Execution, family: Family | None = None, child: int = 0) -> None:
        self.execution = execution
        self.family = family
        self.child = child  # its number in the run
        self.owner: tuple[Hosted, str] | None = None
        self.is_kept = False
        self.queued = False
        self.still = 0
        self.still_at_ms = 0

    def key(self, effect_id: str) -> tuple[str, str]:
        return (self.execution.identity.execution_arn, effect_id)


class Beginning(NamedTuple):
    """A child that has been asked for. It is made when its turn to run has come, so that few are there at once."""

    parent: Hosted
    effect: effects.StartChild


class Family:
    """What the children of one Map Run have in common."""

    __slots__ = ("identity", "is_express", "limits", "plan", "prefix", "program", "results", "run")

    def __init__(
        self, parent: Execution, effect: effects.StartChild, data: Callable[[], MapData]
    ) -> None:
        plan = parent.program.steps[effect.pointer].plan
        assert plan is not None  # a Map Run has one
        self.plan: MapRunPlan = plan
        self.run: MapRun = next(run for run in parent.map_runs if run.arn == effect.map_run_arn)
        self.program: Program = parent.program.child(effect.pointer)
        self.limits: Limits = BY_TYPE[effect.execution_type]
        self.is_express = effect.execution_type == "EXPRESS"
        self.results: Results | None = data().results_of(self.run, plan) if plan.exports else None
        identity = parent.identity
        home = identity.machine_arn.rsplit(":", 2)[0]
        kind = "express" if self.is_express else "execution"
        self.prefix = f"{home}:{kind}:{identity.machine_name}/{effect.label}:"
        self.identity = identity._replace(
            machine_arn=f"{identity.machine_arn}/{effect.label}",
            version_arn=None,
            alias_arn=None,
            map_run_arn=effect.map_run_arn,
        )

    def make(self, name: str, given: JSON, seed: int) -> Execution:
        """A child."""
        arn = f"{self.prefix}{name}"
        if self.is_express:
            arn = f"{arn}:{name}"  # (unconfirmed) an Express child's ARN ends in an id of its own
        # The tuple's own constructor: a tenth of the price of _replace, at one per child.
        identity = tuple.__new__(Identity, (arn, name, *self.identity[2:]))
        return Execution(self.program, identity, given, seed=seed, limits=self.limits)


class Children:
    """All children of one host.

    Args:
        send: gives an execution a signal; False when it came too late.
        buckets: gives the buckets of readers and writers; None: there are none.
        seed: of the children.
        kept: how many children are kept.
    """

    def __init__(
        self, send: Callable[[Hosted, Signal], bool], buckets: Buckets | None, seed: int, kept: int
    ) -> None:
        self._buckets = buckets
        self._data: MapData | None = None
        self._meter: Meter | None = None
        self._send = send
        self._seed = seed
        self._room = kept
        self._room_for_failures = kept
        self._kept: list[Execution] = []
        self._families: dict[str, Family] = {}  # by the ARN of their run
        self._asked: dict[tuple[str, str], Beginning] = {}  # by the effect that asks for them
        self._open: dict[tuple[str, str], Hosted] = {}  # by the effect that their end answers
        self._redrivable: dict[str, Hosted] = {}  # Standard children, by their name
        self._succeeded: deque[Hosted] = deque()  # of these, where the parent may not know it yet
        self.watcher: Callable[[Execution], None] | None = None  # is shown every child that ends

    def data(self) -> MapData:
        """What Map Runs read and write; imported when one does."""
        if self._data is None:
            from asl.hosts.buckets import Buckets
            from asl.hosts.map_data import MapData

            self._data = MapData(Buckets({}) if self._buckets is None else self._buckets)
        return self._data

    @property
    def meter(self) -> Meter:
        """What those that have ended used; imported with the first of them."""
        if self._meter is None:
            from asl.observe.cost.usage import Meter

            self._meter = Meter()
        return self._meter

    @property
    def kept(self) -> Sequence[Execution]:
        return self._kept

    @property
    def under_way(self) -> list[Execution]:
        """The children that have begun and not ended."""
        return [one.execution for one in self._open.values() if one.family is not None]

    def opened(self, execution_arn: str | None) -> Hosted | None:
        """The child of this ARN, while somebody waits for its end."""
        for hosted in self._open.values():
            if hosted.execution.identity.execution_arn == execution_arn:
                return hosted
        return None

    def ask(self, parent: Hosted, effect: effects.StartChild) -> Beginning:
        """A child is to be started."""
        self._forget_succeeded()
        beginning = Beginning(parent, effect)
        self._asked[parent.key(effect.effect_id)] = beginning
        return beginning

    def begin(self, beginning: Beginning) -> Hosted | None:
        """The child, when its turn has come, for its Start; None if it is no longer wanted, or has no input."""
        parent, effect = beginning
        if self._asked.pop(parent.key(effect.effect_id), None) is None:
            return None
        family = self._family(parent, effect)
        given, items = effect.input, 1
        if effect.first is not None:
            try:
                row_at = self.data().row_at(effect.map_run_arn)
                found = input_of_rows(parent.execution, effect, row_at)
            except StatesError as failure:
                self._send(parent, _input_failed(effect.effect_id, failure))
                return None
            if found is None:
                return None  # its run is over before it began
            given, items = found
        execution = family.make(effect.name, given, self._seed)
        hosted = Hosted(execution, family, effect.child)
        if self._room > 0:
            self._room -= 1
            hosted.is_kept = True
            self._kept.append(execution)
        if not family.is_express:
            self._redrivable[effect.name] = hosted
        self._own(hosted, parent, effect.effect_id)
        if family.run.asked == effect.effect_id:
            arn = execution.identity.execution_arn
            self._send(parent, signals.ChildStarted(effect.effect_id, arn, items))
        return hosted

    def _family(self, parent: Hosted, effect: effects.StartChild) -> Family:
        found = self._families.get(effect.map_run_arn)
        if found is None:
            found = Family(parent.execution, effect, self.data)
            self._families[effect.map_run_arn] = found
        return found

    def _own(self, hosted: Hosted, parent: Hosted, effect_id: str) -> None:
        hosted.owner = (parent, effect_id)
        self._open[parent.key(effect_id)] = hosted
        family = hosted.family
        if family is not None and family.results is not None:
            family.results.begin(hosted.child)

    def stop(self, parent: Hosted, effect: effects.StopChild) -> None:
        key = parent.key(effect.effect_id)
        waiting = self._asked.get(key)
        if waiting is not None and self._family(*waiting).results is not None:
            begun = self.begin(waiting)  # the results tell of it
            if begun is not None:
                self._send(begun, signals.Start())
        self._asked.pop(key, None)
        hosted = self._open.pop(key, None)
        if hosted is not None:
            hosted.owner = None  # nobody waits for its end
            self._send(hosted, signals.Stop())

    def redrive(self, parent: Hosted, effect: effects.RedriveChild) -> None:
        hosted = self._redrivable[effect.name]
        self.meter.take_back(hosted.execution)
        self._own(hosted, parent, effect.effect_id)
        if not self._send(hosted, signals.Redrive()):
            self.closed(hosted)  # it cannot be redriven, and stays what it is

    def closed(self, hosted: Hosted) -> None:
        """A child has come to its end."""
        family, execution = hosted.family, hosted.execution
        if family is None:
            self._forget_succeeded()
            return
        self.meter.add(execution)
        if self.watcher is not None:
            self.watcher(execution)
        if execution.status == "SUCCEEDED":
            if not family.is_express:
                self._succeeded.append(hosted)
        elif not hosted.is_kept and self._room_for_failures > 0:
            self._room_for_failures -= 1
            hosted.is_kept = True
            self._kept.append(execution)
        if family.results is not None:
            family.results.keep(hosted.child, execution)
        if hosted.owner is not None:
            (parent, effect_id), hosted.owner = hosted.owner, None
            self._open.pop(parent.key(effect_id), None)
            self._send(parent, finished(effect_id, execution, family.plan))
        if family.is_express and not hosted.is_kept:
            execution.let_go()

    def _forget_succeeded(self) -> None:
        """Let go of children whose success the parent has taken. One that was counted as stopped at the same instant will be
        redriven with the others.
        """
        waiting = self._succeeded
        while waiting:
            hosted = waiting[0]
            run = hosted.family.run if hosted.family is not None else None
            if run is not None and hosted.child in run.names:
                if hosted.child not in run.unsuccessful:
                    return
            else:
                self._redrivable.pop(hosted.execution.identity.name, None)
            waiting.popleft()

    def write(self, parent: Hosted, effect: effects.WriteResults) -> signals.ResultsWritten:
        """Write a Map Run's results. Everybody has come to an end."""
        execution = parent.execution
        run = next(run for run in execution.map_runs if run.arn == effect.map_run_arn)
        frame, _ = execution.pending[effect.map_run_arn]
        assert frame is not None  # a run is a frame's
        assert frame.step.plan is not None
        return self.data().write(execution, run, frame.step.plan, effect)


def _input_failed(effect_id: str, failure: StatesError) -> signals.InputFailed:
    location = failure.location if isinstance(failure, QueryEvaluationError) else None
    return signals.InputFailed(effect_id, failure.error or "", failure.cause or "", location)
