"""Write `emulator/lambda_/api/model.py`: Lambda's operations and what they take and give, from botocore's service model.

Run it with a botocore installed (`python scripts/make_lambda_model.py`) when botocore's model has changed, and commit what
it writes. The server reads the table instead of botocore's file, which takes a third of a second to load.
A test compares the table with the botocore that is installed.
"""

from __future__ import annotations

import gzip
import json
import pprint
from pathlib import Path
from typing import Any

import botocore

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "emulator" / "lambda_" / "api" / "model.py"
SOURCE = Path(botocore.__file__).parent / "data" / "lambda" / "2015-03-31" / "service-2.json.gz"

HEADER = '''\
"""Lambda's operations, what they take and give. Written by `scripts/make_lambda_model.py`: do not edit.

ROUTES: name → (method, path, HTTP status of success), of all operations. OPERATIONS: name → (input shape, output shape), of
those that are served. SHAPES: name → its constraints; of a structure, its members: name → (shape, where it is in the
message, its name there). STATUSES: exception → HTTP status.
"""

from typing import Any, Final

BOTOCORE: Final = "{version}"

# fmt: off
ROUTES: Final[dict[str, tuple[str, str, int]]] = {routes}

OPERATIONS: Final[dict[str, tuple[str, str | None]]] = {operations}

SHAPES: Final[dict[str, dict[str, Any]]] = {shapes}

STATUSES: Final[dict[str, int]] = {statuses}
# fmt: on
'''
SERVED = (
    "AddPermission", "CreateAlias", "CreateFunction", "DeleteAlias", "DeleteFunction", "DeleteFunctionConcurrency",
    "GetAccountSettings", "GetAlias", "GetFunction", "GetFunctionCodeSigningConfig", "GetFunctionConcurrency",
    "GetFunctionConfiguration", "GetPolicy", "Invoke", "ListAliases", "ListEventSourceMappings", "ListFunctions",
    "ListTags", "ListVersionsByFunction", "PublishVersion", "PutFunctionConcurrency", "RemovePermission", "TagResource",
    "UntagResource", "UpdateAlias", "UpdateFunctionCode", "UpdateFunctionConfiguration",
)  # fmt: skip
KEPT = ("type", "min", "max", "pattern", "enum", "sensitive", "required", "payload")


def read_model() -> dict[str, Any]:
    """botocore's model of Lambda."""
    with gzip.open(SOURCE, "rt", encoding="utf-8") as file:
        model: dict[str, Any] = json.load(file)
    return model


def tables(
    model: dict[str, Any],
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, int]]:
    """(ROUTES, OPERATIONS, SHAPES, STATUSES) of a model."""
    routes, operations = {}, {}
    for name, operation in sorted(model["operations"].items()):
        http = operation["http"]
        routes[name] = (http["method"], http["requestUri"], http.get("responseCode", 200))
        if name in SERVED:
            output = operation.get("output")
            operations[name] = (operation["input"]["shape"], output["shape"] if output else None)
    shapes: dict[str, dict[str, Any]] = {}
    pending = [shape for pair in operations.values() for shape in pair if shape]
    while pending:
        name = pending.pop()
        if name in shapes:
            continue
        full = model["shapes"][name]
        shape = shapes[name] = {key: full[key] for key in KEPT if key in full}
        match full["type"]:
            case "structure":
                shape["members"] = {
                    key: (one["shape"], one.get("location", "body"), one.get("locationName", key))
                    for key, one in full["members"].items()
                }
                pending.extend(of for of, _, _ in shape["members"].values())
            case "list":
                shape["member"] = full["member"]["shape"]
                pending.append(shape["member"])
            case "map":
                shape["key"], shape["value"] = full["key"]["shape"], full["value"]["shape"]
                pending += [shape["key"], shape["value"]]
    statuses = {
        name: shape["error"]["httpStatusCode"]
        for name, shape in sorted(model["shapes"].items())
        if shape.get("exception") and "error" in shape
    }
    return routes, operations, dict(sorted(shapes.items())), statuses


def _literal(value: object) -> str:
    return pprint.pformat(value, width=118, compact=True, sort_dicts=False)


def main() -> None:
    routes, operations, shapes, statuses = map(_literal, tables(read_model()))
    text = HEADER.format(
        version=botocore.__version__,
        routes=routes,
        operations=operations,
        shapes=shapes,
        statuses=statuses,
    )
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
