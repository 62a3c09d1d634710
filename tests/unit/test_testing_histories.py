"""Histories without what differs from run to run, and snapshots of them in files of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bench_machines import APPROVAL, REMIND

from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from asl.testing.histories import History, redacted
from asl.testing.snapshots import FOLDER, Snapshot

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def history(*details: Any) -> list[dict[str, Any]]:
    """One event a second, with one detail each."""
    return [{"timestamp": BEGIN + timedelta(seconds=n), "detail": d} for n, d in enumerate(details)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (7, 7),
        ("plain", "plain"),
        ("2026-01-01T00:00:01Z", "<+1s>"),
        ("2026-01-01T00:00:01.250Z", "<+1.25s>"),
        ("2026-01-01T01:00:01+01:00", "<+1s>"),
        ("at 2026-01-01T00:00:00Z, then", "at <+0s>, then"),
        ("2031-05-05T00:00:00Z", "2031-05-05T00:00:00Z"),
        ("2025-12-31T23:59:59Z", "2025-12-31T23:59:59Z"),
        ("6f1c0c5e-9d3f-4b57-8a51-0d7a5f1f2c11", "<uuid 1>"),
        (["6f1c0c5e-9d3f-4b57-8a51-0d7a5f1f2c11"] * 2, ["<uuid 1>"] * 2),
        ({"id-6f1c0c5e-9d3f-4b57-8a51-0d7a5f1f2c11": 1}, {"id-<uuid 1>": 1}),
        ("arn:aws:states:us-east-1:123456789012:execution:order:run-2",
         "arn:aws:states:us-east-1:123456789012:execution:order:<execution>"),
        ("arn:aws:states:us-east-1:123456789012:stateMachine:order",
         "arn:aws:states:us-east-1:123456789012:stateMachine:order"),
        ("aB3" * 40 + "==", "<token 1>"),
        ("x" * 120, "x" * 120),
        ("arn:aws:lambda:us-east-1:123456789012:function:" + "a1" * 30, "arn:aws:lambda:us-east-1:123456789012:function:" + "a1" * 30),
    ],
)  # fmt: skip
def test_what_stands_for_what(given: JSON, shown: JSON) -> None:
    assert redacted(history(given, 0, 0, 0))[0] == {"timestamp": "<+0s>", "detail": shown}


def test_equal_ids_stay_equal() -> None:
    one, two = "6f1c0c5e-9d3f-4b57-8a51-0d7a5f1f2c11", "0d7a5f1f-2c11-4b57-8a51-6f1c0c5e9d3f"
    shown: list[Any] = redacted(history(one, two, f"{two} {one}"))
    assert [event["detail"] for event in shown] == ["<uuid 1>", "<uuid 2>", "<uuid 2> <uuid 1>"]


def test_texts_that_are_json_are_shown_as_values() -> None:
    shown: list[Any] = redacted([{"input": '{"a": 1.0}', "output": "[1", "cause": '{"b":2}'}])
    assert shown == [{"input": {"a": 1.0}, "output": "[1", "cause": '{"b":2}'}]


def test_the_same_machine_at_another_time_has_the_same_history(tmp_path: Path) -> None:
    def run(now: str, name: str, seed: int, wait: str = "a") -> Any:
        bench = Bench(tmp_path, tmp_path)
        bench.clock.set(now)
        found = bench(APPROVAL, seed=seed).start({"id": 7}, name=name)
        found.token("Approve").succeed({"at": now, "by": wait})
        bench.clock.advance(days=1)
        return found.history

    first = run("2026-01-05T09:00:00Z", "one", 1)
    other = run("2027-03-01T00:00:00Z", "two", 2)
    assert first != other
    assert first.redacted() == other.redacted()
    assert run("2026-01-05T09:00:00Z", "one", 1) == first
    assert run("2026-01-05T09:00:00Z", "one", 1, "b").redacted() != first.redacted()


def test_a_wait_that_has_become_longer_is_seen(tmp_path: Path) -> None:
    longer = json.loads(json.dumps(REMIND))
    longer["States"]["Three days"]["Seconds"] += 1
    shown = [
        Bench(tmp_path, tmp_path)(each, mocks={"Remind": {}}).run({"id": "7"}).history.redacted()
        for each in (REMIND, longer)
    ]
    assert shown[0] != shown[1]


def test_a_history_is_a_list() -> None:
    events = history(1, 2)
    assert History(events) == events
    assert events == History(events)
    assert History(events) != events[:1]
    with pytest.raises(TypeError):
        hash(History(events))


def snapshot(tmp_path: Path, name: str = "test_it", *, updates: bool = False) -> Snapshot:
    return Snapshot(tmp_path / "test_x.py", name, updates=updates)


def test_a_snapshot_is_written_when_asked_for_and_compared(tmp_path: Path) -> None:
    missing = snapshot(tmp_path)
    assert not (History(history(1)) == missing)  # noqa: SIM201
    path = tmp_path / FOLDER / "test_x" / "test_it.json"
    assert missing.difference == [f"there is no snapshot {path}: write it with pytest --asl-update"]
    assert not path.exists()
    assert History(history(1)) == snapshot(tmp_path, updates=True)
    assert json.loads(path.read_text()) == [{"timestamp": "<+0s>", "detail": 1}]
    assert History(history(1)) == snapshot(tmp_path)
    changed = snapshot(tmp_path)
    assert not (History(history(2)) == changed)  # noqa: SIM201
    assert changed.difference[0].startswith(f"it is not as in {path}")
    assert '-  "detail": 1' in changed.difference
    assert '+  "detail": 2' in changed.difference


def test_snapshots_of_values_and_of_either_side(tmp_path: Path) -> None:
    assert snapshot(tmp_path, updates=True) == {"a": [1, None]}
    assert snapshot(tmp_path) == {"a": [1, None]}
    assert snapshot(tmp_path) == {"a": [1, None]}
    assert not (snapshot(tmp_path) == {"a": [True, None]})  # noqa: SIM201
    with pytest.raises(UsageError, match="is not JSON"):
        assert {1, 2} == snapshot(tmp_path)


def test_a_history_on_the_other_side(tmp_path: Path) -> None:
    assert snapshot(tmp_path, updates=True) == History(history(1))
    assert History(history(1)) == snapshot(tmp_path)


@pytest.mark.parametrize(
    "use",
    [
        lambda kept: kept != {"a": 1},
        lambda kept: {"a": 1} != kept,  # noqa: SIM300
        lambda kept: History(history(1)) != kept,
        lambda kept: bool(kept),
        lambda kept: kept({"a": 1}),
        lambda kept: kept(""),
    ],
    ids=["!=", "!= on the right", "!= of a history", "alone", "called with the value", "no name"],
)
def test_uses_that_would_always_be_true(tmp_path: Path, use: Callable[[Snapshot], object]) -> None:
    with pytest.raises(UsageError, match=r"assert run\.output == asl_snapshot"):
        use(snapshot(tmp_path))


def test_several_snapshots_of_one_test(tmp_path: Path) -> None:
    both = snapshot(tmp_path, updates=True)
    assert both == 1
    assert both == 2
    assert both("end") == 3
    folder = tmp_path / FOLDER / "test_x"
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "test_it.json": "1\n",
        "test_it.2.json": "2\n",
        "test_it.end.json": "3\n",
    }


@pytest.mark.parametrize(
    "name", ["test_it[a/b]", "test_it[../../x]", "test_it[" + "é" * 300 + "]", "t\0"]
)
def test_any_name_is_a_file_beside_the_test(tmp_path: Path, name: str) -> None:
    kept = snapshot(tmp_path, name, updates=True)
    assert kept == 1
    assert (kept.path.parent, kept.path.is_file()) == (tmp_path / FOLDER / "test_x", True)


def test_a_broken_snapshot_says_so(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "test_x" / "test_it.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    with pytest.raises(UsageError, match="is no JSON"):
        assert snapshot(tmp_path) == 1
