"""A state, compiled: what the engine knows of it.

Steps are made empty and linked by object, so that a transition is an attribute and not a lookup; `steps/` fills them.
Nothing in a step changes once its program is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, Protocol, TypeAlias

from asl.jsonvalue import JSON
from asl.model.machine import Retrier
from asl.query.base import Compiled, Evaluate, Scope
from asl.resources.arn import Resource
from asl.vocabulary.outcomes import Leave, Outcome


class Entered(Scope, Protocol):
    """The scope of a state that is entered: a Choice keeps there which way it went."""

    @property
    def chosen(
        self,
    ) -> list[int]: ...  # n: by rule n; the number of rules: by none; ~n: rule n failed


Enter: TypeAlias = Callable[[Entered], Outcome]
Resume: TypeAlias = Callable[[Scope, JSON], Leave]


class CatchClause(NamedTuple):
    """One catcher, compiled. The closures see the error output as their subject."""

    error_equals: tuple[str, ...]
    following: Step
    output: Compiled | None
    assign: Compiled | None


class MapRunPlan(NamedTuple):
    """What only a distributed Map has. Closures see the state's effective input as their subject."""

    execution_type: Literal["STANDARD", "EXPRESS"]  # of the children
    label: str | None
    tolerated_count: Evaluate | None
    tolerated_percentage: Evaluate | None
    reader: tuple[str, Evaluate | None, Mapping[str, JSON], Evaluate | None] | None
    """resource, arguments, ReaderConfig, MaxItems"""
    batch_items: Evaluate | None
    batch_bytes: Evaluate | None
    batch_input: Evaluate | None
    writer: tuple[str | None, Evaluate | None, Mapping[str, JSON]] | None
    """resource (None: into the output), arguments, WriterConfig"""

    @property
    def exports(self) -> bool:
        """Results are written by the host, and the core keeps none."""
        return self.writer is not None and self.writer[0] is not None

    @property
    def keeps_records(self) -> bool:
        """The result of a child that succeeded is its metadata, not its output."""
        return self._transformation == "NONE"

    @property
    def flattens(self) -> bool:
        """The members of an output that is a list are results, each of its own."""
        return self._transformation == "FLATTEN"

    @property
    def _transformation(self) -> str:
        """Of results that the core keeps: COMPACT, unless the WriterConfig says otherwise."""
        if self.writer is None or self.exports:
            return "COMPACT"
        return str(self.writer[2].get("Transformation", "COMPACT"))


class Step:
    """One state. `enter` answers an Outcome; `resume` answers a Leave from the result that was waited for."""

    __slots__ = (
        "branches",
        "catch",
        "distributed",
        "enter",
        "entered",
        "exited",
        "name",
        "plan",
        "pointer",
        "resource",
        "resume",
        "retry",
        "select",
        "type",
    )

    def __init__(self, name: str, type_: str, pointer: str) -> None:
        self.name = name
        self.type = type_
        self.pointer = pointer
        self.entered = f"{type_}StateEntered"
        self.exited = f"{type_}StateExited"
        self.enter: Enter
        self.resume: Resume | None = None
        self.retry: tuple[Retrier, ...] = ()
        self.catch: tuple[CatchClause, ...] = ()
        self.resource: Resource | None = None  # Task
        self.branches: tuple[Step, ...] = ()  # the first step of every branch; a Map has one
        self.select: Compiled | None = None  # Map: an iteration's input from its own context
        self.plan: MapRunPlan | None = None  # distributed Map
        self.distributed = False

    def __repr__(self) -> str:
        return f"<Step {self.pointer or self.name}>"
