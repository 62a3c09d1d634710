"""What a suite found: outcomes, their count, and how they are shown.

A case passes, fails, or does not apply to the target (which is neither and is counted on a line of its own).
A suite may set cases apart whose right answer is a refusal by a stated rule: their ids begin with `later:`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

Verdict = Literal["passed", "failed", "not applicable"]

LATER = "later:"


class Outcome(NamedTuple):
    """One case. `why` says what went wrong, or why it does not apply; `compared` what was looked at.

    area: what the case is about; without it, the first part of its id.
    """

    id: str
    verdict: Verdict
    why: str = ""
    compared: str = ""
    area: str = ""


class Report:
    """The outcomes of one suite."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        outcomes = list(outcomes)
        self.apart = [o for o in outcomes if o.id.startswith(LATER)]
        self.skipped = [o for o in outcomes if o.verdict == "not applicable"]
        self.counted = [
            o for o in outcomes if o.verdict != "not applicable" and not o.id.startswith(LATER)
        ]

    @property
    def total(self) -> int:
        return len(self.counted)

    @property
    def failures(self) -> list[Outcome]:
        return [o for o in self.counted if o.verdict == "failed"]

    @property
    def passed(self) -> int:
        return self.total - len(self.failures)

    def meets(self, share: float) -> bool:
        """Whether at least this share (0 to 1) of the counted cases passed. An empty suite meets nothing."""
        return self.total > 0 and self.passed >= share * self.total

    def lines(self, verbose: bool) -> Iterable[str]:
        """The report for people, the figure last."""
        if verbose:
            for outcome in self.counted:
                if outcome.verdict == "failed":
                    yield f"FAILED {outcome.id}"
                    yield from _indented(outcome.why)
            for outcome in self.apart:
                if outcome.verdict == "failed":
                    yield f"FAILED {outcome.id}"
                    yield from _indented(outcome.why)
            for outcome in self.skipped:
                yield f"not applicable {outcome.id}"
                yield from _indented(outcome.why)
        if self.skipped:
            yield f"not applicable {len(self.skipped)}"
        if self.apart:
            good = sum(o.verdict == "passed" for o in self.apart)
            yield f"later than the language's version: as it should be {good} of {len(self.apart)}"
        yield f"passed {self.passed} of {self.total}"

    def areas(self) -> dict[str, dict[str, int]]:
        """`{area: {"passed", "total", "not_applicable"}}`, in order of their names."""
        found: dict[str, dict[str, int]] = {}
        for outcome in [*self.counted, *self.skipped]:
            area = outcome.area or outcome.id.partition("/")[0]
            row = found.setdefault(area, {"passed": 0, "total": 0, "not_applicable": 0})
            if outcome.verdict == "not applicable":
                row["not_applicable"] += 1
            else:
                row["total"] += 1
                row["passed"] += outcome.verdict == "passed"
        return dict(sorted(found.items()))

    def write(self, path: Path, *, suite: str, target: str) -> None:
        """The result as a file: `{"suite", "target", "passed", "total", "areas", "failures": [{"id", "why"}], …}`.

        Beside these: `not_applicable`, like `failures`; `later`; `compared`, {id: what was looked at} where it was not all.
        """
        data = {
            "suite": suite,
            "target": target,
            "passed": self.passed,
            "total": self.total,
            "areas": self.areas(),
            "failures": _rows(self.failures),
            "not_applicable": _rows(self.skipped),
            "compared": {o.id: o.compared for o in self.counted if o.compared},
            "later": {
                "passed": sum(o.verdict == "passed" for o in self.apart),
                "total": len(self.apart),
                "failures": _rows([o for o in self.apart if o.verdict == "failed"]),
            },
        }
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def from_pairs(pairs: Iterable[tuple[str, str | None]]) -> list[Outcome]:
    """Outcomes from a reader's (id, why it failed or None)."""
    return [
        Outcome(id_, "passed") if why is None else Outcome(id_, "failed", why) for id_, why in pairs
    ]


def _rows(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    return [{"id": o.id, "why": o.why} for o in outcomes]


def _indented(text: str) -> Iterable[str]:
    for line in text.splitlines():
        yield f"    {line}"
