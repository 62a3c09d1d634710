"""`asl_services`: calls of AWS APIs on the virtual clock, answered by moto in this process."""

from __future__ import annotations

import threading
from typing import Any

import boto3
import pytest
from bench_machines import machine, task

from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from emulator.testing.services import Services

STORE: JSON = machine(
    "Store",
    states={
        "Store": task(
            "arn:aws:states:::dynamodb:putItem",
            Parameters={"TableName": "orders", "Item": {"id": {"S.$": "$.id"}}},
            ResultPath=None,
            Catch=[{"ErrorEquals": ["DynamoDB.ResourceNotFoundException"], "Next": "No table"}],
            Next="Wait",
        ),
        "Wait": {"Type": "Wait", "Seconds": 86_400, "Next": "Tell"},
        "Tell": task(
            "arn:aws:states:::aws-sdk:sqs:sendMessage",
            Parameters={"QueueUrl.$": "$.queue", "MessageBody.$": "$.id"},
        ),
        "No table": {"Type": "Fail", "Error": "NoTable"},
    },
)


def make_table(services: Services) -> None:
    services.client("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def test_items_and_messages(asl_machine: Bench, asl_services: Services) -> None:
    make_table(asl_services)
    queue = asl_services.client("sqs").create_queue(QueueName="q")["QueueUrl"]
    run = asl_machine(STORE, services=asl_services).run({"id": "7", "queue": queue})
    run.assert_succeeded()
    assert (run.elapsed, run.output["Md5OfMessageBody"]) == (
        86_400,
        "8f14e45fceea167a5a36dedd4bea2543",
    )
    items = asl_services.client("dynamodb").scan(TableName="orders")["Items"]
    assert items == [{"id": {"S": "7"}}]
    assert asl_services.client("sqs").receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "7"


def test_errors_are_those_of_the_service(asl_machine: Bench, asl_services: Services) -> None:
    """Nothing is left of the test before: there is no table."""
    assert asl_machine(STORE, services=asl_services).run({"id": "7"}).error == "NoTable"


def test_what_the_test_mocks_comes_first(asl_machine: Bench, asl_services: Services) -> None:
    make_table(asl_services)
    told = asl_machine(STORE, services=asl_services).mock("Tell", returns={"MessageId": "m"})
    assert told.run({"id": "7", "queue": "none"}).output == {"MessageId": "m"}


def test_inside_mock_aws_the_tests_clients_see_the_same(
    asl_machine: Bench, asl_services: Services
) -> None:
    from moto import mock_aws

    with mock_aws():
        make_table(asl_services)
        told = asl_machine(STORE, services=asl_services).mock("Tell", returns={"MessageId": "m"})
        told.run({"id": "7", "queue": "none"}).assert_succeeded()
        found = boto3.client("dynamodb", region_name="us-east-1").scan(TableName="orders")
        assert found["Count"] == 1


@pytest.mark.parametrize(
    ("resource", "parameters", "why"),
    [
        ("arn:aws:states:::glue:startJobRun.sync", {"JobName": "j"}, "waits for a job of glue"),
        ("arn:aws:states:::aws-sdk:braket:getJob", {"JobArn": "j"}, "braket"),
    ],
)
def test_what_it_cannot_answer_is_an_error_of_the_tests(
    asl_machine: Bench, asl_services: Services, resource: str, parameters: Any, why: str
) -> None:
    one = machine("A", states={"A": task(resource, Parameters=parameters)})
    with pytest.raises(UsageError, match=why):
        asl_machine(one, services=asl_services).run()


def test_others_calls_are_not_its_own(asl_machine: Bench, asl_services: Services) -> None:
    import asl

    one = machine("A", states={"A": task()})
    with pytest.raises(asl.UnansweredTask):
        asl_machine(one, services=asl_services).run()


def test_no_thread_is_left() -> None:
    before = {*threading.enumerate()}
    services = Services()
    make_table(services)
    services.close()
    for thread in {*threading.enumerate()} - before:
        thread.join(5)
    assert {*threading.enumerate()} <= before
