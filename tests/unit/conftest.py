"""`hosts`: runtimes that a test opened are closed at its end, however it ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def hosts() -> Iterator[None]:
    """For tests that open `hosting.Host`s."""
    import hosting

    yield
    while hosting.opened:
        hosting.opened[-1].crash()
