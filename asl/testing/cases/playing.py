"""From a prepared case to what became of it: the run, step by step on the virtual clock, and the expectations it missed.

Without steps a run goes to its end, or as far as it comes without anything from outside. With steps it begins, does what
takes no time, and time passes only as the steps say; after the last one it goes to its end like any other. A step that
cannot be made (a token that nobody waits for) is a failure of the test at the step's place, and ends it.

Whatever stops a run (a task that nothing answers, a mock that ran out, a loop without an end) is a failure too: the machine
did what the test did not foresee.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.errors import AslError, UsageError
from asl.hosts.answers import Answer, TaskCall
from asl.hosts.mocks import UnansweredTask
from asl.jsonvalue import JSON
from asl.testing import sessions
from asl.testing.cases.amounts import milliseconds
from asl.testing.cases.expecting import Unmet, unmet
from asl.testing.cases.reading import Step
from asl.testing.cases.stage import Prepared
from asl.testing.clock import Clock, ClockError
from asl.testing.outside import Task
from asl.testing.run import Run
from asl.testing.simulate import prepare, seen

if TYPE_CHECKING:
    from collections.abc import Mapping


class Played(NamedTuple):
    """What became of a case. called: the mocks that were asked, as (group, key)."""

    run: Run
    missed: list[Unmet]
    called: frozenset[tuple[str, str]]


def play(case: Prepared) -> Played:
    """Run a case and judge it."""
    clock = Clock()
    clock.set(case.now_ms)
    run = _begin(case, clock)
    told = seen(run) if sessions.observers and case.alone is None else None
    if told is not None:
        sessions.began(told)
    try:
        missed = list(_through(case, run, clock))
    finally:
        if told is not None:
            sessions.ended(told)
    called = {
        (origin.group, key)
        for layer in case.layers
        for key, origin in layer.origins.items()
        if key not in layer.mocks.unused
    }
    return Played(run, missed, frozenset(called))


def _begin(case: Prepared, clock: Clock) -> Run:
    said = case.case
    start_at: str | None = said.get("start_at")
    variables: Mapping[str, JSON] | None = said.get("variables")
    host = prepare(
        case.program,
        case.text,
        mocks=_First(case),
        type=case.type_,
        now=clock.now_ms,
        seed=said.get("seed", 0),
        machine_name=case.name,
        account=said.get("account", "123456789012"),
        region=said.get("region", "us-east-1"),
        start_at=start_at,
        variables=variables,
        buckets=case.buckets,
    )
    run = Run(host, variables=variables)
    clock.began(run)
    return run


class _First:
    """The first of a case's answerers that has an answer."""

    def __init__(self, case: Prepared) -> None:
        self._answerers = case.answerers

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer] | None:
        for answerer in self._answerers:
            answer = answerer.answer(call)
            if answer is not None:
                return answer
        return None


# ------------------------------------------------------------------ from start to end


def _through(case: Prepared, run: Run, clock: Clock) -> Iterator[Unmet]:
    steps, expect = case.case.steps, case.case.expect
    try:
        if steps:
            run.host.settle()
            yield from _stepped(case, run, clock)
        _to_the_end(case, run, clock)
    except _Halted:
        return
    except UnansweredTask as e:
        yield Unmet("run", case.case.pointer, *_unanswered(e))
        return
    except AslError as e:
        first, *more = str(e).splitlines()
        yield Unmet("run", case.case.pointer, first, tuple(more))
        return
    yield from unmet(case, run, expect, at_end=True)
    yield from _unused(case)


def _to_the_end(case: Prepared, run: Run, clock: Clock) -> None:
    most_ms = milliseconds(case.case.get("max_time"))
    if most_ms is None:
        clock.finish(run)
    elif case.now_ms + most_ms > clock.now_ms:
        clock.go_to(case.now_ms + most_ms)
    else:
        run.host.settle()


class _Halted(Exception):
    """A step could not be made: what follows would tell of something else."""


def _stepped(case: Prepared, run: Run, clock: Clock) -> Iterator[Unmet]:
    taken: dict[str, Task] = {}
    for step in case.case.steps:
        if step.word == "expect":
            missed = list(unmet(case, run, step.expect, at_end=False))
            yield from missed
            if missed:
                raise _Halted
            continue
        try:
            _make(step, run, clock, taken)
        except UsageError as e:
            first, *more = str(e).splitlines()
            yield Unmet(f"step {step.word}", step.said.pointer, first, tuple(more))
            raise _Halted from None


def _make(step: Step, run: Run, clock: Clock, taken: dict[str, Task]) -> None:
    """One step.

    Raises:
        UsageError: it cannot be made now.
    """
    said = step.said.value
    match step.word:
        case "advance":
            clock.advance(milliseconds=milliseconds(said) or 0)
        case "advance_until":
            _advance_until(said, run, clock)
        case "stop":
            run.stop(said.get("error"), said.get("cause"))
        case "redrive":
            run.redrive()
        case "succeed":
            _task(said, run, taken).succeed(said.get("output", {}))
        case "fail":
            _task(said, run, taken).fail(said.get("error"), said.get("cause"))
        case "heartbeat":
            _task(said, run, taken).heartbeat()


def _advance_until(name: str, run: Run, clock: Clock) -> None:
    try:
        clock.advance_until(name)
    except ClockError:
        happened = f"the run is over, {run.status}" if run.done else "nothing more is due"
        raise UsageError(f'"{name}" was not entered: {happened}') from None


def _task(said: dict[str, JSON], run: Run, taken: dict[str, Task]) -> Task:
    """The task that a step answers. An activity's that a heartbeat took stays the same worker's until it is over."""
    if "token_of" in said:
        name, index = said["token_of"], said.get("index")
        waiting = [w for w in run.waiting if w.token is not None and w.what != "activity"]
        if not any(w.state == name and index in (None, w.map_index) for w in waiting):
            at = "" if index is None else f" at index {index}"
            raise UsageError(_nobody(f'no task waits with the token of "{name}"{at}', run))
        return run.token(name, index=index)
    name = said["activity"]
    task = taken.get(name)
    if task is None or not task.is_open:
        if not any(
            w.what == "activity" and w.resource is not None and w.resource.action == name
            for w in run.waiting
        ):
            raise UsageError(_nobody(f'no task of the activity "{name}" waits', run))
        task = taken[name] = run.activity(name)
    return task


def _nobody(what: str, run: Run) -> str:
    from asl.testing.explain import path_of, waits

    if run.done:
        return f"{what}: the run is over, {run.status}, by {path_of(run)}"
    others = ", ".join(dict.fromkeys(waits(run))) or "the clock"
    return f"{what}: the run is at {path_of(run, 6)}, and waits for {others}"


# ------------------------------------------------------------------ mocks that were not needed


def _unused(case: Prepared) -> Iterator[Unmet]:
    """Mocks of this case alone that were not called, and answers of theirs that were not given."""
    allowed = case.case.get("unused_mocks", False)
    if allowed is True:
        return
    for layer in case.layers:
        for key, numbers in (*((key, []) for key in layer.mocks.unused), *layer.left_over.items()):
            origin = layer.origins[key]
            if origin.is_own and key not in (allowed or ()):
                yield Unmet(
                    "mocks", origin.pointer, _never(key, numbers), _ALLOW, source=origin.source
                )


def _never(key: str, numbers: list[int]) -> str:
    if not numbers:
        return f'the mock for "{key}" was never called'
    shown = ", ".join(map(str, numbers[:6])) + (", …" if len(numbers) > 6 else "")
    if len(numbers) == 1:
        return f'answer {shown} of the mock for "{key}" was never given'
    return f'answers {shown} of the mock for "{key}" were never given'


_ALLOW: Final = ("take it out, or say that it need not be called: unused_mocks: true",)


def _unanswered(error: UnansweredTask) -> tuple[str, tuple[str, ...]]:
    state = error.call.state if error.call.state.isidentifier() else f'"{error.call.state}"'
    first, *more = error.what.splitlines()
    return first, (*(line.strip() for line in more), f"mock it: mocks: {{{state}: …}}")
