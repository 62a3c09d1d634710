"""JSON values: reading, writing as AWS writes them, sizes and depths.

Values are never changed in place: a write copies the containers on its path and shares the rest.
"""

from __future__ import annotations

import json
import json.encoder as json_encoder
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from asl.limits import MAX_DEPTH, MAX_INTEGER_DIGITS

JSON: TypeAlias = Any  # dict[str, JSON] | list[JSON] | str | int | float | bool | None


class _Absent:
    """A field the author did not write: distinct from a null."""

    _instance: _Absent | None = None

    def __new__(cls) -> _Absent:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()


class JsonTextError(ValueError):
    """Text that is not JSON, or JSON that cannot be carried. `position` counts characters from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def _refuse_constant(name: str) -> JSON:
    raise JsonTextError(f"{name} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > MAX_INTEGER_DIGITS:
        raise JsonTextError(f"a number of {len(digits)} digits is too long")
    return int(digits)


def _float(text: str) -> float:
    if len(text) > MAX_INTEGER_DIGITS:
        raise JsonTextError(f"a number of {len(text)} digits is too long")
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise JsonTextError(f"{text} is outside the range of a double")
    return number


_DECODER = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_int=_integer, parse_float=_float, strict=True
)


def parse(text: str) -> JSON:
    """The value of a JSON text. Duplicate keys: the last wins.

    Raises:
        JsonTextError: not JSON, nested deeper than MAX_DEPTH, or a number no double can hold.
    """
    if len(text) <= _SHORT and not _EXPONENTIAL.search(text):
        # No number here can be too long or too large: the decoder needs no Python for each of them.
        try:
            value, end = _scan(text, 0)
        except (StopIteration, ValueError):
            pass  # for the careful way, which says why
        else:
            if end == len(text):
                return value
    try:
        value, end = _DECODER.raw_decode(text, _skip_space(text, 0))
    except json.JSONDecodeError as e:
        raise JsonTextError(e.msg, e.pos) from None
    except RecursionError:
        raise JsonTextError(f"nested deeper than {MAX_DEPTH} levels") from None
    end = _skip_space(text, end)
    if end != len(text):
        raise JsonTextError("more text after the value", end)
    if text.count("[") + text.count("{") > MAX_DEPTH and depth(value) > MAX_DEPTH:
        raise JsonTextError(f"nested deeper than {MAX_DEPTH} levels")
    return value


def parse_at(text: str, at: int) -> tuple[JSON, int]:
    """The value that begins at `at`, and where it ends. What follows is not looked at.

    Raises:
        JsonTextError: no value begins there, or it does not end; one that cannot be carried, as `parse` says.
    """
    try:
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as e:
        raise JsonTextError(e.msg, e.pos) from None
    except RecursionError:
        raise JsonTextError(f"nested deeper than {MAX_DEPTH} levels") from None
    if end - at > MAX_DEPTH and depth(value) > MAX_DEPTH:
        raise JsonTextError(f"nested deeper than {MAX_DEPTH} levels")
    return value, end


_SHORT: Final = 300
_EXPONENTIAL: Final = re.compile(r"[0-9][eE]")
_scan = json.JSONDecoder(parse_constant=_refuse_constant).scan_once  # type: ignore[attr-defined]  # not in the stubs
_SPACE = re.compile(r"[ \t\r\n]*")


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
)


def _make_encode() -> Callable[[JSON], str]:
    """JSONEncoder.encode makes its C encoder anew at every call; this one keeps it, at half the price of a small text."""
    make = getattr(json_encoder, "c_make_encoder", None)  # only where json has its C part
    if make is None:
        return _ENCODER.encode
    write = make(
        None, _ENCODER.default, json_encoder.encode_basestring, None, ":", ",", False, False, False
    )
    return lambda value: "".join(write(value, 0))


_encode = _make_encode()
# Java writes doubles from 1e7 up and below 1e-3 in scientific notation; Python does so from 1e16 and below 1e-4.
# Each pattern begins with one character to look for, which is 30 times faster than one that begins with any digit.
_LONG_OR_SMALL = re.compile(r"\.(?:(?<=\d{8}\.)|(?<=0\.)000)")
_EXPONENT = re.compile(r"e(?<=\de)[+-]?\d")


def dumps(value: JSON) -> str:
    """Compact JSON text as the service writes it: no spaces, no escapes but the necessary, doubles as Java prints them."""
    text = _encode(value)
    if _LONG_OR_SMALL.search(text) or _EXPONENT.search(text):
        return "".join(_pieces(value))
    return text


def dumps_plain(value: JSON) -> str:
    """`dumps` of a value that holds no doubles, which need not be looked for: a UUID may look like a number."""
    return _encode(value)


def size_bound(value: JSON) -> tuple[int, int]:
    """(bytes, containers): no less than the size of the text and the depth, for a third of the price.

    Raises:
        RecursionError: nested too deep to be written.
    """
    text = _encode(value)
    bytes_ = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    # A double may take three characters more in Java's form: 123456789012345.6 is 1.234567890123456E14 there.
    return bytes_ + 3 * (text.count(".") + text.count("e")), text.count("[") + text.count("{")


def _pieces(value: JSON) -> list[str]:
    out: list[str] = []
    _write(value, out)
    return out


def _write(value: JSON, out: list[str]) -> None:
    if isinstance(value, dict):
        mark = "{"
        for key, member in value.items():
            out.append(f"{mark}{_encode(key)}:")
            _write(member, out)
            mark = ","
        out.append("}" if mark == "," else "{}")
    elif isinstance(value, list):
        mark = "["
        for member in value:
            out.append(mark)
            _write(member, out)
            mark = ","
        out.append("]" if mark == "," else "[]")
    elif type(value) is float:
        out.append(java_double(value))
    else:
        out.append(_encode(value))


def java_double(number: float) -> str:
    """A double as Java's Double.toString writes it: 1.790204286E9, 1.0E-4, 0.5."""
    size = abs(number)
    if size == 0 or 1e-3 <= size < 1e7:
        return repr(number)
    mantissa, _, exponent = f"{number!r}".partition("e")
    if not exponent:
        sign = "-" if number < 0 else ""
        whole, _, fraction = mantissa.lstrip("-").partition(".")
        digits = (whole + fraction).lstrip("0")
        power = len(whole) - 1 if whole != "0" else -(len(fraction) - len(fraction.lstrip("0")) + 1)
        digits = digits.rstrip("0") or "0"
        return f"{sign}{digits[0]}.{digits[1:] or '0'}E{power}"
    if "." not in mantissa:
        mantissa += ".0"
    return f"{mantissa}E{int(exponent)}"


def size(value: JSON) -> int:
    """Bytes of the compact UTF-8 text."""
    text = dumps(value)
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def depth(value: JSON) -> int:
    """How deep the containers nest: 0 for a scalar, 1 for `[]`."""
    deepest = 0
    level = [value] if isinstance(value, (dict, list)) else []
    while level:
        deepest += 1
        level = [
            member
            for container in level
            for member in (container.values() if type(container) is dict else container)
            if type(member) is dict or type(member) is list
        ]
    return deepest


def same(left: JSON, right: JSON) -> bool:
    """Deep equality of JSON: 1 equals 1.0, true never equals 1."""
    pending = [(left, right)]
    while pending:
        a, b = pending.pop()
        if isinstance(a, bool) or isinstance(b, bool):
            if a is not b:
                return False
        elif isinstance(a, dict):
            if not isinstance(b, dict) or a.keys() != b.keys():
                return False
            pending.extend((v, b[k]) for k, v in a.items())
        elif isinstance(a, list):
            if not isinstance(b, list) or len(a) != len(b):
                return False
            pending.extend(zip(a, b, strict=True))
        elif a != b:
            return False
    return True


def kind(value: JSON) -> str:
    """The JSON type's word, as AWS's messages spell it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, Mapping) else "array"
