"""What a Task hands to its integration: required parameters, those it does not have, and the task token.

All of it is advice: the service checks parameters by models of its own, which nobody has recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from asl.check.diagnostic import Rule
from asl.check.plan import owner
from asl.check.walk import Raw, Walk
from asl.jsonvalue import JSON
from asl.source.position import escape

if TYPE_CHECKING:
    from asl.resources.integrations import Integration

_GUIDE: Final = "AWS guide, Integrating optimized services"

MISSING_PARAMETER: Final = Rule(
    "ASL2807",
    "missing-parameter",
    "Without its required parameters a call cannot be made.",
    _GUIDE,
    "warning",
    None,
)
UNKNOWN_PARAMETER: Final = Rule(
    "ASL2808",
    "unknown-parameter",
    "A parameter that the integration does not have is refused or dropped.",
    _GUIDE,
    "warning",
    None,
)
NO_TOKEN: Final = Rule(
    "ASL2809",
    "token-not-passed",
    "A task that waits for its token must hand it on, else nobody can answer.",
    "AWS guide, Wait for a callback with task token",
    "warning",
    None,
)
TOKEN_OUT_OF_PLACE: Final = Rule(
    "ASL2810",
    "token-without-callback",
    "Only a task that waits for its token has one; elsewhere reading it fails the execution.",
    "AWS guide, Context object",
    "warning",
    None,
)


@owner("Task")
def parameters_fit(walk: Walk, raw: Raw) -> None:
    """The call has what it needs, and nothing it does not know."""
    text = raw.get("Resource")
    if text.__class__ is not str or text[:4] != "arn:":
        return
    from asl.resources.arn import parse_resource
    from asl.resources.integrations import integration

    resource = parse_resource(text)
    if resource is None:
        return
    field = "Arguments" if walk.language == "JSONata" else "Parameters"
    given = raw.get(field)
    if given is not None and given.__class__ is not dict:
        return  # an expression, or something odd that is reported elsewhere
    if resource.pattern == "token" or resource.pattern == "request-response":
        _token(walk, given or {}, field, waits=resource.pattern == "token")
    row = integration(resource)
    if row is not None:
        _parameters(walk, row, given or {}, field if given is not None else None)


def _parameters(walk: Walk, row: Integration, given: Raw, field: str | None) -> None:
    place = walk.at(field) if field else walk.pointer
    is_template = field != "Arguments"
    names = {key[:-2] if is_template and key[-2:] == ".$" else key for key in given}
    missing = [name for name in row.required if name not in names]
    if missing:
        quoted = " and ".join(f'"{name}"' for name in missing)
        walk.report(
            MISSING_PARAMETER,
            place,
            f"{row.service}:{row.action} needs {quoted}",
        )
    elif row.one_of and not names.intersection(row.one_of):
        quoted = " or ".join(f'"{name}"' for name in row.one_of)
        walk.report(MISSING_PARAMETER, place, f"{row.service}:{row.action} needs {quoted}")
    if row.accepts is None or field is None:
        return
    for key in given:
        name = key[:-2] if is_template and key[-2:] == ".$" else key
        if name not in row.accepts:
            walk.report(
                UNKNOWN_PARAMETER,
                f"{place}/{escape(key)}",
                f'"{name}" is not a parameter of {row.service}:{row.action}',
                key=True,
                help=walk.suggest(name, row.accepts),
            )


def _token(walk: Walk, given: Raw, field: str, *, waits: bool) -> None:
    """A task token is handed on by those that wait for it, and by nobody else."""
    if waits:
        if not any("$$" in text or "$states.context" in text for text in _texts(given)):
            walk.report(
                NO_TOKEN,
                walk.at(field) if given else walk.pointer,
                "the task's token is not handed on, so nobody can answer",
                help='pass "$states.context.Task.Token"'
                if field == "Arguments"
                else 'pass "$$.Task.Token" in an entry whose name ends in ".$"',
            )
    elif any("$$.Task.Token" in text or "context.Task.Token" in text for text in _texts(given)):
        walk.report(
            TOKEN_OUT_OF_PLACE,
            walk.at(field),
            "there is no task token here",
            help='add ".waitForTaskToken" to the Resource',
        )


def _texts(value: JSON) -> Iterator[str]:
    pending = [value]
    while pending:
        at = pending.pop()
        if at.__class__ is str:
            yield at
        elif at.__class__ is dict:
            pending.extend(at.values())
        elif at.__class__ is list:
            pending.extend(at)
