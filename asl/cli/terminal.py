"""What is written where: plain aligned text in a pipe or a log, colours on a terminal.

`rich` is imported on a terminal only. NO_COLOR (any value) and TERM=dumb keep a terminal plain.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TextIO

from asl.jsonvalue import JSON, dumps

if TYPE_CHECKING:
    from rich.console import Console

_CONSOLES: dict[int, Console] = {}
STYLES: Final = {
    "good": "bold green",
    "bad": "bold red",
    "doubtful": "yellow",
    "name": "bold",
    "quiet": "dim",
    "plain": "",
}


def has_colours(stream: TextIO) -> bool:
    """Whether this stream is a terminal that may be coloured."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM", "") != "dumb"


def console(stream: TextIO) -> Console:
    """The rich console of a stream with colours."""
    from rich.console import Console

    key = id(stream)
    if key not in _CONSOLES:
        _CONSOLES[key] = Console(file=stream, highlight=False, soft_wrap=True)
    return _CONSOLES[key]


def line(stream: TextIO, *parts: tuple[str, str] | str) -> None:
    """One line. A part is text, or (text, one of STYLES)."""
    told = [
        (visible(part), "plain") if isinstance(part, str) else (visible(part[0]), part[1])
        for part in parts
    ]
    if not has_colours(stream):
        stream.write("".join(text for text, _ in told) + "\n")
        return
    from rich.text import Text

    made = Text()
    for text, style in told:
        made.append(text, STYLES[style])
    console(stream).print(made)


def visible(text: str) -> str:
    """Text without characters that would move the cursor or change the terminal: they are shown as escapes."""
    if text.isprintable():
        return text
    return "".join(
        c
        if c.isprintable() or c in "\n\t"
        else c.encode("unicode_escape", "surrogatepass").decode()
        for c in text
    )


def columns(
    stream: TextIO, rows: Iterable[Sequence[tuple[str, str] | str]], *, indent: str = ""
) -> None:
    """Rows with their columns aligned; the last column is as long as it is."""
    table = [[(c, "plain") if isinstance(c, str) else c for c in row] for row in rows]
    if not table:
        return
    widths = [max(len(row[n][0]) for row in table) for n in range(len(table[0]) - 1)]
    for row in table:
        padded = [
            (text.ljust(width) + "  ", style)
            for (text, style), width in zip(row, [*widths, 0], strict=True)
        ]
        padded[-1] = row[-1]
        while len(padded) > 1 and not padded[-1][0].strip():
            padded.pop()
        last, style = padded[-1]
        padded[-1] = (last.rstrip(), style)
        line(stream, indent, *padded)


def json_result(value: JSON, text: str | None = None) -> None:
    """A result on standard output: indented and coloured on a terminal, one line as AWS writes it elsewhere."""
    stream = sys.stdout
    if not stream.isatty():
        stream.write((dumps(value) if text is None else text) + "\n")
        return
    import json

    shown = visible(json.dumps(value, indent=2, ensure_ascii=False))
    if not has_colours(stream):
        stream.write(shown + "\n")
        return
    from rich.highlighter import JSONHighlighter
    from rich.text import Text

    made = Text(shown)
    JSONHighlighter().highlight(made)
    console(stream).print(made)


def brief(value: JSON, width: int | None) -> str:
    """A value as one line of JSON, cut to `width` characters; None: whole."""
    text = dumps(value)
    if width is None or len(text) <= width:
        return text
    return f"{text[: max(1, width - 1)]}…"


def width_of(stream: TextIO) -> int | None:
    """Columns of a terminal; None for a pipe or a file, where nothing is cut."""
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def span(seconds: float) -> str:
    """A length of time for people: 0 s, 1.5 s, 2 min 3 s, 10 h, 3 d 4 h."""
    if seconds < 60:
        return f"{seconds:.3f}".rstrip("0").rstrip(".") + " s"
    whole = round(seconds)
    for size, unit, smaller, small in (
        (86_400, "d", 3_600, "h"),
        (3_600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        if whole >= size:
            rest = whole % size // smaller
            return f"{whole // size} {unit}" + (f" {rest} {small}" if rest else "")
    return f"{whole} s"
