"""Health, metrics, the reset call and the clock."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from api_client import Client, Refused
from api_machines import FAIL, PASS, TASK, WAIT, activity_machine

from asl.hosts.answers import After, Returned
from emulator import files
from emulator.files import MachineFile
from emulator.settings import Settings

Make = Callable[..., Client]
CONTROL = {"host": "localhost", "x-asl-control": "1"}


def control(service: Client, path: str, value: Any = None) -> tuple[int, Any]:
    body = b"" if value is None else json.dumps(value).encode()
    status, _, text = service.request("POST", path, headers=CONTROL, body=body)
    return status, json.loads(text)


def get(service: Client, path: str) -> str:
    status, _, text = service.request("GET", path)
    assert status == 200
    return text.decode()


def test_health(service: Client) -> None:
    service.start(service.machine(WAIT))
    service.settle()
    health = json.loads(get(service, "/health"))
    assert (health["status"], health["open_executions"], health["state_machines"]) == ("ok", 1, 1)


def test_metrics(service: Client) -> None:
    machine = service.machine(PASS)
    service.start(machine)
    service.start(service.machine(FAIL, "f"))
    service.start(service.machine(WAIT, "w"))
    service.advance(60)
    service.start(f"{machine[:-1]}w")
    service.settle()
    text = get(service, "/metrics")
    for line in (
        "asl_executions_open 1",
        'asl_executions_started_total{machine="w"} 2',
        'asl_executions_ended_total{machine="m",status="SUCCEEDED"} 1',
        'asl_executions_ended_total{machine="f",status="FAILED"} 1',
        'asl_execution_seconds_bucket{machine="w",le="10"} 0',
        'asl_execution_seconds_bucket{machine="w",le="60"} 1',
        'asl_execution_seconds_sum{machine="w"} 60',
        'asl_state_seconds_sum{machine="w",state="W"} 60',
        'asl_state_seconds_count{machine="w",state="W"} 1',
        'asl_history_events_bucket{le="10"} 3',
        "asl_history_events_count 3",
        "asl_transitions_total 4",
    ):
        assert line in text.splitlines(), line
    # Every line is a comment or a sample, and every sample's metric was announced.
    announced = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    for line in text.splitlines():
        if not line.startswith("#"):
            name = re.fullmatch(r"([a-z_]+)(\{[^{}]*\})? [0-9.e+-]+", line)
            assert name, line
            assert re.sub(r"_(bucket|sum|count)$", "", name[1]) in announced or name[1] in announced


def test_metrics_of_what_is_billed(service: Client) -> None:
    """A Standard execution that is redriven, and two Express ones of 100 ms."""
    fails = service.machine(FAIL, "f")
    arn = service.start(fails)
    service.settle()
    service.call("RedriveExecution", executionArn=arn)
    service.settle()
    express = service.machine(PASS, "x", type="EXPRESS")
    service.start(express)
    service.start(express)
    service.settle()
    text = get(service, "/metrics")
    for line in (
        "asl_transitions_total 4",  # two Fails, two Passes
        'asl_billed_transitions_total{machine="f"} 3',  # a Fail, the redrive, the Fail again
        'asl_express_requests_total{machine="x"} 2',
        'asl_express_gb_seconds_total{machine="x"} 0.0125',  # 2 x 0.1 s x 64 / 1,024
        'asl_cost_usd_total{machine="f"} 7.5e-05',
        'asl_cost_usd_total{machine="x"} 2.20833333333333e-06',
    ):
        assert line in text.splitlines(), line


def test_no_payload_is_in_the_metrics(service: Client) -> None:
    service.start(service.machine(PASS), {"secret": "s3cr3t"})
    service.settle()
    assert "s3cr3t" not in get(service, "/metrics")


# -------------------------------------------------------------------- reset


def test_a_reset_forgets_everything(make_service: Make) -> None:
    service = make_service(answers={"T": After(30, Returned(1))})
    arn = service.start(service.machine(WAIT), name="e")
    service.start(service.machine(TASK, "t"))
    activity = service.call("CreateActivity", name="a")["activityArn"]
    service.start(service.machine(activity_machine(activity), "act"))
    service.settle()
    assert control(service, "/_asl/reset") == (200, {})
    assert service.call("ListStateMachines") == {"stateMachines": []}
    assert service.call("ListActivities") == {"activities": []}
    assert service.refusal("DescribeExecution", executionArn=arn).code == "ExecutionDoesNotExist"
    service.advance(100)  # nothing of before comes back
    assert json.loads(get(service, "/health"))["open_executions"] == 0
    assert service.start(service.machine(WAIT), name="e") == arn
    service.advance(60)
    assert service.described(arn)["status"] == "SUCCEEDED"


def test_a_reset_puts_a_virtual_clock_back(service: Client) -> None:
    began = json.loads(get(service, "/_asl/clock"))["now"]
    control(service, "/_asl/clock", {"advance": 3_600})
    control(service, "/_asl/reset")
    assert json.loads(get(service, "/_asl/clock"))["now"] == began


def test_a_reset_brings_back_the_machines_of_files(make_service: Make, tmp_path: Path) -> None:
    path = tmp_path / "order.asl.json"
    path.write_text(json.dumps(PASS))
    service = make_service()
    machine = MachineFile(str(path), files.name_of(str(path)), "STANDARD", {})
    service.app.restart = lambda: files.put_all(service.service, [machine])
    control(service, "/_asl/reset")
    listed = service.call("ListStateMachines")["stateMachines"]
    assert [one["name"] for one in listed] == ["order"]


def test_who_waits_when_all_is_forgotten_is_told(service: Client) -> None:
    import asyncio

    machine = service.machine(WAIT, type="EXPRESS")

    async def run() -> None:
        call = asyncio.ensure_future(service.acall("StartSyncExecution", stateMachineArn=machine))
        for _ in range(3):
            await asyncio.sleep(0)
        await service.http("POST", "/_asl/reset", CONTROL)
        with pytest.raises(Refused, match="ServiceUnavailable"):
            await call

    service.run(run())


# -------------------------------------------------------------------- the clock


def test_the_clock_is_moved(service: Client) -> None:
    arn = service.start(service.machine(WAIT))
    assert json.loads(get(service, "/_asl/clock")) == {
        "now": "2025-01-01T00:00:00.000Z",
        "mode": "virtual",
    }
    assert (
        control(service, "/_asl/clock", {"advance": 59.5})[1]["now"] == "2025-01-01T00:00:59.500Z"
    )
    assert service.described(arn)["status"] == "RUNNING"
    answer = control(service, "/_asl/clock", {"to": "2025-01-01T01:01:00+01:00"})
    assert answer == (200, {"now": "2025-01-01T00:01:00.000Z", "mode": "virtual"})
    described = service.described(arn)
    assert described["stopDate"] - described["startDate"] == 60


def test_everything_on_the_way_happens_at_its_own_instant(make_service: Make) -> None:
    service = make_service(answers={"T": After(10, Returned(1))})
    arn = service.start(service.machine(TASK))
    control(service, "/_asl/clock", {"advance": 86_400})
    described = service.described(arn)
    assert described["stopDate"] - described["startDate"] == 10


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"advance": "x"},
        {"advance": -1},
        {"advance": 1e400},
        {"to": "yesterday"},
        {"to": "2020-01-01T00:00:00Z"},
        [],
        5,
    ],
)
def test_what_moves_no_clock(service: Client, body: Any) -> None:
    status, answer = control(service, "/_asl/clock", body)
    assert status == 400
    assert answer["message"]


def test_a_real_clock_is_not_moved(make_service: Make) -> None:
    service = make_service(Settings())
    status, answer = control(service, "/_asl/clock", {"advance": 1})
    assert (status, answer["message"]) == (
        400,
        "the server runs on the real clock; start it with --clock virtual",
    )


def test_waits_are_scaled_timeouts_are_not(make_service: Make) -> None:
    service = make_service(Settings(clock="virtual", wait_scale=0.01, seed=1))
    arn = service.start(service.machine({**WAIT, "TimeoutSeconds": 10}))
    service.advance(1)
    described = service.described(arn)
    assert described["status"] == "SUCCEEDED"
    assert described["stopDate"] - described["startDate"] == pytest.approx(0.6)


def test_a_seed_makes_runs_repeatable(make_service: Make) -> None:
    def run() -> tuple[str, list[Any]]:
        service = make_service(Settings(clock="virtual", seed=5))
        arn = service.start(service.machine(PASS))
        service.settle()
        return arn, service.events(arn)

    assert run() == run()
