"""The field table as a JSON Schema (2020-12), for editors and for whoever cannot run the checker.

The schema says of a definition what a schema can say: fields, types, bounds, which fields exclude each other, in both query
languages. A state's language depends on the machine's, so states come in three contexts: `JSONPath`, `JSONata` (a state that
says so in a JSONPath machine, whose nested states are JSONPath again) and `JSONataMachine`. What needs more than one object at a
time (transitions, paths, expressions, resources) is the checker's.

`asl.schema.json` beside this module is its output; `scripts/make_schema.py` writes it.
"""

from __future__ import annotations

from typing import Final

from asl.jsonvalue import JSON
from asl.limits import MAX_LABEL_CHARS, MAX_NAME_CHARS
from asl.model.fields import (
    COMBINATIONS,
    LANGUAGES,
    OPERATORS,
    STATE_TYPES,
    Choice,
    Field,
    Language,
    choices,
    rows,
)

CONTEXTS: Final[dict[str, Language]] = {
    "JSONPath": "JSONPath",
    "JSONata": "JSONata",
    "JSONataMachine": "JSONata",
}
_OF_STATES: Final = (
    "Parallel",
    "Map",
    "Branch",
    "ItemProcessor",
)  # hold states, so know the machine
_PARTS: Final = (
    "ProcessorConfig", "ChoiceRule", "Comparison", "Retrier", "Catcher", "Credentials", "ItemReader", "ReaderConfig",
    "ItemBatcher", "ResultWriter", "WriterConfig",
)  # fmt: skip

_EXPRESSION: Final = {
    "title": "A JSONata expression",
    "type": "string",
    "pattern": r"^\{%[\s\S]*%\}$",
}
_TIMESTAMP: Final = (
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?"
    r"(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$"
)
_LABEL: Final = r"""^[^\s?*<>{}\[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]+$"""
_PATH: Final = {"type": "string", "pattern": r"^\$"}

_KINDS: Final[dict[str, JSON]] = {
    "boolean": {"type": "boolean"},
    "end": {"type": "boolean"},
    "path": _PATH,
    "reference": _PATH,
    "target": {"type": "string", "pattern": r"^\$(?![$\w])"},
    "value": {"type": "string", "pattern": r"^(\$|\s*States\.)"},
    "text_path": {"type": "string", "pattern": r"^(\$|\s*States\.)"},
    "template": {"type": "object"},
    "object": {"type": "object"},
    "items": {"type": ["array", "object"]},
    "payload": {},
    "literal": {},
    "json": {},
    "condition": {"type": "boolean"},
    "timestamp": {"type": "string", "pattern": _TIMESTAMP},
    "resource": {"type": "string"},
    "label": {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_LABEL_CHARS,
        "pattern": _LABEL,
    },
    "state": {"type": "string"},
}


def schema() -> JSON:
    """The whole schema."""
    defs: dict[str, JSON] = {"Expression": dict(_EXPRESSION)}
    for language in LANGUAGES:
        for owner in _PARTS:
            defs[f"{language}.{owner}"] = _object(owner, language, language)
        for owner in STATE_TYPES:
            if owner not in _OF_STATES:
                defs[f"{language}.{owner}"] = _object(owner, language, language)
    for context, language in CONTEXTS.items():
        for owner in ("Parallel", "Map"):
            defs[f"{context}.{owner}"] = _object(owner, language, context)
    for machine in ("JSONPath", "JSONataMachine"):
        language = CONTEXTS[machine]
        for owner in ("Branch", "ItemProcessor"):
            defs[f"{machine}.{owner}"] = _object(owner, language, machine)
        defs[f"{machine}.Machine"] = _object("Machine", language, machine)
        defs[f"{machine}.State"] = _state(machine)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Amazon States Language",
        "description": "A state machine definition of AWS Step Functions, in JSONPath or JSONata.",
        "type": "object",
        "if": {
            "properties": {"QueryLanguage": {"const": "JSONata"}},
            "required": ["QueryLanguage"],
        },
        "then": {"$ref": "#/$defs/JSONataMachine.Machine"},
        "else": {"$ref": "#/$defs/JSONPath.Machine"},
        "$defs": defs,
    }


def _state(machine: str) -> JSON:
    """A state of a machine: by its type, and in a JSONPath machine by its own language."""
    if machine == "JSONataMachine":
        ways: list[JSON] = [_by_type(type_, machine) for type_ in STATE_TYPES]
        languages: JSON = {"QueryLanguage": {"const": "JSONata"}}
    else:
        languages = {}
        says = {
            "properties": {"QueryLanguage": {"const": "JSONata"}},
            "required": ["QueryLanguage"],
        }
        ways = [
            {
                "if": says,
                "then": {"allOf": [_by_type(type_, "JSONata") for type_ in STATE_TYPES]},
                "else": {"allOf": [_by_type(type_, "JSONPath") for type_ in STATE_TYPES]},
            }
        ]
    return {
        "type": "object",
        "properties": {"Type": {"enum": list(STATE_TYPES)}, **languages},
        "required": ["Type"],
        "allOf": ways,
    }


def _by_type(type_: str, context: str) -> JSON:
    name = context if type_ in _OF_STATES else CONTEXTS[context]
    return {
        "if": {"properties": {"Type": {"const": type_}}, "required": ["Type"]},
        "then": {"$ref": f"#/$defs/{name}.{type_}"},
    }


def _object(owner: str, language: Language, context: str) -> JSON:
    table = rows(owner, language)
    properties = {name: _property(row, language, context) for name, row in table.items()}
    out: dict[str, JSON] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    required = [name for name, row in table.items() if row.required]
    if required:
        out["required"] = required
    rules = [rule for group in choices(owner, language) for rule in _group(group)]
    rules += _EXTRA.get((owner, language), _EXTRA.get((owner, None), []))
    if rules:
        out["allOf"] = rules
    return out


def _group(group: Choice) -> list[JSON]:
    """Of some fields only one may be written, and perhaps one must."""
    out: list[JSON] = []
    for index, first in enumerate(group.names):
        for second in group.names[index + 1 :]:
            both: dict[str, JSON] = {"required": [first, second]}
            if second == "End":  # "End": false ends nothing, so it may stand beside Next
                both["properties"] = {"End": {"const": True}}
            out.append({"not": both})
    if group.required:
        out.append({"anyOf": [{"required": [name]} for name in group.names]})
    return out


def _comparisons() -> list[JSON]:
    every = (*OPERATORS, *COMBINATIONS)
    return [
        {"oneOf": [{"required": [name]} for name in every]},
        {
            "if": {"anyOf": [{"required": [name]} for name in OPERATORS]},
            "then": {"required": ["Variable"]},
        },
    ]


def _one_of_required(*names: str) -> list[JSON]:
    return [{"anyOf": [{"required": [name]} for name in names]}]


# What a row or a group cannot say.
_EXTRA: Final[dict[tuple[str, Language | None], list[JSON]]] = {
    ("ChoiceRule", "JSONPath"): _comparisons(),
    ("Comparison", "JSONPath"): _comparisons(),
    ("ProcessorConfig", None): [
        {
            "if": {"properties": {"Mode": {"const": "DISTRIBUTED"}}, "required": ["Mode"]},
            "then": {"required": ["ExecutionType"]},
            "else": {"properties": {"ExecutionType": False}},
        }
    ],
    ("ItemBatcher", "JSONPath"): _one_of_required(
        "MaxItemsPerBatch",
        "MaxItemsPerBatchPath",
        "MaxInputBytesPerBatch",
        "MaxInputBytesPerBatchPath",
    ),
    ("ItemBatcher", "JSONata"): _one_of_required("MaxItemsPerBatch", "MaxInputBytesPerBatch"),
    ("ResultWriter", None): _one_of_required("Resource", "WriterConfig"),
}


def _property(row: Field, language: Language, context: str) -> JSON:
    out = _value(row, context)
    if row.nullable:
        out = {"anyOf": [out, {"type": "null"}]}
    if row.expression and language == "JSONata":
        out = {"anyOf": [out, {"$ref": "#/$defs/Expression"}]}
    documented: dict[str, JSON] = {**out, "description": row.doc}
    default = _default(row)
    if default is not None:
        documented["default"] = default
    return documented


def _default(row: Field) -> JSON:
    """A row's default as a value: numbers where the field holds numbers."""
    if row.default is None or row.kind not in ("whole", "number"):
        return row.default
    return int(row.default) if row.kind == "whole" else float(row.default)


def _value(row: Field, context: str) -> dict[str, JSON]:
    match row.kind:
        case "text":
            return _bounded({"type": "string"}, row, "minLength", "maxLength")
        case "whole":
            return _bounded({"type": "integer"}, row, "minimum", "maximum")
        case "number":
            return _bounded({"type": "number"}, row, "minimum", "maximum")
        case "enum" | "language":
            return {"enum": list(row.values)}
        case "texts":
            return _bounded(
                {"type": "array", "items": {"type": "string"}}, row, "minItems", "maxItems"
            )
        case "variables":
            return {"type": "object", "propertyNames": {"maxLength": MAX_NAME_CHARS + 2}}
        case "states":
            machine = "JSONataMachine" if context == "JSONataMachine" else "JSONPath"
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"minLength": 1, "maxLength": MAX_NAME_CHARS},
                "additionalProperties": {"$ref": f"#/$defs/{machine}.State"},
            }
        case "owner":
            return {"$ref": _reference(row.of, context)}
        case "owners":
            entries = {"type": "array", "items": {"$ref": _reference(row.of, context)}}
            return _bounded(entries, row, "minItems", "maxItems")
        case _:
            return dict(_KINDS[row.kind])


def _bounded(value: dict[str, JSON], row: Field, low: str, high: str) -> dict[str, JSON]:
    for name, bound in ((low, row.low), (high, row.high)):
        if bound is not None:
            value[name] = int(bound) if bound == int(bound) else bound
    return value


def _reference(owner: str, context: str) -> str:
    if owner in ("Branch", "ItemProcessor"):
        machine = "JSONataMachine" if context == "JSONataMachine" else "JSONPath"
        return f"#/$defs/{machine}.{owner}"
    return f"#/$defs/{CONTEXTS[context]}.{owner}"
