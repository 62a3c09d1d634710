"""Histories as tests compare them: with what is different in every run taken out.

A history is AWS's list of events. Two runs of one machine differ in what comes from the clock, from randomness and from
names that somebody made up; `redacted` puts words in the place of those, and keeps what they mean:

    instants of the clock        <+28800s>, after the start: a wait that has become longer is still seen
    UUIDs, task tokens           <uuid 1>, <token 2>: numbered as they appear, so that equal ones stay equal
    the execution's own name     <execution>

Only instants between the start and the end of the execution are its clock's: a date in an order is data. Texts that are
JSON (inputs, outputs) are shown as the values that they hold, so that a difference is a line and not a page.

`run.history == snapshot` compares the redacted form with a snapshot of syrupy's, or of `asl_snapshot`; with any list it is
an ordinary list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Protocol, runtime_checkable

from asl.history.render import Event
from asl.jsonvalue import JSON, JsonTextError, parse


@runtime_checkable
class ComparesHistories(Protocol):
    """A snapshot of ours: told what to compare instead of what it is compared with."""

    def compare_redacted(self, events: list[JSON]) -> bool: ...


class History(list[Event]):
    """Events of one execution, as GetExecutionHistory answers them."""

    __slots__ = ()

    def redacted(self) -> list[JSON]:
        """What is the same in every run: JSON values only."""
        return redacted(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ComparesHistories):
            return other.compare_redacted(redacted(self))
        # By name: syrupy is asked for nothing, and need not be there.
        if type(other).__module__.partition(".")[0] == "syrupy":
            return bool(other == redacted(self))
        return list.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        if isinstance(other, ComparesHistories):
            return bool(other != self)  # which is for the snapshot to say
        return not self == other

    __hash__ = None  # as of any list


_UUID: Final = re.compile(
    r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"
)
_INSTANT: Final = re.compile(
    r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)(?![\w:])"
)
_TOKEN: Final = re.compile(r"(?<![\w+/=-])[\w+/-]{60,}={0,2}(?![\w+/=-])", re.ASCII)
_NAME: Final = re.compile(
    r"(arn:aws[\w-]*:states:[\w-]*:\d*:)(execution|express)(:[^:\"\s]+:)([^:\"\s,}]+)"
)
_TEXTS: Final = frozenset({"input", "output", "parameters"})  # details that are JSON text


def redacted(events: Sequence[Mapping[str, Any]]) -> list[JSON]:
    """Events without what differs from run to run. Those that boto3 gives are taken too."""
    times = [at for event in events if isinstance(at := event.get("timestamp"), datetime)]
    words = _Words(min(times, default=None), max(times, default=None))
    return [words.value(event) for event in events]


class _Words:
    """What stands for what, in one history."""

    def __init__(self, start: datetime | None, end: datetime | None) -> None:
        self._start = start
        self._end = end
        self._numbers: dict[tuple[str, str], int] = {}

    def value(self, value: Any, key: str = "") -> JSON:
        if isinstance(value, datetime):
            return self._moment(value)
        if isinstance(value, dict):
            return {self.text(name): self.value(member, name) for name, member in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if not isinstance(value, str):
            return value
        if key in _TEXTS and value[:1] in ("{", "["):
            try:
                return self.value(parse(value))
            except JsonTextError:
                pass  # it only looks like JSON: a text like others
        return self.text(value)

    def text(self, text: str) -> str:
        if len(text) < 20:
            return text  # shorter than all that is looked for
        text = _NAME.sub(r"\1\2\3<execution>", text)
        text = _UUID.sub(lambda found: self._numbered("uuid", found[0]), text)
        text = _INSTANT.sub(self._instant, text)
        return _TOKEN.sub(self._token, text)

    def _numbered(self, kind: str, what: str) -> str:
        known = [key for key in self._numbers if key[0] == kind]
        number = self._numbers.setdefault((kind, what), len(known) + 1)
        return f"<{kind} {number}>"

    def _token(self, found: re.Match[str]) -> str:
        text = found[0]
        # A word of one case, or a path, is no token.
        mixed = any(c.isdigit() for c in text) and any(c.isupper() for c in text)
        return self._numbered("token", text) if mixed and any(c.islower() for c in text) else text

    def _instant(self, found: re.Match[str]) -> str:
        at = datetime.fromisoformat(found[0])
        if self._start is None or self._end is None or not self._start <= at <= self._end:
            return found[0]
        return self._moment(at)

    def _moment(self, at: datetime) -> str:
        if self._start is None:
            return "<time>"
        seconds = (at.astimezone(UTC) - self._start).total_seconds()
        return f"<+{seconds:.3f}".rstrip("0").rstrip(".") + "s>"
