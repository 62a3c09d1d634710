"""One call from a definition to a finished run, on the virtual clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from os import PathLike
from os.path import abspath
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from asl.compile.program import Program, compile_machine, digest_of
from asl.engine.identity import make_identity
from asl.errors import DefinitionError, UsageError
from asl.hosts.answers import Answerer, TaskCall
from asl.hosts.children import KEPT
from asl.hosts.virtual import VirtualHost
from asl.jsonvalue import ABSENT, JSON, JsonTextError, dumps
from asl.limits import BY_TYPE
from asl.testing import sessions
from asl.testing.run import Run
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Start

if TYPE_CHECKING:
    from asl.hosts.buckets import Given
    from asl.hosts.mock_config import MockConfig
    from asl.hosts.mocks import UnansweredTask
    from asl.mapdata.bucket import Buckets
    from asl.source.text import Format, Source

MachineType: TypeAlias = Literal["STANDARD", "EXPRESS"]
# A fixed instant, so that a test says the same tomorrow: 2025-01-01T00:00:00Z.
DEFAULT_NOW_MS: Final = 1_735_689_600_000
UNNAMED: Final = "<definition>"  # a text that no file holds
_JSON: Final = (
    "{",
    "[",
    '"',
    "",
)  # how such a text begins that is JSON, or meant to be; all others are YAML


class Origin(NamedTuple):
    """Where a program came from: an absolute path (None: no file), the text before placeholders are filled in, the values."""

    path: str | None
    text: str
    defines: Mapping[str, str]


_ORIGINS: Final[WeakKeyDictionary[Program, Origin]] = WeakKeyDictionary()


def load(
    definition: JSON | PathLike[str],
    *,
    type: MachineType = "STANDARD",
    defines: Mapping[str, str] | None = None,
    trace: bool = False,
    format: Format | None = None,
) -> Program:
    """The program of a definition, checked. Equal texts are checked and compiled once.

    Args:
        definition: a JSON value, JSON or YAML text, or the path of a file.
        type: what the machine is to be; Express forbids some integrations.
        defines: values for `${Name}` places.
        trace: runs tell what every stage of the data flow gave.
        format: "json" takes no YAML, as the service does not; None tells one from the other.

    Raises:
        DefinitionError: with every finding of the check.
        UsageError: the file cannot be read.
    """
    name, text = _text_of(definition)
    if format is None and name == UNNAMED:
        format = _format_of(text)
    path = None if name == UNNAMED else abspath(name)  # one name is another file in another folder
    return _load(text, name, path, type, tuple(sorted((defines or {}).items())), trace, format)


def source_of(definition: JSON | PathLike[str], defines: Mapping[str, str] | None = None) -> Source:
    """The same definition, only read: its text, its value, and where everything in it is."""
    from asl.source import read

    name, text = _text_of(definition)
    format = _format_of(text) if name == UNNAMED else None
    return read(text, name=name, format=format, defines=dict(defines or {}))


def _text_of(definition: JSON | PathLike[str]) -> tuple[str, str]:
    """(the file's name, the text)"""
    if isinstance(definition, PathLike):
        return str(definition), _read(definition)
    return UNNAMED, definition if isinstance(definition, str) else dumps(definition)


def _format_of(text: str) -> Format:
    return "json" if text.lstrip("\ufeff \t\r\n")[:1] in _JSON else "yaml"


def _read(path: PathLike[str]) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as e:
        raise UsageError(f"{path} cannot be read: {e}") from None


@lru_cache(256)
def _load(
    text: str,
    name: str,
    path: str | None,
    type_: MachineType,
    defines: tuple[tuple[str, str], ...],
    trace: bool,
    format: Format | None,
) -> Program:
    from asl.check import check_source
    from asl.model.parse import parse_machine
    from asl.source import read

    source = read(text, name=name, format=format, defines=dict(defines))
    found = check_source(source, type=type_)
    if any(diagnostic.is_error for diagnostic in found):
        raise DefinitionError(found)
    machine = parse_machine(source.value)
    if machine is None:
        raise UsageError(f"{name} has no states that can be read")
    program = compile_machine(machine, digest_of(text), tapped=trace)
    _ORIGINS[program] = Origin(path, text, dict(defines))
    return program


def origin_of(program: Program) -> Origin | None:
    """Where `load` had it from; None for a program made otherwise."""
    return _ORIGINS.get(program)


def definition_of(program: Program) -> str:
    """What was loaded, as JSON text with its places filled in.

    Raises:
        UsageError: `load` did not make the program.
    """
    from asl.source import read

    origin = origin_of(program)
    if origin is None:
        raise UsageError("this Program has no text: load the file instead of making it by hand")
    format = _format_of(origin.text) if origin.path is None else None
    name = origin.path or UNNAMED
    source = read(origin.text, name=name, format=format, defines=dict(origin.defines))
    return dumps(source.value)


def seen(run: Run) -> sessions.Seen:
    """A run as observers are told of it."""
    program = run.execution.program
    return sessions.Seen(run, program, *(origin_of(program) or (None, None, {})))


def simulate(
    definition: JSON | PathLike[str] | Program,
    input: JSON = ABSENT,
    *,
    mocks: Mapping[str, object] | Answerer | str | PathLike[str] | None = None,
    lambdas: Mapping[str, Callable[..., object]] | None = None,
    mock_config: MockConfig | Mapping[str, JSON] | str | None = None,
    test_case: str | None = None,
    type: MachineType = "STANDARD",
    defines: Mapping[str, str] | None = None,
    now: datetime | str | int | None = None,
    seed: int = 0,
    name: str | None = None,
    machine_name: str | None = None,
    role_arn: str | None = None,
    account: str = "123456789012",
    region: str = "us-east-1",
    start_at: str | None = None,
    variables: Mapping[str, JSON] | None = None,
    max_time: float | None = None,
    trace: bool = False,
    buckets: Mapping[str, Given] | None = None,
    keep_children: int = KEPT,
) -> Run:
    """Run a machine to its end, or as far as it comes without anything from outside.

    Args:
        definition: a JSON value, JSON or YAML text, a path, or a Program that `load` made.
        input: a JSON value, or JSON *text* (a str), which the history keeps as it is written. Default `{}`.
        mocks: answers by state, resource, action or function, see `asl.hosts.mocks`; or the path of a mock file, whose
            case is test_case.
        lambdas: Python handlers by function name. Others do not exist: a call of one fails as on AWS.
        mock_config, test_case: a Step Functions Local mock file (its path, text or value), and the case.
        type: STANDARD or EXPRESS.
        defines: values for `${Name}` places.
        now: where the clock begins: a datetime, an RFC 3339 text, or ms since the Unix epoch.
        seed: of jitter, UUIDs, tokens and `$random`.
        name, machine_name, role_arn, account, region: what the ARNs are made of.
        start_at: begin at this state of the top level instead of StartAt.
        variables: what is assigned already.
        max_time: stop after this many seconds on the execution's clock.
        trace: keep every stage of every state's data flow, see `Run.trace`.
        buckets: what ItemReaders read and ResultWriters write, by bucket: the path of a folder, a dictionary of objects
            (bytes or text by key; what is written goes into it), or an object with the methods of `asl.mapdata.bucket`.
        keep_children: how many children of Map Runs `Run.children` has, and how many unsuccessful ones beyond them.

    Raises:
        DefinitionError: the definition cannot run.
        UsageError: an argument that cannot be used.
        UnansweredTask: a task was called that nothing answers.
    """
    host = prepare(
        definition,
        input,
        mocks=mocks,
        lambdas=lambdas,
        mock_config=mock_config,
        test_case=test_case,
        type=type,
        defines=defines,
        now=now,
        seed=seed,
        name=name,
        machine_name=machine_name,
        role_arn=role_arn,
        account=account,
        region=region,
        start_at=start_at,
        variables=variables,
        trace=trace,
        buckets=buckets,
        keep_children=keep_children,
    )
    run = Run(host, variables=variables, go_on=host.run if max_time is None else None)
    told = seen(run) if sessions.observers else None
    if told is not None:
        sessions.began(told)
    try:
        if max_time is None:
            host.run()
        else:
            host.advance(max_time)
    finally:
        if told is not None:
            sessions.ended(told)
    return run


def prepare(
    definition: JSON | PathLike[str] | Program,
    input: JSON = ABSENT,
    *,
    mocks: Mapping[str, object] | Answerer | str | PathLike[str] | None = None,
    lambdas: Mapping[str, Callable[..., object]] | None = None,
    mock_config: MockConfig | Mapping[str, JSON] | str | None = None,
    test_case: str | None = None,
    type: MachineType = "STANDARD",
    defines: Mapping[str, str] | None = None,
    now: datetime | str | int | None = None,
    seed: int = 0,
    name: str | None = None,
    machine_name: str | None = None,
    role_arn: str | None = None,
    account: str = "123456789012",
    region: str = "us-east-1",
    start_at: str | None = None,
    variables: Mapping[str, JSON] | None = None,
    trace: bool = False,
    buckets: Mapping[str, Given] | None = None,
    keep_children: int = KEPT,
    keep_journal: bool = False,
) -> VirtualHost:
    """`simulate`, stopped before the first state: for tests that move the clock and send signals themselves.

    keep_journal: keep every signal, see `VirtualHost.journal`.
    """
    program = (
        definition
        if isinstance(definition, Program)
        else load(definition, type=type, defines=defines, trace=trace)
    )
    identity = make_identity(
        machine_name=machine_name or "machine",
        name=name or "run",
        express_id=None if type == "STANDARD" else "00000000-0000-4000-8000-000000000000",
        account=account,
        region=region,
        role_arn=role_arn,
    )
    answerers = _answerers(program, mocks, lambdas, mock_config, test_case, machine_name)
    try:
        host = VirtualHost(
            program,
            identity,
            _given(input),
            now_ms=instant_ms(now),
            answerers=answerers,
            unanswered=_unanswered,
            seed=seed,
            limits=BY_TYPE[type],
            buckets=_buckets(buckets),
            keep_children=keep_children,
            keep_journal=keep_journal,
        )
    except JsonTextError as e:
        raise UsageError(
            f"the input is no JSON text: {e.message} at character {e.position + 1}"
            "; a str is taken as JSON text, so a string value needs quotes: '\"…\"'"
        ) from None
    host.start(Start(at=_pointer(program, start_at), variables=variables))
    return host


def _buckets(given: Mapping[str, Given] | None) -> Buckets | None:
    if given is None:
        return None
    from asl.hosts.buckets import Buckets as ByName

    return ByName(given)


def _given(input: JSON) -> JSON:
    if input is ABSENT:
        return Verbatim("{}")
    if isinstance(input, str):
        return Verbatim(input)
    from asl.hosts.mock_values import MockError, json_copy

    try:
        # Its owner may change it later, and histories share it.
        return json_copy(input, "the input")
    except MockError as e:
        raise UsageError(str(e)) from None


def _pointer(program: Program, state: str | None) -> str | None:
    if state is None:
        return None
    names = program.machine.states
    if state not in names:
        from asl.check.diagnostic import did_you_mean

        advice = did_you_mean(state, names) or f"it has {', '.join(names)}"
        raise UsageError(f'the top level has no state "{state}" to start at; {advice}')
    return names[state].pointer


def _answerers(
    program: Program,
    mocks: Mapping[str, object] | Answerer | str | PathLike[str] | None,
    lambdas: Mapping[str, Callable[..., object]] | None,
    mock_config: MockConfig | Mapping[str, JSON] | str | None,
    test_case: str | None,
    machine_name: str | None,
) -> list[Answerer]:
    found: list[Answerer] = []
    if mock_config is not None:
        from asl.hosts.mock_config import MockConfig

        config = MockConfig.of(mock_config)
        if test_case is None:
            raise UsageError("a mock configuration needs a test_case")
        found.append(config.case(machine_name, test_case, program.machine))
    elif test_case is not None and not isinstance(mocks, (str, PathLike)):
        raise UsageError("a test_case needs a mock_config, or a mock file")
    if isinstance(mocks, (str, PathLike)):
        from asl.hosts.mock_file import open_mocks

        case = test_case if mock_config is None else None
        file = open_mocks(str(mocks))
        found.append(file.answerer(program.machine, case, machine_name=machine_name))
    elif isinstance(mocks, Mapping):
        from asl.hosts.mocks import Mocks

        found.append(Mocks(mocks, program.machine))
    elif mocks is not None:
        found.append(mocks)
    if lambdas is not None:
        from asl.hosts.lambdas import Lambdas

        found.append(Lambdas(lambdas))
    return found


def _unanswered(call: TaskCall) -> UnansweredTask:
    from asl.hosts.mocks import UnansweredTask as Unanswered

    return Unanswered(call)


def instant_ms(now: datetime | str | int | None) -> int:
    """ms since the Unix epoch of an instant as users give it; None is the fixed default.

    Raises:
        UsageError: a text that is no RFC 3339 instant, or a datetime without a zone.
    """
    if now is None:
        return DEFAULT_NOW_MS
    if isinstance(now, int):
        return now
    if isinstance(now, str):
        try:
            now = datetime.fromisoformat(now)
        except ValueError:
            raise UsageError(
                f'"{now}" is no RFC 3339 instant such as 2025-01-01T00:00:00Z'
            ) from None
    if now.tzinfo is None:
        raise UsageError(f"{now} has no time zone: say {now.isoformat()}Z or give an offset")
    return round((now - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
