"""Files of the user: what is said of those that cannot be read or written, and that standard input is read once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from asl.errors import UsageError
from asl.hosts.files import json_of, read_text, write_text


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("latin.json").write_bytes(b'"\xe9"')
    Path("order.yaml").write_text("a: 1")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("none", "none: no such file or directory", id="not there"),
        pytest.param(
            "ordre.json",
            'ordre.json: no such file or directory; did you mean "order.yaml"?',
            id="a slip",
        ),
        pytest.param("sub", "sub: this is a folder; name a file in it", id="a folder"),
        pytest.param(
            "latin.json",
            "latin.json: the byte at offset 1 is not UTF-8: save the file as UTF-8",
            id="another encoding",
        ),
        pytest.param("a\0b", r"'a\x00b': embedded null byte", id="a NUL in the name"),
        pytest.param("order.yaml/x", "order.yaml/x: not a directory", id="under a file"),
    ],
)
def test_what_cannot_be_read(path: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_text(path)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("sub", "sub cannot be written: is a directory", id="a folder"),
        pytest.param(
            "order.yaml/deep/x", "order.yaml/deep/x cannot be written: ", id="under a file"
        ),
        pytest.param(
            "order.yaml/x",
            "order.yaml/x cannot be written: order.yaml is no folder",
            id="in a file",
        ),
        pytest.param("a\0b", r"'a\x00b' cannot be written: ", id="a NUL in the name"),
    ],
)
def test_what_cannot_be_written(path: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_text(path, "x")
    assert str(caught.value).startswith(message)


def test_folders_on_the_way_are_made() -> None:
    write_text("new/deep/x.txt", "é\ud800\n")
    assert Path("new/deep/x.txt").read_bytes() == b"\xc3\xa9\\ud800\n"


def test_a_mark_of_the_byte_order_is_no_text() -> None:
    Path("bom.json").write_bytes(b"\xef\xbb\xbf{}")
    assert read_text("bom.json") == "{}"


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert read_text("-") == "{}"
    with pytest.raises(UsageError, match="standard input can be read once"):
        read_text("-")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"[]")))
    assert read_text("-") == "[]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "", "in.json:1:1: error: this is not JSON: the file is empty\n", id="an empty file"
        ),
        pytest.param(
            "{\n 'a': 1}",
            "in.json:2:2: error: this is not JSON: ",
            id="the second line",
        ),
    ],
)
def test_json_is_refused_at_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        json_of(text, "in.json")
    assert str(caught.value).startswith(message)
    with pytest.raises(UsageError, match="= help: write it"):
        json_of(text, "in.json", lambda said: "write it")
