"""Places: pointer → line, column and length, in JSON, in YAML, and through substitutions."""

from __future__ import annotations

import pytest

from asl.source import Place, read

JSON_TEXT = """\
{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Wait", "Seconds": 10, "Next": "B/~"},
    "B/~": {
      "Type": "Choice",
      "Choices": [
        {"Condition": "{% $states.input.n > 1 %}"},
        {"Condition": "{% 'é\\n\\u00e9\\ud83d\\ude00' ! %}"}
      ]
    },
    "": {"End": true}
  }
}
"""

JSON_PLACES = [
    # pointer, key?, line, column, length
    pytest.param("", False, 1, 1, 1, id="the whole definition is its opening bracket"),
    pytest.param("/StartAt", False, 2, 14, 3, id="a string with its quotes"),
    pytest.param("/StartAt", True, 2, 3, 9, id="a key with its quotes"),
    pytest.param("/States/A", False, 4, 10, 1, id="an object is its opening bracket"),
    pytest.param("/States/A", True, 4, 5, 3, id="a state's name"),
    pytest.param("/States/A/Seconds", False, 4, 38, 2, id="a number"),
    pytest.param("/States/B~1~0/Type", False, 6, 15, 8, id="an escaped name"),
    pytest.param("/States/B~1~0/Choices/1", False, 9, 9, 1, id="an array entry"),
    pytest.param("/States/B~1~0/Choices/1", True, 9, 9, 1, id="an array entry has no key"),
    pytest.param("/States//End", False, 12, 17, 4, id="an empty name"),
    pytest.param("/States/A/Retry", False, 4, 5, 3, id="what is missing is at the key around it"),
    pytest.param("/States/A/Retry/0/ErrorEquals", False, 4, 5, 3, id="deeper too"),
    pytest.param("/States/B~1~0/Choices/1/Next", False, 9, 9, 1, id="or at the entry around it"),
    pytest.param("/Nothing", False, 1, 1, 1, id="or at the definition"),
]


@pytest.mark.parametrize(("pointer", "key", "line", "column", "length"), JSON_PLACES)
def test_places_in_json(pointer: str, key: bool, line: int, column: int, length: int) -> None:
    assert read(JSON_TEXT).locate(pointer, key=key) == Place(line, column, length)


@pytest.mark.parametrize(
    ("pointer", "at", "column"),
    [
        pytest.param("/States/B~1~0/Choices/0/Condition", 0, 24, id="the first character"),
        pytest.param("/States/B~1~0/Choices/0/Condition", 20, 44, id="a character further on"),
        pytest.param("/States/B~1~0/Choices/1/Condition", 4, 28, id="before an escape"),
        pytest.param("/States/B~1~0/Choices/1/Condition", 5, 29, id="an escape is one character"),
        pytest.param("/States/B~1~0/Choices/1/Condition", 6, 31, id="behind it"),
        pytest.param(
            "/States/B~1~0/Choices/1/Condition", 7, 37, id="a pair of escapes is one character"
        ),
        pytest.param("/States/B~1~0/Choices/1/Condition", 8, 49, id="behind all of them"),
        pytest.param(
            "/States/B~1~0/Choices/1/Condition", 99, 55, id="past the end is the closing quote"
        ),
    ],
)
def test_places_inside_a_string(pointer: str, at: int, column: int) -> None:
    source = read(JSON_TEXT)
    place = source.locate(pointer, at=at)
    assert place.column == column
    value = source.value["States"]["B/~"]["Choices"][int(pointer.split("/")[4])]["Condition"]
    if at < len(value) and value[at].isascii() and value[at] != "\n":
        assert source.line(place.line)[place.column - 1] == value[at]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_a_line_ends_as_editors_see_it(end: str) -> None:
    source = read(JSON_TEXT.replace("\n", end))
    assert source.locate("/States/A/Seconds") == Place(4, 38, 2)
    assert source.line(2) == '  "StartAt": "A",'
    assert (source.line(0), source.line(99)) == ("", "")


def test_a_definition_in_one_line() -> None:
    source = read('{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}')
    assert source.locate("/States/A/End") == Place(1, 51, 4)


def test_a_text_that_cannot_be_read_has_its_beginning() -> None:
    assert read("{").locate("/States/A") == Place(1, 1, 1)


YAML_TEXT = """\
# a definition
StartAt: A
States:
  A:
    Type: Wait
    Seconds: 10
    Retry: &retry
      - ErrorEquals: [States.ALL, "Ä/~"]
  "B/~":
    Type: Task
    Retry: *retry
    Condition: '{% it''s > 1 %}'
    Output: |
      {%
        $x
      %}
    Folded: "{% a
      b\\u00e9c %}"
"""

YAML_PLACES = [
    pytest.param("", False, 2, 1, 1, id="the whole definition"),
    pytest.param("/StartAt", False, 2, 10, 1, id="a plain scalar"),
    pytest.param("/StartAt", True, 2, 1, 7, id="a key"),
    pytest.param("/States/A", True, 4, 3, 1, id="a state's name"),
    pytest.param("/States/A/Seconds", False, 6, 14, 2, id="a number"),
    pytest.param("/States/A/Retry/0/ErrorEquals/1", False, 8, 35, 5, id="a flow sequence"),
    pytest.param("/States/B~1~0", True, 9, 3, 5, id="a quoted key"),
    pytest.param("/States/B~1~0/Retry", False, 11, 12, 6, id="an alias"),
    pytest.param(
        "/States/B~1~0/Retry/0/ErrorEquals", False, 11, 5, 5, id="in an alias: where it is used"
    ),
    pytest.param("/States/B~1~0/Next", False, 9, 3, 5, id="what is missing"),
]


@pytest.mark.parametrize(("pointer", "key", "line", "column", "length"), YAML_PLACES)
def test_places_in_yaml(pointer: str, key: bool, line: int, column: int, length: int) -> None:
    source = read(YAML_TEXT, format="yaml")
    assert source.problems == ()
    assert source.locate(pointer, key=key) == Place(line, column, length)


@pytest.mark.parametrize(
    ("field", "char", "line", "column"),
    [
        pytest.param("Condition", ">", 12, 26, id="behind a doubled quote"),
        pytest.param("Output", "$", 15, 9, id="in a block"),
        pytest.param("Folded", "b", 18, 7, id="behind a folded line"),
        pytest.param("Folded", "c", 18, 14, id="behind an escape"),
    ],
)
def test_places_inside_a_yaml_string(field: str, char: str, line: int, column: int) -> None:
    source = read(YAML_TEXT, format="yaml")
    value = source.value["States"]["B/~"][field]
    place = source.locate(f"/States/B~1~0/{field}", at=value.index(char))
    assert (place.line, place.column) == (line, column)


def test_substitutions_keep_the_author_s_columns() -> None:
    text = '{\n  "A": "${x}", "B": ${y}, "C": "${x}${x}!", "D": 1\n}'
    source = read(text, defines={"x": 'a longer "value"', "y": "[\n1,\n2]"})
    assert source.value == {
        "A": 'a longer "value"',
        "B": [1, 2],
        "C": 'a longer "value"' * 2 + "!",
        "D": 1,
    }
    assert source.locate("/A") == Place(2, 8, 6)
    assert source.locate("/B/1") == Place(2, 21, 1)  # within a value: its placeholder
    assert source.locate("/C", at=32) == Place(2, 41, 1)
    assert source.locate("/D") == Place(2, 50, 1)


def test_a_fault_behind_a_substitution_is_at_the_author_s_place() -> None:
    (problem,) = read('{"A": "${x}", "B": oops}', defines={"x": "longer than before"}).problems
    assert (problem.line, problem.column) == (1, 20)


def test_a_fault_inside_a_value_is_at_its_placeholder() -> None:
    (problem,) = read('{"A": ${x}, "B": 1}', defines={"x": "[1, 2"}).problems
    assert (problem.code, problem.line) == ("ASL1001", 1)
    (problem,) = read('{"A": ${x}, "B": 1}', defines={"x": "oops"}).problems
    assert (problem.code, problem.column, problem.place) == ("ASL1001", 7, Place(1, 7, 4))
