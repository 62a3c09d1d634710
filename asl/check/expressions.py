"""JSONata in a definition: delimiters, syntax, and what `$states` offers where.

A string is an expression if it begins with `{%` and ends with `%}`; anything else is text (recorded: a space before `{%` makes
it text). Text with one delimiter only is a mistake wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from asl.check.diagnostic import Rule
from asl.check.faults import wrong_type
from asl.check.plan import Checker, kind
from asl.check.walk import Read, Walk
from asl.jsonvalue import JSON
from asl.model.fields import Field, Language
from asl.source.position import escape

_JSONATA: Final = "AWS guide, Transforming data with JSONata"

SYNTAX: Final = Rule(
    "ASL2301",
    "jsonata-syntax",
    "An expression that cannot be read is refused when the machine is created.",
    _JSONATA,
    aws_code="INVALID_JSONATA_EXPRESSION",
)
DELIMITERS: Final = Rule(
    "ASL2302",
    "jsonata-delimiters",
    "An expression stands between {% and %}; with one of them it would silently be text.",
    _JSONATA,
)
STATES_FIELD: Final = Rule(
    "ASL2303",
    "states-field-unavailable",
    "$states.result exists where there is a result, $states.errorOutput in a Catch, nothing else anywhere.",
    "AWS guide, Transforming data: reserved variable $states",
    aws_code="UNSUPPORTED_JSONATA_EXPRESSION",
)
ROOT: Final = Rule(
    "ASL2304",
    "jsonata-root",
    "There is no input document in a state's expressions: data comes from $states and variables.",
    "AWS API, 2026: UNSUPPORTED_JSONATA_EXPRESSION",
    aws_code="UNSUPPORTED_JSONATA_EXPRESSION",
)
OUTSIDE_SPACE: Final = Rule(
    "ASL2305",
    "space-outside-delimiters",
    "With a space before {% or after %} the string is text and is not evaluated (recorded).",
    _JSONATA,
    "warning",
    None,
)
NO_EVAL: Final = Rule(
    "ASL2306",
    "jsonata-eval",
    "The service has no $eval; calling it fails when the state runs.",
    "AWS guide, JSONata functions provided by Step Functions",
    "warning",
    None,
)


class Expression(NamedTuple):
    """What is known of one `{% … %}` text. Offsets count in the whole text, delimiters included."""

    fault: str | None = None
    offset: int = 0
    variables: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # the fields of $states that it reads, "" for all of it
    reads_root: bool = False
    calls_eval: bool = False
    offsets: Mapping[str, int] = {}  # never changed


_KEPT: Final = 8_192
_known: Final[dict[str, Expression]] = {}


def is_expression(value: JSON) -> bool:
    """Whether a JSONata state evaluates this value."""
    return value.__class__ is str and value[:2] == "{%" and value[-2:] == "%}" and len(value) > 3


def expression_facts(text: str) -> Expression:
    """What is known of an expression, parsed once for every distinct text."""
    facts = _known.get(text)
    if facts is None:
        if len(_known) >= _KEPT:
            _known.clear()
        facts = _known[text] = _read(text)
    return facts


def _read(text: str) -> Expression:
    from asl.query.jsonata.expression import reads, syntax_errors

    for problem in syntax_errors(text):
        return Expression(problem.message, problem.position)
    found = reads(text)
    return Expression(
        None,
        0,
        found.variables,
        found.states,
        found.reads_root,
        "eval" in found.functions,
        found.offsets,
    )


def check_expression(walk: Walk, text: str, pointer: str, extra: tuple[str, ...] = ()) -> None:
    """Check one expression. `extra` are the fields of $states besides input and context there."""
    facts = expression_facts(text)
    if facts.fault is not None:
        walk.report(SYNTAX, pointer, facts.fault, offset=facts.offset, aws=facts.fault)
        return
    for field in facts.states:
        if field and field != "input" and field != "context" and field not in extra:
            walk.report(
                STATES_FIELD,
                pointer,
                f'"$states.{field}" does not exist here',
                help=_states_help(field, extra),
                offset=facts.offsets.get(f"$states.{field}"),
                aws=f"Field '$states.{field}' does not exist.",
            )
    if facts.reads_root:
        walk.report(
            ROOT,
            pointer,
            '"$$" names nothing in a state',
            help='write "$states.input" for the state\'s input',
            offset=facts.offsets.get("$$"),
            aws="Reference to '$$' is not supported.",
        )
    if facts.calls_eval:
        walk.report(
            NO_EVAL,
            pointer,
            '"$eval" does not exist',
            help='"$parse" reads JSON text',
            offset=facts.offsets.get("$eval"),
        )
    for name in facts.variables:
        walk.scope.reads.append(Read(walk.state, name, pointer))


def _states_help(field: str, extra: tuple[str, ...]) -> str:
    where = {
        "result": "a result exists in Output and Assign of Task, Parallel and Map states",
        "errorOutput": "an error output exists in Output and Assign of a catcher",
    }.get(field)
    if where:
        return where
    names = ("input", *extra, "context")
    return f"$states has {', '.join(names[:-1])} and {names[-1]} here"


def check_text_value(walk: Walk, text: str, pointer: str) -> None:
    """Check a string of a JSONata state that is not an expression."""
    opens, closes = "{%" in text, "%}" in text
    if not opens and not closes:
        return
    bare = text.strip()
    starts, ends = bare.startswith("{%"), bare.endswith("%}")
    if starts and ends and len(bare) > 3:
        walk.report(
            OUTSIDE_SPACE,
            pointer,
            "a space outside the delimiters makes this plain text",
            help='begin with "{%" and end with "%}"',
        )
    elif starts and not closes:
        walk.report(DELIMITERS, pointer, 'the expression is not closed with "%}"')
    elif ends and not opens:
        walk.report(DELIMITERS, pointer, 'the expression is not opened with "{%"')
    elif bare in ("{%}", "{%%}"):
        walk.report(DELIMITERS, pointer, f'"{bare}" holds no expression')


def check_json(walk: Walk, value: JSON, pointer: str, extra: tuple[str, ...] = ()) -> None:
    """Check a value that may hold expressions at any depth."""
    if value.__class__ is str:
        _check_string(walk, value, pointer, extra)
        return
    pending = [(value, pointer)]
    while pending:
        at, place = pending.pop()
        entries: Iterable[tuple[str | int, JSON]]
        if at.__class__ is dict:
            entries = at.items()
        elif at.__class__ is list:
            entries = enumerate(at)
        else:
            continue
        inner = []
        for key, member in entries:
            if member.__class__ is str:
                if "%" in member:
                    _check_string(walk, member, f"{place}/{escape(str(key))}", extra)
            elif member.__class__ is dict or member.__class__ is list:
                inner.append((member, f"{place}/{escape(str(key))}"))
        pending.extend(reversed(inner))


def _check_string(walk: Walk, text: str, pointer: str, extra: tuple[str, ...]) -> None:
    if is_expression(text):
        check_expression(walk, text, pointer, extra)
    else:
        check_text_value(walk, text, pointer)


_RESULTS: Final = ("Task", "Parallel", "Map")


def _extra(row: Field, of: str) -> tuple[str, ...]:
    """The fields of $states that this field sees besides input and context."""
    if row.name not in ("Output", "Assign"):
        return ()
    if of == "Catcher":
        return ("errorOutput",)
    return ("result",) if of in _RESULTS else ()


@kind("json")
def _json(row: Field, of: str, language: Language) -> Checker:
    extra = _extra(row, of)

    def check(walk: Walk, key: str, value: JSON) -> None:
        check_json(walk, value, walk.at(key), extra)

    return check


@kind("object")
def _object(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not dict and not is_expression(value):
            wrong_type(walk, key, value, "an object or a {% … %} expression")
        else:
            check_json(walk, value, walk.at(key))

    return check


@kind("items")
def _items(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not list and value.__class__ is not dict and not is_expression(value):
            wrong_type(walk, key, value, "an array, an object or a {% … %} expression")
        else:
            check_json(walk, value, walk.at(key))

    return check


@kind("condition")
def _condition(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if is_expression(value):
            check_expression(walk, value, walk.at(key))
        elif value.__class__ is not bool:
            wrong_type(walk, key, value, "true, false or a {% … %} expression")

    return check
