"""What holds for every verb: files that are not what they should be, statuses, JSON, help, shared options, interrupts.

One table of verbs and of the places where each takes a file; a new verb that is not in it fails the first test.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from asl.cli import verbs
from asl.cli.verbs import asl as group

ROOT = Path(__file__).resolve().parents[2]
PASS = '{"StartAt": "Ä", "States": {"Ä": {"Type": "Pass", "End": true}}}'


STDIN = PASS.encode()


class Said(NamedTuple):
    status: int
    out: str
    err: str


Asl = Callable[..., Said]


@pytest.fixture
def asl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asl:
    """Run the command in this process, in a folder with FILES."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name, data in FILES.items():
        Path(name).write_bytes(data)
    Path("folder").mkdir()

    def run(*arguments: str, stdin: bytes | Interrupted = STDIN) -> Said:
        buffer = stdin if isinstance(stdin, Interrupted) else io.BytesIO(stdin)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(buffer))
        status = verbs.run_command(arguments)
        return Said(status, *capsys.readouterr())

    return run


class Interrupted(io.BytesIO):
    """Standard input of somebody who presses Ctrl-C."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise KeyboardInterrupt


FILES = {
    "ok.asl.json": PASS.encode(),
    "ok.asl.yaml": "StartAt: Ä\nStates:\n  Ä: {Type: Pass, End: true}\n".encode(),
    "ünï☃.asl.json": PASS.encode(),
    "ok.test.yaml": b"definition: ok.asl.json\ntests: {one: {expect: {status: SUCCEEDED}}}\n",
    "empty.json": b"",
    "binary.json": b"\x7fELF\x00\xff\xfe",
    "cut.json": b'{"StartAt": ',
    "list.json": b"[]",
    "number.json": b"1" + b"0" * 5_000,
}
UNREADABLE = ("missing.json", "folder", "ok.asl.json/x")
BROKEN = ("empty.json", "binary.json", "cut.json", "list.json", "number.json", "/dev/null")

# Every place where a verb takes a file: the arguments, and the status for one that holds something else.
ON_A_MACHINE = ("ok.asl.json",)
PLACES: dict[str, tuple[tuple[str, ...], int]] = {
    "run": (("run", "{}"), 2),
    "run --input-file": (("run", *ON_A_MACHINE, "--input-file", "{}"), 2),
    "run --mocks": (("run", *ON_A_MACHINE, "--mocks", "{}"), 2),
    "run --defines": (("run", *ON_A_MACHINE, "--defines", "{}"), 2),
    "test": (("test", "{}"), 2),
    "test --cov-of": (("test", "ok.test.yaml", "--cov-data", "", "--cov-of", "{}"), 0),
    "test-state": (("test-state", "{}", "--state", "Ä"), 2),
    "test-state --mocks": (("test-state", *ON_A_MACHINE, "--state", "Ä", "--mocks", "{}"), 2),
    "validate": (("validate", "{}"), 1),
    "cost": (("cost", "{}"), 2),
    "cost --mocks": (("cost", *ON_A_MACHINE, "--mocks", "{}"), 2),
    "cost --prices": (("cost", *ON_A_MACHINE, "--prices", "{}"), 2),
    "graph": (("graph", "{}"), 2),
    "graph --mocks": (("graph", *ON_A_MACHINE, "--mocks", "{}"), 2),
    "graph --history": (("graph", *ON_A_MACHINE, "--history", "{}"), 2),
    "graph --coverage": (("graph", *ON_A_MACHINE, "--coverage", "{}"), 2),
    "mocks": (("mocks", "{}"), 2),
    "mocks --from-history": (("mocks", *ON_A_MACHINE, "--from-history", "{}"), 2),
    "mocks --check": (("mocks", *ON_A_MACHINE, "--check", "--mocks", "{}"), 1),
    "coverage report": (("coverage", "report", "{}"), 2),
    "coverage html": (("coverage", "html", "-o", "x.html", "{}"), 2),
    "coverage xml": (("coverage", "xml", "-o", "x.xml", "{}"), 2),
    "coverage lcov": (("coverage", "lcov", "-o", "x.info", "{}"), 2),
    "coverage json": (("coverage", "json", "-o", "x.json", "{}"), 2),
    "coverage combine": (("coverage", "combine", "-o", "x.json", "{}"), 2),
    "services": (("services", "{}"), 2),
    "services --mock-config": (("services", *ON_A_MACHINE, "--mock-config", "{}"), 1),
    "services --config": (("services", *ON_A_MACHINE, "--config", "{}"), 2),
}
OTHERWISE: dict[tuple[str, str], int] = {
    ("run --input-file", "list.json"): 0,  # an input like any other
    ("services --config", "empty.json"): 0,  # TOML that says nothing
    ("services --config", "/dev/null"): 0,
    # What is no text has no place to point at.
    ("mocks --check", "binary.json"): 2,
    ("services --mock-config", "binary.json"): 2,
    ("test --cov-of", "binary.json"): 2,
}
NO_FILES = ("env", "version", "serve")  # serve is tested over HTTP; its files are those of services


def at(place: str, file: str) -> tuple[str, ...]:
    return tuple(file if one == "{}" else one for one in PLACES[place][0])


def commands(
    command: click.Command = group, name: str = "asl"
) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from commands(found, f"{name} {child}")


COMMANDS = dict(commands())
LEAVES = {
    name: command for name, command in COMMANDS.items() if not isinstance(command, click.Group)
}


def test_every_verb_is_in_the_table() -> None:
    tested = {f"asl {name}" for name in (*PLACES, *NO_FILES)}
    assert LEAVES.keys() - tested == set()


# ------------------------------------------------------------------ files that are not what they should be


@pytest.mark.parametrize("file", UNREADABLE)
@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_cannot_be_read(asl: Asl, place: str, file: str) -> None:
    said = asl(*at(place, file))
    assert said.status == 2
    assert file in said.err + said.out
    assert "fault" not in said.err
    assert said.err.count("asl: ") == (0 if place == "test" and file != "folder" else 1)


@pytest.mark.parametrize("file", BROKEN)
@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_holds_something_else(asl: Asl, place: str, file: str) -> None:
    expected = PLACES[place][1]
    expected = OTHERWISE.get((place, file), expected)
    said = asl(*at(place, file))
    assert said.status == expected, said
    assert "fault" not in said.err
    if expected:
        assert file in said.err + said.out
        assert (
            "the definition is empty" not in said.err
            or place.find("-") < 0
            or place == "test-state"
        )


@pytest.mark.parametrize("file", [*UNREADABLE, *BROKEN, "ok.asl.json", "ok.asl.yaml", "-"])
@pytest.mark.parametrize("place", PLACES)
def test_json_is_one_document(asl: Asl, place: str, file: str) -> None:
    said = asl(*at(place, file), "--json")
    told = json.loads(said.out)
    if said.status == 2 and place not in ("test", "validate"):
        assert told["error"].keys() >= {"kind", "message"}
        assert told["error"]["kind"] != "internal"


@pytest.mark.parametrize(
    "place", ["run", "test-state", "validate", "cost", "graph", "mocks", "services"]
)
@pytest.mark.parametrize("file", ["ok.asl.json", "ok.asl.yaml", "ünï☃.asl.json", "-"])
def test_a_definition_in_any_form(asl: Asl, place: str, file: str) -> None:
    said = asl(*at(place, file))
    assert said.status == 0, said
    assert said.out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("asl run", 2), ("asl test", 2), ("asl test-state", 2), ("asl validate", 2), ("asl cost", 2), ("asl graph", 2),
        ("asl mocks", 2), ("asl coverage report", 2), ("asl coverage combine", 2), ("asl services", 2), ("asl", 2),
        ("asl coverage", 2), ("asl version", 0), ("asl env", 0),
    ],
)  # fmt: skip
def test_no_arguments(asl: Asl, arguments: str, status: int, tmp_path: Path) -> None:
    Path("ok.test.yaml").unlink(missing_ok=True)
    said = asl(*arguments.split()[1:])
    assert said.status == status
    assert (said.out == "") == (status == 2)
    assert (said.err == "") == (status == 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("mocks", "ok.asl.json", "-o", "ok.asl.json/x"),
        ("graph", "ok.asl.json", "-o", "folder", "--format", "svg"),
        ("graph", "ok.asl.json", "-o", "/dev/full", "--format", "svg"),
        ("test", "ok.test.yaml", "--junit", "folder"),
        ("test", "ok.test.yaml", "--cov", "--cov-data", "folder"),
        ("coverage", "lcov", "data.json", "-o", "folder"),
        ("coverage", "combine", "data.json", "-o", "ok.asl.json/x"),
    ],
    ids=" ".join,
)
def test_a_file_that_cannot_be_written(asl: Asl, arguments: tuple[str, ...]) -> None:
    assert asl("test", "ok.test.yaml", "--cov", "--cov-data", "data.json").status == 0
    said = asl(*arguments)
    assert said.status == 2
    assert "cannot be written: " in said.err
    assert json.loads(asl(*arguments, "--json").out)["error"]["kind"] == "usage"


NUMBERS = {
    "run": ("--seed", "--max-time"),
    "test-state": ("--retries", "--failed-iterations"),
    "cost": ("--items", "--max-transitions"),
    "coverage report": ("--fail-under",),
    "test": ("--cov-fail-under",),
    "env": ("--port",),
    "serve": ("--port", "--wait-scale", "--retention-days"),
}


@pytest.mark.parametrize("value", ["nan", "inf", "9" * 5_000, "x", ""], ids=lambda value: value[:4])
@pytest.mark.parametrize(
    ("verb", "option"), [(verb, option) for verb, options in NUMBERS.items() for option in options]
)
def test_what_is_no_number(asl: Asl, verb: str, option: str, value: str) -> None:
    file = {"env": [], "coverage report": ["ok.asl.json"], "test": ["ok.test.yaml"]}
    said = asl(*verb.split(), *file.get(verb, ["ok.asl.json"]), option, value)
    assert said.status == 2
    assert option in said.err
    assert "fault" not in said.err


# ------------------------------------------------------------------ interrupts and pipes


@pytest.mark.parametrize(
    "place", [p for p in PLACES if p not in ("services --config", "test --cov-of")]
)
def test_an_interrupt(asl: Asl, place: str) -> None:
    said = asl(*at(place, "-"), stdin=Interrupted())
    assert (said.status, said.err.strip()) == (130, "asl: interrupted")


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    start = [sys.executable, "-c", "from asl.cli import main; main()", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}
    return subprocess.run(start, env=environment, check=False, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    "arguments",
    [
        "run ok.asl.json",
        "validate none",
        "run none --json",
        "graph ok.asl.json --format svg",
        "--help",
    ],
)
def test_a_reader_that_goes(asl: Asl, arguments: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = process(*arguments.split(), stdout=gone, stderr=subprocess.STDOUT)
    assert done.returncode == 141


def test_a_full_disk(asl: Asl) -> None:
    with open("/dev/full", "wb") as full:
        done = process("validate", "ok.asl.json", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == b"asl: standard output cannot be written: no space left on device\n"


def test_closed_streams(asl: Asl) -> None:
    done = process("run", "ok.asl.json", preexec_fn=lambda: [os.close(n) for n in (0, 1, 2)])
    assert done.returncode == 0


# ------------------------------------------------------------------ help, options, completion

# Options of one name that mean another thing somewhere, and why.
OWN_MEANING = {
    ("asl mocks", "--mocks"),  # the file that is checked
    ("asl serve", "--mocks"), ("asl serve", "--bucket"),  # of every execution; beside S3
    ("asl services", "--mocks"), ("asl services", "--bucket"),
    ("asl cost", "--region"), ("asl cost", "--lambda"),  # whose prices; how long it takes
    ("asl test-state", "--now"), ("asl serve", "--now"), ("asl serve", "--seed"),  # of a state, of the server
    ("asl mocks", "--strict"),
    ("asl run", "--jsonl"), ("asl serve", "--watch"), ("asl graph", "--format"),
    ("asl env", "--port"),  # where a server listens already
    ("asl graph", "--history"),  # to read, not to show
}  # fmt: skip
OF_A_VERB = ("--json", "--output", "--quiet", "--help")  # the help says what it is there
ORDER = (
    "--input", "--input-file", "--mocks", "--case", "--mock-config", "--bucket", "--type", "--define", "--defines",
)  # fmt: skip
LAST = ("--output", "--force", "--json", "--quiet")


def options(command: click.Command) -> list[click.Option]:
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def long(option: click.Option) -> str:
    return next(name for name in option.opts if name.startswith("--") or len(option.opts) == 1)


def test_an_option_of_one_name_is_one_thing() -> None:
    seen: dict[str, tuple[str, object]] = {}
    wrong = []
    for name, command in LEAVES.items():
        for option in options(command):
            said: object = (option.help, option.metavar, option.opts, option.multiple)
            if long(option) in OF_A_VERB:
                said = (option.opts, option.is_flag)
            if (name, long(option)) not in OWN_MEANING:
                before = seen.setdefault(long(option), (name, said))
                if before[1] != said:
                    wrong.append(f"{long(option)} of {before[0]}: {before[1]}, of {name}: {said}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", LEAVES)
def test_options_stand_in_one_order(name: str) -> None:
    named = [long(option) for option in options(LEAVES[name])]
    shared = [one for one in named if one in ORDER and (name, one) != ("asl mocks", "--mocks")]
    assert shared == [one for one in ORDER if one in shared]
    assert named[: len(shared)] == shared or name in ("asl serve", "asl services")
    last = [one for one in named if one in LAST]
    assert last == [one for one in LAST if one in last]
    assert named[len(named) - len(last) :] == last
    assert "--json" in named


@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits(asl: Asl, monkeypatch: pytest.MonkeyPatch, name: str, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = asl(*name.split()[1:], "--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"Usage: {name} ")
    assert said.out == asl(*name.split()[1:], "-h").out
    if isinstance(COMMANDS[name], click.Group) or name in ("asl version",):
        return
    assert columns == 40 or max(map(len, said.out.splitlines())) <= 120


@pytest.mark.parametrize("name", COMMANDS)
def test_a_slip_is_told_with_the_usage(asl: Asl, name: str) -> None:
    said = asl(*name.split()[1:], "--jsno")
    assert said.status == 2
    assert said.err.startswith("asl: No such option '--jsno'.")
    assert f"\n  usage: {name} " in said.err
    assert said.err.endswith(f"\n  help: {name} --help says more\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("asl ", [f"plain,{name.split()[1]}" for name in COMMANDS if name.count(" ") == 1]),
        ("asl ser", ["plain,serve", "plain,services"]),
        ("asl run --mo", ["plain,--mocks"]),
        ("asl run --type e", ["plain,express"]),
        ("asl run ord", ["file,ord"]),
        ("asl run --mocks m", ["file,m"]),
        ("asl mocks -o m", ["file,m"]),
        ("asl coverage rep", ["plain,report"]),
    ],
)
def test_completion(
    asl: Asl, monkeypatch: pytest.MonkeyPatch, words: str, found: list[str]
) -> None:
    monkeypatch.setenv("_ASL_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    assert asl() == (0, "".join(f"{one}\n" for one in found), "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_a_shell(asl: Asl, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setenv("_ASL_COMPLETE", f"{shell}_source")
    said = asl()
    assert said.status == 0
    assert f"_ASL_COMPLETE={shell}_complete" in said.out
    monkeypatch.delenv("_ASL_COMPLETE")
    assert f"{shell}_source" in asl("--help").out


# ------------------------------------------------------------------ what a verb may import

# Nobody waits for these unless they are used: `jlens` JSONata, `yaml` a YAML file, `rich` a terminal, …
HEAVY = frozenset(
    ("rich", "yaml", "jlens", "jsonschema", "boto3", "botocore", "moto", "jsonpath_ng", "pytest", "_pytest", "pyarrow",
     "zstandard", "starlette", "uvicorn", "sqlite3", "asyncio", "pdb", "unittest", "http.client", "importlib.metadata",
     "asl.engine.execution", "asl.graph.html", "asl.check.report", "asl.hosts.mocks")
)  # fmt: skip
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "run ok.asl.json -q": ("asl.engine.execution",),
    "validate ok.asl.json": ("asl.check.report",),
    "graph ok.asl.json": (),
    "graph ok.asl.json --format svg": (),
    "cost ok.asl.json": (
        "asl.engine.execution",
        "asl.hosts.mocks",
    ),
    "mocks ok.asl.json": ("asl.hosts.mocks",),
    "test-state ok.asl.json --state Ä": (
        "asl.engine.execution",
        "asl.hosts.mocks",
    ),
    "test ok.test.yaml": ("yaml", "asl.engine.execution", "asl.hosts.mocks"),
    "coverage --help": (),
    "run --help": (),
    "--version": (),
    "version": ("importlib.metadata",),
    "--help": ("importlib.metadata",),  # looks for verbs of other packages
    "env": ("importlib.metadata",),
}


@pytest.mark.parametrize("arguments", MAY_IMPORT)
def test_nothing_heavy_is_imported_for_nothing(asl: Asl, arguments: str) -> None:
    code = (
        "import sys\nfrom asl.cli.verbs import run_command\nstatus = run_command(sys.argv[1:])\n"
        f"print(status, *sorted({set(HEAVY)!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments.split()],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    status, *imported = done.stderr.splitlines()[-1].split()
    assert status == "0"
    assert set(imported) <= {*MAY_IMPORT[arguments]}
