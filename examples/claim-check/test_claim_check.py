"""A document of 1.5 MB goes through; nothing is left behind, and nobody works on another object than the one meant."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.asl_endpoint(clock="virtual", config="asl.toml")

LONG, SHORT = {"url": "https://example.com/long"}, {"url": "https://example.com/short"}


@pytest.fixture
def server(asl_server: Any) -> Any:
    asl_server.client("s3").create_bucket(Bucket="documents")
    return asl_server


def keys(server: Any) -> list[str]:
    found = server.client("s3").list_objects_v2(Bucket="documents")
    return [entry["Key"] for entry in found.get("Contents", [])]


def test_a_long_document_goes_through(server: Any) -> None:
    found = server.run("claim-check", LONG)
    assert found["status"] == "SUCCEEDED", found.get("cause")
    claim = found["output"]
    assert claim["characters"] == 1_500_000
    body = server.client("s3").get_object(Bucket=claim["bucket"], Key=claim["key"])["Body"].read()
    assert body.startswith(b"Wort Wort ")
    assert len(body) == 1_500_000
    assert keys(server) == [f"{found['name']}/translated"]  # what was fetched is gone
    history = json.dumps(server.history(found["executionArn"]), default=str)
    assert len(history) < 12_000


def test_without_a_claim_check_it_does_not(server: Any) -> None:
    assert server.run("without", SHORT)["status"] == "SUCCEEDED"
    found = server.run("without", LONG)
    assert (found["status"], found["error"]) == ("FAILED", "States.DataLimitExceeded")


def test_executions_do_not_share_objects(server: Any) -> None:
    first, second = server.run("claim-check", SHORT), server.run("claim-check", SHORT)
    assert first["output"]["key"] != second["output"]["key"]
    assert len(keys(server)) == 2


def test_an_object_that_somebody_changed_is_not_worked_on(server: Any) -> None:
    arn = server.start("claim-check", SHORT, name="one")
    server.advance()
    assert keys(server) == ["one/fetched"]
    server.client("s3").put_object(Bucket="documents", Key="one/fetched", Body=b"something else")
    server.advance(hours=2)
    found = server.described(arn)
    assert (found["error"], found["cause"]) == ("Document.NotTranslated", "Changed")
    assert found["path"][-2:] == ["Throw away after a failure", "Not translated"]
    assert keys(server) == []  # nothing is left behind


def test_a_document_that_is_not_there_leaves_nothing(server: Any) -> None:
    found = server.run("claim-check", {"url": "https://example.com/none"})
    assert (found["status"], found["error"]) == ("FAILED", "NotFound")
    assert keys(server) == []
