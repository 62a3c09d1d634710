"""A machine as one page that needs nothing else: picture, details of each state on a click, zoom, search, keyboard.

With an executed path, the details hold the input and output of each visit. Everything of the author's is escaped or
carried as JSON in which no `<` is left, so a state may be called `</script>`. A content security policy in the page
forbids it to load anything.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any, Final

from asl.graph.drawing import Drawing
from asl.graph.executed import Executed, Visit
from asl.graph.marks import Marks
from asl.graph.page import SCRIPT, STYLE
from asl.graph.svg import draw_drawing as svg_of
from asl.graph.svg import escape
from asl.graph.theme import Theme, variables
from asl.jsonvalue import JSON, dumps
from asl.model.machine import StateMachine

_VISITS: Final = 50  # of one state in a page: the first and the last ones
_PAYLOAD: Final = 20_000  # characters of one input or output
_BRACKETS: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def draw(
    machine: StateMachine,
    *,
    marks: Marks | None = None,
    executed: Executed | None = None,
    theme: Theme = "auto",
    title: str | None = None,
    definition: JSON = None,
) -> str:
    """The machine as an HTML page.

    Args:
        marks: what was executed or covered; None: what `executed` says, if it is given.
        executed: a path, whose inputs and outputs are shown.
        theme: how the page begins; the reader can change it.
        title: a heading.
        definition: the machine's JSON, which the details show.
    """
    drawing = executed.drawing if executed is not None else Drawing(machine, definition)
    return draw_drawing(drawing, marks=marks, executed=executed, theme=theme, title=title)


def draw_drawing(
    drawing: Drawing,
    *,
    marks: Marks | None = None,
    executed: Executed | None = None,
    theme: Theme = "auto",
    title: str | None = None,
) -> str:
    """`draw` for a drawing that is there already."""
    if marks is None and executed is not None:
        marks = executed.marks()
    name = escape(title or "State machine")
    picture = svg_of(drawing, marks=marks, theme="auto", title=None)
    status = "" if executed is None else executed.status
    begins = "" if theme == "auto" else f' data-theme="{theme}"'
    own = b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{own}'"
    colours = "\n".join(
        (
            variables(":root", "auto"),
            *(
                variables(f':root[data-theme="{one}"], :root[data-theme="{one}"] .asl-graph', one)
                for one in ("light", "dark")
            ),
        )
    )
    return f"""<!DOCTYPE html>
<html lang="en"{begins}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<style>{colours}{STYLE}</style>
</head>
<body>
<header>
<h1>{name}</h1><span class="status {status}">{status}</span><span class="space"></span>
<input id="find" type="search" placeholder="Find a state ( / )" aria-label="Find a state">
<button id="out" title="Smaller ( - )" aria-label="Smaller">−</button>
<button id="in" title="Larger ( + )" aria-label="Larger">+</button>
<button id="whole" title="All of it ( 0 )">Fit</button>
<button id="theme" title="Light or dark ( t )">Light/dark</button>
</header>
<main>
<div id="view" aria-label="The machine">
{picture}</div>
<aside id="panel" aria-label="Details" hidden></aside>
</main>
<script type="application/json" id="data">{_data(drawing, executed)}</script>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _data(drawing: Drawing, executed: Executed | None) -> str:
    visits: dict[str, list[dict[str, Any]]] = {}
    more: dict[str, str] = {}
    first = None
    if executed is not None:
        by_state: dict[str, list[Visit]] = {}
        for visit in executed.visits:
            if visit.pointer is not None:
                by_state.setdefault(visit.pointer, []).append(visit)
                if visit.failed:
                    first = visit.pointer
        for pointer, all_ in by_state.items():
            numbered = list(enumerate(all_, start=1))
            if len(numbered) > _VISITS:
                half = _VISITS // 2
                more[pointer] = f"{len(numbered) - _VISITS} visits between these are left out."
                numbered = numbered[:half] + numbered[-half:]
            visits[pointer] = [_visit(number, visit) for number, visit in numbered]
    value = {
        "definition": drawing.definition,
        "visits": visits,
        "more": more,
        "first": first,
    }
    return dumps(value).encode("utf-8", "replace").decode("utf-8").translate(_BRACKETS)


def _visit(number: int, visit: Visit) -> dict[str, Any]:
    parts = [f"Visit {number}"]
    if visit.index is not None:
        parts.append(f"item {visit.index}")
    if visit.attempts > 1:
        parts.append(f"{visit.attempts} attempts")
    if visit.failed:
        parts.append("failed")
    elif visit.caught:
        parts.append("caught")
    elif visit.is_aborted:
        parts.append("stopped")
    return {
        "title": " · ".join(parts),
        "failed": visit.failed,
        "error": visit.error,
        "input": _short(visit.input),
        "output": _short(visit.output),
    }


def _short(text: str | None) -> str | None:
    if text is None or len(text) <= _PAYLOAD:
        return text
    return f"{text[:_PAYLOAD]}\n… {len(text) - _PAYLOAD:,} more characters"
