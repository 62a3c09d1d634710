"""What Lambda answers Step Functions: the wrapper around a result, the two shapes of a failure, and a function's names.

Shared by in-process functions and by mocks that are named after a function. The shapes are the recorded ones
(AWS, lambda:invoke and direct Lambda ARNs, Nov 2024 to Nov 2025):

- `lambda:invoke` gives `{ExecutedVersion, Payload, SdkHttpMetadata, SdkResponseMetadata, StatusCode}`, a Lambda ARN
  the function's own JSON text, spacing kept. Content-Length counts the function's own text.
- A function error is named by the payload's `errorType`; its cause is the payload, written again compactly under
  `lambda:invoke` and left as it is under a Lambda ARN.
- A payload without an errorType is `Lambda.Unknown`.
"""

from __future__ import annotations

import time
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.hosts.answers import Failed, TaskCall
from asl.jsonvalue import JSON, JsonTextError, dumps, parse

Stage: TypeAlias = Literal["submit", "run"]
LATEST: Final = "$LATEST"
_UNKNOWN: Final = "The cause could not be determined because Lambda did not return an error type. Returned payload: "
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


class FunctionRef(NamedTuple):
    """A function as a definition names it: a name, a partial or a whole ARN, with or without a qualifier."""

    name: str
    qualifier: str  # a version or an alias; "" for none
    arn: str  # whole, unqualified

    @property
    def keys(self) -> tuple[str, ...]:
        """The names under which a user may have given the function, the most particular first."""
        if self.qualifier:
            qualified = (f"{self.arn}:{self.qualifier}", f"{self.name}:{self.qualifier}")
            return (*qualified, self.arn, self.name)
        return (self.arn, self.name)


def function_ref(text: str, call: TaskCall) -> FunctionRef:
    """Read a FunctionName. What a bare name leaves open comes from the execution's ARN.

    Source: Lambda API reference, Invoke: `my-function`, `my-function:v1`, `123456789012:function:my-function`,
    `arn:aws:lambda:us-west-2:123456789012:function:my-function`.
    """
    before, found, name = text.rpartition("function:")
    name, _, qualifier = name.partition(":")
    if found and before.startswith("arn:"):
        return FunctionRef(name, qualifier, f"{before}{found}{name}")
    partition, region, account = home_of(call)
    if found:
        account = before.rstrip(":") or account
    return FunctionRef(
        name, qualifier, f"arn:{partition}:lambda:{region}:{account}:function:{name}"
    )


def home_of(call: TaskCall) -> tuple[str, str, str]:
    """Partition, region and account of the execution that calls."""
    parts = call.execution_arn.split(":")
    return (
        (parts[1], parts[3], parts[4]) if len(parts) > 5 else ("aws", "us-east-1", "123456789012")
    )


def request_id_of(call: TaskCall) -> str:
    """A request id that is the same in every run: from the execution, the state and the number of the call."""
    import hashlib

    text = f"{call.execution_arn}\n{call.state}\n{call.visit}\n{call.now_ms}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    variant = "89ab"[int(digest[16], 16) % 4]
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def invoke_response(
    payload: JSON,
    content_length: int,
    request_id: str,
    now_ms: int,
    *,
    version: str = LATEST,
    log_result: str | None = None,
) -> JSON:
    """The result of `lambda:invoke`.

    Args:
        payload: what the function answered, read as JSON.
        content_length: bytes of the text that it answered.
        now_ms: when, in ms since the Unix epoch.
        log_result: the log's tail in base64, when LogType asked for it.
    """
    seconds = now_ms // 1000
    trace = request_id.replace("-", "")
    headers = {
        "X-Amz-Executed-Version": version,
        "x-amzn-Remapped-Content-Length": "0",
        "Connection": "keep-alive",
        "x-amzn-RequestId": request_id,
        "Content-Length": str(content_length),
        "Date": _http_date(seconds),
        "X-Amzn-Trace-Id": f"Root=1-{seconds:08x}-{trace[:24]};Parent={trace[16:]};Sampled=0",
        "Content-Type": "application/json",
    }
    if log_result is not None:
        headers = {"X-Amz-Log-Result": log_result, **headers}
    return {
        "ExecutedVersion": version,
        **({} if log_result is None else {"LogResult": log_result}),
        "Payload": payload,
        "SdkHttpMetadata": {
            "AllHttpHeaders": {name: [value] for name, value in headers.items()},
            "HttpHeaders": {name: headers[name] for name in _SORTED if name in headers},
            "HttpStatusCode": 200,
        },
        "SdkResponseMetadata": {"RequestId": request_id},
        "StatusCode": 200,
    }


_SORTED: Final = (  # recorded: HttpHeaders is ordered without regard to case
    "Connection",
    "Content-Length",
    "Content-Type",
    "Date",
    "X-Amz-Executed-Version",
    "X-Amz-Log-Result",
    "x-amzn-Remapped-Content-Length",
    "x-amzn-RequestId",
    "X-Amzn-Trace-Id",
)


def _http_date(seconds: int) -> str:
    t = time.gmtime(seconds)
    return (
        f"{_DAYS[t.tm_wday]}, {t.tm_mday:02} {_MONTHS[t.tm_mon - 1]} {t.tm_year} "
        f"{t.tm_hour:02}:{t.tm_min:02}:{t.tm_sec:02} GMT"
    )


def function_failure(payload: str, *, is_direct: bool, waits_for_token: bool = False) -> Failed:
    """The task failure for a payload that Lambda returned with FunctionError.

    Args:
        payload: the function's error payload, JSON text.
        is_direct: the Resource is the function's own ARN.
        waits_for_token: the call was the submission of a `.waitForTaskToken` task.
    """
    stage: Stage = "submit" if waits_for_token else "run"
    try:
        value = parse(payload)
    except JsonTextError:
        value = None
    error = value.get("errorType") if isinstance(value, dict) else None
    if not isinstance(error, str) or not error:
        return Failed("Lambda.Unknown", _UNKNOWN + payload, stage)
    return Failed(error, payload if is_direct else dumps(value), stage)


def service_failure(
    exception: str, status: int, message: str, request_id: str, *, waits_for_token: bool = False
) -> Failed:
    """The task failure when Lambda itself refuses: `Lambda.<exception>`, with the SDK's tail on the cause."""
    return Failed(
        f"Lambda.{exception}",
        f"{message} (Service: AWSLambda; Status Code: {status}; Error Code: {exception}; "
        f"Request ID: {request_id}; Proxy: null)",
        "submit" if waits_for_token else "run",
    )
