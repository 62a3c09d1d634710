"""The execution's own random numbers: one integer of state, the same on every replay.

splitmix64 (public domain, S. Vigna): small, quick, and good enough for jitter, tokens and identifiers. Not for secrets:
the server draws the seed itself from the system's randomness.
"""

from __future__ import annotations

import hashlib
from typing import Final

_MASK: Final = (1 << 64) - 1


def stream_state(seed: int, execution_arn: str) -> int:
    """Where the stream of one execution begins."""
    digest = hashlib.sha256(f"{seed}:{execution_arn}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big")


class Rng:
    """A generator whose whole state is `state`."""

    __slots__ = ("state",)

    def __init__(self, state: int) -> None:
        self.state = state

    def bits(self) -> int:
        """64 random bits."""
        self.state = z = (self.state + 0x9E3779B97F4A7C15) & _MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def random(self) -> float:
        """0 <= n < 1, with the 53 bits a double can hold."""
        return (self.bits() >> 11) * 2.0**-53

    def uuid(self) -> str:
        """A random (version 4) UUID in lower case."""
        high, low = self.bits(), self.bits()
        high = (high & ~(0xF << 12)) | (4 << 12)
        low = (low & ((1 << 62) - 1)) | (2 << 62)
        text = f"{high:016x}{low:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
