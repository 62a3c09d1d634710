"""The reader of the library's measured answers says "passed" only of what is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.readers.jsonpath import compare, run

DOCUMENT: dict[str, Any] = {"a": {"b": [1, 2]}, "s": "text"}


@pytest.mark.parametrize(
    "case",
    [
        {"path": "$", "definite": True, "result": "<the whole document>"},
        {"path": "$.a.b", "definite": True, "result": [1, 2]},
        {"path": "a.b[0]", "definite": True, "result": 1},
        {"path": "@.s", "definite": True, "result": "text"},
        {"path": "$.a.b[*]", "definite": False, "result": [1, 2]},
        {"path": "$.x", "definite": True, "missing": "No results for path: $['x']"},
        {"path": "$.x[*]", "definite": False, "missing": "Missing property in path $['x']"},
        {
            "path": "$.a[0]",
            "definite": True,
            "missing": "Filter: [0] can only be applied to arrays. Current context is: {b=[1,2]}",
        },
        {"path": "$$", "rejected": "InvalidPathException"},
        {"path": "$.a[?(@.b == c)]", "rejected": "InvalidPathException"},
        {"path": "$.s.max()", "rejected": {"ev": "JsonPathException"}},
    ],
)
def test_passed(case: dict[str, Any]) -> None:
    assert compare(case, DOCUMENT) is None


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"path": "$.s", "definite": True, "result": "other"}, "gave"),
        ({"path": "$.a.b", "definite": False, "result": [1, 2]}, "definite"),
        ({"path": "$.a.b", "definite": True, "rejected": "x"}, "not rejected"),
        ({"path": "$.a.", "definite": True, "result": 1}, "rejected at 3"),
        ({"path": "$.x", "definite": True, "result": 1}, "nothing found"),
        ({"path": "$.x", "definite": True, "missing": "Missing property in path $['x']"}, "says"),
        ({"path": "$.s", "definite": True, "missing": "No results for path: $['s']"}, "gave"),
    ],
)
def test_failed(case: dict[str, Any], why: str) -> None:
    reason = compare(case, DOCUMENT)
    assert reason is not None
    assert why in reason


def test_a_folder_of_cases(tmp_path: Path) -> None:
    cases = [
        {"path": "$.s", "definite": True, "result": "text"},
        {"path": "$.s", "definite": True, "result": "other"},
    ]
    (tmp_path / "document.json").write_text(json.dumps(DOCUMENT), "utf-8")
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)) + "\n", "utf-8")
    assert run(tmp_path) == [("$.s", None), ("$.s", 'gave "text"')]
    assert run(tmp_path / "cases.jsonl") == run(tmp_path)
