"""A run for its price: the host that makes it, what its functions take, and what it calls beside.

A declared duration of a function is not only priced: its answer comes so much later on the run's clock. So an Express
execution's duration, a timeout and what runs at the same time are those of a machine whose functions take that long.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final, NamedTuple

from asl.compile.program import Program
from asl.engine.identity import make_identity
from asl.errors import AslError, UsageError
from asl.hosts.answers import After, Answer, Answerer, TaskCall
from asl.hosts.awaiting import settled
from asl.hosts.mocks import UnansweredTask, function_names, names_of
from asl.hosts.virtual import VirtualHost
from asl.jsonvalue import JSON
from asl.limits import BY_TYPE, Limits
from asl.mapdata.bucket import Buckets
from asl.observe.cost.functions import DEFAULT_MB, Beside, FunctionUse, NestedUse
from asl.observe.cost.prices import ARCHITECTURES

_STARTS: Final = frozenset(
    {
        ("states", "startExecution"),
        ("aws-sdk:sfn", "startExecution"),
        ("aws-sdk:sfn", "startSyncExecution"),
    }
)


class LambdaTime(NamedTuple):
    """How long a function takes, and its memory, as a user says it."""

    ms: int
    mb: int = DEFAULT_MB
    architecture: str = "x86_64"


class NestedTime(NamedTuple):
    """What an execution that a task starts is billed for: transitions, or (Express) ms and MB."""

    transitions: int | None = None
    ms: int | None = None
    mb: int = 64


def lambda_time(text: str) -> tuple[str, LambdaTime]:
    """`name=ms[:MB[:arm64]]`; the name may be an ARN, so the last "=" counts.

    Raises:
        UsageError: it is no such text.
    """
    name, equals, said = text.rpartition("=")
    ms, *rest = said.split(":")
    if not equals or not name or len(rest) > 2:
        raise UsageError(
            f'--lambda takes NAME=MS[:MB[:arm64]], such as charge=120:256, not "{text}"'
        )
    mb = _whole(rest[0], "MB", text, 128, 10_240) if rest else DEFAULT_MB
    architecture = rest[1] if len(rest) > 1 else "x86_64"
    if architecture not in ARCHITECTURES:
        raise UsageError(
            f'--lambda {text}: an architecture is {" or ".join(ARCHITECTURES)}, not "{architecture}"'
        )
    return name, LambdaTime(_whole(ms, "ms", text, 0, 900_000), mb, architecture)


def _whole(text: str, unit: str, said: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text[:12]) <= most):
        raise UsageError(
            f'{said}: "{text}" is no whole number of {unit} from {least:,} to {most:,}'
        )
    return int(text)


def nested_time(text: str) -> tuple[str, NestedTime]:
    """`STATE=transitions` of a Standard machine, or `STATE=express:ms[:MB]`.

    Raises:
        UsageError: it is no such text.
    """
    name, equals, said = text.rpartition("=")
    if not equals or not name:
        raise UsageError(f'--nested takes STATE=TRANSITIONS or STATE=express:MS[:MB], not "{text}"')
    kind, *rest = said.split(":")
    if kind != "express":
        return name, NestedTime(_whole(said, "transitions", text, 1, 10**9))
    if not 1 <= len(rest) <= 2:
        raise UsageError(f"--nested {text}: say how long it takes, such as {name}=express:800")
    ms = _whole(rest[0], "ms", text, 0, 300_000)
    return name, NestedTime(None, ms, _whole(rest[1], "MB", text, 64, 30_000) if rest[1:] else 64)


class Watched:
    """An answerer that takes the time its user declared, and notes what is called.

    Args:
        inner: who answers; None: nobody.
        lambdas: by a function's or a state's name.
        nested: by a state's name.
        change: what becomes of an answer before it is given; see `scaling`.
    """

    def __init__(
        self,
        inner: Answerer | None,
        lambdas: Mapping[str, LambdaTime] | None = None,
        nested: Mapping[str, NestedTime] | None = None,
        change: Callable[[TaskCall, Answer], Answer] | None = None,
    ) -> None:
        self._inner = inner
        self._lambdas = lambdas or {}
        self._nested = nested or {}
        self._change = change
        self._functions: dict[str, FunctionUse] = {}
        self._started: dict[str, NestedUse] = {}
        self._asked: dict[str, None] = {}  # names of `lambdas` and `nested` that were of use
        self._called: dict[str, None] = {}

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer] | None:
        """See Answerer. Functions are noted with the time that their answer takes."""
        found = None if self._inner is None else self._inner.answer(call)
        if found is None:
            return None
        answer: Answer = found if isinstance(found, tuple) else settled(found)
        if self._change is not None:
            answer = self._change(call, answer)
        if call.resource.service == "lambda" or _is_sdk_invoke(call):
            return self._function(call, answer)
        if (call.resource.service, call.resource.action) in _STARTS:
            self._start(call)
        return answer

    def _function(self, call: TaskCall, answer: Answer) -> Answer:
        names = _sdk_function(call) if _is_sdk_invoke(call) else function_names(call)
        name = names[-1] if names else call.state
        self._called |= dict.fromkeys([call.state, *names])
        key = next((key for key in (*names_of(call), *names) if key in self._lambdas), None)
        took_ms: int | None
        if key is None:
            took_ms = math.ceil(answer.seconds * 1000) if isinstance(answer, After) else None
            time = LambdaTime(0)
        else:
            self._asked[key] = None
            time = self._lambdas[key]
            took_ms = time.ms
            inner = answer.answer if isinstance(answer, After) else answer
            answer = After(time.ms / 1000, inner)
        use = self._functions.get(name)
        before = 0 if use is None else use.ms
        ms = None if took_ms is None or before is None else before + took_ms
        calls = 1 if use is None else use.calls + 1
        self._functions[name] = FunctionUse(
            name, calls, ms, time.mb, time.architecture, key is not None
        )
        return answer

    def _start(self, call: TaskCall) -> None:
        key = call.state if call.state in self._nested else None
        if key is not None:
            self._asked[key] = None
        time = NestedTime() if key is None else self._nested[key]
        machine = _machine_of(call)
        use = self._started.get(call.state)
        calls = 1 if use is None else use.calls + 1
        self._started[call.state] = NestedUse(call.state, calls, machine, *time)

    @property
    def beside(self) -> Beside:
        """What was called so far."""
        return Beside(tuple(self._functions.values()), tuple(self._started.values()))

    def check_all_used(self) -> None:
        """A declared duration that nothing took is a slip, and the figures would be wrong.

        Raises:
            UsageError: it names the nearest name that was called.
        """
        for option, said, called in (
            ("--lambda", self._lambdas, list(self._called)),
            ("--nested", self._nested, list(self._started)),
        ):
            for name in said:
                if name not in self._asked:
                    from asl.check.diagnostic import did_you_mean

                    short = [each for each in called if not each.startswith("arn:")]
                    advice = did_you_mean(name, short) or (
                        f"called were {', '.join(short)}" if short else "none was called"
                    )
                    raise UsageError(f'{option} {name}: the run never called "{name}"; {advice}')


def _is_sdk_invoke(call: TaskCall) -> bool:
    return (call.resource.service, call.resource.action) == ("aws-sdk:lambda", "invoke")


def _sdk_function(call: TaskCall) -> tuple[str, ...]:
    given = call.arguments if isinstance(call.arguments, dict) else {}
    name = given.get("FunctionName")
    return (name, name.rpartition("function:")[2]) if isinstance(name, str) else ()


def _machine_of(call: TaskCall) -> str | None:
    given = call.arguments if isinstance(call.arguments, dict) else {}
    arn = given.get("StateMachineArn", given.get("stateMachineArn"))
    return arn.rsplit(":", 1)[-1] if isinstance(arn, str) else None


def started_by(calls: Iterable[TaskCall]) -> Beside:
    """The executions that tasks of a run have started, of which nobody has said what they cost."""
    uses: dict[str, NestedUse] = {}
    for call in calls:
        if (call.resource.service, call.resource.action) in _STARTS:
            use = uses.get(call.state) or NestedUse(call.state, 0, _machine_of(call))
            uses[call.state] = use._replace(calls=use.calls + 1)
    return Beside(nested=tuple(uses.values()))


class Setting(NamedTuple):
    """How priced runs are made. answers: gives each run its own answerer, because they count."""

    program: Program
    type: str = "STANDARD"
    answers: Callable[[], Answerer | None] = lambda: None
    lambdas: Mapping[str, LambdaTime] = {}
    nested: Mapping[str, NestedTime] = {}
    buckets: Buckets | None = None
    machine_name: str = "machine"
    region: str = "us-east-1"
    now_ms: int = 1_735_689_600_000
    seed: int = 0
    keep_children: int = 0


class Made(NamedTuple):
    """A run and who watched its calls."""

    host: VirtualHost
    watched: Watched


def make_run(
    setting: Setting,
    input_: JSON,
    *,
    limits: Limits | None = None,
    program: Program | None = None,
    change: Callable[[TaskCall, Answer], Answer] | None = None,
) -> Made:
    """Run to the end, or as far as it comes without anything from outside.

    Args:
        limits: other quotas than the type's, so that one can be looked at alone.
        program: another compilation of the same machine.

    Raises:
        UnansweredTask: a task that nothing answers.
        AslError: whatever else stops a run.
    """
    watched = Watched(setting.answers(), setting.lambdas, setting.nested, change)
    identity = make_identity(
        machine_name=setting.machine_name,
        name="run",
        express_id=None if setting.type == "STANDARD" else "00000000-0000-4000-8000-000000000000",
        region=setting.region,
    )
    host = VirtualHost(
        setting.program if program is None else program,
        identity,
        input_,
        now_ms=setting.now_ms,
        answerers=[watched],
        unanswered=_unanswered,
        seed=setting.seed,
        limits=BY_TYPE[setting.type] if limits is None else limits,
        buckets=setting.buckets,
        keep_children=setting.keep_children,
    )
    host.start()
    host.run()
    return Made(host, watched)


def _unanswered(call: TaskCall) -> AslError:
    return UnansweredTask(call)
