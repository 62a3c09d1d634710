"""Turns in threads: what may take long keeps nobody waiting, and nobody touches an execution that is away.

`held` puts an event before every turn of a thread, so that a test says when an execution comes back.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hosting import PASS, SEND, Host, machine, wait

from asl.hosts.answers import Never, Returned
from asl.query.jsonata import engine
from asl.vocabulary import signals
from emulator.errors import ServiceError
from emulator.runtime import aside, commands, views
from emulator.runtime.hosted import Away, Hosted
from emulator.runtime.turns import may_be_dear

pytestmark = pytest.mark.usefixtures("hosts")


def jsonata(*states: tuple[str, Any]) -> Any:
    return {"QueryLanguage": "JSONata", **machine(*states)}


def computing(expression: str) -> Any:
    return {"Type": "Pass", "Output": f"{{% {expression} %}}"}


SUM = computing("$sum([1, 2, 3])")
DEAR = "$count($sort([1..20000], function($a, $b){ $a < $b }))"  # tens of milliseconds


class Held:
    """Turns in threads wait until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._go = threading.Semaphore(0)
        self._turn = aside._turn
        self.begun = threading.Semaphore(0)
        monkeypatch.setattr(aside, "_turn", self._held)

    def _held(self, execution: Any) -> aside.Turn:
        self.begun.release()
        assert self._go.acquire(timeout=10)
        return self._turn(execution)

    def go(self, turns: int = 1) -> None:
        self._go.release(turns)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    made = Held(monkeypatch)
    yield made
    made.go(1_000)  # no thread is left waiting


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.001)


# -------------------------------------------------------------------- who goes aside


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$states.input.a + 1", False),
        ("$states.input.a > 3 and $x = 'y'", False),
        ("$sum($states.input.a)", True),
        ("($f := function($x){ $x }; 1)", True),
        ("λ($x){ $x }", True),
        ("[1..100]", True),
        ("$states.input.a ~> /(a+)+$/", True),
    ],
)
def test_what_may_take_long(expression: str, expected: bool) -> None:
    assert may_be_dear(f'{{"Output": "{{% {expression} %}}"}}') is expected


def test_jsonpath_never_does() -> None:
    assert not may_be_dear('{"Parameters": {"a.$": "States.ArrayRange(1, 900, 1)"}}')


def turns_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The machines of executions that have turns in threads."""
    seen: list[str] = []
    turn = aside._turn

    def noted(execution: Any) -> aside.Turn:
        seen.append(execution.identity.machine_name)
        return turn(execution)

    monkeypatch.setattr(aside, "_turn", noted)
    return seen


def test_quick_programs_come_back_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = turns_of(monkeypatch)
    host = Host()
    quick = host.machine(jsonata(("A", SUM)), "quick")
    plain = host.machine(jsonata(("A", computing("$states.input.n + 1"))), "plain")
    for number in range(10):
        assert host.output(host.start(quick, name=str(number))) == 6
        assert host.output(host.start(plain, {"n": 1}, str(number))) == 2
    assert seen == ["quick"] * 3


def test_slow_programs_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = turns_of(monkeypatch)
    monkeypatch.setattr(aside, "_TURN_S", 0.001)
    host = Host()
    slow = host.machine(jsonata(("A", computing(DEAR))), "slow")
    for number in range(8):
        assert host.output(host.start(slow, name=str(number))) == 20_000
    assert len(seen) >= 8


def test_one_that_becomes_slow_goes_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = turns_of(monkeypatch)
    expression = f"$states.input.hard ? {DEAR} : $count([1])"
    host = Host()
    name = host.machine(
        jsonata(*((f"A{n}", {**computing(expression), "Assign": {}}) for n in range(1)))
    )
    for number in range(5):
        host.start(name, {"hard": False}, str(number))
    seen.clear()
    for number in range(8):
        host.start(name, {"hard": True}, f"h{number}")
    assert seen  # after two dear transitions


def test_others_go_on_while_an_expression_is_evaluated() -> None:
    host = Host()
    bomb = "$match($pad('', 30, 'a') & '!', /(a+)+$/)"  # a second, AWS's own limit
    slow = host.machine(jsonata(("A", computing(bomb))), "slow")
    quick = host.machine(machine(("A", PASS)), "quick")

    async def go() -> int:
        hosted = host.begin(slow, name="slow")
        await commands.started(host.runtime, hosted)
        done = 0
        while hosted.is_open:
            await commands.started(host.runtime, host.begin(quick, name=f"q{done}"))
            done += 1
        assert hosted.execution.failure is not None
        assert hosted.execution.failure[0] == "States.QueryEvaluationError"
        return done

    assert host.run(go()) > 20


# -------------------------------------------------------------------- one that is away


async def away(host: Host, name: str, given: Any = None) -> Hosted:
    """A new execution whose first turn is held in a thread."""
    hosted = host.begin(name, given)
    await commands.started(host.runtime, hosted)
    await until(lambda: hosted.away is not None)
    return hosted


def test_readers_see_what_it_was_when_it_left(held: Held) -> None:
    host = Host()
    name = host.machine(jsonata(("A", SUM)))

    async def go() -> None:
        hosted = await away(host, name)
        assert views.find(host.runtime, hosted.arn).status == "RUNNING"
        held.go()
        await until(lambda: hosted.execution.status == "SUCCEEDED")
        hosted_views = views.history(host.runtime, hosted.arn, limit=10)[0]
        if hosted.away is not None:  # the thread is done, the loop does not know it yet
            assert [event["type"] for event in hosted_views] == ["ExecutionStarted"]
            assert views.find(host.runtime, hosted.arn).status == "RUNNING"
        await host.rest()
        assert views.find(host.runtime, hosted.arn).output == "6"

    host.run(go())


def test_its_end_is_on_disk_before_anybody_sees_it(held: Held) -> None:
    host = Host()
    name = host.machine(jsonata(("A", SUM)), type_="EXPRESS")
    standard = host.machine(jsonata(("A", SUM)), "s")

    async def go() -> None:
        hosted = host.begin(name)
        waiting = asyncio.ensure_future(commands.finished(host.runtime, hosted))
        held.go()
        assert (await waiting).output == "6"
        hosted = await away(host, standard)
        host.store.is_full = True
        held.go()
        await until(lambda: hosted.away is None)
        await asyncio.sleep(0)
        assert host.rows("SELECT status FROM executions") == [("RUNNING",)]
        host.store.is_full = False
        await host.runtime.durable()
        assert host.rows("SELECT status FROM executions") == [("SUCCEEDED",)]

    host.run(go())


def test_an_end_in_a_thread_is_no_end_yet() -> None:
    host = Host()
    name = host.machine(machine(("A", PASS)))

    async def go() -> None:
        hosted = host.begin(name)
        await commands.started(host.runtime, hosted)
        assert host.runtime.ended(hosted).done()
        hosted.away = Away(views.of_hosted(hosted), 1)
        assert not host.runtime.ended(hosted).done()

    host.run(go())


def test_a_stop_waits_for_it(held: Held) -> None:
    host = Host()
    name = host.machine(jsonata(("A", SUM), ("W", {"Type": "Wait", "Seconds": 60})))

    async def go() -> None:
        hosted = await away(host, name)
        stopping = asyncio.ensure_future(commands.stop(host.runtime, hosted.arn, "E", None))
        await asyncio.sleep(0.01)
        assert not stopping.done()
        held.go()
        assert await stopping == host.runtime.now_ms
        assert views.find(host.runtime, hosted.arn).status == "ABORTED"

    host.run(go())


def test_timers_that_fire_meanwhile_count(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_TURN_S", 0)  # a transition a turn
    host = Host()
    branch = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "End": True}}}
    other = {"StartAt": "A", "States": {"A": {**SUM, "End": True}}}
    name = host.machine(jsonata(("P", {"Type": "Parallel", "Branches": [branch, other]})))

    async def go() -> None:
        hosted = host.begin(name)
        held.go(2)  # into P, and into W
        await until(lambda: hosted.timers.keys() - {"quota/0"} and hosted.away is not None)
        host.runtime.clock.set(host.runtime.now_ms + 5_000)
        host.runtime.clock.fire(host.runtime.now_ms)
        (waiting,) = hosted.post
        assert isinstance(waiting, signals.TimerFired)
        held.go(10)
        await until(lambda: not hosted.is_open and hosted.away is None)
        assert hosted.execution.output == [{}, 6]

    host.run(go())


def test_a_token_is_answered_when_it_is_back(held: Held) -> None:
    host = Host(answers={"T": Never()})
    ask = {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task",
                "Resource": SEND,
                "Arguments": {"QueueUrl": "q", "MessageBody": "{% $states.context.Task.Token %}"},
                "End": True,
            }
        },
    }
    slow = {"StartAt": "A", "States": {"A": {**SUM, "Next": "B"}, "B": {**SUM, "End": True}}}
    name = host.machine(jsonata(("P", {"Type": "Parallel", "Branches": [ask, slow]})))

    async def go() -> None:
        hosted = host.begin(name)
        held.go(1)
        await until(lambda: host.scripted.calls)
        token = host.scripted.calls[0].token or ""
        answering = asyncio.ensure_future(host.succeeding(token, "answer"))
        held.go(10)
        await answering
        await until(lambda: not hosted.is_open)
        assert hosted.execution.output == ["answer", 6]
        with pytest.raises(ServiceError) as refused:
            await host.succeeding(token, "again")
        assert refused.value.code == "TaskTimedOut"

    host.run(go())


def test_a_fault_in_a_thread_parks_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(execution: Any) -> aside.Turn:
        raise RuntimeError("not today")

    monkeypatch.setattr(aside, "_turn", broken)
    host = Host()
    name = host.machine(jsonata(("A", SUM)))
    arn = host.start(name)
    assert list(host.runtime.parked) == [arn]
    assert "not today" in caplog.text
    host.start(host.machine(machine(("A", PASS)), "other"), name="y")


def test_a_reset_meanwhile_forgets_it(held: Held) -> None:
    host = Host()
    name = host.machine(jsonata(("A", SUM)))

    async def go() -> None:
        hosted = await away(host, name)
        stopping = asyncio.ensure_future(commands.stop(host.runtime, hosted.arn, None, None))
        await asyncio.sleep(0)
        host.runtime.reset()
        held.go()
        with pytest.raises(ServiceError):
            await stopping
        await host.rest()
        assert host.rows("SELECT count(*) FROM executions") == [(0,)]

    host.run(go())


def test_a_crash_meanwhile_loses_nothing(tmp_path: Path, held: Held) -> None:
    host = Host(tmp_path)
    name = host.machine(jsonata(("A", SUM), ("B", SUM)))
    arn = host.run(away(host, name)).arn
    held.go(100)
    host = host.restarted()
    assert host.output(arn) == 6


def test_signals_that_cost_nothing_need_no_thread(held: Held) -> None:
    """A start is answered whoever is in the threads."""
    host = Host()
    name = host.machine(jsonata(("A", SUM)))

    async def go() -> None:
        for number in range(5):
            await commands.started(host.runtime, host.begin(name, name=str(number)))
        assert len(host.rows("SELECT 1 FROM executions")) == 5
        held.go(100)

    host.run(go())


def test_slow_programs_have_one_thread_at_most(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host()
    slow = host.machine(jsonata(("A", SUM)), "slow")
    other = host.machine(jsonata(("A", computing("$max([1, 2])"))), "other")

    async def go() -> None:
        digest = host.runtime.catalog.machines[slow].revision.program.digest
        monkeypatch.setattr(
            host.runtime, "is_slow", lambda hosted: hosted.execution.program.digest == digest
        )
        begun = [host.begin(slow, name=f"s{number}") for number in range(3)]
        await host.runtime.durable()
        await until(lambda: begun[0].away)
        last = host.begin(other, name="o")
        await host.runtime.durable()
        await until(lambda: last.away)
        assert [bool(each.away) for each in begun] == [True, False, False]
        held.go(100)
        await until(lambda: not any(each.is_open for each in (*begun, last)))

    host.run(go())


# -------------------------------------------------------------------- the engine's part


@pytest.mark.parametrize(
    "expression",
    [
        "$states.input.a",
        "$sum($states.input.list)",
        "$states.input.nothing",
        "$states.input.list[$ > 1]",
        "{'a': $states.input.a, 'n': null}",
        "$map($states.input.list, function($v){ $v * 2 })",
        "$string($states.input.big)",
        "$x & '!'",
        "$now()",
        "$random() < 1",
        "$states.context.Execution.Id",
        "$error('no')",
        "1 + 'a'",
    ],
)
def test_an_evaluation_apart_gives_the_same(
    expression: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jsonata_scope import Fixed

    given = {"a": {"é": [1, None, True]}, "list": [1, 2.5, 3], "big": 2**53}

    def evaluated() -> Any:
        scope = Fixed(given, variables={"x": "y"})
        try:
            return engine.program_of(expression).evaluate(scope, None, None)
        except engine.JsonataError as e:
            return str(e)

    here = evaluated()
    monkeypatch.setattr(engine, "lets_others_run", lambda: True)
    assert repr(evaluated()) == repr(here)


def test_a_value_that_no_double_holds_is_met_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from jsonata_scope import Fixed

    monkeypatch.setattr(engine, "lets_others_run", lambda: True)
    scope = Fixed({"n": 10**400, "m": 1})
    assert engine.program_of("$states.input.m + 1").evaluate(scope, None, None) == 2


def test_the_hook_is_for_threads_only() -> None:
    assert not aside._is_aside()


def test_heartbeats_wait_at_the_door(held: Held) -> None:
    host = Host(answers={"T": Returned(1)})
    name = host.machine(jsonata(("A", SUM), ("B", wait(1))))

    async def go() -> None:
        hosted = await away(host, name)
        assert host.runtime.send(hosted, signals.TaskHeartbeat("0/9"))
        assert hosted.post == [signals.TaskHeartbeat("0/9")]
        held.go(10)
        await until(lambda: hosted.away is None)
        assert hosted.post == []

    host.run(go())
