"""So often a month: Standard against Express with tiers and free shares, and where the two cross.

A month has 30 days, as in the examples of the price pages.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.limits import EXPRESS_SECONDS
from asl.observe.cost.billing import TIME_CHUNK_MS, express_cost, transitions_cost
from asl.observe.cost.prices import Prices

DAYS: Final = 30
_RATE: Final = re.compile(
    r"\s*(\d[\d_,]*(?:\.\d+)?)\s*([kKmMbBgG]?)\s*(?:/|per|a)?\s*([a-zA-Z]*)\s*"
)
_LARGE: Final = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000, "g": 1_000_000_000}
_A_MONTH: Final = {
    "": Decimal(1),
    "month": Decimal(1),
    "week": Decimal(DAYS) / 7,
    "day": Decimal(DAYS),
    "hour": Decimal(DAYS * 24),
    "minute": Decimal(DAYS * 24 * 60),
    "second": Decimal(DAYS * 86_400),
}
_UNITS: Final = {
    "mo": "month",
    "w": "week",
    "d": "day",
    "h": "hour",
    "min": "minute",
    "s": "second",
}
_MOST: Final = 10**15  # executions a month that anybody asks about


def executions_a_month(text: str) -> Decimal:
    """How many executions of a month `2M/month`, `100k/day`, `5/s` or `12000` are.

    Raises:
        UsageError: it is no such text.
    """
    found = _RATE.fullmatch(text)
    unit = "" if found is None else found[3].lower()
    unit = _UNITS.get(unit, unit)
    unit = unit.removesuffix("s") if unit.removesuffix("s") in _A_MONTH else unit
    if found is None or unit not in _A_MONTH:
        raise UsageError(
            f'--executions takes a number and a time, such as 2M/month, 100k/day or 5/s, not "{text}"'
        )
    number = Decimal(re.sub("[_,]", "", found[1])) * _LARGE[found[2].lower()]
    a_month = number * _A_MONTH[unit]
    if a_month > _MOST:
        raise UsageError(f"--executions {text}: nobody runs more than 10^15 a month")
    return a_month


class Shape(NamedTuple):
    """One way to run a machine, per execution: what it is billed for.

    transitions: of Standard executions. requests, mb_ms: of Express ones.
    """

    name: str
    transitions: int
    requests: int = 0
    mb_ms: int = 0
    note: str = ""  # what stands against it, or has to be known; "" if nothing
    is_possible: bool = True


class Priced(NamedTuple):
    """A shape's dollars a month. transitions: with the free share; without_free: without. express: None, no price."""

    shape: Shape
    transitions: Decimal
    without_free: Decimal
    express: Decimal | None

    @property
    def total(self) -> Decimal | None:
        return None if self.express is None else self.transitions + self.express


def priced(shape: Shape, executions: Decimal | int, prices: Prices, *, with_free: bool) -> Priced:
    """What a shape costs, so often a month."""
    count = shape.transitions * Decimal(executions)
    free = prices.free_transitions if with_free else 0
    express: Decimal | None = Decimal(0)
    if shape.requests:
        cost = express_cost(
            shape.requests * Decimal(executions), shape.mb_ms * Decimal(executions), prices
        )
        express = None if cost is None else cost.total
    return Priced(
        shape,
        transitions_cost(count, prices, free=free),
        transitions_cost(count, prices),
        express,
    )


def break_even_ms(
    transitions: int, mb: int, executions: Decimal | int, prices: Prices, *, with_free: bool
) -> int | None:
    """The billed duration from which on an Express execution is dearer than so many transitions.

    A multiple of 100 ms; None: it is not, within the five minutes that it may take.
    """

    def is_dearer(chunks: int) -> bool:
        express = express_cost(
            executions, Decimal(executions) * chunks * TIME_CHUNK_MS * mb, prices
        )
        return express is not None and express.total > standard

    free = prices.free_transitions if with_free else 0
    standard = transitions_cost(transitions * Decimal(executions), prices, free=free)
    low, high = 0, EXPRESS_SECONDS * 1000 // TIME_CHUNK_MS
    if not is_dearer(high):
        return None
    while high - low > 1:  # dearer at `high`, not at `low`, which no execution is billed for
        middle = (low + high) // 2
        low, high = (low, middle) if is_dearer(middle) else (middle, high)
    return high * TIME_CHUNK_MS


def break_even_transitions(mb_ms: int, prices: Prices) -> int | None:
    """From how many transitions on an Express execution of this MB x ms is cheaper. None: no price."""
    express = express_cost(1, mb_ms, prices)
    if express is None or not prices.per_transition:
        return None
    return int(express.total / prices.per_transition) + 1


def break_even_executions(standard: Shape, express: Shape, prices: Prices) -> int | None:
    """From how many executions a month on Express is cheaper, in spite of the free transitions.

    None: it never is, or there is no price. The free share makes Standard's cost flat and then steep, the tiers make
    Express flatter and flatter: so they cross once at most.
    """

    def is_cheaper(executions: int) -> bool:
        there = priced(express, executions, prices, with_free=True).total
        here = priced(standard, executions, prices, with_free=True).total
        return there is not None and here is not None and there < here

    high = 1
    while not is_cheaper(high):
        high *= 2
        if high > _MOST:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_cheaper(middle) else (middle, high)
    return high
