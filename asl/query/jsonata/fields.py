"""Fields of one type: Condition, Seconds, Timestamp, MaxConcurrency, Items, Error.

An expression there must give that type; a literal was checked when the definition was read and is passed on.

Source: recorded EvaluationFailed events of Map Items and Wait Timestamp. The words `boolean`, `number` and `string` for the other
fields follow them (unconfirmed), so does what happens to a number with a fraction where a whole one is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal, TypeAlias

from asl.errors import QueryEvaluationError, RuntimeFailure
from asl.jsonvalue import JSON, dumps
from asl.limits import MAX_TIMER_SECONDS, MAX_WAIT_SECONDS
from asl.model.machine import WaitState
from asl.query.base import Evaluate, Scope
from asl.query.jsonata.expression import holds_expression, is_expression, text_of
from asl.query.jsonata.failure import returned_out_of_range, returned_unexpected
from asl.query.jsonata.payload import Subject, compile_payload

Expected: TypeAlias = Literal[
    "integer", "number", "boolean", "string", "array-or-object", "timestamp"
]


def compile_field(
    value: JSON, field: str, expected: Expected, *, subject: Subject = "none"
) -> Evaluate:
    """A closure that gives a value of the expected type.

    Args:
        value: the field as written: an expression, a literal, or (Items) an array or object with expressions inside.
        field: its name, `Items`, `Choices[0]/Condition`; AWS repeats it in the cause.
        expected: `integer` gives an int, also where the number was written 2.0. `timestamp` gives the text.

    Raises, when evaluated:
        QueryEvaluationError: the expression failed, gave another type, or a number outside the field's range.
    """
    evaluate = compile_payload(value, field=field, subject=subject).evaluate
    if not holds_expression(value):
        return evaluate
    text = text_of(value) if is_expression(value) else dumps(value)
    return _checked(evaluate, text, field, expected)


def compile_items(value: JSON | None) -> Evaluate:
    """What a JSONata Map iterates: Items as written, None for the state's input. A list or an object."""
    if value is not None:
        return compile_field(value, "Items", "array-or-object")

    def whole_input(scope: Scope, subject: JSON) -> JSON:
        items = scope.input
        if not _is_container(items):
            # Recorded: this one has no location.
            raise QueryEvaluationError(f"Map state input must be an array but was: {dumps(items)}")
        return items

    return whole_input


def compile_due(state: WaitState) -> Callable[[Scope, JSON], int]:
    """The end of a JSONata Wait, in ms since the Unix epoch; in the past for a timestamp gone by.

    Raises, when evaluated:
        QueryEvaluationError: no whole number of seconds in range, or no timestamp.
        RuntimeFailure: a timestamp more than 2^31 - 1 seconds ahead (recorded).
    """
    if state.seconds is not None:
        seconds = compile_field(state.seconds.value, state.seconds.field, "integer")

        def after(scope: Scope, subject: JSON) -> int:
            return scope.now_ms + 1000 * int(seconds(scope, subject))

        return after
    assert state.timestamp is not None, "a Wait has Seconds or Timestamp"
    timestamp = compile_field(state.timestamp.value, state.timestamp.field, "timestamp")

    def at(scope: Scope, subject: JSON) -> int:
        due_ms = instant_ms(timestamp(scope, subject))
        assert due_ms is not None, "a literal Timestamp was checked when the definition was read"
        if due_ms - scope.now_ms > 1000 * MAX_WAIT_SECONDS:
            raise RuntimeFailure("Wait state delay is too long.")
        return due_ms

    return at


# AWS guide: a number out of its field's range fails the evaluation. Counts of a Map Run are checked where it starts.
_RANGES: Final[dict[str, tuple[int, int | None]]] = {
    "Seconds": (0, MAX_TIMER_SECONDS),
    "TimeoutSeconds": (1, MAX_TIMER_SECONDS),
    "HeartbeatSeconds": (1, MAX_TIMER_SECONDS),
    "MaxConcurrency": (0, None),
}


def _checked(evaluate: Evaluate, text: str, field: str, expected: Expected) -> Evaluate:
    fits, word = _FITS[expected]
    least, most = _RANGES.get(field, (None, None))

    def checked(scope: Scope, subject: JSON) -> JSON:
        value = evaluate(scope, subject)
        if not fits(value):
            raise returned_unexpected(text, field, word, value)
        return value

    def whole(scope: Scope, subject: JSON) -> JSON:
        value = checked(scope, subject)
        if value != int(value):
            raise returned_unexpected(text, field, "integer", value)
        if (least is not None and value < least) or (most is not None and value > most):
            raise returned_out_of_range(text, field, value)
        return int(value)

    def timestamp(scope: Scope, subject: JSON) -> JSON:
        value = checked(scope, subject)
        if instant_ms(value) is None:
            raise QueryEvaluationError(
                f"The {field} field cannot be parsed as an ISO-8601 extended offset date-time format string: {value}",
                location=field,
            )
        return value

    return {"integer": whole, "timestamp": timestamp}.get(expected, checked)


def _is_number(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_string(value: JSON) -> bool:
    return isinstance(value, str)


def _is_boolean(value: JSON) -> bool:
    return value is True or value is False


def _is_container(value: JSON) -> bool:
    # Objects were refused in 2024 recordings, current documents take them.
    return isinstance(value, (list, dict))


_FITS: Final[dict[Expected, tuple[Callable[[JSON], bool], str]]] = {
    "integer": (_is_number, "number"),
    "number": (_is_number, "number"),
    "boolean": (_is_boolean, "boolean"),
    "string": (_is_string, "string"),
    "timestamp": (_is_string, "string"),
    "array-or-object": (_is_container, "array"),
}


_TIMESTAMP: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def instant_ms(text: str) -> int | None:
    """Milliseconds since the Unix epoch of an RFC 3339 text with T and an offset; None when it is none.

    Fractions of a millisecond are dropped: the core's clock has no finer grain.
    """
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    sign, offset_hours, offset_minutes = found.groups()[7:]
    try:
        zone = UTC
        if sign is not None:
            offset = timedelta(hours=int(offset_hours), minutes=int(offset_minutes))
            zone = timezone(-offset if sign == "-" else offset)
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    fraction = (found[7] or "").ljust(3, "0")[:3]
    return (moment - _EPOCH) // timedelta(milliseconds=1) + int(fraction)
