"""What would answer a definition, said before anything runs: every Task, every ItemReader, every ResultWriter.

The integrations are asked as the runtime asks them, in the same order, but with no more than the definition has in plain text: a
name that the execution computes is said to be computed. What is missing carries how it is added, so that the answer to "what
do I have to set up" is one command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Final, NamedTuple

from asl.hosts.answers import Refused, TaskCall
from asl.hosts.mocks import states_of
from asl.jsonvalue import JSON
from asl.model.machine import ItemReader, MapState, ResultWriter, State, StateMachine, TaskState
from asl.resources.arn import Resource, parse_resource
from asl.resources.catalogue import recognised
from emulator.integrations.protocol import Integration, Told

_ACCOUNT, _REGION = "123456789012", "us-east-1"
_PACKED: Final = {".zst": "zstandard", ".zstd": "zstandard"}


class Answered(NamedTuple):
    """One Task, reader or writer of a definition, and who answers it.

    pointer: of the state, or of its ItemReader or ResultWriter. told: who; None where nobody does, and `needs` says why. needs,
    help: what is missing, and how it is added. role: the literal RoleArn of its Credentials, "" where the execution computes it.
    """

    pointer: str
    state: str
    resource: str
    told: Told | None
    needs: str | None = None
    help: str | None = None
    role: str | None = None
    waits_for_token: bool = False
    is_of_map: bool = False  # an ItemReader or a ResultWriter


def survey(
    machine: StateMachine,
    integrations: Sequence[Integration],
    *,
    machine_name: str = "",
    account: str = _ACCOUNT,
    region: str = _REGION,
    folders: Mapping[str, object] | None = None,
) -> list[Answered]:
    """Who would answer what of a definition, in the order of its text, with what is inside Map and Parallel.

    Args:
        integrations: as `registry.build` gives them.
        machine_name: what choices of the configuration may name ("Orders/Charge").
        folders: buckets that are folders on this machine.
    """
    arn = f"arn:aws:states:{region}:{account}:execution:{machine_name}:survey"
    return [
        answered
        for state in states_of(machine)
        for answered in _of_state(state, integrations, arn, folders or {})
    ]


def _of_state(
    state: State, integrations: Sequence[Integration], arn: str, folders: Mapping[str, object]
) -> Iterator[Answered]:
    if isinstance(state, TaskState):
        yield _of_task(state, integrations, arn)
    elif isinstance(state, MapState):
        for part in (state.item_reader, state.result_writer):
            if part is not None and part.resource is not None:
                yield _of_bucket(state, part, integrations, arn, folders)


# -------------------------------------------------------------------- Tasks


def _of_task(state: TaskState, integrations: Sequence[Integration], arn: str) -> Answered:
    made = Answered(state.pointer, state.name, state.resource, None, role=_role(state))
    resource = parse_resource(state.resource)
    problem = recognised(state.resource)
    if problem is not None and (resource is None or problem.is_error):
        return made._replace(needs=problem.message, help=problem.help)
    if resource is None:
        return made._replace(needs="it has no resource")
    made = made._replace(waits_for_token=resource.pattern == "token")
    call = TaskCall(state.name, resource, _plain(_written(state)), execution_arn=arn)
    told = _told(call, integrations)
    if told is None:
        return made._replace(
            needs=f"nothing answers {state.resource}", help=f'mock the state "{state.name}"'
        )
    return made._replace(told=None if told.needs else told, needs=told.needs, help=told.help)


def _told(call: TaskCall, integrations: Sequence[Integration]) -> Told | None:
    """What the first integration says that takes the call. Activities are nobody's: the runtime has them itself."""
    for integration in integrations:
        if integration.takes(call):
            tells: Callable[[TaskCall], Told] | None = getattr(integration, "tells", None)
            if tells is not None:
                return tells(call)
            lacks = getattr(integration, "lacks", lambda call: None)(call)
            needs = lacks.cause if isinstance(lacks, Refused) else None
            name = integration.name
            return Told("package", f'the integration "{name}"', ("integrations", name), needs)
    if call.resource.kind == "activity":
        return Told("worker", f'whoever polls the activity "{call.resource.action}"')
    return None


def _written(state: TaskState) -> JSON:
    return state.arguments if state.query_language == "JSONata" else state.parameters


def _plain(fields: JSON) -> dict[str, JSON]:
    """What of a template the definition has in plain text, and the execution does not compute."""
    if not isinstance(fields, Mapping):
        return {}
    return {
        key: value
        for key, value in fields.items()
        if isinstance(value, str) and not value.startswith("{%")
    }


def _role(state: TaskState) -> str | None:
    """The role of Credentials; "" where the execution computes it."""
    if not isinstance(state.credentials, Mapping):
        return None if not isinstance(state.credentials, str) else ""
    return str(_plain(state.credentials).get("RoleArn", ""))


# -------------------------------------------------------------------- what Maps read and write


def _of_bucket(
    state: MapState,
    part: ItemReader | ResultWriter,
    integrations: Sequence[Integration],
    arn: str,
    folders: Mapping[str, object],
) -> Answered:
    """The bucket of an ItemReader or a ResultWriter: a folder, or S3 wherever its calls go."""
    text = part.resource or ""
    made = Answered(part.pointer, state.name, text, None, is_of_map=True)
    is_reader = isinstance(part, ItemReader)
    problem = recognised(text, "ItemReader" if is_reader else "ResultWriter")
    if problem is not None and problem.is_error:
        return made._replace(needs=problem.message, help=problem.help)
    given = _plain(part.arguments.value if part.arguments is not None else None)
    package = _package(part, given)
    if package is not None and find_spec(package) is None:
        extra = "parquet" if package == "pyarrow" else "zstd"
        return made._replace(
            needs=f"what it reads needs the package {package}",
            help=f"pip install 'asl-emulator[{extra}]'",
        )
    bucket = given.get("Bucket")
    if bucket in folders:
        told = Told("folder", f"{folders[str(bucket)]} as the bucket {bucket}", ("--bucket", str(bucket)))  # fmt: skip
        return made._replace(told=told)
    name = f'the bucket "{bucket}"' if bucket else "the bucket that the execution computes"
    s3 = Resource(text, "aws-sdk", "aws-sdk:s3", "getObject", "request-response", "getObject", "aws", "", "", "")  # fmt: skip
    for integration in integrations:
        place: Callable[[TaskCall], Told] | None = getattr(integration, "tells_of_buckets", None)
        if place is not None:
            told = place(TaskCall(state.name, s3, given, execution_arn=arn))
            return made._replace(told=told._replace(what=f"{name}{told.what}"))
    return made._replace(needs="no S3 is there", help=f"--bucket {bucket or 'NAME'}=FOLDER")


def _package(part: ItemReader | ResultWriter, given: Mapping[str, JSON]) -> str | None:
    """The optional package that reading this needs."""
    if part.config.get("InputType") == "PARQUET":
        return "pyarrow"
    key = str(given.get("Key", ""))
    return next((package for end, package in _PACKED.items() if key.endswith(end)), None)
