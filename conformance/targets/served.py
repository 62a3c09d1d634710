"""Our own server, started for a suite: `asl serve` on a free port, in memory, told beforehand what the cases need.

It is reached over HTTP alone, like any other endpoint. What a case's functions and mocks do is written into a folder as
its configuration: a module of Python with one function for each, and `asl.toml` that names them. All cases share one
server, so machines and functions get the case's number; between two cases the server is reset, its clock too.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from conformance.targets.base import World
from conformance.targets.clocks import control
from conformance.targets.workers import activities_of

JSON: TypeAlias = Any

_ROOT: Final = Path(__file__).parents[2]
_START_S: Final = 30.0
_NOW: Final = "2025-01-01T00:00:00Z"  # where no case says
_KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP")
_HEADER: Final = '''"""What the functions and the mocked states of the cases do. Written for one run of a suite."""

from pathlib import Path

from conformance.behaviour import handler_of
from conformance.targets.answers import Mocked

TOKENS = Path(__file__).parent / "tokens.jsonl"
'''


class Served:
    """The server's process and its folder.

    Args:
        worlds: what the cases need, all of them.
        clock: "virtual", where time passes only for the case that is played, or "real". The former begins at every reset
            at the earliest instant that a case wants.

    Raises:
        OSError: it did not start; the message has what it said.
    """

    def __init__(
        self,
        worlds: Iterable[World],
        *,
        clock: Literal["real", "virtual"] = "virtual",
    ) -> None:
        worlds = list(worlds)
        self._numbers: dict[str, int] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="conformance-")
        self._path = Path(self._folder.name)
        arguments = ["--port", "0", "--memory", "--json", "--log-level", "error", "--clock", clock]
        if clock == "virtual":
            wanted = (world.now for world in worlds if world.now is not None)
            arguments += ["--now", min(wanted, key=dt.datetime.fromisoformat, default=_NOW)]
        arguments += self._write(worlds)
        self._log = (self._path / "log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from asl.cli import main; main()", "serve", *arguments],
            cwd=self._path,
            env={
                **{name: os.environ[name] for name in _KEPT if name in os.environ},
                "PYTHONPATH": str(_ROOT),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        try:
            self.url = self._ready()
        except BaseException:
            self.close()
            raise

    def _ready(self) -> str:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            line = b""
            if selector.select(_START_S):
                line = self._process.stdout.readline()
        if not line:
            said = (self._path / "log").read_text("utf-8", "replace")[-2_000:]
            raise OSError(f"`asl serve` did not start:\n{said}")
        return str(json.loads(line)["url"])

    # ------------------------------------------------------------------ what the cases need

    def names(self, world: World) -> dict[str, dict[str, str]]:
        """The names that a case's machine, functions and activities have here (see naming.Names)."""
        if world.machine is None:
            return {}  # names that are meant: no two cases share one
        end = f"-{self._numbers[world.key]:04}"
        return {
            "stateMachine": {world.machine: f"{world.machine}{end}"},
            "activity": {name: f"{name}{end}" for name in activities_of(world).values()},
            "function": {name: f"{name}{end}" for name in world.functions},
        }

    def _write(self, worlds: Iterable[World]) -> list[str]:
        """Writes the configuration. Returns the arguments that lead there."""
        code = [_HEADER]
        functions: dict[str, str] = {}
        states: dict[str, str] = {}
        mock_config: JSON = {"StateMachines": {}, "MockedResponses": {}}
        for number, world in enumerate(worlds, start=1):
            self._numbers[world.key] = number
            names = self.names(world)
            for n, (name, does) in enumerate(world.functions.items()):
                reference = f"function_{number}_{n}"
                functions[names.get("function", {}).get(name, name)] = reference
                code.append(f"{reference} = handler_of({name!r}, {_literal(does)})")
            machine = names.get("stateMachine", {}).get(world.machine or "", "")
            workers = activities_of(world)
            for n, (state, says) in enumerate(world.mocks.items()):
                if state not in workers:
                    reference = f"mock_{number}_{n}"
                    states[f"{machine}/{state}"] = reference
                    code.append(f"{reference} = Mocked({_literal(says)}, TOKENS)")
            if world.mock_config is not None:
                _merge(mock_config, world.mock_config, names.get("stateMachine", {}), number)
        (self._path / "answers.py").write_text("\n".join(code) + "\n", "utf-8")
        (self._path / "asl.toml").write_text(_toml(functions, states), "utf-8")
        if not mock_config["StateMachines"]:
            return []
        file = self._path / "mocks.json"
        file.write_text(json.dumps(mock_config), "utf-8")
        return ["--mock-config", str(file)]

    def token(self, execution_arn: str, state: str) -> str | None:
        """The newest token that the server gave to a mock, by the server's names."""
        file = self._path / "tokens.jsonl"
        told = file.read_text("utf-8").splitlines() if file.exists() else []
        for line in reversed(told):
            task = json.loads(line)
            if (task["execution"], task["state"]) == (execution_arn, state):
                return str(task["token"])
        return None

    # ------------------------------------------------------------------ its life

    def reset(self) -> None:
        """Forget everything; a virtual clock goes back to its beginning."""
        control(self.url, "reset", {}, _START_S)

    def close(self) -> None:
        """End the process and remove the folder."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()
        self._folder.cleanup()


def _literal(value: JSON) -> str:
    return f"__import__('json').loads({json.dumps(value)!r})"


def _toml(functions: Mapping[str, str], states: Mapping[str, str]) -> str:
    lines = ["[functions]"]
    lines += [f'{json.dumps(name)} = "answers.py:{ref}"' for name, ref in functions.items()]
    lines += ["", "[states]"]
    lines += [
        f'{json.dumps(name)} = {{ function = "answers.py:{ref}" }}' for name, ref in states.items()
    ]
    return "\n".join(lines) + "\n"


def _merge(into: JSON, given: JSON, machines: Mapping[str, str], number: int) -> None:
    """A case's mock file added to those of the others: its machines by their names here, its responses numbered."""
    for name, machine in given["StateMachines"].items():
        cases = {
            case: {state: f"{number}-{response}" for state, response in states.items()}
            for case, states in machine["TestCases"].items()
        }
        into["StateMachines"][machines.get(name, name)] = {"TestCases": cases}
    for name, response in given["MockedResponses"].items():
        into["MockedResponses"][f"{number}-{name}"] = response
