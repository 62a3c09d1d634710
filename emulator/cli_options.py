"""Options that say what answers tasks, shared by the commands that run machines and those that tell of it.

Step Functions Local's own flags and names are taken too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from asl.errors import UsageError

if TYPE_CHECKING:
    from emulator.integrations.config import Config
    from emulator.integrations.protocol import Integration
    from emulator.mocked import CaseFile
    from emulator.settings import Settings

# Whoever reads it says what is wrong with it: the same words as for a file of any other verb.
_FILE: Final = click.Path(path_type=Path, readable=False)
F = TypeVar("F", bound=Callable[..., Any])

# Step Functions Local's endpoints: its long flag, its short flag, its environment name → the service.
ENDPOINTS: Final = (
    ("--lambda-endpoint", "-lambdaEndpoint", "LAMBDA_ENDPOINT", "lambda"),
    ("--batch-endpoint", "-batchEndpoint", "BATCH_ENDPOINT", "batch"),
    ("--dynamodb-endpoint", "-dynamoDBEndpoint", "DYNAMODB_ENDPOINT", "dynamodb"),
    ("--ecs-endpoint", "-ecsEndpoint", "ECS_ENDPOINT", "ecs"),
    ("--glue-endpoint", "-glueEndpoint", "GLUE_ENDPOINT", "glue"),
    ("--sagemaker-endpoint", "-sageMakerEndpoint", "SAGE_MAKER_ENDPOINT", "sagemaker"),
    ("--sqs-endpoint", "-sqsEndpoint", "SQS_ENDPOINT", "sqs"),
    ("--sns-endpoint", "-snsEndpoint", "SNS_ENDPOINT", "sns"),
    ("--step-functions-endpoint", "-stepFunctionsEndpoint", "STEP_FUNCTIONS_ENDPOINT", "states"),
)


def answer_options(function: F) -> F:
    """--mocks, --mock-config, --bucket, --lambda, --config, --account, --region, and the endpoints of single services."""
    for option in reversed(
        (
            click.option(
                "--mocks",
                "mocks_file",
                metavar="FILE",
                type=_FILE,
                help="Answers for the tasks of every execution: state → value in YAML or JSON.",
            ),
            click.option(
                "--mock-config",
                metavar="FILE",
                envvar=["SFN_MOCK_CONFIG", "LOCALSTACK_SFN_MOCK_CONFIG"],
                type=_FILE,
                help="A mock file whose case a start names: …:stateMachine:NAME#CASE. Step Functions Local's, or ours.",
            ),
            click.option(
                "--bucket",
                "buckets",
                multiple=True,
                metavar="NAME=FOLDER",
                help="A folder as the bucket that ItemReaders read and ResultWriters write; others are S3's.",
            ),
            click.option(
                "--lambda",
                "lambdas",
                multiple=True,
                metavar="NAME=MODULE:HANDLER",
                help="A Lambda function: a handler in a module, or in a file (fn.py:handler).",
            ),
            click.option(
                "--config",
                "config_file",
                metavar="FILE",
                type=_FILE,
                help="What answers which task.  [default: the nearest asl.toml, or pyproject.toml with a [tool.asl]]",
            ),
            click.option(
                "--account",
                "--aws-account",
                "-account",
                "account",
                envvar="AWS_ACCOUNT_ID",
                default="123456789012",
                show_default=True,
                help="Account in ARNs.",
            ),
            click.option(
                "--region",
                "--aws-region",
                "-region",
                "region",
                envvar=["AWS_REGION", "AWS_DEFAULT_REGION"],
                default="us-east-1",
                show_default=True,
                help="Region in ARNs.",
            ),
        )
    ):
        function = option(function)
    for long, short, variable, service in reversed(ENDPOINTS):
        function = click.option(
            long, short, f"endpoint_{service}", envvar=variable, metavar="URL", hidden=True
        )(function)
    return function


def endpoints_of(given: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """(service, URL) of the endpoints' options."""
    return tuple((name.removeprefix("endpoint_"), url) for name, url in given.items() if url)


def folders_of_buckets(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(bucket, folder) of --bucket, each folder looked at."""
    if not pairs:
        return ()
    from asl.hosts.buckets import Folder, folders_of

    folders = folders_of(pairs)
    for name, folder in folders.items():
        Folder(name, folder)  # that it can be one is said at start
    return tuple(folders.items())


def mocks_of(mock_config: Path | None, mocks: Path | None = None) -> CaseFile | None:
    """The file with test cases, which may be that of --mocks; what is wrong in it is shown on standard error."""
    path = mock_config or mocks
    if path is None:
        return None
    from asl.hosts.mock_document import shown
    from emulator.mocked import CaseFile

    cases = CaseFile(path)
    if mock_config is None and not cases.file.cases:
        return None  # what is wrong in it is told by whoever answers with it
    for finding in cases.file.findings:
        print(shown(cases.file.source, finding), file=sys.stderr)
    return cases


def config_of(path: Path | None, mocks: Path | None = None) -> Config:
    """The configuration file named, or the nearest one. mocks: a mock file instead of the one that it names."""
    from emulator.integrations.config import Config, find_config, load_config

    found = path or find_config(Path.cwd())
    config = Config() if found is None else load_config(found)
    return config if mocks is None else config._replace(mocks=mocks.resolve())


def integrations_of(
    settings: Settings, config: Config, lambdas: Sequence[str]
) -> list[Integration]:
    """What answers tasks, with the functions of --lambda."""
    from emulator.integrations.registry import build
    from emulator.lambda_.in_process import InProcess

    functions: dict[str, Any] = {}
    for given in lambdas:
        name, equals, reference = given.partition("=")
        if not equals or not name:
            raise UsageError(f'--lambda takes NAME=MODULE:HANDLER, not "{given}"')
        functions[name] = InProcess(reference, Path.cwd())
    return build(settings, config, functions=functions)
