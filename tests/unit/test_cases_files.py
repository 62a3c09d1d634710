"""Test files found and read; amounts and differences; results as JUnit XML and JSON; the command; watching."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cases_by_file import GOOD_MOCKS, run, write
from jsonschema import Draft202012Validator

import asl.testing.cases
from asl.cli import verbs
from asl.jsonvalue import JSON
from asl.testing.cases import grammar, watching
from asl.testing.cases.amounts import Bounds, bounds, milliseconds, number, span_text, whole
from asl.testing.cases.difference import differences, path_text, told
from asl.testing.cases.junit import junit
from asl.testing.cases.schema import schema
from asl.testing.cases.session import find, misnamed

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLISHED = Path(asl.testing.cases.__file__).parent / "test-file.schema.json"

# ------------------------------------------------------------------ amounts


@pytest.mark.parametrize(
    ("said", "ms"),
    [
        (0, 0),
        (3, 3_000),
        (2.5, 2_500),
        (0.0004, 0),
        ("3d", 259_200_000),
        ("1h30m", 5_400_000),
        ("1h 30m", 5_400_000),
        ("90min", 5_400_000),
        ("500ms", 500),
        ("1.5h", 5_400_000),
        ("1m500ms", 60_500),
        ("8h8s", 28_808_000),
        (" 2s ", 2_000),
        ("", None),
        ("3", None),
        ("d", None),
        ("3 days", None),
        ("3D", None),
        ("-3d", None),
        ("1h30", None),
        (-1, None),
        (True, None),
        (None, None),
        ([], None),
        (10**30, None),
        (float("inf"), None),
        ("9" * 400 + "d", None),
    ],
    ids=repr,
)
def test_lengths_of_time(said: JSON, ms: int | None) -> None:
    assert milliseconds(said) == ms


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "0s"), (1, "0.001s"), (1_500, "1.5s"), (60_000, "1m"), (90_500, "1m30.5s"), (28_808_000, "8h8s"),
     (259_200_000, "3d"), (86_399_999, "23h59m59.999s")],
)  # fmt: skip
def test_lengths_are_told_as_they_are_written(ms: int, text: str) -> None:
    assert (span_text(ms), milliseconds(text)) == (text, ms)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (5, Bounds(5, 5)),
        ({"min": 1}, Bounds(1, None)),
        ({"max": 3}, Bounds(None, 3)),
        ({"min": 1, "max": 3}, Bounds(1, 3)),
        ({"min": 2, "max": 2}, Bounds(2, 2)),
        ({"min": 3, "max": 1}, None),
        ({}, None),
        ({"max": None}, None),
        ({"max": 1.5}, None),
        ({"max": 1, "most": 2}, None),
        (-1, None),
        (True, None),
        ("5", None),
    ],
    ids=str,
)
def test_bounds(said: JSON, found: Bounds | None) -> None:
    assert bounds(said, whole) == found


def test_bounds_are_inclusive() -> None:
    held = [n for n in range(6) if Bounds(2, 4).holds(n)]
    assert held == [2, 3, 4]
    assert number(1.5) == 1.5
    assert number(False) is None


# ------------------------------------------------------------------ differences


@pytest.mark.parametrize(
    ("expected", "got", "lines"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        (1, True, ["expected 1 (number)  got true (boolean)"]),
        ("7", 7, ['expected "7" (string)  got 7 (number)']),
        ([1], [1, None], ["$[1]  not expected  got null"]),
        ([1, None], [1], ["$[1]  expected null  got nothing"]),
        ({"a b": {"c": 1}}, {"a b": {"c": 2}}, ['$["a b"].c  expected 1  got 2']),
        ({"a": {}}, {"a": []}, ["$.a  expected {} (object)  got [] (array)"]),
        ("x" * 200, "x" * 199 + "y", [f'expected …"{"x" * 25}"  got …"{"x" * 24}y" (from character 200)']),
    ],
)  # fmt: skip
def test_differences(expected: JSON, got: JSON, lines: list[str]) -> None:
    assert told(differences(expected, got)) == lines


def test_many_differences_are_not_all_shown() -> None:
    lines = told(differences(list(range(500)), [0] * 500))
    assert len(lines) == 13
    assert lines[-1] == "and 487 more"
    assert all(len(line) < 240 for line in told(differences({"a": "x" * 9_999}, {"a": 1})))


def test_deep_values_are_compared() -> None:
    deep: JSON = 1
    other: JSON = 2
    for _ in range(5_000):
        deep, other = [deep], [other]
    assert len(list(differences(deep, other))) == 1


def test_long_paths_are_cut() -> None:
    text = path_text([f"S{n}" for n in range(100)])
    assert text.startswith("S0 > S1")
    assert text.endswith("S98 > S99")
    assert "88 more" in text


# ------------------------------------------------------------------ finding and reading


def test_test_files_in_folders(tmp_path: Path) -> None:
    for name in ("a.test.yaml", "b.test.yml", "in/c.test.json", "in/d.yaml", ".git/e.test.yaml",
                 "node_modules/f.test.yaml", "in/G.TEST.YAML", "test.yaml"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "none").mkdir()
    files, empty = find([str(tmp_path), str(tmp_path / "a.test.yaml"), str(tmp_path / "none")])
    names = [os.path.relpath(file, tmp_path) for file in files]
    assert names == ["a.test.yaml", "b.test.yml", "in/G.TEST.YAML", "in/c.test.json"]
    assert empty == [str(tmp_path / "none")]


@pytest.mark.parametrize(
    ("name", "text", "is_told"),
    [
        ("order.tests.yaml", "definition: a\ntests: {}\n", True),
        ("test_order.yml", "tests: {}\ndefinitions: [a]\n", True),
        ("order-test.json", '{"definition": "a", "tests": {}}', True),
        ("sub/Test.yaml", "definition: a\ntests: {}\n", True),
        ("order.yaml", "definition: a\ntests: {}\n", False),
        ("test-data.yaml", "tests: {}\n", False),
        ("test.schema.json", '{"properties": {"definition": 1, "tests": 2}}', False),
        ("latest.yaml", "- definition: a\n", False),
        ("test-broken.yaml", "definition: [\ntests: {\n", False),
        ("order.test.yaml", "definition: a\ntests: {}\n", False),
    ],
)
def test_a_test_file_whose_name_is_no_test_files(
    name: str, text: str, is_told: bool, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    assert misnamed([str(tmp_path)]) == ([str(path)] if is_told else [])
    assert misnamed([str(path)]) == []
    assert misnamed([str(tmp_path), str(path)]) == []


def test_the_schema_is_published() -> None:
    """`scripts/make_schema.py` writes it."""
    assert json.loads(PUBLISHED.read_text("utf-8")) == schema()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


def _yaml(path: Path) -> Any:
    from asl.hosts.mock_document import read_document

    return read_document(path.read_text("utf-8"), path.name)[0].value


EXAMPLES = sorted((ROOT / "examples").rglob("*.test.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_our_examples_are_what_the_schema_says(path: Path) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(_yaml(path))) == []


WRONG_SHAPES: list[JSON] = [
    {"tests": {}},
    {"definition": "a"},
    {"tests": {"a": {"expcet": {}}}},
    {"tests": {"a": {"expect": {}}}},
    {"tests": {"a": {"expect": {"status": "OK"}}}},
    {"tests": {"a": {"expect": {"duration": "3 days"}}}},
    {"tests": {"a": {"expect": {"transitions": {"max": -1}}}}},
    {"tests": {"a": {"expect": {"states": {"S": {"attempt": 1}}}}}},
    {"tests": {"a": {"steps": [{"advance": 1, "redrive": True}], "expect": {"error": "x"}}}},
    {"tests": {"a": {"steps": [{"redrive": False}], "expect": {"error": "x"}}}},
    {"tests": {"a": {"each": [], "expect": {"error": "x"}}}},
    {"type": "standard", "tests": {"a": {"expect": {"error": "x"}}}},
    {"account": 7, "tests": {"a": {"expect": {"error": "x"}}}},
]


@pytest.mark.parametrize("value", WRONG_SHAPES, ids=lambda value: json.dumps(value)[:60])
def test_schema_and_reader_refuse_the_same(value: Any, tmp_path: Path) -> None:
    assert not Draft202012Validator(schema()).is_valid(value)
    (result, *_) = run(tmp_path, {"definition": "order.asl.json", **value})
    assert result.outcome == "error"


def test_kinds_agree_with_their_schemas() -> None:
    """On values that are easy to get wrong, what the reader takes is what the schema takes."""
    values: list[JSON] = [
        None, True, False, 0, 1, -1, 1.5, "", "x", "1h", "3d4h", "123456789012", [], ["a"], [1], [[]], {},
        {"a": 1}, {"a": "x"}, {"a": []}, {"a": {}}, {"a": None}, {"min": 1}, {"max": "1h"}, {"min": -1}, "SUCCEEDED",
        "EXPRESS", [{}], {"a": [{}]}, {"a": -1},
    ]  # fmt: skip
    defs = schema()["$defs"]
    # These hold objects, which are judged word by word.
    nested = ("expect", "visit", "visits", "tests", "rows", "steps", "answered", "succeeded", "failed", "stopped")  # fmt: skip
    wrong = []
    for name, kind in grammar.KINDS.items():
        if name in nested:
            continue
        validator = Draft202012Validator({"$defs": defs, "allOf": [kind.schema]})
        wrong += [
            (name, value) for value in values if validator.is_valid(value) != kind.fits(value)
        ]
    assert wrong == []


# ------------------------------------------------------------------ the command

FILE: dict[str, Any] = {
    "definition": "order.asl.json",
    "mocks": GOOD_MOCKS,
    "tests": {
        "paid": {"input": {"amount": 12}, "expect": {"path_contains": ["Ship"]}},
        "small & <odd>": {"input": {"amount": 1}, "expect": {"error": "Order.Refused"}},
        "wrong": {"input": {"amount": 1}, "expect": {"error": "Other\u0001"}},
        "cannot": {"state": "Nowhere", "expect": {"error": "x"}},
    },
}


def asl_test(*arguments: str) -> int:
    return verbs.run_command(["test", *arguments])


def _only(file: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**file, "tests": {name: file["tests"][name] for name in names}}


@pytest.mark.parametrize(
    ("names", "status"),
    [(("paid",), 0), (("paid", "wrong"), 1), (("paid", "cannot"), 2), (("wrong", "cannot"), 2)],
)
def test_exit_status(
    names: tuple[str, ...], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asl_test(write(tmp_path, _only(FILE, *names))) == status
    assert f"{tmp_path}/a.test.json:" in capsys.readouterr().out


def test_nothing_to_run_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert asl_test() == 2
    assert "there are no test files in this folder" in capsys.readouterr().err
    assert asl_test("-k", "nothing of this name", write(tmp_path, FILE)) == 2
    assert 'no test has "nothing of this name"' in capsys.readouterr().err
    assert asl_test("none.test.yaml") == 2
    assert "none.test.yaml: no such file" in capsys.readouterr().out


def test_chosen_by_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asl_test("-k", "SMALL", write(tmp_path, FILE)) == 0
    out = capsys.readouterr().out
    assert re.search(r"^1 passed, 3 left out in ", out, re.MULTILINE)


def test_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asl_test("-q", write(tmp_path, _only(FILE, "paid"))) == 0
    assert re.fullmatch(r"1 passed in \d+\.\d\d s\n", capsys.readouterr().out)


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, FILE)
    assert asl_test("--json", path) == 2
    told_ = json.loads(capsys.readouterr().out)
    counts = {key: told_[key] for key in ("passed", "failed", "errors", "left_out")}
    assert counts == {"passed": 2, "failed": 1, "errors": 1, "left_out": 0}
    paid, small, wrong, cannot = told_["tests"]
    assert paid["run"]["status"] == "SUCCEEDED"
    assert paid["run"]["elapsed_s"] == 3600
    assert small["run"]["error"] == "Order.Refused"
    (missed,) = wrong["missed"]
    assert (missed["word"], missed["expected"], missed["got"]) == (
        "error",
        "Other\u0001",
        "Order.Refused",
    )
    assert missed["line"] > wrong["line"]
    assert "no state" in cannot["message"]


def test_errors_of_one_kind_are_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    test = {"expect": {"status": "SUCCEEDED"}}
    path = write(
        tmp_path, {"definition": "gone.asl.json", "tests": {str(n): test for n in range(50)}}
    )
    assert asl_test(path) == 2
    out = capsys.readouterr().out
    assert out.count("there is no file") == 1
    assert "and 49 more for the same reason" in out


def test_junit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out" / "results.xml"
    assert asl_test(write(tmp_path, FILE), "--junit", str(target)) == 2
    root = ElementTree.fromstring(target.read_bytes())
    assert root.tag == "testsuites"
    (suite,) = root
    for element in (root, suite):
        counts = {key: element.attrib[key] for key in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "0"}
        assert float(element.attrib["time"]) >= 0
    cases = {case.attrib["name"]: case for case in suite}
    assert list(cases) == list(FILE["tests"])
    for case in suite:
        assert case.attrib["file"].endswith("a.test.json")
        assert case.attrib["classname"].endswith(".a")
        assert int(case.attrib["line"]) > 1
        assert float(case.attrib["time"]) < 60
    properties = {p.attrib["name"]: p.attrib["value"] for p in cases["paid"].iter("property")}
    assert properties == {
        "status": "SUCCEEDED",
        "elapsed_s": "3600.000",
        "transitions": "4",
        "path": "Route > Charge > Night > Ship",
    }
    failure = cases["wrong"].find("failure")
    assert failure is not None
    assert failure.attrib["message"] == "error: the error is not as expected"
    assert "a.test.json:" in (failure.text or "")
    error = cases["cannot"].find("error")
    assert error is not None
    assert "Nowhere" in (error.text or "")


def test_junit_of_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    root = ElementTree.fromstring(junit(run(tmp_path, "tests: [", "a.test.yaml")))
    (case,) = root.iter("testcase")
    assert case.find("error") is not None


def test_coverage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, _only(FILE, "paid"))
    assert (
        asl_test(path, "--cov", "--cov-fail-under", "90", "--cov-report", "term-missing,lcov") == 1
    )
    out = capsys.readouterr().out
    assert "order.asl.json  states 4/5" in out
    assert "Refused" in out
    assert "lcov written to asl-coverage.info" in out
    assert out.splitlines()[-1].startswith("FAIL coverage")
    assert Path(".asl-coverage.json").exists()
    both = write(tmp_path, _only(FILE, "paid", "small & <odd>"))
    assert asl_test(both, "--cov-fail-under", "60", "--cov-report", "", "--cov-data", "") == 0
    assert asl_test(both, "--json", "--cov-of", "each.asl.json") == 0
    told_ = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told_["coverage"]["covered"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--cov-report", "htm"], 'there is no report "htm"; did you mean "html"?'),
        (["--cov-report", "term:x"], "term goes to the terminal"),
        (["--cov-fail-under", "101"], "101.0 is not in the range 0<=x<=100"),
        (["--cov-of", "gone.asl.json"], "--cov-of gone.asl.json: there is no such file"),
        (["--watch", "--json"], "leave out --json"),
        (["--junit", "a.test.json/x.xml"], "cannot be written"),
    ],
)
def test_options_that_cannot_be_used(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, _only(FILE, "paid"))
    assert asl_test(*arguments) == 2
    said = capsys.readouterr()
    assert message in said.err + said.out


# ------------------------------------------------------------------ watching


def test_another_round_after_each_change(tmp_path: Path) -> None:
    test, machine, new = (tmp_path / name for name in ("a.test.yaml", "m.json", "b.test.yaml"))
    test.write_text("1", "utf-8")
    machine.write_text("1", "utf-8")
    rounds: list[list[str]] = []

    def round_(news: list[str]) -> list[str]:
        rounds.append([Path(one).name for one in news])
        return [str(machine)]

    def events() -> Iterator[Callable[[], object]]:
        yield lambda: None  # nothing happens
        yield lambda: machine.write_text("22", "utf-8")
        yield lambda: new.write_text("1", "utf-8")
        yield lambda: test.unlink()
        yield lambda: os.utime(machine, ns=(1, 1))

    happening = events()

    def pause() -> None:
        for event in happening:
            event()
            return
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watching.watch(
            round_, lambda: [str(p) for p in sorted(tmp_path.glob("*.test.yaml"))], pause
        )
    assert rounds == [[], ["m.json"], ["b.test.yaml"], ["a.test.yaml"], ["m.json"]]


def test_what_changes_during_a_round_is_news(tmp_path: Path) -> None:
    machine = tmp_path / "m.json"
    machine.write_text("1", "utf-8")
    rounds: list[list[str]] = []

    def round_(news: list[str]) -> list[str]:
        rounds.append(news)
        if len(rounds) == 2:
            machine.write_text("while it ran", "utf-8")
        return [str(machine)]

    pauses = iter([lambda: machine.write_text("22", "utf-8"), lambda: None])

    def pause() -> None:
        for event in pauses:
            event()
            return
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watching.watch(round_, list, pause)
    assert rounds == [[], [str(machine)], [str(machine)]]


def test_watching_ends_with_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, _only(FILE, "paid"))
    fine = (tmp_path / "order.asl.json").read_text("utf-8")

    def changes() -> Iterator[Callable[[], object]]:
        yield lambda: (tmp_path / "order.asl.json").write_text("{", "utf-8")
        yield lambda: (tmp_path / "order.asl.json").write_text(fine, "utf-8")

    happening = changes()

    def sleep(seconds: float) -> None:
        for change in happening:
            change()
            return
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    assert asl_test("--watch", path) == 130
    out = capsys.readouterr().out
    counts = re.findall(r"^1 (passed|could not start) in", out, re.MULTILINE)
    assert counts == ["passed", "could not start", "passed"]
    assert f"── {tmp_path}/order.asl.json has changed" in out


def test_a_session_imports_nothing_heavy(tmp_path: Path) -> None:
    """JSON files of machines without JSONata: no YAML, no click beyond the command, no AWS library."""
    write(tmp_path, {"definition": "each.asl.json", "tests": {"a": {
        "input": {"items": [1]}, "mocks": {"double": 2}, "expect": {"output": [2]}}}})  # fmt: skip
    code = (
        "import sys\nfrom asl.testing.cases.session import Session\n"
        f"s = Session([{str(tmp_path / 'a.test.json')!r}]); s.run()\nassert s.exit_status == 0, s.results\n"
        "print([m for m in ('yaml','botocore','jlens','jsonpath_ng','pytest','jsonschema','rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
