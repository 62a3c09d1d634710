"""What the service would say: its codes, texts, places and order.

CreateStateMachine joins everything in one sentence; ValidateStateMachineDefinition lists the same. Where nobody recorded the
service's words, ours stand in their place under its code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from asl.check.diagnostic import SCHEMA, Diagnostic
from asl.source.problem import Severity

_NO_END: Final = "MISSING_END_STATE"
_UNREACHABLE: Final = "unreachable-state"


class AwsDiagnostic(NamedTuple):
    """One entry of ValidateStateMachineDefinition's answer. location None: it has none."""

    severity: Severity
    code: str
    message: str
    location: str | None


def aws_diagnostics(found: Iterable[Diagnostic]) -> list[AwsDiagnostic]:
    """The service's diagnostics for ours, in its order.

    A machine without a terminal state is not called unreachable as well: that answer comes last and hides those of the
    machine's own states. (Reported for AWS, 2026.) What is advice of ours alone is left out.
    """
    kept = [one for one in found if one.aws_code is not None]
    no_end = [one for one in kept if one.aws_code == _NO_END]
    if no_end:
        kept = [one for one in kept if one.name != _UNREACHABLE and one.aws_code != _NO_END]
        kept += no_end
    return [
        AwsDiagnostic(
            one.rule.aws_severity or one.severity,
            one.aws_code or SCHEMA,
            one.aws_message or one.message,
            one.aws_pointer,
        )
        for one in kept
    ]


def aws_text(found: Iterable[Diagnostic]) -> str:
    """CreateStateMachine's message for the errors among them, "" if there are none."""
    errors = [one for one in aws_diagnostics(found) if one.severity == "error"]
    if not errors:
        return ""
    joined = ", ".join(_sentence(one) for one in errors)
    return f"Invalid State Machine Definition: '{joined}'"


def _sentence(one: AwsDiagnostic) -> str:
    if one.location is None or one.message.endswith(one.location):
        # Jackson's texts end with their place. A machine that never ends reads "at null"; other answers without a place end with their text.
        end = " at null" if one.code == _NO_END else ""
        return f"{one.code}: {one.message}{end}"
    return f"{one.code}: {one.message} at {one.location}"
