"""What cases are run with: programs, mock files, functions. Opened once for a session, used by many cases.

Mocks answer from near to far, however they name a task: the row's, the test's, the file's. Where each was said is kept: those
for one case alone must be called by it, those that many share by one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asl.compile.program import Program
from asl.errors import AslError, DefinitionError
from asl.hosts.answers import Answerer, Never, Queued, TaskCall
from asl.hosts.mock_file import MockFile, open_mocks
from asl.hosts.mocks import Keys, Mocks, states_of
from asl.model.machine import State
from asl.testing.cases.reading import Case
from asl.testing.simulate import MachineType, load

if TYPE_CHECKING:
    from asl.hosts.lambdas import Lambdas
    from asl.hosts.mock_config import MockCase
    from asl.source.text import Source


class CannotStart(AslError):
    """A case that could not be started. The text says where and why."""


class Origin(NamedTuple):
    """Where a mock was said, in which file. is_own: for this case alone. group: what shares it."""

    source: Source
    pointer: str
    is_own: bool
    group: str

    @property
    def place(self) -> str:
        return f"{self.source.name}:{self.source.locate(self.pointer, key=True).line}"


class Layer(NamedTuple):
    """The mocks of one level, and where each was said."""

    mocks: Mocks | MockCase
    origins: Mapping[str, Origin]

    @property
    def left_over(self) -> dict[str, list[int]]:
        """Numbers, from 1, of answers that were never given, of mocks that were asked."""
        return self.mocks.left_over if isinstance(self.mocks, Mocks) else {}


class Prepared(NamedTuple):
    """A case that can run.

    name: the machine's. text: the input as JSON text. layers: mocks, from near to far. alone: the states that may follow a
    state that runs alone.
    """

    case: Case
    program: Program
    type_: MachineType
    name: str
    text: str
    now_ms: int
    layers: tuple[Layer, ...]
    functions: Lambdas | None
    buckets: Mapping[str, str] | None
    states: Mapping[str, State]
    alone: frozenset[str] | None

    @property
    def answerers(self) -> list[Answerer]:
        """Who answers a task, in their order."""
        found: list[Answerer] = [layer.mocks for layer in self.layers]
        if self.functions is not None:
            found.append(self.functions)
        return [*found, _Outside()]


class _Outside:
    """Tasks that nothing answers but a step: they wait."""

    def answer(self, call: TaskCall) -> Never | Queued | None:
        if call.resource.pattern == "token":
            return Never()
        return Queued() if call.resource.pattern == "activity" else None


class Machine(NamedTuple):
    """A program with what is asked of its machine again and again."""

    program: Program
    keys: Keys
    states: Mapping[str, State]


class Stage:
    """What a session's cases share.

    Attributes:
        read: every file that a case depends on, by its path.
        warnings: what is doubtful about mock files, each once.
    """

    def __init__(self) -> None:
        self.read: dict[str, None] = {}
        self.warnings: dict[str, None] = {}
        self._machines: dict[tuple[str, str, tuple[tuple[str, str], ...]], Machine | str] = {}
        self._mock_files: dict[str, MockFile] = {}
        self._functions: dict[tuple[tuple[str, str], ...], Lambdas] = {}
        self._alone: dict[tuple[int, str], Program] = {}

    def machine(self, path: str, type_: MachineType, defines: Mapping[str, str]) -> Machine | str:
        """A definition, compiled; or what is wrong with it, as text."""
        key = (path, type_, tuple(sorted(defines.items())))
        found = self._machines.get(key)
        if found is None:
            self.read[path] = None
            try:
                program = load(Path(path), type=type_, defines=defines)
            except DefinitionError:
                found = _faults(path, type_, defines)
            else:
                states = {state.name: state for state in states_of(program.machine)}
                found = Machine(program, Keys(program.machine), states)
            self._machines[key] = found
        return found

    def mock_file(self, path: str) -> MockFile:
        """A mock file.

        Raises:
            UsageError: it cannot be read.
        """
        if path not in self._mock_files:
            self.read[path] = None
            self._mock_files[path] = open_mocks(path)
        return self._mock_files[path]

    def functions(self, references: Mapping[str, str], folder: str) -> Lambdas:
        """Handlers by their references.

        Raises:
            UsageError: one cannot be imported.
        """
        from asl.hosts.imported import ImportedHandler
        from asl.hosts.lambdas import Lambdas

        key = (("", folder), *sorted(references.items()))
        if key not in self._functions:
            handlers = {}
            for name, reference in references.items():
                handler = ImportedHandler(reference, Path(folder))
                if handler.path is not None:
                    self.read[handler.path] = None
                handlers[name] = handler
            self._functions[key] = Lambdas(handlers, others_exist=True)
        return self._functions[key]

    def alone(self, machine: Machine, state: State) -> Program:
        """The program of one state alone."""
        from asl.teststate.alone import program_of_one

        key = (id(machine.program), state.pointer)
        if key not in self._alone:
            self._alone[key] = program_of_one(state, as_call=False, name=state.name)
        return self._alone[key]


def _faults(path: str, type_: MachineType, defines: Mapping[str, str]) -> str:
    """Every finding of a definition that cannot run, with its place."""
    from asl.check import check_source, report
    from asl.source import read

    with open(path, "rb") as file:
        source = read(file.read(), name=path, defines=dict(defines))
    errors = [one for one in check_source(source, type=type_) if one.is_error]
    return report.text([report.Checked(source, errors)])
