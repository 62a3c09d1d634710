"""Mock files of both kinds, as one thing: a file gives answerers by case, and says what is wrong with it at its place.

The short form is a table, state → answer (`mock_answers` has the answers), or a document with named cases:

    mocks:                       # what all cases share; run without a case, this alone answers
      Charge: {id: 7}
    cases:
      declined:                  # over the shared table, key by key
        Charge: {throw: Card.Declined}
    check: present               # how answers are held to the services' models, unless one says otherwise

Any file with `mocks` or `cases` at its top is a document. Step Functions Local's (`mock_config`) is known by
`StateMachines` or `MockedResponses`. Whoever plays a file asks `open_mocks(path).answerer(machine, case)`: keys and
answers are checked against the machine then, and every fault comes at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from asl.errors import UsageError
from asl.hosts.answers import TaskCall
from asl.hosts.files import name_of, read_text
from asl.hosts.mock_answers import CHECKS, Table
from asl.hosts.mock_config import MockCase, MockConfig
from asl.hosts.mock_document import Finding, MockFileError, read_document
from asl.hosts.mocks import Keys, Mocks
from asl.jsonvalue import JSON
from asl.model.machine import StateMachine
from asl.source.position import escape

_TOP: Final = ("mocks", "cases", "check", "$schema")
DEFAULT_CHECK: Final = "present"


class MockFile:
    """A mock file.

    Attributes:
        name: the file's, or what stands for it.
        source: its text and places.
        findings: what is wrong with it, whatever the machine.
        config: the file as Step Functions Local's, None for the short form.
        check: how its answers are held to the services' models where they do not say.
    """

    def __init__(self, text: str, name: str = "mocks.yaml") -> None:
        self.name = name
        self.source, found = read_document(text, name)
        self.config: MockConfig | None = None
        self.check = DEFAULT_CHECK
        self._base: Table | None = None
        self._cases: dict[str, Table] = {}
        self._warned: dict[str | None, tuple[StateMachine, tuple[Finding, ...]]] = {}
        value = self.source.value
        if isinstance(value, dict) and ("StateMachines" in value or "MockedResponses" in value):
            self.config = MockConfig(text, name)
            found = list(self.config.findings)
        elif isinstance(value, dict) and ("mocks" in value or "cases" in value):
            found += self._document(value)
        elif self.source.is_readable:
            self._base = Table(value)
            found += self._base.found
        self.findings = tuple(found)

    @property
    def needs_case(self) -> bool:
        """Whether a case must be named: there is nothing that all cases share."""
        return self.config is not None or (self._base is None and bool(self._cases))

    @property
    def cases(self) -> list[str]:
        """Names of its cases, in the file's order; `Machine#Case` in a file of Step Functions Local."""
        if self.config is not None:
            config = self.config
            return [f"{name}#{case}" for name in config.machines for case in config.cases(name)]
        return list(self._cases)

    def answerer(
        self,
        machine: StateMachine | None,
        case: str | None = None,
        *,
        machine_name: str | None = None,
    ) -> Mocks | MockCase:
        """What answers one execution: it counts, so ask for one for each. `unused` tells afterwards what never answered.

        Args:
            machine: the definition, whose tasks the keys must name and whose services' models the answers must fit; None:
                nothing is checked.
            case: one of `cases`; None: what all cases share. For a file of Step Functions Local, `Case` or
                `Machine#Case`.
            machine_name: whose `Case` is meant, in a file of Step Functions Local; None: the only one that has it.

        Raises:
            MockFileError: the file has errors, or the machine has no such tasks; every one is told.
            UsageError: it has no such case, or only cases and none is named.
        """
        if self.config is not None:
            return self._local(self.config, machine, case, machine_name)
        self._refuse(self.findings)
        self._named(case)
        mocks = Mocks(self.table(case))
        if machine is not None:
            before = self._warned.get(case)
            if before is None or before[0] is not machine:
                found = tuple(self.against(machine, case))
                self._refuse(found)
                before = self._warned[case] = (machine, (*self.findings, *found))
            mocks.warnings = before[1]
        return mocks

    def table(self, case: str | None = None) -> dict[str, object]:
        """The answers of a case, as `Mocks` takes them; the file is of the short form.

        Raises:
            MockFileError: the file has errors.
            UsageError: as `answerer`.
        """
        self._refuse(self.findings)
        self._named(case)
        return {
            key: answer for table in self._tables(case) for key, answer in table.answers.items()
        }

    def against(self, machine: StateMachine, case: str | None = None) -> list[Finding]:
        """What is wrong with a case for this machine: keys that name no task, answers that no service gives."""
        from asl.hosts.mock_check import check_table

        keys = Keys(machine)
        tables = self._tables(case)
        return [
            finding
            for n, table in enumerate(tables)
            for finding in check_table(
                table, keys, self.check, {key for later in tables[n + 1 :] for key in later.answers}
            )
        ]

    def check_all(
        self, machine: StateMachine, case: str | None = None, machine_name: str | None = None
    ) -> list[Finding]:
        """Everything that is wrong with the file for this machine, in all of its cases or in one, errors first by place.

        machine_name: whose cases are meant, in a file of Step Functions Local; of a machine that is not in it, all are. What
        no service gives is an error here, which that program would play.

        Raises:
            UsageError: there is no such case.
        """
        found: dict[Finding, None] = dict.fromkeys(self.findings)
        if self.config is not None:
            if self.config.is_usable:
                found.update(self._check_local(self.config, machine, case, machine_name))
        else:
            if case is not None:
                self._named(case)
            if not any(finding.is_error for finding in found):
                from asl.hosts.mock_schema import schema_findings

                found.update(dict.fromkeys(schema_findings(self.source.value)))
            for one in [None, *self._cases] if case is None else [case]:
                found.update(dict.fromkeys(self.against(machine, one)))
        return sorted(found, key=self._place)

    def _place(self, finding: Finding) -> tuple[int, int]:
        place = finding.place or self.source.locate(finding.pointer, key=finding.key)
        return place.line, place.column

    def _check_local(
        self, config: MockConfig, machine: StateMachine, case: str | None, name: str | None
    ) -> dict[Finding, None]:
        if case is None and name not in config.machines:
            name = None
        mentioned = [
            (owner, one)
            for owner in config.machines
            for one in config.cases(owner)
            if case in (None, one, f"{owner}#{one}") and name in (None, owner)
        ]
        if not mentioned and case is not None:
            config.case(name, case, machine)  # which raises, with advice
        return {
            finding._replace(severity="error"): None
            for owner, one in mentioned
            for finding in config.against(machine, owner, one)
        }

    def doubts(self, key: str, call: TaskCall) -> list[Finding]:
        """What is wrong with what the shared table's key gives to a call: for hosts that know no machine before."""
        from asl.hosts.mock_check import faults_of
        from asl.hosts.mocks import function_names

        told = [] if self._base is None else self._base.told.get(key, [])
        if key != call.state and key in function_names(call):
            return []  # what a function returns is its own
        return [
            finding for one in told for finding in faults_of(one, call, one.check or self.check)
        ]

    def _tables(self, case: str | None) -> list[Table]:
        """The shared table, then the case's, which comes over it."""
        base = [] if self._base is None else [self._base]
        return base if case is None else [*base, self._cases[case]]

    def _named(self, case: str | None) -> None:
        if case is None and not self.needs_case:
            return
        if case in self._cases:
            return
        listed = ", ".join(f'"{name}"' for name in list(self._cases)[:8])
        if case is None:
            raise UsageError(f"{self.name}: say which case; it has {listed}")
        if not self._cases:
            raise UsageError(f"{self.name} has no test cases: it is a table of state → answer")
        from asl.check.diagnostic import did_you_mean

        advice = did_you_mean(case, self._cases) or f"it has {listed}"
        raise UsageError(f'{self.name} has no case "{case}": {advice}')

    def _local(
        self, config: MockConfig, machine: StateMachine | None, case: str | None, name: str | None
    ) -> MockCase:
        if case is None:
            shown = ", ".join(self.cases[:8]) or "none"
            raise UsageError(f"{self.name}: say which test case; it has {shown}")
        given, hash_, plain = case.rpartition("#")
        if hash_:
            name = given
        elif name is not None and plain not in config.cases(name):
            name = None
        return config.case(name, plain, machine)

    def _refuse(self, found: Iterable[Finding]) -> None:
        found = tuple(found)
        if any(finding.is_error for finding in found):
            raise MockFileError(self.source, found)

    def _document(self, value: dict[str, JSON]) -> list[Finding]:
        found: list[Finding] = []
        for key in value:
            if key not in _TOP:
                from asl.check.diagnostic import did_you_mean

                help = did_you_mean(key, _TOP) or (
                    "beside mocks and cases stand check and $schema only; states are named inside mocks"
                )
                found.append(
                    Finding(f'"{key}" is not read here', f"/{escape(key)}", help, key=True)
                )
        check = value.get("check", DEFAULT_CHECK)
        if check in CHECKS:
            self.check = str(check)
        else:
            found.append(Finding(f"check is {', '.join(CHECKS[:2])} or {CHECKS[2]}", "/check"))
        if "mocks" in value:
            self._base = Table(value["mocks"], "/mocks")
            found += self._base.found
        cases = value.get("cases", {})
        if not isinstance(cases, dict):
            found.append(Finding("cases is an object, name → table of mocks", "/cases"))
            cases = {}
        for name, said in cases.items():
            table = self._cases[name] = Table(said, f"/cases/{escape(name)}")
            found += table.found
        return found


def open_mocks(path: str) -> MockFile:
    """A mock file of either kind; `-` is standard input. What is wrong inside it is told when it is used.

    Raises:
        UsageError: the file cannot be read.
    """
    return MockFile(read_text(path), name_of(path))


def load_mocks(path: str, case: str | None = None) -> MockConfig | dict[str, object]:
    """A mock file of either kind: a MockConfig, or a table for `Mocks`, of a case if it has any.

    Raises:
        UsageError: the file cannot be read, or has no such case.
        MockFileError: it is of the short form and has errors. A MockConfig keeps its own findings.
    """
    file = open_mocks(path)
    return file.table(case) if file.config is None else file.config


def read_table(value: JSON) -> tuple[dict[str, object], list[Finding]]:
    """A table for `Mocks` from the value of a table of the short form, and what is wrong with it."""
    table = Table(value)
    return table.answers, table.found
