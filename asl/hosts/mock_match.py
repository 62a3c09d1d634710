"""Which calls an answer is for: a partial match on what the task is called with, a Map's index, a retry.

A pattern matches a value that has at least what it has: every member of its objects, at any depth, and nothing is said
of the others. Lists match entry by entry and have one length; everything else is equal as JSON (1 and 1.0 are, 1 and
true are not).
"""

from __future__ import annotations

from typing import NamedTuple

from asl.hosts.answers import TaskCall
from asl.jsonvalue import ABSENT, JSON, same


class Selector(NamedTuple):
    """Which calls are meant; what is left out selects nothing.

    when: a pattern of the arguments. indices: iterations of the innermost Map, from 0. attempts: which tries of a visit:
    0 is the first, 1 the first retry.
    """

    when: JSON = ABSENT
    indices: tuple[int, ...] | None = None
    attempts: tuple[int, ...] | None = None

    def takes(self, call: TaskCall) -> bool:
        """Whether this call is meant."""
        if self.indices is not None and call.map_index not in self.indices:
            return False
        if self.attempts is not None and call.attempt not in self.attempts:
            return False
        return self.when is ABSENT or matches(self.when, call.arguments)


def matches(pattern: JSON, value: JSON) -> bool:
    """Whether a value has at least what the pattern has."""
    pending: list[tuple[JSON, JSON]] = [(pattern, value)]
    while pending:
        wanted, given = pending.pop()
        if isinstance(wanted, dict):
            if not isinstance(given, dict):
                return False
            for key, inner in wanted.items():
                if key not in given:
                    return False
                pending.append((inner, given[key]))
        elif isinstance(wanted, list):
            if not isinstance(given, list) or len(given) != len(wanted):
                return False
            pending.extend(zip(wanted, given, strict=True))
        elif not same(wanted, given):
            return False
    return True
