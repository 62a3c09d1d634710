"""`http:invoke` and `apigateway:invoke`: requests to HTTP endpoints, their parameters and results as Step Functions has them.

`http:invoke` signs with an EventBridge connection, which is where every service of EventBridge is: in moto unless the
configuration says otherwise. What a connection adds to a request wins over what the state says.

`apigateway:invoke` calls an endpoint that names this machine. An API on AWS is called where the configuration gives its
stand-in (`apigateway = "http://127.0.0.1:3000"`); without one it is refused by name.

Source: AWS guide, "Call HTTPS APIs" and "Call API Gateway"; recorded calls of API Gateway, Oct 2024 and Nov 2025. Unconfirmed
where the reference says so: a redirect is an error, a body that is text is sent as JSON.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple
from urllib.parse import quote, quote_plus, urlencode, urlsplit

from asl.hosts.answers import Answer, Failed, Never, Refused, Returned, Submitted, TaskCall
from asl.jsonvalue import JSON, JsonTextError, dumps, parse
from emulator.integrations.actions import account_of, region_of
from emulator.integrations.failures import stage_of
from emulator.integrations.protocol import Context, Told
from emulator.integrations.routes import Routes
from emulator.integrations.threads import Threads
from emulator.services import moto, outbound
from emulator.services.clients import BUILT_IN, Clients, Fault, Unreachable

METHODS: Final = frozenset({"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
_LIMIT_S: Final = 60.0  # AWS guide: an HTTP Task's; API Gateway's own is shorter
# AWS guide: headers that a state may not set.
_FORBIDDEN: Final = frozenset(
    [
        "a-im",
        "accept-charset",
        "accept-datetime",
        "accept-encoding",
        "authorization",
        "cache-control",
        "connection",
        "content-encoding",
        "content-md5",
        "date",
        "expect",
        "forwarded",
        "from",
        "host",
        "http2-settings",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "max-forwards",
        "origin",
        "pragma",
        "proxy-authorization",
        "referer",
        "server",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "warning",
    ]
)
_FORBIDDEN_STARTS: Final = ("x-forwarded-", "x-amz-", "x-amzn-")
_NO_TEXT: Final = re.compile(r"(application/octet-stream|image/|video/|audio/)", re.I)


class Request(NamedTuple):
    """A request that is ready to be sent."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None


class Bad(Exception):
    """Parameters that cannot be sent. field: which; why: what else is to be said."""

    def __init__(self, field: str, why: str | None = None) -> None:
        super().__init__(field)
        self.field = field
        self.why = why or f"The value of the field '{field}' has an invalid format"


class HttpTask:
    """Answers `http:invoke` and `apigateway:invoke`."""

    name = "http"

    def __init__(self, clients: Clients, routes: Routes, threads: Threads) -> None:
        self._clients = clients
        self._routes = routes
        self._threads = threads

    def takes(self, call: TaskCall) -> bool:
        """The two resources that are HTTP requests."""
        return call.resource.action == "invoke" and call.resource.service in ("http", "apigateway")

    def refusal(self, call: TaskCall) -> Refused | None:
        """Why the parameters cannot be sent."""
        try:
            _checked(call)
            if call.resource.service == "apigateway":
                self._api_gateway(call)
        except Bad as e:
            return Refused(
                f"The Parameters '{dumps(call.arguments)}' could not be used to start the Task: [{e.why}]"
            )
        return None

    def tells(self, call: TaskCall) -> Told:
        """The URL that the task names, or what stands for it."""
        given = call.arguments if isinstance(call.arguments, dict) else {}
        url = given.get("ApiEndpoint")
        shown = url if isinstance(url, str) else "the URL that the execution computes"
        keys = self._routes.keys(call)
        if call.resource.service == "http":
            return Told("network", shown, keys)
        choice = self._routes.choice(call)
        if choice is not None and choice.kind == "endpoint":
            return Told("endpoint", str(choice.value), keys)
        if choice is not None and choice.kind == "real":
            return Told("real", shown, keys)
        if isinstance(url, str):
            try:
                self._stand_in(call, url)
            except Bad:
                needs = f"{url} is on AWS, and nothing stands for it here"
                help = f'apigateway = "http://HOST:PORT" under [tool.asl.services], or mock the state "{call.state}"'
                return Told("endpoint", shown, keys, needs, help)
        return Told("network", shown, keys)

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Make the request."""
        try:
            answer = await self._threads.run(lambda: self._ask(call, context))
        except Bad as e:
            return Refused(
                f"The Parameters '{dumps(call.arguments)}' could not be used to start the Task: [{e.why}]"
            )
        except outbound.Refused as e:
            return Refused(str(e))
        except outbound.NoAnswer as e:
            if call.resource.service == "http":
                return Failed("States.Http.Socket", str(e))
            cause = f"Unable to execute HTTP request: {e}"
            return Failed("ApiGateway.SdkClientException", cause, stage_of(call.resource))
        if call.resource.pattern == "token" and isinstance(answer, Returned):
            return Submitted(answer.value, Never())
        return answer

    def _ask(self, call: TaskCall, context: Context) -> Answer:
        if call.resource.service == "apigateway":
            request = self._api_gateway(call)
        else:
            connection = self._connection(call, context)
            if isinstance(connection, Failed):
                return connection
            region = region_of(call, context) or "us-east-1"
            request = _http(call, connection, region)
        given = outbound.exchange(*request, timeout_s=_LIMIT_S)
        return _answer(given, call)

    # ---------------------------------------------------------------- API Gateway

    def _api_gateway(self, call: TaskCall) -> Request:
        """
        Raises:
            Bad: the endpoint is on AWS, and nothing stands for it here.
        """
        given = _checked(call)
        base = self._stand_in(call, given["ApiEndpoint"])
        path = "/".join(
            part.strip("/") for part in (given.get("Stage") or "", given.get("Path") or "") if part
        )
        query = urlencode(list(_pairs(given.get("QueryParameters") or {})))
        url = f"{base.rstrip('/')}/{quote(path, safe='/%')}{f'?{query}' if query else ''}"
        headers = {name: ",".join(values) for name, values in (given.get("Headers") or {}).items()}
        body = None
        if "RequestBody" in given and given["Method"] in ("POST", "PUT", "PATCH"):
            value = given["RequestBody"]
            body = dumps({} if value is None else value).encode("utf-8", "surrogatepass")
            headers.setdefault("Content-Type", "application/json")
        return Request(given["Method"], url, headers, body)

    def _stand_in(self, call: TaskCall, endpoint: str) -> str:
        choice = self._routes.choice(call)
        if choice is not None and choice.kind == "endpoint":
            return str(choice.value)
        url = endpoint if "://" in endpoint else f"https://{endpoint}"
        is_real = choice is not None and choice.kind == "real"
        if _is_local(url) or is_real:
            return url
        raise Bad(
            "ApiEndpoint",
            f"{endpoint} is on AWS, and nothing stands for it here: configure an endpoint for the service "
            f'"apigateway", or mock the state "{call.state}"',
        )

    # ---------------------------------------------------------------- connections

    def _connection(self, call: TaskCall, context: Context) -> Mapping[str, Any] | Failed:
        """What an EventBridge connection says: its kind and its secret."""
        arn = _connection_arn(call.arguments)
        name = arn.partition(":connection/")[2].partition("/")[0]
        ask = partial(
            self._clients.call, region=region_of(call, context), account=account_of(context)
        )
        events = self._routes.target("events") or BUILT_IN
        secrets = self._routes.target("secretsmanager") or BUILT_IN
        try:
            described = ask("events", "DescribeConnection", {"Name": name}, target=events)
            state = described.members.get("ConnectionState")
            if state != "AUTHORIZED":
                return Failed(
                    "Events.ConnectionResource.InvalidConnectionState",
                    f"The connection {arn} is in the state {state}",
                )
            secret_arn = described.members["SecretArn"]
            secret = ask(
                "secretsmanager", "GetSecretValue", {"SecretId": secret_arn}, target=secrets
            )
        except Fault as e:
            kind = {
                "ResourceNotFoundException": "ResourceNotFound",
                "AccessDeniedException": "AccessDenied",
            }
            error = kind.get(e.code, "InternalError")
            return Failed(f"Events.ConnectionResource.{error}", e.message)
        except (Unreachable, moto.NotThere) as e:
            return Failed("Events.ConnectionResource.InternalError", str(e))
        value = json.loads(secret.members["SecretString"])
        return {"kind": described.members.get("AuthorizationType"), **value}

    async def close(self) -> None:
        """Nothing is open."""


def _checked(call: TaskCall) -> dict[str, Any]:
    """The parameters, each of its type.

    Raises:
        Bad: one is not.
    """
    given = call.arguments
    if not isinstance(given, dict):
        raise Bad("Parameters")
    if not isinstance(given.get("ApiEndpoint"), str) or not given["ApiEndpoint"]:
        raise Bad("ApiEndpoint")
    if given.get("Method") not in METHODS:
        raise Bad("Method")
    for name in ("Stage", "Path", "AuthType"):
        if not isinstance(given.get(name), (str, type(None))):
            raise Bad(name)
    if call.resource.service == "apigateway":
        for name in ("Headers", "QueryParameters"):
            lists = given.get(name) or {}
            if not isinstance(lists, dict) or not all(_is_texts(value) for value in lists.values()):
                raise Bad(name)
        return given
    headers = given.get("Headers") or {}
    if not isinstance(headers, dict):
        raise Bad("Headers")
    for name in headers:
        lower = name.lower()
        if lower in _FORBIDDEN or lower.startswith(_FORBIDDEN_STARTS):
            raise Bad("Headers", f"The header '{name}' is not allowed")
    if not _connection_arn(given):
        raise Bad("Authentication", "The field 'Authentication' or 'InvocationConfig' is required")
    url = urlsplit(given["ApiEndpoint"])
    if url.scheme != "https" and not _is_local(given["ApiEndpoint"]):
        raise Bad("ApiEndpoint", "The value of the field 'ApiEndpoint' must begin with https://")
    return given


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def _connection_arn(arguments: JSON) -> str:
    for name in ("Authentication", "InvocationConfig"):
        found = arguments.get(name) if isinstance(arguments, dict) else None
        if isinstance(found, dict) and isinstance(found.get("ConnectionArn"), str):
            return str(found["ConnectionArn"])
    return ""


# -------------------------------------------------------------------- http:invoke


def _http(call: TaskCall, connection: Mapping[str, Any], region: str) -> Request:
    """The request of `http:invoke`: the state's parameters, then the connection's over them."""
    given = _checked(call)
    added = connection.get("invocation_http_parameters") or {}
    headers = {name: _text(value) for name, value in (given.get("Headers") or {}).items()}
    query = list(_pairs(given.get("QueryParameters") or {}))
    body = given.get("RequestBody")
    _over(headers, added.get("header_parameters"))
    extra: dict[str, str] = {}
    _over(extra, added.get("query_string_parameters"))
    query = [pair for pair in query if pair[0] not in extra] + list(extra.items())
    extra_body: dict[str, str] = {}
    _over(extra_body, added.get("body_parameters"))
    if extra_body:
        body = {**(body if isinstance(body, dict) else {}), **extra_body}
    _authorise(headers, connection)
    url = given["ApiEndpoint"]
    if query:
        url += ("&" if "?" in url else "?") + urlencode(query, quote_via=quote)
    data = _body(given, body, headers)
    headers |= {
        "User-Agent": f"Amazon|StepFunctions|HttpInvoke|{region}",
        "Range": "bytes=0-262144",
    }
    return Request(given["Method"], url, headers, data)


def _over(target: dict[str, str], parameters: Any) -> None:
    """Put a connection's parameters, `[{key, value}]`, over what is there under the same name, whatever its case."""
    for each in parameters or ():
        for name in [name for name in target if name.lower() == str(each["key"]).lower()]:
            del target[name]
        target[str(each["key"])] = _text(each.get("value", ""))


def _authorise(headers: dict[str, str], connection: Mapping[str, Any]) -> None:
    kind = connection.get("kind")
    if kind == "API_KEY":
        _over(headers, [{"key": connection["api_key_name"], "value": connection["api_key_value"]}])
    elif kind == "BASIC":
        text = f"{connection['username']}:{connection['password']}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(text).decode()}"
    elif kind == "OAUTH_CLIENT_CREDENTIALS":
        headers["Authorization"] = f"Bearer {_token(connection)}"


def _token(connection: Mapping[str, Any]) -> str:
    """An access token by the client-credentials grant (RFC 6749, 4.4).

    Raises:
        NoAnswer: the endpoint gives none.
    """
    client = connection.get("client_parameters") or connection
    form = {
        "grant_type": "client_credentials",
        "client_id": str(client.get("client_id", "")),
        "client_secret": str(client.get("client_secret", "")),
    }
    given = outbound.exchange(
        str(connection.get("http_method", "POST")),
        str(connection["authorization_endpoint"]),
        {"Content-Type": "application/x-www-form-urlencoded"},
        urlencode(form).encode(),
        timeout_s=_LIMIT_S,
    )
    try:
        return str(json.loads(given.body)["access_token"])
    except (ValueError, KeyError, TypeError):
        raise outbound.NoAnswer(
            f"{connection['authorization_endpoint']} gave no access token (HTTP {given.status})"
        ) from None


def _body(given: Mapping[str, Any], body: JSON, headers: dict[str, str]) -> bytes | None:
    if body is None:
        return None
    transform = given.get("Transform") or {}
    if transform.get("RequestBodyEncoding") == "URL_ENCODED":
        if not isinstance(body, dict):
            raise Bad("RequestBody")
        options = transform.get("RequestEncodingOptions") or {}
        array = _ARRAYS.get(options.get("ArrayFormat", "INDICES"))
        if array is None:
            raise Bad("Transform")
        pairs = [pair for name, value in body.items() for pair in _encoded(name, value, array)]
        _default(headers, "application/x-www-form-urlencoded;charset=UTF-8")
        return "&".join(f"{quote_plus(name)}={quote_plus(text)}" for name, text in pairs).encode()
    _default(headers, "application/json")
    return dumps(body).encode("utf-8", "surrogatepass")


def _default(headers: dict[str, str], content_type: str) -> None:
    if not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = content_type


# AWS guide, "URL-encoding in the request body": how an array is written.
_ARRAYS: Final[Mapping[str, Callable[[str, list[str]], list[tuple[str, str]]]]] = {
    "INDICES": lambda name, items: [(f"{name}[{n}]", item) for n, item in enumerate(items)],
    "REPEAT": lambda name, items: [(name, item) for item in items],
    "COMMAS": lambda name, items: [(name, ",".join(items))],
    "BRACKETS": lambda name, items: [(f"{name}[]", item) for item in items],
}


def _encoded(
    name: str, value: JSON, array: Callable[[str, list[str]], list[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _encoded(f"{name}[{inner}]", item, array)
    elif isinstance(value, list):
        yield from array(name, [_text(item) for item in value])
    else:
        yield name, _text(value)


def _pairs(parameters: Any) -> Iterator[tuple[str, str]]:
    """Query parameters: an object of texts or lists, or text that is a query already."""
    if isinstance(parameters, str):
        for part in parameters.lstrip("?").split("&"):
            name, _, value = part.partition("=")
            if name:
                yield name, value
        return
    if not isinstance(parameters, dict):
        raise Bad("QueryParameters")
    for name, value in parameters.items():
        for item in value if isinstance(value, list) else [value]:
            yield name, _text(item)


def _text(value: JSON) -> str:
    return value if isinstance(value, str) else dumps(value)


# -------------------------------------------------------------------- answers


def _answer(given: outbound.Exchange, call: TaskCall) -> Answer:
    """A response as the task's result or failure."""
    is_http = call.resource.service == "http"
    content_type = next(
        (value for name, value in given.headers if name.lower() == "content-type"), ""
    )
    try:
        text = given.body.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if is_http and (text is None or _NO_TEXT.match(content_type)):
        return Refused(f"The response has the content type '{content_type}', which is no text")
    text = text or ""
    if is_http and given.status >= 300:
        return Failed(f"States.Http.StatusCode.{given.status}", text or given.reason)
    if not is_http and not 200 <= given.status < 300:
        return Failed(f"ApiGateway.{given.status}", text, stage_of(call.resource))
    try:
        body: JSON = parse(text)
    except JsonTextError:
        body = text
    headers: dict[str, list[str]] = {}
    for name, value in given.headers:
        headers.setdefault(name, []).append(value)
    return Returned(
        {
            "Headers": headers,
            "ResponseBody": body,
            "StatusCode": given.status,
            "StatusText": given.reason,
        }
    )
