"""An endpoint that speaks the Step Functions API, through boto3: ours, AWS, another emulator.

What an endpoint cannot be told, a case does not apply to: functions need the Lambda API, mocks a server that we started
ourselves (`targets/served.py`), instants a clock that can be moved. Activities are real everywhere: a worker of ours
takes their tasks and answers as the case's mocks say.

Nothing hangs: a call and a wait have a time limit, and an execution that outlives it is a failure. What a case made
bears a name that nobody else has and is taken away at its end.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit
from uuid import uuid4

from conformance.normalise import ACCOUNT
from conformance.targets.base import CallFailed, NotOffered, NotSent, Unfinished, World
from conformance.targets.clocks import Clock, clock_of
from conformance.targets.functions import Functions, counts_while_running, sleeps
from conformance.targets.naming import Names
from conformance.targets.options import Options
from conformance.targets.workers import Worker, activities_of

if TYPE_CHECKING:
    from conformance.targets.served import Served

JSON: TypeAlias = Any

_LATE_S: Final = 2.0  # on a real clock, machines and network included
_OPEN: Final = frozenset(("RUNNING", "PENDING_REDRIVE"))
_LOOKING: Final = frozenset(("describe_execution", "get_execution_history"))
_SETTLED_AFTER: Final = 4  # looks at a history that did not grow
_A_MOMENT_S: Final = 0.05
_SUFFIX: Final = 8  # hexadecimal digits


class Everything(Mapping[str, "Collection[str] | None"]):
    """Every operation, and every member of its response."""

    def __getitem__(self, operation: str) -> None:
        return None

    def __contains__(self, operation: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class HttpTarget:
    """The target.

    Args:
        url: the endpoint. One of Amazon's gets the user's own credentials, every other dummy ones.
        name: what reports call it; None: its URL.
        server: the server behind it, when we started it ourselves.

    Raises:
        ConnectionError: nothing that speaks the API answers there; the message is for the user.
    """

    comparable: Mapping[str, Collection[str] | None] = Everything()
    is_api = True
    has_express_history = False

    def __init__(
        self,
        url: str,
        options: Options | None = None,
        *,
        name: str | None = None,
        server: Served | None = None,
    ) -> None:
        self.name = name or url
        self.url = url
        options = options or Options()
        self.options = options
        self.server = server
        self._clients: dict[str, Any] = {}
        self.sfn = self.client("stepfunctions", url)
        self.account = self._probe()
        self.clock: Clock = clock_of(url, options.timeout_s)
        self.late_s = 0.0 if self.clock.is_virtual else _LATE_S
        self.longest_s = None if self.clock.is_virtual else options.longest_s
        self.services_url = options.aws_url
        self.jobs = 1 if self.clock.is_virtual else options.jobs

    def client(self, service: str, url: str) -> Any:
        """A boto3 client, made once."""
        made = self._clients.get(service)
        if made is None:
            made = self._clients[service] = client(service, url, self.options)
        return made

    def _probe(self) -> str:
        """The account: an activity's ARN tells it. Where there are no activities, the one that emulators have."""
        from botocore.exceptions import BotoCoreError, ClientError

        name = f"conformance-{uuid4().hex[:_SUFFIX]}"
        try:
            arn = self.sfn.create_activity(name=name)["activityArn"]
            self.sfn.delete_activity(activityArn=arn)
            return str(arn).split(":")[4]
        except ClientError:
            pass
        except (BotoCoreError, KeyError) as e:
            raise ConnectionError(f"{self.url}: {e}") from None
        try:
            self.sfn.list_state_machines()
        except (BotoCoreError, ClientError) as e:
            raise ConnectionError(f"{self.url} does not take ListStateMachines: {e}") from None
        return ACCOUNT

    def open(self, world: World) -> HttpSession:
        """See Target. Raises NotOffered where the endpoint cannot be told what the world holds."""
        self._refuse(world)
        if self.server is not None and self.clock.is_virtual:
            self.server.reset()
        if world.now is not None:
            try:
                self.clock.begin(world.now)
            except NotOffered:
                if world.needs_now:
                    raise
        return HttpSession(self, world)

    def _refuse(self, world: World) -> None:
        activities = activities_of(world)
        others = [state for state in world.mocks if state not in activities]
        if others and self.server is None:
            raise NotOffered(f'mocks the state "{others[0]}", and this target takes no mocks')
        if world.mock_config is not None and self.server is None:
            raise NotOffered("needs a mock file, and this target was not started with it")
        if world.functions and self.server is None:
            if self.options.lambda_url is None:
                raise NotOffered("needs Lambda functions, and there is no Lambda API to make them")
            if self.clock.is_virtual and sleeps(world.functions):
                raise NotOffered("has a function that takes time, and the target's clock stands")
            if counts_while_running(world.functions):
                raise NotOffered("counts calls of a function that still runs, which another gets")

    def close(self) -> None:
        """Let go of connections, and of the server."""
        for made in self._clients.values():
            made.close()
        if self.server is not None:
            self.server.close()


def client(service: str, url: str, options: Options) -> Any:
    """A boto3 client for one service of an endpoint."""
    import boto3
    from botocore.config import Config

    is_amazon = (urlsplit(url).hostname or "").endswith(("amazonaws.com", "amazonaws.com.cn"))
    given: dict[str, Any] = {}
    if not is_amazon:
        given = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    config = Config(
        # StartSyncExecution and TestState go to the host sync-…, which only Amazon has.
        inject_host_prefix=is_amazon,
        connect_timeout=5,
        read_timeout=options.timeout_s,
        retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=max(options.jobs, 1) + 2,
    )
    return boto3.client(
        service, endpoint_url=url, region_name=options.region, config=config, **given
    )


class HttpSession:
    """One case on the endpoint."""

    def __init__(self, target: HttpTarget, world: World) -> None:
        self._target = target
        self._world = world
        self._machines: list[str] = []
        self._activities: list[str] = []
        self._open: list[str] = []  # executions that may be running
        self._functions: Functions | None = None
        self._worker: Worker | None = None
        self._acted_at = 0.0
        self._names = self._named()
        try:
            self._make()
        except BaseException:
            self.close()
            raise

    def _named(self) -> Names:
        target, world = self._target, self._world
        given: dict[str, dict[str, str]] = {}
        if target.server is not None:
            given = target.server.names(world)
        else:
            end = uuid4().hex[:_SUFFIX]
            given["function"] = {name: f"{name[:50]}-{end}" for name in world.functions}
            if world.machine is not None:
                given["stateMachine"] = {world.machine: f"{world.machine}-{end}"}
                given["activity"] = {
                    name: f"{name}-{end}" for name in activities_of(world).values()
                }
        return Names(
            given,
            account=target.account,
            region=target.options.region,
            role_arn=target.options.role_arn,
        )

    def _make(self) -> None:
        """What must be there before the case begins: functions, and activities that a mock answers for."""
        target, options = self._target, self._target.options
        if self._world.functions and target.server is None:
            assert options.lambda_url is not None  # or the case had been refused
            role_arn = options.role_arn or f"arn:aws:iam::{target.account}:role/conformance"
            self._functions = Functions(
                target.client("lambda", options.lambda_url), role_arn, options.lambda_runtime
            )
            for name, does in self._world.functions.items():
                self._functions.create(self._names.name("function", name), does)
        mocked = activities_of(self._world)
        arns = {}
        for state, name in mocked.items():
            if "refused" not in self._world.mocks[state]:  # else it is to be missing
                arns[state] = self.call("create_activity", {"name": name})["activityArn"]
        if arns:
            self._worker = Worker(self, self._world.mocks)

    # ------------------------------------------------------------------ calls

    def call(self, operation: str, request: Mapping[str, JSON]) -> JSON:
        """See Session.call."""
        sent = self._names.outward(operation, request)
        if operation == "start_sync_execution" and self._target.clock.is_virtual:
            response = self._while_time_passes(operation, sent)
        else:
            response = self._answer(operation, sent)
        self._note(operation, response)
        return self._names.inward(response)

    def _answer(self, operation: str, sent: Mapping[str, JSON]) -> JSON:
        from botocore.exceptions import ClientError, ParamValidationError, ReadTimeoutError

        try:
            return getattr(self._target.sfn, operation)(**sent)
        except ClientError as e:
            said = e.response["Error"]
            failed = CallFailed(
                e.operation_name,
                said.get("Code", ""),
                self._names.inward(said.get("Message", "")),
            )
            failed.response = self._names.inward(e.response)
            raise failed from None
        except ParamValidationError as e:
            raise NotSent(e.kwargs["report"]) from None
        except ReadTimeoutError:
            limit = self._target.options.timeout_s
            raise Unfinished(f"{operation} was not answered in {limit:g} s") from None

    def _while_time_passes(self, operation: str, sent: Mapping[str, JSON]) -> JSON:
        """A call that is answered when the execution has ended, which it does when somebody moves the clock."""
        patience = self._target.clock.patience()
        with ThreadPoolExecutor(1) as pool:
            coming = pool.submit(self._answer, operation, sent)
            while True:
                try:
                    return coming.result(_A_MOMENT_S)
                except NotYet:
                    if not patience.next():  # the call's own time limit ends it
                        return coming.result()

    def _note(self, operation: str, response: JSON) -> None:
        """When something was done, and what there is to take away at the end, by the target's names."""
        if operation not in _LOOKING:
            self._acted_at = time.monotonic()
        if operation == "create_state_machine":
            self._machines.append(response["stateMachineArn"])
        elif operation == "create_activity":
            self._activities.append(response["activityArn"])
        elif operation == "start_execution":
            self._open.append(response["executionArn"])

    def prepare(self, service: str, operation: str, request: Mapping[str, JSON]) -> None:
        """See Session.prepare."""
        from botocore.exceptions import ClientError

        url = self._target.options.aws_url
        if url is None:
            raise NotOffered(f"needs {service}, and there is no endpoint for it")
        made = self._target.client(service, url)
        try:
            getattr(made, operation)(**self._names.outward(operation, request))
        except ClientError as e:
            if not _is_there(e.response["Error"].get("Code", "")):
                raise NotOffered(f"cannot be prepared: {e}") from None

    # ------------------------------------------------------------------ executions

    def _is_open(self, execution_arn: str) -> bool:
        described = self.call("describe_execution", {"executionArn": execution_arn})
        return described["status"] in _OPEN

    def settle(self, execution_arn: str) -> None:
        """See Session.settle. On a real clock: the history has not grown for a while."""
        clock = self._target.clock
        if _is_express(execution_arn):
            return
        clock.rest()
        self._attend(execution_arn)
        if clock.is_virtual:
            return
        last, looks = 0, 0
        ends = time.monotonic() + self._target.options.timeout_s
        while looks < _SETTLED_AFTER and self._is_open(execution_arn) and time.monotonic() < ends:
            clock.rest()
            newest = self.call(
                "get_execution_history",
                {"executionArn": execution_arn, "reverseOrder": True, "maxResults": 1},
            )["events"][0]["id"]
            last, looks = newest, looks + 1 if newest == last else 0

    def wait(self, execution_arn: str) -> None:
        """See Session.wait."""
        if _is_express(execution_arn):
            return  # the API cannot be asked for one; what is compared comes from elsewhere
        patience = self._target.clock.patience()
        while patience.next():
            self._attend(execution_arn)
            if not self._is_open(execution_arn):
                return
        raise Unfinished(f"still open: {self._newest(execution_arn)}")

    def _newest(self, execution_arn: str) -> str:
        events = self.events(execution_arn) or [{"id": 0, "type": "no event"}]
        return f"its last event is {events[-1]['id']} {events[-1]['type']}"

    def advance(self, execution_arn: str, seconds: float) -> None:
        """See Session.advance. On a real clock it has passed in part already, since the call before."""
        if self._target.clock.is_virtual:
            self.settle(execution_arn)
            self._target.clock.sleep(seconds)
        else:
            self._target.clock.sleep(max(0, self._acted_at + seconds - time.monotonic()))
            self.settle(execution_arn)  # what is due at that instant comes a little after it
        self._attend(execution_arn)

    def events(self, execution_arn: str) -> list[JSON] | None:
        """See Session.events. Express executions have none in the API."""
        if _is_express(execution_arn):
            return None
        events: list[JSON] = []
        request: dict[str, JSON] = {"executionArn": execution_arn, "maxResults": 1_000}
        while True:
            page = self.call("get_execution_history", request)
            events += page["events"]
            if not page.get("nextToken"):
                return events
            request["nextToken"] = page["nextToken"]

    def token_of(self, execution_arn: str, state: str) -> str:
        """See Session.token_of."""
        if self._worker is not None and state in self._worker.tokens:
            return self._worker.tokens[state]
        server = self._target.server
        token = None
        if server is not None:
            token = server.token(self._names.outward("", {"arn": execution_arn})["arn"], state)
        if token is None:
            raise NotOffered(f'nobody here is told the token of "{state}"')
        return token

    def _attend(self, execution_arn: str) -> None:
        if self._worker is None:
            return
        while self._worker.attend(execution_arn):
            self._target.clock.rest()

    # ------------------------------------------------------------------ the end

    def close(self) -> None:
        """See Session.close. On a server of our own the next case begins with a reset."""
        if self._target.server is not None and self._target.clock.is_virtual:
            return
        for arn in self._open:
            if not _is_express(arn):
                self._without_fail("stop_execution", executionArn=arn)
        for arn in self._machines:
            self._without_fail("delete_state_machine", stateMachineArn=arn)
        for arn in self._activities:
            self._without_fail("delete_activity", activityArn=arn)
        if self._functions is not None:
            self._functions.delete()

    def _without_fail(self, operation: str, **request: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            getattr(self._target.sfn, operation)(**request)
        except (
            BotoCoreError,
            ClientError,
        ):  # it is gone already; the case is judged, whatever comes
            return


def _is_express(execution_arn: str) -> bool:
    return ":express:" in execution_arn


def _is_there(code: str) -> bool:
    return any(word in code for word in ("Exist", "Conflict", "InUse", "AlreadyOwned"))
