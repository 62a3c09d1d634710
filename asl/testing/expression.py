"""One state, or one expression, alone: run as the TestState API runs it, and given as values.

Both go through `asl.teststate`, so what a state does here is what the service's own test of one state does. An expression
is the Output of a state made for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from asl.errors import AslError, UsageError
from asl.hosts.mock_values import MockError, json_copy
from asl.jsonvalue import ABSENT, JSON, dumps, parse
from asl.testing.exact import exact
from asl.testing.readings import Status

if TYPE_CHECKING:
    from asl.hosts.answers import Answerer


class ExpressionError(AslError):
    """An expression failed. `error` and `cause` are what an execution would fail with."""

    def __init__(self, expression: str, error: str | None, cause: str | None) -> None:
        super().__init__(f"{expression} fails with {error}: {cause}")
        self.expression = expression
        self.error = error
        self.cause = cause


_STATUSES: Final = ("SUCCEEDED", "FAILED", "RETRIABLE", "CAUGHT_ERROR")


class StateResult:
    """What one state, run alone, came to.

    Attributes:
        status: SUCCEEDED, FAILED, RETRIABLE (a retrier takes the failure) or CAUGHT_ERROR (a catcher does).
        output: the state's output as a value; None when it did not end well. next: the state it leads to, if any.
        error, cause: of the failure, taken or not.
        stages: by name, every value of the data flow; `variables`: those assigned afterwards.
        retry_index, retry_after_s, catch_index: which retrier or catcher took the failure, and after how many seconds.
    """

    def __init__(self, name: str, answer: Mapping[str, Any]) -> None:
        told: Mapping[str, Any] = answer.get("inspectionData", {})
        details: Mapping[str, Any] = told.get("errorDetails", {})
        self.name = name
        self.status: str = Status(answer["status"], _STATUSES)
        self.output: JSON = exact(parse(answer["output"])) if "output" in answer else None
        self.next: str | None = answer.get("nextState")
        self.error: str | None = answer.get("error")
        self.cause: str | None = answer.get("cause")
        self.stages: dict[str, JSON] = {
            stage: exact(parse(text) if isinstance(text, str) else text)
            for stage, text in told.items()
            if stage not in ("errorDetails", "variables")
        }
        self.variables: dict[str, JSON] = exact(parse(told.get("variables", "{}")))
        self.retry_index: int | None = details.get("retryIndex")
        self.retry_after_s: int | None = details.get("retryBackoffIntervalSeconds")
        self.catch_index: int | None = details.get("catchIndex")

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCEEDED"

    def select(self, path: str) -> list[JSON]:
        """What a JSONPath finds in the output, in order; `[]` if nothing.

        Raises:
            UsageError: it is no path, or there is no output.
        """
        from asl.testing.readings import select

        if self.status in ("FAILED", "RETRIABLE"):
            raise UsageError(f'select("{path}"): there is no output to look in: {self!r}')
        return select(self.output, path)

    def __repr__(self) -> str:
        said = f' "{self.name}" {self.status}'
        if self.error is not None:
            said += f" {self.error}: {self.cause}"
        if "output" in self.stages or self.succeeded:
            said += f" output={dumps(self.output)}"
        return f"<State{said[:220]}>"


def _text(value: JSON, owner: str) -> str:
    if isinstance(value, str):
        return value
    try:
        return dumps(json_copy(value, owner))
    except MockError as e:
        raise UsageError(str(e)) from None


def mock_of(
    name: str, returns: JSON, raises: str | None, cause: str | None, check: str
) -> dict[str, JSON] | None:
    """TestState's mock of what a test says that the state's work came to; None: it says nothing.

    Raises:
        UsageError: it says both, or what is no JSON.
    """
    if returns is not ABSENT and raises is not None:
        raise UsageError(f'state("{name}") has returns= and raises=: give one')
    if raises is not None:
        failure = {"error": raises, "cause": cause}
        return {"errorOutput": {key: text for key, text in failure.items() if text is not None}}
    if cause is not None:
        raise UsageError(f'state("{name}"): cause= goes with raises=')
    if returns is ABSENT:
        return None
    try:
        text = dumps(json_copy(returns, f'the result of "{name}"'))
    except MockError as e:
        raise UsageError(str(e)) from None
    return {"result": text, "fieldValidationMode": check}


def run_state(
    definition: str,
    name: str,
    input: JSON,
    *,
    variables: Mapping[str, JSON] | None = None,
    context: Mapping[str, JSON] | None = None,
    mock: Mapping[str, JSON] | None = None,
    retries: int = 0,
    answer: Answerer | None = None,
    now_ms: int,
) -> StateResult:
    """One state of a definition. `mock` is TestState's; otherwise `answer` is asked for a Task.

    Raises:
        UsageError: the state cannot be run alone, in the service's words.
    """
    from asl.teststate import TestStateError

    try:
        return _run(definition, name, input, variables, context, mock, retries, answer, now_ms)
    except TestStateError as e:
        raise UsageError(f'the state "{name}" cannot be run alone: {e.message}') from None


def _run(
    definition: str,
    name: str,
    input: JSON,
    variables: Mapping[str, JSON] | None,
    context: Mapping[str, JSON] | None,
    mock: Mapping[str, JSON] | None,
    retries: int,
    answer: Answerer | None,
    now_ms: int,
) -> StateResult:
    from asl.teststate import test_state

    request: dict[str, JSON] = {
        "definition": definition,
        "stateName": name,
        "input": "{}" if input is ABSENT else _text(input, "the input"),
        "inspectionLevel": "TRACE",
    }
    if mock is None:
        request["roleArn"] = "arn:aws:iam::123456789012:role/test"
    else:
        request["mock"] = dict(mock)
        if retries:
            request["stateConfiguration"] = {"retrierRetryCount": retries}
    if variables:
        request["variables"] = _text(dict(variables), "the variables")
    if context:
        request["context"] = _text(dict(context), "the context")
    return StateResult(name, test_state(request, answer=answer, now_ms=now_ms))


_NAME: Final = "Expression"
_INTRINSIC: Final = re.compile(r"States\.\w+\(")
_PLACE: Final = re.compile(r" at /States/Expression/\S*'$")


def evaluate(
    expression: str,
    input: JSON = ABSENT,
    *,
    variables: Mapping[str, JSON] | None = None,
    context: Mapping[str, JSON] | None = None,
    result: JSON = ABSENT,
    now_ms: int,
) -> JSON:
    """The value of one expression: `{% JSONata %}`, a `$.path`, `$$.context`, `$variable` or an intrinsic function.

    Args:
        input: `$states.input`, or the `$` of a path. A str is JSON text, as everywhere. Default `{}`.
        variables: what is assigned. context: the context object's members, with those that you leave out absent.
        result: `$states.result`; for a path, what stands for the input.

    Raises:
        ExpressionError: it fails as it would in an execution.
        UsageError: it is no expression.
    """
    if not isinstance(expression, str):
        raise UsageError(f"an expression is text, not {expression!r}")
    text = expression.strip()
    is_jsonata = text.startswith("{%") and text.endswith("%}")
    if not is_jsonata and not text.startswith("$") and not _INTRINSIC.match(text):
        raise UsageError(
            f'"{expression}" is no expression: write {{% … %}} for JSONata, or begin with $ or an intrinsic function (States.…)'
        )
    state: dict[str, JSON]
    if is_jsonata:
        state = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"value": text}}
    else:
        state = {"Type": "Pass", "QueryLanguage": "JSONPath", "Parameters": {"value.$": text}}
    mock: dict[str, JSON] | None = None
    if result is not ABSENT or context is not None:
        # Only a Task has a result, and only a state with a mock takes a context.
        state["Type"] = "Task"
        state["Resource"] = "arn:aws:states:::aws-sdk:sts:getCallerIdentity"
        mock = mock_of(_NAME, {} if result is ABSENT else result, None, None, "NONE")
        if not is_jsonata:
            key = "ResultSelector" if result is not ABSENT else "Parameters"
            state = {k: v for k, v in state.items() if k != "Parameters"}
            state[key] = {"value.$": text}
    state["End"] = True
    definition = dumps({"StartAt": _NAME, "States": {_NAME: state}})
    from asl.teststate import TestStateError

    try:
        found = _run(definition, _NAME, input, variables, context, mock, 0, None, now_ms)
    except TestStateError as e:
        why = _PLACE.sub("", e.message.removeprefix("Invalid State Machine Definition: '"))
        raise UsageError(f"{expression} cannot be evaluated: {why}") from None
    if not found.succeeded:
        raise ExpressionError(expression, found.error, found.cause)
    value: JSON
    if not is_jsonata and mock is not None and result is ABSENT:
        value = found.stages["afterParameters"]
    else:
        value = found.output
    return exact(value["value"])
