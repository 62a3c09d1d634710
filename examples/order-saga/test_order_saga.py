"""Whatever fails, what was done before it is undone, the last step first; and nothing is done twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.asl_endpoint(clock="virtual", config="asl.toml")

ORDER = {"id": "7", "sku": "lamp", "count": 2, "cents": 9_900, "card": "4242", "country": "Chile"}
UNDONE = ["Cancel the order", "Tell of the cancellation", "Cancelled"]
TABLES = {
    "orders": "id",
    "stock": "sku",
    "reservations": "id",
    "payments": "key",
    "parcels": "key",
}


@pytest.fixture
def shop(asl_server: Any) -> Any:
    """Tables, topics with a queue that keeps what they tell, and five lamps."""
    for name, key in TABLES.items():
        asl_server.create_table(name, key)
    sns, sqs = asl_server.client("sns"), asl_server.client("sqs")
    for name in ("orders", "operators"):
        topic = sns.create_topic(Name=name)["TopicArn"]
        sqs.create_queue(QueueName=name)
        queue = f"arn:aws:sqs:us-east-1:123456789012:{name}"
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
    asl_server.table("stock").put_item(Item={"sku": "lamp", "on_hand": 5})
    return asl_server


def told(shop: Any, queue: str) -> list[tuple[str, Any]]:
    """What a topic has told: (subject, message)."""
    sqs = shop.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    bodies = [json.loads(message["Body"]) for message in found]
    return [(body["Subject"], json.loads(body["Message"])) for body in bodies]


def on_hand(shop: Any) -> int:
    return int(shop.table("stock").get_item(Key={"sku": "lamp"})["Item"]["on_hand"])


def items(shop: Any, table: str) -> list[Any]:
    return list(shop.table(table).scan()["Items"])


def test_an_order_is_shipped(shop: Any) -> None:
    found = shop.run("order-saga", ORDER)
    assert found["status"] == "SUCCEEDED", found.get("cause")
    assert found["output"] == {"id": "7", "receipt": "r-order-7", "parcel": "p-order-7"}
    assert found["seconds"] == 0  # nothing had to be tried again
    (order,) = items(shop, "orders")
    assert (order["status"], order["receipt"], order["parcel"]) == (
        "SHIPPED", "r-order-7", "p-order-7",
    )  # fmt: skip
    assert on_hand(shop) == 3
    assert [payment["cents"] for payment in items(shop, "payments")] == [9_900]
    assert told(shop, "orders") == [("Shipped", found["output"])]


@pytest.mark.parametrize(
    "change, reason, path, left",
    [
        pytest.param(
            {"count": 9}, "DynamoDb.TransactionCanceledException",
            ["Open the order", "Reserve stock", *UNDONE], 5, id="no stock: there is nothing to undo",
        ),
        pytest.param(
            {"card": "0002"}, "CardDeclined",
            ["Open the order", "Reserve stock", "Charge", "Refund", "Release stock", *UNDONE], 5,
            id="declined: the stock comes back",
        ),
        pytest.param(
            {"country": "Atlantis"}, "NoCarrier",
            ["Open the order", "Reserve stock", "Charge", "Ship", "Cancel the parcel", "Refund", "Release stock", *UNDONE],
            5, id="not shipped: the money comes back, then the stock",
        ),
        pytest.param(
            {"country": "Utopia"}, "NoCarrier",
            ["Open the order", "Reserve stock", "Charge", "Ship", "Cancel the parcel", "Refund", "Release stock", *UNDONE],
            5, id="shipped, and its answer an error: the parcel comes back too",
        ),
    ],
)  # fmt: skip
def test_what_was_done_is_undone_in_reverse(
    shop: Any, change: dict[str, Any], reason: str, path: list[str], left: int
) -> None:
    found = shop.run("order-saga", {**ORDER, **change})
    assert (found["status"], found["error"], found["cause"]) == (
        "FAILED", "Order.Cancelled", reason,
    )  # fmt: skip
    assert found["path"] == path
    assert on_hand(shop) == left
    assert items(shop, "reservations") == []
    assert items(shop, "payments") == []
    assert items(shop, "parcels") == []
    (order,) = items(shop, "orders")
    assert (order["status"], order["reason"]) == ("CANCELLED", reason)
    assert told(shop, "orders") == [("Cancelled", {"id": "7", "reason": reason})]


def test_a_provider_that_is_down_is_tried_again(shop: Any) -> None:
    found = shop.run("order-saga", {**ORDER, "card": "0119"})
    assert found["status"] == "SUCCEEDED", found.get("cause")
    assert found["seconds"] == 2 + 6
    assert len([item for item in items(shop, "payments") if "cents" in item]) == 1


def test_an_order_is_run_once(shop: Any) -> None:
    first = shop.run("order-saga", ORDER)
    again = shop.run("order-saga", ORDER)
    assert (first["status"], again["status"]) == ("SUCCEEDED", "SUCCEEDED")
    assert again["output"] == {"id": "7", "duplicate": True}
    assert again["path"] == ["Open the order", "Known already"]
    assert on_hand(shop) == 3


def test_a_compensation_that_does_not_work_calls_a_human(shop: Any) -> None:
    found = shop.run("order-saga", {**ORDER, "country": "Limbo"})
    assert (found["status"], found["error"]) == ("FAILED", "Order.HalfUndone")
    assert found["cause"] == "Cancel the parcel: CarrierStuck"
    # Six more tries, 2 s apart and twice as long each time, at most a minute.
    assert found["seconds"] == 2 + 4 + 8 + 16 + 32 + 60
    assert told(shop, "operators") == [
        ("An order is half undone", {"id": "7", "stuck": "Cancel the parcel: CarrierStuck", "after": "NoCarrier"})
    ]  # fmt: skip
    assert told(shop, "orders") == []
    assert on_hand(shop) == 3  # still reserved: somebody must look first


def test_the_history_stays_small(shop: Any) -> None:
    arn = shop.start("order-saga", ORDER)
    shop.advance()
    text = json.dumps(shop.history(arn), default=str)
    assert len(text) < 20_000
