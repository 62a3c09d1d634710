"""The faults that every kind of value can have, and how values and choices are written in a sentence."""

from __future__ import annotations

from typing import Final

from asl.check.diagnostic import Rule
from asl.check.walk import Walk
from asl.jsonvalue import JSON
from asl.jsonvalue import kind as json_kind

WRONG_TYPE: Final = Rule(
    "ASL2004",
    "wrong-type",
    "Every field has one type of value.",
    "ASL spec; AWS guide, Amazon States Language",
)
OUT_OF_RANGE: Final = Rule(
    "ASL2005", "out-of-range", "Numbers have bounds.", "ASL spec; AWS guide, Quotas"
)
UNKNOWN_VALUE: Final = Rule(
    "ASL2006", "unknown-value", "Some fields take one of a few words.", "ASL spec"
)
EMPTY_VALUE: Final = Rule(
    "ASL2009",
    "empty-value",
    "A list of nothing does nothing, and the service refuses it.",
    "ASL spec",
)
TOO_LONG: Final = Rule("ASL2010", "too-long", "Texts have a largest length.", "AWS guide, Quotas")


def wrong_type(walk: Walk, key: str, value: JSON, wanted: str, *, aws: str | None = None) -> None:
    """Report a value of another type than `wanted`, which is written as "a string"."""
    walk.report(WRONG_TYPE, walk.at(key), f'"{key}" must be {wanted}, not {shown(value)}', aws=aws)


_ARTICLES: Final = {
    "null": "null",
    "boolean": "",
    "number": "",
    "object": "an object",
    "array": "an array",
}


def shown(value: JSON) -> str:
    """A value in a sentence: `"abc"`, 5, true, null, an object."""
    word = json_kind(value)
    if word == "string":
        return f'"{value}"' if len(value) <= 120 else f'"{value[:119]}…"'
    if word == "boolean":
        return "true" if value else "false"
    return _ARTICLES[word] or str(value)


def one_of(words: tuple[str, ...]) -> str:
    """The words in a sentence: `"A"`, `"A" or "B"`, `"A", "B" or "C"`."""
    quoted = [f'"{word}"' for word in words]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
