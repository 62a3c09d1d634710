"""`asl validate`: which files, which formats, which exit status."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asl.check.report import REPORTERS
from asl.cli import verbs
from asl.cli.reading import files_in
from asl.cli.validate import FORMATS

GOOD = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
BAD = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Nxt": "B", "End": True}}}
DOUBTFUL = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "${Name}", "End": True}}}

Validate = Callable[..., tuple[int, str, str]]


@pytest.fixture
def validate(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Validate:
    """`asl validate` in this process, in a folder with a good, a bad and a doubtful definition."""
    monkeypatch.chdir(tmp_path)
    for name, value in (("good", GOOD), ("bad", BAD), ("doubtful", DOUBTFUL)):
        Path(f"{name}.asl.json").write_text(json.dumps(value), "utf-8")

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = verbs.run_command(["validate", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return status, captured.out, captured.err

    return run


@pytest.mark.parametrize(
    "arguments, status",
    [
        pytest.param(["good.asl.json"], 0, id="good"),
        pytest.param(["bad.asl.json"], 1, id="bad"),
        pytest.param(["good.asl.json", "bad.asl.json"], 1, id="both"),
        pytest.param(["."], 1, id="a folder"),
        pytest.param(["doubtful.asl.json"], 0, id="warnings are no errors"),
        pytest.param(["doubtful.asl.json", "--strict"], 1, id="but --strict counts them"),
        pytest.param(["doubtful.asl.json", "--strict", "-q"], 1, id="even when quiet"),
        pytest.param(
            ["doubtful.asl.json", "--strict", "--define", "Name=x"], 0, id="a value helps"
        ),
        pytest.param(["none.asl.json"], 2, id="no file"),
        pytest.param(["bad.asl.json", "none.asl.json"], 2, id="no file weighs more"),
        pytest.param([], 2, id="nothing to check"),
        pytest.param(["good.asl.json", "--format", "xml"], 2, id="no such format"),
        pytest.param(["--jsonl", "good.asl.json"], 2, id="--jsonl with a file"),
    ],
)
def test_exit_status(validate: Validate, arguments: list[str], status: int) -> None:
    assert validate(*arguments)[0] == status


def test_standard_input(validate: Validate) -> None:
    status, out, _ = validate("-", stdin=json.dumps(BAD))
    assert status == 1
    assert out.startswith("<stdin>:1:")


def test_text_shows_place_and_help_and_counts(validate: Validate) -> None:
    status, out, err = validate("good.asl.json", "bad.asl.json")
    assert (status, err) == (1, "")
    assert 'bad.asl.json:1:51: error ASL2003: "Nxt" is not a field of a Pass state' in out
    assert "^^^^^" in out
    assert out.splitlines()[-1] == "1 error in 2 definitions"
    assert validate("good.asl.json")[1] == "no problems\n"


def test_quiet_leaves_warnings_out(validate: Validate) -> None:
    assert "warning" in validate("doubtful.asl.json")[1]
    assert "warning" not in validate("doubtful.asl.json", "-q")[1]


def test_json(validate: Validate) -> None:
    for arguments in (["--json"], ["--format", "json"]):
        found = json.loads(validate("bad.asl.json", "good.asl.json", *arguments)[1])
        assert [(f["file"], f["line"], f["code"], f["pointer"]) for f in found] == [
            ("bad.asl.json", 1, "ASL2003", "/States/A/Nxt")
        ]


def test_github_and_sarif(validate: Validate) -> None:
    assert validate("bad.asl.json", "--format", "github")[1].startswith(
        "::error file=bad.asl.json,line=1,col="
    )
    log = json.loads(validate("bad.asl.json", "--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"][0]["ruleId"] == "ASL2003"


def test_formats_are_the_reporters() -> None:
    assert set(FORMATS) == set(REPORTERS)


def test_json_lines(validate: Validate) -> None:
    lines = [
        json.dumps({"id": 1, "definition": GOOD}),
        json.dumps({"id": "x", "text": json.dumps(BAD), "type": "EXPRESS"}),
        "no JSON",
    ]
    status, out, _ = validate("--jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(a["id"], a["ok"]) for a in answers] == [(1, True), ("x", False), (None, False)]
    assert {"message", "code", "pointer"} <= set(answers[1]["errors"][0])


def test_what_is_unreadable_does_not_hide_the_rest(validate: Validate) -> None:
    Path("empty").mkdir()
    status, out, err = validate("bad.asl.json", "none.json", "empty")
    assert status == 2
    assert "ASL2003" in out
    assert "none.json: no such file" in err
    assert "empty: there is no definition in this folder" in err


@pytest.mark.parametrize(
    "name, text, found",
    [
        ("a.asl.json", "", True),
        ("a.asl.yml", "", True),
        ("a.asl", "", True),
        ("a.ASL.YAML", "", True),
        ("machine.json", json.dumps(GOOD), True),
        ("template.json", json.dumps({"Resources": {"M": GOOD}}), False),
        ("broken.json", '{"StartAt": "A", "States": {', False),
        ("machine.yaml", "StartAt: A\nStates:\n  A: {Type: Succeed}\n", True),
        ("template.yaml", "Resources:\n  StartAt: 1\n  States: 2\n", False),
        ("notes.txt", json.dumps(GOOD), False),
        ("node_modules/m.asl.json", "{}", False),
        (".cache/m.asl.json", "{}", False),
        ("deep/er/m.asl.json", "{}", True),
    ],
)
def test_definitions_in_a_folder(tmp_path: Path, name: str, text: str, found: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    files, empty = files_in([str(tmp_path)])
    assert files == ([str(path)] if found else [])
    assert bool(empty) is not found


def test_files_come_once_and_in_order(tmp_path: Path) -> None:
    names = ["b.asl.json", "a.asl.json"]
    for name in names:
        (tmp_path / name).write_text("{}", "utf-8")
    paths = [str(tmp_path / name) for name in names]
    assert files_in([paths[0], str(tmp_path)])[0] == paths


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"x"',
        '{"a": NaN}',
        '{"a": 1e400}',
        "[" * 10_000,
        '{"StartAt": "\\ud800", "States": {}}',
        '{"States": ' + "9" * 5_000 + "}",
        "\x00",
        "\ufeff{}",
    ],
)
def test_hostile_text_is_a_finding(validate: Validate, text: str) -> None:
    Path("h.asl.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    for format_ in FORMATS:
        status, _, err = validate("h.asl.json", "--format", format_)
        assert (status, err) == (1, "")


def test_options_are_those_of_the_docs() -> None:
    from asl.cli.validate import command

    options: list[Any] = [o for p in command.params for o in p.opts if o.startswith("--")]
    assert sorted(options) == [
        "--define",
        "--defines",
        "--format",
        "--json",
        "--jsonl",
        "--quiet",
        "--strict",
        "--type",
    ]
