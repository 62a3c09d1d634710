"""Short ways to write TestState requests in tests."""

from __future__ import annotations

import json
from typing import Any

from asl import teststate

JSON = Any

INVOKE = "arn:aws:states:::lambda:invoke"
ROLE = "arn:aws:iam::123456789012:role/r"
INPUT = {"a": 1, "l": [1, 2, 3]}


def task(resource: str = INVOKE, **fields: JSON) -> dict[str, JSON]:
    return {"Type": "Task", "Resource": resource, "End": True, **fields}


def mapped(mode: str = "INLINE", **fields: JSON) -> dict[str, JSON]:
    config: dict[str, JSON] = {"Mode": mode}
    if mode == "DISTRIBUTED":
        config["ExecutionType"] = "STANDARD"
    inside = {"Each": {"Type": "Pass", "End": True}}
    processor = {"ProcessorConfig": config, "StartAt": "Each", "States": inside}
    return {"Type": "Map", "ItemProcessor": processor, "End": True, **fields}


def parallel(branches: int = 2, **fields: JSON) -> dict[str, JSON]:
    one = [
        {"StartAt": f"B{n}", "States": {f"B{n}": {"Type": "Pass", "End": True}}}
        for n in range(branches)
    ]
    return {"Type": "Parallel", "Branches": one, "End": True, **fields}


def machine(**states: JSON) -> dict[str, JSON]:
    return {"StartAt": next(iter(states)), "States": states}


def request(
    definition: JSON, given: JSON = None, level: str = "DEBUG", **members: JSON
) -> dict[str, JSON]:
    """A request: values where the API wants JSON text; what has members of its own is left as it is."""
    out: dict[str, JSON] = {
        "definition": definition if isinstance(definition, str) else json.dumps(definition),
        "input": json.dumps(INPUT if given is None else given),
        "inspectionLevel": level,
    }
    for name, value in members.items():
        as_text = name in ("variables", "context") and not isinstance(value, str)
        out[name] = json.dumps(value) if as_text else value
    return out


def returning(value: JSON, mode: str | None = None) -> dict[str, JSON]:
    """A mock with a result."""
    mock = {"result": json.dumps(value)}
    return mock if mode is None else {**mock, "fieldValidationMode": mode}


def failing(error: str, cause: str | None = None) -> dict[str, JSON]:
    """A mock with an error."""
    output = {"error": error}
    if cause is not None:
        output["cause"] = cause
    return {"errorOutput": output}


def answered(definition: JSON, given: JSON = None, **members: JSON) -> dict[str, JSON]:
    """The answer, its JSON texts read."""
    return read(teststate.test_state(request(definition, given, **members)))


def read(response: dict[str, JSON]) -> dict[str, JSON]:
    out = {key: value for key, value in response.items() if key != "inspectionData"}
    if "output" in out:
        out["output"] = json.loads(out["output"])
    if "inspectionData" in response:
        out["inspectionData"] = {
            key: json.loads(value) if isinstance(value, str) else value
            for key, value in response["inspectionData"].items()
        }
    return out
