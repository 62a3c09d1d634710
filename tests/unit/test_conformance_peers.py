"""Counts of other projects: kept without what cases expected, read back, shown in their column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.__main__ import main
from conformance.compare_targets import Count, Result, tables
from conformance.peers import Peer, keep, peers

RESULT = Result("cases", "other 1.0", {"map": Count(1, 3, 2)}, ["map/a", "map/b"], {"takes … s": 2})


def test_what_is_kept_are_counts(tmp_path: Path) -> None:
    keep(tmp_path / "other.json", [RESULT], "2026-01-31", "Started by hand.")
    assert "map/a" not in (tmp_path / "other.json").read_text("utf-8")
    assert peers(tmp_path) == [
        Peer("other 1.0", "2026-01-31", "Started by hand.", (RESULT._replace(failures=()),))
    ]


def test_results_of_two_targets_are_not_one_project(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"not of \['another', 'other 1.0'\]"):
        keep(tmp_path / "x.json", [RESULT, RESULT._replace(target="another")], "2026-01-31", "")


@pytest.mark.parametrize("text", ["{", "[]", '{"target": "x"}', '{"target": 1, "results": [1]}'])
def test_a_file_that_holds_something_else(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ValueError, match=r"x\.json is no peer's counts"):
        peers(tmp_path)


def test_the_command(tmp_path: Path) -> None:
    result = {
        "suite": "cases",
        "target": "other 1.0",
        "areas": {"map": Count(1, 3, 2)._asdict()},
        "failures": [{"id": "map/a", "why": "expected 1"}],
        "not_applicable": [{"id": "map/c", "why": "takes 20 s"}],
    }
    (tmp_path / "result.json").write_text(json.dumps(result))
    kept = tmp_path / "kept" / "other.json"
    kept.parent.mkdir()
    asked = ["keep", str(tmp_path / "result.json"), "--how", "By hand.", "--measured", "2026-01-31"]
    found = CliRunner().invoke(main, [*asked, "-o", str(kept)])
    assert (found.exit_code, found.output) == (0, "")
    (peer,) = peers(kept.parent)
    assert peer.results[0].reasons == {"takes … s": 1}


def test_those_that_are_kept_here_have_their_column() -> None:
    kept = peers()
    assert kept
    for peer in kept:
        assert {result.suite for result in peer.results} == {"cases", "recorded"}
        for result in peer.results:
            head = next(tables([result]))
            assert head == f"| area | {peer.target} |"
