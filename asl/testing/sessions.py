"""Who is told of every run that tests make: the seam between single runs and what is counted over all of them.

Coverage, for one: it joins when the session begins and leaves when it ends.

    class Coverage:
        def began(self, seen: Seen) -> None: ...    # before the first state: seen.run.host may still be prepared
        def ended(self, seen: Seen) -> None: ...    # once for each run, when nothing more will happen to it

    leave = join(Coverage())
    …
    leave()

`asl.simulate` tells when it returns, or raises: what was run until then was run. A machine of the pytest plugin tells at the
test's teardown, since a test may move the clock, answer a token or redrive until then; it tells each run once. Runs of
another process (pytest-xdist) are told to the observers of that process.

What an observer raises is raised where the run was made: a count that failed must not pass for one that was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from asl.compile.program import Program
    from asl.testing.run import Run


class Seen(NamedTuple):
    """One run, and where its definition came from.

    program: what was run. One text with the same defines, loaded from one path, is one Program (by identity).
    path: of the definition's file, absolute; None: it is no file's.
    text: of the definition, before `${Name}` places are filled in; None: a Program made by hand.
    defines: values of the `${Name}` places.
    """

    run: Run
    program: Program
    path: str | None
    text: str | None
    defines: Mapping[str, str]


class Observer(Protocol):
    """Whoever wants to know of runs."""

    def began(self, seen: Seen) -> None:
        """A run is about to begin: nothing has happened yet."""

    def ended(self, seen: Seen) -> None:
        """Nothing more will happen to the run, which may still be open."""


observers: Final[list[Observer]] = []
"""In the order in which they joined. Read it to skip work that nobody wants; change it by `join` only."""


def join(observer: Observer) -> Callable[[], None]:
    """Tell this observer of every run from now on. What comes back takes it off the list again."""
    observers.append(observer)

    def leave() -> None:
        if observer in observers:
            observers.remove(observer)

    return leave


def began(seen: Seen) -> None:
    """Tell everybody, before the run's first state."""
    for observer in tuple(observers):
        observer.began(seen)


def ended(seen: Seen) -> None:
    """Tell everybody, once."""
    for observer in tuple(observers):
        observer.ended(seen)
