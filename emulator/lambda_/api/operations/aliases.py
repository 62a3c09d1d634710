"""Aliases: names for versions, which may send a share of the calls to a second one.

Source: Lambda API reference, CreateAlias; AWS guide, "Using an alias with a weighted routing configuration".
"""

from __future__ import annotations

from typing import Any

from asl.hosts.lambda_responses import LATEST
from asl.jsonvalue import JSON
from emulator.lambda_.api.deployed import Alias, Deployed
from emulator.lambda_.api.errors import (
    alias_not_found,
    conflict,
    function_not_found,
    invalid,
    stale_revision,
)
from emulator.lambda_.api.names import unqualified
from emulator.lambda_.api.operations.paging import page
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Members


async def create_alias(service: LambdaService, given: Members) -> dict[str, JSON]:
    """CreateAlias."""
    deployed = _deployed(service, given)
    name = given["Name"]
    if name in deployed.aliases:
        raise conflict(f"Alias already exists: {deployed.arn}:{name}")
    weights = _weights(deployed, given, given["FunctionVersion"])
    return _put(
        service, deployed, name, given["FunctionVersion"], given.get("Description", ""), weights
    )


async def update_alias(service: LambdaService, given: Members) -> dict[str, JSON]:
    """UpdateAlias: what is not given stays."""
    deployed = _deployed(service, given)
    name = given["Name"]
    old = _alias(deployed, name)
    if given.get("RevisionId") and given["RevisionId"] != old.revision_id:
        raise stale_revision("GetAlias")
    version = given.get("FunctionVersion", old.version)
    weights = old.weights
    if "RoutingConfig" in given:
        weights = _weights(deployed, given, version)
    return _put(
        service, deployed, name, version, given.get("Description", old.description), weights
    )


async def get_alias(service: LambdaService, given: Members) -> dict[str, JSON]:
    """GetAlias."""
    deployed = _deployed(service, given)
    return _shown(deployed, given["Name"], _alias(deployed, given["Name"]))


async def delete_alias(service: LambdaService, given: Members) -> dict[str, JSON]:
    """DeleteAlias; one that is not there is no error (unconfirmed)."""
    deployed = _deployed(service, given)
    if deployed.aliases.pop(given["Name"], None) is not None:
        deployed.policies.pop(given["Name"], None)
        service.save(deployed)
    return {}


async def list_aliases(service: LambdaService, given: Members) -> dict[str, JSON]:
    """ListAliases: all, or those of one version."""
    deployed = _deployed(service, given)
    version = given.get("FunctionVersion")
    rows: list[tuple[str, JSON]] = [
        (name, _shown(deployed, name, alias))
        for name, alias in sorted(deployed.aliases.items())
        if version is None or version == alias.version or version in alias.weights
    ]
    return page(rows, given, "Aliases")


def _deployed(service: LambdaService, given: Members) -> Deployed:
    return service.deployed(unqualified(given["FunctionName"], service.settings))


def _alias(deployed: Deployed, name: str) -> Alias:
    alias = deployed.aliases.get(name)
    if alias is None:
        raise alias_not_found(f"{deployed.arn}:{name}")
    return alias


def _weights(deployed: Deployed, given: Members, version: str) -> dict[str, float]:
    """The versions beside an alias's own, each with its share."""
    routing: dict[str, Any] = given.get("RoutingConfig") or {}
    weights: dict[str, float] = dict(routing.get("AdditionalVersionWeights") or {})
    if not weights:
        return {}
    if len(weights) > 1:
        raise invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
    if LATEST in (version, *weights):
        raise invalid("$LATEST is not supported for an alias pointing to more than 1 version")
    for other in weights:
        if other == version:
            raise invalid(
                f"Invalid function version {other}. Function version {other} is already included in routing configuration."
            )
        _check_version(deployed, other)
    return weights


def _check_version(deployed: Deployed, version: str) -> None:
    if version != LATEST and version not in deployed.versions:
        raise function_not_found(f"{deployed.arn}:{version}")


def _put(
    service: LambdaService,
    deployed: Deployed,
    name: str,
    version: str,
    description: str,
    weights: dict[str, float],
) -> dict[str, JSON]:
    _check_version(deployed, version)
    alias = Alias(version, description, weights, service.new_id())
    deployed.aliases[name] = alias
    service.save(deployed)
    return _shown(deployed, name, alias)


def _shown(deployed: Deployed, name: str, alias: Alias) -> dict[str, JSON]:
    shown: dict[str, JSON] = {
        "AliasArn": f"{deployed.arn}:{name}",
        "Name": name,
        "FunctionVersion": alias.version,
        "Description": alias.description,
        "RevisionId": alias.revision_id,
    }
    if alias.weights:
        shown["RoutingConfig"] = {"AdditionalVersionWeights": dict(alias.weights)}
    return shown
