"""From a case as it is written to one that can run.

Everything that can be wrong before the first state is found here and told at its place in the test file: a definition that
cannot run, a mock that names no task, an expectation about a state that is not there (`not_entered: [Refnud]` would hold for
ever). Such a case could not start, which is another outcome than a failure.

A mock file stands at the level that names it, its case over its shared table; of two files the nearer is meant.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from asl.errors import UsageError
from asl.hosts.mock_answers import Table
from asl.hosts.mock_document import Finding, MockFileError, shown
from asl.hosts.mock_file import DEFAULT_CHECK, MockFile
from asl.hosts.mocks import Mocks
from asl.jsonvalue import JSON
from asl.model.machine import State, StateMachine, TaskState
from asl.source.position import escape
from asl.testing.cases.reading import Case, CaseFile, Said
from asl.testing.cases.stage import CannotStart, Layer, Machine, Origin, Prepared, Stage
from asl.testing.machine import name_of, no_such_function
from asl.testing.simulate import MachineType, instant_ms

if TYPE_CHECKING:
    from asl.hosts.lambdas import Lambdas

_NAMES: Final = ("path", "path_contains", "not_entered")  # expectations that are lists of states
_TASKS: Final = ("calls", "calls_contain")


def prepare(stage: Stage, file: CaseFile, case: Case) -> Prepared:
    """All that a case needs.

    Raises:
        CannotStart: it cannot be run as it is written.
    """
    return _Preparation(stage, file, case).done()


class _Preparation:
    """One case on its way to the stage."""

    def __init__(self, stage: Stage, file: CaseFile, case: Case) -> None:
        self._stage = stage
        self._file = file
        self._case = case
        self._folder = os.path.dirname(file.path)
        self._found: list[Finding] = []

    def done(self) -> Prepared:
        case = self._case
        type_: MachineType = case.get("type", "STANDARD")
        machine = self._machine(type_)
        program, alone = machine.program, None
        if "state" in case.said:
            state = self._state(case.said["state"], machine.states)
            program = self._stage.alone(machine, state)
            stubs = [one for one in program.machine.states.values() if one is not state]
            alone = frozenset(one.name for one in stubs)
        elif "start_at" in case.said:
            self._state(case.said["start_at"], program.machine.states, "the top level")
        self._check_names(machine)
        name = case.get("machine_name") or name_of(case.definition.value)
        layers = tuple(self._mocks(machine, name))
        prepared = Prepared(
            case,
            program,
            type_,
            name,
            self._input(),
            self._now(),
            layers,
            self._functions(machine),
            self._buckets(),
            machine.states,
            alone,
        )
        self._refuse()
        return prepared

    # ---------------------------------------------------------------- faults

    def _error(
        self, message: str, said: Said, help: str | None = None, *, key: bool = False
    ) -> None:
        self._found.append(Finding(message, said.pointer, help, key=key))

    def _refuse(self) -> None:
        found = [finding for finding in dict.fromkeys(self._found) if finding.is_error]
        if found:
            source = self._file.source
            raise CannotStart("\n".join(shown(source, finding) for finding in found))

    def _stop(self, message: str, said: Said, help: str | None = None) -> CannotStart:
        """An error that leaves nothing to go on with, after those before it."""
        self._error(message, said, help)
        try:
            self._refuse()
        except CannotStart as e:
            return e
        raise AssertionError  # there is one

    # ---------------------------------------------------------------- parts

    def _path(self, path: str) -> str:
        return os.path.normpath(os.path.join(self._folder, path))

    def _machine(self, type_: MachineType) -> Machine:
        said = self._case.definition
        defines = self._defines()
        try:
            found = self._stage.machine(self._path(said.value), type_, defines)
        except UsageError:
            raise self._stop(*self._missing("the definition", said)) from None
        if isinstance(found, str):
            place = self._place(said)
            raise CannotStart(f"{place}: error: the definition cannot run\n{found}")
        return found

    def _missing(self, what: str, said: Said) -> tuple[str, Said, str | None]:
        """For a file that cannot be read: what to say, and the nearest one that is there."""
        path = self._path(said.value)
        if os.path.isdir(path):
            return f"{what} {path} is a folder", said, "name a file in it"
        if os.path.exists(path):
            return f"{what} {path} cannot be read", said, None
        from asl.check.diagnostic import nearest

        folder, name = os.path.split(path)
        try:
            close = nearest(name, sorted(os.listdir(folder or ".")))
        except OSError:
            return (
                f"there is no folder {folder}",
                said,
                "paths start at the folder of the test file",
            )
        advice = f'did you mean "{close}"?' if close else None
        return (
            f"there is no file {path}",
            said,
            advice or "paths start at the folder of the test file",
        )

    def _place(self, said: Said) -> str:
        place = self._file.source.locate(said.pointer)
        return f"{self._file.path}:{place.line}:{place.column}"

    def _defines(self) -> dict[str, str]:
        said = self._case.said.get("defines_file")
        values: dict[str, JSON] = {}
        if said is not None:
            from asl.source.substitute import read_defines

            text = self._text(said, "the file of values")
            found, problems = read_defines(text, self._path(said.value))
            for one in problems:
                if one.is_error:
                    self._error(f"{self._path(said.value)}: {one.message}", said)
            self._refuse()
            values.update(found)
        values.update(self._case.get("defines", {}))
        from asl.source.substitute import value_text

        return {name: value_text(value) for name, value in values.items()}

    def _text(self, said: Said, what: str) -> str:
        path = self._path(said.value)
        self._stage.read[path] = None
        try:
            with open(path, encoding="utf-8-sig") as file:
                return file.read()
        except UnicodeDecodeError as e:
            raise self._stop(
                f"{path}: the byte at offset {e.start} is not UTF-8", said, "save the file as UTF-8"
            ) from None
        except OSError:
            raise self._stop(*self._missing(what, said)) from None

    def _input(self) -> str:
        from asl.jsonvalue import JsonTextError, dumps, parse

        said = self._case.said.get("input_file")
        if said is None:
            return dumps(self._case.get("input", {}))
        text = self._text(said, "the input")
        try:
            parse(text)
        except JsonTextError as e:
            self._error(
                f"{self._path(said.value)} is not JSON: {e.message} at character {e.position + 1}",
                said,
            )
        return text

    def _now(self) -> int:
        said = self._case.said.get("now")
        try:
            return instant_ms(None if said is None else said.value)
        except UsageError as e:
            assert said is not None  # the default is an instant
            self._error(str(e), said)
            return 0

    def _functions(self, machine: Machine) -> Lambdas | None:
        said = self._case.said.get("lambdas")
        if said is None:
            return None
        definitions = {case.definition.value for case in self._file.cases}
        if len(definitions) == 1:  # what one of several calls, the others need not
            for name in said.value:
                advice = no_such_function(machine.keys, name)
                if advice is not None:
                    message = f'the definition calls no function "{name}"'
                    at = f"{said.pointer}/{escape(name)}"
                    self._found.append(Finding(message, at, advice, key=True))
        try:
            return self._stage.functions(said.value, self._folder or ".")
        except UsageError as e:
            self._error(str(e), said)
            return None

    def _buckets(self) -> dict[str, str] | None:
        said = self._case.said.get("buckets")
        if said is None:
            return None
        return {name: self._path(folder) for name, folder in said.value.items()}

    # ---------------------------------------------------------------- names of states

    def _state(
        self, said: Said, states: Mapping[str, State], where: str = "the definition"
    ) -> State:
        state = states.get(said.value)
        if state is None:
            raise self._stop(
                f'{where} has no state "{said.value}"', said, _nearest(said.value, states)
            )
        return state

    def _check_names(self, machine: Machine) -> None:
        """Names in expectations and steps: one that is not there can make an expectation hold for ever."""
        states = machine.states
        tasks = {name: state for name, state in states.items() if isinstance(state, TaskState)}
        for step in self._case.steps:
            self._check_expected(step.expect, states, tasks)
            if step.word == "advance_until":
                self._name("state", step.said.value, step.said.pointer, states)
            elif isinstance(step.said.value, dict) and "token_of" in step.said.value:
                at = f"{step.said.pointer}/token_of"
                self._name("Task", step.said.value["token_of"], at, tasks)
        self._check_expected(self._case.expect, states, tasks)
        self._refuse()

    def _check_expected(
        self,
        expect: Mapping[str, Said],
        states: Mapping[str, State],
        tasks: Mapping[str, State],
    ) -> None:
        for word, said in expect.items():
            if word in _NAMES:
                for n, name in enumerate(said.value):
                    self._name("state", name, f"{said.pointer}/{n}", states)
            elif word == "waits_for":
                for n, name in enumerate(said.value):
                    self._name("Task", name, f"{said.pointer}/{n}", tasks)
            elif word in _TASKS:
                for name in said.value:
                    self._name("Task", name, f"{said.pointer}/{escape(name)}", tasks, key=True)
            elif word == "states":
                for name in said.value:
                    self._name("state", name, f"{said.pointer}/{escape(name)}", states, key=True)
            elif word == "next" and said.value is not None:
                self._name("state", said.value, said.pointer, states)

    def _name(
        self, what: str, name: str, at: str, known: Mapping[str, State], *, key: bool = False
    ) -> None:
        if name not in known:
            message = f'the definition has no {what} "{name}"'
            self._found.append(Finding(message, at, _nearest(name, known), key=key))

    # ---------------------------------------------------------------- mocks

    def _mocks(self, machine: Machine, name: str) -> Iterator[Layer]:
        case = self._case.said.get("case")
        has_file = False
        for said in reversed(self._case.mocks):
            if isinstance(said.value, dict):
                inline = self._table(said, machine)
                # What the file says for all its tests is shared; a test's own and a row's are not.
                is_own = said.pointer != "/mocks"
                yield Layer(
                    Mocks(inline.answers),
                    {
                        key: Origin(
                            self._file.source, f"{said.pointer}/{escape(key)}", is_own, "/mocks"
                        )
                        for key in inline.answers
                    },
                )
            elif not has_file:
                has_file = True
                yield self._mock_file(said, case, machine.program.machine, name)
        if case is not None and not has_file:
            self._error(
                "a case is one of a mock file, and none is named", case, "say mocks: FILE", key=True
            )

    def _table(self, said: Said, machine: Machine) -> Table:
        from asl.hosts.mock_check import check_table

        table = Table(said.value, said.pointer)
        self._found += table.found
        if not table.found:
            self._found += check_table(table, machine.keys, DEFAULT_CHECK)
        self._refuse()
        return table

    def _mock_file(self, said: Said, case: Said | None, machine: StateMachine, name: str) -> Layer:
        path = self._path(said.value)
        named = None if case is None else case.value
        try:
            file = self._stage.mock_file(path)
        except UsageError:
            raise self._stop(*self._missing("the mock file", said)) from None
        try:
            answerer = file.answerer(machine, named, machine_name=name)
        except MockFileError as e:
            raise CannotStart(
                f"{self._place(said)}: error: these mocks cannot be used\n{e}"
            ) from None
        except UsageError as e:
            raise self._stop(str(e), case or said) from None
        for finding in answerer.warnings:
            if not finding.is_error:
                self._stage.warnings[shown(file.source, finding)] = None
        if not isinstance(answerer, Mocks):
            machine_, _, plain = answerer.name.partition("#")
            at = f"/StateMachines/{escape(machine_)}/TestCases/{escape(plain)}"
            return Layer(
                answerer,
                {
                    state: Origin(file.source, f"{at}/{escape(state)}", True, path)
                    for state in answerer.unused
                },
            )
        shared = {} if file.needs_case else file.table()
        origins = {}
        for key, answer in file.table(named).items():
            is_own = shared.get(key) is not answer
            pointer = (
                f"/cases/{escape(named or '')}/{escape(key)}" if is_own else _shared(file, key)
            )
            origins[key] = Origin(file.source, pointer, is_own, path)
        return Layer(answerer, origins)


def _shared(file: MockFile, key: str) -> str:
    value = file.source.value
    top = "/mocks" if isinstance(value, dict) and ("mocks" in value or "cases" in value) else ""
    return f"{top}/{escape(key)}"


def _nearest(name: str, names: Iterable[str]) -> str:
    from asl.check.diagnostic import did_you_mean

    known = list(names)
    shown_names = ", ".join(f'"{one}"' for one in known[:8])
    more = f" and {len(known) - 8} more" if len(known) > 8 else ""
    return did_you_mean(name, known) or f"it has {shown_names or 'none'}{more}"
