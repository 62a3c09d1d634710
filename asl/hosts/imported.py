"""Handlers in this process, by reference: `app.handlers:charge` or `functions/charge.py:handler`.

Breakpoints work and nothing is started, but a handler shares this process: what it breaks is broken for all. A file that
has changed since it was loaded is loaded again before the next invocation; other modules that it imports are not.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from asl.errors import UsageError


class _Loaded(NamedTuple):
    module: ModuleType
    stamp: tuple[int, int] | None  # of the file: time and size; None for what has no file


class ImportedHandler:
    """A handler that is imported from a module or a file. Call it as the handler.

    Args:
        reference: "module:function", or "path.py:function" with a path from `folder`.
        folder: where modules and files are looked for first.

    Raises:
        UsageError: there is no such module, file or function, or it cannot be imported; the message says which and why.
    """

    _lock = threading.RLock()  # imports change the process, so one at a time

    def __init__(self, reference: str, folder: Path) -> None:
        where, colon, name = reference.rpartition(":")
        if not colon or not where or not name:
            raise UsageError(
                f'"{reference}" does not name a function: write "module:function" or "path/to/file.py:function"'
            )
        self.reference = reference
        self._where = where
        self._name = name
        self._folder = folder.resolve()
        self._loaded: _Loaded | None = None
        self.function()  # now, so that what is wrong is said at the start

    @property
    def path(self) -> str | None:
        """The file that it is in; None for what has none."""
        return getattr(self._loaded.module, "__file__", None) if self._loaded else None

    @property
    def where(self) -> str:
        """Where it runs, in words."""
        return f"{self.reference} in this process"

    def __call__(self, event: Any, context: Any) -> object:
        return self.function()(event, context)

    def function(self) -> Callable[..., object]:
        """The function, from the file as it is now."""
        loaded = self._loaded
        if loaded is None or (loaded.stamp and _stamp(loaded.module) not in (loaded.stamp, None)):
            with self._lock:
                module = self._import(loaded.module if loaded else None)
                self._loaded = loaded = _Loaded(module, _stamp(module))
        found: object = loaded.module
        for part in self._name.split("."):
            found = getattr(found, part, None)
        if not callable(found):
            what = "no function" if found is None else f"a {type(found).__name__}, not a function,"
            raise UsageError(f'"{self.reference}": {self._where} has {what} "{self._name}"')
        return found

    def _import(self, old: ModuleType | None) -> ModuleType:
        folder = str(self._folder)
        if folder not in sys.path:
            sys.path.insert(0, folder)  # stays: a handler may import when it is called
        try:
            if self._where.endswith(".py"):
                return self._file(old)
            if old is not None:
                return importlib.reload(old)
            importlib.invalidate_caches()
            return importlib.import_module(self._where)
        except UsageError:
            raise
        except BaseException as e:  # whatever a module does when it is imported, SystemExit too
            if isinstance(e, KeyboardInterrupt):
                raise
            raise UsageError(
                f'"{self.reference}" cannot be imported: {type(e).__name__}: {e} (looked in {folder})'
            ) from e

    def _file(self, old: ModuleType | None) -> ModuleType:
        path = self._folder / self._where
        if not path.is_file():
            raise UsageError(f'"{self.reference}": there is no file {path}')
        # A name of its own, so that two handler.py do not become one module.
        name = f"_asl_function_{abs(hash(str(path))):x}"
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise UsageError(f'"{self.reference}": {path} is not a Python file')
        module = old or importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses and pickle look there
        beside = str(path.parent)
        if beside not in sys.path:
            sys.path.append(beside)
        spec.loader.exec_module(module)
        return module


def _stamp(module: ModuleType) -> tuple[int, int] | None:
    path = getattr(module, "__file__", None)
    if not path:
        return None
    try:
        found = os.stat(path)
    except OSError:
        return None  # being written anew: what is loaded goes on
    return found.st_mtime_ns, found.st_size
