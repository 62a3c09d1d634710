"""State machines, their revisions, versions and aliases; activities; tags. In memory, written through to the store.

A revision is one state of a machine: definition, role and settings. Executions hold on to the revision they began with.
The operations' rules (what conflicts, what is idempotent) are the API's; the catalog keeps what they decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asl.jsonvalue import JSON
from emulator.errors import machine_does_not_exist
from emulator.runtime.turns import may_be_dear

if TYPE_CHECKING:
    from asl.compile.program import Program
    from emulator.arns import Arn
    from emulator.store.store import Store

SETTINGS = ("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration")


@dataclass(slots=True)
class Revision:
    """One state of a machine. settings: the three configurations, as the API takes and gives them."""

    id: int
    machine_arn: str
    revision_id: str | None  # None: the first one has none (recorded)
    definition: str
    role_arn: str
    settings: Mapping[str, JSON]
    updated_ms: int
    _program: Program | None = None
    _may_be_dear: bool | None = None

    @property
    def may_be_dear(self) -> bool:
        """Whether some expression might take long."""
        if self._may_be_dear is None:
            self._may_be_dear = may_be_dear(self.definition)
        return self._may_be_dear

    @property
    def program(self) -> Program:
        """Compiled when first needed; equal definitions share it."""
        if self._program is None:
            from asl.testing.simulate import load

            self._program = load(self.definition, type=self.settings.get("type", "STANDARD"))
        return self._program


@dataclass(slots=True)
class Version:
    """A published revision."""

    arn: str
    number: int
    revision: int
    description: str | None
    created_ms: int


@dataclass(slots=True)
class Alias:
    """A name for one or two versions. routing: [(version ARN, weight)]."""

    arn: str
    name: str
    description: str | None
    routing: list[tuple[str, int]]
    created_ms: int
    updated_ms: int


@dataclass(slots=True)
class Machine:
    """A state machine with all that hangs on it."""

    arn: str
    name: str
    type: str
    created_ms: int
    current: int
    status: str = "ACTIVE"
    next_version: int = 1
    revisions: dict[int, Revision] = field(default_factory=dict)
    versions: dict[int, Version] = field(default_factory=dict)
    aliases: dict[str, Alias] = field(default_factory=dict)

    @property
    def revision(self) -> Revision:
        return self.revisions[self.current]


@dataclass(slots=True)
class Activity:
    """An activity. settings: its encryption configuration."""

    arn: str
    name: str
    created_ms: int
    settings: Mapping[str, JSON]


class Catalog:
    """Everything that has a name before any execution runs. Changes are written with the next commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.machines: dict[str, Machine] = {}
        self.activities: dict[str, Activity] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self._next_revision = 1
        self._load()

    # ---------------------------------------------------------------- reading

    def machine(self, arn: Arn) -> Machine:
        """The machine of an ARN, whatever its qualifier.

        Raises:
            ServiceError: StateMachineDoesNotExist.
        """
        machine = self.machines.get(arn.unqualified)
        if machine is None:
            raise machine_does_not_exist(arn.text)
        return machine

    def version_of(self, machine: Machine, arn: Arn) -> Version | Alias | None:
        """What the qualifier names; None without one.

        Raises:
            ServiceError: StateMachineDoesNotExist for a qualifier that names nothing.
        """
        qualifier = arn.qualifier
        if qualifier is None:
            return None
        found: Version | Alias | None = (
            machine.versions.get(int(qualifier))
            if qualifier.isdecimal()
            else machine.aliases.get(qualifier)
        )
        if found is None:
            raise machine_does_not_exist(arn.text)
        return found

    # ---------------------------------------------------------------- machines

    def add_machine(
        self,
        arn: str,
        name: str,
        type_: str,
        definition: str,
        role_arn: str,
        settings: Mapping[str, JSON],
        now_ms: int,
    ) -> Machine:
        """A new machine with its first revision."""
        machine = Machine(arn, name, type_, now_ms, 0)
        self.machines[arn] = machine
        self.add_revision(machine, None, definition, role_arn, settings, now_ms)
        self.save(machine)
        return machine

    def add_revision(
        self,
        machine: Machine,
        revision_id: str | None,
        definition: str,
        role_arn: str,
        settings: Mapping[str, JSON],
        now_ms: int,
    ) -> Revision:
        """A changed machine: the new revision becomes current."""
        settings = {**settings, "type": machine.type}
        revision = Revision(
            self._next_revision, machine.arn, revision_id, definition, role_arn, settings, now_ms
        )
        self._next_revision += 1
        machine.revisions[revision.id] = revision
        machine.current = revision.id
        self._store.write(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                revision.id,
                machine.arn,
                revision_id,
                definition,
                role_arn,
                json.dumps(settings),
                now_ms,
            ),
        )
        self.save(machine)
        return revision

    def save(self, machine: Machine) -> None:
        """Write what a machine's own row says."""
        self._store.write(
            "INSERT OR REPLACE INTO machines VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                machine.arn,
                machine.name,
                machine.type,
                machine.status,
                machine.created_ms,
                machine.current,
                machine.next_version,
            ),
        )

    def remove_machine(self, machine: Machine) -> None:
        """The machine with its versions, aliases and tags; revisions stay for the executions that hold them."""
        del self.machines[machine.arn]
        self.tags.pop(machine.arn, None)
        for table, column in (
            ("machines", "arn"),
            ("versions", "machine_arn"),
            ("aliases", "machine_arn"),
            ("tags", "arn"),
        ):
            self._store.write(f"DELETE FROM {table} WHERE {column} = ?", (machine.arn,))

    def add_version(self, machine: Machine, description: str | None, now_ms: int) -> Version:
        """Publish the current revision under the next number, which is never used again."""
        number = machine.next_version
        machine.next_version += 1
        version = Version(f"{machine.arn}:{number}", number, machine.current, description, now_ms)
        machine.versions[number] = version
        self._store.write(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
            (version.arn, machine.arn, number, version.revision, description, now_ms),
        )
        self.save(machine)
        return version

    def remove_version(self, machine: Machine, version: Version) -> None:
        del machine.versions[version.number]
        self._store.write("DELETE FROM versions WHERE arn = ?", (version.arn,))

    def put_alias(self, machine: Machine, alias: Alias) -> None:
        """A new alias, or a changed one."""
        machine.aliases[alias.name] = alias
        self._store.write(
            "INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                alias.arn,
                machine.arn,
                alias.name,
                alias.description,
                json.dumps(alias.routing),
                alias.created_ms,
                alias.updated_ms,
            ),
        )

    def remove_alias(self, machine: Machine, alias: Alias) -> None:
        del machine.aliases[alias.name]
        self._store.write("DELETE FROM aliases WHERE arn = ?", (alias.arn,))

    # ---------------------------------------------------------------- activities and tags

    def add_activity(
        self, arn: str, name: str, settings: Mapping[str, JSON], now_ms: int
    ) -> Activity:
        activity = Activity(arn, name, now_ms, settings)
        self.activities[arn] = activity
        self._store.write(
            "INSERT INTO activities VALUES (?, ?, ?, ?)", (arn, name, now_ms, json.dumps(settings))
        )
        return activity

    def remove_activity(self, arn: str) -> None:
        if self.activities.pop(arn, None) is not None:
            self.tags.pop(arn, None)
            self._store.write("DELETE FROM activities WHERE arn = ?", (arn,))
            self._store.write("DELETE FROM tags WHERE arn = ?", (arn,))

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        self.tags.setdefault(arn, {}).update(tags)
        for key, value in tags.items():
            self._store.write("INSERT OR REPLACE INTO tags VALUES (?, ?, ?)", (arn, key, value))

    def untag(self, arn: str, keys: list[str]) -> None:
        own = self.tags.get(arn, {})
        for key in keys:
            if own.pop(key, None) is not None:
                self._store.write("DELETE FROM tags WHERE arn = ? AND key = ?", (arn, key))

    # ---------------------------------------------------------------- loading

    def _load(self) -> None:
        store = self._store
        for arn, name, type_, status, created_ms, current, next_version in store.read(
            "SELECT arn, name, type, status, created_ms, current, next_version FROM machines"
        ):
            self.machines[arn] = Machine(
                arn, name, type_, created_ms, current, status, next_version
            )
        self._next_revision = store.next_id("revisions")
        for row in store.read("SELECT * FROM revisions"):
            revision = self._revision(row)
            machine = self.machines.get(revision.machine_arn)
            if machine is not None:
                machine.revisions[revision.id] = revision
        for arn, machine_arn, number, revision_row, description, created_ms in store.read(
            "SELECT * FROM versions ORDER BY number"
        ):
            self.machines[machine_arn].versions[number] = Version(
                arn, number, revision_row, description, created_ms
            )
        for arn, machine_arn, name, description, routing, created_ms, updated_ms in store.read(
            "SELECT * FROM aliases"
        ):
            ways = [(version, weight) for version, weight in json.loads(routing)]
            self.machines[machine_arn].aliases[name] = Alias(
                arn, name, description, ways, created_ms, updated_ms
            )
        for arn, name, created_ms, settings in store.read("SELECT * FROM activities"):
            self.activities[arn] = Activity(arn, name, created_ms, json.loads(settings))
        for arn, key, value in store.read("SELECT * FROM tags"):
            self.tags.setdefault(arn, {})[key] = value

    def revision(self, machine_arn: str, id_: int) -> Revision:
        """A revision that an execution holds, also of a machine that is gone."""
        machine = self.machines.get(machine_arn)
        if machine is not None and id_ in machine.revisions:
            return machine.revisions[id_]
        row = self._store.one("SELECT * FROM revisions WHERE id = ?", (id_,))
        if row is None:
            raise machine_does_not_exist(machine_arn)
        return self._revision(row)

    @staticmethod
    def _revision(row: tuple[Any, ...]) -> Revision:
        id_, machine_arn, revision_id, definition, role_arn, settings, updated_ms = row
        return Revision(
            id_, machine_arn, revision_id, definition, role_arn, json.loads(settings), updated_ms
        )
