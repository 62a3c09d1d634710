"""Functions themselves: made, changed, shown, listed, deleted.

A function is "Active" as soon as it is answered: there is nothing to wait for here. Members that only have an effect on AWS are
kept and shown as they were given.

Source: Lambda API reference; defaults as CreateFunction answers them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from asl.hosts.lambda_responses import LATEST
from asl.jsonvalue import JSON
from emulator.lambda_.api.deployed import Deployed, Revision
from emulator.lambda_.api.errors import (
    LambdaError,
    conflict,
    function_not_found,
    invalid,
    stale_revision,
)
from emulator.lambda_.api.names import named, shown, unqualified
from emulator.lambda_.api.operations.paging import page
from emulator.lambda_.api.operations.versions import publish
from emulator.lambda_.api.runtimes import (
    DEFAULT_MEMORY_MB,
    DEFAULT_TIMEOUT_S,
    checked_environment,
    refuse_what_lacks,
    runtime_of,
)
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Members

# Members that CreateFunction and UpdateFunctionConfiguration take and FunctionConfiguration shows as they are.
_KEPT: Final = (
    "Handler",
    "Role",
    "Runtime",
    "Timeout",
    "MemorySize",
    "KMSKeyArn",
    "DeadLetterConfig",
    "EphemeralStorage",
)
_DEFAULTS: Final[Mapping[str, JSON]] = {
    "Description": "",
    "Timeout": DEFAULT_TIMEOUT_S,
    "MemorySize": DEFAULT_MEMORY_MB,
    "PackageType": "Zip",
    "Architectures": ["x86_64"],
    "EphemeralStorage": {"Size": 512},
    "TracingConfig": {"Mode": "PassThrough"},
    "SnapStart": {"ApplyOn": "None", "OptimizationStatus": "Off"},
    "State": "Active",
    "LastUpdateStatus": "Successful",
}


async def create_function(service: LambdaService, given: Members) -> dict[str, JSON]:
    """CreateFunction."""
    ref = named(given["FunctionName"], None, service.settings)
    refuse_what_lacks(given)
    if not given.get("Runtime") or not given.get("Handler"):
        raise invalid(
            "Runtime and Handler are mandatory parameters for functions created with deployment packages."
        )
    configuration: dict[str, JSON] = {
        "FunctionName": ref.name,
        **_DEFAULTS,
        "LoggingConfig": {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{ref.name}"},
        **_settings(given),
    }
    if given.get("Architectures"):
        configuration["Architectures"] = given["Architectures"]
    _not_there_yet(service, ref.name)
    data = await _package(service, given["Code"])

    def keep(code: str) -> Deployed:
        _not_there_yet(service, ref.name)
        revision = _renewed(service, Revision({**configuration, **_facts(data)}, code))
        folder = service.shelf.folder_of(ref.name)
        deployed = Deployed(ref.name, ref.arn, folder, revision, tags=dict(given.get("Tags") or {}))
        if given.get("Publish"):
            publish(service, deployed)
        service.save(deployed)
        return deployed

    deployed = await service.upload(ref.name, data, keep)
    return _newest(deployed, given)


async def update_function_code(service: LambdaService, given: Members) -> dict[str, JSON]:
    """UpdateFunctionCode."""
    ref = unqualified(given["FunctionName"], service.settings)
    refuse_what_lacks({"PackageType": "Image" if given.get("ImageUri") else "Zip"})
    _check_revision(service.deployed(ref), given)
    data = await _package(service, given)

    def keep(code: str) -> Deployed:
        deployed = service.deployed(ref)
        revision = Revision({**deployed.latest.configuration, **_facts(data)}, code)
        if given.get("Architectures"):
            revision = revision.but(Architectures=given["Architectures"])
        if given.get("DryRun"):
            return Deployed(ref.name, ref.arn, deployed.folder, revision)
        _replace(service, deployed, revision)
        if given.get("Publish"):
            publish(service, deployed)
        service.save(deployed)
        return deployed

    deployed = await service.upload(ref.name, data, keep)
    return _newest(deployed, {} if given.get("DryRun") else given)


async def update_function_configuration(service: LambdaService, given: Members) -> dict[str, JSON]:
    """UpdateFunctionConfiguration."""
    ref = unqualified(given["FunctionName"], service.settings)
    deployed = service.deployed(ref)
    refuse_what_lacks(given)
    _check_revision(deployed, given)
    _replace(service, deployed, deployed.latest.but(**_settings(given)))
    service.save(deployed)
    return deployed.shown(LATEST, deployed.latest)


async def get_function(service: LambdaService, given: Members) -> dict[str, JSON]:
    """GetFunction."""
    ref, deployed, version, revision = service.revision(
        given["FunctionName"], given.get("Qualifier")
    )
    answer: dict[str, JSON] = {
        "Configuration": deployed.shown(version, revision, ref.qualifier),
        "Code": {
            "RepositoryType": "S3",
            "Location": service.location(deployed, revision),
        },
    }
    if deployed.tags and not ref.qualifier:
        answer["Tags"] = dict(deployed.tags)
    if deployed.concurrency is not None:
        answer["Concurrency"] = {"ReservedConcurrentExecutions": deployed.concurrency}
    return answer


async def get_function_configuration(service: LambdaService, given: Members) -> dict[str, JSON]:
    """GetFunctionConfiguration."""
    ref, deployed, version, revision = service.revision(
        given["FunctionName"], given.get("Qualifier")
    )
    return deployed.shown(version, revision, ref.qualifier)


async def list_functions(service: LambdaService, given: Members) -> dict[str, JSON]:
    """ListFunctions."""
    rows: list[tuple[str, JSON]] = []
    for name in sorted(service.shelf.functions):
        deployed = service.shelf.functions[name]
        if given.get("FunctionVersion") == "ALL":
            row = deployed.shown(LATEST, deployed.latest, LATEST)
            rows.append((f"{name}:", row))
            rows += [
                (f"{name}:{int(number):010}", deployed.shown(number, revision))
                for number, revision in deployed.versions.items()
            ]
        else:
            rows.append((name, deployed.shown(LATEST, deployed.latest)))
    return page(rows, given, "Functions")


async def delete_function(service: LambdaService, given: Members) -> dict[str, JSON]:
    """DeleteFunction: the function, or one of its versions."""
    ref = named(given["FunctionName"], given.get("Qualifier"), service.settings)
    deployed = service.deployed(ref)
    version = ref.qualifier
    if not version:
        service.removed(deployed)
        return {}
    if version == LATEST:
        raise invalid("$LATEST version cannot be deleted without deleting the function.")
    revision = deployed.versions.get(version)
    if revision is None:
        if version in deployed.aliases:
            raise invalid(f"An alias cannot be deleted as a version: {shown(ref)}")
        raise function_not_found(shown(ref))
    users = [
        name
        for name, alias in deployed.aliases.items()
        if version == alias.version or version in alias.weights
    ]
    if users:
        raise conflict(
            f"Version {version} of {deployed.arn} has the aliases {', '.join(sorted(users))}: delete or change them first"
        )
    del deployed.versions[version]
    service.save(deployed)
    service.replaced(deployed, service.code(deployed, version, revision))
    return {}


# -------------------------------------------------------------------- pieces


def _not_there_yet(service: LambdaService, name: str) -> None:
    if name in service.shelf.functions:
        raise conflict(f"Function already exist: {name}")


def _check_revision(deployed: Deployed, given: Members) -> None:
    wanted = given.get("RevisionId")
    if wanted and wanted != deployed.latest.configuration["RevisionId"]:
        raise stale_revision("GetFunction")


def _settings(given: Members) -> dict[str, JSON]:
    """What of a request is a function's configuration, checked, as FunctionConfiguration shows it."""
    if given.get("Runtime"):
        runtime_of(given["Runtime"])
    settings: dict[str, JSON] = {name: given[name] for name in _KEPT if name in given}
    if "Description" in given:
        settings["Description"] = given["Description"]
    if "Environment" in given:
        settings["Environment"] = {"Variables": checked_environment(given["Environment"])}
    if "VpcConfig" in given:
        settings["VpcConfig"] = {
            "SubnetIds": [],
            "SecurityGroupIds": [],
            "VpcId": "",
            **given["VpcConfig"],
        }
    if "TracingConfig" in given:
        settings["TracingConfig"] = {"Mode": "PassThrough", **given["TracingConfig"]}
    if "SnapStart" in given:
        settings["SnapStart"] = {
            "ApplyOn": "None",
            **given["SnapStart"],
            "OptimizationStatus": "Off",
        }
    if "LoggingConfig" in given:
        settings["LoggingConfig"] = {"LogFormat": "Text", **given["LoggingConfig"]}
    return settings


def _facts(data: bytes) -> dict[str, JSON]:
    """What a zip says of itself."""
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {"CodeSha256": digest, "CodeSize": len(data)}


def _renewed(service: LambdaService, revision: Revision) -> Revision:
    """A revision that is changed now."""
    moment = datetime.fromtimestamp(service.now_ms() / 1000, UTC)
    return revision.but(
        LastModified=f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}+0000",
        RevisionId=service.new_id(),
    )


def _replace(service: LambdaService, deployed: Deployed, revision: Revision) -> None:
    old = service.code(deployed, LATEST, deployed.latest)
    deployed.latest = _renewed(service, revision)
    if service.code(deployed, LATEST, deployed.latest) != old:
        service.replaced(deployed, old)


def _newest(deployed: Deployed, given: Members) -> dict[str, JSON]:
    """`$LATEST`, or the version that the request has published."""
    if given.get("Publish"):
        version = str(max(map(int, deployed.versions)))
        return deployed.shown(version, deployed.versions[version])
    return deployed.shown(LATEST, deployed.latest)


async def _package(service: LambdaService, code: Mapping[str, Any]) -> bytes:
    """The zip of a request: in it, or in S3.

    Raises:
        LambdaError: there is none.
    """
    if code.get("ZipFile") is not None:
        data: bytes = code["ZipFile"]
        return data
    if code.get("ImageUri") or code.get("SourceKMSKeyArn"):
        raise invalid("Functions are run without containers: give a zip")
    bucket, key = code.get("S3Bucket"), code.get("S3Key")
    if not bucket or not key:
        raise LambdaError(
            "InvalidParameterValueException", "Please provide a source for function code."
        )
    version = code.get("S3ObjectVersion")
    return await service.in_thread(lambda: service.read(bucket, key, version))
