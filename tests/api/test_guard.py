"""No web page reaches the server: foreign Hosts, origins and plain forms are refused; no preflight is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from api_client import Client

from emulator.settings import Settings

AWS = {
    "host": "localhost:8083",
    "x-amz-target": "AWSStepFunctions.ListStateMachines",
    "content-type": "application/x-amz-json-1.0",
}


def status(service: Client, changes: dict[str, str | None], **rest: Any) -> int:
    headers = {**AWS, **changes}
    kept = {name: value for name, value in headers.items() if value is not None}
    got, _, body = service.request(
        rest.pop("method", "POST"), rest.pop("path", "/"), headers=kept, body=b"{}", **rest
    )
    if got == 403:
        refused = json.loads(body)
        assert refused["__type"] == "com.amazon.coral.service#AccessDeniedException"
        assert refused["message"]
    return got


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost:8083",
        "localhost.:8083",
        "sync-localhost:8083",
        "states.localhost:8083",
        "sync-states.localhost:8083",
        "127.0.0.1:8083",
        "sync-127.0.0.1:8083",
        "127.9.9.9",
        "[::1]:8083",
        "[::1]",
    ],
)
def test_hosts_that_name_this_machine(service: Client, host: str) -> None:
    assert status(service, {"host": host}) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8083",
        "localhost.evil.example",
        "evil-localhost",
        "sync-evil.example",
        "sync-sync-localhost",
        "10.0.0.7:8083",
        "0.0.0.0:8083",
        "[2001:db8::1]:8083",
        "127.0.0.1.evil.example",
        "@localhost",
        "localhost@evil.example",
        "localhost:8083:1",
        "é",
        "",
        None,
    ],
)
@pytest.mark.parametrize("path", ["/", "/health", "/metrics"])
def test_hosts_that_do_not(service: Client, host: str | None, path: str) -> None:
    method = "POST" if path == "/" else "GET"
    assert status(service, {"host": host}, method=method, path=path) == 403


def test_the_address_that_was_connected_to(service: Client) -> None:
    assert status(service, {"host": "10.0.0.7:8083"}, server="10.0.0.7") == 200
    assert status(service, {"host": "10.0.0.8:8083"}, server="10.0.0.7") == 403


def test_allowed_names(make_service: Callable[..., Client]) -> None:
    service = make_service(Settings(clock="virtual", allow_hosts=("Asl",)))
    for host in ("asl", "ASL:8083", "sync-asl:8083"):
        assert status(service, {"host": host}) == 200
    assert status(service, {"host": "x.asl"}) == 403


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        pytest.param({"origin": "http://localhost:8083"}, 200, id="our own origin"),
        pytest.param({"sec-fetch-site": "same-origin"}, 200, id="our own page"),
        pytest.param({"sec-fetch-site": "none"}, 200, id="typed by the user"),
        pytest.param({"origin": "http://evil.example"}, 403, id="another origin"),
        pytest.param({"origin": "http://localhost:3000"}, 403, id="another port"),
        pytest.param({"origin": "null"}, 403, id="an opaque origin"),
        pytest.param({"origin": ""}, 403, id="an empty one"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="another site"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="another port of this site"),
        pytest.param(
            {"x-amz-target": None, "content-type": "application/x-www-form-urlencoded"},
            403,
            id="a plain form",
        ),
        pytest.param({"x-amz-target": None, "content-type": "text/plain"}, 403, id="text/plain"),
        pytest.param(
            {"x-amz-target": None, "authorization": "AWS4-HMAC-SHA256"}, 400, id="signed, no target"
        ),
    ],
)
def test_where_a_request_comes_from(
    service: Client, changes: dict[str, str | None], wanted: int
) -> None:
    assert status(service, changes) == wanted


@pytest.mark.parametrize("path", ["/_asl/reset", "/_asl/clock"])
def test_control_calls_carry_our_header(service: Client, path: str) -> None:
    assert status(service, {}, path=path) == 403  # a target is not enough
    assert status(service, {"x-asl-control": "1", "origin": "http://x"}, path=path) == 403
    assert status(service, {"x-asl-control": "1"}, path=path) in (200, 400)


def test_no_preflight_is_answered(service: Client) -> None:
    headers = {
        "host": "localhost",
        "origin": "http://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-amz-target",
    }
    got, answered, _ = service.request("OPTIONS", "/", headers=headers)
    assert got == 405
    assert not [name for name in answered if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("GET", "/", 405),
        ("PUT", "/", 405),
        ("GET", "/nothing", 404),
        ("GET", "/_asl/reset", 405),
        ("HEAD", "/health", 200),
    ],
)
def test_what_is_not_there(service: Client, method: str, path: str, wanted: int) -> None:
    got, _, body = service.request(method, path, headers=AWS)
    assert got == wanted
    assert body if method != "HEAD" else not body
