"""The grammar of test files as a JSON Schema (2020-12), for editors.

`test-file.schema.json` beside this module is its output; `scripts/make_schema.py` writes it. Names of states, and what
needs more than one word at a time, are the reader's.
"""

from __future__ import annotations

from asl.jsonvalue import JSON
from asl.testing.cases.grammar import KINDS, OBJECTS, TOP, Words


def schema() -> dict[str, JSON]:
    """The schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tests of state machines, for asl test",
        **_object(TOP),
        "required": ["tests"],
        "$defs": {name: _defined(name, words) for name, words in OBJECTS.items()},
    }


def _defined(name: str, words: Words) -> dict[str, JSON]:
    made = _object(words)
    if name == "step":
        made |= {"minProperties": 1, "maxProperties": 1}
    elif name == "expect":
        made["minProperties"] = 1
    return made


def _object(words: Words) -> dict[str, JSON]:
    return {
        "type": "object",
        "properties": {name: _property(word.kind, word.doc) for name, word in words.items()},
        "additionalProperties": False,
    }


def _property(kind: str, doc: str) -> JSON:
    schema = KINDS[kind].schema
    return {"description": doc, **(schema if isinstance(schema, dict) else {})}
