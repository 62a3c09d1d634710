"""Checks definitions: `check(definition)` gives every diagnostic, errors and warnings, in the order of the walk.

    asl.check.check(definition, type="STANDARD")    a value, a text or a Source
    asl.check.check_text(text, name="order.asl.yaml")
    asl.check.check_state(state)                    one state on its own
    asl.check.aws_text(diagnostics)                 what CreateStateMachine answers

Warnings never make a definition invalid.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Literal, TypeAlias

from asl.check.aws import aws_diagnostics, aws_text
from asl.check.diagnostic import Diagnostic, Rule

if TYPE_CHECKING:
    from asl.jsonvalue import JSON
    from asl.model.fields import Language
    from asl.source import Source

__all__ = [
    "Diagnostic",
    "Rule",
    "aws_diagnostics",
    "aws_text",
    "check",
    "check_source",
    "check_state",
    "check_text",
]

MachineType: TypeAlias = Literal["STANDARD", "EXPRESS"]


def check(
    definition: str | bytes | Mapping[str, JSON] | Source | JSON, *, type: MachineType = "STANDARD"
) -> list[Diagnostic]:
    """Everything that is wrong with a definition, or doubtful.

    Args:
        definition: JSON text, a value, or what `asl.source.read` made of a text.
        type: STANDARD or EXPRESS; the latter forbids some integrations.
    """
    from asl.source import Source, read

    if isinstance(definition, Source):
        return check_source(definition, type=type)
    if isinstance(definition, (str, bytes, Mapping)):
        return check_source(read(definition), type=type)
    return _check_value(definition, type)


def check_text(
    text: str | bytes,
    *,
    name: str = "<input>",
    format: Literal["json", "yaml"] | None = None,
    defines: Mapping[str, JSON] | None = None,
    type: MachineType = "STANDARD",
) -> list[Diagnostic]:
    """Everything that is wrong with a definition's text; see `asl.source.read` for the arguments."""
    from asl.source import read

    return check_source(read(text, name=name, format=format, defines=defines), type=type)


def check_source(source: Source, *, type: MachineType = "STANDARD") -> list[Diagnostic]:
    """Everything that is wrong with a source: what the reader found, then what the rules find."""
    from asl.check.reading import of_source

    found = of_source(source) if source.problems else []
    return found + _check_value(source.value, type) if source.is_readable else found


def _check_value(value: JSON, type: MachineType) -> list[Diagnostic]:
    from asl.check.rules import Walk, check_machine

    walk = Walk(value, is_express=type == "EXPRESS")
    check_machine(walk, value)
    return walk.found


def check_state(
    state: JSON,
    *,
    name: str = "StateName",
    language: Language = "JSONPath",
    type: MachineType = "STANDARD",
) -> list[Diagnostic]:
    """Everything that is wrong with one state on its own, as TestState takes it. `language` is the machine's.

    Pointers start at the state; the service's places at a machine around it. Where its Next leads is not asked.
    """
    from asl.check.rules import Walk, check_single_state
    from asl.source.position import escape

    walk = Walk({"States": {name: state}}, is_express=type == "EXPRESS")
    check_single_state(walk, name, state, language)
    around = f"/States/{escape(name)}"
    return [one._replace(pointer=one.pointer.removeprefix(around)) for one in walk.found]


class _CallablePackage(ModuleType):
    """`asl.check(…)` is the function and `asl.check.report` a module: importing the package binds its name in `asl`."""

    def __call__(
        self,
        definition: str | bytes | Mapping[str, JSON] | Source | JSON,
        *,
        type: MachineType = "STANDARD",
    ) -> list[Diagnostic]:
        return check(definition, type=type)


sys.modules[__name__].__class__ = _CallablePackage
