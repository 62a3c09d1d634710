"""What a mock may say: the words a user writes, and how they become an `Answer`.

Six forms, and they nest where that makes sense:

    {"id": 7}                        a JSON value (a list is a value too): the task's result
    returns(x)                       the same, for a value that would be read as something else
    raises("Err", "cause")           the task fails; an exception instance or class works as well
    sequence(a, b, c)                the first call gets a, the second b, …
    after(seconds, a) · never()      the answer comes later on the execution's clock, or not at all
    def f(arguments[, call])         any of the above, computed; plain or async

A value is checked to be JSON, with the place of the first thing that is not, and copied: the engine shares values, so
a list that a test changes later must not change a history.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.errors import AslError, UsageError
from asl.hosts.answers import (
    After,
    Answer,
    Failed,
    Never,
    Refused,
    Returned,
    ReturnedText,
    Submitted,
    TaskCall,
)
from asl.hosts.mock_match import Selector
from asl.jsonvalue import JSON
from asl.limits import MAX_DEPTH, MAX_INTEGER_DIGITS

if TYPE_CHECKING:
    from typing_extensions import TypeIs


class MockError(UsageError):
    """A mock that cannot be used: a key that names nothing, a value that is not JSON, a sequence that ran out."""


class TaskError(AslError):
    """Raised by a mock function or a Lambda handler: the task fails with exactly this error and cause.

    Any other exception of a mock function is the test's and propagates; of a Lambda handler it is the function's
    error, as on AWS.
    """

    def __init__(self, error: str, cause: str | None = None) -> None:
        super().__init__(error if cause is None else f"{error}: {cause}")
        self.error = error
        self.cause = cause


class Delayed(NamedTuple):
    """What `after` gives: `then` is anything that a mock may say, a sequence excepted."""

    seconds: float
    then: object
    heartbeat_every_s: float | None = None


class Rule(NamedTuple):
    """One entry of `Rules`: the calls it is for, its answer (no sequence), and how often it is given; None: always."""

    selector: Selector
    answer: object
    times: int | None = None


class Rules(NamedTuple):
    """Answers by what is called: each call gets the first rule that takes it and is not used up.

    Whoever plays it keeps the counts. A call that no rule takes is an error of the test's.
    """

    rules: tuple[Rule, ...]


class Sequence(NamedTuple):
    """What `sequence` gives. Whoever plays it keeps the count: one Sequence may serve many runs."""

    steps: tuple[object, ...]
    repeat_last: bool = False


def returns(value: JSON) -> Returned:
    """The task succeeds with this value, whatever it looks like."""
    return Returned(value)


def raises(error: str | BaseException | type[BaseException], cause: str | None = None) -> Failed:
    """The task fails. `error` is what Retry and Catch match (`"Lambda.TooManyRequestsException"`).

    An exception gives its class name, and its text as the cause.
    """
    if isinstance(error, str):
        if cause is not None and not isinstance(cause, str):
            raise MockError(f"the cause of {error!r} is a {type(cause).__name__}: write it as text")
        return Failed(error, cause)
    failure = _failure_of(error)
    return failure if cause is None else failure._replace(cause=cause)


def sequence(*steps: object, repeat_last: bool = False) -> Sequence:
    """One answer for each call, in the order in which the calls are made: retries, loops and iterations alike.

    A call after the last is an error of the test's, unless `repeat_last` says that the last goes on.
    """
    if not steps:
        raise MockError("sequence() has no answers: give at least one")
    if any(isinstance(step, Sequence) for step in steps):
        raise MockError("a sequence inside a sequence: write its answers out")
    return Sequence(steps, repeat_last)


def after(seconds: float, answer: object, *, heartbeat_every: float | None = None) -> Delayed:
    """The same answer, `seconds` later on the execution's clock: virtual time, so it costs nothing.

    heartbeat_every: seconds between the worker's heartbeats until then; None: it sends none.
    """
    _duration("after()", seconds)
    if heartbeat_every is not None:
        _duration("heartbeat_every", heartbeat_every, least=0.001)
    if isinstance(answer, Sequence):
        raise MockError("after() of a sequence: put after() around its steps")
    return Delayed(seconds, answer, heartbeat_every)


def never(*, heartbeat_every: float | None = None) -> Never:
    """No answer comes: the task's TimeoutSeconds or HeartbeatSeconds decides."""
    if heartbeat_every is not None:
        _duration("heartbeat_every", heartbeat_every, least=0.001)
    return Never(heartbeat_every)


def _duration(what: str, seconds: float, least: float = 0.0) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise MockError(f"{what} takes a number of seconds, not {seconds!r}")
    if not least <= seconds < float("inf"):
        raise MockError(f"{what} takes seconds of {least:g} or more, not {seconds!r}")


# ------------------------------------------------------------------ to answers
READY: Final = (Failed, Never, Refused, ReturnedText, Submitted, After)


def answer_of(
    said: object, owner: str, call: TaskCall | None = None, wants: int | None = None
) -> Answer | Awaitable[Answer]:
    """The Answer to what a mock says.

    Args:
        said: any of the forms above but a sequence.
        owner: who says it, for messages: `the mock for "Charge"`.
        call: for functions; None where there is no call yet.
        wants: what `arity` said of the function, if that was asked already.

    Raises:
        MockError: it is not JSON, or not one of the forms.
        Exception: whatever a mock function raises, TaskError excepted.
    """
    if isinstance(said, READY):
        return said
    if isinstance(said, Returned):
        return Returned(json_copy(said.value, owner))
    if isinstance(said, Delayed):
        then = answer_of(said.then, owner, call, wants)
        if isinstance(then, tuple):
            return After(said.seconds, then, said.heartbeat_every_s)
        return _later(said, then)
    if isinstance(said, (Sequence, Rules)):
        raise MockError(f"{owner}: a sequence stands alone, not inside another answer")
    if is_exception(said):
        return _failure_of(said)
    if callable(said):
        if call is None:
            raise MockError(f"{owner}: a function inside an answer that is made before the call")
        return _computed(said, owner, call, arity(said, owner) if wants is None else wants)
    return Returned(json_copy(said, owner))


async def _later(delay: Delayed, then: Awaitable[Answer]) -> Answer:
    return After(delay.seconds, await then, delay.heartbeat_every_s)


def _computed(
    function: Callable[..., object], owner: str, call: TaskCall, wants: int
) -> Answer | Awaitable[Answer]:
    arguments = (json_copy(call.arguments, owner), call)[:wants]
    try:
        said = function(*arguments)
    except TaskError as e:
        return Failed(e.error, e.cause)
    if hasattr(said, "__await__"):
        return _awaited(said, owner, call)
    if callable(said) and not is_exception(said):
        raise MockError(f"{owner}: the function returned another function")
    return answer_of(said, owner, call)


async def _awaited(coming: Awaitable[object], owner: str, call: TaskCall) -> Answer:
    try:
        said = await coming
    except TaskError as e:
        return Failed(e.error, e.cause)
    answer = answer_of(said, owner, call)
    return answer if isinstance(answer, tuple) else await answer


def is_exception(said: object) -> TypeIs[BaseException | type[BaseException]]:
    """Whether a mock is an exception, as an instance or as a class."""
    return isinstance(said, BaseException) or (
        isinstance(said, type) and issubclass(said, BaseException)
    )


def _failure_of(exception: BaseException | type[BaseException]) -> Failed:
    if isinstance(exception, TaskError):
        return Failed(exception.error, exception.cause)
    if isinstance(exception, type):
        return Failed(exception.__name__)
    return Failed(type(exception).__name__, str(exception) or None)


def arity(function: Callable[..., object], owner: str) -> int:
    """How many of (arguments, call) a mock function wants: 0, 1 or 2.

    `*args` counts as one: a unittest.mock.Mock is called with the arguments alone, so that
    `assert_called_with` reads well.
    """
    import inspect

    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return 1  # a builtin that does not say
    positional = required = 0
    variable = False
    for parameter in signature.parameters.values():
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            positional += 1
            required += parameter.default is parameter.empty
        elif parameter.kind is parameter.VAR_POSITIONAL:
            variable = True
        elif parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty:
            required = 3
    if required > 2:
        raise MockError(
            f"{owner}: the function wants {signature}; it is called with (arguments) or (arguments, call)"
        )
    return min(2, positional) or int(variable)


# ------------------------------------------------------------------ JSON or not
def json_copy(value: object, owner: str) -> JSON:
    """A copy in plain dicts, lists, str, int, float, bool and None. Subclasses (a str enum) become their base.

    Raises:
        MockError: something in it is not JSON; the message says where and what to write.
    """
    try:
        return _copy(value, 0)
    except _NotJson as e:
        where = f" (at /{'/'.join(reversed(e.path))})" if e.path else ""
        raise MockError(f"{owner}: {e}{where}") from None
    except RecursionError:
        raise MockError(f"{owner}: {_TOO_DEEP}") from None


class _NotJson(Exception):
    """What is wrong; `path` collects the keys on the way out, innermost first."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.path: list[str] = []


def _copy(value: object, depth: int) -> JSON:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if isinstance(value, int):
        if not -_TOO_LONG < value < _TOO_LONG:
            raise _NotJson(f"an integer of more than {MAX_INTEGER_DIGITS} digits")
        return int(value)
    if isinstance(value, float):
        if value != value or value in (_INFINITY, -_INFINITY):
            raise _NotJson(f"{float(value)!r} is not JSON")
        return float(value)
    if isinstance(value, str):
        return str.__str__(value)
    if depth == MAX_DEPTH and isinstance(value, (dict, list)):
        raise _NotJson(_TOO_DEEP)
    key: object = ""
    try:  # both containers here, so that a level costs one frame of Python's stack
        if isinstance(value, dict):
            members: dict[str, JSON] = {}
            for key, member in value.items():
                if not isinstance(key, str):
                    raise _NotJson(f"{_a(key)} is a key: JSON keys are text")
                members[str.__str__(key)] = _copy(member, depth + 1)
            return members
        if isinstance(value, list):
            items: list[JSON] = []
            for key, item in enumerate(value):  # noqa: B007  (it names the place of a fault)
                items.append(_copy(item, depth + 1))
            return items
    except _NotJson as e:
        e.path.append(str(key))
        raise
    advice = _ADVICE.get(kind.__name__, "write it as JSON")
    raise _NotJson(f"{_a(value)} is not JSON: {advice}")


def _a(value: object) -> str:
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiouAEIOU" else f"a {name}"


_TOO_DEEP: Final = f"nested deeper than {MAX_DEPTH} levels"
_INFINITY: Final = float("inf")
_TOO_LONG: Final = 10**MAX_INTEGER_DIGITS
_ADVICE: Final = {
    "tuple": "write a list",
    "set": "write a list",
    "frozenset": "write a list",
    "bytes": "decode it to text",
    "bytearray": "decode it to text",
    "datetime": 'write text, such as .isoformat() + "Z"',
    "date": "write text, such as .isoformat()",
    "Decimal": "write a float or text",
    "UUID": "write str() of it",
}
