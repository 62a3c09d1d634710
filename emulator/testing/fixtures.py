"""The fixtures `asl_endpoint` and `asl_endpoint_session`: a server for one test, or for all of them; and `asl_services`.

The servers set the environment that points boto3 and other SDKs of this process to the server, and put it back at their end. What a
server is told at its start stands in a fixture that a module or a conftest may put in this one's place:

    @pytest.fixture(scope="session")
    def asl_endpoint_options():
        return {"lambdas": {"charge": charge}, "clock": "virtual"}

and for one test in a marker, `@pytest.mark.asl_endpoint(clock="virtual")`.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from emulator.testing.endpoint import Endpoint
    from emulator.testing.services import Services


_ENDPOINT: Final = pytest.StashKey["Endpoint"]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "asl_endpoint(**options): how the server of the fixture asl_endpoint is started"
    )


@pytest.fixture(scope="session")
def asl_endpoint_options() -> dict[str, Any]:
    """How servers are started: clock, wait_scale, lambdas, mocks, config, buckets, …; put your own in its place."""
    return {}


@pytest.fixture
def asl_endpoint(
    request: pytest.FixtureRequest, asl_endpoint_options: dict[str, Any]
) -> Iterator[Endpoint]:
    """Step Functions on a free port for this test, with the environment set: code that uses boto3 finds it."""
    from emulator.testing.endpoint import Endpoint

    options = dict(asl_endpoint_options)
    for marker in reversed([*request.node.iter_markers("asl_endpoint")]):  # the nearest last
        options = {**options, **marker.kwargs}
    endpoint = Endpoint(request.path.parent, **options)
    request.node.stash[_ENDPOINT] = endpoint
    yield from _running(endpoint)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """A test that has passed fails with what its server has seen."""
    outcome = yield
    endpoint = item.stash.get(_ENDPOINT, None)
    if endpoint is not None:
        complaint = endpoint.complaint()
        if complaint is not None:
            pytest.fail(complaint, pytrace=False)
    return outcome


@pytest.fixture(scope="session")
def asl_endpoint_session(
    request: pytest.FixtureRequest, asl_endpoint_options: dict[str, Any]
) -> Iterator[Endpoint]:
    """The same for all tests: `reset()` makes it as new."""
    from emulator.testing.endpoint import Endpoint

    yield from _running(Endpoint(request.config.rootpath, **asl_endpoint_options))


@pytest.fixture
def asl_services() -> Iterator[Services]:
    """AWS services in this process, for `asl_machine(…, services=asl_services)`: tables, queues and buckets of this test."""
    from emulator.testing.services import Services

    services = Services()
    try:
        yield services
    finally:
        services.close()


def _running(endpoint: Endpoint) -> Iterator[Endpoint]:
    environment = pytest.MonkeyPatch()
    try:
        for name, value in endpoint.environment().items():
            environment.setenv(name, value)
        environment.delenv("AWS_PROFILE", raising=False)
        environment.delenv("AWS_SESSION_TOKEN", raising=False)
        # A proxy is for the world: this server is on this machine.
        for name in ("NO_PROXY", "no_proxy"):
            hosts = [os.environ[name]] if os.environ.get(name) else []
            environment.setenv(name, ",".join([*hosts, "127.0.0.1", "localhost"]))
        yield endpoint
    finally:
        environment.undo()
        endpoint.close()
