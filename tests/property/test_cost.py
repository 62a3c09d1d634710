"""Laws of cost: what a history says is billed, what bounds hold, what a bill is made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from property.laws import _drawn
from property.playing import new_execution, play

from asl.engine.replay import replay
from asl.history.render import Renderer
from asl.observe.bounds import Poly, _least, _most, bounds_of
from asl.observe.cost.billing import tiered_cost
from asl.observe.cost.counting import count, marks_of_events, marks_of_records
from asl.observe.cost.prices import Tier
from asl.observe.cost.usage import Meter

SEEDS = 60


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_history_bills_what_the_engine_counted(seed: int) -> None:
    """Never more, and less only by attempts that leave no trace: no more than there were attempts after a first."""
    _, program, given_ = _drawn(seed, 3 + seed % 8)
    played = play(program, given_, seed, steps=120)
    execution = new_execution(program, given_, seed)
    replay(execution, played.rows)
    counted = count(marks_of_records(execution.records))
    entries = sum(record[0].endswith("StateEntered") for record in execution.records)
    engine = execution.transitions + execution.redrive_count
    assert entries + execution.redrive_count <= counted.total <= engine
    if not any(note[2] == "retried" for note in execution.notes) and not execution.redrive_count:
        assert counted.total == engine
    rendered = count(marks_of_events(Renderer("us-east-1").events(execution.records)))
    assert rendered.by_state == counted.by_state
    assert rendered.total == counted.total


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_meter_forgets_what_is_taken_back(seed: int) -> None:
    _, program, given_ = _drawn(seed, 3 + seed % 8)
    played = play(program, given_, seed, steps=60)
    execution = new_execution(program, given_, seed)
    replay(execution, played.rows)
    meter = Meter()
    meter.add(execution)
    meter.add(execution)
    meter.take_back(execution)
    once = Meter()
    once.add(execution)
    assert vars(meter) == vars(once)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_run_that_ends_lies_within_the_bounds(seed: int) -> None:
    """Where an execution succeeds, it makes as many transitions as the least, and no more than the most."""
    _, program, given_ = _drawn(seed, 3 + seed % 6)
    bounds = bounds_of(program.machine)
    played = play(program, given_, seed, steps=400)
    execution = new_execution(program, given_, seed)
    replay(execution, played.rows)
    if execution.status != "SUCCEEDED" or execution.redrive_count:
        return
    no_items = dict.fromkeys(bounds.maps, 0)
    assert execution.transitions >= min(
        sum(poly.at(no_items).terms.values(), Fraction(0)) for poly in bounds.least
    )
    if bounds.most is not None:
        many = dict.fromkeys(bounds.maps, 50)  # random machines have no longer lists
        assert execution.transitions <= max(
            sum(poly.at(many).terms.values(), Fraction(0)) for poly in bounds.most
        )


polys = st.dictionaries(
    st.sampled_from([(), ("N1",), ("N2",), ("N1", "N2")]),
    st.integers(0, 20).map(Fraction),
    min_size=1,
).map(Poly)


@given(st.lists(polys, min_size=1, max_size=30), st.integers(0, 50), st.integers(0, 50))
def test_bounds_that_are_dropped_are_never_missed(found: list[Poly], one: int, two: int) -> None:
    counts = {"N1": one, "N2": two}

    def value(poly: Poly) -> Fraction:
        return sum(poly.at(counts).terms.values(), Fraction(0))

    assert min(map(value, _least(found))) <= min(map(value, found))
    assert max(map(value, _most(found))) >= max(map(value, found))
    if len(found) <= 16:
        assert min(map(value, _least(found))) == min(map(value, found))
        assert max(map(value, _most(found))) == max(map(value, found))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(0, 10**7))
@settings(max_examples=50)
def test_tiers_add_up(prices: list[int], used: int) -> None:
    """A month's GB-hours cost what each of them costs at its own tier."""
    bounds = [100 * 10**place for place in range(len(prices) - 1)]
    tiers = [
        Tier(bound, Decimal(price)) for bound, price in zip([*bounds, None], prices, strict=True)
    ]
    expected, below = 0, 0
    for tier in tiers:
        top = used if tier.up_to is None else min(used, tier.up_to)
        expected += max(0, top - below) * int(tier.per_gb_hour)
        below = max(below, top)
    assert tiered_cost(Decimal(used), tiers) == expected
    assert tiered_cost(Decimal(used), [Tier(None, Decimal(7))]) == used * 7
