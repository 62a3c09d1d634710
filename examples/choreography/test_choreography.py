"""From an order to a shipment by events alone; doubles ship nothing twice, poison blocks nobody."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.asl_endpoint(clock="virtual")

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:"
ORDER = {"id": "7", "sku": "lamp"}
SPEC = importlib.util.spec_from_file_location("pipe", Path(__file__).parent / "pipe.py")
assert SPEC is not None
assert SPEC.loader is not None
pipe = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(pipe)


class Shop(NamedTuple):
    server: Any
    queues: dict[str, str]  # name → URL

    def messages(self, queue: str) -> list[Any]:
        """The bodies of the messages in a queue, which are gone then."""
        sqs = self.server.client("sqs")
        found = sqs.receive_message(QueueUrl=self.queues[queue], MaxNumberOfMessages=10)
        for message in found.get("Messages", []):
            sqs.delete_message(QueueUrl=self.queues[queue], ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in found.get("Messages", [])]

    def send(self, body: str) -> None:
        self.server.client("sqs").send_message(QueueUrl=self.queues["shipping"], MessageBody=body)

    def forward(self) -> int:
        """The pipe, once; how many messages it took off the queue."""
        sqs, sfn = self.server.client("sqs"), self.server.client("stepfunctions")
        taken: int = pipe.forward(sqs, sfn, self.queues["shipping"], f"{MACHINE}ship-order")
        return taken

    def shipments(self) -> list[Any]:
        """The outputs of ship-order's executions, the first first."""
        sfn = self.server.client("stepfunctions")
        found = sfn.list_executions(stateMachineArn=f"{MACHINE}ship-order")["executions"]
        described = [self.server.described(one["executionArn"]) for one in found]
        return [one.get("output") for one in reversed(described)]


@pytest.fixture
def shop(asl_server: Any) -> Shop:
    """Two tables; the rules, and the queues that they send to."""
    sqs, events = asl_server.client("sqs"), asl_server.client("events")
    for name in ("orders", "shipments"):
        asl_server.create_table(name, "id")
    dead = "arn:aws:sqs:us-east-1:123456789012:shipping-dead"
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3})
    attributes: dict[str, dict[str, str]] = {
        "shipping-dead": {},
        "shipping": {"VisibilityTimeout": "0", "RedrivePolicy": redrive},
        "audit": {},
    }
    queues = {
        name: sqs.create_queue(QueueName=name, Attributes=given)["QueueUrl"]
        for name, given in attributes.items()
    }
    for rule, pattern, queue in (
        ("placed", {"source": ["shop.orders"], "detail-type": ["OrderPlaced"]}, "shipping"),
        ("all", {"source": [{"prefix": "shop."}]}, "audit"),
    ):
        events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
        arn = f"arn:aws:sqs:us-east-1:123456789012:{queue}"
        events.put_targets(Rule=rule, Targets=[{"Id": queue, "Arn": arn}])
    return Shop(asl_server, queues)


def test_from_order_to_shipment(shop: Shop) -> None:
    placed = shop.server.run("place-order", ORDER, hours=0)
    assert placed["status"] == "SUCCEEDED", placed.get("cause")
    assert shop.forward() == 1
    shop.server.advance(599)
    assert shop.shipments() == [None]  # being packed
    shop.server.advance(1)
    assert shop.shipments() == [{"id": "7"}]

    first, second = shop.messages("audit")
    assert (first["detail-type"], first["detail"]) == ("OrderPlaced", ORDER)
    assert (second["detail-type"], second["detail"]) == ("OrderShipped", {"id": "7"})
    assert first["id"] == placed["output"]["event"]
    assert first["resources"] == [f"{MACHINE}place-order", placed["executionArn"]]
    assert second["resources"][1].endswith(f":ship-order:{first['id']}")
    (item,) = shop.server.table("shipments").scan()["Items"]
    assert (item["id"], item["claimedBy"]) == ("7", first["id"])


def test_a_message_that_comes_twice_starts_one_execution(shop: Shop) -> None:
    shop.server.run("place-order", ORDER, hours=0)
    (event,) = shop.messages("audit")
    assert shop.forward() == 1
    for _ in ("while it runs", "when it has ended"):
        shop.send(json.dumps(event))
        assert shop.forward() == 1
        shop.server.advance(hours=1)
    assert shop.shipments() == [{"id": "7"}]


def test_an_order_that_is_told_twice_is_shipped_once(shop: Shop) -> None:
    shop.server.run("place-order", ORDER, hours=0)
    shop.server.run("place-order", ORDER, hours=0)
    assert shop.forward() == 2
    shop.server.advance(hours=1)
    assert sorted(shop.shipments(), key=len) == [{"id": "7"}, {"id": "7", "double": True}]
    kinds = [event["detail-type"] for event in shop.messages("audit")]
    assert kinds == ["OrderPlaced", "OrderPlaced", "OrderShipped"]


def test_orders_wait_while_shipping_is_away(shop: Shop) -> None:
    for n in range(5):
        shop.server.run("place-order", {**ORDER, "id": str(n)}, hours=0)
    shop.server.advance(hours=48)
    assert shop.shipments() == []
    while shop.forward():
        pass
    shop.server.advance(hours=1)
    assert sorted(one["id"] for one in shop.shipments()) == ["0", "1", "2", "3", "4"]


def test_poison_goes_to_the_dead_letters_and_blocks_nobody(shop: Shop) -> None:
    shop.send('"no event"')
    shop.server.run("place-order", ORDER, hours=0)
    taken = [shop.forward() for _ in range(5)]
    assert sum(taken) == 1
    shop.server.advance(hours=1)
    assert shop.shipments() == [{"id": "7"}]
    assert shop.messages("shipping") == []
    assert shop.messages("shipping-dead") == ["no event"]
