"""What an ItemReader would have read, from the text that a caller says is there: JSON, JSON Lines or CSV.

The rules are the readers' own (`mapdata`), but for JSON: the text is small enough to be parsed whole, and what an
ItemsPointer finds is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from asl.errors import StatesError, UsageError
from asl.jsonvalue import ABSENT, JSON, JsonTextError, parse
from asl.mapdata import csvrows, jsonrows


def _failed(cause: str) -> StatesError:
    return StatesError(cause, error="States.ItemReaderFailed")


def rows_of(text: str, config: Mapping[str, JSON]) -> tuple[JSON, JSON]:
    """(the items, a list or an object; what ItemsPointer found, ABSENT where there is none).

    Args:
        config: ReaderConfig as written.

    Raises:
        StatesError: States.ItemReaderFailed, the text is not of the format.
        UsageError: a format that is not text.
    """
    format_ = config.get("InputType", "JSON")
    read = _READERS.get(format_)
    if read is None:
        raise UsageError(
            f"mapItemReaderData cannot be read as {format_}: only JSON, JSONL and CSV are text"
        )
    return read(text, config)


def _json(text: str, config: Mapping[str, JSON]) -> tuple[JSON, JSON]:
    document = _parsed(text, "The item reader's data is not JSON.")
    pointed: JSON = ABSENT
    if "ItemsPointer" in config:
        document = pointed = _pointed(document, config["ItemsPointer"])
    if not isinstance(document, (list, dict)):
        raise _failed("The item reader's data must be an array or an object.")
    return document, pointed


def _parsed(text: str, otherwise: str) -> JSON:
    try:
        return parse(text)
    except JsonTextError:
        raise _failed(otherwise) from None


def _pointed(document: JSON, pointer: str) -> JSON:
    at = document
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(at, dict) and key in at:
            at = at[key]
        elif isinstance(at, list) and key.isdecimal() and int(key) < len(at):
            at = at[int(key)]
        else:
            raise _failed(f"The ItemsPointer '{pointer}' finds nothing in the item reader's data.")
    return at


def _json_lines(text: str, config: Mapping[str, JSON]) -> tuple[JSON, JSON]:
    return list(jsonrows.lines([text])), ABSENT


def _table(text: str, config: Mapping[str, JSON]) -> tuple[JSON, JSON]:
    delimiter = csvrows.DELIMITERS[config.get("CSVDelimiter", "COMMA")]
    is_given = config.get("CSVHeaderLocation") == "GIVEN"
    if not is_given and not text:
        raise _failed("The item reader's data has no header row.")
    headers = config.get("CSVHeaders", []) if is_given else None
    return list(csvrows.rows([text], delimiter, headers)), ABSENT


_READERS: Final[Mapping[str, Callable[[str, Mapping[str, JSON]], tuple[JSON, JSON]]]] = {
    "JSON": _json,
    "JSONL": _json_lines,
    "CSV": _table,
}
