"""Definitions become the model: defaults, legacy names, both query languages, and whatever authors get wrong."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from field_hosts import JSON, least, legal, placed

from asl.jsonvalue import ABSENT
from asl.model.fields import LANGUAGES, OWNERS, Field, Language, rows
from asl.model.machine import (
    ChoiceState,
    Expr,
    FailState,
    MapState,
    ParallelState,
    PassState,
    Retrier,
    TaskState,
    WaitState,
)
from asl.model.parse import parse_machine, parse_state

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:Charge"


def state(value: JSON, language: Language = "JSONPath") -> Any:
    return parse_state("S", value, "/States/S", language)


def test_a_machine() -> None:
    machine = parse_machine(
        {
            "Comment": "orders",
            "StartAt": "a/b~c",
            "TimeoutSeconds": 60,
            "Version": "1.0",
            "States": {"a/b~c": {"Type": "Pass", "Next": "Z"}, "Z": {"Type": "Succeed"}},
        }
    )
    assert machine is not None
    assert (machine.start_at, machine.comment, machine.timeout_seconds, machine.version) == (
        "a/b~c", "orders", 60, "1.0",
    )  # fmt: skip
    assert machine.query_language == "JSONPath"
    assert machine.states["a/b~c"].pointer == "/States/a~1b~0c"
    assert machine.states["a/b~c"].next == "Z"


def test_defaults_are_filled_in() -> None:
    task = state(
        {"Type": "Task", "Resource": FUNCTION, "Retry": [{"ErrorEquals": ["E"]}], "End": True}
    )
    assert isinstance(task, TaskState)
    assert (task.input_path, task.output_path, task.result_path, task.next) == ("$", "$", "$", None)
    assert task.parameters is ABSENT
    assert asdict(task.retry[0]) == asdict(
        Retrier(pointer="/States/S/Retry/0", error_equals=("E",))
    )
    assert (task.retry[0].interval_seconds, task.retry[0].max_attempts) == (1, 3)
    assert (task.retry[0].backoff_rate, task.retry[0].max_delay_seconds) == (2.0, None)


def test_null_is_not_absent() -> None:
    task = state(
        {"Type": "Pass", "InputPath": None, "OutputPath": None, "ResultPath": None, "Result": None}
    )
    assert isinstance(task, PassState)
    assert (task.input_path, task.output_path, task.result_path, task.result) == (None,) * 4


@pytest.mark.parametrize(
    ("value", "language", "seconds"),
    [
        pytest.param({"Seconds": 5}, "JSONPath", Expr("literal", 5, "Seconds"), id="literal"),
        pytest.param({"SecondsPath": "$.s"}, "JSONPath", Expr("path", "$.s", "SecondsPath"), id="path"),
        pytest.param({"Seconds": 5}, "JSONata", Expr("literal", 5, "Seconds"), id="literal in JSONata"),
        pytest.param({"Seconds": "{% 5 %}"}, "JSONata", Expr("jsonata", "{% 5 %}", "Seconds"), id="expression"),
        pytest.param({"Timestamp": "2030-01-31T12:00:00Z"}, "JSONPath", None, id="other field"),
    ],
)  # fmt: skip
def test_a_wait(value: JSON, language: Language, seconds: Expr | None) -> None:
    wait = state({"Type": "Wait", **value, "End": True}, language)
    assert isinstance(wait, WaitState)
    assert wait.seconds == seconds


def test_a_fail_reads_texts_paths_and_expressions() -> None:
    fail = state({"Type": "Fail", "Error": "{% 1 %}", "CausePath": "States.Format('a')"})
    assert isinstance(fail, FailState)
    assert fail.error == Expr("literal", "{% 1 %}", "Error")  # JSONPath evaluates nothing
    assert fail.cause == Expr("path", "States.Format('a')", "CausePath")
    assert state({"Type": "Fail", "Error": "{% 1 %}"}, "JSONata").error.kind == "jsonata"


def test_legacy_names_of_a_map() -> None:
    value = {
        "Type": "Map",
        "Iterator": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "I",
            "States": {"I": {"Type": "Succeed"}},
        },
        "Parameters": {"v.$": "$$.Map.Item.Value"},
        "ItemsPath": "$.a",
    }
    parsed = state(value)
    assert isinstance(parsed, MapState)
    assert parsed.processor.pointer == "/States/S/Iterator"
    assert parsed.item_selector == {"v.$": "$$.Map.Item.Value"}
    assert parsed.parameters is ABSENT
    assert parsed.items == Expr("path", "$.a", "ItemsPath")
    assert (parsed.distributed, parsed.execution_type) == (True, "EXPRESS")


@pytest.mark.parametrize(
    ("machine", "outer", "inner", "expected"),
    [
        pytest.param("JSONPath", "JSONata", None, ("JSONata", "JSONPath"), id="from the machine, not from the Map"),
        pytest.param("JSONPath", None, "JSONata", ("JSONPath", "JSONata"), id="its own"),
        pytest.param("JSONata", None, None, ("JSONata", "JSONata"), id="a JSONata machine"),
        pytest.param(None, "JSONata", "JSONPath", ("JSONata", "JSONPath"), id="JSONPath is the default"),
    ],
)  # fmt: skip
def test_query_languages(
    machine: str | None, outer: str | None, inner: str | None, expected: JSON
) -> None:
    def with_language(value: JSON, language: str | None) -> JSON:
        return value if language is None else {**value, "QueryLanguage": language}

    nested = {"StartAt": "I", "States": {"I": with_language({"Type": "Succeed"}, inner)}}
    value = with_language({"Type": "Map", "ItemProcessor": nested, "End": True}, outer)
    parsed = parse_machine(with_language({"StartAt": "M", "States": {"M": value}}, machine))
    assert parsed is not None
    map_state = parsed.states["M"]
    assert isinstance(map_state, MapState)
    assert (map_state.query_language, map_state.processor.states["I"].query_language) == expected


def test_choice_rules_of_both_languages() -> None:
    rule = {"Variable": "$.a", "IsNull": True, "Next": "X", "Assign": {"v": 1}}
    choice = state({"Type": "Choice", "Choices": [rule], "Default": "Y"})
    assert isinstance(choice, ChoiceState)
    assert (choice.choices[0].test, choice.choices[0].assign, choice.default) == (
        rule,
        {"v": 1},
        "Y",
    )
    assert choice.choices[0].pointer == "/States/S/Choices/0"
    rule = {"Condition": "{% true %}", "Next": "X", "Output": None}
    choice = state({"Type": "Choice", "Choices": [rule]}, "JSONata")
    assert (choice.choices[0].test, choice.choices[0].output) == ("{% true %}", None)


def test_a_parallel_and_its_catchers() -> None:
    inner = {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}
    value = {
        "Type": "Parallel",
        "Branches": [inner, {**inner, "StartAt": "J"}],
        "Catch": [{"ErrorEquals": ["A", "B"], "Next": "X", "ResultPath": None}],
        "Next": "Y",
    }
    parallel = state(value)
    assert isinstance(parallel, ParallelState)
    assert [branch.pointer for branch in parallel.branches] == [
        "/States/S/Branches/0",
        "/States/S/Branches/1",
    ]
    assert parallel.catch[0].error_equals == ("A", "B")
    assert parallel.catch[0].result_path is None


@pytest.mark.parametrize(
    "value",
    [
        None, [], "text", 5, {}, {"States": {}}, {"StartAt": "A"}, {"StartAt": 5, "States": {}}, {"StartAt": "A", "States": []},
    ],
)  # fmt: skip
def test_without_states_there_is_no_machine(value: JSON) -> None:
    assert parse_machine(value) is None


def test_deep_nesting_ends_quietly() -> None:
    inner: JSON = {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}
    for _ in range(2_000):
        inner = {
            "StartAt": "M",
            "States": {"M": {"Type": "Map", "ItemProcessor": inner, "End": True}},
        }
    assert parse_machine(inner) is not None


def table() -> list[Any]:
    return [
        pytest.param(owner, language, row, id=f"{language} {owner}.{row.name}")
        for language in LANGUAGES
        for owner in OWNERS
        for row in rows(owner, language).values()
        if owner != "Comparison" or language == "JSONPath"
    ]


@pytest.mark.parametrize(("owner", "language", "row"), table())
def test_every_field_reaches_the_model(owner: str, language: Language, row: Field) -> None:
    """A row of the field table that the parser does not read would change nothing."""
    value = least(owner, language)
    for group in (("Seconds", "SecondsPath", "Timestamp", "TimestampPath"), ("Next", "End")):
        if row.name in group:
            value = {key: member for key, member in value.items() if key not in group}
    if row.name in ("ItemProcessor", "Iterator"):
        del value["ItemProcessor"]
    written = {**value, row.name: legal(row)}
    if row.of in ("ChoiceRule", "Branch"):
        written[row.name] = [least(row.of, language)] * 3
    without = parse_machine(placed(owner, language, value)[0])
    parsed = parse_machine(placed(owner, language, written)[0])
    assert parsed is not None
    is_new = without is None or asdict(parsed) != asdict(without)
    is_note = row.name == "Comment" and (
        owner in ("Retrier", "Catcher") or (owner == "ChoiceRule" and language == "JSONata")
    )
    is_default = row.name in ("Type", "End", "QueryLanguage") or written == value
    assert is_new or is_note or is_default


@pytest.mark.parametrize("wrong", [None, True, 5, 1.5, "text", [], [5], {}, {"a": 5}], ids=repr)
def test_an_author_s_mistake_never_raises(wrong: JSON) -> None:
    for param in table():
        owner, language, row = param.values
        definition, _ = placed(owner, language, {**least(owner, language), row.name: wrong})
        parse_machine(definition)
