"""The price of one run: `cost_of`, and what tests ask as `run.cost`.

    run.cost.transitions          11
    run.cost.by_state             {"Charge": 3, "Ship": 1, …}, most first
    run.cost.standard             Decimal("0.000275"): dollars as a Standard execution
    run.cost.express              Decimal("0.00000204…"), or None where the table has no price
    assert run.cost.total < Decimal("0.001")

One run is priced at the first tier, without the month's free share; `month` has both.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from asl.errors import UsageError
from asl.observe.cost.billing import express_cost, transitions_cost
from asl.observe.cost.functions import Beside
from asl.observe.cost.prices import Prices
from asl.observe.cost.usage import Billed, Meter, Payload, Usage, usage_of

if TYPE_CHECKING:
    from asl.engine.execution import Execution


class Hosting(Protocol):
    """A host that has an execution, its clock and the meter of its Map Runs' children."""

    now_ms: int

    @property
    def execution(self) -> Execution: ...
    @property
    def meter(self) -> Meter: ...


class Cost:
    """What one run costs. Amounts are exact dollars; round them where you show them."""

    def __init__(self, usage: Usage, prices: Prices, beside: Beside | None = None) -> None:
        self.usage = usage
        self.prices = prices
        self.beside = Beside() if beside is None else beside

    @property
    def transitions(self) -> int:
        """As AWS bills them: entries, retries, redrives, and those of Standard children."""
        return self.usage.all_transitions

    @property
    def by_state(self) -> Mapping[str, int]:
        """Transitions by state, most first."""
        return self.usage.all_by_state

    @property
    def events(self) -> int:
        return self.usage.events

    @property
    def largest_payload(self) -> Payload:
        return self.usage.largest

    @property
    def billed(self) -> Billed:
        """Milliseconds and MB that it is billed for as an Express execution."""
        return self.usage.billed

    @property
    def standard(self) -> Decimal:
        """Dollars for its transitions, if it is a Standard execution."""
        return transitions_cost(self.transitions, self.prices)

    @property
    def express(self) -> Decimal | None:
        """Dollars for it as one Express execution, children of Map Runs not counted. None: no price in its region."""
        cost = express_cost(1, self.usage.billed.mb_ms, self.prices)
        return None if cost is None else cost.total

    @property
    def children(self) -> Decimal | None:
        """Dollars for Express children of its Map Runs. None: there are some, and no price."""
        meter = self.usage.children
        if not meter.express:
            return Decimal(0)
        cost = express_cost(meter.express, meter.mb_ms, self.prices)
        return None if cost is None else cost.total

    @property
    def nested(self) -> Decimal | None:
        """Dollars for executions that its tasks start, as far as somebody has said what they are."""
        total = transitions_cost(self.beside.nested_transitions, self.prices)
        requests, mb_ms = self.beside.nested_express
        if requests:
            cost = express_cost(requests, mb_ms, self.prices)
            if cost is None:
                return None
            total += cost.total
        return total

    @property
    def functions(self) -> Decimal | None:
        """Dollars for Lambda functions, as far as somebody has said how long they take. None: no price."""
        if not self.beside.functions:
            return Decimal(0)
        cost = self.beside.lambda_cost(self.prices)
        return None if cost is None else cost.total

    @property
    def machine(self) -> Decimal | None:
        """Dollars for Step Functions alone: the execution as what it is, and its children."""
        own = self.express if self.usage.is_express else self.standard
        children = self.children
        return None if own is None or children is None else own + children

    @property
    def total(self) -> Decimal:
        """Dollars for all of it.

        Raises:
            UsageError: a part has no price in this region, or starts executions of which nobody has said what they cost; the
                message says which. `machine` is the price without those.
        """
        if self.beside.unknown_nested:
            names = ", ".join(f'"{use.state}"' for use in self.beside.unknown_nested)
            raise UsageError(
                f"{names} starts executions whose price is not known, so the whole is not: count transitions, or take"
                " asl cost with --nested STATE=TRANSITIONS; cost.machine is the machine alone"
            )
        parts = {
            "express": self.machine,
            "express ": self.nested,
            "lambda": self.functions,
        }
        for part, amount in parts.items():
            if amount is None:
                raise UsageError(self.prices.missing(part.strip()))
        return sum((amount for amount in parts.values() if amount is not None), Decimal(0))

    def dearest(self, most: int = 3) -> list[tuple[str, int]]:
        """The states with the most transitions."""
        return list(self.by_state.items())[:most]

    def __repr__(self) -> str:
        machine = self.machine
        amount = "no price" if machine is None else f"${machine.normalize():f}"
        return f"<Cost {self.transitions} transitions, {amount} in {self.prices.region}>"


def cost_of(
    host: Hosting, prices: Prices, *, definition_bytes: int = 0, beside: Beside | None = None
) -> Cost:
    """What the execution of a host costs, so far if it is open.

    Args:
        definition_bytes: of the definition's text, which AWS counts as Express memory.
        beside: functions and executions that it called.
    """
    usage = usage_of(
        host.execution, host.meter, definition_bytes=definition_bytes, now_ms=host.now_ms
    )
    return Cost(usage, prices, beside)
