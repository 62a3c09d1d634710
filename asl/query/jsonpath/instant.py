"""RFC 3339 timestamps as instants: what Wait and the Timestamp operators of Choice compare.

A capital T and a zone (Z or ±hh:mm) are required, and up to nine digits of fraction. An instant is nanoseconds since the
Unix epoch, so that no digit is lost and offsets do not matter.

Source: ASL spec, Timestamps; recorded: without T or zone, or with month 13 or hour 25, it is no timestamp.
"""

from __future__ import annotations

import re
from typing import Final

_FORM: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NS: Final = 1_000_000_000
_MAX_OFFSET_MINUTES: Final = 18 * 60  # what Java's ZoneOffset takes


def parse_instant(text: str) -> int | None:
    """Nanoseconds since the Unix epoch; None when the text is no timestamp."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.group(1, 2, 3, 4, 5, 6))
    if not (1 <= month <= 12 and hour < 24 and minute < 60 and second < 60):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= day <= _DAYS[month - 1] + (leap and month == 2):
        return None
    offset = 0
    if found.group(8):
        offset_minutes = int(found.group(10))
        offset = int(found.group(9)) * 60 + offset_minutes
        if offset_minutes > 59 or offset > _MAX_OFFSET_MINUTES:
            return None
        if found.group(8) == "-":
            offset = -offset
    seconds = ((_days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second
    return seconds * _NS + int((found.group(7) or "").ljust(9, "0"))


def _days(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 in the proleptic Gregorian calendar, year 0 included."""
    before = year - 1 if month < 3 else year
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1  # from 1 March
    return 365 * before + before // 4 - before // 100 + before // 400 + of_year - 719_468
