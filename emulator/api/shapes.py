"""Requests checked and answers written by the service's model.

`request_check("StartExecution")` gives a function made once from the model's table: it returns the request with only
the members that the model knows, or refuses it in the service's words. Constraint violations are collected and told
together; a value of the wrong JSON type is refused at once, because the service finds it while it still reads.

`answer_writer("StartExecution")` gives the other direction: operations hand over `{member: value}` with times in ms
since the Unix epoch and None where there is nothing; the writer leaves None out and turns times into epoch seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from asl.jsonvalue import JSON
from emulator.api.errors import malformed
from emulator.api.model import OPERATIONS, SHAPES
from emulator.errors import validation

Shape: TypeAlias = Mapping[str, Any]  # a row of SHAPES
Check: TypeAlias = Callable[[JSON, str, list[str]], JSON]
"""(value, where, found) → the value as the operation gets it. What is wrong with it is appended to `found`."""

# Texts of this size are payloads, whose limit counts bytes of UTF-8 (AWS guide, Quotas); all others count characters.
_PAYLOAD: Final = 262_144
_JAVA_CLASSES: Final = {"\\p{ASCII}": "[\\x00-\\x7f]"}
# Recorded: the one enumeration whose refusal was seen does not list its values in the model's order.
_ENUM_ORDER: Final = {
    "ExecutionStatus": "SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING"
}


# -------------------------------------------------------------------- requests


@cache
def request_check(operation: str) -> Callable[[JSON], dict[str, JSON]]:
    """The check of an operation's request.

    The function raises:
        ServiceError: SerializationException for a value of another JSON type; ValidationException for the rest.
    """
    check = _structure(SHAPES[OPERATIONS[operation][0]])

    def checked(given: JSON) -> dict[str, JSON]:
        found: list[str] = []
        request: dict[str, JSON] = check(given, "", found)
        if found:
            errors = "1 validation error" if len(found) == 1 else f"{len(found)} validation errors"
            raise validation(f"{errors} detected: {'; '.join(found)}")
        return request

    return checked


@cache
def _check(name: str) -> Check:
    shape = SHAPES[name]
    match shape["type"]:
        case "structure":
            return _structure(shape)
        case "list":
            return _list(shape)
        case "string":
            return _string(name, shape)
        case "boolean":
            return _boolean
        case "integer" | "long" | "float":
            return _number(shape)
    raise AssertionError(f"no request has a {shape['type']}")  # the table's test would have said so


def _complaint(value: str | None, where: str, shape: Shape, rule: str) -> str:
    """One violation. A sensitive member's value is not repeated (recorded for SendTaskSuccess's output)."""
    shown = "" if shape.get("sensitive") else " null" if value is None else f" '{value}'"
    return f"Value{shown} at '{where}' failed to satisfy constraint: {rule}"


def _structure(shape: Shape) -> Check:
    # Members compile when a request first has them: TestState's shapes are half of the model.
    names: dict[str, str] = shape["members"]
    required = tuple((name, SHAPES[names[name]]) for name in shape.get("required", ()))
    checks: dict[str, Check] = {}

    def check(value: JSON, where: str, found: list[str]) -> JSON:
        if type(value) is not dict:
            raise malformed("a structure", value)
        kept = {}
        prefix = f"{where}." if where else ""
        for name, member in value.items():
            if member is None:
                continue
            one = checks.get(name)
            if one is None:
                if name not in names:
                    continue  # a newer client's
                one = checks[name] = _check(names[name])
            kept[name] = one(member, prefix + name, found)
        for name, of in required:
            if name not in kept:
                found.append(_complaint(None, prefix + name, of, "Member must not be null"))
        return kept

    return check


def _list(shape: Shape) -> Check:
    member = _check(shape["member"])
    least, most = shape.get("min", 0), shape.get("max")

    def check(value: JSON, where: str, found: list[str]) -> JSON:
        if type(value) is not list:
            raise malformed("a list", value)
        if len(value) < least or (most is not None and len(value) > most):
            shown = f"[{', '.join(_java(one, shape['member']) for one in value)}]"
            found.append(_complaint(shown, where, shape, _length_rule(len(value), least, most)))
        return [
            member(one, f"{where}.{number}.member", found) for number, one in enumerate(value, 1)
        ]

    return check


def _string(name: str, shape: Shape) -> Check:
    least, most = shape.get("min", 0), shape.get("max", 1 << 60)
    in_bytes = _PAYLOAD <= most < 1 << 60
    pattern, enum = shape.get("pattern"), shape.get("enum")
    matches = None if pattern is None else _pattern(pattern).fullmatch
    allowed = None if enum is None else frozenset(enum)
    values = _ENUM_ORDER.get(name) or ", ".join(enum or ())

    def check(value: JSON, where: str, found: list[str]) -> JSON:
        if type(value) is not str:
            raise malformed("a string", value)
        length = len(value)
        if in_bytes and not value.isascii():
            length = len(value.encode("utf-8", "surrogatepass"))
        if not least <= length <= most:
            found.append(_complaint(value, where, shape, _length_rule(length, least, most)))
        if matches is not None and not matches(value):
            rule = f"Member must satisfy regular expression pattern: {pattern}"
            found.append(_complaint(value, where, shape, rule))
        if allowed is not None and value not in allowed:
            rule = f"Member must satisfy enum value set: [{values}]"
            found.append(_complaint(value, where, shape, rule))
        return value

    return check


def _boolean(value: JSON, where: str, found: list[str]) -> JSON:
    if type(value) is not bool:
        raise malformed("a Boolean", value)
    return value


def _number(shape: Shape) -> Check:
    least, most = shape.get("min"), shape.get("max")
    is_whole = shape["type"] != "float"
    what = {"integer": "an Integer", "long": "a Long", "float": "a Float"}[shape["type"]]

    def check(value: JSON, where: str, found: list[str]) -> JSON:
        if type(value) is not int and (is_whole or type(value) is not float):
            raise malformed(what, value)
        if least is not None and value < least:
            rule = f"Member must have value greater than or equal to {least}"
            found.append(_complaint(str(value), where, shape, rule))
        elif most is not None and value > most:
            rule = f"Member must have value less than or equal to {most}"
            found.append(_complaint(str(value), where, shape, rule))
        return value

    return check


def _length_rule(length: int, least: int, most: int | None) -> str:
    if length < least:
        return f"Member must have length greater than or equal to {least}"
    return f"Member must have length less than or equal to {most}"


def _pattern(java: str) -> re.Pattern[str]:
    for theirs, ours in _JAVA_CLASSES.items():
        java = java.replace(theirs, ours)
    return re.compile(java)


def _java(value: JSON, name: str) -> str:
    """A value as the service's messages print it (recorded): `RoutingConfigurationListItem(weight=50, …)`."""
    if isinstance(value, dict):
        names: dict[str, str] = SHAPES[name].get("members", {})
        members = ", ".join(
            f"{key}={_java(value[key], of)}" for key, of in names.items() if key in value
        )
        return f"{name}({members})"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


# -------------------------------------------------------------------- answers

Write: TypeAlias = Callable[[Any], JSON]
# Events come rendered: their times are seconds already, and a page may have a thousand of them.
_AS_THEY_ARE: Final = frozenset({"HistoryEventList"})


@cache
def answer_writer(operation: str) -> Callable[[Mapping[str, JSON]], dict[str, JSON]]:
    """What makes an operation's answer, `{member: value or None}` with times in ms, the answer that is sent."""
    return _structure_writer(SHAPES[OPERATIONS[operation][1]])


@cache
def _write(name: str) -> Write | None:
    """None: a value of this shape is sent as it is. (What has no time in it comes without None.)"""
    shape = SHAPES[name]
    kind = shape["type"]
    if kind == "timestamp":
        return _seconds
    if kind == "list" and name not in _AS_THEY_ARE:
        member = _write(shape["member"])
        return None if member is None else lambda values: [member(value) for value in values]
    if kind == "structure" and any(_write(of) for of in shape["members"].values()):
        return _structure_writer(shape)
    return None


def _seconds(ms: int) -> float:
    return ms / 1000


def _structure_writer(shape: Shape) -> Write:
    members = {name: _write(of) for name, of in shape["members"].items()}

    def write(given: Mapping[str, JSON]) -> dict[str, JSON]:
        out: dict[str, JSON] = {}
        for name, value in given.items():
            if value is not None:
                one = members[
                    name
                ]  # a KeyError is an operation's mistake: the model has no such member
                out[name] = value if one is None else one(value)
        return out

    return write
