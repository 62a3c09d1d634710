"""Retry and Catch: which errors their entries name, in which order, and what the numbers may say together."""

from __future__ import annotations

from typing import Final

from asl.check.diagnostic import Rule
from asl.check.plan import owner
from asl.check.walk import Raw, Walk
from asl.jsonvalue import JSON

_ERRORS: Final = "ASL spec, Errors; AWS guide, Handling errors"

ALL_ALONE: Final = Rule(
    "ASL2501",
    "states-all-with-others",
    "States.ALL stands alone in its ErrorEquals: it matches the others anyway.",
    _ERRORS,
)
ALL_LAST: Final = Rule(
    "ASL2502",
    "states-all-not-last",
    "Entries are tried in order, so nothing after States.ALL is ever used.",
    _ERRORS,
)
UNKNOWN_ERROR: Final = Rule(
    "ASL2503",
    "unknown-states-error",
    "Names that begin with States. belong to the service; one that it does not have never matches.",
    _ERRORS,
    "warning",
    None,
)
NEVER_CAUGHT: Final = Rule(
    "ASL2504",
    "uncatchable-error",
    "States.Runtime is never retried or caught, whatever an entry says.",
    "AWS guide, Handling errors; recorded histories",
    "warning",
    None,
)
MAX_DELAY: Final = Rule(
    "ASL2505",
    "max-delay-not-above-interval",
    "MaxDelaySeconds caps a growing interval, so it is larger than IntervalSeconds.",
    "AWS guide, Handling errors: MaxDelaySeconds",
)
NEVER_USED: Final = Rule(
    "ASL2506",
    "error-named-twice",
    "The first entry that names an error is used, so a later one never is.",
    _ERRORS,
    "warning",
    None,
)

ERROR_NAMES: Final = (
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ReferencePathConflict",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
)
_STATUS_CODES: Final = "States.Http.StatusCode."
_KNOWN: Final = frozenset(ERROR_NAMES)


@owner("Retrier", "Catcher")
def error_names(walk: Walk, raw: Raw) -> None:
    """What an entry names in ErrorEquals."""
    names = raw.get("ErrorEquals")
    if names.__class__ is not list:
        return
    for index, name in enumerate(names):
        if name.__class__ is not str or name[:7] != "States.":
            continue
        place = f"{walk.pointer}/ErrorEquals/{index}"
        if name == "States.ALL":
            if len(names) > 1:
                walk.report(
                    ALL_ALONE,
                    f"{walk.pointer}/ErrorEquals",
                    '"States.ALL" must stand alone',
                    help="it matches the other names anyway",
                )
        elif name == "States.Runtime":
            walk.report(NEVER_CAUGHT, place, '"States.Runtime" is never retried or caught')
        elif name not in _KNOWN and not _is_status(name):
            walk.report(
                UNKNOWN_ERROR,
                place,
                f'"{name}" is not an error of the service',
                help=walk.suggest(name, ERROR_NAMES)
                or 'names of your own must not begin with "States."',
            )


def _is_status(name: str) -> bool:
    code = name.removeprefix(_STATUS_CODES)
    return code != name and len(code) == 3 and code.isdigit()


@owner("Task", "Parallel", "Map")
def entries_in_order(walk: Walk, raw: Raw) -> None:
    """States.ALL is last in Retry and in Catch; no error is named twice."""
    for key in ("Retry", "Catch"):
        entries = raw.get(key)
        if entries.__class__ is list and len(entries) > 1:
            _in_order(walk, key, entries)


def _in_order(walk: Walk, key: str, entries: list[JSON]) -> None:
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        names = entry.get("ErrorEquals") if entry.__class__ is dict else None
        if names.__class__ is not list:
            continue
        if "States.ALL" in names and index < len(entries) - 1:
            walk.report(
                ALL_LAST,
                f"{walk.at(key)}/{index}",
                f'"States.ALL" must be in the last entry of "{key}"',
                help="the entries after it are never tried",
            )
        for place, name in enumerate(names):
            if name.__class__ is not str:
                continue
            if seen.setdefault(name, index) != index:
                walk.report(
                    NEVER_USED,
                    f"{walk.at(key)}/{index}/ErrorEquals/{place}",
                    f'"{name}" is already matched by entry {seen[name] + 1} of "{key}"',
                )


@owner("Retrier")
def delay_is_capped_above(walk: Walk, raw: Raw) -> None:
    """MaxDelaySeconds is larger than IntervalSeconds."""
    most = raw.get("MaxDelaySeconds")
    interval = raw.get("IntervalSeconds", 1)
    if most.__class__ is int and interval.__class__ is int and 1 <= most <= interval:
        walk.report(
            MAX_DELAY,
            walk.at("MaxDelaySeconds"),
            f'"MaxDelaySeconds" is {most}; it must be larger than "IntervalSeconds", {interval}',
        )
