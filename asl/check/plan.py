"""The rules' subscriptions and the field table, compiled into one plan an object and query language.

A rule subscribes to what it is about: a kind of field (`@kind`), an object (`@owner`), every States object (`@scope`) or the
machine (`@machine`). A plan is a dictionary from field name to checker, so that the walk costs one look-up and one call a
field. Plans are made when the first definition needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeAlias

from asl.check.walk import Raw, Scope, Walk
from asl.jsonvalue import JSON
from asl.model.fields import Choice, Field, Language, choices, rows

Checker: TypeAlias = Callable[[Walk, str, JSON], None]
"""Checks one field: (walk, name, value). The object that holds it stands at walk.pointer."""
Factory: TypeAlias = Callable[[Field, str, Language], Checker | None]
"""Makes the checker of one row for an owner and a language. None: any value will do."""
OwnerRule: TypeAlias = Callable[[Walk, Raw], None]
ScopeRule: TypeAlias = Callable[[Walk, Scope], None]
MachineRule: TypeAlias = Callable[[Walk], None]

_FACTORIES: Final[dict[str, Factory]] = {}
_OWNERS: Final[dict[str, list[OwnerRule]]] = {}
SCOPE_RULES: Final[list[ScopeRule]] = []
MACHINE_RULES: Final[list[MachineRule]] = []


class Plan(NamedTuple):
    """What to do with one kind of object in one query language."""

    owner: str
    language: Language
    fields: Mapping[str, Checker | None]
    required: tuple[str, ...]
    groups: tuple[Choice, ...]
    targets: tuple[str, ...]  # the fields that name a following state
    rules: tuple[OwnerRule, ...]


_PLANS: Final[dict[tuple[str, str], Plan]] = {}


def kind(*kinds: str) -> Callable[[Factory], Factory]:
    """Subscribe a factory of checkers to kinds of field."""

    def subscribe(factory: Factory) -> Factory:
        for name in kinds:
            _FACTORIES[name] = factory
        return factory

    return subscribe


def owner(*owners: str) -> Callable[[OwnerRule], OwnerRule]:
    """Subscribe a rule to whole objects: it runs after their fields."""

    def subscribe(rule: OwnerRule) -> OwnerRule:
        for name in owners:
            _OWNERS.setdefault(name, []).append(rule)
        return rule

    return subscribe


def scope(rule: ScopeRule) -> ScopeRule:
    """Subscribe a rule to every States object: it runs when the walk is over, outer scopes first."""
    SCOPE_RULES.append(rule)
    return rule


def machine(rule: MachineRule) -> MachineRule:
    """Subscribe a rule to the machine: it runs last."""
    MACHINE_RULES.append(rule)
    return rule


def plan(of: str, language: Language) -> Plan:
    """The plan for an owner of the field table."""
    known = _PLANS.get((of, language))
    if known is None:
        table = rows(of, language)
        known = _PLANS[of, language] = Plan(
            of,
            language,
            {name: _FACTORIES[row.kind](row, of, language) for name, row in table.items()},
            tuple(name for name, row in table.items() if row.required),
            choices(of, language),
            tuple(name for name, row in table.items() if row.kind == "state" and name != "StartAt"),
            tuple(_OWNERS.get(of, ())),
        )
    return known
