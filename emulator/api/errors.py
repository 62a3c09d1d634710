"""Refusals as the service puts them on the wire: type, HTTP status and text, made from library errors in one table.

The library and the runtime know no HTTP; they raise ServiceError with the service's code. What the protocol layer
itself refuses (a body that is no JSON, an operation that does not exist) has constructors here.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from asl.jsonvalue import JSON
from emulator.errors import ServiceError

_MODELLED: Final = "com.amazonaws.swf.service.v2.model#"
_VALIDATION: Final = "com.amazon.coral.validate#"
_CORAL: Final = "com.amazon.coral.service#"


class Wire(NamedTuple):
    """How a code is sent."""

    prefix: str
    status: int


# Everything that the model knows is a 400 under its own prefix; these are the others.
_WIRE: Final = {
    "ValidationException": Wire(_VALIDATION, 400),
    "SerializationException": Wire(_CORAL, 400),
    "UnknownOperationException": Wire(_CORAL, 400),
    "AccessDeniedException": Wire(_CORAL, 403),
    "RequestEntityTooLargeException": Wire(_CORAL, 413),
    "InternalFailure": Wire(_CORAL, 500),
    "ServiceUnavailable": Wire(_CORAL, 503),
}
_DEFAULT: Final = Wire(_MODELLED, 400)


def wire(error: ServiceError) -> tuple[int, dict[str, JSON]]:
    """(HTTP status, body) of a refusal."""
    prefix, status = _WIRE.get(error.code, _DEFAULT)
    if error.reason is not None:
        prefix = _MODELLED  # a ValidationException with a reason is an operation's own
    body: dict[str, JSON] = {"__type": f"{prefix}{error.code}", "message": error.message}
    if error.reason is not None:
        body["reason"] = error.reason
    return status, body


_FOUND: Final[dict[type, str]] = {
    dict: "Start of structure or map found where not expected",
    list: "Start of list found where not expected",
}
_WORDS: Final[dict[type, str]] = {
    str: "STRING_VALUE",
    int: "NUMBER_VALUE",
    float: "DECIMAL_VALUE",
    bool: "TRUE_VALUE",
    type(None): "NULL_VALUE",
}


def malformed(wanted: str, value: JSON) -> ServiceError:
    """A value of another JSON type than the model's. wanted: with its article, "a string", "an Integer"."""
    found = _FOUND.get(type(value))
    if found is not None:
        return unreadable(f"{found}.")
    word = "FALSE_VALUE" if value is False else _WORDS[type(value)]
    name = {"a string": "a String"}.get(wanted, wanted)
    return unreadable(f"{word} can not be converted to {name}")


def unreadable(why: str) -> ServiceError:
    """A body that cannot be read as a request."""
    return ServiceError("SerializationException", why)


def unknown_operation(name: str) -> ServiceError:
    """`name`: what X-Amz-Target says, "" if it is missing."""
    if not name:
        return ServiceError(
            "UnknownOperationException",
            "The header X-Amz-Target is missing: AWSStepFunctions.<operation>",
        )
    return ServiceError("UnknownOperationException", f"Unknown operation: {name[:200]}")


def refused(why: str) -> ServiceError:
    """A request that this server does not take from where it comes."""
    return ServiceError("AccessDeniedException", why)


def too_large(limit: int) -> ServiceError:
    return ServiceError(
        "RequestEntityTooLargeException", f"The request is larger than {limit:,} bytes"
    )


def internal() -> ServiceError:
    """A fault of ours: the traceback is in the log, not in the answer."""
    return ServiceError("InternalFailure", "A fault in the emulator itself, see its log")
