"""`asl cost`: transitions, dollars and limits of a machine, before the bill."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

import click

from asl.cli.options import (
    FILE,
    bucket_option,
    definition_file,
    definition_options,
    input_options,
    json_option,
    mock_options,
)
from asl.cli.reading import MachineType, defines_of, input_text
from asl.cli.starting import Answers, folders, machine_name_of, read_program, stopped
from asl.cli.terminal import line
from asl.cli.verbs import Done
from asl.errors import AslError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asl.hosts.buckets import Buckets
    from asl.observe.cost.prices import Prices
    from asl.testing.estimates import Asked, Estimate, Trial


@click.command(short_help="Tell what a state machine costs, and where it breaks.")
@definition_file
@input_options
@mock_options
@bucket_option
@definition_options
@click.option(
    "--executions",
    metavar="N/TIME",
    default="1M/month",
    show_default=True,
    help="How often it runs: 2M/month, 100k/day, 5/s.",
)
@click.option("--region", metavar="REGION", help="Whose prices.  [default: us-east-1]")
@click.option(
    "--prices",
    "prices_file",
    metavar="FILE",
    type=FILE,
    help="Prices of yours, over those that come with asl.",
)
@click.option(
    "--lambda",
    "lambdas",
    metavar="NAME=MS[:MB[:arm64]]",
    multiple=True,
    help="How long a function takes, and its memory (128).",
)
@click.option(
    "--nested",
    metavar="STATE=N",
    multiple=True,
    help="Transitions of an execution that STATE starts; express:MS[:MB] for an Express one.",
)
@click.option("--items", metavar="N,…", help="Run with N items in the Map's list.")
@click.option("--map", "map_name", metavar="STATE", help="The Map whose items N is, of several.")
@click.option(
    "--vary",
    metavar="PATH",
    help="What N is instead: a list or a number in the input, such as $.orders.",
)
@click.option("--no-forecast", is_flag=True, help="Do not look for the N at which it breaks.")
@click.option(
    "--branch",
    "branches",
    metavar="STATE=P,…",
    multiple=True,
    help="How often a Choice goes each way, its rules in order, then Default.",
)
@click.option("--compare", is_flag=True, help="Show other engines too, as far as there are facts.")
@click.option(
    "--max-transitions",
    type=click.IntRange(0),
    metavar="N",
    help="End with 1 if an execution makes more.",
)
@click.option(
    "--max-cost",
    metavar="USD",
    help="End with 1 if it costs more: a month, with --executions, else an execution.",
)
@json_option()
@click.pass_context
def command(
    ctx: click.Context,
    definition: str,
    input_: str | None,
    input_option: str | None,
    input_file: str | None,
    mocks_file: str | None,
    case: str | None,
    buckets: tuple[str, ...],
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    executions: str,
    region: str | None,
    prices_file: str | None,
    lambdas: tuple[str, ...],
    nested: tuple[str, ...],
    items: str | None,
    map_name: str | None,
    vary: str | None,
    no_forecast: bool,
    branches: tuple[str, ...],
    compare: bool,
    max_transitions: int | None,
    max_cost: str | None,
    as_json: bool,
) -> None:
    """Tell what the state machine in FILE costs, and at how many items it breaks.

    Without an input: the least and the most transitions over all its paths. With INPUT or --mocks it is run: its
    transitions by state, its price as Standard, as Express and as both, so often a month, and the number of items at which
    25,000 events, 256 KiB or five minutes are reached, found by running it with so many.

    \b
      asl cost order.asl.json
      asl cost order.asl.json '{"id": 7}' --mocks mocks.yaml --lambda charge=120:256
      asl cost import.asl.json --input-file in.json --items 100,1000 --executions 20k/day
      asl cost order.asl.json --branch 'In stock?=0.9' --max-transitions 12

    Exit status: 0 it is within its budget; 1 it is not, or the execution did not succeed; 2 it could not start.
    """
    from asl.cli import cost_view
    from asl.hosts.price_files import price_table, settings
    from asl.observe.cost.month import executions_a_month
    from asl.observe.expectation import weights_of
    from asl.testing.estimates import Asked, estimate
    from asl.testing.priced import Setting, lambda_time, nested_time
    from asl.vocabulary.records import Verbatim

    budget = _dollars(max_cost)
    table = price_table(prices_file)
    prices = table.region(region or settings().region or "us-east-1")
    machine_type = cast(MachineType, type_.upper())
    machine_name = machine_name_of(definition)
    text = input_text(input_, input_option, input_file)
    source, program = read_program(
        definition,
        defines_of(define_pairs, define_files),
        machine_type,
        as_json=as_json,
        quiet=as_json,
    )
    answers = Answers(mocks_file, case, program.machine, machine_name, quiet=as_json)
    asked = Asked(
        input=Verbatim("{}" if text is None else text),
        has_input=text is not None or mocks_file is not None,
        executions=executions_a_month(executions),
        items=_items(items),
        vary=vary,
        map_name=map_name,
        weights=dict(weights_of(each) for each in branches),
        forecast=not no_forecast,
        definition_bytes=len(source.text.encode("utf-8", "surrogatepass")),
    )
    setting = Setting(
        program,
        machine_type,
        answers.fresh,
        dict(lambda_time(each) for each in lambdas),
        dict(nested_time(each) for each in nested),
        _buckets(buckets),
        machine_name,
        prices.region,
    )
    try:
        found = estimate(setting, prices, asked)
    except UsageError:
        raise
    except AslError as e:
        raise Done(stopped(e, as_json=as_json)) from None
    given = ctx.get_parameter_source("executions") is click.core.ParameterSource.COMMANDLINE
    over = _over_budget(found, asked, max_transitions, budget, is_monthly=given)
    view = cost_view.View(found, table, source, asked, compares=compare)
    if as_json:
        view.print_json(over)
    else:
        view.print_text(over)
    if budget is not None or max_transitions is not None:
        for name in _empty_maps(found):
            line(
                sys.stderr,
                (
                    f'the Map "{name}" had no items in this run: the budget says nothing of what an item takes',
                    "doubtful",
                ),
            )
    has_failed = found.trial is not None and found.trial.status != "SUCCEEDED"
    sys.stdout.flush()
    raise Done(1 if over or has_failed else 0)


def _empty_maps(found: Estimate) -> Iterator[str]:
    """Maps that the run went through with no items each time, where no other number was asked for."""
    if found.trial is None or found.rows:
        return
    execution = found.trial.host.execution
    most: dict[str, int] = {}
    for _, pointer, what, number in execution.notes:
        if what == "items":
            most[pointer] = max(number, most.get(pointer, 0))
    names = {step.pointer: step.name for step in execution.program.steps.values()}
    yield from (names[pointer] for pointer, items in most.items() if not items)


def _items(text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    parts = [part.strip().replace("_", "") for part in text.split(",")]
    if not all(
        part.isascii() and part.isdigit() and 1 <= int(part[:9]) <= 1_000_000 for part in parts
    ):
        raise UsageError(
            f'--items takes whole numbers from 1 to 1,000,000, such as 10,100,1000, not "{text}"'
        )
    return tuple(dict.fromkeys(int(part) for part in parts))


def _dollars(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        amount = Decimal(text.removeprefix("$").replace(",", ""))
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or amount < 0:
        raise UsageError(f'--max-cost takes dollars, such as 12.50, not "{text}"')
    return amount


def _buckets(pairs: tuple[str, ...]) -> Buckets | None:
    found = folders(pairs)
    if found is None:
        return None
    from asl.hosts.buckets import Buckets

    return Buckets(found)


def _over_budget(
    found: Estimate,
    asked: Asked,
    max_transitions: int | None,
    max_cost: Decimal | None,
    *,
    is_monthly: bool,
) -> list[str]:
    """One sentence for each budget that is passed."""
    return [
        *_over_transitions(found, max_transitions),
        *_over_cost(found, asked, max_cost, is_monthly=is_monthly),
    ]


def _over_transitions(found: Estimate, most: int | None) -> list[str]:
    if most is None:
        return []
    if found.trial is None:
        return _over_static(found, most)
    over = []
    for label, trial in _trials(found):
        if trial.cost.transitions > most:
            dearest = ", ".join(f'"{name}" {count:,}' for name, count in trial.cost.dearest())
            over.append(
                f"--max-transitions {most:,}: {label} makes {trial.cost.transitions:,} transitions; most are of {dearest}"
            )
    return over


def _over_static(found: Estimate, most: int) -> list[str]:
    bounds = found.bounds
    if bounds.most is None:
        loops = ", ".join(" > ".join(loop.states) for loop in bounds.loops)
        return [f"--max-transitions {most:,}: there is no most, because of the loop {loops}"]
    for poly in bounds.most:
        if any(key for key in poly.terms):
            raise UsageError(
                f"--max-transitions: the most is {poly}; say what N is with --items, or give an input"
            )
        if poly.terms.get((), 0) > most:
            return [f"--max-transitions {most:,}: a path with every retry makes {poly} transitions"]
    return []


def _trials(found: Estimate) -> Iterator[tuple[str, Trial]]:
    if found.trial is not None:
        yield "an execution", found.trial
    for row in found.rows:
        yield f"an execution with {row.n:,} items", row.trial


def _over_cost(
    found: Estimate, asked: Asked, most: Decimal | None, *, is_monthly: bool
) -> list[str]:
    if most is None:
        return []
    if found.trial is None:
        raise UsageError("--max-cost needs a run to price: give --input or --mocks")
    from asl.cli.cost_view import dollars
    from asl.observe.cost.month import priced

    over = []
    for label, trial in _trials(found):
        if trial.cost.beside.unknown:
            names = ", ".join(trial.cost.beside.unknown)
            take = "takes" if len(trial.cost.beside.unknown) == 1 else "take"
            raise UsageError(
                f"--max-cost: nobody has said how long {names} {take}, so the price is not known; give --lambda NAME=MS"
            )
        if trial.cost.beside.unknown_nested:
            names = ", ".join(f'"{use.state}"' for use in trial.cost.beside.unknown_nested)
            raise UsageError(
                f"--max-cost: {names} starts executions whose price is not known; give --nested STATE=TRANSITIONS"
            )
        amount: Decimal | None
        if is_monthly:
            prices: Prices = found.prices
            way = priced(trial.ways[0], asked.executions, prices, with_free=True)
            amount = way.total
            if amount is None:
                raise UsageError(prices.missing("express"))
            extra = trial.cost.beside.lambda_cost(prices, Decimal(asked.executions), with_free=True)
            if extra is None and trial.cost.beside.functions:
                raise UsageError(prices.missing("lambda"))
            amount += Decimal(0) if extra is None else extra.total
            label = f"{label}, {asked.executions:,.0f} times a month,"
        else:
            amount = trial.cost.total
        if amount > most:
            dearest = ", ".join(f'"{name}" {count:,}' for name, count in trial.cost.dearest())
            over.append(
                f"--max-cost {dollars(most)}: {label} costs {dollars(amount)}; the dearest states are {dearest} (transitions)"
            )
    return over
