"""The short form of mock files as a JSON Schema (2020-12): for editors, and for whoever writes such files by program.

It is made of the same words (`mock_answers.WORDS`) as the reader. What a schema cannot say in one place is the reader's:
that keys name tasks, that a list's entries are reached, that answers are a service's. `asl mocks --check` holds a file to
both. `mocks.schema.json` beside this module is its output; `scripts/make_schema.py` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from asl.hosts.mock_answers import CHECKS, VERBS, WORDS
from asl.hosts.mock_document import Finding
from asl.jsonvalue import JSON

_TITLE: Final = "Answers for the tasks of a state machine"
_KEY_DOC: Final = "A state, a function or an activity, a Resource as written, or a service and action; and what answers it."


def schema() -> dict[str, JSON]:
    """The schema of a file of the short form."""
    words: dict[str, JSON] = {
        name: _documented(word.schema, word.doc) for name, word in WORDS.items()
    }
    words["sequence"]["items"] = {"$ref": "#/$defs/step"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        "type": "object",
        "if": {"anyOf": [{"required": ["mocks"]}, {"required": ["cases"]}]},
        "then": {"$ref": "#/$defs/document"},
        "else": {"$ref": "#/$defs/table"},
        "$defs": {
            "document": {
                "type": "object",
                "properties": {
                    "$schema": {"type": "string"},
                    "check": {"enum": list(CHECKS), "description": WORDS["check"].doc},
                    "mocks": {"$ref": "#/$defs/table", "description": "What all cases share."},
                    "cases": {
                        "type": "object",
                        "description": "Tables by name, each over the shared one.",
                        "additionalProperties": {"$ref": "#/$defs/table"},
                    },
                },
                "additionalProperties": False,
            },
            "table": {
                "type": "object",
                "description": _KEY_DOC,
                "additionalProperties": {"$ref": "#/$defs/said"},
            },
            # A list of answers, an answer, or a value.
            "said": {
                "if": {"type": "array", "contains": {"$ref": "#/$defs/is_answer"}},
                "then": {"items": {"$ref": "#/$defs/entry"}},
                "else": {
                    "if": {"$ref": "#/$defs/is_answer"},
                    "then": {"$ref": "#/$defs/answer", "not": {"required": ["times"]}},
                },
            },
            "is_answer": {
                "type": "object",
                "anyOf": [{"required": [verb]} for verb in VERBS],
            },
            "entry": {
                "$ref": "#/$defs/answer",
                "type": "object",
                "not": {"required": ["sequence"]},
                "anyOf": [{"required": [verb]} for verb in VERBS],
            },
            "step": {
                "if": {"$ref": "#/$defs/is_answer"},
                "then": {"$ref": "#/$defs/entry"},
            },
            "answer": {
                "oneOf": [
                    {
                        "title": verb,
                        "required": [verb],
                        "properties": {
                            name: words[name]
                            for name, word in WORDS.items()
                            if name == verb or verb in word.beside
                        },
                        "additionalProperties": False,
                    }
                    for verb in VERBS
                ]
            },
        },
    }


def _documented(of: JSON, doc: str) -> dict[str, JSON]:
    return {"description": doc, **of} if isinstance(of, dict) else {"description": doc}


def schema_findings(value: JSON) -> Iterator[Finding]:
    """What the schema says of a file's value, the most particular fault of each place."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    found: Any = best_match(Draft202012Validator(schema()).iter_errors(value))
    if found is not None:
        pointer = "".join(
            f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in found.absolute_path
        )
        yield Finding(f"the published schema does not take this: {found.message[:200]}", pointer)
