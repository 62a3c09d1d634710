"""A real server in a process of its own, and clients of a few lines that cost less than what they measure.

Used by the benchmark and by the long tests. A `Server`'s CPU and memory come from /proc (Linux): user and system time of
the server's process in ticks of 10 ms, so a measurement takes a second or more.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = str(Path(__file__).resolve().parents[2])
ROLE: Final = "arn:aws:iam::123456789012:role/states"
_MAIN: Final = "import sys; from asl.cli import main; sys.exit(main())"
_TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01


def environment(**more: str) -> dict[str, str]:
    """What a server or client of ours starts with: this checkout, and no AWS of yours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "PYTHONPATH": ROOT,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        **more,
    }


class Server:
    """`asl serve` on a free port, with further arguments. It is up when this comes back.

    folder: where it runs, and so where it looks for asl.toml.
    """

    def __init__(
        self, *arguments: str, folder: Path | None = None, log: int = subprocess.DEVNULL
    ) -> None:
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _MAIN, "serve", "--port", "0", "--json", *arguments],
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=folder,
            env=environment(),
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the server does not start: exit {self.process.wait()}")
        self.boot_s = time.perf_counter() - began
        said = json.loads(line)
        self.url: str = said["url"]
        self.port = int(self.url.rpartition(":")[2])
        self.recovered: int = said["recovered"]

    @property
    def cpu_s(self) -> float:
        """User and system time so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * _TICK_S

    def status(self, name: str) -> int:
        """A number from /proc's status: VmRSS and VmHWM in KiB, Threads."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(f"{name}:"):
                    return int(line.split()[1])
        raise LookupError(name)

    @property
    def rss_mib(self) -> float:
        return self.status("VmRSS") / 1024

    def kill(self) -> None:
        """As kill -9."""
        self.process.kill()
        self._end()

    def stop(self) -> int:
        """As a polite operator; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        finally:
            self.process.kill()
        return self._end()

    def _end(self) -> int:
        status = self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()


# -------------------------------------------------------------------- requests


def request(operation: str, **members: Any) -> bytes:
    """One request as it goes over the wire."""
    body = json.dumps(members).encode()
    head = (
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
        f"X-Amz-Target: AWSStepFunctions.{operation}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Answer(NamedTuple):
    """status: HTTP's. body: as it came."""

    status: int
    body: bytes

    @property
    def value(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def code(self) -> str:
        """Of a refusal."""
        return str(self.value.get("__type", "")).rpartition("#")[2]


class Connection:
    """One connection, one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_s = 0.0
        self._received = b""

    def send(self, data: bytes) -> None:
        self.sent_s = time.perf_counter()
        self.socket.sendall(data)

    def receive(self) -> Answer | None:
        """What has come, once it is whole.

        Raises:
            ConnectionError: the server has left.
        """
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionResetError("the server has closed the connection")
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        if len(rest) < length:
            return None
        self._received = rest[length:]
        return Answer(int(head[9:12]), rest[:length])

    def call(self, operation: str, **members: Any) -> Answer:
        """One request and its answer."""
        return self._exchanged(request(operation, **members))

    def get(self, path: str) -> Answer:
        """What a GET gives."""
        return self._exchanged(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def _exchanged(self, data: bytes) -> Answer:
        self.send(data)
        while True:
            answer = self.receive()
            if answer is not None:
                return answer

    def close(self) -> None:
        self.socket.close()


def call(server: Server, operation: str, **members: Any) -> dict[str, Any]:
    """One request that is answered.

    Raises:
        AssertionError: it was refused.
    """
    connection = Connection(server.port)
    try:
        answer = connection.call(operation, **members)
    finally:
        connection.close()
    assert answer.status == 200, (operation, answer)
    return answer.value


def machine(
    server: Server, name: str, definition: Mapping[str, Any], type_: str = "STANDARD"
) -> str:
    """A new state machine's ARN."""
    made = call(
        server,
        "CreateStateMachine",
        name=name,
        definition=json.dumps(definition),
        roleArn=ROLE,
        type=type_,
    )
    return str(made["stateMachineArn"])


# -------------------------------------------------------------------- load


class Load(NamedTuple):
    """What a load was like: seconds of wall and of the server's CPU, latencies in order, answers that were no 200."""

    requests: int
    wall_s: float
    cpu_s: float
    latencies_s: Sequence[float]
    refused: int

    @property
    def rate_cpu(self) -> float:
        return self.requests / self.cpu_s

    def quantile_s(self, share: float) -> float:
        return self.latencies_s[min(int(len(self.latencies_s) * share), len(self.latencies_s) - 1)]


def load(
    server: Server,
    make: Callable[[int], bytes],
    count: int,
    *,
    concurrency: int = 16,
    per_s: float | None = None,
    look: Callable[[Answer], None] = lambda answer: None,
) -> Load:
    """Send `count` requests, so many at a time.

    make: the request of a number. per_s: begin no more in a second; None: as fast as they are answered. look: at every
    answer.
    """
    connections = [Connection(server.port) for _ in range(concurrency)]
    waiting = {each.socket.fileno(): each for each in connections}
    poller = select.epoll()
    for fd in waiting:
        poller.register(fd, select.EPOLLIN)
    latencies: list[float] = []
    refused = sent = 0
    idle = list(connections)
    cpu_s, began = server.cpu_s, time.perf_counter()
    while len(latencies) < count:
        now = time.perf_counter()
        due = count if per_s is None else min(int((now - began) * per_s) + 1, count)
        while idle and sent < due:
            idle.pop().send(make(sent))
            sent += 1
        for fd, _ in poller.poll(None if per_s is None else 1 / per_s):
            connection = waiting[fd]
            answer = connection.receive()
            if answer is None:
                continue
            latencies.append(time.perf_counter() - connection.sent_s)
            refused += answer.status != 200
            look(answer)
            idle.append(connection)
    spent = Load(
        count,
        time.perf_counter() - began,
        server.cpu_s - cpu_s,
        sorted(latencies),
        refused,
    )
    for connection in connections:
        connection.close()
    poller.close()
    return spent
