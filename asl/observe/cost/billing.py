"""The arithmetic of the price pages: what is rounded up, what is free, which tier.

Counts and milliseconds are whole numbers, amounts exact Decimals: nothing is rounded to cents here.

Source: AWS Step Functions pricing; AWS Lambda pricing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Final, NamedTuple

from asl.observe.cost.prices import LambdaPrice, Prices, Tier

TIME_CHUNK_MS: Final = 100
# A chunk is billed as 64 MB, and CloudWatch shows 64,000,000 bytes for one (recorded): decimal megabytes.
MEMORY_CHUNK_MB: Final = 64
_BYTES_PER_MB: Final = 1_000_000
_BASE_BYTES: Final = 50_000_000  # what the estimate begins with
_MB_MS_PER_GB_HOUR: Final = 1024 * 3_600_000
_MB_MS_PER_GB_SECOND: Final = 1024 * 1000
_DIGITS: Final = 40  # more than any product of a price and a month's count has


def billed_ms(took_ms: int) -> int:
    """The time that an Express execution is billed for: rounded up to 100 ms, and no less."""
    return max(1, -(-took_ms // TIME_CHUNK_MS)) * TIME_CHUNK_MS


def billed_mb(bytes_: int) -> int:
    """The memory that an Express execution is billed for: rounded up to 64 MB, and no less."""
    chunk = MEMORY_CHUNK_MB * _BYTES_PER_MB
    return max(1, -(-bytes_ // chunk)) * MEMORY_CHUNK_MB


def memory_bytes(definition_bytes: int, payload_bytes: int, steps: int) -> int:
    """AWS's estimate of an Express execution's memory: 50 MB, the definition, and the payload once for every step.

    steps: runs of Parallel and Map steps. Example of the page: 50 KB, 32 KB and 400 steps make 62.85 MB, billed as 64.
    """
    return _BASE_BYTES + definition_bytes + payload_bytes * steps


def gb_hours(mb_ms: int) -> Decimal:
    """GB-hours of a number of MB x ms; a GB has 1,024 MB here, as in the page's example."""
    return _quotient(mb_ms, _MB_MS_PER_GB_HOUR)


def gb_seconds(mb_ms: int) -> Decimal:
    """GB-seconds of a number of MB x ms."""
    return _quotient(mb_ms, _MB_MS_PER_GB_SECOND)


def _quotient(whole: int, by: int) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return Decimal(whole) / by


def transitions_cost(transitions: int | Decimal, prices: Prices, *, free: int = 0) -> Decimal:
    """Dollars for transitions, the first `free` of which cost nothing."""
    return max(Decimal(0), Decimal(transitions) - free) * prices.per_transition


def tiered_cost(used_gb_hours: Decimal, tiers: Sequence[Tier]) -> Decimal:
    """Dollars for a month's GB-hours: every slice at its own tier's price."""
    total, below = Decimal(0), Decimal(0)
    for tier in tiers:
        top = used_gb_hours if tier.up_to is None else min(used_gb_hours, Decimal(tier.up_to))
        total += max(Decimal(0), top - below) * tier.per_gb_hour
        below = max(below, top)
    return total


class ExpressCost(NamedTuple):
    """What Express executions cost. gb_hours is what was used; the others are dollars."""

    requests: Decimal
    duration: Decimal
    gb_hours: Decimal

    @property
    def total(self) -> Decimal:
        return self.requests + self.duration


def express_cost(
    requests: int | Decimal, mb_ms: int | Decimal, prices: Prices
) -> ExpressCost | None:
    """Dollars for Express executions of one month: how many, and their billed MB x ms. None: no price."""
    express = prices.express
    if express is None:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        used = Decimal(mb_ms) / _MB_MS_PER_GB_HOUR
        return ExpressCost(
            Decimal(requests) * express.per_request, tiered_cost(used, express.tiers), used
        )


class LambdaCost(NamedTuple):
    """What functions cost. is_first_tier: False where more was used than the price holds for."""

    requests: Decimal
    duration: Decimal
    is_first_tier: bool = True

    @property
    def total(self) -> Decimal:
        return self.requests + self.duration


def lambda_cost(
    calls: int | Decimal,
    mb_ms: dict[str, Decimal],
    price: LambdaPrice,
    *,
    with_free: bool = False,
) -> LambdaCost:
    """Dollars for calls of functions. mb_ms: their MB x ms by architecture, every call rounded up to 1 ms.

    with_free: take off a month's free requests and GB-seconds. They are of the account, not of a machine, and come off
    x86_64 first, which is the dearer.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        free = Decimal(price.free_gb_seconds if with_free else 0)
        duration, used = Decimal(0), Decimal(0)
        for architecture, per_gb_second in sorted(
            price.per_gb_second.items(), key=lambda item: -item[1]
        ):
            seconds = mb_ms.get(architecture, Decimal(0)) / _MB_MS_PER_GB_SECOND
            used += seconds
            off = min(free, seconds)
            free -= off
            duration += (seconds - off) * per_gb_second
        paid = max(Decimal(0), Decimal(calls) - (price.free_requests if with_free else 0))
        return LambdaCost(paid * price.per_request, duration, used <= price.first_tier_gb_seconds)
