"""Every word of a test file, in one table: the reader, the JSON Schema and the reference in the how-to are made of it.

A word has a kind, and a kind is what the value may be: in words, as JSON Schema, and as a function that says whether a value
fits. What needs more than one word at a time (an input given twice, a state that the definition does not have) is the
reader's and the stage's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from asl.jsonvalue import JSON
from asl.testing.cases.amounts import DURATION, bounds, milliseconds, number, whole

STATUSES: Final = ("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING")
TYPES: Final = ("STANDARD", "EXPRESS")


class Kind(NamedTuple):
    """What a value may be. says: goes on from "must be"."""

    says: str
    schema: JSON
    fits: Callable[[JSON], bool]


def _text(value: JSON) -> bool:
    return isinstance(value, str) and value != ""


def _file(value: JSON) -> bool:
    return _text(value) and "\0" not in value


def _files(value: JSON) -> bool:
    return isinstance(value, list) and value != [] and all(_file(entry) for entry in value)


def _texts(value: JSON) -> bool:
    return isinstance(value, list) and all(_text(entry) for entry in value)


def _object(value: JSON) -> bool:
    return isinstance(value, dict)


def _table(inner: Callable[[JSON], bool]) -> Callable[[JSON], bool]:
    return lambda value: isinstance(value, dict) and all(inner(entry) for entry in value.values())


def _scalar(value: JSON) -> bool:
    return isinstance(value, (str, int, float))


def _integer(value: JSON) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _calls(value: JSON) -> bool:
    return isinstance(value, list) or whole(value) is not None


def _number_text(least: int | None = 0) -> JSON:
    return {"type": "integer"} if least is None else {"type": "integer", "minimum": least}


_STRING: Final = {"type": "string", "minLength": 1}
_PATH: Final = {"type": "string", "pattern": "^[^\\u0000]+$"}
_DURATION: Final = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": f"^\\s*{DURATION}\\s*$"}]
}  # fmt: skip


def _bounded(amount: JSON) -> JSON:
    return {
        "anyOf": [
            amount,
            {
                "type": "object",
                "properties": {"min": amount, "max": amount},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ]
    }


def _objects_of(inner: JSON, least: int = 0) -> JSON:
    made = {"type": "object", "additionalProperties": inner}
    return {**made, "minProperties": least} if least else made


def _ref(name: str) -> JSON:
    return {"$ref": f"#/$defs/{name}"}


_LIST: Final = {"type": "array"}
_NUMBER: Final = {"type": "number", "minimum": 0}
_SPAN: Final = 'a number of seconds, or text such as "3d", "1h30m" or "500ms"'
_OR_BOUNDS: Final = ", or {min: …, max: …} with either or both"

KINDS: Final[Mapping[str, Kind]] = {
    "text": Kind("text", _STRING, _text),
    "string": Kind("text", {"type": "string"}, lambda value: isinstance(value, str)),
    "file": Kind("the path of a file, from the folder of this one", _PATH, _file),
    "files": Kind(
        "a list of files", {"type": "array", "items": _PATH, "minItems": 1}, _files
    ),
    "json": Kind("any value", True, lambda value: True),
    "object": Kind("an object", {"type": "object"}, _object),
    "scalars": Kind(
        "an object, name → text or number",
        _objects_of({"type": ["string", "number", "boolean"]}),
        _table(_scalar),
    ),
    "texts_by_name": Kind("an object, name → text", _objects_of(_PATH), _table(_file)),
    "mocks": Kind(
        "an object, task → answer, or the path of a mock file",
        {"anyOf": [_PATH, {"type": "object"}]},
        lambda value: _file(value) or _object(value),
    ),
    "type": Kind("STANDARD or EXPRESS", {"enum": list(TYPES)}, lambda value: value in TYPES),
    "account": Kind(
        'text of twelve digits, such as "123456789012"',
        {"type": "string", "pattern": "^[0-9]{12}$"},
        lambda value: isinstance(value, str) and len(value) == 12 and value.isdecimal(),
    ),
    "instant": Kind(
        "an instant such as 2025-01-01T00:00:00Z, or ms since 1970",
        {"anyOf": [_STRING, {"type": "integer"}]},
        lambda value: _text(value) or _integer(value),
    ),
    "integer": Kind("a whole number", _number_text(None), _integer),
    "count": Kind("a whole number from 0", _number_text(), lambda value: whole(value) is not None),
    "duration": Kind(_SPAN, _DURATION, lambda value: milliseconds(value) is not None),
    "durations": Kind(
        _SPAN + _OR_BOUNDS, _bounded(_DURATION), lambda v: bounds(v, milliseconds) is not None
    ),
    "counts": Kind(
        "a whole number from 0" + _OR_BOUNDS,
        _bounded(_number_text()),
        lambda v: bounds(v, whole) is not None,
    ),
    "amounts": Kind(
        "a number from 0" + _OR_BOUNDS, _bounded(_NUMBER), lambda v: bounds(v, number) is not None
    ),
    "true": Kind("true", {"const": True}, lambda value: value is True),
    "unused": Kind(
        'true, or a list of mocks such as ["Refund"]',
        {"anyOf": [{"type": "boolean"}, {"type": "array", "items": _STRING}]},
        lambda value: isinstance(value, bool) or _texts(value),
    ),
    "status": Kind(
        ", ".join(STATUSES[:-1]) + " or RUNNING",
        {"enum": list(STATUSES)},
        lambda value: value in STATUSES,
    ),
    "next": Kind(
        "a state's name, or null where it ends",
        {"anyOf": [_STRING, {"type": "null"}]},
        lambda value: value is None or _text(value),
    ),
    "names": Kind(
        "a list of states' names", {"type": "array", "items": _STRING}, _texts
    ),
    "some_names": Kind(
        "a list of states' names, at least one",
        {"type": "array", "items": _STRING, "minItems": 1},
        lambda v: bool(v) and _texts(v),
    ),
    "calls": Kind(
        "an object, task → how often it is called, or a list of the arguments of each call",
        _objects_of({"anyOf": [_number_text(), _LIST]}, 1),
        lambda v: bool(v) and _table(_calls)(v),
    ),
    "call_lists": Kind(
        "an object, task → a list of what the arguments of each call must have",
        _objects_of(_LIST, 1),
        lambda v: bool(v) and _table(lambda entry: isinstance(entry, list))(v),
    ),
    "selections": Kind(
        'an object, JSONPath → the list of what it finds, such as {"$.a[*].b": [1, 2]}',
        _objects_of(_LIST, 1),
        lambda v: bool(v) and _table(lambda entry: isinstance(entry, list))(v),
    ),
    "expect": Kind("an object of expectations", _ref("expect"), _object),
    "visit": Kind("an object", _ref("visit"), _object),
    "visits": Kind(
        "an object, state → what its visit must be, or a list with one for each visit",
        _objects_of({"anyOf": [_ref("visit"), {"type": "array", "items": _ref("visit")}]}, 1),
        lambda v: bool(v)
        and _table(lambda e: _object(e) or (isinstance(e, list) and all(map(_object, e))))(v),
    ),
    "tests": Kind(
        "an object, name → test, at least one",
        _objects_of(_ref("test"), 1),
        lambda v: bool(v) and _table(_object)(v),
    ),
    "rows": Kind(
        "a list of objects, at least one",
        {"type": "array", "items": _ref("row"), "minItems": 1},
        lambda v: isinstance(v, list) and bool(v) and all(map(_object, v)),
    ),
    "steps": Kind(
        "a list of steps, each with one word, such as {advance: 3d}",
        {"type": "array", "items": _ref("step"), "minItems": 1},
        lambda v: isinstance(v, list) and bool(v) and all(map(_object, v)),
    ),
    "answered": Kind("an object", _ref("answered"), _object),
    "succeeded": Kind("an object", _ref("succeeded"), _object),
    "failed": Kind("an object", _ref("failed"), _object),
    "stopped": Kind("an object", _ref("stopped"), _object),
}  # fmt: skip


class Word(NamedTuple):
    """A word of an object. kind: of KINDS."""

    kind: str
    doc: str


Words = Mapping[str, Word]

# What a test is run with. The file says it for all tests, a test for itself, a row of `each` for its own.
SETTINGS: Final[Words] = {
    "definition": Word("file", "The state machine: a JSON or YAML file."),
    "type": Word("type", "STANDARD or EXPRESS. Default STANDARD."),
    "defines": Word("scalars", "Values for ${Name} in the definition."),
    "defines_file": Word(
        "file", "A file with values for ${Name}: a mapping, or a SAM or CloudFormation template."
    ),
    "machine_name": Word("text", "The machine's name in ARNs. Default: from the file's name."),
    "account": Word("account", "The account in ARNs. Default 123456789012."),
    "region": Word("text", "The region in ARNs, and of prices. Default us-east-1."),
    "mocks": Word("mocks", "What answers the tasks: a mock file, or a table of task → answer."),
    "case": Word("text", "Which case of the mock file answers."),
    "unused_mocks": Word(
        "unused",
        "Mocks that need not be called: true for all, or a list of them. Default: every mock must be.",
    ),
    "lambdas": Word(
        "texts_by_name",
        "Lambda functions to call: name → module:function, or path/to/file.py:function.",
    ),
    "buckets": Word(
        "texts_by_name", "Folders as the buckets of ItemReader and ResultWriter: name → folder."
    ),
    "now": Word("instant", "When the execution starts. Default 2025-01-01T00:00:00Z."),
    "seed": Word("integer", "Of jitter, UUIDs, tokens and $random. Default 0."),
    "max_time": Word("duration", "Stop the clock after so much of the execution's time."),
    "start_at": Word("text", "Begin at this state of the top level, instead of StartAt."),
    "state": Word("text", "Run this state alone, however deep it lies, with its Retry and Catch."),
    "variables": Word("object", "Variables that are assigned before the first state."),
}

TOP: Final[Words] = {
    "$schema": Word("text", "The schema of these files, for editors."),
    **SETTINGS,
    "definitions": Word("files", "Several machines: every test runs with each of them."),
    "tests": Word("tests", "The tests, by name."),
}

_OWN: Final[Words] = {
    "input": Word("json", "The execution's input. Default {}."),
    "input_file": Word("file", "A JSON file with the input, which reaches the machine as it is written."),
    "steps": Word("steps", "What happens between start and end; time passes only as they say."),
    "expect": Word("expect", "What must be so when the run has come to its end."),
}  # fmt: skip

TEST: Final[Words] = {
    **SETTINGS,
    **_OWN,
    "each": Word("rows", "A table: one test for each row, which says what differs from this one."),
}

ROW: Final[Words] = {"name": Word("text", "What the row is about."), **SETTINGS, **_OWN}

EXPECT: Final[Words] = {
    "status": Word(
        "status",
        "How it ended. Default SUCCEEDED, unless error or cause is expected, or it is a step's.",
    ),
    "output": Word("json", "The output, exactly."),
    "output_contains": Word(
        "json", "What the output must have at least: objects may have more, lists have one length."
    ),
    "error": Word("string", "The error's name."),
    "cause": Word("string", "The error's cause, exactly."),
    "cause_contains": Word("text", "Text that is in the cause."),
    "path": Word("names", "The states entered, all of them, in this order."),
    "path_contains": Word(
        "some_names", "States entered in this order, others between them or not."
    ),
    "not_entered": Word("some_names", "States that are not entered."),
    "next": Word("next", "With state: which state follows; null: none does."),
    "calls": Word(
        "calls",
        "Task → how often it is called (retries too), or the arguments of each call, exactly.",
    ),
    "calls_contain": Word("call_lists", "Task → what the arguments of each call have at least."),
    "duration": Word("durations", "Time from start to end on the execution's clock."),
    "transitions": Word("counts", "State transitions, as AWS bills them for Standard."),
    "events": Word("counts", "Events of the history."),
    "cost": Word("amounts", "What the run costs in USD, without the free tier."),
    "select": Word("selections", "JSONPath into the output → the list of all that it finds."),
    "states": Word("visits", "State → what its visit came to; a list: every visit, in order."),
    "variables": Word("object", "Variables at the end of the top level; others may be there."),
    "waits_for": Word("names", "The tasks that it waits for: with status RUNNING, or in a step."),
}

VISIT: Final[Words] = {
    "visit": Word("count", "Which visit, from 0, where the state is entered several times."),
    "input": Word("json", "Its input, exactly."),
    "input_contains": Word("json", "What its input has at least."),
    "output": Word("json", "Its output, exactly."),
    "output_contains": Word("json", "What its output has at least."),
    "attempts": Word("count", "How often its task was tried, the first included."),
    "duration": Word("durations", "Time from its entry to its exit."),
    "assigned": Word("object", "What it assigned, exactly."),
}

STEPS: Final[Words] = {
    "advance": Word("duration", "Let so much time pass."),
    "advance_until": Word("text", "Let time pass until this state is entered (once more)."),
    "succeed": Word("succeeded", "Send back a task token, or an activity's task, with an output."),
    "fail": Word("failed", "Send it back with an error."),
    "heartbeat": Word("answered", "Say that the work goes on."),
    "stop": Word("stopped", "Stop the execution, as StopExecution does."),
    "redrive": Word("true", "Run what did not succeed again, as RedriveExecution does."),
    "expect": Word(
        "expect", "What must be so at this moment; the status is judged if it is named."
    ),
}

_WHOSE: Final[Words] = {
    "token_of": Word("text", "The state whose task token it is."),
    "activity": Word("text", "The activity whose oldest waiting task it is."),
    "index": Word("count", "The Map's iteration, from 0, where several wait."),
}
ANSWERED: Final[Words] = _WHOSE
SUCCEEDED: Final[Words] = {**_WHOSE, "output": Word("json", "The task's output. Default {}.")}
STOPPED: Final[Words] = {
    "error": Word("string", "The error's name."),
    "cause": Word("string", "The error's cause."),
}
FAILED: Final[Words] = {**_WHOSE, **STOPPED}

OBJECTS: Final[Mapping[str, Words]] = {
    "test": TEST,
    "row": ROW,
    "expect": EXPECT,
    "visit": VISIT,
    "step": STEPS,
    "answered": ANSWERED,
    "succeeded": SUCCEEDED,
    "failed": FAILED,
    "stopped": STOPPED,
}
"""The objects of a file by the names that its schema has for them; the file itself is TOP."""

MERGED: Final = ("defines", "lambdas", "buckets", "variables", "expect")
"""Words whose objects are put together member by member; of every other word the nearest is meant."""
