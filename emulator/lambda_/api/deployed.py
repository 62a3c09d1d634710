"""A deployed function as data: what it is now, its versions, its aliases, who may call it.

A revision is one state of code and configuration; a version keeps one for good, `$LATEST` is the newest. The configuration is
kept in the shape in which the API answers it, so that nothing has to be translated. Everything here is JSON but the counter
of what runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from asl.hosts.lambda_responses import LATEST
from asl.jsonvalue import JSON

FORMAT = 1  # of the stored text


class Revision(NamedTuple):
    """One state of a function. configuration: FunctionConfiguration without FunctionArn and Version. code: its folder's name."""

    configuration: dict[str, JSON]
    code: str

    def but(self, **members: JSON) -> Revision:
        """This revision with other members; None takes a member away."""
        changed = {**self.configuration, **members}
        return self._replace(
            configuration={name: value for name, value in changed.items() if value is not None}
        )


class Alias(NamedTuple):
    """A name for a version. weights: other versions, each with its share of the calls, 0 to 1."""

    version: str
    description: str
    weights: dict[str, float]
    revision_id: str


class Policy(NamedTuple):
    """Statements by their ids, as they are shown."""

    statements: dict[str, JSON]
    revision_id: str


@dataclass(slots=True)
class Deployed:
    """One function.

    folder: where its code and its record are. policies: by qualifier, "" for the function itself.
    concurrency: how many invocations at one time are reserved; None: no limit but the server's.
    """

    name: str
    arn: str
    folder: Path
    latest: Revision
    versions: dict[str, Revision] = field(default_factory=dict)
    aliases: dict[str, Alias] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    next_version: int = 1
    concurrency: int | None = None
    running: int = 0

    def at(self, qualifier: str, draw: float = 0.0) -> tuple[str, Revision] | None:
        """(version, revision) that a qualifier means; None if there is none of this name.

        draw: 0 ≤ draw < 1, decides which version an alias with weights means.
        """
        if qualifier in ("", LATEST):
            return LATEST, self.latest
        alias = self.aliases.get(qualifier)
        if alias is not None:
            qualifier = alias.version
            for version, weight in alias.weights.items():
                draw -= weight
                if draw < 0:
                    qualifier = version
                    break
            if qualifier == LATEST:
                return LATEST, self.latest
        revision = self.versions.get(qualifier)
        return None if revision is None else (qualifier, revision)

    def codes(self) -> set[str]:
        """The folders that are in use."""
        return {self.latest.code, *(revision.code for revision in self.versions.values())}

    def shown(self, version: str, revision: Revision, qualifier: str = "") -> dict[str, JSON]:
        """A revision as GetFunctionConfiguration answers it. qualifier: as it was asked for."""
        qualifier = qualifier or ("" if version == LATEST else version)
        arn = f"{self.arn}:{qualifier}" if qualifier else self.arn
        return {**revision.configuration, "FunctionArn": arn, "Version": version}

    def stored(self) -> dict[str, Any]:
        """Everything as JSON."""
        return {
            "format": FORMAT,
            "name": self.name,
            "latest": self.latest,
            "versions": self.versions,
            "aliases": self.aliases,
            "policies": self.policies,
            "tags": self.tags,
            "next_version": self.next_version,
            "concurrency": self.concurrency,
        }


def restored(value: Any, home: str, folder: Path) -> Deployed:
    """A function from what `stored` gave.

    Raises:
        ValueError, TypeError, KeyError, LookupError: it is not that.
    """
    if value["format"] != FORMAT:
        raise ValueError(f"format {value['format']}, this version reads {FORMAT}")
    return Deployed(
        value["name"],
        home + value["name"],
        folder,
        Revision(*value["latest"]),
        {name: Revision(*each) for name, each in value["versions"].items()},
        {name: Alias(*each) for name, each in value["aliases"].items()},
        {name: Policy(*each) for name, each in value["policies"].items()},
        dict(value["tags"]),
        value["next_version"],
        value["concurrency"],
    )
