"""Measured answers of the Jayway library, whose dialect AWS speaks: `document.json` and `cases.jsonl` in one folder.

A case has `path` and one of `result` (`<the whole document>` for `$`), `missing` (the library's message) and `rejected`, with
`definite`. AWS differs in one respect, which is what is expected here: an indefinite path below a missing parent gives
`[]`. The library's present release is compared, so its own dialect and wording are chosen rather than AWS's.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from asl.errors import RuntimeFailure
from asl.jsonvalue import ABSENT, JSON, java_double, same
from asl.query.jsonpath.missing import Wording
from asl.query.jsonpath.path import Dialect, PathSyntaxError, parse_path
from asl.query.jsonpath.read import compile_find, explain

LIBRARY = Dialect(older_forms=False, unescapes_names=True)

_CLASSES: dict[type, str] = {
    bool: "java.lang.Boolean",
    int: "java.lang.Integer",
    float: "java.lang.Double",
    str: "java.lang.String",
    list: "net.minidev.json.JSONArray",
    dict: "java.util.LinkedHashMap",
    type(None): "null",
}


def run(path: Path) -> list[tuple[str, str | None]]:
    """Every case of the folder (or of its cases.jsonl): its path, and None or why it fails."""
    folder = path if path.is_dir() else path.parent
    document = json.loads((folder / "document.json").read_text("utf-8"))
    lines = (folder / "cases.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line.strip()]
    return [(case["path"], compare(case, document)) for case in cases]


def compare(case: dict[str, Any], document: JSON) -> str | None:
    """None when our answer to the case is the expected one, else the difference."""
    try:
        path = parse_path(rooted(case["path"]), LIBRARY)
        if path.root != "input":
            raise PathSyntaxError("another document than the state's data", 1)
    except PathSyntaxError as e:
        return None if "rejected" in case else f"rejected at {e.position}: {e.message}"
    try:
        value = compile_find(path)(document)
    except RuntimeFailure as e:
        return f"failed: {e.cause}"
    if "rejected" in case:
        # Some are rejected only when they are evaluated ("ev").
        evaluated = isinstance(case["rejected"], dict) and value is ABSENT
        return None if evaluated else "not rejected"
    if case["definite"] != path.definite:
        return f"definite is {path.definite}"
    if "missing" in case:
        return _compare_missing(case, path, document, value)
    expected = document if case["result"] == "<the whole document>" else case["result"]
    if value is ABSENT:
        return f"nothing found: {explain(path, document).message(LIBRARY_WORDING)}"
    return None if same(value, expected) else f"gave {json.dumps(value)[:200]}"


def _compare_missing(case: dict[str, Any], path: Any, document: JSON, value: JSON) -> str | None:
    message = explain(path, document).message(LIBRARY_WORDING)
    if message != case["missing"]:
        return f"says {message}"
    below_missing = message.startswith(("Missing property", "Expected to find"))
    if not path.definite and below_missing:
        return None if value == [] else "a missing parent does not give []"
    return None if value is ABSENT else f"gave {json.dumps(value)[:200]}"


def rooted(text: str) -> str:
    """The library also takes paths without a root, and `@` for it."""
    if text.startswith("@"):
        return "$" + text[1:]
    return text if text.startswith("$") else "$." + text


def java_text(value: JSON) -> str:
    """A value as the library's default provider prints it: maps as Java does, lists as JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={java_text(member)}" for key, member in value.items()) + "}"
    if isinstance(value, float):
        return java_double(value)
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


LIBRARY_WORDING = Wording(
    class_name=lambda value: _CLASSES[type(value)],
    provider="com.jayway.jsonpath.spi.json.JsonSmartJsonProvider",
    show=java_text,
    null_array="The path {place} is null",
)
