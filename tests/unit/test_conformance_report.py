"""Outcomes, their count, and how they are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.__main__ import Share
from conformance.report import Outcome, Report, from_pairs

OUTCOMES = [
    Outcome("a", "passed"),
    Outcome("b", "failed", "because\nof that"),
    Outcome("c", "not applicable", "no tea"),
    Outcome("later:d", "failed", "a pass here"),
    Outcome("later:e", "passed"),
]


def test_a_report_counts() -> None:
    report = Report(OUTCOMES)
    assert (report.passed, report.total) == (1, 2)
    assert list(report.lines(verbose=False)) == [
        "not applicable 1",
        "later than the language's version: as it should be 1 of 2",
        "passed 1 of 2",
    ]
    assert "    of that" in list(report.lines(verbose=True))


@pytest.mark.parametrize(("share", "met"), [(0.5, True), (0.51, False), (0, True), (1, False)])
def test_a_share(share: float, met: bool) -> None:
    assert Report(OUTCOMES).meets(share) is met


def test_an_empty_suite_meets_nothing() -> None:
    assert not Report([]).meets(0)


def test_a_report_as_json(tmp_path: Path) -> None:
    Report(OUTCOMES).write(tmp_path / "r.json", suite="cases", target="here")
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert data["passed"] == 1
    assert data["total"] == 2
    assert data["failures"] == [{"id": "b", "why": "because\nof that"}]
    assert data["not_applicable"] == [{"id": "c", "why": "no tea"}]


def test_readers_pairs() -> None:
    assert from_pairs([("a", None), ("b", "x")]) == [
        Outcome("a", "passed"),
        Outcome("b", "failed", "x"),
    ]


@pytest.mark.parametrize(
    ("text", "share"), [("0.97", 0.97), ("97", 0.97), ("97%", 0.97), ("1", 1.0), ("1%", 0.01)]
)
def test_shares_as_people_write_them(text: str, share: float) -> None:
    assert Share().convert(text, None, None) == pytest.approx(share)
