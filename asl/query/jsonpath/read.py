"""Paths as closures: `document -> value`.

Most paths are names only and cost one or two dictionary look-ups. The others are a row of steps, each from a list of
values to a list of values, so that neither a deep document nor a long path recurses. A path that selects one value gives
it, or ABSENT; any other gives a list, also below a parent that is missing (recorded: `$.items[*]` on `{}` is `[]`).

Why nothing was found is worked out only when somebody asks: `explain` walks again and says it in the library's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from asl.errors import RuntimeFailure
from asl.jsonvalue import ABSENT, JSON
from asl.query.jsonpath.missing import NO_PARENT, PathMissing
from asl.query.jsonpath.terms import (
    Descent,
    Filter,
    Function,
    Indices,
    Names,
    NestedPath,
    Path,
    Segment,
    Slice,
    Value,
    Wildcard,
    is_definite,
)

if TYPE_CHECKING:
    from asl.query.jsonpath.filters import Check, Look

MAX_VISITS: Final = 1_000_000  # values one evaluation may look at: about a second; ours, not AWS's

Find: TypeAlias = Callable[[JSON], JSON]
Step: TypeAlias = "Callable[[list[JSON], Run], list[JSON]]"


class Run:
    """One evaluation of a path that is more than names: its document, and what it may still visit."""

    __slots__ = ("kept", "left", "root")

    def __init__(self, root: JSON) -> None:
        self.root = root
        self.left = MAX_VISITS
        # What paths from the root inside a filter gave, by their closure: they give every item the same.
        self.kept: dict[object, JSON] = {}

    def spend(self, visits: int) -> None:
        self.left -= visits
        if self.left < 0:
            raise RuntimeFailure(
                f"A path looked at more than {MAX_VISITS:,} values. This limit is the emulator's, not AWS's."
            )


def compile_find(path: Path) -> Find:
    """The closure of a path: the value or list it selects, ABSENT where a definite path finds nothing.

    Raises (the closure):
        RuntimeFailure: the path visits more than MAX_VISITS values.
    """
    return _find(path.segments, path.definite)


def compile_read(path: Path) -> Find:
    """As compile_find, but the closure raises PathMissing where nothing is found."""
    find = compile_find(path)

    def read(document: JSON) -> JSON:
        value = find(document)
        if value is ABSENT:
            raise explain(path, document)
        return value

    return read


def explain(path: Path, document: JSON) -> PathMissing:
    """Why the path finds nothing in the document."""
    try:
        _evaluate(_compile_steps(path.segments, False), document, Run(document))
    except PathMissing as missing:
        return missing
    past_end = False
    if path.segments and isinstance(path.segments[-1], Indices):
        parent = _find(path.segments[:-1], True)(document)
        past_end = isinstance(parent, list)
    return PathMissing("leaf", path.fragment(), past_end=past_end)


# -- names and indices -------------------------------------------------------------------------------


def _find(segments: tuple[Segment, ...], definite: bool) -> Find:
    keys: list[str | int] = []
    for segment in segments:
        if isinstance(segment, Names) and segment.definite:
            keys.append(segment.names[0])
        elif isinstance(segment, Indices) and segment.definite:
            keys.append(segment.indices[0])
        else:
            return _find_by_steps(segments, definite)
    if any(isinstance(key, int) for key in keys):
        return _find_places(tuple(keys))
    return _find_names(tuple(str(key) for key in keys))


def _find_names(names: tuple[str, ...]) -> Find:
    """Names only. A list, text or scalar on the way raises TypeError, as no name indexes it."""
    if not names:
        return lambda document: document

    def find(document: JSON) -> JSON:
        try:
            for name in names:
                document = document[name]
        except (KeyError, TypeError):
            return ABSENT
        return document

    return find


def _find_places(keys: tuple[str | int, ...]) -> Find:
    steps = tuple((key, type(key) is int) for key in keys)

    def find(document: JSON) -> JSON:
        try:
            for key, is_index in steps:
                if is_index and type(document) is not list:
                    return ABSENT  # a text has characters at indices
                document = document[key]
        except (KeyError, IndexError, TypeError):
            return ABSENT
        return document

    return find


# -- everything else ---------------------------------------------------------------------------------


def _find_by_steps(segments: tuple[Segment, ...], definite: bool) -> Find:
    steps = _compile_steps(segments, False)

    def find(document: JSON) -> JSON:
        try:
            values = _evaluate(steps, document, Run(document))
        except PathMissing as missing:
            return ABSENT if definite or missing.kind not in NO_PARENT else []
        if definite:
            return values[-1] if values else ABSENT
        return values

    return find


def _evaluate(steps: Sequence[Step], document: JSON, run: Run) -> list[JSON]:
    values = [document]
    for step in steps:
        values = step(values, run)
        run.spend(len(values) + 1)
    return values


class _Place(NamedTuple):
    """Where a segment stands: what it may assume and what its messages say."""

    before: str  # the path so far
    after: str  # the segments that follow, as text
    sure: bool  # everything before selects one value: to find nothing is an error
    last: bool
    required: bool  # a test of existence: to find nothing is an error anywhere


def _compile_steps(segments: tuple[Segment, ...], required: bool) -> list[Step]:
    steps: list[Step] = []
    at = 0
    before, sure = "$", True
    texts = [segment.text for segment in segments]
    while at < len(segments):
        segment = segments[at]
        following = at + (2 if isinstance(segment, Descent) else 1)
        place = _Place(
            before, "".join(texts[following:]), sure, following >= len(segments), required
        )
        if isinstance(segment, Descent):
            steps.append(_descent(segments[at + 1], place))
        else:
            steps.append(_step(segment, place))
        before += "".join(texts[at:following])
        sure = sure and segment.definite
        at = following
    return steps


def _step(segment: Segment, place: _Place) -> Step:
    match segment:
        case Names(names=(name,)):
            return _name(name, segment, place)
        case Names():
            return _names(segment, place)
        case Indices():
            return _indices(segment, place)
        case Slice():
            return _slice(segment, place)
        case Wildcard():
            return _wildcard
        case Filter():
            return _filter(segment, place)
        case Function():
            return _function(segment, place)
    raise AssertionError(segment)


def _name(name: str, segment: Names, place: _Place) -> Step:
    if not place.sure and not place.required:
        return _name_of_each(name)
    strict_leaf = place.last and place.required
    strict_parent = not place.last and (place.sure or place.required)

    def step(values: list[JSON], run: Run) -> list[JSON]:
        out = []
        for value in values:
            if not isinstance(value, dict):
                if place.sure:
                    raise PathMissing("not an object", place.before, segment.text, value)
            elif name in value:
                out.append(value[name])
            elif strict_leaf:
                raise PathMissing("leaf", place.before + segment.text)
            elif strict_parent:
                raise PathMissing("parent", place.before + segment.text)
        return out

    return step


def _name_of_each(name: str) -> Step:
    get = itemgetter(name)

    def step(values: list[JSON], run: Run) -> list[JSON]:
        try:
            return list(map(get, values))  # mostly every value is an object that has it
        except (KeyError, TypeError):
            return [value[name] for value in values if type(value) is dict and name in value]

    return step


def _names(segment: Names, place: _Place) -> Step:
    """Several names: at the end one object of those that exist, otherwise each that exists."""
    names = segment.names

    def step(values: list[JSON], run: Run) -> list[JSON]:
        out: list[JSON] = []
        for value in values:
            if not isinstance(value, dict):
                if place.sure:
                    raise PathMissing("not an object", place.before, segment.text, value)
                continue
            found = [name for name in names if name in value]
            if place.required and len(found) < len(names):
                raise PathMissing("parent", place.before + segment.text)
            if place.last:
                out.append({name: value[name] for name in found})
            else:
                out.extend(value[name] for name in found)
        return out

    return step


def _check_list(value: JSON, segment: Segment, place: _Place) -> bool:
    if isinstance(value, list):
        return True
    if place.sure:
        raise PathMissing("not an array", place.before, segment.text + place.after, value)
    return False


def _indices(segment: Indices, place: _Place) -> Step:
    def step(values: list[JSON], run: Run) -> list[JSON]:
        out = []
        for value in values:
            if _check_list(value, segment, place):
                for index in segment.indices:
                    if -len(value) <= index < len(value):
                        out.append(value[index])
        return out

    return step


def _slice(segment: Slice, place: _Place) -> Step:
    start, stop = segment.start, segment.stop

    def step(values: list[JSON], run: Run) -> list[JSON]:
        out: list[JSON] = []
        for value in values:
            if not _check_list(value, segment, place):
                continue
            if start is None or stop is None or start >= 0:
                # Only an end on its own counts from the end: [1:-1] is empty (measured).
                if start is None or stop is None or stop >= 0:
                    out.extend(value[start:stop])
                continue
            # With two ends the library counts up from the negative one, past zero if need be (measured).
            out.extend(value[i] for i in range(max(start, -len(value)), min(stop, len(value))))
        return out

    return step


def _wildcard(values: list[JSON], run: Run) -> list[JSON]:
    out: list[JSON] = []
    for value in values:
        if isinstance(value, dict):
            out.extend(value.values())
        elif isinstance(value, list):
            out.extend(value)
    return out


def _check(segment: Filter) -> Check:
    from asl.query.jsonpath.filters import compile_filter  # rare, so loaded when met

    return compile_filter(segment.test, _nested, _exists)


def _filter(segment: Filter, place: _Place) -> Step:
    check = _check(segment)

    def step(values: list[JSON], run: Run) -> list[JSON]:
        out: list[JSON] = []
        for value in values:
            if isinstance(value, list):
                run.spend(len(value))
                out.extend(item for item in value if check(item, run))
            elif isinstance(value, dict):
                if check(value, run):
                    out.append(value)
            elif place.sure:
                raise PathMissing("primitive", place.before, segment.text + place.after, value)
        return out

    return step


def _containers(values: list[JSON], run: Run) -> Iterator[JSON]:
    """The objects and arrays in and below the values, each before what it holds."""
    for value in values:
        pending = [value]
        while pending:
            node = pending.pop()
            if not isinstance(node, (dict, list)):
                continue
            yield node
            children = list(node.values()) if isinstance(node, dict) else node
            run.spend(len(children) + 1)
            pending.extend(reversed(children))


def _descent(following: Segment, place: _Place) -> Step:
    """`..` with the segment after it, which is tried on every container where it can apply."""
    anywhere = place._replace(sure=False, before=place.before + "..")
    apply = _step(following, anywhere)
    fits: Callable[[JSON, Run], bool]
    if isinstance(following, Names):
        names = following.names
        takes_any = not place.last and not following.definite

        def fits(node: JSON, run: Run) -> bool:
            return isinstance(node, dict) and (takes_any or all(name in node for name in names))

    elif isinstance(following, (Indices, Slice)):

        def fits(node: JSON, run: Run) -> bool:
            return isinstance(node, list)

    elif isinstance(following, Filter):
        fits = _check(following)
    else:

        def fits(node: JSON, run: Run) -> bool:
            return True

    def step(values: list[JSON], run: Run) -> list[JSON]:
        out: list[JSON] = []
        for node in _containers(values, run):
            if fits(node, run):
                out.extend(apply([node], run))
        return out

    return step


# -- paths inside filters and functions --------------------------------------------------------------


def _nested(path: NestedPath) -> Look:
    """A path as an operand: its value for the item at hand, ABSENT where it finds nothing."""
    definite = is_definite(path.segments)
    steps = _compile_steps(path.segments, False)

    def look(item: JSON, run: Run) -> JSON:
        try:
            values = _evaluate(steps, item, run)
        except PathMissing:
            return ABSENT
        return values if not definite else values[-1] if values else ABSENT

    if not path.from_root:
        return look

    def look_once(item: JSON, run: Run) -> JSON:
        if look not in run.kept:
            run.kept[look] = look(run.root, run)
        return run.kept[look]

    return look_once


def _exists(path: NestedPath) -> Check:
    """Whether a path is there: `[?(@.a)]`. A path from the root is tried on the item too (measured)."""
    definite = is_definite(path.segments)
    steps = _compile_steps(path.segments, True)

    def exists(item: JSON, run: Run) -> bool:
        try:
            values = _evaluate(steps, item, run)
        except PathMissing:
            return False
        return bool(values) or not definite

    return exists


def _function(segment: Function, place: _Place) -> Step:
    from asl.query.jsonpath.functions import FUNCTIONS, FunctionFailure, PastEnd

    apply = FUNCTIONS[segment.name]
    counts = segment.name in ("length", "size")
    arguments: list[Look] = []
    for argument in segment.arguments:
        if isinstance(argument, Value):
            arguments.append(_constant(argument.value))
        elif counts:
            arguments.append(_members(argument))
        else:
            arguments.append(_nested(argument))

    def step(values: list[JSON], run: Run) -> list[JSON]:
        out = []
        for value in values:
            given = [argument(value, run) for argument in arguments]
            run.spend(sum(len(g) for g in (value, *given) if isinstance(g, list)))
            try:
                out.append(apply(value, [g for g in given if g is not ABSENT]))
            except FunctionFailure as failure:
                if isinstance(failure, PastEnd) and not place.sure:
                    continue
                raise PathMissing("function", "", str(failure)) from None
        return out

    return step


def _constant(value: JSON) -> Look:
    return lambda item, run: value


def _members(path: NestedPath) -> Look:
    """What a length counts of a path: the members of all that it selects (measured)."""
    steps = _compile_steps((*path.segments, Wildcard()), False)
    definite = is_definite(path.segments)

    def look(item: JSON, run: Run) -> JSON:
        try:
            values = _evaluate(steps, run.root if path.from_root else item, run)
        except PathMissing:
            return ABSENT
        return values if not definite else values[-1] if values else ABSENT

    return look
