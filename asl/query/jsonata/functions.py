"""The functions that Step Functions adds to JSONata, and the few whose answers changed after JSONata 2.0.6.

Everything here is plain Python on JSON values; how a function reaches the engine is `preludes.py`'s business. A function
that JSONata calls with an undefined first argument gets None and gives None, which is undefined again.

Source: AWS guide, JSONata functions provided by Step Functions; JSONata 2.0.6 for numbers as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from asl.jsonvalue import JSON, JsonTextError, kind, parse
from asl.query.jsonata.failure import MEMORY_LIMIT, JsonataError

ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
MAX_RANGE: Final = 50_000  # ours: the longest array of an evaluation
MAX_PADDING: Final = 262_144  # AWS, TestState: more characters of padding end in the memory limit


def partition(items: JSON, size: JSON) -> JSON:
    """`$partition(array, n)`: chunks of n, the last one shorter. n is floored."""
    if items is None or size is None:
        return None
    width = int(size // 1)
    if width < 1:
        raise JsonataError(f"The second argument of $partition must be at least 1, not {size}")
    return [items[at : at + width] for at in range(0, len(items), width)]


def number_range(first: JSON, last: JSON, step: JSON) -> JSON:
    """`$range(first, last, step)`: both ends included. One number is no array (recorded), none is undefined."""
    if first is None or last is None or step is None:
        return None
    for number in (first, last, step):
        if number != number // 1:
            # What the service does with fractions is not known, so nothing is assumed.
            raise JsonataError(f"$range takes whole numbers here, not {number}")
    if step == 0:
        raise JsonataError("The third argument of $range must not be 0")
    first, last, step = int(first), int(last), int(step)
    numbers = range(first, last + (1 if step > 0 else -1), step)
    if len(numbers) > MAX_RANGE:
        raise JsonataError(
            f"$range would give {len(numbers)} numbers; here it gives {MAX_RANGE} at most"
        )
    return list(numbers) if len(numbers) > 1 else numbers[0] if numbers else None


def digest(text: JSON, algorithm: JSON) -> JSON:
    """`$hash(string, algorithm)`: lower-case hex of the UTF-8 bytes."""
    if text is None or algorithm is None:
        return None
    name = ALGORITHMS.get(algorithm)
    if name is None:
        names = ", ".join(ALGORITHMS)
        raise JsonataError(f'"{algorithm}" is no algorithm of $hash; it knows {names}')
    import hashlib

    made = hashlib.new(name, text.encode("utf-8", "replace"), usedforsecurity=False)
    return made.hexdigest()


def parsed(text: JSON) -> JSON:
    """What `$parse(string)` gives, in the member `v`, because null and undefined are one to the engine."""
    if text is None:
        return {}
    try:
        return {"v": parse(text)}
    except JsonTextError as e:
        raise JsonataError(f"$parse was given no JSON text: {e.message} at {e.position}") from None


class JavaRandom:
    """java.util.Random's 48-bit generator: `$random(seed)` gives its first double (unconfirmed)."""

    def __init__(self, seed: int) -> None:
        self._state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def _next(self, bits: int) -> int:
        self._state = (self._state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self._state >> (48 - bits)

    def next_double(self) -> float:
        return ((self._next(26) << 27) + self._next(27)) / (1 << 53)


def seeded_random(seed: JSON) -> float:
    """`$random(seed)`: the same number for the same seed."""
    if isinstance(seed, bool) or not isinstance(seed, (int, float)):
        raise JsonataError(f"The seed of $random must be a number, not {kind(seed)}")
    return JavaRandom(int(seed)).next_double()


# Numbers as text --------------------------------------------------------------------------------------------------


def number_text(number: float) -> str:
    """A number as `$string` of JSONata 2.0.6 writes it: 15 significant digits."""
    if isinstance(number, int):
        if -1_000_000_000_000_000 < number < 1_000_000_000_000_000:
            return str(number)
        number = float(number)
    return script_number(_fifteen_digits(number))


def script_number(number: float) -> str:
    """A double as JavaScript prints it: 1000, 0.000001, 1e-7, 1.5e+21."""
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return mantissa.removesuffix(".0") if number else "0"
    power = int(exponent)
    if -7 < power < 21:
        return _plain(mantissa, power)
    return f"{mantissa.removesuffix('.0')}e{'+' if power > 0 else '-'}{abs(power)}"


def _fifteen_digits(number: float) -> float:
    """Number(n.toPrecision(15)): JavaScript rounds a tie away from zero, Python to the even digit."""
    rounded = float(f"{number:.15g}")
    if rounded == number:
        return number
    digits, _, exponent = f"{abs(number):.30e}".replace(".", "").partition("e")
    if digits[15:].rstrip("0") != "5":
        return rounded
    up = float(f"{int(digits[:15]) + 1}e{int(exponent) - 14}")
    return up if number > 0 else -up


def _plain(mantissa: str, power: int) -> str:
    """Without an exponent: 1.5, -6 → 0.0000015 and 1.5, 16 → 15000000000000000."""
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = whole + fraction
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    return f"{sign}{digits}{'0' * (power + 1 - len(digits))}"


# Answers that changed after JSONata 2.0.6 --------------------------------------------------------------------------

_LONG_WHOLE: Final = r'"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])'


def shortened(text: JSON) -> JSON:
    """JSON text in which whole numbers keep 15 digits: later releases write them all."""
    if text is None:
        return None

    def short(found: re.Match[str]) -> str:
        part = found[0]
        return part if part[0] == '"' else number_text(int(part))

    return re.sub(_LONG_WHOLE, short, text)


def refuse_search(name: JSON) -> JSON:
    """`$contains`, `$split`, `$replace` or `$match` for undefined: a crash of 2.0.6, undefined later."""
    raise JsonataError(f"${name} fails in JSONata 2.0.6 when its second argument is undefined")


def refuse_padding(width: JSON) -> JSON:
    """`$pad` by too much, or to a width that is no whole number, where there is something to pad."""
    if width != width // 1:
        raise JsonataError("Invalid array length: $pad takes whole numbers in JSONata 2.0.6")
    raise JsonataError(MEMORY_LIMIT)


def formats_alike(number: JSON, picture: JSON) -> bool:
    """Whether `$formatNumber` writes a number as 2.0.6 does.

    An exponent for zero and less never ends there; groups of several widths that the number does not fill, and numbers from
    1e21, come out garbled.

    Raises:
        JsonataError: it does not.
    """
    if not isinstance(picture, str) or number is None:
        return True
    if number <= 0 and re.search("[0-9#]e[0-9]", picture):
        raise JsonataError(
            "$formatNumber with an exponent never ends in JSONata 2.0.6 for zero and less"
        )
    if abs(number) >= 1e21 or _leaves_groups_empty(number, picture):
        raise JsonataError(
            f'$formatNumber garbles {script_number(number)} under "{picture}" in JSONata 2.0.6'
        )
    return True


def _leaves_groups_empty(number: float, picture: str) -> bool:
    """Whether groups of several widths (`#,##,##0`) reach beyond the digits of a number."""
    positive, _, negative = picture.partition(";")
    whole, _, fraction = (negative if number < 0 and negative else positive).partition(".")
    groups = whole.split(",")[1:]
    ends = [len(_DIGIT.findall("".join(groups[at:]))) for at in range(len(groups))]
    if not ends or sorted(ends) == [math.gcd(*ends) * n for n in range(1, len(ends) + 1)]:
        return False
    scale = 100 if "%" in picture else 1000 if "‰" in picture else 1
    rounded = round(abs(number) * scale, len(_DIGIT.findall(fraction)))
    digits = max(len(str(int(rounded))) if rounded >= 1 else 0, len(re.findall("[0-9]", whole)))
    return digits <= max(ends)


_DIGIT: Final = re.compile("[#0-9]")


def refuse_distinct(count: JSON) -> JSON:
    """`$distinct` compares every pair, whatever the other limits say."""
    raise JsonataError(f"$distinct is limited to {MAX_DISTINCT} items here, and there are {count}")


def refuse_empty_join() -> JSON:
    """Grouping after `@` or `#` with nothing to group: a crash of 2.0.6, `{}` later."""
    raise JsonataError("grouping an empty join (@ or #) fails in JSONata 2.0.6")


MAX_DISTINCT: Final = 8_000

Host = Callable[..., JSON]
