"""`http:invoke` and `apigateway:invoke` against a server on this machine, and the addresses that are never called."""

from __future__ import annotations

import asyncio
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from asl.hosts.answers import Answer, Failed, Refused, Returned, TaskCall
from asl.resources.arn import parse_resource
from emulator.integrations.config import Choice, Config
from emulator.integrations.http_task import HttpTask
from emulator.integrations.protocol import Context
from emulator.integrations.routes import Routes
from emulator.integrations.threads import Threads
from emulator.services import moto, outbound
from emulator.services.clients import Clients

EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:m:x"
CLIENTS = Clients()  # making one is slow; what it talks to is fresh for every test
CONTEXT = Context(EXECUTION, "arn:m", "arn:r", None, None)


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers what it got, or what its path says."""

    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size).decode()
        status, headers, answer = REPLIES.get(self.path.partition("?")[0], (200, {}, None))
        if answer is None:
            seen = {
                "method": self.command,
                "path": self.path,
                "headers": dict(self.headers),
                "body": body,
            }
            answer = json.dumps(seen).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = _answer

    def log_message(self, format: str, *args: object) -> None:
        return None


REPLIES: dict[str, tuple[int, dict[str, str], bytes | None]] = {
    "/bad": (404, {}, b'{"message": "no"}'),
    "/moved": (302, {"Location": "http://169.254.169.254/"}, b""),
    "/text": (200, {"Content-Type": "text/plain"}, b"plain"),
    "/image": (200, {"Content-Type": "image/png"}, b"x"),
    "/binary": (200, {"Content-Type": "text/plain"}, b"\xff\xfe"),
    "/token": (200, {}, b'{"access_token": "T"}'),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    moto.reset()
    yield
    moto.reset()


def connection(kind: str = "BASIC", **parameters: Any) -> str:
    """A connection's ARN."""
    given = {
        "API_KEY": {"ApiKeyAuthParameters": {"ApiKeyName": "X-Key", "ApiKeyValue": "secret"}},
        "BASIC": {"BasicAuthParameters": {"Username": "u", "Password": "p"}},
    }.get(kind, {})
    made = CLIENTS.call(
        "events", "CreateConnection",
        {"Name": "c", "AuthorizationType": kind, "AuthParameters": {**given, **parameters}},
    )  # fmt: skip
    return str(made.members["ConnectionArn"])


def ask(resource: str, arguments: Any, **config: Any) -> Answer:
    task = HttpTask(CLIENTS, Routes(Config(**config)), Threads("test", 1))
    read = parse_resource(f"arn:aws:states:::{resource}")
    assert read
    call = TaskCall("S", read, arguments, execution_arn=EXECUTION)
    assert task.takes(call)
    return task.refusal(call) or asyncio.run(task.call(call, CONTEXT))


def seen(answer: Answer) -> Any:
    assert isinstance(answer, Returned), answer
    return answer.value["ResponseBody"]


def invoke(server: str, path: str = "/", method: str = "GET", **rest: Any) -> Answer:
    arguments = {
        "ApiEndpoint": f"{server}{path}", "Method": method,
        "Authentication": {"ConnectionArn": rest.pop("arn", None) or connection()}, **rest,
    }  # fmt: skip
    return ask("http:invoke", arguments)


# ------------------------------------------------------------------ http:invoke
def test_a_request_and_its_result(server: str) -> None:
    answer = invoke(
        server, "/a", "POST", RequestBody={"n": 1}, QueryParameters={"q": ["1", "2"], "é": "x y"},
        Headers={"X-Mine": "v"},
    )  # fmt: skip
    got = seen(answer)
    assert (got["method"], got["path"], got["body"]) == (
        "POST", "/a?q=1&q=2&%C3%A9=x%20y", '{"n":1}',
    )  # fmt: skip
    headers = got["headers"]
    assert headers["X-Mine"] == "v"
    assert headers["Content-Type"] == "application/json"
    assert headers["User-Agent"] == "Amazon|StepFunctions|HttpInvoke|us-east-1"
    assert headers["Range"] == "bytes=0-262144"
    assert headers["Authorization"] == "Basic dTpw"
    assert isinstance(answer, Returned)
    assert list(answer.value) == ["Headers", "ResponseBody", "StatusCode", "StatusText"]
    assert (answer.value["StatusCode"], answer.value["StatusText"]) == (200, "OK")
    assert answer.value["Headers"]["Content-Type"] == ["application/json"]


def test_what_a_connection_says_wins(server: str) -> None:
    arn = connection(
        "API_KEY",
        InvocationHttpParameters={
            "HeaderParameters": [{"Key": "x-mine", "Value": "theirs", "IsValueSecret": False}],
            "QueryStringParameters": [{"Key": "q", "Value": "theirs", "IsValueSecret": False}],
            "BodyParameters": [{"Key": "b", "Value": "theirs", "IsValueSecret": False}],
        },
    )
    got = seen(
        invoke(
            server,
            "/",
            "POST",
            arn=arn,
            Headers={"X-Mine": "mine"},
            RequestBody={"a": 1, "b": "mine"},
            QueryParameters={"q": "mine", "r": "1"},
        )
    )
    assert got["headers"]["x-mine"] == "theirs"
    assert got["headers"]["X-Key"] == "secret"
    assert got["path"] == "/?r=1&q=theirs"
    assert json.loads(got["body"]) == {"a": 1, "b": "theirs"}


def test_a_token_by_oauth(server: str) -> None:
    arn = connection(
        "OAUTH_CLIENT_CREDENTIALS",
        OAuthParameters={
            "ClientParameters": {"ClientID": "i", "ClientSecret": "s"},
            "AuthorizationEndpoint": f"{server}/token", "HttpMethod": "POST",
        },
    )  # fmt: skip
    assert seen(invoke(server, arn=arn))["headers"]["Authorization"] == "Bearer T"


@pytest.mark.parametrize(
    "array_format, expected",
    [
        pytest.param(None, "l%5B0%5D=1&l%5B1%5D=2", id="indices by default"),
        pytest.param("REPEAT", "l=1&l=2", id="repeat"),
        pytest.param("COMMAS", "l=1%2C2", id="commas"),
        pytest.param("BRACKETS", "l%5B%5D=1&l%5B%5D=2", id="brackets"),
    ],
)
def test_a_body_as_a_form(server: str, array_format: str | None, expected: str) -> None:
    options = {"RequestEncodingOptions": {"ArrayFormat": array_format}} if array_format else {}
    got = seen(
        invoke(
            server,
            "/",
            "POST",
            RequestBody={"l": [1, 2], "o": {"a": "x y"}},
            Transform={"RequestBodyEncoding": "URL_ENCODED", **options},
        )
    )
    assert got["body"] == f"{expected}&o%5Ba%5D=x+y"
    assert got["headers"]["Content-Type"].startswith("application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    "path, expected",
    [
        pytest.param("/bad", Failed("States.Http.StatusCode.404", '{"message": "no"}'), id="an error"),
        pytest.param("/moved", Failed("States.Http.StatusCode.302", "Found"), id="a redirect is not followed"),
        pytest.param("/image", Refused("The response has the content type 'image/png', which is no text"), id="an image"),
        pytest.param("/binary", Refused("The response has the content type 'text/plain', which is no text"), id="no UTF-8"),
    ],
)  # fmt: skip
def test_answers_that_are_none(server: str, path: str, expected: Answer) -> None:
    assert invoke(server, path) == expected


def test_text_stays_text(server: str) -> None:
    assert seen(invoke(server, "/text")) == "plain"


@pytest.mark.parametrize(
    "change, says",
    [
        pytest.param({"Method": "FETCH"}, "The value of the field 'Method' has an invalid format", id="method"),
        pytest.param({"ApiEndpoint": "http://example.com/"}, "must begin with https://", id="plain HTTP to elsewhere"),
        pytest.param({"ApiEndpoint": 7}, "'ApiEndpoint' has an invalid format", id="no text"),
        pytest.param({"Headers": {"authorization": "x"}}, "The header 'authorization' is not allowed", id="a header"),
        pytest.param({"Headers": {"X-Amz-Date": "x"}}, "The header 'X-Amz-Date' is not allowed", id="AWS's headers"),
        pytest.param({"Authentication": None}, "'Authentication' or 'InvocationConfig' is required", id="no connection"),
    ],
)  # fmt: skip
def test_parameters_that_cannot_be_sent(server: str, change: Any, says: str) -> None:
    arguments = {
        "ApiEndpoint": server,
        "Method": "GET",
        "Authentication": {"ConnectionArn": "arn:c"},
    }
    refused = ask("http:invoke", {**arguments, **change})
    assert isinstance(refused, Refused)
    assert says in refused.cause


def test_a_connection_that_there_is_not(server: str) -> None:
    arn = "arn:aws:events:us-east-1:123456789012:connection/gone/1"
    failed = invoke(server, arn=arn)
    assert isinstance(failed, Failed)
    assert failed.error == "Events.ConnectionResource.ResourceNotFound"


def test_nobody_answers() -> None:
    failed = invoke("http://127.0.0.1:1")
    assert failed == Failed("States.Http.Socket", "127.0.0.1: Connection refused")


# ------------------------------------------------------------------ addresses
@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "169.254.170.2", "fe80::1", "::ffff:169.254.169.254", "fd00:ec2::254",
        "100.100.100.200", "0.0.0.0", "224.0.0.1", "2002:a9fe:a9fe::1",
    ],
)  # fmt: skip
def test_a_name_that_leads_to_a_metadata_service_is_not_called(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(host: str, port: int, **rest: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port)),
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]  # fmt: skip

    def no_call(*args: Any, **rest: Any) -> Any:
        raise AssertionError("it was called")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", no_call)
    with pytest.raises(outbound.Refused, match="an address that is not called from here"):
        outbound.exchange("GET", "https://evil.example/", {}, None, timeout_s=1)


def test_the_address_that_was_judged_is_the_one_that_is_called(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.rpartition(":")[2])
    answers = iter(["127.0.0.1", "169.254.169.254"])
    looked_up = []

    def look_up(host: str, to: int, **rest: Any) -> Any:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), to))]

    real = socket.create_connection
    called = []

    def connect(address: Any, *args: Any, **rest: Any) -> Any:
        called.append(address)
        monkeypatch.setattr(socket, "getaddrinfo", original)
        return real(address, *args, **rest)

    original = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    given = outbound.exchange("GET", f"http://rebind.example:{port}/", {}, None, timeout_s=5)
    assert given.status == 200
    assert looked_up == ["rebind.example"]
    assert called == [("127.0.0.1", port)]


@pytest.mark.parametrize(
    "url", ["ftp://x/", "file:///etc/passwd", "http://", "https://x:99999/", "x"]
)
def test_what_is_no_http_url(url: str) -> None:
    with pytest.raises(outbound.Refused):
        outbound.exchange("GET", url, {}, None, timeout_s=1)


# ------------------------------------------------------------------ API Gateway
def test_api_gateway_on_this_machine(server: str) -> None:
    answer = ask(
        "apigateway:invoke",
        {
            "ApiEndpoint": server, "Method": "POST", "Stage": "prod", "Path": "/orders/a b",
            "RequestBody": "HelloWorld", "Headers": {"custom_header": ["a", "b"]},
            "QueryParameters": {"q": ["1", "2"]},
        },
    )  # fmt: skip
    got = seen(answer)
    assert (got["path"], got["body"]) == ("/prod/orders/a%20b?q=1&q=2", '"HelloWorld"')
    assert got["headers"]["custom_header"] == "a,b"


def test_a_stand_in_for_an_api_on_aws(server: str) -> None:
    arguments = {
        "ApiEndpoint": "x.execute-api.us-east-1.amazonaws.com",
        "Method": "GET",
        "Path": "a",
    }
    got = seen(
        ask("apigateway:invoke", arguments, services={"apigateway": Choice("endpoint", server)})
    )
    assert got["path"] == "/a"
    refused = ask("apigateway:invoke", arguments)
    assert isinstance(refused, Refused)
    assert "is on AWS, and nothing stands for it here" in refused.cause


def test_api_gateway_failures(server: str) -> None:
    failed = ask("apigateway:invoke", {"ApiEndpoint": server, "Method": "GET", "Path": "bad"})
    assert failed == Failed("ApiGateway.404", '{"message": "no"}')
    bare = {"ApiEndpoint": server, "Method": "GET", "Headers": {"h": "bare string"}}
    refused = ask("apigateway:invoke", bare)
    assert isinstance(refused, Refused)
    assert refused.cause.endswith(
        "could not be used to start the Task: [The value of the field 'Headers' has an invalid format]"
    )


@pytest.mark.parametrize(
    "given, sent",
    [pytest.param(None, "{}", id="null"), pytest.param("", '""', id="an empty string"),
     pytest.param({"m": 1}, '{"m":1}', id="an object")],
)  # fmt: skip
def test_the_body_that_api_gateway_gets(server: str, given: Any, sent: str) -> None:
    arguments = {"ApiEndpoint": server, "Method": "POST", "RequestBody": given}
    assert seen(ask("apigateway:invoke", arguments))["body"] == sent
