"""Aliases of state machines: names for one or two versions, with weights. Source: recorded answers."""

from __future__ import annotations

from typing import Final

from asl.jsonvalue import JSON
from emulator.api import paging
from emulator.api.routing import no_label
from emulator.api.service import Answer, Request, Service
from emulator.arns import Arn, parse_arn
from emulator.errors import ServiceError, machine_does_not_exist, validation
from emulator.runtime.catalog import Alias, Machine

_MAX_ALIASES: Final = 100
_ROUTING: Final = "INVALID_ROUTING_CONFIGURATION"
_NOT_THERE: Final = "Request references a resource that does not exist."


def _not_there() -> ServiceError:
    return ServiceError("ResourceNotFound", _NOT_THERE)


def _routing(service: Service, ways: list[JSON]) -> tuple[Machine, list[tuple[str, int]]]:
    """The machine that a routing configuration is about, and [(version ARN, weight)].

    Raises:
        ServiceError: ValidationException, ResourceNotFound, InvalidArn.
    """
    routing = [(way["stateMachineVersionArn"], way["weight"]) for way in ways]
    texts = [text for text, _ in routing]
    arns = [parse_arn(text, "stateMachine") for text in texts]
    received = f"Received: [{', '.join(texts)}]"
    if not all(arn.qualifier is not None and arn.qualifier.isdecimal() for arn in arns):
        raise validation(
            f"Routing configuration must contain state machine version ARNs. {received}",
            reason=_ROUTING,
        )
    if len(set(texts)) < len(texts):
        raise validation(
            f"Routing configuration must contain distinct state machine version ARNs. {received}",
            reason=_ROUTING,
        )
    if len({arn.unqualified for arn in arns}) > 1:
        raise validation(
            f"Routing configuration must contain versions of one state machine. {received}",
            reason=_ROUTING,
        )
    weights = [weight for _, weight in routing]
    if sum(weights) != 100:
        raise validation(
            "Sum of routing configuration weights must equal 100."
            f" Received: [{', '.join(map(str, weights))}]",
            reason=_ROUTING,
        )
    machine = service.catalog.machines.get(arns[0].unqualified)
    if machine is None or any(int(arn.qualifier or 0) not in machine.versions for arn in arns):
        raise _not_there()
    if machine.status == "DELETING":
        raise ServiceError("StateMachineDeleting", f"State Machine is deleting: '{machine.arn}'")
    return machine, routing


async def create_state_machine_alias(service: Service, request: Request) -> Answer:
    """Idempotent by name, routing and description."""
    machine, routing = _routing(service, request["routingConfiguration"])
    name, description = request["name"], request.get("description")
    alias = machine.aliases.get(name)
    if alias is None:
        if len(machine.aliases) >= _MAX_ALIASES:
            raise ServiceError(
                "ServiceQuotaExceededException",
                f"A state machine has at most {_MAX_ALIASES} aliases",
            )
        now_ms = service.now_ms
        alias = Alias(f"{machine.arn}:{name}", name, description, routing, now_ms, now_ms)
        service.catalog.put_alias(machine, alias)
    elif alias.routing != routing or alias.description != description:
        raise ServiceError(
            "ConflictException",
            "Failed to create alias because an alias with the same name and a different routing configuration"
            " already exists.",
        )
    await service.runtime.durable()
    return {"stateMachineAliasArn": alias.arn, "creationDate": alias.created_ms}


def _alias(service: Service, request: Request) -> tuple[Arn, Machine | None, Alias | None]:
    """The alias that a request names, if it is there.

    Raises:
        ServiceError: InvalidArn, ValidationException for an ARN that is not an alias's.
    """
    arn = parse_arn(request["stateMachineAliasArn"], "stateMachine")
    if arn.qualifier is None or arn.qualifier.isdecimal():
        raise validation(f"The ARN is not a state machine alias's: '{arn.text}'")
    machine = service.catalog.machines.get(arn.unqualified)
    return arn, machine, machine.aliases.get(arn.qualifier) if machine else None


def describe_state_machine_alias(service: Service, request: Request) -> Answer:
    _, _, alias = _alias(service, request)
    if alias is None:
        raise _not_there()
    return {
        "stateMachineAliasArn": alias.arn,
        "name": alias.name,
        "description": alias.description,
        "routingConfiguration": [
            {"stateMachineVersionArn": version_arn, "weight": weight}
            for version_arn, weight in alias.routing
        ],
        "creationDate": alias.created_ms,
        "updateDate": alias.updated_ms,
    }


async def update_state_machine_alias(service: Service, request: Request) -> Answer:
    _, machine, alias = _alias(service, request)
    if "description" not in request and "routingConfiguration" not in request:
        raise validation(
            "Either the description or the routing configuration must be specified",
            reason="MISSING_REQUIRED_PARAMETER",
        )
    if machine is None or alias is None:
        raise _not_there()
    if "routingConfiguration" in request:
        of, routing = _routing(service, request["routingConfiguration"])
        if of is not machine:
            raise validation(
                "Routing configuration must contain versions of the alias's own state machine",
                reason=_ROUTING,
            )
        alias.routing = routing
    alias.description = request.get("description", alias.description)
    alias.updated_ms = service.now_ms
    service.catalog.put_alias(machine, alias)
    await service.runtime.durable()
    return {"updateDate": alias.updated_ms}


async def delete_state_machine_alias(service: Service, request: Request) -> Answer:
    """Idempotent."""
    _, machine, alias = _alias(service, request)
    if machine is not None and alias is not None:
        service.catalog.remove_alias(machine, alias)
        await service.runtime.durable()
    return {}


def list_state_machine_aliases(service: Service, request: Request) -> Answer:
    """By name; those of one version if the ARN is a version's."""
    arn = parse_arn(request["stateMachineArn"], "stateMachine")
    no_label(arn.name)
    machine = service.catalog.machine(arn)
    if arn.qualifier is not None and not arn.qualifier.isdecimal():
        raise machine_does_not_exist(arn.text)
    service.catalog.version_of(machine, arn)
    aliases = sorted(
        (
            alias
            for alias in machine.aliases.values()
            if arn.qualifier is None or any(way == arn.text for way, _ in alias.routing)
        ),
        key=_by_name,
    )
    shown, token = paging.page(service, request, aliases, _by_name, "aliases", arn.text)
    return {
        "stateMachineAliases": [
            {"stateMachineAliasArn": alias.arn, "creationDate": alias.created_ms} for alias in shown
        ],
        "nextToken": token,
    }


def _by_name(alias: Alias) -> JSON:
    return alias.name
