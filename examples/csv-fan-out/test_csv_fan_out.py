"""Every good row is in the table, every bad one in the results; too many bad ones stop the import, and a redrive goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.asl_endpoint(clock="virtual", config="asl.toml")

GIVEN = {"bucket": "imports", "key": "people.csv"}


def csv(count: int, bad: tuple[int, ...] = ()) -> str:
    rows = [f"{n},Name {n},{'old' if n in bad else 20 + n % 60}" for n in range(count)]
    return "\n".join(["id,name,age", *rows]) + "\n"


def make_table(server: Any) -> None:
    server.create_table("people", "id")


@pytest.fixture
def server(asl_server: Any) -> Any:
    """Two buckets and no table yet."""
    s3 = asl_server.client("s3")
    s3.create_bucket(Bucket="imports")
    s3.create_bucket(Bucket="import-results")
    return asl_server


def upload(server: Any, text: str) -> None:
    server.client("s3").put_object(Bucket="imports", Key="people.csv", Body=text.encode())


def ids(server: Any) -> set[int]:
    pages = server.client("dynamodb").get_paginator("scan").paginate(TableName="people")
    return {int(item["id"]["S"]) for page in pages for item in page["Items"]}


def results(server: Any, manifest: dict[str, str], kind: str) -> list[Any]:
    """The results of a kind, from the files that the manifest names."""
    s3 = server.client("s3")
    read = s3.get_object(Bucket=manifest["Bucket"], Key=manifest["Key"])["Body"].read()
    found = []
    for file in json.loads(read)["ResultFiles"][kind]:
        text = s3.get_object(Bucket=manifest["Bucket"], Key=file["Key"])["Body"].read().decode()
        found += [json.loads(line) for line in text.splitlines()]
    return found


def test_every_row_is_in_the_table(server: Any) -> None:
    make_table(server)
    upload(server, csv(510))
    found = server.run("csv-fan-out", GIVEN)
    assert found["status"] == "SUCCEEDED", found.get("cause")
    assert (found["output"]["rows"], found["output"]["failed"]) == (510, 0)
    assert ids(server) == set(range(510))
    item = server.table("people").get_item(Key={"id": "7"})["Item"]
    assert item == {"id": "7", "name": "Name 7", "age": 27, "source": "people.csv"}
    written = results(server, found["output"]["manifest"], "SUCCEEDED")
    assert sorted(result["written"] for result in written) == [10, *[50] * 10]
    events = server.history(found["executionArn"])
    assert len(events) < 15  # and they would be as many for a million rows


def test_a_few_bad_rows_are_told_and_stop_nothing(server: Any) -> None:
    make_table(server)
    upload(server, csv(520, bad=(3, 44)))  # both in the first batch
    found = server.run("csv-fan-out", GIVEN)
    assert found["status"] == "SUCCEEDED", found.get("cause")
    assert (found["output"]["rows"], found["output"]["failed"]) == (520, 50)
    assert ids(server) == set(range(520)) - {3, 44}
    (failed,) = results(server, found["output"]["manifest"], "FAILED")
    assert failed["Error"] == "BadRows"
    assert json.loads(failed["Cause"])["errorMessage"] == "no age: 3, 44"


def test_too_many_failures_stop_it_and_a_redrive_goes_on(server: Any) -> None:
    upload(server, csv(300))
    arn = server.start("csv-fan-out", GIVEN)  # there is no table: every batch fails
    server.advance(hours=1)
    found = server.described(arn)
    assert (found["status"], found["error"]) == ("FAILED", "States.ExceedToleratedFailureThreshold")
    assert found["redriveStatus"] == "REDRIVABLE"

    make_table(server)
    sfn = server.client("stepfunctions")
    sfn.redrive_execution(executionArn=arn)
    server.advance(hours=1)
    found = server.described(arn)
    assert found["status"] == "SUCCEEDED", found.get("cause")
    assert found["redriveCount"] == 1
    assert (found["output"]["rows"], found["output"]["failed"]) == (300, 0)
    assert ids(server) == set(range(300))


def test_a_file_that_is_not_there_is_named(server: Any) -> None:
    found = server.run("csv-fan-out", GIVEN)
    assert (found["status"], found["error"]) == ("FAILED", "States.ItemReaderFailed")
    assert "people.csv" in found["cause"] or "key" in found["cause"].lower()
