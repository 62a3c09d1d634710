"""The clock of an endpoint: the world's, on which tests wait, or one that a control call moves.

A real clock makes everything a little late, so what a case says of time holds within a bound, and a case that takes
long does not apply. A virtual clock (`asl serve --clock virtual`) stands still between calls, so every case applies
and every instant is exact; all executions of the server share it, so cases are played one at a time.
"""

from __future__ import annotations

import datetime as dt
import json
import time
import urllib.error
import urllib.request
from typing import Any, Final, Protocol, TypeAlias

from conformance.targets.base import NotOffered

JSON: TypeAlias = Any

_STEP_S: Final = 1.0
_STEPS_GROW: Final = 4.0
_LONGEST_STEP_S: Final = 30 * 86_400.0  # closed executions are kept for longer
_MOST_S: Final = 400 * 86_400.0  # no execution lasts longer than a year


class Clock(Protocol):
    """How time passes on a target."""

    is_virtual: bool

    def begin(self, now: str) -> None:
        """Makes it the ISO time `now`. Raises NotOffered."""

    def rest(self) -> None:
        """Lets a moment pass, none on a virtual clock, in which the target comes to rest."""

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""

    def patience(self) -> Patience:
        """For one wait."""


class Patience(Protocol):
    """One wait for something that happens some time, in growing steps."""

    def next(self) -> bool:
        """Lets more time pass; False: there was enough of it."""


class RealClock:
    """The world's. timeout_s: how long a wait may take."""

    is_virtual = False

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s

    def begin(self, now: str) -> None:
        """See Clock."""
        raise NotOffered(f"begins at {now}, and the target's clock is real")

    def rest(self) -> None:
        """See Clock."""
        time.sleep(0.1)

    def sleep(self, seconds: float) -> None:
        """See Clock."""
        time.sleep(seconds)

    def patience(self) -> RealPatience:
        """See Clock."""
        return RealPatience(self._timeout_s)


class RealPatience:
    """Short pauses first: most executions are done at once."""

    def __init__(self, timeout_s: float) -> None:
        self._ends = time.monotonic() + timeout_s
        self._pause_s = 0.01

    def next(self) -> bool:
        """See Patience."""
        left_s = self._ends - time.monotonic()
        if left_s <= 0:
            return False
        time.sleep(min(self._pause_s, left_s))
        self._pause_s = min(self._pause_s * 2, 0.5)
        return True


class VirtualClock:
    """Moved by `/_asl/clock`. timeout_s: how long one move may take in the world's time."""

    is_virtual = True

    def __init__(self, url: str, timeout_s: float) -> None:
        self._url = url
        self._timeout_s = timeout_s

    def begin(self, now: str) -> None:
        """See Clock."""
        is_now = control(self._url, "clock", None, self._timeout_s)["now"]
        if dt.datetime.fromisoformat(now) < dt.datetime.fromisoformat(is_now):
            raise NotOffered(f"begins at {now}, and the target's clock is at {is_now} already")
        self._move({"to": now})

    def rest(self) -> None:
        """See Clock."""
        self.sleep(0)

    def sleep(self, seconds: float) -> None:
        """See Clock."""
        self._move({"advance": seconds})

    def _move(self, how: JSON) -> None:
        control(self._url, "clock", how, self._timeout_s)

    def patience(self) -> VirtualPatience:
        """See Clock."""
        return VirtualPatience(self)


class VirtualPatience:
    """Everything due on the way happens at its own instant, so the steps may be long."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._step_s = 0.0
        self._passed_s = 0.0

    def next(self) -> bool:
        """See Patience."""
        if self._passed_s > _MOST_S:
            return False
        self._clock.sleep(self._step_s)
        self._passed_s += self._step_s
        self._step_s = min(self._step_s * _STEPS_GROW, _LONGEST_STEP_S) or _STEP_S
        return True


def clock_of(url: str, timeout_s: float) -> Clock:
    """The clock of an endpoint: virtual where it says so at `/_asl/clock`, real everywhere else."""
    try:
        said = control(url, "clock", None, min(timeout_s, 5))
    except (OSError, ValueError):  # nobody there, no such route, no JSON
        return RealClock(timeout_s)
    if isinstance(said, dict) and said.get("mode") == "virtual":
        return VirtualClock(url, timeout_s)
    return RealClock(timeout_s)


def control(url: str, what: str, body: JSON, timeout_s: float) -> JSON:
    """A control call of our own server: GET without a body, POST with one.

    Raises:
        OSError: it cannot be reached, or refuses.
        ValueError: the answer is no JSON.
    """
    request = urllib.request.Request(
        f"{url.rstrip('/')}/_asl/{what}",
        None if body is None else json.dumps(body).encode(),
        {"X-Asl-Control": "1", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as e:
        with e:
            said = e.read(500).decode("utf-8", "replace")
        raise OSError(f"{e.code} from {request.full_url}: {said}") from None
