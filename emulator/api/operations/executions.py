"""StartExecution and what becomes of it: describe, list, history, stop, redrive.

Source: reference of recorded answers; API reference of the same names.
"""

from __future__ import annotations

from typing import Final

from asl.jsonvalue import JSON, JsonTextError
from emulator.api import paging
from emulator.api.names import checked_name
from emulator.api.routing import Target, no_label, target_of
from emulator.api.service import Answer, Request, Service
from emulator.arns import Arn, parse_arn
from emulator.errors import (
    ServiceError,
    not_of_this_type,
    resource_not_found,
    validation,
)
from emulator.runtime import commands, map_runs, views
from emulator.runtime.hosted import Hosted
from emulator.runtime.views import Facts

_INCLUDED: Final = {"included": True}
_DAY_MS: Final = 86_400_000
# API reference, RedriveExecution: a client token counts for 15 minutes, and the last ten are kept.


# -------------------------------------------------------------------- start


async def start_execution(service: Service, request: Request) -> Answer:
    """Idempotent by name and input text while the execution is open (Standard); Express knows no idempotency."""
    target = target_of(service, request["stateMachineArn"])
    given = request.get("input", "{}")
    name = request.get("name")
    runtime = service.runtime
    if target.machine.type == "EXPRESS":
        hosted = _begin(service, target, request, _name(service, name), given)
        facts = await commands.started(runtime, hosted)
    elif name is None:
        hosted = _begin(service, target, request, _name(service, None), given)
        facts = await commands.started(runtime, hosted)
    else:
        there = _already(service, target, checked_name(name), given)
        if there is None:
            facts = await commands.started(runtime, _begin(service, target, request, name, given))
        else:
            facts = await commands.started(runtime, there)
    return {"executionArn": facts.arn, "startDate": facts.started_ms}


def _already(service: Service, target: Target, name: str, given: str) -> Hosted | None:
    """The open execution that this request means, None if it is a new one.

    Raises:
        ServiceError: ExecutionAlreadyExists.
    """
    machine = target.machine
    arn = f"{machine.arn.replace(':stateMachine:', ':execution:', 1)}:{name}"
    runtime = service.runtime
    facts = views.peek(runtime, arn)
    if facts is None:
        return None
    if facts.is_open and facts.input == given and arn in runtime.executions:
        return runtime.executions[arn]
    kept_ms = service.settings.retention_days * _DAY_MS
    if facts.stopped_ms is not None and service.now_ms - facts.stopped_ms >= kept_ms:
        return None
    raise ServiceError("ExecutionAlreadyExists", f"Execution Already Exists: '{arn}'")


def _name(service: Service, name: str | None) -> str:
    return service.uuid() if name is None else checked_name(name)


def _begin(service: Service, target: Target, request: Request, name: str, given: str) -> Hosted:
    try:
        return commands.begin(
            service.runtime,
            target.machine,
            target.revision,
            name,
            given,
            version_arn=target.version_arn,
            alias_arn=target.alias_arn,
            express_id=service.uuid() if target.machine.type == "EXPRESS" else None,
            trace_header=request.get("traceHeader"),
            test_case=target.test_case,
        )
    except JsonTextError as e:
        raise ServiceError(
            "InvalidExecutionInput",
            f"Invalid State Machine Execution Input: '{_why_no_json(given, e)}'",
        ) from None


def _why_no_json(text: str, error: JsonTextError) -> str:
    """In Jackson's words, without its place (recorded)."""
    from asl.source.jsontext import JsonFault, scan

    if not text.strip():
        return "Invalid execution input."
    try:
        scan(text)
    except JsonFault as fault:
        return fault.jackson or fault.message
    return error.message


async def start_sync_execution(service: Service, request: Request) -> Answer:
    """Express only; the answer is a 200 whatever the execution's end."""
    target = target_of(service, request["stateMachineArn"])
    if target.machine.type != "EXPRESS":
        raise not_of_this_type()
    given = request.get("input", "{}")
    hosted = _begin(service, target, request, _name(service, request.get("name")), given)
    facts = await commands.finished(service.runtime, hosted)
    billed = views.billing(service.runtime, hosted)
    return {
        "executionArn": facts.arn,
        "stateMachineArn": facts.machine_arn,
        "name": facts.name,
        "startDate": facts.started_ms,
        "stopDate": facts.stopped_ms,
        "status": facts.status,
        "error": facts.error,
        "cause": facts.cause,
        "input": facts.input,
        "inputDetails": _INCLUDED,
        "output": facts.output,
        "outputDetails": _INCLUDED,
        "traceHeader": facts.trace_header,
        "billingDetails": {
            "billedMemoryUsedInMB": billed.mb,
            "billedDurationInMilliseconds": billed.ms,
        },
    }


# -------------------------------------------------------------------- one execution


def _execution_arn(request: Request) -> Arn:
    return parse_arn(request["executionArn"], "execution")


def describe_execution(service: Service, request: Request) -> Answer:
    arn = _execution_arn(request)
    facts = views.find(service.runtime, arn.text)
    status, reason = views.redrivable(service.runtime, facts)
    has_all = request.get("includedData") != "METADATA_ONLY"
    answer: Answer = {
        **_common(facts),
        "error": facts.error,
        "cause": facts.cause,
        "traceHeader": facts.trace_header,
        "redriveStatus": status,
        "redriveStatusReason": reason,
    }
    if facts.status == "TIMED_OUT":
        answer["error"] = answer["cause"] = None  # recorded: only the history tells
    if has_all:
        answer["input"], answer["inputDetails"] = facts.input, _INCLUDED
        if facts.output is not None:
            answer["output"], answer["outputDetails"] = facts.output, _INCLUDED
    return answer


def _common(facts: Facts) -> Answer:
    """What a list and a description have in common."""
    return {
        "executionArn": facts.arn,
        "stateMachineArn": facts.machine_arn,
        "name": facts.name,
        "status": facts.status,
        "startDate": facts.started_ms,
        "stopDate": facts.stopped_ms,
        "mapRunArn": facts.map_run_arn,
        "stateMachineVersionArn": facts.version_arn,
        "stateMachineAliasArn": facts.alias_arn,
        "redriveCount": facts.redrive_count,
        "redriveDate": facts.redriven_ms,
    }


def get_execution_history(service: Service, request: Request) -> Answer:
    arn = _execution_arn(request)
    reverse = request.get("reverseOrder", False)
    what = ("history", arn.text, reverse)
    from_id = paging.position(service, request, *what)
    events, following = views.history(
        service.runtime,
        arn.text,
        from_id=from_id,
        reverse=reverse,
        limit=paging.size_of(request),
        include_data=request.get("includeExecutionData", True),
    )
    return {"events": events, "nextToken": paging.token(service, following, *what)}


async def stop_execution(service: Service, request: Request) -> Answer:
    """Answers 200 for a closed one too, which keeps its end (recorded)."""
    arn = _execution_arn(request)
    stopped_ms = await commands.stop(
        service.runtime, arn.text, request.get("error"), request.get("cause")
    )
    return {"stopDate": stopped_ms}


async def redrive_execution(service: Service, request: Request) -> Answer:
    """A clientToken that came before gives the first answer, whatever has happened since."""
    arn = _execution_arn(request)
    client_token = request.get("clientToken")
    runtime = service.runtime
    facts = views.find(runtime, arn.text)
    if "/" in arn.name:
        raise validation(
            "Redrive of a Map Run's child execution is not supported: redrive the parent",
            reason="API_DOES_NOT_SUPPORT_LABELED_ARNS",
        )
    if client_token is not None:
        date_ms = views.redriven_ms(runtime, arn.text, client_token)
        if date_ms is not None:
            return {"redriveDate": date_ms}
    status, reason = views.redrivable(runtime, facts)
    if status != "REDRIVABLE":
        raise ServiceError(
            "ExecutionNotRedrivable", f"Execution {arn.text} invalid for redrive as: {reason}"
        )
    return {"redriveDate": await commands.redrive(runtime, arn.text, client_token)}


# -------------------------------------------------------------------- lists


def list_executions(service: Service, request: Request) -> Answer:
    """Of a machine (or one version or alias of it), or of a Map Run."""
    machine_arn, map_run_arn = request.get("stateMachineArn"), request.get("mapRunArn")
    if (machine_arn is None) == (map_run_arn is None):
        raise validation(
            "Exactly one of stateMachineArn and mapRunArn must be specified",
            reason="MISSING_REQUIRED_PARAMETER",
        )
    status, redrive = request.get("statusFilter"), request.get("redriveFilter")
    if status == "PENDING_REDRIVE" and map_run_arn is None:
        raise validation(
            "PENDING_REDRIVE is a status of a Map Run's child executions: mapRunArn must be specified"
        )
    of: dict[str, str | None]
    if machine_arn is not None:
        of = _of_machine(service, machine_arn)
    else:
        of = {"map_run_arn": _map_run(service, request["mapRunArn"])}
    what: tuple[JSON, ...] = ("executions", machine_arn, map_run_arn, status, redrive)
    before = paging.position(service, request, *what)
    page, following = views.executions(
        service.runtime,
        **of,
        status=status,
        redriven=None if redrive is None else redrive == "REDRIVEN",
        before=None if before is None else (before[0], before[1]),
        limit=paging.size_of(request),
    )
    return {
        "executions": [{**_common(facts), "itemCount": facts.item_count} for facts in page],
        "nextToken": paging.token(service, following, *what),
    }


def _of_machine(service: Service, text: str) -> dict[str, str | None]:
    arn = parse_arn(text, "stateMachine")
    no_label(arn.name)
    machine = service.catalog.machine(arn)
    if machine.type == "EXPRESS":
        raise not_of_this_type()
    qualified = service.catalog.version_of(machine, arn)
    if qualified is None:
        return {"machine_arn": machine.arn}
    which = "version_arn" if arn.qualifier and arn.qualifier.isdecimal() else "alias_arn"
    return {"machine_arn": machine.arn, which: qualified.arn}


def _map_run(service: Service, text: str) -> str:
    arn = parse_arn(text, "mapRun")
    if map_runs.find(service.runtime, arn.text) is None:
        raise resource_not_found(arn.text)
    return arn.text
