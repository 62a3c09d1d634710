"""Which requests are taken at all. There is no login, so no web page may reach the server.

- The Host must name this machine: `localhost`, `*.localhost`, the address the connection came in on, or a name that
  `--allow-host` gave; each also behind `sync-`, which SDKs put before the host of two operations. A page that has its own
  name resolve to 127.0.0.1 (DNS rebinding) ends here.
- A request that may change anything must not come from another origin: browsers say so in Origin and Sec-Fetch-Site.
- It must carry a header that a plain form cannot send: X-Amz-Target or Authorization for the AWS route, X-Asl-Control for
  ours. A page that sets one needs a preflight, and no preflight is ever answered. Every request for another AWS service is
  one that may change something: some take all that they are told from the URL. A presigned one has no header; those that a
  link or a form cannot make are taken (`passes`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final

_SYNC: Final = "sync-"
_OWN_SITES: Final = frozenset({b"same-origin", b"none"})
CONTROL_HEADER: Final = b"x-asl-control"
_CUSTOM: Final = (b"x-amz-target", b"authorization", CONTROL_HEADER)
_REMEMBERED: Final = 1_000


class Guard:
    """Says why a request is refused, or nothing. allowed: further host names."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(name.lower().rstrip(".") for name in allowed)
        self._known: dict[tuple[bytes, str], bool] = {}

    def refusal(
        self, headers: dict[bytes, bytes], local: str, *, is_changing: bool, passes: bool = False
    ) -> str | None:
        """Why this request is not taken; None if it is.

        headers: by their names in small letters. local: the address that the connection came in on. passes: needs no header
        that a form cannot send.
        """
        host = headers.get(b"host", b"")
        key = (host, local)
        known = self._known.get(key)
        if known is None:
            known = self._is_ours(host.decode("latin-1"), local)
            if len(self._known) < _REMEMBERED:
                self._known[key] = known
        if not known:
            return f"The Host {host.decode('latin-1')[:100]!r} does not name this machine; --allow-host takes further names"
        return self._foreign(headers, host, passes) if is_changing else None

    def _is_ours(self, host: str, local: str) -> bool:
        name = _without_port(host).lower().rstrip(".")
        if self._names_us(name, local):
            return True
        return name.startswith(_SYNC) and self._names_us(name.removeprefix(_SYNC), local)

    def _names_us(self, name: str, local: str) -> bool:
        if name == "localhost" or name.endswith(".localhost") or name in self._allowed:
            return True
        try:
            address = ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return address.is_loopback or str(address) == local

    def _foreign(self, headers: dict[bytes, bytes], host: bytes, passes: bool) -> str | None:
        site = headers.get(b"sec-fetch-site")
        if site is not None and site not in _OWN_SITES:
            return "The request comes from another site (Sec-Fetch-Site)"
        origin = headers.get(b"origin")
        if origin is not None and origin not in (b"http://" + host, b"https://" + host):
            return "The request comes from another origin (Origin)"
        if not passes and not any(name in headers for name in _CUSTOM):
            return "A header that a web page's form cannot send is missing: X-Amz-Target, or X-Asl-Control for control calls"
        return None


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0] if host.count(":") == 1 else host
