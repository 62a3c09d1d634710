"""What an estimate looks like: for people, part by part; for programs, one JSON object."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from asl.cli.terminal import columns, json_result, line, span
from asl.jsonvalue import JSON
from asl.limits import MAX_HISTORY_EVENTS
from asl.observe.bounds import bound_text
from asl.observe.cost.billing import gb_seconds
from asl.observe.cost.month import Priced
from asl.observe.cost.others import Other, others
from asl.observe.cost.prices import PriceTable
from asl.observe.forecast import QUOTAS, Edge

if TYPE_CHECKING:
    from asl.observe.bounds import Bounds, Loop
    from asl.source import Source
    from asl.testing.estimates import Asked, Estimate, Forecast, Row, Trial

_STATES: Final = 12  # states shown; a machine with more loses those with the fewest transitions
_WIDTH: Final = 14


def dollars(amount: Decimal) -> str:
    """Dollars for people: cents, and below a dollar three digits that count. Only here amounts are rounded."""
    places = 2 if not amount else max(2, 2 - amount.adjusted())
    text = f"{amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    whole, _, fraction = text.partition(".")
    return f"${whole}.{fraction.rstrip('0').ljust(2, '0')}"


def _bytes(count: int) -> str:
    return f"{count:,} B" if count < 1024 else f"{count / 1024:,.1f} KiB"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


class View:
    """Prints one estimate."""

    def __init__(
        self,
        found: Estimate,
        table: PriceTable,
        source: Source,
        asked: Asked,
        *,
        compares: bool,
    ) -> None:
        self._found = found
        self._table = table
        self._source = source
        self._asked = asked
        self._others: list[Other] = []
        if compares and found.trial is not None:
            usage = found.trial.cost.usage
            self._others = others(usage, Decimal(asked.executions), table, found.prices)

    # ------------------------------------------------------------------ for people
    def print_text(self, over: Sequence[str]) -> None:
        """Everything on standard output; what passes a budget on standard error, last."""
        found, out = self._found, sys.stdout
        price = found.prices.sources["standard"]
        line(
            out,
            (self._source.name, "name"),
            f"  {found.type}, {found.prices.region}",
            (f"  (prices: {price})", "quiet"),
        )
        self._bounds(found.bounds)
        if found.trial is None:
            line(out, ("  give an input, or --mocks, for the price of a run", "quiet"))
        else:
            self._run(found.trial)
            self._months(found.trial)
            self._rows(found.rows)
            self._forecasts(found)
            self._compared()
        out.flush()
        for sentence in over:
            line(sys.stderr, ("over budget ", "bad"), sentence)

    def _head(self, text: str) -> None:
        line(sys.stdout, "")
        line(sys.stdout, (text, "name"))

    def _pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        columns(sys.stdout, [[f"{name:<{_WIDTH}}", text] for name, text in rows], indent="  ")

    def _bounds(self, bounds: Bounds) -> None:
        self._head("Transitions over all paths")
        most = "no most" if bounds.most is None else bound_text(bounds.most, "max")
        rows = [("least", bound_text(bounds.least, "min")), ("most", most)]
        if self._found.expected is not None:
            rows.append(("expected", f"{self._found.expected}, where no task fails"))
        rows += [(symbol, f'items of "{name}"') for symbol, name in bounds.maps.items()]
        self._pairs(rows)
        for loop in bounds.loops:
            turn = bound_text(loop.turn, "min")
            names = " > ".join(f'"{name}"' for name in loop.states)
            line(
                sys.stdout,
                "  ",
                ("a loop without a bound", "doubtful"),
                f"  {self._place(loop)}: {names}, {turn} a turn",
            )

    def _place(self, loop: Loop) -> str:
        place = self._source.locate(loop.pointers[0], key=True)
        return f"{self._source.name}:{place.line}:{place.column}"

    def _run(self, trial: Trial) -> None:
        cost, usage = trial.cost, trial.cost.usage
        self._head("This run")
        where = (
            "the input"
            if usage.largest.state is None
            else (f'{usage.largest.what} of "{usage.largest.state}"')
        )
        events = f"{usage.events:,}"
        if not usage.is_express:
            events += f" of {MAX_HISTORY_EVENTS:,}"
        children = usage.children
        rows = [
            ("status", f"{trial.status} after {span(usage.took_ms / 1000)}"),
            ("transitions", f"{cost.transitions:,}" + self._of_these(trial)),
            ("events", events),
            ("payload", f"{_bytes(usage.largest.bytes)} at most, {where}"),
        ]
        if children.express:
            amount = gb_seconds(children.mb_ms)
            rows.append(
                ("children", f"{children.express:,} Express executions, {amount:,.2f} GB-s")
            )
        if children.standard:
            rows.append(
                (
                    "children",
                    f"{children.standard:,} Standard executions, {children.transitions:,} transitions",
                )
            )
        self._pairs(rows)
        shown = list(cost.by_state.items())
        names = [[name, f"{count:>8,}"] for name, count in shown[:_STATES]]
        columns(sys.stdout, [[f"    {name}", count] for name, count in names])
        if len(shown) > _STATES:
            line(sys.stdout, (f"    … and {_count(len(shown) - _STATES, 'state')} more", "quiet"))
        for note in self._notes(trial):
            line(sys.stdout, "  ", (note, "doubtful"))

    def _of_these(self, trial: Trial) -> str:
        usage = trial.cost.usage
        return f", {_count(usage.redrives, 'redrive')} among them" if usage.redrives else ""

    def _notes(self, trial: Trial) -> Iterator[str]:
        beside = trial.cost.beside
        if beside.unknown:
            names = ", ".join(beside.unknown[:4])
            what = "the function" if len(beside.unknown) == 1 else "the functions"
            yield f"no time is known for {what} {names}: give --lambda {beside.unknown[0]}=MS"
        elif trial.cost.usage.took_ms == 0 and trial.cost.usage.scheduled:
            yield "no task takes any time here: an Express execution is priced at its least, 100 ms"
        for use in beside.unknown_nested:
            machine = f" of {use.machine}" if use.machine else ""
            yield (
                f'"{use.state}" starts {_count(use.calls, "execution")}{machine}, billed by itself and not in these '
                f"figures: give --nested '{use.state}=TRANSITIONS'"
            )

    def _months(self, trial: Trial) -> None:
        months, prices = self._found.months, self._found.prices
        assert months is not None  # there is a run
        self._head(f"Price of one execution, and of {months.executions:,.0f} a month")
        rows: list[list[tuple[str, str] | str]] = []
        once = self._once(trial)
        for way, amount in zip(months.ways, once, strict=True):
            rows.append(self._way(way, amount, is_cheapest=way is months.cheapest))
        columns(sys.stdout, rows, indent="  ")
        cost = trial.cost
        if cost.beside.functions:
            if cost.functions is None or months.lambda_ is None:
                line(sys.stdout, "  ", (prices.missing("lambda"), "doubtful"))
            else:
                line(
                    sys.stdout,
                    f"  Lambda on top: {dollars(cost.functions)}, {dollars(months.lambda_)} a month"
                    f" ({_count(cost.beside.calls, 'call')} a run"
                    f"{', their time not counted' if cost.beside.unknown else ''})",
                )
        if prices.express is None:
            line(sys.stdout, "  ", (prices.missing("express"), "doubtful"))
        free = f"{prices.free_transitions:,} transitions a month are free and taken off"
        line(sys.stdout, ("  " + free + "; a month has 30 days", "quiet"))
        self._break_even(trial)

    def _once(self, trial: Trial) -> list[Decimal | None]:
        from asl.observe.cost.month import priced

        prices = self._found.prices
        return [priced(shape, 1, prices, with_free=False).total for shape in trial.ways]

    def _way(
        self, way: Priced, once: Decimal | None, *, is_cheapest: bool
    ) -> list[tuple[str, str] | str]:
        shape = way.shape
        total = way.total
        amounts = ["no price" if each is None else dollars(each) for each in (once, total)]
        if not shape.is_possible:
            amounts = ["—", "—"]
        note = ("cheapest", "good") if is_cheapest else ("", "plain")
        if not shape.is_possible:
            note = (f"not possible: {shape.note}", "doubtful")
        elif shape.note and not is_cheapest:
            note = (shape.note, "quiet")
        return [(shape.name, "name"), f"{amounts[0]:>12}", f"{amounts[1]:>14}", note]

    def _break_even(self, trial: Trial) -> None:
        even = self._found.break_even
        if even is None or not next(s for s in trial.ways if s.name == "Express").is_possible:
            return
        usage = trial.cost.usage
        count = _count(usage.all_transitions, "transition")
        if even.ms is None:
            text = f"Express is cheaper than {count}, as long as it may take (5 minutes)"
        elif even.ms <= 100:
            text = f"Standard is cheaper with {count}, whatever an Express execution takes"
        else:
            text = f"Express is cheaper than {count} up to {span((even.ms - 100) / 1000)}"
        line(sys.stdout, f"  where they cross: {text} at {usage.billed.mb} MB;")
        if even.transitions is not None:
            took = span(usage.billed.ms / 1000)
            line(
                sys.stdout,
                f"    with {took} and {usage.billed.mb} MB, from {_count(even.transitions, 'transition')} on;",
            )
        if even.executions is not None:
            more = f"    and from {_count(even.executions, 'execution')} a month on, because of the free transitions"
            line(sys.stdout, more)

    def _rows(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self._head("With N items")
        table: list[list[tuple[str, str] | str]] = [
            [(text, "quiet") for text in
             (f"{'N':>10}", "transitions", "events", "payload", "Standard", "Express", "")]
        ]  # fmt: skip
        for row in rows:
            usage = row.scaled.usage
            once = {
                shape.name: amount
                for shape, amount in zip(row.trial.ways, self._once(row.trial), strict=True)
            }
            broke = row.scaled.measured.broke
            standard, express = once["Standard"], once["Express"]
            is_possible = next(s for s in row.trial.ways if s.name == "Express").is_possible
            table.append(
                [
                    f"{row.n:>10,}",
                    f"{usage.all_transitions:>11,}",
                    f"{usage.events:>6,}",
                    f"{_bytes(usage.largest.bytes):>10}",
                    "no price" if standard is None else dollars(standard),
                    "no price" if express is None else dollars(express) if is_possible else "—",
                    ("", "plain") if broke is None else (f"breaks {QUOTAS[broke.quota][0]}", "bad"),
                ]
            )
        columns(sys.stdout, table, indent="  ")

    def _forecasts(self, found: Estimate) -> None:
        for forecast in found.forecasts:
            self._forecast(forecast)
        if found.unscaled and not found.forecasts:
            self._head("More items")
            for name, why in found.unscaled.items():
                line(sys.stdout, f'  the items of "{name}": {why}')

    def _forecast(self, forecast: Forecast) -> None:
        source = forecast.source
        maps = " and ".join(f'"{name}"' for name in source.maps)
        self._head(f"More items: N is {source}" + (f", the items of {maps}" if maps else ""))
        rows = [
            (QUOTAS[quota][0], self._edge(edge, is_first=edge is forecast.first))
            for quota, edge in forecast.edges.items()
        ]
        if forecast.as_express is not None:
            name = f"{QUOTAS['duration'][0]} as Express"
            rows.append((name, self._edge(forecast.as_express, is_first=False)))
        columns(sys.stdout, [[name, text] for name, text in rows], indent="  ")

    def _edge(self, edge: Edge, *, is_first: bool) -> str:
        if edge.at is None or edge.broke is None:
            return f"not up to N = {edge.tried:,}"
        state = "in the input" if edge.broke.state is None else f'in "{edge.broke.state}"'
        busiest = edge.broke.busiest
        by = ""
        if edge.per_item is not None:
            each = f"{edge.per_item:,.1f}".removesuffix(".0")
            unit = {"events": "events", "payload": "bytes", "duration": "ms"}[edge.broke.quota]
            by = f", {each} {unit} an item"
        if edge.broke.quota == "events" and busiest not in (None, edge.broke.state):
            by += f', most of them of "{busiest}"'
        alone = "" if is_first else " (if nothing else broke before)"
        return f"breaks at N = {edge.at:,} {state}{by}{alone}"

    def _compared(self) -> None:
        if not self._others:
            return
        self._head(f"Other engines, {Decimal(self._asked.executions):,.0f} executions a month")
        for other in self._others:
            amount = "no price"
            if other.least is not None and other.most is not None:
                amount = dollars(other.least)
                if other.most != other.least:
                    amount += f" to {dollars(other.most)}"
            mark = "" if other.is_confirmed else "  (unconfirmed)"
            line(
                sys.stdout,
                "  ",
                (other.engine, "name"),
                f"  {amount}, {other.units:,.0f} {other.unit}",
                (mark, "doubtful"),
            )
            for note in (*other.notes, other.source):
                line(sys.stdout, (f"    {note}", "quiet"))

    # ------------------------------------------------------------------ for programs
    def print_json(self, over: Sequence[str]) -> None:
        """The same as one object. Dollars are numbers, not rounded; what is not known is null."""
        found = self._found
        out: dict[str, JSON] = {
            "file": self._source.name,
            "type": found.type,
            "region": found.prices.region,
            "prices": {part: str(source) for part, source in found.prices.sources.items()},
            "bounds": self._bounds_json(found.bounds),
        }
        if found.trial is not None:
            out["run"] = self._trial_json(found.trial)
            out["month"] = self._month_json()
            even = found.break_even
            out["break_even"] = (
                None
                if even is None
                else {
                    "express_dearer_from_ms": even.ms,
                    "express_cheaper_from_transitions": even.transitions,
                    "express_cheaper_from_executions_a_month": even.executions,
                }
            )
            out["items"] = [self._row_json(row) for row in found.rows]
            out["forecast"] = [self._forecast_json(each) for each in found.forecasts]
            out["not_scaled"] = dict(found.unscaled)
        if self._others:
            out["others"] = [
                {
                    "engine": other.engine,
                    "unit": other.unit,
                    "units": _number(other.units),
                    "usd_least": _number(other.least),
                    "usd_most": _number(other.most),
                    "confirmed": other.is_confirmed,
                    "notes": list(other.notes),
                    "source": other.source,
                }
                for other in self._others
            ]
        out["over_budget"] = list(over)
        json_result(out)

    def _bounds_json(self, bounds: Bounds) -> JSON:
        return {
            "least": bound_text(bounds.least, "min"),
            "most": None if bounds.most is None else bound_text(bounds.most, "max"),
            "expected": None if self._found.expected is None else str(self._found.expected),
            "items": dict(bounds.maps),
            "loops": [
                {
                    "states": list(loop.states),
                    "at": self._place(loop),
                    "transitions_a_turn": bound_text(loop.turn, "min"),
                }
                for loop in bounds.loops
            ],
        }

    def _trial_json(self, trial: Trial) -> dict[str, JSON]:
        cost, usage = trial.cost, trial.cost.usage
        children, beside = usage.children, trial.cost.beside
        return {
            "status": trial.status,
            "transitions": cost.transitions,
            "redrives": usage.redrives,
            "by_state": dict(cost.by_state),
            "events": usage.events,
            "duration_ms": usage.took_ms,
            "largest_payload": usage.largest._asdict(),
            "express_billed": {"ms": usage.billed.ms, "mb": usage.billed.mb},
            "children": {
                "standard": children.standard,
                "express": children.express,
                "transitions": children.transitions,
                "gb_seconds": float(gb_seconds(children.mb_ms)),
                "most_events": children.most_events,
            },
            "functions": [use._asdict() for use in beside.functions],
            "nested": [use._asdict() for use in beside.nested],
            "usd": {
                "standard": _number(cost.standard),
                "express": _number(cost.express),
                "express_children": _number(cost.children),
                "nested": _number(cost.nested),
                "lambda": _number(cost.functions),
            },
            "notes": list(self._notes(trial)),
        }

    def _month_json(self) -> JSON:
        months = self._found.months
        assert months is not None  # there is a run
        cheapest = months.cheapest
        return {
            "executions": _number(months.executions),
            "ways": [
                {
                    "name": way.shape.name,
                    "transitions": way.shape.transitions,
                    "requests": way.shape.requests,
                    "gb_seconds": float(gb_seconds(way.shape.mb_ms)),
                    "usd": _number(way.total),
                    "usd_without_free": None
                    if way.express is None
                    else _number(way.without_free + way.express),
                    "possible": way.shape.is_possible,
                    "note": way.shape.note,
                }
                for way in months.ways
            ],
            "lambda_usd": _number(months.lambda_),
            "cheapest": None if cheapest is None else cheapest.shape.name,
        }

    def _row_json(self, row: Row) -> JSON:
        broke = row.scaled.measured.broke
        return {
            "n": row.n,
            **self._trial_json(row.trial),
            "breaks": None if broke is None else broke._asdict(),
        }

    def _forecast_json(self, forecast: Forecast) -> JSON:
        source = forecast.source
        edges: dict[str, JSON] = {quota: _edge_json(edge) for quota, edge in forecast.edges.items()}
        if forecast.as_express is not None:
            edges["duration_as_express"] = _edge_json(forecast.as_express)
        return {
            "n_is": str(source),
            "maps": list(source.maps),
            "first": _edge_json(forecast.first),
            "quotas": edges,
        }


def _edge_json(edge: Edge) -> JSON:
    broke = edge.broke
    return {
        "n": edge.at,
        "quota": None if broke is None else broke.quota,
        "state": None if broke is None else broke.state,
        "busiest": None if broke is None else broke.busiest,
        "per_item": edge.per_item,
        "tried": edge.tried,
    }


def _number(amount: Decimal | None) -> float | int | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
