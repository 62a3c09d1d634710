"""Workflow variables: their names, the scopes they live in, and reads that no assignment reaches.

A scope is one States object. An inner scope reads the variables around it and may not assign their names; a distributed Map's
states run as executions of their own and see nothing around them.
"""

from __future__ import annotations

from typing import Final

from asl.check.diagnostic import Rule
from asl.check.expressions import check_json
from asl.check.faults import shown, wrong_type
from asl.check.paths import TEMPLATE_TWICE, check_entry, check_template, no_dollar
from asl.check.plan import Checker, kind, scope
from asl.check.values import PATH_LIKE
from asl.check.walk import Scope, Walk
from asl.jsonvalue import JSON
from asl.limits import MAX_NAME_CHARS
from asl.model.fields import Field, Language
from asl.source.position import escape

_GUIDE: Final = "AWS guide, Passing data between states with variables"

NAME: Final = Rule(
    "ASL2401",
    "variable-name",
    f"A variable's name is a Unicode identifier of at most {MAX_NAME_CHARS} characters.",
    _GUIDE,
)
RESERVED: Final = Rule("ASL2402", "reserved-variable", "$states belongs to the service.", _GUIDE)
SHADOWS: Final = Rule(
    "ASL2403",
    "variable-of-outer-scope",
    "An inner scope cannot assign a name that a scope around it assigns.",
    _GUIDE,
    aws_code="DUPLICATE_VARIABLE_NAME",
)
UNDEFINED: Final = Rule(
    "ASL2404",
    "possibly-undefined-variable",
    "Reading a variable that is not set fails when the state runs.",
    "AWS API, 2026: POSSIBLY_UNDEFINED_VARIABLE",
    "warning",
    "POSSIBLY_UNDEFINED_VARIABLE",
)


def variable_name(key: str) -> str:
    """The variable that an entry of Assign sets: `x` for both `x` and `x.$`."""
    return key[:-2] if key[-2:] == ".$" else key


@kind("variables")
def _variables(row: Field, of: str, language: Language) -> Checker:
    is_template = language == "JSONPath"
    extra: tuple[str, ...] = ()
    if of == "Catcher":
        extra = ("errorOutput",)
    elif of in ("Task", "Parallel", "Map"):
        extra = ("result",)

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not dict:
            wrong_type(walk, key, value, "an object")
            return
        place = walk.at(key)
        for entry, member in value.items():
            name = variable_name(entry) if is_template else entry
            _check_name(walk, name, entry, place)
            walk.scope.assigned.setdefault(name, f"{place}/{escape(entry)}")
            if not is_template:
                check_json(walk, member, f"{place}/{escape(entry)}", extra)
            elif entry is not name:
                check_entry(walk, entry, member, place, place)
            elif member.__class__ is dict or member.__class__ is list:
                check_template(walk, member, f"{place}/{escape(entry)}")
            elif member.__class__ is str and PATH_LIKE.match(member):
                no_dollar(walk, entry, member, place, place)
        if is_template:
            _check_twice(walk, value, place)

    return check


def _check_twice(walk: Walk, assign: dict[str, JSON], place: str) -> None:
    """x and x.$ in one Assign."""
    for entry in assign:
        if entry[-2:] == ".$" and entry[:-2] in assign:
            walk.report(
                TEMPLATE_TWICE,
                f"{place}/{escape(entry)}",
                f'"{entry[:-2]}" and "{entry}" set the same variable',
                key=True,
                aws_at=place,
            )


def _check_name(walk: Walk, name: str, entry: str, place: str) -> None:
    if name == "states":
        walk.report(
            RESERVED, f"{place}/{escape(entry)}", '"states" is reserved', key=True, aws_at=place
        )
        return
    if name.isidentifier() and name[0] != "_" and len(name) <= MAX_NAME_CHARS:
        return
    if len(name) > MAX_NAME_CHARS:
        why = f"it has {len(name)} characters; at most {MAX_NAME_CHARS} are allowed"
    elif not name:
        why = "it is empty"
    elif "." in name or "[" in name:
        why = "a variable is set as a whole"
    else:
        why = "it begins with a letter and goes on with letters, digits and _"
    walk.report(
        NAME,
        f"{place}/{escape(entry)}",
        f"{shown(entry)} is not a variable's name: {why}",
        key=True,
        aws_at=place,
    )


@scope
def outer_names_are_not_assigned(walk: Walk, scope: Scope) -> None:
    """DUPLICATE_VARIABLE_NAME: an inner scope assigns what a scope around it assigns."""
    if not scope.assigned:
        return
    for around in scope.around():
        for name, outside in around.assigned.items() if around.assigned else ():
            pointer = scope.assigned.get(name)
            if pointer is not None:
                walk.report(
                    SHADOWS,
                    pointer,
                    f'"{name}" is a variable of a scope around this one',
                    key=True,
                    help=f"it is assigned at {outside}; choose another name",
                    aws=f"The variable name '{name}' was already defined in a parent scope.",
                )


# Advice is not worth more: beyond this many states × names the ways are not followed.
_MAX_WORK: Final = 2_000_000


@scope
def variables_are_set_before_they_are_read(walk: Walk, scope: Scope) -> None:
    """POSSIBLY_UNDEFINED_VARIABLE: on some way to the state nothing has set the variable that it reads."""
    if not scope.reads or scope.is_open or any(around.is_open for around in scope.around()):
        return
    known = _at_entry(scope)
    said: set[tuple[str, str]] = set()
    for read in scope.reads:
        at_entry = known.get(read.state)
        if at_entry is None or read.name in at_entry or (read.pointer, read.name) in said:
            continue  # None: the state is not reachable, which is said elsewhere
        said.add((read.pointer, read.name))
        sometimes = any(read.name in each.assigned for each in (scope, *scope.around()))
        walk.report(
            UNDEFINED,
            read.pointer,
            f'"${read.name}" is not set on every way here'
            if sometimes
            else f'"${read.name}" is never set',
            help=None if sometimes else walk.suggest(read.name, list(scope.assigned)),
            aws=f"Variable '{read.name}' is possibly not defined.",
        )


def _at_entry(scope: Scope) -> dict[str, frozenset[str]]:
    """For every reachable state of a scope, the variables that are set on every way to it."""
    if scope.at_entry is None:
        scope.at_entry = _follow(scope)
    return scope.at_entry


def _follow(scope: Scope) -> dict[str, frozenset[str]]:
    outer: frozenset[str] = frozenset()
    if scope.parent is not None and not scope.is_distributed:
        outer = _at_entry(scope.parent).get(scope.state, outer)
    if scope.start is None or scope.start not in scope.states:
        return {}
    if len(scope.states) * (len(outer) + len(scope.assigned)) > _MAX_WORK:
        return {}
    ways: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for way in scope.ways:
        if way.target in scope.states:
            ways.setdefault(way.source, []).append((way.target, way.assigns))
    known = {scope.start: outer}
    pending = [scope.start]
    while pending:
        state = pending.pop()
        here = known[state]
        for target, assigns in ways.get(state, ()):
            there = here.union(assigns) if assigns else here
            before = known.get(target)
            after = there if before is None else before & there
            if before is None or len(after) != len(before):
                known[target] = after
                pending.append(target)
    return known
