"""The short mock file, and telling it from Step Functions Local's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.answers import Failed, Never, Returned
from asl.hosts.mock_config import MockConfig
from asl.hosts.mock_document import MockFileError
from asl.hosts.mock_file import load_mocks
from asl.hosts.mock_values import Delayed, sequence


def load(tmp_path: Path, text: str, name: str = "mocks.yaml") -> Any:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load_mocks(str(path))


@pytest.mark.parametrize(
    "said, answer",
    [
        pytest.param({"id": 7}, {"id": 7}, id="an object is the value"),
        pytest.param([1, 2], [1, 2], id="a list is the value"),
        pytest.param(None, None, id="null"),
        pytest.param({}, {}, id="an empty object"),
        pytest.param({"return": {"return": 1}}, Returned({"return": 1}), id="return"),
        pytest.param({"raise": "E", "cause": "c"}, Failed("E", "c"), id="raise"),
        pytest.param({"raise": "E"}, Failed("E"), id="raise without cause"),
        pytest.param({"never": True}, Never(), id="never"),
        pytest.param({"return": 1, "after": 2.5}, Delayed(2.5, Returned(1)), id="return after"),
        pytest.param({"raise": "E", "after": 2}, Delayed(2, Failed("E")), id="raise after"),
        pytest.param(
            {"sequence": [{"raise": "E", "times": 2}, 5, {"return": 6}], "repeat_last": True},
            sequence(Failed("E"), Failed("E"), 5, Returned(6), repeat_last=True),
            id="sequence",
        ),
    ],
)
@pytest.mark.parametrize("name", ["m.json", "m.yaml"])
def test_answers(tmp_path: Path, name: str, said: Any, answer: Any) -> None:
    assert load(tmp_path, json.dumps({"Charge": said}), name) == {"Charge": answer}


def test_yaml_has_jsons_types_only(tmp_path: Path) -> None:
    assert load(tmp_path, "A: {no: No, day: 2024-01-01}\n") == {
        "A": {"no": "No", "day": "2024-01-01"}
    }


def test_step_functions_locals_file_is_known_by_its_keys(tmp_path: Path) -> None:
    text = '{"StateMachines": {"M": {"TestCases": {"C": {}}}}, "MockedResponses": {}}'
    mocks = load(tmp_path, text, "MockConfigFile.json")
    assert isinstance(mocks, MockConfig)
    assert mocks.cases("M") == ["C"]


@pytest.mark.parametrize(
    "said, message",
    [
        pytest.param({"return": 1, "raise": "E"}, 'either "return" or "raise"', id="two verbs"),
        pytest.param(
            {"return": 1, "casue": "c"}, '"casue" is no word of an answer', id="a stranger"
        ),
        pytest.param({"never": False}, "never is true, or is left out", id="never: false"),
        pytest.param({"raise": 3}, "an error's name is text", id="a number raised"),
        pytest.param({"raise": "E", "cause": {}}, "a cause is text", id="an object as cause"),
        pytest.param({"return": 1, "after": "3"}, "after is a number", id="after in text"),
        pytest.param({"return": 1, "times": 2}, '"times" counts inside a list', id="times outside"),
        pytest.param({"sequence": []}, "a sequence is a list of answers", id="an empty sequence"),
        pytest.param(
            {"sequence": [1], "repeat_last": 1}, "repeat_last is true or false", id="repeat_last: 1"
        ),
        pytest.param(
            {"sequence": [{"sequence": [1]}]}, "a sequence inside a sequence", id="nested"
        ),
        pytest.param(
            {"sequence": [{"return": 1, "times": 0}]}, "times is a whole number", id="times: 0"
        ),
        pytest.param({"Throw": {"Error": "E"}}, "is Step Functions Local's word", id="Throw"),
        pytest.param({"Return": {"a": 1}}, "is Step Functions Local's word", id="Return"),
    ],
)
def test_errors(tmp_path: Path, said: Any, message: str) -> None:
    with pytest.raises(MockFileError) as e:
        load(tmp_path, json.dumps({"Charge": said}, indent=1))
    assert message in str(e.value)


def test_all_errors_come_with_their_places(tmp_path: Path) -> None:
    text = "A:\n  return: 1\n  wrong: 2\nB:\n  raise: 3\n"
    with pytest.raises(MockFileError) as e:
        load(tmp_path, text)
    places = [
        line.split(": error")[0].rpartition("mocks.yaml:")[2]
        for line in str(e.value).splitlines()
        if "error:" in line
    ]
    assert places == ["3:3", "5:10"]


@pytest.mark.parametrize("text", ["[1]", "A: {", '"x"'])
def test_not_a_mock_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        load(tmp_path, text)
