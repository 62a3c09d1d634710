"""Which states read which variables: `variableReferences` of a described machine.

The checker notes every read on its walk; nested states stand under their own names. Source: recorded answers, Nov 2024.
"""

from __future__ import annotations

from functools import lru_cache

from asl.check.rules import Walk, check_machine
from asl.source import read


@lru_cache(512)
def references_of(definition: str) -> dict[str, list[str]]:
    """State name → the variables it reads, sorted. States that read none are left out."""
    value = read(definition).value
    walk = Walk(value, is_express=False)
    check_machine(walk, value)
    found: dict[str, set[str]] = {}
    for scope in walk.scopes:
        for note in scope.reads:
            found.setdefault(note.state, set()).add(note.name)
    return {state: sorted(names) for state, names in found.items()}
