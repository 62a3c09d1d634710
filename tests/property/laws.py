"""The laws of the engine for one random machine: its run, its journal and its snapshots tell one story."""

from __future__ import annotations

from random import Random

from property.machines import a_machine, an_input
from property.playing import agree, bounds_hold, ids_hold, new_execution, play, reloaded, replayed

from asl.compile.program import program_of
from asl.engine.execution import Execution
from asl.engine.replay import replay
from asl.jsonvalue import dumps
from asl.vocabulary.records import Verbatim


def hold(seed: int, size: int, *, steps: int = 150) -> Execution:
    """Check every law on the machine and the play that `seed` names; the execution as it ended."""
    random = Random(seed)
    definition = a_machine(random, size)
    value = an_input(random)
    given = Verbatim(f" {dumps(value)}") if random.random() < 0.3 else value
    program = program_of(definition)
    played = play(program, given, seed, steps=steps, check=bounds_hold)
    agree(played.story, replayed(program, given, seed, played.rows, random), "run and replay")
    agree(played.story, reloaded(program, given, seed, played.rows), "run and snapshots")
    execution = new_execution(program, given, seed)
    replay(execution, played.rows)
    ids_hold(execution.records)
    return execution
