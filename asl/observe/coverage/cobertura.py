"""Coverage as Cobertura XML (`coverage-04.dtd`): a class for each definition, a method for each state, conditions in lines."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from asl.observe.coverage.lines import Line, lines_of
from asl.observe.coverage.totals import Coverage, Covered

_DOCTYPE = '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">'


def cobertura(coverage: Coverage, *, version: str = "", at_ms: int = 0, root: str = ".") -> str:
    """The report. Machines that are in no file are left out.

    version: of asl. at_ms: when it was made, ms since the Unix epoch. root: what the files' names are relative to.
    """
    files = [(one, lines_of(one)) for one in coverage.machines if one.path is not None]
    whole = [line for _, lines in files for line in lines]
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        _DOCTYPE,
        f"<coverage {_rates(whole, totals=True)}"
        f' complexity="0" version={quoteattr(version)} timestamp="{at_ms}">',
        f"  <sources><source>{_escaped(root)}</source></sources>",
        "  <packages>",
    ]
    for package, members in _packages(files):
        within = [line for _, lines in members for line in lines]
        out.append(f'    <package name={quoteattr(package)} {_rates(within)} complexity="0">')
        out.append("      <classes>")
        for one, lines in members:
            out += _class(one, lines)
        out += ["      </classes>", "    </package>"]
    out += ["  </packages>", "</coverage>"]
    return "\n".join(out) + "\n"


def _packages(
    files: Iterable[tuple[Covered, list[Line]]],
) -> list[tuple[str, list[tuple[Covered, list[Line]]]]]:
    """By folder, its parts joined with dots as Cobertura writes packages."""
    found: dict[str, list[tuple[Covered, list[Line]]]] = {}
    for one, lines in files:
        folder = (one.path or "").rpartition("/")[0].strip("/").replace("/", ".")
        found.setdefault(folder or ".", []).append((one, lines))
    return list(found.items())


def _class(one: Covered, lines: list[Line]) -> list[str]:
    path = one.path or ""
    name = path.rpartition("/")[2]
    by_number = {line.number: line for line in lines}
    out = [
        f"        <class name={quoteattr(name)} filename={quoteattr(path)} {_rates(lines)}"
        ' complexity="0">',
        "          <methods>",
    ]
    for placed in one.placed:
        if placed.point.what == "state" and placed.line:
            first = by_number[placed.line]._replace(hits=placed.hits, conditions=())
            out.append(
                f'            <method name={quoteattr(placed.point.state)} signature=""'
                f' {_rates([first])} complexity="0">'
            )
            out.append(f"              <lines>{_line(first)}</lines>")
            out.append("            </method>")
    out += ["          </methods>", "          <lines>"]
    out += [f"            {_line(line)}" for line in lines]
    return [*out, "          </lines>", "        </class>"]


def _line(line: Line) -> str:
    """What the conditions are has no place in the format but a number each."""
    start = f'<line number="{line.number}" hits="{line.hits}"'
    if not line.conditions:
        return f'{start} branch="false"/>'
    met, all_ = line.met, len(line.conditions)
    whole = f"{100 * met // all_}% ({met}/{all_})"
    inside = "".join(
        f'<condition number="{number}" type="jump" coverage="{100 if one.hits else 0}%"/>'
        for number, one in enumerate(line.conditions)
    )
    return f'{start} branch="true" condition-coverage="{whole}"><conditions>{inside}</conditions></line>'


def _rates(lines: list[Line], *, totals: bool = False) -> str:
    hit = sum(line.hits > 0 for line in lines)
    met, conditions = sum(line.met for line in lines), sum(len(line.conditions) for line in lines)
    rates = f'line-rate="{_rate(hit, len(lines))}" branch-rate="{_rate(met, conditions)}"'
    if not totals:
        return rates
    return (
        f'{rates} lines-covered="{hit}" lines-valid="{len(lines)}"'
        f' branches-covered="{met}" branches-valid="{conditions}"'
    )


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.4g}" if whole else "1"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
