"""`service`: a Step Functions in this process, empty, on a virtual clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from api_client import Client


@pytest.fixture
def make_service() -> Iterator[Callable[..., Client]]:
    """Makes clients as `api_client.Client` does, and closes them."""
    made: list[Client] = []

    def make(*args: Any, **kwargs: Any) -> Client:
        made.append(Client(*args, **kwargs))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def service(make_service: Callable[..., Client]) -> Client:
    """A client of an empty server."""
    return make_service()
