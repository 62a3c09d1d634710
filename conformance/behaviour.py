"""What a Lambda function does, as data: the few behaviours that the suites need, and handlers that do them.

"echo"                                     returns its event
{"returns": value}                         the same value each time
{"returns_text": "hello {event}"}          text, `{event}` replaced by Python's str(event)
{"returns_bytes": "…" | {"repeat": "a", "times": n}}   a raw payload, as a handler that returns bytes gives
{"raises": {"errorType", "errorMessage"}}  an exception of a class of that name
{"sleeps": seconds, "then": behaviour}     any of these, later on the execution's clock
{"calls": [behaviour, …]}                  one for each invocation, the last one from then on
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from conformance.targets.base import NotOffered

JSON: TypeAlias = Any
Handler: TypeAlias = Callable[[JSON, Any], Any]


def handler_of(name: str, does: JSON) -> Handler:
    """The handler `(event, context)` of a function. Raises NotOffered for a behaviour that is not known."""
    if does == "echo":
        return lambda event, context: event
    if isinstance(does, dict):
        for key, make in _MAKERS.items():
            if key in does:
                return make(name, does)
    raise NotOffered(f"what the function {name} does is not known: {does}")


def _returns(name: str, does: JSON) -> Handler:
    value = does["returns"]
    return lambda event, context: value


def _returns_text(name: str, does: JSON) -> Handler:
    text: str = does["returns_text"]
    return lambda event, context: text.replace("{event}", str(event))


def _returns_bytes(name: str, does: JSON) -> Handler:
    said = does["returns_bytes"]
    text = said if isinstance(said, str) else said["repeat"] * said["times"]
    return lambda event, context: text.encode()


def _raises(name: str, does: JSON) -> Handler:
    failure = does["raises"]
    kind: type[Exception] = (
        Exception
        if failure["errorType"] == "Exception"
        else type(failure["errorType"], (Exception,), {})
    )

    def handler(event: JSON, context: Any) -> JSON:
        raise kind(failure["errorMessage"])

    return handler


def _sleeps(name: str, does: JSON) -> Handler:
    then = handler_of(name, does["then"])

    def handler(event: JSON, context: Any) -> JSON:
        context.sleep(does["sleeps"])
        return then(event, context)

    return handler


def _calls(name: str, does: JSON) -> Handler:
    handlers = [handler_of(name, step) for step in does["calls"]]
    made = 0

    def handler(event: JSON, context: Any) -> JSON:
        nonlocal made
        made += 1
        return handlers[min(made, len(handlers)) - 1](event, context)

    return handler


_MAKERS: dict[str, Callable[[str, JSON], Handler]] = {
    "returns": _returns,
    "returns_text": _returns_text,
    "returns_bytes": _returns_bytes,
    "raises": _raises,
    "sleeps": _sleeps,
    "calls": _calls,
}
