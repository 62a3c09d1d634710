"""Cases against a real server: requests per CPU-second of its process, waits, durable tasks, recovery, boot, fairness.

CPU and memory are the server's, from /proc; the client is raw sockets and one thread, so that it is not the limit. The data
folder is a temporary one on this disk. A wrong answer, a refusal or an execution that did not end is WRONG.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from cases import Case
from meter import measured
from wire import Answer, Connection, Load, Server, call, environment, load, machine, request

JSON = Any
Result = dict[str, Any]

_WARM: Final = 500
_HANDLERS: Final = "def handler(event, context):\n    return 1\n"
_LAMBDA: Final = ("--lambda", "f=handlers.py:handler")
_CALL: Final = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
    "ResultPath": None,
}
PASS: Final = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}


def _loop(**work: JSON) -> JSON:
    """`$.to` rounds of one state."""
    return {
        "StartAt": "Work",
        "States": {
            "Work": {**work, "Next": "Count"},
            "Count": {
                "Type": "Pass",
                "Parameters": {"n.$": "States.MathAdd($.n, 1)", "to.$": "$.to"},
                "Next": "More",
            },
            "More": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.n", "NumericLessThanPath": "$.to", "Next": "Work"}],
                "Default": "Last",
            },
            "Last": {"Type": "Wait", "SecondsPath": "$.n", "Next": "Done"},
            "Done": {"Type": "Succeed"},
        },
    }


@contextmanager
def _serving(*arguments: str) -> Iterator[Server]:
    """A server on an empty folder, with the function `f` in its process."""
    with tempfile.TemporaryDirectory(prefix="asl-bench-") as name:
        folder = Path(name)
        (folder / "handlers.py").write_text(_HANDLERS)
        data = str(folder / "data")
        with Server("--data", data, *_LAMBDA, *arguments, folder=folder) as server:
            yield server


def _health(server: Server) -> dict[str, Any]:
    connection = Connection(server.port)
    try:
        return connection.get("/health").value
    finally:
        connection.close()


def _until_closed(server: Server, timeout_s: float = 60.0) -> bool:
    end = time.perf_counter() + timeout_s
    while _health(server)["open_executions"]:
        if time.perf_counter() > end:
            return False
        time.sleep(0.01)
    return True


# -------------------------------------------------------------------- W9: requests


def requests(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """One operation, as often as the case says, sixteen at a time."""
    with _serving() as server:
        type_ = "EXPRESS" if case.workload == "StartSyncExecution" else "STANDARD"
        arn = machine(server, "m", PASS, type_)
        members = {"stateMachineArn": arn}
        if case.workload.startswith("Start"):
            members["input"] = '{"a":1}'
        data = request(case.workload, **members)
        last: list[Answer] = []

        def look(answer: Answer) -> None:
            last[:] = [answer]

        load(server, lambda number: data, _WARM)
        found = load(server, lambda number: data, case.size, look=look)
        answer = last[0].value
        closed = _until_closed(server)
        result = _loaded(found, "requests")
        result["rss"] = server.rss_mib
        if type_ == "EXPRESS" and answer.get("output") != '{"a":1}':
            result.update(status="WRONG", why=f"the output is {answer.get('output')}")
        if not closed:
            result.update(status="WRONG", why="executions stay open")
        return result


def _loaded(found: Load, unit: str) -> Result:
    result: Result = {
        "status": "SUCCEEDED",
        "unit": unit,
        "units": found.requests,
        "cpu": found.cpu_s,
        "wall": found.wall_s,
        "p50": found.quantile_s(0.5) * 1000,
        "p99": found.quantile_s(0.99) * 1000,
    }
    if found.refused:
        result.update(status="WRONG", why=f"{found.refused} requests were refused")
    return result


_BARE: Final = """
import sys, uvicorn
async def app(scope, receive, send):
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print('{"url": "http://127.0.0.1:%d", "recovered": 0}' % port, flush=True)
Server(uvicorn.Config(app, port=0, http="httptools", loop="uvloop", ws="none", log_config=None, access_log=False)).run()
"""


class _Bare(Server):
    """uvicorn with an app of three lines: what no server on it can surpass."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _BARE], stdout=subprocess.PIPE, text=True, env=environment()
        )
        assert self.process.stdout is not None
        self.port = int(json.loads(self.process.stdout.readline())["url"].rpartition(":")[2])


def bare(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """The yardstick of W9."""
    data = request("ListStateMachines")
    with _Bare() as server:
        load(server, lambda number: data, _WARM)
        return _loaded(load(server, lambda number: data, case.size), "requests")


# -------------------------------------------------------------------- fairness

# Stopped by their steps, by time (a second), by memory; and some that only take long.
_HOSTILE: Final = (
    "($f := function($n){ $n <= 1 ? 1 : $f($n-1) + $f($n-2) }; $f(30))",
    "$count($map([1..20000], function($i){ $string($i) }))",
    "$sort([1..30000], function($a, $b){ $a < $b })[0]",
    "$join([1..50000].$string(), ',')",
    "$match($pad('', 30, 'a') & '!', /(a+)+$/)",
    "[1..9999].[1..9999]",
    "$count($filter([1..40000], function($v){ $contains($string($v), '7') }))",
)
_ROUNDS: Final = 8_000  # of a loop that ends at 25,000 events


def others(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """How long other requests take while dear expressions and loops of 25,000 events run, always as many again."""
    with _serving() as server:
        busy = [
            machine(server, f"hostile{number}", _hostile(expression))
            for number, expression in enumerate(_HOSTILE)
        ]
        loop = machine(server, "loop", _loop(Type="Pass"))
        standard, express = machine(server, "m", PASS), machine(server, "x", PASS, "EXPRESS")
        beginning = [
            request("StartExecution", stateMachineArn=arn, input=json.dumps(given))
            for arn, given in [*((arn, {}) for arn in busy), *[(loop, {"n": 0, "to": _ROUNDS})] * 3]
        ]
        other = [
            request("StartExecution", stateMachineArn=standard),
            request("StartSyncExecution", stateMachineArn=express),
            request("DescribeStateMachine", stateMachineArn=standard),
            request("ListExecutions", stateMachineArn=standard, maxResults=10),
        ]
        latencies: list[float] = []
        refused = 0
        wall_s, cpu_s = time.perf_counter(), server.cpu_s
        for _ in range(case.size // 100):
            load(server, lambda number: beginning[number], len(beginning), concurrency=8)
            found = load(server, lambda number: other[number % 4], 100, concurrency=4, per_s=100)
            latencies += found.latencies_s
            refused += found.refused
        was_busy = _health(server)["open_executions"]
        whole = Load(
            case.size,
            time.perf_counter() - wall_s,
            server.cpu_s - cpu_s,
            sorted(latencies),
            refused,
        )
        result = _loaded(whole, "requests")
        if not was_busy:
            result.update(status="WRONG", why="nothing ran beside them")
        return result


def _hostile(expression: str) -> JSON:
    """The expression again and again, whatever comes of it."""
    task = {
        "Type": "Pass",
        "Output": {"x": f"{{% {expression} %}}", "n": "{% $states.input.n + 1 %}"},
        "Next": "More",
    }
    more = {"Condition": "{% $states.input.n < 10 %}", "Next": "Work"}
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Zero",
        "States": {
            "Zero": {"Type": "Pass", "Output": {"n": 0}, "Next": "Work"},
            "Work": task,
            "More": {"Type": "Choice", "Choices": [more], "Default": "Done"},
            "Done": {"Type": "Succeed"},
        },
    }


# -------------------------------------------------------------------- W11, tasks, recovery, boot


def waits(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """W11: so many executions that each wait a second. wall: from the last start's answer to the last end."""
    definition = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": True}}}
    with _serving() as server:
        arn = machine(server, "w", definition)
        data = request("StartExecution", stateMachineArn=arn)
        load(server, lambda number: data, 1)
        _until_closed(server)
        threads, cpu_s = server.status("Threads"), server.cpu_s
        found = load(server, lambda number: data, case.size)
        began = time.perf_counter()
        most = server.status("Threads")
        closed = _until_closed(server)
        result: Result = {
            "status": "SUCCEEDED",
            "unit": "executions",
            "units": case.size,
            "cpu": server.cpu_s - cpu_s,
            "wall": time.perf_counter() - began,
            "threads": most - threads,
        }
        if found.refused or not closed:
            result.update(status="WRONG", why="not all of them ended")
        if most > threads:
            result.update(status="WRONG", why=f"{most - threads} threads more than without them")
        return result


def tasks(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """Durable tasks with a trivial handler, 64 in flight. rate_wall: tasks in a second of wall."""
    rounds, in_flight = 100, 64
    with _serving("--sync", case.workload, "--wait-scale", "0") as server:
        arn = machine(server, "t", _loop(**_CALL))
        data = request(
            "StartExecution", stateMachineArn=arn, input=json.dumps({"n": 0, "to": rounds})
        )
        load(server, lambda number: data, 2)
        _until_closed(server)
        cpu_s, began = server.cpu_s, time.perf_counter()
        found = load(server, lambda number: data, in_flight)
        closed = _until_closed(server)
        wall_s = time.perf_counter() - began
        result: Result = {
            "status": "SUCCEEDED",
            "unit": "tasks",
            "units": rounds * in_flight,
            "cpu": server.cpu_s - cpu_s,
            "wall": wall_s,
            "rate_wall": rounds * in_flight / wall_s,
        }
        listed = call(server, "ListExecutions", stateMachineArn=arn, statusFilter="SUCCEEDED")
        if found.refused or not closed or len(listed["executions"]) != in_flight + 2:
            result.update(status="WRONG", why="not all of them succeeded")
        return result


def recovery(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """Start on a folder with so many open executions of 50 results each. wall: to the first answer."""
    results = 50
    with tempfile.TemporaryDirectory(prefix="asl-bench-") as name:
        place = Path(name)
        (place / "handlers.py").write_text(_HANDLERS)
        arguments = ("--data", str(place / "data"), *_LAMBDA)
        with Server(*arguments, folder=place) as server:
            arn = machine(server, "r", _loop(**_CALL))
            given = json.dumps({"n": 0, "to": results})
            data = request("StartExecution", stateMachineArn=arn, input=given)
            load(server, lambda number: data, case.size, concurrency=64)
            time.sleep(0.5)
            last = call(server, "ListExecutions", stateMachineArn=arn, maxResults=1)
            while not _waits(server, last["executions"][0]["executionArn"]):
                time.sleep(0.05)
        with Server(*arguments, folder=place) as server:
            health = _health(server)
            result: Result = {
                "status": "SUCCEEDED",
                "unit": "executions",
                "units": case.size,
                "cpu": server.cpu_s,
                "wall": server.boot_s,
                "rss": server.rss_mib,
            }
            if server.recovered != case.size or health["open_executions"] != case.size:
                result.update(status="WRONG", why=f"{health} after a start with {case.size}")
            return result


def _waits(server: Server, arn: str) -> bool:
    """The execution has all its results and waits."""
    events = call(server, "GetExecutionHistory", executionArn=arn, reverseOrder=True, maxResults=1)
    return bool(events["events"][0]["type"] == "WaitStateEntered")


def boot(case: Case, folder: Path, row: Mapping[str, JSON]) -> Result:
    """From nothing to the first answer: CPU and memory of the process."""
    (answer, cpu_s, rss), spent = measured(_first_answer)
    result: Result = {"status": "SUCCEEDED", "cpu": cpu_s, "wall": spent.wall_s, "rss": rss}
    if answer != {"stateMachines": []}:
        result.update(status="WRONG", why=f"the first answer is {answer}")
    return result


def _first_answer() -> tuple[JSON, float, float]:
    with (
        tempfile.TemporaryDirectory(prefix="asl-bench-") as name,
        Server("--data", f"{name}/data", folder=Path(name)) as server,
    ):
        answer = call(server, "ListStateMachines")
        return answer, server.cpu_s, server.rss_mib


KINDS: Final[Mapping[str, Callable[[Case, Path, Mapping[str, JSON]], Result]]] = {
    "requests": requests,
    "bare": bare,
    "others": others,
    "waits": waits,
    "tasks": tasks,
    "recovery": recovery,
    "boot": boot,
}
