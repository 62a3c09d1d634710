"""Laws of TestState: a state alone does what it does in a run, and texts come through as they were written."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from property.machines import a_machine, a_value, an_input

from asl import teststate
from asl.errors import UsageError
from asl.hosts.answers import Answer, Returned, TaskCall
from asl.hosts.mocks import UnansweredTask
from asl.jsonvalue import dumps, parse
from asl.resources.arn import parse_resource
from asl.testing.run import visits_of
from asl.testing.simulate import load, simulate
from asl.teststate.texts import Texts

JSON = Any
ROLE = "arn:aws:iam::123456789012:role/r"
seeds = st.integers(0, 2**32)


class Constant:
    """Every task comes to the same."""

    def answer(self, call: TaskCall) -> Answer:
        return Returned({"ok": True, "a": 1})


def can_be_alone(state: JSON) -> bool:
    if state["Type"] != "Task":
        return state["Type"] not in ("Map", "Parallel")
    resource = parse_resource(state["Resource"])
    return resource is not None and resource.pattern == "request-response"


@given(seeds)
def test_a_state_alone_does_what_it_does_in_a_run(seed: int) -> None:
    random = Random(seed)
    definition = a_machine(random, size=5, depth=0)
    text = json.dumps(definition)
    # The context object is another, and so is the stream of random numbers.
    assume(not any(word in text for word in ("$$", "$states.context", "UUID", "$uuid", "$random")))
    program = load(text)
    run = simulate(program, dumps(an_input(random)), mocks=Constant(), max_time=10_000)
    variables: dict[str, JSON] = {}
    visits = visits_of(run.records)
    for at, view in enumerate(visits):
        if not view.is_done:
            break
        state = definition["States"][view.name]
        if can_be_alone(state) and (view.left_at or view.entered_at) == view.entered_at:
            request = {"definition": text, "stateName": view.name, "input": dumps(view.input)}
            asked = {
                **request,
                "variables": dumps(variables),
                "roleArn": ROLE,
                "inspectionLevel": "DEBUG",
            }
            got = teststate.test_state(asked, answer=Constant())
            following = run.path[at + 1] if at + 1 < len(visits) else None
            assert got.get("nextState") == following
            assert got["status"] in ("SUCCEEDED", "CAUGHT_ERROR")
            if got["status"] == "SUCCEEDED":  # an error output tells where it happened
                assert parse(got["output"]) == view.output
                after = parse(got["inspectionData"].get("variables", "{}"))
                assert after == {**variables, **view.assigned}
        variables |= view.assigned


def any_request(random: Random) -> JSON:
    """A request of the API's form that means anything or nothing: any state of a machine, any mock, any setting."""
    definition = a_machine(random, size=4, depth=2)
    text = json.dumps(definition)
    states = {n: state for scope in scopes_of(definition) for n, state in scope["States"].items()}
    names = list(states)
    name = random.choice(names)
    request: dict[str, JSON] = {
        "definition": text,
        "stateName": name,
        "input": dumps(an_input(random)),
        "inspectionLevel": "TRACE",
    }
    some: dict[str, JSON] = {
        "roleArn": ROLE,
        "variables": dumps(random.choice(({}, {"v": [1]}, a_value(random)))),
        "context": dumps(random.choice(({}, {"State": {"Name": "n"}}, a_value(random)))),
        "mock": random.choice(
            (
                {"result": dumps(a_value(random)), "fieldValidationMode": "NONE"},
                {"result": dumps([a_value(random), a_value(random)])},
                {
                    "errorOutput": {
                        "error": random.choice(("X", "States.Runtime", "States.Timeout"))
                    }
                },
            )
        ),
        "stateConfiguration": random.choice(
            (
                {"retrierRetryCount": random.randrange(6)},
                {"mapIterationFailureCount": random.randrange(4)},
                {"errorCausedByState": random.choice(names)},
                {"mapItemReaderData": random.choice(("[1, 2]", "{}", "x", ""))},
            )
        ),
    }
    is_mocked = states[name]["Type"] in ("Task", "Map", "Parallel") and random.random() < 0.9
    chance = {"mock": 0.98, "context": 0.3, "stateConfiguration": 0.5} if is_mocked else {}
    return request | {k: v for k, v in some.items() if random.random() < chance.get(k, 0.05)}


def scopes_of(scope: JSON) -> list[JSON]:
    found = [scope]
    for state in scope["States"].values():
        inner = [*state.get("Branches", ()), state.get("ItemProcessor") or state.get("Iterator")]
        found += [deeper for one in inner if one for deeper in scopes_of(one)]
    return found


STATUSES = ("SUCCEEDED", "FAILED", "RETRIABLE", "CAUGHT_ERROR")


@given(seeds)
def test_every_request_is_answered_or_refused(seed: int) -> None:
    request = any_request(Random(seed))
    try:
        answer = teststate.test_state(request)
    except (teststate.TestStateError, UsageError, UnansweredTask):
        return
    assert answer["status"] in STATUSES
    assert ("output" in answer) == (answer["status"] in ("SUCCEEDED", "CAUGHT_ERROR"))
    assert answer["inspectionData"]["input"] == request["input"]
    for text in (answer.get("output"), *answer["inspectionData"].values()):
        if isinstance(text, str):
            parse(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(json_values, st.sampled_from([(", ", ": "), (",", ":"), (" ,\n", " :  ")]))
def test_a_given_text_is_written_as_it_was(value: JSON, separators: tuple[str, str]) -> None:
    text = json.dumps(value, separators=separators, ensure_ascii=False)
    texts = Texts()
    parsed = parse(text)
    texts.note(text, parsed)
    if isinstance(parsed, (dict, list)):
        assert texts.write(parsed) == text
    around = {"made": [parsed, 1]}
    assert texts.write(around) == f'{{"made":[{texts.write(parsed)},1]}}'
    assert parse(texts.write(around)) == around


@given(json_values)
def test_an_equal_value_from_elsewhere_is_written_compactly(value: JSON) -> None:
    texts = Texts()
    spaced = json.dumps(value, indent=1)
    texts.note(spaced, parse(spaced))
    assert texts.write(parse(spaced)) == dumps(parse(spaced))
