"""Activities, their workers, and everybody who answers a task by its token.

Source: recorded answers; API reference of the same names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from asl.jsonvalue import JSON
from asl.vocabulary import signals
from asl.vocabulary.signals import Signal
from emulator.api import paging
from emulator.api.configuration import checked_encryption
from emulator.api.names import checked_name
from emulator.api.operations.tags import check_room, tags_of
from emulator.api.service import Answer, Request, Service
from emulator.arns import parse_arn
from emulator.errors import ServiceError, activity_does_not_exist
from emulator.runtime import commands
from emulator.runtime.catalog import Activity

_POLL_S: Final = 60.0  # API reference, GetActivityTask
_MAX_POLLERS: Final = 1_000  # AWS guide, Quotas


async def create_activity(service: Service, request: Request) -> Answer:
    """Idempotent by name."""
    name = checked_name(request["name"])
    settings = checked_encryption(request)
    tags = tags_of(request)
    arn = f"{service.home}:activity:{name}"
    catalog = service.catalog
    activity = catalog.activities.get(arn)
    if activity is None:
        check_room(tags, arn)
        activity = catalog.add_activity(
            arn, name, {"encryptionConfiguration": settings}, service.now_ms
        )
        if tags:
            catalog.tag(arn, tags)
    elif activity.settings.get("encryptionConfiguration") != settings:
        raise ServiceError("ActivityAlreadyExists", f"Activity Already Exists: '{arn}'")
    await service.runtime.durable()
    return {"activityArn": arn, "creationDate": activity.created_ms}


def _activity(service: Service, request: Request) -> Activity:
    arn = parse_arn(request["activityArn"], "activity")
    activity = service.catalog.activities.get(arn.text)
    if activity is None:
        raise activity_does_not_exist(arn.text)
    return activity


def describe_activity(service: Service, request: Request) -> Answer:
    activity = _activity(service, request)
    return {
        "activityArn": activity.arn,
        "name": activity.name,
        "creationDate": activity.created_ms,
        "encryptionConfiguration": activity.settings.get("encryptionConfiguration"),
    }


async def delete_activity(service: Service, request: Request) -> Answer:
    """Idempotent."""
    arn = parse_arn(request["activityArn"], "activity")
    service.catalog.remove_activity(arn.text)
    await service.runtime.durable()
    return {}


def list_activities(service: Service, request: Request) -> Answer:
    activities = sorted(service.catalog.activities.values(), key=_by_name)
    shown, token = paging.page(service, request, activities, _by_name, "activities")
    return {
        "activities": [
            {
                "activityArn": activity.arn,
                "name": activity.name,
                "creationDate": activity.created_ms,
            }
            for activity in shown
        ],
        "nextToken": token,
    }


def _by_name(activity: Activity) -> list[JSON]:
    return [activity.name, activity.arn]


async def get_activity_task(service: Service, request: Request) -> Answer:
    """The next task, when there is one within a minute; else an answer without a token."""
    activity = _activity(service, request)
    runtime = service.runtime
    if runtime.activities.pollers(activity.arn) >= _MAX_POLLERS:
        raise ServiceError(
            "ActivityWorkerLimitExceeded", f"Activity Worker Limit Exceeded: '{activity.arn}'"
        )
    found = await commands.next_activity_task(
        runtime, activity.arn, request.get("workerName"), _POLL_S
    )
    if found is None:
        return {"taskToken": None, "input": None}
    token, given = found
    return {"taskToken": token, "input": given}


# -------------------------------------------------------------------- answers


async def send_task_success(service: Service, request: Request) -> Answer:
    """The token's form is looked at first, then the output, then whether the task still waits (recorded)."""
    output = request["output"]

    def check() -> None:
        if not commands.is_json(output):
            raise ServiceError("InvalidOutput", f"Invalid Output: '{output}' is not valid JSON.")

    return await _answer(
        service, request, lambda effect_id: signals.TaskSucceeded(effect_id, output, True), check
    )


async def send_task_failure(service: Service, request: Request) -> Answer:
    error, cause = request.get("error"), request.get("cause")
    return await _answer(
        service, request, lambda effect_id: signals.TaskFailed(effect_id, error, cause)
    )


async def send_task_heartbeat(service: Service, request: Request) -> Answer:
    return await _answer(service, request, signals.TaskHeartbeat)


async def _answer(
    service: Service,
    request: Request,
    make: Callable[[str], Signal],
    check: Callable[[], None] = lambda: None,
) -> Answer:
    await commands.answer_task(service.runtime, request["taskToken"], make, check)
    return {}
