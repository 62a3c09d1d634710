"""Who may follow whom: targets exist, every state is reachable, something ends, names are unique in the whole machine."""

from __future__ import annotations

from typing import Final

from asl.check.diagnostic import Rule
from asl.check.plan import machine, scope
from asl.check.walk import Scope, Walk

MISSING_TARGET: Final = Rule(
    "ASL2103",
    "missing-transition-target",
    "Next, Default and StartAt reach only states of the same States object.",
    "ASL spec, Transitions",
    aws_code="MISSING_TRANSITION_TARGET",
)
UNREACHABLE: Final = Rule(
    "ASL2104",
    "unreachable-state",
    "A state that no way leads to is a mistake, and the service refuses it.",
    "AWS API, recorded answers",
    aws_code="MISSING_TRANSITION_TARGET",
)
NO_END: Final = Rule(
    "ASL2105",
    "no-terminal-state",
    "A machine without a terminal state can only fail.",
    "AWS API reference, ValidateStateMachineDefinition",
    aws_code="MISSING_END_STATE",
)
DUPLICATE_NAME: Final = Rule(
    "ASL2106",
    "duplicate-state-name",
    "State names are unique in the whole machine, nested states included.",
    "ASL spec, States; AWS API, recorded answers",
    aws_code="DUPLICATE_STATE_NAME",
)
NO_NESTED_END: Final = Rule(
    "ASL2107",
    "no-terminal-state-inside",
    "A branch or item processor without a terminal state can only fail; the service accepts it all the same.",
    "ASL spec, Terminal States; AWS API, 2026",
    "warning",
    None,
)


@scope
def targets_exist(walk: Walk, scope: Scope) -> None:
    """Every StartAt, Next and Default names a state of its States object."""
    states = scope.states
    if not states:
        return
    if scope.start is not None and scope.start not in states:
        _missing(walk, scope, scope.start, f"{scope.pointer}/StartAt")
    for way in scope.ways:
        if way.target not in states:
            _missing(walk, scope, way.target, f"{way.pointer}/{way.field}")


def _missing(walk: Walk, scope: Scope, target: str, pointer: str) -> None:
    help = walk.suggest(target, scope.states)
    if help is None and walk.suggested < 100:
        around = next((each for each in walk.scopes if target in each.states), None)
        if around is not None:
            where = around.state_pointer(target)
            help = f"no way enters or leaves a Map or Parallel; that state is at {where}"
    walk.report(
        MISSING_TARGET,
        pointer,
        f'"{target}" is not a state here',
        help=help,
        aws=f"Missing 'Next' target: {target}",
    )


@scope
def states_are_reachable(walk: Walk, scope: Scope) -> None:
    """Every state is on some way from StartAt."""
    if scope.start is None:
        return  # said by missing-field or wrong-type; nothing is known of the ways
    ways: dict[str, list[str]] = {}
    for way in scope.ways:
        ways.setdefault(way.source, []).append(way.target)
    reached = {scope.start}
    pending = [scope.start]
    while pending:
        for target in ways.get(pending.pop(), ()):
            if target not in reached:
                reached.add(target)
                pending.append(target)
    if len(reached) >= len(scope.states) and reached.issuperset(scope.states):
        return
    for name in scope.states:
        if name not in reached:
            walk.report(
                UNREACHABLE,
                scope.state_pointer(name),
                f'no way leads to "{name}"',
                key=True,
                aws=f'State "{name}" is not reachable.',
            )


@scope
def something_ends(walk: Walk, scope: Scope) -> None:
    """Some state of the scope is terminal. For a nested scope this is only advice, as it is for the service."""
    if scope.ends or not scope.states:
        return
    if scope.parent is None:
        walk.found.append(
            NO_END.at(
                f"{scope.pointer}/States",
                "no state ends the execution",
                help='set "End": true in one, or add a Succeed or Fail state',
                aws_message="Workflow has no terminal state",  # the service names no place
            )
        )
    else:
        walk.report(
            NO_NESTED_END,
            f"{scope.pointer}/States",
            "no state ends this part of the machine",
            help='set "End": true in one, or add a Succeed or Fail state',
        )


@machine
def names_are_unique(walk: Walk) -> None:
    """No two states of the machine share a name. The later one is reported, as the service does."""
    if len(walk.scopes) < 2:
        return
    first: dict[str, Scope] = {}
    for inner in walk.scopes:
        for name in inner.states:
            earlier = first.setdefault(name, inner)
            if earlier is not inner:
                walk.report(
                    DUPLICATE_NAME,
                    inner.state_pointer(name),
                    f'"{name}" is the name of another state too',
                    key=True,
                    help=f"the other one is at {earlier.state_pointer(name)}",
                    aws=f"Duplicate State name: {name}",
                )
