"""JSONPath in a definition: paths, reference paths and payload templates.

What a path may look like is `asl.query.jsonpath`'s to say. Here is which sort of path a field takes, and where a template
holds one: the value of an entry whose name ends in `.$`, at any depth.
"""

from __future__ import annotations

from typing import Final

from asl.check.diagnostic import Rule
from asl.check.faults import shown, wrong_type
from asl.check.plan import Checker, kind, owner
from asl.check.texts import (
    CLEAN,
    Cache,
    Facts,
    path_facts,
    reference_facts,
    text_value_facts,
    value_facts,
)
from asl.check.values import PATH_LIKE
from asl.check.walk import Raw, Read, Walk
from asl.jsonvalue import JSON
from asl.model.fields import Field, Language
from asl.source.position import escape

_PATHS: Final = "ASL spec, Paths"
_TEMPLATES: Final = "ASL spec, Payload Template; AWS API, recorded answers"

PATH_SYNTAX: Final = Rule(
    "ASL2201", "path-syntax", "A path that cannot be read selects nothing.", _PATHS
)
REFERENCE_PATH: Final = Rule(
    "ASL2202",
    "reference-path-syntax",
    "Where one value is meant or written to, a path must name one place.",
    "ASL spec, Reference Paths",
)
TARGET_DOCUMENT: Final = Rule(
    "ASL2203",
    "result-path-document",
    "Only the state's own input can be written to: not the context object, not a variable.",
    "ASL spec, ResultPath; AWS guide, Variables",
)
TEMPLATE_VALUE: Final = Rule(
    "ASL2204",
    "template-value",
    "An entry whose name ends in .$ holds a path or an intrinsic call.",
    _TEMPLATES,
)
TEMPLATE_TWICE: Final = Rule(
    "ASL2205",
    "template-entry-twice",
    "x and x.$ would make the same entry.",
    _TEMPLATES,
)
INTRINSIC_LITERAL: Final = Rule(
    "ASL2206",
    "intrinsic-argument",
    "A call with a literal of the wrong type fails whenever it is made.",
    "AWS guide, Intrinsic functions",
    "warning",
    None,
)
TEMPLATE_OBJECT: Final = Rule(
    "ASL2207",
    "template-not-object",
    "A payload template that is not an object is passed on as it is.",
    "ASL spec, Payload Template",
    "warning",
    None,
)
NO_DOLLAR: Final = Rule(
    "ASL2902",
    "path-without-dollar",
    "Without .$ at the end of its name an entry is taken as text.",
    "AWS API reference, ValidateStateMachineDefinition",
    "warning",
    "NO_DOLLAR",
)
STATIC_RESULT: Final = Rule(
    "ASL2903",
    "static-result",
    "A Pass state's Result is taken as it is: paths in it are text.",
    "AWS API reference, ValidateStateMachineDefinition",
    "warning",
    "PASS_RESULT_IS_STATIC",
)


def _note_reads(walk: Walk, facts: Facts, pointer: str) -> None:
    for name in facts.variables:
        walk.scope.reads.append(Read(walk.state, name, pointer))


@kind("path", "reference", "text_path")
def _a_path(row: Field, of: str, language: Language) -> Checker:
    facts_of: Cache = {
        "path": path_facts, "reference": reference_facts, "text_path": text_value_facts,
    }[row.kind]  # fmt: skip
    rule = REFERENCE_PATH if row.kind == "reference" else PATH_SYNTAX
    nullable = row.nullable
    word = "a reference path" if row.kind == "reference" else "a path"

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            if value is not None or not nullable:
                wrong_type(walk, key, value, f"{word} or null" if nullable else word)
            return
        facts = facts_of(value)
        if facts is CLEAN:
            return
        if facts.fault is not None:
            walk.report(
                rule,
                walk.at(key),
                f"{shown(value)} is not {word}: {facts.fault}",
                offset=facts.offset,
                help=_path_help(value),
            )
        else:
            _note_reads(walk, facts, walk.at(key))

    return check


def _path_help(value: str) -> str | None:
    if value.startswith("{%"):
        return 'expressions need "QueryLanguage": "JSONata"'
    if not value.startswith("$"):
        from asl.query.jsonpath.path import is_reference_path

        if value and is_reference_path(f"$.{value.lstrip('.')}"):
            return f'did you mean "$.{value.lstrip(".")}"?'
    return None


@kind("target")
def _target(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            if value is not None:
                wrong_type(walk, key, value, "a reference path or null")
            return
        facts = reference_facts(value)
        if facts is CLEAN:
            return
        if facts.fault is not None:
            walk.report(
                REFERENCE_PATH,
                walk.at(key),
                f"{shown(value)} is not a reference path: {facts.fault}",
                offset=facts.offset,
                help=_path_help(value),
            )
        else:
            what = "the context object" if facts.root == "context" else "a variable"
            walk.report(
                TARGET_DOCUMENT,
                walk.at(key),
                f"{shown(value)} would write to {what}",
                help='"Assign" sets variables' if facts.root == "variable" else None,
            )

    return check


@kind("value")
def _value(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        check_entry(walk, key, value, walk.pointer, walk.pointer)

    return check


@kind("template", "payload")
def _template(row: Field, of: str, language: Language) -> Checker:
    only_object = row.kind == "template"

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is dict or (value.__class__ is list and not only_object):
            check_template(walk, value, walk.at(key))
        elif only_object:
            wrong_type(walk, key, value, "an object")
        else:
            walk.report(
                TEMPLATE_OBJECT,
                walk.at(key),
                f'"{key}" is {shown(value)} as it is, whatever the input',
                help='write an object with names ending in ".$"',
            )

    return check


def check_template(walk: Walk, value: JSON, top: str) -> None:
    """Check a payload template. `top` is the field that holds it: the service names no deeper place."""
    pending: list[tuple[JSON, str]] = [(value, top)]
    while pending:
        at, place = pending.pop()
        if at.__class__ is list:
            inner = [
                (member, f"{place}/{index}")
                for index, member in enumerate(at)
                if member.__class__ is dict or member.__class__ is list
            ]
            pending.extend(reversed(inner))
            continue
        for key, member in at.items():
            if key[-2:] == ".$":
                check_entry(walk, key, member, place, top)
                if key[:-2] in at:
                    walk.report(
                        TEMPLATE_TWICE,
                        f"{place}/{escape(key)}",
                        f'"{key[:-2]}" and "{key}" make the same entry',
                        key=True,
                        aws_at=top,
                    )
            elif member.__class__ is str:
                if member[:1] in "$S" and PATH_LIKE.match(member):
                    no_dollar(walk, key, member, place, top)
            elif member.__class__ is dict or member.__class__ is list:
                pending.append((member, f"{place}/{escape(key)}"))


def check_entry(walk: Walk, key: str, value: JSON, place: str, top: str) -> None:
    """Check an entry whose name ends in `.$`."""
    if value.__class__ is str:
        facts = value_facts(value)
        if facts is CLEAN:
            return
        if facts.fault is None:
            pointer = f"{place}/{escape(key)}"
            _note_reads(walk, facts, pointer)
            if facts.lint is not None:
                walk.report(INTRINSIC_LITERAL, pointer, facts.lint)
            return
        message = f"{shown(value)} is neither a path nor an intrinsic call: {facts.fault}"
        offset, help = facts.offset, _entry_help(walk, value)
    else:
        message = f'"{key}" must hold a path or an intrinsic call, not {shown(value)}'
        offset, help = None, f'without ".$" at the end of its name "{key[:-2]}" may hold any value'
    walk.report(
        TEMPLATE_VALUE,
        f"{place}/{escape(key)}",
        message,
        help=help,
        offset=offset,
        aws=f"The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call",
        aws_at=top,
    )


def _entry_help(walk: Walk, value: str) -> str | None:
    if value.startswith("States.") and "(" in value:
        from asl.query.jsonpath.intrinsic_syntax import SIGNATURES

        name = value[: value.index("(")]
        return None if name in SIGNATURES else walk.suggest(name, SIGNATURES)
    return _path_help(value)


def no_dollar(walk: Walk, key: str, value: str, place: str, top: str) -> None:
    """Report a text that looks like a path in an entry whose name lacks the `.$`."""
    walk.report(
        NO_DOLLAR,
        f"{place}/{escape(key)}",
        f"{shown(value)} is taken as text",
        help=f'to evaluate it, name the entry "{key}.$"',
        aws=f"The value of '{key}' looks like a JSONPath or intrinsic function. "
        f"Use '{key}.$' to evaluate it at runtime.",
        aws_at=top,
    )


@owner("Pass")
def _result_is_static(walk: Walk, raw: Raw) -> None:
    if "Result" not in raw or walk.language != "JSONPath":
        return
    pending = [(raw["Result"], walk.at("Result"))]
    while pending:
        value, place = pending.pop()
        if value.__class__ is str and PATH_LIKE.match(value):
            walk.report(
                STATIC_RESULT,
                place,
                f"{shown(value)} is taken as text",
                help='"Parameters" evaluates paths',
                aws_at=walk.at("Result"),
            )
            return
        if value.__class__ is dict:
            pending.extend((member, f"{place}/{escape(key)}") for key, member in value.items())
        elif value.__class__ is list:
            pending.extend((member, f"{place}/{index}") for index, member in enumerate(value))
