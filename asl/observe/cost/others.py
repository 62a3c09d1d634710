"""The same load on engines that are no AWS service, as far as there are facts: for orientation, not for a decision.

Each row says what it is computed from, and what it leaves out. A figure that rests on facts that nobody confirmed is marked.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from asl.observe.cost.prices import MILLION, Prices, PriceTable
from asl.observe.cost.usage import Usage

# Measured with a prototype on a development server of Temporal: CPU of server and workers for an execution of one task, and
# for every task more, in ms. Lower and upper end; one shared machine, so the ratio is the sturdy part.
_EXECUTION_CPU_MS: Final = (24, 33)
_TASK_CPU_MS: Final = (11, 16)


class Other(NamedTuple):
    """One engine: dollars a month from `least` to `most` (None: no price), and what is known."""

    engine: str
    unit: str
    units: Decimal
    least: Decimal | None
    most: Decimal | None
    notes: tuple[str, ...]
    source: str
    is_confirmed: bool = True


def others(usage: Usage, executions: Decimal, table: PriceTable, prices: Prices) -> list[Other]:
    """The engines of the table, and one's own cluster, for so many executions a month."""
    meter = usage.children
    started = 1 + meter.standard + meter.express
    tasks = usage.scheduled + meter.scheduled
    waits = usage.waits + meter.waits
    return [
        _temporal(started, tasks, waits, executions, table, prices),
        _durable(started, tasks, waits, executions, table, prices),
        _own_cluster(started, tasks, executions),
    ]


def _temporal(
    started: int, tasks: int, waits: int, executions: Decimal, table: PriceTable, prices: Prices
) -> Other:
    facts = prices.others["temporal-cloud"]
    actions = (started + tasks + waits) * executions
    price = facts["per_million_actions"]
    minimum = Decimal(facts["monthly_minimum"])
    return Other(
        "Temporal Cloud",
        "actions",
        actions,
        max(minimum, actions * Decimal(price["least"]) / MILLION),
        max(minimum, actions * Decimal(price["most"]) / MILLION),
        (
            "an action for every start, attempt of a task and timer; signals, queries and heartbeats come on top",
            "workers and storage are not in it; the price falls with the volume",
        ),
        str(table.source_of("temporal-cloud")),
    )


def _durable(
    started: int, tasks: int, waits: int, executions: Decimal, table: PriceTable, prices: Prices
) -> Other:
    facts = prices.others["durable-functions"]
    # Every task is an execution of its own and makes its orchestrator replay once more, and so does a timer.
    count = (started + 2 * tasks + waits) * executions
    paid = max(Decimal(0), count - facts["free_executions"])
    amount = paid * Decimal(facts["per_million_executions"]) / MILLION
    return Other(
        "Azure Durable Functions",
        "executions of functions",
        count,
        amount,
        amount,
        (
            "one for every task, and a replay of the orchestrator for each answer and timer; GB-seconds are not in it",
            "transactions of the storage account come on top",
        ),
        str(table.source_of("durable-functions")),
        is_confirmed=not facts.get("unconfirmed", False),
    )


def _own_cluster(started: int, tasks: int, executions: Decimal) -> Other:
    more = max(0, tasks - started)
    low, high = (
        executions * (started * one + more * task) / 3_600_000
        for one, task in zip(_EXECUTION_CPU_MS, _TASK_CPU_MS, strict=True)
    )
    return Other(
        "a cluster of your own (Temporal)",
        "CPU-hours",
        high,
        None,
        None,
        (
            f"about {low:,.0f} to {high:,.0f} CPU-hours a month for server and workers, measured on a development server",
            "no price: machines, database and people are yours to add",
        ),
        "own measurement, 2026-09",
        is_confirmed=False,
    )
