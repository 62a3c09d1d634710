"""Histories in a compact notation, and the small machines that make them.

One event a line, `id<previous Type detail`: the detail is the state's name, an iteration's index, a length, an error, a
worker or a redrive's count, whichever the event has. `-` stands for a failure without an error name.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

from asl.jsonvalue import JSON
from asl.vocabulary.records import DETAILS, Record

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:{}"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work"
INVOKE = "arn:aws:states:::lambda:invoke"
QUEUE = "arn:aws:states:::sqs:sendMessage"
CHILD = "arn:aws:states:::states:startExecution"
START_MS = 1_735_689_600_000  # where the virtual clock begins when nobody says otherwise

_SHOWN = ("name", "index", "length", "error", "worker", "redrive_count", "state")


def line(id_: int, record: Record) -> str:
    """One record in the notation."""
    kind = record[0]
    details = dict(zip(DETAILS[kind], record[3:], strict=True))
    shown = [
        str(details[key]) if details[key] is not None else "-" for key in _SHOWN if key in details
    ]
    if kind.startswith("MapIteration"):
        shown = [str(details["index"])]
    if kind == "EvaluationFailed":
        shown = [details["state"]]
    if kind == "ActivityStarted" and details["worker"] is None:
        shown = []
    return " ".join([f"{id_}<{record[1]} {kind}", *shown])


def lines(records: Iterable[Record], first_id: int = 1) -> list[str]:
    """All records in the notation."""
    return [line(id_, record) for id_, record in enumerate(records, first_id)]


def expected(text: str) -> list[str]:
    """The lines of an expectation as it stands in a test."""
    return dedent(text).strip().splitlines()


# ------------------------------------------------------------------ small machines

_ENDS_ITSELF = ("Choice", "Succeed", "Fail")


def flow(states: dict[str, JSON] | None = None, /, **more: JSON) -> dict[str, JSON]:
    """A States object that begins with its first state; a state without Next or End goes on to the one after it."""
    given = {**(states or {}), **more}
    names = list(given)
    linked = {}
    for at, (name, state) in enumerate(given.items()):
        if state["Type"] not in _ENDS_ITSELF and "Next" not in state and "End" not in state:
            way = {"Next": names[at + 1]} if at + 1 < len(names) else {"End": True}
            state = {**state, **way}
        linked[name] = state
    return {"StartAt": names[0], "States": linked}


def a_pass(**fields: Any) -> dict[str, JSON]:
    return {"Type": "Pass", **fields}


def a_wait(seconds: int = 10, **fields: Any) -> dict[str, JSON]:
    return {"Type": "Wait", "Seconds": seconds, **fields}


def a_fail(error: str | None = "Boom", cause: str | None = "why", **fields: Any) -> dict[str, JSON]:
    texts = {key: text for key, text in (("Error", error), ("Cause", cause)) if text is not None}
    return {"Type": "Fail", **texts, **fields}


def a_function(name: str = "f", **fields: Any) -> dict[str, JSON]:
    """A Task on a Lambda function's own ARN."""
    return {"Type": "Task", "Resource": LAMBDA.format(name), **fields}


def an_activity(**fields: Any) -> dict[str, JSON]:
    return {"Type": "Task", "Resource": ACTIVITY, **fields}


def a_message(suffix: str = "", **fields: Any) -> dict[str, JSON]:
    """A Task on an optimised integration; `suffix` is ".waitForTaskToken" or nothing."""
    is_jsonata = fields.get("QueryLanguage") == "JSONata"
    body: JSON = "hi"
    if suffix:
        body = {"t": "{% $states.context.Task.Token %}"} if is_jsonata else {"t.$": "$$.Task.Token"}
    given = {"QueueUrl": "q", "MessageBody": body}
    name = "Arguments" if is_jsonata else "Parameters"
    return {"Type": "Task", "Resource": QUEUE + suffix, name: given, **fields}


def a_job(**fields: Any) -> dict[str, JSON]:
    """A Task that waits for a nested execution."""
    parameters = {
        "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child",
        "Input": {},
    }
    return {"Type": "Task", "Resource": f"{CHILD}.sync:2", "Parameters": parameters, **fields}


def a_parallel(*branches: dict[str, JSON], **fields: Any) -> dict[str, JSON]:
    """Each branch is what `flow` gives."""
    return {"Type": "Parallel", "Branches": list(branches), **fields}


def a_map(processor: dict[str, JSON], **fields: Any) -> dict[str, JSON]:
    """An inline Map over the state's input."""
    return {"Type": "Map", "ItemProcessor": processor, **fields}


def a_map_run(
    processor: dict[str, JSON], *, children: str = "STANDARD", **fields: Any
) -> dict[str, JSON]:
    """A distributed Map over the state's input."""
    config = {"Mode": "DISTRIBUTED", "ExecutionType": children}
    return {"Type": "Map", "ItemProcessor": {"ProcessorConfig": config, **processor}, **fields}


def retry(*errors: str, attempts: int = 1, **fields: Any) -> list[JSON]:
    return [{"ErrorEquals": list(errors) or ["States.ALL"], "MaxAttempts": attempts, **fields}]


def catch(to: str, *errors: str, **fields: Any) -> list[JSON]:
    return [{"ErrorEquals": list(errors) or ["States.ALL"], "Next": to, **fields}]
