"""Java's java.util.Random, so that States.MathRandom with a seed repeats itself as it does on the service.

The generator is a documented part of Java's API: a 48-bit linear congruential one.
"""

from __future__ import annotations

from typing import Final

_MULTIPLIER: Final = 0x5DEECE66D
_MASK: Final = (1 << 48) - 1
_INT_BITS: Final = 31


class JavaRandom:
    """`new Random(seed)`; the seed is any integer, of which 48 bits count."""

    def __init__(self, seed: int) -> None:
        self._seed = (seed ^ _MULTIPLIER) & _MASK

    def next_int(self, bound: int) -> int:
        """`nextInt(bound)`: 0 ≤ n < bound, for 0 < bound < 2**31."""
        if bound & (bound - 1) == 0:
            return (bound * self._next()) >> _INT_BITS
        while True:
            bits = self._next()
            value = bits % bound
            if (
                bits - value + (bound - 1) < 1 << _INT_BITS
            ):  # else the last, short run: Java draws again
                return value

    def _next(self) -> int:
        self._seed = (self._seed * _MULTIPLIER + 0xB) & _MASK
        return self._seed >> (48 - _INT_BITS)
