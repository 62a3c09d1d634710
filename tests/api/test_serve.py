"""`asl serve` as a process: what it prints, how it ends, and what it says when it cannot start. `asl env` beside it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from api_machines import PASS, WAIT
from click.testing import CliRunner

from asl.cli.verbs import run_command
from emulator.cli import data_folder, env, environment, serve, warnings
from emulator.integrations.config import Choice, Config
from emulator.settings import Settings

START = (sys.executable, "-c", "from asl.cli import main; main()", "serve", "--port", "0", "--json")
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("AWS_", "SFN_", "ASL_", "LOCALSTACK")) and not name.endswith("ENDPOINT")
}


class Server:
    """A process that serves."""

    def __init__(self, *arguments: str, cwd: Path, environ: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [*START, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=cwd,
            env={**CLEAN, **(environ or {})},
        )
        assert self.process.stdout is not None
        self.said = json.loads(self.process.stdout.readline())
        self.port = urlsplit(self.said["url"]).port

    def call(self, operation: str, **request: Any) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"X-Amz-Target": f"AWSStepFunctions.{operation}"}
        connection.request("POST", "/", json.dumps(request), headers)
        answer = connection.getresponse()
        body = json.loads(answer.read())
        connection.close()
        assert answer.status == 200, body
        return dict(body)

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """(exit status, standard error) after a signal."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=10)
        return self.process.returncode, errors


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def begin(*arguments: str, **rest: Any) -> Server:
        started.append(Server(*arguments, cwd=tmp_path, **rest))
        return started[-1]

    yield begin
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()


def fails(tmp_path: Path, *arguments: str, status: int = 2) -> str:
    """What a start says that must fail."""
    done = subprocess.run(
        [*START, *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**CLEAN, "XDG_DATA_HOME": str(tmp_path / "home")},  # not the user's own
        timeout=20,
    )
    assert done.returncode == status, done
    assert "Traceback" not in done.stderr + done.stdout
    return done.stderr + done.stdout


def test_it_serves_and_ends(start: Callable[..., Server]) -> None:
    server = start("--memory")
    assert server.said["data"] is None
    assert server.call("ListStateMachines") == {"stateMachines": []}
    status, errors = server.end()
    assert status == 0
    assert f'eval "$(asl env --url {server.said["url"]})"' in errors
    assert "Traceback" not in errors


def test_it_ends_though_a_worker_waits(start: Callable[..., Server]) -> None:
    server = start("--memory")
    arn = server.call("CreateActivity", name="a")["activityArn"]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"X-Amz-Target": "AWSStepFunctions.GetActivityTask"}
    connection.request("POST", "/", json.dumps({"activityArn": arn}), headers)
    time.sleep(0.1)  # until it waits
    began = time.monotonic()
    assert server.end(signal.SIGINT)[0] == 0
    assert time.monotonic() - began < 2
    assert json.loads(connection.getresponse().read()) == {}
    connection.close()


def test_machines_of_files(start: Callable[..., Server], tmp_path: Path) -> None:
    folder = tmp_path / "machines"
    folder.mkdir()
    order = folder / "order.asl.json"
    order.write_text(json.dumps(PASS))
    (folder / "pay.asl.yaml").write_text("StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n")
    server = start("--memory", "--watch", "machines")
    listed = server.call("ListStateMachines")["stateMachines"]
    assert [machine["name"] for machine in listed] == ["order", "pay"]
    arn = listed[0]["stateMachineArn"]
    assert server.call("DescribeStateMachine", stateMachineArn=arn)["definition"] == json.dumps(
        PASS
    )
    order.write_text('{"StartAt": 5}')  # broken: the machine stays
    wait_for(server.process.stderr, "order is as it was")
    order.write_text(json.dumps(WAIT))
    end = time.monotonic() + 5
    while server.call("DescribeStateMachine", stateMachineArn=arn)["definition"] != json.dumps(
        WAIT
    ):
        assert time.monotonic() < end
        time.sleep(0.05)


def wait_for(stream: Any, text: str) -> None:
    while text not in (line := stream.readline()):
        assert line, f"{text!r} was not said"


def test_executions_go_on_after_a_kill(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start("--data", "data", "--wait-scale", "0.001")
    machine = server.call(
        "CreateStateMachine",
        name="m",
        roleArn="arn:aws:iam::123456789012:role/r",
        definition=json.dumps(
            {**WAIT, "States": {**WAIT["States"], "W": {**WAIT["States"]["W"], "Seconds": 2_000}}}
        ),
    )["stateMachineArn"]
    arn = server.call("StartExecution", stateMachineArn=machine)["executionArn"]
    server.process.kill()
    server.process.communicate()
    server = start("--data", "data", "--wait-scale", "0.0001")
    assert server.said["recovered"] == 1
    end = time.monotonic() + 5
    while server.call("DescribeExecution", executionArn=arn)["status"] == "RUNNING":
        assert time.monotonic() < end
        time.sleep(0.05)
    folder = tmp_path / "data"
    assert (folder.stat().st_mode & 0o777, (folder / "asl.sqlite3").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


# -------------------------------------------------------------------- starts that fail


def test_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = fails(tmp_path, "--memory", "--port", str(port))
    assert f"port {port} on 127.0.0.1 cannot be listened on: address already in use" in said
    assert "--port 0" in said


def test_two_servers_on_one_folder(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start("--data", "data")
    said = fails(tmp_path, "--data", "data")
    assert f"in use by another server (process {server.process.pid})" in said
    assert server.call("ListStateMachines") == {"stateMachines": []}


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be used" in fails(tmp_path, "--data", "file/data")


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()


def corrupt(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(foreign, "is the database of another program", id="foreign"),
        pytest.param(corrupt, "cannot be opened", id="corrupt"),
    ],
)
def test_a_database_that_is_not_ours(
    tmp_path: Path, spoil: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "asl.sqlite3"
    spoil(path)
    before = path.read_bytes()
    assert message in fails(tmp_path, "--data", ".")
    assert path.read_bytes() == before  # nothing is damaged


def test_a_definition_that_cannot_run(tmp_path: Path) -> None:
    (tmp_path / "bad.asl.json").write_text('{"StartAt": "A", "States": {}}')
    said = fails(tmp_path, "--memory", "bad.asl.json")
    assert "ASL" in said  # the code of a finding


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--memory", "--data", "x"], "--memory keeps no data"),
        (["--watch"], "--watch needs FILEs"),
        (["--account", "12"], "12 digits"),
        (["--now", "2030-01-01T00:00:00Z"], "--now is for --clock virtual"),
        (["--clock", "virtual", "--now", "noon"], "noon"),
        (["--lambda", "f"], "--lambda takes NAME=MODULE:HANDLER"),
        (["--bucket", "b"], "--bucket takes NAME=FOLDER"),
        (["--lambda", "f=nothing_of_this_name:x", "--memory"], "cannot be imported"),
        (["--mock-config", "no.json"], "no.json"),
        (["no.asl.json"], "no.asl.json"),
        (["--port", "70000"], "70000"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], message: str) -> None:
    said = fails(tmp_path, *arguments)
    assert message in said


# -------------------------------------------------------------------- settings


def settings_of(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environ: dict[str, str] | None = None
) -> Settings:
    """The settings that a start would have."""
    seen: list[Settings] = []
    monkeypatch.setattr("emulator.process.run", lambda settings, **rest: seen.append(settings))
    monkeypatch.setattr("logging.basicConfig", lambda **rest: None)
    clean = {name: None for name in os.environ if name.startswith(("AWS_", "SFN_", "ASL_"))}
    result = CliRunner().invoke(
        serve, arguments, env={**clean, **(environ or {})}, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return seen[0]


@pytest.mark.parametrize(
    ("arguments", "environ", "wanted"),
    [
        pytest.param(
            ["--memory"], {}, {"port": 8083, "host": "127.0.0.1", "data": None}, id="none"
        ),
        pytest.param(
            [
                "-account",
                "111111111111",
                "-region",
                "eu-west-1",
                "-waitTimeScale",
                "0.5",
                "--memory",
            ],
            {},
            {"account": "111111111111", "region": "eu-west-1", "wait_scale": 0.5},
            id="Step Functions Local's short flags",
        ),
        pytest.param(
            ["--aws-account", "111111111111", "--aws-region", "eu-west-1", "--memory"],
            {"AWS_ACCOUNT_ID": "222222222222"},
            {"account": "111111111111", "region": "eu-west-1"},
            id="a flag wins over a name",
        ),
        pytest.param(
            ["--memory"],
            {
                "AWS_ACCOUNT_ID": "222222222222",
                "AWS_DEFAULT_REGION": "cn-north-1",
                "WAIT_TIME_SCALE": "0.01",
            },
            {
                "account": "222222222222",
                "region": "cn-north-1",
                "wait_scale": 0.01,
                "partition": "aws-cn",
            },
            id="names",
        ),
        pytest.param(
            ["--memory"],
            {"SFN_WAIT_SCALE": "0.2", "AWS_REGION": "a-b-1", "AWS_DEFAULT_REGION": "c-d-2"},
            {"wait_scale": 0.2, "region": "a-b-1"},
            id="the more special name wins",
        ),
        pytest.param(
            ["-lambdaEndpoint", "http://a", "--memory"],
            {"SQS_ENDPOINT": "http://b"},
            {"endpoints": (("lambda", "http://a"), ("sqs", "http://b"))},
            id="endpoints",
        ),
        pytest.param(
            ["--data", "d", "--sync", "full"], {}, {"data": Path("d"), "sync": "full"}, id="data"
        ),
        pytest.param(
            ["--bucket", "a=.", "--bucket", "b=none", "--memory"],
            {},
            {"buckets": (("a", "."), ("b", "none"))},
            id="buckets",
        ),
        pytest.param([], {"ASL_DATA": "e"}, {"data": Path("e")}, id="data by name"),
    ],
)
def test_flags_and_names(
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environ: dict[str, str],
    wanted: dict[str, Any],
) -> None:
    settings = settings_of(monkeypatch, arguments, environ)
    assert {name: getattr(settings, name) for name in wanted} == wanted


def test_the_default_data_folder() -> None:
    assert (
        data_folder({"XDG_DATA_HOME": "/x"}) == Path("/x/asl-emulator") or sys.platform == "darwin"
    )
    assert data_folder({}).name == "asl-emulator"


@pytest.mark.parametrize(
    ("settings", "config", "message"),
    [
        (Settings(host="0.0.0.0"), Config(), "there is no login"),
        (Settings(), Config(path=Path("asl.toml")), "as asl.toml says"),
        (Settings(), Config(services={"sqs": Choice("real")}), "the service sqs is called on AWS"),
        (Settings(), Config(states={"S": Choice("real")}), "the state S is called on AWS"),
    ],
)
def test_what_is_said_at_start(settings: Settings, config: Config, message: str) -> None:
    assert message in " ".join(warnings(settings, config))


def test_nothing_is_said_without_need() -> None:
    assert warnings(Settings(), Config()) == []


# -------------------------------------------------------------------- asl env


def test_env_for_a_user_who_has_nothing() -> None:
    assert environment("http://localhost:8083", {}) == {
        "AWS_ENDPOINT_URL_SFN": "http://localhost:8083",
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def test_env_gives_every_sdk_the_users_region() -> None:
    """boto3 looks at one of the two variables, the JavaScript SDK at the other."""
    assert environment("u", {"AWS_REGION": "r"})["AWS_DEFAULT_REGION"] == "r"
    assert environment("u", {"AWS_DEFAULT_REGION": "r"})["AWS_REGION"] == "r"


@pytest.mark.parametrize(
    "environ",
    [
        {"AWS_PROFILE": "p"},
        {"AWS_ACCESS_KEY_ID": "k", "AWS_REGION": "r", "AWS_DEFAULT_REGION": "s"},
    ],
)
def test_env_leaves_what_a_user_has(environ: dict[str, str]) -> None:
    assert environment("u", environ).keys() == {
        "AWS_ENDPOINT_URL_SFN",
        "AWS_DISABLE_HOST_PREFIX_INJECTION",
    }


@pytest.mark.parametrize("url", ["notaurl", "localhost:8083", "ftp://localhost", "http://"])
def test_env_wants_a_url(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["env", "--url", url]) == 2
    assert f'--url takes one such as http://localhost:8083, not "{url}"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "export AWS_ENDPOINT_URL_SFN=http://localhost:8083"),
        (["--port", "9"], "export AWS_ENDPOINT_URL_SFN=http://localhost:9"),
        (["--url", "http://[::1]:9"], "export AWS_ENDPOINT_URL_SFN='http://[::1]:9'"),
        (["--shell", "fish"], "set -gx AWS_ENDPOINT_URL_SFN http://localhost:8083"),
        (["--shell", "powershell"], "$Env:AWS_ENDPOINT_URL_SFN = 'http://localhost:8083'"),
        (["--shell", "dotenv"], "AWS_ENDPOINT_URL_SFN=http://localhost:8083"),
    ],
)
def test_env_for_shells(arguments: list[str], line: str) -> None:
    result = CliRunner().invoke(env, arguments)
    assert line in result.output.splitlines()


def test_env_as_json() -> None:
    result = CliRunner().invoke(env, ["--json"])
    assert json.loads(result.output)["AWS_DISABLE_HOST_PREFIX_INJECTION"] == "true"


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"POST / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"{}" * 100,
    ],
)
def test_bytes_that_are_no_http_are_refused_in_awss_shape(
    shared_server: Server, garbage: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", shared_server.port or 0), timeout=5) as client:
        client.sendall(garbage)
        answer = b""
        while part := client.recv(65_536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 4")
    assert json.loads(body)["__type"]
    assert shared_server.call("ListStateMachines") == {"stateMachines": []}


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server("--memory", cwd=tmp_path_factory.mktemp("server"))
    yield server
    server.end()
