"""A seeded share of the random machines that `make soak` runs all of."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from property import laws

SEEDS = 45


@pytest.mark.parametrize("seed", range(SEEDS))
def test_run_journal_and_snapshots_tell_one_story(seed: int) -> None:
    laws.hold(seed, 3 + seed % 8)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_bounds_decide_as_sizes_would(seed: int) -> None:
    laws.limits_hold(seed, 3 + seed % 8)


@given(seed=st.integers(0, 2**32 - 1), size=st.integers(1, 8))
@example(seed=0, size=1)
@settings(max_examples=25)
def test_also_for_machines_that_hypothesis_picks(seed: int, size: int) -> None:
    laws.hold(seed, size, steps=80)
