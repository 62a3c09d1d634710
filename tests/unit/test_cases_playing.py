"""How cases are run: steps on the clock, where mocks come from and which must be called, functions, buckets, settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cases_by_file import GOOD_MOCKS, ORDER, run, run_one, said

from asl.jsonvalue import JSON
from asl.testing import sessions
from asl.testing.cases.session import Chosen, Session
from asl.testing.sessions import Seen

DONE = {"path": ["Ask", "Work", "Rest", "Done"]}


def approval(folder: Path, steps: list[JSON], expect: JSON = None, **test: JSON) -> list[str]:
    """What the approval machine's test misses, after these steps."""
    one = {"steps": steps, **({"expect": expect} if expect else {}), **test}
    (result,) = run(folder, {"definition": "approval.asl.json", "tests": {"it": one}})
    assert result.outcome != "error", result.message
    return said(result)


YES = {"succeed": {"token_of": "Ask", "output": {"by": "me"}}}
PAINTED = {"succeed": {"activity": "paint"}}
STEPS: list[tuple[str, list[JSON], JSON]] = [
    ("answered at once", [YES, PAINTED], {**DONE, "duration": "1m"}),
    ("answered after an hour", [{"advance": "1h"}, YES, PAINTED], {**DONE, "duration": "1h1m"}),
    (
        "time passes only as steps say",
        [YES, PAINTED, {"expect": {"status": "RUNNING", "duration": 0, "waits_for": []}}],
        DONE,
    ),
    (
        "in the middle of a wait",
        [YES, PAINTED, {"advance": 59.999}, {"expect": {"not_entered": ["Done"], "duration": 59.999}}],
        {"duration": 60},
    ),
    ("its output is the task's", [YES, {"expect": {"states": {"Ask": {"output": {"by": "me"}}}}}, PAINTED], DONE),
    (
        "heartbeats keep it",
        [*[{"advance": "119m"}, {"heartbeat": {"token_of": "Ask"}}] * 5, YES, PAINTED],
        {**DONE, "duration": 5 * 119 * 60 + 60},
    ),
    ("without heartbeats it is late", [{"advance": "3h"}], {"error": "Approval.Late", "duration": "2h"}),
    ("refused", [{"fail": {"token_of": "Ask", "error": "No", "cause": "not today"}}], {"error": "No", "cause": "not today"}),
    ("a worker takes it and beats", [YES, {"heartbeat": {"activity": "paint"}}, {"advance": "9m"}, {"heartbeat": {"activity": "paint"}}, {"advance": "9m"}, PAINTED], DONE),
    ("a worker dies", [YES, {"heartbeat": {"activity": "paint"}}, {"advance": "11m"}], {"status": "FAILED", "error": "States.Timeout"}),
    ("a worker fails", [YES, {"fail": {"activity": "paint", "error": "Dry"}}], {"error": "Dry"}),
    ("nobody polls", [YES, {"advance": "30d"}], {"status": "RUNNING", "waits_for": ["Work"]}),
    ("stopped", [{"stop": {"error": "Enough", "cause": "said so"}}], {"status": "ABORTED", "error": "Enough", "cause": "said so"}),
    ("stopped without a word", [{"stop": {}}], {"status": "ABORTED"}),
    (
        "redriven",
        [YES, {"fail": {"activity": "paint", "error": "Dry"}}, {"expect": {"status": "FAILED"}}, {"redrive": True}, PAINTED],
        {"status": "SUCCEEDED", "output": {}},
    ),
    ("until a state", [YES, PAINTED, {"advance_until": "Done"}, {"expect": {"duration": "1m"}}], DONE),
    ("until the state that it is in", [YES, {"advance_until": "Work"}, {"expect": {"duration": 0}}, PAINTED], DONE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "expect"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS]
)
def test_steps(steps: list[JSON], expect: JSON, tmp_path: Path) -> None:
    assert approval(tmp_path, steps, expect) == []


def test_a_step_that_cannot_be_made_ends_the_test(tmp_path: Path) -> None:
    steps = [{"succeed": {"token_of": "Work"}}, {"expect": {"duration": "9h"}}]
    (message,) = approval(tmp_path, steps, {"duration": "9h"})
    assert message.startswith('step succeed: no task waits with the token of "Work"')


def test_a_step_s_expectation_ends_the_test(tmp_path: Path) -> None:
    steps = [{"expect": {"duration": "9h"}}, {"expect": {"duration": "8h"}}]
    assert approval(tmp_path, steps, {"duration": "9h"}) == ["duration: it took 0s, expected 9h"]


def test_expectations_in_steps_are_enough_and_the_end_is_judged_all_the_same(
    tmp_path: Path,
) -> None:
    """Whoever expects something in between still wants it to succeed."""
    assert approval(tmp_path, [{"expect": {"waits_for": ["Ask"]}}]) == [
        "status: expected SUCCEEDED, got FAILED"  # late, after two hours without a heartbeat
    ]
    assert approval(tmp_path, [{"expect": {"waits_for": ["Ask"]}}, YES, PAINTED]) == []


def test_max_time_leaves_it_where_it_is(tmp_path: Path) -> None:
    night = {"input": {"amount": 12}, "max_time": "30m"}
    waits = {"status": "RUNNING", "not_entered": ["Ship"], "duration": "30m"}
    assert said(run_one(tmp_path, {**night, "expect": waits})) == []
    late = {**night, "max_time": "1h", "expect": {"path_contains": ["Ship"]}}
    assert said(run_one(tmp_path, late)) == []


def test_max_time_counts_from_the_start(tmp_path: Path) -> None:
    expect = {"status": "RUNNING", "duration": "2h"}
    steps = [YES, {"advance": "2h"}]
    assert approval(tmp_path, steps, expect, max_time="1h") == []


# ------------------------------------------------------------------ mocks


def many(folder: Path, tests: JSON, **top: JSON) -> list[tuple[str, str, list[str]]]:
    found = run(folder, {"definition": "order.asl.json", "tests": tests, **top})
    assert not [result.message for result in found if result.outcome == "error"]
    return [(result.name, result.outcome, said(result)) for result in found]


PAID = {"input": {"amount": 12}, "expect": {"path_contains": ["Ship"]}}
SMALL = {"input": {"amount": 1}, "expect": {"error": "Order.Refused"}}


def test_shared_mocks_are_called_by_one_test_at_least(tmp_path: Path) -> None:
    assert [row[1] for row in many(tmp_path, {"a": PAID, "b": SMALL}, mocks=GOOD_MOCKS)] == [
        "passed",
        "passed",
    ]
    found = many(tmp_path, {"b": SMALL}, mocks=GOOD_MOCKS)
    assert found[1:] == [
        (
            "shared mocks",
            "failed",
            [
                f'mocks: no test of {tmp_path}/a.test.json calls the mock for "Charge"',
                f'mocks: no test of {tmp_path}/a.test.json calls the mock for "Ship"',
            ],
        )
    ]


@pytest.mark.parametrize(
    ("allowed", "left"), [(True, []), (["Charge", "Ship"], []), (["Ship"], ["Charge"]), (False, ["Charge", "Ship"])]
)  # fmt: skip
def test_shared_mocks_may_be_excused(allowed: JSON, left: list[str], tmp_path: Path) -> None:
    found = many(tmp_path, {"b": SMALL}, mocks=GOOD_MOCKS, unused_mocks=allowed)
    messages = [message for row in found[1:] for message in row[2]]
    assert [message.rpartition(" ")[2].strip('"') for message in messages] == left


def test_shared_mocks_are_not_judged_when_only_some_tests_ran(tmp_path: Path) -> None:
    file = {"definition": "order.asl.json", "mocks": GOOD_MOCKS, "tests": {"a": PAID, "b": SMALL}}
    assert [result.name for result in run(tmp_path, file, text="b")] == ["b"]
    failing = {"a": {**SMALL, "expect": {"status": "SUCCEEDED"}}, "b": SMALL}
    assert [row[0] for row in many(tmp_path, failing, mocks=GOOD_MOCKS)] == ["a", "b"]


OWN: list[tuple[JSON, JSON, list[str]]] = [
    ({"Ship": {}}, None, ['mocks: the mock for "Ship" was never called']),
    ({"Ship": {}}, True, []),
    ({"Ship": {}}, ["Ship"], []),
    (
        {"Ship": {}, "Charge": GOOD_MOCKS["Charge"]},
        ["Ship"],
        ['mocks: the mock for "Charge" was never called'],
    ),
]


@pytest.mark.parametrize(("mocks", "allowed", "messages"), OWN, ids=str)
def test_a_test_s_own_mocks_are_called(
    mocks: JSON, allowed: JSON, messages: list[str], tmp_path: Path
) -> None:
    test: dict[str, JSON] = {**SMALL, "mocks": mocks}
    if allowed is not None:
        test["unused_mocks"] = allowed
    ((_, _, found),) = many(tmp_path, {"b": test})
    assert found == messages


def test_answers_that_were_not_given(tmp_path: Path) -> None:
    again = {"throw": "Lambda.TooManyRequestsException"}
    fine = {"return": GOOD_MOCKS["Charge"]}

    def messages(answers: list[JSON], **more: JSON) -> list[str]:
        mocks = {"Charge": answers, "Ship": {"MessageId": "m"}}
        return many(tmp_path, {"a": {**PAID, "mocks": mocks, **more}})[0][2]

    assert messages([again, again, fine]) == []
    assert messages([fine, again]) == ['mocks: answer 2 of the mock for "Charge" was never given']
    three = [fine, again, again, fine]
    assert messages(three) == ['mocks: answers 2, 3, 4 of the mock for "Charge" were never given']
    assert messages(three, unused_mocks=["Charge"]) == []


def test_the_nearest_mock_answers_however_it_is_named(tmp_path: Path) -> None:
    """A test's mock of the function comes over the file's mock of the state."""
    test = {
        "input": {"amount": 12},
        "mocks": {"charge": {"receipt": "near"}},
        "expect": {"variables": {"receipt": "near"}},
    }
    assert run_one(tmp_path, test).outcome == "passed"


def test_a_row_s_mocks_come_over_the_test_s(tmp_path: Path) -> None:
    test = {
        "input": {"amount": 12},
        "mocks": {"Charge": {"Payload": {"receipt": "far"}}},
        "each": [
            {"expect": {"variables": {"receipt": "far"}}},
            {
                "mocks": {"Charge": {"Payload": {"receipt": "near"}}},
                "expect": {"variables": {"receipt": "near"}},
            },
        ],
    }
    top = {"mocks": {"Ship": {"MessageId": "m"}}, "unused_mocks": True}
    assert [row[1] for row in many(tmp_path, {"a": test}, **top)] == ["passed", "passed"]


def test_every_case_has_fresh_mocks(tmp_path: Path) -> None:
    """Sequences begin anew, and a function counts for itself."""
    mocks = {
        "Charge": [
            {"throw": "Lambda.TooManyRequestsException"},
            {"return": GOOD_MOCKS["Charge"], "times": "always"},
        ],
        "Ship": {"MessageId": "m"},
    }
    test = {"input": {"amount": 12}, "each": [{}, {}], "expect": {"calls": {"Charge": 2}}}
    assert [row[1] for row in many(tmp_path, {"a": test}, mocks=mocks)] == ["passed", "passed"]


MOCK_FILE = """\
mocks:
  Ship: {MessageId: m-1}
cases:
  paid: {Charge: {Payload: {receipt: r}}}
  declined: {Charge: {throw: Card.Declined}}
  both: {Charge: {throw: Card.Declined}, Ship: {MessageId: m-2}}
"""


def with_file(folder: Path, tests: JSON, **top: JSON) -> list[tuple[str, str, list[str]]]:
    (folder / "m.yaml").write_text(MOCK_FILE, "utf-8")
    return many(folder, tests, mocks="m.yaml", **top)


def test_cases_of_a_mock_file(tmp_path: Path) -> None:
    tests = {
        "a": {**PAID, "case": "paid"},
        "b": {"input": {"amount": 12}, "case": "declined", "expect": {"error": "Order.Refused"}},
    }
    assert [row[1] for row in with_file(tmp_path, tests)] == ["passed", "passed"]


def test_a_case_s_own_mocks_are_called_and_what_cases_share_by_one_test(tmp_path: Path) -> None:
    both = {"input": {"amount": 12}, "case": "both", "expect": {"error": "Order.Refused"}}
    ((_, _, messages),) = with_file(tmp_path, {"b": both})
    assert messages == ['mocks: the mock for "Ship" was never called']
    declined = {**both, "case": "declined"}
    found = with_file(tmp_path, {"b": declined})
    assert [row[0] for row in found] == ["b", "shared mocks"]
    result = run(
        tmp_path, {"definition": "order.asl.json", "mocks": "m.yaml", "tests": {"b": declined}}
    )[1]
    assert result.place(result.missed[0]) == (f"{tmp_path}/m.yaml", 2)


LOCAL = {
    "StateMachines": {
        "order": {"TestCases": {"Paid": {"Charge": "Paid", "Ship": "Sent"}, "Small": {"Ship": "Sent"}}}
    },
    "MockedResponses": {
        "Paid": {
            "0": {"Throw": {"Error": "Lambda.TooManyRequestsException", "Cause": "x"}},
            "1": {"Return": {"Payload": {"receipt": "r"}}},
        },
        "Sent": {"0": {"Return": {"MessageId": "m"}}},
    },
}  # fmt: skip


def test_mock_files_of_step_functions_local(tmp_path: Path) -> None:
    (tmp_path / "local.json").write_text(json.dumps(LOCAL), "utf-8")
    tests = {
        "a": {**PAID, "case": "Paid", "expect": {"calls": {"Charge": 2}}},
        "b": {**SMALL, "case": "order#Small"},
    }
    found = many(tmp_path, tests, mocks="local.json")
    assert found == [
        ("a", "passed", []),
        ("b", "failed", ['mocks: the mock for "Ship" was never called']),
    ]


# ------------------------------------------------------------------ functions, buckets, values


def test_lambda_functions_of_a_file_beside(tmp_path: Path) -> None:
    (tmp_path / "fns.py").write_text(
        "def charge(event, context):\n"
        "    if event['cents'] > 5000:\n"
        "        raise ValueError('too much')\n"
        "    return {'receipt': f\"r-{event['cents']}\"}\n",
        "utf-8",
    )
    top = {"mocks": {"Ship": {"MessageId": "m"}}, "lambdas": {"charge": "fns.py:charge"}}
    tests = {
        "paid": {"input": {"amount": 12}, "expect": {"variables": {"receipt": "r-1200"}}},
        "dear": {"input": {"amount": 120}, "expect": {"error": "ValueError"}},
        "mocked": {
            "input": {"amount": 120},
            "mocks": {"charge": {"receipt": "m"}},
            "expect": {"variables": {"receipt": "m"}},
        },
    }
    assert [row[1:] for row in many(tmp_path, tests, **top)] == [("passed", [])] * 3


def test_a_function_that_is_not_called_by_its_name(tmp_path: Path) -> None:
    """As an error of the function's it would be caught, and the test be green."""
    (tmp_path / "fns.py").write_text("def charge(event, context):\n    return {}\n", "utf-8")
    result = run_one(
        tmp_path, {"lambdas": {"chrage": "fns.py:charge"}, "expect": {"status": "FAILED"}}
    )
    assert result.outcome == "error"
    assert 'the definition calls no function "chrage"' in result.message
    assert 'did you mean "charge"?' in result.message


def test_buckets_are_folders_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "in.json").write_text("[1, 2, 3]", "utf-8")
    machine = {
        "StartAt": "All",
        "States": {
            "All": {
                "Type": "Map",
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "ReaderConfig": {"InputType": "JSON"},
                    "Parameters": {"Bucket": "uploads", "Key": "in.json"},
                },
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                    "StartAt": "P",
                    "States": {"P": {"Type": "Pass", "End": True}},
                },
                "End": True,
            }
        },
    }
    (tmp_path / "rows.asl.json").write_text(json.dumps(machine), "utf-8")
    test = {"expect": {"output": [1, 2, 3]}}
    file: dict[str, Any] = {
        "definition": "rows.asl.json",
        "buckets": {"uploads": "data"},
        "tests": {"a": test},
    }
    assert [said(result) for result in run(tmp_path, file)] == [[]]
    (tmp_path / "data" / "in.json").unlink()
    assert said(run(tmp_path, file)[0]) == ["status: expected SUCCEEDED, got FAILED"]


CONTEXT = {
    "StartAt": "P",
    "QueryLanguage": "JSONata",
    "States": {
        "P": {
            "Type": "Pass",
            "End": True,
            "Output": {
                "machine": "{% $states.context.StateMachine.Id %}",
                "at": "{% $states.context.Execution.StartTime %}",
                "uuid": "{% $uuid() %}",
                "value": "${Value}",
                "input": "{% $states.input %}",
            },
        }
    },
}


def output_of(folder: Path, test: JSON, **top: JSON) -> Any:
    (folder / "context.asl.json").write_text(json.dumps(CONTEXT), "utf-8")
    file = {
        "definition": "context.asl.json",
        "tests": {"a": {"expect": {"status": "SUCCEEDED"}, **test}},
    }
    (result,) = run(folder, {**file, **top})
    assert result.run is not None, result.message
    return result.run.output


def test_settings_reach_the_run(tmp_path: Path) -> None:
    defines: dict[str, JSON] = {"defines": {"Value": "far"}}
    plain = output_of(tmp_path, {}, **defines)
    assert plain["machine"] == "arn:aws:states:us-east-1:123456789012:stateMachine:context"
    assert plain["at"] == "2025-01-01T00:00:00Z"
    assert (plain["value"], plain["input"]) == ("far", {})
    own = output_of(
        tmp_path,
        {
            "machine_name": "named",
            "region": "eu-west-1",
            "account": "999999999999",
            "now": "2030-05-05T05:05:05Z",
            "seed": 7,
            "defines": {"Value": "near"},
            "input": [1.0, "text"],
        },
        **defines,
    )
    assert own["machine"] == "arn:aws:states:eu-west-1:999999999999:stateMachine:named"
    assert own["at"] == "2030-05-05T05:05:05Z"
    assert own["uuid"] != plain["uuid"]
    assert (own["value"], own["input"]) == ("near", [1.0, "text"])


@pytest.mark.parametrize(
    "value", ["text", "", 7, None, [], {"a": "{}"}, True, '{"a": 1}'], ids=repr
)
def test_any_value_is_an_input(value: JSON, tmp_path: Path) -> None:
    assert output_of(tmp_path, {"input": value}, defines={"Value": ""})["input"] == value


def test_an_input_file_reaches_the_machine(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('{"a":  1.50}\n', "utf-8")
    test = {"input_file": "in.json"}
    assert output_of(tmp_path, test, defines={"Value": ""})["input"] == {"a": 1.5}


def test_values_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("Value: of the file\n", "utf-8")
    assert output_of(tmp_path, {"defines_file": "values.yaml"})["value"] == "of the file"
    both = {"defines_file": "values.yaml", "defines": {"Value": "said"}}
    assert output_of(tmp_path, both)["value"] == "said"


def test_express_machines_are_express(tmp_path: Path) -> None:
    machine = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 301, "End": True}}}
    (tmp_path / "w.asl.json").write_text(json.dumps(machine), "utf-8")
    file = {"definition": "w.asl.json", "tests": {"a": {"expect": {"duration": 301}}}}
    assert said(run(tmp_path, file)[0]) == []
    late = {"expect": {"status": "TIMED_OUT", "duration": "5m"}}
    file = {"definition": "w.asl.json", "type": "EXPRESS", "tests": {"a": late}}
    assert said(run(tmp_path, file)[0]) == []


def test_start_at_with_variables(tmp_path: Path) -> None:
    test = {
        "start_at": "Ship",
        "variables": {"receipt": "given"},
        "expect": {"path": ["Ship"], "calls_contain": {"Ship": [{"MessageBody": "given"}]}},
    }
    assert run_one(tmp_path, test).outcome == "passed"


def test_several_definitions(tmp_path: Path) -> None:
    other = json.loads(json.dumps(ORDER))
    other["States"]["Night"]["Seconds"] = 60
    (tmp_path / "other.asl.json").write_text(json.dumps(other), "utf-8")
    file = {
        "definitions": ["order.asl.json", "other.asl.json"],
        "mocks": GOOD_MOCKS,
        "tests": {
            "both": {"input": {"amount": 12}, "expect": {"duration": "1h"}},
            "one": {"definition": "other.asl.json", "input": {"amount": 12}, "expect": {"duration": "1m"}},
        },
    }  # fmt: skip
    found = [(result.name, result.outcome) for result in run(tmp_path, file)]
    assert found == [
        ("both (order.asl.json)", "passed"),
        ("both (other.asl.json)", "failed"),
        ("one", "passed"),
    ]


def test_rows_say_what_differs(tmp_path: Path) -> None:
    test = {
        "input": {"amount": 12},
        "each": [
            {"name": "as it is"},
            {"name": "less", "input": {"amount": 1}, "expect": {"error": "Order.Refused"}},
            {"name": "quicker", "expect": {"duration": "2h"}},
        ],
        "expect": {"not_entered": ["Refused"]},
    }
    found = many(tmp_path, {"a": test}, mocks=GOOD_MOCKS)
    assert [row[:2] for row in found] == [
        ("a [as it is]", "passed"),
        ("a [less]", "failed"),  # members of expect are put together
        ("a [quicker]", "failed"),
    ]
    assert found[1][2] == ['not_entered: "Refused" was entered']
    assert found[2][2] == ["duration: it took 1h, expected 2h"]


def test_observers_are_told_of_runs_but_not_of_single_states(tmp_path: Path) -> None:
    class Notes:
        def __init__(self) -> None:
            self.seen: list[tuple[str, str | None]] = []

        def began(self, seen: Seen) -> None:
            self.seen.append(("began", seen.path))

        def ended(self, seen: Seen) -> None:
            self.seen.append((seen.run.status, seen.path))

    notes = Notes()
    leave = sessions.join(notes)
    try:
        run_one(tmp_path, PAID)
        run_one(tmp_path, {"state": "Charge", "input": {"amount": 1}, "expect": {"next": "Night"}})
    finally:
        leave()
    path = str(tmp_path / "order.asl.json")
    assert notes.seen == [("began", path), ("SUCCEEDED", path)]


def test_a_session_stops_at_the_first_if_told(tmp_path: Path) -> None:
    file = {"definition": "order.asl.json", "mocks": GOOD_MOCKS, "tests": {
        "a": {**SMALL, "expect": {"status": "SUCCEEDED"}}, "b": PAID}}  # fmt: skip
    assert [result.outcome for result in run(tmp_path, file)] == ["failed", "passed"]
    assert [result.outcome for result in run(tmp_path, file, first_only=True)] == ["failed"]


def test_what_a_session_depends_on(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MOCK_FILE, "utf-8")
    (tmp_path / "in.json").write_text("{}", "utf-8")
    (tmp_path / "fns.py").write_text("def f(event, context):\n    return 1\n", "utf-8")
    test = {
        "input_file": "in.json",
        "mocks": "m.yaml",
        "lambdas": {"charge": "fns.py:f"},
        "expect": {"status": "FAILED"},
    }
    from cases_by_file import write

    path = write(tmp_path, {"definition": "order.asl.json", "tests": {"a": test}})
    session = Session([path], Chosen())
    session.run()
    names = {Path(one).name for one in session.depends_on}
    assert names == {"a.test.json", "order.asl.json", "m.yaml", "in.json", "fns.py"}
