"""How many transitions to expect, from how often each Choice goes which way.

No task fails in it: retries and catchers are not expected. What is computed is exact: fractions all the way, and a loop is a
system of linear equations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from asl.compile.program import every_scope
from asl.errors import UsageError
from asl.model.machine import ChoiceState, MapState, ParallelState, State, StateMachine, States
from asl.observe.bounds import Poly, components, constant, symbols_of


def weights_of(text: str) -> tuple[str, list[Fraction]]:
    """`STATE=0.3` or `STATE=0.2,0.5,0.3`: a Choice's weights, in the order of its rules, Default last. 30% is 0.3.

    Raises:
        UsageError: it is no such text.
    """
    name, equals, said = text.rpartition("=")
    found: list[Fraction] = []
    for part in said.split(",") if equals and name else ():
        number = part.strip()
        try:
            weight = Fraction(number.rstrip("%")) / (100 if number.endswith("%") else 1)
        except (ValueError, ZeroDivisionError):
            break
        if not 0 <= weight <= 1:
            break
        found.append(weight)
    else:
        if found:
            return name, found
    raise UsageError(
        f'--branch takes STATE=WEIGHT,…, each from 0 to 1, such as Route=0.3 or Route=0.2,0.5,0.3, not "{text}"'
    )


def expected(
    machine: StateMachine,
    weights: Mapping[str, Sequence[Fraction]],
    counts: Mapping[str, int] | None = None,
) -> Poly:
    """The mean number of transitions, where no task fails, from the weights of every Choice that can be reached.

    Args:
        weights: by a Choice's name: one for each of its rules in order, then for Default; they add up to 1. Without the
            last one, it is what is left.
        counts: how many items a Map has, by its name.

    Raises:
        UsageError: a Choice has no weights, or not as many as it has ways; or the machine then never ends.
    """
    _known_choices(machine, weights)
    symbols = symbols_of(machine)
    inner: dict[str, Poly | UsageError] = {}
    for scope in reversed(list(every_scope(machine))):
        try:
            inner[scope.pointer] = _expected_of(scope, inner, symbols, weights)
        except UsageError as e:  # counts only if this scope is reached
            inner[scope.pointer] = e
    found = inner[machine.pointer]
    if isinstance(found, UsageError):
        raise found
    return found.at({symbols[name]: n for name, n in (counts or {}).items() if name in symbols})


def _known_choices(machine: StateMachine, weights: Mapping[str, Sequence[Fraction]]) -> None:
    names = [
        state.name
        for scope in every_scope(machine)
        for state in scope.states.values()
        if isinstance(state, ChoiceState)
    ]
    for name in weights:
        if name not in names:
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(name, names) or (
                f"its Choices are {', '.join(names)}" if names else "it has none"
            )
            raise UsageError(f'--branch: the definition has no Choice "{name}"; {advice}')


def _ways(state: State, weights: Mapping[str, Sequence[Fraction]]) -> list[tuple[str, Fraction]]:
    """Where a state leads, and how often."""
    if not isinstance(state, ChoiceState):
        return [] if state.next is None else [(state.next, Fraction(1))]
    targets = [rule.next for rule in state.choices]
    if state.default is not None:
        targets.append(state.default)
    given = weights.get(state.name)
    if given is None:
        if len(set(targets)) == 1:
            return [(targets[0], Fraction(1))]
        ways = ", ".join(targets)
        example = ",".join(["0.5", *["0"] * (len(targets) - 2)])
        raise UsageError(
            f'no weights for the Choice "{state.name}": say how often it goes each way ({ways}), such as '
            f"--branch '{state.name}={example}'"
        )
    parts = list(given)
    if len(parts) == len(targets) - 1:
        parts.append(1 - sum(parts, Fraction(0)))
    if len(parts) != len(targets) or sum(parts, Fraction(0)) != 1 or min(parts) < 0:
        raise UsageError(
            f"--branch {state.name}: it has {len(targets)} ways ({', '.join(targets)}); give a weight for each, of 0 to 1 "
            f"and 1 together, or for all but the last"
        )
    return list(zip(targets, parts, strict=True))


def _expected_of(
    scope: States,
    inner: Mapping[str, Poly | UsageError],
    symbols: Mapping[str, str],
    weights: Mapping[str, Sequence[Fraction]],
) -> Poly:
    """Visits of each state times what a visit makes. Visits solve a linear system, group by group of the graph."""
    arriving: dict[str, Fraction] = {scope.start_at: Fraction(1)}
    total = constant(0)
    for part in reversed(components(scope)):  # a group comes after all that lead to it
        entering = {name: arriving.get(name, Fraction(0)) for name in part}
        if not any(entering.values()):
            continue
        ways = {name: _ways(scope.states[name], weights) for name in part}
        for name, visits in _visits(part, entering, ways).items():
            if not visits:
                continue
            total = total + _makes(scope.states[name], inner, symbols).times(visits)
            for target, share in ways[name]:
                if target not in entering:
                    arriving[target] = arriving.get(target, Fraction(0)) + visits * share
    return total


def _makes(
    state: State, inner: Mapping[str, Poly | UsageError], symbols: Mapping[str, str]
) -> Poly:
    total = constant(1)
    scopes: list[tuple[States, str | None]] = []
    if isinstance(state, ParallelState):
        scopes = [(branch, None) for branch in state.branches]
    elif isinstance(state, MapState) and not (
        state.distributed and state.execution_type == "EXPRESS"
    ):
        scopes = [(state.processor, symbols[state.name])]
    for scope, symbol in scopes:
        found = inner[scope.pointer]
        if isinstance(found, UsageError):
            raise found
        total = total + (found if symbol is None else found.by(symbol))
    return total


def _visits(
    part: Sequence[str],
    entering: Mapping[str, Fraction],
    ways: Mapping[str, Sequence[tuple[str, Fraction]]],
) -> dict[str, Fraction]:
    """How often each state of a group is visited: v = entering + (share of what comes from each) · v, solved exactly."""
    place = {name: n for n, name in enumerate(part)}
    size = len(part)
    rows = [[Fraction(int(n == m)) for m in range(size)] + [entering[part[n]]] for n in range(size)]
    for name in part:
        for target, share in ways[name]:
            if target in place:
                rows[place[target]][place[name]] -= share
    for n in range(size):
        pivot = next((m for m in range(n, size) if rows[m][n]), None)
        if pivot is None:
            raise UsageError(
                f"with these weights {', '.join(part[:6])} follow each other for ever: give a way out of the loop some weight"
            )
        rows[n], rows[pivot] = rows[pivot], rows[n]
        by = rows[n][n]
        rows[n] = [value / by for value in rows[n]]
        for m in range(size):
            if m != n and rows[m][n]:
                factor = rows[m][n]
                rows[m] = [x - factor * y for x, y in zip(rows[m], rows[n], strict=True)]
    return {name: rows[place[name]][size] for name in part}
