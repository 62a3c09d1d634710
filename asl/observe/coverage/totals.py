"""Coverage over many runs and machines: add runs, ask what was missed, put several of them together.

    from asl.observe.coverage import Coverage

    cov = Coverage()
    cov.add(asl.simulate(Path("order.asl.json"), {"id": 7}, mocks=…))
    for miss in cov.missed():
        print(miss)            # order.asl.json:42  Route  Choices[1] ($.amount > 100) never true

A machine is known by its file's name and its text: runs of one definition count together, however often it was compiled and
whatever its `${Name}` places were filled in with, and what there is to cover is what any of them has; a text that has changed is
another machine. The files' names are the caller's; nothing here opens them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from weakref import WeakKeyDictionary

from asl.model.parse import parse_machine
from asl.observe.coverage.collect import Layout, Reader
from asl.observe.coverage.points import CAUSES, GROUPS, NEITHER, Group, Key, Point, points_of
from asl.source.text import Source, read

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from asl.model.machine import StateMachine


class Origin(Protocol):
    """Where a definition came from. path: None when it is no file's. text: before `${Name}` places are filled in."""

    @property
    def path(self) -> str | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def defines(self) -> Mapping[str, str]: ...


class Ran(Protocol):
    """What `add` reads of a run: `asl.testing.run.Run` has it."""

    @property
    def execution(self) -> Execution: ...
    @property
    def children(self) -> Sequence[Execution]: ...
    @property
    def origin(self) -> Origin | None: ...


class Count(NamedTuple):
    """So many of so many points."""

    covered: int
    points: int

    @property
    def percent(self) -> float:
        """0 to 100; 0 of nothing, for a count that counted nothing shows nothing."""
        return 100.0 * self.covered / self.points if self.points else 0.0


class Miss(NamedTuple):
    """One point that no run has covered. line and column count from 1; 0 where the text is not known."""

    file: str
    line: int
    column: int
    state: str
    label: str
    why: str
    key: Key

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.state}{'  ' if self.state else ''}{self.label} {self.why}"


class Placed(NamedTuple):
    """A point with its place and how often it was covered."""

    point: Point
    line: int
    column: int
    hits: int


class Covered:
    """One machine and what was covered of it.

    Attributes:
        name: for reports: the file's, or what stands for it.
        path: the file's, None for a definition that is none's.
        text: the definition as its author wrote it, None if it is not known.
        defines: values of its `${Name}` places, of one of its runs.
        points: all there is to cover.
        hits: how often each key was covered; keys that are no points may be among them.
        runs: executions that were read, children of Map Runs not counted.
        notes: what a reader of the figures must know, a sentence each.
    """

    def __init__(
        self,
        name: str,
        path: str | None,
        text: str | None,
        defines: Mapping[str, str],
        points: Iterable[Point],
    ) -> None:
        self.name = name
        self.path = path
        self.text = text
        self.defines = dict(defines)
        self.points: Final[dict[Key, Point]] = {point.key: point for point in points}
        self.hits: Counter[Key] = Counter()
        self.runs = 0
        self.notes: list[str] = []

    @cached_property
    def digest(self) -> str:
        """Of the text as it is written, whatever its places were filled in with; without a text, of the points."""
        told = repr(sorted(self.points)) if self.text is None else self.text
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def identity(self) -> tuple[str, str]:
        """Equal for equal machines: (path or "", digest)."""
        return self.path or "", self.digest

    def add_points(self, points: Iterable[Point]) -> None:
        """Have these to be covered, too."""
        new = {point.key: point for point in points if point.key not in self.points}
        if new:
            self.points.update(new)
            self.__dict__.pop("_places", None)

    def take(self, other: Covered) -> None:
        """Count what was covered elsewhere of the same machine."""
        self.points.update(other.points)
        self.hits.update(other.hits)
        self.runs += other.runs
        self.notes.extend(note for note in other.notes if note not in self.notes)
        self.__dict__.pop("_places", None)

    @cached_property
    def source(self) -> Source | None:
        """The text with its places; None when it is not known or cannot be read."""
        if self.text is None:
            return None
        source = read_definition(self.text, self.path, self.defines)
        return source if source.is_readable else None

    @cached_property
    def _places(self) -> dict[Key, tuple[int, int]]:
        source = self.source
        if source is None:
            return {}
        found = {}
        for key, point in self.points.items():
            place = source.locate(point.pointer, key=point.at_key)
            found[key] = (place.line, place.column)
        return found

    @property
    def machine(self) -> StateMachine | None:
        """The model, where the text can be read."""
        return None if self.source is None else parse_machine(self.source.value)

    @property
    def placed(self) -> list[Placed]:
        """Every point, in the order of the text."""
        places = self._places
        found = [
            Placed(point, *places.get(key, (0, 0)), self.hits[key])
            for key, point in self.points.items()
        ]
        return sorted(found, key=lambda one: (one.line, one.column))

    @property
    def counts(self) -> dict[Group, Count]:
        """By group; groups in which there is nothing to cover are left out."""
        points: Counter[Group] = Counter()
        covered: Counter[Group] = Counter()
        for key, point in self.points.items():
            group = point.kind.group
            points[group] += 1
            covered[group] += self.hits[key] > 0
        return {group: Count(covered[group], points[group]) for group in GROUPS if points[group]}

    @property
    def count(self) -> Count:
        """Of all points together."""
        return _sum(self.counts.values())

    def missed(self, *, brief: bool = False) -> list[Miss]:
        """What no run has covered, in the order of the text.

        brief: without what follows from another miss: all else in a state that was never entered, transitions whose rule
            or catcher is missed, the end of a retrier that never fired.
        """
        entered = {key[0] for key in self.hits if key[1] == "state"}
        out = []
        for point, line, column, hits in self.placed:
            if hits or (brief and self._follows(point, entered)):
                continue
            why = self._why(point) if brief else point.kind.missed
            out.append(Miss(self.name, line, column, point.state, point.label, why, point.key))
        return out

    def _why(self, point: Point) -> str:
        pointer, what, number = point.key
        other, both = NEITHER.get(what, ("", ""))
        is_both = other != "" and self._is_missed((pointer, other, number))
        return both if is_both else point.kind.missed

    def _is_missed(self, key: Key) -> bool:
        return key in self.points and not self.hits[key]

    def _follows(self, point: Point, entered: set[str]) -> bool:
        pointer, what, number = point.key
        if pointer and what != "state" and pointer not in entered:
            return True
        if any(
            (outer, "state", 0) in self.points and outer not in entered
            for outer in _around(pointer)
        ):
            return True
        cause = CAUSES.get(what)
        return cause is not None and self._is_missed((pointer, cause, number))


def _around(pointer: str) -> Iterator[str]:
    """The pointers of whatever lies around a state."""
    while "/" in pointer:
        pointer = pointer[: pointer.rfind("/")]
        yield pointer


def _sum(counts: Iterable[Count]) -> Count:
    covered = points = 0
    for count in counts:
        covered += count.covered
        points += count.points
    return Count(covered, points)


def read_definition(text: str, path: str | None, defines: Mapping[str, str]) -> Source:
    """A definition's text, as runs read it: without a file's name, what begins like JSON is JSON, all else YAML."""
    if path is not None:
        return read(text, name=path, defines=defines or None)
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", '"', "")
    return read(text, format="json" if is_json else "yaml", defines=defines or None)


class _Following(NamedTuple):
    """An execution that has been read and may be read again."""

    covered: Covered
    reader: Reader


class Coverage:
    """What runs have covered of the machines that they were runs of. See the module's docstring."""

    def __init__(self) -> None:
        self._machines: dict[tuple[str, str], Covered] = {}
        # By the identity of the model, which is kept so that the identity stays its own.
        self._known: dict[int, tuple[StateMachine, Covered, Layout]] = {}
        self._following: WeakKeyDictionary[Execution, _Following] = WeakKeyDictionary()

    @property
    def machines(self) -> list[Covered]:
        """By name."""
        return sorted(self._machines.values(), key=lambda one: (one.name, one.digest))

    @property
    def counts(self) -> dict[Group, Count]:
        """By group, over all machines."""
        found = [one.counts for one in self._machines.values()]
        return {
            group: _sum(counts[group] for counts in found if group in counts)
            for group in GROUPS
            if any(group in counts for counts in found)
        }

    @property
    def count(self) -> Count:
        """Of all points of all machines."""
        return _sum(one.count for one in self._machines.values())

    @property
    def percent(self) -> float:
        """0 to 100."""
        return self.count.percent

    def missed(self, *, brief: bool = False) -> list[Miss]:
        """What no run has covered, by file and line; see `Covered.missed`."""
        return [miss for one in self.machines for miss in one.missed(brief=brief)]

    # ---------------------------------------------------------------- what was run

    def add(self, run: Ran) -> None:
        """Count a run and the children of its Map Runs. Again, after a redrive say: only what is new.

        Of a Map Run's children a run keeps the first thousand and those that did not succeed (`keep_children`); if others
        were let go, the machine's notes say so. `see` counts children as they end.
        """
        execution = run.execution
        covered = self.see(execution, run.origin)
        for child in run.children:
            self.see(child, run.origin)
        made = sum(map_run.made for map_run in execution.map_runs)
        if made > len(run.children):
            note = (
                f"{made - len(run.children):,} child executions were not kept and are not counted: run it with"
                f" keep_children={made}"
            )
            if note not in covered.notes:
                covered.notes.append(note)

    def see(self, execution: Execution, origin: Origin | None) -> Covered:
        """Count one execution, or what has been added to it since it was last seen; the machine it is of."""
        following = self._following.get(execution)
        if following is None:
            covered, layout = self._machine(execution, origin)
            following = self._following[execution] = _Following(covered, Reader(layout))
            covered.runs += execution.identity.map_run_arn is None
        following.reader.read(execution, following.covered.hits)
        return following.covered

    def _machine(self, execution: Execution, origin: Origin | None) -> tuple[Covered, Layout]:
        machine = execution.program.machine
        known = self._known.get(id(machine))
        if known is not None:
            return known[1:]
        path = None if origin is None else origin.path
        text = None if origin is None else origin.text
        defines: Mapping[str, str] = {} if origin is None else origin.defines
        points = points_of(machine)
        covered = Covered("", path, text, defines, points)
        named = execution.identity.machine_name
        unnamed = f"<definition {covered.digest[:8]}>"
        covered.name = path or (unnamed if named == "machine" else f"<{named}>")
        covered = self._join(covered)
        # Other values of its `${Name}` places may make other points: a Retry of no attempts has none, of three it has two.
        covered.add_points(points)
        self._known[id(machine)] = (machine, covered, layout := Layout(machine))
        return covered, layout

    def _join(self, covered: Covered) -> Covered:
        """The machine that is known by this identity already, or this one."""
        return self._machines.setdefault(covered.identity, covered)

    def catch_up(self) -> None:
        """Count what has happened since to executions that were seen and still exist: answered, redriven."""
        for execution, following in list(self._following.items()):
            following.reader.read(execution, following.covered.hits)

    # ---------------------------------------------------------------- what was not run, and runs elsewhere

    def expect(self, path: str, text: str, defines: Mapping[str, str] | None = None) -> Covered:
        """A definition that has to be in the report, even if nothing runs it. What cannot be read has one point, and a note."""
        covered = Covered(path, path, text, defines or {}, ())
        machine = covered.machine
        if machine is not None:
            covered.points.update({point.key: point for point in points_of(machine)})
        else:
            begin = Point(("", "start", 0), "", "start", "")
            covered.points[begin.key] = begin
            covered.notes.append(
                "it cannot be read as a state machine: there is nothing to count in it"
            )
        return self._join(covered)

    def merge(self, other: Coverage) -> None:
        """Take in what was counted elsewhere: another process, another session."""
        for theirs in other._machines.values():
            self.put(theirs)

    def put(self, covered: Covered) -> None:
        """Take in one machine that was counted elsewhere."""
        ours = self._join(covered)
        if ours is not covered:
            ours.take(covered)

    def keep(self, is_wanted: Callable[[Covered], bool]) -> None:
        """Forget all machines but these."""
        self._machines = {key: one for key, one in self._machines.items() if is_wanted(one)}

    def rename(self, naming: Callable[[str], str]) -> None:
        """Give every file the name that `naming` makes of its path; files that then have one name count together."""
        machines, self._machines = self._machines, {}
        for one in machines.values():
            if one.path is not None:
                one.name = one.path = naming(one.path)
            self.put(one)
