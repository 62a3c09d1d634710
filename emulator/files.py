"""Definitions in files as state machines of a server: made at start, and updated when a file changes.

A machine's name is its file's (`order.asl.json` → `order`). A file that is wrong when it changes leaves its machine as
it was; the findings go to the log.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.errors import DefinitionError, UsageError
from asl.hosts.files import read_bytes
from asl.jsonvalue import JSON, dumps
from asl.source import Source, read
from emulator.api.configuration import checked_settings
from emulator.api.service import Service

log = logging.getLogger(__name__)

_LOOK_S: Final = 0.3
_ENDS: Final = (".json", ".yaml", ".yml", ".asl")


MachineType: TypeAlias = Literal["STANDARD", "EXPRESS"]


class MachineFile(NamedTuple):
    """A file and what the machine in it is to be."""

    path: str
    name: str
    type: MachineType
    defines: Mapping[str, JSON]


def name_of(path: str) -> str:
    """The machine's name: the file's, without its endings and what a name cannot have."""
    stem = os.path.basename(path)
    for end in _ENDS:
        stem = stem.removesuffix(end)
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in stem)[:80] or "machine"


def put(service: Service, file: MachineFile) -> bool:
    """Make or update the machine of a file. False: it is as the file says already.

    Raises:
        UsageError: the file cannot be read, or its name is another machine's of another type.
        DefinitionError: what is in it cannot run.
    """
    text = _definition(file)
    from asl.testing.simulate import load

    load(text, type=file.type)
    try:
        return put_text(service, file.name, file.type, text)
    except UsageError as e:
        raise UsageError(f"{file.path}: {e}") from None


def put_text(service: Service, name: str, type: MachineType, text: str) -> bool:
    """Make or update the machine of a definition that has been checked. False: it is as the text says already.

    Raises:
        UsageError: the name is another machine's of another type.
    """
    catalog, now_ms = service.catalog, service.now_ms
    arn = arn_of(service, name)
    role_arn = f"arn:{service.settings.partition}:iam::{service.settings.account}:role/{name}"
    machine = catalog.machines.get(arn)
    if machine is None:
        catalog.add_machine(arn, name, type, text, role_arn, checked_settings({}), now_ms)
        return True
    if machine.type != type:
        raise UsageError(f'"{name}" is a state machine of type {machine.type} here already')
    old = machine.revision
    if old.definition == text:
        return False
    catalog.add_revision(machine, service.uuid(), text, old.role_arn, old.settings, now_ms)
    return True


def arn_of(service: Service, name: str) -> str:
    """The ARN of the machine of this name."""
    return f"{service.home}:stateMachine:{name}"


def _definition(file: MachineFile) -> str:
    """The text that the machine gets: JSON as it is written, YAML and substituted text as JSON.

    Raises:
        UsageError: it cannot be read.
        DefinitionError: it is no JSON or YAML.
    """
    source: Source = read(read_bytes(file.path), name=file.path, defines=dict(file.defines) or None)
    if not source.is_readable:
        from asl.check import check_source

        raise DefinitionError(check_source(source, type=file.type))
    if source.format == "json" and not file.defines:
        return source.text
    return dumps(source.value)


def put_all(service: Service, files: Sequence[MachineFile]) -> None:
    """Make or update the machines of all files, as `put`."""
    for file in files:
        put(service, file)


async def watch(service: Service, files: Sequence[MachineFile]) -> None:
    """Update machines when their files change, until cancelled."""
    seen = {file.path: _stamp(file.path) for file in files}
    while True:
        await asyncio.sleep(_LOOK_S)
        for file in files:
            stamp = _stamp(file.path)
            if stamp is None or stamp == seen[file.path]:
                continue
            seen[file.path] = stamp
            try:
                if put(service, file):
                    await service.runtime.durable()
                    log.info("%s is updated from %s", file.name, file.path)
            except DefinitionError as e:
                log.error("%s is as it was, its file cannot run:\n%s", file.name, e)
            except UsageError as e:
                log.error("%s is as it was: %s", file.name, e)


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None  # between an editor's removal and its new file
    return found.st_mtime_ns, found.st_size
