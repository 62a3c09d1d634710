"""State machines, versions, aliases and tags: idempotency, conflicts, what is shown. Texts as recorded on AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from api_client import HOME, ROLE, Client
from api_machines import FAIL, MAP_RUN, OTHER, PASS, WAIT, activity_machine

M = f"{HOME}:stateMachine:m"
TEXT = json.dumps(PASS)


def create(service: Client, **changes: Any) -> dict[str, Any]:
    return service.call(
        "CreateStateMachine", **{"name": "m", "definition": TEXT, "roleArn": ROLE, **changes}
    )


# -------------------------------------------------------------------- create


def test_create_and_describe(service: Client) -> None:
    made = create(service)
    assert made == {"stateMachineArn": M, "creationDate": 1_735_689_600.0}
    assert service.call("DescribeStateMachine", stateMachineArn=M) == {
        "stateMachineArn": M,
        "name": "m",
        "status": "ACTIVE",
        "type": "STANDARD",
        "definition": TEXT,
        "roleArn": ROLE,
        "creationDate": 1_735_689_600.0,
        "loggingConfiguration": {"level": "OFF", "includeExecutionData": False},
        "tracingConfiguration": {"enabled": False},
        "encryptionConfiguration": {"type": "AWS_OWNED_KEY"},
    }


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="the same"),
        pytest.param({"roleArn": "arn:aws:iam::123456789012:role/other"}, id="another role"),
        pytest.param({"tags": [{"key": "a", "value": "b"}]}, id="other tags"),
        pytest.param({"type": "STANDARD"}, id="a default said"),
        pytest.param({"tracingConfiguration": {"enabled": False}}, id="another default said"),
    ],
)
def test_create_is_idempotent(service: Client, changes: dict[str, Any]) -> None:
    first = create(service)
    service.advance(5)
    assert create(service, **changes) == first
    assert service.call("DescribeStateMachine", stateMachineArn=M)["roleArn"] == ROLE
    assert service.call("ListTagsForResource", resourceArn=M) == {"tags": []}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"definition": json.dumps(OTHER)}, id="another definition"),
        pytest.param({"definition": json.dumps(PASS, indent=1)}, id="other white space"),
        pytest.param({"type": "EXPRESS"}, id="another type"),
        pytest.param({"tracingConfiguration": {"enabled": True}}, id="tracing"),
        pytest.param({"publish": True}, id="published"),
        pytest.param(
            {
                "encryptionConfiguration": {
                    "type": "CUSTOMER_MANAGED_KMS_KEY",
                    "kmsKeyId": "alias/k",
                }
            },
            id="encryption",
        ),
    ],
)
def test_another_machine_of_that_name(service: Client, changes: dict[str, Any]) -> None:
    create(service)
    with_changes = {"name": "m", "definition": TEXT, "roleArn": ROLE, **changes}
    refused = service.refusal("CreateStateMachine", **with_changes)
    assert refused.type == "com.amazonaws.swf.service.v2.model#StateMachineAlreadyExists"
    assert refused.message == f"State Machine Already Exists: '{M}'"


def test_create_with_the_definition_of_an_update_is_idempotent(service: Client) -> None:
    create(service)
    update(service, OTHER)
    assert create(service, definition=json.dumps(OTHER))["stateMachineArn"] == M
    refused = service.refusal("CreateStateMachine", name="m", definition=TEXT, roleArn=ROLE)
    assert refused.code == "StateMachineAlreadyExists"


def test_create_with_publish_is_idempotent_too(service: Client) -> None:
    first = create(service, publish=True, versionDescription="one")
    assert first["stateMachineVersionArn"] == f"{M}:1"
    assert create(service, publish=True, versionDescription="one") == first


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        pytest.param({"name": "a b"}, "InvalidName", "Invalid Name: 'a b'", id="name"),
        pytest.param(
            {"versionDescription": "d"},
            "ValidationException",
            "Version description can only be set when publish is true",
            id="recorded: description without publish",
        ),
        pytest.param(
            {"definition": '{"StartAt": "A"}'},
            "InvalidDefinition",
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
            id="recorded: definition",
        ),
        pytest.param(
            {"definition": "StartAt: A\nStates: {A: {Type: Pass, End: true}}"},
            "InvalidDefinition",
            "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unrecognized token 'StartAt': was expecting (JSON"
            " String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"StartAt: A\nStates:"
            " {A: {Type: Pass, End: true}}\"; line: 1, column: 8]'",
            id="YAML, which only the command takes",
        ),
        pytest.param(
            {
                "definition": '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${Fn}", "End": true}}}'
            },
            "InvalidDefinition",
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN"
            " at /States/A/Resource'",
            id="a place for an ARN that nobody filled in",
        ),
        pytest.param(
            {"loggingConfiguration": {"level": "ALL"}},
            "InvalidLoggingConfiguration",
            "Invalid Logging Configuration: Must specify exactly one Log Destination.",
            id="recorded: no destination",
        ),
        pytest.param(
            {
                "loggingConfiguration": {
                    "level": "ALL",
                    "destinations": [
                        {"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:x:1:log-group:g"}}
                    ],
                }
            },
            "InvalidLoggingConfiguration",
            "Invalid Logging Configuration: Log Destination not found.",
            id="a group's ARN without its end",
        ),
        pytest.param(
            {"encryptionConfiguration": {"type": "CUSTOMER_MANAGED_KMS_KEY"}},
            "InvalidEncryptionConfiguration",
            "Invalid Encryption Configuration: kmsKeyId is missing for the type CUSTOMER_MANAGED_KMS_KEY",
            id="no key",
        ),
        pytest.param(
            {"tags": [{"key": f"k{n}", "value": ""} for n in range(51)]},
            "TooManyTags",
            f"Too many tags: '{M}'",
            id="51 tags",
        ),
        pytest.param(
            {"tags": [{"key": "aws:x", "value": ""}]},
            "ValidationException",
            "Invalid tag: 'aws:x'",
            id="a reserved tag",
        ),
        pytest.param(
            {"definition": json.dumps(activity_machine(f"{HOME}:activity:a")), "type": "EXPRESS"},
            "InvalidDefinition",
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support"
            " Activity ARN at /States/T/Resource'",
            id="recorded: activity in Express",
        ),
    ],
)
def test_create_refuses(service: Client, changes: dict[str, Any], code: str, message: str) -> None:
    refused = service.refusal(
        "CreateStateMachine", **{"name": "m", "definition": TEXT, "roleArn": ROLE, **changes}
    )
    assert (refused.status, refused.code, refused.message) == (400, code, message)
    assert service.call("ListStateMachines") == {"stateMachines": []}


# -------------------------------------------------------------------- update


def test_an_update_mints_a_revision_once(service: Client) -> None:
    create(service)
    service.advance(1)
    changed = service.call("UpdateStateMachine", stateMachineArn=M, definition=json.dumps(OTHER))
    assert changed["updateDate"] == 1_735_689_601.0
    again = service.call("UpdateStateMachine", stateMachineArn=M, definition=json.dumps(OTHER))
    assert again["revisionId"] == changed["revisionId"]
    described = service.call("DescribeStateMachine", stateMachineArn=M)
    assert described["revisionId"] == changed["revisionId"]
    assert described["definition"] == json.dumps(OTHER)


def test_an_update_that_changes_nothing_of_a_new_machine_has_no_revision_id(
    service: Client,
) -> None:
    create(service)
    answer = service.call("UpdateStateMachine", stateMachineArn=M, definition=TEXT, roleArn=ROLE)
    assert answer.keys() == {"updateDate"}


def test_configurations_are_updated_one_by_one(service: Client) -> None:
    create(service)
    service.call("UpdateStateMachine", stateMachineArn=M, tracingConfiguration={"enabled": True})
    service.call(
        "UpdateStateMachine",
        stateMachineArn=M,
        encryptionConfiguration={"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "k"},
    )
    described = service.call("DescribeStateMachine", stateMachineArn=M)
    assert described["tracingConfiguration"] == {"enabled": True}
    assert described["encryptionConfiguration"]["kmsKeyId"] == "k"
    assert described["encryptionConfiguration"]["kmsDataKeyReusePeriodSeconds"] == 300
    assert described["definition"] == TEXT


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        pytest.param(
            {},
            "MissingRequiredParameter",
            "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be"
            " specified",
            id="recorded: nothing",
        ),
        pytest.param(
            {"stateMachineArn": f"{M}:1", "roleArn": ROLE},
            "StateMachineDoesNotExist",
            f"State Machine Does Not Exist: '{M}:1'",
            id="recorded: a version",
        ),
        pytest.param(
            {"stateMachineArn": f"{HOME}:stateMachine:none", "roleArn": ROLE},
            "StateMachineDoesNotExist",
            f"State Machine Does Not Exist: '{HOME}:stateMachine:none'",
            id="no machine",
        ),
        pytest.param(
            {"stateMachineArn": "x", "roleArn": ROLE},
            "InvalidArn",
            "Invalid Arn: 'Invalid ARN prefix: x'",
            id="recorded: no ARN",
        ),
        pytest.param(
            {"stateMachineArn": f"{M}/Label", "roleArn": ROLE},
            "ValidationException",
            "This operation does not support labelled state machine ARNs",
            id="a Map Run's machine",
        ),
        pytest.param(
            {"definition": " "},
            "InvalidDefinition",
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object'",
            id="recorded: empty definition",
        ),
    ],
)
def test_update_refuses(service: Client, changes: dict[str, Any], code: str, message: str) -> None:
    create(service, publish=True)
    refused = service.refusal("UpdateStateMachine", **{"stateMachineArn": M, **changes})
    assert (refused.code, refused.message) == (code, message)


def test_a_running_execution_keeps_its_revision(service: Client) -> None:
    arn = service.start(service.machine(WAIT))
    service.call("UpdateStateMachine", stateMachineArn=M, definition=json.dumps(FAIL))
    service.advance(60)
    assert service.described(arn)["status"] == "SUCCEEDED"
    kept = service.call("DescribeStateMachineForExecution", executionArn=arn)
    assert kept["definition"] == json.dumps(WAIT)
    assert "revisionId" not in kept
    assert kept.keys() >= {"updateDate", "loggingConfiguration", "encryptionConfiguration"}
    assert kept.keys().isdisjoint({"status", "type", "creationDate"})


# -------------------------------------------------------------------- delete


def test_delete_is_idempotent(service: Client) -> None:
    create(service)
    assert service.call("DeleteStateMachine", stateMachineArn=M) == {}
    assert service.call("DeleteStateMachine", stateMachineArn=M) == {}
    assert service.refusal("DescribeStateMachine", stateMachineArn=M).message == (
        f"State Machine Does Not Exist: '{M}'"
    )


def test_executions_of_a_deleted_machine_fail_at_their_next_transition(service: Client) -> None:
    arn = service.start(service.machine(WAIT))
    service.settle()
    service.call("DeleteStateMachine", stateMachineArn=M)
    assert service.call("DescribeStateMachine", stateMachineArn=M)["status"] == "DELETING"
    assert service.refusal("StartExecution", stateMachineArn=M).code == "StateMachineDeleting"
    for operation, more in (
        ("UpdateStateMachine", {"roleArn": ROLE}),
        ("PublishStateMachineVersion", {}),
    ):
        refused = service.refusal(operation, stateMachineArn=M, **more)
        assert refused.code == "StateMachineDeleting"
    assert service.described(arn)["status"] == "RUNNING"
    service.advance(60)
    described = service.described(arn)
    assert (described["status"], described["error"], described["cause"]) == (
        "FAILED",
        "States.Runtime",
        "State machine m has been deleted",
    )
    assert service.kinds(arn) == ["ExecutionStarted", "WaitStateEntered", "ExecutionFailed"]
    assert service.refusal("DescribeStateMachine", stateMachineArn=M).code == (
        "StateMachineDoesNotExist"
    )
    assert described["redriveStatusReason"] == "State machine is in DELETING status"


# -------------------------------------------------------------------- list


def test_machines_are_listed_by_name_in_pages(service: Client) -> None:
    for name in ("c", "a", "b", "e", "d"):
        create(service, name=name)
    pages, token = [], None
    while True:
        answer = service.call("ListStateMachines", maxResults=2, nextToken=token)
        pages.append([machine["name"] for machine in answer["stateMachines"]])
        token = answer.get("nextToken")
        if token is None:
            break
    assert pages == [["a", "b"], ["c", "d"], ["e"]]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda token: "x", id="no token"),
        pytest.param(lambda token: token[:-4], id="cut"),
        pytest.param(lambda token: token[:-4] + "AAA=", id="changed"),
        pytest.param(lambda token: "W10=", id="empty"),
    ],
)
def test_a_token_that_is_not_ours(service: Client, spoil: Callable[[str], str]) -> None:
    for name in ("a", "b"):
        create(service, name=name)
    token = service.call("ListStateMachines", maxResults=1)["nextToken"]
    refused = service.refusal("ListStateMachines", nextToken=spoil(token))
    assert (refused.code, refused.message) == ("InvalidToken", "Invalid Token: 'Invalid token'")


def test_a_token_of_another_list_or_of_yesterday(service: Client) -> None:
    for name in ("a", "b"):
        create(service, name=name)
        service.call("CreateActivity", name=name)
    token = service.call("ListActivities", maxResults=1)["nextToken"]
    assert service.refusal("ListStateMachines", nextToken=token).code == "InvalidToken"
    assert service.call("ListActivities", nextToken=token)["activities"][0]["name"] == "b"
    service.advance(86_401)
    assert service.refusal("ListActivities", nextToken=token).code == "InvalidToken"


# -------------------------------------------------------------------- versions


def versions(service: Client) -> list[int]:
    answer = service.call("ListStateMachineVersions", stateMachineArn=M)
    return [
        int(one["stateMachineVersionArn"].rpartition(":")[2])
        for one in answer["stateMachineVersions"]
    ]


def update(service: Client, definition: Any, **more: Any) -> dict[str, Any]:
    return service.call(
        "UpdateStateMachine", stateMachineArn=M, definition=json.dumps(definition), **more
    )


def test_versions_are_numbered_and_numbers_are_not_used_again(service: Client) -> None:
    create(service, publish=True)
    update(service, OTHER, publish=True)
    assert versions(service) == [2, 1]
    service.call("DeleteStateMachineVersion", stateMachineVersionArn=f"{M}:2")
    assert service.call("DeleteStateMachineVersion", stateMachineVersionArn=f"{M}:2") == {}
    service.call("PublishStateMachineVersion", stateMachineArn=M)
    assert versions(service) == [3, 1]


def test_publishing_is_idempotent_per_revision(service: Client) -> None:
    create(service)
    first = service.call("PublishStateMachineVersion", stateMachineArn=M, description="d")
    assert service.call("PublishStateMachineVersion", stateMachineArn=M) == first
    assert update(service, PASS, publish=True)["stateMachineVersionArn"] == f"{M}:1"
    described = service.call("DescribeStateMachine", stateMachineArn=f"{M}:1")
    assert (described["stateMachineArn"], described["description"]) == (f"{M}:1", "d")


def test_publishing_a_revision_that_is_not_current(service: Client) -> None:
    create(service)
    old = update(service, OTHER)["revisionId"]
    new = update(service, FAIL)["revisionId"]
    refused = service.refusal("PublishStateMachineVersion", stateMachineArn=M, revisionId=old)
    assert refused.code == "ConflictException"
    assert refused.message == (
        f"Failed to publish the State Machine version for revision {old}. The current State Machine revision is {new}."
    )
    service.call("PublishStateMachineVersion", stateMachineArn=M, revisionId=new)


def test_a_version_that_an_alias_names_stays(service: Client) -> None:
    create(service, publish=True)
    for name in ("a", "b"):
        alias(service, name, (1, 100))
    refused = service.refusal("DeleteStateMachineVersion", stateMachineVersionArn=f"{M}:1")
    assert (refused.code, refused.message) == (
        "ConflictException",
        "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version:"
        " [a, b]",
    )


def test_versions_of_no_machine(service: Client) -> None:
    assert service.call("ListStateMachineVersions", stateMachineArn=M) == {
        "stateMachineVersions": []
    }


# -------------------------------------------------------------------- aliases


def way(number: object, weight: int) -> dict[str, Any]:
    return {"stateMachineVersionArn": f"{M}:{number}" if number else M, "weight": weight}


def alias(service: Client, name: str, *ways: tuple[object, int], **more: Any) -> dict[str, Any]:
    routing = [way(number, weight) for number, weight in ways]
    return service.call("CreateStateMachineAlias", name=name, routingConfiguration=routing, **more)


@pytest.fixture
def two_versions(service: Client) -> Client:
    create(service, publish=True)
    update(service, FAIL, publish=True)
    return service


def test_an_alias_is_described_updated_listed_and_deleted(two_versions: Client) -> None:
    service = two_versions
    made = alias(service, "PROD", (1, 70), (2, 30), description="d")
    assert alias(service, "PROD", (1, 70), (2, 30), description="d") == made
    arn = made["stateMachineAliasArn"]
    assert arn == f"{M}:PROD"
    described = service.call("DescribeStateMachineAlias", stateMachineAliasArn=arn)
    assert described["routingConfiguration"] == [way(1, 70), way(2, 30)]
    service.advance(3)
    changed = service.call(
        "UpdateStateMachineAlias", stateMachineAliasArn=arn, routingConfiguration=[way(2, 100)]
    )
    described = service.call("DescribeStateMachineAlias", stateMachineAliasArn=arn)
    assert described["updateDate"] == changed["updateDate"] == 1_735_689_603.0
    assert (described["description"], described["routingConfiguration"]) == ("d", [way(2, 100)])
    alias(service, "A", (1, 100))
    names = [
        one["stateMachineAliasArn"].rpartition(":")[2]
        for one in service.call("ListStateMachineAliases", stateMachineArn=M)["stateMachineAliases"]
    ]
    assert names == ["A", "PROD"]
    of_version = service.call("ListStateMachineAliases", stateMachineArn=f"{M}:2")
    assert [one["stateMachineAliasArn"] for one in of_version["stateMachineAliases"]] == [arn]
    for _ in range(2):
        assert service.call("DeleteStateMachineAlias", stateMachineAliasArn=arn) == {}
    refused = service.refusal("UpdateStateMachineAlias", stateMachineAliasArn=arn, description="")
    assert (refused.code, refused.message) == (
        "ResourceNotFound",
        "Request references a resource that does not exist.",
    )


@pytest.mark.parametrize(
    ("ways", "code", "message"),
    [
        pytest.param(
            [(None, 70), (2, 30)],
            "ValidationException",
            f"Routing configuration must contain state machine version ARNs. Received: [{M}, {M}:2]",
            id="recorded: not a version",
        ),
        pytest.param(
            [(1, 50), (1, 50)],
            "ValidationException",
            f"Routing configuration must contain distinct state machine version ARNs. Received: [{M}:1, {M}:1]",
            id="recorded: twice",
        ),
        pytest.param(
            [(1, 70), (2, 29)],
            "ValidationException",
            "Sum of routing configuration weights must equal 100. Received: [70, 29]",
            id="recorded: sum",
        ),
        pytest.param(
            [(9, 100)],
            "ResourceNotFound",
            "Request references a resource that does not exist.",
            id="no such version",
        ),
    ],
)
def test_routing_is_refused(
    two_versions: Client, ways: list[tuple[object, int]], code: str, message: str
) -> None:
    routing = [way(number, weight) for number, weight in ways]
    refused = two_versions.refusal(
        "CreateStateMachineAlias", name="a", routingConfiguration=routing
    )
    assert (refused.code, refused.message) == (code, message)
    if code == "ValidationException":
        assert refused.body["reason"] == "INVALID_ROUTING_CONFIGURATION"


@pytest.mark.parametrize(
    "more", [{"description": "other"}, {"routingConfiguration": [way(2, 100)]}]
)
def test_another_alias_of_that_name(two_versions: Client, more: dict[str, Any]) -> None:
    alias(two_versions, "a", (1, 100))
    request = {"name": "a", "routingConfiguration": [way(1, 100)], **more}
    refused = two_versions.refusal("CreateStateMachineAlias", **request)
    assert (refused.code, refused.message) == (
        "ConflictException",
        "Failed to create alias because an alias with the same name and a different routing configuration already"
        " exists.",
    )


def test_an_alias_routes_by_weight(two_versions: Client) -> None:
    service = two_versions
    arn = alias(service, "a", (1, 75), (2, 25))["stateMachineAliasArn"]
    for _ in range(200):
        service.start(arn)
    service.settle()
    executions = service.call("ListExecutions", stateMachineArn=M, maxResults=1000)["executions"]
    first = [one for one in executions if one["stateMachineVersionArn"] == f"{M}:1"]
    assert 120 < len(first) < 180
    assert {one["status"] for one in first} == {"SUCCEEDED"}
    assert all(one["stateMachineAliasArn"] == arn for one in executions)
    assert all(one["stateMachineArn"] == M for one in executions)
    listed = service.call("ListExecutions", stateMachineArn=f"{M}:1", maxResults=1000)
    assert listed["executions"] == first
    assert len(service.call("ListExecutions", stateMachineArn=arn)["executions"]) == 100


def test_a_version_is_started_by_its_arn(two_versions: Client) -> None:
    arn = two_versions.start(f"{M}:1")
    two_versions.settle()
    described = two_versions.described(arn)
    assert described["stateMachineVersionArn"] == f"{M}:1"
    assert "stateMachineAliasArn" not in described
    started = two_versions.events(arn)[0]["executionStartedEventDetails"]
    assert started["stateMachineVersionArn"] == f"{M}:1"
    kept = two_versions.call("DescribeStateMachineForExecution", executionArn=arn)
    assert (kept["stateMachineArn"], kept["definition"]) == (M, TEXT)


def test_deleting_a_machine_takes_versions_and_aliases(two_versions: Client) -> None:
    alias(two_versions, "a", (1, 100))
    two_versions.call("DeleteStateMachine", stateMachineArn=M)
    create(two_versions)
    assert versions(two_versions) == []
    assert two_versions.call("ListStateMachineAliases", stateMachineArn=M) == {
        "stateMachineAliases": []
    }


# -------------------------------------------------------------------- tags


def test_tags(service: Client) -> None:
    create(service, tags=[{"key": "a", "value": "1"}])
    service.call(
        "TagResource",
        resourceArn=M,
        tags=[{"key": "a", "value": "2"}, {"key": "b", "value": ""}],
    )
    assert service.call("ListTagsForResource", resourceArn=M)["tags"] == [
        {"key": "a", "value": "2"},
        {"key": "b", "value": ""},
    ]
    service.call("UntagResource", resourceArn=M, tagKeys=["a", "none"])
    assert service.call("ListTagsForResource", resourceArn=M)["tags"] == [{"key": "b", "value": ""}]


@pytest.mark.parametrize("arn", [f"{M}:1", f"{HOME}:stateMachine:none", f"{HOME}:activity:none"])
def test_what_has_no_tags(service: Client, arn: str) -> None:
    create(service, publish=True)
    refused = service.refusal("TagResource", resourceArn=arn, tags=[])
    assert (refused.code, refused.message) == (
        "ResourceNotFound",
        f"Resource not found: '{arn}'",
    )


# -------------------------------------------------------------------- variable references, validation


def test_variable_references_by_state(service: Client) -> None:
    definition = {
        "QueryLanguage": "JSONata",
        "StartAt": "A",
        "States": {
            "A": {"Type": "Pass", "Assign": {"b": 1, "a": [1]}, "Next": "M"},
            "M": {
                "Type": "Map",
                "Items": "{% $a %}",
                "ItemProcessor": {
                    "StartAt": "I",
                    "States": {"I": {"Type": "Pass", "Output": "{% $b + $a[0] %}", "End": True}},
                },
                "End": True,
            },
        },
    }
    service.machine(definition)
    described = service.call("DescribeStateMachine", stateMachineArn=M)
    assert described["variableReferences"] == {"M": ["a"], "I": ["a", "b"]}


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        pytest.param(
            {"definition": TEXT}, {"result": "OK", "diagnostics": [], "truncated": False}, id="fine"
        ),
        pytest.param(
            {"definition": "{}"},
            {
                "result": "FAIL",
                "truncated": False,
                "diagnostics": [
                    {
                        "severity": "ERROR",
                        "code": "SCHEMA_VALIDATION_FAILED",
                        "message": "These fields are required: [States, StartAt]",
                        "location": "/",
                    }
                ],
            },
            id="recorded: empty object",
        ),
        pytest.param(
            {"definition": " "},
            {
                "result": "FAIL",
                "truncated": False,
                "diagnostics": [
                    {
                        "severity": "ERROR",
                        "code": "SCHEMA_VALIDATION_FAILED",
                        "message": "Definition must be a valid JSON object",
                    }
                ],
            },
            id="recorded: empty text",
        ),
    ],
)
def test_validate(service: Client, request_: dict[str, Any], answer: dict[str, Any]) -> None:
    assert service.call("ValidateStateMachineDefinition", **request_) == answer


def test_warnings_are_shown_when_asked_for_and_do_not_fail(service: Client) -> None:
    doubtful = {
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Parameters": {"x": "$.y"}, "End": True}},
    }
    text = json.dumps(doubtful)
    assert service.call("ValidateStateMachineDefinition", definition=text) == {
        "result": "OK",
        "diagnostics": [],
        "truncated": False,
    }
    shown = service.call("ValidateStateMachineDefinition", definition=text, severity="WARNING")
    assert shown["result"] == "OK"
    assert [one["severity"] for one in shown["diagnostics"]] == ["WARNING"]


def test_validate_cuts_its_list(service: Client) -> None:
    wrong = {"StartAt": "A", "States": {name: {"Type": "Pass", "Next": "?"} for name in "ABCD"}}
    answer = service.call(
        "ValidateStateMachineDefinition", definition=json.dumps(wrong), maxResults=2
    )
    assert (len(answer["diagnostics"]), answer["truncated"]) == (2, True)


def test_express_is_validated_as_express(service: Client) -> None:
    text = json.dumps(MAP_RUN)
    assert service.call("ValidateStateMachineDefinition", definition=text)["result"] == "OK"
    answer = service.call("ValidateStateMachineDefinition", definition=text, type="EXPRESS")
    assert answer["result"] == "FAIL"
