"""The store: one SQLite connection, writes gathered into one transaction per tick.

`write` only remembers a statement; `commit` carries all of them out at once, in order. Nothing that was answered is lost:
the runtime answers after `commit` came back. Reads see what is committed. Rows are plain tuples; what they mean is the
runtime's.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, Final, Literal, TypeAlias
from urllib.parse import quote

from emulator.errors import StoreError
from emulator.store.schema import APPLICATION_ID, MIGRATIONS, TABLES, VERSION

Row: TypeAlias = tuple[Any, ...]  # a column is text, a number or None
FILE: Final = "asl.sqlite3"


class Store:
    """See the module's docstring.

    Args:
        folder: where the database lives (made if it is missing, 0700); None: in memory.
        sync: "normal" or "full", SQLite's synchronous setting.

    Raises:
        StoreError: the folder cannot be used, with what to do about it.
    """

    def __init__(self, folder: Path | None, sync: Literal["normal", "full"] = "normal") -> None:
        self._pending: list[tuple[str, Sequence[Any]]] = []
        self._lock: IO[str] | None = None
        self.folder = folder
        if folder is None:
            self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._db.executescript(TABLES)
            return
        self._lock = _lock(folder)
        try:
            self._db = _open(folder / FILE, sync)
        except BaseException:
            self._lock.close()
            raise

    def write(self, sql: str, row: Sequence[Any] = ()) -> None:
        """Remember a statement for the next commit."""
        self._pending.append((sql, row))

    @property
    def is_dirty(self) -> bool:
        return bool(self._pending)

    def commit(self) -> None:
        """Carry out what was remembered, in one transaction.

        Raises:
            StoreError: the disk is full or the database cannot be written; nothing of it has happened then, and all of
                it is tried again with the next commit.
        """
        pending, self._pending = self._pending, []
        if not pending:
            return
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
            for sql, row in pending:
                db.execute(sql, row)
            db.execute("COMMIT")
        except Exception as e:
            # sqlite3.Error, and what a value raises that no column can hold: that fault is ours, and is not hidden.
            if db.in_transaction:
                db.execute("ROLLBACK")
            self._pending = [*pending, *self._pending]  # tried again with the next commit
            raise StoreError(f"the database cannot be written: {e}") from e

    def read(self, sql: str, row: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query, as committed.

        Raises:
            StoreError: the database is damaged, or the disk fails.
        """
        try:
            return self._db.execute(sql, row).fetchall()
        except sqlite3.Error as e:
            raise StoreError(f"the database cannot be read: {e}") from e

    def one(self, sql: str, row: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None.

        Raises:
            StoreError: as `read`.
        """
        try:
            found: Row | None = self._db.execute(sql, row).fetchone()
        except sqlite3.Error as e:
            raise StoreError(f"the database cannot be read: {e}") from e
        return found

    def next_id(self, table: str) -> int:
        """A number above every id the table has. Ask once at start and count on from there."""
        found = self.one(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")
        assert found is not None  # an aggregate has a row
        return int(found[0])

    def clear(self) -> None:
        """Forget everything."""
        self._pending.clear()
        tables = self.read("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables:
            self.write(f"DELETE FROM {name}")
        self.commit()

    def close(self) -> None:
        """Commit what is remembered and let go of the folder.

        Raises:
            StoreError: it could not be committed; the folder is free all the same.
        """
        try:
            self.commit()
        finally:
            self._db.close()
            if self._lock is not None:
                self._lock.close()


def _lock(folder: Path) -> IO[str]:
    """One server a folder: held by an advisory lock that the system frees when the process dies."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = open(folder / "lock", "a+", encoding="ascii")  # noqa: SIM115  # open for as long as the server lives
    except OSError as e:
        raise StoreError(
            f"the data folder {folder} cannot be used: {e.strerror}; choose another with --data, or --memory"
        ) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise StoreError(
            f"the data folder {folder} is in use by another server (process {holder or 'unknown'})"
            "; stop it, or choose another folder with --data"
        ) from None
    except OSError as e:
        file.close()
        raise StoreError(
            f"the data folder {folder} cannot be locked: {e.strerror}; choose one on a local disk with --data"
        ) from None
    with suppress(OSError):  # for the message above only: a full disk is told of by the database
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
    return file


def _open(path: Path, sync: str) -> sqlite3.Connection:
    try:
        if path.exists() and path.stat().st_size:
            _look(path)
        else:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db, path, sync)
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as e:
        raise StoreError(
            f"{path} cannot be opened: {e}; move it away, or choose another folder with --data"
        ) from None
    except OSError as e:
        raise StoreError(
            f"{path} cannot be made: {e.strerror}; choose another folder with --data, or --memory"
        ) from None
    return db


def _look(path: Path) -> None:
    """Whose database this is, before anything is written to it.

    Raises:
        StoreError: another program's, or another layout.
    """
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as db:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path} is the database of another program; choose another folder with --data"
        )
    if version != VERSION and version not in MIGRATIONS:
        raise StoreError(
            f"{path} has layout {version}, this version reads {VERSION}; choose another folder with --data"
        )


def _prepare(db: sqlite3.Connection, path: Path, sync: str) -> None:
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in _PRAGMAS:
        db.execute(pragma.format(sync=sync.upper()))
    if tables:
        (state,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise StoreError(f"{path} is damaged ({state}); move it away and start again")
        _migrate(db)
        return
    db.execute("BEGIN IMMEDIATE")
    for statement in _statements(TABLES):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _migrate(db: sqlite3.Connection) -> None:
    """Bring a file of an older layout up to this one: all steps or none."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    db.execute("BEGIN IMMEDIATE")
    for older in range(version, VERSION):
        for statement in _statements(MIGRATIONS[older]):
            db.execute(statement)
    # Written even where it stands there: a read-only file is an error now, not at the first commit.
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = {sync}",
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)


def _statements(script: str) -> Iterable[str]:
    return (statement for statement in script.split(";") if statement.strip())
