"""Where deployed functions are kept: one folder each, with the record beside the code that it names.

    FUNCTIONS/NAME-HASH/function.json       the record, replaced as a whole
    FUNCTIONS/NAME-HASH/CODE/               the files of one zip; the name is the zip's digest
    FUNCTIONS/NAME-HASH/CODE.zip            the zip, for GetFunction

Code is written before the record that names it, so a crash in between leaves only what the next start removes. The folder is
the data folder's, or with nothing kept a temporary one that goes with the server; only its owner can enter it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from emulator.errors import StoreError
from emulator.lambda_.api.deployed import Deployed, restored
from emulator.lambda_.temporary import temporary_folder

_RECORD: Final = "function.json"


class Shelf:
    """The functions of a server, by name.

    Args:
        data: the data folder; None: a temporary one.
        home: what a function's ARN begins with.

    Raises:
        StoreError: a record cannot be read.
    """

    def __init__(self, data: Path | None, home: str) -> None:
        self._root = None if data is None else data / "functions"
        self._is_kept = data is not None
        self._home = home
        self.functions: dict[str, Deployed] = {}
        self._load()

    def _load(self) -> None:
        if self._root is None or not self._root.is_dir():
            return
        for folder in sorted(self._root.iterdir()):
            record = folder / _RECORD
            if not record.is_file():
                shutil.rmtree(folder, ignore_errors=True)  # a crash while it was made
                continue
            try:
                found = restored(json.loads(record.read_bytes()), self._home, folder)
            except (OSError, ValueError, TypeError, LookupError) as e:
                raise StoreError(
                    f"{record} cannot be read as a Lambda function ({e}); move its folder away and start again"
                ) from None
            self.functions[found.name] = found
            for left in _unused(found):
                _remove(left)

    def folder_of(self, name: str) -> Path:
        """A function's folder, made if it is not there. The hash tells names apart that a file system may not.

        Raises:
            OSError: it cannot be made.
        """
        if self._root is None:
            self._root = temporary_folder("asl-functions-")
        folder = self._root / _folder_name(name)
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def put_code(self, name: str, data: bytes) -> str:
        """Unpack a zip for a function: the name of its folder. For a thread.

        Raises:
            LambdaError: the zip cannot be used; nothing of it is left.
            OSError: it cannot be written.
        """
        from emulator.lambda_.api.archive import unpack

        folder = self.folder_of(name)
        digest = hashlib.sha256(data).hexdigest()[:32]
        if (folder / digest).is_dir() and (folder / f"{digest}.zip").is_file():
            return digest
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        try:
            unpack(data, new / "code")
            with open(os.open(new / "zip", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(data)
            shutil.rmtree(folder / digest, ignore_errors=True)
            os.replace(new / "code", folder / digest)
            os.replace(new / "zip", folder / f"{digest}.zip")
        finally:
            shutil.rmtree(new, ignore_errors=True)
        return digest

    def save(self, function: Deployed) -> None:
        """Keep a function as it is now.

        Raises:
            OSError: it cannot be written; what was kept is still there.
        """
        if self._is_kept:
            new = function.folder / f".{_RECORD}"
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(json.dumps(function.stored()).encode())
            os.replace(new, function.folder / _RECORD)
        self.functions[function.name] = function

    def remove(self, name: str) -> None:
        """Forget a function and remove its files."""
        function = self.functions.pop(name)
        (function.folder / _RECORD).unlink(missing_ok=True)  # first: half of it is no function
        shutil.rmtree(function.folder, ignore_errors=True)

    def tidy(self, name: str) -> None:
        """Remove the code that no version of a function has any longer; all of it if there is no such function.

        Not while code is being put for it.
        """
        function = self.functions.get(name)
        if function is not None:
            for left in _unused(function):
                _remove(left)
        elif self._root is not None:
            shutil.rmtree(self._root / _folder_name(name), ignore_errors=True)

    def clear(self) -> None:
        """Forget all functions."""
        for name in list(self.functions):
            self.remove(name)

    def close(self) -> None:
        """Remove what is not to be kept."""
        if not self._is_kept and self._root is not None:
            shutil.rmtree(self._root, ignore_errors=True)
            self._root = None


def _folder_name(name: str) -> str:
    return f"{name}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _unused(function: Deployed) -> Iterator[Path]:
    used = {_RECORD}
    for code in function.codes():
        used |= {code, f"{code}.zip"}
    return (path for path in list(function.folder.iterdir()) if path.name not in used)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
