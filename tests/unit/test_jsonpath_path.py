"""What is a path, what is a reference path, and where a text stops being one."""

from __future__ import annotations

import pytest

from asl.query.jsonpath.path import (
    Dialect,
    PathSyntaxError,
    is_reference_path,
    parse_path,
    parse_reference_path,
)

LIBRARY = Dialect(older_forms=False, unescapes_names=True)


# Shapes counted in public definitions; the right side is how the library writes the path back.
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("$", "$"),
        ("$.a.b", "$['a']['b']"),
        ("$.detail-type", "$['detail-type']"),
        ("$.a_1.日本", "$['a_1']['日本']"),
        ("$.[0].a", "$[0]['a']"),
        ("$.a.[0].b", "$['a'][0]['b']"),
        ("$.[*].a", "$[*]['a']"),
        ("$.[?(@.a > 0)]", "$[?]"),
        ("$.a[-2]", "$['a'][-2]"),
        ("$.a[ 0 ]", "$['a'][0]"),
        ("$.a[3:]", "$['a'][3:]"),
        ("$[:2]", "$[:2]"),
        ("$[1:2:5]", "$[1:2]"),
        ("$[:].a", "$[:]['a']"),
        ("$[(@.length-1)].a", "$[-1]['a']"),
        ("$.a[0,2]", "$['a'][0,2]"),
        ("$.a[*][*][*]", "$['a'][*][*][*]"),
        ("$.a.*", "$['a'][*]"),
        ("$['a b']['c.d']", "$['a b']['c.d']"),
        ('$["a"]', '$["a"]'),
        ("$.[*].['a', 'b']", "$[*]['a','b']"),
        ("$.a['b'].c", "$['a']['b']['c']"),
        ("$..a[?(@.b)]", "$..['a'][?]"),
        ("$.a[?(@.b =~ /SBJ.*?/i)].c", "$['a'][?]['c']"),
        ("$.a[?(@.b ==error)]", "$['a'][?]"),
        ("$.a[?(@.b==false)].c", "$['a'][?]['c']"),
        ("$.a[?(@.b == $.c.d)].e", "$['a'][?]['e']"),
        ("$.a[?(@.b == 's' && @.c<5)]", "$['a'][?]"),
        ("$.a ", "$['a']"),
        ("$.a.length()", "$['a'].length()"),
        ("$.sum($.a[0],$.b)", "$.sum(...)"),
        ("$..a.length()", "$.length(...)"),
    ],
)
def test_accepted(text: str, written: str) -> None:
    path = parse_path(text)
    assert (path.root, path.fragment()) == ("input", written)


@pytest.mark.parametrize(
    ("text", "root", "variable", "written"),
    [
        ("$$", "context", "", "$"),
        ("$$.Execution.Input['Key']", "context", "", "$['Execution']['Input']['Key']"),
        ("$$[0]", "context", "", "$[0]"),
        ("$$.Execution.Name ", "context", "", "$['Execution']['Name']"),
        ("$x", "variable", "x", "$"),
        ("$änder_1.b[0]", "variable", "änder_1", "$['b'][0]"),
        ("$items[*].id", "variable", "items", "$[*]['id']"),
    ],
)
def test_roots(text: str, root: str, variable: str, written: str) -> None:
    path = parse_path(text)
    assert (path.root, path.variable, path.fragment()) == (root, variable, written)


@pytest.mark.parametrize(
    ("text", "definite"),
    [
        ("$.a.b[0]", True),
        ("$.a['b','c']", True),
        ("$.a['b','c'].d", False),
        ("$.a[0,1]", False),
        ("$.a[1:]", False),
        ("$.a.*", False),
        ("$..a", False),
        ("$.a[?(@.b)]", False),
        ("$.a.length()", True),
        ("$.a[*].length()", False),
        ("$..a.length()", True),
    ],
)
def test_definite(text: str, definite: bool) -> None:
    assert parse_path(text).definite is definite


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("a.b", 0, "begins with"),
        ("", 0, "begins with"),
        ("$.", 1, "ends in a dot"),
        ("$.a.", 3, "ends in a dot"),
        ("$..", 2, "ends in a dot"),
        ("$...a", 3, "one dot too many"),
        ("$ .a", 1, "expected after the root"),
        ("$.a b", 3, "blank"),
        ("$[", 1, "in brackets"),
        ("$[]", 1, "in brackets"),
        ("$.a[b]", 3, "in brackets"),
        ("$.a['b", 4, "not closed"),
        ("$['a',]", 6, "a name in '"),
        ("$['a' x]", 5, '"," or "]"'),
        ("$[1.5]", 1, "not an index"),
        ("$[1,]", 1, "index is missing"),
        ("$[99999999999]", 1, "too large"),
        ("$[*", 1, "not closed"),
        ("$.a[?(@.x == 1)", 3, "not closed"),
        ("$.a[?(@.x = 1)]", 10, "not an operator"),
        ("$.a[?()]", 6, "ends where a value"),
        ("$.a[?(@.x == 'b)]", 3, "not closed"),
        ("$.a[?(true)]", 6, "must exist"),
        ("$.a[?]", 3, "written"),
        ("$.a[?(@.b =~ /(x+)+/)]", 18, "for ever"),
        (r"$.a[?(@.b =~ /(x)\1/)]", 17, "back-references"),
        ("$.a.shuffle()", 4, "not a function"),
        ("$.a.length().b", 12, "nothing may follow"),
        ("$_x", 1, "letter"),
        ("$1x", 1, "letter"),
        ("$x y", 2, "expected after the root"),
    ],
)
def test_refused(text: str, position: int, words: str) -> None:
    with pytest.raises(PathSyntaxError) as e:
        parse_path(text)
    assert words in e.value.message
    assert e.value.position == position


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("$" + ".a" * 501, id="steps"),
        pytest.param("$[?(" + "(" * 40 + "@.a" + ")" * 40 + ")]", id="parentheses"),
        pytest.param("$[?(" + "!" * 40 + "(@.a))]", id="negations"),
        pytest.param("$" + "[?(@" * 40 + ")]" * 40, id="filters in filters"),
        pytest.param("$.sum(" * 40 + ")" * 40, id="functions in functions"),
        pytest.param("$[?(@ == " + "[" * 40 + "]" * 40 + ")]", id="a nested value"),
    ],
)
def test_pathological_depths_are_refused(text: str) -> None:
    with pytest.raises(PathSyntaxError, match=r"deeply|steps"):
        parse_path(text)


@pytest.mark.parametrize("text", ["$[:].a", "$[(@.length-1)]", "$[?(@.a == b)]"])
def test_older_forms_belong_to_aws_only(text: str) -> None:
    parse_path(text)
    with pytest.raises(PathSyntaxError):
        parse_path(text, LIBRARY)


def test_a_backslash_in_a_quoted_name() -> None:
    """Recorded: AWS finds the key `Test\\""Name"` by this path; the library would look for `Test""Name"`."""
    text = '$[\'Test\\""Name"\']'
    assert parse_path(text).segments[0].names == ('Test\\""Name"',)
    assert parse_path(text, LIBRARY).segments[0].names == ('Test""Name"',)
    assert parse_path("$['it\\'s']").segments[0].names == ("it's",)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("$", "$"),
        ("$.a.b", "$['a']['b']"),
        ("$.a[0]['b c']", "$['a'][0]['b c']"),
        ("$[0].a ", "$[0]['a']"),
        (r"$.store\.book", "$['store.book']"),
        (r"$.a\[b", "$['a[b']"),
        ("$x.y", "$['y']"),
        ("$$.Map.Item.Value", "$['Map']['Item']['Value']"),
    ],
)
def test_reference_paths(text: str, written: str) -> None:
    assert parse_reference_path(text).fragment() == written
    assert is_reference_path(text)


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("$.a[*]", 3, "wildcard"),
        ("$.a.*", 4, "wildcard"),
        ("$..a", 1, "deep scan"),
        ("$.a[1:2].b", 3, "slice"),
        ("$.a[?(@.b)]", 3, "filter"),
        ("$['a','b']", 1, "several names"),
        ("$.a[0,1]", 3, "several indices"),
        ("$.a.length()", 4, "function"),
    ],
)
def test_what_is_no_reference_path(text: str, position: int, reason: str) -> None:
    with pytest.raises(PathSyntaxError, match=reason) as e:
        parse_reference_path(text)
    assert e.value.position == position
    assert not is_reference_path(text)
