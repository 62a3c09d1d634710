"""How an expression ends without a value, and how AWS words it.

Three ways: *undefined* (JSONata's word for "nothing there", an error wherever a state needs a value), an error of the
language with its code, and a limit. The texts are recorded but for those marked (unconfirmed). A limit or a refusal of
ours says so in the cause: nobody should look for it in AWS's documents.

Source: recorded EvaluationFailed events; AWS guide, Transforming data with JSONata; TestState for the memory limit.
"""

from __future__ import annotations

from typing import Final

from asl.errors import QueryEvaluationError
from asl.jsonvalue import JSON, dumps, kind


class _Undefined:
    """The result that is not there: `$states.input.nope`."""

    def __repr__(self) -> str:
        return "UNDEFINED"

    def __bool__(self) -> bool:
        return False


UNDEFINED: Final = _Undefined()


class JsonataError(Exception):
    """An expression failed.

    code: JSONata's own (`T1006`), or None where JSONata 2.0.6 has none: a limit, a refusal, a crash of its own.
    position: characters from the beginning of the expression to the end of the token at fault, as JSONata counts.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        position: int | None = None,
        token: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.position = position
        self.token = token

    def __str__(self) -> str:
        return f"{self.code}: {self.message}" if self.code else self.message


class UnsupportedResult(Exception):
    """The value of an expression is a function."""


# AWS guide: the three limits of an evaluation. The second sentence is recorded for memory only (unconfirmed).
MEMORY_LIMIT: Final = (
    "Expression evaluation memory limit exceeded: Check for excessive memory usage"
)
TIME_LIMIT: Final = "Expression evaluation timeout: Check for infinite loop"
STACK_LIMIT: Final = "Stack overflow error: Check for non-terminating recursive function"


def threw(expression: str, field: str, error: JsonataError) -> QueryEvaluationError:
    """The evaluation ended in an error. Recorded: `. CODE: message`; a limit follows a colon."""
    tail = f". {error.code}: {error.message}" if error.code else f": {error.message}"
    return QueryEvaluationError(
        f"{_named(expression, field)} threw an error during evaluation{tail}", location=field
    )


def returned_nothing(expression: str, field: str) -> QueryEvaluationError:
    """The expression is undefined where a value is needed."""
    return QueryEvaluationError(
        f"{_named(expression, field)} returned nothing (undefined).", location=field
    )


def returned_unsupported(expression: str, field: str) -> QueryEvaluationError:
    """The expression gave a function, which JSON cannot hold."""
    return QueryEvaluationError(
        f"{_named(expression, field)} returned an unsupported result type.", location=field
    )


def returned_unexpected(
    expression: str, field: str, expected: str, value: JSON
) -> QueryEvaluationError:
    """A typed field got another type. `expected` is AWS's word: array, boolean, number, string."""
    return QueryEvaluationError(
        f"{_named(expression, field)} returned an unexpected result type. "
        f"Expected '{expected}', but was '{kind(value)}' for value: {dumps(value)}",
        location=field,
    )


def returned_out_of_range(expression: str, field: str, value: JSON) -> QueryEvaluationError:
    """A number that its field cannot take. The service's own words are not known (unconfirmed)."""
    return QueryEvaluationError(
        f"{_named(expression, field)} returned a value that is out of range: {dumps(value)}",
        location=field,
    )


def _named(expression: str, field: str) -> str:
    return f"The JSONata expression '{expression}' specified for the field '{field}'"
