"""How pictures look: colours as CSS custom properties for light and dark, the style sheet, and an icon for each type.

Every rule is held inside `.asl-graph`, so pictures can stand in any page. Colour never speaks alone: what failed, was
missed or not run also differs in line, weight or sign.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark", "auto"]
THEMES: Final = ("auto", "light", "dark")

# name → (light, dark)
COLOURS: Final[dict[str, tuple[str, str]]] = {
    "paper": ("#ffffff", "#14181f"),
    "ink": ("#1b2430", "#e6e9ee"),
    "quiet": ("#5a6676", "#9aa6b5"),
    "line": ("#6b7787", "#8b97a7"),
    "faint": ("#c9d0d9", "#3c4653"),
    "node": ("#ffffff", "#1e2530"),
    "edge": ("#9aa5b3", "#56626f"),
    "inside": ("#f5f7fa", "#191f28"),
    "work": ("#2563c9", "#6ea8ff"),
    "choose": ("#9a5b00", "#e3b04a"),
    "wait": ("#6d48c4", "#b399f7"),
    "good": ("#1a7f3c", "#4cc374"),
    "good-soft": ("#e2f5e8", "#17331f"),
    "part": ("#9a6700", "#e2b340"),
    "part-soft": ("#fdf2d3", "#39300f"),
    "bad": ("#c62a22", "#ff7b72"),
    "bad-soft": ("#fde7e5", "#41191a"),
    "missed": ("#b3446c", "#f08bb0"),
    "missed-soft": ("#fdeef4", "#37182a"),
}

ACCENTS: Final[dict[str, str]] = {  # type → colour of its icon and edge
    "Pass": "quiet",
    "Task": "work",
    "Choice": "choose",
    "Wait": "wait",
    "Succeed": "good",
    "Fail": "bad",
    "Parallel": "work",
    "Map": "work",
    "missing": "bad",
    "broken": "bad",
}

# Icons in a square of 16 pixels, drawn in lines.
ICONS: Final[dict[str, str]] = {
    "Pass": '<path d="M2 8h11M9 4l4 4-4 4"/>',
    "Task": '<path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z"/>',
    "Choice": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/><path d="M8 5v3.4M8 10.8v.2"/>',
    "Wait": '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.4V8l2.6 1.8"/>',
    "Succeed": '<circle cx="8" cy="8" r="6.2"/><path d="m5 8.2 2.1 2.1L11 6.2"/>',
    "Fail": '<circle cx="8" cy="8" r="6.2"/><path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>',
    "Parallel": '<path d="M3.5 2v12M8 2v12M12.5 2v12"/>',
    "Map": '<rect x="1.8" y="5" width="9" height="9" rx="1.5"/><path d="M5 5V3.2A1.2 1.2 0 0 1 6.2 2h6.6A1.2 1.2 0 0 1 14 3.2v6.6a1.2 1.2 0 0 1-1.2 1.2H10.8"/>',
    "missing": '<circle cx="8" cy="8" r="6.2"/><path d="M6 6.2c.2-2.6 4.2-2.4 4 .2C9.9 7.9 8 7.8 8 9.3M8 11.5v.2"/>',
    "broken": '<path d="M8 1.8 14.8 13.8H1.2z"/><path d="M8 6v3.6M8 11.6v.2"/>',
}

_RULES: Final = """
.asl-graph { background: var(--paper); color: var(--ink); }
.asl-graph text { font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; fill: var(--ink); }
.asl-graph .name { font-size: 13px; font-weight: 600; }
.asl-graph .detail { font-size: 10.5px; fill: var(--quiet); }
.asl-graph .label text { font-size: 10.5px; fill: var(--quiet); text-anchor: middle; }
.asl-graph .label rect { fill: var(--paper); opacity: .94; }
.asl-graph .node .label rect { fill: var(--inside); }
.asl-graph .heading { font-size: 15px; font-weight: 600; }
.asl-graph .node > .shape { fill: var(--node); stroke: var(--edge); stroke-width: 1.2; }
.asl-graph .node > .inside { fill: var(--inside); stroke: var(--edge); stroke-width: 1.2; }
.asl-graph .node > .copy { fill: var(--inside); stroke: var(--edge); stroke-width: 1; }
.asl-graph .icon { fill: none; stroke: var(--quiet); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.asl-graph .lane { fill: none; stroke: var(--faint); stroke-dasharray: 2 4; }
.asl-graph .start > .shape, .asl-graph .end > .shape { fill: var(--inside); stroke: var(--line); }
.asl-graph .start > .dot { fill: var(--line); stroke: none; }
.asl-graph .end > .dot { fill: var(--line); stroke: none; }
.asl-graph .end > .ring { fill: var(--node); stroke: var(--line); stroke-width: 1.4; }
.asl-graph .missing > .shape, .asl-graph .broken > .shape { stroke: var(--bad); stroke-dasharray: 5 3; fill: var(--bad-soft); }
.asl-graph .edge path { fill: none; stroke: var(--line); stroke-width: 1.4; }
.asl-graph .edge .tip { fill: var(--line); }
.asl-graph .edge.catch path { stroke-dasharray: 5 3.5; }
.asl-graph .edge.wrong path { stroke: var(--bad); }
.asl-graph .edge.wrong .tip { fill: var(--bad); }
.asl-graph g.edge path.tip { stroke: none; }
.asl-graph .badge rect { fill: var(--inside); stroke: var(--edge); }
.asl-graph .badge text { font-size: 9.5px; text-anchor: middle; fill: var(--quiet); }
.asl-graph .count rect { fill: var(--good); stroke: var(--paper); }
.asl-graph .count text { font-size: 10px; font-weight: 600; text-anchor: middle; fill: var(--paper); }
.asl-graph .idle { opacity: .45; }
.asl-graph .label.idle { opacity: 1; }
.asl-graph .label.idle text { opacity: .55; }
.asl-graph .hit > .shape, .asl-graph .hit > .inside { stroke: var(--good); stroke-width: 2; }
.asl-graph .hit > .shape { fill: var(--good-soft); }
.asl-graph .part > .shape, .asl-graph .part > .inside { stroke: var(--part); stroke-width: 2; }
.asl-graph .part > .shape { fill: var(--part-soft); }
.asl-graph .missed > .shape, .asl-graph .missed > .inside { stroke: var(--missed); stroke-width: 1.6; stroke-dasharray: 6 4; }
.asl-graph .missed > .shape { fill: var(--missed-soft); }
.asl-graph .failed > .shape, .asl-graph .failed > .inside { stroke: var(--bad); stroke-width: 2.6; }
.asl-graph .failed > .shape { fill: var(--bad-soft); }
.asl-graph .failed > .count rect { fill: var(--bad); }
.asl-graph .part > .count rect { fill: var(--part); }
.asl-graph .edge.hit path { stroke: var(--good); stroke-width: 2.2; }
.asl-graph .edge.hit .tip { fill: var(--good); }
.asl-graph .edge.part path { stroke: var(--part); stroke-width: 2.2; }
.asl-graph .edge.part .tip { fill: var(--part); }
.asl-graph .edge.missed path { stroke: var(--missed); stroke-width: 1.6; }
.asl-graph .edge.missed .tip { fill: var(--missed); }
.asl-graph .edge.failed path { stroke: var(--bad); stroke-width: 2.2; }
.asl-graph .edge.failed .tip { fill: var(--bad); }
.asl-graph .label text.hit { fill: var(--good); font-weight: 600; }
.asl-graph .label text.part { fill: var(--part); font-weight: 600; }
.asl-graph .label text.missed { fill: var(--missed); }
.asl-graph .label text.failed { fill: var(--bad); font-weight: 600; }
"""


def _variables(selector: str, which: int) -> str:
    values = "; ".join(f"--{name}: {both[which]}" for name, both in COLOURS.items())
    return f"{selector} {{ {values} }}"


def variables(selector: str, theme: Theme) -> str:
    """The colours as custom properties on `selector`; `auto` follows the reader's system."""
    if theme != "auto":
        return _variables(selector, 0 if theme == "light" else 1)
    light, dark = _variables(selector, 0), _variables(selector, 1)
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}"


def style_sheet(theme: Theme) -> str:
    """All of a picture's CSS. The classes of a theme keep two pictures of different themes in one page apart."""
    accents = "\n".join(
        f".asl-graph .{type_} > .icon {{ stroke: var(--{colour}); }}"
        for type_, colour in ACCENTS.items()
    )
    return variables(f".asl-graph.theme-{theme}", theme) + _RULES + accents
