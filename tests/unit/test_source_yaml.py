"""Reading YAML: JSON's types only, and what is refused or warned of by name."""

from __future__ import annotations

import pytest

from asl.jsonvalue import ABSENT, JSON
from asl.source import read

SCALARS = [
    ("null", None), ("~", None), ("", None), ("Null", None),
    ("true", True), ("True", True), ("FALSE", False),
    ("0", 0), ("-7", -7), ("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000.0), ("1E-2", 0.01),
    ("text", "text"), ("nULL", "nULL"), ("tRUE", "tRUE"), ("'true'", "true"), ('"1"', "1"), ("'~'", "~"),
    ("2024-01-01", "2024-01-01"), ("2016-03-14T01:59:00Z", "2016-03-14T01:59:00Z"),
    ("12:30:45", "12:30:45"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("0o17", "0o17"), ("010", "010"),
    ("+1", "+1"), (".5", ".5"), ("1.", "1."), (".inf", ".inf"), ("-.INF", "-.INF"), (".nan", ".nan"),
    ("No", "No"), ("yes", "yes"), ("ON", "ON"), ("off", "off"), ("y", "y"),
    ("1-2", "1-2"), ("1.2.3", "1.2.3"), ("arn:aws:states:::x", "arn:aws:states:::x"),
    ("$.a", "$.a"), ("=", "="), ("!!str 12", "12"), ("! 12", "12"), ("!!int 12", 12), ("!!float 1", 1.0),
    ("!!null ''", None), ("!!bool true", True), ("!!map {}", {}), ("!!seq []", []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value"), SCALARS, ids=[written for written, _ in SCALARS])
def test_a_scalar_has_one_of_json_s_types(written: str, value: JSON) -> None:
    found = read(f"a: {written}\n", format="yaml")
    assert found.value == {"a": value}
    assert type(found.value["a"]) is type(value)


AMBIGUOUS = [
    "No",
    "yes",
    "ON",
    "off",
    "010",
    "0x1F",
    "0o17",
    "1_000",
    "12:30:45",
    "+1",
    ".5",
    "1.",
    ".inf",
    ".nan",
]
CLEAR = [
    "text",
    "'No'",
    '"010"',
    "2024-01-01",
    "1-2",
    "1.2.3",
    "northern",
    "y",
    "a:b",
    "!!str No",
    "v1:2",
]


@pytest.mark.parametrize("written", AMBIGUOUS)
def test_what_other_readers_take_for_another_type_is_warned_of(written: str) -> None:
    (problem,) = read(f"a: {written}\n", format="yaml").problems
    assert (problem.code, problem.severity, problem.column) == ("ASL1014", "warning", 4)
    assert written in problem.message


@pytest.mark.parametrize("written", CLEAR)
def test_and_nothing_else_is(written: str) -> None:
    assert read(f"a: {written}\n", format="yaml").problems == ()


def test_a_name_is_text() -> None:
    found = read("200: a\ntrue: b\n~: c\n'': d\n1.5: e\n", format="yaml")
    assert found.value == {"200": "a", "true": "b", "~": "c", "": "d", "1.5": "e"}


def test_anchors_share_and_merges_fill_in() -> None:
    text = """
base: &base {Type: Task, Retry: &r [{ErrorEquals: [States.ALL]}], Comment: base}
more: &more {Comment: more, TimeoutSeconds: 5}
a: {<<: *base, Comment: own}
b: {<<: [*base, *more]}
c: {"<<": text}
&key k: *key
"""
    value = read(text, format="yaml").value
    retry = [{"ErrorEquals": ["States.ALL"]}]
    assert value["a"] == {"Comment": "own", "Type": "Task", "Retry": retry}
    assert value["b"] == {"Type": "Task", "Retry": retry, "Comment": "base", "TimeoutSeconds": 5}
    assert value["c"] == {"<<": "text"}
    assert value["k"] == "k"


def bomb(levels: int, width: int) -> str:
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


def deep_bomb(levels: int) -> str:
    """Each anchor nests 200 levels around the one before it: short text, deep value."""
    return "\n".join(
        f"a{n}: &a{n} {'[' * 200}{f'*a{n - 1}' if n else ''}{']' * 200}" for n in range(levels)
    )


REFUSED = {
    # text, code, line, column, words
    "an alias bomb": (bomb(12, 10), "ASL1013", 6, 5, "aliases expanded"),
    "a bomb of merges": (
        "a: &a {" + ", ".join(f"k{n}: {'x' * 1000}" for n in range(100)) + "}\n"
        + "\n".join(f"m{n}: {{<<: *a}}" for n in range(50)),
        "ASL1013", 1, 1, "aliases expanded",
    ),
    "a bomb of depth": (deep_bomb(3), "ASL1004", 2, 209, "deeper than 300"),
    "a value that holds itself": ("a: &x [1, *x]", "ASL1013", 1, 11, "stands inside"),
    "an alias without an anchor": ("a: *nothing", "ASL1013", 1, 4, "names no anchor"),
    "10,000 open sequences": ("[" * 400 + "\n" + "[" * 9_600, "ASL1004", 1, 301, "deeper than 300"),
    "10,000 nested blocks": ("- " * 10_000, "ASL1004", 1, 601, "deeper than 300"),
    "a tag of Python": ("a: !!python/object/apply:os.system [x]", "ASL1011", 1, 4, "python/object/apply"),
    "binary": ("a: !!binary aGk=", "ASL1011", 1, 4, "!!binary"),
    "a timestamp by tag": ("a: !!timestamp 2024-01-01", "ASL1011", 1, 4, "!!timestamp"),
    "a set": ("a: !!set {x}", "ASL1011", 1, 4, "!!set"),
    "a made-up tag": ("a: !mine x", "ASL1011", 1, 4, "!mine"),
    "a number that is none": ("a: !!int x", "ASL1011", 1, 4, "no int of JSON"),
    "CloudFormation's !Sub": ("a:\n  b: !Sub '${x}'", "ASL1012", 2, 6, "!Sub is CloudFormation's"),
    "CloudFormation's !GetAtt": ("a: !GetAtt F.Arn", "ASL1012", 1, 4, "!GetAtt is CloudFormation's"),
    "CloudFormation's !If": ("a: !If [x, y, z]", "ASL1012", 1, 4, "!If is CloudFormation's"),
    "a name twice": ("a: 1\nb: 2\na: 3", "ASL1003", 3, 1, '"a" is written twice'),
    "a mapping as name": ("? {a: 1}\n: 2", "ASL1010", 1, 3, "a name is text"),
    "a list by alias as name": ("a: &x [1]\n*x : 2", "ASL1010", 2, 1, "a name is text"),
    "a merge of text": ("a: {<<: text}", "ASL1010", 1, 5, "<< takes a mapping"),
    "two documents": ("a: 1\n---\nb: 2", "ASL1010", 2, 1, "second document"),
    "a tab": ("a:\n\tb: 1", "ASL1010", 2, 1, "cannot start any token"),
    "two values in a line": ("a: b: c", "ASL1010", 1, 5, "mapping values are not allowed"),
    "a bracket without end": ("a: [1, 2", "ASL1010", 1, 8, "did not find"),
    "a control character": ("a: 1\nb: \x01", "ASL1010", 2, 4, "control character (code 1)"),
    "a raw half of a pair": ("a: \ud800", "ASL1006", 1, 4, "half of a surrogate"),
    "an escaped half of a pair": (r'a: "\ud800"', "ASL1010", 1, 7, "Unicode"),
    "1e400": ("a: 1e400", "ASL1005", 1, 4, "outside the range"),
    "5,000 digits": ("a: " + "7" * 5_000, "ASL1005", 1, 4, "5000 digits"),
    "nothing": ("", "ASL1002", 0, 0, "empty"),
    "only a comment": ("# a: 1\n", "ASL1002", 0, 0, "empty"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "column", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_and_where(
    text: str, code: str, line: int, column: int, words: str
) -> None:
    found = read(text, format="yaml")
    assert found.value is ABSENT
    (problem,) = found.problems
    assert problem.is_error
    assert (problem.code, problem.line or 0, problem.column or 0) == (code, line, column)
    assert words in problem.message


def test_nesting_that_the_parser_refuses_itself_is_nesting_too() -> None:
    """A libyaml with a bound of its own looks ahead so far that it stops before we do, at another column."""
    (problem,) = read("[" * 10_000, format="yaml").problems
    assert (problem.code, problem.line) == ("ASL1004", 1)
    assert "deeper than 300" in problem.message


def test_a_null_document_is_null() -> None:
    assert read("~", format="yaml").value is None
    assert read("---\n...\n", format="yaml").value is None


def test_a_tab_gets_advice() -> None:
    (problem,) = read("a:\n\tb: 1", format="yaml").problems
    assert problem.help == "YAML is indented with spaces"


def test_the_first_fault_does_not_hide_the_warnings_before_it() -> None:
    found = read("a: No\nb: !Sub x\n", format="yaml")
    assert [p.code for p in found.problems] == ["ASL1014", "ASL1012"]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("order.asl.json", "json"), ("order.json", "json"), ("order.asl", "json"), ("<input>", "json"),
        ("order.asl.yaml", "yaml"), ("order.asl.yml", "yaml"), ("order.yaml", "yaml"), ("ORDER.YML", "yaml"),
    ],
)  # fmt: skip
def test_the_name_says_the_format(name: str, format: str) -> None:
    assert read("{}", name=name).format == format


def test_json_is_yaml_too() -> None:
    text = '{"a": [1, 2.5, true, null, "x\\u00e9\\n"], "b": {}}'
    assert read(text, format="yaml").value == read(text).value
