"""Writes asl/model/asl.schema.json from the field table. `--check` only says whether it is up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from asl.model.schema import schema

TARGET = Path(__file__).parent.parent / "asl" / "model" / "asl.schema.json"


def text() -> str:
    """The file's text."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.read_text("utf-8") == text() else 1
    TARGET.write_text(text(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
