"""Who would answer a definition, before anything runs; and `asl services`, which tells it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asl.cli.verbs import asl as command
from asl.hosts.answers import Refused, Returned, TaskCall
from asl.model.parse import parse_machine
from emulator.integrations.config import read_config
from emulator.integrations.protocol import Told
from emulator.integrations.registry import build
from emulator.integrations.survey import Answered, survey
from emulator.settings import Settings

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
STATES = "arn:aws:states:::"


def told(
    resource: str, parameters: Any = None, config: Any = None, *, settings: Settings | None = None, **more: Any
) -> Answered:  # fmt: skip
    """Of a machine "Orders" of one Task "Charge"."""
    task = {"Type": "Task", "Resource": resource, "End": True, **more}
    if parameters is not None:
        task["Parameters"] = parameters
    machine = parse_machine({"StartAt": "Charge", "States": {"Charge": task}})
    assert machine is not None
    integrations = build(settings or Settings(), read_config(config or {}), found=())
    (one,) = survey(machine, integrations, machine_name="Orders")
    return one


QUEUE = f"{STATES}sqs:sendMessage"


@pytest.mark.parametrize(
    "resource, parameters, config, who, what, keys",
    [
        pytest.param(QUEUE, None, {}, "moto", "SendMessage of sqs", (), id="built in"),
        pytest.param(
            QUEUE, None, {"services": {"sqs": "http://h:1"}}, "endpoint", "SendMessage of sqs at http://h:1",
            ("services", "sqs"), id="an endpoint of its service",
        ),
        pytest.param(
            f"{STATES}aws-sdk:sqs:sendMessage", None, {"services": {"sqs": "real"}}, "real",
            "SendMessage of sqs on AWS, with your credentials", ("services", "sqs"), id="AWS itself",
        ),
        pytest.param(
            QUEUE, None, {"services": {"sqs": "real"}, "states": {"Orders/Charge": {"mock": 1}}}, "mock",
            "a mock", ("states", "Orders/Charge"), id="a state's choice before its service's",
        ),
        pytest.param(
            QUEUE, None, {"states": {"Other/Charge": {"mock": 1}}}, "moto", "SendMessage of sqs", (),
            id="another machine's choice is not this one's",
        ),
        pytest.param(
            QUEUE, None, {"resources": {"sqs:sendMessage": {"refuse": "no"}}}, "refused",
            "nobody, as configured: no", ("resources", "sqs:sendMessage"), id="refused on purpose",
        ),
        pytest.param(
            f"{STATES}states:startExecution.sync:2", {"StateMachineArn": "arn:aws:states:r:1:stateMachine:Child"},
            {}, "emulator", 'an execution of "Child" on this server', (), id="a nested execution",
        ),
        pytest.param(
            f"{STATES}states:startExecution", {"StateMachineArn.$": "$.arn"}, {}, "emulator",
            "an execution on this server", (), id="one whose machine is computed",
        ),
        pytest.param(
            "arn:aws:states:us-east-1:123456789012:activity:approve", None, {}, "worker",
            'whoever polls the activity "approve"', (), id="an activity",
        ),
        pytest.param(
            f"{STATES}aws-sdk:lambda:listFunctions", None, {}, "emulator", "ListFunctions of lambda on this server",
            (), id="the Lambda API is the server's own",
        ),
        pytest.param(
            f"{STATES}lambda:invoke", {"FunctionName.$": "$.f"}, {}, "function",
            "the function whose name the execution computes", (), id="a function whose name is computed",
        ),
        pytest.param(
            f"{STATES}http:invoke", {"ApiEndpoint": "https://a.example", "Method": "GET"}, {}, "network",
            "https://a.example", (), id="the URL that the task names",
        ),
        pytest.param(
            f"{STATES}apigateway:invoke", {"ApiEndpoint": "http://localhost:3000", "Method": "GET"}, {}, "network",
            "http://localhost:3000", (), id="an API on this machine",
        ),
    ],
)  # fmt: skip
def test_who_answers(
    resource: str, parameters: Any, config: Any, who: str, what: str, keys: tuple[str, ...]
) -> None:
    found = told(resource, parameters, config)
    assert found.told == Told(who, what, keys)  # type: ignore[arg-type]
    assert found.needs is None


@pytest.mark.parametrize(
    "resource, parameters, needs, help",
    [
        pytest.param(
            f"{ARN}charge:live", None, 'there is no function "charge"', "--lambda charge=FILE.py:HANDLER",
            id="a function that nobody gave",
        ),
        pytest.param(
            f"{STATES}lambda:invoke", {"FunctionName": f"{ARN}charge"}, 'there is no function "charge"',
            'mock the state "Charge"', id="one by its ARN",
        ),
        pytest.param(
            f"{STATES}aws-sdk:translate:translateText", None,
            "moto, which stands for AWS here, does not have TranslateText of translate",
            'translate = "http://HOST:PORT"', id="what moto does not have",
        ),
        pytest.param(
            f"{STATES}eks:call", None, f"{STATES}eks:call has no call that this emulator could make",
            "[tool.asl.states]", id="what is no call",
        ),
        pytest.param(
            f"{STATES}sns:publsh", None, 'the integration "sns" has no action "publsh"', 'did you mean "publish"?',
            id="what AWS does not have",
        ),
        pytest.param("${Fn}", None, '"${Fn}" holds the place of an ARN', "fill it in", id="a place"),
        pytest.param("x://y", None, '"x:" resources are not of AWS', "a function is", id="another system's"),
        pytest.param(
            f"{STATES}apigateway:invoke", {"ApiEndpoint": "a.execute-api.us-east-1.amazonaws.com", "Method": "GET"},
            "a.execute-api.us-east-1.amazonaws.com is on AWS", "[tool.asl.services]", id="an API on AWS",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_its_cure(
    resource: str, parameters: Any, needs: str, help: str
) -> None:
    found = told(resource, parameters)
    assert found.told is None
    assert needs in (found.needs or "")
    assert help in (found.help or "")


def test_functions_say_where_they_run(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("def handler(event, context): return 1\n")
    folder = str(tmp_path)
    config = {
        "functions": {
            "here": {"reference": "app.py:handler", "folder": folder},
            "worker": {"handler": "app.handler", "folder": folder},
            "old": {"command": ["./old", "-1"], "folder": folder},
            "far": "http://127.0.0.1:3001",
        }
    }
    found = {name: told(ARN + name, None, config).told for name in config["functions"]}
    assert found == {
        "here": Told("function", 'the function "here", app.py:handler in this process', ("functions", "here")),
        "worker": Told("function", 'the function "worker", app.handler in a process of its own', ("functions", "worker")),
        "old": Told("function", f'the function "old", {tmp_path}/old -1 in a process of its own', ("functions", "old")),
        "far": Told("function", 'the function "far", at http://127.0.0.1:3001', ("functions", "far")),
    }  # fmt: skip
    remote = told(ARN + "any", settings=Settings(endpoints=(("lambda", "http://l:1"),))).told
    assert remote == Told("function", 'the function "any", at http://l:1', ("--endpoint", "lambda"))


def test_credentials_and_tokens_are_told() -> None:
    found = told(
        f"{QUEUE}.waitForTaskToken", Credentials={"RoleArn": "arn:aws:iam::210987654321:role/r"}
    )
    assert (found.role, found.waits_for_token) == ("arn:aws:iam::210987654321:role/r", True)
    assert told(QUEUE, Credentials={"RoleArn.$": "$.role"}).role == ""
    assert told(QUEUE).role is None


MAP = {
    "StartAt": "All",
    "States": {
        "All": {
            "Type": "Map",
            "ItemReader": {
                "Resource": f"{STATES}s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "uploads", "Key": "people.csv"},
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "One",
                "States": {"One": {"Type": "Task", "Resource": QUEUE, "End": True}},
            },
            "ResultWriter": {
                "Resource": f"{STATES}s3:putObject",
                "Parameters": {"Bucket.$": "$.bucket", "Prefix": "people"},
            },
            "End": True,
        }
    },
}


def test_what_maps_read_and_write_and_call() -> None:
    machine = parse_machine(MAP)
    assert machine is not None
    integrations = build(Settings(), read_config({"services": {"s3": "http://s:1"}}), found=())
    found = survey(machine, integrations, folders={"uploads": "./data"})
    assert [(each.pointer, each.told) for each in found] == [
        ("/States/All/ItemReader", Told("folder", "./data as the bucket uploads", ("--bucket", "uploads"))),
        ("/States/All/ResultWriter", Told("endpoint", "the bucket that the execution computes at http://s:1", ("services", "s3"))),
        ("/States/All/ItemProcessor/States/One", Told("moto", "SendMessage of sqs")),
    ]  # fmt: skip
    (reader, *_) = survey(machine, integrations)
    assert reader.told == Told("endpoint", 'the bucket "uploads" at http://s:1', ("services", "s3"))


def test_what_a_reader_needs_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from emulator.integrations import survey as module

    monkeypatch.setattr(module, "find_spec", lambda name: None)
    value = json.loads(
        json.dumps(MAP)
        .replace("people.csv", "people.parquet")
        .replace('"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"', '"InputType": "PARQUET"')
    )
    machine = parse_machine(value)
    assert machine is not None
    reader = survey(machine, build(Settings(), found=()))[0]
    assert (reader.told, reader.help) == (None, "pip install 'asl-emulator[parquet]'")


class Half:
    """Another package's integration, which says no more than it must."""

    name = "half"

    def takes(self, call: TaskCall) -> bool:
        return True

    def lacks(self, call: TaskCall) -> Refused | None:
        return Refused("not today") if call.state == "Never" else None

    async def call(self, call: TaskCall, context: Any) -> Any:
        return Returned(1)

    async def close(self) -> None: ...


def test_an_integration_of_another_package_is_named() -> None:
    task = {"Type": "Task", "Resource": QUEUE}
    machine = parse_machine(
        {
            "StartAt": "A",
            "States": {"A": {**task, "Next": "Never"}, "Never": {**task, "End": True}},
        }
    )
    assert machine is not None
    first, second = survey(machine, [Half()])
    assert first.told == Told("package", 'the integration "half"', ("integrations", "half"))
    assert (second.told, second.needs) == (None, "not today")
    nobody = survey(machine, [])[0]
    assert (nobody.told, nobody.help) == (None, 'mock the state "A"')


# ------------------------------------------------------------------ the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCOUNT_ID", "SFN_MOCK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    orders = {
        "StartAt": "Charge",
        "States": {
            "Charge": {"Type": "Task", "Resource": f"{STATES}lambda:invoke",
                       "Parameters": {"FunctionName": "charge"}, "Next": "Tell"},
            "Tell": {"Type": "Task", "Resource": f"{STATES}sns:publish",
                     "Parameters": {"TopicArn": "t", "Message": "m"}, "End": True},
        },
    }  # fmt: skip
    (tmp_path / "Orders.asl.json").write_text(json.dumps(orders, indent=1))
    (tmp_path / "app.py").write_text("def handler(event, context): return 1\n")
    (tmp_path / "asl.toml").write_text('[services]\nsns = "http://127.0.0.1:1"\n')
    return tmp_path


def ran(*arguments: str) -> tuple[int, str]:
    from asl.cli.verbs import Done

    result = CliRunner().invoke(command, ["services", *arguments])
    if isinstance(result.exception, Done):
        return result.exception.status, result.output
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return 2, str(result.exception)
    return result.exit_code, result.output


def test_the_command_says_what_is_missing(folder: Path) -> None:
    status, text = ran("Orders.asl.json")
    assert status == 1
    assert text == (
        "Orders.asl.json\n"
        "  6:16   Charge  lambda:invoke  nothing\n"
        "  14:16  Tell    sns:publish    endpoint  Publish of sns at http://127.0.0.1:1  (asl.toml:2 services.sns)\n"
        'Orders.asl.json:6:16: missing: "Charge" has no answer: there is no function "charge"\n'
        '   = help: say where its code is, charge = "FILE.py:HANDLER" under [tool.asl.functions] or '
        '--lambda charge=FILE.py:HANDLER; deploy it to the server; or mock the state "Charge"\n'
        "1 of 2 without an answer, as asl.toml says\n"
    )


def test_the_command_is_content(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SNS_ENDPOINT", "http://127.0.0.1:2")
    status, text = ran(".", "--lambda", "charge=app.py:handler")
    assert status == 0
    assert 'the function "charge", app.py:handler in this process  (--lambda charge)' in text
    assert "at http://127.0.0.1:2  (--sns-endpoint or SNS_ENDPOINT)" in text
    assert text.endswith("all 2 have an answer, as asl.toml says\n")


def test_the_command_for_programs(folder: Path) -> None:
    mocks = {
        "StateMachines": {"Orders": {"TestCases": {"Good": {"Charge": "Ok"}}}},
        "MockedResponses": {"Ok": {"0": {"Return": {}}}},
    }
    (folder / "mocks.json").write_text(json.dumps(mocks))
    status, text = ran("Orders.asl.json", "--json", "--mock-config", "mocks.json")
    shown = json.loads(text)
    assert (status, shown["missing"]) == (1, 1)
    charge, tell = shown["files"][0]["tasks"]
    assert charge["answeredBy"] is None
    assert charge["missing"] == 'there is no function "charge"'
    assert charge["mockedInCases"] == ["Good"]
    assert (tell["answeredBy"], tell["decidedBy"]) == ("endpoint", "asl.toml:2 services.sns")
    assert (tell["line"], tell["column"], tell["pointer"]) == (14, 16, "/States/Tell")


@pytest.mark.parametrize(
    "arguments, says",
    [
        pytest.param([], "name the files or folders", id="no file"),
        pytest.param(["gone.asl.json"], "no such file", id="a file that is not there"),
        pytest.param(["empty"], "there is no definition in this folder", id="an empty folder"),
        pytest.param(["bad.json"], "bad.json:1:1: error ASL1", id="no JSON"),
        pytest.param(["Orders.asl.json", "--lambda", "x"], "NAME=MODULE:HANDLER", id="half a function"),
        pytest.param(["Orders.asl.json", "--bucket", "a=app.py"], "app.py", id="a file as a bucket"),
    ],
)  # fmt: skip
def test_wrong_usage(folder: Path, arguments: list[str], says: str) -> None:
    (folder / "empty").mkdir()
    (folder / "bad.json").write_text("{")
    status, text = ran(*arguments)
    assert status == 2
    assert says in text
