"""One clock for all runs of a test: it stands still until the test moves it.

Every run began at some instant of this clock and is never ahead of it or behind. When time passes, what is due happens at its
instant, in the order of the instants, whichever run it belongs to. So functions that several runs share see what they
would see in the world.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from asl.errors import UsageError
from asl.testing.readings import Done, is_over
from asl.testing.run import Run
from asl.testing.simulate import DEFAULT_NOW_MS, instant_ms
from asl.testing.visits import moment

_UNITS: Final = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds")


class ClockError(UsageError):
    """Time cannot pass as asked."""


def _name(function: object) -> str:
    return getattr(function, "__name__", None) or repr(function)


class Clock:
    """The time of one test's runs, in UTC. It begins at 2025-01-01T00:00:00Z unless `set` says otherwise."""

    def __init__(self) -> None:
        self._now_ms = DEFAULT_NOW_MS
        self._runs: list[Run] = []

    @property
    def now(self) -> datetime:
        """The instant that it is for every run."""
        return moment(self._now_ms)

    @property
    def now_ms(self) -> int:
        """The same in milliseconds since the Unix epoch."""
        return self._now_ms

    def set(self, now: datetime | str | int) -> None:
        """Begin at another instant: a datetime, an RFC 3339 text, or ms since the Unix epoch.

        Raises:
            ClockError: a run is open; time that has begun only passes.
        """
        open_ = self._open()
        if open_:
            raise ClockError(
                f"the clock cannot be set while a run is open ({open_[0]!r}): set it before, or let time pass with advance()"
            )
        self._now_ms = instant_ms(now)

    def advance(
        self,
        by: timedelta | float | None = None,
        *,
        weeks: float = 0,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: float = 0,
    ) -> None:
        """Let time pass: a timedelta, a number of seconds, or by units. What is due meanwhile happens at its instant.

        Raises:
            ClockError: a negative or no time, or no run was started in this test.
        """
        parts = dict(zip(_UNITS, (weeks, days, hours, minutes, seconds, milliseconds), strict=True))
        span = timedelta(**parts)
        if isinstance(by, timedelta):
            span += by
        elif by is not None:
            if isinstance(by, bool) or not isinstance(by, (int, float)):
                raise ClockError(f"advance() takes a timedelta or seconds, not {by!r}")
            span += timedelta(seconds=by)
        elif not any(parts.values()):
            raise ClockError("advance() needs to know how far: advance(days=3)")
        if span < timedelta(0):
            raise ClockError(f"advance() by {span}: time passes in one direction only")
        if not self._runs:
            raise ClockError(
                "advance(): no run was started in this test. machine.start(input) begins one that this clock moves;"
                " asl_clock.set(…) says when the first begins"
            )
        self.go_to(self._now_ms + round(span / timedelta(milliseconds=1)))

    def advance_until(self, what: Callable[[], object] | str | datetime) -> None:
        """Let time pass until something is so: `run.done` or another function gives true, a state of this name is
        entered (or is the one that a run is in), an instant has come.

        Raises:
            ClockError: nothing more is due, and it is not so. A quota (five minutes of an Express execution, a year)
                is no reason for time to pass.
        """
        if isinstance(what, datetime):
            at_ms = instant_ms(what)
            if at_ms < self._now_ms:
                raise ClockError(f"advance_until({what}): it is {self.now} already")
            self.go_to(at_ms)
            return
        if isinstance(what, str):
            self._until(self._entering(what), f'the state "{what}" is entered')
        elif callable(what):
            self._until(
                what, "the run is over" if isinstance(what, Done) else f"{_name(what)}() is true"
            )
        else:
            raise ClockError(
                f"advance_until() takes a function, a state's name or a datetime, not {what!r}"
            )

    def _until(self, is_so: Callable[[], object], words: str) -> None:
        while not is_so():
            next_ms = self._next_ms(None)
            if next_ms is None:
                raise ClockError(
                    f"advance_until(): nothing more is due before {words}\n{self._state()}{self._cure()}"
                )
            self.go_to(next_ms)

    def _entering(self, name: str) -> Callable[[], bool]:
        if not self._runs:
            raise ClockError(
                f'advance_until("{name}"): no run was started in this test: machine.start(input) begins one'
            )
        names = {step.name for run in self._runs for step in run.execution.program.steps.values()}
        if name not in names:
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(name, sorted(names)) or f"there are {', '.join(sorted(names))}"
            raise ClockError(f'advance_until("{name}"): no run has a state of this name; {advice}')
        looked = {id(run): len(run.records) for run in self._runs}

        def entered() -> bool:
            for run in self._runs:
                start = looked.get(id(run), 0)
                if any(
                    record[0].endswith("StateEntered") and record[3] == name
                    for record in run.records[start:]
                ):
                    return True
            return False

        def is_in() -> bool:
            return any(not view.is_done for run in self._open() for view in run.visits_if_any(name))

        return (lambda: True) if is_in() else entered

    # ---------------------------------------------------------------- what machines call

    def began(self, run: Run) -> None:
        """A run that moves with this clock from now on."""
        self._runs.append(run)

    def finish(self, run: Run) -> None:
        """Let time pass until a run is over, or only waits for something from outside. The others move along."""
        host = run.host
        if self._others_are_done(run):
            host.run()
            self._now_ms = max(self._now_ms, host.now_ms)
            return
        host.settle()
        while not is_over(run):
            next_ms = host.due_ms()
            if next_ms is None:
                return
            self.go_to(next_ms)

    def _others_are_done(self, run: Run) -> bool:
        return all(other is run or is_over(other) for other in self._runs)

    def go_to(self, at_ms: int) -> None:
        """Everything due until then happens, and then it is then."""
        for run in self._runs:
            run.host.settle()
        while (next_ms := self._next_ms(at_ms)) is not None:
            self._now_ms = max(self._now_ms, next_ms)
            for run in self._open():
                run.host.advance_to(next_ms)
        self._now_ms = max(self._now_ms, at_ms)
        for run in self._open():
            run.host.advance_to(self._now_ms)

    def _open(self) -> list[Run]:
        return [run for run in self._runs if not is_over(run)]

    def _next_ms(self, until_ms: int | None) -> int | None:
        due = [at for run in self._open() if (at := run.host.due_ms(until_ms)) is not None]
        return min(due, default=None)

    def _state(self) -> str:
        lines = [f"  {run!r}" for run in self._runs[:8]]
        return "\n".join(lines) or "  no run was started in this test"

    def _cure(self) -> str:
        """What would make an open run go on."""
        ways = {"token": 'run.token("{}").succeed(…)', "activity": 'run.activity("{}").succeed(…)'}
        cures = [
            ways[w.what].format(w.state)
            for run in self._open()
            for w in run.waiting
            if w.what in ways
        ]
        return (
            f"\n  help: {' or '.join(dict.fromkeys(cures))} answers what is waited for"
            if cures
            else ""
        )

    def __repr__(self) -> str:
        return f"<asl_clock {self.now.isoformat()} runs={len(self._runs)}>"
