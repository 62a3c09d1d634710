"""A deployment package: from the bytes of a zip to the files of a folder, whatever is in the zip.

Nothing is believed that the zip says of itself. Names stay inside the folder, links and devices are refused, sizes are counted
while they are written, and the list of entries is counted before it is read: a few bytes of it can make a hundred megabytes
of objects.

Source: AWS guide, "Lambda quotas" (50 MB zipped, 250 MB unzipped); public reports of the texts.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from emulator.lambda_.api.errors import LambdaError, invalid

MAX_ZIPPED_BYTES: Final = 52_428_800
MAX_UNZIPPED_BYTES: Final = 262_144_000
MAX_FILES: Final = 100_000  # ours: AWS states none
_MAX_NAME: Final = 1_024  # bytes of a path in the zip
_CHUNK: Final = 1 << 18
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENTRY: Final = b"PK\x01\x02"
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    struct.error, OverflowError, UnicodeError, LookupError,
)  # fmt: skip


def unpack(data: bytes, folder: Path) -> None:
    """Write the files of a zip into a folder that does not exist yet; it is 0700, and so is what runs in it.

    Raises:
        LambdaError: it is no zip, too large, or has what must not be written. The folder may be there in part then.
        OSError: the disk is full, or the folder cannot be made.
    """
    if not data:
        raise invalid("Uploaded file must be a non-empty zip")
    if len(data) > MAX_ZIPPED_BYTES:
        raise invalid(f"Zipped size must be smaller than {MAX_ZIPPED_BYTES} bytes")
    _count(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            entries = zipped.infolist()
            if sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES:
                raise _too_much()
            names = [_checked(entry) for entry in entries]
            if not any(not entry.is_dir() for entry in entries):
                raise invalid("Uploaded file must be a non-empty zip")
            folder.mkdir(mode=0o700)
            left = MAX_UNZIPPED_BYTES
            for entry, name in zip(entries, names, strict=True):
                left -= _write(zipped, entry, folder / name)
                if left < 0:
                    raise _too_much()
    except _BROKEN:
        raise _unreadable() from None
    for made, _, _ in os.walk(folder):
        os.chmod(made, 0o700)


def _count(data: bytes) -> None:
    """Refuse a list of entries that is too long to be read."""
    end = data.rfind(_END, max(0, len(data) - _END_BYTES - 65_535))
    if end < 0:
        raise _unreadable()
    (size,) = struct.unpack_from("<L", data, end + 12) if end + _END_BYTES <= len(data) else (0,)
    start = max(0, end - size) if size < end else 0
    if data.count(_ENTRY, start, end) > MAX_FILES:
        raise invalid(
            f"The zip has more than {MAX_FILES:,} files, which this emulator does not take"
        )


def _checked(entry: zipfile.ZipInfo) -> str:
    """The path of an entry inside the folder.

    Raises:
        LambdaError: it would be outside, or is no file.
    """
    name = entry.filename
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or ".." in parts or (len(name) > 1 and name[1] == ":"):
        raise invalid(
            f'The zip has a file outside its folder, "{name[:200]}": this emulator does not take it'
        )
    if not name.strip("/.") or len(os.fsencode(name)) > _MAX_NAME:
        raise _unreadable()
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        what = "symbolic link" if kind == stat.S_IFLNK else "device"
        raise invalid(f'The zip has a {what}, "{name[:200]}": put the file itself there')
    if entry.flag_bits & 1 or entry.compress_type not in _METHODS:
        raise _unreadable()
    return "/".join(part for part in parts if part not in ("", "."))


def _write(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> int:
    """Write one entry; bytes written. No link is ever made in the folder, so no path leads out of it."""
    try:
        if entry.is_dir():
            os.makedirs(path, exist_ok=True)
            return 0
        os.makedirs(path.parent, exist_ok=True)
        mode = 0o700 if (entry.external_attr >> 16) & 0o111 else 0o600
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        raise _unreadable() from None  # a file and a folder of one name
    written = 0
    with os.fdopen(fd, "wb") as file, zipped.open(entry) as source:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > MAX_UNZIPPED_BYTES:
                raise _too_much()
            file.write(chunk)
    return written


def _too_much() -> LambdaError:
    return invalid(f"Unzipped size must be smaller than {MAX_UNZIPPED_BYTES} bytes")


def _unreadable() -> LambdaError:
    return invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again."
    )
