"""What a Task's Resource says, read from its text alone.

Five kinds of ARN name the work of a Task:

    arn:P:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]           a function, called with the effective input
    arn:P:states:REGION:ACCOUNT:activity:NAME                       work that somebody polls for
    arn:P:states:::http:invoke                                      an HTTPS endpoint
    arn:P:states:::SERVICE:ACTION[SUFFIX]                           an optimised integration
    arn:P:states:::aws-sdk:SERVICE:ACTION[.waitForTaskToken]        an API call

The grammar is generous where published definitions are: region and account may be anything (REGION, "", "local"), the
states ARNs may carry them, and `${Name}` holds a place whatever it contains. Whether a service, an action or a suffix
exists is the catalogue's business, not the parser's.

Source: ASL spec, Task State; AWS guide, "Task state" and "Integrating services".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["lambda", "activity", "optimised", "aws-sdk", "http"]
Pattern: TypeAlias = Literal["request-response", "sync", "token", "activity"]

SUFFIXES: Final[dict[str, Pattern]] = {
    ".sync": "sync",
    ".sync:2": "sync",
    ".waitForTaskToken": "token",
}
_CACHED: Final = 4_096  # distinct Resource texts; a machine has dozens


class Resource(NamedTuple):
    """One Resource, taken apart. Parts that the text does not have are ""."""

    arn: str
    kind: Kind
    service: (
        str  # the history's resourceType: "lambda", "sqs", "aws-sdk:dynamodb", "http"; "activity"
    )
    action: str  # "sendMessage", without the suffix; the function's or the activity's name
    pattern: Pattern
    name: str  # the history's resource: "startExecution.sync:2"; the whole ARN of a function or activity
    partition: str
    region: str
    account: str
    qualifier: str  # a function's version or alias

    @property
    def suffix(self) -> str:
        """How the pattern was written: "", ".sync", ".sync:2" or ".waitForTaskToken"."""
        return self.name[len(self.action) :] if self.kind not in ("lambda", "activity") else ""


@lru_cache(_CACHED)
def parse_resource(arn: str) -> Resource | None:
    """The Resource that this text names, or None if it is no ARN of the five kinds."""
    parts = arn.split(":") if "{" not in arn else _split_around_places(arn)
    if len(parts) < 7 or parts[0] != "arn" or not parts[1] or not all(parts[5:7]):
        return None
    _, partition, home, region, account, task, *rest = parts
    if home == "lambda":
        if task != "function" or len(rest) > 2:
            return None
        qualifier = rest[1] if len(rest) == 2 else ""
        if len(rest) == 2 and not qualifier:
            return None
        return Resource(
            arn,
            "lambda",
            "lambda",
            rest[0],
            "request-response",
            arn,
            partition,
            region,
            account,
            qualifier,
        )
    if home != "states":
        return None
    if task == "activity":
        name = ":".join(rest)
        return Resource(
            arn, "activity", "activity", name, "activity", arn, partition, region, account, ""
        )
    service = task
    if task == "aws-sdk":
        if len(rest) < 2:
            return None
        service, rest = f"aws-sdk:{rest[0]}", rest[1:]
    name = ":".join(rest)
    action, pattern = _action(name)
    if not action:
        return None
    kind: Kind = "aws-sdk" if task == "aws-sdk" else "http" if task == "http" else "optimised"
    return Resource(arn, kind, service, action, pattern, name, partition, region, account, "")


def _action(name: str) -> tuple[str, Pattern]:
    """An unknown suffix stays in the action, where the catalogue will not find it."""
    at = name.find(".")
    pattern = SUFFIXES.get(name[at:]) if at >= 0 else None
    return (name[:at], pattern) if pattern else (name, "request-response")


def _split_around_places(text: str) -> list[str]:
    """Split at colons outside braces: `arn:${AWS::Partition}:states:::sns:publish` has seven parts."""
    parts, start, depth = [], 0, 0
    for at, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= depth > 0
        elif char == ":" and not depth:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts
