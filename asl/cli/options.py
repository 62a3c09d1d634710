"""The options that several verbs have: one spelling, one wording, one order.

Each decorator adds one group. A verb puts them around its own options in this order, which is that of its `--help`:

    definition_file, input_options, mock_options, bucket_option, definition_options, …its own…, output_option,
    json_option, quiet_option

What the values mean is read by `asl.cli.reading` and `asl.cli.starting`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


# Of the group, and of verbs that other packages add: those may be called alone, too.
HELP_BY: Final = {"help_option_names": ["-h", "--help"]}


class _Path(click.ParamType[str]):
    """A path as it is written, for shells to complete: whoever reads it says what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=self.name)]


class _Finite(click.FloatRange):
    """A number in a range. Infinity and nan are none, though Python reads them."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number


PERCENT: Final = _Finite(0, 100)
NOT_NEGATIVE: Final = _Finite(0)
FILE: Final = _Path("file")
FOLDER: Final = _Path("dir")
F = TypeVar("F", bound=Callable[..., Any])  # Any: a verb's own parameters


def _all(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def definition_file(function: F) -> F:
    """FILE, the definition, as `definition`."""
    return click.argument("definition", metavar="FILE", type=FILE)(function)


def input_options(function: F) -> F:
    """INPUT, --input and --input-file, of which one may be given, for `reading.input_text`."""
    return _all(
        click.argument("input_", metavar="[INPUT]", required=False),
        click.option("--input", "input_option", metavar="JSON", help="The input, as JSON text."),
        click.option(
            "--input-file",
            metavar="FILE",
            type=FILE,
            help="File with the input; - is standard input. So is INPUT -.",
        ),
    )(function)


def mock_options(function: F) -> F:
    """--mocks and --case, for `starting.Answers`."""
    return _all(
        click.option(
            "--mocks",
            "mocks_file",
            metavar="FILE[#CASE]",
            type=FILE,
            help="Answers for the tasks: state → value in YAML or JSON, or a mock file of Step Functions Local.",
        ),
        click.option(
            "--case", metavar="NAME", help="Case of that mock file: CASE, or MACHINE#CASE."
        ),
    )(function)


def bucket_option(function: F) -> F:
    """--bucket, for `starting.folders`."""
    return click.option(
        "--bucket",
        "buckets",
        metavar="NAME=FOLDER",
        multiple=True,
        help="A folder as the bucket that ItemReaders read and ResultWriters write.",
    )(function)


def type_option(function: F) -> F:
    """--type, as `type_`: STANDARD or EXPRESS."""
    return click.option(
        "--type",
        "type_",
        type=click.Choice(["STANDARD", "EXPRESS"], case_sensitive=False),
        default="STANDARD",
        metavar="STANDARD|EXPRESS",
        help="What the state machine is.  [default: STANDARD]",
    )(function)


def define_options(function: F) -> F:
    """--define and --defines, for `reading.defines_of`."""
    return _all(
        click.option(
            "--define",
            "define_pairs",
            metavar="NAME=VALUE",
            multiple=True,
            help="Value for ${NAME} in the definition. Wins over --defines.",
        ),
        click.option(
            "--defines",
            "define_files",
            metavar="FILE",
            type=FILE,
            multiple=True,
            help="File with values for ${Name}: a mapping, or a SAM or CloudFormation template.",
        ),
    )(function)


def definition_options(function: F) -> F:
    """--type, --define and --defines: what a command needs to read a definition."""
    return type_option(define_options(function))


def output_option(help: str, metavar: str = "OUT") -> Callable[[F], F]:
    """-o, the file to write, as `output`. The help says what `-` and no file mean."""
    return click.option("-o", "--output", metavar=metavar, type=FILE, help=help)


def json_option(help: str = "Print one JSON object.") -> Callable[[F], F]:
    """--json, as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help=help)


def quiet_option(help: str) -> Callable[[F], F]:
    """-q, as `quiet`. The help says what is left."""
    return click.option("-q", "--quiet", is_flag=True, help=help)
