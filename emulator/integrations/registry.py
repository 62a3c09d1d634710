"""What answers tasks, in order: the configuration's own answers, other packages' integrations, then what is built in.

The runtime asks each integration in turn whether it takes a task. An integration of another package is found through the
entry-point group `asl.integrations`: an entry is a function `(settings, options) -> Integration`, options being its table
`[tool.asl.integrations.NAME]`.

Everything that can be wrong with a configuration is said here, before the first task: modules are imported, files read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asl.errors import UsageError
from asl.hosts.lambda_runtime import Function
from emulator.integrations.aws import Aws
from emulator.integrations.chosen import Chosen, MockFile
from emulator.integrations.config import Config, FunctionSettings
from emulator.integrations.deliveries import Deliveries
from emulator.integrations.functions import Functions
from emulator.integrations.http_task import HttpTask
from emulator.integrations.nested import Nested
from emulator.integrations.protocol import Integration
from emulator.integrations.routes import Routes
from emulator.integrations.threads import Threads
from emulator.lambda_.api.serving import LambdaApi
from emulator.lambda_.code import Code
from emulator.lambda_.in_process import InProcess
from emulator.lambda_.remote import RemoteFunction
from emulator.lambda_.workers import Workers
from emulator.services.clients import Clients
from emulator.settings import Settings

if TYPE_CHECKING:
    from emulator.api.service import Service
    from emulator.services.gateway import Serve

GROUP: Final = "asl.integrations"
_THREADS: Final = 32


def build(
    settings: Settings,
    config: Config | None = None,
    *,
    functions: Mapping[str, Any] | None = None,
    found: Iterable[EntryPoint] | None = None,
) -> list[Integration]:
    """The integrations of a server, the first to be asked first.

    Args:
        functions: Lambda functions beside those of the configuration (handlers, by name); they win.
        found: entry points; None: those of the installed packages.

    Raises:
        UsageError: a function, a file or a package's integration cannot be used.
    """
    config = config or Config()
    threads = Threads("task", _THREADS)
    routes = Routes(config, settings.endpoints)
    choices = {**config.services, **config.resources, **config.states}
    workers = Workers(region=settings.region)
    made: list[Integration] = [Chosen(routes, choices, threads, config.folder)]
    if config.mocks is not None:
        made.append(MockFile(config.mocks))
    made += _others(settings, config, entry_points(group=GROUP) if found is None else found)
    known: dict[str, Any] = {
        each.name: _function(each, workers, threads) for each in config.functions
    }
    clients = Clients(settings.account, settings.region)
    endpoint = routes.endpoint("lambda")
    remote = Function(RemoteFunction(endpoint, threads)) if endpoint else None
    keys = {each.name: ("functions", each.name) for each in config.functions}
    keys |= {name: ("--lambda", name) for name in functions or ()}
    answering = Functions(
        {**known, **(functions or {})},
        threads,
        workers,
        otherwise=lambda ref: remote,
        keys={**keys, "": routes.keys_of_service("lambda")},
    )
    lambda_api = LambdaApi(settings, answering, workers, clients)
    made += [
        answering,
        lambda_api,
        Deliveries(lambda_api),
        Nested(),
        HttpTask(clients, routes, threads),
        Aws(clients, routes, threads),
    ]
    return made


def attach(integrations: Iterable[Integration], service: Service, url: str) -> None:
    """Tell integrations that the server is up: whose executions they start, and where functions reach it."""
    for integration in integrations:
        told = getattr(integration, "attach", None)
        if told is not None:
            told(service, url)


def served(integrations: Iterable[Integration]) -> dict[str, Serve]:
    """The services that integrations serve on the port themselves, by the names that requests are signed with."""
    found: dict[str, Serve] = {}
    for integration in integrations:
        found.update(getattr(integration, "serves", {}))
    return found


def _function(settings: FunctionSettings, workers: Workers, threads: Threads) -> Function:
    if settings.reference is not None:
        handler = InProcess(settings.reference, settings.folder)
        return Function(handler, settings.timeout_s, settings.memory_mb)
    if settings.endpoint is not None:
        return Function(RemoteFunction(settings.endpoint, threads), settings.timeout_s)
    program = settings.program or settings.command
    return workers.function(
        Code(
            settings.name,
            settings.runtime,
            settings.folder,
            settings.handler or "",
            _programs(settings.folder, program),
            settings.environment,
            settings.timeout_s,
            settings.memory_mb,
            most=settings.concurrency,
        )
    )


def _programs(folder: Path, words: tuple[str, ...]) -> tuple[str, ...]:
    """A command whose program, if it is written as a path, is found from the function's folder."""
    if not words or "/" not in words[0]:
        return words
    return (str((folder / words[0]).absolute()), *words[1:])


def _others(settings: Settings, config: Config, found: Iterable[EntryPoint]) -> list[Integration]:
    made: list[Integration] = []
    names = set()
    for entry in found:
        names.add(entry.name)
        try:
            integration = entry.load()(settings, config.integrations.get(entry.name, {}))
        except UsageError:
            raise
        except Exception as e:  # a third party's import may raise anything
            raise UsageError(
                f'the integration "{entry.name}" ({entry.value}) cannot be used: {type(e).__name__}: {e}'
            ) from e
        lacks = [
            part for part in ("name", "takes", "call", "close") if not hasattr(integration, part)
        ]
        if lacks:
            raise UsageError(f'the integration "{entry.name}" ({entry.value}) has no {lacks[0]}')
        made.append(integration)
    for name in config.integrations:
        if name not in names:
            raise UsageError(
                f'there is no integration "{name}": no installed package has it in the entry-point group {GROUP}'
            )
    return made
