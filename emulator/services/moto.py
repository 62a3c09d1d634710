"""moto's AWS, in this process: requests of our own clients go to its backends, and nothing else is touched.

moto is made to patch a whole process (`mock_aws`: botocore, the environment, the default session). Here only sessions that
`handle` is registered on reach it, so a function in this process that makes its own client still goes where its environment
says. Inside a user's `mock_aws` the user's own dispatch answers, on the same backends.

A backend is plain Python that looks, then changes: two threads in one at a time would let two conditional writes both succeed.
So each service answers one request at a time; only waiting for messages is left out, because it sleeps.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from emulator.services import delivery

log = logging.getLogger(__name__)

ACCOUNT_HEADER: Final = "x-moto-account-id"
_ANY_ACCOUNT: Final = "123456789012"
_ANY_REGION: Final = ("us-east-1", "aws")
_WAITS: Final = re.compile(rb"WaitTimeSeconds")  # in a ReceiveMessage: moto sleeps with it


class Response(NamedTuple):
    """What a backend answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Backend(NamedTuple):
    name: str
    routes: tuple[tuple[re.Pattern[str], Callable[..., Any]], ...]
    lock: threading.RLock  # a service may call itself through another


class NotThere(Exception):
    """moto has no such service, or not this part of it. `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def handle(request: Any, **kwargs: Any) -> Any:
    """A `before-send` handler for botocore: the response of moto's backend for this request.

    Raises:
        NotThere: moto has none.
    """
    from moto.core.models import botocore_stubber

    if botocore_stubber.enabled:
        # Inside a user's mock_aws: its own dispatch. Asked here, since a client that was made before moto was imported does
        # not have moto's handler, and its request would go to AWS.
        given = botocore_stubber("before-send", request)
        if given is None:
            raise NotThere(f"{request.url}: the mock_aws that is active lets it pass")
        return given
    return as_botocore_has_it(request, respond(request))


def as_botocore_has_it(request: Any, response: Response) -> Any:
    """A response as a `before-send` handler gives it (AWSResponse)."""
    from botocore.awsrequest import AWSResponse
    from moto.core.botocore_stubber import MockRawResponse

    return AWSResponse(
        request.url, response.status, response.headers, MockRawResponse(response.body)
    )


def respond(request: Any) -> Response:
    """The answer to a prepared request (`botocore.awsrequest.AWSPreparedRequest`) for an AWS host.

    Raises:
        NotThere: moto has no such service or operation.
    """
    from moto.core import exceptions
    from moto.core.request import normalize_request
    from moto.core.utils import get_equivalent_url_in_aws_domain

    failures: Any = exceptions
    parsed, _ = get_equivalent_url_in_aws_domain(request.url)
    url = f"{parsed.scheme}://{parsed.netloc}{parsed.path}"
    backends = _backends_at(f"{parsed.scheme}://{parsed.netloc}/")
    if not backends:
        raise NotThere(parsed.netloc)
    found = ((each, to) for each in backends for pattern, to in each.routes if pattern.match(url))
    backend, method = next(found, (backends[0], None))
    if method is None:
        raise NotThere(f"{backend.name} at {parsed.path}")
    normal = normalize_request(request)
    lock: Any = _NO_LOCK if _sleeps(backend, request) else backend.lock
    with lock:
        delivery.equip(backend.name)
        try:
            status, headers, body = method(normal, normal.raw_url, normal.headers)
        except failures.HTTPException as e:
            status, headers, body = e.code, e.get_headers(), e.get_body()
        except NotImplementedError as e:
            raise NotThere(str(e) or backend.name) from None
        except (
            Exception
        ) as e:  # moto's own faults are many: each is a refusal by name, not an answer
            log.exception("moto's %s failed", backend.name)
            raise NotThere(f"{backend.name} fails in moto: {type(e).__name__}: {e}") from e
    return Response(
        int(status),
        {str(key): str(value) for key, value in dict(headers).items()},
        body.encode("utf-8") if isinstance(body, str) else bytes(body or b""),
    )


class _NoLock:
    def __enter__(self) -> None: ...

    def __exit__(self, *args: object) -> None: ...


_NO_LOCK: Final = _NoLock()


def _sleeps(backend: _Backend, request: Any) -> bool:
    if backend.name != "sqs":
        return False
    body = request.body or b""
    return bool(_WAITS.search(body.encode() if isinstance(body, str) else bytes(body)))


@lru_cache(1_024)
def _backends_at(origin: str) -> tuple[_Backend, ...]:
    """The backends of a host: two where a service has two APIs. Hosts of one service share them, and so their locks."""
    from moto import backend_index

    names = [name for name, at in backend_index.backend_url_patterns if at.match(origin)]
    return tuple(_backend(name) for name in dict.fromkeys(names))


@lru_cache(None)
def _backend(name: str) -> _Backend:
    from moto import backends

    _without_containers()
    get: Any = backends.get_backend  # it is typed by name
    try:
        made = get(name)
    except ImportError as e:
        raise NotThere(f"{name} without the package {e.name}, which is not installed") from None
    if name == "moto_api":
        found = made["global"]
    else:
        regions = made[_ANY_ACCOUNT]
        found = regions[_ANY_REGION[0] if _ANY_REGION[0] in regions else _ANY_REGION[1]]
    _used.add(name)
    routes = tuple((re.compile(url), method) for url, method in found.urls.items())
    return _Backend(name, routes, threading.RLock())


def _without_containers() -> None:
    """Nothing here starts containers: batch jobs and functions of moto's own are left unstarted."""
    from moto.core.config import default_user_config

    for service in ("batch", "lambda"):
        default_user_config[service] = {"use_docker": False}


def has_operation(client: str, operation: str) -> bool:
    """Whether moto has an operation of botocore's service `client`: "sqs", "SendMessage"."""
    names = _methods(client)
    if _underscored(operation) in names or operation.lower() in names:
        return True
    return client == "s3" and operation in _S3_BY_PATH


@lru_cache(256)
def _methods(client: str) -> frozenset[str]:
    """What the responders of a service have methods for."""
    from importlib import import_module

    from botocore.loaders import Loader
    from moto import backend_index
    from moto.core.responses import BaseResponse

    metadata = Loader().load_service_model(client, "service-2")["metadata"]
    prefix = metadata["endpointPrefix"]
    regional = f"{prefix}.us-east-1.amazonaws.com"
    hosts = (
        f"https://{regional}/",
        f"https://{prefix}.amazonaws.com/",
        f"https://{_ANY_ACCOUNT}.{regional}/",  # S3 Control's are an account's
    )
    modules = [
        name
        for name, pattern in backend_index.backend_url_patterns
        if any(pattern.match(host) for host in hosts)
    ]
    names: set[str] = set()
    for module in modules[:1]:
        try:
            found = import_module(f"moto.{module}.responses")
        except ImportError:
            continue  # a part of moto that is not installed
        for value in vars(found).values():
            if isinstance(value, type) and issubclass(value, BaseResponse):
                names.update(dir(value))
    return frozenset(names)


def _underscored(operation: str) -> str:
    from moto.core.utils import camelcase_to_underscores

    return str(camelcase_to_underscores(operation))


# What S3's responder finds by path and query, without a method of the operation's name. Operations that it does not know may
# end in another's method, so none that is not here counts as known.
_S3_BY_PATH: Final = frozenset(
    [
        "CompleteMultipartUpload",
        "CreateBucket",
        "CreateMultipartUpload",
        "DeleteObjects",
        "ListBuckets",
        "GetBucketLifecycleConfiguration",
        "GetBucketNotificationConfiguration",
        "GetBucketTagging",
        "GetObjectRetention",
        "PutBucketAccelerateConfiguration",
        "PutBucketAcl",
        "PutBucketCors",
        "PutBucketEncryption",
        "PutBucketInventoryConfiguration",
        "PutBucketLifecycle",
        "PutBucketLifecycleConfiguration",
        "PutBucketLogging",
        "PutBucketNotification",
        "PutBucketNotificationConfiguration",
        "PutBucketOwnershipControls",
        "PutBucketPolicy",
        "PutBucketReplication",
        "PutBucketTagging",
        "PutBucketVersioning",
        "PutBucketWebsite",
        "PutObjectLockConfiguration",
        "PutPublicAccessBlock",
        "RestoreObject",
    ]
)


def is_used(service: str) -> bool:
    """Whether anybody has asked moto for anything of this service, by moto's name for it."""
    return service in _used


def reset() -> None:
    """Forget everything that the backends keep."""
    if not _used:
        return
    from moto import backends
    from moto.core.model_instances import reset_model_data

    get: Any = backends.get_backend
    for name in sorted(_used):
        made = get(name)
        for account in list(made.values()):
            account.reset()
        made.clear()
    _backend.cache_clear()
    _backends_at.cache_clear()
    _used.clear()
    reset_model_data()


_used: Final[set[str]] = set()  # backends that were asked for
