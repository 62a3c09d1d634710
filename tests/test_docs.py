"""What the documents print is what happens: their blocks run, their links lead somewhere, every option is described.

A block is run when the line before it says `<!-- run -->`:

- ```console: each `$ command` runs in the checkout; the lines below it are its whole output, where a line `...` stands for
  any lines. `<!-- run: exit 1 -->` expects that exit status of the last command.
- ```python: runs as a program of its own; with `<!-- run: pytest -->` as a file of tests.

A page with `<!-- in an empty folder -->` is followed word for word: its blocks run one after the other in one folder that is
empty at first, with `asl`, `python` and `pytest` on the path.

- `<!-- file: NAME -->`: the block is this file, which the text just above names. `<!-- more of: NAME -->`: added to its end.
- What a workflow file for CI would run of `asl` and `pytest` is run.
- A picture that the page shows and that its commands have made is the same as the one that is kept.

How long pytest took is not compared. In the README and in pages that are followed every such block is run, or says why not:
`<!-- not run: reason -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"<!-- (run|not run|file|more of)(?:: (.*?))? -->\n\Z")
FOLLOWED = "<!-- in an empty folder -->"
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
TOOK = re.compile(r"(?<= in )\d+\.\d\d ?s(?: \(\d+:\d\d:\d\d\))?(?= |$)", re.MULTILINE)


class Block(NamedTuple):
    page: Path
    line: int
    language: str
    text: str
    mark: str | None  # "run", "not run", "file", "more of"
    note: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in FENCE.finditer(text):
        mark = MARK.search(text[: found.start()])
        line = text.count("\n", 0, found.start()) + 1
        yield Block(
            page,
            line,
            found[1],
            found[2],
            mark[1] if mark else None,
            (mark[2] or "") if mark else "",
        )


ALL_BLOCKS = [block for page in PAGES for block in blocks(page)]
FOLLOWED_PAGES = [page for page in PAGES if FOLLOWED in page.read_text("utf-8")]
RUN = [block for block in ALL_BLOCKS if block.mark == "run" and block.page not in FOLLOWED_PAGES]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with this checkout's `asl`, `python` and `pytest` first, no terminal and no colours.

    pytest has the plugins that a fresh installation has, and none of those that the tests of this project use.
    """
    bin_ = tmp_path_factory.mktemp("bin")
    scripts = {
        "asl": f'#!/bin/sh\nexec "{sys.executable}" -c \'from asl.cli import main; main()\' "$@"\n',
        "python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
        "pytest": f"#!{sys.executable}\nimport sys\n\nimport pytest\n\nsys.exit(pytest.main())\n",
    }
    for name, text in scripts.items():
        script = bin_ / name
        script.write_text(text)
        script.chmod(0o755)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
        "COLUMNS": "120",
        "ASL_DOCS_TMP": str(tmp_path_factory.mktemp("tests")),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_PLUGINS": "asl.testing.plugin,emulator.testing.fixtures",
    }


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Commands of a console block with the output printed below each. A backslash joins lines."""
    command, output = "", ""
    lines = iter(text.splitlines(keepends=True))
    for line in lines:
        if line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:], ""
            while command.endswith(("\\\n", "|\n")):
                command += next(lines).removeprefix("> ")
        else:
            output += line
    if command:
        yield command, output


def matches(printed: str, got: str) -> bool:
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line)
        for line in TOOK.sub("0.00s", printed).splitlines(keepends=True)
    )
    return re.fullmatch(pattern, TOOK.sub("0.00s", got)) is not None


def run_as_printed(block: Block, folder: Path, environment: dict[str, str]) -> None:
    """Run a block in a folder, and compare what it prints with what the page says."""
    if block.language == "python":
        program = [sys.executable, "-c", block.text]
        if block.note == "pytest":
            file = Path(environment["ASL_DOCS_TMP"]) / "test_page.py"
            file.write_text(block.text, "utf-8")
            program = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
        done = subprocess.run(
            program,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{block.place}: {done.stderr or done.stdout}"
        return
    assert block.language == "console", f"{block.place}: only console and python blocks are run"
    status = 0
    for command, printed in commands(block.text):
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
        status = done.returncode
        assert matches(printed, done.stdout), f"{block.place}: $ {command}{done.stdout}"
    expected = int(block.note.removeprefix("exit ")) if block.note.startswith("exit ") else 0
    assert status == expected, f"{block.place} ended with {status}"


@pytest.mark.parametrize("block", RUN, ids=lambda block: block.place)
def test_a_block_runs_as_printed(block: Block, environment: dict[str, str]) -> None:
    run_as_printed(block, ROOT, environment)


@pytest.mark.parametrize("page", FOLLOWED_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_is_followed_word_for_word(
    page: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    environment = {**environment, "COLUMNS": "80"}
    for block in blocks(page):
        if block.mark in ("file", "more of"):
            file = tmp_path / block.note
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text("utf-8") if block.mark == "more of" else ""
            file.write_text(before + block.text, "utf-8")
        elif block.mark == "run":
            run_as_printed(block, tmp_path, environment)
    for command in commands_of_ci(tmp_path):
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{page.relative_to(ROOT)}: {command}: {done.stderr}"
    for picture in PICTURE.findall(page.read_text("utf-8")):
        made = tmp_path / Path(picture).name
        if made.exists():
            assert (page.parent / picture).read_bytes() == made.read_bytes(), (
                f"{page.relative_to(ROOT)} shows another {picture} than its commands make"
            )


def commands_of_ci(folder: Path) -> list[str]:
    """The steps of workflow files in a folder that are ours, each once."""
    found: list[str] = []
    for file in (*folder.glob(".github/workflows/*.yml"), *folder.glob(".gitlab-ci.yml")):
        whole = yaml.safe_load(file.read_text("utf-8"))
        for job in whole.get("jobs", whole).values():  # GitHub's are one level down
            if isinstance(job, dict):
                found += [step["run"] for step in job.get("steps", ()) if "run" in step]
                found += job.get("script", ())
    assert found or not any(folder.glob(".git*")), "there is no step in the workflow files"
    return [one for one in dict.fromkeys(found) if one.split()[0] in ("asl", "pytest")]


@pytest.mark.parametrize("page", FOLLOWED_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_followed_page_says_all_that_is_done(page: Path) -> None:
    """A reader sees no comments: the name of a file stands in the text before its block, and nothing is done in secret."""
    text = page.read_text("utf-8")
    untold, after = [], 0
    for found, block in zip(FENCE.finditer(text), blocks(page), strict=True):
        above = MARK.sub("", text[0 if block.mark == "more of" else after : found.start()])
        if block.mark in ("file", "more of") and f"`{block.note}`" not in above:
            untold.append(f"{block.place}: {block.note}")
        after = found.end()
    assert not untold, f"the text above does not name {untold}"


def test_pages_to_be_followed_and_the_readme_run_every_block() -> None:
    whole = [ROOT / "README.md", *FOLLOWED_PAGES]
    left = [
        block.place
        for block in ALL_BLOCKS
        if block.page in whole and block.language in ("console", "python", "sh", "bash")
        if block.mark is None or (block.mark == "not run" and not block.note)
    ]
    assert not left, f"neither run nor excused: {left}"
    assert any(block.page.name == "README.md" for block in RUN)
    assert any(page.name == "tutorial.md" for page in FOLLOWED_PAGES)


def test_no_test_of_a_page_is_only_defined() -> None:
    """A test that nobody calls is no example that runs."""
    idle = [
        f"{block.place}: {name}"
        for block in ALL_BLOCKS
        if block.language == "python" and block.mark == "run" and block.note != "pytest"
        for name in re.findall(r"^def (test_\w+)", block.text, re.MULTILINE)
        if not re.search(rf"^{name}\(", block.text, re.MULTILINE)
    ]
    assert not idle, f"never called, use <!-- run: pytest -->: {idle}"


LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to."""
    text = FENCE.sub("", page.read_text("utf-8"))
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    broken = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert not broken, f"{page.relative_to(ROOT)} links to {broken}"


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from walk(found, f"{name} {child}")


def cli() -> list[tuple[str, click.Command]]:
    from asl.cli.verbs import asl

    return list(walk(asl, "asl"))


def test_every_command_and_option_is_described() -> None:
    """Each verb has a section of docs/commands.md, with its own options in it."""
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    sections = {
        found[1]: found[2]
        for found in re.finditer(
            r"^## `(asl [\w-]+)`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL
        )
    }
    missing = []
    for name, command in cli():
        verb = " ".join(name.split()[:2])
        section = sections.get(verb, "") if verb != "asl" else page
        if verb != "asl" and (verb not in sections or f"`{name}`" not in page):
            missing.append(name)
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                long = max(parameter.opts, key=len)
                if long not in ("--help", "--version") and not re.search(
                    rf"{re.escape(long)}\b", section
                ):
                    missing.append(f"{name} {long}")
    assert not missing, f"docs/commands.md does not describe {missing}"


def test_every_command_has_help() -> None:
    missing = [name for name, command in cli() if not command.get_short_help_str()]
    missing += [
        f"{name} {parameter.opts[0]}"
        for name, command in cli()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden and not parameter.help
    ]
    assert not missing


def test_no_page_describes_an_option_that_is_not_there() -> None:
    known = {
        option
        for _, command in cli()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    } | {"--help", "--version"}
    wrong = []
    for page in PAGES:
        for found in re.finditer(r"^\$ asl (?:[^\n]|\\\n)*", page.read_text("utf-8"), re.MULTILINE):
            used = set(re.findall(r"(?<=\s)--[a-z][a-z-]*", found.group()))
            wrong += [f"{page.relative_to(ROOT)}: {option}" for option in sorted(used - known)]
    assert not wrong


def test_the_architecture_names_every_package() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    packages = [
        path.parent.relative_to(ROOT)
        for top in ("asl", "emulator")
        for path in sorted((ROOT / top).glob("*/__init__.py"))
    ]
    missing = [
        str(package)
        for package in packages
        if f"`{package}" not in text and f"`{package.name}/" not in text
    ]
    assert packages
    assert not missing, f"docs/architecture.md does not name {missing}"


def test_the_architecture_names_only_files_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`((?:asl/|tests/|docs/|examples/|conformance/)[\w./-]+)`", text))
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]


def test_the_checks_can_fail() -> None:
    assert matches("a\n...\nc\n", "a\nb\nb\nc\n")
    assert not matches("a\nc\n", "a\nb\nc\n")
    assert matches("2 passed in 0.05s\n", "2 passed in 61.13s (0:01:01)\n")
    assert not matches("2 passed in 0.05s\n", "1 passed in 0.05s\n")
    assert list(commands("$ a \\\n  b\nout\n$ c\n")) == [("a \\\n  b\n", "out\n"), ("c\n", "")]
