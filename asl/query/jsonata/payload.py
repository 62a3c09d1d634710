"""Fields that hold any JSON: Arguments, Output, Assign, ItemSelector and their like.

`{% … %}` strings at any depth of objects and arrays are evaluated, keys and all else are literal. A payload is taken apart
once: what holds no expression is shared between all executions, the rest is rebuilt around it, in the author's order.

Source: AWS guide, Transforming data with JSONata; recorded EvaluationFailed events for locations and texts.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from asl.errors import QueryEvaluationError
from asl.jsonvalue import JSON, size
from asl.jsonvalue import depth as depth_of
from asl.query.base import Compiled, Growth, Scope
from asl.query.jsonata.closures import compile_closure, together
from asl.query.jsonata.expression import holds_expression, text_of
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


MAX_TEMPLATE_DEPTH: Final = 100  # ours: one closure calls the next, level by level


def compile_payload(value: JSON, *, field: str, subject: Subject) -> Compiled:
    """A closure that gives the value with its expressions evaluated.

    Args:
        value: any JSON. Without an expression in it the closure gives this very object.
        field: its name as AWS shows it: `Output`, `Arguments`, `Catch[1]/Output`.
        subject: what the closure's second argument is.

    Returns:
        Its growth is known where literals and parts of the scope are merely put together.

    Raises, when evaluated:
        QueryEvaluationError: an expression failed, gave nothing, or gave a function. A syntax error also waits until then:
            the checker has reported it before.
    """
    if not holds_expression(value):
        return _literal(value)
    if depth_of(value) > MAX_TEMPLATE_DEPTH:
        return _too_deep(field)
    if isinstance(value, dict):
        return _object(value, field, subject)
    if isinstance(value, list):
        return _array(value, field, subject)
    return _expression(value, field, subject)


def _too_deep(field: str) -> Compiled:
    def too_deep(scope: Scope, subject: JSON) -> JSON:
        raise QueryEvaluationError(
            f"The field '{field}' may nest {MAX_TEMPLATE_DEPTH} levels deep here when it holds expressions",
            location=field,
        )

    return Compiled(too_deep)


def _literal(value: JSON) -> Compiled:
    def literal(scope: Scope, subject: JSON) -> JSON:
        return value

    return Compiled(literal, Growth(size(value), depth=depth_of(value)))


def _object(value: dict[str, JSON], field: str, subject: Subject) -> Compiled:
    members = {
        key: compile_payload(member, field=f"{field}/{key}", subject=subject)
        for key, member in value.items()
    }
    growth = together(
        [member.growth for member in members.values()], 2 + sum(size(key) + 2 for key in value), 1
    )
    evaluated = [(key, members[key].evaluate) for key in value if holds_expression(value[key])]
    if len(evaluated) < len(value):

        def some(scope: Scope, subject: JSON) -> JSON:
            made = value.copy()  # which keeps the author's order
            for key, evaluate in evaluated:
                made[key] = evaluate(scope, subject)
            return made

        return Compiled(some, growth)
    if len(evaluated) == 1:
        [(only, single)] = evaluated
        return Compiled(lambda scope, subject: {only: single(scope, subject)}, growth)
    if len(evaluated) == 2:
        (one, first), (other, second) = evaluated
        return Compiled(
            lambda scope, subject: {one: first(scope, subject), other: second(scope, subject)},
            growth,
        )

    def every(scope: Scope, subject: JSON) -> JSON:
        return {key: evaluate(scope, subject) for key, evaluate in evaluated}

    return Compiled(every, growth)


def _array(value: list[JSON], field: str, subject: Subject) -> Compiled:
    items = [
        compile_payload(item, field=f"{field}[{at}]", subject=subject)
        for at, item in enumerate(value)
    ]
    evaluates = [item.evaluate for item in items]

    def array(scope: Scope, subject: JSON) -> JSON:
        return [evaluate(scope, subject) for evaluate in evaluates]

    return Compiled(array, together([item.growth for item in items], 2 + len(items), 1))


_SUBJECT_FIELDS: Final = {"none": None, "result": "result", "errorOutput": "errorOutput"}


def _expression(value: str, field: str, subject: Subject) -> Compiled:
    """One `{% … %}` text: a value or an error, never UNDEFINED."""
    text = text_of(value)
    found = compile_closure(text, _SUBJECT_FIELDS[subject])
    call = found.call

    def expression(scope: Scope, subject: JSON) -> JSON:
        try:
            value = call(scope, subject)
        except JsonataError as e:
            raise threw(text, field, e) from None
        except UnsupportedResult:
            raise returned_unsupported(text, field) from None
        if value is UNDEFINED:
            raise returned_nothing(text, field)
        return value

    return Compiled(expression, found.growth)
