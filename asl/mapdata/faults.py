"""How reading and writing fail: the ASL errors, with AWS's sentence where one is recorded."""

from __future__ import annotations

from typing import Final

from asl.errors import AslError, StatesError

DUPLICATE_HEADERS: Final = "CSV headers cannot contain duplicates."  # recorded
NOT_ITERABLE: Final = "Attempting to map over non-iterable node."  # recorded
NEGATIVE_MAX_ITEMS: Final = "field MaxItems must be positive"  # recorded


class ReaderFailed(StatesError):
    """The items cannot be read: what a Map's Retry and Catch see."""

    error = "States.ItemReaderFailed"


class WriterFailed(StatesError):
    """The results cannot be written."""

    error = "States.ResultWriterFailed"


class Unsupported(AslError):
    """AWS may do this; here nothing does. Never an ASL error, which a Catch could take for AWS's answer."""


class Changed(AslError):
    """An object is not what it was when its items were counted."""
