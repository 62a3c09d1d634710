"""The figures as a table for people: what was measured, what it has to be, and whether it is.

Speeds and times are compared after scaling by the limit of the day: what they would be on the machine that the targets
are for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cases import TARGETS, Target
from ceiling import NOMINAL

Results = Mapping[str, Mapping[str, Any]]
_HEAD: Final = ("workload", "status", "figure", "", "target", "scaled", "")
_SPEEDS: Final = ("rate_cpu", "cpu", "linearity", "wall", "p99", "rate_wall")
_FACTORS: Final = {"cpu": 1000.0}
_UNITS: Final = {
    "rate_cpu": "{unit}/CPU-s",
    "render_rate_cpu": "events rendered/CPU-s",
    "rss": "MiB",
    "rss_peak": "MiB at the peak",
    "cpu": "CPU-ms",
    "linearity": "x per item, among many to among few",
    "dump_mib": "MiB of text",
    "wall": "s",
    "p99": "ms, 99 % of requests",
    "rate_wall": "{unit}/s",
}


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}" if value < 100 else f"{value:.0f}"


def scaled(target: Target, value: float, limit: float) -> float:
    """The figure on the machine of the targets."""
    if not target.is_scaled:
        return value
    return value * (NOMINAL / limit if target.is_at_least else limit / NOMINAL)


def is_met(target: Target, value: float, limit: float) -> bool:
    fair = scaled(target, value, limit)
    return fair >= target.value if target.is_at_least else fair <= target.value


def rows(results: Results) -> Iterator[tuple[str, ...]]:
    """One row for each figure that has a target, or the speed or time where a case has none."""
    for name, found in results.items():
        status = found["status"] + (" as it must" if found.get("is_expected") else "")
        if found["status"] != "SUCCEEDED":
            yield (name, status, "", str(found.get("why", ""))[:70], "", "", "")
            continue
        shown: list[Target | str] = [
            target for target in TARGETS.get(name, ()) if target.metric in found
        ]
        if not any(isinstance(target, Target) and target.metric in _SPEEDS for target in shown):
            shown.insert(0, next(metric for metric in ("rate_cpu", "cpu") if metric in found))
        limit = found["limit"]
        for each in shown:
            metric = each if isinstance(each, str) else each.metric
            factor = _FACTORS.get(metric, 1.0)
            unit = _UNITS[metric].format(unit=found.get("unit"))
            cells = (name, status, _number(found[metric] * factor), unit)
            if isinstance(each, str):
                yield (*cells, "", "", "")
            else:
                sign = "≥" if each.is_at_least else "≤"
                yield (
                    *cells,
                    f"{sign} {_number(each.value * factor)}",
                    _number(scaled(each, found[metric], limit) * factor),
                    "ok" if is_met(each, found[metric], limit) else "MISSED",
                )


def text(results: Results) -> str:
    """The whole table."""
    lines = [_HEAD, *rows(results)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(_HEAD))]
    right = {2, 4, 5}
    shown = [
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    limits = [found["limit"] for found in results.values() if "limit" in found]
    if limits:
        shown.append(
            f"\nbare closures: {min(limits):,.0f} to {max(limits):,.0f} transitions/CPU-s, measured beside every run;"
            f" figures are scaled to {NOMINAL:,.0f}"
        )
    return "\n".join(shown)
