"""Integrations with a shape of their own around an API call: EMR's, which take one cluster, step or group where the API takes
lists, and name them otherwise.

A row says how Parameters become the call's, and how its response becomes the task's result. Names are in Step Functions' spelling
on both sides.

Source: AWS guide, "Create and manage Amazon EMR clusters with Step Functions". What a `.sync` task ends with is not written there:
published machines read `ClusterId` and `Cluster.Id` of createCluster.sync, so both are there (unconfirmed beyond that).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from asl.jsonvalue import JSON
from emulator.integrations.spelling import BadParameter

Members: TypeAlias = Mapping[str, Any]
Change: TypeAlias = Callable[[dict[str, JSON]], dict[str, JSON]]


def _same(members: dict[str, JSON]) -> dict[str, JSON]:
    return members


class ByName(NamedTuple):
    """What is named in the parameters and has an id in the API.

    ask: the operation that lists them. listed: where in its answer. place: the parameter with the names, an object or a list of
    them. id_: the member whose value is a name until it has been looked up.
    """

    ask: str
    listed: str
    place: str
    id_: str


class Shape(NamedTuple):
    """Parameters → the call's, its response → the result, the description of a job that has ended → the result.

    again: the result of a submission → the call's response, for a job that is looked after by another process.
    """

    request: Change = _same
    response: Change = _same
    ended: Change = _same
    again: Change = _same
    by_name: ByName | None = None


def _renamed(**names: str) -> Change:
    """Members under other names: `_renamed(ClusterId="JobFlowId")`."""

    def change(members: dict[str, JSON]) -> dict[str, JSON]:
        return {names.get(name, name): value for name, value in members.items()}

    return change


def _listed(**names: str) -> Change:
    """Members as lists of one under other names: `_listed(Step="Steps")`; null stays away."""

    def change(members: dict[str, JSON]) -> dict[str, JSON]:
        made = {}
        for name, value in members.items():
            made[names.get(name, name)] = [value] if name in names else value
        return made

    return change


def _first(**names: str) -> Change:
    """The first of a list under another name: `_first(StepIds="StepId")`."""

    def change(members: dict[str, JSON]) -> dict[str, JSON]:
        made = {}
        for name, value in members.items():
            if name in names and isinstance(value, list):
                value = value[0] if value else None
            made[names.get(name, name)] = value
        return made

    return change


def _in_order(*changes: Change) -> Change:
    def change(members: dict[str, JSON]) -> dict[str, JSON]:
        for each in changes:
            members = each(members)
        return members

    return change


def _new_cluster(members: dict[str, JSON]) -> dict[str, JSON]:
    """RunJobFlow's, without Steps and with a cluster that stays (the guide; the wording of a refusal is unconfirmed)."""
    if "Steps" in members:
        raise BadParameter("Steps", is_unknown=True)
    instances = members.get("Instances")
    if not isinstance(instances, dict) or instances.get("KeepJobFlowAliveWhenNoSteps") is not True:
        raise BadParameter("Instances")
    return members


def _with_id(part: str, name: str) -> Change:
    """A description with the id of what it describes beside it."""

    def change(members: dict[str, JSON]) -> dict[str, JSON]:
        described = members.get(part)
        if isinstance(described, dict) and "Id" in described:
            return {**members, name: described["Id"]}
        return members

    return change


def _group(name: str, one: str, place: str, id_: str, *, as_list: bool) -> Change:
    """A group or fleet by its name: the name stands in the place of its id until that is looked up."""

    def change(members: dict[str, JSON]) -> dict[str, JSON]:
        rest = {key: value for key, value in members.items() if key not in (name, one)}
        config = members.get(one)
        if not isinstance(config, dict) or id_ in config:
            raise BadParameter(one)
        made = {**config, id_: members.get(name)}
        return {**rest, place: [made] if as_list else made}

    return change


_CLUSTER_ID: Final = _with_id("Cluster", "ClusterId")
_RESPONSE_OF_CLUSTER: Final = _in_order(
    lambda members: {name: value for name, value in members.items() if name != "ClusterArn"},
    _renamed(JobFlowId="ClusterId"),
)

SHAPES: Final[Mapping[tuple[str, str], Shape]] = {
    ("elasticmapreduce", "createCluster"): Shape(
        _new_cluster, _RESPONSE_OF_CLUSTER, _CLUSTER_ID, _renamed(ClusterId="JobFlowId")
    ),
    ("elasticmapreduce", "terminateCluster"): Shape(_listed(ClusterId="JobFlowIds"), ended=_CLUSTER_ID),
    ("elasticmapreduce", "setClusterTerminationProtection"): Shape(_listed(ClusterId="JobFlowIds")),
    ("elasticmapreduce", "addStep"): Shape(
        _in_order(_renamed(ClusterId="JobFlowId"), _listed(Step="Steps")),
        _first(StepIds="StepId"),
        _with_id("Step", "StepId"),
        _listed(StepId="StepIds"),
    ),
    ("elasticmapreduce", "cancelStep"): Shape(
        _listed(StepId="StepIds"), _first(CancelStepsInfoList="CancelStepsInfo")
    ),
    ("elasticmapreduce", "modifyInstanceFleetByName"): Shape(
        _group("InstanceFleetName", "InstanceFleet", "InstanceFleet", "InstanceFleetId", as_list=False),
        by_name=ByName("ListInstanceFleets", "InstanceFleets", "InstanceFleet", "InstanceFleetId"),
    ),
    ("elasticmapreduce", "modifyInstanceGroupByName"): Shape(
        _group("InstanceGroupName", "InstanceGroup", "InstanceGroups", "InstanceGroupId", as_list=True),
        by_name=ByName("ListInstanceGroups", "InstanceGroups", "InstanceGroups", "InstanceGroupId"),
    ),
}  # fmt: skip


def looked_up(
    by_name: ByName, parameters: Mapping[str, Any], ask: Callable[[str, dict[str, Any]], Members]
) -> dict[str, Any]:
    """Parameters with ids in the place of names.

    ask: (operation, parameters) → the answer's members.

    Raises:
        KeyError: nothing has this name.
        Whatever `ask` raises.
    """
    listed = ask(by_name.ask, {"ClusterId": parameters.get("ClusterId")}).get(by_name.listed, ())
    ids = {each.get("Name"): each.get("Id") for each in listed}

    def one(config: Mapping[str, Any]) -> dict[str, Any]:
        return {**config, by_name.id_: ids[config[by_name.id_]]}

    given = parameters[by_name.place]
    made = [one(each) for each in given] if isinstance(given, list) else one(given)
    return {**parameters, by_name.place: made}
