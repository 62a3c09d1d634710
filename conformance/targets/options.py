"""What an endpoint is, beside its URL."""

from __future__ import annotations

from typing import NamedTuple

from conformance.normalise import REGION


class Options(NamedTuple):
    """What an endpoint is, beside its URL.

    lambda_url, aws_url: the Lambda API, and every other service, where the endpoint has them; None: not to be had.
    role_arn: for machines and functions; None: any will do. timeout_s: for a call, and for a wait on a real clock.
    longest_s: the longest case that is worth waiting for on a real clock. jobs: cases at a time, on a real clock.
    """

    lambda_url: str | None = None
    aws_url: str | None = None
    role_arn: str | None = None
    region: str = REGION
    lambda_runtime: str = "python3.12"
    timeout_s: float = 30.0
    longest_s: float = 10.0
    jobs: int = 4
