"""Integrations with a shape of their own and jobs that remove something, on moto through a whole server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from port import Port

from emulator.integrations.shapes import SHAPES, ByName, looked_up
from emulator.services import moto

CLUSTER = {
    "Name": "c",
    "ReleaseLabel": "emr-6.2.0",
    "JobFlowRole": "a",
    "ServiceRole": "b",
    "Instances": {
        "KeepJobFlowAliveWhenNoSteps": True,
        "InstanceGroups": [
            {
                "Name": "Core",
                "InstanceRole": "MASTER",
                "InstanceType": "m1.large",
                "InstanceCount": 1,
            }
        ],
    },
}
STEP = {"Name": "s", "ActionOnFailure": "CONTINUE", "HadoopJarStep": {"Jar": "x"}}


@pytest.fixture(scope="module")
def port() -> Iterator[Port]:
    moto.reset()
    port = Port()
    yield port
    port.close()
    moto.reset()


def task(resource: str, parameters: Any, into: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{resource}",
        "Parameters": parameters,
        "ResultPath": f"$.{into}",
    }


def ran(port: Port, **states: Any) -> Any:
    found = port.ran(states)
    assert found["status"] == "SUCCEEDED", found.get("cause")
    return json.loads(found["output"])


def test_a_cluster_from_its_beginning_to_its_end(port: Port) -> None:
    cluster = {"ClusterId.$": "$.made.ClusterId"}
    group = {"InstanceGroupName": "Core", "InstanceGroup": {"InstanceCount": 3}}
    output = ran(
        port,
        Create=task("elasticmapreduce:createCluster.sync", CLUSTER, "made"),
        Protect=task("elasticmapreduce:setClusterTerminationProtection",
                     {**cluster, "TerminationProtected": False}, "protected"),
        Add=task("elasticmapreduce:addStep", {**cluster, "Step": STEP}, "step"),
        Grow=task("elasticmapreduce:modifyInstanceGroupByName", {**cluster, **group}, "grown"),
        End=task("elasticmapreduce:terminateCluster.sync", cluster, "ended"),
    )  # fmt: skip
    id_ = output["made"]["ClusterId"]
    assert output["made"]["Cluster"]["Id"] == id_
    assert output["made"]["Cluster"]["Status"]["State"] == "WAITING"
    assert output["ended"]["Cluster"]["Status"]["State"] == "TERMINATED"
    assert output["ended"]["ClusterId"] == id_
    emr = port.client("emr")
    (step,) = emr.list_steps(ClusterId=id_)["Steps"]
    assert output["step"]["StepId"] == step["Id"]
    (found,) = emr.list_instance_groups(ClusterId=id_)["InstanceGroups"]
    assert found["RequestedInstanceCount"] == 3


def test_without_waiting_the_answer_is_the_id_alone(port: Port) -> None:
    made = ran(port, Create=task("elasticmapreduce:createCluster", CLUSTER, "made"))["made"]
    assert sorted(made) == ["ClusterId", "SdkHttpMetadata", "SdkResponseMetadata"]


def test_a_group_of_no_such_name_fails_the_task(port: Port) -> None:
    made = ran(port, Create=task("elasticmapreduce:createCluster", CLUSTER, "made"))["made"]
    given = {
        "ClusterId": made["ClusterId"],
        "InstanceGroupName": "Task",
        "InstanceGroup": {"InstanceCount": 1},
    }
    found = port.ran({"Grow": task("elasticmapreduce:modifyInstanceGroupByName", given, "grown")})
    assert found["status"] == "FAILED"
    assert "nothing that is named Task" in found["cause"]


def test_what_is_removed_is_waited_for_until_it_is_gone(port: Port) -> None:
    role = "arn:aws:iam::123456789012:role/r"
    given = {"Name": "k", "RoleArn": role, "ResourcesVpcConfig": {"SubnetIds": ["a", "b"]}}
    output = ran(
        port,
        Create=task("eks:createCluster.sync", given, "made"),
        Delete=task("eks:deleteCluster.sync", {"Name": "k"}, "gone"),
    )
    assert output["gone"]["Cluster"]["Name"] == "k"
    assert port.client("eks").list_clusters()["clusters"] == []


def test_s3_control_and_an_action_with_a_capital(port: Port) -> None:
    block = {
        "AccountId": "123456789012",
        "PublicAccessBlockConfiguration": {"BlockPublicAcls": True},
    }
    output = ran(
        port,
        Block=task("aws-sdk:s3control:putPublicAccessBlock", block, "blocked"),
        Secret=task(
            "aws-sdk:secretsmanager:CreateSecret", {"Name": "n", "SecretString": "s"}, "secret"
        ),
    )
    assert output["blocked"] == {}
    assert output["secret"]["Name"] == "n"


@pytest.mark.parametrize(
    "action, given, sent, answered, shown, ended, end",
    [
        pytest.param(
            "addStep", {"ClusterId": "c", "Step": {"Name": "s"}},
            {"JobFlowId": "c", "Steps": [{"Name": "s"}]},
            {"StepIds": ["s-1"]}, {"StepId": "s-1"},
            {"Step": {"Id": "s-1"}}, {"Step": {"Id": "s-1"}, "StepId": "s-1"}, id="addStep",
        ),
        pytest.param(
            "cancelStep", {"ClusterId": "c", "StepId": "s-1", "StepCancellationOption": "o"},
            {"ClusterId": "c", "StepIds": ["s-1"], "StepCancellationOption": "o"},
            {"CancelStepsInfoList": [{"StepId": "s-1", "Status": "SUBMITTED"}]},
            {"CancelStepsInfo": {"StepId": "s-1", "Status": "SUBMITTED"}}, {}, {}, id="cancelStep",
        ),
        pytest.param(
            "createCluster", CLUSTER, CLUSTER, {"ClusterArn": "a", "JobFlowId": "c"}, {"ClusterId": "c"},
            {"Cluster": {"Id": "c"}}, {"Cluster": {"Id": "c"}, "ClusterId": "c"}, id="createCluster",
        ),
        pytest.param(
            "modifyInstanceFleetByName",
            {"ClusterId": "c", "InstanceFleetName": "Core", "InstanceFleet": {"TargetSpotCapacity": 1}},
            {"ClusterId": "c", "InstanceFleet": {"InstanceFleetId": "Core", "TargetSpotCapacity": 1}},
            {}, {}, {}, {}, id="modifyInstanceFleetByName",
        ),
    ],
)  # fmt: skip
def test_shapes(
    action: str, given: Any, sent: Any, answered: Any, shown: Any, ended: Any, end: Any
) -> None:
    shape = SHAPES["elasticmapreduce", action]
    assert shape.request(given) == sent
    assert shape.response(answered) == shown
    assert shape.ended(ended) == end


@pytest.mark.parametrize("action", ["addStep", "createCluster"])
def test_a_submission_is_read_again_after_a_restart(action: str) -> None:
    shape = SHAPES["elasticmapreduce", action]
    response = {"addStep": {"StepIds": ["s-1"]}, "createCluster": {"JobFlowId": "c"}}[action]
    assert shape.again(shape.response(response)) == response


def test_names_are_looked_up() -> None:
    by_name = ByName("ListInstanceFleets", "InstanceFleets", "InstanceFleet", "InstanceFleetId")
    asked: list[Any] = []

    def ask(operation: str, parameters: Any) -> Any:
        asked.append((operation, parameters))
        return {"InstanceFleets": [{"Name": "Core", "Id": "if-1"}]}

    given = {"ClusterId": "c", "InstanceFleet": {"InstanceFleetId": "Core"}}
    assert looked_up(by_name, given, ask)["InstanceFleet"] == {"InstanceFleetId": "if-1"}
    assert asked == [("ListInstanceFleets", {"ClusterId": "c"})]
    with pytest.raises(KeyError):
        looked_up(by_name, {"InstanceFleet": {"InstanceFleetId": "None"}}, ask)
