"""What an operation of the Lambda API works with: the shelf of functions, the workers that run them, the clock.

The service is also where tasks find deployed functions: `find` gives the one that a name, an ARN, a version or an alias
means, ready to be run. A name that the configuration gives a function for is that function, here as in tasks: so a deploy
script can create everything, and one function still be run with a debugger.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import quote
from uuid import uuid4

from asl.hosts.lambda_responses import FunctionRef, service_failure
from asl.hosts.lambda_runtime import Function, LambdaContext, Outcome
from asl.hosts.lambdas import Invocation
from asl.jsonvalue import JSON
from emulator.integrations.functions import Functions, Runner
from emulator.integrations.threads import Threads
from emulator.lambda_.api.deployed import Deployed, Revision
from emulator.lambda_.api.errors import LambdaError, function_not_found, throttled
from emulator.lambda_.api.names import home_of, named, shown
from emulator.lambda_.api.runtimes import code_of
from emulator.lambda_.api.shelf import Shelf
from emulator.lambda_.code import Code
from emulator.lambda_.workers import Workers
from emulator.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")
Read: TypeAlias = Callable[[str, str, str | None], bytes]
"""(bucket, key, version) → an object's bytes. For a thread; raises LambdaError."""

CODE: Final = "/_asl/functions"  # under it are the zips
_TIDY_S: Final = (
    5.0  # beside a function's own timeout: until nothing runs from code that was replaced
)


class LambdaService:
    """One Lambda.

    Args:
        functions: what tasks are answered by; deployed functions are found through it.
        workers: run the code.
        now_ms: the server's time.
        read: gets code from S3.

    Raises:
        StoreError: the functions that are kept cannot be read.
    """

    def __init__(
        self,
        settings: Settings,
        functions: Functions,
        workers: Workers,
        now_ms: Callable[[], int],
        read: Read,
    ) -> None:
        self.settings = settings
        self.shelf = Shelf(settings.data, home_of(settings))
        self.functions = functions
        self.workers = workers
        self.now_ms = now_ms
        self.read = read
        self.url = ""
        self.background: set[asyncio.Task[Any]] = set()
        self._threads = Threads("lambda-api", 4)
        self._random = Random()
        self._uploads: dict[str, int] = {}
        functions.also(self.find)

    # ---------------------------------------------------------------- for tasks

    def find(self, ref: FunctionRef) -> Function | None:
        """The deployed function that a reference means, as it runs."""
        deployed = self.shelf.functions.get(ref.name)
        if deployed is None or deployed.arn != ref.arn:
            return None
        found = deployed.at(ref.qualifier, self._random.random())
        if found is None:
            return None
        version, revision = found
        function = self.workers.function(self.code(deployed, version, revision))
        assert isinstance(function.handler, Runner)
        return function._replace(handler=_Counted(deployed, function.handler))

    def code(self, deployed: Deployed, version: str, revision: Revision) -> Code:
        """A revision as workers run it."""
        folder = deployed.folder / revision.code
        return code_of(deployed.name, version, revision.configuration, folder)

    # ---------------------------------------------------------------- for operations

    def deployed(self, ref: FunctionRef) -> Deployed:
        """The function of a name.

        Raises:
            LambdaError: there is none.
        """
        found = self.shelf.functions.get(ref.name)
        if found is None:
            raise function_not_found(shown(ref))
        return found

    def revision(
        self, text: str, qualifier: str | None
    ) -> tuple[FunctionRef, Deployed, str, Revision]:
        """What a FunctionName and a Qualifier mean: (name, function, version, revision).

        Raises:
            LambdaError: there is no such function or version.
        """
        ref = named(text, qualifier, self.settings)
        deployed = self.deployed(ref)
        found = deployed.at(ref.qualifier)
        if found is None:
            raise function_not_found(shown(ref))
        return ref, deployed, *found

    def location(self, deployed: Deployed, revision: Revision) -> str:
        """Where the zip of a revision can be got: a URL that names this service, as one that is presigned does."""
        scope = quote(f"code/20150331/{self.settings.region}/lambda/aws4_request", safe="")
        path = f"{CODE}/{deployed.name}/{revision.code}.zip"
        return f"{self.url}{path}?X-Amz-Credential={scope}"

    def zip(self, path: str) -> bytes | None:
        """The zip at the path of a `location`; None if there is none."""
        name, _, file = path.removeprefix(f"{CODE}/").partition("/")
        deployed = self.shelf.functions.get(name)
        if deployed is None or file.removesuffix(".zip") not in deployed.codes():
            return None
        return (deployed.folder / f"{file.removesuffix('.zip')}.zip").read_bytes()

    async def upload(self, name: str, data: bytes, keep: Callable[[str], T]) -> T:
        """Unpack code for a function, then let `keep` make it the function's.

        Args:
            keep: called with the code's folder; what it raises leaves nothing behind.

        Raises:
            LambdaError: the code cannot be used.
        """
        self._uploads[name] = self._uploads.get(name, 0) + 1
        try:
            code = await self.in_thread(lambda: self.shelf.put_code(name, data))
            return keep(code)
        finally:
            self._uploads[name] -= 1
            if not self._uploads[name]:
                del self._uploads[name]
                if name not in self.shelf.functions:
                    self.shelf.tidy(name)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Something that takes a while, without holding up the server.

        Raises:
            LambdaError: ServiceException where the disk says no.
        """
        try:
            return await self._threads.run(work)
        except OSError as e:
            raise _unwritten(e) from None

    def save(self, deployed: Deployed) -> None:
        """Keep a function as it is now.

        Raises:
            LambdaError: it cannot be written.
        """
        try:
            self.shelf.save(deployed)
        except OSError as e:
            raise _unwritten(e) from None

    def replaced(self, deployed: Deployed, old: Code) -> None:
        """Code or settings of `$LATEST` have changed: let its workers go, and its files when nothing runs from them."""
        self.workers.forget(old)
        loop = asyncio.get_running_loop()
        loop.call_later(old.timeout_s + _TIDY_S, self._tidy, deployed.name)

    def _tidy(self, name: str) -> None:
        if name not in self._uploads:
            self.shelf.tidy(name)

    def removed(self, deployed: Deployed) -> None:
        """A function is deleted: its workers and files go."""
        for version, revision in [("$LATEST", deployed.latest), *deployed.versions.items()]:
            self.workers.forget(self.code(deployed, version, revision))
        self.shelf.remove(deployed.name)

    def new_id(self) -> str:
        """A request's, an invocation's or a revision's id."""
        return str(uuid4())

    def run_on(self, work: Awaitable[Any]) -> None:
        """Let something run that nobody waits for."""

        async def awaited() -> None:
            try:
                await work
            except Exception:  # nobody waits for it, so the log is the only place to tell
                log.exception("an invocation as an event failed")

        task = asyncio.get_running_loop().create_task(awaited())
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    # ---------------------------------------------------------------- for the server

    def reset(self) -> None:
        """Forget all functions."""
        for deployed in list(self.shelf.functions.values()):
            self.removed(deployed)

    def close(self) -> None:
        """Stop waiting for what runs on; remove what is not kept."""
        for task in list(self.background):
            task.cancel()
        self._threads.close()
        self.shelf.close()


class _Counted:
    """A function's runner that keeps to its reserved concurrency."""

    def __init__(self, deployed: Deployed, runner: Runner) -> None:
        self._deployed = deployed
        self._runner = runner

    async def run(self, ready: Invocation) -> Outcome:
        """One invocation, or the refusal of it."""
        deployed = self._deployed
        if deployed.concurrency is not None and deployed.running >= deployed.concurrency:
            error = throttled()
            request_id = ready.context.aws_request_id
            return Outcome(
                "", failed=service_failure(error.code, error.status, error.message, request_id)
            )
        deployed.running += 1
        try:
            return await self._runner.run(ready)
        finally:
            deployed.running -= 1

    def __call__(self, event: JSON, context: LambdaContext) -> object:
        """Never called: a Function wants a handler."""
        return self._runner(event, context)


def _unwritten(error: OSError) -> LambdaError:
    return LambdaError(
        "ServiceException", f"The function cannot be kept: {error.strerror or error}"
    )
