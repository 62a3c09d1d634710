"""Date and time pictures: where `$toMillis` and `$fromMillis` of JSONata 2.0.6 part from later releases.

2.0.6 takes as many digits of a year, month and day as the picture shows (`[M01]`: two), later releases any number; adjacent numbers
are told apart by later releases only; fractions of a second are read as a whole number of milliseconds. Both readings are
made into patterns here: where they agree the engine's answer stands, where 2.0.6 does not match its answer is
undefined, and elsewhere the call is refused.

Source: both releases' date formats (XPath F&O 9.8.4).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from asl.jsonvalue import JSON
from asl.query.jsonata.failure import JsonataError

_DEFAULTS: Final = {
    "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1", "H": "1", "P": "n",
    "h": "1", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01", "C": "n", "E": "n",
}  # fmt: skip
_NUMBERS: Final = "YMDdFWwXxHhmsf"
_MARKER: Final = re.compile(r"\[\[|\]\]|\[([^\]]*)\]")
_DIGITS: Final = re.compile(r"(#*)([0-9]+)")


class _Part(NamedTuple):
    """A marker or the text between two: its pattern in 2.0.6 and later. `number` for markers of digits."""

    component: str
    then: str
    later: str
    number: bool = False
    digits: int = 0


def reads_alike(timestamp: JSON, picture: JSON) -> bool:
    """Whether `$toMillis(timestamp, picture)` gives in 2.0.6 what it gives later; False: it gives undefined.

    Raises:
        JsonataError: it gives something else.
    """
    if not isinstance(timestamp, str) or not isinstance(picture, str):
        return True
    parts = _parts(picture)
    if parts is None:
        return True
    then = re.fullmatch("".join(f"({part.then})" for part in parts), timestamp, re.IGNORECASE)
    if then is None:
        return False
    later = re.fullmatch("".join(f"({part.later})" for part in parts), timestamp, re.IGNORECASE)
    fractions = [
        text for part, text in zip(parts, then.groups(), strict=True) if part.component == "f"
    ]
    if (
        later is None
        or later.groups() != then.groups()
        or any(len(text) != 3 for text in fractions)
    ):
        raise JsonataError(
            f'$toMillis reads "{picture}" in another way in JSONata 2.0.6: put something between numbers, '
            "and give fractions of a second in three digits"
        )
    return True


def writes_alike(picture: JSON) -> bool:
    """Whether `$fromMillis` writes a picture as 2.0.6 does.

    Raises:
        JsonataError: it does not.
    """
    if isinstance(picture, str):
        for marker in _MARKER.finditer(picture):
            body = "".join((marker[1] or "").split())
            shown, _, width = body[1:].partition(",")
            least, _, most = width.partition("-")
            digits = max(
                len(re.findall("[0-9]", shown or "1")), int(least) if least.isdigit() else 0
            )
            is_number = body[:1] in ("M", "D") and shown[:1] not in ("n", "N")
            if is_number and most.isdigit() and int(most) != digits:
                raise JsonataError(
                    f'$fromMillis writes "[{marker[1]}]" in another way in JSONata 2.0.6: give one width'
                )
    return True


def _parts(picture: str) -> list[_Part] | None:
    """The picture's parts; None when it has words, letters or the like, which did not change."""
    parts: list[_Part] = []
    at = 0

    def literal(text: str) -> None:
        if text:
            parts.append(_Part("", re.escape(text), re.escape(text)))

    for marker in _MARKER.finditer(picture):
        literal(picture[at : marker.start()])
        at = marker.end()
        if marker[1] is None:
            literal(marker[0][0])
            continue
        part = _marker("".join(marker[1].split()))
        if part is None:
            return None
        if part.number and parts and parts[-1].number:
            before = parts[-1]
            parts[-1] = before._replace(later=f"[0-9]{{{before.digits}}}")
        parts.append(part)
    literal(picture[at:])
    return parts


def _marker(body: str) -> _Part | None:
    component, (shown, _, width) = body[:1], body[1:].partition(",")
    shown = shown or _DEFAULTS.get(component, "")
    if component in ("Z", "z"):
        pattern = "[-+][0-9]+(?::[0-9]+)?"
        return _Part(component, pattern, pattern) if shown in ("01:01", "0101", "0") else None
    if shown[:1] in ("n", "N"):
        if component not in ("M", "x", "F", "P"):
            return None
        return _Part(component, "[a-zA-Z]+", "[a-zA-Z]+")
    digits = _DIGITS.fullmatch(shown)
    if component not in _NUMBERS or digits is None:
        return None
    optional, mandatory = len(digits[1]), len(digits[2])
    least, _, most = width.partition("-")
    if least.isdigit():
        mandatory = max(mandatory, int(least))
    then = "+"
    if component in "YMD":
        wide = int(most) if most.isdigit() else mandatory + optional
        if most.isdigit():
            mandatory = wide
        if most.isdigit() or wide >= 2:
            then = f"{{{wide}}}" if optional == 0 else f"{{{max(wide - optional, 0)},{wide}}}"
    return _Part(component, f"[0-9]{then}", "[0-9]+", True, mandatory)
