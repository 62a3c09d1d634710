"""One invocation of a handler, as AWS's Python runtime makes it: event in, a payload of JSON text out.

The runtime's habits are what users' tests stumble over, so they are kept: a result that is not JSON is a
`Runtime.MarshalError`, an exception is reported by its class, text and frames, bytes go out as they are, Decimals as
numbers, a coroutine is never awaited. Two things are not the runtime's: the time in a handler is virtual
(`context.sleep`, `asl.after`), and a traceback is cut to the handler's own frames and put under /var/task, so that no
history depends on where a test lies.

Source: AWS's Python runtime client; recordings of lambda:invoke and Lambda ARNs; AWS guide, "Handling errors"
(timeouts are Sandbox.Timedout in newer runtimes).
"""

from __future__ import annotations

import json
import os.path
from collections.abc import Callable
from typing import Final, NamedTuple, NoReturn

from asl.errors import AslError, UsageError
from asl.hosts.answers import (
    After,
    Answer,
    Failed,
    Never,
    Refused,
    Returned,
    ReturnedText,
    Submitted,
    TaskCall,
)
from asl.hosts.lambda_responses import LATEST, FunctionRef
from asl.hosts.mock_values import Delayed, MockError, Sequence, TaskError, answer_of
from asl.jsonvalue import JSON, JsonTextError, parse
from asl.limits import MAX_DEPTH

MAX_FUNCTION_SECONDS: Final = 900  # Lambda quotas: a function's longest timeout
MAX_LOG_TAIL_BYTES: Final = 4_096
MAX_RESPONSE_BYTES: Final = 6_291_556  # as Lambda's own message says


class Function(NamedTuple):
    """A handler with its settings.

    timeout_s: the function's own limit, up to 900; the default lets the Task's TimeoutSeconds decide.
    version: the ExecutedVersion of an unqualified call, or the one an alias stands for.
    asserted: told of an AssertionError of the handler before it becomes the function's error; what it raises comes through.
        None: nobody is told.
    """

    handler: Callable[[JSON, LambdaContext], object]
    timeout_s: float = MAX_FUNCTION_SECONDS
    memory_mb: int = 128
    version: str = LATEST
    asserted: Callable[[AssertionError], None] | None = None


_NOT_A_RESULT: Final = (Sequence, ReturnedText, Refused, Submitted, After)


class _Killed(BaseException):
    """The function's time is over. Not an Exception: a handler's own `except` must not survive it."""


class LambdaContext:
    """What a handler gets beside its event: AWS's attributes, and two of ours for virtual time and tokens."""

    client_context: JSON = None
    identity: None = None
    slept_s: float = 0.0
    # A host may fill these: what the function has written, or its end, and seconds of real time so far.
    log: str = ""
    real_s: Callable[[], float] | None = None
    _answer: Answer | None = None
    _made_id: str | None = None

    def __init__(
        self,
        function: Function,
        ref: FunctionRef,
        call: TaskCall,
        request_id: Callable[[TaskCall], str],
    ) -> None:
        self.function_name = ref.name
        self.call = call
        self._function = function
        self.ref = ref  # how the call names the function
        self._request_id = request_id

    @property
    def aws_request_id(self) -> str:
        """This invocation's id."""
        if self._made_id is None:
            self._made_id = self._request_id(self.call)
        return self._made_id

    @property
    def function_version(self) -> str:
        """The version that runs: the qualifier, or what an alias or no qualifier stands for."""
        qualifier = self.ref.qualifier
        return qualifier if qualifier.isdigit() else self._function.version

    @property
    def invoked_function_arn(self) -> str:
        """The ARN that was called, with its qualifier."""
        ref = self.ref
        return f"{ref.arn}:{ref.qualifier}" if ref.qualifier else ref.arn

    @property
    def memory_limit_in_mb(self) -> str:
        """Megabytes, as text: so it is on AWS."""
        return str(self._function.memory_mb)

    @property
    def log_group_name(self) -> str:
        """`/aws/lambda/NAME`."""
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        """`[VERSION]` and this invocation's id without dashes."""
        return f"[{self.function_version}]{self.aws_request_id.replace('-', '')}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function's own timeout, after what it has slept."""
        return max(0, round((self._function.timeout_s - self.taken_s) * 1000))

    @property
    def taken_s(self) -> float:
        """Seconds that the invocation has taken: virtual ones, and real ones where the host counts them."""
        return self.slept_s + (self.real_s() if self.real_s else 0.0)

    @property
    def timeout_s(self) -> float:
        """The function's own timeout in seconds."""
        return self._function.timeout_s

    def sleep(self, seconds: float) -> None:
        """Let virtual time pass. The function ends here if its timeout comes first."""
        self.slept_s += seconds
        if self.taken_s >= self._function.timeout_s:
            raise _Killed

    def answer_task(self, answer: object) -> None:
        """Decide how a `.waitForTaskToken` task ends once the function has returned.

        answer: a JSON value, `asl.raises(…)`, or either inside `asl.after(seconds, …)`. Without it the token stays
        open: the task's timeout decides, or whoever else has the token.
        """
        settled = answer_of(answer, f'the task answer of function "{self.function_name}"')
        if not isinstance(settled, tuple):
            raise MockError(f'function "{self.function_name}" gave an async answer to its task')
        self._answer = settled

    @property
    def task_answer(self) -> Answer:
        """What answer_task said, or Never."""
        return self._answer or Never()


class Outcome(NamedTuple):
    """How one invocation went: the payload that Lambda would return.

    failed: a service error that the handler played, in place of a payload.
    is_json: the payload needs no second look: the runtime's own encoder wrote it, too short for a number or a nesting
        that JSON cannot carry, and without NaN.
    """

    payload: str
    is_error: bool = False
    failed: Failed | None = None
    is_json: bool = False


def function_of(name: str, given: object) -> Function:
    function = given if isinstance(given, Function) else None
    handler = function.handler if function else given
    if not callable(handler):
        raise MockError(
            f'the function "{name}" is a {type(handler).__name__}: give handler(event, context), or mock the function'
        )
    _check_arguments(name, handler)
    function = function or Function(handler)
    if not 0 < function.timeout_s <= MAX_FUNCTION_SECONDS:
        raise MockError(
            f'the function "{name}" has a timeout of {function.timeout_s} s: it is more than 0, up to '
            f"{MAX_FUNCTION_SECONDS}"
        )
    return function


def _check_arguments(name: str, handler: Callable[..., object]) -> None:
    """Refuse a handler that cannot be called: its TypeError would be the function's error, which a Catch takes."""
    import inspect

    try:
        signature = inspect.signature(handler)
    except (TypeError, ValueError):
        return  # a builtin that does not say
    try:
        signature.bind(None, None)
    except TypeError:
        raise MockError(
            f'the function "{name}" wants {signature}: a handler is called with (event, context)'
        ) from None


def invoke(function: Function, context: LambdaContext, event: JSON) -> Outcome:
    """One invocation, as the Python runtime makes it."""
    try:
        result = function.handler(event, context)
        while isinstance(result, (Delayed, Returned)):
            if isinstance(result, Delayed):
                context.sleep(result.seconds)
                result = result.then
            else:
                result = result.value
        if isinstance(result, Never):
            raise _Killed
    except _Killed:
        context.slept_s = max(0.0, function.timeout_s - (context.taken_s - context.slept_s))
        return timed_out(context)
    except TaskError as e:
        return Outcome("", failed=Failed(e.error, e.cause))
    except AslError:
        raise
    except SystemExit as e:
        return exited(context, exit_reason(e.code))
    except Exception as e:  # the handler's: it becomes the function's error
        if function.asserted is not None and isinstance(e, AssertionError):
            function.asserted(e)
        return failed_with(type(e).__name__, str(e), frames_of(e), context)
    if isinstance(result, Failed):
        return Outcome("", failed=result)
    if isinstance(result, _NOT_A_RESULT):
        raise MockError(
            f'function "{context.function_name}" returned {type(result).__name__}(…), which is not a result: '
            "return a value, raises(), after() or never()"
        )
    return _marshalled(result, context)


def _marshalled(result: object, context: LambdaContext) -> Outcome:
    """The runtime's text of a result: spaces after commas and colons, no escapes for non-ASCII."""
    is_short = False
    if isinstance(result, bytes):
        try:
            text = result.decode("utf-8")
        except UnicodeDecodeError:
            _refuse(context, "returned bytes that are not UTF-8 text")
    else:
        try:
            text = _encode(result)
            is_short = len(text) <= MAX_DEPTH
        except (TypeError, ValueError, RecursionError) as e:
            if hasattr(result, "close"):
                result.close()  # a coroutine: AWS's runtime does not await it either
            return failed_with(
                "Runtime.MarshalError", f"Unable to marshal response: {e}", [], context
            )
    if len(text) > MAX_RESPONSE_BYTES // 4 and size_of(text) > MAX_RESPONSE_BYTES:
        payload = {
            "errorType": "Function.ResponseSizeTooLarge",
            "errorMessage": "Response payload size exceeded maximum allowed payload size "
            f"({MAX_RESPONSE_BYTES} bytes).",
        }
        return Outcome(json.dumps(payload), is_error=True)
    return Outcome(text, is_json=is_short and "NaN" not in text and "Infinity" not in text)


def _number(value: object) -> JSON:
    from decimal import Decimal

    if isinstance(value, Decimal) and value.is_finite():
        text = str(value)
        return int(text) if text.lstrip("-").isdigit() else float(text)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


_encode: Final = json.JSONEncoder(ensure_ascii=False, default=_number).encode


def failed_with(
    error_type: str, message: str, frames: list[str], context: LambdaContext
) -> Outcome:
    """The runtime reports an error: an exception of the handler's, or one of its own (`Runtime.ImportModuleError`)."""
    payload = {
        "errorMessage": message,
        "errorType": error_type,
        "requestId": context.aws_request_id,
        "stackTrace": frames,
    }
    return Outcome(json.dumps(payload, ensure_ascii=False), is_error=True)


def timed_out(context: LambdaContext) -> Outcome:
    """The function's own timeout came first."""
    seconds = context.timeout_s
    return _sandbox("Sandbox.Timedout", context, f"Task timed out after {seconds:.2f} seconds")


def exited(context: LambdaContext, reason: str) -> Outcome:
    """The runtime's process ended: `reason` is Lambda's wording, "Runtime exited with error: signal: killed"."""
    return _sandbox("Runtime.ExitError", context, reason)


def _sandbox(error_type: str, context: LambdaContext, what: str) -> Outcome:
    """What Lambda says when the runtime itself is gone."""
    message = f"RequestId: {context.aws_request_id} Error: {what}"
    payload = {"errorType": error_type, "errorMessage": message}
    return Outcome(json.dumps(payload, separators=(",", ":")), is_error=True)


def exit_reason(code: object) -> str:
    """Lambda's wording for a runtime that ended: by an exit status, or by a signal (a negative number)."""
    if code is None or code == 0:
        return "Runtime exited without providing a reason"
    if isinstance(code, int) and code < 0:
        return f"Runtime exited with error: signal: {_SIGNALS.get(-code, str(-code))}"
    return f"Runtime exited with error: exit status {code if isinstance(code, int) else 1}"


_SIGNALS: Final = {  # Go's names, which Lambda shows
    2: "interrupt",
    6: "aborted",
    9: "killed",
    11: "segmentation fault",
    15: "terminated",
}


def frames_of(exception: BaseException) -> list[str]:
    """The traceback from the handler on, as the runtime lists it; the import machinery is left out."""
    # Not `traceback`: importing it costs more than a short run takes.
    import linecache

    frames = []
    at = exception.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        file = code.co_filename
        if file != __file__ and not file.startswith("<frozen "):
            line = linecache.getline(file, at.tb_lineno, at.tb_frame.f_globals).strip()
            shown = f"    {line}\n" if line else ""
            frames.append(
                f'  File "/var/task/{os.path.basename(file)}", line {at.tb_lineno}, in {code.co_name}\n{shown}'
            )
        at = at.tb_next
    return frames


def size_of(text: str) -> int:
    """Bytes of a payload."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


NOT_JSON: Final = object()


def value_of(text: str, name: str) -> JSON:
    """What the payload says, or NOT_JSON for text from a handler that returned bytes."""
    try:
        return parse(text)
    except JsonTextError as e:
        try:
            json.loads(text)
        except ValueError:
            return NOT_JSON
        raise UsageError(f'function "{name}" returned what JSON cannot carry: {e}') from None


def log_tail(context: LambdaContext) -> str:
    """The tail of the function's log, in base64: what it wrote, between the platform's own three lines.

    At most 4 KB, of the end (Lambda API reference, Invoke).
    """
    import base64

    request_id, billed = context.aws_request_id, max(1, round(context.taken_s * 1000))
    written = context.log if context.log.endswith("\n") or not context.log else context.log + "\n"
    lines = (
        f"START RequestId: {request_id} Version: {context.function_version}\n"
        f"{written}"
        f"END RequestId: {request_id}\n"
        f"REPORT RequestId: {request_id}\tDuration: {billed}.00 ms\tBilled Duration: {billed} ms\t"
        f"Memory Size: {context.memory_limit_in_mb} MB\tMax Memory Used: {context.memory_limit_in_mb} MB\t\n"
    )
    tail = lines.encode("utf-8", "replace")[-MAX_LOG_TAIL_BYTES:]
    return base64.b64encode(tail).decode()


def _refuse(context: LambdaContext, what: str) -> NoReturn:
    raise UsageError(f'function "{context.function_name}" {what}')
