"""Laws of test files: differences are there exactly when values differ, and no file makes a traceback."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from cases_by_file import GOOD_MOCKS, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asl.hosts.mock_match import matches
from asl.jsonvalue import JSON, same
from asl.testing.cases.amounts import milliseconds, span_text
from asl.testing.cases.difference import differences, paths_told, told

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([1.0, 0.5])
    | st.sampled_from("ab")
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(values, values)
def test_values_differ_somewhere_or_are_the_same(left: JSON, right: JSON) -> None:
    assert bool(list(differences(left, right))) == (not same(left, right))
    assert list(differences(left, left)) == []


@given(values, values)
def test_at_least_is_what_patterns_of_mock_files_mean(pattern: JSON, value: JSON) -> None:
    found = list(differences(pattern, value, at_least=True))
    assert bool(found) == (not matches(pattern, value))


@given(values, values)
def test_differences_fit_on_a_screen(left: JSON, right: JSON) -> None:
    assert len(told(differences([left] * 9, [right] * 9))) <= 13


@given(st.lists(st.sampled_from("ABC"), max_size=30), st.lists(st.sampled_from("ABC"), max_size=30))
def test_paths_part_where_they_part(left: list[str], right: list[str]) -> None:
    at = int(paths_told(left, right)[2].partition("state ")[2].partition(":")[0]) - 1
    assert left[:at] == right[:at]
    assert left[at : at + 1] != right[at : at + 1] or left == right


@given(st.integers(0, 10**12))
def test_spans_are_read_as_they_are_told(ms: int) -> None:
    assert milliseconds(span_text(ms)) == ms


WHOLE: dict[str, Any] = {
    "definition": "order.asl.json",
    "mocks": GOOD_MOCKS,
    "unused_mocks": ["Ship"],
    "defines": {"A": "b"},
    "now": "2025-01-01T00:00:00Z",
    "tests": {
        "a": {
            "input": {"amount": 12},
            "seed": 1,
            "max_time": "2h",
            "mocks": {"Ship": [{"return": {"MessageId": "m"}, "after": 1}]},
            "steps": [
                {"advance": "30m"},
                {"expect": {"status": "RUNNING"}},
                {"advance_until": "Ship"},
                {"stop": {"error": "E"}},
                {"redrive": True},
            ],
            "expect": {
                "status": "SUCCEEDED",
                "path": ["Route", "Charge", "Night", "Ship"],
                "calls": {"Charge": 1, "Ship": [{"QueueUrl": "https://q", "MessageBody": "r-1"}]},
                "duration": {"min": "1h", "max": 9_999},
                "states": {"Ship": {"attempts": 1}, "Night": [{"duration": "1h"}]},
                "select": {"$.tags[*]": [1, 2, 3]},
                "variables": {"receipt": "r-1"},
            },
            "each": [{"name": "x", "input": {"amount": 50}}, {"expect": {"error": "E"}}],
        },
        "b": {"state": "Charge", "input": {"amount": 3}, "expect": {"next": "Night"}},
    },
}


def places(value: JSON, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [at, *(place for key, one in inner for place in places(one, (*at, key)))]  # fmt: skip


PLACES = places(WHOLE)[1:]
ODD = st.sampled_from(
    [None, True, 0, -1, 1e300, "", "x", "${A}", "1h", "../..", "/", [], [[]], [None], {}, {"": ""}, {"a": {"b": []}}, "\x00", "Ship"]
)  # fmt: skip


@pytest.mark.filterwarnings("error")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.booleans(), ODD), min_size=1, max_size=2))
def test_no_file_makes_a_traceback(tmp_path: Path, changes: list[tuple[Any, bool, JSON]]) -> None:
    """Anything in the place of anything: every result has an outcome, and whatever is wrong has words."""
    file = copy.deepcopy(WHOLE)
    for place, renames, odd in changes:
        try:
            around = file
            for key in place[:-1]:
                around = around[key]
            if renames and isinstance(around, dict):
                around[odd if isinstance(odd, str) else "odd"] = around.pop(place[-1])
            else:
                around[place[-1]] = odd
        except (KeyError, IndexError, TypeError):
            return  # the first change took the second one's place away
    for result in run(tmp_path, json.loads(json.dumps(file))):
        assert result.outcome in ("passed", "failed", "error")
        assert (result.outcome == "passed") != bool(result.missed or result.message)
        for one in result.missed:
            assert result.place(one)[1] >= 1
