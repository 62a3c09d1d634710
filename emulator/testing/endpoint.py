"""A server in a thread of the test's process, for code that calls Step Functions by itself.

    def test_it_is_ordered(asl_endpoint):
        arn = asl_endpoint.create("order.asl.json", mocks={"Charge": {"paid": True}})
        shop.order(7)                                   # calls boto3.client("stepfunctions")
        assert asl_endpoint.run(arn, {"id": 7}) == {"paid": True}

It listens on a free port of the loopback, keeps everything in memory, and its functions are the test's own: breakpoints work.
By default its clock is real and Wait states and retry delays take no time, since the code under test polls and cannot move a
clock; with `clock="virtual"` time stands still until `advance`.

The thread owns the server: everything of it is done in its loop, and the thread is over when the fixture is.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from asl.errors import UsageError
from asl.jsonvalue import JSON, dumps
from asl.testing.exact import exact
from emulator.process import Held, run
from emulator.settings import Settings
from emulator.testing import tenants
from emulator.testing.endpoint_mocks import TestMocks

if TYPE_CHECKING:
    from asl.hosts.lambda_runtime import Function
    from asl.testing.histories import History
    from emulator.integrations.protocol import Integration

T = TypeVar("T")
_START_S: Final = 30
_END_S: Final = 15
_HERE: Final = str(Path(__file__).parents[1]) + os.sep


class Endpoint:
    """A running server and what tests ask of it. The fixtures `asl_endpoint` and `asl_endpoint_session` give one.

    Attributes:
        url: what `AWS_ENDPOINT_URL_SFN` is set to.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Literal["real", "virtual"] = "real",
        now: datetime | str | int | None = None,
        wait_scale: float | None = None,
        lambdas: Mapping[str, Callable[..., object]] | None = None,
        mocks: Mapping[str, object] | None = None,
        config: str | PathLike[str] | None = None,
        buckets: Mapping[str, str | PathLike[str]] | None = None,
        account: str = "123456789012",
        region: str = "us-east-1",
        seed: int | None = 0,
    ) -> None:
        """Start it.

        Args:
            folder: what paths are relative to.
            clock: "real", or "virtual": time stands still until `advance`. now: where a virtual clock begins.
            wait_scale: factor on Wait states and retry delays; by default 0 on a real clock, 1 on a virtual one.
            lambdas: Lambda functions by name: handlers of this process.
            mocks: answers by state, resource or action, for every machine.
            config: an asl.toml; None: none is looked for.
            buckets: folders that Maps read and write, by bucket.
            seed: makes names and random numbers repeatable.
        """
        from asl.testing.simulate import instant_ms

        if clock not in ("real", "virtual"):
            raise UsageError(f'clock="{clock}": a clock is "real" or "virtual"')
        if wait_scale is None:
            wait_scale = 0.0 if clock == "real" else 1.0
        folders = {name: str(folder / path) for name, path in (buckets or {}).items()}
        if folders:
            from asl.hosts.buckets import Folder

            for bucket, path in folders.items():
                Folder(bucket, path)  # that it can be one is said now
        self._folder = folder
        self._settings = Settings(
            port=0,
            account=account,
            region=region,
            clock=clock,
            start_ms=instant_ms(now) if clock == "virtual" else None,
            wait_scale=wait_scale,
            seed=seed,
            buckets=tuple(folders.items()),
        )
        self._lambdas = {
            name: self._watched(name, handler, "") for name, handler in (lambdas or {}).items()
        }
        self._config = None if config is None else folder / config
        self._mocks = TestMocks()
        self._given_mocks = dict(mocks or {})
        self._is_ready = threading.Event()
        self._failure: BaseException | None = None
        self._held: Held | None = None
        self._session: Any = None  # of boto3: what costs time is making one
        self._clients: dict[str, Any] = {}
        self.url = ""
        self._thread = threading.Thread(target=self._serve, name="asl-endpoint", daemon=True)
        self._thread.start()
        if not self._is_ready.wait(_START_S):
            raise UsageError("the server has not started")
        self._raise_failure()
        tenants.enter(self)
        self._mock_all()

    # ---------------------------------------------------------------- machines

    def create(
        self,
        definition: JSON | PathLike[str],
        *,
        name: str | None = None,
        defines: Mapping[str, str] | None = None,
        type: Literal["STANDARD", "EXPRESS"] = "STANDARD",
        mocks: Mapping[str, object] | None = None,
        optional_mocks: bool = False,
    ) -> str:
        """Make a state machine, or update the one of this name. Gives its ARN.

        Args:
            definition: a file (relative to the test's own), JSON or YAML text, or a JSON value.
            name: by default the file's. mocks: answers by state, resource, action or function, for this machine only.
            optional_mocks: none of them has to be asked.

        Raises:
            UsageError, DefinitionError: it cannot be made; with every finding.
        """
        from asl.testing.bench import is_path
        from asl.testing.machine import name_of
        from asl.testing.simulate import definition_of, load
        from emulator.files import arn_of, put_text

        if isinstance(definition, PathLike) or (
            isinstance(definition, str) and is_path(definition)
        ):
            definition = self._folder / definition
            name = name or name_of(str(definition))
        program = load(definition, type=type, defines=defines)
        name = name or "machine"
        text = definition_of(program)
        if mocks:
            from asl.testing.mock_rules import site_of_caller

            rules = self._mocks.of(name, program.machine, anew=True)
            for key, said in mocks.items():
                rules.add(key, said, site=site_of_caller(_HERE), is_optional=optional_mocks)

        async def make(held: Held) -> str:
            put_text(held.service, name, type, text)
            await held.service.runtime.durable()
            return arn_of(held.service, name)

        return self._do(make)

    def lambda_(self, name: str, handler: Callable[..., object]) -> Endpoint:
        """Run this `handler(event, context)` as the Lambda function of this name, from now on.

        An assertion of the test's own, in a handler that stands in the test, fails the test and not only the function.
        """
        from asl.testing.mock_rules import site_of_caller
        from emulator.integrations.functions import Functions

        function = self._watched(name, handler, site_of_caller(_HERE).path)

        async def give(held: Held) -> None:
            for integration in held.service.runtime.integrations:
                if isinstance(integration, Functions):
                    integration.give(name, function)

        self._do(give)
        return self

    def mock(
        self, name: str, answer: object, *, machine: str = "", optional: bool = False
    ) -> Endpoint:
        """Answer a task by its state, resource or action, in every machine or in one; as `Machine.mock`.

        optional: no failure if no task ever asks for it.
        """
        from asl.testing.mock_rules import site_of_caller

        rules = self._mocks.of(machine, None)
        rules.add(name, answer, site=site_of_caller(_HERE), is_optional=optional)
        return self

    def _watched(self, name: str, handler: Callable[..., object], test: str) -> Function:
        """A handler whose assertions the test is told of, where they are its own."""
        from asl.hosts.lambda_runtime import function_of
        from asl.testing.asserted import is_of_test

        def asserted(error: AssertionError) -> None:
            if is_of_test(error, test):
                self._mocks.errors.append(error)

        return function_of(name, handler)._replace(asserted=asserted)

    # ---------------------------------------------------------------- executions

    def client(self, service: str = "stepfunctions", **options: Any) -> Any:
        """A boto3 client of any AWS service, of this server. Without options the same one each time."""
        known = self._clients.get(service)
        if known is not None and not options:
            return known
        import boto3
        from botocore.config import Config

        if self._session is None:
            self._session = boto3.Session(
                aws_access_key_id="test",
                aws_secret_access_key="test",
                region_name=self._settings.region,
            )
        config = Config(inject_host_prefix=False, proxies={})
        made = self._session.client(service, endpoint_url=self.url, config=config, **options)
        if not options:
            self._clients[service] = made
        return made

    def run(self, machine_arn: str, input: JSON = None, *, timeout_s: float = 10) -> JSON:
        """Start an execution and wait until it is over; on a virtual clock only what takes no time happens.

        Returns:
            The output as a value.

        Raises:
            UsageError: it is not over, or did not succeed; with the reason.
        """
        text = input if isinstance(input, str) else dumps({} if input is None else input)
        started = self.client().start_execution(stateMachineArn=machine_arn, input=text)
        return self.wait(started["executionArn"], timeout_s=timeout_s)

    def wait(self, execution_arn: str, *, timeout_s: float = 10) -> JSON:
        """Wait until an execution is over that something else has started; else as `run`."""
        import time

        client, arn = self.client(), execution_arn
        deadline = time.monotonic() + timeout_s
        while True:
            if self._settings.clock == "virtual":
                self.advance(0)
            found = client.describe_execution(executionArn=arn)
            if found["status"] != "RUNNING":
                break
            if self._settings.clock == "virtual" or time.monotonic() > deadline:
                raise UsageError(f"{arn} is still RUNNING: {self._entered(arn)}")
            time.sleep(0.002)
        if found["status"] != "SUCCEEDED":
            raise UsageError(
                f"{arn} is {found['status']}: {found.get('error')}: {found.get('cause')}; {self._entered(arn)}"
            )
        return exact(json.loads(found["output"]))

    def history(self, execution_arn: str) -> History:
        """All events of an execution, to be compared with a snapshot as `run.history` is."""
        from asl.testing.histories import History

        pages = self.client().get_paginator("get_execution_history")
        found = pages.paginate(executionArn=execution_arn)
        return History(event for page in found for event in page["events"])

    def _entered(self, arn: str) -> str:
        names = [
            event["stateEnteredEventDetails"]["name"]
            for event in self.history(arn)
            if "stateEnteredEventDetails" in event
        ]
        from asl.testing.explain import shown_path

        return f"its path was {shown_path(names)}"

    # ---------------------------------------------------------------- control

    def advance(self, by: timedelta | float = 0, **units: float) -> None:
        """Let virtual time pass: a timedelta, seconds, or by units (`days=3`). It returns when all that is due has happened.

        Raises:
            UsageError: the clock is real.
        """
        span = timedelta(**units) + (by if isinstance(by, timedelta) else timedelta(seconds=by))
        if self._settings.clock != "virtual":
            raise UsageError(
                'the server runs on the real clock: ask for clock="virtual" to let time pass'
            )

        async def go(held: Held) -> None:
            from emulator.runtime.passing import advance

            runtime = held.service.runtime
            await advance(runtime, runtime.now_ms + round(span / timedelta(milliseconds=1)))

        self._do(go)

    @property
    def now(self) -> datetime:
        """The server's time."""
        from asl.testing.visits import moment

        async def look(held: Held) -> int:
            return held.service.runtime.now_ms

        return moment(self._do(look))

    def reset(self) -> None:
        """Forget machines, executions, mocks, and what the other services hold; a virtual clock goes back."""
        import http.client

        host, _, port = self.url.removeprefix("http://").rpartition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=_START_S)
        try:
            connection.request("POST", "/_asl/reset", b"", {"X-Asl-Control": "1"})
            connection.getresponse().read()
        finally:
            connection.close()
        self._mocks.forget()
        self._mock_all()

    def environment(self) -> dict[str, str]:
        """What points an SDK here, as `asl env` prints it."""
        return {
            "AWS_ENDPOINT_URL_SFN": self.url,
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": self._settings.region,
            "AWS_DEFAULT_REGION": self._settings.region,
        }

    def complaint(self) -> str | None:
        """What makes the test a lie although nothing failed: mocks that no task has asked. None: nothing does.

        Raises:
            Exception: what a mock function raised in the server, or an assertion of the test's own in a handler.
        """
        if self._mocks.errors:
            error = self._mocks.errors[0]
            self._mocks.errors.clear()
            raise error
        return self._mocks.complaint()

    def close(self) -> None:
        """Stop the server, wait for its thread, and forget what the other services hold, unless another server is there.

        What a mock function raised in it is raised here.
        """
        held = self._held
        if held is not None:
            held.loop.call_soon_threadsafe(held.stop)
        self._thread.join(_END_S)
        if self._thread.is_alive():
            raise UsageError("the server has not come to its end")
        tenants.leave(self)
        if self._mocks.errors:
            raise self._mocks.errors[0]

    def _mock_all(self) -> None:
        for key, said in self._given_mocks.items():
            self.mock(key, said, optional=True)  # they are for all tests

    # ---------------------------------------------------------------- the thread

    def _raise_failure(self) -> None:
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def _serve(self) -> None:
        from emulator.integrations.config import Config, load_config
        from emulator.integrations.functions import Functions
        from emulator.integrations.registry import build

        built: list[Integration] = []

        def integrations() -> list[Integration]:
            built.extend(build(self._settings, config, functions=self._lambdas))
            return [self._mocks, *built]

        try:
            config = Config() if self._config is None else load_config(self._config)
            run(
                self._settings,
                integrations=integrations,
                config=config,
                ready=self._ready,
                hold=self._hold,
            )
        except BaseException as e:  # a thread has nobody to raise to: the test is told
            self._failure = e
        finally:
            for integration in built:
                if isinstance(integration, Functions):
                    integration.release()
            self._held = None
            self._is_ready.set()

    def _hold(self, held: Held) -> None:
        self._held = held

    def _ready(self, url: str, recovered: int) -> None:
        self.url = url
        self._is_ready.set()

    def _do(self, work: Callable[[Held], Coroutine[Any, Any, T]]) -> T:
        held = self._held
        if held is None:
            raise UsageError("the server is not running any more")
        return asyncio.run_coroutine_threadsafe(work(held), held.loop).result()

    def __repr__(self) -> str:
        return f"<asl_endpoint {self.url}>"
