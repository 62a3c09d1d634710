"""From a test file's text to its cases, and everything that is wrong with it, each at its place.

Reading is strict: an unknown word is an error with the nearest known one, because a mistyped expectation that is passed over
would make every test green. A test without any expectation is an error as well: it cannot fail. Files, definitions and mocks
are not opened here; the stage does so, and adds what it finds wrong.

Three levels say what a case is: the file, the test, the row of its `each`. The nearest wins, word by word; the words of
`MERGED` are put together member by member, and mocks come over each other, key by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from asl.hosts.mock_document import Finding, read_document
from asl.jsonvalue import JSON
from asl.limits import MAX_DEFINITION_BYTES
from asl.source.position import escape
from asl.source.problem import Place
from asl.source.text import Source
from asl.testing.cases import grammar
from asl.testing.cases.difference import brief
from asl.testing.cases.grammar import KINDS, MERGED, Words

_ANSWERING: Final = ("succeed", "fail", "heartbeat")
# `expect` inside these kinds: the object that the value is, by the kind.
_INNER: Final[Mapping[str, Words]] = {
    "answered": grammar.ANSWERED,
    "succeeded": grammar.SUCCEEDED,
    "failed": grammar.FAILED,
    "stopped": grammar.STOPPED,
}


class Said(NamedTuple):
    """A value, and where the file says it (a JSON pointer)."""

    value: JSON
    pointer: str


class Step(NamedTuple):
    """One step. For `expect`, `expect` has its words."""

    word: str
    said: Said
    expect: Mapping[str, Said] = {}


class Case(NamedTuple):
    """One test.

    name: as reports write it; unique in its file. pointer: of the test, or of its row.
    definition: the path as the file says it. said: every word but mocks, steps and expect. mocks: from far to near.
    """

    name: str
    pointer: str
    definition: Said
    said: Mapping[str, Said]
    mocks: tuple[Said, ...]
    steps: tuple[Step, ...]
    expect: Mapping[str, Said]

    def get(self, word: str, default: JSON = None) -> JSON:
        """What was said, or the default."""
        found = self.said.get(word)
        return default if found is None else found.value


class CaseFile:
    """A test file.

    Attributes:
        path: as it was named. source: its text and places.
        cases: its tests, in the file's order; none if it has errors.
        findings: what is wrong with it.
    """

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.source: Source
        self.source, found = read_document(text, path)
        # A key that stands twice hides a test or an expectation, whatever the format thinks of it.
        self.findings: list[Finding] = [finding._replace(severity="error") for finding in found]
        self.cases: tuple[Case, ...] = ()
        if not text.strip():
            self.findings = [Finding("the file is empty", help=_SHAPE, place=Place(1, 1))]
        elif len(text) > MAX_DEFINITION_BYTES and found:
            self.findings = [one._replace(help="write several test files") for one in self.findings]
        elif self.source.is_readable:
            reader = _Reader()
            cases = list(reader.file(self.source.value))
            self.findings += reader.found
            self.cases = () if self.findings else tuple(cases)

    def line_of(self, pointer: str, *, key: bool = True) -> int:
        """The line of a value's key, from 1."""
        return self.source.locate(pointer, key=key).line


class _Level(NamedTuple):
    """One of the levels that say what a case is."""

    said: dict[str, Said]
    merged: dict[str, dict[str, Said]]  # of MERGED: each member with its place
    mocks: Said | None
    steps: tuple[Step, ...]


class _Reader:
    def __init__(self) -> None:
        self.found: list[Finding] = []

    def _error(self, message: str, at: str, help: str | None = None, *, key: bool = False) -> None:
        self.found.append(Finding(message, at, help, key=key))

    # ---------------------------------------------------------------- objects and words

    def _words(self, value: JSON, words: Words, at: str, where: str) -> dict[str, JSON]:
        """The words of an object that are known and have a value of their kind."""
        if not isinstance(value, dict):
            self._error(f"{where} is an object, and this is {brief(value, 40)}", at)
            return {}
        fine: dict[str, JSON] = {}
        for key, said in value.items():
            word = words.get(key)
            here = f"{at}/{escape(key)}"
            if word is None:
                self._unknown(key, words, here, where)
                continue
            kind = KINDS[word.kind]
            if not kind.fits(said):
                self._error(f"{key} must be {kind.says}, not {brief(said, 40)}", here)
                continue
            fine[key] = said
        return fine

    def _unknown(self, key: str, words: Words, here: str, where: str) -> None:
        from asl.check.diagnostic import did_you_mean

        advice = did_you_mean(key, words)
        if advice is None:
            elsewhere = [name for name, of in _PLACES.items() if key in of]
            advice = (
                f'"{key}" belongs to {elsewhere[0]}'
                if elsewhere
                else f"it has {', '.join(name for name in words if name[0] != '$')}"
            )
        self._error(f'{where} has no word "{key}"', here, advice, key=True)

    # ---------------------------------------------------------------- the levels

    def file(self, value: JSON) -> Iterator[Case]:
        top = self._words(value, grammar.TOP, "", "a test file")
        if "definition" in top and "definitions" in top:
            self._error(
                "definition and definitions are both given", "/definitions", "keep one", key=True
            )
        tests = top.get("tests")
        if tests is None:
            if isinstance(value, dict) and "tests" not in value:
                self._error("the file has no tests", "", _SHAPE)
            return
        below = self._level(top, "")
        for name, test in tests.items():
            yield from self._test(name, test, [below], f"/tests/{escape(name)}", top)

    def _test(
        self, name: str, test: JSON, levels: list[_Level], at: str, top: dict[str, JSON]
    ) -> Iterator[Case]:
        if not name.strip():
            self._error("a test has a name", at, "say what it shows", key=True)
        said = self._words(test, grammar.TEST, at, "a test")
        levels = [*levels, self._level(said, at)]
        if "each" not in said:
            yield from self._case(name, levels, at, top)
            return
        names: set[str] = set()
        for n, row in enumerate(said["each"]):
            here = f"{at}/each/{n}"
            own = self._words(row, grammar.ROW, here, "a row")
            title = own.get("name", str(n + 1))
            if title in names:
                self._error(f'two rows are named "{title}"', f"{here}/name")
            names.add(title)
            yield from self._case(f"{name} [{title}]", [*levels, self._level(own, here)], here, top)

    def _level(self, said: dict[str, JSON], at: str) -> _Level:
        if "input" in said and "input_file" in said:
            self._error(
                "input and input_file are both given", f"{at}/input_file", "keep one", key=True
            )
        if "state" in said and "start_at" in said:
            self._error(
                "state runs one state alone, and start_at the machine from there on",
                f"{at}/start_at",
                "keep one",
                key=True,
            )
        merged: dict[str, dict[str, Said]] = {}
        for word in MERGED:
            members = said.get(word, {})
            if word == "expect":
                merged[word] = self._expect(members, f"{at}/expect") if word in said else {}
            else:
                merged[word] = {
                    key: Said(value, f"{at}/{word}/{escape(key)}") for key, value in members.items()
                }
        plain = {
            word: Said(value, f"{at}/{word}")
            for word, value in said.items()
            if word not in MERGED and word not in _STRUCTURE
        }
        mocks = Said(said["mocks"], f"{at}/mocks") if "mocks" in said else None
        steps = tuple(self._steps(said["steps"], f"{at}/steps")) if "steps" in said else ()
        return _Level(plain, merged, mocks, steps)

    def _case(
        self, name: str, levels: list[_Level], at: str, top: dict[str, JSON]
    ) -> Iterator[Case]:
        said: dict[str, Said] = {}
        for level in levels:
            if "input" in level.said:
                said.pop("input_file", None)  # the nearer one is meant
            if "input_file" in level.said:
                said.pop("input", None)
            said |= level.said
            for word, members in level.merged.items():
                if members and word != "expect":
                    before = said[word].value if word in said else {}
                    whole = {**before, **{key: one.value for key, one in members.items()}}
                    said[word] = Said(
                        whole, next(iter(members.values())).pointer.rpartition("/")[0]
                    )
        expect = {key: one for level in levels for key, one in level.merged["expect"].items()}
        steps = next((level.steps for level in reversed(levels) if level.steps), ())
        mocks = tuple(level.mocks for level in levels if level.mocks is not None)
        self._check_case(said, steps, expect, at)
        own = said.get("definition")
        if own is None or (own.pointer == "/definition" and "definitions" in top):
            paths = top.get("definitions", [])
            if not paths:
                self._error(
                    "which state machine does this test run?",
                    at,
                    "say definition: FILE, here or at the top of the file",
                    key=True,
                )
            for n, path in enumerate(paths):
                one = Said(path, f"/definitions/{n}")
                title = f"{name} ({path})" if len(paths) > 1 else name
                yield Case(title, at, one, said, mocks, steps, expect)
            return
        yield Case(name, at, own, said, mocks, steps, expect)

    def _check_case(
        self,
        said: Mapping[str, Said],
        steps: tuple[Step, ...],
        expect: Mapping[str, Said],
        at: str,
    ) -> None:
        test = "/".join(at.split("/")[:3])
        has_faults = any(finding.pointer.startswith(test) for finding in self.found)
        if not expect and not any(step.expect for step in steps) and not has_faults:
            self._error(
                "this test expects nothing, so it cannot fail",
                at,
                "say what must be so, such as expect: {status: SUCCEEDED}",
                key=True,
            )
        if "state" in said:
            for word in sorted(_OF_WHOLE & expect.keys()):
                self._error(
                    f"{word} is of a whole execution, and one state runs alone here",
                    expect[word].pointer,
                    "take it out, or take state out",
                    key=True,
                )
        if "next" in expect and "state" not in said:
            self._error(
                "next is for one state alone",
                expect["next"].pointer,
                "say state: NAME, or use path",
                key=True,
            )
        if {"state", "start_at"} <= said.keys():
            one = said["start_at"]
            if said["state"].pointer.rpartition("/")[0] != one.pointer.rpartition("/")[0]:
                self._error(
                    "state runs one state alone, and start_at the machine from there on",
                    at,
                    key=True,
                )

    # ---------------------------------------------------------------- expectations and steps

    def _expect(self, value: JSON, at: str) -> dict[str, Said]:
        said = self._words(value, grammar.EXPECT, at, "expect")
        if isinstance(value, dict) and not value:
            self._error("expect is empty, so nothing is expected", at, key=True)
        for name, visits in said.get("states", {}).items():
            here = f"{at}/states/{escape(name)}"
            if isinstance(visits, list):
                for n, visit in enumerate(visits):
                    self._visit(visit, f"{here}/{n}", is_listed=True)
            else:
                self._visit(visits, here, is_listed=False)
        for path in said.get("select", {}):
            if not path.startswith("$"):
                self._error(
                    f'"{path}" is no JSONPath',
                    f"{at}/select/{escape(path)}",
                    "a path begins with $, such as $.orders[*].id",
                    key=True,
                )
        return {key: Said(one, f"{at}/{escape(key)}") for key, one in said.items()}

    def _visit(self, value: JSON, at: str, *, is_listed: bool) -> None:
        said = self._words(value, grammar.VISIT, at, "a visit")
        if "visit" in said and is_listed:
            self._error("a list has every visit in order", f"{at}/visit", "leave it out", key=True)
        if not is_listed and isinstance(value, dict) and not set(value) - {"visit"}:
            self._error(
                "nothing is expected of this state",
                at,
                "say input, output, attempts or another word; or use path",
                key=True,
            )

    def _steps(self, value: list[JSON], at: str) -> Iterator[Step]:
        for n, entry in enumerate(value):
            here = f"{at}/{n}"
            said = self._words(entry, grammar.STEPS, here, "a step")
            if len(entry) != 1:
                told = "no word" if not entry else f"the words {' and '.join(map(str, entry))}"
                self._error(
                    f"a step has one word, and this one has {told}", here, "write one a step"
                )
                continue
            for word, what in said.items():
                place = f"{here}/{word}"
                if word == "expect":
                    yield Step(word, Said(what, place), self._expect(what, place))
                    continue
                kind = grammar.STEPS[word].kind
                if kind in _INNER:
                    what = self._words(what, _INNER[kind], place, word)
                if word in _ANSWERING:
                    self._whose(what, place, word)
                yield Step(word, Said(what, place))

    def _whose(self, said: JSON, at: str, word: str) -> None:
        named = [key for key in ("token_of", "activity") if key in said]
        if len(named) != 1:
            self._error(
                f"{word} says whose task it is: token_of: STATE, or activity: NAME",
                at,
                "both are given" if named else None,
                key=True,
            )
        if "activity" in said and "index" in said:
            self._error(
                "an activity's oldest waiting task is meant, so it has no index",
                f"{at}/index",
                "leave it out",
                key=True,
            )


_OF_WHOLE: Final = frozenset(("transitions", "events", "cost"))
_STRUCTURE: Final = ("$schema", "definitions", "tests", "each", "steps", "mocks", "name")
_PLACES: Final[Mapping[str, Words]] = {
    "expect": grammar.EXPECT,
    "a test": grammar.TEST,
    "steps": grammar.STEPS,
    "a state under expect.states": grammar.VISIT,
    "the top of the file": grammar.TOP,
}
_SHAPE: Final = "write definition: FILE and tests: with a name, an input and an expect for each"
TEST_FILE: Final = re.compile(r".*\.test\.(yaml|yml|json)", re.IGNORECASE)
