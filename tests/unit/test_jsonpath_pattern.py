"""Which patterns `=~` takes, and what they cost."""

from __future__ import annotations

import pytest

from asl.query.jsonpath.pattern import compile_pattern
from asl.query.jsonpath.terms import PathSyntaxError


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "matches"),
    [
        ("SBJ.*?", "i", "sbj00012", True),
        ("SBJ.*?", "", "sbj00012", False),
        ("foo", "", "a foo", False),
        (".*foo.*bar.*", "", "a foo, a bar.", True),
        (".*foo.*bar.*", "", "a bar, a foo.", False),
        (".+b.+", "", "abc", True),
        (".+b.+", "", "bc", False),
        ("a.c", "", "a\nc", False),
        ("a.c", "s", "a\nc", True),
        (r"\d+", "", "١٢", False),
        (r"\d+", "U", "١٢", True),
        ("é", "i", "É", False),
        ("é", "iu", "É", True),
        ("(p|q)+", "", "pqp", True),
        ("(?i)abc", "", "ABC", True),
        ("a b # comment", "x", "ab", True),
        ("[^]]*", "", "abc", True),
    ],
)
def test_matching(pattern: str, flags: str, text: str, matches: bool) -> None:
    assert bool(compile_pattern(pattern, flags, 0).expression.fullmatch(text)) is matches


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a*)*b", "(a|a)*b", "(a|ab)*c", "(a?){30}", "(x+x+)+y", "((a{1,9}){1,9}){1,9}",
     r"(a)\1", r"\k<n>", "(?=a)b", "(?<!a)b", "a?" * 20, "(", "*a", r"\p{L}", "[a[b]]", "[a&&b]"],
)  # fmt: skip
def test_refused(pattern: str) -> None:
    with pytest.raises(PathSyntaxError):
        compile_pattern(pattern, "", 0)


def test_ignoring_case_makes_alternatives_alike() -> None:
    compile_pattern("(a|A)*b", "", 0)
    with pytest.raises(PathSyntaxError):
        compile_pattern("(a|A)*b", "i", 0)


@pytest.mark.parametrize(
    ("pattern", "degree"),
    [("abc", 0), ("a.*", 1), (".*a.*b.*c.*", 1), ("[a-z]+[0-9]+", 2), (".*a?.*", 2)],
)
def test_the_degree_of_the_cost(pattern: str, degree: int) -> None:
    assert compile_pattern(pattern, "", 0).unbounded == degree
