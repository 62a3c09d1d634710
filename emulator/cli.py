"""`asl serve` and `asl env`. They reach the command through the entry-point group `asl.commands`.

Flags win over environment names, those over defaults. Step Functions Local's own flags and names are taken too; what cannot
be done as it did is said at start.
"""

from __future__ import annotations

import json
import logging
import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click

from asl.cli.options import FILE, HELP_BY, NOT_NEGATIVE, definition_options, json_option
from asl.cli.reading import MachineType, defines_of, files_in
from asl.errors import UsageError
from emulator.cli_options import (
    answer_options,
    config_of,
    endpoints_of,
    folders_of_buckets,
    integrations_of,
    mocks_of,
)
from emulator.settings import DEFAULT_PORT, Settings

if TYPE_CHECKING:
    from emulator.files import MachineFile
    from emulator.integrations.config import Config

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


@click.command(
    short_help="Run Step Functions on this machine, for any AWS SDK.", context_settings=HELP_BY
)
@click.argument("paths", metavar="[FILE|FOLDER]...", nargs=-1, type=FILE)
@answer_options
@definition_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEFAULT_PORT,
    show_default=True,
    help="0: any.",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ASL_DATA",
    help="Folder of the database.  [default: in your data folder]",
)
@click.option("--memory", is_flag=True, help="Keep everything in memory; nothing is left behind.")
@click.option("--watch", is_flag=True, help="Update machines when their FILEs change.")
@click.option(
    "--sync",
    type=click.Choice(["normal", "full"]),
    default="normal",
    show_default=True,
    help="full: what was answered survives a power cut too; slower.",
)
@click.option(
    "--in-flight",
    type=click.Choice(["rerun", "fail"]),
    default="rerun",
    show_default=True,
    help="What becomes of a task that was running when the server died.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="Take requests for this Host too.",
)
@click.option(
    "--clock",
    type=click.Choice(["real", "virtual"]),
    default="real",
    show_default=True,
    help="virtual: time stands still until POST /_asl/clock moves it.",
)
@click.option("--now", metavar="TIME", help="ISO time at which a virtual clock begins.")
@click.option(
    "--wait-scale",
    "--wait-time-scale",
    "-waitTimeScale",
    "wait_scale",
    type=NOT_NEGATIVE,
    envvar=["SFN_WAIT_SCALE", "WAIT_TIME_SCALE"],
    default=1.0,
    show_default=True,
    help="Factor on Wait states and retry delays.",
)
@click.option(
    "--retention-days",
    type=click.IntRange(min=1),
    default=90,
    show_default=True,
    help="How long closed executions are kept.",
)
@click.option("--seed", type=int, help="Make names, routes and random numbers repeatable.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="How much is logged, to standard error.",
)
@json_option("Print where it listens as one line of JSON.")
def serve(
    paths: tuple[str, ...],
    host: str,
    port: int,
    data: Path | None,
    memory: bool,
    watch: bool,
    sync: str,
    in_flight: str,
    allow_hosts: tuple[str, ...],
    lambdas: tuple[str, ...],
    buckets: tuple[str, ...],
    mock_config: Path | None,
    mocks_file: Path | None,
    config_file: Path | None,
    clock: str,
    now: str | None,
    wait_scale: float,
    account: str,
    region: str,
    retention_days: int,
    seed: int | None,
    type_: str,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    log_level: str,
    as_json: bool,
    **endpoints: str | None,
) -> None:
    """Run Step Functions on this machine, with the state machines in FILEs and FOLDERs already made.

    Any AWS SDK talks to it: `eval "$(asl env)"` points boto3, the AWS CLI and others here. Executions are kept in a
    database and go on after a crash; --memory keeps nothing.

    Exit status: 0 after SIGTERM or an interrupt; 2 wrong usage, or it could not start.
    """
    if memory and data is not None:
        raise UsageError("--memory keeps no data: leave out --data")
    if "-" in paths:
        raise UsageError("a server reads its files again, at a reset: name files, not -")
    if watch and not paths:
        raise UsageError("--watch needs FILEs to watch")
    if not (account.isascii() and account.isdigit() and len(account) == 12):
        raise UsageError(f'--account takes the 12 digits of an account, not "{account}"')
    if now is not None and clock == "real":
        raise UsageError("--now is for --clock virtual: the real clock cannot be set")
    settings = Settings(
        host=host,
        port=port,
        allow_hosts=allow_hosts,
        account=account,
        region=region,
        data=None if memory else (data or data_folder()),
        sync="full" if sync == "full" else "normal",
        in_flight="fail" if in_flight == "fail" else "rerun",
        wait_scale=wait_scale,
        clock="virtual" if clock == "virtual" else "real",
        start_ms=None if now is None else _instant_ms(now),
        retention_days=retention_days,
        mock_config=mock_config,
        seed=seed,
        endpoints=endpoints_of(endpoints),
        buckets=folders_of_buckets(buckets),
    )
    logging.basicConfig(
        level=log_level.upper(), format="%(asctime)s %(levelname)-7s %(message)s", stream=sys.stderr
    )
    machines = _machines(
        paths, cast(MachineType, type_.upper()), defines_of(define_pairs, define_files)
    )
    mocks = mocks_of(mock_config, mocks_file)
    config = config_of(config_file, mocks_file)
    for warning in warnings(settings, config):
        print(f"asl serve: {warning}", file=sys.stderr)
    from emulator.process import run

    run(
        settings,
        machines=machines,
        watch=watch,
        mocks=mocks,
        integrations=lambda: integrations_of(settings, config, lambdas),
        config=config,
        ready=lambda url, recovered: _say(url, recovered, settings, as_json),
    )


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where a user's data is kept by the customs of the system."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "asl-emulator"
    home = environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "asl-emulator"


def warnings(settings: Settings, config: Config) -> list[str]:
    """What a user should know of these settings before they rely on them."""
    said = []
    if config.path is not None:
        said.append(f"tasks are answered as {config.path} says")
    if settings.host not in _LOOPBACK:
        said.append(
            f"listening on {settings.host}: everyone who reaches this address can run what your machines do;"
            " there is no login"
        )
    for kind, choices in (
        ("service", config.services),
        ("resource", config.resources),
        ("state", config.states),
    ):
        for name, choice in choices.items():
            if choice.kind == "real":
                said.append(f"the {kind} {name} is called on AWS itself, with your credentials")
    return said


def _instant_ms(now: str) -> int:
    from asl.testing.simulate import instant_ms

    return instant_ms(now)


def _machines(
    paths: Sequence[str], type_: MachineType, defines: Mapping[str, Any]
) -> list[MachineFile]:
    from emulator.files import MachineFile, name_of

    found, empty = files_in(paths)
    if empty:
        raise UsageError(f"{empty[0]}: there is no definition in this folder")
    machines = [MachineFile(path, name_of(path), type_, defines) for path in found]
    by_name: dict[str, str] = {}
    for machine in machines:
        other = by_name.setdefault(machine.name, machine.path)
        if other != machine.path:
            raise UsageError(
                f'{other} and {machine.path} are both the state machine "{machine.name}": rename one'
            )
    return machines


def _say(url: str, recovered: int, settings: Settings, as_json: bool) -> None:
    """Where it listens on standard output; everything else on standard error."""
    if as_json:
        data = None if settings.data is None else str(settings.data)
        print(json.dumps({"url": url, "pid": os.getpid(), "data": data, "recovered": recovered}))
    else:
        print(url)
    sys.stdout.flush()
    kept = "in memory" if settings.data is None else f"in {settings.data}"
    print(f"asl serve: listening on {url}, everything kept {kept}", file=sys.stderr)
    if recovered:
        print(f"asl serve: {recovered} open executions go on", file=sys.stderr)
    print(
        f'  eval "$(asl env --url {url})"    points boto3, the AWS CLI and other SDKs here',
        file=sys.stderr,
    )
    sys.stderr.flush()


# -------------------------------------------------------------------- asl env

_SHELLS: Final[dict[str, Callable[[str, str], str]]] = {
    "sh": lambda name, value: f"export {name}={shlex.quote(value)}",
    "fish": lambda name, value: f"set -gx {name} {shlex.quote(value)}",
    "powershell": lambda name, value: f"$Env:{name} = '{value}'",
    "dotenv": lambda name, value: f"{name}={value}",
}


@click.command(
    short_help="Print what points AWS SDKs to a running `asl serve`.", context_settings=HELP_BY
)
@click.option("--url", help="Where it listens.  [default: http://localhost:8083]")
@click.option("--port", type=click.IntRange(1, 65_535), help="The port, on this machine.")
@click.option(
    "--shell",
    type=click.Choice(list(_SHELLS)),
    default="sh",
    show_default=True,
    help="Whose syntax the lines have.",
)
@json_option()
def env(url: str | None, port: int | None, shell: str, as_json: bool) -> None:
    """Print the environment variables that point AWS SDKs to a running `asl serve`.

    \b
        eval "$(asl env)"

    Credentials and region are printed only where you have none: any will do.
    """
    if url is not None and port is not None:
        raise UsageError("--url and --port say the same: give one")
    if url is not None and not _is_url(url):
        raise UsageError(f'--url takes one such as http://localhost:8083, not "{url}"')
    variables = environment(url or f"http://localhost:{port or DEFAULT_PORT}", os.environ)
    if as_json:
        print(json.dumps(variables, indent=1))
        return
    for name, value in variables.items():
        print(_SHELLS[shell](name, value))


def _is_url(text: str) -> bool:
    from urllib.parse import urlsplit

    try:
        found = urlsplit(text)
    except ValueError:  # such as brackets that hold no address
        return False
    return found.scheme in ("http", "https") and bool(found.hostname)


def environment(url: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The variables, for a process that has `environ` already."""
    variables = {
        "AWS_ENDPOINT_URL_SFN": url,
        # StartSyncExecution and TestState would go to the host sync-localhost, which most systems do not know.
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
    }
    if not ({"AWS_ACCESS_KEY_ID", "AWS_PROFILE"} & environ.keys()):
        variables |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    # The first is the JavaScript SDK's, the second botocore's.
    regions = ("AWS_REGION", "AWS_DEFAULT_REGION")
    known = next((environ[name] for name in regions if name in environ), None)
    if known is not None or "AWS_PROFILE" not in environ:
        variables |= {name: known or "us-east-1" for name in regions if name not in environ}
    return variables
