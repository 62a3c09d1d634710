"""JSONPath as a query language: InputPath → Parameters → work → ResultSelector → ResultPath → OutputPath.

ResultPath writes into the raw input, not the filtered one; null keeps the raw input. Assign sees the raw result, beside
ResultSelector (AWS guide, "Passing data between states with variables").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from asl.jsonvalue import ABSENT, JSON
from asl.model.machine import (
    Catcher,
    ChoiceRule,
    ChoiceState,
    Expr,
    FailState,
    MapState,
    ParallelState,
    PassState,
    State,
    TaskState,
    WaitState,
)
from asl.query.base import (
    Compiled,
    Dataflow,
    Evaluate,
    Growth,
    Scope,
    Tap,
    chain,
    no_tap,
)
from asl.query.jsonpath.condition import compile_condition
from asl.query.jsonpath.fields import (
    compile_due,
    compile_filter,
    compile_items,
    compile_number,
    compile_text,
    compile_whole,
)
from asl.query.jsonpath.payload import compile_payload
from asl.query.jsonpath.write import compile_write, write_growth

_EMPTY: Final[dict[str, JSON]] = {}
_NOTHING: Final = Compiled(lambda scope, subject: _EMPTY, Growth(2))
_RAW: Final = Compiled(lambda scope, subject: scope.input, Growth(0, by_input=1))


def _filter(path: str | None, field: str) -> Compiled | None:
    """InputPath or OutputPath; null gives an empty object."""
    return _NOTHING if path is None else compile_filter(path, field)


def _template(value: JSON, field: str) -> Compiled | None:
    return None if value is ABSENT else compile_payload(value)


def _place(path: str | None) -> Compiled | None:
    """ResultPath: into the raw input, `$` in its stead, null to keep it."""
    if path is None:
        return _RAW
    if path == "$":
        return None
    write = compile_write(path)
    return Compiled(
        lambda scope, result: write(scope.input, result),
        _placed(write_growth(path)),
    )


def _placed(growth: Growth) -> Growth:
    """The growth of a write counts the raw input and the result alike."""
    return growth._replace(by_input=max(growth.by_input, 1), by_subject=1)


class _JsonPath:
    """See `asl.query.base.Language`."""

    def dataflow(self, state: State, tap: Tap = no_tap) -> Dataflow:
        if isinstance(state, FailState):
            return Dataflow()
        filtered = tap("afterInputPath", _filter(state.input_path, "InputPath"))
        last = _filter(state.output_path, "OutputPath")
        arguments = selector = place = None
        if isinstance(state, PassState | TaskState | ParallelState | MapState):
            if not isinstance(state, MapState):
                arguments = tap("afterParameters", _template(state.parameters, "Parameters"))
            selector = tap(
                "afterResultSelector", _template(state.result_selector, "ResultSelector")
            )
            place = tap("afterResultPath", _place(state.result_path))
        return Dataflow(
            filtered=filtered,
            arguments=arguments,
            output=chain(selector, place, last),
            assign=self._assign(state.assign),
        )

    def _assign(self, assign: Mapping[str, JSON] | None) -> Compiled | None:
        return None if not assign else compile_payload(dict(assign))

    def rule(
        self, rule: ChoiceRule, state: ChoiceState
    ) -> tuple[Callable[[Scope, JSON], bool], Dataflow]:
        own = Dataflow(
            output=_filter(state.output_path, "OutputPath"), assign=self._assign(rule.assign)
        )
        return compile_condition(rule.test), own

    def catcher(self, catcher: Catcher) -> Dataflow:
        return Dataflow(output=_place(catcher.result_path), assign=self._assign(catcher.assign))

    def payload(self, value: JSON, field: str) -> Compiled:
        return compile_payload(value)

    def whole(self, expr: Expr) -> Evaluate:
        return _literal(expr) or compile_whole(expr.value, expr.field)

    def number(self, expr: Expr) -> Evaluate:
        return _literal(expr) or compile_number(expr.value, expr.field)

    def text(self, expr: Expr) -> Evaluate:
        return _literal(expr) or compile_text(expr.value, expr.field)

    def items(self, state: MapState) -> Evaluate:
        return compile_items("$" if state.items is None else state.items.value)

    def due_ms(self, state: WaitState) -> Callable[[Scope, JSON], int]:
        return compile_due(state)


def _literal(expr: Expr) -> Evaluate | None:
    if expr.kind != "literal":
        return None
    value = expr.value
    return lambda scope, subject: value


JSONPATH: Final = _JsonPath()
