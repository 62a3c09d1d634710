"""Functions and other executions that a run calls: what is billed beside its own machine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from asl.observe.cost.billing import LambdaCost, lambda_cost
from asl.observe.cost.prices import Prices

DEFAULT_MB = 128  # Lambda's own default


class FunctionUse(NamedTuple):
    """The calls of one Lambda function in a run.

    ms: of all calls together, each rounded up to whole ms; None: nobody has said how long it takes. is_declared: said by
    the user, not measured on the run's clock.
    """

    name: str
    calls: int
    ms: int | None
    mb: int = DEFAULT_MB
    architecture: str = "x86_64"
    is_declared: bool = False


class NestedUse(NamedTuple):
    """The executions that one state started, and what the user says of each.

    transitions: of a Standard one. ms, mb: billed, of an Express one. All None: nobody has said.
    """

    state: str
    calls: int
    machine: str | None = None  # its name, where the call has it
    transitions: int | None = None
    ms: int | None = None
    mb: int = 64

    @property
    def is_known(self) -> bool:
        return self.transitions is not None or self.ms is not None


class Beside(NamedTuple):
    """All that a run's tasks cost beside the machine."""

    functions: Sequence[FunctionUse] = ()
    nested: Sequence[NestedUse] = ()

    @property
    def calls(self) -> int:
        return sum(use.calls for use in self.functions)

    @property
    def mb_ms(self) -> dict[str, Decimal]:
        """MB x ms by architecture, of functions whose time is known."""
        found: dict[str, Decimal] = {}
        for use in self.functions:
            so_far = found.get(use.architecture, Decimal(0))
            found[use.architecture] = so_far + Decimal((use.ms or 0) * use.mb)
        return found

    @property
    def unknown(self) -> list[str]:
        """Functions of which nobody has said how long they take."""
        return [use.name for use in self.functions if use.ms is None]

    @property
    def nested_transitions(self) -> int:
        return sum(use.calls * (use.transitions or 0) for use in self.nested)

    @property
    def nested_express(self) -> tuple[int, int]:
        """(requests, billed MB x ms) of Express executions that are started."""
        express = [use for use in self.nested if use.ms is not None]
        mb_ms = sum(use.calls * (use.ms or 0) * use.mb for use in express)
        return sum(use.calls for use in express), mb_ms

    @property
    def unknown_nested(self) -> list[NestedUse]:
        return [use for use in self.nested if not use.is_known]

    def lambda_cost(
        self, prices: Prices, runs: Decimal | int = 1, *, with_free: bool = False
    ) -> LambdaCost | None:
        """Dollars for so many runs. None: no price, or no calls."""
        if prices.lambda_ is None or not self.functions:
            return None
        mb_ms = {name: amount * runs for name, amount in self.mb_ms.items()}
        return lambda_cost(Decimal(self.calls) * runs, mb_ms, prices.lambda_, with_free=with_free)
