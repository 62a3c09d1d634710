"""Where prices are read from: the table that comes with the package, and a file of the user's over it.

The file is named by `--prices`, by an argument, or in pyproject.toml, from the working folder upwards:

    [tool.asl.prices]
    path = "prices.json"      # relative to this file
    region = "eu-west-1"      # for commands and tests that name none
"""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.hosts.files import json_of, name_of, read_text
from asl.jsonvalue import JSON, parse
from asl.observe import cost
from asl.observe.cost.prices import Prices, PriceTable, over

DEFAULT_REGION: Final = "us-east-1"
BUILT_IN: Final = Path(cost.__file__).with_name("prices.json")


class PriceSettings(NamedTuple):
    """What pyproject.toml says of prices. None: nothing."""

    path: Path | None = None
    region: str | None = None


def price_table(path: str | os.PathLike[str] | None = None) -> PriceTable:
    """The price table, with the members of a user's file over it; without one, that which pyproject.toml names.

    Raises:
        UsageError: the file cannot be read, is not JSON, or is no table of prices; the message says where.
    """
    return _table(None if path is None else os.fspath(path), os.getcwd())


def prices_of(region: str | None = None, path: str | os.PathLike[str] | None = None) -> Prices:
    """The prices of one region; without one, pyproject.toml's, or us-east-1's.

    Raises:
        UsageError: as `price_table`, or the region is not in the table; the message lists those that are.
    """
    return price_table(path).region(region or settings().region or DEFAULT_REGION)


def settings() -> PriceSettings:
    """`[tool.asl.prices]` of the nearest pyproject.toml.

    Raises:
        UsageError: the file is not TOML, or the table has what it cannot have.
    """
    return _settings(os.getcwd())


@lru_cache(16)
def _settings(folder: str) -> PriceSettings:
    for at in (Path(folder), *Path(folder).parents):
        file = at / "pyproject.toml"
        if file.is_file():
            return _read_settings(file)
    return PriceSettings()


def _read_settings(file: Path) -> PriceSettings:
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as e:
        raise UsageError(f"{file} cannot be read: {e}") from None
    tool = document.get("tool")
    asl = tool.get("asl") if isinstance(tool, dict) else None
    table = asl.get("prices", {}) if isinstance(asl, dict) else {}
    known = PriceSettings._fields
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise UsageError(f"{file}: [tool.asl.prices] takes {' and '.join(known)}, each a text")
    for key in table:
        if key not in known:
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(key, known) or f"known are {' and '.join(known)}"
            raise UsageError(f'{file}: "{key}" in [tool.asl.prices] means nothing; {advice}')
    path = table.get("path")
    return PriceSettings(None if path is None else file.parent / path, table.get("region"))


@lru_cache(16)
def _table(path: str | None, folder: str) -> PriceTable:
    base = parse(BUILT_IN.read_text("utf-8"))
    if path is None:
        named = _settings(folder).path
        if named is None:
            return PriceTable(base, "the price table")
        path = str(named)
    return PriceTable(over(base, _read(path), path), path)


def _read(path: str) -> JSON:
    return json_of(read_text(path), name_of(path))
