"""Stubs: a mock file for every Task of a definition, to be edited. Values come from the services' models
(`asl.resources.samples`), and from what the definition reads of them; the errors of each service stand beside them as
comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from asl.hosts.mock_reads import reads_of
from asl.hosts.mock_text import Entry, LocalEntry, as_local, as_yaml, value_said
from asl.hosts.mocks import states_of
from asl.jsonvalue import JSON
from asl.model.machine import StateMachine, TaskState
from asl.resources.arn import Resource, parse_resource
from asl.resources.raised import errors_of
from asl.resources.samples import sample

_ERRORS: Final = 6  # shown of a service
_LAMBDA: Final = (  # which every retrier of a function should name (AWS guide, "Best practices")
    "Lambda.ServiceException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
)
_HTTP: Final = ("States.Http.StatusCode.503", "States.Http.Socket")
_LOCAL_RANGE: Final = "0-99"


def stubs(
    machine: StateMachine, definition: JSON
) -> Iterator[tuple[TaskState, Resource | None, JSON]]:
    """Every Task with its resource and a result that it could have.

    definition: the value that the machine was made of.
    """
    for state in states_of(machine):
        if not isinstance(state, TaskState):
            continue
        resource = parse_resource(state.resource)
        beside, written = _at(definition, state.pointer)
        if resource is None:
            yield state, None, {}
            continue
        yield state, resource, sample(resource, reads_of(written, beside, state.query_language))


def stub_yaml(machine: StateMachine, definition: JSON, name: str) -> str:
    """The short form, in YAML. name: the definition's file."""
    entries = []
    for state, resource, value in stubs(machine, definition):
        comments = [f"{_what(resource) or state.resource}"]
        errors = _errors(resource)
        if errors:
            comments.append(f"  or {{throw: {errors[0]}, cause: …}}")
        comments += [f"     {error}" for error in errors[1:]]
        entries.append(Entry(state.name, value_said(value), tuple(comments)))
    header = (
        f"Answers for the tasks of {name}, of the right types: put in the values that you want.",
        f"asl run {name} --mocks THIS_FILE",
    )
    return as_yaml(entries, header)


def stub_local(machine: StateMachine, definition: JSON, name: str) -> str:
    """Step Functions Local's form. name: the state machine's. Activities cannot be mocked there and are left out."""
    entries = [
        LocalEntry(state.name, {_LOCAL_RANGE: {"Return": value}}, tuple(_errors(resource)[:2]))
        for state, resource, value in stubs(machine, definition)
        if resource is None or resource.kind != "activity"
    ]
    return as_local(entries, name)


def _what(resource: Resource | None) -> str:
    """What a Task calls, in a comment."""
    if resource is None:
        return ""
    if resource.kind in ("lambda", "activity"):
        word = "function" if resource.kind == "lambda" else "activity"
        return f"the {word} {resource.action}: what it returns"
    waits = {"token": ": what SendTaskSuccess sends", "sync": ": the job when it has ended"}
    return f"{resource.service}:{resource.name}{waits.get(resource.pattern, '')}"


def _errors(resource: Resource | None) -> list[str]:
    """Errors that are worth a test, the likeliest first."""
    if resource is None or resource.kind == "activity":
        return []
    if resource.service == "lambda":
        return [*_LAMBDA]
    if resource.kind == "http":
        return [*_HTTP]
    own = errors_of(resource, of_operation=True)[:_ERRORS]
    job = ["States.TaskFailed"] if resource.pattern == "sync" else []
    return [*job, *own]


def _at(definition: JSON, pointer: str) -> tuple[Mapping[str, JSON], Mapping[str, JSON]]:
    """The states beside the one at a pointer, and that state itself, as they are written."""
    value, beside = definition, definition
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        beside, value = value, value[int(name)] if isinstance(value, list) else value[name]
    return beside, value
