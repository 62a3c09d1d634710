"""What is said about a drawing: which nodes and edges were executed or covered, how often, and what to add in words.

Marks are made by whoever knows (an executed path, coverage) and only painted here. A drawing without marks is neutral;
with marks, what they do not name is greyed, because nothing is known to have happened there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

Level: TypeAlias = Literal["hit", "part", "missed", "failed", "none"]
EdgeKind: TypeAlias = Literal["next", "choice", "default", "catch", "start", "end"]
EdgeKey: TypeAlias = tuple[str, EdgeKind, int]
"""(pointer of the source state, kind, index). For `start` the pointer is the Map's or Parallel's ("" for the machine)
and the index the branch; for `choice` and `catch` the index is the entry's own in Choices and Catch; else 0."""


@dataclass(frozen=True, slots=True)
class Mark:  # a tuple has a method of the name count
    """One node's or edge's mark.

    level: hit (all of it), part (some of it, or perhaps), missed (it should have been), failed (it ended here, not
        well), none (nothing to say: drawn as without marks).
    count: how often; None is not shown.
    note: a sentence for the tooltip.
    """

    level: Level
    count: int | None = None
    note: str | None = None


class Marks(NamedTuple):
    """Marks of a drawing's nodes, by the state's pointer, and of its edges, by key."""

    nodes: Mapping[str, Mark]
    edges: Mapping[EdgeKey, Mark]


_WEIGHT: Final[dict[Level, int]] = {"none": 0, "missed": 1, "part": 2, "hit": 3, "failed": 4}


def strongest(marks: Iterable[Mark | None]) -> Mark | None:
    """The mark of a line that several edges share: the one that says most, with their counts together.

    None when none of them is marked.
    """
    known = [mark for mark in marks if mark is not None]
    if not known:
        return None
    best = max(known, key=lambda mark: _WEIGHT[mark.level])
    counts = [mark.count for mark in known if mark.count is not None]
    notes = list(dict.fromkeys(mark.note for mark in known if mark.note))
    return Mark(best.level, sum(counts) if counts else None, "; ".join(notes) or None)
