"""State machines: create, describe, update, delete, list, validate.

Source: reference of recorded answers; API reference of the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from asl.errors import DefinitionError, UsageError
from asl.jsonvalue import JSON
from emulator.api import paging
from emulator.api.configuration import DEFAULTS, checked_settings
from emulator.api.names import checked_name
from emulator.api.operations.tags import check_room, tags_of
from emulator.api.operations.versions import publish, version_of
from emulator.api.routing import no_label
from emulator.api.service import Answer, Request, Service
from emulator.arns import parse_arn
from emulator.errors import ServiceError, machine_does_not_exist, validation
from emulator.runtime import deletion, views
from emulator.runtime.catalog import Alias, Machine, Revision, Version
from emulator.runtime.references import references_of

if TYPE_CHECKING:
    from asl.testing.simulate import MachineType

_MAX_DIAGNOSTICS: Final = 100


# -------------------------------------------------------------------- create and update


async def create_state_machine(service: Service, request: Request) -> Answer:
    """Idempotent by everything but role and tags; white space in the definition counts."""
    name = checked_name(request["name"])
    type_ = request.get("type", "STANDARD")
    publishes = _publishes(request)
    settings = checked_settings(request)
    arn = f"{service.home}:stateMachine:{name}"
    catalog = service.catalog
    machine = catalog.machines.get(arn)
    version: Version | None = None
    if machine is None:
        tags = tags_of(request)
        check_room(tags, arn)
        _check_definition(request["definition"], type_)
        machine = catalog.add_machine(
            arn,
            name,
            type_,
            request["definition"],
            request["roleArn"],
            {**settings, _CREATED: [publishes, request.get("versionDescription")]},
            service.now_ms,
        )
        if tags:
            catalog.tag(arn, tags)
        if publishes:
            version = publish(service, machine, request.get("versionDescription"))
    else:
        if machine.status == "DELETING":
            raise ServiceError("StateMachineDeleting", f"State Machine is deleting: '{arn}'")
        if not _is_same(machine, request, type_, settings, publishes):
            raise ServiceError(
                "StateMachineAlreadyExists", f"State Machine Already Exists: '{arn}'"
            )
        if publishes:
            version = version_of(machine, machine.current)
    await service.runtime.durable()
    return {
        "stateMachineArn": arn,
        "creationDate": machine.created_ms,
        "stateMachineVersionArn": None if version is None else version.arn,
    }


_CREATED: Final = "created"  # what a first revision remembers of its request, for idempotency


def _is_same(
    machine: Machine,
    request: Request,
    type_: str,
    settings: Mapping[str, JSON],
    publishes: bool,
) -> bool:
    revision = machine.revision
    return (
        machine.type == type_
        and revision.definition == request["definition"]
        and all(revision.settings.get(key) == value for key, value in settings.items())
        and revision.settings.get(_CREATED, [False, None])
        == [publishes, request.get("versionDescription")]
    )


def _publishes(request: Request) -> bool:
    publishes = bool(request.get("publish", False))
    if not publishes and "versionDescription" in request:
        raise validation("Version description can only be set when publish is true")
    return publishes


def _check_definition(text: str, type_: str) -> None:
    """Raises DefinitionError, which the protocol puts in the service's words."""
    from asl.testing.simulate import load

    type: MachineType = "EXPRESS" if type_ == "EXPRESS" else "STANDARD"
    try:
        load(text, type=type, format="json")
    except UsageError:
        # What may still be right in a file, such as a place for an ARN, the service refuses.
        from asl.check import check_text

        found = check_text(text, format="json", type=type)
        if any(one.rule.aws_severity == "error" for one in found):
            raise DefinitionError(found) from None
        raise


_CHANGES: Final = (
    "definition",
    "roleArn",
    "loggingConfiguration",
    "tracingConfiguration",
    "encryptionConfiguration",
)


async def update_state_machine(service: Service, request: Request) -> Answer:
    """A change mints a revision; identical values keep the one there is."""
    text = request["stateMachineArn"]
    arn = parse_arn(text, "stateMachine")
    no_label(arn.name)
    if arn.qualifier is not None:
        raise machine_does_not_exist(text)
    machine = service.catalog.machine(arn)
    if machine.status == "DELETING":
        raise ServiceError("StateMachineDeleting", f"State Machine is deleting: '{machine.arn}'")
    publishes = _publishes(request)
    if not publishes and not any(key in request for key in _CHANGES):
        raise ServiceError(
            "MissingRequiredParameter",
            "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration"
            " must be specified",
        )
    revision = _revised(service, machine, request)
    version: Version | None = None
    if publishes:
        version = publish(service, machine, request.get("versionDescription"))
    await service.runtime.durable()
    return {
        "updateDate": revision.updated_ms,
        "revisionId": revision.revision_id,
        "stateMachineVersionArn": None if version is None else version.arn,
    }


def _revised(service: Service, machine: Machine, request: Request) -> Revision:
    """The machine's revision after an update, a new one if anything differs."""
    old = machine.revision
    definition = request.get("definition", old.definition)
    role_arn = request.get("roleArn", old.role_arn)
    given = {key: request[key] for key in DEFAULTS if key in request}
    settings = {**old.settings, **{key: checked_settings(given)[key] for key in given}}
    if definition != old.definition:
        _check_definition(definition, machine.type)
    if (definition, role_arn, settings) == (old.definition, old.role_arn, old.settings):
        old.updated_ms = service.now_ms
        return old
    settings.pop(_CREATED, None)
    return service.catalog.add_revision(
        machine, service.uuid(), definition, role_arn, settings, service.now_ms
    )


# -------------------------------------------------------------------- read


def describe_state_machine(service: Service, request: Request) -> Answer:
    """Of a machine, one of its versions, or an alias, which shows its first version."""
    text = request["stateMachineArn"]
    catalog = service.catalog
    machine = catalog.machines.get(text)
    found: Version | Alias | None = None
    if machine is None:
        arn = parse_arn(text, "stateMachine")
        no_label(arn.name)
        machine = catalog.machine(arn)
        found = catalog.version_of(machine, arn)
    revision, created_ms, description = machine.revision, machine.created_ms, None
    if found is not None:
        description, created_ms = found.description, found.created_ms
        if isinstance(found, Alias):
            # (unconfirmed) An alias of two versions is described by the first of its routing configuration.
            found = machine.versions[int(found.routing[0][0].rpartition(":")[2])]
        revision = machine.revisions[found.revision]
    return {
        "stateMachineArn": text,
        "name": machine.name,
        "status": machine.status,
        "type": machine.type,
        "creationDate": created_ms,
        "description": description,
        **_revision_members(revision, request),
    }


def _revision_members(revision: Revision, request: Request) -> Answer:
    """What a description shows of a revision."""
    if request.get("includedData") == "METADATA_ONLY":
        # API reference: the definition is "{}" then. (unconfirmed) The configurations are left out with it.
        return {
            "roleArn": revision.role_arn,
            "revisionId": revision.revision_id,
            "definition": "{}",
        }
    settings = revision.settings
    return {
        "definition": revision.definition,
        "roleArn": revision.role_arn,
        **{key: settings.get(key, DEFAULTS[key]) for key in DEFAULTS},
        "revisionId": revision.revision_id,
        "variableReferences": references_of(revision.definition) or None,
    }


def describe_state_machine_for_execution(service: Service, request: Request) -> Answer:
    """The machine as an execution began with it."""
    arn = parse_arn(request["executionArn"], "execution")
    facts = views.find(service.runtime, arn.text)
    machine_arn, _, label = facts.machine_arn.partition("/")
    revision = service.catalog.revision(machine_arn, facts.revision)
    return {
        "stateMachineArn": facts.machine_arn,
        "name": machine_arn.rpartition(":")[2],
        "updateDate": revision.updated_ms,
        "mapRunArn": facts.map_run_arn,
        "label": label or None,
        **_revision_members(revision, request),
    }


def list_state_machines(service: Service, request: Request) -> Answer:
    """By name."""
    machines = sorted(service.catalog.machines.values(), key=_by_name)
    shown, token = paging.page(service, request, machines, _by_name, "machines")
    return {
        "stateMachines": [
            {
                "stateMachineArn": machine.arn,
                "name": machine.name,
                "type": machine.type,
                "creationDate": machine.created_ms,
            }
            for machine in shown
        ],
        "nextToken": token,
    }


def _by_name(machine: Machine) -> list[JSON]:
    return [machine.name, machine.arn]


# -------------------------------------------------------------------- delete


async def delete_state_machine(service: Service, request: Request) -> Answer:
    """Idempotent. The machine goes when its last execution has ended; no other can start meanwhile."""
    arn = parse_arn(request["stateMachineArn"], "stateMachine")
    no_label(arn.name)
    if arn.qualifier is not None:
        raise validation(
            "A version or an alias is deleted by DeleteStateMachineVersion or DeleteStateMachineAlias"
        )
    machine = service.catalog.machines.get(arn.unqualified)
    if machine is not None:
        deletion.delete(service.runtime, machine)
        await service.runtime.durable()
    return {}


# -------------------------------------------------------------------- validate


def validate_state_machine_definition(service: Service, request: Request) -> Answer:
    """The checker's findings in the service's codes, texts and places."""
    from asl.check import aws_diagnostics, check_text

    found = aws_diagnostics(
        check_text(request["definition"], name="<definition>", type=request.get("type", "STANDARD"))
    )
    has_errors = any(one.severity == "error" for one in found)
    if request.get("severity", "ERROR") == "ERROR":
        found = [one for one in found if one.severity == "error"]
    size = request.get("maxResults") or _MAX_DIAGNOSTICS
    return {
        "result": "FAIL" if has_errors else "OK",
        "diagnostics": [
            {
                "severity": one.severity.upper(),
                "code": one.code,
                "message": one.message,
                **({} if one.location is None else {"location": one.location}),
            }
            for one in found[:size]
        ],
        "truncated": len(found) > size,
    }
