"""Mocks by name: a table from what a user calls a task to what it answers.

A key is one of, the most particular first:

    "Charge"                              the state's name
    "charge-card", "charge-card:7"        a Lambda function's or an activity's name
    "arn:aws:lambda:…:function:charge"    the Resource as written
    "sqs:sendMessage.waitForTaskToken"    a service and action, with or without the pattern
    "aws-sdk:s3:getObject"

Under a state, a resource or an action the value is the task's *result*: for `lambda:invoke` that is the whole
response. Under a function's name it is what the *function* returns, and the response is put around it; a mock that is
a Python function then gets the payload and not the Parameters.

A key that names nothing in the definition is an error: a mock that silently mocks nothing makes a test lie. A task
that nobody answers is an error too (`UnansweredTask`), never an echo and never a States error, which a Catch could
hide.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from asl.errors import AslError
from asl.hosts.answers import After, Answer, Returned, TaskCall
from asl.hosts.mock_document import Finding
from asl.hosts.mock_match import Selector
from asl.hosts.mock_values import (
    Delayed,
    MockError,
    Rules,
    Sequence,
    TaskError,
    answer_of,
    arity,
    is_exception,
)
from asl.jsonvalue import JSON, JsonTextError, dumps, parse
from asl.model.machine import MapState, ParallelState, State, StateMachine, States, TaskState
from asl.resources.arn import parse_resource

Play: TypeAlias = "Callable[[TaskCall], Answer | Awaitable[Answer]]"


class UnansweredTask(AslError):
    """A task ran and nothing answered it. Ours to say, so no Retry or Catch sees it.

    Attributes:
        call: the call.
        names: the keys under which a mock would have answered it, the most particular first.
        what: which task it is and what it was called with, without advice.
    """

    def __init__(self, call: TaskCall) -> None:
        self.call = call
        self.names = tuple(names_of(call))
        arguments = dumps(call.arguments)
        self.what = (
            f'nothing answers the task "{call.state}"\n'
            f"  it calls {call.resource.arn}\n"
            f"  with {arguments if len(arguments) <= 300 else arguments[:300] + '…'}"
        )
        advice = f'mock it: mocks={{"{call.state}": …}}'
        if call.resource.service == "lambda" and (functions := function_names(call)):
            advice += f', or give the function: lambdas={{"{functions[-1]}": handler}}'
        super().__init__(f"{self.what}\n  help: {advice}")


class _Step(NamedTuple):
    """One answer of a mock, ready to be given. `exception` is set where the mock is one."""

    play: Play
    exception: BaseException | type[BaseException] | None


class _Entry(NamedTuple):
    """What one key says. `rules`: the calls that each step is for and how often it is given; None: the steps in turn."""

    owner: str  # for messages
    steps: tuple[_Step, ...]
    repeats: bool
    rules: tuple[tuple[Selector, int | None], ...] | None = None


class Mocks:
    """Answers the tasks of one run from a table.

    Args:
        table: key → anything that `mock_values` reads.
        machine: the definition, to refuse keys that name nothing; None: take every key.

    Attributes:
        warnings: what is doubtful about the file that the table comes from.

    Raises:
        MockError: a key names nothing, a value is not JSON, a function takes the wrong arguments.
    """

    def __init__(self, table: Mapping[str, object], machine: StateMachine | None = None) -> None:
        self.warnings: tuple[Finding, ...] = ()
        self._entries: dict[str, _Entry] = {}
        self._counts: dict[str, int] = {}
        self._given: dict[str, dict[int, int]] = {}  # key → number of a rule → times it was given
        if machine is not None:
            check_keys(table, machine)
        for key, said in table.items():
            self._entries[key] = _entry(said, f'the mock for "{key}"')

    def takes(self, call: TaskCall) -> bool:
        """Whether a key names this call."""
        return any(key in self._entries for key in names_of(call))

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer] | None:
        """What the table says to this call; None if no key names it.

        Raises:
            MockError: a sequence ran out, or a function gave what is not JSON.
            Exception: whatever a mock function raises, TaskError excepted.
        """
        for key in names_of(call):
            if key in self._entries:
                return self._say(key, call)
        return None

    @property
    def unused(self) -> list[str]:
        """Keys that no call has asked for, in the table's order."""
        return [key for key in self._entries if not self._counts.get(key)]

    @property
    def counts(self) -> dict[str, int]:
        """Calls so far, by key."""
        return dict(self._counts)

    def recall(self, calls: Mapping[str, int], machine: StateMachine) -> None:
        """Go on where another table of the same file stopped, for a host that restarts.

        Args:
            calls: so far, by state.

        Raises:
            MockError: that does not say which answers were given: a key is no state's, or chooses by what is called.
        """
        states = {state.name for state in states_of(machine)}
        for key, entry in self._entries.items():
            if key in states and entry.rules is None:
                self._counts[key] = calls.get(key, 0)
            elif entry.rules is not None or len(entry.steps) > 1:
                raise MockError(
                    f"{entry.owner} cannot go on after a restart: only what a state answers in turn is counted over one"
                )

    @property
    def left_over(self) -> dict[str, list[int]]:
        """Of the keys that calls have asked for: the numbers, from 1, of their answers that were never given."""
        left = {}
        for key, count in self._counts.items():
            entry = self._entries[key]
            if entry.rules is None:
                unused = list(range(count + 1, len(entry.steps) + 1))
            else:
                given = self._given.get(key, {})
                unused = [n + 1 for n in range(len(entry.steps)) if n not in given]
            if unused:
                left[key] = unused
        return left

    def _say(self, key: str, call: TaskCall) -> Answer | Awaitable[Answer]:
        entry = self._entries[key]
        is_function = key != call.state and key in function_names(call)
        as_seen = call
        if is_function and call.resource.kind == "optimised":
            as_seen = call._replace(arguments=_event(call.arguments))
        count = self._counts.get(key, 0)
        self._counts[key] = count + 1
        step = (
            self._next(entry, count, call)
            if entry.rules is None
            else self._ruled(key, entry, entry.rules, as_seen)
        )
        if is_function and step.exception is not None:
            return _function_raises(step.exception, call)
        if as_seen is call:
            return step.play(call)
        answer = step.play(as_seen)
        return _response(answer, call) if isinstance(answer, tuple) else _later(answer, call)

    def _next(self, entry: _Entry, count: int, call: TaskCall) -> _Step:
        if count >= len(entry.steps) and not entry.repeats:
            answers = "1 answer" if len(entry.steps) == 1 else f"{len(entry.steps)} answers"
            raise MockError(
                f'{entry.owner} has {answers}, and "{call.state}" is called once more: add one, or let the last '
                "go on (in a file times: always, in Python repeat_last=True)"
            )
        return entry.steps[min(count, len(entry.steps) - 1)]

    def _ruled(
        self,
        key: str,
        entry: _Entry,
        rules: tuple[tuple[Selector, int | None], ...],
        call: TaskCall,
    ) -> _Step:
        given = self._given.setdefault(key, {})
        for number, (selector, times) in enumerate(rules):
            uses = given.get(number, 0)
            if (times is None or uses < times) and selector.takes(call):
                given[number] = uses + 1
                return entry.steps[number]
        arguments = dumps(call.arguments)
        raise MockError(
            f'{entry.owner} has no answer for this call of "{call.state}"\n'
            f"  with {arguments if len(arguments) <= 300 else arguments[:300] + '…'}"
            f"{'' if call.map_index is None else f', index {call.map_index}'}, attempt {call.attempt}\n"
            "  help: no entry that is left takes it: add one, or one without when, index and attempt at the end"
        )


def _entry(said: object, owner: str) -> _Entry:
    if isinstance(said, Sequence):
        steps = tuple(
            _step(step, f"{owner}, answer {n}") for n, step in enumerate(said.steps, start=1)
        )
        return _Entry(owner, steps, said.repeat_last)
    if isinstance(said, Rules):
        steps = tuple(
            _step(rule.answer, f"{owner}, answer {n}") for n, rule in enumerate(said.rules, start=1)
        )
        return _Entry(
            owner, steps, False, tuple((rule.selector, rule.times) for rule in said.rules)
        )
    return _Entry(owner, (_step(said, owner),), True)


def _step(said: object, owner: str) -> _Step:
    """Everything that does not need the call is decided now, so that a bad mock fails before the run."""
    inner = said
    while isinstance(inner, Delayed):
        inner = inner.then
    if callable(inner) and not is_exception(inner):
        wants = arity(inner, owner)
        return _Step(lambda call: answer_of(said, owner, call, wants), None)
    answer = answer_of(said, owner)
    exception = said if is_exception(said) and not isinstance(said, TaskError) else None
    return _Step(lambda call: answer, exception)


# ------------------------------------------------------------------ mocks of functions
def _function_raises(exception: BaseException | type[BaseException], call: TaskCall) -> Answer:
    """The function failed with this exception: the cause has Lambda's shape."""
    from asl.hosts.lambda_responses import function_failure, request_id_of

    kind = exception if isinstance(exception, type) else type(exception)
    payload = {
        "errorMessage": "" if isinstance(exception, type) else str(exception),
        "errorType": kind.__name__,
        "requestId": request_id_of(call),
        "stackTrace": [],
    }
    return function_failure(
        dumps(payload),
        is_direct=call.resource.kind == "lambda",
        waits_for_token=call.resource.pattern == "token",
    )


def _event(arguments: JSON) -> JSON:
    """What of lambda:invoke's Parameters the function sees; text that is not JSON stays text."""
    payload = arguments.get("Payload")
    if not isinstance(payload, str):
        return {} if payload is None else payload
    try:
        return parse(payload)
    except JsonTextError:
        return payload


def _response(answer: Answer, call: TaskCall) -> Answer:
    """What a function returned, as `lambda:invoke` gives it. A token's answer is nobody's payload."""
    from asl.hosts.lambda_responses import invoke_response, request_id_of

    if call.resource.pattern == "token":
        return answer
    if isinstance(answer, After):
        return answer._replace(answer=_response(answer.answer, call))
    if not isinstance(answer, Returned):
        return answer
    text = dumps(answer.value)
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    return Returned(invoke_response(answer.value, size, request_id_of(call), call.now_ms))


async def _later(coming: Awaitable[Answer], call: TaskCall) -> Answer:
    return _response(await coming, call)


# ------------------------------------------------------------------ names
def names_of(call: TaskCall) -> Iterator[str]:
    """Every key that means this call, the most particular first."""
    resource = call.resource
    yield call.state
    yield from function_names(call)
    yield resource.arn
    if resource.kind not in ("lambda", "activity"):
        yield f"{resource.service}:{resource.name}"
        if resource.suffix:
            yield f"{resource.service}:{resource.action}"


def function_names(call: TaskCall) -> tuple[str, ...]:
    """How the called function or activity may be named, the most particular first."""
    resource = call.resource
    if resource.kind == "activity":
        return (resource.action,)
    if resource.service != "lambda":
        return ()
    from asl.hosts.lambda_responses import function_ref

    if resource.kind == "lambda":
        return function_ref(resource.arn, call).keys
    if resource.action != "invoke" or not isinstance(call.arguments, dict):
        return ()
    name = call.arguments.get("FunctionName")
    if not isinstance(name, str):
        return ()
    ref = function_ref(name, call)
    qualifier = call.arguments.get("Qualifier")
    return (ref._replace(qualifier=qualifier) if isinstance(qualifier, str) else ref).keys


def states_of(machine: States) -> Iterator[State]:
    """Every state of a machine, those inside Map and Parallel too, in the order of the text."""
    pending: list[State] = [*machine.states.values()][::-1]
    while pending:
        state = pending.pop()
        yield state
        inner: tuple[States, ...] = ()
        if isinstance(state, ParallelState):
            inner = state.branches
        elif isinstance(state, MapState):
            inner = (state.processor,)
        for states in reversed(inner):
            pending.extend([*states.states.values()][::-1])


class Keys:
    """What a table's keys may be for one machine.

    Attributes:
        tasks: the Task states, by name, with their resources; None where the Resource is no ARN that is known.
    """

    def __init__(self, machine: StateMachine) -> None:
        self.tasks: dict[str, TaskCall | None] = {}
        self._others: dict[str, State] = {}
        self._called: dict[
            str, list[str]
        ] = {}  # name of a resource, function, … → the tasks that call it
        self._names_are_computed = False
        for state in states_of(machine):
            if not isinstance(state, TaskState):
                self._others[state.name] = state
                continue
            resource = parse_resource(state.resource)
            if resource is None:
                self.tasks[state.name] = None  # the check of the definition says so
                continue
            written = _written(state)
            call = TaskCall(state.name, resource, written)
            self.tasks[state.name] = call
            for name in names_of(call):
                self._called.setdefault(name, []).append(state.name)
            if resource.service == "lambda" and resource.kind == "optimised":
                self._names_are_computed |= "FunctionName" not in written

    def calls(self, key: str) -> list[TaskCall]:
        """The tasks that a key may answer, with what of their arguments stands in the definition."""
        names = [key] if key in self.tasks else self._called.get(key, ())
        return [call for name in names if (call := self.tasks[name]) is not None]

    def fault(self, key: object) -> tuple[str, str | None] | None:
        """What is wrong with a key, and the advice; None if it names a task."""
        if not isinstance(key, str):
            return f"a mock is named by {key!r}: a key is text, such as a state's name", None
        if key in self.tasks or key in self._called:
            return None
        if key in self._others:
            kind = type(self._others[key]).__name__.removesuffix("State")
            return f'the mock for "{key}": it is a {kind}, and only Task states are mocked', None
        plain = key.rpartition("function:")[2]
        if self._names_are_computed or (plain != key and plain in self._called):
            return None  # a FunctionName that the run computes, or a function of another account
        said = f'the mock for "{key}" names no task of this definition'
        from asl.check.diagnostic import nearest

        tasks = sorted(self.tasks)
        if close := nearest(key, [*tasks, *sorted(self._called)]):
            return said, f'did you mean "{close}"?'
        if not tasks:
            return said, "it has no Task states"
        shown = ", ".join(f'"{name}"' for name in tasks[:8])
        return said, f"its tasks are {shown}{', …' if len(tasks) > 8 else ''}"


def check_keys(table: Mapping[str, object], machine: StateMachine) -> None:
    """Refuse the first key of a table that names nothing in the machine.

    Raises:
        MockError: there is one.
    """
    keys = Keys(machine)
    for key in table:
        if fault := keys.fault(key):
            what, advice = fault
            raise MockError(f"{what}: {advice}" if advice else what)


def _written(state: TaskState) -> dict[str, str]:
    """What of the arguments the definition has in plain text, and the run does not compute."""
    fields = state.arguments if state.query_language == "JSONata" else state.parameters
    if not isinstance(fields, dict):
        return {}
    return {
        key: value
        for key, value in fields.items()
        if isinstance(value, str) and not value.startswith("{%")
    }
