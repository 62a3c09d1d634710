"""A scope for expressions under test: no engine, fixed random values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class FixedRandom:
    """Always the same draw."""

    def random(self) -> float:
        return 0.5

    def uuid(self) -> str:
        return "a1b2c3d4-0000-4000-8000-000000000000"


class Scope:
    """What a closure may see."""

    def __init__(
        self,
        input: Any = None,
        variables: Mapping[str, Any] | None = None,
        context: Any = None,
        now_ms: int = 0,
    ) -> None:
        self.input = input
        self.variables = variables or {}
        self.context = context if context is not None else {}
        self.now_ms = now_ms
        self.rng = FixedRandom()
