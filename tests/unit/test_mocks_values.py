"""What a mock may say, and what is refused with its place."""

from __future__ import annotations

import asyncio
import datetime as dt
import decimal
import enum
from collections import OrderedDict
from typing import Any
from unittest.mock import Mock

import pytest

from asl.hosts.answers import After, Failed, Never, Returned, TaskCall
from asl.hosts.mock_values import (
    MockError,
    TaskError,
    after,
    answer_of,
    json_copy,
    never,
    raises,
    returns,
    sequence,
)
from asl.resources.arn import parse_resource


def call(arguments: Any = None) -> TaskCall:
    resource = parse_resource("arn:aws:states:::sqs:sendMessage")
    assert resource
    return TaskCall("Send", resource, arguments)


class Colour(enum.StrEnum):
    RED = "red"


class Known(ValueError):
    pass


@pytest.mark.parametrize(
    "said, answer",
    [
        pytest.param({"id": 7}, Returned({"id": 7}), id="an object"),
        pytest.param([1, 2], Returned([1, 2]), id="a list is a value"),
        pytest.param(None, Returned(None), id="null"),
        pytest.param(returns([1]), Returned([1]), id="returns"),
        pytest.param(raises("E", "c"), Failed("E", "c"), id="raises"),
        pytest.param(raises("E"), Failed("E", None), id="raises without a cause"),
        pytest.param(raises(Known("bad")), Failed("Known", "bad"), id="raises an exception"),
        pytest.param(
            raises(Known, "why"), Failed("Known", "why"), id="raises a class with a cause"
        ),
        pytest.param(Known("bad"), Failed("Known", "bad"), id="an exception"),
        pytest.param(Known, Failed("Known", None), id="an exception class"),
        pytest.param(TaskError("A.B", "c"), Failed("A.B", "c"), id="a TaskError"),
        pytest.param(never(), Never(), id="never"),
        pytest.param(never(heartbeat_every=5), Never(5), id="never, but it beats"),
        pytest.param(after(3, {"a": 1}), After(3, Returned({"a": 1})), id="after a value"),
        pytest.param(after(3, raises("E")), After(3, Failed("E")), id="after a failure"),
        pytest.param(
            after(1, after(2, 5), heartbeat_every=1),
            After(1, After(2, Returned(5)), 1),
            id="after after",
        ),
        pytest.param(lambda a: a, Returned({"x": [1]}), id="a function of the arguments"),
        pytest.param(lambda a, c: c.state, Returned("Send"), id="a function of the call too"),
        pytest.param(lambda: 4, Returned(4), id="a function of nothing"),
        pytest.param(lambda a: raises("E"), Failed("E"), id="a function that says raises"),
        pytest.param(
            lambda a: after(2, a), After(2, Returned({"x": [1]})), id="a function that says after"
        ),
        pytest.param(after(2, lambda a: a["x"]), After(2, Returned([1])), id="after a function"),
        pytest.param(Mock(return_value=3), Returned(3), id="a Mock"),
    ],
)
def test_answers(said: object, answer: object) -> None:
    assert answer_of(said, "m", call({"x": [1]})) == answer


def test_a_mock_function_raises_a_task_error() -> None:
    def bad(arguments: Any) -> Any:
        raise TaskError("Lambda.TooManyRequestsException", "Rate Exceeded.")

    assert answer_of(bad, "m", call()) == Failed(
        "Lambda.TooManyRequestsException", "Rate Exceeded."
    )


def test_any_other_exception_of_a_mock_function_is_the_tests() -> None:
    def bad(arguments: Any) -> Any:
        return arguments["nothing"]

    with pytest.raises(KeyError):
        answer_of(bad, "m", call({}))


def test_a_mock_gets_the_arguments_alone() -> None:
    mock = Mock(return_value=None)
    answer_of(mock, "m", call({"x": 1}))
    mock.assert_called_once_with({"x": 1})


def test_a_function_cannot_change_what_the_engine_holds() -> None:
    held = {"items": [1]}
    answer_of(lambda a: a["items"].append(2), "m", call(held))
    assert held == {"items": [1]}


def test_a_value_that_changes_later_does_not_change_the_answer() -> None:
    value = {"items": [1]}
    answer = answer_of(value, "m")
    value["items"].append(2)
    assert answer == Returned({"items": [1]})


def test_async_functions() -> None:
    async def slow(arguments: Any) -> Any:
        return {"got": arguments}

    async def failing(arguments: Any) -> Any:
        raise TaskError("E")

    async def run(said: object) -> object:
        coming = answer_of(said, "m", call(1))
        assert not isinstance(coming, tuple)
        return await coming

    assert asyncio.run(run(slow)) == Returned({"got": 1})
    assert asyncio.run(run(failing)) == Failed("E")
    assert asyncio.run(run(after(5, slow))) == After(5, Returned({"got": 1}))


def _deep(levels: int) -> Any:
    value: Any = 0
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "said, message",
    [
        pytest.param(
            {"a": [{"when": dt.datetime(2024, 1, 1)}]},  # noqa: DTZ001  (it never becomes a time)
            'm: a datetime is not JSON: write text, such as .isoformat() + "Z" (at /a/0/when)',
            id="datetime",
        ),
        pytest.param((1, 2), "m: a tuple is not JSON: write a list", id="tuple"),
        pytest.param({"s": {1}}, "m: a set is not JSON: write a list (at /s)", id="set"),
        pytest.param(b"x", "m: a bytes is not JSON: decode it to text", id="bytes"),
        pytest.param([float("nan")], "m: nan is not JSON (at /0)", id="NaN"),
        pytest.param({"n": float("-inf")}, "m: -inf is not JSON (at /n)", id="infinity"),
        pytest.param(
            decimal.Decimal("1.5"),
            "m: a Decimal is not JSON: write a float or text",
            id="Decimal",
        ),
        pytest.param({1: 2}, "m: an int is a key: JSON keys are text (at /1)", id="key"),
        pytest.param(10**1000, "m: an integer of more than 1000 digits", id="integer"),
        pytest.param(_deep(501), "nested deeper than 500 levels", id="depth"),
        pytest.param(object(), "m: an object is not JSON: write it as JSON", id="object"),
    ],
)
def test_what_is_not_json(said: object, message: str) -> None:
    with pytest.raises(MockError) as e:
        answer_of(said, "m")
    assert message in str(e.value)


def test_subclasses_become_plain() -> None:
    copy = json_copy(OrderedDict(colour=Colour.RED, flag=True, n=3, deep=_deep(499)), "m")
    assert type(copy) is dict
    assert copy["colour"] == "red"
    assert type(copy["colour"]) is str
    assert copy["flag"] is True


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: sequence(), id="an empty sequence"),
        pytest.param(lambda: sequence(sequence(1)), id="a sequence in a sequence"),
        pytest.param(lambda: after(1, sequence(1)), id="after a sequence"),
        pytest.param(lambda: after(-1, 1), id="a negative time"),
        pytest.param(lambda: after(float("inf"), 1), id="an endless time"),
        pytest.param(lambda: after("1", 1), id="a time in text"),
        pytest.param(lambda: after(True, 1), id="a time that is true"),
        pytest.param(lambda: never(heartbeat_every=0), id="no time between heartbeats"),
        pytest.param(lambda: raises("E", {"a": 1}), id="a cause that is no text"),
        pytest.param(lambda: answer_of(lambda a, b, c: 1, "m", call()), id="three parameters"),
        pytest.param(lambda: answer_of(lambda a, *, key: 1, "m", call()), id="a needed keyword"),
        pytest.param(
            lambda: answer_of(lambda a: print, "m", call()), id="a function from a function"
        ),
        pytest.param(
            lambda: answer_of(lambda a: sequence(1), "m", call()), id="a sequence from a function"
        ),
    ],
)
def test_refused(make: Any) -> None:
    with pytest.raises(MockError):
        make()
