"""Files of the user, read and written with one wording for what can go wrong.

    notes = read_text("mocks.yaml")            # "-" is standard input
    write_text("out/order.svg", picture)       # folders on the way are made

Standard input can be read once. Whoever asks for it again is told so, instead of being given an empty text: two options of one
command that both say `-` would otherwise make one of them quietly empty.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Final, TextIO

from asl.errors import UsageError
from asl.jsonvalue import JSON, JsonTextError, parse

STDIN: Final = "-"
_drained: list[TextIO] = []  # the standard input that was read to its end, if any


def name_of(path: str) -> str:
    """What messages call a file: its path, or <stdin>."""
    return "<stdin>" if path == STDIN else path


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        UsageError: it cannot be read; a file of almost that name beside it is told.
    """
    path = os.fspath(path)
    try:
        if path == STDIN:
            return _standard_input()
        with open(path, "rb") as file:
            return file.read()
    except IsADirectoryError:
        raise UsageError(f"{path}: this is a folder; name a file in it") from None
    except OSError as e:
        raise UsageError(f"{path}: {reason(e)}{near(path)}") from None
    except ValueError as e:  # a NUL in the name
        raise UsageError(f"{path!r}: {e}") from None


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a file, or of standard input for `-`. A byte order mark is no part of it.

    Raises:
        UsageError: it cannot be read, or is not UTF-8.
    """
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise UsageError(
            f"{name_of(os.fspath(path))}: the byte at offset {e.start} is not UTF-8: save the file as UTF-8"
        ) from None


def json_of(text: str, name: str, advise: Callable[[str], str | None] | None = None) -> JSON:
    """The value of a JSON text.

    Args:
        name: what messages call it.
        advise: what to do about a text that is not JSON, better than what the reader says; None: nothing better.

    Raises:
        UsageError: it is not JSON. The message shows the line, marks the place, and says what to do.
    """
    try:
        return parse(text)
    except JsonTextError as e:
        from asl.hosts.mock_document import read_document, shown

        source, found = read_document(text, "text.json")
        source.name = name
        if not found:
            raise UsageError(f"{name}: {e.message}") from None
        finding = found[0]._replace(message=f"this is not JSON: {found[0].message}")
        advice = advise(text) if advise is not None else None
        if advice is not None:
            finding = finding._replace(help=advice)
        raise UsageError(shown(source, finding)) from None


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a file, over one that is there. Folders on the way are made. Half a surrogate pair becomes its escape.

    Raises:
        UsageError: it cannot be written.
    """
    path = os.fspath(path)
    folder = os.path.dirname(path)
    try:
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except (FileExistsError, NotADirectoryError):  # of makedirs: something on the way is a file
        raise UsageError(f"{path} cannot be written: {folder} is no folder") from None
    except OSError as e:
        raise UsageError(f"{path} cannot be written: {reason(e)}") from None
    except ValueError as e:  # a NUL in the name
        raise UsageError(f"{path!r} cannot be written: {e}") from None


def reason(error: OSError) -> str:
    """Why the system refused, in the middle of a sentence: no such file or directory."""
    return (error.strerror or str(error)).lower()


def _standard_input() -> bytes:
    if sys.stdin in _drained:
        raise UsageError(
            "standard input can be read once: only one of the files can be -, name the others"
        )
    data = sys.stdin.buffer.read()
    _drained[:] = [sys.stdin]
    return data


def near(path: str, base: str = "") -> str:
    """`; did you mean …?` for a file of almost that name beside it. base: the folder that the path is relative to."""
    if os.path.exists(os.path.join(base, path)):
        return ""
    from asl.check.diagnostic import nearest

    folder, name = os.path.split(path)
    stem, dot, _ = name.partition(".")
    try:
        names = sorted(os.listdir(os.path.join(base, folder) or "."))
    except OSError:
        return ""
    stems = {other.partition(".")[0]: other for other in names}
    close = nearest(stem, stems) if dot else nearest(name, stems.values())
    found = stems.get(close, close) if close else None
    return f'; did you mean "{os.path.join(folder, found)}"?' if found else ""
