"""A definition as frozen dataclasses: what every reader of a machine works on.

Made once per definition by `asl.model.parse`. Defaults are filled in, legacy names (`Iterator`, a Map's `Parameters`)
are gone, and what differs between the query languages is an `Expr`. `ABSENT` marks a field that was not written,
because null means something else in nearly every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias, TypeVar, dataclass_transform

from asl.jsonvalue import ABSENT, JSON

C = TypeVar("C")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def _model(cls: type[C]) -> type[C]:
    """A frozen dataclass without the methods that nobody needs: they are 40 % of what defining it costs at import."""
    return dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(cls)


QueryLanguage: TypeAlias = Literal["JSONPath", "JSONata"]


class Expr(NamedTuple):
    """A value as the author wrote it, with how to read it.

    kind: literal (as it is), path (a JSONPath, reference path or intrinsic, `value` a string),
    template (a JSONPath payload template), jsonata (any JSON holding `{% … %}` strings).
    """

    kind: Literal["literal", "path", "template", "jsonata"]
    value: JSON
    field: str  # the name as written: "SecondsPath"


@_model
class Retrier:
    """One entry of Retry, defaults filled in. Seconds are whole; max_delay_seconds None means no cap."""

    pointer: str = ""
    error_equals: tuple[str, ...] = ("States.ALL",)
    interval_seconds: int = 1
    max_attempts: int = 3
    backoff_rate: float = 2.0
    max_delay_seconds: int | None = None
    jitter: Literal["NONE", "FULL"] = "NONE"


@_model
class Catcher:
    """One entry of Catch."""

    pointer: str
    error_equals: tuple[str, ...]
    next: str
    result_path: str | None = "$"  # None: null, the error output is thrown away
    assign: Mapping[str, JSON] | None = None
    output: JSON = ABSENT


@_model
class State:
    """What every state has. Fields a type cannot have keep their defaults."""

    name: str
    pointer: str
    query_language: QueryLanguage = "JSONPath"
    comment: str | None = None
    next: str | None = None  # None: "End": true, or a type without Next
    input_path: str | None = "$"  # None: null
    output_path: str | None = "$"
    result_path: str | None = "$"
    parameters: JSON = ABSENT
    result_selector: JSON = ABSENT
    arguments: JSON = ABSENT
    output: JSON = ABSENT
    assign: Mapping[str, JSON] | None = None


@_model
class PassState(State):
    """Pass: input to output, or a fixed Result."""

    result: JSON = ABSENT


@_model
class TaskState(State):
    """Task: one call of a resource. `timeout` and `heartbeat` are whole seconds, 1 to 99,999,999."""

    resource: str
    timeout: Expr | None = None
    heartbeat: Expr | None = None
    credentials: JSON = ABSENT
    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()


@_model
class ChoiceRule:
    """One entry of Choices. `test` is the rule object as written (JSONPath) or the Condition (JSONata)."""

    pointer: str
    test: JSON
    next: str
    assign: Mapping[str, JSON] | None = None
    output: JSON = ABSENT


@_model
class ChoiceState(State):
    """Choice: the first rule that is true, else Default."""

    choices: tuple[ChoiceRule, ...]
    default: str | None = None


@_model
class WaitState(State):
    """Wait: hold the frame for a number of seconds or until a timestamp. Exactly one is set."""

    seconds: Expr | None = None
    timestamp: Expr | None = None


@_model
class SucceedState(State):
    """Succeed: the execution, branch or iteration ends well here."""


@_model
class FailState(State):
    """Fail: the execution ends here. Both texts are optional."""

    error: Expr | None = None
    cause: Expr | None = None


@_model
class States:
    """One `States` object with its StartAt: the machine's, a branch's or an item processor's."""

    pointer: str  # of the object that holds StartAt and States; "" for the machine
    start_at: str
    states: Mapping[str, State] = field(default_factory=dict)
    comment: str | None = None


@_model
class ParallelState(State):
    """Parallel: every branch on a copy of the effective input."""

    branches: tuple[States, ...]
    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()


@_model
class ItemReader:
    """Where a distributed Map's items come from. `config` is ReaderConfig as written."""

    pointer: str
    resource: str
    arguments: Expr | None = None
    config: Mapping[str, JSON] = field(default_factory=dict)


@_model
class ItemBatcher:
    """How a distributed Map packs items into one child's input."""

    pointer: str
    max_items: Expr | None = None
    max_bytes: Expr | None = None
    batch_input: Expr | None = None


@_model
class ResultWriter:
    """Where a distributed Map's results go. `config` is WriterConfig as written; resource None: into the output."""

    pointer: str
    resource: str | None = None
    arguments: Expr | None = None
    config: Mapping[str, JSON] = field(default_factory=dict)


@_model
class MapState(State):
    """Map: the item processor over every item, inline or as child executions of a Map Run."""

    processor: States
    distributed: bool = False
    execution_type: Literal["STANDARD", "EXPRESS"] = "STANDARD"  # of the children
    items: Expr | None = None  # ItemsPath or Items; None: the effective input
    item_selector: JSON = ABSENT
    max_concurrency: Expr | None = None
    tolerated_count: Expr | None = None
    tolerated_percentage: Expr | None = None
    item_reader: ItemReader | None = None
    item_batcher: ItemBatcher | None = None
    result_writer: ResultWriter | None = None
    label: str | None = None
    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()


@_model
class StateMachine(States):
    """A whole definition."""

    query_language: QueryLanguage = "JSONPath"
    timeout_seconds: int | None = None
    version: str | None = None
