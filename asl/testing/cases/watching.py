"""Again, whenever a file has changed: the loop of `asl test --watch`.

Files are asked for their time and size; no library watches them, so it works the same everywhere. What is watched is what
the last round has read, and the folders where new test files may come. The pause between two looks is the caller's: a test
of this loop changes a file in it, and does not wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int]  # ns of the last change, bytes


def stamps(paths: Iterable[str]) -> dict[str, Stamp | None]:
    """When each file was changed last, and its size; None for one that is not there."""
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def changed(before: Mapping[str, Stamp | None], now: Mapping[str, Stamp | None]) -> list[str]:
    """Files that are new, gone, or not as they were."""
    names = dict.fromkeys([*before, *now])
    return [name for name in names if before.get(name) != now.get(name)]


def watch(
    round_: Callable[[list[str]], Iterable[str]],
    find: Callable[[], Iterable[str]],
    pause: Callable[[], None],
) -> None:
    """Run a round, and another after each change, until somebody interrupts.

    Args:
        round_: runs once and gives the files that it depends on; is told which files have changed, at first none.
        find: the test files that are there now.
        pause: lets time pass between two looks.

    Raises:
        KeyboardInterrupt: whoever interrupts, in a round or a pause.
    """
    news: list[str] = []
    known: list[str] = []
    while True:
        # Before the round: what changes while it runs is news for the next.
        tests = list(find())
        early = stamps(dict.fromkeys([*tests, *known]))
        known = list(dict.fromkeys([*tests, *round_(news)]))
        before = {**stamps(known), **early}
        news = []
        while not news:
            pause()
            now = stamps(dict.fromkeys([*known, *find()]))
            news = changed(before, now)
