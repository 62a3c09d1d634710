"""Coverage as one HTML page: totals, and for each machine its picture, what was missed, all points, and the text in colours.

The page needs nothing but itself: no scripts, fonts, images or styles from elsewhere. It follows the reader's light or dark
preference. Colour never speaks alone: missed lines also have a sign, counts are written out. All text that came from a
definition is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from asl.graph.drawing import Drawing
from asl.graph.svg import draw_drawing
from asl.graph.theme import COLOURS
from asl.observe.coverage.lines import Line, lines_of
from asl.observe.coverage.marks import marks_of
from asl.observe.coverage.points import GROUPS
from asl.observe.coverage.report import percent_text
from asl.observe.coverage.totals import Count, Coverage, Covered, Miss, Placed

_USED: Final = (
    *("paper", "ink", "quiet", "faint", "node", "inside"),
    *("good", "good-soft", "part", "part-soft", "bad", "missed", "missed-soft"),
)


def _colours(which: int) -> str:
    return "; ".join(f"--{name}: {COLOURS[name][which]}" for name in _USED)


_STYLE: Final = f"""
:root {{ color-scheme: light dark; {_colours(0)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_colours(1)} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; max-width: 1280px; padding: 24px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }}
h1 {{ font-size: 22px; margin: 0 0 4px; }} h2 {{ font-size: 19px; margin: 0; overflow-wrap: anywhere; }}
h3 {{ font-size: 15px; margin: 24px 0 8px; }}
p {{ margin: 4px 0; }} a {{ color: inherit; }} .quiet {{ color: var(--quiet); }}
table {{ border-collapse: collapse; width: 100%; }}
th {{ text-align: left; font-weight: 600; font-size: 13px; color: var(--quiet); }}
th, td {{ padding: 5px 12px 5px 0; border-bottom: 1px solid var(--faint); vertical-align: top; }}
td.number, th.number {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
.wide {{ overflow-x: auto; }}
.bar {{ display: inline-block; width: 96px; height: 8px; border-radius: 4px; background: var(--missed-soft);
  outline: 1px solid var(--faint); overflow: hidden; vertical-align: middle; }}
.bar > i {{ display: block; height: 100%; background: var(--good); }}
section {{ margin-top: 40px; border-top: 2px solid var(--faint); padding-top: 16px; }}
.head {{ display: flex; gap: 16px; align-items: baseline; flex-wrap: wrap; }}
.figure {{ font-size: 19px; font-weight: 600; }} .full {{ color: var(--good); }} .short {{ color: var(--missed); }}
.groups span {{ display: inline-block; margin-right: 16px; font-size: 13px; }}
.note {{ border-left: 4px solid var(--part); background: var(--part-soft); padding: 6px 12px; margin: 8px 0; }}
.picture {{ border: 1px solid var(--faint); border-radius: 8px; overflow: auto; max-height: 85vh; text-align: center; }}
.picture svg {{ max-width: none; }}
.key {{ font-size: 13px; color: var(--quiet); }} .key b {{ font-weight: 600; }}
.never b {{ color: var(--missed); }}
.all td:first-child, .sign {{ white-space: nowrap; }}
.yes {{ color: var(--good); }} .no {{ color: var(--missed); font-weight: 600; }}
details > summary {{ cursor: pointer; font-weight: 600; margin: 24px 0 8px; }}
pre {{ margin: 0; border: 1px solid var(--faint); border-radius: 8px; overflow-x: auto; padding: 8px 0;
  font: 12.5px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; tab-size: 4; }}
pre > span {{ display: block; min-width: max-content; padding-right: 16px; border-left: 4px solid transparent; }}
pre > span:target {{ outline: 2px solid var(--ink); outline-offset: -2px; }}
pre i {{ font-style: normal; color: var(--quiet); display: inline-block; text-align: right; user-select: none; }}
pre i.at {{ width: 52px; }} pre i.hits {{ width: 64px; padding-right: 14px; }}
pre .l-hit {{ background: var(--good-soft); border-left-color: var(--good); }}
pre .l-part {{ background: var(--part-soft); border-left-color: var(--part); }}
pre .l-miss {{ background: var(--missed-soft); border-left-color: var(--missed); border-left-style: double; }}
""".strip()


def html(coverage: Coverage, *, title: str = "Coverage of state machines") -> str:
    """The page."""
    machines = coverage.machines
    out = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}: {percent_text(coverage.count)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(title)}</h1>",
        f'<p><span class="figure {_class(coverage.count)}">{percent_text(coverage.count)}</span>'
        f" &nbsp;{coverage.count.covered:,} of {coverage.count.points:,} points</p>",
        *_overview(coverage),
    ]
    for number, one in enumerate(machines):
        out += _machine(f"m{number}", one)
    return "\n".join([*out, "</body>", "</html>"]) + "\n"


def _class(count: Count) -> str:
    return "full" if count.percent >= 100 else "short"


def _bar(count: Count) -> str:
    return f'<span class="bar"><i style="width:{count.percent:.1f}%"></i></span>'


def _overview(coverage: Coverage) -> Iterator[str]:
    groups = [group for group in GROUPS if group in coverage.counts]
    yield '<div class="wide"><table>'
    heads = "".join(f'<th class="number">{group}</th>' for group in groups)
    yield f'<tr><th>state machine</th>{heads}<th class="number">covered</th><th></th></tr>'
    for number, one in enumerate(coverage.machines):
        counts = one.counts
        cells = "".join(f'<td class="number">{_of(counts.get(group))}</td>' for group in groups)
        yield (
            f'<tr><td><a href="#m{number}">{escape(one.name)}</a></td>{cells}'
            f'<td class="number {_class(one.count)}">{percent_text(one.count)}</td>'
            f"<td>{_bar(one.count)}</td></tr>"
        )
    yield "</table></div>"


def _of(count: Count | None) -> str:
    return "" if count is None else f"{count.covered}/{count.points}"


def _machine(id_: str, one: Covered) -> Iterator[str]:
    yield f'<section id="{id_}">'
    yield (
        f'<div class="head"><h2>{escape(one.name)}</h2>'
        f'<span class="figure {_class(one.count)}">{percent_text(one.count)}</span>'
        f'<span class="quiet">{one.runs:,} run{"" if one.runs == 1 else "s"}</span></div>'
    )
    told = "".join(f"<span>{group} {_of(count)}</span>" for group, count in one.counts.items())
    yield f'<p class="groups quiet">{told}</p>'
    if not one.runs:
        yield '<p class="note">Never run: no test runs this state machine.</p>'
    for note in one.notes:
        yield f'<p class="note">{escape(note)}</p>'
    yield from _missed(id_, one.missed(brief=True))
    yield from _picture(one)
    yield from _points(id_, one.placed)
    yield from _text(id_, one)
    yield "</section>"


def _place(id_: str, line: int) -> str:
    return f'<a href="#{id_}-{line}">{line}</a>' if line else ""


def _missed(id_: str, misses: list[Miss]) -> Iterator[str]:
    if not misses:
        yield '<p class="yes">Everything is covered.</p>'
        return
    yield "<h3>Missed</h3>"
    yield '<div class="wide"><table class="never">'
    yield '<tr><th class="number">line</th><th>state</th><th>what</th></tr>'
    for miss in misses:
        yield (
            f'<tr><td class="number">{_place(id_, miss.line)}</td><td>{escape(miss.state)}</td>'
            f"<td>{escape(miss.label)} <b>{escape(miss.why)}</b></td></tr>"
        )
    yield "</table></div>"


def _picture(one: Covered) -> Iterator[str]:
    machine = one.machine
    if machine is None:
        return
    drawing = Drawing(machine)
    yield "<h3>Picture</h3>"
    yield f'<div class="picture">{draw_drawing(drawing, marks=marks_of(one, drawing))}</div>'
    yield (
        '<p class="key">Numbers say how often. <b>Green</b>: covered. <b>Amber</b>: entered, and something in it was'
        " missed; point at it to see what. <b>Dashed outline</b>: never entered.</p>"
    )


def _points(id_: str, placed: Iterable[Placed]) -> Iterator[str]:
    yield "<details><summary>All points</summary>"
    yield '<div class="wide"><table class="all">'
    yield (
        '<tr><th></th><th class="number">line</th><th>state</th><th>what</th><th></th>'
        '<th class="number">times</th></tr>'
    )
    for point, line, _, hits in placed:
        sign = '<td class="yes">✓</td>' if hits else '<td class="no">✗</td>'
        way = point.what if point.kind.group in ("choices", "retries", "timeouts") else ""
        yield (
            f'<tr>{sign}<td class="number">{_place(id_, line)}</td><td>{escape(point.state)}</td>'
            f"<td>{escape(point.label)}</td><td>{way}</td>"
            f'<td class="number">{hits:,}</td></tr>'
        )
    yield "</table></div></details>"


def _text(id_: str, one: Covered) -> Iterator[str]:
    source = one.source
    if source is None:
        return
    by_number = {line.number: line for line in lines_of(one)}
    yield "<h3>Definition</h3>"
    rows = []
    for number in range(1, len(source.lines.starts) + 1):
        text = escape(source.line(number))
        line = by_number.get(number)
        if line is None:
            rows.append(
                f'<span id="{id_}-{number}"><i class="at">{number}</i><i class="hits"></i>{text}</span>'
            )
            continue
        class_, sign = _look(line)
        told = "\n".join(
            f"{'✓' if one.hits else '✗'} {one.text} ({one.hits:,})" for one in line.conditions
        )
        rows.append(
            f'<span id="{id_}-{number}" class="{class_}" title="{escape(told)}">'
            f'<i class="at">{number}</i><i class="hits">{sign}</i>{text}</span>'
        )
    yield f"<pre>{''.join(rows)}</pre>"


def _look(line: Line) -> tuple[str, str]:
    if not line.hits:
        return "l-miss", "✗"
    if line.met < len(line.conditions):
        return "l-part", f"{line.met}/{len(line.conditions)}"
    return "l-hit", f"{line.hits:,}"
