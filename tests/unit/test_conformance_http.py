"""The suites on an endpoint: names, clocks, workers, what does not apply, what is taken away; and one real server.

All but the last test talk to `Endpoint`, a boto3 client's methods over the library in this process.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError, ReadTimeoutError
from click.testing import CliRunner

from conformance import runner
from conformance.__main__ import CASES, main
from conformance.report import Outcome
from conformance.targets import clocks, http, served
from conformance.targets.base import CallFailed, NotOffered, NotSent, Unfinished, World
from conformance.targets.functions import zipped
from conformance.targets.http import HttpTarget
from conformance.targets.in_process import InProcess, InProcessSession
from conformance.targets.naming import Names
from conformance.targets.options import Options
from conformance.targets.workers import Worker, activities_of

JSON = Any

HOME = "arn:aws:states:us-east-1:123456789012"
PASS = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
WAIT = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": True}}}


class Endpoint:
    """Step Functions as a client shows it. `fails` maps an operation to what it raises."""

    def __init__(self) -> None:
        self.session = InProcessSession(World())
        self.calls: list[tuple[str, dict[str, JSON]]] = []
        self.fails: dict[str, Exception] = {}
        self.arns: list[str] = []
        self.now_s = 0.0

    def __getattr__(self, operation: str) -> Callable[..., JSON]:
        def called(**request: JSON) -> JSON:
            self.calls.append((operation, request))
            if operation in self.fails:
                raise self.fails[operation]
            if operation == "create_activity":
                return {"activityArn": f"{HOME}:activity:{request['name']}"}
            if operation.startswith("delete_"):
                return {}
            try:
                answer = self.session.call(operation, request)
            except CallFailed as e:
                raise refused(operation, e.code, e.response["message"]) from None
            if operation == "start_execution":
                self.arns.append(answer["executionArn"])
            return answer

        return called

    def close(self) -> None:
        self.calls.append(("close", {}))

    def made(self, operation: str) -> list[dict[str, JSON]]:
        return [request for called, request in self.calls if called == operation]


class Still:
    """A virtual clock over an Endpoint."""

    is_virtual = True

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.begun: list[str] = []

    def begin(self, now: str) -> None:
        self.begun.append(now)
        if now < "2030":
            raise NotOffered("that is past")

    def rest(self) -> None:
        self.sleep(0)

    def sleep(self, seconds: float) -> None:
        self.endpoint.now_s += seconds
        for arn in self.endpoint.arns:
            self.endpoint.session.advance(arn, seconds)

    def patience(self) -> clocks.VirtualPatience:
        return clocks.VirtualPatience(self)  # type: ignore[arg-type]  # sleeps as one


def refused(operation: str, code: str, message: str) -> ClientError:
    name = "".join(word.title() for word in operation.split("_"))
    return ClientError({"Error": {"Code": code, "Message": message}}, name)


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture
def target(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> HttpTarget:
    monkeypatch.setattr(http, "client", lambda service, url, options: endpoint)
    monkeypatch.setattr(http, "clock_of", lambda url, timeout_s: Still(endpoint))
    return HttpTarget("http://here", name="the endpoint")


def case(definition: JSON = PASS, **members: JSON) -> dict[str, JSON]:
    return {
        "id": "a/b/c",
        "title": "a case of the test",
        "provenance": "the test",
        "definition": definition,
        "expect": {"status": "SUCCEEDED"},
        **members,
    }


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(f"{HOME}:stateMachine:machine", ":stateMachine:machine-x", id="a machine"),
        pytest.param(f"{HOME}:stateMachine:machine#Case", ":machine-x#Case", id="a test case"),
        pytest.param(f"{HOME}:execution:machine:run", ":execution:machine-x:run", id="execution"),
        pytest.param(f"{HOME}:express:machine:run:1", ":express:machine-x:run:1", id="express"),
        pytest.param(f"{HOME}:mapRun:machine/Each:1", ":mapRun:machine-x/Each:1", id="a Map Run"),
        pytest.param(f"{HOME}:activity:work", ":activity:work-x", id="an activity"),
        pytest.param(
            '{"Resource": "arn:aws:lambda:us-east-1:123456789012:function:f:1"}',
            "arn:aws:lambda:eu-west-1:210987654321:function:f-x:1",
            id="a function with a qualifier",
        ),
        pytest.param(
            '{"FunctionName": "f"}', '{"FunctionName": "f-x"}', id="a function by its name"
        ),
        pytest.param(
            r'{"input": "{\"FunctionName\":\"f\"}"}', r"\"FunctionName\":\"f-x\"", id="in a string"
        ),
    ],
)
def test_names_on_their_way_out_and_back(ours: str, theirs: str) -> None:
    names = Names(
        {
            "stateMachine": {"machine": "machine-x"},
            "activity": {"work": "work-x"},
            "function": {"f": "f-x"},
        },
        account="210987654321",
        region="eu-west-1",
    )
    sent = names.outward("any", {"deep": [{"text": ours}]})
    assert theirs in sent["deep"][0]["text"]
    assert names.inward(sent) == {"deep": [{"text": ours}]}


@pytest.mark.parametrize(
    "text", ["machine", "work", '"f"', ":stateMachine:machine2", ":stateMachine:machine-2"]
)
def test_a_word_is_no_name(text: str) -> None:
    names = Names({"stateMachine": {"machine": "machine-x"}, "function": {"f": "f-x"}})
    assert names.outward("start_execution", {"input": text}) == {"input": text}


def test_what_is_created_gets_the_targets_name_and_role() -> None:
    names = Names({"stateMachine": {"machine": "machine-x"}}, role_arn="arn:aws:iam::1:role/real")
    sent = names.outward("create_state_machine", {"name": "machine", "roleArn": "arn:of:ours"})
    assert sent == {"name": "machine-x", "roleArn": "arn:aws:iam::1:role/real"}
    assert names.inward({"roleArn": "arn:aws:iam::1:role/real"}) == {"roleArn": "arn:of:ours"}


# ------------------------------------------------------------------ clocks


def test_virtual_time_passes_in_growing_steps_and_not_for_ever() -> None:
    steps: list[float] = []

    class Clock:
        def sleep(self, seconds: float) -> None:
            steps.append(seconds)

    patience = clocks.VirtualPatience(Clock())  # type: ignore[arg-type]  # it only sleeps
    while patience.next():
        assert len(steps) < 100
    assert steps[:4] == [0, 1, 4, 16]
    assert sum(steps) > 366 * 86_400  # longer than an execution may be open
    assert max(steps) <= 30 * 86_400  # shorter than a closed one is kept


def test_a_real_clock_gives_up() -> None:
    assert not clocks.RealPatience(0).next()
    with pytest.raises(NotOffered, match="2030"):
        clocks.RealClock(1).begin("2030-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("answer", "is_virtual"),
    [
        pytest.param({"now": "2030-01-01T00:00:00Z", "mode": "virtual"}, True, id="virtual"),
        pytest.param({"now": "2030-01-01T00:00:00Z", "mode": "real"}, False, id="real"),
        pytest.param(OSError("404"), False, id="no such route"),
        pytest.param(ValueError("no JSON"), False, id="something else answers"),
    ],
)
def test_which_clock_an_endpoint_has(
    answer: JSON, is_virtual: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def control(url: str, what: str, body: JSON, timeout_s: float) -> JSON:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(clocks, "control", control)
    assert clocks.clock_of("http://here", 1).is_virtual is is_virtual


def test_a_virtual_clock_is_moved_by_control_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    moves: list[JSON] = []

    def control(url: str, what: str, body: JSON, timeout_s: float) -> JSON:
        if body is not None:
            moves.append(body)
        return {"now": "2026-01-01T00:00:00.000Z", "mode": "virtual"}

    monkeypatch.setattr(clocks, "control", control)
    clock = clocks.VirtualClock("http://here", 1)
    clock.begin("2030-01-01T00:00:00Z")
    clock.sleep(5)
    clock.rest()
    assert moves == [{"to": "2030-01-01T00:00:00Z"}, {"advance": 5}, {"advance": 0}]
    with pytest.raises(NotOffered, match="is at 2026"):
        clock.begin("2020-01-01T00:00:00Z")


# ------------------------------------------------------------------ a session


def test_an_endpoint_without_activities(target: HttpTarget, endpoint: Endpoint) -> None:
    endpoint.fails["create_activity"] = refused("create_activity", "501", "not implemented")
    endpoint.session.call = lambda operation, request: {}  # type: ignore[method-assign]
    assert HttpTarget("http://here").account == "123456789012"
    endpoint.fails["list_state_machines"] = refused("list_state_machines", "404", "not found")
    with pytest.raises(ConnectionError, match="ListStateMachines"):
        HttpTarget("http://here")


def test_a_case_bears_its_own_name_and_is_taken_away(
    target: HttpTarget, endpoint: Endpoint
) -> None:
    machine = {
        "StartAt": "A",
        "States": {
            "A": {"Type": "Pass", "Parameters": {"n.$": "$$.StateMachine.Name"}, "End": True}
        },
    }
    wanted = {"status": "SUCCEEDED", "output": {"n": "machine"}}
    assert runner.play(case(machine, expect=wanted), target) == Outcome("a/b/c", "passed")
    name = endpoint.made("create_state_machine")[0]["name"]
    assert name.startswith("machine-")
    assert endpoint.made("delete_state_machine") == [
        {"stateMachineArn": f"{HOME}:stateMachine:{name}"}
    ]


def test_time_passes_until_an_execution_has_ended(target: HttpTarget) -> None:
    wanted = {"status": "SUCCEEDED", "elapsed_s": 60}
    assert runner.play(case(WAIT, expect=wanted), target).verdict == "passed"


def test_an_execution_that_does_not_end_fails(target: HttpTarget, endpoint: Endpoint) -> None:
    endpoint.session.advance = lambda arn, seconds: None  # type: ignore[method-assign]
    outcome = runner.play(case(WAIT), target)
    assert outcome.verdict == "failed"
    assert "Unfinished: still open: its last event is 2 WaitStateEntered" in outcome.why
    assert endpoint.made("stop_execution")  # and is not left behind


def test_an_express_execution_shows_its_end_alone(target: HttpTarget) -> None:
    wanted = {"status": "SUCCEEDED", "output": {"i": 1}, "events_count": 99}
    outcome = runner.play(case(type="EXPRESS", input={"i": 1}, expect=wanted), target)
    assert outcome.verdict == "passed"
    assert "no history" in outcome.compared
    wrong = {"status": "SUCCEEDED", "output": 2}
    assert runner.play(case(type="EXPRESS", expect=wrong), target).verdict == "failed"


def test_a_refused_definition_on_an_endpoint(target: HttpTarget) -> None:
    broken = {"StartAt": "None", "States": {}}
    wanted: JSON = {"invalid": []}
    assert runner.play(case(broken, expect=wanted), target).verdict == "passed"


def test_calls_while_it_runs(target: HttpTarget) -> None:
    stops = [{"after_s": 5, "op": "stop_execution", "request": {"error": "E"}}]
    wanted = {"status": "ABORTED", "error": "E", "elapsed_s": 5}
    assert runner.play(case(WAIT, calls=stops, expect=wanted), target).verdict == "passed"


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        pytest.param(refused("start_execution", "Oh", "no"), CallFailed, id="the API refuses"),
        pytest.param(
            ParamValidationError(report="Missing"), NotSent, id="the client does not send"
        ),
        pytest.param(
            ReadTimeoutError(endpoint_url="http://here"), Unfinished, id="nobody answers in time"
        ),
    ],
)
def test_how_a_call_fails(
    target: HttpTarget, endpoint: Endpoint, failure: Exception, kind: type[Exception]
) -> None:
    endpoint.fails["start_execution"] = failure
    session = target.open(World())
    with pytest.raises(kind):
        session.call("start_execution", {"stateMachineArn": "m"})


def test_a_refusal_is_told_in_the_suites_names(target: HttpTarget, endpoint: Endpoint) -> None:
    session = target.open(World(machine="machine"))
    session.call(
        "create_state_machine", {"name": "machine", "definition": json.dumps(PASS), "roleArn": "r"}
    )
    there = endpoint.made("create_state_machine")[0]["name"]
    endpoint.fails["describe_state_machine"] = refused("describe_state_machine", "E", f"no {there}")
    with pytest.raises(CallFailed) as e:
        session.call("describe_state_machine", {"stateMachineArn": f"{HOME}:stateMachine:machine"})
    assert e.value.response["Error"]["Message"] == "no machine"
    assert "DescribeStateMachine operation: no machine" in str(e.value)


def test_a_history_of_several_pages(target: HttpTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    session = target.open(World())
    pages = {None: ([1, 2], "t"), "t": ([3], None)}

    def call(operation: str, request: Mapping[str, JSON]) -> JSON:
        events, token = pages[request.get("nextToken")]
        return {"events": events, "nextToken": token} if token else {"events": events}

    monkeypatch.setattr(session, "call", call)
    assert session.events("arn:execution") == [1, 2, 3]
    assert session.events(f"{HOME}:express:m:n:1") is None


# ------------------------------------------------------------------ what does not apply


@pytest.mark.parametrize(
    ("members", "why"),
    [
        pytest.param({"mocks": {"A": {"returns": 1}}}, 'mocks the state "A"', id="mocks"),
        pytest.param(
            {"mock_config": {"StateMachines": {}, "MockedResponses": {}}, "test_case": "C"},
            "needs a mock file",
            id="a mock file",
        ),
        pytest.param({"functions": {"f": "echo"}}, "no Lambda API", id="functions"),
        pytest.param({"now": "2020-01-01T00:00:00Z"}, "that is past", id="an instant"),
    ],
)
def test_what_an_endpoint_cannot_be_told(
    target: HttpTarget, members: dict[str, JSON], why: str
) -> None:
    outcome = runner.play(case(**members), target)
    assert outcome.verdict == "not applicable"
    assert why in outcome.why


@pytest.mark.parametrize(
    ("does", "why"),
    [
        pytest.param(
            {"sleeps": 5, "then": "echo"}, "takes time", id="real time on a clock that stands"
        ),
        pytest.param({"unknown": "?"}, "not known", id="nobody knows what"),
    ],
)
def test_functions_that_cannot_be_made(target: HttpTarget, does: JSON, why: str) -> None:
    target.options = Options(lambda_url="http://there")
    outcome = runner.play(case(functions={"f": does}), target)
    assert outcome.verdict == "not applicable"
    assert why in outcome.why


def test_an_instant_that_is_only_wished_for(target: HttpTarget) -> None:
    target.open(World(now="2020-01-01T00:00:00Z", needs_now=False))


def test_a_case_that_takes_longer_than_the_target_waits(target: HttpTarget) -> None:
    target.longest_s = 10
    outcome = runner.play(case(WAIT, expect={"status": "SUCCEEDED", "elapsed_s": 60}), target)
    assert outcome == Outcome(
        "a/b/c", "not applicable", "takes 60 s, and the target's clock is real"
    )


@pytest.mark.parametrize(
    ("wanted", "verdict"),
    [
        pytest.param({"elapsed_s": 59}, "passed", id="a little late"),
        pytest.param({"elapsed_s": 57}, "failed", id="too late"),
        pytest.param({"elapsed_s": 61}, "failed", id="too early"),
        pytest.param({"elapsed_at_most_s": 58}, "passed", id="at most, a little late"),
    ],
)
def test_instants_of_a_real_clock(target: HttpTarget, wanted: JSON, verdict: str) -> None:
    target.late_s = 2.0
    outcome = runner.play(case(WAIT, expect={"status": "SUCCEEDED", **wanted}), target)
    assert outcome.verdict == verdict


# ------------------------------------------------------------------ functions and workers


def test_a_functions_code_does_what_the_case_says() -> None:
    does = {"calls": [{"returns": 1}, {"sleeps": 0, "then": "echo"}]}
    blob = zipped("f", does)
    assert blob == zipped("f", does)
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        assert {"handler.py", "conformance/behaviour.py"} <= set(archive.namelist())
        code = archive.read("handler.py").decode()
    module: dict[str, JSON] = {}
    exec(compile(code, "handler.py", "exec"), module)
    assert [module["handler"]({"a": 1}, None) for _ in range(2)] == [1, {"a": 1}]


def test_functions_are_created_and_deleted(target: HttpTarget, endpoint: Endpoint) -> None:
    target.options = Options(lambda_url="http://there", role_arn="arn:aws:iam::1:role/real")
    endpoint.session.call = lambda operation, request: {}  # type: ignore[method-assign]
    session = target.open(World(functions={"f": "echo"}))
    session.close()
    (created,) = endpoint.made("create_function")
    assert created["FunctionName"].startswith("f-")
    assert created["Role"] == "arn:aws:iam::1:role/real"
    assert endpoint.made("delete_function") == [{"FunctionName": created["FunctionName"]}]


ACTIVITY = {
    "StartAt": "M",
    "States": {
        "M": {
            "Type": "Map",
            "ItemProcessor": {
                "StartAt": "A",
                "States": {
                    "A": {"Type": "Task", "Resource": f"{HOME}:activity:work", "End": True},
                    "B": {
                        "Type": "Task",
                        "Resource": "arn:aws:states:::sqs:sendMessage",
                        "End": True,
                    },
                },
            },
            "End": True,
        }
    },
}


def test_which_mocked_states_are_activities() -> None:
    world = World(definition=json.dumps(ACTIVITY), mocks={"A": {}, "B": {}})
    assert activities_of(world) == {"A": "work"}
    assert activities_of(World(definition="no JSON", mocks={"A": {}})) == {}


class Scripted:
    """A session whose history is given."""

    def __init__(self, events: list[JSON]) -> None:
        self.history = events
        self.calls: list[tuple[str, JSON]] = []

    def events(self, execution_arn: str) -> list[JSON]:
        return self.history

    def call(self, operation: str, request: JSON) -> JSON:
        self.calls.append((operation, request))
        return {"taskToken": f"token {len(self.calls)}"}


def scheduled(id_: int, previous: int) -> JSON:
    details = {"resource": f"{HOME}:activity:work"}
    return {
        "id": id_,
        "previousEventId": previous,
        "type": "ActivityScheduled",
        "activityScheduledEventDetails": details,
    }


ENTERED = {
    "id": 2,
    "previousEventId": 0,
    "type": "TaskStateEntered",
    "stateEnteredEventDetails": {"name": "A"},
}


@pytest.mark.parametrize(
    ("mock", "answer"),
    [
        pytest.param({"returns": {"é": 1}}, ("send_task_success", '{"é": 1}'), id="success"),
        pytest.param({"raises": {"error": "E"}}, ("send_task_failure", "E"), id="failure"),
        pytest.param({"sequence": [{"returns": 7}]}, ("send_task_success", "7"), id="sequence"),
        pytest.param({"never": True}, None, id="it only takes the task"),
    ],
)
def test_a_worker_answers_as_the_mock_says(mock: JSON, answer: JSON) -> None:
    session = Scripted([ENTERED, scheduled(3, 2)])
    worker = Worker(session, {"A": mock})  # type: ignore[arg-type]  # events and call are all it uses
    assert worker.attend("e") is (answer is not None)
    assert session.calls[0] == ("get_activity_task", {"activityArn": f"{HOME}:activity:work"})
    assert worker.tokens == {"A": "token 1"}
    if answer is not None:
        operation, request = session.calls[1]
        said = request.get("output", request.get("error"))
        assert (operation, request["taskToken"], said) == (answer[0], "token 1", answer[1])
    assert not worker.attend("e")  # what is taken is taken once
    assert len(session.calls) == (2 if answer else 1)


def test_a_worker_leaves_what_has_ended() -> None:
    ended = {"id": 4, "previousEventId": 3, "type": "ActivityTimedOut"}
    session = Scripted([ENTERED, scheduled(3, 2), ended])
    assert not Worker(session, {"A": {"returns": 1}}).attend("e")  # type: ignore[arg-type]
    assert session.calls == []


# ------------------------------------------------------------------ the command


def test_options_alone_are_for_our_cases() -> None:
    result = CliRunner().invoke(main, ["-k", "mocks/local-file/by-visit"])
    assert (result.exit_code, result.output.strip()) == (0, "passed 1 of 1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--serve", "--target", "http://x"], "give one of them", id="two endpoints"),
        pytest.param(["--target", "http://127.0.0.1:1"], "Could not connect", id="nobody there"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["cases", "-k", "fail/", *arguments])
    assert result.exit_code == 2
    assert message in result.output


def test_results_side_by_side(tmp_path: Path) -> None:
    for name in ("here", "there"):
        arguments = ["-k", "wait/durations/seconds", "--name", name, "--json", str(tmp_path / name)]
        assert CliRunner().invoke(main, ["cases", *arguments]).exit_code == 0
    there = json.loads((tmp_path / "there").read_text("utf-8"))
    there["areas"]["wait"] = {"passed": 1, "total": 2, "not_applicable": 3}
    there["failures"] = [{"id": "wait/x", "why": ""}]
    there["not_applicable"] = [{"id": "a", "why": 'mocks the state "A", and'}] * 2
    there["not_applicable"].append({"id": "b", "why": 'mocks the state "B", and'})
    (tmp_path / "there").write_text(json.dumps(there), "utf-8")
    passed = json.loads((tmp_path / "here").read_text("utf-8"))["passed"]
    result = CliRunner().invoke(
        main, ["compare", "-v", str(tmp_path / "here"), str(tmp_path / "there")]
    )
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "| area | here | there |",
        "|---|---:|---:|",
        f"| wait | {passed}/{passed} | 1/2 (3 n/a) |",
        f"| **all** | **{passed}/{passed}** | **1/2 (3 n/a)** |",
        "",
        "Not applicable to there:",
        "",
        "- 3 × mocks the state …, and",
        "",
        "Failing on there:",
        "",
        "- `wait/x`",
    ]


def test_a_file_that_is_no_result(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    result = CliRunner().invoke(main, ["compare", str(tmp_path / "x.json")])
    assert result.exit_code == 2
    assert "no result of a suite" in result.output


# ------------------------------------------------------------------ a server of our own


def test_mock_files_of_all_cases_become_one() -> None:
    def file(returned: int) -> JSON:
        return {
            "StateMachines": {"machine": {"TestCases": {"C": {"A": "r"}}}},
            "MockedResponses": {"r": {"0": {"Return": returned}}},
        }

    merged: JSON = {"StateMachines": {}, "MockedResponses": {}}
    for number in (1, 2):
        served._merge(merged, file(number), {"machine": f"machine-{number}"}, number)
    assert merged == {
        "StateMachines": {
            "machine-1": {"TestCases": {"C": {"A": "1-r"}}},
            "machine-2": {"TestCases": {"C": {"A": "2-r"}}},
        },
        "MockedResponses": {"1-r": {"0": {"Return": 1}}, "2-r": {"0": {"Return": 2}}},
    }


SMOKE = (
    "context/members/whole-object",  # names and an instant
    "errors/lambda/",  # functions
    "express/running/tasks",
    "limits/sizes-and-counts/five-minutes",  # a call that is answered when time has passed
    "mocks/local-file/by-attempt",
    "tasks/activities/retried",
    "tasks/tokens/a-retry-gets-a-new-token",
    "timeouts/tasks/retried-timeouts-schedule-again",
    "validation/warnings/",
)


def test_cases_over_http_as_in_process() -> None:
    cases = [c for c in runner.load(CASES) if c["id"].startswith(SMOKE)]
    assert len(cases) > len(SMOKE)
    server = served.Served(map(runner.world_of, cases))
    target = HttpTarget(server.url, name="asl serve", server=server)
    try:
        outcomes = list(runner.play_all(cases, target))
    finally:
        target.close()
    here = list(runner.play_all(cases, InProcess()))
    assert {o.id: (o.verdict, o.why) for o in outcomes} == {o.id: (o.verdict, o.why) for o in here}
    assert {o.verdict for o in outcomes} == {"passed"}
