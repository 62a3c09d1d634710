"""What a query language gives the rest: closures over a Scope.

States never mention InputPath or Output; the two languages fill this interface in their own ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, TypeAlias

from asl.jsonvalue import JSON


class Randomness(Protocol):
    """The execution's own generator: replayable, part of the snapshot."""

    def random(self) -> float: ...  # 0 <= n < 1
    def uuid(self) -> str: ...  # version 4, lower case


class Scope(Protocol):
    """What an expression may see while a state is entered or left. Never changed by a query."""

    input: JSON  # the raw state input
    variables: Mapping[str, JSON]  # as they were at state entry
    now_ms: int  # the execution's clock, ms since the Unix epoch
    rng: Randomness

    @property
    def context(self) -> JSON: ...  # the context object, built when first asked for


Evaluate: TypeAlias = Callable[[Scope, JSON], JSON]
"""(scope, subject) → value. JSONPath: subject is the document that `$` names. JSONata: the result or error output
of the phase the closure was compiled for, ignored in the others."""


class Growth(NamedTuple):
    """How large a value can be that a closure makes, without measuring it.

    bytes ≤ constant + by_subject × size of the subject + by_variables × size of all variables, likewise the depth
    ≤ depth + the deepest source. `None` in place of a Growth: measure the result.
    """

    constant: int
    by_subject: int = 0
    by_variables: int = 0
    depth: int = 0


class Compiled(NamedTuple):
    """A closure and what is known of its result."""

    evaluate: Evaluate
    growth: Growth | None = None
