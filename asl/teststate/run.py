"""The one state, run: an execution on the virtual clock that is left alone as soon as the state has been dealt with.

There is no second interpreter. A machine of the state and stubs (`alone.py`) becomes a program whose every stage is
tapped; the execution starts with the request's variables, context and retries; its task is answered by the mock, or by
whoever the caller names. It is over when the state is left, has failed, or waits for a retry.
"""

# `test_state` is the service's name for it, no test of ours:
# ruff: noqa: PT028

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from asl.engine.execution import Execution
from asl.engine.frame import BACKOFF
from asl.engine.identity import Identity
from asl.engine.rng import Rng, stream_state
from asl.errors import StatesError
from asl.hosts.answers import (
    After,
    Answer,
    Answerer,
    Failed,
    Returned,
    ReturnedText,
    Submitted,
    TaskCall,
)
from asl.hosts.awaiting import settled
from asl.hosts.mocks import UnansweredTask
from asl.hosts.virtual import VirtualHost
from asl.jsonvalue import ABSENT, JSON, parse
from asl.limits import EXPRESS
from asl.model.machine import MapState, ParallelState
from asl.teststate.alone import program_of_one
from asl.teststate.inspection import inspection
from asl.teststate.iterations import Iterations, iterations_of
from asl.teststate.request import Asked, Mock, read_request
from asl.teststate.texts import Texts
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Start

NOW_MS: Final = 1_735_689_600_000  # 2025-01-01T00:00:00Z, so that a test says the same tomorrow
_MEMBERS_OF_CONTEXT: Final = ("Execution", "StateMachine", "State", "Task")


def test_state(
    request: Mapping[str, JSON],
    *,
    answer: Answerer | None = None,
    now_ms: int = NOW_MS,
    seed: int = 0,
    account: str = "123456789012",
    region: str = "us-east-1",
    partition: str = "aws",
) -> dict[str, JSON]:
    """What the TestState API answers to this request.

    No time passes: a Wait is over at once, a task takes as long on the state's clock as its answer says, at most 5 minutes.
    Without a mock the `request` and `response` of an HTTP task are not shown at TRACE: only its sender knows them.

    Args:
        request: `{"definition": str, "input": str, "mock": {…}, …}` with the API's names.
        answer: answers a Task that has no mock.
        now_ms: the state's clock, ms since the Unix epoch.
        seed: of jitter, UUIDs, tokens and the execution's names.
        account, region, partition: what ARNs in the context object are made of.

    Returns:
        `{"status": "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR", …}` with output, error, cause, nextState and
        inspectionData where the API has them.

    Raises:
        UsageError: the request does not have the API's form.
        TestStateError: the service would refuse it; `code` and `message` are the service's.
        UnansweredTask: a Task without mock, and nobody to answer it.
    """
    asked = read_request(request)
    is_fan_out = isinstance(asked.state, MapState | ParallelState)
    program = program_of_one(asked.state, as_call=is_fan_out)
    step = program.first
    texts = Texts()
    subject = _Subject(asked, answer, texts)
    host = VirtualHost(
        program,
        _identity(seed, f"arn:{partition}:states:{region}:{account}", asked.role_arn),
        Verbatim(asked.input_text),
        now_ms=now_ms,
        answerers=[subject],
        unanswered=UnansweredTask,
        seed=seed,
        limits=EXPRESS,
    )
    execution = subject.execution = host.execution
    execution.tells_place = False
    texts.note(asked.input_text, execution.input)
    host.start(
        Start(
            at=asked.state.pointer,
            variables=asked.variables,
            context=_context(asked, execution.input),
            attempts=asked.retries,
        )
    )
    end_ms = now_ms + EXPRESS.duration_s * 1000
    host.settle()
    while execution.status == "RUNNING" and not _waits_for_retry(execution) and host.step(end_ms):
        pass
    response = _outcome(execution, texts)
    if asked.level != "INFO":
        data = inspection(execution, asked.state, step, asked.input_text, subject.iterations, texts)
        details = _error_details(execution)
        if details:
            data["errorDetails"] = details
        response["inspectionData"] = data
    return response


test_state.__test__ = False  # type: ignore[attr-defined]  # for pytest


def _identity(seed: int, home: str, role_arn: str) -> Identity:
    """Recorded: an `express` ARN with two names, both made up; the execution's name is the last of them."""
    rng = Rng(stream_state(seed, home))
    machine, name = rng.uuid(), rng.uuid()
    return Identity(
        execution_arn=f"{home}:express:{machine}:{name}",
        name=name,
        machine_arn=f"{home}:stateMachine:{machine}",
        machine_name=machine,
        role_arn=role_arn,
    )


def _context(asked: Asked, given: JSON) -> Mapping[str, JSON] | None:
    """The request's context object stands for the whole; without one, a state of a Map's item processor has an item."""
    if asked.context is not None:
        return {**dict.fromkeys(_MEMBERS_OF_CONTEXT), **asked.context}
    if asked.is_iteration:
        # AWS documents that the item is there, not which one: the first, and the input is what it was (unconfirmed).
        return {"Map": {"Item": {"Index": 0, "Value": given}}}
    return None


def _waits_for_retry(execution: Execution) -> bool:
    return execution.root is not None and execution.root.phase is BACKOFF


class _Subject:
    """Answers the state's task: with the mock, or with what the caller's answerer says."""

    def __init__(self, asked: Asked, given: Answerer | None, texts: Texts) -> None:
        self._asked = asked
        self._given = given
        self._texts = texts
        self.execution: Execution | None = None
        self.iterations: Iterations | None = None

    def answer(self, call: TaskCall) -> Answer | None:
        mock = self._asked.mock
        if isinstance(self._asked.state, MapState):
            assert mock is not None  # a Map without one is refused
            return self._of_map(mock)
        if mock is not None:
            return self._mocked(mock)
        if self._given is None:
            return None
        found = self._given.answer(call._replace(state=self._asked.name))
        if found is not None and not isinstance(found, tuple):
            found = settled(found)
        return None if found is None else self._noted(found)

    def _mocked(self, mock: Mock) -> Answer:
        if mock.result is ABSENT:
            return Failed(mock.error, mock.cause)
        self._texts.note(mock.text, mock.result)
        return Returned(mock.result)

    def _of_map(self, mock: Mock) -> Answer:
        """The mock, after what a Map evaluates when its iterations start."""
        assert self.execution is not None  # it makes the call
        try:
            self.iterations = iterations_of(self.execution, self._asked.reader_data)
        except StatesError as failure:
            return Failed(failure.error, failure.cause)
        if mock.result is not ABSENT and self._asked.failed_iterations is not None:
            failed = self.iterations.too_many(self._asked.failed_iterations, mock.result)
            if failed is not None:
                return failed
        return self._mocked(mock)

    def _noted(self, answer: Answer) -> Answer:
        """The same answer, the spacing of its text remembered."""
        if isinstance(answer, ReturnedText):
            value = parse(answer.text)
            self._texts.note(answer.text, value)
            return Returned(value)
        if isinstance(answer, After):
            return answer._replace(answer=self._noted(answer.answer))
        if isinstance(answer, Submitted):
            return answer._replace(then=self._noted(answer.then))
        return answer


def _outcome(execution: Execution, texts: Texts) -> dict[str, JSON]:
    """Everything of the answer but `inspectionData`."""
    handled = execution.handled
    if execution.status == "SUCCEEDED":
        entered = [record[3] for record in execution.records if record[0].endswith("StateEntered")]
        response: dict[str, JSON] = {
            "status": "SUCCEEDED" if handled is None else "CAUGHT_ERROR",
            "output": texts.write(execution.output),
        }
        if len(entered) > 1:
            response["nextState"] = entered[1]
        failure = None if handled is None else (handled.error, handled.cause)
    elif execution.status == "RUNNING":
        assert handled is not None  # it waits for a retry
        response = {"status": "RETRIABLE"}
        failure = (handled.error, handled.cause)
    else:
        response = {"status": "FAILED"}
        failure = execution.failure
    for member, text in zip(("error", "cause"), failure or (), strict=False):
        if text is not None:
            response[member] = text
    return response


def _error_details(execution: Execution) -> dict[str, JSON]:
    """Which retrier or catcher met the failure. A retrier that is used up is named without a time (recorded)."""
    handled = execution.handled
    details: dict[str, JSON] = {}
    if handled is None:
        return details
    if handled.retrier is not None:
        details["retryIndex"] = handled.retrier
        if handled.delay_ms is not None:
            # Without jitter and in whole seconds, rounded down (unconfirmed).
            details["retryBackoffIntervalSeconds"] = handled.delay_ms // 1000
    if handled.catcher is not None and execution.status == "SUCCEEDED":
        details["catchIndex"] = handled.catcher
    return details
