"""Map Runs: list, describe, update. Source: recorded answers; API reference of the same names."""

from __future__ import annotations

from asl.jsonvalue import JSON
from emulator.api import paging
from emulator.api.service import Answer, Request, Service
from emulator.arns import parse_arn
from emulator.errors import resource_not_found, validation
from emulator.runtime import commands, map_runs
from emulator.runtime.map_runs import RunFacts

_SETTINGS = ("maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage")


def list_map_runs(service: Service, request: Request) -> Answer:
    """Of one execution, in the order they began."""
    arn = parse_arn(request["executionArn"], "execution")
    runs = map_runs.of_execution(service.runtime, arn.text)
    shown, token = paging.page(service, request, runs, _by_start, "mapRuns", arn.text)
    return {
        "mapRuns": [
            {
                "mapRunArn": run.arn,
                "executionArn": run.execution_arn,
                "stateMachineArn": run.machine_arn,
                "startDate": run.started_ms,
                "stopDate": run.stopped_ms,
            }
            for run in shown
        ],
        "nextToken": token,
    }


def _by_start(run: RunFacts) -> list[JSON]:
    return [run.started_ms, run.arn]


def describe_map_run(service: Service, request: Request) -> Answer:
    run = _run(service, request)
    return {
        "mapRunArn": run.arn,
        "executionArn": run.execution_arn,
        "status": run.status,
        "startDate": run.started_ms,
        "stopDate": run.stopped_ms,
        "maxConcurrency": run.max_concurrency,
        "toleratedFailurePercentage": run.tolerated_percentage,
        "toleratedFailureCount": run.tolerated_count,
        "itemCounts": run.item_counts,
        "executionCounts": run.execution_counts,
        "redriveCount": run.redrive_count,
        "redriveDate": run.redriven_ms,
    }


def _run(service: Service, request: Request) -> RunFacts:
    arn = parse_arn(request["mapRunArn"], "mapRun")
    run = map_runs.find(service.runtime, arn.text)
    if run is None:
        raise resource_not_found(arn.text)
    return run


async def update_map_run(service: Service, request: Request) -> Answer:
    """Any of the three settings, while the run is open."""
    run = _run(service, request)
    if run.status != "RUNNING":
        raise validation(
            f"Map Run is {run.status} and cannot be updated",
            reason="CANNOT_UPDATE_COMPLETED_MAP_RUN",
        )
    if not any(key in request for key in _SETTINGS):
        raise validation(
            "One of maxConcurrency, toleratedFailureCount and toleratedFailurePercentage must be specified",
            reason="MISSING_REQUIRED_PARAMETER",
        )
    await commands.update_map_run(
        service.runtime, run.arn, *(request.get(key) for key in _SETTINGS)
    )
    return {}
