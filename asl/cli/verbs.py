"""The verbs, where they live, and the one place where a command ends.

A verb of ours is a row of VERBS; its module is imported when it is called. Other packages add verbs through the
entry-point group `asl.commands` (name → a click command); those are looked for only when the verb is not ours.

`run_command` is the funnel: whatever goes wrong ends there, as a message and an exit status, never as a traceback.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final, TextIO

import click

from asl.cli.options import HELP_BY
from asl.errors import AslError, DefinitionError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from click.shell_completion import CompletionItem

# fmt: off
VERBS: Final[dict[str, tuple[str, str]]] = {  # verb → (module, what it does)
    "cost":       ("asl.cli.cost",       "Tell what a state machine costs, and where it breaks."),
    "coverage":   ("asl.cli.coverage",   "Report what tests covered of state machines."),
    "graph":      ("asl.cli.graph",      "Draw a state machine, and what was executed or covered on it."),
    "mocks":      ("asl.cli.mocks",      "Write a mock file for a definition, or check one."),
    "run":        ("asl.cli.run",        "Run a state machine and show what AWS would have done."),
    "test":       ("asl.cli.test",       "Run test files: inputs, mocks and what must come of them."),
    "test-state": ("asl.cli.test_state", "Run one state alone and show what TestState would answer."),
    "validate":   ("asl.cli.validate",   "Check state machine definitions."),
    "version":    ("asl.cli.version",    "Show the versions of asl and of what it stands on."),
}
# fmt: on
PLUGINS: Final = "asl.commands"
COMPLETE: Final = "_ASL_COMPLETE"  # the variable by which a shell asks for completion; click's
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells say
BROKEN_PIPE: Final = 141  # 128 + SIGPIPE
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Done(Exception):
    """The command has said all there is to say and ends with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Verbs(click.Group):
    """A group whose verbs are imported when they are called; help is written from the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*VERBS, *_plugins()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in VERBS:
            command = import_module(VERBS[cmd_name][0]).command
        elif cmd_name in (plugins := _plugins()):
            command = plugins[cmd_name].load()
        else:
            return None
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as e:
            from asl.check.diagnostic import nearest

            close = nearest(args[0], self.list_commands(ctx))
            if close is None:
                raise
            raise click.UsageError(f'{e.message} Did you mean "{close}"?', ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(self._about())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs and options that begin so. No verb of ours is imported for it."""
        from click.shell_completion import CompletionItem

        rows = [row for row in self._about() if row[0].startswith(incomplete)]
        items = [CompletionItem(name, help=what) for name, what in rows]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def _about(self) -> list[tuple[str, str]]:
        """Every verb with what it does."""
        plugins = _plugins()
        return [
            (name, VERBS[name][1] if name in VERBS else _what(plugins[name]))
            for name in sorted({*VERBS, *plugins})
        ]


def _what(point: EntryPoint) -> str:
    """The first line of a verb that another package has added, which must be loaded for it."""
    try:
        command = point.load()
    except (
        Exception
    ) as e:  # whatever their import raises: the help of the other verbs is still wanted
        return f"cannot be loaded: {e}"
    return command.get_short_help_str(80) if isinstance(command, click.Command) else "is no command"


def _plugins() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=PLUGINS)}


def _show_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from asl import __version__

        click.echo(f"asl {__version__}")
        ctx.exit()


@click.group(
    cls=_Verbs,
    context_settings={**HELP_BY, "max_content_width": 100},
    epilog="""\b
Exit status: 0 fine; 1 findings, or an execution that did not succeed;
2 wrong usage, or it could not start.

\b
Completion in bash: eval "$(_ASL_COMPLETE=bash_source asl)"
zsh_source and fish_source are for the other shells.""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def asl() -> None:
    """The test bench for Amazon States Language: AWS Step Functions on your machine, without an account."""


def run_command(arguments: Sequence[str]) -> int:
    """Run the command line and give its exit status. Whatever happens, nothing is raised.

    The environment variable ASL_TRACEBACK=1 shows where a fault of ours happened.
    """
    try:
        status = _ended(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _broken_pipe()
    except OSError as e:
        return _unwritable(e)
    return status


def _ended(arguments: Sequence[str]) -> int:
    """Run it, and say what went wrong: the exit status.

    Raises:
        OSError: what is to be said cannot be written.
    """
    wants_json = "--json" in arguments
    try:
        result = asl.main(list(arguments), prog_name="asl", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except Done as done:
        return done.status
    except click.exceptions.NoArgsIsHelpError as e:
        e.show()
        return 2
    except click.ClickException as e:
        _say(wants_json, "usage", e.format_message(), _advice(e))
        return 2
    except click.Abort:  # what click makes of an interrupt; it has ended the line
        print("asl: interrupted", file=sys.stderr)
        return INTERRUPTED
    except SystemExit as e:
        if COMPLETE in os.environ:  # completion ends with its own status
            return e.code if isinstance(e.code, int) else 0
        raise BrokenPipeError from None  # of which click makes an exit
    except AslError as e:
        _say(wants_json, kind_of(e), str(e))
        return 2
    except Exception as e:  # a mistake of ours: say so, and keep the terminal readable
        if isinstance(e, OSError) and _is_of_output(e):
            raise
        return _fault(e, wants_json)


def _fault(error: Exception, wants_json: bool) -> int:
    if os.environ.get("ASL_TRACEBACK"):
        import traceback

        traceback.print_exc()
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    _say(
        wants_json,
        "internal",
        f"a fault in asl itself, {what}\n  help: ASL_TRACEBACK=1 shows where; a report with the definition helps",
    )
    return 2


def kind_of(error: AslError) -> str:
    """What sort of error it is, as --json names it: definition, usage, unanswered-task, …"""
    if isinstance(error, DefinitionError):
        return "definition"
    name = type(error).__name__.removesuffix("Error")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def _advice(error: click.ClickException) -> str:
    """How the verb is called, and where to read more."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return ""
    usage = " ".join(ctx.command.collect_usage_pieces(ctx))
    return f"\n  usage: {ctx.command_path} {usage}\n  help: {ctx.command_path} --help says more"


def _say(wants_json: bool, kind: str, message: str, advice: str = "") -> None:
    """One message: as JSON on standard output where results are JSON, as text on standard error."""
    if wants_json:
        import json

        print(json.dumps({"error": {"kind": kind, "message": message}}, ensure_ascii=False))
    else:
        print(f"asl: {message}{advice}", file=sys.stderr)


def _broken_pipe() -> int:
    """The reader has gone."""
    _leave(sys.stdout, sys.stderr)
    return BROKEN_PIPE


def _is_of_output(error: OSError) -> bool:
    """Whether writing a result failed. An error of a file that asl opened has the file's name."""
    if isinstance(error, BrokenPipeError):
        return True
    return error.filename is None and error.errno in _NO_ROOM


def _unwritable(error: OSError) -> int:
    _leave(sys.stdout)
    print(
        f"asl: standard output cannot be written: {(error.strerror or str(error)).lower()}",
        file=sys.stderr,
    )
    return 2


def _leave(*streams: TextIO) -> None:
    """Python would complain again when it flushes at exit: give it nothing to flush to."""
    with open(os.devnull, "wb") as nothing:
        for stream in streams:
            os.dup2(nothing.fileno(), stream.fileno())
