"""JSON values that compare as JSON does: true is not 1, at any depth, though Python says that it is.

`run.output == {"paid": 1}` has to fail when the machine gives true: on AWS the next service, or the next Choice, tells the two
apart. So what a run gives is made of dicts and lists that are dicts and lists in everything but their comparison. They are
copies: a test that changes one changes no run.

Two limits. A boolean or number that stands alone cannot be a class of ours: `assert run.output is True`. And whatever is not
JSON compares as it likes, so `unittest.mock.ANY` and `pytest.approx` work inside.
"""

from __future__ import annotations

from typing import TypeVar

from asl.jsonvalue import JSON

T = TypeVar("T")


def equal(left: object, right: object) -> bool:
    """Whether two values are equal as JSON: 1 and 1.0 are, 1 and true are not. What is no JSON is asked itself."""
    pending: list[tuple[object, object]] = [(left, right)]
    while pending:
        a, b = pending.pop()
        if isinstance(a, dict) and isinstance(b, dict):
            if a.keys() != b.keys():
                return False
            pending.extend((member, b[key]) for key, member in a.items())
        elif isinstance(a, list) and isinstance(b, list):
            if len(a) != len(b):
                return False
            pending.extend(zip(a, b, strict=True))
        elif _is_boolean_and_number(a, b) or a != b:
            return False
    return True


def _is_boolean_and_number(a: object, b: object) -> bool:
    if not isinstance(a, int | float) or not isinstance(b, int | float):
        return False
    return isinstance(a, bool) != isinstance(b, bool)  # booleans are integers to Python


class Object(dict[str, JSON]):
    """A JSON object."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return equal(self, other) if isinstance(other, dict) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not equal(self, other) if isinstance(other, dict) else NotImplemented

    __hash__ = None  # as of any dict


class Array(list[JSON]):
    """A JSON array."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return equal(self, other) if isinstance(other, list) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not equal(self, other) if isinstance(other, list) else NotImplemented

    def __contains__(self, value: object) -> bool:
        return any(equal(item, value) for item in self)

    __hash__ = None  # as of any list


# Snapshots write a container's type by its name (syrupy): to a reader these are what they look like.
Object.__name__ = "dict"
Array.__name__ = "list"


def exact(value: T) -> T:
    """The same value, its objects and arrays copied into those that compare exactly."""
    # Loops and no comprehensions: a level costs one frame of Python's stack, and values are up to 500 levels deep.
    if isinstance(value, dict):
        members = Object()
        for key, member in value.items():
            members[key] = exact(member)
        return members  # type: ignore[return-value]  # a dict still
    if isinstance(value, list):
        items = Array()
        for item in value:
            items.append(exact(item))  # see above
        return items  # type: ignore[return-value]  # a list still
    return value


def plain(value: object) -> object:
    """The same value as Python compares it."""
    if isinstance(value, dict):
        members = {}
        for key, member in value.items():
            members[key] = plain(member)  # as above
        return members
    if isinstance(value, list):
        items = []
        for item in value:
            items.append(plain(item))
        return items
    return value
