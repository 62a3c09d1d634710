"""A scope whose every member is given, for the tests of JSONata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from asl.jsonvalue import JSON

NOTHING: Mapping[str, JSON] = {}
CONTEXT: JSON = {"State": {"Name": "S"}}


class Numbers:
    """Gives 0.25 and one UUID."""

    def random(self) -> float:
        return 0.25

    def uuid(self) -> str:
        return "7f8a1c3e-0000-4000-8000-000000000001"


class Fixed(NamedTuple):
    """2023-11-14T22:13:20.123Z, in the state S."""

    input: JSON = None
    variables: Mapping[str, JSON] = NOTHING
    now_ms: int = 1_700_000_000_123
    rng: Numbers = Numbers()
    context: JSON = CONTEXT
