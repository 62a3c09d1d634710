"""One batch of rows into a table. A row's id is its key, so a batch may be written again: after a retry, or a redrive."""

from __future__ import annotations

from typing import Any

import boto3


class BadRows(Exception):
    """Rows that are no people. The good ones of the batch have been written."""


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """event: {"Items": [{"id": …, "name": …, "age": …}, …], "BatchInput": {"source": …}}"""
    people = boto3.resource("dynamodb").Table("people")
    source = event["BatchInput"]["source"]
    bad = []
    with people.batch_writer(overwrite_by_pkeys=["id"]) as writer:
        for row in event["Items"]:
            if row["age"].isdigit():
                writer.put_item(Item={**row, "age": int(row["age"]), "source": source})
            else:
                bad.append(row["id"])
    if bad:
        raise BadRows(f"no age: {', '.join(bad)}")
    return {"written": len(event["Items"])}
