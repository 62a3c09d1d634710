"""The eighteen intrinsic functions as closures.

A call is compiled inside out: literals are constants, paths are located, nested calls are closures. Whatever goes wrong
inside is one failure, States.Runtime, that names the whole expression as written (AWS, 2026). The texts for a path that
finds nothing are AWS's; those for a wrong type, count or range have not been seen and are ours (unconfirmed).

Source: AWS guide, "Intrinsic functions"; recorded results of the service.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from asl.errors import RuntimeFailure
from asl.jsonvalue import ABSENT, JSON, JsonTextError, dumps, java_double, kind, parse, same, size
from asl.limits import MAX_ARRAY_RANGE, MAX_CODED_CHARS
from asl.query.base import Compiled, Evaluate, Growth, Scope
from asl.query.jsonpath.intrinsic_syntax import Argument, Call, Literal, Reference, template_pieces
from asl.query.jsonpath.java_random import JavaRandom
from asl.query.jsonpath.terms import Path
from asl.query.jsonpath.value import locate, missing, path_growth

MAX_TEXT_CHARS: Final = (
    8 * 1024 * 1024
)  # what one call may build; ours: AWS's payload ends at 256 KiB
MAX_INT: Final = 2**31 - 1
MIN_INT: Final = -(2**31)
_HASHES: Final = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}  # fmt: skip

Function: TypeAlias = Callable[[Sequence[JSON], Scope], JSON]
Bound: TypeAlias = Callable[[Sequence["Growth | None"]], "Growth | None"]


class Fault(Exception):
    """What went wrong in a call: the sentence after "had the following error"."""


def compile_call(call: Call) -> Compiled:
    """The closure of a call. It raises RuntimeFailure; nested calls fail in the name of this one."""
    inner, text = _call(call), call.text

    def evaluate(scope: Scope, document: JSON) -> JSON:
        try:
            return inner(scope, document)
        except Fault as fault:
            raise RuntimeFailure(
                f"The function '{text}' had the following error: {fault}"
            ) from None

    return Compiled(evaluate, _growth(call))


# -- arguments ---------------------------------------------------------------------------------------


def _call(call: Call) -> Evaluate:
    if call.name == "States.MathAdd":
        return _math_add(*[_argument(argument) for argument in call.arguments])
    function = _format(call) if call.name == "States.Format" else FUNCTIONS[call.name]
    arguments = [_argument(argument) for argument in call.arguments]
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope, document: function((only(scope, document),), scope)

    def evaluate(scope: Scope, document: JSON) -> JSON:
        values = []
        for argument in arguments:  # in order: the first that fails is the one that is named
            values.append(argument(scope, document))
        return function(values, scope)

    return evaluate


def _argument(argument: Argument) -> Evaluate:
    if isinstance(argument, Call):
        return _call(argument)
    if isinstance(argument, Literal):
        value = argument.value
        return lambda scope, document: value
    path, find = argument.path, locate(argument.path)

    def evaluate(scope: Scope, document: JSON) -> JSON:
        found = find(scope, document)
        if found is ABSENT:
            raise _missing(path, scope, document)
        return found

    return evaluate


def _missing(path: Path, scope: Scope, document: JSON) -> Fault:
    reason = missing(path, scope, document)
    if reason.kind in ("not an array", "primitive"):
        return Fault(reason.message())
    # A context path is named without its first $, and the input shown is the state's all the same.
    text = path.text[1:] if path.root == "context" else path.text
    return Fault(
        f"The JsonPath argument for the field '{text}' could not be found in the input '{dumps(document)}'"
    )


def _wrong(position: int, expected: str, value: JSON) -> Fault:
    return Fault(f"Argument {position} must be {expected}, but was: {kind(value)}")


def _array(values: Sequence[JSON], at: int = 0) -> list[JSON]:
    value = values[at]
    if isinstance(value, list):
        return value
    raise _wrong(at + 1, "an array", value)


def _text(values: Sequence[JSON], at: int = 0) -> str:
    value = values[at]
    if isinstance(value, str):
        return value
    raise _wrong(at + 1, "a string", value)


def _object(values: Sequence[JSON], at: int) -> dict[str, JSON]:
    value = values[at]
    if isinstance(value, dict):
        return value
    raise _wrong(at + 1, "an object", value)


def _rounded(values: Sequence[JSON], at: int) -> int:
    """A whole number of 32 bits; others are rounded half up first, as Java's Math.round does."""
    value = values[at]
    if type(value) is float:
        floor = math.floor(value)
        value = floor + 1 if value - floor >= 0.5 else floor
    if type(value) is not int:
        raise _wrong(at + 1, "a number", value)
    if not MIN_INT <= value <= MAX_INT:
        raise Fault(f"Argument {at + 1} must be between {MIN_INT} and {MAX_INT}, but was: {value}")
    return value


def _short(text: str, at: int = 0) -> str:
    if len(text) > MAX_CODED_CHARS:
        raise Fault(
            f"Argument {at + 1} must have at most {MAX_CODED_CHARS} characters, but has {len(text)}"
        )
    return text


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT_CHARS:
        raise Fault(
            f"the text would have more than {MAX_TEXT_CHARS:,} characters; this limit is the emulator's"
        )
    return text


# -- arrays ------------------------------------------------------------------------------------------


def _new_array(values: Sequence[JSON], scope: Scope) -> JSON:
    return list(values)


def _array_contains(values: Sequence[JSON], scope: Scope) -> JSON:
    wanted = values[1]
    if wanted is None or isinstance(wanted, str):
        return wanted in _array(values)  # these equal nothing of another type
    return any(same(item, wanted) for item in _array(values))


def _array_get_item(values: Sequence[JSON], scope: Scope) -> JSON:
    array, index = _array(values), values[1]
    if isinstance(index, bool) or not isinstance(index, (int, float)) or index != index // 1:
        raise _wrong(2, "a whole number", index)
    if not 0 <= index < len(array):
        raise Fault(f"Index {int(index)} is out of bounds for an array of length {len(array)}")
    return array[int(index)]


def _array_length(values: Sequence[JSON], scope: Scope) -> JSON:
    return len(_array(values))


def _array_partition(values: Sequence[JSON], scope: Scope) -> JSON:
    array, length = _array(values), _rounded(values, 1)
    if length <= 0:
        raise Fault(f"Argument 2 must be greater than 0, but was: {length}")
    return [array[at : at + length] for at in range(0, len(array), length)]


def _array_range(values: Sequence[JSON], scope: Scope) -> JSON:
    first, last, step = (_rounded(values, at) for at in range(3))
    if step == 0:
        raise Fault("Argument 3 must not be 0")
    items = range(first, last + (1 if step > 0 else -1), step)
    if len(items) > MAX_ARRAY_RANGE:
        raise Fault(
            f"The array must have at most {MAX_ARRAY_RANGE} items, but would have {len(items)}"
        )
    return list(items)


def _array_unique(values: Sequence[JSON], scope: Scope) -> JSON:
    seen: dict[tuple[str, JSON], JSON] = {}
    for item in _array(values):
        seen.setdefault(_identity(item), item)
    return list(seen.values())


def _identity(value: JSON) -> tuple[str, JSON]:
    """Equal for equal values; the kind keeps true apart from 1, and the text stands for containers."""
    if not isinstance(value, (dict, list)):
        return kind(value), value
    from json import dumps as canonical

    return kind(value), canonical(value, sort_keys=True)


# -- text and JSON -----------------------------------------------------------------------------------


def _format(call: Call) -> Function:
    """States.Format: the template is cut at compile time when it is written out."""
    template = call.arguments[0]
    written = (
        template_pieces(template.raw)
        if isinstance(template, Literal) and template.raw is not None
        else None
    )

    def fill(values: Sequence[JSON], scope: Scope) -> JSON:
        pieces = template_pieces(_text(values)) if written is None else written
        if len(pieces) != len(values):
            raise Fault(
                f"The template has {len(pieces) - 1} places, but {len(values) - 1} arguments were given"
            )
        out, length = [pieces[0]], len(pieces[0])
        for value, piece in zip(values[1:], pieces[1:], strict=True):
            text = value if isinstance(value, str) else java_text(value)
            out += text, piece
            length += len(text) + len(piece)
            if length > MAX_TEXT_CHARS:
                break
        return _bounded("".join(out))

    return fill


def java_text(value: JSON) -> str:
    """A value as Java prints it into a text: `{a=1, b=[]}` (recorded); null and booleans as in JSON."""
    out: list[str] = []
    _print(value, out)
    return "".join(out)


def _print(value: JSON, out: list[str]) -> None:
    if isinstance(value, dict):
        mark = "{"
        for key, member in value.items():
            out += mark, key, "="
            _print(member, out)
            mark = ", "
        out.append("}" if mark != "{" else "{}")
    elif isinstance(value, list):
        mark = "["
        for member in value:
            out.append(mark)
            _print(member, out)
            mark = ", "
        out.append("]" if mark != "[" else "[]")
    elif isinstance(value, str):
        out.append(value)
    elif type(value) is float:
        out.append(java_double(value))
    else:
        out.append(
            "null"
            if value is None
            else "true"
            if value is True
            else "false"
            if value is False
            else str(value)
        )


def _string_to_json(values: Sequence[JSON], scope: Scope) -> JSON:
    text = _text(values)
    if not text.strip():
        return None  # recorded for "" and " "
    try:
        return parse(text)
    except JsonTextError as e:
        raise Fault(f"Argument 1 is not JSON: {e.message}") from None


def _json_to_string(values: Sequence[JSON], scope: Scope) -> JSON:
    return _bounded(dumps(values[0]))


def _json_merge(values: Sequence[JSON], scope: Scope) -> JSON:
    if not isinstance(values[2], bool):
        raise _wrong(3, "a boolean", values[2])
    first, second = _object(values, 0), _object(values, 1)
    if values[2]:
        raise Fault("Argument 3 must be false: deep merging is not supported")
    return {**first, **second}


def _string_split(values: Sequence[JSON], scope: Scope) -> JSON:
    text, delimiters = _text(values), _text(values, 1)
    if not delimiters:
        raise Fault("Argument 2 must have at least one character")
    for other in delimiters[1:]:
        text = text.replace(other, delimiters[0])
    return [piece for piece in text.split(delimiters[0]) if piece]


def _base64_encode(values: Sequence[JSON], scope: Scope) -> JSON:
    from base64 import b64encode

    return b64encode(_short(_text(values)).encode("utf-8", "replace")).decode("ascii")


def _base64_decode(values: Sequence[JSON], scope: Scope) -> JSON:
    import binascii

    text = _short(_text(values))
    digits = text.rstrip("=")
    try:
        return binascii.a2b_base64(digits + "=" * (-len(digits) % 4)).decode("utf-8", "replace")
    except ValueError:
        raise Fault("Argument 1 is not Base64") from None


def _hash(values: Sequence[JSON], scope: Scope) -> JSON:
    import hashlib

    data, algorithm = values[0], _text(values, 1)
    if algorithm not in _HASHES:
        raise Fault(f"Argument 2 must be one of {', '.join(_HASHES)}, but was: {algorithm}")
    text = _short(data if isinstance(data, str) else dumps(data))
    return hashlib.new(
        _HASHES[algorithm], text.encode("utf-8", "replace"), usedforsecurity=False
    ).hexdigest()


# -- numbers -----------------------------------------------------------------------------------------


def _math_add(first: Evaluate, second: Evaluate) -> Evaluate:
    def evaluate(scope: Scope, document: JSON) -> JSON:
        x, y = first(scope, document), second(scope, document)
        if (
            type(x) is int
            and type(y) is int
            and -MAX_INT <= x <= MAX_INT
            and -MAX_INT <= y <= MAX_INT
        ):
            return x + y
        return _rounded((x, y), 0) + _rounded((x, y), 1)

    return evaluate


def _add(values: Sequence[JSON], scope: Scope) -> JSON:
    return _rounded(values, 0) + _rounded(values, 1)


def _math_random(values: Sequence[JSON], scope: Scope) -> JSON:
    start, end = _rounded(values, 0), _rounded(values, 1)
    if start >= end:
        raise Fault(f"Argument 2 must be greater than {start}, but was: {end}")
    span = end - start
    if len(values) == 2:
        return start + int(scope.rng.random() * span)
    # Which of Java's calls the service makes is not known; a span beyond 31 bits takes two draws (unconfirmed).
    source = JavaRandom(_rounded(values, 2))
    if span <= MAX_INT:
        return start + source.next_int(span)
    return start + ((source.next_int(1 << 16) << 16) | source.next_int(1 << 16)) % span


def _uuid(values: Sequence[JSON], scope: Scope) -> JSON:
    return scope.rng.uuid()


FUNCTIONS: Final[dict[str, Function]] = {
    "States.Array": _new_array,
    "States.ArrayContains": _array_contains,
    "States.ArrayGetItem": _array_get_item,
    "States.ArrayLength": _array_length,
    "States.ArrayPartition": _array_partition,
    "States.ArrayRange": _array_range,
    "States.ArrayUnique": _array_unique,
    "States.Base64Decode": _base64_decode,
    "States.Base64Encode": _base64_encode,
    "States.Hash": _hash,
    "States.JsonMerge": _json_merge,
    "States.JsonToString": _json_to_string,
    "States.MathAdd": _add,
    "States.MathRandom": _math_random,
    "States.StringSplit": _string_split,
    "States.StringToJson": _string_to_json,
    "States.UUID": _uuid,
}


# -- how large a result can be -----------------------------------------------------------------------


def _times(growth: Growth | None, factor: int, more: int = 0, depth: int = 0) -> Growth | None:
    if growth is None:
        return None
    return Growth(
        factor * growth.constant + more,
        factor * growth.by_subject,
        factor * growth.by_variables,
        growth.depth + depth,
    )


def _sum(growths: Sequence[Growth | None], more: int, depth: int = 0) -> Growth | None:
    constant, by_subject, by_variables, deepest = more, 0, 0, 0
    for growth in growths:
        if growth is None:
            return None
        constant += growth.constant
        by_subject += growth.by_subject
        by_variables += growth.by_variables
        deepest = max(deepest, growth.depth)
    return Growth(constant, by_subject, by_variables, deepest + depth)


# name: the result's bound from its arguments'; a number is a constant. Those that are not here are measured.
_BOUNDS: Final[dict[str, int | Bound]] = {
    "States.ArrayContains": 5,
    "States.ArrayLength": 20,
    "States.ArrayRange": 2 + 12 * MAX_ARRAY_RANGE,
    "States.Hash": 130,
    "States.MathAdd": 12,
    "States.MathRandom": 12,
    "States.UUID": 38,
    "States.Array": lambda given: _sum(given, 2 + len(given), depth=1),
    "States.ArrayGetItem": lambda given: given[0],
    "States.ArrayUnique": lambda given: given[0],
    "States.ArrayPartition": lambda given: _times(given[0], 2, 4, depth=1),  # [1] → [[1]]
    "States.StringSplit": lambda given: _times(given[0], 3, 4, depth=1),  # "a,b" → ["a","b"]
    "States.Base64Encode": lambda given: _times(given[0], 2, 4),
    "States.Base64Decode": lambda given: _times(given[0], 5, 4),  # a control character takes six
    "States.JsonToString": lambda given: _times(given[0], 2, 2),  # every quote gets a backslash
    "States.JsonMerge": lambda given: _sum(given[:2], 1),
}  # fmt: skip


def _growth(call: Call) -> Growth | None:
    given = [_argument_growth(argument) for argument in call.arguments]
    if call.name == "States.Format":
        # Blanks after commas make an array longer by half, quotes inside texts of an object need backslashes.
        return _times(_sum(given, 2), 2)
    bound = _BOUNDS.get(call.name)
    if bound is None:
        return None
    return Growth(bound) if isinstance(bound, int) else bound(given)


def _argument_growth(argument: Argument) -> Growth | None:
    if isinstance(argument, Call):
        return _growth(argument)
    if isinstance(argument, Reference):
        return path_growth(argument.path)
    return Growth(size(argument.value))
