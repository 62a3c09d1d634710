"""Deployment packages: what is unpacked, and that nothing hostile is."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from port import zipped

from emulator.lambda_.api import archive
from emulator.lambda_.api.archive import unpack
from emulator.lambda_.api.errors import LambdaError


def entry(name: str, mode: int, data: bytes = b"x", method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of one entry with a Unix mode."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        info.compress_type = method
        file.writestr(info, data)
    return made.getvalue()


def duplicate(first: str, second: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(first, b"a")
        file.writestr(second, b"b")
    return made.getvalue()


def understated(size: int) -> bytes:
    """A zip whose entry says that it has one byte, and unpacks to `size`."""
    data = bytearray(zipped({"a": b"\0" * size}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 1)
    struct.pack_into("<L", data, data.find(b"PK\x03\x04") + 22, 1)
    return bytes(data)


UNREADABLE = "Could not unzip uploaded file. Please check your file, then try to upload again."


def test_files_folders_and_modes(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("handler.py", "x = 1")
        file.writestr("./lib/deep/er.py", "y = 2")
        file.writestr("empty/", "")
        info = zipfile.ZipInfo("bin/tool")
        info.create_system = 3
        info.external_attr = (stat.S_IFREG | 0o755) << 16
        file.writestr(info, "#!/bin/sh\n")
    to = tmp_path / "code"
    unpack(made.getvalue(), to)
    assert sorted(str(path.relative_to(to)) for path in to.rglob("*")) == [
        "bin", "bin/tool", "empty", "handler.py", "lib", "lib/deep", "lib/deep/er.py",
    ]  # fmt: skip
    assert (to / "lib/deep/er.py").read_text() == "y = 2"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [to, *to.rglob("*")]}
    assert modes["code"] == modes["lib"] == modes["tool"] == 0o700
    assert modes["handler.py"] == 0o600


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "Uploaded file must be a non-empty zip", id="nothing"),
        pytest.param(b"no zip at all", UNREADABLE, id="no zip"),
        pytest.param(zipped({"a": "b"})[:-8], UNREADABLE, id="cut at its end"),
        pytest.param(zipped({}), "Uploaded file must be a non-empty zip", id="no entry"),
        pytest.param(entry("folder/", stat.S_IFDIR | 0o755, b""), "Uploaded file must be a non-empty zip", id="no file"),
        pytest.param(zipped({"../up.py": "x"}), 'a file outside its folder, "../up.py"', id="slip up"),
        pytest.param(zipped({"a/../../up.py": "x"}), "a file outside its folder", id="slip from within"),
        pytest.param(zipped({"/etc/passwd": "x"}), "a file outside its folder", id="absolute"),
        pytest.param(zipped({"c:/x": "x"}), "a file outside its folder", id="a drive"),
        pytest.param(entry("link", stat.S_IFLNK | 0o777, b"/etc/passwd"), 'a symbolic link, "link"', id="a link"),
        pytest.param(entry("pipe", stat.S_IFIFO | 0o666), 'a device, "pipe"', id="a pipe"),
        pytest.param(entry("tty", stat.S_IFCHR | 0o666), 'a device, "tty"', id="a device"),
        pytest.param(entry("a", stat.S_IFREG, method=zipfile.ZIP_LZMA), UNREADABLE, id="another compression"),
        pytest.param(zipped({"x" * 2_000: "x"}), UNREADABLE, id="a long name"),
        pytest.param(zipped({"./": "", ".": "x"}), UNREADABLE, id="the folder itself"),
        pytest.param(duplicate("a/b", "a"), UNREADABLE, id="a file that is a folder"),
        pytest.param(duplicate("a", "a/b"), UNREADABLE, id="a folder that is a file"),
        pytest.param(understated(4_096), UNREADABLE, id="another size than it says"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "Uploaded file must be a non-empty zip", id="an end alone"),
        pytest.param(b"PK\x05\x06" + b"\xff" * 18, UNREADABLE, id="an end that lies"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(LambdaError) as caught:
        unpack(data, tmp_path / "code")
    assert message in caught.value.message
    assert (caught.value.code, caught.value.status) == ("InvalidParameterValueException", 400)
    assert not (tmp_path / "up.py").exists()
    assert not (tmp_path.parent / "up.py").exists()


@pytest.mark.parametrize(
    ("limit", "value", "data", "message"),
    [
        pytest.param(
            "MAX_ZIPPED_BYTES", 100, lambda: zipped({"a": bytes(range(256))}),
            "Zipped size must be smaller than 100 bytes", id="zipped",
        ),
        pytest.param(
            "MAX_UNZIPPED_BYTES", 10_000, lambda: zipped({"a": b"\0" * 20_000}),
            "Unzipped size must be smaller than 10000 bytes", id="one large file",
        ),
        pytest.param(
            "MAX_UNZIPPED_BYTES", 10_000, lambda: zipped({str(n): b"\0" * 6_000 for n in range(2)}),
            "Unzipped size must be smaller than 10000 bytes", id="many files together",
        ),
        pytest.param(
            "MAX_FILES", 10, lambda: zipped({str(n): b"" for n in range(20)}),
            "more than 10 files", id="files",
        ),
    ],
)  # fmt: skip
def test_bombs(
    limit: str, value: int, data: Callable[[], bytes], message: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(archive, limit, value)
    with pytest.raises(LambdaError, match=message):
        unpack(data(), tmp_path / "code")


def test_overlapping_entries_are_counted_each(tmp_path: Path) -> None:
    """Many entries of one piece of data: small, and large when each is written."""
    data = bytearray(zipped({"a": b"\0" * 3_000_000}))
    at = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    row = bytes(data[at:end])
    rows = b"".join(row[:46] + bytes([97 + n]) + row[47:] for n in range(26)) * 4
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, 104, 104, len(rows))
    with pytest.raises(LambdaError, match=r"Unzipped size|Could not unzip"):
        unpack(bytes(data[:at]) + rows + bytes(tail), tmp_path / "code")


# zipfile ends a name at its first NUL, and cannot write one that is empty then.
_NAMES = st.text(st.sampled_from("ab./\\:~-\0 ä"), min_size=1, max_size=12).filter(
    lambda name: not name.startswith("\0")
)


@given(names=st.lists(_NAMES, min_size=1, max_size=5))
def test_whatever_the_names_nothing_is_written_outside(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in dict.fromkeys(names):
            file.writestr(name, "x")
    top = tmp_path_factory.mktemp("zip")
    (top / "in").mkdir()
    try:
        unpack(made.getvalue(), top / "in" / "code")
    except LambdaError as e:
        assert e.code == "InvalidParameterValueException"  # noqa: PT017  # both ways are fine
    outside = [path for path in top.rglob("*") if (top / "in") not in (path, *path.parents)]
    assert not outside
    assert {path.name for path in (top / "in").iterdir()} <= {"code"}


@given(data=st.binary(max_size=200), cut=st.integers(0, 400))
def test_whatever_the_bytes_it_is_unpacked_or_refused(
    data: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    good = zipped({"handler.py": "x = 1", "b": "y" * 50})
    mixed = good[:cut] + data + good[cut + len(data) :]
    try:
        unpack(mixed, tmp_path_factory.mktemp("zip") / "code")
    except LambdaError as e:
        assert e.status == 400  # noqa: PT017
