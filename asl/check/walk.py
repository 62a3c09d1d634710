"""What one check carries along: where the walk stands, what it noted for later, what it found.

The walk itself is `asl.check.structure`; it visits every object once, in the order of the text. What needs a whole States
object (who reaches whom, which variables are set where) is noted in a `Scope` on the way and read when the walk is over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple, TypeAlias

from asl.check.diagnostic import Diagnostic, Rule, aws_place, did_you_mean
from asl.jsonvalue import JSON
from asl.model.fields import Language
from asl.source.position import escape

Raw: TypeAlias = dict[str, JSON]
# Looking for similar names costs more than the check: a text with thousands of mistakes gets advice on the first ones.
_MAX_SUGGESTIONS: Final = 100
_MAX_CANDIDATES: Final = 400


class Edge(NamedTuple):
    """A way from one state to another. `assigns` are the variables set on it."""

    source: str
    target: str
    pointer: str  # of the object that has the field
    field: str
    assigns: tuple[str, ...]


class Read(NamedTuple):
    """A variable that a state reads, and where."""

    state: str
    name: str
    pointer: str


class Scope:
    """One States object while it is walked, and what was noted on the way."""

    __slots__ = (
        "assigned",
        "at_entry",
        "ends",
        "is_distributed",
        "is_open",
        "parent",
        "pointer",
        "reads",
        "start",
        "state",
        "states",
        "ways",
    )

    def __init__(
        self,
        raw: Raw,
        pointer: str,
        parent: Scope | None = None,
        state: str = "",
        is_distributed: bool = False,
    ) -> None:
        states = raw.get("States")
        start = raw.get("StartAt")
        self.pointer = pointer  # of the object that holds StartAt and States
        self.parent = parent
        self.state = state  # the state of `parent` that holds this scope
        self.states: Raw = states if isinstance(states, dict) else {}
        self.start = start if isinstance(start, str) else None
        self.is_distributed = is_distributed  # its states run as executions of their own
        self.is_open = False  # what stands around it is not known: a state checked on its own
        self.ends = False  # some state of it is terminal
        self.ways: list[Edge] = []
        self.reads: list[Read] = []
        self.assigned: dict[str, str] = {}  # name → pointer of its first entry in an Assign
        self.at_entry: dict[str, frozenset[str]] | None = None  # see asl.check.variables

    def state_pointer(self, name: str) -> str:
        """The pointer of a state of this scope."""
        return f"{self.pointer}/States/{escape(name)}"

    def around(self) -> Iterator[Scope]:
        """The scopes that hold this one, inside out."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent


class Walk:
    """The state of one check.

    Attributes:
        pointer: of the object whose fields are being checked.
        language, machine_language: the query language in force there, and the machine's.
        scope: the States object in hand.
        state, state_type: name and type of the innermost state.
        is_downgraded: the state says JSONPath in a JSONata machine, so its fields' language is not commented on.
        labels: Map labels seen so far, with their places.
    """

    __slots__ = (
        "document",
        "found",
        "is_downgraded",
        "is_express",
        "labels",
        "language",
        "machine_language",
        "pointer",
        "scope",
        "scopes",
        "state",
        "state_type",
        "suggested",
    )

    scope: Scope

    def __init__(self, document: JSON, *, is_express: bool) -> None:
        self.document = document
        self.is_express = is_express
        self.found: list[Diagnostic] = []
        self.scopes: list[Scope] = []
        self.labels: dict[str, str] = {}
        self.pointer = ""
        self.language: Language = "JSONPath"
        self.machine_language: Language = "JSONPath"
        self.state = ""
        self.state_type = ""
        self.is_downgraded = False
        self.suggested = 0

    def suggest(self, name: str, names: Collection[str]) -> str | None:
        """Advice that names the nearest of `names`, if there is one."""
        if self.suggested >= _MAX_SUGGESTIONS or len(names) > _MAX_CANDIDATES:
            return None
        self.suggested += 1
        return did_you_mean(name, names)

    def at(self, key: str) -> str:
        """The pointer of a field of the object in hand."""
        return f"{self.pointer}/{escape(key)}"

    def report(
        self,
        rule: Rule,
        pointer: str,
        message: str,
        *,
        help: str | None = None,
        key: bool = False,
        offset: int | None = None,
        aws: str | None = None,
        aws_at: str | None = None,
    ) -> None:
        """Note a finding. `aws` is the service's text, `aws_at` its place as a JSON pointer if not `pointer`."""
        place = aws_place(pointer if aws_at is None else aws_at, self.document)
        self.found.append(Diagnostic(rule, pointer, message, help, key, offset, aws, place))
