"""Laws of reading: it never raises, agrees with the decoder, and every place holds what it is said to hold."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from asl.jsonvalue import ABSENT, JSON
from asl.source import Source, read
from asl.source.inside import decode_string
from asl.source.jsontext import JsonFault, scan
from asl.source.position import Lines, escape
from asl.source.substitute import substitute_json

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NAMES = st.text(st.sampled_from('abÄ/~0 "\\\n😀'), max_size=5)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)
WRITTEN = st.builds(
    lambda value, indent, ascii_: json.dumps(value, indent=indent, ensure_ascii=ascii_),
    VALUES,
    st.sampled_from([None, 0, 1, 3]),
    st.booleans(),
)
BITS = st.sampled_from(
    ['"', "\\", "\\u", "\\ud83d", "{", "}", "[", "]", ":", ",", "1", "-", "0", ".", "e9", "+", "tru", "true", "null",
     "NaN", "Infinity", " ", "\n", "\r", "\t", "\0", "'", "//", "/*", "é", "😀", "\ud800", "${a}", "${b", "{%", "%}"]
)  # fmt: skip
SNIPPETS = st.lists(BITS | TEXT, max_size=14).map("".join)
YAML_BITS = st.sampled_from(
    ["a", "b: ", "- ", "? ", "&x ", "*x", "<<: ", "!!int ", "!Sub ", "!", "|", ">", "|2-", "\n", "\n  ", "\t", "'", '"',
     "{", "}", "[", "]", ",", ": ", "#", "---\n", "...\n", "%YAML 1.1\n", "1", "No", "~", "\\", "é", "😀", "\ud800", "\x01",
     "${a}", "${b"]
)  # fmt: skip
YAML_SNIPPETS = st.lists(YAML_BITS, max_size=16).map("".join)


def spoil(text: str, at: int, bit: str, cut: int) -> str:
    at %= len(text) + 1
    return text[:at] + bit + text[at + cut :]


SPOILT = st.builds(spoil, WRITTEN, st.integers(0, 400), BITS, st.integers(0, 2))


def decodes(text: str) -> bool:
    """Whether the standard decoder reads it, under our bounds: finite numbers, no lone surrogate, 500 levels."""

    def refuse(name: str) -> JSON:
        raise ValueError(name)

    def number(text: str) -> float:
        if math.isinf(float(text)):
            raise ValueError(text)
        return float(text)

    try:
        value = json.loads(text, parse_constant=refuse, parse_float=number)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        text.encode("utf-8")
    except ValueError:
        return False
    return True


@given(SPOILT | SNIPPETS)
def test_the_scanner_accepts_what_the_decoder_accepts(text: str) -> None:
    found = read(text.replace("${", "§"))
    assert found.is_readable == decodes(text.replace("${", "§"))
    if found.is_readable:
        scan(text.replace("${", "§"))
    else:
        assert any(problem.is_error for problem in found.problems)


@given(WRITTEN)
def test_a_value_reads_as_the_decoder_reads_it(text: str) -> None:
    assert repr(read(text).value) == repr(json.loads(text))


def places(source: Source, value: JSON, pointer: str = "") -> Iterator[tuple[str, JSON]]:
    yield pointer, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from places(source, member, f"{pointer}/{escape(key)}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from places(source, member, f"{pointer}/{index}")


@given(WRITTEN)
def test_every_place_in_json_holds_its_value(text: str) -> None:
    source = read(text)
    for pointer, value in places(source, source.value):
        place = source.locate(pointer)
        line = source.line(place.line)
        held = line[place.column - 1 : place.column - 1 + place.length]
        if isinstance(value, (dict, list)):
            assert held == ("{" if isinstance(value, dict) else "[")
        else:
            assert repr(json.loads(held)) == repr(value)


@given(st.text(st.sampled_from('ab"\\/\b\n\x7fé\u2028😀'), min_size=1, max_size=12), st.booleans())
def test_every_character_of_a_string_has_its_place(value: str, ascii_: bool) -> None:
    text = json.dumps({"a": value}, ensure_ascii=ascii_)
    source = read(text)
    starts = [source.locate("/a", at=index).column - 1 for index in range(len(value))]
    assert starts == sorted(set(starts))
    raws = [
        text[start:end] for start, end in zip(starts, [*starts[1:], len(text) - 2], strict=True)
    ]
    assert [decode_string(f'"{raw}"') for raw in raws] == list(value)


@given(
    SNIPPETS | YAML_SNIPPETS,
    st.sampled_from(["json", "yaml"]),
    st.sampled_from([None, {"a": "1"}, {"b": [1]}]),
)
def test_reading_never_raises(text: str, format: str, defines: dict[str, JSON] | None) -> None:
    found = read(text, format="yaml" if format == "yaml" else "json", defines=defines)
    assert found.is_readable != any(problem.is_error for problem in found.problems)
    found.locate("/a/0/b", at=3)
    for problem in found.problems:
        assert problem.message
        if problem.place:
            assert 1 <= problem.place.line <= len(found.lines.starts)
            assert problem.place.column >= 1


@given(st.binary(max_size=40))
def test_bytes_never_raise(data: bytes) -> None:
    found = read(data)
    assert found.is_readable != any(problem.is_error for problem in found.problems)


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"),
    max_size=8,
)
YAML_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | PRINTABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4),
    max_leaves=12,
)


@given(YAML_VALUES, st.sampled_from([None, 2]))
def test_json_means_the_same_as_yaml(value: JSON, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent).replace("\x7f", "")
    in_json, in_yaml = read(text), read(text, format="yaml")
    assert repr(in_yaml.value) == repr(in_json.value)
    for pointer, _ in places(in_json, in_json.value):
        assert in_yaml.locate(pointer) == in_json.locate(pointer)


@given(
    st.lists(
        st.sampled_from(["${a}", "${bb}", "${c}", '"', "x", "\n", "{%", ":"]), max_size=12
    ).map("".join)
)
def test_offsets_behind_a_substitution_come_back(text: str) -> None:
    done = substitute_json(text, {"a": "1", "bb": 'long "value"\n'}, Lines(text))
    back = [done.author(offset) for offset in range(len(done.text) + 1)]
    assert back == sorted(back)
    assert back[-1] == len(text)
    for offset, char in enumerate(done.text):
        if text[back[offset]] != "$":  # not inside a value
            assert text[back[offset]] == char


def fault_of(text: str) -> JsonFault | None:
    try:
        scan(text)
    except JsonFault as fault:
        return fault
    return None


@given(SPOILT)
def test_a_fault_has_a_place_in_the_text(text: str) -> None:
    fault = fault_of(text)
    assert fault is None or (0 <= fault.offset <= max(len(text) - 1, 0) and fault.length >= 1)


def test_the_laws_see_both_kinds_of_text() -> None:
    assert decodes('{"a": 1e308}')
    assert not decodes('{"a": 1e309}')
    assert read('{"a": 1e309}').value is ABSENT
