"""JSONata as a query language: Arguments → work → Output and Assign, each on its own.

Output and Assign are evaluated on `$states` as it is, neither sees the other's effect. The default Output is the result,
the input where there is none, and in a Catch the error output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from asl.jsonvalue import ABSENT, JSON
from asl.model.machine import (
    Catcher,
    ChoiceRule,
    ChoiceState,
    Expr,
    MapState,
    ParallelState,
    State,
    TaskState,
    WaitState,
)
from asl.query.base import Compiled, Dataflow, Evaluate, Scope, Tap, no_tap
from asl.query.jsonata.fields import compile_due, compile_field, compile_items
from asl.query.jsonata.payload import compile_payload

Subject = Literal["none", "result", "errorOutput"]


def _payload(value: JSON, field: str, subject: Subject) -> Compiled | None:
    return None if value is ABSENT else compile_payload(value, field=field, subject=subject)


def _assign(assign: Mapping[str, JSON] | None, field: str, subject: Subject) -> Compiled | None:
    return None if not assign else compile_payload(dict(assign), field=field, subject=subject)


def _entry(pointer: str) -> str:
    """`Catch[1]` or `Choices[0]`: how a location names an entry of a list."""
    _, field, index = pointer.rsplit("/", 2)
    return f"{field}[{index}]"


class _Jsonata:
    """See `asl.query.base.Language`."""

    def dataflow(self, state: State, tap: Tap = no_tap) -> Dataflow:
        works = isinstance(state, TaskState | ParallelState | MapState)
        subject: Subject = "result" if works else "none"
        return Dataflow(
            arguments=tap("afterArguments", _payload(state.arguments, "Arguments", "none"))
            if works
            else None,
            output=_payload(state.output, "Output", subject),
            assign=_assign(state.assign, "Assign", subject),
        )

    def rule(
        self, rule: ChoiceRule, state: ChoiceState
    ) -> tuple[Callable[[Scope, JSON], bool], Dataflow]:
        entry = _entry(rule.pointer)
        return (
            compile_field(rule.test, f"{entry}/Condition", "boolean"),
            Dataflow(
                output=_payload(rule.output, f"{entry}/Output", "none"),
                assign=_assign(rule.assign, f"{entry}/Assign", "none"),
            ),
        )

    def catcher(self, catcher: Catcher) -> Dataflow:
        entry = _entry(catcher.pointer)
        return Dataflow(
            output=_payload(catcher.output, f"{entry}/Output", "errorOutput"),
            assign=_assign(catcher.assign, f"{entry}/Assign", "errorOutput"),
        )

    def payload(self, value: JSON, field: str) -> Compiled:
        return compile_payload(value, field=field, subject="none")

    def whole(self, expr: Expr) -> Evaluate:
        return compile_field(expr.value, expr.field, "integer")

    def number(self, expr: Expr) -> Evaluate:
        return compile_field(expr.value, expr.field, "number")

    def text(self, expr: Expr) -> Evaluate:
        return compile_field(expr.value, expr.field, "string")

    def items(self, state: MapState) -> Evaluate:
        return compile_items(None if state.items is None else state.items.value)

    def due_ms(self, state: WaitState) -> Callable[[Scope, JSON], int]:
        return compile_due(state)


JSONATA: Final = _Jsonata()
