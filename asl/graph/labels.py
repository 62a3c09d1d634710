"""Short words for what a definition says at length: conditions, resources, errors, waits.

A label is for reading at a glance, so it is cut; the whole text stands in the tooltip and in the details. Labels hold the
author's own words where they are short enough: `$.amount > 100`, `input.amount > 100` for JSONata.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from asl.jsonvalue import ABSENT, JSON, dumps
from asl.model.machine import (
    Catcher,
    ChoiceRule,
    Expr,
    FailState,
    MapState,
    ParallelState,
    State,
    TaskState,
    WaitState,
)
from asl.resources.arn import parse_resource

_DEPTH: Final = 4  # of nested And, Or and Not in a label: nobody reads further
_SIGNS: Final = {
    "Equals": "=",
    "LessThan": "<",
    "LessThanEquals": "≤",
    "GreaterThan": ">",
    "GreaterThanEquals": "≥",
    "Matches": "matches",
}
_TYPED: Final = re.compile(r"(?:String|Numeric|Timestamp|Boolean)([A-Z]\w*?)(Path)?$")
_IS: Final = re.compile(r"Is(Null|Present|Numeric|String|Boolean|Timestamp)$")
_STATES: Final = re.compile(r"\$states\.(?=(?:input|result|context|errorOutput)\b)")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_NOUNS: Final = {
    "Null": "null",
    "Present": "present",
    "Numeric": "a number",
    "String": "a string",
    "Boolean": "a boolean",
    "Timestamp": "a timestamp",
}


def condition(rule: ChoiceRule) -> str:
    """What a Choice rule tests, in full and on one line."""
    test = rule.test
    if isinstance(test, dict):
        return _comparison(test, _DEPTH)
    if test is ABSENT:
        return "no condition"
    return expression(test)


def expression(value: JSON) -> str:
    """A JSONata field on one line, without its brackets and without `$states.` before what everybody knows."""
    if not isinstance(value, str):
        return dumps(value)
    text = value
    if text.startswith("{%") and text.endswith("%}") and len(text) >= 4:
        text = _STATES.sub("", _COMMENT.sub(" ", text[2:-2]))
    return " ".join(text.split())


def _comparison(test: dict[str, JSON], depth: int) -> str:
    for word in ("And", "Or"):
        if word in test:
            parts = test[word] if isinstance(test[word], list) else []
            if not depth:
                return "…"
            shown = [_nested(part, depth - 1) for part in parts if isinstance(part, dict)]
            return f" {word.lower()} ".join(shown) or "nothing"
    if isinstance(test.get("Not"), dict):
        return "not " + _nested(test["Not"], depth - 1) if depth else "…"
    subject = test.get("Variable")
    name = subject if isinstance(subject, str) else "?"
    for key, value in test.items():
        if found := _IS.match(key):
            return f"{name} is {'' if value is True else 'not '}{_NOUNS[found[1]]}"
        if found := _TYPED.match(key):
            sign = _SIGNS.get(found[1])
            if sign:
                return f"{name} {sign} {value if found[2] else dumps(value)}"
    return "no known operator"


def _nested(test: dict[str, JSON], depth: int) -> str:
    text = _comparison(test, depth)
    return f"({text})" if ("And" in test or "Or" in test) and text != "…" else text


def errors(catcher: Catcher) -> str:
    """The error names of a catcher; `States.` is left out where it is plain."""
    return ", ".join(catcher.error_equals) or "no errors"


def cut(text: str, length: int) -> str:
    """At most `length` characters, the last one an ellipsis when something was left out."""
    return text if len(text) <= length else text[: max(1, length - 1)].rstrip() + "…"


def resource(arn: str) -> str:
    """What a Task calls: `lambda charge`, `dynamodb putItem`, `states startExecution.sync:2`."""
    read = parse_resource(arn)
    if read is None:
        return "" if arn.startswith("${") and arn.endswith("}") else arn
    if read.kind in ("lambda", "activity"):
        return f"{read.kind} {read.action}"
    service = read.service.removeprefix("aws-sdk:")
    pattern = {"sync": " · waits for the job", "token": " · waits for a token"}
    return f"{service} {read.action}{pattern.get(read.pattern, '')}"


def detail(state: State) -> str:
    """The second line of a state: what it does, beyond its type. "" for nothing to add."""
    match state:
        case TaskState():
            return _called(state) or resource(state.resource)
        case WaitState():
            return _wait(state)
        case FailState(error=error):
            return _shown(error) if error is not None else ""
        case ParallelState():
            return _counted(len(state.branches), "branch", "branches")
        case MapState():
            return " · ".join(_map(state))
    return ""


def _called(state: TaskState) -> str:
    """The function behind `lambda:invoke`, when the definition names it."""
    read = parse_resource(state.resource)
    if read is None or (read.service, read.action) != ("lambda", "invoke"):
        return ""
    given = state.arguments if state.query_language == "JSONata" else state.parameters
    name = given.get("FunctionName") if isinstance(given, dict) else None
    if not isinstance(name, str) or name.startswith("{%"):
        return ""
    function = parse_resource(name)
    waits = " · waits for a token" if read.pattern == "token" else ""
    return f"lambda {function.action if function else name}{waits}"


def _wait(state: WaitState) -> str:
    if state.seconds is not None:
        seconds = state.seconds.value
        if state.seconds.kind == "literal" and isinstance(seconds, int):
            return _span(seconds)
        return _shown(state.seconds)
    return f"until {_shown(state.timestamp)}" if state.timestamp is not None else ""


def _map(state: MapState) -> list[str]:
    parts = []
    if state.item_reader is not None:
        read = parse_resource(state.item_reader.resource)
        parts.append("items from " + (f"{read.service} {read.action}" if read else "a reader"))
    elif state.items is not None:
        parts.append("each of " + cut(_shown(state.items), 36))
    if state.distributed:
        parts.append(f"distributed, {state.execution_type.lower()}")
    if state.max_concurrency is not None and state.max_concurrency.value != 0:
        parts.append(f"{cut(_shown(state.max_concurrency), 24)} at once")
    return parts


def _span(seconds: int) -> str:
    """A literal wait in the largest unit that it is whole in."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _shown(value: Expr) -> str:
    if value.kind == "jsonata":
        return expression(value.value)
    return value.value if isinstance(value.value, str) else dumps(value.value)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def retry_words(state: State) -> tuple[int, str] | None:
    """How often a state is tried again at most, and its retriers in words; None without Retry.

    The number is the largest MaxAttempts: each retrier counts for itself.
    """
    retriers = getattr(state, "retry", ())
    if not retriers:
        return None
    told = [
        f"retry {cut(_listed(one.error_equals), 60)}: {one.max_attempts} times after {one.interval_seconds} s"
        + (f", × {one.backoff_rate:g}" if one.backoff_rate != 1 else "")
        for one in retriers
    ]
    return max(one.max_attempts for one in retriers), "\n".join(told)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "no errors"
