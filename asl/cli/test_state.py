"""`asl test-state`: one state alone, with what the TestState API would answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from asl.cli.options import (
    FILE,
    define_options,
    definition_file,
    input_options,
    json_option,
    mock_options,
)
from asl.cli.reading import cannot_run, check_json, defines_of, input_text
from asl.cli.starting import Answers, machine_name_of
from asl.cli.terminal import brief, columns, json_result, line, width_of
from asl.cli.verbs import Done
from asl.errors import UsageError
from asl.hosts.files import name_of, read_bytes, read_text
from asl.jsonvalue import JSON, dumps

if TYPE_CHECKING:
    from asl.hosts.answers import Answerer
    from asl.source import Source

LEVELS: Final = ("INFO", "DEBUG", "TRACE")  # asl.teststate.request.LEVELS; a test compares them
VALIDATIONS: Final = ("STRICT", "PRESENT", "NONE")  # asl.resources.results.MODES; likewise
# The service wants a role to call something in somebody's name; here nothing is called, so any will do.
_ANY_ROLE: Final = "arn:aws:iam::123456789012:role/test-state"
_STYLES: Final = {"SUCCEEDED": "good", "CAUGHT_ERROR": "doubtful", "RETRIABLE": "doubtful"}
_LEAVES: Final = ("SUCCEEDED", "CAUGHT_ERROR")


@click.command(short_help="Run one state alone and show what TestState would answer.")
@definition_file
@input_options
@mock_options
@define_options
@click.option(
    "--state", metavar="NAME", help="The state of the machine in FILE, however deep it lies."
)
@click.option(
    "--level",
    type=click.Choice(LEVELS, case_sensitive=False),
    default="INFO",
    help="INFO: the answer; DEBUG: every stage of the data flow, too; TRACE: HTTP requests, too.  [default: INFO]",
)
@click.option(
    "--mock", metavar="JSON", help="What the task, Map or Parallel comes to. Wins over --mocks."
)
@click.option("--mock-error", metavar="ERROR", help="It fails with this error instead.")
@click.option("--mock-cause", metavar="TEXT", help="The cause of that error.")
@click.option(
    "--validation",
    type=click.Choice(VALIDATIONS, case_sensitive=False),
    default="STRICT",
    help="How --mock is held to the service's model: PRESENT lets fields be left out.  [default: STRICT]",
)
@click.option(
    "--variables", metavar="JSON", help="Variables that are assigned already, as an object."
)
@click.option("--context", metavar="JSON", help="The whole context object, instead of one made up.")
@click.option(
    "--retries", type=click.IntRange(0), metavar="N", help="Retries that were made before."
)
@click.option(
    "--failed-iterations",
    type=click.IntRange(0),
    metavar="N",
    help="How many iterations of a Map are to have failed.",
)
@click.option(
    "--caused-by",
    metavar="STATE",
    help="The state inside a Map or Parallel that --mock-error is of.",
)
@click.option(
    "--items-file",
    metavar="FILE",
    type=FILE,
    help="What a Map's ItemReader would read: JSON, JSON Lines, CSV.",
)
@click.option("--role-arn", metavar="ARN", help="The role in the context object.")
@click.option("--now", metavar="TIME", help="The state's clock, such as 2025-01-01T00:00:00Z.")
@click.option(
    "--seed", type=int, default=0, help="Of jitter, UUIDs, tokens and $random.  [default: 0]"
)
@json_option("Print the API's answer as one JSON object.")
def command(
    definition: str,
    input_: str | None,
    input_option: str | None,
    input_file: str | None,
    mocks_file: str | None,
    case: str | None,
    define_pairs: tuple[str, ...],
    define_files: tuple[str, ...],
    state: str | None,
    level: str,
    mock: str | None,
    mock_error: str | None,
    mock_cause: str | None,
    validation: str,
    variables: str | None,
    context: str | None,
    retries: int | None,
    failed_iterations: int | None,
    caused_by: str | None,
    items_file: str | None,
    role_arn: str | None,
    now: str | None,
    seed: int,
    as_json: bool,
) -> None:
    """Run one state: the one in FILE, or with --state that of the machine in FILE (- is standard input).

    The state's output goes to standard output, the rest to standard error.

    \b
      asl test-state order.asl.json '{"amount": 7}' --state Charge --mock '{"Payload": {"ok": true}}'
      asl test-state order.asl.json --state Charge --mock-error Card.Declined --level DEBUG
      asl test-state pass.json --input-file in.json --json

    Exit status: 0 the state was left, by a catcher too; 1 it failed, or would be retried; 2 the service would
    refuse the request, or it could not start.
    """
    from asl.hosts.mocks import UnansweredTask
    from asl.testing.simulate import instant_ms
    from asl.teststate import test_state

    text = input_text(input_, input_option, input_file)
    source = _checked(
        definition, defines_of(define_pairs, define_files), alone=state is None, as_json=as_json
    )
    mocked = _mock(mock, mock_error, mock_cause, validation)
    configured = {
        "retrierRetryCount": retries,
        "mapIterationFailureCount": failed_iterations,
        "errorCausedByState": caused_by,
        "mapItemReaderData": None if items_file is None else read_text(items_file),
    }
    request: dict[str, JSON] = {
        "definition": dumps(source.value),
        "input": text,
        "inspectionLevel": level.upper(),
        "stateName": state,
        "mock": mocked,
        "variables": variables,
        "context": context,
        "roleArn": role_arn or (_ANY_ROLE if mocked is None else None),
        "stateConfiguration": {k: v for k, v in configured.items() if v is not None} or None,
    }
    answers = _answers(mocks_file, case, definition, source.value, alone=state is None)
    try:
        response = test_state(
            {key: value for key, value in request.items() if value is not None},
            answer=answers,
            now_ms=instant_ms(now),
            seed=seed,
        )
    except UnansweredTask as e:
        raise UsageError(
            f"{e.what}\n  help: say what it comes to, --mock JSON, or that it fails, --mock-error ERROR"
        ) from None
    if as_json:
        json_result(response)
    else:
        _show(response)
    raise Done(0 if response["status"] in _LEAVES else 1)


def _mock(
    result: str | None, error: str | None, cause: str | None, validation: str
) -> dict[str, JSON] | None:
    if error is None and cause is not None:
        raise UsageError("--mock-cause needs --mock-error")
    mock: dict[str, JSON] = {}
    if result is not None:
        check_json(result, "--mock")
        mock = {"result": result, "fieldValidationMode": validation.upper()}
    if error is not None:
        mock["errorOutput"] = (
            {"error": error} if cause is None else {"error": error, "cause": cause}
        )
    return mock or None


def _checked(path: str, defines: dict[str, JSON], *, alone: bool, as_json: bool) -> Source:
    """The definition; with errors in it, they are shown and the command ends."""
    from asl.check import check_source, check_state
    from asl.check.reading import of_source
    from asl.source import read

    source = read(read_bytes(path), name=name_of(path), defines=defines or None)
    if alone:
        _need_a_state(source.value, path)
        found = of_source(source)
        found += check_state(source.value) if source.is_readable else []
    else:
        found = check_source(source)
    if any(one.is_error for one in found):
        cannot_run(source, found, as_json=as_json)
    return source


def _need_a_state(value: JSON, path: str) -> None:
    if isinstance(value, dict) and "States" in value and "Type" not in value:
        states = value["States"]
        names = f"; it has {', '.join(states)}" if isinstance(states, dict) else ""
        raise UsageError(f"{path} is a whole machine: say which state, --state NAME{names}")


def _answers(
    file: str | None, case: str | None, path: str, value: JSON, *, alone: bool
) -> Answerer | None:
    """What --mocks says, its keys checked against the definition."""
    from asl.model.parse import parse_machine
    from asl.teststate.alone import NAME

    whole = {"StartAt": NAME, "States": {NAME: value}} if alone else value
    machine = parse_machine(whole)
    assert machine is not None  # it was checked
    return Answers(file, case, machine, machine_name_of(path), quiet=False).fresh()


def _show(response: dict[str, JSON]) -> None:
    stream = sys.stderr
    inspected = response.get("inspectionData", {})
    width = width_of(stream)
    rows: list[list[tuple[str, str] | str]] = []
    for stage, value in inspected.items():
        text = value if isinstance(value, str) else brief(value, None)
        cut = text if width is None or len(text) <= width - 32 else f"{text[: width - 33]}…"
        rows.append([(stage, "quiet"), cut])
    columns(stream, rows, indent="  ")
    status: str = response["status"]
    following = response.get("nextState")
    told = (status, _STYLES.get(status, "bad"))
    line(stream, told, "" if following is None else f" → {following}")
    if "error" in response:
        line(stream, "  ", (response["error"], "bad"))
    for text in response.get("cause", "").splitlines():
        line(stream, f"  {text}")
    if "output" in response:
        stream.flush()
        json_result(check_json(response["output"], "the output"), response["output"])
