"""What a server is told at start, in one value: flags, then environment, then defaults.

Nothing here has side effects; `emulator.cli` fills it and `emulator.server` reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

DEFAULT_PORT = 8083  # Step Functions Local's, and what people type


class Settings(NamedTuple):
    """One server's settings.

    data: the folder of the database; None keeps everything in memory. sync: SQLite's synchronous setting (normal: a
    power cut may lose the last moments, a crash of the process loses nothing). in_flight: what becomes of a task that was
    running at a crash. wait_scale: factor on Wait and Retry delays only. clock: virtual time moves by control calls, from
    start_ms on (ms since the epoch; None: now). buckets: (name, folder) of those that are no S3 buckets.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    allow_hosts: tuple[str, ...] = ()
    account: str = "123456789012"
    region: str = "us-east-1"
    data: Path | None = None
    sync: Literal["normal", "full"] = "normal"
    in_flight: Literal["rerun", "fail"] = "rerun"
    wait_scale: float = 1.0
    clock: Literal["real", "virtual"] = "real"
    start_ms: int | None = None
    retention_days: int = 90
    mock_config: Path | None = None
    seed: int | None = None  # None: the system's randomness
    endpoints: tuple[tuple[str, str], ...] = ()  # (service, URL) that tasks of a service go to
    buckets: tuple[tuple[str, str], ...] = ()

    @property
    def partition(self) -> str:
        if self.region.startswith("cn-"):
            return "aws-cn"
        return "aws-us-gov" if self.region.startswith("us-gov-") else "aws"
