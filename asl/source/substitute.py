"""`${Name}`: values that a template fills in, put into the text before it is parsed.

AWS::StepFunctions::StateMachine's DefinitionSubstitutions and its copies replace text, so a number may stand
unquoted (`"MaxAttempts": ${n}`) and a JSONata expression may hold a name (`{% '${Bucket}' %}`). Inside a JSON string
the value is escaped, so that a quotation mark in it cannot break the text. Lines never move, and offsets have a way
back: `Substituted.author`.

A `${Name}` without a value stays as it is: strings may hold shell text, and a resource that is mocked needs no ARN. It
is reported with its place: as a warning in a string, as an error where it leaves no JSON. Other braces are not ours:
`{}` of the intrinsics holds no name, and `${key:value}` groups in JSONata, so a name with a single colon counts only if
it has a value (`${AWS::Region}` has two).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from asl.jsonvalue import JSON
from asl.source.position import Lines
from asl.source.problem import (
    BAD_VALUE,
    MISSING_VALUE,
    UNUSED_VALUE,
    Findings,
    Place,
    SourceProblem,
    problem,
)

PLACEHOLDER: Final = re.compile(r"\$\{([A-Za-z0-9_.:]+)\}")
_STRING_OR_PLACEHOLDER: Final = re.compile(
    r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|\$\{([A-Za-z0-9_.:]+)\}', re.DOTALL
)
_GROUPING: Final = re.compile(r"(?<!:):(?!:)")


class Substituted(NamedTuple):
    """A text with its values in place. `author` maps its offsets to those of the text before."""

    text: str
    author: Callable[[int], int]
    problems: tuple[SourceProblem, ...]


def substitute_json(text: str, defines: Mapping[str, JSON], lines: Lines) -> Substituted:
    """The JSON text with every `${Name}` that has a value replaced.

    Args:
        text: the author's text.
        defines: values by name. A string is put in as it is (escaped inside a JSON string), anything else as JSON.
        lines: the author's text by lines.
    """
    pieces: list[str] = []
    moved = _Moves()
    used: set[str] = set()
    found = Findings()
    copied = 0

    def replace(start: int, end: int, name: str, *, quoted: bool) -> None:
        nonlocal copied
        if name not in defines:
            if not found.is_full("warning" if quoted else "error") and not is_grouping(name):
                found.add(missing_value(name, lines.place(start, end), quoted=quoted))
            return
        used.add(name)
        value = value_text(defines[name])
        if quoted:
            value = json.dumps(value, ensure_ascii=False)[1:-1]
        pieces.append(text[copied:start])
        pieces.append(value)
        moved.add(start, end, len(value))
        copied = end

    for token in _STRING_OR_PLACEHOLDER.finditer(text):
        if token[1] is not None:
            replace(token.start(), token.end(), token[1], quoted=False)
            continue
        for inner in PLACEHOLDER.finditer(text, token.start(), token.end()):
            replace(inner.start(), inner.end(), inner[1], quoted=True)
    pieces.append(text[copied:])
    for unneeded in unused(defines, used):
        found.add(unneeded)
    return Substituted("".join(pieces), moved.author, found.all())


def value_text(value: JSON) -> str:
    """A value as it goes into a text: a string as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def unused(defines: Mapping[str, JSON], used: Iterable[str]) -> Iterable[SourceProblem]:
    """A warning for each value whose name the text does not have."""
    known = frozenset(used)
    return (
        problem(UNUSED_VALUE, f"${{{name}}} is not in the definition", help="check its spelling")
        for name in defines
        if name not in known
    )


def is_grouping(name: str) -> bool:
    """Whether `${name}` could be JSONata's grouping: `key:value`, with a single colon."""
    return _GROUPING.search(name) is not None


def missing_value(name: str, place: Place, *, quoted: bool) -> SourceProblem:
    """A name without a value: a warning inside a string, an error where the text is no JSON without one."""
    return problem(
        MISSING_VALUE,
        f"${{{name}}} has no value" + ("" if quoted else ", and without one this is not JSON"),
        place,
        help=f"give it one: --define {name}=VALUE",
        severity="warning" if quoted else "error",
    )


class Mask:
    """A text whose `${Name}`s are tokens of the same length that YAML takes for letters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._token: re.Pattern[str] | None = None
        if "${" not in text:
            return
        private = (chr(code) for code in range(0xE000, 0xF8FF))
        opens, closes = (
            char for _, char in zip(range(2), (c for c in private if c not in text), strict=False)
        )
        self._token = re.compile(f"{opens}([A-Za-z0-9_.:]+){closes}{closes}")
        self._opens = opens
        self.text = PLACEHOLDER.sub(lambda found: f"{opens}{found[1]}{closes}{closes}", text)

    def name(self, masked: str) -> str | None:
        """The name, if the scalar is one placeholder and nothing else."""
        found = self._token.fullmatch(masked) if self._token else None
        return found[1] if found else None

    def fill(self, masked: str, put: Callable[[str], str]) -> str:
        """The scalar with every token replaced by what `put` says of its name."""
        if self._token is None or self._opens not in masked:
            return masked
        return self._token.sub(lambda found: put(found[1]), masked)

    def is_token_at(self, offset: int) -> bool:
        """Whether a placeholder begins here."""
        return self._token is not None and self._token.match(self.text, offset) is not None


class _Moves:
    """Which stretch of the new text came from where: a text of the author's, or one placeholder."""

    def __init__(self) -> None:
        self._new = [0]
        self._old = [0]
        self._fixed = [False]
        self._shift = 0  # new offset minus old offset, behind the last placeholder

    def add(self, start: int, end: int, length: int) -> None:
        """Say that text[start:end] became `length` characters. Called from left to right."""
        self._new += [start + self._shift, start + self._shift + length]
        self._old += [start, end]
        self._fixed += [True, False]
        self._shift += length - (end - start)

    def author(self, offset: int) -> int:
        """Where an offset of the new text stands in the author's: in a value, at its placeholder."""
        row = bisect_right(self._new, offset) - 1
        return self._old[row] + (0 if self._fixed[row] else offset - self._new[row])


def read_defines(text: str, name: str = "<defines>") -> tuple[dict[str, JSON], list[SourceProblem]]:
    """Values by name, from the text of a file.

    The file is a mapping of names to values, or holds one as `DefinitionSubstitutions`: at its top, or in the state
    machines of a SAM or CloudFormation template (of all of them, a name that two give differently is refused). JSON or
    YAML, by the file's name. What a template leaves to CloudFormation (`!GetAtt Fn.Arn`) has no value here: such names
    are left out, so that the definition reports those it needs.
    """
    from asl.source.text import format_of

    if format_of(name) == "yaml" or not text.lstrip().startswith("{"):
        from asl.source.yamltext import read_yaml

        value, problems = read_yaml(text, None, template=True)
    else:
        from asl.source.text import read_json

        value, found = read_json(text)
        problems = list(found)
    problems = [one for one in problems if one.kind is not MISSING_VALUE]
    if any(one.is_error for one in problems):
        return {}, problems
    if not isinstance(value, dict):
        return {}, [*problems, problem(BAD_VALUE, "the file is not a mapping of names to values")]
    if "Resources" in value:  # a template's own words are not ours to judge
        problems = [one for one in problems if one.is_error]
    values: dict[str, JSON] = {}
    for mapping in _mappings(value):
        if not isinstance(mapping, dict):
            problems.append(problem(BAD_VALUE, "DefinitionSubstitutions is not a mapping"))
            continue
        for key, given in mapping.items():
            if _is_function(given):
                continue
            if key in values and values[key] != given:
                problems.append(
                    problem(BAD_VALUE, f"two state machines of the file give {key} two values")
                )
            values[key] = given
    return values, problems


def _mappings(value: dict[str, JSON]) -> list[JSON]:
    """The mappings of a file that hold values: its own, or the DefinitionSubstitutions in it."""
    resources = value.get("Resources")
    if isinstance(resources, dict):
        properties = [
            r.get("Properties")
            for r in resources.values()
            if isinstance(r, dict) and str(r.get("Type", "")).endswith("::StateMachine")
        ]
        return [
            p["DefinitionSubstitutions"]
            for p in properties
            if isinstance(p, dict) and "DefinitionSubstitutions" in p
        ]
    if "DefinitionSubstitutions" in value:
        return [value["DefinitionSubstitutions"]]
    return [value]


def _is_function(value: JSON) -> bool:
    """Whether a value is CloudFormation's to work out: {"Ref": …}, {"Fn::…": …}."""
    return (
        isinstance(value, dict)
        and len(value) == 1
        and all(key == "Ref" or key == "Condition" or key.startswith("Fn::") for key in value)
    )
