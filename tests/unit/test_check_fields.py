"""The field table is enforced for every owner: types, bounds, required and unknown fields, in both query languages."""

from __future__ import annotations

from typing import Any

import pytest
from field_hosts import JSON, least, legal, placed

from asl.check import check
from asl.model.fields import (
    CHOICES,
    FIELDS,
    LANGUAGES,
    OWNERS,
    Field,
    Language,
    choices,
    rows,
)


def errors(definition: JSON) -> dict[str, set[str]]:
    """Codes by pointer of what makes the definition invalid."""
    out: dict[str, set[str]] = {}
    for one in check(definition):
        if one.is_error:
            out.setdefault(one.pointer, set()).add(one.code)
    return out


def table() -> list[Any]:
    return [
        pytest.param(owner, language, row, id=f"{language} {owner}.{row.name}")
        for language in LANGUAGES
        for owner in OWNERS
        for row in rows(owner, language).values()
        if not (owner == "Comparison" and language == "JSONata")
    ]


WRONG: dict[str, JSON] = {
    "text": 5, "boolean": "true", "whole": 1.5, "number": "1", "enum": 5, "texts": "E", "state": ["Z"], "end": "true",
    "path": 5, "reference": 5, "target": 5, "value": 5, "text_path": 5, "template": "a", "items": 5, "object": 5,
    "variables": "a", "condition": "a", "timestamp": 5, "resource": 5, "label": 5, "language": 5, "states": [],
    "owner": [], "owners": {},
}  # fmt: skip


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_least_object_is_valid(owner: str, language: Language) -> None:
    if owner != "Comparison" or language == "JSONPath":
        assert errors(placed(owner, language, least(owner, language))[0]) == {}


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_a_value_of_the_wrong_type_is_found(owner: str, language: Language, row: Field) -> None:
    if row.kind not in WRONG:
        assert row.kind in ("literal", "json", "payload")  # any value will do
        return
    value = {**least(owner, language), row.name: WRONG[row.kind]}
    definition, pointer = placed(owner, language, value)
    assert f"{pointer}/{row.name}" in errors(definition)


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_null_is_a_value_only_where_it_means_something(
    owner: str, language: Language, row: Field
) -> None:
    definition, pointer = placed(owner, language, {**least(owner, language), row.name: None})
    means = row.nullable or row.kind in ("literal", "json", "payload")
    assert (f"{pointer}/{row.name}" in errors(definition)) is not means


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_bounds_are_inclusive(owner: str, language: Language, row: Field) -> None:
    if row.kind not in ("whole", "number"):
        return
    for bound, beyond in ((row.low, -1), (row.high, 1)):
        if bound is None:
            continue
        for value, is_legal in ((bound, True), (bound + beyond, False)):
            number = int(value) if row.kind == "whole" else value
            definition, pointer = placed(
                owner, language, {**least(owner, language), row.name: number}
            )
            if row.name == "MaxDelaySeconds" and is_legal and bound == row.low:
                continue  # it must be above IntervalSeconds too
            found = errors(definition).get(f"{pointer}/{row.name}", set())
            assert ("ASL2005" in found) is not is_legal


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_a_required_field_is_missed(owner: str, language: Language, row: Field) -> None:
    if not row.required or row.name == "QueryLanguage":
        return
    value = least(owner, language)
    del value[row.name]
    definition, pointer = placed(owner, language, value)
    assert "ASL2002" in errors(definition)[pointer]


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_fields_are_found_where_they_stand(owner: str, language: Language) -> None:
    if owner == "Comparison" and language == "JSONata":
        return
    definition, pointer = placed(owner, language, {**least(owner, language), "Zzz": 1})
    assert errors(definition) == {f"{pointer}/Zzz": {"ASL2003"}}


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_the_other_language_has_its_own_fields(owner: str, language: Language, row: Field) -> None:
    other: Language = "JSONata" if language == "JSONPath" else "JSONPath"
    if row.name in rows(owner, other) or owner == "Comparison":
        return
    value = WRONG.get(row.kind, 1)
    definition, pointer = placed(owner, other, {**least(owner, other), row.name: value})
    assert errors(definition)[f"{pointer}/{row.name}"] == {"ASL2012"}


@pytest.mark.parametrize("group", CHOICES, ids=lambda group: f"{group.on} {'/'.join(group.names)}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_group_one_field_is_written(group: Any, language: Language) -> None:
    named = [one for one in choices(group.on, language) if set(one.names) <= set(group.names)]
    for one in named:
        least_one = {k: v for k, v in least(group.on, language).items() if k not in one.names}
        known = rows(group.on, language)
        both = {name: legal(known[name]) for name in one.names[:2]}
        if len(both) == 2:
            definition, pointer = placed(group.on, language, {**least_one, **both})
            assert "ASL2007" in errors(definition)[pointer]
        if one.required:
            definition, pointer = placed(group.on, language, least_one)
            assert "ASL2008" in errors(definition)[pointer]


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_expressions_stand_where_the_table_says(owner: str, language: Language, row: Field) -> None:
    value = {**least(owner, language), row.name: "{% 1 %}"}
    for group in choices(owner, language):
        if row.name in group.names:
            value = {k: v for k, v in value.items() if k == row.name or k not in group.names}
    definition, pointer = placed(owner, language, value)
    takes_any = row.kind in ("text", "literal", "json", "payload", "items", "object")
    if row.kind in ("state", "resource") or (takes_any and language == "JSONPath"):
        return  # text like any other, as far as the field goes
    is_legal = language == "JSONata" and (row.expression or takes_any)
    assert (f"{pointer}/{row.name}" not in errors(definition)) is is_legal


def test_rows_are_unique() -> None:
    seen = [
        (owner, language, row.name)
        for row in FIELDS
        for owner in row.on
        for language in row.languages
    ]
    assert len(set(seen)) == len(seen)
    assert {owner for owner, _, _ in seen} == set(OWNERS)
