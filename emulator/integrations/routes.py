"""Which choice of the configuration is a task's: its state's, else its resource's, else its service's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from asl.hosts.answers import TaskCall
from asl.resources.arn import Resource
from asl.resources.integrations import SERVICES
from emulator.integrations.config import Choice, Config
from emulator.services.clients import BUILT_IN, Target


class Routes:
    """The choices of a configuration, asked for each task.

    Args:
        endpoints: (service, URL) from flags and environment: they win over the services of the configuration.
    """

    def __init__(self, config: Config, endpoints: tuple[tuple[str, str], ...] = ()) -> None:
        self._states = config.states
        self._resources = config.resources
        self._services = {
            **config.services,
            **{service: Choice("endpoint", url) for service, url in endpoints},
        }
        self._by_flag = frozenset(service for service, _ in endpoints)

    def choice(self, call: TaskCall) -> Choice | None:
        """The most particular choice; None where nothing is said."""
        found = self._found(call)
        return None if found is None else found[0]

    def keys(self, call: TaskCall) -> tuple[str, ...]:
        """Where the choice is made: keys of the configuration, ("--endpoint", service), or () where nothing is said."""
        found = self._found(call)
        return () if found is None else self._place(*found[1:])

    def keys_of_service(self, service: str) -> tuple[str, ...]:
        """The same for the service as a whole."""
        return self._place("services", service) if service in self._services else ()

    def _place(self, table: str, name: str) -> tuple[str, ...]:
        is_flag = table == "services" and name in self._by_flag
        return ("--endpoint", name) if is_flag else (table, name)

    def _found(self, call: TaskCall) -> tuple[Choice, str, str] | None:
        if self._states:
            machine = machine_name(call.execution_arn)
            for name in (f"{machine}/{call.state}", call.state):
                if name in self._states:
                    return self._states[name], "states", name
        if self._resources:
            for name in _resource_names(call.resource):
                if name in self._resources:
                    return self._resources[name], "resources", name
        if self._services:
            for name in names_of_service(call.resource):
                if name in self._services:
                    return self._services[name], "services", name
        return None

    def endpoint(self, service: str) -> str | None:
        """The URL that the service as a whole has, if any."""
        choice = self._services.get(service)
        return choice.value if choice and choice.kind == "endpoint" else None

    def target(self, service: str) -> Target | None:
        """Where calls of the service as a whole go; None where nothing is said."""
        choice = self._services.get(service)
        return None if choice is None else target_of(choice)


def target_of(choice: Choice | None) -> Target:
    """Where a choice of the configuration sends a call."""
    if choice is None or choice.kind == "built-in":
        return BUILT_IN
    if choice.kind == "endpoint":
        return Target("endpoint", choice.value)
    return Target("real") if choice.kind == "real" else BUILT_IN


def machine_name(execution_arn: str) -> str:
    """The state machine's name in an execution's ARN; of a Map Run's child, the parent's."""
    parts = execution_arn.split(":")
    return parts[6].partition("/")[0] if len(parts) > 6 else ""


def _resource_names(resource: Resource) -> Iterator[str]:
    yield resource.arn
    if resource.kind not in ("lambda", "activity"):
        yield f"{resource.service}:{resource.name}"
        if resource.suffix:
            yield f"{resource.service}:{resource.action}"


@lru_cache(1_024)
def names_of_service(resource: Resource) -> tuple[str, ...]:
    """Every name of the service behind a resource, the one written there first."""
    written = resource.service
    if resource.kind == "aws-sdk":
        from asl.resources import sdk

        name = written.removeprefix("aws-sdk:")
        found = sdk.service(name)
        clients = found.clients if found else ()
        optimised = [key for key, about in SERVICES.items() if about.sdk == name]
        return tuple(dict.fromkeys((written, name, *clients, *optimised)))
    about = SERVICES.get(written)
    others = (about.sdk, about.client) if about else ()
    return tuple(dict.fromkeys(name for name in (written, *others) if name))
