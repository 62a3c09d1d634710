"""The database file: whose it is, who may read it, what is wrong with it; commits that fail; two servers on one folder.

Nothing that was there before is changed by a start that fails.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from emulator.errors import StoreError
from emulator.store import store as module
from emulator.store.schema import APPLICATION_ID, MIGRATIONS, VERSION
from emulator.store.store import FILE, Store

ROOT = str(Path(module.__file__).resolve().parents[2])
ACTIVITY = "INSERT INTO activities VALUES (?, ?, 0, '{}')"


@pytest.fixture
def opened() -> Iterator[Callable[..., Store]]:
    """Opens stores and closes them, whatever is left to be committed."""
    stores: list[Store] = []

    def open_(*args: Any) -> Store:
        stores.append(Store(*args))
        return stores[-1]

    yield open_
    for store in stores:
        store._pending.clear()
        store.close()


def names(store: Store) -> list[str]:
    return [name for (name,) in store.read("SELECT name FROM activities ORDER BY arn")]


def write(store: Store, *numbers: int) -> None:
    for number in numbers:
        store.write(ACTIVITY, (f"a{number}", f"name{number}"))


# -------------------------------------------------------------------- what it keeps


@pytest.mark.parametrize("version", sorted(MIGRATIONS))
def test_a_file_of_an_older_layout_becomes_one_of_this(
    opened: Callable[..., Store], tmp_path: Path, version: int
) -> None:
    store = Store(tmp_path)
    made = store.read("SELECT sql FROM sqlite_master ORDER BY name")
    write(store, 1)
    for number in range(version, VERSION):
        for words in re.findall(r"CREATE (TABLE|INDEX) (\w+)", MIGRATIONS[number]):
            store.write("DROP {} IF EXISTS {}".format(*words))
    store.write(f"PRAGMA user_version = {version}")
    store.close()
    store = opened(tmp_path)
    assert store.read("SELECT sql FROM sqlite_master ORDER BY name") == made
    assert store.one("PRAGMA user_version") == (VERSION,)
    assert names(store) == ["name1"]


def test_a_commit_is_there_for_the_next_server(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    store = opened(tmp_path)
    write(store, 1, 2)
    assert store.is_dirty
    assert names(store) == []  # reads see what is committed
    store.commit()
    assert not store.is_dirty
    store.close()
    assert names(opened(tmp_path)) == ["name1", "name2"]


def test_close_commits(opened: Callable[..., Store], tmp_path: Path) -> None:
    store = Store(tmp_path)
    write(store, 1)
    store.close()
    assert names(opened(tmp_path)) == ["name1"]


def test_in_memory_nothing_is_left_behind(opened: Callable[..., Store]) -> None:
    store = opened(None)
    write(store, 1)
    store.commit()
    assert names(store) == ["name1"]
    assert names(opened(None)) == []


def test_clear_forgets_everything(opened: Callable[..., Store], tmp_path: Path) -> None:
    store = opened(tmp_path)
    write(store, 1)
    store.commit()
    write(store, 2)
    store.clear()
    assert names(store) == []
    assert store.next_id("executions") == 1


def test_next_id_is_above_every_id(opened: Callable[..., Store]) -> None:
    store = opened(None)
    assert store.next_id("revisions") == 1
    store.write("INSERT INTO revisions VALUES (41, 'm', NULL, '{}', 'r', '{}', 0)")
    store.commit()
    assert store.next_id("revisions") == 42


@pytest.mark.parametrize(("sync", "value"), [("normal", 1), ("full", 2)])
def test_sync_is_sqlites(
    opened: Callable[..., Store], tmp_path: Path, sync: str, value: int
) -> None:
    store = opened(tmp_path, sync)
    assert store.one("PRAGMA synchronous") == (value,)
    assert store.one("PRAGMA journal_mode") == ("wal",)


# -------------------------------------------------------------------- who may read it


def test_the_folder_and_its_files_are_the_users_own(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "data"
    before = os.umask(0)
    try:
        store = opened(folder)
        write(store, 1)
        store.commit()
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    payloads = {name: mode for name, mode in modes.items() if name.startswith(FILE)}
    assert payloads == {FILE: 0o600, f"{FILE}-wal": 0o600, f"{FILE}-shm": 0o600}


# -------------------------------------------------------------------- commits that fail


def test_a_full_disk_loses_nothing_and_is_tried_again(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    store = opened(tmp_path)
    write(store, 1)
    store.commit()
    (pages,) = store.one("PRAGMA page_count") or (0,)
    store.one(f"PRAGMA max_page_count = {pages}")
    store.write(ACTIVITY, ("a2", "x" * 100_000))
    with pytest.raises(StoreError, match=r"the database cannot be written: .*full"):
        store.commit()
    write(store, 3)
    with pytest.raises(StoreError):
        store.commit()
    assert names(store) == ["name1"]
    store.one("PRAGMA max_page_count = 1000000")
    store.commit()
    assert [name[:5] for name in names(store)] == ["name1", "xxxxx", "name3"]


def test_a_commit_happens_as_a_whole_or_not_at_all(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    store = opened(tmp_path)
    write(store, 1)
    store.write(ACTIVITY, ("a2", None))  # NOT NULL
    with pytest.raises(StoreError):
        store.commit()
    assert names(store) == []
    assert store.is_dirty


@pytest.mark.parametrize(
    "value", [pytest.param(1 << 70, id="too large"), pytest.param("\ud800", id="no UTF-8")]
)
def test_a_value_that_no_column_holds_leaves_no_transaction_open(
    opened: Callable[..., Store], tmp_path: Path, value: Any
) -> None:
    store = opened(tmp_path)
    write(store, 1)
    store.write(ACTIVITY, ("a2", value))
    with pytest.raises(StoreError, match="cannot be written"):
        store.commit()
    assert names(store) == []
    store._pending[1:] = []
    store.commit()
    assert names(store) == ["name1"]


def test_a_read_only_database_is_told(opened: Callable[..., Store], tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.one("PRAGMA query_only = ON")
    write(store, 1)
    with pytest.raises(StoreError, match="cannot be written: attempt to write a readonly database"):
        store.commit()
    store.one("PRAGMA query_only = OFF")
    store.commit()
    assert names(store) == ["name1"]


def test_close_lets_go_of_the_folder_even_if_it_cannot_commit(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.one("PRAGMA query_only = ON")
    write(store, 1)
    with pytest.raises(StoreError):
        store.close()
    assert names(opened(tmp_path)) == []


# -------------------------------------------------------------------- what is no database of ours


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (x)")
        db.execute("INSERT INTO theirs VALUES (1)")
        db.execute("PRAGMA application_id = 7")
        db.commit()


def foreign_wal(path: Path) -> None:
    """One that its program has left in the middle: what it wrote is in the write-ahead log."""
    code = (
        "import sqlite3, sys, os; db = sqlite3.connect(sys.argv[1]); db.execute('PRAGMA journal_mode = WAL');"
        "db.execute('CREATE TABLE theirs (x)'); db.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE machines (arn)")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
        db.commit()


def text(path: Path) -> None:
    path.write_text("no database at all " * 100)


def damaged(path: Path) -> None:
    store = Store(path.parent)
    for number in range(2_000):
        write(store, number)
    store.close()
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096 - 1):
        data[page * 4096 : page * 4096 + 40] = b"\xff" * 40
    path.write_bytes(data)


def cut(path: Path) -> None:
    damaged(path)
    path.write_bytes(path.read_bytes()[:5000])


def folder_instead(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (foreign, "is the database of another program; choose another folder with --data"),
        (foreign_wal, "is the database of another program; choose another folder with --data"),
        (older, rf"has layout {VERSION + 1}, this version reads {VERSION}; choose another folder"),
        (text, "cannot be opened: file is not a database; move it away"),
        (damaged, "is damaged|cannot be opened: .*malformed"),
        (cut, "is damaged|cannot be opened: .*malformed"),
        (folder_instead, "cannot be opened"),
    ],
)
def test_what_cannot_be_used_is_refused_and_left_as_it_was(
    opened: Callable[..., Store], tmp_path: Path, make: Callable[[Path], None], complaint: str
) -> None:
    path = tmp_path / FILE
    make(path)
    before = digests(tmp_path)
    for _ in range(2):  # the folder is let go of
        with pytest.raises(StoreError, match=complaint):
            opened(tmp_path)
    assert digests(tmp_path) == before


def digests(folder: Path) -> dict[str, str]:
    """What the files hold. The index of a write-ahead log is no data, nor is an empty log."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
        and path.name != "lock"
        and not path.name.endswith("-shm")
        and not (path.name.endswith("-wal") and path.stat().st_size == 0)
    }


def test_a_file_that_was_begun_and_never_filled_is_new(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    (tmp_path / FILE).touch()
    assert names(opened(tmp_path)) == []


def test_the_data_folder_is_a_file(opened: Callable[..., Store], tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("mine")
    with pytest.raises(StoreError, match=r"cannot be used: .*; choose another with --data"):
        opened(path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("read_only", "complaint"),
    [
        pytest.param(("", FILE), "readonly database", id="all of it"),
        pytest.param((FILE,), "readonly database", id="the database"),
        pytest.param(("", "lock"), "Permission denied", id="the lock"),
    ],
)
def test_what_cannot_be_written(read_only: Sequence[str], complaint: str) -> None:
    """In a process without root's rights, for whom nothing is read-only."""
    with tempfile.TemporaryDirectory() as parent:
        os.chmod(parent, 0o755)
        folder = Path(parent, "data")
        Store(folder).close()
        for path in (folder, folder / FILE, folder / "lock"):
            path.chmod(0o777)
        for name in read_only:
            (folder / name).chmod(0o555)
        before = digests(folder)
        done = run_as_nobody(_OPEN, str(folder))
        assert done.returncode == 2, done.stderr
        assert complaint in done.stdout
        assert "choose another" in done.stdout
        assert digests(folder) == before


_OPEN = """
import codecs, os, sys
from pathlib import Path
from emulator.errors import StoreError
from emulator.store.store import Store
codecs.lookup("ascii")  # the interpreter's own files may be out of reach in a moment
if os.getuid() == 0:
    os.setuid(65534)
try:
    Store(Path(sys.argv[1]))
except StoreError as e:
    print(e)
    sys.exit(2)
"""


def run_as_nobody(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": ROOT},
        capture_output=True,
        text=True,
    )


# -------------------------------------------------------------------- two servers


def test_two_servers_on_one_folder(opened: Callable[..., Store], tmp_path: Path) -> None:
    first = opened(tmp_path)
    write(first, 1)
    with pytest.raises(
        StoreError,
        match=rf"in use by another server \(process {os.getpid()}\); stop it, or choose another",
    ):
        opened(tmp_path)
    first.commit()
    first.close()
    assert names(opened(tmp_path)) == ["name1"]


def test_the_lock_of_a_killed_server_is_free(opened: Callable[..., Store], tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom emulator.store.store import Store\n"
        "store = Store(Path(sys.argv[1]))\nprint('up', flush=True)\ntime.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": ROOT},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        with pytest.raises(StoreError, match=f"process {process.pid}"):
            opened(tmp_path)
        process.kill()
    assert names(opened(tmp_path)) == []


def test_a_file_system_without_locks(
    opened: Callable[..., Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*args: Any) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(module.fcntl, "flock", no_locks)
    with pytest.raises(StoreError, match="cannot be locked: No locks available"):
        opened(tmp_path)
