"""`asl graph`: a machine as a picture, with what was executed or covered on it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import click

from asl.cli.options import (
    FILE,
    bucket_option,
    definition_file,
    definition_options,
    input_options,
    json_option,
    mock_options,
    output_option,
)
from asl.cli.reading import (
    MachineType,
    cannot_run,
    check_json,
    defines_of,
    input_text,
    read_checked,
)
from asl.cli.starting import Answers, folders, machine_name_of, read_program, stopped
from asl.cli.terminal import json_result, line
from asl.cli.verbs import Done
from asl.errors import AslError, UsageError
from asl.hosts.files import name_of, read_text, write_text
from asl.jsonvalue import ABSENT, JSON

if TYPE_CHECKING:
    from collections.abc import Callable

    from asl.compile.program import Program
    from asl.graph.drawing import Drawing
    from asl.graph.executed import Executed
    from asl.graph.marks import EdgeKey, Marks
    from asl.graph.theme import Theme
    from asl.source import Source
    from asl.testing.run import Run

_ENDINGS: Final = {
    ".svg": "svg",
    ".html": "html",
    ".htm": "html",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".md": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
}
FORMATS: Final = ("mermaid", "dot", "svg", "html")
_NAMED: Final = 5  # strangers in a history that a message names


class _Shown(NamedTuple):
    """What the picture says beside the machine, and how the command ends."""

    marks: Marks | None = None
    executed: Executed | None = None
    status: int = 0


@click.command(short_help="Draw a state machine, and what was executed or covered on it.")
@definition_file
@input_options
@mock_options
@bucket_option
@definition_options
@click.option(
    "--history",
    metavar="FILE",
    type=FILE,
    help="Show an execution: what get-execution-history printed; - is standard input.",
)
@click.option(
    "--coverage", metavar="FILE", type=FILE, help="Show what the tests covered: coverage data."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="What to draw it as.  [default: by the ending of OUT, else mermaid]",
)
@click.option(
    "--theme",
    type=click.Choice(("auto", "light", "dark")),
    default="auto",
    show_default=True,
    help="Of SVG and HTML; auto follows the reader's system.",
)
@click.option("--title", metavar="TEXT", help="The heading.  [default: the file's name]")
@output_option("File to write; - is standard output.  [default: -]")
@json_option("Print the nodes and edges as one JSON object; a picture only with -o.")
def command(
    definition: str,
    input_: str | None,
    history: str | None,
    input_option: str | None,
    input_file: str | None,
    mocks_file: str | None,
    case: str | None,
    buckets: tuple[str, ...],
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    coverage: str | None,
    format_: str | None,
    theme: str,
    title: str | None,
    output: str | None,
    as_json: bool,
) -> None:
    """Draw the state machine in FILE (- is standard input).

    With a history, or an input to run it with, the executed path is shown: how often each state was entered, where it
    failed, what was not reached. With coverage data, what the tests covered.

    \b
      asl graph order.asl.json -o order.svg
      asl graph order.asl.json '{"id": 7}' --mocks mocks.yaml -o order.html
      asl graph order.asl.json --history history.json -o incident.html
      asl graph order.asl.json --coverage coverage.json -o covered.svg

    A definition with errors is drawn as far as it can be read.

    Exit status: 0 drawn; 1 drawn, but the definition has errors or the execution did not succeed; 2 not drawn.
    """
    runs = any(one is not None for one in (input_, input_option, input_file, mocks_file))
    given = [
        name
        for name, is_given in (
            ("--history", history),
            ("an input or --mocks", runs),
            ("--coverage", coverage),
        )
        if is_given
    ]
    if output == "-" and as_json:
        raise UsageError("--json and -o - would both be standard output: leave one of them out")
    if len(given) > 1:
        raise UsageError(f"the picture shows one thing: {' or '.join(given)}, not both")
    if not runs and (case or buckets):
        raise UsageError("--case and --bucket are for a run: give an input or --mocks too")
    from asl.graph.drawing import Drawing

    format_ = _format(format_, output)
    defines = defines_of(define_pairs, define_files)
    machine_type = cast(MachineType, type_.upper())
    if runs:
        name = machine_name_of(definition)
        text = input_text(input_, input_option, input_file)
        source, program = read_program(
            definition, defines, machine_type, as_json=as_json, quiet=True
        )
        answers = Answers(mocks_file, case, program.machine, name, quiet=True)
        run, status = _run(program, text, answers, machine_type, name, folders(buckets))
        drawing = Drawing(program.machine, source.value)
        executed = _executed(drawing, run)
        marks = _exactly(executed.marks(), _taken(program, run))
        shown = _Shown(marks, executed, status)
    else:
        drawing, source, status = _drawing(definition, defines, machine_type, as_json=as_json)
        shown = _Shown(status=status)
        if history is not None:
            shown = _of_history(drawing, history, status)
        elif coverage is not None:
            shown = shown._replace(marks=_of_coverage(drawing, source, coverage))
    heading = title if title is not None else os.path.basename(definition)
    if output is not None or not as_json:
        _write(_WRITERS[format_](drawing, shown, cast("Theme", theme), heading), output)
    if as_json:
        from asl.graph.listing import listing

        json_result(listing(drawing, shown.marks))
    raise Done(shown.status)


def _format(format_: str | None, out: str | None) -> str:
    if format_ is not None:
        return format_
    ending = os.path.splitext(out or "")[1].lower()
    if ending in _ENDINGS or out in (None, "-"):
        return _ENDINGS.get(ending, "mermaid")
    raise UsageError(
        f"{out}: which format is this? Name it with --format, or end the file's name in"
        f" {', '.join(sorted(set(_ENDINGS) - {'.htm', '.gv', '.mermaid'}))}"
    )


def _drawing(
    path: str, defines: dict[str, JSON], type_: MachineType, *, as_json: bool
) -> tuple[Drawing, Source, int]:
    """The drawing of a definition, whatever is wrong with it, and the exit status so far."""
    from asl.graph.drawing import Drawing
    from asl.model.parse import parse_machine

    source, found = read_checked(path, defines, type_)
    machine = None if source.value is ABSENT else parse_machine(source.value)
    errors = [one for one in found if one.is_error]
    if machine is None:
        cannot_run(source, found, as_json=as_json)
    if errors:
        many = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        line(sys.stderr, (f"{many} in the definition: asl validate {path} shows more", "doubtful"))
    return Drawing(machine, source.value), source, 1 if errors else 0


def _of_history(drawing: Drawing, path: str, status: int) -> _Shown:
    from asl.graph.executed import Executed, events_of

    name = name_of(path)
    value = check_json(read_text(path), name)
    try:
        executed = Executed(drawing, events_of(value))
    except UsageError as e:
        raise UsageError(f"{name}: {e}") from None
    if not executed.visits:
        line(sys.stderr, (f"{name}: no state is entered in this history", "doubtful"))
    if executed.strangers:
        from asl.check.diagnostic import did_you_mean

        for stranger in executed.strangers[:_NAMED]:
            close = did_you_mean(stranger, [node.name for node in drawing.nodes.values()])
            told = f'{name} enters "{stranger}", which is no state of this machine'
            line(sys.stderr, (f"{told}; {close}" if close else told, "doubtful"))
        if len(executed.strangers) == len({visit.name for visit in executed.visits}):
            raise UsageError(f"{name} is the history of another machine: it shares no state")
    return _Shown(executed.marks(), executed, status)


def _of_coverage(drawing: Drawing, source: Source, path: str) -> Marks:
    from asl.observe.coverage.data import from_json
    from asl.observe.coverage.marks import marks_of

    name = name_of(path)
    value = check_json(read_text(path), name)
    machines = from_json(value, name).machines
    for one in machines:
        if one.text == source.text:
            return marks_of(one, drawing)
    own = os.path.abspath(source.name)
    if any(one.path is not None and os.path.abspath(one.path) == own for one in machines):
        raise UsageError(
            f"{name} covers another text of {source.name}: it has changed since; run the tests again"
        )
    names = ", ".join(_short(one.name) for one in machines[:_NAMED]) or "nothing"
    raise UsageError(f"{name} does not cover {source.name}; it covers {names}")


def _short(path: str) -> str:
    """A path as one types it here, when that is shorter."""
    if not os.path.isabs(path):
        return path
    return min(path, os.path.relpath(path), key=len)


# ------------------------------------------------------------------ a run of our own
def _run(
    program: Program,
    text: str | None,
    answers: Answers,
    type_: MachineType,
    name: str,
    buckets: dict[str, str] | None,
) -> tuple[Run, int]:
    """Run the machine as far as it comes, which is drawn; with the exit status."""
    from asl.testing.run import Run
    from asl.testing.simulate import prepare

    host = prepare(
        program,
        ABSENT if text is None else text,
        mocks=answers.fresh(),
        type=type_,
        machine_name=name,
        buckets=buckets,
    )
    try:
        host.run()
    except AslError as e:
        stopped(e, as_json=False)
        return Run(host), 1
    run = Run(host)
    return run, 0 if run.succeeded else 1


def _executed(drawing: Drawing, run: Run) -> Executed:
    from asl.graph.executed import Executed
    from asl.history.render import Renderer

    executed = Executed(drawing, run.history)
    render = Renderer(run.execution.identity.region)
    for child in run.children:
        within = drawing.scope_of[child.program.first.pointer].pointer
        executed.add(list(render.events(child.records)), within)
    return executed


def _taken(program: Program, run: Run) -> Counter[tuple[str, str, int]]:
    from asl.observe.coverage.collect import Layout, Reader

    layout = Layout(program.machine)
    taken: Counter[tuple[str, str, int]] = Counter()
    for execution in (run.execution, *run.children):
        Reader(layout).read(execution, taken)
    return taken


def _exactly(marks: Marks, taken: Counter[tuple[str, str, int]]) -> Marks:
    """Where a history leaves open which way a Choice or a failure went, the engine knows."""
    from asl.graph.marks import Mark, Marks

    edges: dict[EdgeKey, Mark] = {}
    for key, mark in marks.edges.items():
        if mark.level != "part":
            edges[key] = mark
        elif taken[key]:
            edges[key] = Mark("hit", taken[key])
    return Marks(marks.nodes, edges)


# ------------------------------------------------------------------ writing
# Each imports its writer: a picture in Mermaid is not to wait for the page's.
def _mermaid(drawing: Drawing, shown: _Shown, theme: Theme, title: str) -> str:
    from asl.graph import mermaid

    return mermaid.draw_drawing(drawing, shown.marks)


def _dot(drawing: Drawing, shown: _Shown, theme: Theme, title: str) -> str:
    from asl.graph import dot

    return dot.draw_drawing(drawing, shown.marks, title=title)


def _svg(drawing: Drawing, shown: _Shown, theme: Theme, title: str) -> str:
    from asl.graph import svg

    return svg.draw_drawing(drawing, marks=shown.marks, theme=theme, title=title)


def _html(drawing: Drawing, shown: _Shown, theme: Theme, title: str) -> str:
    from asl.graph import html

    return html.draw_drawing(
        drawing, marks=shown.marks, executed=shown.executed, theme=theme, title=title
    )


_WRITERS: Final[dict[str, Callable[[Drawing, _Shown, Theme, str], str]]] = {
    "mermaid": _mermaid,
    "dot": _dot,
    "svg": _svg,
    "html": _html,
}


def _write(text: str, out: str | None) -> None:
    if out is None or out == "-":
        sys.stdout.write(text)
        return
    if out.lower().endswith(".md"):
        text = f"```mermaid\n{text}```\n" if text.startswith("flowchart") else text
    write_text(out, text)
    line(sys.stderr, ("wrote ", "quiet"), out)
