"""Rules as data, and what they find.

A rule has a code that is never reused, a name, AWS's code where AWS has one, and the reason it exists. A diagnostic is one
finding: the author's words at a JSON pointer, advice, and beside them what the service itself would answer. The service's
answer is a second voice, never a second place to decide: `Diagnostic.is_error` decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from asl.source.problem import Place, Severity

SCHEMA: Final = "SCHEMA_VALIDATION_FAILED"


class Rule(NamedTuple):
    """One rule. `name` reads well after "allow"; `aws_code` is None where the service says nothing.

    `aws_severity` is set where the service refuses what may still be right in a file: a placeholder.
    """

    code: str
    name: str
    why: str
    source: str
    severity: Severity = "error"
    aws_code: str | None = SCHEMA
    aws_severity: Severity | None = None

    def at(
        self,
        pointer: str,
        message: str,
        *,
        help: str | None = None,
        key: bool = False,
        offset: int | None = None,
        aws_message: str | None = None,
        aws_pointer: str | None = None,
    ) -> Diagnostic:
        """What this rule found at a JSON pointer; the arguments are the diagnostic's own fields."""
        return Diagnostic(self, pointer, message, help, key, offset, aws_message, aws_pointer)


class Diagnostic(NamedTuple):
    """One finding.

    Attributes:
        pointer: RFC 6901; "" is the definition. What is missing is placed at the object that lacks it.
        message: what is wrong, in the author's words.
        help: what to do about it, or None.
        key: the fault is in the name at the pointer, not in its value.
        offset: of a fault inside a string, in characters from 0.
        aws_message: the service's own text, or None where nobody recorded it.
        aws_pointer: the place as the service writes it, `/States/X/Branches[0]/States/Y`, "/" for the definition,
            None where it names none.
        place: line, column and length, where the reader knows them and no pointer does.
    """

    rule: Rule
    pointer: str
    message: str
    help: str | None = None
    key: bool = False
    offset: int | None = None
    aws_message: str | None = None
    aws_pointer: str | None = None
    place: Place | None = None

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def aws_code(self) -> str | None:
        return self.rule.aws_code

    @property
    def is_error(self) -> bool:
        return self.rule.severity == "error"

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.severity} {self.code}: {self.message}"


def aws_place(pointer: str, document: object) -> str:
    """A JSON pointer as the service writes places: array entries in brackets, names unescaped, "/" for the whole."""
    out: list[str] = []
    value = document
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdigit():
            out.append(f"[{name}]")
            value = value[int(name)] if int(name) < len(value) else None
        else:
            out.append(f"/{name}")
            value = value.get(name) if isinstance(value, dict) else None
    return "".join(out) or "/"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that the author most likely meant, or None."""
    known = list(names)
    low = name.lower()
    for other in known:
        if other.lower() == low:
            return other
    from difflib import get_close_matches

    found = get_close_matches(name, known, 1, 0.6)
    return found[0] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """The help that names the nearest of `names`, or None when none is near."""
    close = nearest(name, names)
    return f'did you mean "{close}"?' if close is not None else None
