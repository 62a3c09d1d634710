"""Executions: start, idempotency, description, history in pages, lists, stop, redrive, Express. Texts as recorded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from api_client import HOME, Client
from api_machines import FAIL, MAP_RUN, PASS, TASK, TOKEN, WAIT

from asl.hosts.answers import Failed, Returned, TaskCall
from emulator.settings import Settings

M = f"{HOME}:stateMachine:m"
E = f"{HOME}:execution:m"
Make = Callable[..., Client]


# -------------------------------------------------------------------- start


def test_an_execution_from_start_to_end(service: Client) -> None:
    service.machine(PASS)
    started = service.call(
        "StartExecution", stateMachineArn=M, name="e", input='{"a": 1}', traceHeader="Root=1"
    )
    assert started == {"executionArn": f"{E}:e", "startDate": 1_735_689_600.0}
    service.settle()
    assert service.described(f"{E}:e") == {
        "executionArn": f"{E}:e",
        "stateMachineArn": M,
        "name": "e",
        "status": "SUCCEEDED",
        "startDate": 1_735_689_600.0,
        "stopDate": 1_735_689_600.0,
        "input": '{"a": 1}',
        "inputDetails": {"included": True},
        "output": '{"x":1}',
        "outputDetails": {"included": True},
        "traceHeader": "Root=1",
        "redriveCount": 0,
        "redriveStatus": "NOT_REDRIVABLE",
        "redriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
    }
    metadata = service.call(
        "DescribeExecution", executionArn=f"{E}:e", includedData="METADATA_ONLY"
    )
    assert metadata.keys().isdisjoint({"input", "output", "inputDetails", "outputDetails"})


def test_the_trace_header_of_the_request_wins(service: Client) -> None:
    service.machine(PASS)
    headers = {
        "host": "localhost",
        "x-amz-target": "AWSStepFunctions.StartExecution",
        "x-amzn-trace-id": "Root=2",
    }
    body = json.dumps({"stateMachineArn": M, "traceHeader": "Root=1"}).encode()
    _, _, text = service.request("POST", "/", headers=headers, body=body)
    assert service.described(json.loads(text)["executionArn"])["traceHeader"] == "Root=2"


@pytest.mark.parametrize("given", ["null", "5", '"text"', "[1]", "{}"])
def test_any_json_is_an_input(service: Client, given: str) -> None:
    service.machine(PASS)
    arn = service.call("StartExecution", stateMachineArn=M, input=given)["executionArn"]
    assert service.described(arn)["input"] == given


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param(
            "not",
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or"
            " 'false')",
            id="recorded: a word",
        ),
        pytest.param(
            "{'a': 1}",
            "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
            id="recorded: single quotes",
        ),
        pytest.param("", "Invalid execution input.", id="recorded: empty"),
    ],
)
def test_what_is_no_input(service: Client, given: str, message: str) -> None:
    service.machine(PASS)
    refused = service.refusal("StartExecution", stateMachineArn=M, input=given)
    assert refused.code == "InvalidExecutionInput"
    assert refused.message == f"Invalid State Machine Execution Input: '{message}'"


@pytest.mark.parametrize(
    ("request_", "code", "message"),
    [
        pytest.param(
            {"stateMachineArn": f"{HOME}:stateMachine:no"},
            "StateMachineDoesNotExist",
            f"State Machine Does Not Exist: '{HOME}:stateMachine:no'",
            id="no machine",
        ),
        pytest.param(
            {"stateMachineArn": f"{M}:3"},
            "StateMachineDoesNotExist",
            f"State Machine Does Not Exist: '{M}:3'",
            id="no version",
        ),
        pytest.param(
            {"stateMachineArn": f"{M}/L"},
            "ValidationException",
            "This operation does not support labelled state machine ARNs",
            id="a Map Run's machine",
        ),
        pytest.param(
            {"stateMachineArn": "invalid"},
            "InvalidArn",
            "Invalid Arn: 'Invalid ARN prefix: invalid'",
            id="recorded: no ARN",
        ),
        pytest.param(
            {"stateMachineArn": M, "name": "a/b"}, "InvalidName", "Invalid Name: 'a/b'", id="name"
        ),
    ],
)
def test_start_refuses(service: Client, request_: dict[str, Any], code: str, message: str) -> None:
    service.machine(PASS)
    refused = service.refusal("StartExecution", **request_)
    assert (refused.code, refused.message) == (code, message)


def test_the_same_name_and_input_while_it_runs(service: Client) -> None:
    service.machine(WAIT)
    first = service.call("StartExecution", stateMachineArn=M, name="e", input='{"a": 1}')
    service.advance(5)
    assert service.call("StartExecution", stateMachineArn=M, name="e", input='{"a": 1}') == first
    for given in ('{"a":1}', "{}"):  # the text counts
        refused = service.refusal("StartExecution", stateMachineArn=M, name="e", input=given)
        assert (refused.code, refused.message) == (
            "ExecutionAlreadyExists",
            f"Execution Already Exists: '{E}:e'",
        )
    service.advance(60)
    refused = service.refusal("StartExecution", stateMachineArn=M, name="e", input='{"a": 1}')
    assert refused.code == "ExecutionAlreadyExists"


def test_a_name_is_free_again_after_ninety_days(service: Client) -> None:
    service.machine(PASS)
    service.call("StartExecution", stateMachineArn=M, name="e")
    service.advance(90 * 86_400 - 1)
    assert service.refusal("StartExecution", stateMachineArn=M, name="e").code == (
        "ExecutionAlreadyExists"
    )
    service.advance(1)
    service.call("StartExecution", stateMachineArn=M, name="e")


@pytest.mark.parametrize("operation", ["DescribeExecution", "GetExecutionHistory", "StopExecution"])
@pytest.mark.parametrize(
    ("arn", "code", "message"),
    [
        (f"{E}:no", "ExecutionDoesNotExist", f"Execution Does Not Exist: '{E}:no'"),
        (
            f"{HOME}:express:m:e:x",
            "InvalidArn",
            "Invalid Arn: 'Resource type not valid in this context: express'",
        ),
        ("no", "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: no'"),
    ],
)
def test_executions_that_are_not_there(
    service: Client, operation: str, arn: str, code: str, message: str
) -> None:
    refused = service.refusal(operation, executionArn=arn)
    assert (refused.code, refused.message) == (code, message)


# -------------------------------------------------------------------- history


def test_history_forwards_backwards_and_in_pages(service: Client) -> None:
    arn = service.start(service.machine(PASS))
    service.settle()
    events = service.events(arn)
    assert [(event["id"], event["previousEventId"], event["type"]) for event in events] == [
        (1, 0, "ExecutionStarted"),
        (2, 0, "PassStateEntered"),
        (3, 2, "PassStateExited"),
        (4, 3, "ExecutionSucceeded"),
    ]
    assert service.events(arn, reverseOrder=True) == events[::-1]
    for reverse in (False, True):
        pages: list[Any] = []
        token = None
        while True:
            answer = service.call(
                "GetExecutionHistory",
                executionArn=arn,
                maxResults=3,
                nextToken=token,
                reverseOrder=reverse,
            )
            pages.append(answer["events"])
            token = answer.get("nextToken")
            if token is None:
                break
        assert [len(page) for page in pages] == [3, 1]
        assert [event for page in pages for event in page] == (events[::-1] if reverse else events)


def test_history_without_data(service: Client) -> None:
    arn = service.start(service.machine(FAIL))
    service.settle()
    events = service.events(arn, includeExecutionData=False)
    assert events[0]["executionStartedEventDetails"].keys() == {"roleArn"}
    assert events[1]["stateEnteredEventDetails"] == {"name": "F"}
    assert events[2]["executionFailedEventDetails"] == {"error": "Bad", "cause": "because"}


def test_history_of_an_open_execution_grows(service: Client) -> None:
    arn = service.start(service.machine(WAIT))
    service.settle()
    assert len(service.events(arn)) == 2
    page = service.call("GetExecutionHistory", executionArn=arn, maxResults=1)
    service.advance(60)
    rest = service.call("GetExecutionHistory", executionArn=arn, nextToken=page["nextToken"])
    assert [event["id"] for event in rest["events"]] == [2, 3, 4, 5, 6]


# -------------------------------------------------------------------- lists


def listed(service: Client, **request: Any) -> list[str]:
    answer = service.call("ListExecutions", **{"stateMachineArn": M, **request})
    return [one["name"] for one in answer["executions"]]


def test_executions_are_listed_newest_first(service: Client) -> None:
    service.machine(WAIT)
    for name in ("a", "b", "c"):
        service.start(M, name=name)
        service.advance(1)
    service.advance(57.5)
    assert listed(service) == ["c", "b", "a"]
    assert listed(service, statusFilter="SUCCEEDED") == ["a"]
    assert listed(service, statusFilter="RUNNING") == ["c", "b"]
    assert listed(service, statusFilter="ABORTED") == []
    first = service.call("ListExecutions", stateMachineArn=M, maxResults=2)
    service.start(M, name="d")
    service.advance(100)
    assert listed(service, nextToken=first["nextToken"]) == ["a"]
    assert listed(service, redriveFilter="REDRIVEN") == []
    assert listed(service, redriveFilter="NOT_REDRIVEN") == ["d", "c", "b", "a"]
    entry = service.call("ListExecutions", stateMachineArn=M)["executions"][-1]
    assert entry == {
        "executionArn": f"{E}:a",
        "stateMachineArn": M,
        "name": "a",
        "status": "SUCCEEDED",
        "startDate": 1_735_689_600.0,
        "stopDate": 1_735_689_660.0,
        "redriveCount": 0,
    }


@pytest.mark.parametrize(
    ("request_", "code", "message"),
    [
        pytest.param(
            {"stateMachineArn": f"{HOME}:stateMachine:x"},
            "StateMachineTypeNotSupported",
            "This operation is not supported by this type of state machine",
            id="recorded: Express",
        ),
        pytest.param(
            {"stateMachineArn": f"{HOME}:stateMachine:no"},
            "StateMachineDoesNotExist",
            f"State Machine Does Not Exist: '{HOME}:stateMachine:no'",
            id="recorded: no machine",
        ),
        pytest.param({}, "ValidationException", None, id="neither"),
        pytest.param(
            {"stateMachineArn": M, "mapRunArn": f"{HOME}:mapRun:m/L:x"},
            "ValidationException",
            None,
            id="both",
        ),
        pytest.param(
            {"stateMachineArn": M, "statusFilter": "PENDING_REDRIVE"},
            "ValidationException",
            None,
            id="a status of children",
        ),
        pytest.param(
            {"mapRunArn": f"{HOME}:mapRun:m/L:x"}, "ResourceNotFound", None, id="no Map Run"
        ),
    ],
)
def test_list_refuses(
    service: Client, request_: dict[str, Any], code: str, message: str | None
) -> None:
    service.machine(PASS)
    service.machine(PASS, "x", type="EXPRESS")
    refused = service.refusal("ListExecutions", **request_)
    assert refused.code == code
    assert message in (None, refused.message)


# -------------------------------------------------------------------- stop


def test_stop(service: Client) -> None:
    arn = service.start(service.machine(WAIT))
    service.advance(3)
    stopped = service.call("StopExecution", executionArn=arn, error="E", cause="c")
    assert stopped == {"stopDate": 1_735_689_603.0}
    service.advance(1)
    assert service.call("StopExecution", executionArn=arn, error="other") == stopped
    described = service.described(arn)
    assert (described["status"], described["error"], described["cause"]) == ("ABORTED", "E", "c")
    assert described["redriveStatus"] == "REDRIVABLE"
    assert "redriveStatusReason" not in described
    events = service.events(arn)
    assert events[-1]["type"] == "ExecutionAborted"
    assert events[-1]["previousEventId"] == 0
    assert events[-1]["executionAbortedEventDetails"] == {"error": "E", "cause": "c"}


def test_a_timeout_is_not_described_with_an_error(service: Client) -> None:
    arn = service.start(service.machine({**WAIT, "TimeoutSeconds": 2}))
    service.advance(2)
    described = service.described(arn)
    assert described["status"] == "TIMED_OUT"
    assert described.keys().isdisjoint({"error", "cause"})
    assert service.events(arn)[-1]["executionTimedOutEventDetails"] == {"error": "States.Timeout"}


# -------------------------------------------------------------------- redrive


def flaky() -> Callable[[TaskCall], Any]:
    calls = iter([Failed("Bad", "1"), Failed("Bad", "2"), Returned({"ok": True})])
    return lambda call: next(calls)


def test_redrive(make_service: Make) -> None:
    service = make_service(answers={"T": flaky()})
    arn = service.start(service.machine(TASK))
    service.advance(1)
    assert service.described(arn)["status"] == "FAILED"
    date = service.call("RedriveExecution", executionArn=arn, clientToken="t")["redriveDate"]
    assert date == 1_735_689_601.0
    service.advance(1)
    assert (
        service.call("RedriveExecution", executionArn=arn, clientToken="t")["redriveDate"] == date
    )
    described = service.described(arn)
    assert (described["status"], described["redriveCount"], described["redriveDate"]) == (
        "FAILED",
        1,
        date,
    )
    service.call("RedriveExecution", executionArn=arn)
    service.settle()
    described = service.described(arn)
    assert (described["status"], described["redriveCount"]) == ("SUCCEEDED", 2)
    assert "error" not in described
    assert listed(service, redriveFilter="REDRIVEN") == [described["name"]]
    events = service.events(arn)
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    at = [event["type"] for event in events].index("ExecutionRedriven")
    assert events[at]["executionRedrivenEventDetails"] == {"redriveCount": 1}
    assert (
        events[at + 1]["previousEventId"] == 2
    )  # the new …Scheduled hangs on the TaskStateEntered
    refused = service.refusal("RedriveExecution", executionArn=arn)
    assert (refused.code, refused.message) == (
        "ExecutionNotRedrivable",
        f"Execution {arn} invalid for redrive as: Execution is SUCCEEDED and cannot be redriven",
    )


def test_a_client_token_is_good_for_fifteen_minutes_and_over_a_restart(
    make_service: Make, tmp_path: Path
) -> None:
    def redrive(service: Client, token: str) -> Any:
        return service.call("RedriveExecution", executionArn=arn, clientToken=token)["redriveDate"]

    first = make_service(folder=tmp_path / "data")
    arn = first.start(first.machine(FAIL))
    first.settle()
    date = redrive(first, "t")
    first.advance(60)
    first.close()

    second = make_service(folder=tmp_path / "data")
    second.advance(60)
    assert redrive(second, "t") == date
    assert second.described(arn)["redriveCount"] == 1
    later = redrive(second, "u")
    second.settle()
    assert later > date
    assert redrive(second, "t") == date
    second.advance(900)
    assert redrive(second, "t") > later
    assert second.described(arn)["redriveCount"] == 3
    second.close()


def test_of_an_execution_ten_client_tokens_are_kept(make_service: Make) -> None:
    service = make_service()
    arn = service.start(service.machine(FAIL))
    for number in range(11):
        service.advance(1)
        service.call("RedriveExecution", executionArn=arn, clientToken=f"t{number}")
    service.advance(1)
    service.call("RedriveExecution", executionArn=arn, clientToken="t1")
    assert service.described(arn)["redriveCount"] == 11
    service.call("RedriveExecution", executionArn=arn, clientToken="t0")
    assert service.described(arn)["redriveCount"] == 12


@pytest.mark.parametrize(
    ("definition", "wait_s", "reason"),
    [
        pytest.param(WAIT, 0, "Execution is RUNNING and cannot be redriven", id="open"),
        pytest.param(FAIL, 14 * 86_400, "Execution redrivable period exceeded", id="too late"),
    ],
)
def test_what_is_not_redriven(service: Client, definition: Any, wait_s: int, reason: str) -> None:
    arn = service.start(service.machine(definition))
    service.advance(wait_s)
    assert service.described(arn)["redriveStatusReason"] == reason
    refused = service.refusal("RedriveExecution", executionArn=arn)
    assert refused.message == f"Execution {arn} invalid for redrive as: {reason}"


# -------------------------------------------------------------------- Express


def test_a_synchronous_execution(service: Client) -> None:
    machine = service.machine(PASS, "x", type="EXPRESS")
    answer = service.call("StartSyncExecution", stateMachineArn=machine, name="e", input="5")
    arn = answer.pop("executionArn")
    assert arn.startswith(f"{HOME}:express:x:e:")
    assert answer == {
        "stateMachineArn": machine,
        "name": "e",
        "startDate": 1_735_689_600.0,
        "stopDate": 1_735_689_600.0,
        "status": "SUCCEEDED",
        "input": "5",
        "inputDetails": {"included": True},
        "output": '{"x":1}',
        "outputDetails": {"included": True},
        "billingDetails": {"billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": 100},
    }


def test_a_failed_synchronous_execution_is_an_answer(service: Client) -> None:
    machine = service.machine(FAIL, "x", type="EXPRESS")
    answer = service.call("StartSyncExecution", stateMachineArn=machine)
    assert (answer["status"], answer["error"], answer["cause"]) == ("FAILED", "Bad", "because")
    assert answer["outputDetails"] == {"included": True}  # recorded, without an output
    assert "output" not in answer


def test_billed_time_is_in_steps_of_a_tenth_of_a_second(service: Client) -> None:
    machine = service.machine(
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 7, "End": True}}},
        "x",
        type="EXPRESS",
    )

    async def run() -> dict[str, Any]:
        from emulator.runtime.passing import advance

        call = asyncio.ensure_future(service.acall("StartSyncExecution", stateMachineArn=machine))
        await asyncio.sleep(0)
        await advance(service.runtime, service.runtime.now_ms + 7_010)
        return await call

    assert service.run(run())["billingDetails"]["billedDurationInMilliseconds"] == 7_000


def test_express_knows_no_names(service: Client) -> None:
    machine = service.machine(PASS, "x", type="EXPRESS")
    arns = {service.start(machine, name="e") for _ in range(3)}
    assert len(arns) == 3
    assert all(arn.startswith(f"{HOME}:express:x:e:") for arn in arns)


def test_a_standard_machine_is_not_run_synchronously(service: Client) -> None:
    refused = service.refusal("StartSyncExecution", stateMachineArn=service.machine(PASS))
    assert (refused.code, refused.message) == (
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
    )


# -------------------------------------------------------------------- test cases of a mock configuration

MOCKS: dict[str, Any] = {
    "StateMachines": {"m": {"TestCases": {"Happy": {"T": "Ok"}, "Sad": {"T": "Bad"}}}},
    "MockedResponses": {
        "Ok": {"0": {"Return": {"id": 7}}},
        "Bad": {"0": {"Throw": {"Error": "Busy", "Cause": "later"}}},
    },
}


@pytest.mark.parametrize(
    ("case", "status", "output"), [("Happy", "SUCCEEDED", '{"id":7}'), ("Sad", "FAILED", None)]
)
def test_a_start_names_its_test_case(
    make_service: Make, case: str, status: str, output: str | None
) -> None:
    service = make_service(mocks=MOCKS)
    service.machine(TASK)
    arn = service.start(f"{M}#{case}")
    assert "#" not in arn
    service.settle()
    described = service.described(arn)
    assert (described["status"], described.get("output")) == (status, output)
    assert described["stateMachineArn"] == M


def test_a_test_case_that_is_not_there(make_service: Make) -> None:
    service = make_service(mocks=MOCKS)
    service.machine(TASK)
    refused = service.refusal("StartExecution", stateMachineArn=f"{M}#Hapy")
    assert refused.status == 500
    assert 'did you mean "Happy"' in refused.message


def test_a_hash_with_nothing_after_it_is_no_test_case(make_service: Make) -> None:
    service = make_service(mocks=MOCKS, answers={"T": Returned("real")})
    service.machine(TASK)
    arn = service.start(f"{M}#")
    service.settle()
    assert service.described(arn)["output"] == '"real"'


def test_a_test_case_without_a_mock_configuration(service: Client) -> None:
    service.machine(TASK)
    refused = service.refusal("StartExecution", stateMachineArn=f"{M}#Happy")
    assert "SFN_MOCK_CONFIG" in refused.message


# -------------------------------------------------------------------- what lasts


def test_what_was_answered_is_there_after_a_new_start(make_service: Make, tmp_path: Path) -> None:
    first = make_service(folder=tmp_path / "data", answers={"T": flaky()})
    machine = first.machine(TASK, "t", publish=True, tags=[{"key": "k", "value": "v"}])
    first.call(
        "CreateStateMachineAlias",
        name="prod",
        routingConfiguration=[{"stateMachineVersionArn": f"{machine}:1", "weight": 100}],
    )
    failed = first.start(f"{machine}:prod", {"n": 1}, name="failed")
    waiting = first.start(first.machine(WAIT), name="waiting")
    token = first.start(first.machine(TOKEN, "k"), name="token")
    first.settle()
    before = {arn: (first.described(arn), first.events(arn)) for arn in (failed, waiting)}
    first.close()

    second = make_service(folder=tmp_path / "data", answers={"T": Returned(1)})
    for arn, (described, events) in before.items():
        assert second.described(arn) == described
        assert second.events(arn) == events
    assert second.described(token)["status"] in ("RUNNING", "FAILED")
    assert second.call("ListTagsForResource", resourceArn=machine)["tags"]
    assert second.described(failed)["stateMachineAliasArn"] == f"{machine}:prod"
    second.call("RedriveExecution", executionArn=failed)
    second.advance(60)
    assert second.described(failed)["status"] == "SUCCEEDED"
    assert second.described(waiting)["status"] == "SUCCEEDED"
    second.close()


def test_a_full_disk_is_said_and_forgiven(make_service: Make, tmp_path: Path) -> None:
    service = make_service(folder=tmp_path / "data")
    machine = service.machine(PASS)
    database = service.runtime.store._db
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages}")
    big = {"n": "x" * 200_000}
    refused = service.refusal("StartExecution", stateMachineArn=machine, input=json.dumps(big))
    assert (refused.status, refused.code) == (503, "ServiceUnavailable")
    assert "cannot be written" in refused.message
    assert service.call("ListExecutions", stateMachineArn=machine) == {"executions": []}
    database.execute("PRAGMA max_page_count = 1000000")
    arn = service.start(machine, name="later")
    assert service.described(arn)["status"] == "SUCCEEDED"
    # What could not be written then is written now: it was tried again.
    assert len(service.call("ListExecutions", stateMachineArn=machine)["executions"]) == 2


def test_half_of_a_surrogate_pair_in_data_is_kept_as_its_escape(
    make_service: Make, tmp_path: Path
) -> None:
    service = make_service(folder=tmp_path / "data")
    machine = service.machine({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    arn = service.call("StartExecution", stateMachineArn=machine, input='{"a": "\\ud800é"}')[
        "executionArn"
    ]
    assert service.described(arn)["output"] == '{"a":"\\ud800é"}'
    assert service.events(arn)[-1]["type"] == "ExecutionSucceeded"


def test_closed_executions_are_kept_for_the_retention(make_service: Make) -> None:
    from emulator.runtime import retention

    service = make_service(Settings(clock="virtual", retention_days=2), answers={"T": Returned(1)})
    retention.keep(service.runtime)
    service.machine(PASS)
    parent = service.start(service.machine(MAP_RUN, "p"), [1, 2])
    service.advance(86_400)
    open_ = service.start(service.machine({**WAIT, "States": {"W": FOREVER}}, "w"))
    young = service.start(M)
    service.advance(86_400 - 1)
    assert service.described(parent)["status"] == "SUCCEEDED"
    service.advance(3_601)
    assert service.refusal("DescribeExecution", executionArn=parent).code == "ExecutionDoesNotExist"
    for table in ("history", "snapshots", "map_runs"):
        rows = service.runtime.store.read(f"SELECT * FROM {table}")
        assert len(rows) == (1 if table == "history" else 0), table
    assert service.described(young)["status"] == "SUCCEEDED"
    assert service.described(open_)["status"] == "RUNNING"


FOREVER = {"Type": "Wait", "Seconds": 99_999_999, "End": True}
