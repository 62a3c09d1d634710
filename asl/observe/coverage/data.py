"""Coverage as JSON: what is kept in files, sent between processes, and read by other tools.

One form for all three. A machine's text goes with it, so that reports can be made where the definitions are not. Lines and
columns are written for other readers; ours finds them in the text.

    {"format": "asl-coverage", "version": 1,
     "total": {"covered": int, "points": int, "percent": 0..100, two digits},
     "groups": {group: the same},
     "machines": [{"name": str, "path": str | null, "text": str | null, "defines": {str: str}, "runs": int,
                   "notes": [str], "total": …, "groups": …,
                   "points": [{"pointer": str, "what": one of points.KINDS, "number": int, "state": str, "label": str,
                               "at": str, "key": bool, "line": int, "column": int, "hits": int}]}]}

`pointer` is the state's ("" is the machine), `at` is where the point is written; `key` says that it is the name there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.observe.coverage.points import KINDS, Group, Point
from asl.observe.coverage.totals import Count, Coverage, Covered

FORMAT: Final = "asl-coverage"
VERSION: Final = 1


def as_json(coverage: Coverage) -> dict[str, JSON]:
    """See the module's docstring."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "total": _count(coverage.count),
        "groups": _groups(coverage.counts),
        "machines": [_machine(one) for one in coverage.machines],
    }


def _count(count: Count) -> JSON:
    # Cut and not rounded: nothing is 100 % that is not.
    percent = int(count.percent * 100) / 100
    return {"covered": count.covered, "points": count.points, "percent": percent}


def _groups(counts: Mapping[Group, Count]) -> JSON:
    return {group: _count(count) for group, count in counts.items()}


def _machine(one: Covered) -> JSON:
    return {
        "name": one.name,
        "path": one.path,
        "text": one.text,
        "defines": one.defines,
        "runs": one.runs,
        "notes": one.notes,
        "total": _count(one.count),
        "groups": _groups(one.counts),
        "points": [
            {
                "pointer": point.key[0],
                "what": point.key[1],
                "number": point.key[2],
                "state": point.state,
                "label": point.label,
                "at": point.pointer,
                "key": point.at_key,
                "line": line,
                "column": column,
                "hits": hits,
            }
            for point, line, column, hits in one.placed
        ],
    }


def summary_json(coverage: Coverage) -> dict[str, JSON]:
    """The figures, and what was missed: {"total", "groups", "machines": [{"name", "runs", "notes", "total", "groups",
    "missed": [{"line", "column", "state", "label", "why", "pointer", "what", "number"}]}]}.
    """
    return {
        "total": _count(coverage.count),
        "groups": _groups(coverage.counts),
        "machines": [
            {
                "name": one.name,
                "runs": one.runs,
                "notes": one.notes,
                "total": _count(one.count),
                "groups": _groups(one.counts),
                "missed": [
                    {
                        "line": miss.line,
                        "column": miss.column,
                        "state": miss.state,
                        "label": miss.label,
                        "why": miss.why,
                        "pointer": miss.key[0],
                        "what": miss.key[1],
                        "number": miss.key[2],
                    }
                    for miss in one.missed()
                ],
            }
            for one in coverage.machines
        ],
    }


def from_json(value: JSON, name: str) -> Coverage:
    """What `as_json` made.

    Raises:
        UsageError: it is something else, or of another version. `name` says whose it is.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise UsageError(f'{name} is no coverage data: it has no "format": "{FORMAT}"')
    if value.get("version") != VERSION:
        raise UsageError(
            f"{name} is coverage data of version {value.get('version')}, and this asl reads version"
            f" {VERSION}: run the tests again"
        )
    coverage = Coverage()
    try:
        for machine in value["machines"]:
            coverage.put(_covered(machine))
    except (KeyError, TypeError, AttributeError, ValueError) as e:
        raise UsageError(
            f"{name} is coverage data that cannot be used: {_reason(e)}; run the tests again"
        ) from None
    return coverage


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error) if isinstance(error, ValueError) else "something in it has another type"


def _covered(machine: Mapping[str, Any]) -> Covered:  # Any: whatever the file holds
    covered = Covered(
        str(machine["name"]),
        _text(machine["path"]),
        _text(machine["text"]),
        {str(name): str(text) for name, text in machine["defines"].items()},
        (),
    )
    for point in machine["points"]:
        if point["what"] not in KINDS:
            raise ValueError(f'there is no point "{point["what"]}"')
        key = (str(point["pointer"]), str(point["what"]), int(point["number"]))
        covered.points[key] = Point(
            key, str(point["state"]), str(point["label"]), str(point["at"]), bool(point["key"])
        )
        if hits := int(point["hits"]):
            covered.hits[key] = hits
    covered.runs = int(machine["runs"])
    covered.notes = [str(note) for note in machine["notes"]]
    return covered


def _text(value: JSON) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r} stands where a text should")
    return value
