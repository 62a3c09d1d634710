"""How many transitions a machine can make, without running it: the least and the most over all paths, and what to expect.

- A path goes from StartAt to an end: Succeed, Fail, `"End": true`. An execution that fails where nothing catches may make
  fewer transitions than the least; the least holds for executions that come to one of these ends.
- Retries are in the most: every retrier of a state may be used up, and each attempt of a Parallel or Map runs what is
  inside it again. They are not in the least and not in what is expected.
- A Map makes its item processor's transitions for every item, and nobody knows how many there are: `N` in the result. A
  distributed Map's Standard children count likewise; Express ones are billed otherwise and count nothing, batches are left
  out of account (no Map makes more children than items).
- A loop has no most. It is named, with the fewest transitions that one turn takes.

Paths of a graph with several N cannot always be put in order: then there are several least or most, of which the smallest or
the largest counts once the N are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from asl.compile.program import every_scope
from asl.model.machine import (
    ChoiceState,
    FailState,
    MapState,
    ParallelState,
    State,
    StateMachine,
    States,
    SucceedState,
    TaskState,
)

_MOST_KEPT: Final = (
    16  # polynomials kept of one bound; beyond, they are merged into one that holds for all of them
)


class Poly(NamedTuple):
    """A sum such as 1 + 3·N: what each product of symbols is multiplied by. No number is below 0."""

    terms: Mapping[tuple[str, ...], Fraction]

    def __add__(self, other: object) -> Poly:
        assert isinstance(other, Poly)
        found = dict(self.terms)
        for symbols, times in other.terms.items():
            found[symbols] = found.get(symbols, Fraction(0)) + times
        return Poly(found)

    def times(self, number: Fraction | int) -> Poly:
        return Poly({symbols: times * number for symbols, times in self.terms.items() if number})

    def by(self, symbol: str) -> Poly:
        """This, once for each item that `symbol` stands for."""
        return Poly({tuple(sorted((*key, symbol))): times for key, times in self.terms.items()})

    def holds(self, other: Poly) -> bool:
        """Whether no N makes this smaller than the other."""
        return all(self.terms.get(key, 0) >= times for key, times in other.terms.items())

    def at(self, counts: Mapping[str, int]) -> Poly:
        """With numbers for the symbols that are known."""
        found: dict[tuple[str, ...], Fraction] = {}
        for symbols, times in self.terms.items():
            left = []
            for symbol in symbols:
                if symbol in counts:
                    times = times * counts[symbol]
                else:
                    left.append(symbol)
            found[tuple(left)] = found.get(tuple(left), Fraction(0)) + times
        return Poly(found)

    def __str__(self) -> str:
        order = sorted(self.terms.items(), key=lambda item: (len(item[0]), item[0]))
        parts = [_term(symbols, times) for symbols, times in order if times]
        return " + ".join(parts) or "0"


def _term(symbols: tuple[str, ...], times: Fraction) -> str:
    number = _number(times)
    if not symbols:
        return number
    product = "·".join(symbols)
    return product if number == "1" else f"{number}·{product}"


def _number(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.3f}".rstrip("0").rstrip(".")


def constant(number: int | Fraction) -> Poly:
    """A number without symbols."""
    return Poly({(): Fraction(number)})


Bound = tuple[Poly, ...]
"""One or more sums, of which the least or the most counts."""


def bound_text(bound: Bound, word: str) -> str:
    """A bound for people: 7, 1 + 3·N, or most(10, 2 + 3·N)."""
    if not bound:
        return "no way to an end"
    return str(bound[0]) if len(bound) == 1 else f"{word}({', '.join(map(str, bound))})"


class Loop(NamedTuple):
    """States that can follow each other for ever. turn: the fewest transitions that one turn takes."""

    states: tuple[str, ...]
    pointers: tuple[str, ...]
    turn: Bound


class Bounds(NamedTuple):
    """What can be said without an input. most: None where a loop has none. maps: what each N stands for."""

    least: Bound
    most: Bound | None
    loops: tuple[Loop, ...]
    maps: Mapping[str, str]  # symbol → the Map's name


def bounds_of(machine: StateMachine, counts: Mapping[str, int] | None = None) -> Bounds:
    """The least and most transitions of a machine.

    Args:
        counts: how many items a Map has, by its name, where that is known.
    """
    symbols = symbols_of(machine)
    known = {symbols[name]: n for name, n in (counts or {}).items() if name in symbols}
    inner: dict[str, tuple[Bound, Bound | None]] = {}
    loops: list[Loop] = []
    for scope in reversed(list(every_scope(machine))):  # what lies inside comes first
        graph = _Graph(scope, inner, symbols)
        loops += graph.loops
        inner[scope.pointer] = (graph.least(), graph.most())
    least, most = inner[machine.pointer]
    return Bounds(
        _least([poly.at(known) for poly in least]),
        None if most is None else _most([poly.at(known) for poly in most]),
        tuple(reversed(loops)),
        {symbol: name for name, symbol in symbols.items() if symbol not in known},
    )


def symbols_of(machine: StateMachine) -> dict[str, str]:
    """A symbol for each Map: N, or N1, N2, … in the order of the text."""
    names = [
        state.name
        for scope in every_scope(machine)
        for state in scope.states.values()
        if isinstance(state, MapState)
    ]
    if len(names) == 1:
        return {names[0]: "N"}
    return {name: f"N{place}" for place, name in enumerate(names, 1)}


def _least(polys: Iterable[Poly]) -> Bound:
    """Those that may be the smallest for some N."""
    kept: list[Poly] = []
    for poly in polys:
        if any(poly.holds(other) for other in kept):
            continue
        kept = [other for other in kept if not other.holds(poly)]
        kept.append(poly)
    return tuple(kept) if len(kept) <= _MOST_KEPT else (_merged(kept, min),)


def _most(polys: Iterable[Poly]) -> Bound:
    """Those that may be the largest for some N."""
    kept: list[Poly] = []
    for poly in polys:
        if any(other.holds(poly) for other in kept):
            continue
        kept = [other for other in kept if not poly.holds(other)]
        kept.append(poly)
    return tuple(kept) if len(kept) <= _MOST_KEPT else (_merged(kept, max),)


def _merged(polys: Sequence[Poly], choose: object) -> Poly:
    """One sum that is below (min) or above (max) all of them."""
    keys = {key: None for poly in polys for key in poly.terms}
    pick = min if choose is min else max
    return Poly({key: pick(poly.terms.get(key, Fraction(0)) for poly in polys) for key in keys})


def _sums(left: Bound, right: Bound) -> list[Poly]:
    return [one + two for one in left for two in right]


class _Graph:
    """The states of one scope and what each of them makes. `inner`: bounds of the scopes inside, by pointer."""

    def __init__(
        self,
        scope: States,
        inner: Mapping[str, tuple[Bound, Bound | None]],
        symbols: Mapping[str, str],
    ) -> None:
        self._scope = scope
        self._inner = inner
        self._symbols = symbols
        self._order = components(scope)
        self.loops: list[Loop] = [self._loop(part) for part in self._order if _is_loop(part, scope)]

    def least(self) -> Bound:
        """From StartAt to an end; nothing where no way leads to one. No least path goes round a loop."""
        found: dict[str, Bound] = {}
        for part in self._order:  # successors come first
            changed = True
            while changed:
                changed = False
                for name in part:
                    now = self._least_from(self._scope.states[name], found)
                    if now is not None and now != found.get(name):
                        found[name] = now
                        changed = True
        return found.get(self._scope.start_at, ())

    def _least_from(self, state: State, found: Mapping[str, Bound]) -> Bound | None:
        polys: list[Poly] = []
        own = self._own_least(state)
        if is_end(state):
            polys += own
        for name in successors(state):
            if name in found:
                polys += _sums(own, found[name])
        for name in caught(state):
            if name in found:
                polys += _sums((constant(1),), found[name])  # it may fail at once
        return _least(polys) if polys else None

    def _own_least(self, state: State) -> Bound:
        total: Bound = (constant(1),)
        for least, _, symbol in self._inside(state):
            here = least if symbol is None else tuple(poly.by(symbol) for poly in least)
            total = _least(_sums(total, here))
        return total

    def most(self) -> Bound | None:
        """From StartAt to an end; None where some loop can be reached."""
        if self.loops:
            return None
        found: dict[str, Bound] = {}
        for part in self._order:
            state = self._scope.states[part[0]]
            own = self._own_most(state)
            if own is None:
                return None
            following = [*successors(state), *caught(state)]
            polys = list(own) if is_end(state) or not following else []
            for name in following:
                polys += _sums(own, found[name])
            found[part[0]] = _most(polys)
        return found[self._scope.start_at]

    def _own_most(self, state: State) -> Bound | None:
        total: Bound = (constant(1),)
        for _, most, symbol in self._inside(state):
            if most is None:
                return None
            here = most if symbol is None else tuple(poly.by(symbol) for poly in most)
            total = _most(_sums(total, here))
        return tuple(poly.times(1 + retries(state)) for poly in total)

    def _inside(self, state: State) -> Iterator[tuple[Bound, Bound | None, str | None]]:
        """The scopes inside a state that its execution is billed for by transitions: least, most, N."""
        if isinstance(state, ParallelState):
            for branch in state.branches:
                yield (*self._inner[branch.pointer], None)
        elif isinstance(state, MapState) and not (
            state.distributed and state.execution_type == "EXPRESS"
        ):
            yield (*self._inner[state.processor.pointer], self._symbols[state.name])

    def _loop(self, part: Sequence[str]) -> Loop:
        """One loop, with its shortest turn."""
        states = self._scope.states
        turns: list[Poly] = []
        for first in part:
            reached: dict[str, Bound] = {}
            for _ in part:
                before = dict(reached)
                for name in part:
                    polys = list(reached.get(name, ()))
                    sources = [n for n in part if name in _all_successors(states[n])]
                    for source in sources:
                        own = self._edge_least(states[source], name)
                        if source == first:
                            polys += own
                        elif source in reached:
                            polys += _sums(reached[source], own)
                    if polys:
                        reached[name] = _least(polys)
                if before == reached:
                    break
            turns += reached.get(first, ())
            if len(part) > _LONG_LOOP:
                break  # one state of it is enough to say about how long a turn is
        return Loop(tuple(part), tuple(states[name].pointer for name in part), _least(turns))

    def _edge_least(self, state: State, name: str) -> Bound:
        return self._own_least(state) if name in successors(state) else (constant(1),)


_LONG_LOOP: Final = 40  # states


def successors(state: State) -> list[str]:
    """The states that can follow, when nothing fails, each once."""
    names = [rule.next for rule in state.choices] if isinstance(state, ChoiceState) else []
    if isinstance(state, ChoiceState) and state.default is not None:
        names.append(state.default)
    if state.next is not None:
        names.append(state.next)
    return list(dict.fromkeys(names))


def caught(state: State) -> list[str]:
    """The states that its catchers lead to."""
    if isinstance(state, TaskState | ParallelState | MapState):
        return list(dict.fromkeys(catcher.next for catcher in state.catch))
    return []


def retries(state: State) -> int:
    """The most attempts after the first: each retrier counts for itself."""
    if isinstance(state, TaskState | ParallelState | MapState):
        return sum(retrier.max_attempts for retrier in state.retry)
    return 0


def is_end(state: State) -> bool:
    """Whether a path can end here."""
    if isinstance(state, SucceedState | FailState):
        return True
    return state.next is None and not isinstance(state, ChoiceState)


def _all_successors(state: State) -> list[str]:
    return [*successors(state), *caught(state)]


def _is_loop(part: Sequence[str], scope: States) -> bool:
    return len(part) > 1 or part[0] in _all_successors(scope.states[part[0]])


def components(scope: States) -> list[list[str]]:
    """The states that can be reached, in groups that reach each other, successors first (Tarjan, without recursion)."""
    states = scope.states
    if scope.start_at not in states:
        return []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    work: list[tuple[str, Iterator[str]]] = []

    def open_(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        on_stack.add(name)
        work.append((name, iter(_all_successors(states[name]))))

    open_(scope.start_at)
    while work:
        name, following = work[-1]
        for next_ in following:
            if next_ not in states:
                continue
            if next_ not in index:
                open_(next_)
                break
            if next_ in on_stack:
                low[name] = min(low[name], index[next_])
        else:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[name])
            if low[name] == index[name]:
                part = []
                while True:
                    member = stack.pop()
                    on_stack.discard(member)
                    part.append(member)
                    if member == name:
                        break
                found.append([each for each in states if each in part])
    return found
