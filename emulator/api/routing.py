"""What a start means by a machine's ARN: the machine, a version, an alias that routes by weight, or a mocked test case."""

from __future__ import annotations

from typing import Any, NamedTuple

from asl.errors import UsageError
from emulator.api.service import Service
from emulator.arns import parse_arn
from emulator.errors import ServiceError, validation
from emulator.runtime.catalog import Alias, Machine, Revision


class Target(NamedTuple):
    """What is to be started. test_case: what plays its tasks, from the mock configuration."""

    machine: Machine
    revision: Revision
    version_arn: str | None = None
    alias_arn: str | None = None
    test_case: Any = None


def target_of(service: Service, text: str) -> Target:
    """The target of a start.

    Raises:
        ServiceError: InvalidArn, StateMachineDoesNotExist, StateMachineDeleting, ValidationException for a Map Run's
            machine, InternalFailure for a mock configuration that has errors (as Step Functions Local answers).
    """
    text, mark, case = text.partition("#")
    catalog = service.catalog
    machine = catalog.machines.get(text)
    if machine is not None and not case:
        _not_deleting(machine)
        return Target(machine, machine.revision)
    arn = parse_arn(text, "stateMachine")
    no_label(arn.name)
    machine = catalog.machine(arn)
    _not_deleting(machine)
    test_case = _test_case(service, machine, case) if mark and case else None
    found = catalog.version_of(machine, arn)
    if found is None:
        return Target(machine, machine.revision, test_case=test_case)
    alias_arn = None
    if isinstance(found, Alias):
        alias_arn = found.arn
        found = _routed(service, machine, found)
    return Target(machine, machine.revisions[found.revision], found.arn, alias_arn, test_case)


def no_label(name: str) -> None:
    """Refuse the machine of a Map Run's children, `NAME/LABEL`.

    Raises:
        ServiceError: ValidationException.
    """
    if "/" in name:
        raise validation(
            "This operation does not support labelled state machine ARNs",
            reason="API_DOES_NOT_SUPPORT_LABELED_ARNS",
        )


def _not_deleting(machine: Machine) -> None:
    if machine.status == "DELETING":
        raise ServiceError("StateMachineDeleting", f"State Machine is deleting: '{machine.arn}'")


def _routed(service: Service, machine: Machine, alias: Alias) -> Any:
    """One of the alias's versions, drawn by weight."""
    drawn = service.rng.randrange(100)
    for version_arn, weight in alias.routing:
        drawn -= weight
        if drawn < 0:
            return machine.versions[int(version_arn.rpartition(":")[2])]
    raise AssertionError("weights add up to 100")  # CreateStateMachineAlias has seen to it


def _test_case(service: Service, machine: Machine, case: str) -> Any:
    config = service.mocks
    if config is None:
        raise ServiceError(
            "InternalFailure",
            f'The ARN names the test case "{case}", but this server has no mock configuration'
            " (SFN_MOCK_CONFIG or --mock-config)",
        )
    try:
        return config.case(machine.name, case, machine.revision.program.machine)
    except UsageError as e:
        raise ServiceError("InternalFailure", str(e)) from None
