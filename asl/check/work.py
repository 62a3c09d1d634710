"""Tasks: what their Resource names, what an Express machine may use, and how long they may take.

Whether a resource exists is `asl.resources`' to say; here it is asked, once for every distinct text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asl.check.diagnostic import Rule
from asl.check.faults import wrong_type
from asl.check.plan import Checker, kind, owner
from asl.check.walk import Raw, Walk
from asl.jsonvalue import JSON
from asl.model.fields import Field, Language

if TYPE_CHECKING:
    from asl.resources.catalogue import Place, ResourceProblem

_RESOURCES: Final = "AWS guide, Integrating services"

NOT_A_RESOURCE: Final = Rule(
    "ASL2801",
    "resource-not-an-arn",
    "A Resource is an ARN that says what does the work.",
    _RESOURCES,
)
UNKNOWN_RESOURCE: Final = Rule(
    "ASL2802",
    "unknown-resource",
    "A service, action or pattern that Step Functions does not have is refused.",
    "AWS API, recorded answers; AWS guide, Integrating services",
)
PLACEHOLDER: Final = Rule(
    "ASL2803",
    "placeholder-resource",
    "A placeholder is filled in before deployment; until then the service refuses it.",
    _RESOURCES,
    "warning",
    aws_severity="error",
)
DOUBTFUL: Final = Rule(
    "ASL2806",
    "doubtful-resource",
    "Some services are retired, some actions spelled otherwise in the guide.",
    _RESOURCES,
    "warning",
    None,
)
EXPRESS_PATTERN: Final = Rule(
    "ASL2804",
    "express-pattern",
    "An Express execution lasts minutes: it cannot wait for jobs, tokens or activities.",
    "AWS guide, Choosing workflow type; AWS API, recorded answers",
)
HEARTBEAT: Final = Rule(
    "ASL2805",
    "heartbeat-not-below-timeout",
    "A heartbeat that is not shorter than the timeout never fires.",
    "ASL spec, Task State",
)

_NOT_AN_ARN: Final = ("not-an-arn", "malformed")
_FILLED_IN: Final = ("placeholder", "foreign")


@kind("resource")
def _resource(row: Field, of: str, language: Language) -> Checker:
    place: Place = of if of in ("ItemReader", "ResultWriter") else "Task"  # type: ignore[assignment]  # the test

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            wrong_type(walk, key, value, "an ARN", aws="Expected value of type [STRING]")
            return
        from asl.resources.catalogue import express_problem, recognised  # large: only for Tasks

        problem = recognised(value, place)
        if problem is not None:
            _report(walk, key, problem)
        elif walk.is_express and place == "Task":
            problem = express_problem(value)
            if problem is not None:
                _report(walk, key, problem)

    return check


def _report(walk: Walk, key: str, problem: ResourceProblem) -> None:
    if not problem.is_error:
        rule = PLACEHOLDER if problem.kind in _FILLED_IN else DOUBTFUL
    elif problem.kind == "express":
        rule = EXPRESS_PATTERN
    elif problem.kind in _NOT_AN_ARN:
        rule = NOT_A_RESOURCE
    else:
        rule = UNKNOWN_RESOURCE
    walk.report(rule, walk.at(key), problem.message, help=problem.help, aws=problem.aws_message)


@owner("Task")
def heartbeat_is_shorter(walk: Walk, raw: Raw) -> None:
    """HeartbeatSeconds is smaller than TimeoutSeconds where both are numbers."""
    heartbeat, timeout = raw.get("HeartbeatSeconds"), raw.get("TimeoutSeconds")
    if heartbeat.__class__ is int and timeout.__class__ is int and heartbeat >= timeout >= 1:
        walk.report(
            HEARTBEAT,
            walk.at("HeartbeatSeconds"),
            f'"HeartbeatSeconds" is {heartbeat}; it must be smaller than "TimeoutSeconds", {timeout}',
        )
