"""Lambda functions in this process: `{"charge": handler}` answers direct Lambda ARNs and `lambda:invoke`.

A handler is what one deploys: `handler(event, context)`. What Lambda does around it is here: which function a text
names, what of Parameters becomes the event, what of the payload becomes the task's result or failure. What the
Python runtime does around it is in `lambda_runtime`.

The functions given are all there are: any other name is Lambda's `ResourceNotFoundException`, as on AWS.

Source: recordings of lambda:invoke and Lambda ARNs, Nov 2024 to Nov 2025; public reports of Lambda's texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from asl.errors import UsageError
from asl.hosts.answers import (
    After,
    Answer,
    Failed,
    Refused,
    Returned,
    ReturnedText,
    Submitted,
    TaskCall,
)
from asl.hosts.lambda_responses import (
    LATEST,
    FunctionRef,
    function_failure,
    function_ref,
    invoke_response,
    request_id_of,
    service_failure,
)
from asl.hosts.lambda_runtime import (
    NOT_JSON,
    Function,
    LambdaContext,
    Outcome,
    function_of,
    invoke,
    log_tail,
    size_of,
    value_of,
)
from asl.jsonvalue import JSON, JsonTextError, dumps, parse
from asl.limits import MAX_PAYLOAD_BYTES
from asl.resources.arn import Resource


class Invocation(NamedTuple):
    """One invocation, ready to be made by whoever runs the function: here, in a thread, in another process.

    finish: the task's answer to how it went.
    """

    function: Function
    context: LambdaContext
    event: JSON
    finish: Callable[[Outcome], Answer]


class Lambdas:
    """Answers direct Lambda ARNs and `lambda:invoke` from handlers in this process.

    Args:
        functions: by name or ARN, with or without a qualifier; the most particular key wins.
        request_id: gives each invocation's id; by default one that is the same in every run.
        otherwise: asked for a function that is not among them.
        others_exist: a function that nobody has given is somebody's all the same, who has to say what it answers: `answer` gives
            None. Else there is none, and the task fails as on AWS, which a Catch may hide.
    """

    def __init__(
        self,
        functions: Mapping[str, Callable[[JSON, LambdaContext], object] | Function],
        *,
        others_exist: bool = False,
        request_id: Callable[[TaskCall], str] = request_id_of,
        otherwise: Callable[[FunctionRef], Function | None] = lambda ref: None,
    ) -> None:
        self._functions = {name: function_of(name, given) for name, given in functions.items()}
        self._request_id = request_id
        self._others_exist = others_exist
        self._otherwise = otherwise
        self._at: dict[str, tuple[FunctionRef, Function | None]] = {}  # by the ARN of a Resource

    def answer(self, call: TaskCall) -> Answer | None:
        """The function's answer; None if the call is not Lambda's, or of a function that is not given though it exists.

        Raises:
            UsageError: the call asks for what functions in this process cannot do.
            Exception: nothing that a handler raises, but errors of ours inside it (`AslError`) come through.
        """
        ready = self.prepared(call)
        if isinstance(ready, Invocation):
            return ready.finish(invoke(ready.function, ready.context, ready.event))
        return ready

    def prepared(self, call: TaskCall) -> Invocation | Answer | None:
        """The invocation that the call asks for, or the answer where it does not come to one; None as in `answer`.

        Raises:
            UsageError: the call asks for what functions in this process cannot do.
        """
        resource = call.resource
        if resource.kind == "lambda":
            return self._direct(call)
        if resource.kind == "optimised" and (resource.service, resource.action) == (
            "lambda",
            "invoke",
        ):
            return self._invoke(call)
        return None

    def give(self, name: str, function: Callable[[JSON, LambdaContext], object] | Function) -> None:
        """Add a function, or put another in its place."""
        self._functions[name] = function_of(name, function)
        self._at.clear()

    def take_away(self, name: str) -> None:
        """Remove a function; nothing happens if there is none of this name."""
        self._functions.pop(name, None)
        self._at.clear()

    def _direct(self, call: TaskCall) -> Invocation | Answer | None:
        ref, function = self._at.get(call.resource.arn) or self._look_up(call.resource)
        if function is None:
            if self._others_exist:
                return None
            return _not_found(ref, self._request_id(call), waits=False)
        context = LambdaContext(function, ref, call, self._request_id)
        event = _event(call.arguments)
        return Invocation(function, context, event, partial(_direct_answer, context))

    def _invoke(self, call: TaskCall) -> Invocation | Answer | None:
        waits = call.resource.pattern == "token"
        arguments = call.arguments
        if refused := refusal(call):
            return refused
        if (kind := arguments.get("InvocationType") or "RequestResponse") != "RequestResponse":
            raise UsageError(
                f'state "{call.state}" invokes its function with InvocationType "{kind}", which functions in this '
                "process do not play: mock the state instead"
            )
        ref = function_ref(arguments["FunctionName"], call)
        if qualifier := arguments.get("Qualifier"):
            if ref.qualifier and ref.qualifier != qualifier:
                return service_failure(
                    "InvalidParameterValueException",
                    400,
                    "The derived qualifier from the function name does not match the specified qualifier.",
                    self._request_id(call),
                    waits_for_token=waits,
                )
            ref = ref._replace(qualifier=qualifier)
        function = self.find(ref)
        if function is None and self._others_exist:
            return None
        if function is None:
            return _not_found(ref, self._request_id(call), waits=waits)
        try:
            event = payload_event(arguments.get("Payload"))
        except JsonTextError as e:
            return service_failure(
                "InvalidRequestContentException",
                400,
                e.message,
                self._request_id(call),
                waits_for_token=waits,
            )
        context = LambdaContext(function, ref, call, self._request_id)
        context.client_context = _client_context(arguments.get("ClientContext"), call)
        wants_log = arguments.get("LogType") == "Tail"
        return Invocation(function, context, event, partial(_invoke_answer, context, wants_log))

    def _look_up(self, resource: Resource) -> tuple[FunctionRef, Function | None]:
        arn, qualifier = resource.arn, resource.qualifier
        ref = FunctionRef(
            resource.action, qualifier, arn.removesuffix(f":{qualifier}") if qualifier else arn
        )
        given = self._given(ref)
        if given is None:
            return ref, self._otherwise(ref)  # asked each time: it may change its mind
        found = self._at[arn] = ref, given
        return found

    def find(self, ref: FunctionRef) -> Function | None:
        """The function that a reference means; None if there is none."""
        return self._given(ref) or self._otherwise(ref)

    def _given(self, ref: FunctionRef) -> Function | None:
        for key in ref.keys:
            if key in self._functions:
                return self._functions[key]
        return None


def _not_found(ref: FunctionRef, request_id: str, *, waits: bool) -> Failed:
    return service_failure(
        "ResourceNotFoundException",
        404,
        f"Function not found: {ref.arn}:{ref.qualifier or LATEST}",
        request_id,
        waits_for_token=waits,
    )


def _timed(context: LambdaContext, answer: Answer) -> Answer:
    return After(context.slept_s, answer) if context.slept_s else answer


# ------------------------------------------------------------------ what goes in
def refusal(call: TaskCall) -> Refused | None:
    """Why Parameters of `lambda:invoke` cannot be sent: such a task leaves no event but the failure. None: they can."""
    if call.resource.kind == "lambda" or not (wrong := _wrong_field(call.arguments)):
        return None
    return Refused(
        f"The Parameters '{dumps(call.arguments)}' could not be used to start the Task: "
        f"[The value of the field '{wrong}' has an invalid format]"
    )


def _wrong_field(arguments: JSON) -> str | None:
    """The first field of lambda:invoke's Parameters that has a type which Lambda cannot take."""
    if not isinstance(arguments, dict) or not isinstance(arguments.get("FunctionName"), str):
        return "FunctionName"
    for name in ("Qualifier", "InvocationType", "LogType", "ClientContext"):
        if not isinstance(arguments.get(name), (str, type(None))):
            return name
    return None


def payload_event(payload: JSON) -> JSON:
    """The event of a Payload. Recorded: null reaches the function as `{}`, a string is the JSON text itself.

    Raises:
        JsonTextError: the string is not JSON; the message is Lambda's.
    """
    if payload is None:
        return {}
    if not isinstance(payload, str):
        return _event(payload)
    try:
        return parse(payload)
    except JsonTextError:
        raise JsonTextError(_jackson(payload)) from None


def _event(value: JSON) -> JSON:
    """A copy that the handler may change. The text in between would read back as the same value."""
    if isinstance(value, dict):
        return {
            key: _event(member) if isinstance(member, (dict, list)) else member
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [_event(item) if isinstance(item, (dict, list)) else item for item in value]
    return value


def _jackson(payload: str) -> str:
    """How Lambda says that a payload is not JSON (public reports of direct calls, 2021 and 2024)."""
    from asl.source.jsontext import JsonFault, scan

    said, column = "Unexpected end-of-input", len(payload) + 1
    try:
        scan(payload)
    except JsonFault as fault:
        if fault.jackson:
            said = fault.jackson
            # Reported of a payload `test data`: column 6. The reader stands after what ended the token.
            column = fault.jackson_offset + (2 if said.startswith("Unrecognized") else 1)
    return (
        "Could not parse request body into json: Could not parse payload into json: "
        f'{said}\n at [Source: (byte[])"{payload}"; line: 1, column: {column}]'
    )


def _client_context(text: str | None, call: TaskCall) -> JSON:
    """ClientContext is base64 of JSON; what the handler sees is the object."""
    if not text:
        return None
    import base64

    try:
        return parse(base64.b64decode(text, validate=True).decode("utf-8"))
    except ValueError as e:
        raise UsageError(
            f'state "{call.state}": ClientContext is not base64 of JSON text ({e})'
        ) from None


# ------------------------------------------------------------------ what comes out
def _direct_answer(context: LambdaContext, outcome: Outcome) -> Answer:
    if outcome.failed:
        return _timed(context, outcome.failed)
    text, name = outcome.payload, context.function_name
    if outcome.is_error:
        return _timed(context, function_failure(text, is_direct=True))
    if not outcome.is_json and value_of(text, name) is NOT_JSON:
        if len(text) <= MAX_PAYLOAD_BYTES:
            raise UsageError(
                f'function "{name}" returned text that is not JSON, and its ARN is the Resource: '
                "what Step Functions makes of that is not known"
            )
        text = dumps(text)  # too large all the same, which is what the engine will find
    return _timed(context, ReturnedText(text))


def _invoke_answer(context: LambdaContext, wants_log: bool, outcome: Outcome) -> Answer:
    waits = context.call.resource.pattern == "token"
    if outcome.failed:
        failed = outcome.failed
        return _timed(context, failed._replace(stage="submit") if waits else failed)
    if outcome.is_error:
        failed = function_failure(outcome.payload, is_direct=False, waits_for_token=waits)
        return _timed(context, failed)
    response = _response(context, outcome.payload, wants_log)
    if waits:
        return _timed(context, Submitted(response, context.task_answer))
    return _timed(context, Returned(response))


def _response(context: LambdaContext, text: str, wants_log: bool) -> JSON:
    value = value_of(text, context.function_name)
    return invoke_response(
        text if value is NOT_JSON else value,
        size_of(text),
        context.aws_request_id,
        context.call.now_ms + round(context.slept_s * 1000),
        version=context.function_version,
        log_result=log_tail(context) if wants_log else None,
    )
