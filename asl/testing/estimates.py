"""One estimate of a machine: bounds without an input, a run and its price, months, N items, and where it breaks.

What `asl cost` prints, as values; `as_json` gives the shape of its `--json`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.hosts.virtual import EndlessLoop, VirtualHost
from asl.jsonvalue import JSON
from asl.observe.bounds import Bounds, Poly, bounds_of
from asl.observe.cost.cost import Cost
from asl.observe.cost.mixed import obstacles, shapes
from asl.observe.cost.month import (
    Priced,
    Shape,
    break_even_executions,
    break_even_ms,
    break_even_transitions,
    priced,
)
from asl.observe.cost.prices import Prices
from asl.observe.cost.usage import usage_of
from asl.observe.expectation import expected
from asl.observe.forecast import Edge, Measured, Quota, Search
from asl.testing.priced import Setting, make_run
from asl.testing.scaling import MOST, QUOTAS_OF, Scaled, Scaling, Source, source_at, sources

_FARTHER: Final = 4  # times the first break: how far the other quotas are looked for


class Months(NamedTuple):
    """A machine so often a month. prices: of each way to run it; the first is what it is.

    lambda_: dollars for functions, with the free share; None: there are none, or there is no price.
    """

    executions: Decimal
    ways: tuple[Priced, ...]
    lambda_: Decimal | None

    @property
    def cheapest(self) -> Priced | None:
        """Of those that are possible and have a price."""
        possible = [way for way in self.ways if way.shape.is_possible and way.total is not None]
        return min(possible, key=lambda way: way.total or Decimal(0), default=None)


class BreakEven(NamedTuple):
    """Where Standard and Express cost the same for this machine. None: nowhere, or there is no price.

    ms: from this billed duration on an Express execution is dearer. transitions: from so many on Standard is. executions: from
    so many a month on Express is cheaper, in spite of the free transitions.
    """

    ms: int | None
    transitions: int | None
    executions: int | None


class Forecast(NamedTuple):
    """What more items do. first: the smallest N that breaks something; edges: each quota alone, the others lifted.

    as_express: of a Standard machine that could be Express: the N at which it would take more than five minutes.
    """

    source: Source
    first: Edge
    edges: Mapping[Quota, Edge]
    as_express: Edge | None = None


class Trial(NamedTuple):
    """A run with its price, and the host that made it."""

    host: VirtualHost
    cost: Cost
    ways: tuple[Shape, ...]

    @property
    def status(self) -> str:
        return self.host.execution.status


class Row(NamedTuple):
    """N items: the run and its price."""

    n: int
    scaled: Scaled
    trial: Trial


class Estimate(NamedTuple):
    """All that was asked for; what was not asked for is None or empty.

    unscaled: by Map, why its N is not known.
    """

    type: str
    prices: Prices
    bounds: Bounds
    expected: Poly | None = None
    trial: Trial | None = None
    months: Months | None = None
    break_even: BreakEven | None = None
    rows: tuple[Row, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    unscaled: Mapping[str, str] = {}


class Asked(NamedTuple):
    """What an estimate is to hold. input: None: only what needs none. items: values of N. vary: what N is, as a path.

    map_name: the Map whose items N is, where there are several.
    """

    input: JSON = None
    has_input: bool = False
    executions: Decimal | int = 1_000_000
    items: tuple[int, ...] = ()
    vary: str | None = None
    map_name: str | None = None
    weights: Mapping[str, Sequence[Fraction]] = {}
    forecast: bool = True
    definition_bytes: int = 0


def estimate(setting: Setting, prices: Prices, asked: Asked) -> Estimate:
    """Make an estimate.

    Raises:
        UsageError: what is asked for cannot be said; the message says what to give.
        AslError: the run cannot be made, such as an UnansweredTask.
    """
    machine = setting.program.machine
    counts = {}
    if len(asked.items) == 1 and not asked.has_input:
        counts = dict.fromkeys(bounds_of(machine).maps.values(), asked.items[0])
    found = Estimate(setting.type, prices, bounds_of(machine, counts))
    if asked.weights:
        found = found._replace(expected=expected(machine, asked.weights, counts))
    if not asked.has_input:
        if asked.vary is not None or (asked.items and not found.bounds.maps and not counts):
            raise UsageError("--items and --vary need an input to scale: give --input")
        if len(asked.items) > 1:
            raise UsageError(
                "--items with several N needs an input to scale: give --input, or one N"
            )
        return found
    trial = _trial(setting, asked, prices)
    found = found._replace(
        trial=trial,
        months=_months(trial, Decimal(asked.executions), prices, setting.type),
        break_even=_break_even(trial, Decimal(asked.executions), prices),
    )
    is_wanted = bool(asked.items) or asked.vary is not None
    chosen, unscaled = _sources(setting, asked, is_wanted)
    return found._replace(
        unscaled=unscaled,
        rows=tuple(_row(setting, asked, prices, chosen[0], n) for n in asked.items),
        forecasts=tuple(_forecast(setting, asked, each) for each in chosen if asked.forecast),
    )


def _trial(setting: Setting, asked: Asked, prices: Prices) -> Trial:
    made = make_run(setting, asked.input)
    made.watched.check_all_used()
    usage = usage_of(
        made.host.execution,
        made.host.meter,
        definition_bytes=asked.definition_bytes,
        now_ms=made.host.now_ms,
    )
    return _priced_trial(setting, made.host, Cost(usage, prices, made.watched.beside))


def _priced_trial(setting: Setting, host: VirtualHost, cost: Cost) -> Trial:
    beside = cost.beside
    requests, mb_ms = beside.nested_express
    extra = Shape("", beside.nested_transitions, requests, mb_ms)
    ways = shapes(cost.usage, setting.program.machine, host.execution.records, extra)
    if setting.type == "EXPRESS":  # what it is comes first
        ways = [ways[1], ways[0], *ways[2:]]
    return Trial(host, cost, tuple(ways))


def _months(trial: Trial, executions: Decimal, prices: Prices, type_: str) -> Months:
    lambda_ = trial.cost.beside.lambda_cost(prices, executions, with_free=True)
    return Months(
        executions,
        tuple(priced(shape, executions, prices, with_free=True) for shape in trial.ways),
        None if lambda_ is None else lambda_.total,
    )


def _break_even(trial: Trial, executions: Decimal, prices: Prices) -> BreakEven | None:
    if prices.express is None:
        return None
    usage = trial.cost.usage
    by_name = {shape.name: shape for shape in trial.ways}
    standard, express = by_name["Standard"], by_name["Express"]
    return BreakEven(
        break_even_ms(usage.all_transitions, usage.billed.mb, executions, prices, with_free=True),
        break_even_transitions(usage.billed.mb_ms, prices),
        break_even_executions(standard, express, prices),
    )


def _sources(
    setting: Setting, asked: Asked, is_wanted: bool
) -> tuple[list[Source], Mapping[str, str]]:
    """What N is: one source where rows are wanted, else all that were found."""
    if asked.vary is not None:
        return [source_at(asked.vary, make_run(setting, asked.input).host.execution.input)], {}
    if not (is_wanted or asked.forecast):
        return [], {}
    found, unknown = sources(setting, asked.input)
    if asked.map_name is not None:
        _known_map(asked.map_name, found, unknown)
        found = [each for each in found if asked.map_name in each.maps]
        unknown = {name: why for name, why in unknown.items() if name == asked.map_name}
    if not is_wanted:
        return found, unknown
    if len(found) == 1:
        return found, unknown
    if found:
        shown = "; ".join(f'--map "{each.maps[0]}" for {each}' for each in found)
        raise UsageError(f"--items: there are several lists that N could be: {shown}")
    if unknown:
        shown = "\n  ".join(f'the items of "{name}": {why}' for name, why in unknown.items())
        raise UsageError(f"--items: it is not known what N is.\n  {shown}")
    raise UsageError(
        "--items: this run came through no Map; name what in the input N is with --vary, such as --vary '$.count'"
    )


def _known_map(name: str, found: Sequence[Source], unknown: Mapping[str, str]) -> None:
    names = [*(each for source in found for each in source.maps), *unknown]
    if name not in names:
        from asl.check.diagnostic import did_you_mean

        advice = did_you_mean(name, names) or (
            f"it came through {', '.join(names)}" if names else "it came through none"
        )
        raise UsageError(f'--map: the run came through no Map "{name}"; {advice}')


def _row(setting: Setting, asked: Asked, prices: Prices, source: Source, n: int) -> Row:
    scaling = Scaling(setting, asked.input, source, definition_bytes=asked.definition_bytes)
    scaled = scaling.run(n)
    cost = Cost(scaled.usage, prices, scaled.made.watched.beside)
    return Row(n, scaled, _priced_trial(setting, scaled.made.host, cost))


def _forecast(setting: Setting, asked: Asked, source: Source) -> Forecast:
    first = _search(setting, asked, source, None, MOST)
    edges: dict[Quota, Edge] = {}
    farthest = MOST if first.at is None else min(MOST, first.at * _FARTHER)
    for quota in QUOTAS_OF[setting.type]:
        if first.broke is not None and first.broke.quota == quota:
            edges[quota] = first
        elif first.at is None:
            edges[quota] = first  # nothing breaks, so neither does this
        else:
            edges[quota] = _search(setting, asked, source, quota, farthest)
    as_express = None
    if setting.type == "STANDARD" and not any(obstacles(setting.program.machine)):
        express = setting._replace(type="EXPRESS")
        as_express = _search(express, asked, source, "duration", farthest)
    return Forecast(source, first, edges, as_express)


def _search(setting: Setting, asked: Asked, source: Source, quota: Quota | None, most: int) -> Edge:
    scaling = Scaling(
        setting, asked.input, source, quota=quota, definition_bytes=asked.definition_bytes
    )
    tried = 0

    def measure(n: int) -> Measured:
        nonlocal tried
        found = scaling.measure(n)
        tried = max(tried, n) if found.broke is None else tried
        return found

    try:
        quotas = QUOTAS_OF[setting.type] if quota is None else (quota,)
        return Search(measure, source.size, max(most, source.size), quotas).edge()
    except EndlessLoop:  # so many transitions at one instant that the clock's guard stops it
        return Edge(None, None, tried)
