"""CSV as a distributed Map reads it. Recorded rows, and the rules of the AWS guide, "ItemReader", "CSV"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asl.mapdata import csvrows
from asl.mapdata.faults import ReaderFailed

RECORDED = "Value1,Value2,Value3\nValue4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   \n"


def in_pieces(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(0, len(text), length))


def read(text: str, headers: list[str] | None = None, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows, the same however the text is cut, and as many as are counted."""
    rows = list(csvrows.rows([text], delimiter, headers))
    for length in (1, 2, 3, 7):
        assert list(csvrows.rows(in_pieces(text, length), delimiter, headers)) == rows
        assert csvrows.count(in_pieces(text, length), delimiter, headers, 1_000) == len(rows)
    for start in range(len(rows) + 1):
        assert list(csvrows.rows([text], delimiter, headers, start)) == rows[start:]
    return rows


def fields(text: str, delimiter: str = ",") -> list[list[str]]:
    found = list(csvrows.records([text], delimiter))
    for length in (1, 2, 5):
        assert list(csvrows.records(in_pieces(text, length), delimiter)) == found
    return found


# ------------------------------------------------------------------ recorded


def test_headers_that_are_given() -> None:
    assert read(RECORDED, ["H1", "H2", "H3"]) == [
        {"H1": "Value1", "H2": "Value2", "H3": "Value3"},
        {"H1": "Value4", "H2": "Value5", "H3": "Value6"},
        {"H1": "", "H2": "", "H3": ""},
        {"H1": "true", "H2": "1", "H3": "'HelloWorld'"},
        {"H1": "Null", "H2": "None", "H3": ""},
        {"H1": "   ", "H2": "", "H3": ""},
    ]


def test_more_fields_than_headers() -> None:
    rows = read(RECORDED, ["H1"])
    assert rows == [{"H1": v} for v in ("Value1", "Value4", "", "true", "Null", "   ")]


def test_headers_of_the_first_row_in_the_order_of_a_hash_map() -> None:
    text = "0,True,{}\nValue4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   \n"
    rows = read(text)
    assert [list(row.items()) for row in rows[:3]] == [
        [("0", "Value4"), ("{}", "Value6"), ("True", "Value5")],
        [("0", ""), ("{}", ""), ("True", "")],
        [("0", "true"), ("{}", "'HelloWorld'"), ("True", "1")],
    ]


def test_a_header_without_a_name() -> None:
    rows = read("H1,\nValue4,Value5,Value6\n,,,\n   \n")
    assert [list(row.items()) for row in rows] == [
        [("", "Value5"), ("H1", "Value4")],
        [("", ""), ("H1", "")],
        [("", ""), ("H1", "   ")],
    ]


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        pytest.param(RECORDED, ["H1", "H1", "H3"], id="given"),
        pytest.param("a,b,a\n1,2,3\n", None, id="in the first row"),
        pytest.param("a,,\n1,2,3\n", None, id="two without a name"),
    ],
)
def test_duplicate_headers(text: str, headers: list[str] | None) -> None:
    for work in (
        lambda: csvrows.count([text], ",", headers, 10),
        lambda: list(csvrows.rows([text], ",", headers)),
    ):
        with pytest.raises(ReaderFailed) as failed:
            work()
        assert failed.value.cause == "CSV headers cannot contain duplicates."
        assert failed.value.error == "States.ItemReaderFailed"


# ------------------------------------------------------------------ the guide's rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a,b", [["a", "b"]], id="no newline at the end"),
        pytest.param("a,b\n", [["a", "b"]], id="a newline at the end makes no record"),
        pytest.param("a\r\nb\r\n", [["a"], ["b"]], id="newlines of Windows"),
        pytest.param("a\n\nb\n", [["a"], [""], ["b"]], id="an empty line is a record"),
        pytest.param('"a,b",c\n', [["a,b", "c"]], id="a delimiter in quotation marks"),
        pytest.param('"a\nb",c\nd\n', [["a\nb", "c"], ["d"]], id="a newline in quotation marks"),
        pytest.param('"a\n\n\nb"\n', [["a\n\n\nb"]], id="empty lines in quotation marks"),
        pytest.param('"say ""hi""",x\n', [['say "hi"', "x"]], id="marks that are doubled"),
        pytest.param('""\n', [[""]], id="nothing in quotation marks"),
        pytest.param('"","",a\n', [["", "", "a"]], id="nothing, several times"),
        pytest.param('""""\n', [['"']], id="one mark, quoted"),
        pytest.param('"a"b,c\n', [["ab", "c"]], id="more after the closing mark"),
        pytest.param('5" pipe,2\n', [['5" pipe', "2"]], id="a mark among other characters"),
        pytest.param(
            "C:\\\\Program Files\\\\MyApp.exe,6534512\n",
            [["C:\\Program Files\\MyApp.exe", "6534512"]],
            id="the guide's example: backslashes that are doubled",
        ),
        pytest.param("a\\,b,c\n", [["a,b", "c"]], id="a backslash before the delimiter"),
        pytest.param('\\"a\\",b\n', [['"a"', "b"]], id="a backslash before a mark"),
        pytest.param('"a\\"b",c\n', [['a"b', "c"]], id="a backslash before a mark, quoted"),
        pytest.param(
            "a\\nb,\\x\n", [["anb", "x"]], id="a backslash before anything else is dropped"
        ),
        pytest.param("a\\\nb\n", [["a"], ["b"]], id="a backslash before a newline"),
        pytest.param("a\\", [["a"]], id="a backslash at the end"),
        pytest.param("é,日本,😀\n", [["é", "日本", "😀"]], id="any characters"),
        pytest.param("", [], id="nothing at all"),
    ],
)
def test_fields(text: str, found: list[list[str]]) -> None:
    assert fields(text) == found


@pytest.mark.parametrize("name", ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])
def test_delimiters(name: str) -> None:
    mark = csvrows.DELIMITERS[name]
    assert fields(f'a{mark}"b{mark}c"{mark}d\\{mark}e\n', mark) == [["a", f"b{mark}c", f"d{mark}e"]]
    others = "".join(each for each in csvrows.DELIMITERS.values() if each != mark)
    assert fields(f"a{others}b\n", mark) == [[f"a{others}b"]]


def test_a_table_without_rows() -> None:
    assert read("a,b\n") == []
    assert read("") == []


def test_a_header_in_quotation_marks_over_two_lines() -> None:
    assert read('"a\nb",c\n1,2\n') == [{"a\nb": "1", "c": "2"}]


def test_a_byte_order_mark_is_part_of_the_first_name() -> None:
    """Names are taken as they stand."""
    assert list(read("\ufeffid\n1\n")[0]) == ["\ufeffid"]


def test_count_stops_where_nobody_looks_further() -> None:
    text = 'a\n1\n2\n"never closed\n'
    assert csvrows.count([text], ",", None, 2) == 2


@pytest.mark.parametrize(
    "text",
    ['a\n"b', 'a\n1\n"b\n\n', '"a\n', 'a\n1,"x""'],
    ids=["row", "later", "header", "doubled"],
)
def test_a_mark_without_its_pair(text: str) -> None:
    with pytest.raises(ReaderFailed, match="inside quotation marks"):
        csvrows.count([text], ",", None, 100)
    with pytest.raises(ReaderFailed, match="inside quotation marks"):
        list(csvrows.rows([text], ",", None))


def test_a_record_that_is_too_long() -> None:
    piece = "x" * 1_000_000
    for texts in ([piece] * 9, ['"', *[f"{piece}\n"] * 9], [f"{piece * 9}\nb\n"]):
        with pytest.raises(ReaderFailed, match="more than 8388608 bytes"):
            csvrows.count(iter(texts), ",", ["h"], 100)
        with pytest.raises(ReaderFailed, match="more than 8388608 bytes"):
            for _ in csvrows.rows(iter(texts), ",", ["h"]):
                pass


def test_headers_that_are_too_long() -> None:
    with pytest.raises(ReaderFailed, match="10240 bytes"):
        csvrows.count([""], ",", ["h" * 10_241], 1)


# ------------------------------------------------------------------ Java's order


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        # Hash codes as java.lang.String documents them: s[0]*31^(n-1) + … + s[n-1].
        pytest.param(["b", "a"], ["a", "b"], id="97 and 98 in the slots 1 and 2"),
        pytest.param(["p", "a"], ["p", "a"], id="112 is in slot 0"),
        pytest.param(["Aa", "BB"], ["Aa", "BB"], id="equal hash codes keep their order"),
        pytest.param(["BB", "Aa"], ["BB", "Aa"], id="and the other way round"),
        pytest.param(
            [chr(97 + at) for at in range(12)],
            list("pabcdefghijkl"[1:]),
            id="twelve keys fit in sixteen slots",
        ),
        pytest.param(
            [*"ABCDEFGHIJKL", "`"],
            ["`", *"ABCDEFGHIJKL"],
            id="thirteen need thirty-two: 96 is in slot 0, 65 in slot 1",
        ),
    ],
)
def test_hash_map_order(keys: list[str], order: list[str]) -> None:
    assert [keys[at] for at in csvrows.hash_map_order(keys)] == order
