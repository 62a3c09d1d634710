"""What an operation works with, in one value, and what an operation is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from asl.jsonvalue import JSON
from emulator.runtime.catalog import Catalog
from emulator.runtime.runtime import Runtime
from emulator.settings import Settings

if TYPE_CHECKING:
    from emulator.mocked import Cases

Request: TypeAlias = dict[str, JSON]
Answer: TypeAlias = dict[str, JSON]


class Service(NamedTuple):
    """One Step Functions.

    rng: draws names, and the versions that an alias routes to. mocks: the mock configuration, whose test cases a start's
    ARN may name.
    """

    runtime: Runtime
    settings: Settings
    rng: Random
    mocks: Cases | None

    @property
    def catalog(self) -> Catalog:
        return self.runtime.catalog

    @property
    def now_ms(self) -> int:
        return self.runtime.now_ms

    @property
    def home(self) -> str:
        """`arn:aws:states:REGION:ACCOUNT`, where new resources are."""
        settings = self.settings
        return f"arn:{settings.partition}:states:{settings.region}:{settings.account}"

    def uuid(self) -> str:
        """A version 4 UUID. (uuid.UUID takes ten times as long to make and print one.)"""
        digits = f"{self.rng.getrandbits(128):032x}"
        variant = "89ab"[int(digits[16], 16) & 3]
        return (
            f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
        )


Operation: TypeAlias = Callable[[Service, Request], Answer | Awaitable[Answer]]
"""Takes a request that its model's check has passed; gives the answer for its model's writer, times in ms."""


def make_service(runtime: Runtime, mocks: Cases | None = None) -> Service:
    """The service over a runtime. A seed in the settings makes names and routes repeatable."""
    runtime.mocks = mocks
    return Service(runtime, runtime.settings, Random(runtime.settings.seed), mocks)
