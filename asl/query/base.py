"""What a query language gives the rest: closures over a Scope.

States never mention InputPath or Output; the two languages fill this interface in their own ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from asl.jsonvalue import JSON

if TYPE_CHECKING:
    from asl.model.machine import Catcher, ChoiceRule, ChoiceState, Expr, MapState, State, WaitState


class Randomness(Protocol):
    """The execution's own generator: replayable, part of the snapshot."""

    def random(self) -> float: ...  # 0 <= n < 1
    def uuid(self) -> str: ...  # version 4, lower case


class Scope(Protocol):
    """What an expression may see while a state is entered or left. Never changed by a query."""

    @property
    def input(self) -> JSON: ...  # the raw state input
    @property
    def variables(self) -> Mapping[str, JSON]: ...  # as they were at state entry
    @property
    def now_ms(self) -> int: ...  # the execution's clock, ms since the Unix epoch
    @property
    def rng(self) -> Randomness: ...
    @property
    def context(self) -> JSON: ...  # the context object, built when first asked for
    def tap(
        self, stage: str, value: JSON
    ) -> None: ...  # what a stage gave; only tapped programs call it


Evaluate: TypeAlias = Callable[[Scope, JSON], JSON]
"""(scope, subject) → value. JSONPath: subject is the document that `$` names. JSONata: the result or error output
of the phase the closure was compiled for, ignored in the others."""


class Growth(NamedTuple):
    """How large a value can be that a closure makes, without measuring it.

    bytes ≤ constant + by_subject x size of the subject + by_input x size of the raw state input
    + by_variables x size of all variables; depth ≤ `depth` + that of the deepest source.
    `None` in place of a Growth: measure the result.
    """

    constant: int
    by_subject: int = 0
    by_variables: int = 0
    depth: int = 0
    by_input: int = 0

    def after(self, first: Growth) -> Growth:
        """The growth of this closure applied to what `first` made."""
        times = self.by_subject
        return Growth(
            self.constant + times * first.constant,
            times * first.by_subject,
            self.by_variables + times * first.by_variables,
            self.depth + first.depth,
            self.by_input + times * first.by_input,
        )


SAME = Growth(0, 1)
"""The subject itself, or a part of it."""


class Compiled(NamedTuple):
    """A closure and what is known of its result."""

    evaluate: Evaluate
    growth: Growth | None = None


class Dataflow(NamedTuple):
    """What a query language makes of a state's data-flow fields. None stands for doing nothing at no cost.

    filtered: (scope, raw input) → what conditions, times and paths are read from. None: the raw input.
    arguments: (scope, filtered) → what the state works on. None: the filtered input.
    output: (scope, result) → the state's output. None: the result.
    assign: (scope, result) → {variable: value}. None: nothing is assigned.
    """

    filtered: Compiled | None = None
    arguments: Compiled | None = None
    output: Compiled | None = None
    assign: Compiled | None = None


Tap: TypeAlias = Callable[[str, Compiled | None], Compiled | None]
"""(stage, closure) → the closure to use. A tap that tells somebody what each stage gave wraps it."""


def no_tap(stage: str, made: Compiled | None) -> Compiled | None:
    """The tap of every ordinary program: the closure itself."""
    return made


def scope_tap(stage: str, made: Compiled | None) -> Compiled | None:
    """A tap that tells the scope: `Scope.tap(stage, value)`."""
    if made is None:
        return None
    evaluate = made.evaluate

    def tapped(scope: Scope, subject: JSON) -> JSON:
        value = evaluate(scope, subject)
        scope.tap(stage, value)
        return value

    return Compiled(tapped, made.growth)


_AS_IT_IS = Compiled(lambda scope, subject: subject, SAME)


def every_tap(stage: str, made: Compiled | None) -> Compiled | None:
    """A tap that tells of every stage, those that do nothing too: what TestState shows."""
    return scope_tap(stage, _AS_IT_IS if made is None else made)


class Language(Protocol):
    """One query language, as the compiler of states asks for it. Every closure takes (scope, subject).

    The subject of typed fields is the filtered input; JSONata ignores it and reads `$states`.
    """

    def dataflow(self, state: State, tap: Tap = no_tap) -> Dataflow:
        """The state's fields; `tap` is asked about each stage, by the name that TestState gives it."""
        ...

    def rule(
        self, rule: ChoiceRule, state: ChoiceState
    ) -> tuple[Callable[[Scope, JSON], bool], Dataflow]:
        """The condition, and how the state is left through this rule: output and assign."""
        ...

    def catcher(self, catcher: Catcher) -> Dataflow:
        """output and assign on the error output."""
        ...

    def payload(self, value: JSON, field: str) -> Compiled:
        """Any JSON in which the author may write expressions."""
        ...

    def whole(self, expr: Expr) -> Evaluate:
        """A whole number (seconds, counts)."""
        ...

    def number(self, expr: Expr) -> Evaluate:
        """Any number (a percentage)."""
        ...

    def text(self, expr: Expr) -> Evaluate:
        """A string (Error, Cause)."""
        ...

    def items(self, state: MapState) -> Evaluate:
        """What a Map iterates: a list, or an object."""
        ...

    def due_ms(self, state: WaitState) -> Callable[[Scope, JSON], int]:
        """The end of a Wait, in ms since the Unix epoch."""
        ...


def chain(*stages: Compiled | None) -> Compiled | None:
    """One closure that applies the stages in turn, each to what the one before made."""
    found = [stage for stage in stages if stage is not None]
    if not found:
        return None
    whole = found[0]
    for stage in found[1:]:
        whole = _pair(whole, stage)
    return whole


def _pair(first: Compiled, second: Compiled) -> Compiled:
    inner, outer = first.evaluate, second.evaluate

    def both(scope: Scope, subject: JSON) -> JSON:
        return outer(scope, inner(scope, subject))

    known = first.growth is not None and second.growth is not None
    return Compiled(both, second.growth.after(first.growth) if known else None)  # type: ignore[union-attr, arg-type]  # known says so
