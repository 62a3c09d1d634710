"""Fields that hold any JSON: Arguments, Output, Assign, ItemSelector and their like.

`{% … %}` strings at any depth of objects and arrays are evaluated, keys and all else are literal. A payload is taken apart
once: what holds no expression is shared between all executions, the rest is rebuilt around it, in the author's order.

Source: AWS guide, Transforming data with JSONata; recorded EvaluationFailed events for locations and texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from asl.jsonvalue import JSON, size
from asl.jsonvalue import depth as depth_of
from asl.query.base import Compiled, Evaluate, Growth, Scope
from asl.query.jsonata.engine import Program, program_of
from asl.query.jsonata.expression import holds_expression, is_expression, text_of
from asl.query.jsonata.failure import (
    UNDEFINED,
    JsonataError,
    UnsupportedResult,
    returned_nothing,
    returned_unsupported,
    threw,
)

Subject: TypeAlias = Literal["none", "result", "errorOutput"]
"""The member of `$states` that a closure's subject is: there is none, a result, or a catcher's error output."""


def compile_payload(value: JSON, *, field: str, subject: Subject) -> Compiled:
    """A closure that gives the value with its expressions evaluated.

    Args:
        value: any JSON. Without an expression in it the closure gives this very object.
        field: its name as AWS shows it: `Output`, `Arguments`, `Catch[1]/Output`.
        subject: what the closure's second argument is.

    Returns:
        Its growth is known for literals and where the parts of the scope are merely put together.

    Raises, when evaluated:
        QueryEvaluationError: an expression failed, gave nothing, or gave a function. A syntax error also waits until then:
            the checker has reported it before.
    """
    if not holds_expression(value):
        return Compiled(_constant(value), Growth(size(value), depth=depth_of(value)))
    return Compiled(_compile(value, field, subject))


def _constant(value: JSON) -> Evaluate:
    def constant(scope: Scope, subject: JSON) -> JSON:
        return value

    return constant


def _compile(value: JSON, field: str, subject: Subject) -> Evaluate:
    if isinstance(value, str):
        return (
            compile_expression(value, field, subject) if is_expression(value) else _constant(value)
        )
    if isinstance(value, dict):
        members = [
            (key, _compile(member, f"{field}/{key}", subject) if holds_expression(member) else None)
            for key, member in value.items()
        ]
        return _object(value, members)
    if isinstance(value, list):
        items = [
            _compile(item, f"{field}[{at}]", subject) if holds_expression(item) else None
            for at, item in enumerate(value)
        ]
        return _array(value, items)
    return _constant(value)


def _object(template: dict[str, JSON], members: list[tuple[str, Evaluate | None]]) -> Evaluate:
    evaluated = [(key, evaluate) for key, evaluate in members if evaluate is not None]
    if len(evaluated) == len(members):
        if len(evaluated) == 1:
            [(only, single)] = evaluated

            def one(scope: Scope, subject: JSON) -> JSON:
                return {only: single(scope, subject)}

            return one

        def every(scope: Scope, subject: JSON) -> JSON:
            return {key: evaluate(scope, subject) for key, evaluate in evaluated}

        return every

    def some(scope: Scope, subject: JSON) -> JSON:
        made = template.copy()  # keeps the author's order
        for key, evaluate in evaluated:
            made[key] = evaluate(scope, subject)
        return made

    return some


def _array(template: list[JSON], items: list[Evaluate | None]) -> Evaluate:
    evaluated = [(at, evaluate) for at, evaluate in enumerate(items) if evaluate is not None]

    def array(scope: Scope, subject: JSON) -> JSON:
        made = template.copy()
        for at, evaluate in evaluated:
            made[at] = evaluate(scope, subject)
        return made

    return array


_SUBJECT_FIELDS: Final = {"none": None, "result": "result", "errorOutput": "errorOutput"}


def compile_expression(value: str, field: str, subject: Subject) -> Evaluate:
    """The closure of one `{% … %}` text. It gives a value or raises; it never gives UNDEFINED."""
    text = text_of(value)
    return _required(_program_call(program_of(text), _SUBJECT_FIELDS[subject]), text, field)


def _program_call(program: Program, subject_name: str | None) -> Evaluate:
    evaluate = program.evaluate

    def call(scope: Scope, subject: JSON) -> JSON:
        return evaluate(scope, subject_name, subject)

    return call


def _required(evaluate: Callable[[Scope, JSON], JSON], text: str, field: str) -> Evaluate:
    def required(scope: Scope, subject: JSON) -> JSON:
        try:
            value = evaluate(scope, subject)
        except JsonataError as e:
            raise threw(text, field, e) from None
        except UnsupportedResult:
            raise returned_unsupported(text, field) from None
        if value is UNDEFINED:
            raise returned_nothing(text, field)
        return value

    return required
