"""Cases of a mock file that a test has chosen: which of their mocks no run has asked, and which answers no call has got.

What a case says itself is for the test that chose it; what all cases of the file share is for other tests as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.hosts.mocks import Mocks

if TYPE_CHECKING:
    from asl.hosts.mock_config import MockCase
    from asl.hosts.mock_file import MockFile
    from asl.testing.mock_rules import Site


class CasePlayed:
    """A case of the mock file that a test has chosen, and what has answered by it: one for each run.

    Attributes:
        name: the case's. site: the line that chose it. played: what answered.
    """

    def __init__(self, file: MockFile, name: str, site: Site) -> None:
        self.name = name
        self.site = site
        self.played: list[Mocks | MockCase] = []
        self._file = file

    def _is_own(self, key: str) -> bool:
        """Whether the case itself says this mock, and not the table that all cases share."""
        file = self._file
        if file.config is not None or file.needs_case:
            return True
        return file.table().get(key) is not file.table(self.name)[key]

    def unused(self) -> list[str]:
        """Its own mocks that no run has asked."""
        return [
            key
            for key in self.played[0].unused
            if self._is_own(key) and all(key in one.unused for one in self.played)
        ]

    def left_over(self) -> dict[str, list[int]]:
        """Its own mocks that were asked: numbers, from 1, of answers that no run has got."""
        tables = [one for one in self.played if isinstance(one, Mocks)]
        never: dict[str, list[int]] = {}
        for key in dict.fromkeys(key for one in tables for key in one.counts):
            counted = [one.left_over.get(key, []) for one in tables if key in one.counts]
            numbers = [n for n in counted[0] if all(n in other for other in counted)]
            if numbers and self._is_own(key):
                never[key] = numbers
        return never


def never_given(numbers: list[int]) -> str:
    """What is said of answers, by their numbers from 1, that no call got."""
    shown = ", ".join(map(str, numbers[:6])) + (", …" if len(numbers) > 6 else "")
    return f"answer{'' if len(numbers) == 1 else 's'} {shown} {'was' if len(numbers) == 1 else 'were'} never given"
