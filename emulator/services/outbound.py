"""HTTP calls to where a state machine says: one exchange, no redirects, and never to an address that only a machine's own cloud
should see.

A name is looked up once, its addresses are judged, and the connection goes to the address that was judged: a name that
answers differently the second time leads nowhere. Link-local addresses (a cloud's metadata service) are never called;
loopback and private ones are, since that is where local stand-ins are.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit

MAX_BYTES: Final = 262_145  # one more than a payload may have: what is larger is an error anyway
_METADATA: Final = frozenset(  # addresses of metadata services that are not link-local
    ipaddress.ip_address(text) for text in ("fd00:ec2::254", "100.100.100.200", "168.63.129.16")
)


class Exchange(NamedTuple):
    """One response. headers: as received, a name may come twice. body: at most MAX_BYTES."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Refused(Exception):
    """A URL that is not called; the text says why."""


class NoAnswer(Exception):
    """Nobody answered, or not in time."""


def exchange(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None, *, timeout_s: float
) -> Exchange:
    """Make one HTTP request. Redirects are answers like any other.

    Raises:
        Refused: the URL is none, its scheme is plain HTTP to another machine, or its address must not be called.
        NoAnswer: the name is not known, the connection fails, or `timeout_s` seconds pass.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused(f"{url} has no port that could be") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(f"{url} is not an HTTP URL")
    address = _address(parts.hostname, port)
    if parts.scheme == "http" and not _is_near(address):
        raise Refused(f"{url} is not HTTPS, which only addresses near this machine need not be")
    connection = _Connection(parts.hostname, port, address, parts.scheme == "https", timeout_s)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        data = b"" if method == "HEAD" else response.read(MAX_BYTES)
    except (OSError, http.client.HTTPException) as e:
        raise NoAnswer(
            f"{parts.hostname}: {getattr(e, 'strerror', None) or e or 'timed out'}"
        ) from None
    finally:
        connection.close()
    return Exchange(response.status, response.reason, tuple(response.getheaders()), data)


def _address(host: str, port: int) -> str:
    """The first address of a host, judged.

    Raises:
        Refused, NoAnswer
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as e:
        raise NoAnswer(f"{host}: {getattr(e, 'strerror', None) or e}") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if _must_not_be_called(address):
            raise Refused(f"{host} is {address}, an address that is not called from here")
    if not addresses:
        raise NoAnswer(f"{host}: it has no address")
    return addresses[0]


def _must_not_be_called(text: str) -> bool:
    address = _plain(text)
    return (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or address in _METADATA
    )


def _is_near(text: str) -> bool:
    address = _plain(text)
    return address.is_loopback or address.is_private


def _plain(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address, an IPv4 address inside an IPv6 one taken out of it."""
    address = ipaddress.ip_address(text)
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return inner or address


class _Connection(http.client.HTTPConnection):
    """A connection to an address that is known already, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, is_tls: bool, timeout_s: float) -> None:
        super().__init__(host, port, timeout=timeout_s)
        self._address = address
        self._is_tls = is_tls
        if is_tls:
            self.default_port = 443

    def connect(self) -> None:
        sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_tls:
            context = ssl.create_default_context()
            sock = context.wrap_socket(sock, server_hostname=self.host)
        self.sock = sock
