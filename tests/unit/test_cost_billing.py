"""The arithmetic of the price pages: their worked examples, to the cent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from asl.cli.cost_view import dollars
from asl.errors import UsageError
from asl.hosts.price_files import prices_of
from asl.observe.cost.billing import (
    billed_mb,
    billed_ms,
    express_cost,
    gb_hours,
    memory_bytes,
    transitions_cost,
)
from asl.observe.cost.functions import Beside, FunctionUse
from asl.observe.cost.month import (
    Shape,
    break_even_executions,
    break_even_ms,
    break_even_transitions,
    executions_a_month,
    priced,
)
from asl.observe.cost.prices import Prices


@pytest.fixture
def prices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prices:
    monkeypatch.chdir(tmp_path)
    return prices_of("us-east-1")


@pytest.mark.parametrize(
    ("transitions", "with_free", "without_free"),
    [
        pytest.param(500_000, "$12.40", "$12.50", id="100,000 runs of 5"),
        pytest.param(5_000_000, "$124.90", "$125.00", id="a million runs of 5"),
        pytest.param(400_000, "$9.90", "$10.00", id="100,000 runs of 4"),
        pytest.param(4_000, "$0.00", "$0.10", id="the free share"),
        pytest.param(10_000_000, "$249.90", "$250.00", id="a million runs of 10"),
        pytest.param(3, "$0.00", "$0.000075", id="an inline Map of two items, or a task at its third attempt"),
        pytest.param(30_000_000, "$749.90", "$750.00", id="100,000 a day of 10, for 30 days"),
    ],
)  # fmt: skip
def test_standard(transitions: int, with_free: str, without_free: str, prices: Prices) -> None:
    assert dollars(transitions_cost(transitions, prices)) == without_free
    assert dollars(transitions_cost(transitions, prices, free=prices.free_transitions)) == with_free


@pytest.mark.parametrize(
    ("runs", "ms", "mb", "requests", "duration", "total"),
    [
        pytest.param(100_000_000, 10_000, 64, "$100.00", "$382.97", "$482.97", id="the page's example"),
        pytest.param(1_000_000, 2_000, 64, "$1.00", "$2.08", "$3.08", id="a million of two seconds"),
        pytest.param(10_000_000, 1_000, 64, "$10.00", "$10.42", "$20.42", id="ten million of a second"),
    ],
)  # fmt: skip
def test_express(
    runs: int, ms: int, mb: int, requests: str, duration: str, total: str, prices: Prices
) -> None:
    cost = express_cost(runs, runs * billed_ms(ms) * mb, prices)
    assert cost is not None
    assert (dollars(cost.requests), dollars(cost.duration), dollars(cost.total)) == (
        requests,
        duration,
        total,
    )


def test_the_example_in_gb_hours() -> None:
    used = gb_hours(100_000_000 * 10_000 * 64)
    assert used.quantize(Decimal("0.01")) == Decimal("17361.11")


@pytest.mark.parametrize(
    ("took_ms", "billed"),
    [(0, 100), (1, 100), (100, 100), (101, 200), (250, 300), (7_501, 7_600), (7_600, 7_600)],
)
def test_time_is_rounded_up(took_ms: int, billed: int) -> None:
    assert billed_ms(took_ms) == billed


@pytest.mark.parametrize(
    ("megabytes", "billed"), [(0, 64), (50, 64), (64, 64), (65, 128), (128, 128), (129, 192)]
)
def test_memory_is_rounded_up(megabytes: int, billed: int) -> None:
    assert billed_mb(megabytes * 1_000_000) == billed


def test_the_memory_of_the_page_s_example() -> None:
    bytes_ = memory_bytes(50_000, 32_000, 400)
    assert bytes_ == 62_850_000
    assert billed_mb(bytes_) == 64


@pytest.mark.parametrize(
    ("use", "with_free", "amount"),
    [
        pytest.param(FunctionUse("f", 1, 1_000, 1_024), False, "0.0000168667", id="one GB-second and a request"),
        pytest.param(FunctionUse("f", 1, 1_000, 1_024, "arm64"), False, "0.0000135334", id="arm64"),
        pytest.param(FunctionUse("f", 1, 1_000, 1_024), True, "0", id="free"),
    ],
)  # fmt: skip
def test_functions(use: FunctionUse, with_free: bool, amount: str, prices: Prices) -> None:
    cost = Beside([use]).lambda_cost(prices, with_free=with_free)
    assert cost is not None
    assert cost.total == Decimal(amount)


def test_free_functions_of_a_month(prices: Prices) -> None:
    """Two million calls of 1 s at 1 GB: a million requests and 400,000 GB-s are free."""
    cost = Beside([FunctionUse("f", 1, 1_000, 1_024)]).lambda_cost(
        prices, Decimal(2_000_000), with_free=True
    )
    assert cost is not None
    assert cost.requests == Decimal("0.20")
    assert cost.duration == 1_600_000 * Decimal("0.0000166667")


@pytest.mark.parametrize(
    ("transitions", "ms"),
    [
        # (25 n - 1) / 1.0417 seconds at 64 MB: 23.04, 119.04, 311 (over five minutes)
        pytest.param(1, 23_100, id="one transition"),
        pytest.param(5, 119_100, id="five"),
        pytest.param(13, None, id="thirteen: not within five minutes"),
    ],
)
def test_where_express_becomes_dearer(transitions: int, ms: int | None, prices: Prices) -> None:
    assert break_even_ms(transitions, 64, 1, prices, with_free=False) == ms


def test_an_express_run_in_transitions(prices: Prices) -> None:
    assert break_even_transitions(1_000 * 64, prices) == 1  # 0.08 of one
    assert break_even_transitions(119_000 * 64, prices) == 5
    assert break_even_transitions(119_100 * 64, prices) == 6


def test_the_free_share_keeps_few_runs_standard(prices: Prices) -> None:
    standard, express = Shape("Standard", 5), Shape("Express", 0, 1, 1_000 * 64)
    found = break_even_executions(standard, express, prices)
    assert found == 814  # $0.10 / ($0.000125 - $0.0000020417), rounded up
    totals = [
        (priced(standard, n, prices, with_free=True).total, priced(express, n, prices, with_free=True).total)
        for n in (found - 1, found)
    ]  # fmt: skip
    assert totals[0][0] <= totals[0][1]
    assert totals[1][0] > totals[1][1]
    assert break_even_executions(Shape("Standard", 1), Shape("Express", 0, 1, 300_000 * 64), prices) is None  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2M/month", 2_000_000),
        ("100k/day", 3_000_000),
        ("5/s", 12_960_000),
        ("1,000 per hour", 720_000),
        ("12_000", 12_000),
        ("0.5M", 500_000),
        ("7/week", 30),
        ("3 a minute", 129_600),
    ],
)
def test_executions_a_month(text: str, count: int) -> None:
    assert executions_a_month(text) == count


@pytest.mark.parametrize("text", ["", "often", "5/fortnight", "-3/day", "9e99/s", "1000000G/s"])
def test_no_number_of_executions(text: str) -> None:
    with pytest.raises(UsageError, match="--executions"):
        executions_a_month(text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0.00"),
        ("0.000225", "$0.000225"),
        ("0.00000203999", "$0.00000204"),
        ("0.0099999", "$0.01"),
        ("0.025025", "$0.025"),
        ("0.1564", "$0.156"),
        ("0.9999", "$1.00"),
        ("0.5", "$0.50"),
        ("482.9695", "$482.97"),
        ("1234567.005", "$1,234,567.01"),
    ],
)
def test_amounts_are_rounded_where_they_are_shown(amount: str, text: str) -> None:
    assert dollars(Decimal(amount)) == text
