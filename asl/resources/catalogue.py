"""Whether Step Functions knows a resource, and what to write instead.

`recognised` answers for one Resource text: None, or the one thing that is wrong with it. Errors are what the service
refuses when a state machine is created; warnings are what it takes, or what nobody but the author can decide:

- a text that holds the place of an ARN (`${Function}`, REPLACE_WITH_YOUR_LAMBDA_ARN) is filled in before deployment;
- a URI that is no ARN is a resource in the language's specification, of another system than AWS;
- `aws-sdk` services that AWS has retired, and actions with a capital first letter against the guide's rule.

Source: recorded answers of CreateStateMachine for the wording; AWS guide, "Integrating services".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from asl.resources.arn import SUFFIXES, Resource, parse_resource
from asl.resources.integrations import INTEGRATIONS, READERS, SERVICES, WRITERS

if TYPE_CHECKING:
    from asl.source.problem import Severity

Place: TypeAlias = Literal["Task", "ItemReader", "ResultWriter"]
ProblemKind: TypeAlias = Literal[
    "not-an-arn",
    "foreign",
    "placeholder",
    "malformed",
    "unknown-service",
    "unknown-action",
    "unsupported-action",
    "pattern",
    "casing",
    "retired",
    "place",
    "express",
]


class ResourceProblem(NamedTuple):
    """One finding. `aws_message` is what the service answers, where that is known."""

    kind: ProblemKind
    message: str
    help: str | None = None
    severity: Severity = "error"
    aws_code: str | None = "SCHEMA_VALIDATION_FAILED"
    aws_message: str | None = None

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


_NOT_AN_ARN: Final = "Value is not a valid resource ARN"  # quoted in public reports
_FUNCTION: Final = "arn:aws:lambda:REGION:ACCOUNT:function:NAME"
_HOLDS_PLACE: Final = r"[$#]\{|\{\{|<[^<>]+>|__\w+__|%[A-Z_]{3,}%|(?i:_tbd_)"
_LOUD_WORD: Final = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"  # REPLACE_ME
_URI: Final = r"[A-Za-z][A-Za-z0-9+.-]*:\S+"  # RFC 3986: a scheme and the rest
_FUNCTION_NAME: Final = r"[A-Za-z0-9_.-]+"
_QUALIFIER: Final = r"\$LATEST(?:\.PUBLISHED)?|[A-Za-z0-9_-]+"


def recognised(resource: str | Resource, place: Place = "Task") -> ResourceProblem | None:
    """What is wrong with a Resource in a Task, an ItemReader or a ResultWriter; None if nothing is."""
    return _judged(resource if isinstance(resource, str) else resource.arn, place)


def express_problem(resource: str | Resource) -> ResourceProblem | None:
    """Why an Express state machine may not use this resource; None if it may. The wording is recorded."""
    read = parse_resource(resource) if isinstance(resource, str) else resource
    if read is None or read.pattern == "request-response":
        return None
    if read.pattern == "activity":
        aws, what = "Express state machine does not support Activity ARN", "an activity"
    elif read.pattern == "sync":
        aws, what = "Express state machine does not support '.sync' service integration", "a job"
    else:
        # The space at its end is AWS's.
        aws = "Express state machine does not support '.waitForTaskToken' service integration "
        what = "a task token"
    return ResourceProblem(
        "express",
        f"an EXPRESS state machine cannot wait for {what}",
        "make the state machine STANDARD"
        + ("" if read.pattern == "activity" else f', or leave "{read.suffix}" out'),
        aws_message=aws,
    )


@lru_cache(4_096)
def _judged(text: str, place: Place) -> ResourceProblem | None:
    read = parse_resource(text)
    if read is None:
        return _unreadable(text)
    if place != "Task":
        return _judge_of_a_map(read, place)
    if not read.partition.startswith("aws") and not _holds_place(read.partition):
        return ResourceProblem(
            "placeholder",
            f'"{read.partition}" is not a partition of AWS',
            'write "aws", "aws-cn" or "aws-us-gov"',
            "warning",
        )
    if read.kind == "lambda":
        return _judge_function(read)
    if read.kind == "activity":
        return None
    return _judge_sdk(read) if read.kind == "aws-sdk" else _judge_optimised(read)


def _unreadable(text: str) -> ResourceProblem:
    """What a text that is no Resource at all is instead."""
    if _holds_place(text) or re.fullmatch(_LOUD_WORD, text):
        return ResourceProblem(
            "placeholder",
            f'"{text}" holds the place of an ARN',
            "fill it in before the state machine is created",
            "warning",
            aws_message=_NOT_AN_ARN,
        )
    if text.startswith("arn:"):
        return ResourceProblem("not-an-arn", *_bad_arn(text), aws_message=_NOT_AN_ARN)
    if re.fullmatch(_URI, text):
        scheme = text.partition(":")[0]
        return ResourceProblem(
            "foreign",
            f'"{scheme}:" resources are not of AWS: Step Functions takes ARNs only',
            f'a function is "{_FUNCTION}"',
            "warning",
            aws_message=_NOT_AN_ARN,
        )
    return ResourceProblem(
        "not-an-arn",
        f'"{text}" is not an ARN' if text else "the Resource is empty",
        f'a function is "{_FUNCTION}", an integration "arn:aws:states:::SERVICE:ACTION"',
        aws_message=_NOT_AN_ARN,
    )


def _bad_arn(text: str) -> tuple[str, str]:
    """Message and help for an ARN that names no work."""
    parts = [*text.split(":"), *[""] * 6]
    home = parts[2]
    if not parts[1]:
        return "the ARN has no partition", f'write "arn:aws:{home}:…"'
    if home == "lambda":
        return f'"{text}" does not name a function', f'a function is "{_FUNCTION}[:ALIAS]"'
    if home == "states":
        return (
            f'"{text}" names no service and action',
            'write "arn:aws:states:::SERVICE:ACTION" or "arn:aws:states:::aws-sdk:SERVICE:ACTION"',
        )
    if home in SERVICES:
        action = next(action for service, action in INTEGRATIONS if service == home)
        return (
            f'an ARN of "{home}" is a thing, not work to be done',
            f'call the service with "arn:aws:states:::{home}:{action}"'
            " and name the thing in the parameters",
        )
    return (
        f'an ARN of "{home}" names no work for a Task',
        'a Task calls a function, an activity, or "arn:aws:states:::…"',
    )


def _judge_of_a_map(read: Resource, place: Place) -> ResourceProblem | None:
    allowed = READERS if place == "ItemReader" else WRITERS
    name = f"{read.service}:{read.name}"
    if name in allowed or _holds_place(name):
        return None
    return ResourceProblem(
        "place",
        f'"{name}" cannot be the Resource of {place}',
        "write " + " or ".join(f'"arn:aws:states:::{choice}"' for choice in allowed),
        aws_message="The field 'Resource' does not match any of the allowed values",
    )


def _judge_function(read: Resource) -> ResourceProblem | None:
    for part, pattern, what in (
        (read.action, _FUNCTION_NAME, "name"),
        (read.qualifier, _QUALIFIER, "version or alias"),
    ):
        if part and not re.fullmatch(pattern, part) and not _holds_place(part):
            return ResourceProblem(
                "malformed",
                f'"{part}" cannot be the {what} of a function',
                "letters, digits, - and _ make one",
                aws_message=_NOT_AN_ARN,
            )
    return None


def _judge_optimised(read: Resource) -> ResourceProblem | None:
    found = INTEGRATIONS.get((read.service, read.action))
    if found is not None:
        return None if read.suffix in found.suffixes else _wrong_pattern(read, found.suffixes)
    if _holds_place(read.service) or _holds_place(read.action):
        return None
    if read.service == "stateMachine":
        return _unknown(
            read, "unknown-service",
            "a state machine is not a resource of a Task",
            'start it with "arn:aws:states:::states:startExecution.sync:2"'
            " and name it in StateMachineArn",
        )  # fmt: skip
    if read.service not in SERVICES:
        return _unknown(
            read, "unknown-service",
            f'Step Functions has no integration "{read.service}"',
            _sdk_way(read, read.service) or _did_you_mean(read.service, SERVICES),
        )  # fmt: skip
    actions = [action for service, action in INTEGRATIONS if service == read.service]
    wrong = _wrong_suffix(read, actions)
    if wrong:
        return wrong
    return _unknown(
        read, "unknown-action",
        f'the integration "{read.service}" has no action "{read.action}"',
        _did_you_mean(read.action, actions) or _sdk_way(read, SERVICES[read.service].sdk),
    )  # fmt: skip


def _judge_sdk(read: Resource) -> ResourceProblem | None:
    # Only here: the table of every service is large, and most machines name none.
    from asl.resources import sdk

    name = read.service.removeprefix("aws-sdk:")
    service = sdk.service(name)
    if service is None:
        if _holds_place(name):
            return None
        if name in sdk.RETIRED:
            return ResourceProblem(
                "retired", f'AWS has retired the service "{name}"', None, "warning", None
            )
        return _unknown(
            read, "unknown-service",
            f'Step Functions has no SDK integration "{name}"',
            _did_you_mean(name, sdk.services(), sdk.by_client(name)),
        )  # fmt: skip
    if read.action in service.actions:
        return _wrong_pattern(read, ("", ".waitForTaskToken")) if read.pattern == "sync" else None
    if _holds_place(read.action):
        return None
    if read.action in service.left_out:
        return _unknown(
            read, "unsupported-action",
            f'"{read.action}" of "{name}" cannot be called: {service.left_out[read.action]}',
            None,
        )  # fmt: skip
    small = read.action[0].lower() + read.action[1:]
    if small in service.actions:
        return ResourceProblem(
            "casing",
            f'an action begins with a small letter: "{small}"',
            f'write "arn:aws:states:::{read.service}:{small}{read.suffix}"',
            "warning",
        )
    return _wrong_suffix(read, service.actions) or _unknown(
        read, "unknown-action",
        f'the service "{name}" has no action "{read.action}"',
        _did_you_mean(read.action, service.actions),
    )  # fmt: skip


def _wrong_suffix(read: Resource, actions: Iterable[str]) -> ResourceProblem | None:
    """`putItem.sinc`: the action is known, what follows its dot is not."""
    action, dot, suffix = read.action.partition(".")
    if not dot or action not in actions:
        return None
    return _unknown(
        read, "pattern",
        f'".{suffix}" is not a way of calling "{action}"',
        _did_you_mean(f".{suffix}", SUFFIXES),
    )  # fmt: skip


def _wrong_pattern(read: Resource, suffixes: tuple[str, ...]) -> ResourceProblem:
    offered = ", ".join(f'"{read.action}{suffix}"' for suffix in suffixes)
    if read.suffix == ".sync:2" and ".sync" in suffixes:
        # The guide speaks of such variants for services besides Step Functions, without a list.
        return ResourceProblem(
            "pattern",
            f'"{read.service}:{read.name}" is not in the guide',
            f"it has {offered}",
            "warning",
            None,
        )
    return _unknown(
        read, "pattern",
        f'"{read.service}:{read.action}" cannot be called with "{read.suffix}"',
        f"it has {offered}",
    )  # fmt: skip


def _unknown(read: Resource, kind: ProblemKind, message: str, help: str | None) -> ResourceProblem:
    return ResourceProblem(
        kind,
        message,
        help,
        aws_message=f"The resource provided {read.arn} is not recognized. The value is not a valid"
        " resource ARN, or the resource is not available in this region.",
    )


def _holds_place(text: str) -> bool:
    """Whether a part of the text is filled in later: `${Name}`, `<NAME>`, `__name__`, `%NAME%`."""
    return re.search(_HOLDS_PLACE, text) is not None


def _did_you_mean(word: str, choices: Iterable[str], sure: str | None = None) -> str | None:
    if sure is None:
        from difflib import get_close_matches

        folded = {choice.lower(): choice for choice in choices}
        close = get_close_matches(word.lower(), sorted(folded), n=1, cutoff=0.7)
        if not close:
            return None
        sure = folded[close[0]]
    return f'did you mean "{sure}"?'


def _sdk_way(read: Resource, name: str) -> str | None:
    """The same call as an SDK integration, if there is one."""
    from asl.resources import sdk

    service = sdk.service(name) or sdk.service(sdk.by_client(name) or "")
    if service is None or read.action not in service.actions:
        return None
    return f'write "arn:aws:states:::aws-sdk:{service.name}:{read.action}"'
