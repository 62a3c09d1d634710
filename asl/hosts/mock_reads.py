"""What a definition reads of its tasks' results, found in its text: so that a stub has the members that the machine wants.

It is a guess for a person to edit, and no analysis: paths in ResultSelector, or, where the result goes into the state's
output, the paths of the state that follows (of all states, if ResultPath gives the result a name of its own); in JSONata
what stands behind `$states.result` and, in the state that follows, behind `$states.input`. Where a Choice compares such a
member with a constant, the constant is the placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from asl.jsonvalue import JSON
from asl.resources.samples import Reads

_STEP: Final = r"(?:\.[A-Za-z_][\w-]*|\[\d+\]|\[\*\]|\['[^'\]]+'\])"
_PATH: Final = re.compile(rf"(?<!\$)\$({_STEP}+)")
_RESULT: Final = re.compile(r"\$states\.result((?:\.(?:\w+|`[^`]+`)|\[\d+\])+)")
_INPUT: Final = re.compile(r"\$states\.input((?:\.(?:\w+|`[^`]+`)|\[\d+\])+)")
_EQUAL: Final = re.compile(
    r"\$states\.input((?:\.\w+)+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|(-?\d+)|(true|false))"
)
_NAMES: Final = re.compile(r"`([^`]+)`|'([^']+)'|([\w-]+)")
_COMPARED: Final = re.compile(r"^(String|Numeric|Boolean)(?!.*Path$)|^TimestampEquals$")


def reads_of(state: Mapping[str, JSON], states: Mapping[str, JSON], language: str) -> Reads:
    """What is read of a Task's result.

    Args:
        state: the Task, as it is written.
        states: those beside it, by name.
        language: its query language.
    """
    reads = Reads()
    following = states.get(state.get("Next", ""))
    if language == "JSONata":
        written = [state.get("Output"), state.get("Assign")]
        for text in _texts(written):
            for path in _RESULT.findall(text):
                reads.add(_names(path))
        if "Output" not in state:
            for text in _texts(following):
                for path, *like in _EQUAL.findall(text):
                    reads.add(_names(path), _constant(*like))
                for path in _INPUT.findall(text):
                    reads.add(_names(path))
        return reads
    for text in _texts(
        state.get("Assign")
    ):  # "x.$": "$states.result.y" is JSONata's; here it is "$.y"
        for path in _PATH.findall(text):
            reads.add(_names(path))
    if "ResultSelector" in state:
        for text in _texts(state["ResultSelector"]):
            for path in _PATH.findall(text):
                reads.add(_names(path))
        return reads
    result, output = state.get("ResultPath", "$"), state.get("OutputPath", "$")
    if not isinstance(result, str) or not isinstance(output, str):
        return reads
    at, cut = _names(result), _names(output)
    places: list[JSON] = list(states.values()) if at else [following]
    for place in places:
        for names, like in _read_in(place):
            whole = [*cut, *names]
            if whole[: len(at)] == at and len(whole) > len(at):
                reads.add(whole[len(at) :], like)
    return reads


def _read_in(state: JSON) -> Iterator[tuple[list[str], JSON]]:
    """Paths in a state, with what a Choice compares them with; those of a Map's or Parallel's own states are of others."""
    if not isinstance(state, dict):
        return
    for rule in _rules(state.get("Choices")):
        variable = rule.get("Variable")
        for key, value in rule.items():
            if isinstance(variable, str) and _COMPARED.match(key):
                yield _names(variable), value
    own = {
        key: value
        for key, value in state.items()
        if key
        not in ("Iterator", "ItemProcessor", "Branches", "Resource", "ResultSelector", "ResultPath")
    }
    for text in _texts(own):
        for path in _PATH.findall(text):
            yield _names(path), None


def _rules(choices: JSON) -> Iterator[Mapping[str, JSON]]:
    """The comparisons of a Choice, those inside And, Or and Not too, in order."""
    pending: list[JSON] = [*choices][::-1] if isinstance(choices, list) else []
    while pending:
        rule = pending.pop()
        if not isinstance(rule, dict):
            continue
        yield rule
        for key in ("Not", "Or", "And"):
            inner = rule.get(key)
            pending.extend(reversed(inner) if isinstance(inner, list) else [inner])


def _texts(value: JSON) -> Iterator[str]:
    pending: list[JSON] = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            pending.extend(reversed(one.values()))
        elif isinstance(one, list):
            pending.extend(reversed(one))


def _names(path: str) -> list[str]:
    """The members that a path goes through; entries of arrays are not told apart."""
    return [
        name
        for found in _NAMES.findall(path.lstrip("$"))
        if (name := "".join(found)) and not name.isdigit()
    ]


def _constant(single: str, double: str, number: str, truth: str) -> JSON:
    if number:
        return int(number)
    if truth:
        return truth == "true"
    return single or double
