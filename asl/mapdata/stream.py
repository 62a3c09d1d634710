"""Bytes of an object, unpacked and as text: `.gz` and `.zst` by the key's ending, UTF-8 in pieces.

A packed object may unfold to anything, so what comes out is bounded in every step and in all.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from asl.limits import MAX_DATA_BYTES
from asl.mapdata.faults import ReaderFailed, Unsupported

_PIECE: Final = 256 * 1024
_GZIP: Final = 31  # zlib: a gzip header and trailer, the largest window
_WINDOW: Final = 128 * 1024 * 1024  # zstd's own default bound


def unpacked(key: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes that an object stands for.

    Raises:
        ReaderFailed: it is damaged, or larger than MAX_DATA_BYTES.
        Unsupported: it is packed with zstd, and the package that unpacks it is not installed.
    """
    ending = key.rpartition(".")[2].lower()
    if ending == "gz":
        return _bounded(_gunzipped(pieces), key)
    if ending in ("zst", "zstd"):
        return _bounded(_unzstd(pieces), key)
    return _bounded(pieces, key)


def plain_name(key: str) -> str:
    """The key without the ending that says how it is packed."""
    name, _, ending = key.rpartition(".")
    return name if ending.lower() in ("gz", "zst", "zstd") else key


def _bounded(pieces: Iterator[bytes], key: str) -> Iterator[bytes]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > MAX_DATA_BYTES:
            raise ReaderFailed(f"{key} has more than {MAX_DATA_BYTES} bytes.")
        yield piece


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A gzip file is one member or several, one after the other."""
    member = zlib.decompressobj(_GZIP)
    begun = False
    for piece in pieces:
        data = piece
        while data:
            try:
                out = member.decompress(data, _PIECE)
            except zlib.error as e:
                raise ReaderFailed(f"The object is not in gzip format: {e}.") from None
            begun = True
            if out:
                yield out
            if member.eof:
                data = member.unused_data.lstrip(b"\0")  # tape blocks are padded with zeros
                member, begun = zlib.decompressobj(_GZIP), False
            else:
                data = member.unconsumed_tail
    if begun:
        raise ReaderFailed("The object is not in gzip format: it ends too early.")


class _Source:
    """Pieces, as a file that can only be read on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def _unzstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError:
        raise Unsupported(
            "an object packed with zstd needs the package zstandard: pip install 'asl-emulator[zstd]'"
        ) from None
    made: Any = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    reader = made.stream_reader(_Source(pieces), read_size=_PIECE, read_across_frames=True)
    while True:
        try:
            out = reader.read(_PIECE)
        except zstandard.ZstdError as e:
            raise ReaderFailed(f"The object is not in zstd format: {e}.") from None
        if not out:
            return
        yield out


def texts(pieces: Iterable[bytes]) -> Iterator[str]:
    """The text in pieces.

    Raises:
        ReaderFailed: it is not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            if text:
                yield text
        decoder.decode(b"", True)
    except UnicodeDecodeError as e:
        raise ReaderFailed(f"The object is not UTF-8 text: {e.reason}.") from None


def without_mark(pieces: Iterator[str]) -> Iterator[str]:
    """Text without the byte order mark that it may begin with: JSON's parsers skip it."""
    for first in pieces:
        yield first.removeprefix("\ufeff")
        break
    yield from pieces
