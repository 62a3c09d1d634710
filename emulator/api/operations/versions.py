"""Versions of state machines: publish, list, delete. Numbers are never used again. Source: recorded answers."""

from __future__ import annotations

from typing import Final

from asl.jsonvalue import JSON
from emulator.api import paging
from emulator.api.routing import no_label
from emulator.api.service import Answer, Request, Service
from emulator.arns import parse_arn
from emulator.errors import ServiceError, machine_does_not_exist, validation
from emulator.runtime.catalog import Machine, Revision, Version

_MAX_VERSIONS: Final = 1_000
_FIRST: Final = "INITIAL"  # API reference: the name of a first revision, which has no id


def version_of(machine: Machine, revision: int) -> Version | None:
    """The newest version that was published of a revision."""
    found = [version for version in machine.versions.values() if version.revision == revision]
    return found[-1] if found else None


def publish(service: Service, machine: Machine, description: str | None) -> Version:
    """The version of the current revision, a new one if there is none.

    Raises:
        ServiceError: ServiceQuotaExceededException.
    """
    there = version_of(machine, machine.current)
    if there is not None:
        return there
    if len(machine.versions) >= _MAX_VERSIONS:
        raise ServiceError(
            "ServiceQuotaExceededException",
            f"A state machine has at most {_MAX_VERSIONS} versions",
        )
    return service.catalog.add_version(machine, description, service.now_ms)


async def publish_state_machine_version(service: Service, request: Request) -> Answer:
    """Idempotent per revision. revisionId: refuse to publish anything else."""
    text = request["stateMachineArn"]
    arn = parse_arn(text, "stateMachine")
    no_label(arn.name)
    if arn.qualifier is not None:
        raise machine_does_not_exist(text)
    machine = service.catalog.machine(arn)
    if machine.status == "DELETING":
        raise ServiceError("StateMachineDeleting", f"State Machine is deleting: '{machine.arn}'")
    wanted, current = request.get("revisionId"), _name(machine.revision)
    if wanted is not None and wanted != current:
        raise ServiceError(
            "ConflictException",
            f"Failed to publish the State Machine version for revision {wanted}. The current State Machine"
            f" revision is {current}.",
        )
    version = publish(service, machine, request.get("description"))
    await service.runtime.durable()
    return {"creationDate": version.created_ms, "stateMachineVersionArn": version.arn}


def _name(revision: Revision) -> str:
    return revision.revision_id or _FIRST


def list_state_machine_versions(service: Service, request: Request) -> Answer:
    """The newest first."""
    arn = parse_arn(request["stateMachineArn"], "stateMachine")
    no_label(arn.name)
    if arn.qualifier is not None:
        raise machine_does_not_exist(arn.text)
    machine = service.catalog.machines.get(arn.unqualified)
    versions = sorted(machine.versions.values(), key=_newest) if machine else []
    shown, token = paging.page(service, request, versions, _newest, "versions", arn.text)
    return {
        "stateMachineVersions": [
            {"stateMachineVersionArn": version.arn, "creationDate": version.created_ms}
            for version in shown
        ],
        "nextToken": token,
    }


def _newest(version: Version) -> JSON:
    return -version.number


async def delete_state_machine_version(service: Service, request: Request) -> Answer:
    """Idempotent; a version that an alias names stays."""
    arn = parse_arn(request["stateMachineVersionArn"], "stateMachine")
    qualifier = arn.qualifier
    if qualifier is None or not qualifier.isdecimal():
        raise validation(f"The ARN is not a state machine version's: '{arn.text}'")
    machine = service.catalog.machines.get(arn.unqualified)
    version = machine.versions.get(int(qualifier)) if machine else None
    if machine is None or version is None:
        return {}
    users = [
        alias.name
        for alias in machine.aliases.values()
        if any(version_arn == version.arn for version_arn, _ in alias.routing)
    ]
    if users:
        raise ServiceError(
            "ConflictException",
            "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this"
            f" version: [{', '.join(users)}]",
        )
    service.catalog.remove_version(machine, version)
    await service.runtime.durable()
    return {}
