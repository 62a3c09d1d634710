"""Instants as the service prints them. Arithmetic only: nothing here reads a clock."""

from __future__ import annotations

from typing import Final

_DAY_MS: Final = 86_400_000


def iso(at_ms: int) -> str:
    """ms since the Unix epoch as RFC 3339 in UTC, with no fraction when there is none (recorded)."""
    days, ms = divmod(at_ms, _DAY_MS)
    seconds, fraction = divmod(ms, 1000)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    year, month, day = civil(days)
    tail = f".{fraction:03d}Z" if fraction else "Z"
    return f"{year:04d}-{month:02d}-{day:02d}T{hours:02d}:{minutes:02d}:{seconds:02d}{tail}"


def civil(days: int) -> tuple[int, int, int]:
    """(year, month, day) of a day counted from 1970-01-01, in the proleptic Gregorian calendar."""
    z = days + 719_468
    era, day_of_era = divmod(z, 146_097)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day
