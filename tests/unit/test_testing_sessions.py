"""Observers of runs: told before the first state and after the last, once each, wherever the definition came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import asl
from asl.testing import sessions
from asl.testing.sessions import Seen

DEFINITION = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
TASK = {
    "StartAt": "A",
    "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": True}},
}


class Notes:
    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.last: Seen | None = None

    def began(self, seen: Seen) -> None:
        self.said.append(("began", seen.run.status))

    def ended(self, seen: Seen) -> None:
        self.said.append(("ended", seen.run.status))
        self.last = seen


@pytest.fixture
def notes() -> Iterator[Notes]:
    told = Notes()
    leave = sessions.join(told)
    yield told
    leave()
    leave()  # twice is no mistake


def test_a_run_is_told_of_before_and_after(notes: Notes) -> None:
    asl.simulate(DEFINITION)
    assert notes.said == [("began", "PENDING"), ("ended", "SUCCEEDED")]


def test_a_run_that_raised_is_told_of(notes: Notes) -> None:
    with pytest.raises(asl.UnansweredTask):
        asl.simulate(TASK)
    assert notes.said == [("began", "PENDING"), ("ended", "RUNNING")]


def test_after_leaving_nothing_is_told(notes: Notes) -> None:
    other = Notes()
    sessions.join(other)()
    asl.simulate(DEFINITION)
    assert other.said == []


def test_the_origin_of_a_file(
    notes: Notes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(DEFINITION).replace("Pass", "${Kind}")
    (tmp_path / "m.asl.json").write_text(text)
    monkeypatch.chdir(tmp_path)
    program = asl.load(Path("m.asl.json"), defines={"Kind": "Pass"})
    asl.simulate(program)
    seen = notes.last
    assert seen is not None
    assert seen.program is program
    assert (seen.path, seen.text, seen.defines) == (
        str(tmp_path / "m.asl.json"),
        text,
        {"Kind": "Pass"},
    )


def test_the_origin_of_a_value(notes: Notes) -> None:
    asl.simulate(DEFINITION)
    assert notes.last is not None
    assert notes.last.path is None
    assert json.loads(notes.last.text or "") == DEFINITION


def test_what_an_observer_raises_is_raised(notes: Notes) -> None:
    class Broken(Notes):
        def ended(self, seen: Seen) -> None:
            raise RuntimeError("the count is lost")

    leave = sessions.join(Broken())
    try:
        with pytest.raises(RuntimeError, match="the count is lost"):
            asl.simulate(DEFINITION)
    finally:
        leave()


def test_one_name_in_two_folders_is_two_files(
    notes: Notes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        Path("m.asl.json").write_text(json.dumps(DEFINITION))
        asl.simulate(Path("m.asl.json"))
        assert notes.last is not None
        assert notes.last.path == str(tmp_path / folder / "m.asl.json")
