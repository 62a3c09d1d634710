"""Laws of mock files: a run becomes mocks that give the same run; stubs load and hold; what is written reads back."""

from __future__ import annotations

import json
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from property.machines import a_machine, a_value, an_input

from asl.errors import DefinitionError, UsageError
from asl.hosts.answers import After, Answer, Failed, Never, Returned, Submitted, TaskCall
from asl.hosts.mock_answers import WORDS, Table
from asl.hosts.mock_file import MockFile
from asl.hosts.mock_history import answers_of
from asl.hosts.mock_match import matches
from asl.hosts.mock_schema import schema
from asl.hosts.mock_stub import stub_local, stub_yaml, stubs
from asl.hosts.mock_text import Entry, as_yaml, value_said
from asl.hosts.virtual import EndlessLoop
from asl.jsonvalue import JSON, dumps, same
from asl.testing.run import Run
from asl.testing.simulate import load, prepare

MAX_TIME_S = 400_000.0


class Luck:
    """Answers at random, but for every call."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def answer(self, call: TaskCall) -> Answer:
        random = self.random
        answer: Answer
        if random.random() < 0.2:
            answer = Failed(random.choice(("X", "Y", "Z")), random.choice((None, "why")))
        elif random.random() < 0.03:
            return Never()
        else:
            answer = Returned(random.choice(({"ok": True}, an_input(random), a_value(random))))
        if random.random() < 0.5:
            answer = After(random.choice((0.001, 0.5, 1, 7, 90)), answer)
        if call.resource.pattern in ("sync", "token") and random.random() < 0.5:
            answer = Submitted({"id": random.randrange(9)}, answer)
        return answer


def told(run: Run) -> dict[str, Any]:
    return {
        "status": run.status,
        "path": run.path,
        "output": dumps(run.output),
        "error": run.error,
        "kinds": [record[0] for record in run.records],
    }


def run_of(program: Any, given: JSON, mocks: Any) -> Run:
    host = prepare(program, dumps(given), mocks=mocks, seed=5)
    host.advance(MAX_TIME_S)
    return Run(host)


def round_trip(seed: int) -> bool:
    """Whether this seed could be tried at all."""
    random = Random(seed)
    definition, input_ = a_machine(random, 3 + seed % 7), an_input(random)
    if "DISTRIBUTED" in json.dumps(definition):
        return False  # its children's calls are in histories of their own
    try:
        program = load(definition)
    except DefinitionError:
        return False
    try:
        first = run_of(program, input_, Luck(random))
    except EndlessLoop:
        return False
    events = [{**event, "timestamp": event["timestamp"].isoformat()} for event in first.history]
    text = answers_of({"events": events}, program.machine).yaml("m.asl.json")
    mocks = MockFile("check: none\nmocks:\n  " + text.replace("\n", "\n  "))
    again = run_of(program, input_, mocks.answerer(program.machine))
    assert told(again) == told(first), f"seed {seed}\n{text}"
    return any("Scheduled" in kind for kind in told(first)["kinds"])


def test_a_history_becomes_mocks_that_give_the_same_run() -> None:
    tried = sum(round_trip(seed) for seed in range(200))
    assert tried > 60  # machines in which tasks were called


@pytest.mark.parametrize("seed", range(25))
def test_stubs_load_hold_and_read_back(seed: int) -> None:
    definition = a_machine(Random(seed), 8)
    program = load(definition)
    values = {state.name: value for state, _, value in stubs(program.machine, definition)}
    file = MockFile(stub_yaml(program.machine, definition, "m.asl.json"))
    assert not file.check_all(program.machine)
    assert file.answerer(program.machine).warnings == ()
    read = file.table()
    assert {k: v.value if isinstance(v, Returned) else v for k, v in read.items()} == values
    local = MockFile(stub_local(program.machine, definition, "m"), "MockConfigFile.json")
    assert not local.check_all(program.machine)


texts = st.text(max_size=12) | st.sampled_from(
    ["no", "2024-01-01", "1", "~", "- a", "# x", "\u2028"]
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(texts | st.sampled_from(sorted(WORDS)), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=4))
@example({"mocks": 1, "cases": {}})
@example({"a": "0E0", "1e5": ["-1.5e+3"]})
@example({"a": {"return": 1}, "b": [{"throw": "X"}], "c": {"Throw": {}}})
@example({"a": {"when": 1}, "b": {"index": 1, "after": 2}})
def test_what_is_written_reads_back(table: dict[str, JSON]) -> None:
    text = as_yaml([Entry(key, value_said(value)) for key, value in table.items()])
    file = MockFile(text)
    assert not [f for f in file.findings if f.is_error], text
    read = {k: v.value if isinstance(v, Returned) else v for k, v in file.table().items()}
    assert same(read, table), text


# ------------------------------------------------------------------ the schema and the reader
parts = {
    "return": values,
    "throw": st.sampled_from(["E", "", 1]),
    "raise": st.sampled_from(["E", None]),
    "never": st.sampled_from([True, False]),
    "sequence": st.lists(
        st.sampled_from([1, {"return": 1}, {"throw": "E", "times": 2}]), max_size=2
    ),
    "cause": st.sampled_from(["c", None, 3]),
    "stage": st.sampled_from(["submit", "sumbit"]),
    "submitted": st.just({}),
    "after": st.sampled_from([0, 1.5, -1, "3"]),
    "times": st.sampled_from([1, 0, "always", True]),
    "when": st.sampled_from([{"a": 1}, [1]]),
    "index": st.sampled_from([0, [1, 2], -1, []]),
    "attempt": st.sampled_from([0, [1], 1.5]),
    "check": st.sampled_from(["none", "nine"]),
    "repeat_last": st.sampled_from([True, 1]),
    "wrong": st.just(1),
}
answers = st.dictionaries(
    st.sampled_from(sorted(parts)), st.none(), min_size=1, max_size=3
).flatmap(lambda keys: st.fixed_dictionaries({key: parts[key] for key in keys}))
# What a schema does not say: the reader's own, by a piece of its message.
BEYOND = (
    "no call gets here",
    "says nothing without",
    "Step Functions Local's word",
    "by repeat_last: true",
    "gives them in turn",
)


@given(answers | st.lists(answers, min_size=1, max_size=3))
def test_the_schema_takes_what_the_reader_takes(said: JSON) -> None:
    from jsonschema import Draft202012Validator

    found = Table({"S": said}).found
    taken = Draft202012Validator(schema()).is_valid({"S": said})
    if not found:
        assert taken, said
    elif not any(text in one.message for one in found for text in BEYOND):
        assert not taken, (said, found)


# ------------------------------------------------------------------ matching
@given(values, values)
def test_every_value_matches_itself_and_what_has_less(value: JSON, other: JSON) -> None:
    assert matches(value, value)
    assert matches({}, {"k": value})
    assert matches({"k": value}, {"k": value, "other": other})
    if matches(value, other) and matches(other, value):
        assert same(value, other)


@given(st.text(max_size=40), st.sampled_from(["m.yaml", "m.json"]))
def test_any_text_is_read_or_told(text: str, name: str) -> None:
    with suppress(UsageError):
        MockFile(text, name).answerer(None)
