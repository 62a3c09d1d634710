"""Pages and their tokens: where a list goes on, sealed against other lists and against time.

A token says where the next page begins, for which request and since when. One that was made for another request, that is
damaged or older than a day is refused, as the service does. (API reference: tokens live 24 hours.)
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar
from zlib import crc32

from asl.jsonvalue import JSON
from emulator.api.service import Request, Service
from emulator.errors import invalid_token

T = TypeVar("T")
DEFAULT: Final = 100
_LIFE_MS: Final = 86_400_000


def size_of(request: Request) -> int:
    """How many entries a page has. 0, as nothing, means the default."""
    return request.get("maxResults") or DEFAULT


def position(service: Service, request: Request, *what: object) -> JSON:
    """Where the page of this request begins: what `token` was given, None for the first page.

    what: the parts of the request that the list depends on.

    Raises:
        ServiceError: InvalidToken.
    """
    text = request.get("nextToken")
    if text is None:
        return None
    try:
        raw = base64.b64decode(text, validate=True)
        seal, made_ms, where = json.loads(raw)
        sealed = _seal(made_ms, where, what)
    except (ValueError, TypeError, RecursionError):
        raise invalid_token() from None
    if seal != sealed or not 0 <= service.now_ms - made_ms <= _LIFE_MS:
        raise invalid_token()
    return where


def token(service: Service, where: JSON, *what: object) -> str | None:
    """The token of the next page; None where there is none."""
    if where is None:
        return None
    made_ms = service.now_ms
    text = json.dumps([_seal(made_ms, where, what), made_ms, where], separators=(",", ":"))
    return base64.b64encode(text.encode()).decode("ascii")


def _seal(made_ms: int, where: JSON, what: Sequence[object]) -> int:
    return crc32(json.dumps([made_ms, where, what], default=str).encode())


def page(
    service: Service,
    request: Request,
    entries: Iterable[T],
    key: Callable[[T], JSON],
    *what: object,
) -> tuple[list[T], str | None]:
    """(entries of this page, next token) of a list that is in memory, sorted by `key`.

    The key of the last entry that was given is remembered, so entries that come and go meanwhile move nothing.
    """
    after = position(service, request, *what)
    rest = [entry for entry in entries if after is None or key(entry) > after]
    size = size_of(request)
    shown = rest[:size]
    return shown, token(service, key(shown[-1]) if len(rest) > size else None, *what)
