"""Reading JSON: what a text means, what is wrong with it and where, and how the service words it."""

from __future__ import annotations

import json

import pytest

from asl.jsonvalue import ABSENT
from asl.source import SourceProblem, read


def only(text: str | bytes) -> SourceProblem:
    found = read(text)
    assert found.value is ABSENT
    (problem,) = found.problems
    assert problem.is_error
    return problem


BROKEN = {
    # text, code, line, column, words of the message
    "a word": ("not a definition", "ASL1001", 1, 1, "not is not a JSON value"),
    "single quotes": ("{'a': 1}", "ASL1001", 1, 2, "in double quotes"),
    "no quotes around a name": ("{a: 1}", "ASL1001", 1, 2, "in double quotes"),
    "a comma after the last member": ('{\n  "a": 1,\n}', "ASL1001", 2, 9, 'before "}"'),
    "a comma after the last entry": ("[1, 2, ]", "ASL1001", 1, 6, 'before "]"'),
    "two commas": ('{"a": 1,, "b": 2}', "ASL1001", 1, 9, "in double quotes"),
    "no comma": ('{\n  "a": 1\n  "b": 2\n}', "ASL1001", 3, 3, "a comma"),
    "no comma in an array": ("[1 2]", "ASL1001", 1, 4, "a comma"),
    "no colon": ('{"a" 1}', "ASL1001", 1, 6, 'colon is missing after "a"'),
    "no value": ('{"a": }', "ASL1001", 1, 7, "a value is missing"),
    "a line comment": ('{\n  // why\n  "a": 1\n}', "ASL1001", 2, 3, "in double quotes"),
    "a comment before all": ("// why\n{}", "ASL1001", 1, 1, "a value is missing"),
    "a comment after a member": ('{"a": 1 /* why */}', "ASL1001", 1, 9, "a comma"),
    "an object without an end": ('{\n"a": {\n  "b": 1\n}\n', "ASL1001", 4, 1, "line 1 opens"),
    "an array without an end": ("[1,\n 2", "ASL1001", 2, 2, "line 1 opens"),
    "a string without an end": ('{"a": "b', "ASL1001", 1, 7, "has no end"),
    "a line break in a string": ('{"a": "b\nc"}', "ASL1001", 1, 7, "past the end of its line"),
    "a tab in a string": ('{"a": "b\tc"}', "ASL1001", 1, 9, "control character (code 9)"),
    "an unknown escape": (r'{"a": "\d"}', "ASL1001", 1, 8, r"\d is not an escape"),
    "a short escape": (r'{"a": "\u12"}', "ASL1001", 1, 8, "four hexadecimal digits"),
    "text after the end": ("{} {}", "ASL1001", 1, 4, "more text"),
    "a closing bracket too many": ("{}}", "ASL1001", 1, 3, "more text"),
    "the wrong bracket": ('{"a": [1}', "ASL1001", 1, 9, "a comma"),
    "a leading zero": ('{"a": 01}', "ASL1001", 1, 7, "01 is not a JSON number"),
    "a plus": ('{"a": +1}', "ASL1001", 1, 7, "a value is missing"),
    "a bare point": ('{"a": 1.}', "ASL1001", 1, 7, "1. is not a JSON number"),
    "hexadecimal": ('{"a": 0x1F}', "ASL1001", 1, 7, "0x1F is not a JSON number"),
    "NaN": ('{"a": NaN}', "ASL1001", 1, 7, "NaN is not a JSON value"),
    "Infinity": ('{"a": Infinity}', "ASL1001", 1, 7, "Infinity is not"),
    "-Infinity": ('{"a": -Infinity}', "ASL1001", 1, 7, "-Infinity is not"),
    "True": ('{"a": True}', "ASL1001", 1, 7, "True is not a JSON value"),
    "an empty text": ("", "ASL1002", 1, 1, "empty"),
    "white space": (" \n\t", "ASL1002", 1, 1, "empty"),
    "10,000 open arrays": ("[" * 10_000, "ASL1004", 1, 301, "deeper than 300"),
    "10,000 closed arrays": ("[" * 10_000 + "]" * 10_000, "ASL1004", 1, 301, "deeper than 300"),
    "301 objects": ('{"a":' * 301 + "1" + "}" * 301, "ASL1004", 1, 1501, "deeper than 300"),
    "1e400": ('{"a": 1e400}', "ASL1005", 1, 7, "outside the range of a double"),
    "-1e999": ('{"a": -1e999}', "ASL1005", 1, 7, "outside the range of a double"),
    "5,000 digits": ('{"a": ' + "7" * 5_000 + "}", "ASL1005", 1, 7, "5000 digits"),
    "5,000 decimals": ('{"a": 0.' + "7" * 5_000 + "}", "ASL1005", 1, 7, "5002 digits"),
    "half of an escaped pair": (r'{"a": "x\ud83d"}', "ASL1006", 1, 9, "half of a surrogate"),
    "the other half": (r'{"a": "\uDE00"}', "ASL1006", 1, 8, "half of a surrogate"),
    "a pair the wrong way round": (r'{"a": "\ude00\ud83d"}', "ASL1006", 1, 8, "half of a"),
    "half of a raw pair": ('{"a": "\ud83d"}', "ASL1006", 1, 8, "half of a surrogate"),
    "a NUL": ('{"a": 1}\0', "ASL1001", 1, 9, "more text"),
    "over 1 MiB": ('"' + "x" * 1_048_576 + '"', "ASL1008", 0, 0, "1,048,578 characters"),
}


@pytest.mark.parametrize(("text", "code", "line", "column", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_text_is_explained_at_its_place(
    text: str, code: str, line: int, column: int, words: str
) -> None:
    problem = only(text)
    assert (problem.code, problem.line or 0, problem.column or 0) == (code, line, column)
    assert words in problem.message


JACKSON = {
    # What the service's parser says. The first two are recorded from AWS; the others are its parser's words.
    "an unknown token": (
        "not a definition",
        "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or "
        "'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4]",
    ),
    "a single quote": (
        "{'a': 1}",
        "Unexpected character (''' (code 39)): was expecting double-quote to start field name\n"
        " at [Source: (String)\"{'a': 1}\"; line: 1, column: 3]",
    ),
    "a comma too many": (
        '{"a": 1,\n}',
        "Unexpected character ('}' (code 125)): was expecting double-quote to start field name\n"
        ' at [Source: (String)"{"a": 1,\n}"; line: 2, column: 2]',
    ),
    "a comma too few": (
        '{"a": 1 "b": 2}',
        "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries\n"
        ' at [Source: (String)"{"a": 1 "b": 2}"; line: 1, column: 10]',
    ),
}


@pytest.mark.parametrize(("text", "message"), JACKSON.values(), ids=JACKSON)
def test_the_service_s_own_words(text: str, message: str) -> None:
    problem = only(text)
    assert problem.aws_code == "INVALID_JSON_DESCRIPTION"
    assert problem.aws_message == message
    assert problem.aws_location == message.rpartition(" at ")[2]


def test_the_service_shows_500_characters_of_a_text() -> None:
    problem = only("{" + " " * 600 + "x")
    assert problem.aws_location is not None
    assert problem.aws_location.endswith(' "[truncated 102 chars]; line: 1, column: 603]')


def test_an_empty_text_has_no_location() -> None:
    problem = only(" ")
    assert (problem.aws_code, problem.aws_message, problem.aws_location) == (
        "SCHEMA_VALIDATION_FAILED",
        "Definition must be a valid JSON object",
        None,
    )


FINE = {
    "nothing in it": ("{}", {}),
    "300 levels": ("[" * 300 + "]" * 300, None),
    "a byte order mark": ("\ufeff{}", {}),
    "a pair": (r'{"a": "\ud83d\ude00"}', {"a": "😀"}),
    "a backslash before letters": (r'{"a": "\\ud83d"}', {"a": r"\ud83d"}),
    "the largest double": ('{"a": 1.7976931348623157e308}', {"a": 1.7976931348623157e308}),
    "1,000 digits": ("7" * 1_000, int("7" * 1_000)),
    "a number that vanishes": ("1e-400", 0.0),
    "white space around": (" \r\n{ } \t", {}),
    "a scalar": ('"text"', "text"),
}


@pytest.mark.parametrize(("text", "value"), FINE.values(), ids=FINE)
def test_a_text_that_is_fine(text: str, value: object) -> None:
    found = read(text)
    assert found.problems == ()
    assert found.is_readable
    if value is not None:
        assert found.value == value


def test_a_key_twice_is_a_warning_and_the_last_one_wins() -> None:
    found = read('{\n  "States": {"A": 1, "B": 2,\n    "A": {"x~/y": 1, "x~/y": 2}}\n}')
    assert found.value == {"States": {"A": {"x~/y": 2}, "B": 2}}
    assert [(p.code, p.severity, p.line, p.column, p.pointer) for p in found.problems] == [
        ("ASL1003", "warning", 3, 5, "/States/A"),
        ("ASL1003", "warning", 3, 22, "/States/A/x~0~1y"),
    ]
    assert "first in line 2" in found.problems[0].message


def test_keys_that_differ_only_in_their_escapes_are_the_same_key() -> None:
    assert [p.code for p in read(r'{"a": 1, "\u0061": 2}').problems] == ["ASL1003"]


ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-32",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
]
MARKS = {
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    data = MARKS.get(encoding, b"") + '{"é": "😀"}'.encode(encoding)
    assert read(data).value == {"é": "😀"}


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        pytest.param(b'{"a": "\xff"}', 1, 8, id="not UTF-8"),
        pytest.param('{\n"é": "'.encode() + b"\xe9t\xe9" + b'"}', 2, 7, id="Latin-1 after UTF-8"),
        pytest.param(b"\xff\xfe{\0}", 1, 2, id="UTF-16 cut off"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, line: int, column: int) -> None:
    problem = only(data)
    assert (problem.code, problem.line, problem.column) == ("ASL1007", line, column)


def test_a_definition_made_in_python_is_copied() -> None:
    given = {"States": {"A": {"Type": "Pass"}}}
    found = read(given)
    given["States"]["A"]["Type"] = "Fail"
    assert found.value == {"States": {"A": {"Type": "Pass"}}}
    assert json.loads(found.text) == found.value
    assert tuple(found.locate("/States/A/Type")) == (4, 15, 6)


def deep(levels: int) -> dict[str, object]:
    value: dict[str, object] = {}
    for _ in range(levels):
        value = {"a": value}
    return value


def cycle() -> dict[str, object]:
    value: dict[str, object] = {}
    value["a"] = value
    return value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param({"a": float("nan")}, "ASL1009", id="NaN"),
        pytest.param({"a": float("inf")}, "ASL1009", id="Infinity"),
        pytest.param({"a": {1, 2}}, "ASL1009", id="a set"),
        pytest.param({("a", "b"): 1}, "ASL1009", id="a tuple as key"),
        pytest.param({"a": object()}, "ASL1009", id="an object"),
        pytest.param(cycle(), "ASL1009", id="a value that holds itself"),
        pytest.param(deep(310), "ASL1004", id="310 levels"),
        pytest.param(deep(20_000), "ASL1004", id="20,000 levels"),
        pytest.param({"a": "\ud800"}, "ASL1006", id="a lone surrogate"),
        pytest.param({"a": 10**2_000}, "ASL1005", id="2,001 digits"),
        pytest.param({"a": 10**6_000}, "ASL1009", id="6,001 digits, which Python does not write"),
        pytest.param({"a": "x" * 1_048_576}, "ASL1008", id="over 1 MiB"),
    ],
)
def test_a_definition_made_in_python_must_be_json(value: dict[str, object], code: str) -> None:
    found = read(value)
    assert found.value is ABSENT
    assert [p.code for p in found.problems] == [code]


@pytest.mark.parametrize(
    ("text", "errors", "warnings"),
    [
        pytest.param("{" + '"a": 1,' * 5_000 + '"b": 1}', 0, 1_000, id="keys"),
        pytest.param(
            '["' + "${x}" * 5_000 + '", ${x}]',
            1,
            1_000,
            id="placeholders, and one error behind them",
        ),
    ],
)
def test_findings_are_bounded_by_severity(text: str, errors: int, warnings: int) -> None:
    found = read(text).problems
    assert sum(p.is_error for p in found) == errors
    assert sum(not p.is_error for p in found) == warnings
