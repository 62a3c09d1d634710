"""Write `emulator/api/model.py`: what Step Functions' operations take and give, from botocore's service model.

Run it with a botocore installed (`python scripts/make_api_model.py`) when botocore's model has changed, and commit what
it writes. The server reads the table instead of botocore, whose import alone costs a tenth of a second.
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
TARGET = ROOT / "emulator" / "api" / "model.py"
SOURCE = (
    Path(botocore.__file__).parent / "data" / "stepfunctions" / "2016-11-23" / "service-2.json.gz"
)

HEADER = '''\
"""What Step Functions' operations take and give. Written by `scripts/make_api_model.py`: do not edit.

OPERATIONS: name → (input shape, output shape). SHAPES: name → its constraints; of a structure, its members' shapes.
"""

from typing import Any, Final

BOTOCORE: Final = "{version}"

# fmt: off
OPERATIONS: Final[dict[str, tuple[str, str]]] = {operations}

SHAPES: Final[dict[str, dict[str, Any]]] = {shapes}
# fmt: on
'''
KEPT = ("type", "min", "max", "pattern", "enum", "sensitive", "required")


def read_model() -> dict[str, Any]:
    """botocore's model of Step Functions."""
    with gzip.open(SOURCE, "rt", encoding="utf-8") as file:
        model: dict[str, Any] = json.load(file)
    return model


def tables(model: dict[str, Any]) -> tuple[dict[str, tuple[str, str]], dict[str, dict[str, Any]]]:
    """(OPERATIONS, SHAPES) of a model: no documentation, no exceptions, nothing that no operation reaches."""
    operations = {
        name: (operation["input"]["shape"], operation["output"]["shape"])
        for name, operation in sorted(model["operations"].items())
    }
    shapes: dict[str, dict[str, Any]] = {}
    pending = [shape for pair in operations.values() for shape in pair]
    while pending:
        name = pending.pop()
        if name in shapes:
            continue
        full = model["shapes"][name]
        shape = shapes[name] = {key: full[key] for key in KEPT if key in full}
        match full["type"]:
            case "structure":
                shape["members"] = {key: one["shape"] for key, one in full["members"].items()}
                pending.extend(shape["members"].values())
            case "list":
                shape["member"] = full["member"]["shape"]
                pending.append(shape["member"])
            case "map":
                shape["key"], shape["value"] = full["key"]["shape"], full["value"]["shape"]
                pending += [shape["key"], shape["value"]]
    return operations, dict(sorted(shapes.items()))


def _literal(value: object) -> str:
    return pprint.pformat(value, width=118, compact=True, sort_dicts=False)


def main() -> None:
    operations, shapes = tables(read_model())
    text = HEADER.format(
        version=botocore.__version__, operations=_literal(operations), shapes=_literal(shapes)
    )
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
