"""A machine under test: a definition, what answers its tasks, and the ways to run it.

    machine = asl_machine("order.asl.json", defines={"Table": "orders"})
    machine.mock("Charge", returns={"receipt": "r-1"}).lambda_("ship", handler)
    run = machine.run({"id": 7})

A task is answered by the first of these that has an answer: a mock of the test (`mock_rules` says which of several), the
mock file, with or without a case, a Lambda handler of the test, the services that the machine was given. A task with a token, or an activity's, that none of them
answers waits for the test: `run.token(…)`, `run.activity(…)`. Any other is an error that names it.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from asl.compile.program import Program
from asl.errors import UsageError
from asl.hosts.answers import Answer, Answerer, Never, Queued, TaskCall
from asl.hosts.children import KEPT
from asl.hosts.mock_values import MockError
from asl.hosts.mocks import Keys, Mocks, UnansweredTask, function_names
from asl.jsonvalue import ABSENT, JSON
from asl.testing import sessions
from asl.testing.asserted import raised_for
from asl.testing.cases_played import CasePlayed, never_given
from asl.testing.mock_rules import Match, MockRules, Site, said_by, site_of_caller
from asl.testing.readings import short
from asl.testing.run import Run
from asl.testing.simulate import MachineType, definition_of, prepare, seen

if TYPE_CHECKING:
    from asl.hosts.buckets import Given
    from asl.hosts.lambda_runtime import Function
    from asl.hosts.lambdas import Lambdas
    from asl.hosts.mock_config import MockCase
    from asl.hosts.mock_file import MockFile
    from asl.testing.clock import Clock
    from asl.testing.expression import StateResult

_ENDS: Final = (".json", ".yaml", ".yml", ".asl")


class UnansweredCall(UnansweredTask):
    """A task ran and nothing of the test answered it."""

    def __init__(self, call: TaskCall, near: str) -> None:
        super().__init__(call)
        advice = f'machine.mock("{call.state}", returns=…)'
        functions = function_names(call)
        if call.resource.service == "lambda" and functions:
            advice += f', or give the function: machine.lambda_("{functions[-1]}", handler)'
        self.args = (f"{self.what}{near}\n  help: {advice}",)


def name_of(path: str) -> str:
    """The machine's name: its file's, without the endings and what a name cannot have."""
    stem = os.path.basename(path)
    for end in _ENDS:
        stem = stem.removesuffix(end)
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in stem)[:80] or "machine"


def no_such_function(keys: Keys, name: str) -> str | None:
    """Advice, where a definition calls no Lambda function of this name; None: it does, or may."""
    known: dict[str, str] = {}
    for call in keys.tasks.values():
        if call is None:
            continue
        names = function_names(call) if call.resource.service == "lambda" else ()
        known.update((function, call.state) for function in names)
        if call.resource.service == "lambda" and not names:
            return None  # its name is computed: it can be any
    plain = name.rpartition("function:")[2]
    if name in known or plain in known:
        return None
    from asl.check.diagnostic import did_you_mean

    of_state = [function for function, state in known.items() if state == name]
    if of_state:
        return f'"{name}" is a state; its function is "{of_state[-1]}"'
    if not known:
        return "it calls no Lambda function"
    shortest = sorted({n for n in known if ":" not in n})
    return did_you_mean(name, shortest) or f"it calls {', '.join(shortest)}"


class Machine:
    """One definition in one test. The fixture `asl_machine` makes it.

    Attributes:
        name: the state machine's. type: STANDARD or EXPRESS. program: compiled. runs: those made so far.
    """

    def __init__(
        self,
        program: Program,
        clock: Clock,
        *,
        name: str,
        type: MachineType,
        file: MockFile | None = None,
        services: Answerer | None = None,
        buckets: Mapping[str, Given] | None = None,
        seed: int = 0,
        account: str = "123456789012",
        region: str = "us-east-1",
        keep_children: int = KEPT,
        optional_mocks: bool = False,
    ) -> None:
        self.program = program
        self.name = name
        self.type = type
        self.runs: list[Run] = []
        self._clock = clock
        self._mocks = MockRules(program.machine)
        self._lambdas: dict[str, tuple[Function, Site, bool]] = {}
        self._lambdas_used: set[str] = set()
        self._file = file
        self._case: str | None = None
        self._cases: dict[str, CasePlayed] = {}  # those that the test has chosen
        self._services = services
        self._buckets = buckets
        self._seed = seed
        self._account = account
        self._region = region
        self._keep_children = keep_children
        self._optional = optional_mocks
        self._told: list[sessions.Seen] = []
        self._text: str | None = None

    # ---------------------------------------------------------------- what answers

    def mock(
        self,
        name: str,
        answer: object = ABSENT,
        *,
        returns: object = ABSENT,
        raises: object = ABSENT,
        cause: str | None = None,
        side_effect: object = ABSENT,
        after: float | timedelta | None = None,
        index: int | None = None,
        match: Match = ABSENT,
        optional: bool = False,
        check: str = "present",
    ) -> Machine:
        """Answer a task. Gives the machine, so that calls can follow each other.

        Args:
            name: the state; or a function or activity, a Resource as written, a service and action ("sqs:sendMessage").
            answer: a value, a function of `(arguments)` or `(arguments, call)`, or what `asl.raises`, `asl.sequence`,
                `asl.after` and `asl.never` give. Under a function's name it is the function's payload.
            returns: the task's result. raises: an error's name (with cause), or an exception.
            side_effect: a list of answers, one for each call of a run; or a function.
            after: the answer comes so many seconds (or a timedelta) later.
            index: only in this iteration of the innermost Map, from 0.
            match: only when the arguments have at least this, or a function of them is true.
            optional: no failure if no call ever asks for it.
            check: how a value is held to the service's model: present (what is there is spelled and typed as Step Functions
                gives it), strict (required members are there, too) or none.

        Raises:
            MockError: the name is no task's, or the answer is none that its service gives.
        """
        said = said_by(
            name,
            answer,
            returns_=returns,
            raises_=raises,
            cause=cause,
            side_effect=side_effect,
            after_=after,
        )
        self._mocks.add(
            name,
            said,
            index=index,
            match=match,
            site=site_of_caller(),
            is_optional=optional or self._optional,
            check=check,
        )
        return self

    def lambda_(
        self, name: str, handler: Callable[..., object], *, optional: bool = False
    ) -> Machine:
        """Run this `handler(event, context)` as the Lambda function of this name or ARN.

        What it raises is the function's error, as on AWS; but an assertion of the test's own, in a handler that stands in the
        test, fails the test.

        Raises:
            MockError: it is no function, or the definition calls none of this name.
        """
        from asl.hosts.lambda_runtime import function_of

        site = site_of_caller()
        function = function_of(name, handler)
        if function.asserted is None:
            function = function._replace(asserted=raised_for(site.path))
        self._check_function(name)
        self._lambdas[name] = (function, site, optional or self._optional)
        return self

    def case(self, name: str) -> Machine:
        """Answer as a case of the mock file says: `Case`, or `Machine#Case` in a file of Step Functions Local.

        Raises:
            UsageError: there is no mock file, or no such case; with what is wrong in it, at its place.
        """
        if self._file is None:
            raise UsageError(
                f'case("{name}") needs the file that has it: asl_machine(…, mocks="mocks.yaml")'
            )
        self._of_file(name)
        self._case = name
        if name not in self._cases:
            self._cases[name] = CasePlayed(self._file, name, site_of_caller())
        return self

    # ---------------------------------------------------------------- running

    def run(self, input: JSON = ABSENT, *, name: str | None = None) -> Run:
        """Run to the end, or until only something from outside can go on; the test's clock moves along.

        input: a JSON value, or JSON *text*. name: the execution's; "run", "run-2", … otherwise.
        """
        return self._begin(input, name, to_end=True)

    def start(self, input: JSON = ABSENT, *, name: str | None = None) -> Run:
        """Begin, and do what takes no time; the rest when `asl_clock` moves."""
        return self._begin(input, name, to_end=False)

    def run_from(
        self,
        state: str,
        input: JSON = ABSENT,
        *,
        variables: Mapping[str, JSON] | None = None,
        name: str | None = None,
    ) -> Run:
        """Run from a state of the top level on, with what is assigned by then."""
        return self._begin(input, name, to_end=True, start_at=state, variables=variables)

    def state(
        self,
        name: str,
        input: JSON = ABSENT,
        *,
        variables: Mapping[str, JSON] | None = None,
        context: Mapping[str, JSON] | None = None,
        returns: JSON = ABSENT,
        raises: str | None = None,
        cause: str | None = None,
        retries: int = 0,
        check: str = "PRESENT",
    ) -> StateResult:
        """One state alone, as the TestState API runs it: no time passes, and nothing runs after it.

        A Task is answered by what answers the machine, or by returns or raises. A Map, a Parallel, an activity and a task
        that waits (`.sync`, a token) need one of them, and so does a context object.

        Args:
            returns: the result of the state's work. raises, cause: the failure of it.
            retries: how often it was retried before. check: how the result is held to the service's model: STRICT,
                PRESENT or NONE.
        """
        from asl.testing.expression import mock_of, run_state

        names = [step.name for step in self.program.steps.values()]
        if name not in names:
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(name, names) or f"it has {', '.join(names[:12])}"
            raise UsageError(f'state("{name}"): the definition has no such state; {advice}')
        mock = mock_of(name, returns, raises, cause, check)
        if mock is None and (context or retries):
            raise UsageError(
                f'state("{name}"): a context or retries need the answer with them: returns=… or raises=…'
            )
        return run_state(
            self._definition(),
            name,
            input,
            variables=variables,
            context=context,
            mock=mock,
            retries=retries,
            answer=_Answers(self),
            now_ms=self._clock.now_ms,
        )

    def evaluate(
        self,
        expression: str,
        input: JSON = ABSENT,
        *,
        variables: Mapping[str, JSON] | None = None,
        context: Mapping[str, JSON] | None = None,
        result: JSON = ABSENT,
    ) -> JSON:
        """The value of one expression: `{% JSONata %}`, a `$.path`, or an intrinsic function.

        Raises:
            ExpressionError: it fails as it would in an execution.
        """
        from asl.testing.expression import evaluate

        return evaluate(
            expression,
            input,
            variables=variables,
            context=context,
            result=result,
            now_ms=self._clock.now_ms,
        )

    def _begin(
        self,
        input: JSON,
        name: str | None,
        *,
        to_end: bool,
        start_at: str | None = None,
        variables: Mapping[str, JSON] | None = None,
    ) -> Run:
        count = len(self.runs) + 1
        clock = self._clock
        host = prepare(
            self.program,
            input,
            mocks=_Answers(self),
            type=self.type,
            now=clock.now_ms,
            seed=self._seed,
            name=name or ("run" if count == 1 else f"run-{count}"),
            machine_name=self.name,
            account=self._account,
            region=self._region,
            start_at=start_at,
            variables=variables,
            buckets=self._buckets,
            keep_children=self._keep_children,
        )
        run = Run(host, variables=variables, go_on=(lambda: clock.finish(run)) if to_end else None)
        self.runs.append(run)
        clock.began(run)
        if sessions.observers:
            told = seen(run)
            self._told.append(told)
            sessions.began(told)
        if to_end:
            clock.finish(run)
            run.looks.was_to_end = True  # unless it was broken off: then the test knows
        else:
            host.settle()
        return run

    def _definition(self) -> str:
        """The text that was compiled, as JSON with its places filled in."""
        if self._text is None:
            self._text = definition_of(self.program)
        return self._text

    # ---------------------------------------------------------------- what the fixture asks

    def check_file(self) -> None:
        """Say at once what is wrong with the mock file, where that can be known without a case."""
        self._of_file(None)

    def close(self) -> None:
        """The test is over: whoever counts runs is told of them."""
        told, self._told = self._told, []
        for each in told:
            sessions.ended(each)

    def unused(self) -> Iterator[str]:
        """Mocks and handlers of the test that no call asked for, a few lines each."""
        for rule in self._mocks.unasked():
            if rule.replaced_by is not None:
                why = f"the mock at {rule.replaced_by.site} took its place before any call"
            else:
                why = self._why_unasked(rule.key, rule.conditions > 0)
            yield f"{rule.site}: {rule}: {why}"
        for name, (_, site, is_optional) in self._lambdas.items():
            if name not in self._lambdas_used and not is_optional:
                yield f'{site}: lambda_("{name}"): {self._why_unasked(name, False)}'

        yield from self._unused_of_file()

    def left_over(self) -> Iterator[str]:
        """Mocks of the test that have more answers than any run made calls, a line each."""
        for rule in self._mocks.rules:
            if numbers := rule.left_over:
                yield f"{rule.site}: {rule}: {never_given(numbers)}"
        for case in () if self._optional else self._cases.values():
            for key, numbers in case.left_over().items():
                yield f'{case.site}: case("{case.name}"): the mock for "{key}": {never_given(numbers)}'

    def _unused_of_file(self) -> Iterator[str]:
        """Of the mock file: mocks of the chosen cases alone; those that all cases share are for other tests as well."""
        file = self._file
        if file is None or self._optional:
            return
        if file.needs_case and not self._cases and self.runs:
            shown = ", ".join(f'"{name}"' for name in file.cases[:8])
            yield f"{file.name}: it has only cases, and the test has chosen none: machine.case(…), one of {shown}"
        answered_here = {rule.key for rule in self._mocks.rules if rule.used}
        for case in self._cases.values():
            if not case.played:
                yield f'{case.site}: case("{case.name}"): no run had it'
                continue
            for key in case.unused():
                if key not in answered_here:
                    yield f'{case.site}: case("{case.name}"): the mock for "{key}": {self._why_unasked(key, False)}'

    def _why_unasked(self, key: str, has_conditions: bool) -> str:
        from asl.hosts.mocks import names_of
        from asl.testing.explain import path_of

        if not self.runs:
            return f"the machine {self.name} was never run"
        asked = [call for run in self.runs for call in run.host.calls if key in names_of(call)]
        if not asked:
            paths = list(dict.fromkeys(path_of(run, 8) for run in self.runs))
            more = f", and {len(paths) - 2} other paths" if len(paths) > 2 else ""
            return f"no run came there; the path was {', and '.join(paths[:2])}{more}"
        times = "once" if len(asked) == 1 else f"{len(asked)} times"
        if not has_conditions:
            return f"it was called {times}, and a more particular mock answered"
        shown = " and ".join(dict.fromkeys(_shown(call) for call in asked[:3]))
        return f"it was called {times}, never with what this mock is for, but with {shown}"

    # ---------------------------------------------------------------- inner parts

    def _of_file(self, case: str | None) -> Mocks | MockCase | None:
        """The mock file's answers for one run, checked; None: there is no file, or nothing without a case."""
        if self._file is None:
            return None
        if case is None and self._file.needs_case:
            return None
        return self._file.answerer(self.program.machine, case, machine_name=self.name)

    def _check_function(self, name: str) -> None:
        advice = no_such_function(Keys(self.program.machine), name)
        if advice is not None:
            raise MockError(
                f'lambda_("{name}"): the definition calls no function of this name; {advice}'
            )

    def __repr__(self) -> str:
        return f"<Machine {self.name} {self.type} runs={len(self.runs)}>"


def _shown(call: TaskCall) -> str:
    index = "" if call.map_index is None else f" at index {call.map_index}"
    return f"{short(call.arguments, 100)}{index}"


class _Answers:
    """Answers the calls of one run, or of one state."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._mocks = machine._mocks.played()
        self._from_file: Answerer | None = None
        self._of_case: object = ABSENT  # the case that it is of
        self._lambdas: Lambdas | None = None

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer]:
        answer = self._mocks.answer(call)
        if answer is None:
            answer = self._file(call)
        if answer is None:
            answer = self._function(call)
        if answer is None and self._machine._services is not None:
            answer = self._machine._services.answer(call)
        if answer is not None:
            return answer
        if call.resource.pattern == "token":
            return Never()
        if call.resource.pattern == "activity":
            return Queued()
        raise UnansweredCall(call, self._near(call))

    def _file(self, call: TaskCall) -> Answer | Awaitable[Answer] | None:
        machine = self._machine
        if machine._file is None:
            return None
        if self._of_case is not machine._case:
            self._of_case = machine._case
            self._from_file = answerer = machine._of_file(machine._case)
            case = machine._cases.get(machine._case or "")
            if case is not None and answerer is not None:
                case.played.append(answerer)
        return None if self._from_file is None else self._from_file.answer(call)

    def _function(self, call: TaskCall) -> Answer | None:
        given = self._machine._lambdas
        if not given or call.resource.service != "lambda":
            return None
        names = [name for name in function_names(call) if name in given]
        if not names:
            return None
        self._machine._lambdas_used.update(names[:1])
        if self._lambdas is None:
            from asl.hosts.lambdas import Lambdas

            self._lambdas = Lambdas(
                {name: handler for name, (handler, _, _) in given.items()}, others_exist=True
            )
        return self._lambdas.answer(call)

    def _near(self, call: TaskCall) -> str:
        """Mocks of this task that are for other calls."""
        from asl.hosts.mocks import names_of

        names = set(names_of(call))
        near = [rule for rule in self._machine._mocks.rules if rule.key in names]
        return "".join(f"\n  {rule.site}: {rule} is not for this call" for rule in near)
