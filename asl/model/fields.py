"""The field table: every field that a definition may have, once.

The checker, the JSON Schema, the reference page and editors read the same rows, so a field that one of them knows is known
to all. A row says where a field stands (`on`), in which query languages, what its value must be (`kind` and the bounds) and
who says so. What a table cannot say (a retrier's order, a path's syntax, who may reach whom) is a rule of `asl.check`.

Owners are the objects of the language: the machine, its eight state types and the objects inside them. A state's rows are
read through `rows(owner, language)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.limits import (
    MAX_LABEL_CHARS,
    MAX_PAYLOAD_BYTES,
    MAX_RETRY_DELAY_SECONDS,
    MAX_TIMER_SECONDS,
)

Kind: TypeAlias = Literal[
    "text",  # a string
    "boolean",
    "whole",  # an integer
    "number",
    "enum",  # one of `values`
    "texts",  # an array of strings
    "state",  # the name of a state of the same States object
    "end",  # true or false; true ends the scope
    "path",  # a JSONPath
    "reference",  # a reference path: one node
    "target",  # a reference path that is written to
    "value",  # a path or an intrinsic call
    "text_path",  # a path, or an intrinsic call that gives a string
    "template",  # an object, a payload template
    "payload",  # any JSON, read as a payload template
    "literal",  # any JSON, taken as it is
    "json",  # any JSON that may hold {% … %} strings
    "items",  # an array, an object, or an expression that gives one
    "object",  # an object that may hold {% … %} strings
    "variables",  # an object: variable names and their values
    "condition",  # true, false or an expression
    "timestamp",  # an RFC 3339 text
    "resource",
    "label",
    "language",
    "states",  # an object of states
    "owner",  # an object described by other rows: `of`
    "owners",  # an array of them
]
Language: TypeAlias = Literal["JSONPath", "JSONata"]

STATE_TYPES: Final = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")
LANGUAGES: Final[tuple[Language, ...]] = ("JSONPath", "JSONata")


class Field(NamedTuple):
    """One row. `low` and `high` are bounds of a number, or of a text's or array's length, both inclusive."""

    name: str
    on: tuple[str, ...]
    kind: Kind
    doc: str
    languages: tuple[Language, ...] = LANGUAGES
    required: bool = False
    nullable: bool = False
    expression: bool = False  # in JSONata, `{% … %}` may stand for the value
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    default: str | None = None  # as the reference page shows it
    of: str = ""  # for owner and owners: who describes the objects
    source: str = "ASL spec"


class Choice(NamedTuple):
    """Fields of which only one may be written, and perhaps one must. `language` None: both."""

    on: str
    names: tuple[str, ...]
    required: bool = False
    language: Language | None = None


_P: Final[tuple[Language, ...]] = ("JSONPath",)
_A: Final[tuple[Language, ...]] = ("JSONata",)
_MOVING: Final = ("Task", "Wait", "Pass", "Parallel", "Map")  # have Next or End
_WORKING: Final = ("Task", "Parallel", "Map")  # have a result, Retry and Catch
_QUOTAS: Final = "AWS guide, Quotas"
_VARIABLES: Final = "AWS guide, Variables"
_JSONATA: Final = "AWS guide, Transforming data with JSONata"
_DISTRIBUTED: Final = "AWS guide, Map state in Distributed mode"

_MACHINE: Final = (
    Field("States", ("Machine", "Branch", "ItemProcessor"), "states", "The states by name.", required=True, low=1),
    Field("StartAt", ("Machine", "Branch", "ItemProcessor"), "state", "The first state.", required=True),
    Field("Comment", ("Machine", "Branch", "ItemProcessor"), "text", "A note."),
    Field("Version", ("Machine",), "enum", "The language's version.", values=("1.0",), default="1.0"),
    Field(
        "TimeoutSeconds", ("Machine",), "whole", "How long an execution may run.",
        low=1, high=MAX_TIMER_SECONDS,
    ),
    Field(
        "QueryLanguage", ("Machine", *STATE_TYPES), "language", "How values are selected and made.",
        values=LANGUAGES, default="JSONPath", source=_JSONATA,
    ),
    Field(
        "ProcessorConfig", ("ItemProcessor",), "owner", "How iterations run.", of="ProcessorConfig", source=_DISTRIBUTED
    ),
)  # fmt: skip

_EVERY_STATE: Final = (
    Field("Type", STATE_TYPES, "enum", "The state's type.", required=True, values=STATE_TYPES),
    Field("Comment", STATE_TYPES, "text", "A note."),
    Field("Next", _MOVING, "state", "The state that follows."),
    Field("End", _MOVING, "end", "True: the scope ends here."),
    Field(
        "InputPath", (*_MOVING, "Choice", "Succeed"), "path", "What of the input the state sees; null gives {}.",
        _P, nullable=True, default="$",
    ),
    Field(
        "OutputPath", (*_MOVING, "Choice", "Succeed"), "path", "What of the document is passed on; null gives {}.",
        _P, nullable=True, default="$",
    ),
    Field(
        "Output", (*_MOVING, "Choice", "Succeed"), "json", "The state's output.",
        _A, source=_JSONATA,
    ),
    Field(
        "Assign", (*_MOVING, "Choice"), "variables", "Variables to set when the state is left.",
        source=_VARIABLES,
    ),
)  # fmt: skip

_DATA: Final = (
    Field("Parameters", ("Task", "Pass", "Parallel"), "payload", "The input the state works on.", _P),
    Field("Parameters", ("Map",), "payload", "ItemSelector's old name.", _P),
    Field("Result", ("Pass",), "literal", "The result, taken as it is.", _P),
    Field(
        "ResultPath", (*_WORKING, "Pass"), "target", "Where the result goes in the raw input; null drops it.",
        _P, nullable=True, default="$",
    ),
    Field("ResultSelector", _WORKING, "template", "What of the result is kept.", _P),
    Field("Arguments", ("Task", "Parallel"), "json", "The input the state works on.", _A, source=_JSONATA),
    Field("Retry", _WORKING, "owners", "What to try again, and how often.", of="Retrier"),
    Field("Catch", _WORKING, "owners", "Where to go when it fails.", of="Catcher"),
)  # fmt: skip

_TASK: Final = (
    Field("Resource", ("Task",), "resource", "The ARN of what does the work.", required=True),
    Field(
        "TimeoutSeconds", ("Task",), "whole", "How long the task may take.",
        expression=True, low=1, high=MAX_TIMER_SECONDS, default="99999999",
    ),
    Field("TimeoutSecondsPath", ("Task",), "reference", "Where TimeoutSeconds stands in the input.", _P),
    Field(
        "HeartbeatSeconds", ("Task",), "whole", "How long the task may be silent; less than TimeoutSeconds.",
        expression=True, low=1, high=MAX_TIMER_SECONDS,
    ),
    Field("HeartbeatSecondsPath", ("Task",), "reference", "Where HeartbeatSeconds stands in the input.", _P),
    Field(
        "Credentials", ("Task",), "owner", "The role to work under.", expression=True, of="Credentials",
        source="AWS guide, Task state: Credentials",
    ),
    Field("RoleArn", ("Credentials",), "text", "The role's ARN.", expression=True, low=1),
    Field("RoleArn.$", ("Credentials",), "value", "Where the role's ARN comes from.", _P),
)  # fmt: skip

_CHOICE: Final = (
    Field("Choices", ("Choice",), "owners", "The rules, tried in order.", required=True, low=1, of="ChoiceRule"),
    Field("Default", ("Choice",), "state", "The state that follows when no rule is true."),
    Field("Next", ("ChoiceRule",), "state", "The state that follows when this rule is true.", required=True),
    Field("Comment", ("ChoiceRule", "Comparison"), "text", "A note."),
    Field("Assign", ("ChoiceRule",), "variables", "Variables to set when this rule is true.", source=_VARIABLES),
    Field("Condition", ("ChoiceRule",), "condition", "The test.", _A, required=True, expression=True, source=_JSONATA),
    Field("Output", ("ChoiceRule",), "json", "The output when this rule is true.", _A, source=_JSONATA),
    Field("Variable", ("ChoiceRule", "Comparison"), "reference", "What is compared.", _P),
    Field("And", ("ChoiceRule", "Comparison"), "owners", "All of these are true.", _P, low=1, of="Comparison"),
    Field("Or", ("ChoiceRule", "Comparison"), "owners", "One of these is true.", _P, low=1, of="Comparison"),
    Field("Not", ("ChoiceRule", "Comparison"), "owner", "This is not true.", _P, of="Comparison"),
)  # fmt: skip


def _operators() -> Iterator[Field]:
    on = ("ChoiceRule", "Comparison")
    orders = {
        "Equals": "is", "LessThan": "is less than", "GreaterThan": "is greater than",
        "LessThanEquals": "is at most", "GreaterThanEquals": "is at least",
    }  # fmt: skip
    kinds: tuple[tuple[str, Kind], ...] = (
        ("String", "text"), ("Numeric", "number"), ("Timestamp", "timestamp"),
    )  # fmt: skip
    for noun, kind in kinds:
        for suffix, words in orders.items():
            name = f"{noun}{suffix}"
            yield Field(name, on, kind, f"The variable {words} this.", _P)
            yield Field(
                f"{name}Path", on, "reference", f"The variable {words} what stands here.", _P
            )
    yield Field("BooleanEquals", on, "boolean", "The variable is this.", _P)
    yield Field("BooleanEqualsPath", on, "reference", "The variable is what stands here.", _P)
    yield Field("StringMatches", on, "text", "The variable matches; * stands for any text.", _P)
    for word in ("Null", "Present", "Numeric", "String", "Boolean", "Timestamp"):
        yield Field(f"Is{word}", on, "boolean", f"Whether the variable is {word.lower()}.", _P)


_COMPARISONS: Final = tuple(_operators())
OPERATORS: Final = tuple(
    row.name for row in _COMPARISONS
)  # of a data test: those that need Variable
COMBINATIONS: Final = ("And", "Or", "Not")

_WAIT_FAIL: Final = (
    Field(
        "Seconds", ("Wait",), "whole", "How long to wait.",
        expression=True, low=0, high=MAX_TIMER_SECONDS,
    ),
    Field("SecondsPath", ("Wait",), "reference", "Where Seconds stands in the input.", _P),
    Field("Timestamp", ("Wait",), "timestamp", "Until when to wait.", expression=True),
    Field("TimestampPath", ("Wait",), "reference", "Where Timestamp stands in the input.", _P),
    Field("Error", ("Fail",), "text", "The error's name.", expression=True),
    Field("ErrorPath", ("Fail",), "text_path", "Where the error's name comes from.", _P),
    Field("Cause", ("Fail",), "text", "The error's cause.", expression=True),
    Field("CausePath", ("Fail",), "text_path", "Where the error's cause comes from.", _P),
)  # fmt: skip

_PARALLEL_MAP: Final = (
    Field("Branches", ("Parallel",), "owners", "What runs side by side.", required=True, low=1, of="Branch"),
    Field("ItemProcessor", ("Map",), "owner", "What runs for every item.", of="ItemProcessor"),
    Field("Iterator", ("Map",), "owner", "ItemProcessor's old name.", of="ItemProcessor"),
    Field("ItemsPath", ("Map",), "reference", "Where the items stand in the input.", _P, default="$"),
    Field("Items", ("Map",), "items", "The items.", _A, expression=True, source=_JSONATA),
    Field("ItemSelector", ("Map",), "payload", "What an iteration gets in place of its item.", _P),
    Field("ItemSelector", ("Map",), "json", "What an iteration gets in place of its item.", _A),
    Field(
        "MaxConcurrency", ("Map",), "whole", "How many iterations run at once; 0 is no limit.",
        expression=True, low=0, default="0",
    ),
    Field("MaxConcurrencyPath", ("Map",), "reference", "Where MaxConcurrency stands in the input.", _P),
    Field(
        "ToleratedFailureCount", ("Map",), "whole", "How many iterations may fail.",
        expression=True, low=0, default="0", source=_DISTRIBUTED,
    ),
    Field("ToleratedFailureCountPath", ("Map",), "reference", "Where it stands in the input.", _P, source=_DISTRIBUTED),
    Field(
        "ToleratedFailurePercentage", ("Map",), "number", "What share of the iterations may fail.",
        expression=True, low=0, high=100, default="0", source=_DISTRIBUTED,
    ),
    Field("ToleratedFailurePercentagePath", ("Map",), "reference", "Where it stands in the input.", _P, source=_DISTRIBUTED),
    Field(
        "Label", ("Map",), "label", "Part of the Map Run's name, unique in the machine.",
        low=1, high=MAX_LABEL_CHARS, source=_DISTRIBUTED,
    ),
    Field("ItemReader", ("Map",), "owner", "Where the items come from.", of="ItemReader", source=_DISTRIBUTED),
    Field("ItemBatcher", ("Map",), "owner", "How items are packed together.", of="ItemBatcher", source=_DISTRIBUTED),
    Field("ResultWriter", ("Map",), "owner", "Where results go.", of="ResultWriter", source=_DISTRIBUTED),
    Field(
        "Mode", ("ProcessorConfig",), "enum", "Inside the execution, or as executions of their own.",
        values=("INLINE", "DISTRIBUTED"), default="INLINE", source=_DISTRIBUTED,
    ),
    Field(
        "ExecutionType", ("ProcessorConfig",), "enum", "What the child executions are.",
        values=("STANDARD", "EXPRESS"), source=_DISTRIBUTED,
    ),
)  # fmt: skip

_READER: Final = "AWS guide, ItemReader"
_BATCHER: Final = "AWS guide, ItemBatcher"
_WRITER: Final = "AWS guide, ResultWriter"
_DISTRIBUTED_MAP: Final = (
    Field("Resource", ("ItemReader",), "resource", "How the items are read.", required=True, source=_READER),
    Field("Parameters", ("ItemReader",), "template", "Which object or listing.", _P, source=_READER),
    Field("Arguments", ("ItemReader",), "object", "Which object or listing.", _A, expression=True, source=_READER),
    Field("ReaderConfig", ("ItemReader",), "owner", "How the data is read.", of="ReaderConfig", source=_READER),
    Field(
        "InputType", ("ReaderConfig",), "enum", "The data's form.",
        values=("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"), source=_READER,
    ),
    Field(
        "Transformation", ("ReaderConfig",), "enum", "Whether listed objects are read too.",
        values=("NONE", "LOAD_AND_FLATTEN"), default="NONE", source=_READER,
    ),
    Field(
        "ManifestType", ("ReaderConfig",), "enum", "What lists the objects.",
        values=("ATHENA_DATA", "S3_INVENTORY"), source=_READER,
    ),
    Field(
        "CSVHeaderLocation", ("ReaderConfig",), "enum", "Where the column names are.",
        values=("FIRST_ROW", "GIVEN"), source=_READER,
    ),
    Field("CSVHeaders", ("ReaderConfig",), "texts", "The column names.", low=1, source=_READER),
    Field(
        "CSVDelimiter", ("ReaderConfig",), "enum", "What separates values.",
        values=("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"), default="COMMA", source=_READER,
    ),
    Field("ItemsPointer", ("ReaderConfig",), "text", "A JSON pointer to the items.", high=2000, source=_READER),
    Field(
        "MaxItems", ("ReaderConfig",), "whole", "How many items to take; 0 is all.",
        expression=True, low=0, default="0", source=_READER,
    ),
    Field("MaxItemsPath", ("ReaderConfig",), "reference", "Where MaxItems stands in the input.", _P, source=_READER),
    Field(
        "MaxItemsPerBatch", ("ItemBatcher",), "whole", "Items in a batch.",
        expression=True, low=1, source=_BATCHER,
    ),
    Field("MaxItemsPerBatchPath", ("ItemBatcher",), "reference", "Where it stands in the input.", _P, source=_BATCHER),
    Field(
        "MaxInputBytesPerBatch", ("ItemBatcher",), "whole", "Bytes in a batch.",
        expression=True, low=1, high=MAX_PAYLOAD_BYTES, source=_BATCHER,
    ),
    Field("MaxInputBytesPerBatchPath", ("ItemBatcher",), "reference", "Where it stands in the input.", _P, source=_BATCHER),
    Field("BatchInput", ("ItemBatcher",), "template", "What every batch gets besides.", _P, source=_BATCHER),
    Field("BatchInput", ("ItemBatcher",), "object", "What every batch gets besides.", _A, expression=True, source=_BATCHER),
    Field("Resource", ("ResultWriter",), "resource", "How the results are written.", source=_WRITER),
    Field("Parameters", ("ResultWriter",), "template", "Where to.", _P, source=_WRITER),
    Field("Arguments", ("ResultWriter",), "object", "Where to.", _A, expression=True, source=_WRITER),
    Field("WriterConfig", ("ResultWriter",), "owner", "In which form.", of="WriterConfig", source=_WRITER),
    Field(
        "Transformation", ("WriterConfig",), "enum", "What of a child execution is kept.",
        values=("NONE", "COMPACT", "FLATTEN"), source=_WRITER,
    ),
    Field("OutputType", ("WriterConfig",), "enum", "The files' form.", values=("JSON", "JSONL"), source=_WRITER),
)  # fmt: skip

_RECOVERY: Final = (
    Field("ErrorEquals", ("Retrier", "Catcher"), "texts", "The errors it is for.", required=True, low=1),
    Field("Comment", ("Retrier", "Catcher"), "text", "A note."),
    Field(
        "IntervalSeconds", ("Retrier",), "whole", "How long before the first retry.",
        low=1, high=MAX_TIMER_SECONDS, default="1", source=_QUOTAS,
    ),
    Field(
        "MaxAttempts", ("Retrier",), "whole", "How many retries; 0 is none.",
        low=0, high=MAX_TIMER_SECONDS, default="3", source=_QUOTAS,
    ),
    Field("BackoffRate", ("Retrier",), "number", "What the interval is multiplied by.", low=1, default="2.0"),
    Field(
        "MaxDelaySeconds", ("Retrier",), "whole", "The longest interval.",
        low=1, high=MAX_RETRY_DELAY_SECONDS, source="AWS guide, Handling errors",
    ),
    Field("JitterStrategy", ("Retrier",), "enum", "Whether intervals are random.", values=("NONE", "FULL"), default="NONE"),
    Field("Next", ("Catcher",), "state", "The state that follows.", required=True),
    Field(
        "ResultPath", ("Catcher",), "target", "Where the error goes in the raw input; null drops it.",
        _P, nullable=True, default="$",
    ),
    Field("Assign", ("Catcher",), "variables", "Variables to set.", source=_VARIABLES),
    Field("Output", ("Catcher",), "json", "The output.", _A, source=_JSONATA),
)  # fmt: skip

FIELDS: Final[tuple[Field, ...]] = (
    *_MACHINE, *_EVERY_STATE, *_DATA, *_TASK, *_CHOICE, *_COMPARISONS, *_WAIT_FAIL, *_PARALLEL_MAP,
    *_DISTRIBUTED_MAP, *_RECOVERY,
)  # fmt: skip

CHOICES: Final = (
    *(Choice(owner, ("Next", "End"), required=True) for owner in _MOVING),
    Choice("Task", ("TimeoutSeconds", "TimeoutSecondsPath")),
    Choice("Task", ("HeartbeatSeconds", "HeartbeatSecondsPath")),
    Choice("Credentials", ("RoleArn", "RoleArn.$"), required=True),
    Choice("Wait", ("Seconds", "SecondsPath", "Timestamp", "TimestampPath"), required=True),
    Choice("Fail", ("Error", "ErrorPath")),
    Choice("Fail", ("Cause", "CausePath")),
    Choice("Map", ("ItemProcessor", "Iterator"), required=True),
    Choice("Map", ("ItemSelector", "Parameters"), language="JSONPath"),
    Choice("Map", ("MaxConcurrency", "MaxConcurrencyPath")),
    Choice("Map", ("ToleratedFailureCount", "ToleratedFailureCountPath")),
    Choice("Map", ("ToleratedFailurePercentage", "ToleratedFailurePercentagePath")),
    Choice("ReaderConfig", ("MaxItems", "MaxItemsPath")),
    Choice("ItemBatcher", ("MaxItemsPerBatch", "MaxItemsPerBatchPath")),
    Choice("ItemBatcher", ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath")),
)  # fmt: skip

OWNERS: Final = (
    "Machine", *STATE_TYPES, "Branch", "ItemProcessor", "ProcessorConfig", "ChoiceRule", "Comparison", "Retrier", "Catcher",
    "Credentials", "ItemReader", "ReaderConfig", "ItemBatcher", "ResultWriter", "WriterConfig",
)  # fmt: skip


def rows(owner: str, language: Language) -> dict[str, Field]:
    """The fields of one owner in one query language, by name, in the order of the table."""
    return {row.name: row for row in FIELDS if owner in row.on and language in row.languages}


def choices(owner: str, language: Language) -> tuple[Choice, ...]:
    """The owner's groups of fields of which one may be written, as far as this language knows them."""
    known = rows(owner, language)
    out = []
    for group in CHOICES:
        if group.on == owner and group.language in (None, language):
            names = tuple(name for name in group.names if name in known)
            if len(names) > 1 or (names and group.required):
                out.append(group._replace(names=names))
    return tuple(out)
