"""What a step answers when a state is entered or resumed. Only the engine acts on it.

The ordinary outcome, and the only one on the hot path, is a plain tuple
`(following, output, assigned, growth)`: the Step to go to (None: the scope ends here), the state's output, the
variables assigned or None, and the Growth of the output (None: measure it).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from asl.jsonvalue import JSON
from asl.query.base import Growth

if TYPE_CHECKING:
    from asl.compile.step import Step

Leave: TypeAlias = tuple["Step | None", JSON, Mapping[str, JSON] | None, Growth | None]


class Until(NamedTuple):
    """Hold the frame until an instant, in ms since the Unix epoch. Not in the future: go on at once."""

    due_ms: int


class Call(NamedTuple):
    """Call the step's resource. Everything is evaluated but what depends on the answer."""

    arguments: JSON
    growth: Growth | None
    timeout_s: int | None = None
    heartbeat_s: int | None = None
    role_arn: str | None = None


class Fork(NamedTuple):
    """Run every branch on `arguments` and resume with the list of their outputs."""

    arguments: JSON
    growth: Growth | None


class Iterate(NamedTuple):
    """Run the item processor over `items` and resume with the list of outputs.

    items: the list. selected: one input per item where there is an ItemSelector, made by the engine through
    `Step.select`, so that every item sees its own context. concurrency: 0 means the ceiling.
    growth: of the arguments, from the state's input.
    """

    items: list[JSON]
    keys: list[str] | None = None
    concurrency: int = 0
    arguments: JSON = None
    growth: Growth | None = None


class RunMap(NamedTuple):
    """Start a Map Run over `items`, or over what a reader will read (items None)."""

    items: list[JSON] | None
    keys: list[str] | None
    arguments: JSON  # the state's effective input: what ItemSelector and the reader's arguments see
    concurrency: int = 0


class Halt(NamedTuple):
    """End the scope as failed: the Fail state."""

    error: str | None
    cause: str | None


Outcome: TypeAlias = Leave | Until | Call | Fork | Iterate | RunMap | Halt
