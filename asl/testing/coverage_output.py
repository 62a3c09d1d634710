"""Where coverage goes and comes from: data files, and one table of the reports that can be written.

Used by the pytest plugin, `asl coverage` and whoever else runs state machines. The package `asl.observe.coverage` computes;
here files are opened, and the files of definitions get the names that reports show: relative to a folder, with `/`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.errors import UsageError
from asl.hosts.definition_files import files_in
from asl.hosts.files import STDIN, name_of, near, read_text, write_text
from asl.jsonvalue import dumps

if TYPE_CHECKING:
    from asl.observe.coverage import Coverage

DATA: Final = ".asl-coverage.json"
TERMINAL: Final = ("term", "term-missing")  # reports that are no files


class Report(NamedTuple):
    """One kind of report that is a file. path: where it goes when nobody says. is_folder: `path` holds the file `file`."""

    path: str
    write: Callable[[Coverage], str]
    file: str | None = None  # of a report that is a folder


def _json(coverage: Coverage) -> str:
    from asl.observe.coverage.data import as_json

    return dumps(as_json(coverage)) + "\n"


def _html(coverage: Coverage) -> str:
    from asl.observe.coverage.html import html

    return html(coverage)


def _lcov(coverage: Coverage) -> str:
    from asl.observe.coverage.lcov import lcov

    return lcov(coverage)


def _cobertura(coverage: Coverage) -> str:
    import time
    from importlib.metadata import version

    from asl.observe.coverage.cobertura import cobertura

    return cobertura(
        coverage, version=f"asl {version('asl-emulator')}", at_ms=round(time.time() * 1000)
    )


FILES: Final[dict[str, Report]] = {
    "html": Report("asl-htmlcov", _html, "index.html"),
    "cobertura": Report("asl-coverage.xml", _cobertura),
    "lcov": Report("asl-coverage.info", _lcov),
    "json": Report("asl-coverage.json", _json),
}


def write(kind: str, coverage: Coverage, path: str | os.PathLike[str] | None = None) -> Path:
    """Write a report and give the file that was written. Folders on the way are made.

    kind: one of FILES. path: the file; of `html` the folder, or a file that ends in .html.

    Raises:
        UsageError: it cannot be written.
    """
    report = FILES[kind]
    target = Path(path or report.path)
    if report.file is not None and target.suffix.lower() not in (".html", ".htm"):
        target = target / report.file
    write_text(target, report.write(coverage))
    return target


def save(coverage: Coverage, path: str | os.PathLike[str] = DATA) -> Path:
    """Write the data file that `load` reads.

    Raises:
        UsageError: it cannot be written.
    """
    return write("json", coverage, path)


def load(*paths: str | os.PathLike[str]) -> Coverage:
    """The coverage of one data file, or of several together.

    Raises:
        UsageError: a file cannot be read, or holds something else.
    """
    from asl.observe.coverage import Coverage
    from asl.observe.coverage.data import from_json

    whole = Coverage()
    for path in paths:
        try:
            text = read_text(path)
        except UsageError as e:
            raise UsageError(f"{e}{_advice(path)}") from None
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            raise UsageError(f"{path} is no coverage data: it is no JSON") from None
        whole.merge(from_json(value, name_of(str(path))))
    texts = Counter(one.path for one in whole.machines)
    for one in whole.machines:
        if one.path is not None and texts[one.path] > 1:
            note = f"this file was run with {texts[one.path]} different texts: each is counted by itself"
            one.notes.append(note)
    return whole


def _advice(path: str | os.PathLike[str]) -> str:
    if os.path.exists(path) or os.fspath(path) == STDIN:
        return ""
    return "; `pytest --asl-cov` writes it"


def reports_of(given: Iterable[str], option: str) -> list[tuple[str, str | None]]:
    """The reports that are wanted, as kind and path, from texts KIND[:PATH]; several stand in one text with commas.

    option: what messages put before the text, such as `--cov-report `. Without any text: term-missing. An empty one: none.

    Raises:
        UsageError: a kind that is not there, or a path for one that goes to the terminal.
    """
    said = list(given)
    known = (*TERMINAL, *FILES)
    found: list[tuple[str, str | None]] = []
    for one in (part.strip() for text in said for part in text.split(",")):
        kind, colon, path = one.partition(":")
        if not one:
            continue
        if kind not in known:
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(kind, known) or f"there are {', '.join(known)}"
            raise UsageError(f'{option}{one}: there is no report "{kind}"; {advice}')
        if colon and kind in TERMINAL:
            raise UsageError(f"{option}{one}: {kind} goes to the terminal")
        found.append((kind, path or None))
    return found if said else [("term-missing", None)]


def definitions_of(path: str, folder: str, option: str) -> list[str]:
    """The absolute paths of the definitions that PATH means: a file, a folder, or a pattern such as `machines/**/*.json`.

    folder: what PATH is relative to. option: what messages put before it.

    Raises:
        UsageError: there is nothing of that name, or no definition in the folder.
    """
    whole = os.path.join(folder, path)
    found, empty = files_in([whole]) if os.path.exists(whole) else (sorted(_matching(whole)), [])
    if empty:
        raise UsageError(f"{option}{path}: there is no state machine in this folder")
    if not found:
        raise UsageError(f"{option}{path}: there is no such file{near(path, folder)}")
    return [os.path.abspath(one) for one in found]


def _matching(pattern: str) -> list[str]:
    import glob

    return glob.glob(pattern, recursive=True)


def finish(
    coverage: Coverage,
    paths: Collection[str],
    reports: Iterable[tuple[str, str | None]],
    data: str | None,
    *,
    everything: bool,
    folder: str | os.PathLike[str],
) -> list[tuple[str, Path]]:
    """Put a count in order and write what is wanted of it; the reports that were written, as kind and path.

    Args:
        paths: definitions that are counted whether a test runs them or not.
        reports: of `reports_of`; those that go to the terminal are left to the caller.
        data: the data file; None: none. everything: machines that are not among `paths` count too.
        folder: what names in reports, and paths that are not absolute, are relative to.

    Raises:
        UsageError: a file cannot be read or written.
    """
    expect(coverage, paths)
    if not everything:
        coverage.keep(lambda one: one.path in paths)
    coverage.rename(relative_to(folder))
    if data:
        save(coverage, Path(folder, data))
    return [
        (kind, write(kind, coverage, Path(folder, path or FILES[kind].path)))
        for kind, path in reports
        if kind not in TERMINAL
    ]


def relative_to(folder: str | os.PathLike[str]) -> Callable[[str], str]:
    """For `Coverage.rename`: a file's name as seen from a folder, its path where it lies elsewhere."""
    root = os.path.abspath(folder)

    def name(path: str) -> str:
        absolute = os.path.abspath(os.path.join(root, path))
        try:
            shown = os.path.relpath(absolute, root)
        except ValueError:  # another drive
            return absolute.replace(os.sep, "/")
        return (absolute if shown.startswith("..") else shown).replace(os.sep, "/")

    return name


def expect(coverage: Coverage, paths: Iterable[str]) -> None:
    """Have these definitions in the report, run or not.

    Raises:
        UsageError: a file cannot be read.
    """
    known = {one.path for one in coverage.machines}
    for path in paths:
        if path in known:
            continue
        coverage.expect(path, read_text(path))
