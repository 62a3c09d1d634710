"""Single fields as closures: InputPath and OutputPath, ItemsPath, a Wait's end, the whole numbers and texts of …Path fields.

Each has its own sentence for a path that finds nothing or finds the wrong thing; the recorded ones are in the tables. A
sentence that has not been seen says what the field wants in the words of its nearest relative (unconfirmed).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from asl.errors import RuntimeFailure, StatesError
from asl.jsonvalue import ABSENT, JSON, dumps
from asl.limits import MAX_TIMER_SECONDS, MAX_WAIT_SECONDS
from asl.model.machine import Expr, WaitState
from asl.query.base import Compiled, Evaluate, Scope
from asl.query.jsonpath.instant import parse_instant
from asl.query.jsonpath.path import parse_path, parse_reference_path
from asl.query.jsonpath.read import compile_find
from asl.query.jsonpath.terms import Indices, Names, Path
from asl.query.jsonpath.value import compile_value, locate, missing, path_growth
from asl.query.jsonpath.write import conflict

_LONG: Final = 2**63
_NS_PER_MS: Final = 1_000_000


def compile_filter(text: str, field: str = "InputPath") -> Compiled | None:
    """InputPath or OutputPath. `$` selects the document itself: None, nothing to do.

    Raises:
        PathSyntaxError: not a path.
    The closure raises RuntimeFailure where a definite path finds nothing; the sentence is the same for both fields.
    """
    path = parse_path(text)
    if path.root == "input" and not path.segments:
        return None
    find = locate(path)

    def select(scope: Scope, document: JSON) -> JSON:
        value = find(scope, document)
        if value is ABSENT:
            raise _invalid_path(path, scope, document)
        return value

    return Compiled(select, path_growth(path))


def _invalid_path(path: Path, scope: Scope, document: JSON) -> RuntimeFailure:
    return RuntimeFailure(
        f"Invalid path '{path.text}' : {missing(path, scope, document).message()}"
    )


def _shown(value: JSON) -> str:
    """A value inside a sentence: a text without quotes (recorded), anything else as JSON."""
    return value if isinstance(value, str) else dumps(value)


# -- a Wait's end ------------------------------------------------------------------------------------


def compile_due(state: WaitState) -> Callable[[Scope, JSON], int]:
    """When a Wait ends: `(scope, document) -> ms since the Unix epoch`, never earlier than what was asked."""
    if state.seconds is not None:
        seconds = _seconds(state.seconds)
        return lambda scope, document: scope.now_ms + _not_too_long(seconds(scope, document)) * 1000
    assert state.timestamp is not None
    instant = _timestamp(state.timestamp)

    def due_ms(scope: Scope, document: JSON) -> int:
        due = instant(scope, document)
        _not_too_long((due - scope.now_ms) // 1000)
        return due

    return due_ms


def _not_too_long(seconds: int) -> int:
    if seconds > MAX_WAIT_SECONDS:
        raise RuntimeFailure("Wait state delay is too long.")
    return seconds


def _seconds(expr: Expr) -> Callable[[Scope, JSON], int]:
    if expr.kind == "literal":
        literal: int = expr.value
        return lambda scope, document: literal
    text = expr.value
    find = locate(parse_reference_path(text))

    def seconds(scope: Scope, document: JSON) -> int:
        value = find(scope, document)
        if value is ABSENT:
            raise RuntimeFailure(
                f"The SecondsPath parameter does not reference an input value: {text}"
            )
        whole = _as_long(value)
        if whole is None:
            raise RuntimeFailure(
                f"The SecondsPath parameter cannot be parsed as a long value: {text} == {_shown(value)}"
            )
        if whole < 0:
            raise RuntimeFailure(
                f"The SecondsPath parameter references a negative value: {text} == {whole}"
            )
        return whole

    return seconds


def _as_long(value: JSON) -> int | None:
    """What Java's Long.parseLong makes of the value's text; a text of digits counts (recorded for MaxItemsPath)."""
    if isinstance(value, str):
        digits = value[1:] if value[:1] in ("-", "+") else value
        if not digits.isdecimal() or len(digits) > 19:
            return None
        value = int(value)
    if type(value) is not int or not -_LONG <= value < _LONG:
        return None
    return value


def _timestamp(expr: Expr) -> Callable[[Scope, JSON], int]:
    text = expr.value
    if expr.kind == "literal":
        fixed = _ms(text)
        if fixed is None:
            raise RuntimeFailure(f"The Timestamp is not an RFC 3339 timestamp: {text}")
        return lambda scope, document: fixed
    find = locate(parse_reference_path(text))

    def timestamp(scope: Scope, document: JSON) -> int:
        value = find(scope, document)
        if value is ABSENT:
            raise RuntimeFailure(
                f"The TimestampPath parameter does not reference an input value: {text}"
            )
        ms = _ms(value) if isinstance(value, str) else None
        if ms is None:
            raise RuntimeFailure(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset"
                f" date-time format string: {text} == {_shown(value)}"
            )
        return ms

    return timestamp


def _ms(text: str) -> int | None:
    """Milliseconds, rounded up: a timer never fires before the instant."""
    instant = parse_instant(text)
    return None if instant is None else -(-instant // _NS_PER_MS)


# -- what a Map iterates -----------------------------------------------------------------------------


def compile_items(text: str) -> Evaluate:
    """ItemsPath: a list, or an object, whose members a Map takes as items.

    An object of the context object is not taken, and a path into it is named without its first `$` (recorded, December 2025).
    The closure raises ReferencePathConflict where the path finds nothing (public reports), RuntimeFailure where it finds
    something else.
    """
    path = parse_reference_path(text)
    find = locate(path)
    is_context = path.root == "context"
    wanted, shown = (list, text[1:]) if is_context else ((list, dict), text)

    def items(scope: Scope, document: JSON) -> JSON:
        value = find(scope, document)
        if value is ABSENT:
            raise _blocked(path, scope, document)
        if not isinstance(value, wanted):
            raise RuntimeFailure(f'Reference path "{shown}" must point to array.')
        return value

    return items


def _blocked(path: Path, scope: Scope, document: JSON) -> StatesError:
    """The step of the path that finds nothing, and the value it was tried on."""
    node: JSON = document
    if path.root == "context":
        node = scope.context
    elif path.root == "variable":
        if path.variable not in scope.variables:
            return conflict(path.variable, document)
        node = scope.variables[path.variable]
    for at, segment in enumerate(path.segments):
        step = path._replace(segments=path.segments[at : at + 1])
        following = compile_find(step)(node)
        if following is ABSENT:
            assert isinstance(segment, (Names, Indices))
            return conflict(segment[0][0], node)
        node = following
    raise AssertionError(path.text)  # only called when the path finds nothing


# -- numbers and texts -------------------------------------------------------------------------------


class _Range(NamedTuple):
    """What a number may be, and the failure when it is not."""

    least: float
    most: float
    failure: str
    error: str = "States.Runtime"


_TIMER: Final = _Range(
    1, MAX_TIMER_SECONDS, "{name} must be between 1 and 99999999."
)  # (unconfirmed)
_COUNT: Final = _Range(0, _LONG, "{name} cannot be negative.")  # recorded for ToleratedFailureCount
_AT_LEAST_1: Final = _Range(1, _LONG, "{name} must be positive.")  # (unconfirmed)
_RANGES: Final[dict[str, _Range]] = {
    "TimeoutSecondsPath": _TIMER,
    "HeartbeatSecondsPath": _TIMER,
    "MaxConcurrencyPath": _COUNT,
    "ToleratedFailureCountPath": _COUNT,
    "ToleratedFailurePercentagePath": _Range(0, 100, "{name} must be between 0 and 100."),
    # Recorded: it is the reader that fails, and 100,000,001 is taken.
    "MaxItemsPath": _Range(0, _LONG, "field {name} must be positive", "States.ItemReaderFailed"),
    "MaxItemsPerBatchPath": _AT_LEAST_1,
    "MaxInputBytesPerBatchPath": _AT_LEAST_1,
}


def compile_whole(text: str, field: str) -> Evaluate:
    """A whole number: seconds, counts. The closure raises RuntimeFailure, for MaxItemsPath also States.ItemReaderFailed."""
    return _number(text, field, _as_long, "integer")


def compile_number(text: str, field: str) -> Evaluate:
    """Any number: a percentage."""
    return _number(text, field, _as_float, "float")


def _as_float(value: JSON) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value) if value.strip("+-.eE0123456789") == "" else None
        except ValueError:
            return None
    if type(value) is not int and type(value) is not float:
        return None
    return value


def _number(text: str, field: str, read: Callable[[JSON], float | None], wanted: str) -> Evaluate:
    path = parse_reference_path(text)
    find, allowed = locate(path), _RANGES[field]

    def number(scope: Scope, document: JSON) -> JSON:
        value = find(scope, document)
        if value is ABSENT:
            raise _invalid_path(path, scope, document)
        found = read(value)
        if found is None:
            raise RuntimeFailure(
                f'The {field} field refers to value "{_shown(value)}" which is not a valid {wanted}: {text}'
            )
        if not allowed.least <= found <= allowed.most:
            name = field.removesuffix("Path")
            raise _out_of_range(allowed.failure.format(name=name), allowed.error)
        return found

    return number


def _out_of_range(cause: str, error: str) -> StatesError:
    if error == RuntimeFailure.error:
        return RuntimeFailure(cause)
    return StatesError(cause, error=error)


def compile_text(text: str, field: str) -> Evaluate:
    """ErrorPath and CausePath: a path or an intrinsic call that gives a string."""
    find = compile_value(text, field).evaluate

    def string(scope: Scope, document: JSON) -> JSON:
        value = find(scope, document)
        if not isinstance(value, str):
            raise RuntimeFailure(
                f"The {field} field must refer to a string, but refers to {_shown(value)}: {text}"
            )
        return value

    return string
