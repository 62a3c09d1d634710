"""The official JSONata suite's cases (`cases.json`, `datasets.json`) through our evaluator.

The service speaks JSONata 2.0.6; the suite is of a later release. Cases whose outcome changed since are listed in
`later_than_2_0_6.json`: there an answer of the later release is the failure, and the id is reported as `later:<id>`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from asl.query.jsonata.engine import MAX_CALLS, evaluate_document
from asl.query.jsonata.failure import UNDEFINED, JsonataError

# The suite calls its own limits U1001; an engine with guards of its own ends elsewhere, and says so without a code.
_LIMIT_CODES = ("U1001", "D1011", "D1012")


def run(path: Path) -> list[tuple[str, str | None]]:
    """Every case of the folder: its id, and None or why it fails."""
    folder = path if path.is_dir() else path.parent
    cases = json.loads((folder / "cases.json").read_text("utf-8"))
    datasets = json.loads((folder / "datasets.json").read_text("utf-8"))
    later_file = folder / "later_than_2_0_6.json"
    later = set(json.loads(later_file.read_text("utf-8"))) if later_file.is_file() else set()
    outcomes = []
    for case in cases:
        if case["id"] in later:
            outcomes.append((f"later:{case['id']}", compare_later(case, datasets)))
        else:
            outcomes.append((case["id"], compare(case, datasets)))
    return outcomes


def answer(case: dict[str, Any], datasets: dict[str, Any]) -> Any:
    """Our evaluator's value, or UNDEFINED.

    Raises:
        JsonataError: our evaluator's error.
    """
    data = case.get("data", UNDEFINED)
    if data is UNDEFINED and case.get("dataset") is not None:
        data = datasets[case["dataset"]]
    return evaluate_document(
        case["expr"], data, case.get("bindings") or {}, max_calls=case.get("depth", MAX_CALLS)
    )


def compare(case: dict[str, Any], datasets: dict[str, Any]) -> str | None:
    """None when our answer is the case's, else the difference."""
    wanted = case.get("error") or {key: case[key] for key in ("code", "token") if key in case}
    try:
        got = answer(case, datasets)
    except JsonataError as e:
        return _compare_error(wanted, e)
    if "code" in wanted or "error" in case:
        return f"wanted an error {wanted}, got {_short(got)}"
    if case.get("undefinedResult"):
        return None if got is UNDEFINED else f"wanted undefined, got {_short(got)}"
    equal = _same_items if case.get("unordered") else _same
    if got is not UNDEFINED and equal(got, case["result"]):
        return None
    return f"wanted {_short(case['result'])}, got {_short(got)}"


def compare_later(case: dict[str, Any], datasets: dict[str, Any]) -> str | None:
    """None when the answer is not that of a release later than 2.0.6: an error, or another value."""
    try:
        answer(case, datasets)
    except JsonataError:
        return None
    return "answered as a later release does" if compare(case, datasets) is None else None


def _compare_error(wanted: dict[str, Any], error: JsonataError) -> str | None:
    if not wanted:
        return f"unexpected error {error}"
    code = wanted.get("code")
    if code in _LIMIT_CODES and error.code is None:
        return None
    if code is not None and code != error.code:
        return f"wanted {code}, got {error}"
    if "token" in wanted and error.token not in (None, wanted["token"]):
        return f"wanted the token {wanted['token']!r}, got {error.token!r}"
    if "message" in wanted and wanted["message"] != error.message:
        return f"wanted {wanted['message']!r}, got {error.message!r}"
    return None


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)


def _same_items(left: Any, right: Any) -> bool:
    if not isinstance(left, list) or len(left) != len(right):
        return False
    rest = list(right)
    for item in left:
        found = next((at for at, other in enumerate(rest) if _same(item, other)), None)
        if found is None:
            return False
        del rest[found]
    return True


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
