"""What a run must have come to: one judge for every word of `expect`, and what each says when it is not so.

A judge gives what is wrong, or nothing. What it cannot judge is wrong. Where a run did not succeed although it should have,
its output is not compared as well: there is none, and the status says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.jsonvalue import ABSENT, JSON
from asl.source.position import escape
from asl.source.text import Source
from asl.testing.cases.amounts import bounds, milliseconds, number, span_text, whole
from asl.testing.cases.difference import (
    brief,
    differences,
    path_text,
    paths_told,
    told,
)
from asl.testing.cases.reading import Said
from asl.testing.cases.stage import Prepared
from asl.testing.run import Run
from asl.testing.visits import StateView


class Unmet(NamedTuple):
    """One expectation that is not met.

    word: of the expectation, "run" or "step …". pointer: where it stands, in the test file unless `source` is another.
    message: one line. details: more, as lines. expected, got: for programs, ABSENT where they say nothing.
    """

    word: str
    pointer: str
    message: str
    details: tuple[str, ...] = ()
    expected: JSON = ABSENT
    got: JSON = ABSENT
    source: Source | None = None


class _Wrong(NamedTuple):
    """What a judge has to say. at: below the expectation's own pointer."""

    message: str
    details: Sequence[str] = ()
    got: JSON = ABSENT
    at: str = ""


class _Seen(NamedTuple):
    """A run as judges see it: of a state that ran alone, without what only stands after it."""

    case: Prepared
    run: Run

    @property
    def follows(self) -> str | None:
        """Of a state alone: which state would come next."""
        path = self.run.path
        alone = self.case.alone or frozenset()
        ends = self.run.succeeded and len(path) > 1 and path[-1] in alone
        return path[-1] if ends else None

    @property
    def path(self) -> list[str]:
        path = self.run.path
        return path[:-1] if self.follows is not None else path

    def visits(self, name: str) -> list[StateView]:
        visits = self.run.visits_if_any(name)
        return visits[:-1] if self.follows == name else visits


def unmet(case: Prepared, run: Run, expect: Mapping[str, Said], *, at_end: bool) -> Iterator[Unmet]:
    """The expectations that a run does not meet.

    at_end: a run that is over must have succeeded, unless what is expected says otherwise.
    """
    seen = _Seen(case, run)
    ended_well = True
    if at_end and not {"status", "error", "cause", "cause_contains"} & expect.keys():
        implied = Said("SUCCEEDED", f"{case.case.pointer}/expect")
        expect = {"status": implied, **expect}
    for word in sorted(expect, key=lambda name: name != "status"):  # stable: the status goes first
        said = expect[word]
        if word in _OF_OUTPUT and not ended_well:
            continue
        try:
            found = list(JUDGES[word](seen, said.value))
        except UsageError as e:
            found = [_Wrong(str(e))]
        if word == "status" and found and not run.succeeded:
            ended_well = False
        for wrong in found:
            yield Unmet(
                word,
                said.pointer + wrong.at,
                wrong.message,
                tuple(wrong.details),
                said.value,
                wrong.got,
            )


_OF_OUTPUT: Final = ("output", "output_contains", "select", "next")


# ------------------------------------------------------------------ values


def _value(
    what: str, expected: JSON, got: JSON, at: str = "", *, at_least: bool = False
) -> Iterator[_Wrong]:
    found = differences(expected, got, at_least=at_least)
    lines = told(found)
    if lines:
        verb = "lacks what is expected" if at_least else "is not as expected"
        yield _Wrong(f"{what} {verb}", lines, got, at)


def _output(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    if seen.run.succeeded:
        yield from _value("the output", said, seen.run.output)
    else:
        yield _no_output(seen)


def _output_contains(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    if seen.run.succeeded:
        yield from _value("the output", said, seen.run.output, at_least=True)
    else:
        yield _no_output(seen)


def _no_output(seen: _Seen) -> _Wrong:
    return _Wrong(f"there is no output: the run is {seen.run.status}")


def _select(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    if not seen.run.succeeded:
        yield _no_output(seen)
        return
    for path, expected in said.items():
        try:
            got = seen.run.select(path)
        except UsageError as e:
            yield _Wrong(str(e), at=f"/{escape(path)}")
            continue
        yield from _value(f"{path} of the output", expected, got, f"/{escape(path)}")


def _variables(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    root = seen.run.execution.root
    got = {} if root is None else root.variables
    for name, expected in said.items():
        at = f"/{escape(name)}"
        if name in got:
            yield from _value(f"variable {name}", expected, got[name], at)
        else:
            names = ", ".join(got) or "none"
            yield _Wrong(f"there is no variable {name}", [f"assigned are: {names}"], None, at)


# ------------------------------------------------------------------ how it ended


def _status(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    run = seen.run
    if run.status == said:
        return
    details = []
    if run.status == "RUNNING":
        from asl.testing.explain import waits

        details.append(f"it waits for {', '.join(waits(run)) or 'the clock'}")
    yield _Wrong(f"expected {said}, got {run.status}", details, run.status)


def _text(what: str, said: JSON, got: str | None) -> Iterator[_Wrong]:
    if got != said:
        yield _Wrong(f"the {what} is not as expected", told(differences(said, got)), got)


def _error(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    yield from _ended("error", said, seen.run.error, seen.run)


def _cause(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    yield from _ended("cause", said, seen.run.cause, seen.run)


def _ended(what: str, said: JSON, got: str | None, run: Run) -> Iterator[_Wrong]:
    if got is None and run.status in ("SUCCEEDED", "RUNNING"):
        yield _Wrong(f"expected the {what} {brief(said)}, and the run is {run.status}", [], None)
    else:
        yield from _text(what, said, got)


def _cause_contains(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    cause = seen.run.cause
    if cause is None:
        yield _Wrong(
            f"expected a cause with {brief(said)}, and there is none: {seen.run.status}", [], None
        )
    elif said not in cause:
        yield _Wrong(f"the cause does not have {brief(said)}", [f"got {brief(cause, 300)}"], cause)


# ------------------------------------------------------------------ the way


def _path(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    if seen.path != said:
        yield _Wrong("another path was taken", paths_told(said, seen.path), seen.path)


def _path_contains(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    path = iter(seen.path)
    for n, name in enumerate(said):
        if name not in path:  # an iterator: the search goes on where the last one ended
            after = f' after "{said[n - 1]}"' if n else ""
            yield _Wrong(
                f'"{name}" was not entered{after}',
                [f"the path was {path_text(seen.path)}"],
                seen.path,
                f"/{n}",
            )
            return


def _not_entered(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    path = seen.path
    for n, name in enumerate(said):
        if name in path:
            times = path.count(name)
            often = "" if times == 1 else f" {times} times"
            yield _Wrong(
                f'"{name}" was entered{often}', [f"the path was {path_text(path)}"], path, f"/{n}"
            )


def _next(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    if seen.follows != said:
        got = "it ends" if seen.follows is None else f'"{seen.follows}" follows'
        wanted = "that it ends" if said is None else f'"{said}" to follow'
        yield _Wrong(f"expected {wanted}, and {got}", [], seen.follows)


def _calls(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    for name, expected in said.items():
        at = f"/{escape(name)}"
        got = [call.arguments for call in seen.run.calls(name)]
        if not isinstance(expected, list):
            if len(got) != expected:
                yield _times(name, expected, got, at)
        elif len(got) != len(expected):
            yield _times(name, len(expected), got, at)
        else:
            for n, (wanted, given) in enumerate(zip(expected, got, strict=True)):
                yield from _value(f'call {n + 1} of "{name}"', wanted, given, f"{at}/{n}")


def _times(name: str, expected: int, got: list[JSON], at: str) -> _Wrong:
    wanted = "once" if expected == 1 else f"{expected} times" if expected else "not at all"
    often = "once" if len(got) == 1 else f"{len(got)} times" if got else "not at all"
    details = [f"call {n}  {brief(arguments, 100)}" for n, arguments in enumerate(got[:6], 1)]
    if len(got) > 6:
        details.append(f"and {len(got) - 6} more")
    return _Wrong(f'"{name}" was called {often}, expected {wanted}', details, got, at)


def _calls_contain(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    for name, expected in said.items():
        at = f"/{escape(name)}"
        got = [call.arguments for call in seen.run.calls(name)]
        if len(got) != len(expected):
            yield _times(name, len(expected), got, at)
            continue
        for n, (wanted, given) in enumerate(zip(expected, got, strict=True)):
            yield from _value(
                f'call {n + 1} of "{name}"', wanted, given, f"{at}/{n}", at_least=True
            )


def _waits_for(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    got = [waiting.state for waiting in seen.run.waiting]
    if sorted(got) != sorted(said):
        yield _Wrong(
            f"it waits for {', '.join(got) or 'nothing'}, expected {', '.join(said) or 'nothing'}",
            [],
            got,
        )


# ------------------------------------------------------------------ amounts


def _amount(
    what: str,
    said: JSON,
    read: Callable[[JSON], float | None],
    got: float,
    show: Callable[[float], str],
) -> Iterator[_Wrong]:
    limits = bounds(said, read)
    assert limits is not None  # the reader has seen to it
    if not limits.holds(got):
        yield _Wrong(f"{what} {show(got)}, expected {limits.told(show)}", [], got)


def _duration(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    got = round(seen.run.elapsed * 1000)
    for wrong in _amount("it took", said, milliseconds, got, span_text):
        yield wrong._replace(got=got / 1000)


def _transitions(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    from asl.observe.cost.usage import usage_of

    host = seen.run.host
    used = usage_of(host.execution, host.meter, now_ms=host.now_ms)
    for wrong in _amount("there are", said, whole, used.all_transitions, _count):
        states = list(used.all_by_state.items())
        shown = ", ".join(f"{name} {count:,}" for name, count in states[:6])
        more = f" and {len(states) - 6} more" if len(states) > 6 else ""
        yield wrong._replace(details=[f"by state: {shown}{more}"])


def _events(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    yield from _amount("there are", said, whole, len(seen.run.records), _count)


def _count(amount: float) -> str:
    return f"{amount:,.0f}"


def _cost(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    from asl.hosts.price_files import prices_of
    from asl.observe.cost.cost import cost_of
    from asl.testing.priced import started_by

    prices = prices_of(seen.case.case.get("region"))
    host = seen.run.host
    got = cost_of(host, prices, beside=started_by(host.calls)).total
    limits = bounds(said, number)
    assert limits is not None  # the reader has seen to it
    # As decimals: a bound is what the author wrote, not the nearest binary number.
    least, most = (None if one is None else Decimal(str(one)) for one in limits)
    if (least is not None and got < least) or (most is not None and got > most):
        wanted = limits.told(lambda amount: f"${Decimal(str(amount)):f}")
        yield _Wrong(f"it costs ${got:f}, expected {wanted}", [], float(got))


# ------------------------------------------------------------------ single states


def _states(seen: _Seen, said: JSON) -> Iterator[_Wrong]:
    for name, expected in said.items():
        at = f"/{escape(name)}"
        visits = seen.visits(name)
        if isinstance(expected, list):
            if len(visits) != len(expected):
                yield _Wrong(
                    f"{_entered(name, visits)}, expected {_often(len(expected))}",
                    [f"the path was {path_text(seen.path)}"],
                    len(visits),
                    at,
                )
                continue
            for n, (wanted, view) in enumerate(zip(expected, visits, strict=True)):
                yield from _visit(f'"{name}", visit {n}', wanted, view, f"{at}/{n}")
            continue
        which = expected.get("visit")
        if which is None and len(visits) > 1:
            yield _Wrong(
                f"{_entered(name, visits)}: say which with visit: 0 to {len(visits) - 1}, or write a list",
                [],
                len(visits),
                at,
            )
        elif len(visits) <= (which or 0):
            yield _Wrong(
                _entered(name, visits),
                [f"the path was {path_text(seen.path)}"],
                len(visits),
                at,
            )
        else:
            yield from _visit(f'"{name}"', expected, visits[which or 0], at)


def _entered(name: str, visits: list[StateView]) -> str:
    return f'"{name}" was entered {_often(len(visits))}' if visits else f'"{name}" was not entered'


def _often(times: int) -> str:
    return "never" if not times else "once" if times == 1 else f"{times} times"


def _visit(who: str, said: JSON, view: StateView, at: str) -> Iterator[_Wrong]:
    for word, expected in said.items():
        if word == "visit":
            continue
        here = f"{at}/{word}"
        if word.startswith("input"):
            yield from _value(
                f"the input of {who}", expected, view.input, here, at_least=word != "input"
            )
        elif word in ("output", "output_contains", "duration") and not view.is_done:
            yield _Wrong(f"{who} was not left, so it has no {word.partition('_')[0]}", at=here)
        elif word.startswith("output"):
            yield from _value(
                f"the output of {who}", expected, view.output, here, at_least=word != "output"
            )
        elif word == "assigned":
            yield from _value(f"what {who} assigned", expected, view.assigned, here)
        elif word == "attempts":
            if len(view.results) != expected:
                yield _Wrong(
                    f"{who} was tried {_often(len(view.results))}, expected {_often(expected)}",
                    [
                        f"try {n}  {brief(result, 100)}"
                        for n, result in enumerate(view.results[:6], 1)
                    ],
                    len(view.results),
                    here,
                )
        elif word == "duration" and view.left_at is not None:
            took = round((view.left_at - view.entered_at).total_seconds() * 1000)
            for wrong in _amount(f"{who} took", expected, milliseconds, took, span_text):
                yield wrong._replace(got=took / 1000, at=here)


Judge = Callable[[_Seen, JSON], Iterator[_Wrong]]
JUDGES: Final[Mapping[str, Judge]] = {
    "status": _status,
    "output": _output,
    "output_contains": _output_contains,
    "error": _error,
    "cause": _cause,
    "cause_contains": _cause_contains,
    "path": _path,
    "path_contains": _path_contains,
    "not_entered": _not_entered,
    "next": _next,
    "calls": _calls,
    "calls_contain": _calls_contain,
    "duration": _duration,
    "transitions": _transitions,
    "events": _events,
    "cost": _cost,
    "select": _select,
    "states": _states,
    "variables": _variables,
    "waits_for": _waits_for,
}
"""By the word of the grammar's EXPECT; a test compares them."""
