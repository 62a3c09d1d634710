"""MockConfigFile.json of Step Functions Local, read as Step Functions Local reads it.

`StateMachines.<name>.TestCases.<case>` says which states are mocked and by which response;
`MockedResponses.<response>` says what each invocation gets, by number or inclusive range:

    {"StateMachines": {"Orders": {"TestCases": {"SlowStart": {"Charge": "ChargeThird"}}}},
     "MockedResponses": {"ChargeThird": {"0-1": {"Throw": {"Error": "Busy", "Cause": "…"}},
                                         "2": {"Return": {"id": 7}}}}}

Where the Resource is a function's own ARN, a Return that looks like the response of Invoke (`StatusCode` and
`Payload`) means its Payload: files that serve both forms of a Lambda task are written so (unconfirmed for Step
Functions Local; recorded of a test suite that runs against AWS too).

A number counts the invocations of that state in the execution: retries, loops and the iterations of a Map share one
counter. A number without an entry fails the execution with States.Runtime, and so does a step with both or neither of
Return and Throw, or a Throw without an Error. A state that the case does not list is not mocked. An activity cannot be.

What makes Step Functions Local answer HTTP 500 is an error here: no JSON, a bad number, a response that does not
exist. What it would only find out on the way is a warning with its place.

Source: AWS guide, "Using mocked service integrations"; Step Functions Local 2.0.0 as reported by users in Aug 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.hosts.answers import Answer, Failed, Refused, Returned, TaskCall
from asl.hosts.files import name_of, read_text
from asl.hosts.mock_answers import Told
from asl.hosts.mock_document import Finding, MockFileError, read_document
from asl.hosts.mock_values import json_copy
from asl.jsonvalue import ABSENT, JSON, kind
from asl.model.machine import StateMachine, TaskState
from asl.source.position import escape

ACTIVITY: Final = "Activity state cannot be mocked. Please remove mocks mapped for all activity state in the mock config file."
_TOP: Final = ("StateMachines", "MockedResponses")


class Step(NamedTuple):
    """One entry of a response: the invocations it answers, first to last, its answer, and where it stands."""

    first: int
    last: int
    answer: Answer
    pointer: str


class MockConfig:
    """A mock configuration file.

    Attributes:
        source: the file's text and places.
        findings: everything wrong with it. With an error among them no case can be played.
    """

    def __init__(self, text: str, name: str = "MockConfigFile.json") -> None:
        self.source, found = read_document(text, name)
        reader = _Reader(self.source.value)
        if self.source.is_readable:
            found += reader.read()
        self.findings = tuple(found)
        self._cases = reader.cases
        self._responses = reader.responses
        self._doubts: dict[tuple[str, str], tuple[StateMachine, tuple[Finding, ...]]] = {}

    @classmethod
    def of(cls, given: MockConfig | Mapping[str, JSON] | str) -> MockConfig:
        """A config from one, from its value, from its text (which begins with a brace), or from its file's path.

        Raises:
            UsageError: the file cannot be read.
        """
        if isinstance(given, MockConfig):
            return given
        if isinstance(given, str):
            return (
                cls(given)
                if given.lstrip().startswith("{")
                else cls(read_text(given), name_of(given))
            )
        import json

        return cls(
            json.dumps(json_copy(dict(given), "the mock configuration"), indent=2), "<mock config>"
        )

    @property
    def is_usable(self) -> bool:
        """Whether cases can be played."""
        return not any(finding.is_error for finding in self.findings)

    @property
    def machines(self) -> list[str]:
        """Names under StateMachines."""
        return list(self._cases)

    def cases(self, machine: str) -> list[str]:
        """Names of a machine's test cases; empty if the machine is not in the file."""
        return list(self._cases.get(machine, ()))

    def cases_of_state(self, machine: str, state: str) -> list[str]:
        """Names of a machine's test cases that mock a state."""
        return [case for case, listed in self._cases.get(machine, {}).items() if state in listed]

    def case(
        self, machine: str | None, test_case: str, definition: StateMachine | None = None
    ) -> MockCase:
        """One test case, ready to play one execution.

        Args:
            machine: the state machine's name; None: the only one that has this test case.
            test_case: what stands after `#` in the ARN of a start.
            definition: to warn of names that it does not have.

        Raises:
            MockFileError: the file has errors.
            UsageError: there is no such machine or test case.
        """
        if not self.is_usable:
            raise MockFileError(self.source, self.findings)
        name = self._machine(machine, test_case)
        listed = self._cases[name].get(test_case)
        if listed is None:
            raise UsageError(
                f'{self.source.name}: the state machine "{name}" has no test case "{test_case}"'
                f"{_hint(test_case, self._cases[name])}"
            )
        found: tuple[Finding, ...] = ()
        if definition is not None:
            found = self.against(definition, name, test_case)
        used = {f"/MockedResponses/{escape(response)}" for response in listed.values()}
        return MockCase(
            f"{name}#{test_case}",
            {state: (response, self._responses[response]) for state, response in listed.items()},
            (*(f for f in self.findings if "/".join(f.pointer.split("/")[:3]) in used), *found),
        )

    def against(
        self, definition: StateMachine, machine: str, test_case: str
    ) -> tuple[Finding, ...]:
        """What is doubtful about a case for this definition, once for each definition: warnings all.

        Step Functions Local knows no service's model and plays whatever stands here, so nothing of it is an error.
        """
        before = self._doubts.get((machine, test_case))
        if before is not None and before[0] is definition:
            return before[1]
        pointer = f"/StateMachines/{escape(machine)}/TestCases/{escape(test_case)}"
        listed = self._cases[machine][test_case]
        found = (*_against(definition, listed, pointer), *self._modelled(definition, listed))
        self._doubts[(machine, test_case)] = (definition, found)
        return found

    def _modelled(self, definition: StateMachine, listed: Mapping[str, str]) -> Iterator[Finding]:
        """What no service gives."""
        from asl.hosts.mock_check import faults_of
        from asl.hosts.mocks import Keys

        keys = Keys(definition)
        for state, response in listed.items():
            for call in keys.calls(state) if state in keys.tasks else ():
                for step in self._responses[response]:
                    if isinstance(step.answer, (Returned, Failed)):
                        told = Told(step.answer, step.pointer, None)
                        for finding in faults_of(told, call, "present"):
                            yield finding._replace(severity="warning")

    def _machine(self, machine: str | None, test_case: str) -> str:
        if machine is not None:
            if machine in self._cases:
                return machine
            raise UsageError(
                f'{self.source.name}: there is no state machine "{machine}" in it{_hint(machine, self._cases)}'
            )
        having = [name for name, cases in self._cases.items() if test_case in cases]
        if len(having) == 1:
            return having[0]
        if having:
            raise UsageError(
                f'{self.source.name}: the test case "{test_case}" is in {_listed(having)}: say which, '
                f'"{having[0]}#{test_case}"'
            )
        every = [case for cases in self._cases.values() for case in cases]
        raise UsageError(
            f'{self.source.name}: there is no test case "{test_case}" in it{_hint(test_case, every)}'
        )


class MockCase:
    """Answers the tasks of one execution from a test case. Keep one for each execution: it counts.

    Attributes:
        name: `Machine#Case`.
        warnings: findings about what it will play.
        counts: invocations so far by state; a host that restarts may put them back.
    """

    def __init__(
        self,
        name: str,
        states: Mapping[str, tuple[str, tuple[Step, ...]]],
        warnings: tuple[Finding, ...] = (),
    ) -> None:
        self.name = name
        self.warnings = warnings
        self.counts: dict[str, int] = {}
        self._states = states

    @property
    def unused(self) -> list[str]:
        """States of the case that were never called."""
        return [state for state in self._states if state not in self.counts]

    def takes(self, call: TaskCall) -> bool:
        """Whether the case lists the state."""
        return call.state in self._states

    def answer(self, call: TaskCall) -> Answer | None:
        """The entry for this invocation; None if the case does not list the state."""
        listed = self._states.get(call.state)
        if listed is None:
            return None
        if call.resource.kind == "activity":
            return Refused(ACTIVITY)
        number = self.counts.get(call.state, 0)
        self.counts[call.state] = number + 1
        response, steps = listed
        for step in steps:
            if step.first <= number <= step.last:
                return _payload_of(step.answer) if call.resource.kind == "lambda" else step.answer
        return Refused(
            f"The mocked response '{response}' has no entry for invocation {number} of the state '{call.state}'."
        )


def _payload_of(answer: Answer) -> Answer:
    """For a function's own ARN: what the function returned, if the answer is a whole response."""
    if isinstance(answer, Returned) and isinstance(answer.value, dict):
        response = answer.value
        if "Payload" in response and "StatusCode" in response:
            return Returned(response["Payload"])
    return answer


# ------------------------------------------------------------------ reading
class _Reader:
    """Turns the file's value into cases and responses, and notes what is wrong."""

    def __init__(self, value: JSON) -> None:
        self.value = value
        self.cases: dict[str, dict[str, dict[str, str]]] = {}
        self.responses: dict[str, tuple[Step, ...]] = {}
        self.found: list[Finding] = []

    def read(self) -> list[Finding]:
        top = self._object(self.value, "", "a mock configuration")
        for key in top:
            if key not in _TOP:
                close = _nearest(key, _TOP)
                help = f'did you mean "{close}"?' if close else f"only {_listed(_TOP)} are read"
                self._warn(f'"{key}" is not read', f"/{escape(key)}", help)
        responses = self._object(
            top.get("MockedResponses", {}), "/MockedResponses", "MockedResponses"
        )
        for name, entries in responses.items():
            self.responses[name] = self._response(name, entries)
        machines = self._object(top.get("StateMachines", {}), "/StateMachines", "StateMachines")
        for name, machine in machines.items():
            self.cases[name] = self._machine(name, machine)
        return self.found

    def _machine(self, name: str, value: JSON) -> dict[str, dict[str, str]]:
        at = f"/StateMachines/{escape(name)}"
        machine = self._object(value, at, f'the state machine "{name}"')
        for key in machine:
            if key != "TestCases":
                self._warn(
                    f'"{key}" is not read',
                    f"{at}/{escape(key)}",
                    _did_you_mean(key, ("TestCases",)),
                )
        cases = self._object(machine.get("TestCases", {}), f"{at}/TestCases", "TestCases")
        return {
            case: dict(self._listed(f"{at}/TestCases/{escape(case)}", case, states))
            for case, states in cases.items()
        }

    def _listed(self, at: str, case: str, value: JSON) -> Iterator[tuple[str, str]]:
        for state, response in self._object(value, at, f'the test case "{case}"').items():
            here = f"{at}/{escape(state)}"
            if not isinstance(response, str):
                self._error(f"a response's name is text, not {_a(response)}", here)
            elif response not in self.responses:
                self._error(
                    f'"{response}" is not one of the MockedResponses',
                    here,
                    _did_you_mean(response, self.responses),
                )
            else:
                yield state, response

    def _response(self, name: str, value: JSON) -> tuple[Step, ...]:
        at = f"/MockedResponses/{escape(name)}"
        steps: list[Step] = []
        for key, said in self._object(value, at, f'the response "{name}"').items():
            here = f"{at}/{escape(key)}"
            numbers = self._numbers(key, here)
            answer = self._answer(said, here)
            if numbers is None:
                continue
            first, last = numbers
            clash = next((s for s in steps if s.first <= last and first <= s.last), None)
            if clash:
                self._error(
                    f'"{key}" is taken: invocation {max(first, clash.first)} has an entry already',
                    here,
                    key=True,
                )
            verb = "Return" if isinstance(answer, Returned) else "Throw/Error"
            steps.append(Step(first, last, answer, f"{here}/{verb}"))
        steps.sort()
        due = 0
        for step in steps:
            if step.first > due:
                missing = str(due) if step.first == due + 1 else f"{due}-{step.first - 1}"
                self._warn(
                    f'the response "{name}" has no entry "{missing}"',
                    at,
                    "that invocation fails the execution with States.Runtime",
                )
            due = max(due, step.last + 1)
        if not steps and isinstance(value, dict) and not value:
            self._warn(
                f'the response "{name}" is empty', at, "every invocation fails with States.Runtime"
            )
        return tuple(steps)

    def _numbers(self, key: str, at: str) -> tuple[int, int] | None:
        first, dash, last = key.partition("-")
        wanted = 'write a number from 0, or a range such as "0-2"'
        if not _is_number(first) or (dash and not _is_number(last)):
            self._error(f'"{key}" is not the number of an invocation', at, wanted, key=True)
            return None
        if dash and int(first) >= int(last):
            self._error(f'the range "{key}" ends where it begins, or before', at, wanted, key=True)
            return None
        return int(first), int(last or first)

    def _answer(self, value: JSON, at: str) -> Answer:
        """What an entry answers. A malformed one is found out when its turn comes, as Step Functions Local does."""
        step = self._object(value, at, "an entry")
        if step is not value:
            return Refused("")
        for key in step:
            if key not in ("Return", "Throw"):
                self._warn(
                    f'"{key}" is not read',
                    f"{at}/{escape(key)}",
                    _did_you_mean(key, ("Return", "Throw")),
                )
        has_return, throw = "Return" in step, step.get("Throw", ABSENT)
        if has_return is (throw is not ABSENT):
            both = "both Return and Throw" if has_return else "neither Return nor Throw"
            return self._broken(f"an entry has {both}", at)
        if has_return:
            return Returned(step["Return"])
        if not isinstance(throw, dict):
            return self._broken(
                f"Throw is an object with Error and Cause, not {_a(throw)}", f"{at}/Throw"
            )
        error, cause = throw.get("Error"), throw.get("Cause")
        if not isinstance(error, str) or not error:
            return self._broken("Throw needs an Error, which is text", f"{at}/Throw")
        if not isinstance(cause, (str, type(None))):
            return self._broken(f"Cause is text, not {_a(cause)}", f"{at}/Throw/Cause")
        return Failed(error, cause)

    def _broken(self, what: str, at: str) -> Answer:
        self._warn(what, at, "its turn fails the execution with States.Runtime")
        return Refused(f"The mocked response is not valid: {what}.")

    def _object(self, value: JSON, at: str, what: str) -> dict[str, JSON]:
        if isinstance(value, dict):
            return value
        self._error(f"{what} is an object, not {_a(value)}", at)
        return {}

    def _error(self, message: str, at: str, help: str | None = None, *, key: bool = False) -> None:
        self.found.append(Finding(message, at, help, key=key))

    def _warn(self, message: str, at: str, help: str | None = None) -> None:
        self.found.append(Finding(message, at, help, "warning", key=True))


def _against(definition: StateMachine, listed: Mapping[str, str], at: str) -> Iterator[Finding]:
    """What a case says of states that the definition does not have, or that cannot be mocked."""
    from asl.hosts.mocks import states_of

    states = {state.name: state for state in states_of(definition)}
    tasks = [name for name, state in states.items() if isinstance(state, TaskState)]
    for name in listed:
        here, state = f"{at}/{escape(name)}", states.get(name)
        if state is None:
            help = _did_you_mean(name, tasks) or "it is never asked for"
            yield Finding(
                f'"{name}" is not a state of this definition', here, help, "warning", True
            )
        elif not isinstance(state, TaskState):
            type_ = type(state).__name__.removesuffix("State")
            yield Finding(
                f'"{name}" is a {type_}',
                here,
                "only Task states are mocked: mock the tasks inside",
                "warning",
                True,
            )
        elif ":activity:" in state.resource:
            yield Finding(
                f'"{name}" is an activity, which cannot be mocked',
                here,
                "the execution fails with States.Runtime when it gets there",
                "warning",
                True,
            )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _a(value: JSON) -> str:
    word = kind(value)
    return f"an {word}" if word[0] in "aio" else f"a {word}"


def _nearest(name: str, names: Mapping[str, object] | list[str] | tuple[str, ...]) -> str | None:
    from asl.check.diagnostic import nearest

    return nearest(name, names)


def _did_you_mean(
    name: str, names: Mapping[str, object] | list[str] | tuple[str, ...]
) -> str | None:
    close = _nearest(name, names)
    return f'did you mean "{close}"?' if close else None


def _hint(name: str, names: Mapping[str, object] | list[str]) -> str:
    close = _did_you_mean(name, names)
    if close:
        return f": {close}"
    return f": it has {_listed(list(names))}" if names else ""


def _listed(names: list[str] | tuple[str, ...]) -> str:
    shown = [f'"{name}"' for name in names[:8]] + ["…"] * (len(names) > 8)
    return ", ".join(shown[:-1]) + " and " + shown[-1] if len(shown) > 1 else "".join(shown)
