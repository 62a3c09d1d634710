"""What can be wrong with a text before anybody asks what it says: as data.

The reader never raises on an author's mistake. It returns `SourceProblem`s; the checker turns them into its own
diagnostics by the table `KINDS`, which owns the codes ASL1001 to ASL1099.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Place(NamedTuple):
    """Where something stands in the author's text. Lines and columns count from 1, in characters."""

    line: int
    column: int
    length: int = 1  # characters on that line, at least 1


class Kind(NamedTuple):
    """One sort of problem: its stable code, its name as rules are named, and why it is one."""

    code: str
    name: str
    severity: Severity
    aws_code: str | None
    why: str


class SourceProblem(NamedTuple):
    """One finding. `place` is None where the text as a whole is meant; `pointer` where it is known.

    `aws_code`, `aws_message` and `aws_location` are what ValidateStateMachineDefinition says of the same text.
    """

    kind: Kind
    message: str
    place: Place | None = None
    pointer: str | None = None
    help: str | None = None
    severity: Severity = "error"
    aws_code: str | None = None
    aws_message: str | None = None
    aws_location: str | None = None

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def line(self) -> int | None:
        return self.place.line if self.place else None

    @property
    def column(self) -> int | None:
        return self.place.column if self.place else None

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


_JSON: Final = "INVALID_JSON_DESCRIPTION"
_SCHEMA: Final = "SCHEMA_VALIDATION_FAILED"
_DEEP: Final = "TOO_DEEPLY_NESTED"

# fmt: off
INVALID_JSON: Final = Kind("ASL1001", "invalid-json", "error", _JSON,
    "A definition is JSON as RFC 8259 has it: no comments, no trailing commas.")
EMPTY: Final = Kind("ASL1002", "empty-definition", "error", _SCHEMA,
    "There is no definition in an empty text.")
DUPLICATE_KEY: Final = Kind("ASL1003", "duplicate-key", "warning", None,
    "Of a name written twice in one object only the last value is kept.")
TOO_DEEP: Final = Kind("ASL1004", "nested-too-deep", "error", _DEEP,
    "Values nested deeper than JSON tools carry are refused.")
NUMBER: Final = Kind("ASL1005", "number-out-of-range", "error", _JSON,
    "A number that no double can hold would change on its way.")
SURROGATE: Final = Kind("ASL1006", "lone-surrogate", "error", _JSON,
    "Half of a surrogate pair has no UTF-8 form, so no service can store it.")
ENCODING: Final = Kind("ASL1007", "not-utf-8", "error", _JSON,
    "A definition is Unicode text, in UTF-8 if no byte order mark says otherwise.")
TOO_LARGE: Final = Kind("ASL1008", "definition-too-large", "error", None,
    "A definition has at most 1,048,576 characters (AWS guide, Quotas).")
NOT_JSON_TYPE: Final = Kind("ASL1009", "not-a-json-value", "error", None,
    "A definition made in Python holds what JSON can say: dict, list, str, int, float, bool, None.")
INVALID_YAML: Final = Kind("ASL1010", "invalid-yaml", "error", None,
    "The text is not YAML, or says what a definition cannot hold.")
YAML_TAG: Final = Kind("ASL1011", "yaml-tag", "error", None,
    "A definition has JSON's types only, so YAML's other tags mean nothing in it.")
TEMPLATE_TAG: Final = Kind("ASL1012", "template-function", "error", None,
    "CloudFormation's functions have a value only in a deployed stack.")
ALIAS: Final = Kind("ASL1013", "alias-expansion", "error", None,
    "An alias stands for a copy; a definition may not contain itself or grow past its limit.")
AMBIGUOUS: Final = Kind("ASL1014", "ambiguous-scalar", "warning", None,
    "YAML 1.1 readers, CloudFormation's among them, take this word for another type than text.")
MISSING_VALUE: Final = Kind("ASL1020", "missing-substitution", "warning", None,
    "A ${Name} that nobody gives a value stays in the text as it is.")
UNUSED_VALUE: Final = Kind("ASL1021", "unused-substitution", "warning", None,
    "A value whose ${Name} is nowhere in the text is probably misspelled.")
BAD_VALUE: Final = Kind("ASL1022", "bad-substitution", "error", None,
    "A file of substitution values maps names to values.")

KINDS: Final[Mapping[str, Kind]] = {kind.code: kind for kind in (
    INVALID_JSON, EMPTY, DUPLICATE_KEY, TOO_DEEP, NUMBER, SURROGATE, ENCODING, TOO_LARGE,
    NOT_JSON_TYPE, INVALID_YAML, YAML_TAG, TEMPLATE_TAG, ALIAS, AMBIGUOUS,
    MISSING_VALUE, UNUSED_VALUE, BAD_VALUE,
)}
# fmt: on


def short(text: str) -> str:
    """An author's text as a message quotes it: not longer than a line."""
    return text if len(text) <= 60 else text[:57] + "..."


def problem(
    kind: Kind,
    message: str,
    place: Place | None = None,
    *,
    pointer: str | None = None,
    help: str | None = None,
    severity: Severity | None = None,
    aws_message: str | None = None,
    aws_location: str | None = None,
) -> SourceProblem:
    """A finding of a kind, with the kind's severity and AWS code unless something else is said."""
    return SourceProblem(
        kind,
        message,
        place,
        pointer,
        help,
        severity or kind.severity,
        kind.aws_code,
        aws_message,
        aws_location,
    )


MOST: Final = 1_000  # findings of one severity in one text: more help nobody, and a hostile text has a million


class Findings:
    """What a text's reading has found so far, bounded. Errors are counted apart, so warnings never hide one."""

    def __init__(self) -> None:
        self._found: list[SourceProblem] = []
        self._counts: dict[Severity, int] = {"error": 0, "warning": 0}

    def add(self, found: SourceProblem) -> None:
        """Keep a finding, unless there are more than enough of its severity."""
        self._counts[found.severity] += 1
        if self._counts[found.severity] <= MOST:
            self._found.append(found)

    def is_full(self, severity: Severity) -> bool:
        """Whether another finding of this severity would be dropped: need it be made at all?"""
        return self._counts[severity] >= MOST

    @property
    def has_error(self) -> bool:
        """Whether the text has no value."""
        return self._counts["error"] > 0

    def all(self) -> tuple[SourceProblem, ...]:
        """The findings in the order they were made."""
        return tuple(self._found)
