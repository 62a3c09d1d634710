"""Map states under TestState: items, selectors, batches, readers, and iterations that are said to have failed."""

from __future__ import annotations

from typing import Any

import pytest
from states_alone import answered, failing, mapped, returning

from asl.errors import StatesError, UsageError
from asl.jsonvalue import ABSENT
from asl.teststate.rows import rows_of

JSON = Any
GIVEN = {"l": [{"n": 1}, {"n": 2}, {"n": 3}], "c": 2}
READER = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}
THRESHOLD = {
    "error": "States.ExceedToleratedFailureThreshold",
    "cause": "The specified tolerated failure threshold was exceeded",
}


def inspected(state: JSON, **members: JSON) -> JSON:
    got = answered(state, GIVEN, mock=returning([1, 2, 3]), **members)
    shown = got["inspectionData"]
    return {key: value for key, value in shown.items() if key not in ("input", "afterInputPath")}


RESULT = {"afterResultSelector": [1, 2, 3], "afterResultPath": [1, 2, 3]}


@pytest.mark.parametrize(
    ("state", "stages"),
    [
        pytest.param(
            mapped(ItemsPath="$.l"),
            {"afterItemsPath": GIVEN["l"], "maxConcurrency": 0, **RESULT},
            id="inline",
        ),
        pytest.param(
            mapped(ItemsPath="$.l", MaxConcurrencyPath="$.c", ItemSelector={"i.$": "$$.Map.Item.Index", "n.$": "$$.Map.Item.Value.n", "c.$": "$.c"}),
            {
                "afterItemsPath": GIVEN["l"],
                "afterItemSelector": [{"i": n, "n": n + 1, "c": 2} for n in range(3)],
                "maxConcurrency": 2,
                **RESULT,
            },
            id="every item through the selector",
        ),
        pytest.param(
            mapped("DISTRIBUTED", ItemsPath="$.l", ToleratedFailureCountPath="$.c", ToleratedFailurePercentage=5),
            {
                "afterItemsPath": GIVEN["l"],
                "maxConcurrency": 0,
                "toleratedFailureCount": 2,
                "toleratedFailurePercentage": 5.0,
                **RESULT,
            },
            id="tolerances",
        ),
        pytest.param(
            mapped("DISTRIBUTED", ItemsPath="$.l", ItemBatcher={"MaxItemsPerBatch": 2, "BatchInput": {"c.$": "$.c"}}, ItemSelector={"m.$": "$$.Map.Item.Value.n"}),
            {
                "afterItemsPath": GIVEN["l"],
                "afterItemSelector": [{"m": 1}, {"m": 2}, {"m": 3}],
                "afterItemBatcher": [
                    {"BatchInput": {"c": 2}, "Items": [{"m": 1}, {"m": 2}]},
                    {"BatchInput": {"c": 2}, "Items": [{"m": 3}]},
                ],
                "maxConcurrency": 0,
                **RESULT,
            },
            id="batches",
        ),
        pytest.param(
            mapped(QueryLanguage="JSONata", Items="{% $states.input.l %}", MaxConcurrency="{% 1 + 1 %}", ItemSelector={"d": "{% $states.context.Map.Item.Value.n * 2 %}"}),
            {"afterItemSelector": [{"d": 2}, {"d": 4}, {"d": 6}], "maxConcurrency": 2},
            id="JSONata (recorded: neither items nor result)",
        ),
        pytest.param(
            mapped(QueryLanguage="JSONata", Items={"x": 1, "y": "{% $states.input.c %}"}, ItemSelector="{% $states.context.Map.Item.Key %}"),
            {"afterItemSelector": ["x", "y"], "maxConcurrency": 0},
            id="an object's members",
        ),
    ],
)  # fmt: skip
def test_stages(state: JSON, stages: JSON) -> None:
    shown = inspected(state)
    assert shown == stages
    assert type(shown.get("toleratedFailurePercentage", 0.0)) is float


@pytest.mark.parametrize(
    ("state", "error", "stages"),
    [
        pytest.param(
            mapped(ItemsPath="$.c"),
            {"error": "States.Runtime", "cause": 'Reference path "$.c" must point to array.'},
            set(),
            id="no items: nothing of the Map is shown (recorded)",
        ),
        pytest.param(
            mapped(ItemsPath="$$"),
            {"error": "States.Runtime", "cause": 'Reference path "$" must point to array.'},
            set(),
            id="the context object is none (recorded)",
        ),
        pytest.param(
            mapped("DISTRIBUTED", ItemsPath="$.l", ToleratedFailureCountPath="$.none"),
            {"error": "States.Runtime"},
            {"afterItemsPath"},
            id="a tolerance",
        ),
        pytest.param(
            mapped(ItemsPath="$.l", ItemSelector={"x.$": "$.none"}),
            {"error": "States.Runtime"},
            {"afterItemsPath"},
            id="a selector",
        ),
    ],
)
def test_fields_that_fail(state: JSON, error: JSON, stages: set[str]) -> None:
    got = answered(state, GIVEN, mock=returning([1, 2, 3]))
    assert got["status"] == "FAILED"
    assert {key: got[key] for key in error} == error
    assert set(got["inspectionData"]) == {"input", "afterInputPath", *stages}


def test_a_mocked_error_comes_after_the_items() -> None:
    """Recorded: whatever the tolerance says."""
    state = mapped("DISTRIBUTED", ItemsPath="$.l", ToleratedFailureCount=2)
    config = {"mapIterationFailureCount": 0, "errorCausedByState": "Each"}
    got = answered(state, GIVEN, mock=failing("E", "c"), stateConfiguration=config)
    assert got == {
        "status": "FAILED",
        "error": "E",
        "cause": "c",
        "inspectionData": {
            "input": GIVEN,
            "afterInputPath": GIVEN,
            "afterItemsPath": GIVEN["l"],
            "maxConcurrency": 0,
            "toleratedFailureCount": 2,
        },
    }


@pytest.mark.parametrize(
    ("tolerance", "failed", "is_over"),
    [
        pytest.param({}, 3, False, id="no tolerance, none is too many (recorded)"),
        pytest.param({"ToleratedFailureCount": 1}, 1, False, id="as many as are tolerated"),
        pytest.param({"ToleratedFailureCount": 1}, 2, True, id="one more (recorded)"),
        pytest.param({"ToleratedFailurePercentage": 34}, 1, False, id="a third is under 34 %"),
        pytest.param({"ToleratedFailurePercentage": 33}, 1, True, id="and over 33 %"),
        pytest.param({"ToleratedFailureCount": 3, "ToleratedFailurePercentage": 0}, 1, True, id="either is enough"),
    ],
)  # fmt: skip
def test_failed_iterations(tolerance: JSON, failed: int, is_over: bool) -> None:
    state = mapped("DISTRIBUTED", ItemsPath="$.l", **tolerance)
    config = {"mapIterationFailureCount": failed}
    got = answered(state, GIVEN, level="INFO", mock=returning([0, 0, 1]), stateConfiguration=config)
    assert got == (
        {"status": "FAILED", **THRESHOLD}
        if is_over
        else {"status": "SUCCEEDED", "output": [0, 0, 1]}
    )


def test_a_threshold_that_is_caught() -> None:
    """Recorded."""
    catch = [
        {"ErrorEquals": ["Other"], "Next": "N"},
        {"ErrorEquals": [THRESHOLD["error"]], "Next": "Caught"},
    ]
    state = mapped("DISTRIBUTED", ItemsPath="$.l", ToleratedFailureCount=1, Catch=catch)
    config = {"mapIterationFailureCount": 2}
    got = answered(state, GIVEN, mock=returning([0, 0, 1]), stateConfiguration=config)
    assert got["status"] == "CAUGHT_ERROR"
    assert got["nextState"] == "Caught"
    assert got["output"] == {"Error": THRESHOLD["error"], "Cause": THRESHOLD["cause"]}
    assert got["inspectionData"]["errorDetails"] == {"catchIndex": 1}


# ------------------------------------------------------------------ readers


def test_what_a_reader_would_read() -> None:
    state = mapped(
        "DISTRIBUTED",
        ItemReader={**READER, "ReaderConfig": {"InputType": "JSON", "MaxItems": 2, "ItemsPointer": "/in/l"}},
        ItemSelector={"v.$": "$$.Map.Item.Value", "s.$": "$$.Map.Item.Source"},
    )  # fmt: skip
    shown = inspected(state, stateConfiguration={"mapItemReaderData": '{"in": {"l": [7, 8, 9]}}'})
    assert shown["afterItemSelector"] == [{"v": 7, "s": "s3://b/k"}, {"v": 8, "s": "s3://b/k"}]
    assert shown["afterItemsPointer"] == [7, 8, 9]
    assert "afterItemsPath" not in shown


def test_a_reader_without_data_has_no_items_to_show() -> None:
    state = mapped("DISTRIBUTED", ItemReader=READER, ItemSelector={"v.$": "$$.Map.Item.Value"})
    assert inspected(state) == {"maxConcurrency": 0, **RESULT}


def test_a_reader_s_arguments_are_evaluated() -> None:
    reader = {**READER, "Parameters": {"Bucket.$": "$.none", "Key": "k"}}
    got = answered(mapped("DISTRIBUTED", ItemReader=reader), GIVEN, mock=returning([]))
    assert (got["status"], got["error"]) == ("FAILED", "States.Runtime")


@pytest.mark.parametrize(
    ("text", "config", "items", "pointed"),
    [
        pytest.param("[1, {}]", {}, [1, {}], ABSENT, id="JSON"),
        pytest.param('{"k": 1}', {"InputType": "JSON"}, {"k": 1}, ABSENT, id="an object"),
        pytest.param('{"a": {"b/c": [[1]]}}', {"ItemsPointer": "/a/b~1c/0"}, [1], [1], id="a pointer"),
        pytest.param('{"a": 1}\n\n[2]\n', {"InputType": "JSONL"}, [{"a": 1}, [2]], ABSENT, id="JSON Lines"),
        pytest.param('a,b\n1,"x\ny"\n', {"InputType": "CSV"}, [{"a": "1", "b": "x\ny"}], ABSENT, id="CSV"),
        pytest.param("a,b\n1\n1,2,3\n", {"InputType": "CSV"}, [{"a": "1", "b": ""}, {"a": "1", "b": "2"}], ABSENT, id="short and long rows (recorded)"),
        pytest.param("1|2\n", {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["x", "y"], "CSVDelimiter": "PIPE"}, [{"x": "1", "y": "2"}], ABSENT, id="headers given"),
    ],
)  # fmt: skip
def test_rows(text: str, config: JSON, items: JSON, pointed: JSON) -> None:
    assert rows_of(text, config) == (items, pointed)


@pytest.mark.parametrize(
    ("text", "config"),
    [
        pytest.param("{", {}, id="no JSON"),
        pytest.param("1", {}, id="no list"),
        pytest.param("{}", {"ItemsPointer": "/a"}, id="a pointer to nothing"),
        pytest.param("[1]", {"ItemsPointer": "/1"}, id="a pointer beyond the end"),
        pytest.param("[1]\n[", {"InputType": "JSONL"}, id="a broken line"),
        pytest.param("a,a\n1,2\n", {"InputType": "CSV"}, id="a header twice (recorded)"),
        pytest.param("", {"InputType": "CSV"}, id="no header"),
        pytest.param('a\n"b', {"InputType": "CSV"}, id="an open quote"),
    ],
)
def test_rows_that_cannot_be_read(text: str, config: JSON) -> None:
    with pytest.raises(StatesError) as e:
        rows_of(text, config)
    assert e.value.error == "States.ItemReaderFailed"


@pytest.mark.parametrize("format_", ["PARQUET", "MANIFEST"])
def test_formats_that_are_no_text(format_: str) -> None:
    with pytest.raises(UsageError, match=f"cannot be read as {format_}"):
        rows_of("x", {"InputType": format_})
