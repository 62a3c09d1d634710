"""Writes the published JSON Schemas: asl/model/asl.schema.json from the field table, asl/hosts/mocks.schema.json from the
words of mock files, asl/testing/cases/test-file.schema.json from those of test files. `--check` only says whether they are up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from asl.hosts import mock_schema
from asl.model.schema import schema
from asl.testing.cases import schema as test_schema

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "asl" / "model" / "asl.schema.json"
MOCKS = ROOT / "asl" / "hosts" / "mocks.schema.json"
TESTS = ROOT / "asl" / "testing" / "cases" / "test-file.schema.json"


def text() -> str:
    """The text of the language's schema."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def mocks_text() -> str:
    """The text of the schema of mock files."""
    return json.dumps(mock_schema.schema(), indent=1, ensure_ascii=False) + "\n"


def tests_text() -> str:
    """The text of the schema of test files."""
    return json.dumps(test_schema.schema(), indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    wanted = {TARGET: text(), MOCKS: mocks_text(), TESTS: tests_text()}
    if "--check" in sys.argv[1:]:
        fresh = all(path.read_text("utf-8") == made for path, made in wanted.items())
        return 0 if fresh else 1
    for path, made in wanted.items():
        path.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
