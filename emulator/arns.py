"""ARNs of Step Functions' own resources: made and taken apart in one place.

    stateMachine:NAME[:VERSION|ALIAS]      stateMachine:NAME/LABEL   (a Map Run's children)
    execution:MACHINE:NAME                 express:MACHINE:NAME:ID
    mapRun:MACHINE/LABEL:ID                activity:NAME

Source: API reference, ARN patterns of the operations.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from emulator.errors import invalid_arn

Kind: TypeAlias = Literal["stateMachine", "execution", "express", "mapRun", "activity"]
_KINDS = ("stateMachine", "execution", "express", "mapRun", "activity")


class Arn(NamedTuple):
    """One ARN, taken apart. name: of the machine or activity; rest: what follows it."""

    text: str
    partition: str
    region: str
    account: str
    kind: Kind
    name: str  # with "/LABEL" where there is one
    rest: tuple[str, ...]

    @property
    def home(self) -> str:
        """`arn:aws:states:REGION:ACCOUNT`."""
        return f"arn:{self.partition}:states:{self.region}:{self.account}"

    @property
    def unqualified(self) -> str:
        """Of a machine: without version or alias."""
        return f"{self.home}:{self.kind}:{self.name}"

    @property
    def qualifier(self) -> str | None:
        """Of a machine: version number or alias name."""
        return self.rest[0] if self.kind == "stateMachine" and self.rest else None


def parse_arn(text: str, *kinds: Kind) -> Arn:
    """The ARN of a Step Functions resource.

    kinds: those that the operation takes; none means any.

    Raises:
        ServiceError: InvalidArn, in the service's words.
    """
    parts = text.split(":")
    if parts[0] != "arn":
        raise invalid_arn(f"Invalid ARN prefix: {text}")
    if len(parts) < 7 or parts[2] != "states" or not parts[1]:
        raise invalid_arn(text)
    kind = parts[5]
    if kind not in _KINDS or not parts[6]:
        raise invalid_arn(f"Resource type not valid in this context: {kind}" if kind else text)
    if kinds and kind not in kinds:
        raise invalid_arn(f"Resource type not valid in this context: {kind}")
    return Arn(text, parts[1], parts[3], parts[4], kind, parts[6], tuple(parts[7:]))  # type: ignore[arg-type]  # one of _KINDS
