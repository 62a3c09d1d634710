"""What users do, with the clients they use, against `asl serve` on a port.

boto3 is asked in `make test`; `make e2e` installs aws-cli v1 and @aws-sdk/client-sfn and asks all three.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bench.wire import Server, environment
from clients import CLIENTS, Client, Missing, Refused

JSON = Any

ROLE = "arn:aws:iam::123456789012:role/states"
HANDLERS = """
import json
from pathlib import Path

def add(event, context):
    if event.get("n", 0) < 0:
        raise ValueError("negative")
    return {"n": event["n"] + 1}

def ask(event, context):
    Path(__file__).with_name("token").write_text(event["token"])
"""
PASS: JSON = {
    "Comment": "é and 💚 as they are",
    "StartAt": "A",
    "States": {"A": {"Type": "Pass", "Result": {"x": 1}, "Next": "B"}, "B": {"Type": "Succeed"}},
}
WAIT: JSON = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3_600, "End": True}}}
ADD: JSON = {
    "StartAt": "Add",
    "States": {
        "Add": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "add", "Payload.$": "$"},
            "ResultSelector": {"n.$": "$.Payload.n"},
            "End": True,
        }
    },
}
ASK: JSON = {
    "StartAt": "Ask",
    "States": {
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
            "HeartbeatSeconds": 600,
            "End": True,
        }
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server runs: its functions, and what they write."""
    made = tmp_path_factory.mktemp("server")
    (made / "handlers.py").write_text(HANDLERS)
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    lambdas = ("--lambda", "add=handlers.py:add", "--lambda", "ask=handlers.py:ask")
    with Server("--data", str(folder / "data"), *lambdas, folder=folder) as started:
        yield started
        assert started.stop() == 0


@pytest.fixture(scope="module")
def variables(server: Server) -> Mapping[str, str]:
    """What `asl env` says, in an environment that knows no AWS."""
    known = {name: value for name, value in environment().items() if not name.startswith("AWS_")}
    code = "import sys; from asl.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "env", "--url", server.url, "--json"],
        env=known,
        capture_output=True,
        text=True,
        check=True,
    )
    return {**known, "AWS_EC2_METADATA_DISABLED": "true", **json.loads(done.stdout)}


ASKED = list(CLIENTS) if "ASL_E2E" in os.environ else ["boto3"]


@pytest.mark.skipif(len(ASKED) > 1, reason="they are asked")
def test_others() -> None:
    others = " and ".join(name for name in CLIENTS if name not in ASKED)
    pytest.skip(f"{others}: make e2e installs them and asks them too")


@pytest.fixture(scope="module", params=ASKED)
def client(request: pytest.FixtureRequest, variables: Mapping[str, str]) -> Iterator[Client]:
    name = request.param
    before = dict(os.environ)
    try:
        os.environ.update({k: v for k, v in variables.items() if k.startswith("AWS_")})
        try:
            made: Client = CLIENTS[name](variables)
        except Missing as e:
            pytest.skip(f"{name}: {e}")
        yield made
        made.close()
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A name of its own for what a test makes: all clients share one server."""
    told = request.node.name
    return "".join(c if c.isalnum() else "-" for c in told.removeprefix("test_"))[:80]


@pytest.fixture
def machine(client: Client, name: str) -> Callable[..., str]:
    def make(definition: JSON, type_: str = "STANDARD", **rest: JSON) -> str:
        made = client.call(
            "CreateStateMachine",
            name=name,
            definition=json.dumps(definition, ensure_ascii=False),
            roleArn=ROLE,
            type=type_,
            **rest,
        )
        return str(made["stateMachineArn"])

    return make


def start(client: Client, machine: str, given: JSON = None, **rest: JSON) -> str:
    text = json.dumps({} if given is None else given)
    made = client.call("StartExecution", stateMachineArn=machine, input=text, **rest)
    return str(made["executionArn"])


def ended(client: Client, execution: str) -> dict[str, JSON]:
    """The execution's description once it has ended."""
    end = time.monotonic() + 20
    while True:
        facts = client.call("DescribeExecution", executionArn=execution)
        if facts["status"] != "RUNNING":
            return facts
        assert time.monotonic() < end, facts
        time.sleep(0.05)


def kinds(client: Client, execution: str, **rest: JSON) -> list[str]:
    answer = client.call("GetExecutionHistory", executionArn=execution, **rest)
    return [event["type"] for event in answer["events"]]


def refusal(client: Client, operation: str, **members: JSON) -> str:
    """The error code of what must be refused."""
    with pytest.raises(Refused) as refused:
        client.call(operation, **members)
    return refused.value.code


# -------------------------------------------------------------------- machines and executions


def test_create_start_describe_history(
    client: Client, machine: Callable[..., str], name: str
) -> None:
    arn = machine(PASS)
    described = client.call("DescribeStateMachine", stateMachineArn=arn)
    assert json.loads(described["definition"]) == PASS
    assert (described["status"], described["type"], described["name"]) == (
        "ACTIVE",
        "STANDARD",
        name,
    )
    execution = start(client, arn, {"a": "é"}, name="first")
    facts = ended(client, execution)
    assert facts["status"] == "SUCCEEDED"
    assert json.loads(facts["output"]) == {"x": 1}
    assert json.loads(facts["input"]) == {"a": "é"}
    forwards = kinds(client, execution)
    assert forwards == [
        "ExecutionStarted",
        "PassStateEntered",
        "PassStateExited",
        "SucceedStateEntered",
        "SucceedStateExited",
        "ExecutionSucceeded",
    ]
    assert kinds(client, execution, reverseOrder=True) == forwards[::-1]
    assert refusal(client, "StartExecution", stateMachineArn=arn, name="first") == (
        "ExecutionAlreadyExists"
    )
    of_machine = client.call("DescribeStateMachineForExecution", executionArn=execution)
    assert of_machine["stateMachineArn"] == arn


def test_history_comes_in_pages(client: Client, machine: Callable[..., str]) -> None:
    execution = start(client, machine(PASS))
    ended(client, execution)
    seen: list[int] = []
    token: dict[str, JSON] = {}
    while True:
        answer = client.call("GetExecutionHistory", executionArn=execution, maxResults=4, **token)
        seen += [event["id"] for event in answer["events"]]
        if not answer.get("nextToken"):
            break
        token = {"nextToken": answer["nextToken"]}
    assert seen == [1, 2, 3, 4, 5, 6]


def test_stop_and_redrive(client: Client, machine: Callable[..., str]) -> None:
    arn = machine(WAIT)
    execution = start(client, arn)
    stopped = client.call("StopExecution", executionArn=execution, error="Enough", cause="of it")
    assert stopped["stopDate"]
    facts = ended(client, execution)
    assert (facts["status"], facts["error"], facts["cause"]) == ("ABORTED", "Enough", "of it")
    assert facts["redriveStatus"] == "REDRIVABLE"
    client.call("RedriveExecution", executionArn=execution)
    again = client.call("DescribeExecution", executionArn=execution)
    assert (again["status"], again["redriveCount"]) == ("RUNNING", 1)
    listed = client.call("ListExecutions", stateMachineArn=arn, statusFilter="RUNNING")
    assert [each["executionArn"] for each in listed["executions"]] == [execution]
    client.call("StopExecution", executionArn=execution)
    assert kinds(client, execution)[-1] == "ExecutionAborted"


def test_update_tag_and_delete(client: Client, machine: Callable[..., str], name: str) -> None:
    arn = machine(PASS, tags=[{"key": "team", "value": "orders"}])
    assert client.call("ListTagsForResource", resourceArn=arn)["tags"] == [
        {"key": "team", "value": "orders"}
    ]
    client.call("TagResource", resourceArn=arn, tags=[{"key": "stage", "value": "test"}])
    client.call("UntagResource", resourceArn=arn, tagKeys=["team"])
    assert client.call("ListTagsForResource", resourceArn=arn)["tags"] == [
        {"key": "stage", "value": "test"}
    ]
    updated = client.call("UpdateStateMachine", stateMachineArn=arn, definition=json.dumps(WAIT))
    assert updated["revisionId"]
    described = client.call("DescribeStateMachine", stateMachineArn=arn)
    assert json.loads(described["definition"]) == WAIT
    listed = client.call("ListStateMachines", maxResults=1000)["stateMachines"]
    assert name in [each["name"] for each in listed]
    client.call("DeleteStateMachine", stateMachineArn=arn)
    assert (
        refusal(client, "DescribeStateMachine", stateMachineArn=arn) == "StateMachineDoesNotExist"
    )


def test_a_task_in_python(client: Client, machine: Callable[..., str]) -> None:
    arn = machine(ADD)
    facts = ended(client, start(client, arn, {"n": 1}))
    assert json.loads(facts["output"]) == {"n": 2}
    failed = ended(client, start(client, arn, {"n": -1}))
    assert (failed["status"], failed["error"]) == ("FAILED", "ValueError")


def test_what_is_wrong_is_told(client: Client, name: str) -> None:
    broken = {"StartAt": "A", "States": {"A": {"Type": "Pass"}}}
    members = {"name": name, "definition": json.dumps(broken), "roleArn": ROLE}
    assert refusal(client, "CreateStateMachine", **members) == "InvalidDefinition"
    answer = client.call("ValidateStateMachineDefinition", definition=json.dumps(broken))
    assert answer["result"] == "FAIL"
    assert answer["diagnostics"][0]["severity"] == "ERROR"
    assert refusal(
        client,
        "DescribeExecution",
        executionArn="arn:aws:states:us-east-1:123456789012:execution:x:y",
    ) == ("ExecutionDoesNotExist")


# -------------------------------------------------------------------- synchronous, TestState


def test_a_synchronous_execution(client: Client, machine: Callable[..., str]) -> None:
    arn = machine(ADD, "EXPRESS")
    done = client.call("StartSyncExecution", stateMachineArn=arn, input='{"n": 41}')
    assert (done["status"], json.loads(done["output"])) == ("SUCCEEDED", {"n": 42})
    assert done["billingDetails"]["billedDurationInMilliseconds"] >= 100
    failed = client.call("StartSyncExecution", stateMachineArn=arn, input='{"n": -1}')
    assert (failed["status"], failed["error"]) == ("FAILED", "ValueError")
    assert refusal(client, "StartSyncExecution", stateMachineArn=f"{arn}x") == (
        "StateMachineDoesNotExist"
    )


def test_one_state_alone(client: Client) -> None:
    state = {"Type": "Pass", "Parameters": {"a.$": "$.b"}, "Next": "Other"}
    done = client.call(
        "TestState",
        definition=json.dumps(state),
        roleArn=ROLE,
        input='{"b": 7}',
        inspectionLevel="DEBUG",
    )
    assert (done["status"], json.loads(done["output"]), done["nextState"]) == (
        "SUCCEEDED",
        {"a": 7},
        "Other",
    )
    assert json.loads(done["inspectionData"]["afterParameters"]) == {"a": 7}


def test_one_state_with_a_mock(client: Client) -> None:
    state = {**ADD["States"]["Add"], "Catch": [{"ErrorEquals": ["Bad"], "Next": "Sorry"}]}
    caught = client.call(
        "TestState",
        definition=json.dumps(state),
        roleArn=ROLE,
        input="{}",
        mock={"errorOutput": {"error": "Bad", "cause": "luck"}},
    )
    assert (caught["status"], caught["error"], caught["nextState"]) == (
        "CAUGHT_ERROR",
        "Bad",
        "Sorry",
    )


# -------------------------------------------------------------------- versions and aliases


def test_versions_and_aliases(client: Client, machine: Callable[..., str], name: str) -> None:
    arn = machine(PASS)
    first = client.call("PublishStateMachineVersion", stateMachineArn=arn, description="one")
    assert first["stateMachineVersionArn"] == f"{arn}:1"
    client.call("UpdateStateMachine", stateMachineArn=arn, definition=json.dumps(ADD))
    second = client.call("PublishStateMachineVersion", stateMachineArn=arn)
    listed = client.call("ListStateMachineVersions", stateMachineArn=arn)["stateMachineVersions"]
    assert [each["stateMachineVersionArn"] for each in listed] == [f"{arn}:2", f"{arn}:1"]
    routing = [{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
    alias = client.call("CreateStateMachineAlias", name="live", routingConfiguration=routing)
    facts = ended(client, start(client, alias["stateMachineAliasArn"]))
    assert json.loads(facts["output"]) == {"x": 1}
    assert facts["stateMachineVersionArn"] == f"{arn}:1"
    assert facts["stateMachineAliasArn"] == f"{arn}:live"
    client.call(
        "UpdateStateMachineAlias",
        stateMachineAliasArn=alias["stateMachineAliasArn"],
        routingConfiguration=[
            {"stateMachineVersionArn": second["stateMachineVersionArn"], "weight": 100}
        ],
    )
    facts = ended(client, start(client, alias["stateMachineAliasArn"], {"n": 1}))
    assert json.loads(facts["output"]) == {"n": 2}
    aliases = client.call("ListStateMachineAliases", stateMachineArn=arn)["stateMachineAliases"]
    assert [each["stateMachineAliasArn"] for each in aliases] == [f"{arn}:live"]
    assert refusal(client, "DeleteStateMachineVersion", stateMachineVersionArn=f"{arn}:2") == (
        "ConflictException"
    )
    client.call("DeleteStateMachineAlias", stateMachineAliasArn=f"{arn}:live")
    client.call("DeleteStateMachineVersion", stateMachineVersionArn=f"{arn}:2")


# -------------------------------------------------------------------- activities and tokens


def test_an_activity(client: Client, machine: Callable[..., str], name: str) -> None:
    activity = client.call("CreateActivity", name=name)["activityArn"]
    assert client.call("DescribeActivity", activityArn=activity)["name"] == name
    definition = {
        "StartAt": "Work",
        "States": {
            "Work": {"Type": "Task", "Resource": activity, "HeartbeatSeconds": 60, "End": True}
        },
    }
    arn = machine(definition)
    execution = start(client, arn, {"n": 5})
    work = client.call("GetActivityTask", activityArn=activity, workerName="worker")
    assert json.loads(work["input"]) == {"n": 5}
    client.call("SendTaskHeartbeat", taskToken=work["taskToken"])
    client.call("SendTaskSuccess", taskToken=work["taskToken"], output='{"done": true}')
    assert json.loads(ended(client, execution)["output"]) == {"done": True}
    assert "ActivityStarted" in kinds(client, execution)
    assert (
        refusal(client, "SendTaskSuccess", taskToken=work["taskToken"], output="1")
        == "TaskTimedOut"
    )
    execution = start(client, arn)
    work = client.call("GetActivityTask", activityArn=activity)
    client.call("SendTaskFailure", taskToken=work["taskToken"], error="Bad", cause="luck")
    facts = ended(client, execution)
    assert (facts["status"], facts["error"], facts["cause"]) == ("FAILED", "Bad", "luck")
    client.call("DeleteActivity", activityArn=activity)


def test_a_token(client: Client, machine: Callable[..., str], folder: Path) -> None:
    out = folder / "token"
    out.unlink(missing_ok=True)
    execution = start(client, machine(ASK))
    end = time.monotonic() + 20
    while not out.exists() or not out.read_text():
        assert time.monotonic() < end
        time.sleep(0.05)
    token = out.read_text()
    client.call("SendTaskHeartbeat", taskToken=token)
    assert refusal(client, "SendTaskSuccess", taskToken=token, output="no JSON") == "InvalidOutput"
    assert refusal(client, "SendTaskSuccess", taskToken="no token", output="1") == "InvalidToken"
    client.call("SendTaskSuccess", taskToken=token, output='{"by": "token"}')
    assert json.loads(ended(client, execution)["output"]) == {"by": "token"}
    assert "TaskSubmitted" in kinds(client, execution)
