"""The library in this process: no server, no wire, a clock that jumps.

It answers the calls about executions. What only an API has (descriptions of machines, versions, tags, HTTP) is not
offered. An execution runs as far as it can without time passing when it is started, and to its end when somebody waits,
so that calls in between find it where AWS would have it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

import asl
from asl.hosts.answers import Refused, ReturnedText, Submitted
from asl.hosts.mock_values import answer_of
from conformance.behaviour import handler_of
from conformance.targets.base import CallFailed, NotOffered, NotSent, ServiceMissing, World

if TYPE_CHECKING:
    from asl.hosts.virtual import VirtualHost

JSON: TypeAlias = Any

_SYNC_MEMBERS: Final = frozenset(
    (
        "executionArn",
        "stateMachineArn",
        "name",
        "startDate",
        "stopDate",
        "status",
        "error",
        "cause",
        "input",
        "output",
    )
)


class InProcess:
    """The target. Every case gets its own session."""

    name = "the library in process"
    comparable: Mapping[str, Collection[str] | None] = {
        "get_execution_history": None,
        "start_sync_execution": _SYNC_MEMBERS,
        "describe_execution": _SYNC_MEMBERS,
        "validate_state_machine_definition": None,
        "test_state": None,
    }

    is_api = False
    has_express_history = True
    late_s = 0.0
    longest_s: float | None = None
    services_url: str | None = None
    jobs = 1

    def open(self, world: World) -> InProcessSession:
        """A fresh session."""
        return InProcessSession(world)


MachineType: TypeAlias = Literal["STANDARD", "EXPRESS"]


class _Machine(NamedTuple):
    name: str
    definition: str
    type: MachineType
    role_arn: str


class _Started(NamedTuple):
    host: VirtualHost
    input: str


class InProcessSession:
    """Machines and executions of one case, all on one virtual clock that goes on from call to call."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lambdas = {name: handler_of(name, does) for name, does in world.functions.items()}
        self._machines: dict[str, _Machine] = {}
        self._started: dict[str, _Started] = {}
        self._tested = 0  # states tested alone: each has names of its own

    def call(self, operation: str, request: Mapping[str, JSON]) -> JSON:
        """See Session.call."""
        method = _OPERATIONS.get(operation)
        if method is None:
            raise NotOffered(f"calls {operation}")
        return method(self, request)

    def prepare(self, service: str, operation: str, request: Mapping[str, JSON]) -> None:
        """See Session.prepare. No other service is here."""
        raise NotOffered(f"needs {service}")

    def settle(self, execution_arn: str) -> None:
        """Every call leaves it settled."""

    def close(self) -> None:
        """There is nothing to take away."""

    def wait(self, execution_arn: str) -> None:
        """Lets time pass until the execution has ended."""
        started = self._execution(execution_arn)
        self._playing(started.host.run)

    def advance(self, execution_arn: str, seconds: float) -> None:
        """Lets this much time pass."""
        host = self._execution(execution_arn).host
        self._playing(lambda: host.advance(seconds))

    def events(self, execution_arn: str) -> list[JSON] | None:
        """See Session.events."""
        return list(self.run_of(execution_arn).history)

    def run_of(self, execution_arn: str) -> asl.Run:
        """Everything that is known of an execution."""
        return asl.Run(self._execution(execution_arn).host)

    def _execution(self, execution_arn: str) -> _Started:
        if execution_arn not in self._started:
            raise NotOffered(f"asks for an execution that was not started here: {execution_arn}")
        return self._started[execution_arn]

    def _playing(self, act: Callable[[], None]) -> None:
        try:
            act()
        except asl.UnansweredTask as e:
            raise _missing(e) from e

    # ------------------------------------------------------------------ the operations

    def _create_state_machine(self, request: Mapping[str, JSON]) -> JSON:
        from asl.check import aws_text, check

        machine = _Machine(
            request["name"],
            request["definition"],
            request.get("type", "STANDARD"),
            request["roleArn"],
        )
        found = check(machine.definition, type=machine.type)
        if any(diagnostic.is_error for diagnostic in found):
            raise CallFailed("CreateStateMachine", "InvalidDefinition", aws_text(found))
        arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{machine.name}"
        self._machines[arn] = machine
        return {"stateMachineArn": arn, "creationDate": dt.datetime.now(dt.UTC)}

    def _validate(self, request: Mapping[str, JSON]) -> JSON:
        from asl.check import aws_diagnostics, check

        found = aws_diagnostics(check(request["definition"], type=request.get("type", "STANDARD")))
        rows = []
        for diagnostic in found:
            row = {
                "severity": diagnostic.severity.upper(),
                "code": diagnostic.code,
                "message": diagnostic.message,
            }
            if diagnostic.location is not None:
                row["location"] = diagnostic.location
            rows.append(row)
        is_bad = any(row["severity"] == "ERROR" for row in rows)
        return {"result": "FAIL" if is_bad else "OK", "diagnostics": rows, "truncated": False}

    def _test_state(self, request: Mapping[str, JSON]) -> JSON:
        from asl import teststate
        from asl.hosts.lambdas import Lambdas
        from asl.testing.simulate import instant_ms

        _check_as_client("TestState", request)
        answer = Lambdas(self._lambdas) if self._lambdas else None
        self._tested += 1
        seed = self._world.seed + self._tested
        try:
            return teststate.test_state(
                request, answer=answer, now_ms=instant_ms(self._world.now), seed=seed
            )
        except teststate.TestStateError as e:
            raise CallFailed("TestState", e.code, e.message) from e
        except asl.UnansweredTask as e:
            raise _missing(e) from e

    def _begin(self, request: Mapping[str, JSON]) -> str:
        from asl.testing.simulate import prepare

        arn, _, test_case = request["stateMachineArn"].partition("#")
        if arn not in self._machines:
            raise NotOffered(f"starts a machine that was not created here: {arn}")
        machine = self._machines[arn]
        text = request.get("input", "{}")
        host = prepare(
            machine.definition,
            text,
            mocks=_mocks_of(self._world.mocks) if self._world.mocks else None,
            lambdas=self._lambdas or None,
            mock_config=self._world.mock_config if test_case else None,
            test_case=test_case or None,
            type=machine.type,
            now=self._world.now,
            seed=self._world.seed,
            name=request.get("name") or str(uuid.UUID(int=len(self._started) + 1, version=4)),
            machine_name=machine.name,
            role_arn=machine.role_arn,
        )
        execution_arn = host.execution.identity.execution_arn
        self._started[execution_arn] = _Started(host, text)
        self._playing(host.settle)
        return execution_arn

    def _start_execution(self, request: Mapping[str, JSON]) -> JSON:
        execution_arn = self._begin(request)
        return {
            "executionArn": execution_arn,
            "startDate": self.run_of(execution_arn).started_at,
        }

    def _start_sync_execution(self, request: Mapping[str, JSON]) -> JSON:
        execution_arn = self._begin(request)
        self.wait(execution_arn)
        return self._describe_execution({"executionArn": execution_arn})

    def _describe_execution(self, request: Mapping[str, JSON]) -> JSON:
        started = self._execution(request["executionArn"])
        run = self.run_of(request["executionArn"])
        response = {
            "executionArn": run.execution_arn,
            "stateMachineArn": run.state_machine_arn,
            "name": run.execution.identity.name,
            "status": run.status,
            "startDate": run.started_at,
            "stopDate": run.stopped_at,
            "input": started.input,
            "output": run.output_text,
        }
        if run.status != "TIMED_OUT":
            response |= {"error": run.error, "cause": run.cause}
        return {key: value for key, value in response.items() if value is not None}

    def _get_execution_history(self, request: Mapping[str, JSON]) -> JSON:
        events = self.events(request["executionArn"]) or []
        return {"events": events[::-1] if request.get("reverseOrder") else events}

    def _stop_execution(self, request: Mapping[str, JSON]) -> JSON:
        from asl.vocabulary.signals import Stop

        host = self._execution(request["executionArn"]).host
        host.send(Stop(request.get("error"), request.get("cause")))
        self._playing(host.settle)
        return {"stopDate": self.run_of(request["executionArn"]).stopped_at}

    def _redrive_execution(self, request: Mapping[str, JSON]) -> JSON:
        from asl.vocabulary.signals import Redrive

        host = self._execution(request["executionArn"]).host
        if not host.send(Redrive()):
            raise CallFailed(
                "RedriveExecution",
                "ExecutionNotRedrivable",
                f"Execution {request['executionArn']} invalid for redrive",
            )
        self._playing(host.settle)
        return {"redriveDate": dt.datetime.now(dt.UTC)}

    def _send_task_success(self, request: Mapping[str, JSON]) -> JSON:
        from asl.vocabulary.signals import TaskSucceeded

        return self._answer(
            "SendTaskSuccess", request, lambda id_: TaskSucceeded(id_, request["output"], True)
        )

    def _send_task_failure(self, request: Mapping[str, JSON]) -> JSON:
        from asl.vocabulary.signals import TaskFailed

        return self._answer(
            "SendTaskFailure",
            request,
            lambda id_: TaskFailed(id_, request.get("error"), request.get("cause")),
        )

    def _send_task_heartbeat(self, request: Mapping[str, JSON]) -> JSON:
        from asl.vocabulary.signals import TaskHeartbeat

        return self._answer("SendTaskHeartbeat", request, TaskHeartbeat)

    def _answer(
        self, operation: str, request: Mapping[str, JSON], signal: Callable[[str], Any]
    ) -> JSON:
        for started in self._started.values():
            for waiting in started.host.waiting():
                is_meant = waiting.token == request["taskToken"]
                if is_meant and started.host.send(signal(waiting.effect_id)):
                    self._playing(started.host.settle)
                    return {}
        raise CallFailed(operation, "TaskTimedOut", "Task Timed Out")

    def token_of(self, execution_arn: str, state: str) -> str:
        """The token of the task that this state waits for."""
        for waiting in self._execution(execution_arn).host.waiting():
            if waiting.state == state and waiting.token:
                return waiting.token
        raise CallFailed("GetActivityTask", "TaskDoesNotExist", f"{state} waits for nothing")


_OPERATIONS: Final[Mapping[str, Callable[[InProcessSession, Mapping[str, JSON]], JSON]]] = {
    "create_state_machine": InProcessSession._create_state_machine,
    "validate_state_machine_definition": InProcessSession._validate,
    "test_state": InProcessSession._test_state,
    "start_execution": InProcessSession._start_execution,
    "start_sync_execution": InProcessSession._start_sync_execution,
    "describe_execution": InProcessSession._describe_execution,
    "get_execution_history": InProcessSession._get_execution_history,
    "stop_execution": InProcessSession._stop_execution,
    "redrive_execution": InProcessSession._redrive_execution,
    "send_task_success": InProcessSession._send_task_success,
    "send_task_failure": InProcessSession._send_task_failure,
    "send_task_heartbeat": InProcessSession._send_task_heartbeat,
}


def _missing(error: asl.UnansweredTask) -> ServiceMissing:
    resource = error.call.resource
    return ServiceMissing(resource.service, resource.arn.rpartition(f"{resource.service}:")[2])


def _check_as_client(operation: str, request: Mapping[str, JSON]) -> None:
    """What botocore checks before it sends a request.

    Raises:
        NotSent: it would not send it.
    """
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.validate import ParamValidator

    model = ServiceModel(Loader().load_service_model("stepfunctions", "service-2"))
    report = ParamValidator().validate(dict(request), model.operation_model(operation).input_shape)
    if report.has_errors():
        raise NotSent(report.generate_report())


def _mocks_of(said: Mapping[str, JSON]) -> dict[str, object]:
    """Answers as data (see the cases' schema) in the library's words."""
    return {state: mock_of(answer) for state, answer in said.items()}


def mock_of(answer: JSON) -> object:
    """One answer as data in the library's words. Raises NotOffered."""
    for word, make in _MOCKS.items():
        if word in answer:
            return make(answer)
    raise NotOffered(f"a mock that is not known: {answer}")


def _submitted(answer: JSON) -> object:
    then = answer_of(mock_of(answer["then"]), "a case's mock")
    return Submitted(answer["submitted"], then)  # type: ignore[arg-type]  # no functions, so not async


_MOCKS: Final[Mapping[str, Callable[[JSON], object]]] = {
    "sequence": lambda a: asl.sequence(*map(mock_of, a["sequence"])),
    "returns": lambda a: asl.returns(a["returns"]),
    "returns_text": lambda a: ReturnedText(a["returns_text"]),
    "raises": lambda a: asl.raises(a["raises"]["error"], a["raises"].get("cause")),
    "never": lambda a: asl.never(heartbeat_every=a.get("heartbeat_every_s")),
    "after_s": lambda a: asl.after(
        a["after_s"], mock_of(a["then"]), heartbeat_every=a.get("heartbeat_every_s")
    ),
    "refused": lambda a: Refused(a["refused"]),
    "submitted": _submitted,
}
