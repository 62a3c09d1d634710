"""ReceiveMessage that waits, without a thread that sleeps.

moto waits for messages in the thread that asked, and whoever holds the service meanwhile keeps everybody else out. So a request
that may wait is asked with no waiting, and asked again when its queue has something to give. A client that leaves while it
waits gets no message that it could never delete.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

LOOK_S: Final = 0.02  # how often a queue is looked at: cheap, it is in this process
AGAIN_S: Final = 0.25  # how often it is asked while its messages are held back (FIFO groups)
_MOST_S: Final = 20  # API reference, ReceiveMessage


class Poll(NamedTuple):
    """A ReceiveMessage. body: the same request with no waiting. queue: its name. wait_s: None: as the queue says."""

    body: bytes
    queue: str
    wait_s: int | None


def poll_of(headers: Mapping[bytes, bytes], path: str, body: bytes) -> Poll | None:
    """The ReceiveMessage in a request for SQS; None if it is another, or moto is to say what is wrong with it."""
    if headers.get(b"x-amz-target", b"").endswith(b".ReceiveMessage"):
        try:
            given: Any = json.loads(body)
        except ValueError:
            return None
        if not isinstance(given, dict) or not isinstance(given.get("QueueUrl"), str):
            return None
        now = json.dumps({**given, "WaitTimeSeconds": 0}).encode()
        return _poll(now, given["QueueUrl"], given.get("WaitTimeSeconds"))
    if b"ReceiveMessage" not in body:
        return None
    fields = dict(parse_qsl(body.decode("latin-1"), keep_blank_values=True))
    if fields.get("Action") != "ReceiveMessage":
        return None
    now = urlencode({**fields, "WaitTimeSeconds": "0"}).encode()
    return _poll(now, fields.get("QueueUrl") or path, fields.get("WaitTimeSeconds"))


def _poll(body: bytes, url: str, wait: Any) -> Poll | None:
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if wait is None:
        return Poll(body, name, None)
    try:
        seconds = int(wait)
    except (TypeError, ValueError, OverflowError):
        return None
    return Poll(body, name, seconds) if 0 <= seconds <= _MOST_S else None


class Queue:
    """A queue of moto's, looked at from outside. One that is not there has nothing to give."""

    def __init__(self, name: str, account: str, region: str) -> None:
        from moto import backends

        get: Any = backends.get_backend
        self._queues: Any = get("sqs")[account][region].queues
        self._name = name

    @property
    def wait_s(self) -> int:
        """How long its receivers wait where they do not say."""
        queue = self._queues.get(self._name)
        return 0 if queue is None else int(queue.receive_message_wait_time_seconds or 0)

    @property
    def has_messages(self) -> bool:
        """Whether any is to be seen; it may be held back all the same."""
        queue = self._queues.get(self._name)
        return queue is None or bool(queue.messages)


def is_empty(body: bytes) -> bool:
    """Whether an answer to ReceiveMessage has no message."""
    if body[:1] == b"{":
        try:
            return not json.loads(body).get("Messages")
        except ValueError:
            return False
    return b"<Message>" not in body
