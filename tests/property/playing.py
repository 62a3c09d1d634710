"""Random plays: a host that answers, delays, fails, stops and comes too late, at random, between slices of `run`.

`play` drives an execution that nobody has seen and keeps what it did as a journal; `replayed` and `reloaded` drive others
by that journal. What all of them give is one `Story`, to be compared as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from property.machines import a_value

from asl.compile.program import Program
from asl.engine.execution import Execution
from asl.engine.frame import Frame
from asl.engine.identity import make_identity
from asl.engine.replay import Row, apply
from asl.history.render import Renderer
from asl.jsonvalue import JSON, depth, size
from asl.limits import STANDARD, Limits
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.records import Record, Verbatim

START_MS = 1_735_689_600_000
IDENTITY = make_identity(machine_name="machine", name="run")
_ASKS = (
    effects.InvokeTask,
    effects.StartTimer,
    effects.ReadItems,
    effects.WriteResults,
    effects.StartChild,
    effects.RedriveChild,
)
_OUTPUTS = ({"ok": True}, {"a": 2, "s": "x", "l": [1], "o": {"p": None, "q": {}}}, "text", None)


class Story(NamedTuple):
    """All that can be seen of an execution from outside."""

    events: str  # the history, rendered
    effects: str
    end: str  # status, output, failure, the rolling check


def agree(first: Story, second: Story, what: str) -> None:
    """Raises AssertionError with the first line that differs."""
    for part, mine, theirs in zip(Story._fields, first, second, strict=True):
        if mine == theirs:
            continue
        left, right = (
            text.replace('}, {"timestamp"', '},\n {"timestamp"').splitlines()
            for text in (mine, theirs)
        )
        at = next(
            (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
            min(len(left), len(right)),
        )
        raise AssertionError(
            f"{what}: {part} differ at line {at} of {len(left)} and {len(right)}:\n"
            f"  {left[at : at + 1]}\n  {right[at : at + 1]}\n  before: {left[max(at - 2, 0) : at]}"
        )


class Played(NamedTuple):
    """A play, its journal, and how often it was in a state that a snapshot could be taken of."""

    story: Story
    rows: list[Row]
    suspensions: int


def new_execution(
    program: Program, input_: JSON, seed: int, limits: Limits = STANDARD
) -> Execution:
    return Execution(program, IDENTITY, input_, seed=seed, limits=limits)


def story_of(execution: Execution, records: list[Record], made: list[Effect]) -> Story:
    renderer = Renderer("us-east-1")
    return Story(
        events=json.dumps(list(renderer.events(records)), ensure_ascii=True),
        effects="\n".join(map(repr, made)),
        end=repr(
            (
                execution.status,
                execution.output,
                execution.failure,
                execution.transitions,
                execution.last_id,
                execution.check(),
                execution.stopped_ms,
            )
        ),
    )


class Ledger:
    """Which effects are open: each is made once, and then answered or cancelled once.

    An answer that is still in the inbox when the effect is cancelled came too late: then there are both.
    """

    def __init__(self) -> None:
        self.open: dict[str, Any] = {}
        self.closed: list[str] = []
        self._ids: set[str] = set()
        self._cancelled: set[str] = set()

    def take(self, made: list[Effect]) -> None:
        for effect in made:
            effect_id = effect.effect_id
            if isinstance(effect, _ASKS):
                assert effect_id not in self._ids, f"{effect_id} is made twice"
                self._ids.add(effect_id)
                self.open[effect_id] = effect
                continue
            assert effect_id in self._ids, f"{effect} cancels what was never made"
            assert effect_id not in self._cancelled, f"{effect} comes twice"
            self._cancelled.add(effect_id)
            if effect_id in self.open:
                self.answer(effect_id)

    def answer(self, effect_id: str) -> None:
        del self.open[effect_id]
        self.closed.append(effect_id)


class _Player:
    def __init__(self, program: Program, input_: JSON, seed: int, limits: Limits) -> None:
        self.random = Random(seed)
        self.execution = new_execution(program, input_, seed, limits)
        self.now_ms = START_MS
        self.rows: list[Row] = []
        self.made: list[Effect] = []
        self.ledger = Ledger()
        self.redrives = 0
        self.suspensions = 0

    def send(self, signal: signals.Signal) -> bool:
        execution = self.execution
        count = execution.transitions
        if not execution.send(signal, self.now_ms):
            return False
        self.rows.append((count, signal, self.now_ms))
        effect_id = getattr(signal, "effect_id", None)
        if type(signal) in _CLOSING and effect_id is not None:
            self.ledger.answer(effect_id)
        return True

    def run(self, check: Callable[[Execution], None]) -> None:
        made = self.execution.run(self.random.choice((1, 1, 2, 3, 50)))
        self.made += made
        self.ledger.take(made)
        self.suspensions += 1
        check(self.execution)

    def play(self, steps: int, check: Callable[[Execution], None]) -> None:
        assert self.send(signals.Start())
        for _ in range(steps):
            self.run(check)
            if self.execution.status not in ("PENDING", "RUNNING") and not self.after_the_end():
                return
            for _ in range(self.random.choice((0, 1, 1, 1, 2, 4))):
                self.something()
            if not self.execution.has_more:
                self.something()
        self.send(signals.Stop("steps", "enough"))
        while self.execution.status == "RUNNING" or self.execution.has_more:
            self.run(check)

    def after_the_end(self) -> bool:
        """Late answers change nothing; now and then the execution is redriven."""
        assert self.ledger.open == {}, f"open at the end: {self.ledger.open}"
        self.too_late()
        if (
            self.redrives < 2
            and self.random.random() < 0.5
            and self.execution.status != "SUCCEEDED"
        ):
            self.now_ms += self.random.randrange(100_000)
            if self.send(signals.Redrive()):
                self.redrives += 1
                return True
        return False

    def too_late(self) -> None:
        if self.ledger.closed:
            effect_id = self.random.choice(self.ledger.closed)
            for signal in (
                signals.TaskSucceeded(effect_id, 1),
                signals.TimerFired(effect_id),
                signals.TaskHeartbeat(effect_id),
                signals.ChildFinished(effect_id, "FAILED"),
                signals.InputFailed(effect_id, "X", "too late"),
            ):
                assert not self.send(signal), f"{signal} is too late"

    # ---------------------------------------------------------------- what may happen

    def something(self) -> None:
        """One random event of the world outside."""
        random = self.random
        pick = random.random()
        if pick < 0.003:
            self.send(signals.Fail("States.Runtime", "from outside"))
        elif pick < 0.01:
            self.send(signals.Stop(random.choice((None, "stopped")), random.choice((None, "why"))))
        elif pick < 0.06:
            self.too_late()
        elif pick < 0.3:
            self.now_ms += random.choice((0, 1, 400, 2_000))
        elif self.ledger.open:
            effect = random.choice(list(self.ledger.open.values()))
            if isinstance(effect, effects.StartTimer):
                if random.random() < _LIKELY[effect.purpose]:
                    self.now_ms = max(self.now_ms, effect.due_ms)
                    self.send(signals.TimerFired(effect.effect_id))
            else:
                _HAPPENS[type(effect)](self, effect)

    def a_task(self, call: effects.InvokeTask) -> None:
        random, effect_id = self.random, call.effect_id
        pick = random.random()
        if pick < 0.1:
            self.send(signals.TaskAccepted(effect_id))
        elif pick < 0.2:
            if call.resource.kind == "activity":
                self.send(signals.ActivityStarted(effect_id, random.choice((None, "w"))))
            else:
                self.send(signals.TaskSubmitted(effect_id, {"r": 1}))
        elif pick < 0.3:
            self.send(signals.TaskHeartbeat(effect_id))
        elif pick < 0.303:
            self.send(signals.TaskRefused(effect_id, "It does not exist."))
        elif pick < 0.45:
            error = random.choice(("X", "Y", "Z", None))
            stage = random.choice(("run", "run", "run", "start", "schedule", "submit"))
            self.send(signals.TaskFailed(effect_id, error, random.choice(("c", None)), stage))  # type: ignore[arg-type]
        elif pick < 0.55:
            text = json.dumps(a_value(random), indent=1)
            self.send(signals.TaskSucceeded(effect_id, text, True))
        else:
            output = random.choice(_OUTPUTS) if random.random() < 0.7 else a_value(random)
            self.send(signals.TaskSucceeded(effect_id, output))

    def a_child(self, child: effects.StartChild | effects.RedriveChild) -> None:
        random, effect_id = self.random, child.effect_id
        pick = random.random()
        if pick < 0.2:
            self.send(signals.ChildStarted(effect_id, f"arn:{child.name}", self.rows_for(child)))
        elif pick < 0.22 and isinstance(child, effects.StartChild) and child.first is not None:
            error = random.choice(("States.Runtime", "States.QueryEvaluationError", "X"))
            self.send(signals.InputFailed(effect_id, error, "no input", random.choice((None, "p"))))
        elif pick < 0.3:
            runs = [r.arn for r in self.execution.map_runs if r.status == "RUNNING"]
            if runs:
                self.send(
                    signals.MapRunUpdated(
                        random.choice(runs), random.choice((None, 0, 1, 3)), 1, 60.0
                    )
                )
        elif pick < 0.9:
            self.send(signals.ChildFinished(effect_id, "SUCCEEDED", a_value(random)))
        else:
            status = random.choice(("FAILED", "TIMED_OUT", "ABORTED"))
            self.send(signals.ChildFinished(effect_id, status, None, {"Status": status}))

    def rows_for(self, child: effects.StartChild | effects.RedriveChild) -> int:
        """A number of rows that a batch could have."""
        left = [
            run.total - child.first
            for run in self.execution.map_runs
            if run.arn == child.map_run_arn
            and isinstance(child, effects.StartChild)
            and child.first is not None
        ]
        return self.random.randint(1, max(1, min(2, *left))) if left else 1

    def a_reader(self, effect: effects.ReadItems) -> None:
        random = self.random
        error = "States.ItemReaderFailed" if random.random() < 0.15 else None
        page = {"page": [random.randrange(9)]}
        self.send(signals.ItemsRead(effect.effect_id, random.randrange(6), page, error, error))

    def a_writer(self, effect: effects.WriteResults) -> None:
        error = "States.ResultWriterFailed" if self.random.random() < 0.2 else None
        self.send(signals.ResultsWritten(effect.effect_id, {"Bucket": "b", "Key": "k"}, error))


# How often a timer fires when it is picked: every clock can win, but work gets done.
_LIKELY = {"wait": 1, "retry": 1, "task": 0.05, "heartbeat": 0.3, "execution": 0.02, "quota": 0.01}
_HAPPENS: dict[type[Any], Callable[[_Player, Any], None]] = {
    effects.InvokeTask: _Player.a_task,
    effects.StartChild: _Player.a_child,
    effects.RedriveChild: _Player.a_child,
    effects.ReadItems: _Player.a_reader,
    effects.WriteResults: _Player.a_writer,
}
_CLOSING = frozenset(
    {
        signals.TaskSucceeded,
        signals.TaskFailed,
        signals.TaskRefused,
        signals.TimerFired,
        signals.ItemsRead,
        signals.ResultsWritten,
        signals.InputFailed,
        signals.ChildFinished,
    }
)


# ------------------------------------------------------------------ plays and replays


def play(
    program: Program,
    input_: JSON,
    seed: int,
    *,
    steps: int = 150,
    limits: Limits = STANDARD,
    check: Callable[[Execution], None] = lambda execution: None,
) -> Played:
    """Drive a new execution at random; `check` sees it after every call of `run`."""
    player = _Player(program, input_, seed, limits)
    player.play(steps, check)
    execution = player.execution
    story = story_of(execution, execution.records, player.made)
    return Played(story, player.rows, player.suspensions)


def replayed(program: Program, input_: JSON, seed: int, rows: list[Row], budgets: Random) -> Story:
    """The story that a journal tells, with other budgets than those it was made with."""
    execution = new_execution(program, input_, seed)
    made: list[Effect] = []
    for row in rows:
        while execution.transitions < row[0] - 3 and execution.has_more:
            made += execution.run(budgets.choice((1, 2, 3)))
        made += apply(execution, row)
    while execution.has_more:
        made += execution.run(budgets.choice((0, 1, 7)) or 1)
    return story_of(execution, execution.records, made)


def reloaded(program: Program, input_: JSON, seed: int, rows: list[Row]) -> Story:
    """The same, with a snapshot, written and read again as text, in place of the execution at every point."""
    execution = new_execution(program, input_, seed)
    made: list[Effect] = []
    records: list[Record] = []

    def renewed() -> Execution:
        records.extend(execution.records)
        return again(program, execution)

    for row in rows:
        while execution.transitions < row[0]:
            made += execution.run(1)
            execution = renewed()
        made += apply(execution, row)
        execution = renewed()
    while execution.has_more:
        made += execution.run(1)
        execution = renewed()
    return story_of(execution, records, made)


def again(program: Program, execution: Execution) -> Execution:
    """An execution out of its snapshot's text."""
    text = json.dumps(execution.dump())
    assert text == json.dumps(execution.dump()), "two snapshots of one state differ"
    loaded = Execution.load(program, json.loads(text))
    if isinstance(execution.given, Verbatim):
        assert isinstance(loaded.given, Verbatim)
    return loaded


# ------------------------------------------------------------------ what holds at every suspension


def frames_of(execution: Execution) -> Iterator[Frame]:
    pending = [] if execution.root is None else [execution.root]
    while pending:
        frame = pending.pop()
        yield frame
        if frame.join is not None:
            pending.extend(frame.join.children.values())


def bounds_hold(execution: Execution) -> None:
    """Every bound is no less than what it bounds."""
    for frame in frames_of(execution):
        assert frame.bytes >= size(frame.input), (frame.id, frame.step, frame.bytes, frame.input)
        assert frame.depth >= depth(frame.input), (frame.id, frame.step, frame.depth, frame.input)
        assert frame.variable_bytes >= sum(map(size, frame.variables.values()))
        join = frame.join
        if join is not None and join.items is not None:
            assert join.given_bytes >= size(join.arguments)
            assert all(join.given_bytes >= size(item) for item in join.items)
            assert all(join.given_depth >= depth(item) for item in join.items)
        if join is not None:
            finished = [r for i, r in enumerate(join.results) if i not in join.children]
            if join.done == len(finished):
                assert join.bytes >= size(finished)


def ids_hold(records: list[Record]) -> None:
    """Each event hangs on an earlier one, or on nothing."""
    for id_, record in enumerate(records, 1):
        assert 0 <= record[1] < id_, (id_, record)
