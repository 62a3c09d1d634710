"""What other tools and people read: LCOV, Cobertura, the page, lines; every figure worked out from the definition below."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from asl.graph.drawing import Drawing
from asl.hosts.mock_values import raises, sequence
from asl.observe.coverage import Coverage, report
from asl.observe.coverage.cobertura import cobertura
from asl.observe.coverage.html import html
from asl.observe.coverage.lcov import lcov
from asl.observe.coverage.lines import Condition, lines_of
from asl.observe.coverage.marks import marks_of
from asl.observe.coverage.totals import Count
from asl.testing.simulate import simulate

JSON = Any
# Lines count from 1: StartAt is line 2.
TEXT = """\
{
  "StartAt": "Route",
  "States": {
    "Route": {
      "Type": "Choice",
      "Choices": [
        {"Variable": "$.n", "NumericEquals": 1,
         "Next": "Charge"},
        {"Variable": "$.n", "NumericEquals": 2, "Next": "Done"}
      ],
      "Default": "Done"
    },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "TimeoutSeconds": 30,
      "Parameters": {"FunctionName": "charge"},
      "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}],
      "Next": "Done"
    },
    "Done": {"Type": "Succeed"}
  }
}
"""


@pytest.fixture
def coverage(tmp_path: Path) -> Coverage:
    """n = 1 twice (once well, once with a retry) and n = 3 once."""
    path = tmp_path / "machines" / "order.asl.json"
    path.parent.mkdir()
    path.write_text(TEXT)
    made = Coverage()
    for n, answer in ((1, {}), (1, sequence(raises("E"), {})), (3, {})):
        made.add(simulate(path, {"n": n}, mocks={"Charge": answer}))
    made.rename(lambda name: name.removeprefix(f"{tmp_path}/"))
    return made


# line: (hits, [hits of its conditions])
LINES: dict[int, tuple[int, list[int]]] = {
    2: (3, []),  # the machine is started
    4: (3, []),  # Route
    7: (2, [2, 1]),  # the first rule: true, false
    8: (2, []),  # its Next
    9: (0, [0, 1]),  # the second rule was never true; its Next stands here and never ran
    11: (1, [1]),  # Default
    13: (2, []),  # Charge
    16: (0, [0]),  # TimeoutSeconds never ran out
    18: (1, [1, 0]),  # fired, never used up
    19: (0, [0]),  # caught nothing
    20: (2, []),  # Next
    22: (3, []),  # Done
}


def test_lines_and_their_conditions(coverage: Coverage) -> None:
    (one,) = coverage.machines
    found = {
        line.number: (line.hits, [condition.hits for condition in line.conditions])
        for line in lines_of(one)
    }
    assert found == LINES


def test_several_states_on_one_line_hide_nothing() -> None:
    coverage = Coverage()
    machine = {
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}},
    }
    coverage.expect("m.asl.json", json.dumps(machine))
    (line,) = lines_of(coverage.machines[0])
    assert line.conditions == (
        Condition("start → A", 0),
        Condition("A: state", 0),
        Condition("A: → B", 0),
        Condition("B: state", 0),
    )


def test_lcov(coverage: Coverage) -> None:
    text = lcov(coverage)
    assert text.startswith(
        "TN:\nSF:machines/order.asl.json\nFN:4,Route\nFN:13,Charge\nFN:22,Done\n"
    )
    assert text.endswith("end_of_record\n")
    rows = [line.split(":", 1) for line in text.splitlines() if ":" in line]
    lines = {
        int(n): int(hits) for kind, row in rows if kind == "DA" for n, hits in [row.split(",")]
    }
    assert lines == {number: hits for number, (hits, _) in LINES.items()}
    branches: dict[int, list[str]] = {}
    for kind, row in rows:
        if kind == "BRDA":
            number, _, _, taken = row.split(",")
            branches.setdefault(int(number), []).append(taken)
    assert branches == {
        7: ["2", "1"],
        9: ["-", "1"],
        11: ["1"],
        16: ["-"],
        18: ["1", "0"],
        19: ["-"],
    }
    figures = {
        kind: int(row) for kind, row in rows if kind in ("FNF", "FNH", "BRF", "BRH", "LF", "LH")
    }
    assert figures == {"FNF": 3, "FNH": 3, "BRF": 9, "BRH": 5, "LF": 12, "LH": 9}


def test_cobertura(coverage: Coverage) -> None:
    root = ElementTree.fromstring(cobertura(coverage, version="asl 1", at_ms=7, root="/src"))
    assert (root.get("lines-covered"), root.get("lines-valid")) == ("9", "12")
    assert (root.get("branches-covered"), root.get("branches-valid")) == ("5", "9")
    assert (root.get("line-rate"), root.get("timestamp"), root.get("version")) == (
        "0.75",
        "7",
        "asl 1",
    )
    assert [source.text for source in root.iter("source")] == ["/src"]
    (package,) = root.iter("package")
    (class_,) = root.iter("class")
    assert (package.get("name"), class_.get("name"), class_.get("filename")) == (
        "machines",
        "order.asl.json",
        "machines/order.asl.json",
    )
    assert [method.get("name") for method in root.iter("method")] == ["Route", "Charge", "Done"]
    lines = class_.findall("./lines/line")
    assert {int(line.get("number", "")): int(line.get("hits", "")) for line in lines} == {
        number: hits for number, (hits, _) in LINES.items()
    }
    rates = {line.get("number"): line.get("condition-coverage") for line in lines}
    assert (rates["7"], rates["9"], rates["16"], rates["2"]) == (
        "100% (2/2)",
        "50% (1/2)",
        "0% (0/1)",
        None,
    )


def test_machines_that_are_in_no_file_are_in_no_report_of_files() -> None:
    coverage = Coverage()
    coverage.add(simulate({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}))
    assert lcov(coverage) == ""
    assert "<class " not in cobertura(coverage)


class _Page(HTMLParser):
    """The page's elements, what it links to, and whether what opens closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(named["id"] or "")
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page_of(coverage: Coverage) -> _Page:
    page = _Page()
    page.feed(html(coverage))
    page.close()
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    return page


def test_the_page_stands_alone(coverage: Coverage) -> None:
    page = page_of(coverage)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert not page.tags & {"script", "link", "img", "iframe", "object"}
    text = html(coverage)
    # The namespace of SVG is a name, not a place.
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text.replace(TEXT, ""))
    assert "prefers-color-scheme: dark" in text


def test_the_page_shows_every_line_and_miss(coverage: Coverage) -> None:
    text = html(coverage)
    for number, line in enumerate(TEXT.splitlines(), 1):
        row = re.search(rf'<span id="m0-{number}"( class="([\w-]+)")?[^>]*>', text)
        assert row, line
        hits, conditions = LINES.get(number, (None, []))
        expected = (
            None
            if hits is None
            else "l-miss"
            if hits == 0
            else "l-part"
            if 0 in conditions
            else "l-hit"
        )
        assert row[2] == expected, line
    for miss in coverage.missed(brief=True):
        assert f"<b>{miss.why}</b>" in text
    assert '<a href="#m0-16">16</a>' in text


HOSTILE = "</script></style></pre><img src=x onerror=alert(1)>&\"'"


def test_names_and_texts_do_no_harm(tmp_path: Path) -> None:
    name = HOSTILE[:80]
    machine = {
        "Comment": HOSTILE,
        "QueryLanguage": "JSONata",
        "StartAt": name,
        "States": {
            name: {
                "Type": "Choice",
                "Choices": [
                    {"Condition": f"{{% $states.input.x = '{HOSTILE[:40]}' %}}", "Next": "Z"}
                ],
                "Default": "Z",
            },
            "Z": {"Type": "Succeed"},
        },
    }
    coverage = Coverage()
    coverage.add(simulate(machine, {"x": 1}, machine_name=None))
    covered = coverage.expect("a<b>&.asl.json", json.dumps(machine, indent=1))
    covered.notes.append(HOSTILE)
    page = page_of(coverage)
    assert not page.tags & {"img", "script"}
    assert name in "".join(page.texts)
    root = ElementTree.fromstring(cobertura(coverage))
    assert name in [method.get("name") for method in root.iter("method")]
    assert f"FN:6,{name}\n" in lcov(coverage)


def test_a_page_without_machines() -> None:
    page = page_of(Coverage())
    assert "0%" in "".join(page.texts)


@pytest.mark.parametrize(
    ("count", "wanted", "told"),
    [
        pytest.param(Count(9, 10), 90, "coverage 90% ≥ 90%", id="just enough"),
        pytest.param(
            Count(9, 10), 90.5, "FAIL coverage 90% < 90.5%: 9 of 10 points", id="too little"
        ),
        pytest.param(
            Count(9_999, 10_000),
            100,
            "FAIL coverage 99.99% < 100%: 9999 of 10000 points",
            id="nearly all",
        ),
        pytest.param(Count(1, 3), 33.33, "coverage 33.33% ≥ 33.33%", id="a third"),
        pytest.param(
            Count(0, 0),
            0,
            "FAIL coverage: no state machine was run, and 0% is wanted",
            id="nothing",
        ),
    ],
)
def test_the_verdict(count: Count, wanted: float, told: str) -> None:
    assert report.verdict(count, wanted) == told
    assert report.is_enough(count, wanted) is not told.startswith("FAIL")


def test_marks_of_the_picture(coverage: Coverage) -> None:
    (one,) = coverage.machines
    machine = one.machine
    assert machine is not None
    marks = marks_of(one, Drawing(machine))
    assert {key: (mark.level, mark.count) for key, mark in marks.nodes.items()} == {
        "/States/Route": ("part", 3),
        "/States/Charge": ("part", 2),
        "/States/Done": ("hit", 3),
    }
    assert marks.nodes["/States/Route"].note == "Choices[1] ($.n = 2) never true"
    assert {key: (mark.level, mark.count) for key, mark in marks.edges.items()} == {
        ("", "start", 0): ("hit", 3),
        ("/States/Route", "choice", 0): ("hit", 2),
        ("/States/Route", "choice", 1): ("missed", None),
        ("/States/Route", "default", 0): ("hit", 1),
        ("/States/Charge", "next", 0): ("hit", 2),
        ("/States/Charge", "catch", 0): ("missed", None),
        ("/States/Done", "end", 0): ("hit", 3),
    }
