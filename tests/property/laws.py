"""The laws of the engine for one random machine: its run, its journal and its snapshots tell one story."""

from __future__ import annotations

from random import Random
from unittest.mock import patch

from property.machines import a_machine, an_input
from property.playing import (
    agree,
    bounds_hold,
    ids_hold,
    new_execution,
    play,
    reloaded,
    replayed,
    story_of,
)

from asl.compile.program import Program, program_of
from asl.engine.execution import Execution
from asl.engine.failure import too_large
from asl.engine.frame import Frame
from asl.engine.replay import replay
from asl.jsonvalue import JSON, depth, dumps, size
from asl.limits import STANDARD
from asl.query.base import Growth
from asl.vocabulary.records import Verbatim


def _drawn(seed: int, size: int) -> tuple[Random, Program, JSON]:
    random = Random(seed)
    definition = a_machine(random, size)
    value = an_input(random)
    given = Verbatim(f" {dumps(value)}") if random.random() < 0.3 else value
    return random, program_of(definition), given


def hold(seed: int, size: int, *, steps: int = 150) -> None:
    """Check every law on the machine and the play that `seed` names."""
    random, program, given = _drawn(seed, size)
    played = play(program, given, seed, steps=steps, check=bounds_hold)
    agree(played.story, replayed(program, given, seed, played.rows, random), "run and replay")
    agree(played.story, reloaded(program, given, seed, played.rows), "run and snapshots")
    execution = new_execution(program, given, seed)
    replay(execution, played.rows)
    ids_hold(execution.records)


def limits_hold(seed: int, size: int) -> None:
    """Bounds decide as measuring everything would: with a tiny payload limit, which most executions meet."""
    random, program, given = _drawn(seed, size)
    limits = STANDARD._replace(payload_bytes=random.choice((60, 120, 250, 500)))
    played = play(program, given, seed, steps=100, limits=limits)
    execution = new_execution(program, given, seed, limits)
    with patch("asl.engine.walk.bounds", _measured_bounds):
        made = replay(execution, played.rows)
    agree(played.story, story_of(execution, execution.records, made), "bounds and sizes")


def _measured_bounds(
    execution: Execution,
    frame: Frame,
    value: JSON,
    growth: Growth | None,
    subject_bytes: int,
    subject_depth: int,
    what: str,
) -> tuple[int, int]:
    bytes_ = size(value)
    if bytes_ > execution.limits.payload_bytes:
        raise too_large(what)
    return bytes_, depth(value)
