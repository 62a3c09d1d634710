"""A hundred thousand requests that are nearly right: always an answer in AWS's shape, and the server stays up."""

from __future__ import annotations

import pytest
from api_client import Client
from api_fuzz import storm


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_spoiled_requests(seed: int) -> None:
    client = Client()
    try:
        storm(client, 10_000, seed)
    finally:
        client.close()
