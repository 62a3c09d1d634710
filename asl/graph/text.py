"""How wide a text will be, without a font at hand; and where to break it.

Widths are those of the metrics that Helvetica, Arial and Liberation Sans share, which the pictures ask for. Boxes are
made a little wider than needed, so a reader's other font does not spill out of them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPARE: Final = 1.05
_OTHER: Final = 600  # thousandths of the size, for letters beyond ASCII
# fmt: off
_WIDTHS: Final = dict(zip(map(chr, range(32, 127)), (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
), strict=True))
# fmt: on
_BREAKS: Final = re.compile(r"(?<=[\s_\-./:,|])|(?<=[a-z0-9])(?=[A-Z])|(?<=[^\W\d_])(?=\()")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that one line of `text` takes at most at a font size."""
    total = 0
    for char in text:
        known = _WIDTHS.get(char)
        total += _width_of(char) if known is None else known
    return total * size / 1000 * _SPARE * (1.07 if bold else 1.0)


def _width_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 1000 if unicodedata.east_asian_width(char) in "WF" else _OTHER


def wrap(text: str, size: float, limit: float, lines: int, *, bold: bool = False) -> list[str]:
    """`text` in at most `lines` lines no wider than `limit`; what does not fit ends in an ellipsis.

    Lines break after spaces and signs and before capitals; a word longer than a line is cut where it must be.
    """
    text = " ".join(text.split()) or text
    out: list[str] = []
    line = ""
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    while pieces:
        piece = pieces.pop(0)
        if width((line + piece).rstrip(), size, bold=bold) <= limit:
            line += piece
            continue
        if line.strip():
            out.append(line.strip())
            line = ""
            pieces.insert(0, piece.lstrip())
            continue
        fitting = _fitting(piece, size, limit, bold)
        out.append(piece[:fitting])
        line = ""
        pieces.insert(0, piece[fitting:])
    if line.strip() or not out:
        out.append(line.strip())
    if len(out) > lines:
        last = out[lines - 1] + "…"
        while len(last) > 1 and width(last, size, bold=bold) > limit:
            last = last[:-2].rstrip() + "…"
        out = [*out[: lines - 1], last]
    return out


def _fitting(word: str, size: float, limit: float, bold: bool) -> int:
    count = 1
    while count < len(word) and width(word[: count + 1], size, bold=bold) <= limit:
        count += 1
    return count
