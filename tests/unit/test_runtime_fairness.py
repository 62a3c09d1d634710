"""Who runs next: long loops and dear expressions go on beside others, and never twice between a request and its answer.

How long anything takes is played: a program's transitions cost what a table says, on a clock of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hosting import LOOP, PASS, Host, machine, task, wait

from asl.engine.execution import Execution
from asl.hosts.answers import Returned
from emulator.runtime import commands, runtime, turns
from emulator.runtime.hosted import Hosted

pytestmark = pytest.mark.usefixtures("hosts")


class Played:
    """Time that passes only with transitions. cost_s: of one, by the machine's name."""

    def __init__(self, cost_s: dict[str, float]) -> None:
        self.now_s = 0.0
        self.cost_s = cost_s
        self.ran: list[
            tuple[str, int]
        ] = []  # (execution's name, transitions) of every run that made some

    def perf_counter(self) -> float:
        return self.now_s

    def wrap(self, run: Callable[[Execution, int], Any]) -> Callable[[Execution, int], Any]:
        def played(execution: Execution, budget: int = 10_000) -> Any:
            before = execution.transitions
            made = run(execution, budget)
            steps = execution.transitions - before
            if steps:
                self.now_s += steps * self.cost_s.get(execution.identity.machine_name, 1e-6)
                self.ran.append((execution.identity.name, steps))
            return made

        return played


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, float]], Played]:
    def make(cost_s: dict[str, float]) -> Played:
        time = Played(cost_s)
        monkeypatch.setattr(runtime, "time", time)
        monkeypatch.setattr(Execution, "run", time.wrap(Execution.run))
        return time

    return make


LONG = {"n": 0, "to": 10_000}


async def until(host: Host, holds: Callable[[], bool]) -> int:
    """Turns of the event loop until something holds."""
    for turn in range(100_000):
        if holds():
            return turn
        await asyncio.sleep(0)
    raise AssertionError("it never does")


def test_one_that_is_dear_makes_one_transition_at_a_time(played: Any) -> None:
    """From the first on: nothing is known of it."""
    time = played({"dear": 0.1})
    host = Host()
    name = host.machine(LOOP, "dear")
    host.start(name, {"n": 0, "to": 5}, "d")
    assert {steps for _, steps in time.ran} == {1}


def test_one_that_becomes_dear_costs_a_few_transitions_at_once(played: Any) -> None:
    time = played({"m": 1e-4})
    host = Host()
    name = host.machine(LOOP)

    async def go() -> None:
        hosted = host.begin(name, LONG)
        await until(host, lambda: hosted.execution.transitions > 100)
        time.cost_s["m"] = 0.1
        time.ran.clear()
        await until(host, lambda: hosted.execution.transitions > 500)
        assert time.ran[0][1] <= turns.MOST_AT_ONCE
        assert {steps for _, steps in time.ran[1:]} == {1}

    host.run(go())


def test_loops_take_turns(played: Any) -> None:
    time = played({"m": 5e-5})
    host = Host()
    name = host.machine(LOOP)

    async def go() -> None:
        begun = [host.begin(name, {"n": 0, "to": 1_000}, f"l{n}") for n in range(3)]
        await until(host, lambda: all(not hosted.is_open for hosted in begun))
        ends = [max(at for at, (who, _) in enumerate(time.ran) if who == f"l{n}") for n in range(3)]
        # All are at work until shortly before the end, whoever began first.
        assert min(ends) > 0.9 * len(time.ran)

    host.run(go())


@pytest.mark.parametrize("cost_s", [1e-5, 0.1])
def test_a_start_is_answered_while_others_are_at_it(played: Any, cost_s: float) -> None:
    """Whatever one transition costs: no more than one further turn comes between."""
    time = played({"loop": cost_s})
    host = Host()
    loop, other = host.machine(LOOP, "loop"), host.machine(machine(("A", PASS)), "other")

    async def go() -> None:
        loops = [host.begin(loop, LONG, f"l{n}") for n in range(5)]
        await until(host, lambda: all(each.execution.transitions > 2 for each in loops))
        for number in range(50):
            before_s = time.now_s
            hosted = host.begin(other, name=f"o{number}")
            await commands.started(host.runtime, hosted)
            took_s = time.now_s - before_s
            assert took_s <= max(turns.TURN_S, cost_s) * 1.01 + turns.TURN_S
        assert all(each.is_open for each in loops)

    host.run(go())


def test_a_synchronous_execution_is_answered_while_others_are_at_it(played: Any) -> None:
    time = played({"loop": 0.1})
    host = Host()
    loop = host.machine(LOOP, "loop")
    other = host.machine(machine(*((f"A{n}", PASS) for n in range(20))), "other", "EXPRESS")

    async def go() -> None:
        loops = [host.begin(loop, LONG, f"l{n}") for n in range(5)]
        await until(host, lambda: all(each.execution.transitions > 2 for each in loops))
        for number in range(20):
            before_s = time.now_s
            hosted = host.begin(other, name=f"o{number}")
            await commands.finished(host.runtime, hosted)
            assert time.now_s - before_s <= 0.101

    host.run(go())


def test_many_requests_do_not_starve_a_loop(played: Any) -> None:
    played({"loop": 1e-4, "other": 1e-4})
    host = Host()
    loop, other = host.machine(LOOP, "loop"), host.machine(machine(("A", PASS)), "other")

    async def go() -> None:
        hosted = host.begin(loop, LONG, "l")
        await until(host, lambda: hosted.execution.transitions > 2)
        before = hosted.execution.transitions
        for number in range(300):
            await commands.started(host.runtime, host.begin(other, name=f"o{number}"))
        assert hosted.execution.transitions > before + 300

    host.run(go())


def test_new_executions_of_a_slow_program_wait_with_the_slow_ones(played: Any) -> None:
    time = played({"dear": 0.1})
    host = Host()
    dear = host.machine(LOOP, "dear")
    other = host.machine(machine(("A", PASS)), "other")

    async def go() -> None:
        first = host.begin(dear, LONG, "d")
        await until(host, lambda: first.execution.transitions > 2)
        for number in range(10):
            host.begin(dear, LONG, f"d{number}")
        before_s = time.now_s
        await commands.started(host.runtime, host.begin(other))
        assert time.now_s - before_s <= 0.101

    host.run(go())


def test_a_stop_needs_no_turn_of_what_it_stops(played: Any) -> None:
    time = played({"dear": 0.1})
    host = Host()
    dear = host.machine(LOOP, "dear")

    async def go() -> None:
        begun = [host.begin(dear, LONG, f"d{number}") for number in range(10)]
        await until(host, lambda: all(each.execution.transitions > 2 for each in begun))
        before_s = time.now_s
        await commands.stop(host.runtime, begun[7].arn, None, None)
        assert time.now_s - before_s <= 0.101
        assert begun[7].execution.status == "ABORTED"

    host.run(go())


def test_tasks_and_waits_end_beside_a_loop(played: Any) -> None:
    played({"loop": 0.1})
    host = Host(answers={"T": Returned(1)})
    loop = host.machine(LOOP, "loop")
    other = host.machine(machine(("T", task()), ("W", wait(1)), ("U", task())), "other")
    host.scripted.answers = {"T": Returned(1), "U": Returned(2)}

    async def go() -> None:
        hosted = host.begin(loop, {"n": 0, "to": 300}, "l")
        begun = host.begin(other)
        await until(host, lambda: "W" in [record[3] for record in begun.execution.records[-1:]])
        host.runtime.clock.set(host.runtime.now_ms + 1_000)
        host.runtime.clock.fire(host.runtime.now_ms)
        await until(host, lambda: not begun.is_open)
        assert begun.execution.output == 2
        assert hosted.is_open

    host.run(go())


# -------------------------------------------------------------------- the queues themselves


def hosted_of(host: Host, name: str, count: int) -> list[Hosted]:
    async def made() -> list[Hosted]:
        return [host.begin(name, name=str(number)) for number in range(count)]

    return host.run(made())


def test_first_come_first_served() -> None:
    host = Host()
    found = hosted_of(host, host.machine(LOOP), 3)
    queue = turns.Turns()
    for hosted in found:
        hosted.is_told = hosted.is_due = False
        assert queue.tell(hosted)
        assert not queue.tell(hosted)
    assert (queue.announced, queue.served) == (3, 0)
    assert [queue.next_told() for _ in range(4)] == [*found, None]
    assert (queue.announced, queue.served) == (3, 3)
    for hosted in found:
        queue.add(hosted)
        queue.add(hosted)
    assert [queue.next_first() for _ in range(4)] == [*found, None]
    for hosted in found:
        queue.put_back(hosted)
        queue.add(hosted)  # in line already
    assert [queue.next_further() for _ in range(4)] == [*found, None]
    assert not queue


def test_clear_serves_who_waits() -> None:
    host = Host()
    (hosted,) = hosted_of(host, host.machine(LOOP), 1)
    queue = turns.Turns()
    hosted.is_told = hosted.is_due = False
    queue.tell(hosted)
    queue.add(hosted)
    queue.clear()
    assert not queue
    assert queue.served == queue.announced
    assert queue.tell(hosted)
