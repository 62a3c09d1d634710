"""The short form: lists of answers, choices by what is called, named cases, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.answers import After, Answer, Failed, Never, Returned, Submitted, TaskCall
from asl.hosts.mock_document import MockFileError
from asl.hosts.mock_file import MockFile
from asl.hosts.mock_match import Selector, matches
from asl.hosts.mock_values import MockError
from asl.hosts.mocks import Mocks
from asl.model.parse import parse_machine
from asl.resources.arn import parse_resource
from asl.testing.simulate import simulate

F = "arn:aws:lambda:us-east-1:123456789012:function:f"
INVOKE = "arn:aws:states:::lambda:invoke"


def call(arguments: Any = None, *, state: str = "S", arn: str = F, **more: Any) -> TaskCall:
    resource = parse_resource(arn)
    assert resource is not None
    return TaskCall(state, resource, arguments, **more)


def given(text: str, *calls: TaskCall, case: str | None = None) -> list[Answer]:
    mocks = MockFile(text).answerer(None, case)
    return [answer for one in calls if isinstance(answer := mocks.answer(one), tuple)]


# ------------------------------------------------------------------ lists
def test_a_list_of_answers_is_given_in_turn() -> None:
    text = """
    S:
      - {throw: Busy, cause: later, times: 2}
      - {return: 1, after: 3}
      - {never: true}
    """
    assert given(text, *[call()] * 4) == [
        Failed("Busy", "later"),
        Failed("Busy", "later"),
        After(3, Returned(1)),
        Never(),
    ]


def test_a_list_ends_by_name() -> None:
    mocks = MockFile("S: [{throw: Busy}]").answerer(None)
    assert mocks.answer(call()) == Failed("Busy")
    with pytest.raises(MockError, match=r"has 1 answer, .* times: always"):
        mocks.answer(call())


def test_the_last_may_go_on() -> None:
    text = "S: [{throw: Busy}, {return: 1, times: always}]"
    assert given(text, *[call()] * 4) == [Failed("Busy"), *[Returned(1)] * 3]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([1, {"a": 2}], id="no entry is an answer"),
        pytest.param([], id="nothing in it"),
        pytest.param([["return"]], id="the word elsewhere"),
    ],
)
def test_other_lists_are_values(value: Any) -> None:
    import json

    assert given(json.dumps({"S": value}), call()) == [Returned(value)]


def test_stage_and_submitted() -> None:
    text = "S: [{throw: E, stage: submit}, {return: 1, submitted: {Id: 7}}, {throw: E, submitted: 2, after: 5}]"
    assert given(text, *[call()] * 3) == [
        Failed("E", None, "submit"),
        Submitted({"Id": 7}, Returned(1)),
        Submitted(2, After(5, Failed("E"))),
    ]


# ------------------------------------------------------------------ by what is called
RULES = """
S:
  - {when: {kind: gold, who: {age: 7}}, return: gold}
  - {when: {kind: silver}, throw: Busy, times: 1}
  - {index: [2, 3], return: third or fourth}
  - {attempt: 1, return: retried}
  - {return: other}
"""


@pytest.mark.parametrize(
    "made, answer",
    [
        pytest.param(
            call({"kind": "gold", "who": {"age": 7.0, "x": 1}, "y": 2}), Returned("gold"), id="when"
        ),
        pytest.param(
            call({"kind": "gold", "who": {"age": 8}}), Returned("other"), id="one member differs"
        ),
        pytest.param(call({"kind": "silver"}), Failed("Busy"), id="an error"),
        pytest.param(call({}, map_index=3), Returned("third or fourth"), id="index"),
        pytest.param(call({}, map_index=1), Returned("other"), id="another index"),
        pytest.param(call({}, attempt=1), Returned("retried"), id="attempt"),
        pytest.param(call("text"), Returned("other"), id="the rest"),
    ],
)
def test_the_first_that_fits_answers(made: TaskCall, answer: Answer) -> None:
    assert given(RULES, made) == [answer]


def test_what_is_used_up_is_passed_over() -> None:
    silver = call({"kind": "silver"})
    assert given(RULES, silver, silver, call({}), silver) == [
        Failed("Busy"),
        *[Returned("other")] * 3,
    ]


def test_a_call_that_nothing_fits_is_an_error_that_shows_it() -> None:
    mocks = MockFile("S: {when: {a: 1}, return: 1}").answerer(None)
    with pytest.raises(MockError) as e:
        mocks.answer(call({"a": 2}, map_index=4, attempt=1))
    assert 'the mock for "S" has no answer for this call of "S"' in str(e.value)
    assert 'with {"a":2}, index 4, attempt 1' in str(e.value)


def test_under_a_functions_name_the_payload_is_matched() -> None:
    text = "f: [{when: {id: 7}, return: seven}, {return: other}]"
    answers = given(
        text,
        *(
            call({"FunctionName": "f", "Payload": payload}, arn=INVOKE)
            for payload in ({"id": 7, "x": 1}, '{"id": 7}', {"id": 8})
        ),
    )
    assert [a.value["Payload"] for a in answers if isinstance(a, Returned)] == [
        "seven",
        "seven",
        "other",
    ]


def test_what_was_never_given_is_known() -> None:
    mocks = MockFile(RULES + "T: [{return: 1}, {return: 2}]\nU: 1\n").answerer(None)
    assert isinstance(mocks, Mocks)
    mocks.answer(call({"kind": "silver"}))
    mocks.answer(call(state="T"))
    assert mocks.unused == ["U"]
    assert mocks.left_over == {"S": [1, 3, 4, 5], "T": [2]}


@pytest.mark.parametrize(
    "pattern, value, fits",
    [
        pytest.param({}, {"a": 1}, True, id="nothing is asked for"),
        pytest.param({}, [], False, id="an object is no list"),
        pytest.param({"a": None}, {}, False, id="null is not absent"),
        pytest.param([{"a": 1}, 2], [{"a": 1, "b": 1}, 2], True, id="lists entry by entry"),
        pytest.param([1], [1, 2], False, id="lists of one length"),
        pytest.param(1, 1.0, True, id="one number"),
        pytest.param(1, True, False, id="true is no number"),
        pytest.param("a", "a", True, id="text"),
    ],
)
def test_matching(pattern: Any, value: Any, fits: bool) -> None:
    assert matches(pattern, value) is fits
    assert Selector(when=pattern).takes(call(value)) is fits


# ------------------------------------------------------------------ cases
CASES = """
check: none
mocks:
  S: shared
  T: {Payload: 1}
cases:
  declined: {S: {throw: Card.Declined}}
  empty: {}
"""
MACHINE = parse_machine(
    {
        "StartAt": "S",
        "States": {
            "S": {"Type": "Task", "Resource": F, "Next": "T"},
            "T": {
                "Type": "Task",
                "Resource": INVOKE,
                "Parameters": {"FunctionName": "f"},
                "End": True,
            },
            "U": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": True},
        },
    }
)
assert MACHINE is not None


def test_a_case_comes_over_what_is_shared() -> None:
    file = MockFile(CASES)
    assert (file.cases, file.needs_case) == (["declined", "empty"], False)
    two = (call(), call(state="T"))
    assert given(CASES, *two) == [Returned("shared"), Returned({"Payload": 1})]
    assert given(CASES, *two, case="declined") == [
        Failed("Card.Declined"),
        Returned({"Payload": 1}),
    ]
    assert given(CASES, *two, case="empty") == given(CASES, *two)


@pytest.mark.parametrize(
    "text, case, message",
    [
        pytest.param(
            CASES, "declind", 'has no case "declind": did you mean "declined"?', id="slip"
        ),
        pytest.param(CASES, "zzz", 'it has "declined", "empty"', id="nothing near"),
        pytest.param(
            "cases: {a: {}, b: {}}", None, 'say which case; it has "a", "b"', id="none named"
        ),
        pytest.param("S: 1", "a", "has no test cases", id="a table"),
        pytest.param("mocks: {}\ncase: {}", None, 'did you mean "cases"?', id="a slip at the top"),
        pytest.param(
            "mocks: {}\nS: 1", None, "states are named inside mocks", id="a state at the top"
        ),
        pytest.param("mocks: {}\ncheck: all", None, "check is strict, present or none", id="check"),
        pytest.param("mocks: 1", None, "this is a number", id="no table"),
        pytest.param("cases: []", None, "cases is an object", id="no cases"),
        pytest.param(
            "cases: {a: {S: {retrun: 1, throw: E}}}",
            "a",
            '"retrun" is no word of an answer',
            id="a word",
        ),
    ],
)
def test_mistakes_in_documents(text: str, case: str | None, message: str) -> None:
    with pytest.raises(UsageError) as e:
        MockFile(text).answerer(None, case)
    assert message in str(e.value)


@pytest.mark.parametrize(
    "said, place, message",
    [
        ("[{return: 1}, 2]", "1:18", "this entry is a number, and others of the list are answers"),
        ("[{return: 1}, {sequence: [1]}]", "1:18", "write its answers out"),
        ("[{when: {a: 1}, return: 1}, {return: 2}, {return: 3}]", "1:45", "no call gets here"),
        ("[{return: 1, times: always}, {return: 2}]", "1:33", "no call gets here"),
        ("{return: 1, times: 2}", "1:16", '"times" counts inside a list'),
        ("[{return: 1, times: 0}]", "1:24", "or always"),
        ('{when: "{% $x %}", return: 1}', "1:11", "no expression"),
        ("{index: -1, return: 1}", "1:12", "index is a whole number from 0"),
        ("{attempt: [], return: 1}", "1:14", "attempt is a whole number from 0"),
        ("{delay: 3, return: 1}", "1:5", '"delay" is no word of an answer'),
        ("{return: 1, cause: x}", "1:16", '"cause" does not go with "return"'),
        ("{throw: E, return: 1}", "1:5", 'an answer has either "return" or "throw"'),
        ("{throw: E, stage: sumbit}", "1:22", "stage is schedule, start, submit or run"),
        ("{return: 1, check: maybe}", "1:23", "check is strict, present or none"),
        ("{when: {a: 1}, after: 2}", "1:5", '"when" says nothing without return or throw'),
        ("{sequence: [{return: 1, when: {}}]}", "1:28", "write the list without sequence"),
        ("{sequence: [{return: 1, times: always}]}", "1:35", "repeat_last: true"),
        ("{throw: E, after: .inf}", "1:22", "after is a number of seconds"),
    ],
)
def test_mistakes_have_a_place(said: str, place: str, message: str) -> None:
    with pytest.raises(MockFileError) as e:
        MockFile(f"S: {said}", "m.yaml").answerer(None)
    assert f"m.yaml:{place}: error: " in str(e.value)
    assert message in str(e.value)


def test_keys_and_answers_are_checked_against_the_machine_at_once() -> None:
    text = "Q: 1\nT: {id: 7}\nU:\n  - {return: {Attribute: {}}}\n  - {throw: DynamoDb.Busy}\n"
    with pytest.raises(MockFileError) as e:
        MockFile(text, "m.yaml").answerer(MACHINE)
    lines = [line for line in str(e.value).splitlines() if "error: " in line]
    assert lines == [
        'm.yaml:1:1: error: the mock for "Q" names no task of this definition',
        'm.yaml:2:4: error: the result of lambda:invoke has a "Payload"',
        'm.yaml:4:15: error: dynamodb PutItem has no field "Attribute"',
        'm.yaml:5:13: error: dynamodb:putItem cannot fail with "DynamoDb.Busy"',
    ]


def test_a_shared_answer_that_a_case_replaces_is_not_held_to_the_model() -> None:
    text = "mocks: {U: {Nope: 1}}\ncases: {a: {U: {}}, b: {}}"
    file = MockFile(text)
    file.answerer(MACHINE, "a")
    with pytest.raises(MockFileError):
        file.answerer(MACHINE, "b")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("U: {return: {Nope: 1}, check: none}", id="one answer"),
        pytest.param(
            "U: {sequence: [{Nope: 1}, {return: {Nope: 1}}], check: none}", id="a sequence"
        ),
        pytest.param("check: none\nmocks: {U: {Nope: 1}}", id="the file"),
        pytest.param("f: {Nope: 1}", id="a function's own result"),
        pytest.param("S: {Nope: 1}", id="a function by its state"),
    ],
)
def test_what_is_not_checked(text: str) -> None:
    assert MockFile(text).answerer(MACHINE).warnings == ()


def test_simulate_takes_a_file_and_its_case(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("cases: {good: {S: 1}, bad: {S: {throw: E}}}")
    machine = {"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": F, "End": True}}}
    assert simulate(machine, mocks=path, test_case="good").output == 1
    assert simulate(machine, mocks=str(path), test_case="bad").error == "E"
    with pytest.raises(UsageError, match="say which case"):
        simulate(machine, mocks=path)
    with pytest.raises(UsageError, match="needs a mock_config, or a mock file"):
        simulate(machine, mocks={"S": 1}, test_case="good")


def test_functions_cost_no_model() -> None:
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from asl.hosts.mock_file import MockFile\n"
        "from asl.model.parse import parse_machine\n"
        f"m = parse_machine({{'StartAt': 'S', 'States': {{'S': {{'Type': 'Task', 'Resource': '{INVOKE}', 'End': True}}}}}})\n"
        "MockFile('S: [{throw: Lambda.ServiceException}, {return: {Payload: 1}}]').answerer(m)\n"
        "heavy = {'botocore', 'gzip', 'jsonschema'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
