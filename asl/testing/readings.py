"""What a run tells a test, in forms that read well in an assertion: calls, times, the path, whether it is over, parts of values.

`run.output` is JSON without methods of ours: half of JSON's types (true, null) cannot be subclassed. So paths are selected by
`run.select(path)`. Its objects and arrays are dicts and lists that compare as JSON does (`exact`).

What cannot be so because of a slip is an error and not false: `"Refnud" not in run.path` would hold for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, overload

from asl.errors import UsageError
from asl.hosts.answers import TaskCall
from asl.jsonvalue import JSON, JsonTextError, dumps, parse
from asl.testing.exact import equal, exact

if TYPE_CHECKING:
    from asl.testing.run import Run


STATUSES: Final = ("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING", "PENDING")


class Call(TaskCall):
    """One try of a task. It equals its arguments, so that `run.calls("Charge") == [{"id": 7}]` says what was asked.

    Two calls are equal when everything of them is. `payload` is what a Lambda function gets.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TaskCall):
            return tuple.__eq__(self, other)
        return equal(self.arguments, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = TaskCall.__hash__

    @property
    def payload(self) -> JSON:
        """The event of a Lambda function: Payload for `lambda:invoke`, the arguments for a function's own ARN."""
        if self.resource.kind == "lambda" or not isinstance(self.arguments, dict):
            return self.arguments
        return exact(payload_of(self.arguments))

    def __repr__(self) -> str:
        place = "" if self.map_index is None else f", index {self.map_index}"
        retry = "" if not self.attempt else f", retry {self.attempt}"
        return f"<{dumps(self.arguments)}{place}{retry}>"


class Elapsed(float):
    """Seconds on the execution's clock. It compares with numbers of seconds and with timedeltas, to the millisecond."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        seconds = _seconds(other)
        return NotImplemented if seconds is None else round(self * 1000) == round(seconds * 1000)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: object) -> bool:
        return self._ordered(other, float.__lt__)

    def __le__(self, other: object) -> bool:
        return self._ordered(other, float.__le__)

    def __gt__(self, other: object) -> bool:
        return self._ordered(other, float.__gt__)

    def __ge__(self, other: object) -> bool:
        return self._ordered(other, float.__ge__)

    def _ordered(self, other: object, compare: Callable[[float, float], bool]) -> bool:
        seconds = _seconds(other)
        # NotImplemented: Python asks the other side, then says what is wrong.
        return NotImplemented if seconds is None else compare(float(self), seconds)

    __hash__ = float.__hash__

    @property
    def timedelta(self) -> timedelta:
        return timedelta(milliseconds=round(self * 1000))

    def __repr__(self) -> str:
        return f"{seconds_text(self)} ({self.timedelta})" if self >= 60 else seconds_text(self)


def seconds_text(seconds: float) -> str:
    """`1209615 s`, `0.25 s`: to the millisecond, and never in powers of ten."""
    return f"{seconds:.3f}".rstrip("0").removesuffix(".") + " s"


def _seconds(other: object) -> float | None:
    if isinstance(other, timedelta):
        return other.total_seconds()
    return float(other) if isinstance(other, (int, float)) else None


class Done:
    """Whether a run is over: true or false, and a function of nothing, so that a clock can wait for it."""

    __slots__ = ("_run",)

    def __init__(self, run: Run) -> None:
        self._run = run

    def __call__(self) -> bool:
        return is_over(self._run)

    def __bool__(self) -> bool:
        return self()

    def __repr__(self) -> str:
        return f"<{'done' if self else 'not done'}: {self._run!r}>"


class Status(str):
    """A status, which is one of a few: compared with a text that none of them is, it is an error and not unequal."""

    __slots__ = ("_of",)
    _of: tuple[str, ...]

    def __new__(cls, status: str, of: tuple[str, ...] = STATUSES) -> Status:
        made = super().__new__(cls, status)
        made._of = of
        return made

    def __reduce__(self) -> tuple[type[Status], tuple[str, tuple[str, ...]]]:
        return Status, (str(self), self._of)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and other not in self._of:
            from asl.check.diagnostic import did_you_mean

            same = [status for status in self._of if status == other.upper()]
            advice = f'did you mean "{same[0]}"?' if same else did_you_mean(other, self._of)
            raise UsageError(
                f'no status is "{other}"; {advice or "there are " + ", ".join(self._of)}'
            )
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def is_over(run: Run) -> bool:
    """The same for those who are no test: `run.done` is noted as a look at how it ended."""
    return run.execution.status not in ("PENDING", "RUNNING")


class Path(list[str]):
    """The names of the states entered. A name that the definition does not have is an error, not one that was not entered.

    Args:
        entered: the names. known: gives all that there are; asked when a name is not among those entered.
    """

    __slots__ = ("_known",)

    def __init__(self, entered: Sequence[str], known: Callable[[], Sequence[str]]) -> None:
        super().__init__(entered)
        self._known = known

    def __contains__(self, name: object) -> bool:
        if list.__contains__(self, name):
            return True
        self._must_be_known(name)
        return False

    def count(self, name: str) -> int:
        found = list.count(self, name)
        if not found:
            self._must_be_known(name)
        return found

    @overload
    def __getitem__(self, at: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Path: ...
    def __getitem__(self, at: SupportsIndex | slice) -> str | Path:
        if isinstance(at, slice):
            return Path(list.__getitem__(self, at), self._known)
        return list.__getitem__(self, at)

    def _must_be_known(self, name: object) -> None:
        if isinstance(name, str) and name not in (names := self._known()):
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(name, names) or f"it has {listed(names)}"
            raise UsageError(f'the definition has no state "{name}", so it is in no path; {advice}')


def listed(names: Sequence[str]) -> str:
    """The first twelve names."""
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")


def payload_of(arguments: Mapping[str, JSON]) -> JSON:
    """The event in the Parameters of `lambda:invoke`; text that is no JSON stays text."""
    payload = arguments.get("Payload")
    if not isinstance(payload, str):
        return {} if payload is None else payload
    try:
        return parse(payload)
    except JsonTextError:
        return payload


def short(value: object, limit: int = 160) -> str:
    """A value in one line, cut where it is long."""
    try:
        text = dumps(value)
    except (TypeError, ValueError):
        text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


_AHEAD: Final = "a path begins with $, such as $.orders[*].id"


def select(value: JSON, path: str) -> list[JSON]:
    """All that a JSONPath finds in a value, in order; `[]` if it finds nothing.

    The dialect is jsonpath-ng's with its extensions (filters), which is not Step Functions' own: this is for tests to look
    at results.

    Raises:
        UsageError: it is no path.
    """
    return exact([match.value for match in _compiled(path).find(value)])


@lru_cache(256)
def _compiled(path: str) -> Any:  # jsonpath-ng has no types
    from jsonpath_ng.exceptions import JSONPathError
    from jsonpath_ng.ext.parser import parse as parse_path

    if not isinstance(path, str) or not path.startswith("$"):
        raise UsageError(f"{path!r} is no JSONPath: {_AHEAD}")
    try:
        return parse_path(path)
    except (JSONPathError, ValueError, AttributeError) as e:  # its lexer raises what it likes
        raise UsageError(f'"{path}" is no JSONPath: {e}') from None
