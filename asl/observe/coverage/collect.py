"""What a run has covered: the stream of its records, read once, after the fact.

Nothing is instrumented. States, transitions and their ways out are in the records; what AWS does not write down (the rule
that was true, the retrier that took a failure, the clock that ran out) the engine keeps beside them: one number for each
Choice entered, and a note for each failure, timeout and Map. A reader goes on where it stopped, so that an execution may
be read again after a redrive.

A transition is taken when its target is entered: a branch that is stopped on the way has not taken it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from asl.compile.program import every_scope
from asl.model.machine import ChoiceState, MapState, ParallelState, StateMachine
from asl.observe.coverage.points import Key, length_of
from asl.vocabulary.records import STATE_TYPES

if TYPE_CHECKING:
    from asl.engine.execution import Execution

_ENTERED: Final = frozenset(f"{type_}StateEntered" for type_ in STATE_TYPES)
_EXITED: Final = frozenset(f"{type_}StateExited" for type_ in STATE_TYPES)
_BEGINS: Final = frozenset(("ParallelStateStarted", "MapIterationStarted"))


class _State:
    """What a reader must know of one state, made once for a machine."""

    __slots__ = ("default", "entered", "key", "out", "rules", "start", "ways")

    def __init__(self, pointer: str) -> None:
        self.key = pointer
        self.entered: Key = (pointer, "state", 0)
        self.start: Key | None = None  # of the scope that begins here
        self.out: Key = (pointer, "end", 0)
        self.rules = 0  # of a Choice
        self.default = False
        self.ways: dict[int, tuple[Key, ...]] = {}  # what each way of a Choice has shown

    def shown(self, chosen: int) -> tuple[Key, ...]:
        """What is known of a Choice's rules, by `Frame.chosen`."""
        found = self.ways.get(chosen)
        if found is None:
            tested = ~chosen if chosen < 0 else chosen
            keys: list[Key] = [(self.key, "false", number) for number in range(tested)]
            if 0 <= chosen < self.rules:
                keys.append((self.key, "true", chosen))
            elif chosen == self.rules and self.default:
                keys.append((self.key, "otherwise", 0))
            found = self.ways[chosen] = tuple(keys)
        return found


class Layout:
    """The states of one machine by name, which is unique in it, as readers of its runs need them."""

    def __init__(self, machine: StateMachine) -> None:
        scopes = list(every_scope(machine))
        self.states: Final[dict[str, _State]] = {
            name: _State(state.pointer) for scope in scopes for name, state in scope.states.items()
        }
        self._begin("", 0, machine.start_at)
        for scope in scopes:
            for name, state in scope.states.items():
                known = self.states[name]
                if state.next is not None:
                    known.out = (state.pointer, "next", 0)
                match state:
                    case ChoiceState():
                        known.rules = len(state.choices)
                        known.default = state.default is not None
                    case ParallelState():
                        for number, branch in enumerate(state.branches):
                            self._begin(state.pointer, number, branch.start_at)
                    case MapState():
                        self._begin(state.pointer, 0, state.processor.start_at)

    def _begin(self, owner: str, number: int, start_at: str) -> None:
        self.states[start_at].start = (owner, "start", number)


class Reader:
    """Reads one execution: each call of `read` gives what has been added since the last one."""

    def __init__(self, layout: Layout) -> None:
        self._states = layout.states
        self._next_id = 0  # of the first record not read; 0: none is read
        self._choices = 0
        self._notes = 0
        self._taken: dict[int, Key] = {}  # transition of an exit, until its target is entered

    def read(self, execution: Execution, hits: Counter[Key]) -> None:
        """Count what the execution has newly covered."""
        records, base = execution.records, execution.base
        caught = self._read_notes(execution, hits)
        states, taken, chosen = self._states, self._taken, execution.chosen
        at = max(self._next_id, base + 1)
        for record in records[at - base - 1 :]:
            kind = record[0]
            if kind in _ENTERED:
                state = states[record[3]]
                hits[state.entered] += 1
                previous = record[1]
                key = taken.pop(previous, None)
                if key is None and state.start is not None:
                    is_start = not previous or (
                        previous > base and records[previous - base - 1][0] in _BEGINS
                    )
                    key = state.start if is_start else None
                if key is not None:
                    hits[key] += 1
                if kind == "ChoiceStateEntered" and self._choices < len(chosen):
                    for shown in state.shown(chosen[self._choices]):
                        hits[shown] += 1
                    self._choices += 1
            elif kind in _EXITED:
                state = states[record[3]]
                key = caught.get(at) if caught else None
                if key is None or key[0] != state.key:
                    key = state.out
                    if kind == "ChoiceStateExited":
                        way = chosen[self._choices - 1]
                        key = (
                            (state.key, "choice", way)
                            if way < state.rules
                            else (state.key, "default", 0)
                        )
                if key[1] == "end":
                    hits[key] += 1
                else:
                    taken[at] = key
            elif kind == "ExecutionTimedOut":
                seconds = execution.program.timeout_seconds
                if seconds is not None and seconds <= execution.limits.duration_s:
                    hits["", "timeout", 0] += 1
            at += 1
        self._next_id = at

    def _read_notes(self, execution: Execution, hits: Counter[Key]) -> dict[int, Key]:
        """Count the notes; the exits that are a catcher's, by their ids."""
        caught: dict[int, Key] = {}
        for at, pointer, what, number in execution.notes[self._notes :]:
            if what == "items":
                hits[pointer, length_of(number), 0] += 1
            elif what == "failed":
                hits[pointer, "failed", 0] += 1
            else:
                hits[pointer, what, number] += 1
                if what == "caught":
                    caught[at + 1] = (pointer, "catch", number)
        self._notes = len(execution.notes)
        return caught
