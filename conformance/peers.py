"""Other projects measured by our suites: kept as counts, with what was measured, when and how.

A file of `peers/` is one project. What it passes is nobody's to rerun with every change here, so the counts stand there until
somebody measures a newer release. What a case expected and what came is not kept, only how many passed in each area.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from conformance.compare_targets import Count, Result

FOLDER = Path(__file__).resolve().parent / "peers"


class Peer(NamedTuple):
    """measured: the day, as `2026-01-31`. how: a sentence about how it was started and asked."""

    target: str
    measured: str
    how: str
    results: tuple[Result, ...]


def peers(folder: Path = FOLDER) -> list[Peer]:
    """All that are kept, by file name.

    Raises:
        ValueError: a file holds something else.
    """
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def _read(path: Path) -> Peer:
    try:
        data = json.loads(path.read_text("utf-8"))
        target = data["target"]
        results = tuple(
            Result(
                result["suite"],
                target,
                {area: Count(*counts) for area, counts in result["areas"].items()},
                (),
                result["not_applicable"],
            )
            for result in data["results"]
        )
        return Peer(target, data["measured"], data["how"], results)
    except (ValueError, KeyError, TypeError) as e:
        raise ValueError(f"{path} is no peer's counts: {type(e).__name__}: {e}") from None


def keep(path: Path, results: Sequence[Result], measured: str, how: str) -> None:
    """Write what one project was found to do.

    Raises:
        ValueError: the results are not of one target.
    """
    targets = {result.target for result in results}
    if len(targets) != 1:
        raise ValueError(f"results of one target are kept together, not of {sorted(targets)}")
    data = {
        "target": targets.pop(),
        "measured": measured,
        "how": how,
        "results": [
            {
                "suite": result.suite,
                "areas": {area: list(count) for area, count in sorted(result.areas.items())},
                "not_applicable": dict(sorted(result.reasons.items())),
            }
            for result in results
        ],
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
