"""Smallest valid objects of every owner of the field table, and definitions that hold them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from asl.model.fields import STATE_TYPES, Field, Language

JSON = Any
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:Charge"
INNER = {"StartAt": "Inner", "States": {"Inner": {"Type": "Succeed"}}}
DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **INNER}


def least(owner: str, language: Language) -> dict[str, JSON]:
    """The smallest valid object of an owner, the caller's to change."""
    in_paths = language == "JSONPath"
    made: dict[str, JSON] = {
        "Machine": lambda: {**INNER},
        "Branch": lambda: {**INNER},
        "ItemProcessor": lambda: {**INNER},
        "Task": lambda: {"Type": "Task", "Resource": FUNCTION, "End": True},
        "Wait": lambda: {"Type": "Wait", "Seconds": 1, "End": True},
        "Pass": lambda: {"Type": "Pass", "End": True},
        "Succeed": lambda: {"Type": "Succeed"},
        "Fail": lambda: {"Type": "Fail"},
        "Choice": lambda: {
            "Type": "Choice",
            "Choices": [least("ChoiceRule", language)],
            "Default": "Z",
        },
        "Parallel": lambda: {"Type": "Parallel", "Branches": [{**INNER}], "End": True},
        "Map": lambda: {"Type": "Map", "ItemProcessor": {**DISTRIBUTED}, "End": True},
        "ProcessorConfig": lambda: {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "ChoiceRule": lambda: (
            {"Variable": "$.v", "IsNull": True, "Next": "Z"}
            if in_paths
            else {"Condition": True, "Next": "Z"}
        ),
        "Comparison": lambda: {"Variable": "$.v", "IsNull": True},
        "Retrier": lambda: {"ErrorEquals": ["E"]},
        "Catcher": lambda: {"ErrorEquals": ["E"], "Next": "Z"},
        "Credentials": lambda: {"RoleArn": "arn:aws:iam::123456789012:role/r"},
        "ItemReader": lambda: {"Resource": "arn:aws:states:::s3:getObject"},
        "ReaderConfig": dict,
        "ItemBatcher": lambda: {"MaxItemsPerBatch": 1},
        "ResultWriter": lambda: {"Resource": "arn:aws:states:::s3:putObject"},
        "WriterConfig": dict,
    }[owner]()
    return deepcopy(made)


def placed(owner: str, language: Language, value: JSON) -> tuple[JSON, str]:
    """A definition that holds the object, and the object's pointer."""
    if owner == "Machine":
        if language == "JSONata" and "QueryLanguage" not in value:
            value = {"QueryLanguage": language, **value}
        return value, ""
    if owner in STATE_TYPES:
        states = {
            "A": {"Type": "Choice", "Choices": [least("ChoiceRule", language)], "Default": "S"}
        }
        states |= {"S": value, "Z": {"Type": "Succeed"}}
        return placed("Machine", language, {"StartAt": "A", "States": states})[0], "/States/S"
    host, field, in_list = {
        "Branch": ("Parallel", "Branches", True),
        "ItemProcessor": ("Map", "ItemProcessor", False),
        "ProcessorConfig": ("ItemProcessor", "ProcessorConfig", False),
        "ChoiceRule": ("Choice", "Choices", True),
        "Comparison": ("ChoiceRule", "And", True),
        "Retrier": ("Task", "Retry", True),
        "Catcher": ("Task", "Catch", True),
        "Credentials": ("Task", "Credentials", False),
        "ItemReader": ("Map", "ItemReader", False),
        "ReaderConfig": ("ItemReader", "ReaderConfig", False),
        "ItemBatcher": ("Map", "ItemBatcher", False),
        "ResultWriter": ("Map", "ResultWriter", False),
        "WriterConfig": ("ResultWriter", "WriterConfig", False),
    }[owner]
    around = {**least(host, language), field: [value] if in_list else value}
    if owner == "Comparison":
        around = {"And": [value], "Next": "Z"}
    definition, pointer = placed(host, language, around)
    return definition, f"{pointer}/{field}/0" if in_list else f"{pointer}/{field}"


def legal(row: Field) -> JSON:
    """A value that a field may have in JSONPath, and not its default."""
    if row.kind in ("enum", "language"):
        return row.values[-1]
    if row.kind == "owner":
        other = {"StartAt": "Other", "States": {"Other": {"Type": "Succeed"}}}
        given: JSON = {
            "ItemProcessor": other,
            "ReaderConfig": {"MaxItems": 7},
            "WriterConfig": {"OutputType": "JSON"},
        }
        return given.get(row.of) or least(row.of, "JSONPath")
    if row.kind == "owners":
        return [least(row.of, "JSONPath"), least(row.of, "JSONPath")]
    return {
        "whole": 7, "number": 7, "timestamp": "2030-01-31T12:00:00Z", "reference": "$.a", "target": "$.a", "path": "$.a",
        "text_path": "$.a", "value": "$.a", "text": "a", "state": "Z", "end": True, "payload": {"a": 1}, "template": {"a": 1},
        "texts": ["F"], "label": "l", "resource": "arn:aws:states:::s3:listObjectsV2", "literal": {"a": 1}, "json": {"a": 1},
        "object": {"a": 1}, "items": [1], "variables": {"a": 1}, "boolean": False, "condition": False,
        "states": {"Inner": {"Type": "Pass", "End": True}},
    }[row.kind]  # fmt: skip
