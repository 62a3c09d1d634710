"""Coverage for people: a line for each machine, and what was missed with file and line.

Lines come as parts of (text, style), so that a terminal may colour them: name, good, bad, doubtful, quiet, plain.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from asl.observe.coverage.points import Group
from asl.observe.coverage.totals import Count, Coverage, Covered

Part: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Part, ...]

_GOOD, _FAIR = 100, 80  # percent from which on a figure is green, and not red


def percent_text(count: Count) -> str:
    """Whole percent, cut: 100 % is everything and nothing less."""
    return f"{int(count.percent)}%"


def lines(coverage: Coverage, *, missing: bool = False) -> list[Line]:
    """The report. missing: with every point that was missed, but for what follows from another miss."""
    machines = coverage.machines
    if not machines:
        return [(("no state machine was run", "bad"),)]
    rows = [(one.name, one.counts, one.count) for one in machines]
    if len(rows) > 1:
        rows.append(("total", coverage.counts, coverage.count))
    groups = list(coverage.counts)
    name_width = max(len(name) for name, _, _ in rows)
    widths = {group: max(len(_cell(group, counts)) for _, counts, _ in rows) for group in groups}
    out: list[Line] = []
    for number, (name, counts, count) in enumerate(rows):
        cells = "  ".join(_cell(group, counts).ljust(widths[group]) for group in groups)
        figure = percent_text(count).rjust(4)
        out.append(
            ((name.ljust(name_width), "name"), (f"  {cells}  ", "plain"), (figure, _style(count)))
        )
        if number < len(machines):
            out += _below(machines[number], missing)
    return out


def _cell(group: Group, counts: dict[Group, Count]) -> str:
    if group not in counts:
        return ""
    covered, points = counts[group]
    return f"{group} {covered}/{points}"


def _style(count: Count) -> str:
    return "good" if count.percent >= _GOOD else "doubtful" if count.percent >= _FAIR else "bad"


def _below(one: Covered, missing: bool) -> list[Line]:
    """Notes, and what was missed."""
    out: list[Line] = [((f"  {note}", "doubtful"),) for note in one.notes]
    if not one.runs:
        if one.points:
            out.append((("  never run: no test runs this state machine", "bad"),))
        return out
    if not missing:
        return out
    missed = one.missed(brief=True)
    rows = [
        (f"{miss.file}:{miss.line}" if miss.line else miss.file, miss.state, miss.label, miss.why)
        for miss in missed
    ]
    place_width, state_width = (max((len(row[n]) for row in rows), default=0) for n in (0, 1))
    for place, state, label, why in rows:
        out.append(
            (
                (f"  {place.ljust(place_width)}  ", "quiet"),
                (f"{state.ljust(state_width)}  " if state_width else "", "plain"),
                (f"{label} {why}", "bad"),
            )
        )
    return out


def plain(report: list[Line]) -> str:
    """Without colours."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in report) + "\n"


def verdict(count: Count, wanted: float) -> str:
    """Whether so much is enough, in a sentence. wanted: percent."""
    if not count.points:
        return f"FAIL coverage: no state machine was run, and {_exact(wanted)}% is wanted"
    has = _exact(count.percent)
    if count.percent + _EPSILON < wanted:
        return f"FAIL coverage {has}% < {_exact(wanted)}%: {count.covered} of {count.points} points"
    return f"coverage {has}% ≥ {_exact(wanted)}%"


def is_enough(count: Count, wanted: float) -> bool:
    """Whether so much was covered; what was wanted is in percent. Nothing at all is not enough for anything."""
    return count.points > 0 and count.percent + _EPSILON >= wanted


_EPSILON: Final = 1e-9


def _exact(percent: float) -> str:
    """As many digits as make a difference, cut."""
    return f"{int(percent * 100 + _EPSILON) / 100:g}"
