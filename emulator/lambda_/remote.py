"""A Lambda function behind an endpoint that speaks Lambda's Invoke: the runtime interface emulator, `sam local start-lambda`,
another emulator.

Source: Lambda API reference, Invoke: `POST /2015-03-31/functions/NAME/invocations`, `X-Amz-Function-Error` marks a payload as
the function's error.
"""

from __future__ import annotations

import base64
import http.client
import json
from typing import Final
from urllib.parse import quote, urlsplit

from asl.errors import UsageError
from asl.hosts.answers import Failed
from asl.hosts.lambda_responses import service_failure
from asl.hosts.lambda_runtime import MAX_RESPONSE_BYTES, LambdaContext, Outcome, timed_out
from asl.hosts.lambdas import Invocation
from asl.jsonvalue import JSON
from emulator.integrations.threads import Threads

_CONNECT_S: Final = 5.0


class RemoteFunction:
    """The runner of every function behind one endpoint; each is called by the name of its Task.

    Args:
        url: the endpoint, with a path before Invoke's if there is one.
    """

    def __init__(self, url: str, threads: Threads) -> None:
        self.where = f"at {url}"
        self._url = urlsplit(url)
        self._threads = threads

    async def run(self, ready: Invocation) -> Outcome:
        """One invocation."""
        limit_s = ready.function.timeout_s
        try:
            return await self._threads.run(lambda: self._invoke(ready), timeout_s=limit_s)
        except TimeoutError:
            return timed_out(ready.context)

    def _invoke(self, ready: Invocation) -> Outcome:
        context, url = ready.context, self._url
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = kind(url.hostname or "", url.port, timeout=_CONNECT_S)
        path = f"{url.path.rstrip('/')}/2015-03-31/functions/{quote(context.function_name, safe='')}/invocations"
        if context.ref.qualifier:
            path += f"?Qualifier={quote(context.ref.qualifier, safe='')}"
        body = json.dumps(ready.event, separators=(",", ":"), ensure_ascii=False)
        try:
            connection.connect()
            connection.sock.settimeout(ready.function.timeout_s + _CONNECT_S)
            connection.request(
                "POST", path, body.encode("utf-8", "surrogatepass"), _headers(context)
            )
            response = connection.getresponse()
            answer = response.read(MAX_RESPONSE_BYTES + 1)
        except (OSError, http.client.HTTPException) as e:
            why = getattr(e, "strerror", None) or str(e) or type(e).__name__
            cause = f"Unable to execute HTTP request: {url.netloc}: {why}"
            return Outcome("", failed=Failed("Lambda.SdkClientException", cause))
        finally:
            connection.close()
        try:
            text = answer.decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError(
                f"{url.geturl()} answered for {context.function_name} what is not UTF-8 text"
            ) from None
        if not 200 <= response.status < 300:
            return Outcome("", failed=_refused(response.status, response.headers, text, context))
        context.log = _log(response.headers)
        return Outcome(text or "null", is_error="X-Amz-Function-Error" in response.headers)

    def __call__(self, event: JSON, context: LambdaContext) -> object:
        """Never called: a Function wants a handler."""
        raise UsageError(f"{context.function_name} runs behind {self._url.geturl()}")


def _headers(context: LambdaContext) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "X-Amz-Invocation-Type": "RequestResponse"}
    if context.client_context is not None:
        text = json.dumps(context.client_context).encode()
        headers["X-Amz-Client-Context"] = base64.b64encode(text).decode()
    return headers


def _log(headers: http.client.HTTPMessage) -> str:
    given = headers.get("X-Amz-Log-Result")
    return base64.b64decode(given).decode("utf-8", "replace") if given else ""


def _refused(
    status: int, headers: http.client.HTTPMessage, text: str, context: LambdaContext
) -> Failed:
    """The service's own error: `Lambda.ResourceNotFoundException`."""
    try:
        said = json.loads(text)
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    kind = str(headers.get("x-amzn-ErrorType") or said.get("__type") or "AWSLambdaException")
    kind = kind.partition(":")[0].rpartition("#")[2]
    message = str(said.get("Message") or said.get("message") or f"HTTP {status}")
    return service_failure(kind, status, message, context.aws_request_id)
