"""Coverage as LCOV (`geninfo(1)`): lines of the definition, its states as functions, conditions as branches."""

from __future__ import annotations

from asl.observe.coverage.lines import lines_of
from asl.observe.coverage.totals import Coverage, Covered


def lcov(coverage: Coverage) -> str:
    """The tracefile. Machines that are in no file are left out: LCOV knows nothing else."""
    return "".join(_file(one) for one in coverage.machines if one.path is not None)


def _file(one: Covered) -> str:
    out = ["TN:", f"SF:{one.path}"]
    states = [
        (placed.line, placed.point.state, placed.hits)
        for placed in one.placed
        if placed.point.what == "state" and placed.line
    ]
    out += [f"FN:{line},{_plain(name)}" for line, name, _ in states]
    out += [f"FNDA:{hits},{_plain(name)}" for _, name, hits in states]
    out += [f"FNF:{len(states)}", f"FNH:{sum(hits > 0 for _, _, hits in states)}"]
    lines = lines_of(one)
    branches = found = 0
    for line in lines:
        for number, condition in enumerate(line.conditions):
            # "-" says that the line was never reached, 0 that it was and went another way.
            taken = str(condition.hits) if line.hits or condition.hits else "-"
            out.append(f"BRDA:{line.number},0,{number},{taken}")
        branches += len(line.conditions)
        found += line.met
    out += [f"BRF:{branches}", f"BRH:{found}"]
    out += [f"DA:{line.number},{line.hits}" for line in lines]
    out += [f"LF:{len(lines)}", f"LH:{sum(line.hits > 0 for line in lines)}", "end_of_record"]
    return "\n".join(out) + "\n"


def _plain(name: str) -> str:
    """A state's name on one line."""
    return " ".join(name.split())
