"""A TestState request, read and checked as far as that is possible before anything runs.

The order of the checks is the service's where two recorded answers tell it: a definition is checked before its mock, the
state's type before the context. What only the form of a request decides (a field that does not exist, a number where text
belongs) is ours to say, as a client would: UsageError.

Source: API reference, TestState; recorded answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from asl.compile.program import every_scope
from asl.errors import UsageError
from asl.jsonvalue import ABSENT, JSON, JsonTextError, parse
from asl.model.machine import MapState, ParallelState, State, StateMachine, TaskState
from asl.resources.arn import Resource, parse_resource
from asl.resources.results import MODES, NOT_AN_OBJECT, Mode, fault_of
from asl.teststate.alone import NAME
from asl.teststate.context import read_context
from asl.teststate.refusal import invalid, invalid_definition, invalid_input

LEVELS: Final = ("INFO", "DEBUG", "TRACE")

_Kind = type | tuple[str, ...] | Mapping[str, object]
_MOCK: Final[Mapping[str, object]] = {
    "result": str,
    "errorOutput": {"error": str, "cause": str},
    "fieldValidationMode": MODES,
}
_CONFIGURATION: Final[Mapping[str, object]] = {
    "retrierRetryCount": int,
    "errorCausedByState": str,
    "mapIterationFailureCount": int,
    "mapItemReaderData": str,
}
_MEMBERS: Final[Mapping[str, object]] = {
    "definition": str,
    "roleArn": str,
    "input": str,
    "inspectionLevel": LEVELS,
    "revealSecrets": bool,
    "variables": str,
    "stateName": str,
    "mock": _MOCK,
    "context": str,
    "stateConfiguration": _CONFIGURATION,
}

_NO_MOCK_FOR: Final = "TestState does not support {} when a mock is not specified."
_FAN_OUT: Final = (
    "TestState API does not support Map or Parallel states."
    " Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]"
)


class Mock(NamedTuple):
    """What stands for the state's work: a result with its text, or a failure (result ABSENT)."""

    result: JSON
    text: str
    error: str | None
    cause: str | None


class Asked(NamedTuple):
    """A request that can be carried out.

    name: the state's own, for whoever answers its task. is_iteration: it lies in a Map's item processor.
    retries, failed_iterations, reader_data: the stateConfiguration; None and 0 where it says nothing.
    """

    state: State
    name: str
    is_iteration: bool
    input_text: str
    level: str
    role_arn: str
    variables: Mapping[str, JSON]
    mock: Mock | None
    context: Mapping[str, JSON] | None
    retries: int
    failed_iterations: int | None
    reader_data: str | None

    @property
    def resource(self) -> Resource | None:
        return resource_of(self.state)


def resource_of(state: State) -> Resource | None:
    """What a Task calls; None for the other types."""
    return parse_resource(state.resource) if isinstance(state, TaskState) else None


def read_request(request: Mapping[str, JSON]) -> Asked:
    """The request, checked.

    Raises:
        UsageError: it does not have the form of a TestState request.
        TestStateError: the service would refuse it.
    """
    request = _present(request)
    _check_form(request, _MEMBERS, "")
    if "definition" not in request:
        raise UsageError("a TestState request needs a definition")
    given: Mapping[str, JSON] | None = request.get("mock")
    configured: Mapping[str, JSON] = request.get("stateConfiguration", {})
    if given is not None:
        _check_mock(given, request.get("revealSecrets", False))
    else:
        _check_without_mock(request, configured)
    state, around = _state_under_test(request["definition"], request.get("stateName"))
    if given is None:
        _check_runs_alone(state, request.get("roleArn", ""))
    elif not isinstance(state, TaskState | MapState | ParallelState):
        raise invalid(f"State type '{type_of(state)}' is not supported when a mock is specified")
    _check_configuration(state, configured)
    context = request.get("context")
    text = request.get("input", "{}")
    return Asked(
        state,
        request.get("stateName", NAME),
        isinstance(around, MapState),
        _checked_input(text),
        request.get("inspectionLevel", "INFO"),
        request.get("roleArn", ""),
        _variables(request.get("variables")),
        None if given is None else _mock(given, state),
        None if context is None else read_context(context, resource_of(state)),
        configured.get("retrierRetryCount", 0),
        configured.get("mapIterationFailureCount"),
        configured.get("mapItemReaderData"),
    )


def type_of(state: State) -> str:
    return type(state).__name__.removesuffix("State")


# ------------------------------------------------------------------ the form


def _present(value: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """Without the members that are null: to the API they are not there. Two objects deep, as requests are."""
    return {
        key: {k: m for k, m in member.items() if m is not None}
        if isinstance(member, Mapping)
        else member
        for key, member in value.items()
        if member is not None
    }


def _check_form(value: Mapping[str, JSON], members: Mapping[str, object], around: str) -> None:
    for key, member in value.items():
        wanted, name = members.get(key), f"{around}{key}"
        if wanted is None:
            raise UsageError(
                f"a TestState request has no member {name}; it has {', '.join(members)}"
            )
        if isinstance(wanted, Mapping):
            if not isinstance(member, Mapping):
                raise UsageError(f"{name} must be an object")
            _check_form(member, wanted, f"{name}.")
        elif isinstance(wanted, tuple):
            if member not in wanted:
                raise UsageError(f"{name} must be one of {', '.join(wanted)}, not {member!r}")
        elif type(member) is not wanted:
            kind = {str: "text", int: "a whole number", bool: "true or false"}[wanted]  # type: ignore[index]  # the table has these only
            raise UsageError(f"{name} must be {kind}, not {member!r}")
        elif wanted is int and member < 0:
            raise UsageError(f"{name} must be 0 or more, not {member}")
        elif member == "" and key in ("definition", "stateName", "errorCausedByState", "roleArn"):
            raise UsageError(f"{name} is empty")


# ------------------------------------------------------------------ the mock, before the state is known


def _check_mock(mock: Mapping[str, JSON], reveals_secrets: bool) -> None:
    fields = [field for field in ("result", "errorOutput") if field in mock]
    if len(fields) == 2:
        raise invalid(
            "A test mock should have only one of the following fields: [result, errorOutput]."
        )
    if not fields:  # (unconfirmed)
        raise invalid("A test mock should have one of the following fields: [result, errorOutput].")
    if reveals_secrets:
        raise invalid("TestState does not support RevealSecrets when a mock is specified.")
    if "errorOutput" in mock and "error" not in mock["errorOutput"]:  # (unconfirmed)
        raise invalid("A mocked error output must have the field 'error'.")


def _check_without_mock(request: Mapping[str, JSON], configured: Mapping[str, JSON]) -> None:
    """What speaks of a mock is nothing without one: recorded for MapIterationFailureCount, the others likewise (unconfirmed)."""
    if "mapIterationFailureCount" in configured:
        raise invalid(_NO_MOCK_FOR.format("MapIterationFailureCount"))
    for key in configured:
        raise invalid(_NO_MOCK_FOR.format(key[0].upper() + key[1:]))
    if "context" in request:
        raise invalid(_NO_MOCK_FOR.format("Context"))


# ------------------------------------------------------------------ the definition


def _state_under_test(text: str, name: str | None) -> tuple[State, State | None]:
    """The state, and the Map or Parallel that holds it."""
    from asl.check import aws_text, check_source, check_state
    from asl.check.reading import of_source
    from asl.model.parse import parse_machine, parse_state
    from asl.source import read

    source = read(text, format="json")
    if name is not None:
        found = check_source(source)
    else:
        found = of_source(source)
        if source.is_readable:
            found += check_state(source.value, name=NAME)
    if refused := aws_text(found):
        raise invalid_definition(refused)
    if name is None:
        state = parse_state(NAME, source.value, f"/States/{NAME}")
        return _readable(state), None
    machine = _readable(parse_machine(source.value))
    return _find(machine, name)


def _readable(parsed: JSON) -> JSON:
    if parsed is None:
        raise AssertionError("the check accepts only what can be read")
    return parsed


def _find(machine: StateMachine, name: str) -> tuple[State, State | None]:
    """Names are unique in a whole definition, so the first state of that name is the one."""
    holders: dict[str, State] = {}
    for scope in every_scope(machine):
        state = scope.states.get(name)
        if state is not None:
            return state, holders.get(scope.pointer)
        for holder in scope.states.values():
            if isinstance(holder, MapState):
                holders[holder.processor.pointer] = holder
            elif isinstance(holder, ParallelState):
                holders.update((branch.pointer, holder) for branch in holder.branches)
    raise invalid("State not found in definition")


def _check_runs_alone(state: State, role_arn: str) -> None:
    """What the service tests without a mock."""
    if isinstance(state, MapState | ParallelState):
        raise invalid_definition(_FAN_OUT)
    if not isinstance(state, TaskState):
        return
    resource = resource_of(state)
    if resource is not None and resource.pattern != "request-response":  # (unconfirmed)
        what = {"activity": "Activity tasks"}.get(resource.pattern, f"'{resource.suffix}' tasks")
        raise invalid(_NO_MOCK_FOR.format(what))
    if not role_arn:
        raise invalid("RoleArn must be specified when testing a Task state")


def _check_configuration(state: State, configured: Mapping[str, JSON]) -> None:
    """A setting that this state has no use for is refused: the answer would not be what it was set for. (unconfirmed)"""
    if not isinstance(state, MapState):
        for key in ("mapIterationFailureCount", "mapItemReaderData"):
            if key in configured:
                raise invalid(f"{key} is only supported when testing a Map state.")
    elif "mapItemReaderData" in configured and state.item_reader is None:
        raise invalid("mapItemReaderData is only supported when the Map state has an ItemReader.")
    named = configured.get("errorCausedByState")
    if named is None:
        return
    if not isinstance(state, MapState | ParallelState):
        raise invalid("errorCausedByState is only supported when testing a Map or Parallel state.")
    inside = state.branches if isinstance(state, ParallelState) else (state.processor,)
    if not any(named in scope.states for top in inside for scope in every_scope(top)):
        raise invalid("State not found in definition")


# ------------------------------------------------------------------ texts that are JSON


def _checked_input(text: str) -> str:
    try:
        parse(text)
    except JsonTextError:
        raise invalid_input(text) from None
    return text


def _variables(text: str | None) -> Mapping[str, JSON]:
    if text is None:
        return {}
    try:
        variables = parse(text)
    except JsonTextError:
        variables = None
    if not isinstance(variables, dict):  # (unconfirmed)
        raise invalid("Variables must be a valid JSON object")
    return variables


# ------------------------------------------------------------------ the mock's result


def _mock(mock: Mapping[str, JSON], state: State) -> Mock:
    if "errorOutput" in mock:
        failed = mock["errorOutput"]
        return Mock(ABSENT, "", failed["error"], failed.get("cause"))
    text = mock["result"]
    try:
        result = parse(text)
    except JsonTextError:
        raise invalid("Mocked result must be valid JSON") from None
    _check_result(result, state, mock.get("fieldValidationMode", "STRICT"))
    return Mock(result, text, None, None)


def _check_result(result: JSON, state: State, mode: Mode) -> None:
    if isinstance(state, MapState) and _writes_elsewhere(state):
        if not isinstance(result, dict):
            raise invalid("Mocked result must be a JSON object.")
    elif isinstance(state, MapState | ParallelState):
        if not isinstance(result, list):
            raise invalid("Mocked result must be an array.")
        if isinstance(state, ParallelState) and len(result) != len(state.branches):
            raise invalid(
                "Mocked result must contain the same number of items as number of Parallel branches."
            )
    resource = resource_of(state)
    fault = None if resource is None else fault_of(result, resource, mode)
    if fault == NOT_AN_OBJECT:  # (unconfirmed)
        raise invalid("Mocked result must be a JSON object.")
    if fault is not None:
        raise invalid(f"Mock result schema validation error: {fault}")


def _writes_elsewhere(state: MapState) -> bool:
    return state.result_writer is not None and state.result_writer.resource is not None
