"""Versions: a revision kept for good under a number that is never used again.

Source: Lambda API reference, PublishVersion, "Lambda doesn't publish a version if the function's configuration and code haven't
changed since the last version".
"""

from __future__ import annotations

from typing import Final

from asl.hosts.lambda_responses import LATEST
from asl.jsonvalue import JSON
from emulator.lambda_.api.deployed import Deployed, Revision
from emulator.lambda_.api.errors import invalid, stale_revision
from emulator.lambda_.api.names import unqualified
from emulator.lambda_.api.operations.paging import page
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Members

# What does not count as a change.
_OWN: Final = frozenset({"RevisionId", "LastModified", "Description"})


def publish(service: LambdaService, deployed: Deployed, description: str | None = None) -> str:
    """Make a version of `$LATEST`, if it has changed since the last; its number. The caller saves."""
    latest = deployed.latest
    if deployed.versions:
        last = str(max(map(int, deployed.versions)))
        if _substance(deployed.versions[last]) == _substance(latest):
            return last
    number = str(deployed.next_version)
    deployed.next_version += 1
    revision = latest.but(RevisionId=service.new_id())
    if description is not None:
        revision = revision.but(Description=description)
    deployed.versions[number] = revision
    return number


def _substance(revision: Revision) -> tuple[str, dict[str, JSON]]:
    settings = {name: value for name, value in revision.configuration.items() if name not in _OWN}
    return revision.code, settings


async def publish_version(service: LambdaService, given: Members) -> dict[str, JSON]:
    """PublishVersion."""
    deployed = service.deployed(unqualified(given["FunctionName"], service.settings))
    current = deployed.latest.configuration
    if given.get("RevisionId") and given["RevisionId"] != current["RevisionId"]:
        raise stale_revision("GetFunction")
    wanted = given.get("CodeSha256")
    if wanted and wanted != current["CodeSha256"]:
        raise invalid(
            f"CodeSHA256 ({wanted}) is different from current CodeSHA256 in $LATEST ({current['CodeSha256']}). "
            "Please try again with the CodeSHA256 in $LATEST."
        )
    number = publish(service, deployed, given.get("Description"))
    service.save(deployed)
    return deployed.shown(number, deployed.versions[number])


async def list_versions_by_function(service: LambdaService, given: Members) -> dict[str, JSON]:
    """ListVersionsByFunction: `$LATEST` first, then the numbers in their order."""
    deployed = service.deployed(unqualified(given["FunctionName"], service.settings))
    rows: list[tuple[str, JSON]] = [("", deployed.shown(LATEST, deployed.latest, LATEST))]
    rows += [
        (f"{int(number):010}", deployed.shown(number, deployed.versions[number]))
        for number in sorted(deployed.versions, key=int)
    ]
    return page(rows, given, "Versions")
