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
from asl.hosts.mock_values import (
    Delayed,
    MockError,
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
    """What one key says."""

    owner: str  # for messages
    steps: tuple[_Step, ...]
    repeats: bool


class Mocks:
    """Answers the tasks of one run from a table.

    Args:
        table: key → anything that `mock_values` reads.
        machine: the definition, to refuse keys that name nothing; None: take every key.

    Raises:
        MockError: a key names nothing, a value is not JSON, a function takes the wrong arguments.
    """

    def __init__(self, table: Mapping[str, object], machine: StateMachine | None = None) -> None:
        self._entries: dict[str, _Entry] = {}
        self._counts: dict[str, int] = {}
        if machine is not None:
            _check_keys(table, machine)
        for key, said in table.items():
            self._entries[key] = _entry(said, f'the mock for "{key}"')

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
        return [key for key in self._entries if key not in self._counts]

    def _say(self, key: str, call: TaskCall) -> Answer | Awaitable[Answer]:
        entry = self._entries[key]
        count = self._counts.get(key, 0)
        self._counts[key] = count + 1
        if count >= len(entry.steps) and not entry.repeats:
            answers = "1 answer" if len(entry.steps) == 1 else f"{len(entry.steps)} answers"
            raise MockError(
                f'{entry.owner} has {answers}, and "{call.state}" is called once more: add one, or say '
                "repeat_last=True"
            )
        step = entry.steps[min(count, len(entry.steps) - 1)]
        is_function = key != call.state and key in function_names(call)
        if is_function and step.exception is not None:
            return _function_raises(step.exception, call)
        if not is_function or call.resource.kind != "optimised":
            return step.play(call)
        answer = step.play(call._replace(arguments=_event(call.arguments)))
        return _response(answer, call) if isinstance(answer, tuple) else _later(answer, call)


def _entry(said: object, owner: str) -> _Entry:
    if isinstance(said, Sequence):
        steps = tuple(
            _step(step, f"{owner}, answer {n}") for n, step in enumerate(said.steps, start=1)
        )
        return _Entry(owner, steps, said.repeat_last)
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


def _check_keys(table: Mapping[str, object], machine: StateMachine) -> None:
    tasks: set[str] = set()
    others: dict[str, State] = {}
    called: set[str] = set()
    names_are_computed = False
    for state in states_of(machine):
        if not isinstance(state, TaskState):
            others[state.name] = state
            continue
        tasks.add(state.name)
        resource = parse_resource(state.resource)
        if resource is None:
            continue  # the check of the definition says so
        written = _written(state)
        called.update(names_of(TaskCall(state.name, resource, written)))
        if resource.service == "lambda" and resource.kind == "optimised":
            names_are_computed |= "FunctionName" not in written
    for key in table:
        if not isinstance(key, str):
            raise MockError(f"a mock is named by {key!r}: a key is text, such as a state's name")
        if key in tasks or key in called:
            continue
        if key in others:
            kind = type(others[key]).__name__.removesuffix("State")
            raise MockError(
                f'the mock for "{key}": it is a {kind}, and only Task states are mocked'
            )
        plain = key.rpartition("function:")[2]
        if names_are_computed or (plain != key and plain in called):
            continue  # a FunctionName that the run computes, or a function of another account
        raise MockError(_unknown(key, sorted(tasks), sorted(called)))


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


def _unknown(key: str, tasks: list[str], called: list[str]) -> str:
    from asl.check.diagnostic import nearest

    said = f'the mock for "{key}" names no task of this definition'
    if close := nearest(key, [*tasks, *called]):
        return f'{said}: did you mean "{close}"?'
    if not tasks:
        return f"{said}: it has no Task states"
    shown = ", ".join(f'"{name}"' for name in tasks[:8])
    return f"{said}: its tasks are {shown}{', …' if len(tasks) > 8 else ''}"
