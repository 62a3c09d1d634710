"""N items in place of the few that a test has: where a Map's items come from, and runs with N of them.

The items are found by looking for the very list that the Map iterates: in the execution's input, else in a task's answer. To
give N of them, the list is repeated from its beginning, or cut. Whether the Map then really iterates over N items is
checked by running. A list that an expression made cannot be found; `--vary` then names what in the input N is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from asl.compile.program import compile_machine
from asl.engine.execution import FULL_CAUSE
from asl.errors import UsageError
from asl.hosts.answers import After, Answer, Returned, ReturnedText, Submitted, TaskCall
from asl.hosts.virtual import VirtualHost
from asl.jsonvalue import JSON, dumps, kind, parse, same, size
from asl.limits import BY_TYPE, EXPRESS_SECONDS, MAX_PAYLOAD_BYTES, YEAR_SECONDS, Limits
from asl.model.machine import MapState
from asl.observe.cost.counting import Counted
from asl.observe.cost.usage import Usage, usage_of
from asl.observe.forecast import Break, Measured, Quota
from asl.query.base import every_tap
from asl.testing.priced import Made, Setting, make_run
from asl.vocabulary.records import Verbatim

Path: TypeAlias = tuple[str | int, ...]
MOST: Final = 1_000_000  # a list of as many items is far over 256 KiB
_ITEMS: Final = ("afterItemsPath", "afterItems")
_RESULTS: Final = frozenset({"TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded"})
_UNLIMITED: Final = 1 << 60
_TOO_LARGE: Final = "States.DataLimitExceeded"


class Source(NamedTuple):
    """What N is: a list, whose length it is, or a number.

    where: a task's name whose answer holds it; None: the execution's input. maps: the Maps that iterate over it.
    """

    where: str | None
    path: Path
    size: int
    maps: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = "the input" if self.where is None else f'what "{self.where}" returns'
        return f"{path_text(self.path)} of {place}"


def path_text(path: Path) -> str:
    """A path as JSONPath writes it: $.orders[0]['a b']."""
    text = "$"
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if step.isidentifier() else f"[{step!r}]"
    return text


# ------------------------------------------------------------------ finding
def sources(setting: Setting, input_: JSON) -> tuple[list[Source], dict[str, str]]:
    """What the items of the Maps that ran are, and of the others (by name) why that is not known.

    Maps inside an iteration of another Map are left out: N is the outer one's.
    """
    machine = setting.program.machine
    program = compile_machine(machine, setting.program.digest, tap=every_tap)
    made = make_run(setting._replace(keep_children=0), input_, program=program)
    execution = made.host.execution
    counted = usage_of(execution).counted
    told: dict[int, JSON] = {}
    for entered_id, stage, value in execution.taps:
        if stage in _ITEMS:
            told.setdefault(entered_id, value)
    results = list(_results(execution.records, counted))
    states = {state.name: state for state in machine.states.values()}
    found: dict[tuple[str | None, Path], Source] = {}
    unknown: dict[str, str] = {}
    for index, visit in enumerate(counted.visits):
        if visit.type != "Map" or any(
            counted.visits[around].type == "Map" for around in counted.around(index)
        ):
            continue
        state = states.get(visit.name)
        if isinstance(state, MapState) and state.item_reader is not None:
            unknown[visit.name] = "an ItemReader reads them: give it an object with N rows"
            continue
        if visit.entered_id not in told:
            continue  # it failed before it had any
        source = _find(told[visit.entered_id], execution.input, results)
        if isinstance(source, str):
            unknown.setdefault(visit.name, source)
            continue
        key = (source.where, source.path)
        maps = found[key].maps if key in found else ()
        found[key] = source._replace(maps=tuple(dict.fromkeys([*maps, visit.name])))
    return list(found.values()), unknown


def _results(records: Sequence[Any], counted: Counted) -> Iterator[tuple[str, JSON]]:
    for at, record in zip(counted.visit_of, records, strict=True):
        if record[0] in _RESULTS and at is not None:
            value = record[4]
            yield (
                counted.visits[at].name,
                parse(value) if isinstance(value, Verbatim) else value,
            )


def _find(items: JSON, input_: JSON, results: Sequence[tuple[str, JSON]]) -> Source | str:
    """Where a list is; or why it cannot be said."""
    if not isinstance(items, list):
        return f"they are the members of an {kind(items)}, which cannot be repeated"
    if not items:
        return "there are none: give an input with one at least"
    places: list[tuple[str | None, JSON]] = [(None, input_), *reversed(results)]
    for is_it in (_is, same):
        found: dict[tuple[str | None, Path], None] = {}
        for where, document in places:
            for path, value in _lists(document):
                if is_it(value, items):
                    found[where, path] = None
        if len(found) == 1:
            (where, path) = next(iter(found))
            return Source(where, path, len(items))
        if found:
            named = " and ".join(str(Source(where, path, 0)) for where, path in list(found)[:3])
            return f"{named} are the same list; name the one that counts with --vary"
    return (
        "no list in the input or in a task's answer is what it iterates over; name what N is with --vary, "
        "such as --vary '$.count' or --vary '$.orders'"
    )


def _is(left: JSON, right: JSON) -> bool:
    return left is right


def _lists(document: JSON) -> Iterator[tuple[Path, list[JSON]]]:
    """Every list in a document with its path, the outer ones first."""
    pending: list[tuple[Path, JSON]] = [((), document)]
    while pending:
        path, value = pending.pop()
        members: list[tuple[Path, JSON]] = []
        if isinstance(value, list):
            yield path, value
            members = [((*path, n), member) for n, member in enumerate(value)]
        elif isinstance(value, dict):
            members = [((*path, key), member) for key, member in value.items()]
        pending.extend(each for each in reversed(members) if isinstance(each[1], (dict, list)))


def source_at(path: str, input_: JSON) -> Source:
    """What `--vary PATH` names: a list or a whole number in the input.

    Raises:
        UsageError: the path is none, or leads to something else.
    """
    steps = _steps(path)
    value = input_
    try:
        for step in steps:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        raise UsageError(f'--vary {path}: the input has nothing at "{path}"') from None
    if isinstance(value, list):
        if not value:
            raise UsageError(f"--vary {path}: the list is empty; one item at least can be repeated")
        return Source(None, steps, len(value))
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return Source(None, steps, value)
    raise UsageError(
        f"--vary {path}: N is a list or a whole number above 0 in the input, and this is of type {kind(value)}"
    )


def _steps(path: str) -> Path:
    """The members and indexes of a plain path: `$.a.b[0]['c']`."""
    if not re.fullmatch(r"\$(\.[A-Za-z_]\w*|\[\d+\]|\['[^']*'\])*", path):
        raise UsageError(f"--vary takes a plain path such as $.orders or $.a[0]['b c'], not {path}")
    return tuple(
        int(index) if index else (name or quoted)
        for name, index, quoted in re.findall(r"\.(\w+)|\[(\d+)\]|\['([^']*)'\]", path)
    )


# ------------------------------------------------------------------ scaling
def resized(document: JSON, path: Path, n: int) -> JSON:
    """The document with N items at the path: its list repeated from the beginning, or cut; or the number N.

    Bounded by the nesting of JSON text.
    """
    if not path:
        if not isinstance(document, list):
            return n
        times = -(-n // len(document)) if document else 0
        return (document * times)[:n]
    step, *rest = path
    copied = [*document] if isinstance(document, list) else {**document}
    copied[step] = resized(document[step], tuple(rest), n)  # type: ignore[index]  # a path of this document
    return copied


def _has(document: JSON, path: Path) -> bool:
    try:
        for step in path:
            document = document[step]
    except (KeyError, IndexError, TypeError):
        return False
    return isinstance(document, list)


def _change(source: Source, n: int) -> Callable[[TaskCall, Answer], Answer]:
    """Answers of the source's task, with N items in them."""

    def resize(answer: Answer) -> Answer:
        if isinstance(answer, Returned):
            has = _has(answer.value, source.path)
            return Returned(resized(answer.value, source.path, n)) if has else answer
        if isinstance(answer, ReturnedText):
            value = parse(answer.text)
            has = _has(value, source.path)
            return ReturnedText(dumps(resized(value, source.path, n))) if has else answer
        if isinstance(answer, After):
            return answer._replace(answer=resize(answer.answer))
        if isinstance(answer, Submitted):
            return answer._replace(then=resize(answer.then))
        return answer

    return lambda call, answer: resize(answer) if call.state == source.where else answer


class Scaled(NamedTuple):
    """A run with N items."""

    made: Made
    usage: Usage
    measured: Measured


class Scaling:
    """Runs of one machine with N items from one source.

    Args:
        quota: look at this quota alone, and lift the others; None: all of them, as they are.
    """

    def __init__(
        self,
        setting: Setting,
        input_: JSON,
        source: Source,
        *,
        quota: Quota | None = None,
        definition_bytes: int = 0,
    ) -> None:
        self._setting = setting
        self._input = parse(input_) if isinstance(input_, Verbatim) else input_
        self._source = source
        self._quota = quota
        self._limits = limits_for(setting.type, quota)
        self._definition_bytes = definition_bytes

    def run(self, n: int) -> Scaled:
        """The run with N items.

        Raises:
            UsageError: the Map did not iterate over N items, so that a forecast would be wrong.
        """
        source, given, change = self._source, self._input, None
        if source.where is None:
            given = resized(given, source.path, n)
        else:
            change = _change(source, n)
        made = make_run(self._setting, given, limits=self._limits, change=change)
        usage = usage_of(
            made.host.execution,
            made.host.meter,
            definition_bytes=self._definition_bytes,
            now_ms=made.host.now_ms,
        )
        broke = broken(made.host, usage, self._quota, self._limits)
        if broke is None:
            self._check(made, usage, n)
        execution = made.host.execution
        gauges: dict[Quota, int] = {
            "events": max(usage.events, usage.children.most_events),
            "payload": usage.largest.bytes,
            "duration": usage.took_ms if usage.is_express or self._quota == "duration" else 0,
        }
        measured = Measured(n, gauges, broke, usage.all_transitions, execution.failure)
        return Scaled(made, usage, measured)

    def measure(self, n: int) -> Measured:
        """What N items give, for a search. Raises what `run` raises, and EndlessLoop."""
        return self.run(n).measured

    def _check(self, made: Made, usage: Usage, n: int) -> None:
        maps = self._source.maps
        for at, record in zip(usage.counted.visit_of, made.host.execution.records, strict=True):
            if record[0] != "MapStateStarted" or at is None:
                continue
            name = usage.counted.visits[at].name
            if name in maps and record[3] != n:
                raise UsageError(
                    f'with N = {n:,} items at {self._source} "{name}" iterates over {record[3]:,}: something between '
                    f"changes the list, so N says nothing; name what counts with --vary"
                )


def limits_for(type_: str, quota: Quota | None) -> Limits:
    """The quotas of a type, or one of them alone with the others lifted."""
    limits = BY_TYPE[type_]
    if quota is None:
        return limits
    events = limits.history_events
    return Limits(
        limits.name,
        events if quota == "events" or events is None else _UNLIMITED,
        limits.duration_s if quota == "duration" else 10 * YEAR_SECONDS,
        limits.payload_bytes if quota == "payload" else _UNLIMITED,
    )


def broken(host: VirtualHost, usage: Usage, quota: Quota | None, limits: Limits) -> Break | None:
    """The quota that a run broke, and where. None: none, whatever else it came to.

    A payload that is too large and whose error a catcher takes is seen where the error stays in the state's output.
    """
    execution = host.execution
    error, cause = execution.failure or (None, None)
    if quota in (None, "payload") and size(execution.input) > MAX_PAYLOAD_BYTES:
        return Break("payload", None)
    busiest = next(iter(usage.events_by_state), None)
    if cause == FULL_CAUSE.format(limits.history_events):
        return Break("events", _fullest(usage.counted), busiest)
    if usage.children.most_events >= (limits.history_events or _UNLIMITED):
        return Break("events", _where(usage), busiest)
    if error == _TOO_LARGE:
        return Break("payload", _where(usage), busiest)
    for at, record in zip(usage.counted.visit_of, execution.records, strict=True):
        if record[0].endswith("StateExited") and at is not None and _tells_of_size(record[4]):
            return Break("payload", usage.counted.visits[at].name, busiest)
    if (
        execution.status == "TIMED_OUT"
        and usage.took_ms >= EXPRESS_SECONDS * 1000
        and (limits.duration_s == EXPRESS_SECONDS)
    ):
        return Break("duration", _where(usage), busiest)
    return None


def _tells_of_size(output: JSON) -> bool:
    if not isinstance(output, dict):
        return False
    return any(
        isinstance(each, dict) and each.get("Error") == _TOO_LARGE
        for each in (output, *output.values())
    )


def _fullest(counted: Counted) -> str | None:
    """The state of the top level that has written most events, itself and what runs in it."""
    found: dict[str, int] = {}
    outermost: dict[int, str] = {}
    for at in counted.visit_of:
        if at is None:
            continue
        if at not in outermost:
            outermost[at] = counted.visits[[at, *counted.around(at)][-1]].name
        found[outermost[at]] = found.get(outermost[at], 0) + 1
    return max(found, key=lambda name: found[name], default=None)


def _where(usage: Usage) -> str | None:
    """The state of the top level that the end came in."""
    counted = usage.counted
    for at in reversed(counted.visit_of):
        if at is not None:
            outermost = [at, *counted.around(at)][-1]
            return counted.visits[outermost].name
    return None


QUOTAS_OF: Final[dict[str, tuple[Quota, ...]]] = {
    "STANDARD": ("events", "payload"),
    "EXPRESS": ("payload", "duration"),
}
