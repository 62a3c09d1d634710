"""From a definition's text to its value, with places and problems kept for whoever asks."""

from __future__ import annotations

from asl.source.problem import KINDS, Kind, Place, SourceProblem
from asl.source.text import Format, Source, format_of, read

__all__ = ["KINDS", "Format", "Kind", "Place", "Source", "SourceProblem", "format_of", "read"]
