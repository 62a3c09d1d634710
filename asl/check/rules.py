"""All rules, imported once: importing a rule's module subscribes it. The order here is the order of whole-scope rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from asl.check import (
    choice,
    expressions,
    faults,
    maps,
    parameters,
    paths,
    recovery,
    structure,
    transitions,
    values,
    variables,
    work,
)
from asl.check.diagnostic import Rule
from asl.check.structure import check_machine, check_single_state
from asl.check.walk import Walk

__all__ = ["RULES", "Walk", "check_machine", "check_single_state"]

_MODULES: Final = (
    structure, faults, values, transitions, paths, expressions, variables, recovery, choice, maps, work, parameters,
)  # fmt: skip
RULES: Final[Mapping[str, Rule]] = {
    rule.code: rule
    for rule in sorted(
        {rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule)},
        key=lambda rule: rule.code,
    )
}
