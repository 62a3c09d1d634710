"""Requests of the Lambda API read by the service's model: the operation from method and path, its members from wherever the
model says they are, each checked against its shape.

Checks are made once for a shape and collect what is wrong, so that a refusal names all of it, in the service's words.
Answers need no writer: operations give the members as the model spells them.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import parse_qsl, unquote

from asl.jsonvalue import JSON
from emulator.lambda_.api.errors import LambdaError, validation
from emulator.lambda_.api.model import OPERATIONS, ROUTES, SHAPES

Members: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Any, str, list[str]], Any]
"""(value, where, found) → the value for the operation. What is wrong is appended to `found`."""

# The model's numbers are those of kinds of functions that this server does not have.
# Source: AWS guide, "Lambda quotas": 900 seconds, 10,240 MB.
_MOST: Final = {"Timeout": 900, "MemorySize": 10_240}
_UNCHECKED: Final = frozenset(
    {"Runtime"}
)  # Lambda says in words of its own what runtimes there are


class Request(NamedTuple):
    """One request: the operation's name, its path's values by the model's names, the rest as it came."""

    operation: str
    path: Mapping[str, str]
    query: str
    headers: Mapping[bytes, bytes]


def route(method: str, path: str, query: str, headers: Mapping[bytes, bytes]) -> Request:
    """Which operation a request asks for.

    Args:
        path: as it came, still percent-encoded.

    Raises:
        LambdaError: there is none, or this server does not have it.
    """
    parts = path.strip("/").split("/")
    for name, template in _routes().get((method, len(parts)), ()):
        values = _matched(template, parts)
        if values is None:
            continue
        if name not in OPERATIONS:
            raise LambdaError(
                "UnknownOperationException",
                f"{name} is an operation of Lambda that this emulator does not have",
            )
        return Request(name, values, query, headers)
    raise LambdaError("UnknownOperationException", f"Lambda has no operation {method} {path[:200]}")


@cache
def _routes() -> dict[tuple[str, int], list[tuple[str, tuple[str, ...]]]]:
    found: dict[tuple[str, int], list[tuple[str, tuple[str, ...]]]] = {}
    # Some operations differ by their query only: those that are served come first, those with a query last.
    for name, (method, uri, _) in sorted(
        ROUTES.items(), key=lambda row: (row[0] not in OPERATIONS, "?" in row[1][1])
    ):
        template = tuple(uri.partition("?")[0].strip("/").split("/"))
        found.setdefault((method, len(template)), []).append((name, template))
    return found


def _matched(template: tuple[str, ...], parts: list[str]) -> dict[str, str] | None:
    values = {}
    for expected, part in zip(template, parts, strict=True):
        if expected.startswith("{"):
            values[expected.strip("{+}")] = unquote(part)
        elif expected != part:
            return None
    return values


def read(request: Request, body: bytes) -> Members:
    """The members of a request, checked. A payload that the model does not take apart stays bytes.

    Raises:
        LambdaError: a member is missing or is not as the model says; the body is no JSON.
    """
    name = OPERATIONS[request.operation][0]
    shape = SHAPES[name]
    given = _gathered(request, shape, body)
    found: list[str] = []
    members: Members = _structure(shape)(given, "", found)
    if found:
        errors = "1 validation error" if len(found) == 1 else f"{len(found)} validation errors"
        raise validation(f"{errors} detected: {'; '.join(found)}")
    return members


def _gathered(request: Request, shape: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    payload = shape.get("payload")
    given: dict[str, Any] = {}
    if payload is not None:
        given[payload] = body
    elif body.strip():
        value = _json(body)
        if not isinstance(value, dict):
            raise _unreadable("the body is no JSON object")
        given.update(value)
    listed = parse_qsl(request.query, keep_blank_values=True)
    query = dict(listed)
    for member, (of, location, name) in shape["members"].items():
        text: str | None = None
        if location == "uri":
            text = request.path.get(name)
        elif location == "querystring":
            if SHAPES[of]["type"] == "list":
                values = [value for key, value in listed if key == name]
                if values:
                    given[member] = values
                continue
            text = query.get(name)
        elif location == "header":
            raw = request.headers.get(name.lower().encode())
            text = None if raw is None else raw.decode("latin-1")
        if text is not None:
            given[member] = _typed(text, SHAPES[of]["type"])
    return given


def _typed(text: str, kind: str) -> Any:
    """A value that came as text, for a member that is no text."""
    if kind in ("integer", "long"):
        if re.fullmatch(r"-?\d{1,18}", text):
            return int(text)
        raise _unreadable(f"{text[:50]!r} is no number")
    if kind == "boolean":
        return text.lower() == "true"
    return text


def _json(body: bytes) -> JSON:
    try:
        value: JSON = json.loads(body)
    except (ValueError, RecursionError):
        raise _unreadable("the body is no JSON") from None
    return value


def _unreadable(why: str) -> LambdaError:
    return LambdaError("SerializationException", f"The request cannot be read: {why}")


# -------------------------------------------------------------------- checks


@cache
def _check(name: str) -> Check:
    shape = SHAPES[name]
    match shape["type"]:
        case "structure":
            return _structure(shape)
        case "list":
            return _list(shape)
        case "map":
            return _map(shape)
        case "string":
            return _string(name, shape)
        case "blob":
            return _blob
        case "boolean":
            return _boolean
        case _:
            return _number(name, shape)


def _structure(shape: Mapping[str, Any]) -> Check:
    members: dict[str, tuple[str, str, str]] = shape["members"]
    required: list[str] = shape.get("required", [])

    def check(value: Any, where: str, found: list[str]) -> Any:
        if not isinstance(value, dict):
            raise _unreadable(f"'{where}' is no object")
        kept = {}
        prefix = f"{where}." if where else ""
        for name, member in value.items():
            if member is not None and name in members:  # others are a newer client's
                kept[name] = _check(members[name][0])(member, prefix + _camel(name), found)
        found.extend(
            f"Value null at '{prefix}{_camel(name)}' failed to satisfy constraint: Member must not be null"
            for name in required
            if name not in kept
        )
        return kept

    return check


def _list(shape: Mapping[str, Any]) -> Check:
    least, most = shape.get("min", 0), shape.get("max", 1 << 60)

    def check(value: Any, where: str, found: list[str]) -> Any:
        if not isinstance(value, list):
            raise _unreadable(f"'{where}' is no list")
        _length(len(value), least, most, f"'{value}'", where, found)
        member = _check(shape["member"])
        return [member(one, f"{where}.{at}.member", found) for at, one in enumerate(value, 1)]

    return check


def _map(shape: Mapping[str, Any]) -> Check:
    def check(value: Any, where: str, found: list[str]) -> Any:
        if not isinstance(value, dict):
            raise _unreadable(f"'{where}' is no object")
        key, member = _check(shape["key"]), _check(shape["value"])
        return {
            key(name, where, found): member(one, f"{where}.{name}.member", found)
            for name, one in value.items()
        }

    return check


def _string(name: str, shape: Mapping[str, Any]) -> Check:
    least, most = shape.get("min", 0), shape.get("max", 1 << 60)
    is_secret = shape.get("sensitive", False)
    pattern = shape.get("pattern")
    # A pattern with classes that only Java has is not checked: tags and descriptions.
    matches = re.compile(pattern).fullmatch if pattern and "\\p{" not in pattern else None
    enum = None if name in _UNCHECKED else shape.get("enum")

    def check(value: Any, where: str, found: list[str]) -> Any:
        if not isinstance(value, str):
            raise _unreadable(f"'{where}' is no text")
        shown = "" if is_secret else f"'{value}'"
        _length(len(value), least, most, shown, where, found)
        if matches is not None and len(value) <= most and not matches(value):
            rule = f"Member must satisfy regular expression pattern: {pattern}"
            found.append(_complaint(shown, where, rule))
        if enum is not None and value not in enum:
            rule = f"Member must satisfy enum value set: [{', '.join(enum)}]"
            found.append(_complaint(shown, where, rule))
        return value

    return check


def _blob(value: Any, where: str, found: list[str]) -> Any:
    if isinstance(value, bytes):
        return value  # a body as it came
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise _unreadable(f"'{where}' is not base64") from None


def _boolean(value: Any, where: str, found: list[str]) -> Any:
    if not isinstance(value, bool):
        raise _unreadable(f"'{where}' is neither true nor false")
    return value


def _number(name: str, shape: Mapping[str, Any]) -> Check:
    least: Any = shape.get("min")
    most: Any = _MOST.get(name, shape.get("max"))
    kinds: tuple[type, ...] = (int,) if shape["type"] in ("integer", "long") else (int, float)

    def check(value: Any, where: str, found: list[str]) -> Any:
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise _unreadable(f"'{where}' is no number")
        if least is not None and value < least:
            rule = f"Member must have value greater than or equal to {least}"
            found.append(_complaint(f"'{value}'", where, rule))
        elif most is not None and value > most:
            rule = f"Member must have value less than or equal to {most}"
            found.append(_complaint(f"'{value}'", where, rule))
        return value

    return check


def _length(length: int, least: int, most: int, shown: str, where: str, found: list[str]) -> None:
    if length < least:
        rule = f"Member must have length greater than or equal to {least}"
        found.append(_complaint(shown, where, rule))
    elif length > most:
        rule = f"Member must have length less than or equal to {most}"
        found.append(_complaint(shown, where, rule))


def _complaint(shown: str, where: str, rule: str) -> str:
    return f"Value {shown} at '{where}' failed to satisfy constraint: {rule}".replace("  ", " ")


def _camel(name: str) -> str:
    """A member as Lambda's messages spell it (public reports: 'functionName', 'kMSKeyArn')."""
    return name[:1].lower() + name[1:]
