"""Results of several targets side by side: a Markdown table for each suite, a row for each area.

A cell is `passed/total`. What does not apply to a target stands behind it and is never counted as passed, and below the
table it says why: two targets of which one runs half the cases are not alike.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

JSON: TypeAlias = Any


class Count(NamedTuple):
    """Of one area, or of a suite."""

    passed: int = 0
    total: int = 0
    not_applicable: int = 0

    def plus(self, other: Count) -> Count:
        return Count(*(mine + its for mine, its in zip(self, other, strict=True)))

    def __str__(self) -> str:
        if not self.total:
            return f"– ({self.not_applicable} n/a)" if self.not_applicable else "–"
        shown = f"{self.passed}/{self.total}"
        return f"{shown} ({self.not_applicable} n/a)" if self.not_applicable else shown


class Result(NamedTuple):
    """What one suite found on one target. failures: ids. reasons: why cases do not apply, how many each."""

    suite: str
    target: str
    areas: Mapping[str, Count]
    failures: Sequence[str]
    reasons: Mapping[str, int]

    @property
    def total(self) -> Count:
        total = Count()
        for count in self.areas.values():
            total = total.plus(count)
        return total


def read(path: Path) -> Result:
    """A result as `--json` writes it.

    Raises:
        ValueError: the file holds something else.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        return Result(
            data["suite"],
            data["target"],
            {area: Count(**count) for area, count in data["areas"].items()},
            [failure["id"] for failure in data["failures"]],
            Counter(_reason(row["why"]) for row in data["not_applicable"]),
        )
    except (ValueError, KeyError, TypeError) as e:
        raise ValueError(f"{path} is no result of a suite: {type(e).__name__}: {e}") from None


_PARTICULAR = (  # what differs from case to case in one reason
    (re.compile(r'"[^"]*"'), "…"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?(?:\+[\d:]+)?"), "…"),
    (re.compile(r"(?<=takes )[\d.]+ s"), "… s"),
    (re.compile(r"(?<=compares only ).*(?=, which)"), "…"),
    (re.compile(r"(?<=calls: ).*"), "…"),
    (re.compile(r"(?<=cannot be prepared: ).*"), "…"),
    (re.compile(r"(?<=was not started here: ).*"), "…"),
)


def _reason(why: str) -> str:
    reason = why.partition("\n")[0]
    for pattern, general in _PARTICULAR:
        reason = pattern.sub(general, reason)
    return reason


def tables(results: Sequence[Result], *, verbose: bool = False) -> Iterator[str]:
    """The lines of a table for each suite. Results of one suite on one target are taken together.

    Args:
        verbose: with the ids of what failed.
    """
    suites = list(dict.fromkeys(result.suite for result in results))
    for number, suite in enumerate(suites):
        if len(suites) > 1:
            yield from ([""] if number else [])
            yield f"### {suite}"
            yield ""
        yield from _table(_joined(result for result in results if result.suite == suite), verbose)


def _joined(results: Iterable[Result]) -> list[Result]:
    joined: dict[str, Result] = {}
    for result in results:
        known = joined.get(result.target)
        if known is not None:
            areas = dict(known.areas)
            for area, count in result.areas.items():
                areas[area] = areas.get(area, Count()).plus(count)
            reasons = Counter(known.reasons) + Counter(result.reasons)
            failures = [*known.failures, *result.failures]
            result = Result(result.suite, result.target, areas, failures, reasons)
        joined[result.target] = result
    return list(joined.values())


def _table(results: Sequence[Result], verbose: bool) -> Iterator[str]:
    yield _row("area", (result.target for result in results))
    yield "|---|" + "---:|" * len(results)
    for area in sorted({area for result in results for area in result.areas}):
        yield _row(area, (str(result.areas.get(area, Count())) for result in results))
    yield _row("**all**", (f"**{result.total}**" for result in results))
    for result in results:
        if result.reasons:
            yield ""
            yield f"Not applicable to {result.target}:"
            yield ""
            for reason, times in sorted(result.reasons.items(), key=lambda each: -each[1]):
                yield f"- {times} × {reason}"
        if verbose and result.failures:
            yield ""
            yield f"Failing on {result.target}:"
            yield ""
            yield from (f"- `{id_}`" for id_ in result.failures)


def _row(first: str, cells: Iterable[str]) -> str:
    return "| " + " | ".join([first, *(cell.replace("|", "\\|") for cell in cells)]) + " |"
