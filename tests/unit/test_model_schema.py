"""The published JSON Schema is the field table's, and agrees with the checker about what it can express."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from check_examples import EXAMPLES, Example, definition_of
from field_hosts import JSON, least, placed
from jsonschema import Draft202012Validator

import asl.model.schema
from asl.model.fields import LANGUAGES, OWNERS, Field, Language, rows

PUBLISHED = Path(asl.model.schema.__file__).parent / "asl.schema.json"
VALIDATOR = Draft202012Validator(asl.model.schema.schema())
# Codes of what a schema of this kind can say; the others need more than one object, or another language than JSON's.
SAYS = ("ASL2002", "ASL2003", "ASL2005", "ASL2006", "ASL2007", "ASL2008", "ASL2009", "ASL2010", "ASL2011", "ASL2012", "ASL2013", "ASL2014", "ASL2601", "ASL2602", "ASL2701")  # fmt: skip


def test_the_published_file_is_up_to_date() -> None:
    """`scripts/make_schema.py` writes it."""
    assert json.loads(PUBLISHED.read_text("utf-8")) == asl.model.schema.schema()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(asl.model.schema.schema())


def _value(example: Example, side: JSON) -> JSON:
    definition = definition_of(example, side)
    return json.loads(definition) if isinstance(definition, str) else definition


OURS = [
    one for one in EXAMPLES if not one.code.startswith("ASL10") and one.code != "ASL2015"
]  # too deep for jsonschema


@pytest.mark.parametrize("example", OURS, ids=lambda one: one.code)
def test_good_examples_are_valid(example: Example) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(_value(example, example.good))] == []


@pytest.mark.parametrize(
    "example", [one for one in OURS if one.code in SAYS], ids=lambda one: one.code
)
def test_bad_examples_are_not(example: Example) -> None:
    assert not VALIDATOR.is_valid(_value(example, example.bad))


def table() -> list[Any]:
    return [
        pytest.param(owner, language, row, id=f"{language} {owner}.{row.name}")
        for language in LANGUAGES
        for owner in OWNERS
        for row in rows(owner, language).values()
        if owner != "Comparison" or language == "JSONPath"
    ]


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_every_row_is_in_it(owner: str, language: Language, row: Field) -> None:
    definition, _ = placed(owner, language, least(owner, language))
    assert VALIDATOR.is_valid(definition)
    if row.kind in ("literal", "json", "payload"):
        return
    wrong, _ = placed(owner, language, {**least(owner, language), row.name: [[0.5]]})
    assert not VALIDATOR.is_valid(wrong) or row.kind == "items"


def test_a_nested_state_takes_the_machine_s_language() -> None:
    inner = {"StartAt": "I", "States": {"I": {"Type": "Pass", "ResultPath": "$.a", "End": True}}}
    state = {"Type": "Map", "QueryLanguage": "JSONata", "ItemProcessor": inner, "End": True}
    assert VALIDATOR.is_valid({"StartAt": "M", "States": {"M": state}})
    assert not VALIDATOR.is_valid(
        {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": state}}
    )
