"""Amounts in test files: lengths of time (`3d`, `1h30m`, `2.5`), and bounds (`{min: 2, max: 5}`).

An amount is exact, or it has bounds; both bounds are inclusive. Time is in whole milliseconds, as the execution's clock has
it, so that 0.1 and 100ms are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from asl.jsonvalue import JSON, dumps

UNITS_MS: Final = {
    "d": 86_400_000,
    "h": 3_600_000,
    "m": 60_000,
    "min": 60_000,
    "s": 1_000,
    "ms": 1,
}
DURATION: Final = r"([0-9]+(\.[0-9]+)?(d|h|min|ms|m|s) ?)+"
_WHOLE: Final = re.compile(rf"\s*{DURATION}\s*")
_PART: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(d|h|min|ms|m|s)")
_LONGEST_MS: Final = 1_000_000 * UNITS_MS["d"]


class Bounds(NamedTuple):
    """What an amount must be: from `least` to `most`, None where it is not bounded."""

    least: float | None
    most: float | None

    @property
    def is_exact(self) -> bool:
        return self.least is not None and self.least == self.most

    def holds(self, amount: float) -> bool:
        """Whether the amount lies within."""
        return (self.least is None or amount >= self.least) and (
            self.most is None or amount <= self.most
        )

    def told(self, show: Callable[[float], str]) -> str:
        """In words; `show` writes one amount."""
        if self.is_exact:
            return show(self.least or 0)
        if self.least is None:
            return f"at most {show(self.most or 0)}"
        if self.most is None:
            return f"at least {show(self.least)}"
        return f"{show(self.least)} to {show(self.most)}"


def milliseconds(said: JSON) -> int | None:
    """A length of time in ms: a number of seconds, or text such as "3d", "1h30m", "500ms". None: it is neither."""
    if isinstance(said, bool):
        return None
    if isinstance(said, (int, float)):
        found = round(said * 1000) if 0 <= said <= _LONGEST_MS / 1000 else None
        return found
    if not isinstance(said, str) or not _WHOLE.fullmatch(said):
        return None
    total = sum(float(number) * UNITS_MS[unit] for number, unit in _PART.findall(said))
    return round(total) if total <= _LONGEST_MS else None


def number(said: JSON) -> float | None:
    """A number that is 0 or more; None: it is none."""
    if isinstance(said, bool) or not isinstance(said, (int, float)) or said < 0:
        return None
    return said


def whole(said: JSON) -> int | None:
    """A whole number that is 0 or more; None: it is none."""
    return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else None


def bounds(said: JSON, read: Callable[[JSON], float | None]) -> Bounds | None:
    """An amount or `{min, max}`, each read by `read`. None: it is neither, or the least is over the most."""
    if not isinstance(said, dict):
        exact = read(said)
        return None if exact is None else Bounds(exact, exact)
    if not said or set(said) - {"min", "max"}:
        return None
    least, most = (read(said[name]) if name in said else None for name in ("min", "max"))
    if ("min" in said and least is None) or ("max" in said and most is None):
        return None
    if least is not None and most is not None and least > most:
        return None
    return Bounds(least, most)


def span_text(ms: float) -> str:
    """A length of time as these files write it: 3d4h, 1m30.5s, 0s."""
    left = round(ms)
    parts = []
    for unit in ("d", "h", "m"):
        count, left = divmod(left, UNITS_MS[unit])
        if count:
            parts.append(f"{count}{unit}")
    if left or not parts:
        parts.append(f"{dumps(left / 1000) if left % 1000 else left // 1000}s")
    return "".join(parts)
