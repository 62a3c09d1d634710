"""A session: test files are found, read and run, one case after the other, and every result is kept.

Three outcomes. A case *passed*; it *failed*: what was expected is not so, a mock was not called, or the run was stopped by
something that the test did not foresee; or it is an *error*: it could not start, because the test file, the definition or
the mocks are wrong. An error says nothing of the machine, so it is told apart in the exit status.

Mocks that many cases share (a file's `mocks`, the shared table of a mock file) must be called by one of them. That is judged
when all cases of the file have run and passed: a chosen few say nothing of the others.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from asl.errors import AslError, UsageError
from asl.hosts.mock_document import shown
from asl.source.text import Source
from asl.testing.cases.expecting import Unmet
from asl.testing.cases.reading import TEST_FILE, Case, CaseFile
from asl.testing.cases.stage import CannotStart, Origin, Prepared, Stage

if TYPE_CHECKING:
    from asl.testing.run import Run

Outcome: TypeAlias = Literal["passed", "failed", "error"]
SHARED: Final = "shared mocks"  # the name of what is said of a file's shared mocks


class Result(NamedTuple):
    """What became of one case.

    file: as it was named. name: the case's. line: of the case in its file, from 1.
    missed: with their places. message: of an error. wall_s: seconds that it took.
    run: None where there was none.
    """

    file: str
    name: str
    line: int
    outcome: Outcome
    wall_s: float
    missed: tuple[Unmet, ...] = ()
    message: str = ""
    run: Run | None = None
    source: Source | None = None

    def place(self, one: Unmet) -> tuple[str, int]:
        """File and line of an expectation."""
        source = one.source or self.source
        if source is None:
            return self.file, self.line
        return source.name, source.locate(one.pointer, key=True).line


class Chosen(NamedTuple):
    """Which cases run. text: in their name or file, whatever the case of its letters. first_only: stop at the first that
    does not pass."""

    text: str | None = None
    first_only: bool = False

    def takes(self, file: str, case: Case) -> bool:
        return self.text is None or self.text.lower() in f"{file}: {case.name}".lower()


class Session:
    """Runs the cases of files.

    Attributes:
        files: the test files. results: in order, as far as they have run. left_out: cases that were not chosen.
        warnings: what is doubtful about mock files.
    """

    def __init__(self, files: Sequence[str], chosen: Chosen | None = None) -> None:
        self.files = list(files)
        self.results: list[Result] = []
        self.left_out = 0
        self._chosen = chosen or Chosen()
        self._stage = Stage()
        self._groups: dict[str, dict[str, Origin]] = {}  # shared mocks of the file at hand
        self._called: set[tuple[str, str]] = set()

    @property
    def warnings(self) -> list[str]:
        return list(self._stage.warnings)

    @property
    def depends_on(self) -> list[str]:
        """Every file that the results depend on."""
        return list(dict.fromkeys([*self.files, *self._stage.read]))

    def run(self, tell: Callable[[Result], None] = lambda result: None) -> list[Result]:
        """Run them all; `tell` is called with each result as it comes."""
        for result in self._results():
            self.results.append(result)
            tell(result)
            if self._chosen.first_only and result.outcome != "passed":
                break
        return self.results

    def count(self, outcome: Outcome) -> int:
        return sum(result.outcome == outcome for result in self.results)

    @property
    def exit_status(self) -> int:
        """0 all passed, 1 some failed, 2 some could not start."""
        return 2 if self.count("error") else 1 if self.count("failed") else 0

    # ---------------------------------------------------------------- inner parts

    def _results(self) -> Iterator[Result]:
        for path in self.files:
            begun = time.perf_counter()
            try:
                file = CaseFile(_read(path), path)
            except UsageError as e:
                yield Result(path, "", 1, "error", time.perf_counter() - begun, message=str(e))
                continue
            if file.findings:
                text = "\n".join(shown(file.source, finding) for finding in file.findings)
                place = file.findings[0].place or file.source.locate(file.findings[0].pointer)
                yield Result(
                    path, "", place.line, "error", time.perf_counter() - begun, message=text
                )
                continue
            yield from self._of_file(file)

    def _of_file(self, file: CaseFile) -> Iterator[Result]:
        self._groups.clear()
        self._called.clear()
        all_passed = True
        for case in file.cases:
            if not self._chosen.takes(file.path, case):
                self.left_out += 1
                all_passed = False
                continue
            result = self._of_case(file, case)
            all_passed &= result.outcome == "passed"
            yield result
        if all_passed and (missed := tuple(self._uncalled(file))):
            yield Result(file.path, SHARED, 1, "failed", 0.0, missed=missed, source=file.source)

    def _of_case(self, file: CaseFile, case: Case) -> Result:
        from asl.testing.cases.playing import play
        from asl.testing.cases.preparing import prepare

        begun = time.perf_counter()
        line = file.line_of(case.pointer)
        try:
            prepared = prepare(self._stage, file, case)
            played = play(prepared)
        except CannotStart as e:
            wall_s = time.perf_counter() - begun
            return Result(file.path, case.name, line, "error", wall_s, message=str(e))
        except AslError as e:
            # Said by a host before the first state, such as a bucket without its folder.
            wall_s = time.perf_counter() - begun
            return Result(
                file.path, case.name, line, "error", wall_s, message=f"{file.path}:{line}: {e}"
            )
        self._note(prepared, played.called)
        return Result(
            file.path,
            case.name,
            line,
            "failed" if played.missed else "passed",
            time.perf_counter() - begun,
            tuple(played.missed),
            run=played.run,
            source=file.source,
        )

    def _note(self, prepared: Prepared, called: frozenset[tuple[str, str]]) -> None:
        """What of the shared mocks this case has, and has called."""
        allowed = prepared.case.get("unused_mocks", False)
        self._called |= called
        said = [pair for layer in prepared.layers for pair in layer.origins.items()]
        for key, origin in said:
            if not origin.is_own and allowed is not True and key not in (allowed or ()):
                self._groups.setdefault(origin.group, {})[key] = origin

    def _uncalled(self, file: CaseFile) -> Iterator[Unmet]:
        for group, origins in self._groups.items():
            for key, origin in origins.items():
                if (group, key) not in self._called:
                    yield Unmet(
                        "mocks",
                        origin.pointer,
                        f'no test of {file.path} calls the mock for "{key}"',
                        ("take it out, or say that it need not be called: unused_mocks: true",),
                        source=origin.source,
                    )


def _read(path: str) -> str:
    from asl.hosts.files import read_text

    return read_text(path)


def find(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Test files under files and folders, in order and each once, and the folders that hold none.

    In a folder: `*.test.yaml`, `*.test.yml` and `*.test.json`. Hidden folders, `node_modules` and `__pycache__` are not
    entered. A file that is named is one whatever its name.
    """
    found: dict[str, None] = {}
    empty: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found[path] = None
            continue
        inside = [name for name in _inside(path) if TEST_FILE.fullmatch(os.path.basename(name))]
        if not inside:
            empty.append(path)
        found.update(dict.fromkeys(inside))
    return list(found), empty


def misnamed(paths: Iterable[str]) -> list[str]:
    """Files in folders that have tests, and a name by which they are never found: `order.tests.yaml`, `test_order.yaml`.

    Only those with "test" in their name are looked into. A file that is named beside its folder is found.
    """
    named = {os.path.normpath(path) for path in paths}
    return [
        path
        for top in paths
        if os.path.isdir(top)
        for path in _inside(top)
        if path not in named and _is_misnamed(path)
    ]


def _is_misnamed(path: str) -> bool:
    name = os.path.basename(path)
    if TEST_FILE.fullmatch(name) or not _DOUBTFUL.fullmatch(name):
        return False
    from asl.hosts.mock_document import read_document

    try:
        value = read_document(_read(path), path)[0].value
    except UsageError:
        return False  # nobody has asked for it
    return isinstance(value, dict) and "tests" in value and not _DEFINES.isdisjoint(value)


_DOUBTFUL: Final = re.compile(r".*test.*\.(yaml|yml|json)", re.IGNORECASE)
_DEFINES: Final = frozenset({"definition", "definitions"})


def _inside(top: str) -> Iterator[str]:
    """Every file in a folder and those below that are entered, in order."""
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(
            name
            for name in folders
            if name[0] != "." and name not in ("node_modules", "__pycache__")
        )
        for name in sorted(names):
            yield os.path.normpath(os.path.join(folder, name))
