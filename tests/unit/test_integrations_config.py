"""The configuration: what it says, and what it says of mistakes."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from asl.hosts.answers import Failed, TaskCall
from asl.resources.arn import parse_resource
from emulator.integrations.config import (
    Choice,
    Config,
    ConfigError,
    FunctionSettings,
    find_config,
    load_config,
)
from emulator.integrations.routes import Routes

EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:Orders:one"


def written(folder: Path, text: str, name: str = "asl.toml") -> Path:
    path = folder / name
    path.write_text(textwrap.dedent(text))
    return path


def task(resource: str, state: str = "S", execution: str = EXECUTION) -> TaskCall:
    read = parse_resource(resource)
    assert read
    return TaskCall(state, read, {}, execution_arn=execution)


# ------------------------------------------------------------------ reading
def test_every_form(tmp_path: Path) -> None:
    (tmp_path / "fn").mkdir()
    config = load_config(
        written(
            tmp_path,
            """
            mocks = "mocks.yaml"

            [functions]
            charge = "app/charge.py:handler"
            far = "http://127.0.0.1:3001"
            old = { command = ["./old", "--once"] }

            [functions.ship]
            handler = "ship.handler"
            folder = "fn"
            runtime = "python3.12"
            program = ".venv/bin/python"
            environment = { TABLE = "orders", A = "1" }
            timeout = 2.5
            memory = 256
            concurrency = 3

            [functions.web]
            handler = "index.handler"

            [states]
            "Orders/Charge" = { mock = { id = 7 } }
            Fails = { mock = { raise = "E", cause = "why" } }

            [resources]
            "sns:publish" = { function = "fakes:publish" }
            "arn:aws:states:::aws-sdk:s3:getObject" = "refuse"

            [services]
            dynamodb = "http://127.0.0.1:8000"
            sqs = "real"
            "aws-sdk:ssm" = { refuse = "no secrets here" }
            lambda = "built-in"

            [integrations.kafka]
            brokers = 3
            """.replace('"aws-sdk:ssm"', "ssm"),
        )
    )
    assert config.path == tmp_path / "asl.toml"
    assert config.mocks == tmp_path / "mocks.yaml"
    functions = {each.name: each for each in config.functions}
    assert functions["charge"] == FunctionSettings(
        "charge", tmp_path, reference="app/charge.py:handler"
    )
    assert functions["far"].endpoint == "http://127.0.0.1:3001"
    assert (functions["old"].command, functions["old"].runtime) == (("./old", "--once"), "command")
    assert functions["ship"] == FunctionSettings(
        "ship",
        tmp_path / "fn",
        handler="ship.handler",
        runtime="python",
        program=(".venv/bin/python",),
        environment=(("A", "1"), ("TABLE", "orders")),
        timeout_s=2.5,
        memory_mb=256,
        concurrency=3,
    )
    assert functions["web"].runtime == "node"
    assert config.states == {
        "Orders/Charge": Choice("mock", {"id": 7}),
        "Fails": Choice("mock", Failed("E", "why")),
    }
    assert config.resources["sns:publish"] == Choice("function", "fakes:publish")
    assert config.services == {
        "dynamodb": Choice("endpoint", "http://127.0.0.1:8000"),
        "sqs": Choice("real"),
        "ssm": Choice("refuse", "no secrets here"),
        "lambda": Choice("built-in"),
    }
    assert config.integrations == {"kafka": {"brokers": 3}}


def test_pyproject_and_where_it_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    written(tmp_path, '[tool.asl.functions]\nf = "m:h"\n', "pyproject.toml")
    written(inner, "[tool.other]\n", "pyproject.toml")
    path = find_config(inner)
    assert path == tmp_path / "pyproject.toml"
    assert [each.name for each in load_config(path).functions] == ["f"]
    own = written(inner, "")
    assert find_config(inner) == own
    assert load_config(own) == Config(own, inner.resolve())


@pytest.mark.parametrize(
    "text, says",
    [
        pytest.param("a = [", "asl.toml: ", id="no TOML"),
        pytest.param(
            "[function]\n",
            'asl.toml:1: function: "function" is not a setting of the configuration (did you mean "functions"?)',
            id="an unknown table",
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\ntimeot = 3\n',
            'asl.toml:3: functions.f.timeot: "timeot" is not a setting of the function "f" '
            '(did you mean "timeout"?)',
            id="an unknown setting",
        ),
        pytest.param(
            "[functions.f]\ntimeout = 3\n",
            'asl.toml:1: functions.f: the function "f" has none of reference, handler, command, endpoint',
            id="no way to run it",
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\nreference = "a:b"\n',
            "has both reference and handler",
            id="two ways",
        ),
        pytest.param(
            '[functions.f]\nreference = "a:b"\nenvironment = { A = "1" }\n',
            'asl.toml:3: functions.f.environment: "environment" does not go with "reference"',
            id="a setting of another way",
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\ntimeout = 901\n',
            '"timeout" is from 0.001 to 900, not 901',
            id="out of range",
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\nmemory = "big"\n',
            '"memory" is a number, not text',
            id="not a number",
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\nenvironment = { A = 1 }\n',
            'functions.f.environment.A: a variable\'s value is text (write "1")',
            id="a variable that is no text",
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\nfolder = "gone"\n', "there is no folder", id="no folder"
        ),
        pytest.param(
            '[functions.f]\nhandler = "a.b"\nruntime = "java"\n', '"java" is no runtime', id="runtime"
        ),
        pytest.param("[functions]\nf = 3\n", 'the function "f" is a table, not a number', id="type"),
        pytest.param(
            '[services]\ndynamodb = "moto"\n',
            'asl.toml:2: services.dynamodb: "moto" is not an answer (it is one of "built-in", "refuse", '
            '"real", a URL)',
            id="an unknown word",
        ),
        pytest.param(
            '[services]\ndynamdb = "real"\n',
            'there is no service "dynamdb" (did you mean "dynamodb"?)',
            id="an unknown service",
        ),
        pytest.param(
            '[resources]\n"sqs:sendMesage" = "refuse"\n',
            'resources."sqs:sendMesage": the integration "sqs" has no action "sendMesage" '
            '(did you mean "sendMessage"?)',
            id="an unknown resource",
        ),
        pytest.param(
            '[states]\nS = { mock = 1, refuse = true }\n', "there is both mock and refuse", id="two"
        ),
        pytest.param("[states]\nS = {}\n", "there is no answer", id="an empty answer"),
        pytest.param(
            '[states]\nS = { mock = { Throw = { Error = "E" } } }\n',
            '"Throw" is Step Functions Local\'s word (write "throw"',
            id="a mock in another language",
        ),
        pytest.param(
            '[states]\nS = { endpoint = "localhost" }\n', '"endpoint" is a URL', id="no URL"
        ),
        pytest.param('[states]\nS = { real = false }\n', '"real" is true, or is left out', id="real"),
        pytest.param('[states]\nS = "fakes:f"\n', 'write { function = "module:function" }', id="hint"),
    ],
)  # fmt: skip
def test_mistakes(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text))
    assert says in str(caught.value)


def test_every_mistake_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(
            written(tmp_path, '[services]\nx = 1\n[states]\nS = "y"\n[functions]\nf = {}\n')
        )
    assert str(caught.value).count("asl.toml:") == 4
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "gone.toml")


# ------------------------------------------------------------------ precedence
def test_a_state_comes_before_its_resource_and_that_before_its_service() -> None:
    config = Config(
        states={"Orders/S": Choice("mock", 1), "S": Choice("mock", 2)},
        resources={"sqs:sendMessage": Choice("mock", 3)},
        services={
            "sqs": Choice("mock", 4),
            "dynamodb": Choice("mock", 5),
            "logs": Choice("mock", 6),
        },
    )
    routes = Routes(config, (("sns", "http://x"),))
    other = "arn:aws:states:us-east-1:1:execution:Other:one"
    child = "arn:aws:states:us-east-1:1:execution:Orders/Map:one"
    expected = [
        (task("arn:aws:states:::sqs:sendMessage"), 1),
        (task("arn:aws:states:::sqs:sendMessage", execution=child), 1),
        (task("arn:aws:states:::sqs:sendMessage", execution=other), 2),
        (task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "T"), 3),
        (task("arn:aws:states:::aws-sdk:sqs:receiveMessage", "T"), 4),
        (task("arn:aws:states:::dynamodb:putItem", "T"), 5),
        (task("arn:aws:states:::aws-sdk:dynamodb:query", "T"), 5),
        (task("arn:aws:states:::aws-sdk:cloudwatchlogs:putLogEvents", "T"), 6),
        (task("arn:aws:states:::sns:publish", "T"), "http://x"),
        (task("arn:aws:states:::aws-sdk:s3:getObject", "T"), None),
        (task("arn:aws:lambda:us-east-1:1:function:f", "T"), None),
    ]
    got = [
        (call, choice.value if (choice := routes.choice(call)) else None) for call, _ in expected
    ]
    assert got == expected


def test_a_service_goes_by_every_name_it_has() -> None:
    routes = Routes(Config(services={"eventbridge": Choice("real"), "events": Choice("mock", 1)}))
    events = routes.choice(task("arn:aws:states:::events:putEvents"))
    bridge = routes.choice(task("arn:aws:states:::aws-sdk:eventbridge:putEvents"))
    assert events == Choice("mock", 1)
    assert bridge == Choice("real")
