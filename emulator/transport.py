"""uvicorn's HTTP, with one difference: bytes that are no HTTP get an answer in AWS's shape too."""

from __future__ import annotations

from typing import Any

from emulator.api.errors import unreadable, wire
from emulator.compact import encode


def http_protocol() -> type[Any]:
    """The protocol class: httptools where it is, else h11."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as Base
    except ImportError:  # not everywhere; h11 does the same, slower
        from uvicorn.protocols.http.h11_impl import H11Protocol as Base  # type: ignore[assignment]  # either will do

    class Protocol(Base):
        def send_400_response(self, msg: str) -> None:
            """Refuse what is no request, and hang up."""
            self.transport.write(bad_request())
            self.transport.close()

    return Protocol


def bad_request() -> bytes:
    """The whole answer to bytes that are no HTTP request."""
    status, body = wire(unreadable("The request is not HTTP"))
    text = encode(body).encode()
    head = (
        f"HTTP/1.1 {status} Bad Request\r\ncontent-type: application/x-amz-json-1.0\r\n"
        f"content-length: {len(text)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + text
