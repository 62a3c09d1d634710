"""The life of a server process: what is opened at start, in which order, and let go at the end.

Everything that can be wrong with a start is an error with a message before the first request: the port, the folder, the
database, the definitions. Then the open executions are recovered, then the port answers.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from asl.errors import UsageError
from emulator import files
from emulator.api.service import Service, make_service
from emulator.files import MachineFile
from emulator.integrations.config import Config
from emulator.integrations.protocol import Integration
from emulator.integrations.registry import attach, served
from emulator.integrations.threads import Threads
from emulator.metrics import Metrics
from emulator.observers.observing import observe
from emulator.runtime import retention
from emulator.runtime.clock import Clock
from emulator.runtime.recovery import recover
from emulator.runtime.runtime import Runtime
from emulator.server import App
from emulator.services.gateway import Gateway
from emulator.settings import Settings
from emulator.store.store import Store
from emulator.transport import http_protocol

if TYPE_CHECKING:
    import uvicorn

    from emulator.mocked import Cases

log = logging.getLogger(__name__)

_GRACE_S: Final = 3  # for requests that are being answered when the server is told to stop
_BACKLOG: Final = 2_048
_GARBAGE: Final = 20_000  # containers made between two young collections
_AWS_THREADS: Final = 16  # requests for other services that are answered at one time
_HELD_TICK_S: Final = 0.005
_KEEP_ALIVE_S: Final = 75  # longer than SDKs keep an idle connection in their pools


def run(
    settings: Settings,
    *,
    machines: Sequence[MachineFile] = (),
    watch: bool = False,
    mocks: Cases | None = None,
    integrations: Callable[[], Sequence[Integration]] = tuple,
    config: Config | None = None,
    ready: Callable[[str, int], None] = lambda url, recovered: None,
    hold: Callable[[Held], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        machines: files whose machines there are at start, and after a reset.
        watch: update machines when their files change.
        integrations: what answers tasks, made once the port and the folder are ours.
        config: where logs and events go.
        ready: called with the URL and the number of recovered executions when requests are taken.
        hold: for a server in a thread of somebody else's process: shown the server before `ready`, in place of signals. The
            process and its memory are left as they are.

    Raises:
        UsageError: the port cannot be had.
        StoreError: the data folder cannot be used.
        DefinitionError: a machine's file cannot run.
    """
    with listen(settings.host, settings.port) as listener:
        store = Store(settings.data, settings.sync)
        _main(
            _serve(
                settings, listener, store, machines, watch, mocks, integrations, config, ready, hold
            )
        )


def _main(serving: Coroutine[Any, Any, None]) -> None:
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    try:
        import uvloop

        factory = uvloop.new_event_loop
    except ImportError:  # not everywhere; asyncio's own loop does the same, slower
        pass
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serving)


async def _serve(
    settings: Settings,
    listener: socket.socket,
    store: Store,
    machines: Sequence[MachineFile],
    watches: bool,
    mocks: Cases | None,
    integrations: Callable[[], Sequence[Integration]],
    config: Config | None,
    ready: Callable[[str, int], None],
    hold: Callable[[Held], None] | None,
) -> None:
    runtime = Runtime(settings, store, Clock(settings.clock, settings.start_ms), integrations())
    observing = observe(runtime, config)
    threads = Threads("aws", _AWS_THREADS)
    try:
        service = make_service(runtime, mocks)
        metrics = Metrics(runtime)
        attach(runtime.integrations, service, url_of(listener))  # before executions go on

        def begin() -> None:
            files.put_all(service, machines)
            retention.keep(runtime)

        begin()
        recovered = recover(runtime)
        await runtime.durable()
        app = App(
            service,
            allow_hosts=settings.allow_hosts,
            metrics=metrics,
            gateway=Gateway(settings, threads, served(runtime.integrations)),
            restart=begin,
        )
        watching = _watching(service, machines) if watches else None
        server = _server(app, is_held=hold is not None)
        loop = asyncio.get_running_loop()
        if hold is not None:
            hold(Held(loop, service, partial(_stop, server, runtime)))
        else:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, _stop, server, runtime)
            _settle_garbage()
        ready(url_of(listener), recovered)
        await server.serve(sockets=[listener])
        if watching is not None:
            watching.cancel()
    finally:
        await runtime.close()
        await observing.close()
        threads.close()


class Held(NamedTuple):
    """A server in a thread: its loop, which everything else must be used in, and what ends it."""

    loop: asyncio.AbstractEventLoop
    service: Service
    stop: Callable[[], None]


def _settle_garbage() -> None:
    """What is there at start stays: collections need not look at it, and need not come after every few requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, 20, 50)


def _watching(service: Service, machines: Sequence[MachineFile]) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(files.watch(service, machines))


def _stop(server: uvicorn.Server, runtime: Runtime) -> None:
    """Take no more requests, answer those that are here, and let waiting workers go home."""
    if server.should_exit:
        server.force_exit = True  # asked twice
    server.should_exit = True
    runtime.activities.stop()


def _server(app: App, *, is_held: bool) -> uvicorn.Server:
    import uvicorn

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """The signals are ours: uvicorn would raise them again at its end, and end the process by them."""
            yield

        async def main_loop(self) -> None:
            """In a test's process the end is looked for more often: a test waits for it."""
            if not is_held:
                await super().main_loop()
                return
            await self.on_tick(0)
            while not self.should_exit:
                await asyncio.sleep(_HELD_TICK_S)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            """And not slept over."""
            if not is_held:
                await super().shutdown(sockets)
                return
            for each in self.servers:
                each.close()
            for connection in list(self.server_state.connections):
                connection.shutdown()
            for _ in range(round(_GRACE_S / _HELD_TICK_S)):
                if not self.server_state.connections and not self.server_state.tasks:
                    break
                await asyncio.sleep(_HELD_TICK_S)

    return Server(
        uvicorn.Config(
            app,
            http=http_protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # nothing here asks who the client is
            backlog=_BACKLOG,
            timeout_graceful_shutdown=_GRACE_S,
            timeout_keep_alive=_KEEP_ALIVE_S,
        )
    )


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket. Port 0: the system chooses.

    Raises:
        UsageError: the address or port cannot be had, with what to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(_BACKLOG)
        except (OSError, OverflowError) as e:
            reason = (getattr(e, "strerror", None) or str(e)).lower()
            raise UsageError(
                f"port {port} on {host} cannot be listened on: {reason}; choose another with --port, or --port 0 for any"
            ) from None
        listener.setblocking(False)
        yield listener


def url_of(listener: socket.socket) -> str:
    """The URL of a listening socket, with a name that a client on this machine can use."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
