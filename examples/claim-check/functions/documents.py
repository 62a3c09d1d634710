"""Two functions that hand a document on by a claim check: where it is, and which version of it was meant."""

from __future__ import annotations

from typing import Any

import boto3

LIBRARY = {"short": 1_000, "long": 1_500_000}  # what the "web" has: name → characters


class NotFound(Exception):
    """There is no such document."""


class Changed(Exception):
    """The object under the claim is another than the one that was checked in."""


def check_in(bucket: str, key: str, text: str) -> dict[str, Any]:
    """Put a text into a bucket; its claim."""
    put = boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=text.encode())
    return {"bucket": bucket, "key": key, "etag": put["ETag"], "characters": len(text)}


def check_out(claim: dict[str, Any]) -> str:
    """The text that a claim stands for, and no other."""
    s3 = boto3.client("s3")
    found = s3.get_object(Bucket=claim["bucket"], Key=claim["key"])
    if found["ETag"] != claim["etag"]:
        raise Changed(f"{claim['key']} is not what it was")
    text: str = found["Body"].read().decode()
    return text


def fetch(event: dict[str, Any], context: Any) -> Any:
    """The document at a URL: its claim, or without a bucket the document itself."""
    name = event["url"].rpartition("/")[2]
    if name not in LIBRARY:
        raise NotFound(event["url"])
    text = ("word " * LIBRARY[name])[: LIBRARY[name]]
    if "bucket" not in event:
        return {"text": text}
    return check_in(event["bucket"], event["key"], text)


def translate(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The document of a claim in another language: the claim of the translation."""
    text = check_out(event["claim"]).replace("word", "Wort")
    return check_in(event["to"]["bucket"], event["to"]["key"], text)
