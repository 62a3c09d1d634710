"""Why a path selects nothing, in the words of the library that AWS runs.

InputPath, OutputPath and the like show these sentences to the author; other fields only need to know that there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from asl.jsonvalue import ABSENT, JSON, dumps


class Wording(NamedTuple):
    """How the messages show a value. AWS's library works on Jackson's nodes, which print as JSON."""

    class_name: Callable[[JSON], str]
    provider: str
    show: Callable[[JSON], str]
    null_array: str  # an index into null


_NODES: Final[dict[type, str]] = {
    dict: "ObjectNode", list: "ArrayNode", str: "TextNode", bool: "BooleanNode", int: "IntNode",
    float: "DoubleNode", type(None): "NullNode",
}  # fmt: skip
_NOT_ARRAY: Final = "Filter: {step} can only be applied to arrays. Current context is: {value}"

AWS_WORDING: Final = Wording(
    class_name=lambda value: f"com.fasterxml.jackson.databind.node.{_NODES[type(value)]}",
    provider="com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider",
    # Only the text `… Current context is: 1` has been captured from AWS; a container's is deduced (unconfirmed).
    show=lambda value: value if isinstance(value, str) else dumps(value),
    null_array=_NOT_ARRAY,
)

_MESSAGES: Final = {
    "leaf": "No results for path: {place}",
    "parent": "Missing property in path {place}",
    "not an object": (
        "Expected to find an object with property {step} in path {place} but found '{class_name}'."
        " This is not a json object according to the JsonProvider: '{provider}'."
    ),
    "not an array": _NOT_ARRAY,
    "primitive": "Filter: {step} can not be applied to primitives. Current context is: {value}",
    "function": "{step}",
}
NO_PARENT: Final = ("parent", "not an object")


class PathMissing(Exception):
    """A path that selects nothing.

    kind: why, a key of the messages. place: the path so far as text. step: what could not be applied there.
    value: to what. past_end: the path ends in an index that an existing list does not have.
    """

    def __init__(
        self, kind: str, place: str, step: str = "", value: JSON = ABSENT, past_end: bool = False
    ) -> None:
        super().__init__(kind, place)
        self.kind = kind
        self.place = place
        self.step = step
        self.value = value
        self.past_end = past_end

    def message(self, wording: Wording = AWS_WORDING) -> str:
        """The sentence that the library writes."""
        text = _MESSAGES[self.kind]
        if self.value is ABSENT:
            return text.format(place=self.place, step=self.step)
        if self.kind == "not an array" and self.value is None:
            text = wording.null_array
        return text.format(
            place=self.place,
            step=self.step,
            value=wording.show(self.value),
            class_name=wording.class_name(self.value),
            provider=wording.provider,
        )
