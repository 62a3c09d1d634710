"""The walk over a definition, and the rules of its shape: which fields stand where, and how many of them.

Every object is visited once, in the order of the text, by its plan (`asl.check.plan`). Nesting is bounded, so a definition
cannot exhaust the stack: the depth of JSON text is limited by the reader, the depth of scopes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from asl.check.diagnostic import Rule
from asl.check.expressions import check_expression, is_expression
from asl.check.faults import EMPTY_VALUE, UNKNOWN_VALUE, WRONG_TYPE, shown, wrong_type
from asl.check.plan import MACHINE_RULES, SCOPE_RULES, Checker, Plan, kind, plan
from asl.check.variables import variable_name
from asl.check.walk import Edge, Raw, Scope, Walk
from asl.jsonvalue import JSON
from asl.limits import MAX_NAME_CHARS
from asl.model.fields import FIELDS, LANGUAGES, STATE_TYPES, Choice, Field, Language
from asl.source.position import escape

MAX_SCOPES: Final = 64  # ours: how deep Parallel and Map states may nest
_QUERY: Final = "AWS guide, Managing state machine data: query languages"

NOT_AN_OBJECT: Final = Rule(
    "ASL2001", "not-an-object", "A definition is one JSON object.", "AWS API, recorded answers"
)
MISSING_FIELD: Final = Rule(
    "ASL2002", "missing-field", "Without its required fields an object means nothing.", "ASL spec"
)
UNKNOWN_FIELD: Final = Rule(
    "ASL2003",
    "unknown-field",
    "A field that the language does not have is a spelling mistake, or belongs elsewhere.",
    "AWS API: the service refuses them",
)
EXCLUSIVE_FIELDS: Final = Rule(
    "ASL2007",
    "exclusive-fields",
    "Two fields that say the same thing in two ways would contradict each other.",
    "ASL spec",
)
MISSING_CHOICE: Final = Rule(
    "ASL2008", "missing-one-of", "One of these fields must say what to do.", "ASL spec"
)
OTHER_LANGUAGE: Final = Rule(
    "ASL2012",
    "field-of-other-language",
    "A state's fields belong to its query language.",
    _QUERY,
)
DOWNGRADE: Final = Rule(
    "ASL2013",
    "query-language-downgrade",
    "In a JSONata machine every state is JSONata.",
    _QUERY,
)
NAME_LENGTH: Final = Rule(
    "ASL2014",
    "state-name-length",
    f"A state's name has 1 to {MAX_NAME_CHARS} characters.",
    "ASL spec, States; AWS guide, Quotas",
    aws_code="INVALID_STATE_NAME",
)
TOO_DEEP: Final = Rule(
    "ASL2015",
    "scopes-too-deep",
    f"Parallel and Map states nest at most {MAX_SCOPES} deep here; the service has a bound of its own.",
    "AWS API, ValidateStateMachineDefinition: TOO_DEEPLY_NESTED",
    aws_code="TOO_DEEPLY_NESTED",
)

OWNER_WORDS: Final = {
    "Machine": "a state machine",
    "Branch": "a branch",
    "ItemProcessor": "an item processor",
    "ProcessorConfig": "ProcessorConfig",
    "ChoiceRule": "a choice rule",
    "Comparison": "a nested choice rule",
    "Retrier": "a retrier",
    "Catcher": "a catcher",
    "Credentials": "Credentials",
    "ItemReader": "ItemReader",
    "ReaderConfig": "ReaderConfig",
    "ItemBatcher": "ItemBatcher",
    "ResultWriter": "ResultWriter",
    "WriterConfig": "WriterConfig",
    **{name: f"a {name} state" for name in STATE_TYPES},
}


def check_machine(walk: Walk, document: JSON) -> None:
    """Check a whole definition."""
    if not isinstance(document, dict):
        walk.found.append(
            NOT_AN_OBJECT.at(
                "",
                f"a definition must be an object, not {shown(document)}",
                aws_message="Definition must be a valid JSON object",  # the service names no place
            )
        )
        return
    walk.machine_language = walk.language = _language(document.get("QueryLanguage", "JSONPath"))
    _check_language_field(walk, document)
    enter(walk, document, "", plan("Machine", walk.language))
    finish(walk)


def check_single_state(walk: Walk, name: str, raw: JSON, language: Language) -> None:
    """Check one state on its own, as TestState takes it: where it leads and what is set before it is not asked."""
    walk.machine_language = walk.language = language
    walk.scope = Scope({}, "")
    walk.scope.is_open = True
    walk.scopes.append(walk.scope)
    check_state(walk, name, raw, f"/States/{escape(name)}")
    finish(walk)


def finish(walk: Walk) -> None:
    """Run the rules that need whole scopes."""
    for scope_rule in SCOPE_RULES:
        for scope in walk.scopes:
            scope_rule(walk, scope)
    for machine_rule in MACHINE_RULES:
        machine_rule(walk)


def enter(walk: Walk, raw: Raw, pointer: str, of: Plan, *, is_distributed: bool = False) -> None:
    """Check an object with StartAt and States: a scope of its own, in the machine's language."""
    outer = walk.scope if walk.scopes else None
    depth = 0 if outer is None else 1 + sum(1 for _ in outer.around())
    if depth > MAX_SCOPES:
        walk.report(TOO_DEEP, pointer, f"states nest deeper than {MAX_SCOPES} levels here")
        return
    saved = walk.state, walk.state_type, walk.language, walk.is_downgraded
    inner = walk.scope = Scope(raw, pointer, outer, walk.state, is_distributed)
    walk.scopes.append(inner)
    walk.language, walk.is_downgraded = walk.machine_language, False
    check_object(walk, raw, pointer, of)
    walk.state, walk.state_type, walk.language, walk.is_downgraded = saved
    if outer is not None:
        walk.scope = outer


def check_object(walk: Walk, raw: Raw, pointer: str, of: Plan) -> None:
    """Check the fields of one object, then the object as a whole."""
    outer = walk.pointer
    walk.pointer = pointer
    fields = of.fields
    for key, value in raw.items():
        try:
            checker = fields[key]
        except KeyError:
            _unknown(walk, key, of)
            continue
        if checker is not None:
            checker(walk, key, value)
    for key in of.required:
        if key not in raw:
            _missing(walk, raw, of)
            break
    for group in of.groups:
        written = [name for name in group.names if name in raw]
        if len(written) != 1:
            _count(walk, raw, group, written)
    for key in of.targets:
        target = raw.get(key)
        if target.__class__ is str:
            assign = raw.get("Assign")
            names = tuple(map(variable_name, assign)) if assign.__class__ is dict else ()
            walk.scope.ways.append(Edge(walk.state, target, pointer, key, names))
    for rule in of.rules:
        rule(walk, raw)
    walk.pointer = outer


def _unknown(walk: Walk, key: str, of: Plan) -> None:
    """A field that this object does not have, in this language."""
    other: Language = "JSONata" if of.language == "JSONPath" else "JSONPath"
    who = OWNER_WORDS[of.owner]
    if key in plan(of.owner, other).fields:
        if not walk.is_downgraded:
            walk.report(
                OTHER_LANGUAGE,
                walk.at(key),
                f'"{key}" belongs to {other}, and this state is {of.language}',
                key=True,
                help=_language_help(key, of, other),
                aws=f"The QueryLanguage is set to '{of.language}', but field '{key}' is only supported for the "
                f"'{other}' QueryLanguage",
                aws_at=walk.pointer,
            )
        return
    walk.report(
        UNKNOWN_FIELD,
        walk.at(key),
        f'"{key}" is not a field of {who}',
        key=True,
        help=walk.suggest(key, of.fields) or _where(key, of.owner),
        aws=f"Field '{key}' is not supported",
        aws_at=walk.pointer,
    )


_COUNTERPARTS: Final = {
    "Parameters": "Arguments", "ResultSelector": "Output", "ResultPath": "Output", "OutputPath": "Output",
    "InputPath": "Arguments", "ItemsPath": "Items", "Result": "Output", "Variable": "Condition",
    "Arguments": "Parameters", "Output": "ResultSelector", "Items": "ItemsPath", "Condition": "Variable",
}  # fmt: skip


def _language_help(key: str, of: Plan, other: Language) -> str | None:
    there = _COUNTERPARTS.get(key)
    if there is None and key.endswith("Path"):
        there = key.removesuffix("Path")
    if there is None or there not in of.fields:
        return f'set "QueryLanguage": "{other}"' if other == "JSONata" else None
    return f'{of.language} has "{there}" for it'


def _where(key: str, owner: str) -> str | None:
    """Which other objects have this field, if they are of the same sort."""
    homes = [name for row in FIELDS if row.name == key for name in row.on]
    states = [name for name in STATE_TYPES if name in homes]
    if owner in OWNER_WORDS and states and (owner in STATE_TYPES or owner in ("Branch", "Machine")):
        return f"{_listed(states)} states have it"
    if owner in ("ItemProcessor", "Branch") and "Machine" in homes:
        return "only the machine has it"
    others = list(dict.fromkeys(name for name in homes if name not in STATE_TYPES))
    if others and owner not in STATE_TYPES:
        return f"{OWNER_WORDS[others[0]]} has it"
    return None


def _listed(names: Sequence[str]) -> str:
    if len(names) == len(STATE_TYPES):
        return "all"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _missing(walk: Walk, raw: Raw, of: Plan) -> None:
    names = [key for key in of.required if key not in raw]
    quoted = " and ".join(f'"{name}"' for name in names)
    walk.report(
        MISSING_FIELD,
        walk.pointer,
        f"{quoted} {'is' if len(names) == 1 else 'are'} missing from {OWNER_WORDS[of.owner]}",
        aws=f"These fields are required: [{', '.join(names)}]",
    )


def _count(walk: Walk, raw: Raw, group: Choice, written: list[str]) -> None:
    """A group of fields of which not exactly one is written."""
    if group.names == ("Next", "End") and raw.get("End") is False:
        written = [name for name in written if name != "End"]  # "End": false ends nothing
    if group.on == "Credentials" and not written:
        walk.report(
            MISSING_CHOICE,
            walk.pointer,
            '"RoleArn" is missing from Credentials',
            aws="The field 'RoleArn' is required but was missing",
        )
    elif len(written) > 1:
        quoted = " and ".join(f'"{name}"' for name in written)
        both = "both " if len(written) == 2 else ""
        walk.report(
            EXCLUSIVE_FIELDS,
            walk.pointer,
            f"{both}{quoted} are written; {OWNER_WORDS[group.on]} has one of them",
        )
    elif not written and group.required:
        if "End" in group.names:
            walk.scope.ends = True  # it may be meant to end; nothing more is made of one mistake
        quoted = " nor ".join(f'"{name}"' for name in group.names)
        walk.report(
            MISSING_CHOICE,
            walk.pointer,
            f"{'neither ' if len(group.names) == 2 else 'no '}{quoted} is written",
        )


def _language(value: JSON) -> Language:
    """Anything but exactly "JSONPath" counts as JSONata for all other checks (reported for AWS, 2026)."""
    return "JSONPath" if value == "JSONPath" else "JSONata"


def _check_language_field(walk: Walk, raw: Raw, pointer: str = "") -> None:
    value = raw.get("QueryLanguage", "JSONPath")
    if value.__class__ is not str:
        walk.report(
            WRONG_TYPE,
            f"{pointer}/QueryLanguage",
            f'"QueryLanguage" must be a string, not {shown(value)}',
            aws="Expected value of type [STRING]",
        )
    elif value not in LANGUAGES:
        walk.report(
            UNKNOWN_VALUE,
            f"{pointer}/QueryLanguage",
            f'"QueryLanguage" is {shown(value)}; it must be "JSONPath" or "JSONata"',
            help=walk.suggest(value, LANGUAGES),
            aws="Value should be one of the following: [JSONPath, JSONata]",
        )


@kind("states")
def _states(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not dict:
            wrong_type(walk, key, value, "an object of states")
            return
        if not value:
            walk.report(
                EMPTY_VALUE, walk.at(key), "there are no states", aws="Value cannot be empty"
            )
        base = f"{walk.pointer}/States/"
        for name, raw in value.items():
            check_state(walk, name, raw, base + escape(name))

    return check


def check_state(walk: Walk, name: str, raw: JSON, pointer: str) -> None:
    """Check one state by the plan of its type and language."""
    if not 1 <= len(name) <= MAX_NAME_CHARS:
        message = (
            f"the state's name has {len(name)} characters; at most {MAX_NAME_CHARS} are allowed"
        )
        walk.report(
            NAME_LENGTH, pointer, message if name else "the state's name is empty", key=True
        )
    walk.state = name
    if raw.__class__ is not dict:
        walk.report(WRONG_TYPE, pointer, f"a state must be an object, not {shown(raw)}")
        walk.scope.ends = True
        return
    language = walk.machine_language
    walk.is_downgraded = False
    if "QueryLanguage" in raw:
        _check_language_field(walk, raw, pointer)
        own = _language(raw["QueryLanguage"])
        if own == "JSONPath" and language == "JSONata":
            walk.is_downgraded = True
            walk.report(
                DOWNGRADE,
                f"{pointer}/QueryLanguage",
                "a state of a JSONata machine cannot go back to JSONPath",
                help="leave the machine JSONPath and set JSONata in the states that use it",
                aws="'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                aws_at=pointer,
            )
        language = own
    walk.language = language
    type_ = raw.get("Type")
    if type_.__class__ is not str or type_ not in STATE_TYPES:
        _unknown_type(walk, raw, pointer)
        type_ = _meant_type(raw)
        if type_ is None:
            _follow(walk, raw, pointer)
            return
    walk.state_type = type_
    if type_ in ("Succeed", "Fail"):
        walk.scope.ends = True
    check_object(walk, raw, pointer, plan(type_, language))


def _unknown_type(walk: Walk, raw: Raw, pointer: str) -> None:
    choice = ", ".join(STATE_TYPES)
    aws = f"The field 'Type' should have one of these values: [{choice}]"
    value = raw.get("Type")
    if value is None and "Type" not in raw:
        walk.report(
            MISSING_FIELD,
            pointer,
            '"Type" is missing from the state',
            aws="These fields are required: [Type]",
        )
    elif value.__class__ is not str:
        walk.report(
            WRONG_TYPE, f"{pointer}/Type", f'"Type" must be a string, not {shown(value)}', aws=aws
        )
    else:
        walk.report(
            UNKNOWN_VALUE,
            f"{pointer}/Type",
            f"{shown(value)} is not a state type",
            help=walk.suggest(value, STATE_TYPES) or f"the types are {choice}",
            aws=aws,
        )


_TELLING: Final = (
    ("Resource", "Task"), ("Choices", "Choice"), ("Branches", "Parallel"), ("ItemProcessor", "Map"), ("Iterator", "Map"),
    ("Seconds", "Wait"), ("SecondsPath", "Wait"), ("Timestamp", "Wait"), ("TimestampPath", "Wait"),
    ("Error", "Fail"), ("Cause", "Fail"), ("ErrorPath", "Fail"), ("CausePath", "Fail"),
)  # fmt: skip


def _meant_type(raw: Raw) -> str | None:
    """The type that a state without a known Type is probably meant to have, so that the rest of it is checked."""
    value = raw.get("Type")
    if isinstance(value, str):
        for name in STATE_TYPES:
            if name.lower() == value.lower():
                return name
    return next((name for key, name in _TELLING if key in raw), None)


def _follow(walk: Walk, raw: Raw, pointer: str) -> None:
    """Of a state that nobody understands: where it leads, so that others are not called unreachable for it."""
    walk.scope.ends = True
    for key in ("Next", "Default"):
        target = raw.get(key)
        if isinstance(target, str):
            walk.scope.ways.append(Edge(walk.state, target, pointer, key, ()))


@kind("owner")
def _owner(row: Field, of: str, language: Language) -> Checker:
    inner = row.of

    may_be_expression = row.expression and language == "JSONata"

    def check(walk: Walk, key: str, value: JSON) -> None:
        if may_be_expression and is_expression(value):
            check_expression(walk, value, walk.at(key))
        elif value.__class__ is not dict:
            wrong_type(walk, key, value, "an object")
        elif inner == "ItemProcessor":
            config = value.get("ProcessorConfig")
            is_distributed = config.__class__ is dict and config.get("Mode") == "DISTRIBUTED"
            enter(
                walk,
                value,
                walk.at(key),
                plan(inner, walk.machine_language),
                is_distributed=is_distributed,
            )
        else:
            check_object(walk, value, walk.at(key), plan(inner, language))

    return check


_ENTRY_WORDS: Final = {
    "Retrier": "a retrier", "Catcher": "a catcher", "Branch": "a branch",
    "ChoiceRule": "a choice rule", "Comparison": "a choice rule",
}  # fmt: skip


@kind("owners")
def _owners(row: Field, of: str, language: Language) -> Checker:
    inner = row.of
    word = _ENTRY_WORDS[inner]
    is_scope = inner == "Branch"
    may_be_empty = not row.low

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not list:
            wrong_type(walk, key, value, "an array")
            return
        if not value and not may_be_empty:
            walk.report(EMPTY_VALUE, walk.at(key), f'"{key}" is empty', aws="Value cannot be empty")
        base = walk.at(key)
        for index, entry in enumerate(value):
            pointer = f"{base}/{index}"
            if entry.__class__ is not dict:
                walk.report(WRONG_TYPE, pointer, f"{word} must be an object, not {shown(entry)}")
            elif is_scope:
                enter(walk, entry, pointer, plan(inner, walk.machine_language))
            else:
                check_object(walk, entry, pointer, plan(inner, language))

    return check
