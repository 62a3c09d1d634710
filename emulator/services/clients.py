"""Calls of AWS services: boto3 clients that are made once and shared, each for one target, service, region and account.

A target is moto in this process, an endpoint, or AWS itself. Only the last reads the user's credentials and configuration; the
others know nothing of them, and go nowhere else whatever the environment says.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeAlias
from urllib.parse import urlsplit

from asl.errors import UsageError
from emulator.services import moto

TargetKind: TypeAlias = Literal["built-in", "endpoint", "real"]
_CONNECT_S: Final = 5
_READ_S: Final = 900
_POOL: Final = 64


class Target(NamedTuple):
    """Where calls of a service go. url: of an endpoint."""

    kind: TargetKind = "built-in"
    url: str | None = None


BUILT_IN: Final = Target()


class Response(NamedTuple):
    """A successful response. members: as botocore parses them, names as the API's. length: bytes of its body."""

    members: Mapping[str, Any]
    status: int
    headers: Mapping[str, str]
    request_id: str


class Fault(Exception):
    """The service refused. code: as on the wire ("ResourceNotFoundException", "AWS.SimpleQueueService.NonExistentQueue")."""

    def __init__(
        self, code: str, message: str, status: int, request_id: str, extended_id: str | None = None
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.request_id = request_id
        self.extended_id = extended_id


class Unreachable(Exception):
    """Nobody answered. `host` is where, `why` what the system said."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"{host}: {why}")
        self.host = host
        self.why = why


class Own(Protocol):
    """A service that this server has itself, in moto's place."""

    def has(self, operation: str) -> bool:
        """Whether it has an operation, by the API's name for it."""
        ...

    def ask(self, request: Any) -> moto.Response:
        """The answer to a prepared request (AWSPreparedRequest), in the thread of the call."""
        ...


class Clients:
    """Makes calls; made for threads.

    Args:
        account, region: those of a call that names none.

    `own` has the services that the server has itself, by botocore's names.
    """

    def __init__(self, account: str = "123456789012", region: str = "us-east-1") -> None:
        self.own: dict[str, Own] = {}
        self._account = account
        self._region = region
        self._made: dict[tuple[Target, str, str, str], Any] = {}
        self._sessions: dict[str, Any] = {}
        self._lock = threading.Lock()

    def client(
        self,
        service: str,
        *,
        target: Target = BUILT_IN,
        region: str | None = None,
        account: str | None = None,
    ) -> Any:
        """The boto3 client of a service by botocore's name.

        Raises:
            UsageError: botocore has no such service, or AWS itself is wanted and there are no credentials.
        """
        key = (target, service, region or self._region, account or self._account)
        found = self._made.get(key)
        if found is None:
            with self._lock:  # making one is slow, and not safe in threads
                found = self._made.get(key) or self._make(*key)
                self._made[key] = found
        return found

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, Any],
        *,
        target: Target = BUILT_IN,
        region: str | None = None,
        account: str | None = None,
    ) -> Response:
        """Call an operation: `call("sqs", "SendMessage", {"QueueUrl": …, "MessageBody": …})`.

        Raises:
            Fault: the service refused.
            Unreachable: nobody answered.
            NotThere: moto has no such operation.
            UsageError: the parameters cannot be sent, or there are no credentials.
        """
        from botocore import exceptions as failures

        client = self.client(service, target=target, region=region, account=account)
        try:
            answer = client._make_api_call(operation, parameters)
        except failures.ClientError as e:
            raise _fault(e.response) from None
        except (failures.EndpointConnectionError, failures.HTTPClientError) as e:
            host = (
                urlsplit(str(e.kwargs.get("endpoint_url") or target.url or "")).hostname or service
            )
            raise Unreachable(host, _why(e)) from None
        except failures.BotoCoreError as e:
            raise UsageError(str(e)) from None
        metadata = answer.pop("ResponseMetadata", {})
        return Response(
            answer,
            metadata.get("HTTPStatusCode", 200),
            metadata.get("HTTPHeaders", {}),
            _request_id(metadata),
        )

    def _make(self, target: Target, service: str, region: str, account: str) -> Any:
        from botocore.config import Config
        from botocore.exceptions import UnknownServiceError

        config = Config(
            connect_timeout=_CONNECT_S,
            read_timeout=_READ_S,
            max_pool_connections=_POOL,
            retries={"mode": "standard", "total_max_attempts": 3 if target.kind == "real" else 1},
            ignore_configured_endpoint_urls=target.kind != "real",
            parameter_validation=False,  # what is wrong is the service's to say
            inject_host_prefix=target.kind == "real",
            s3={"addressing_style": "path"},
            response_checksum_validation="when_required",  # recorded: no checksum in GetObject
        )
        session = self._sessions.get(target.kind)
        if session is None:
            session = self._sessions[target.kind] = _session(target.kind)
        try:
            client = session.create_client(
                service, region_name=region, endpoint_url=target.url, config=config
            )
        except UnknownServiceError:
            raise UsageError(f"botocore has no service {service!r}") from None
        if target.kind == "built-in":
            own = self.own.get(service)
            handle = moto.handle if own is None else partial(_answered, own)
            client.meta.events.register_first("before-send", handle)
            client.meta.events.register("before-sign", _for_account(account))
        return client


def _answered(own: Own, request: Any, **kwargs: Any) -> Any:
    return moto.as_botocore_has_it(request, own.ask(request))


def _session(kind: TargetKind) -> Any:
    """A botocore session: the user's own for AWS itself, one that knows nothing for everything else."""
    from botocore.session import Session

    if kind == "real":
        session = Session()
        if session.get_credentials() is None:
            raise UsageError(
                "a service is configured as real, and there are no AWS credentials: log in, or take it back"
            )
        return session
    nothing = {
        "profile": (None, None, None, None),
        "config_file": (None, None, os.devnull, None),
        "credentials_file": (None, None, os.devnull, None),
    }
    session = Session(session_vars=nothing)
    session.set_credentials("test", "test")
    return session


def _for_account(account: str) -> Any:
    def tell(request: Any, **kwargs: Any) -> None:
        request.headers[moto.ACCOUNT_HEADER] = account

    return tell


def _fault(response: Mapping[str, Any]) -> Fault:
    error, metadata = response.get("Error", {}), response.get("ResponseMetadata", {})
    extended = metadata.get("HostId")
    return Fault(
        str(error.get("Code", "Unknown")),
        str(error.get("Message") or ""),
        metadata.get("HTTPStatusCode", 400),
        _request_id(metadata),
        str(extended) if extended else None,
    )


def _request_id(metadata: Mapping[str, Any]) -> str:
    """The response's own id, or a new one where the service that stands for AWS gives none."""
    given = metadata.get("RequestId")
    if given:
        return str(given)
    from uuid import uuid4

    return str(uuid4())


def _why(error: Exception) -> str:
    text = str(getattr(error, "kwargs", {}).get("error") or error)
    for phrase in ("Name or service not known", "Connection refused", "timed out"):
        if phrase in text:
            return phrase
    return text
