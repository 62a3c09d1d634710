"""Which files of a folder are state machine definitions."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from asl.limits import MAX_DEFINITION_BYTES


def files_in(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Definitions under files and folders, in order and without repetition, and the folders that hold none.

    In a folder: `*.asl`, `*.asl.json`, `*.asl.yaml`, `*.asl.yml`, and any other JSON or YAML file that has
    `StartAt` and `States` at its top. Hidden folders, `node_modules` and `__pycache__` are not entered.
    """
    files: dict[str, None] = {}
    empty: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            files[path] = None
            continue
        inside = [
            os.path.normpath(os.path.join(folder, name))
            for folder, folders, names in os.walk(path)
            if _enter(folders)
            for name in sorted(names)
            if _is_definition(os.path.join(folder, name))
        ]
        if not inside:
            empty.append(path)
        files.update(dict.fromkeys(inside))
    return list(files), empty


def _enter(folders: list[str]) -> bool:
    folders[:] = sorted(
        name for name in folders if name[0] != "." and name not in ("node_modules", "__pycache__")
    )
    return True


def _is_definition(path: str) -> bool:
    name = os.path.basename(path).lower()
    if name.endswith((".asl.json", ".asl.yaml", ".asl.yml", ".asl")):
        return True
    if not name.endswith((".json", ".yaml", ".yml")):
        return False
    try:
        with open(path, "rb") as file:
            text = file.read(MAX_DEFINITION_BYTES + 1)
    except OSError:
        return False
    if b"StartAt" not in text or b"States" not in text:
        return False
    if not name.endswith(".json"):
        lines = [line.split(b":")[0].strip(b"\"'") for line in text.splitlines()]
        return b"StartAt" in lines and b"States" in lines
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "StartAt" in value and "States" in value
