"""A parent waits for its children, tells their errors apart, and takes them with it when it is stopped."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.asl_endpoint(clock="virtual")

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:"
EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:"
DAY = "2025-01-01"


@pytest.fixture
def server(asl_server: Any) -> Any:
    """Two shops with sales, and a third without."""
    asl_server.create_table("sales", "shop", "at")
    sales = asl_server.table("sales")
    for shop, hour, cents in (("Oslo", 9, 250), ("Oslo", 11, 150), ("Bergen", 10, 1_000)):
        sales.put_item(Item={"shop": shop, "at": f"{DAY}T{hour:02}", "cents": cents})
    return asl_server


def children(server: Any) -> dict[str, Any]:
    """The executions of `report`, by name."""
    found = server.client("stepfunctions").list_executions(stateMachineArn=f"{MACHINE}report")
    return {
        one["name"]: server.described(one["executionArn"]) for one in found["executions"]
    }  # fmt: skip


def test_a_report_for_each_shop(server: Any) -> None:
    found = server.run("nightly", {"day": DAY, "shops": ["Oslo", "Bergen"]})
    assert found["status"] == "SUCCEEDED", found.get("cause")
    assert found["output"] == {"Oslo": 400, "Bergen": 1_000}
    assert found["seconds"] == 1_800  # at the same time
    made = children(server)
    assert sorted(made) == [f"{DAY}-Bergen-0", f"{DAY}-Oslo-0"]
    given = json.loads(made[f"{DAY}-Oslo-0"]["input"])
    assert given["AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"] == found["executionArn"]


def test_a_child_s_own_error_is_told(server: Any) -> None:
    found = server.run("nightly", {"day": DAY, "shops": ["Oslo", "Vardo", "Bergen"]})
    assert (found["status"], found["error"]) == ("FAILED", "Report.Incomplete")
    assert found["cause"] == "Vardo: Till.Empty"
    ended = {name: child["status"] for name, child in children(server).items()}
    assert ended == {
        f"{DAY}-Oslo-0": "SUCCEEDED", f"{DAY}-Vardo-0": "FAILED", f"{DAY}-Bergen-0": "SUCCEEDED",
    }  # fmt: skip


def test_stopping_the_parent_stops_its_children(server: Any) -> None:
    arn = server.start("nightly", {"day": DAY, "shops": ["Oslo", "Bergen"]})
    server.advance(600)
    assert {child["status"] for child in children(server).values()} == {"RUNNING"}
    server.client("stepfunctions").stop_execution(executionArn=arn, error="Night.Off", cause="snow")
    server.advance()
    assert server.described(arn)["status"] == "ABORTED"
    assert {child["status"] for child in children(server).values()} == {"ABORTED"}


def test_a_child_that_is_stopped_has_no_error_of_its_own(server: Any) -> None:
    arn = server.start("nightly", {"day": DAY, "shops": ["Oslo"]})
    server.advance(600)
    (child,) = children(server).values()
    server.client("stepfunctions").stop_execution(executionArn=child["executionArn"])
    server.advance(hours=1)
    assert server.described(arn)["cause"] == "Oslo: ABORTED"


def test_a_day_is_reported_once(server: Any) -> None:
    server.run("nightly", {"day": DAY, "shops": ["Oslo"]})
    found = server.run("nightly", {"day": DAY, "shops": ["Oslo"]})
    assert found["cause"] == "Oslo: StepFunctions.ExecutionAlreadyExistsException"
    assert len(children(server)) == 1


def test_a_child_that_takes_too_long_fails_by_its_own_timeout(server: Any) -> None:
    """The child's hour is over before the Task's two: its TIMED_OUT is the parent's to see."""
    sfn = server.client("stepfunctions")
    definition = sfn.describe_state_machine(stateMachineArn=f"{MACHINE}report")["definition"]
    slow = definition.replace(":1800", ":180000")
    assert slow != definition
    sfn.update_state_machine(stateMachineArn=f"{MACHINE}report", definition=slow)
    try:
        found = server.run("nightly", {"day": DAY, "shops": ["Oslo"]})
    finally:
        sfn.update_state_machine(stateMachineArn=f"{MACHINE}report", definition=definition)
    assert found["cause"] == "Oslo: TIMED_OUT"
    assert found["seconds"] == 3_600
