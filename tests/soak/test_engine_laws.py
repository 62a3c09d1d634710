"""All two thousand random machines: run, journal and snapshots tell one story."""

from __future__ import annotations

import pytest
from property import laws

MACHINES = 2_000
BLOCK = 50


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, MACHINES, BLOCK))
def test_run_journal_and_snapshots_tell_one_story(first: int) -> None:
    for seed in range(first, first + BLOCK):
        try:
            laws.hold(seed, 3 + seed % 8)
            laws.limits_hold(seed, 3 + seed % 8)
        except Exception as e:
            raise AssertionError(f"machine {seed}: {e}") from e
