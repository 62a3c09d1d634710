"""Counts what would answer every Task of a set of definitions, without any configuration.

    python scripts/count_answers.py FILE.jsonl|FOLDER...      one JSON object a line, its definition under "definition"

Every Task counts once, those inside Map and Parallel too, and so does what Maps read and write. A function that a definition
names is answered by whoever writes it; a text in the place of an ARN (`${Function}`) counts as what it becomes, a function. What
is refused is refused by name before anything runs: by the check of the definition, or by this emulator, and listed with its
service. Nothing else there is: a Task that is neither would be silent, and ends this script with status 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from asl.check import check  # noqa: E402
from asl.model.parse import parse_machine  # noqa: E402
from asl.resources.arn import parse_resource  # noqa: E402
from asl.resources.catalogue import recognised  # noqa: E402
from emulator.integrations.protocol import Integration  # noqa: E402
from emulator.integrations.registry import build  # noqa: E402
from emulator.integrations.survey import Answered, survey  # noqa: E402
from emulator.settings import Settings  # noqa: E402

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:"


class Row(NamedTuple):
    """One Task. answer: who, "refused: no such resource" or "refused: nothing runs it"; None: nobody says."""

    id: str
    answer: str | None
    resource: str
    why: str


def definitions(paths: Sequence[Path]) -> Iterator[tuple[str, Any]]:
    """(id, definition) of every line of the files."""
    for path in paths:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        for file in files:
            with file.open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, start=1):
                    record = json.loads(line)
                    yield record.get("id", f"{file.name}:{number}"), record["definition"]


def filled(value: Any, key: str = "") -> Any:
    """A definition whose Resources that only hold a place are functions."""
    if isinstance(value, dict):
        return {name: filled(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    if key == "Resource" and isinstance(value, str) and parse_resource(value) is None:
        problem = recognised(value)
        if problem is not None and problem.kind == "placeholder":
            return FUNCTION + (re.sub(r"[^A-Za-z0-9]+", "-", value).strip("-") or "f")
    return value


def rows(id_: str, definition: Any, integrations: Sequence[Integration]) -> Iterator[Row]:
    """Every Task of a definition, and every reader and writer."""
    machine = parse_machine(filled(definition))
    if machine is None:
        return
    refused = {
        found.pointer.removesuffix("/Resource"): found.message
        for found in check(filled(definition))
        if found.is_error and found.pointer.endswith("/Resource")
    }
    for one in survey(machine, integrations):
        yield _row(id_, one, refused)


def _row(id_: str, one: Answered, refused: dict[str, str]) -> Row:
    if one.told is not None:
        return Row(id_, one.told.who, one.resource, one.told.what)
    resource = parse_resource(one.resource)
    is_function = resource is not None and (
        resource.kind == "lambda" or resource.service == "lambda"
    )
    needs = one.needs or ""
    if is_function and "there is no function" in needs:
        return Row(id_, "function", one.resource, "yours to give")
    if one.pointer in refused:
        return Row(id_, "refused: no such resource", one.resource, refused[one.pointer])
    problem = recognised(one.resource)
    if problem is not None and problem.kind in ("foreign", "not-an-arn"):
        return Row(id_, "refused: no such resource", one.resource, problem.message)
    return Row(id_, "refused: nothing runs it" if needs else None, one.resource, needs)


def report(found: Sequence[Row]) -> str:
    """The table of counts, and every refusal with its service."""
    counts = Counter(row.answer or "silent" for row in found)
    lines = [f"{len(found):6}  Tasks, readers and writers"]
    lines += [f"{count:6}  {answer}" for answer, count in sorted(counts.items(), key=_by_count)]
    for answer in ("refused: nothing runs it", "refused: no such resource", "silent"):
        listed = Counter(
            (row.resource, row.why) for row in found if (row.answer or "silent") == answer
        )
        if listed:
            lines += ["", f"{answer}:"]
            lines += [
                f"{count:6}  {resource or '(empty)'}: {why}"
                for (resource, why), count in sorted(listed.items())
            ]
    return "\n".join(lines)


def _by_count(item: tuple[str, int]) -> tuple[bool, int]:
    return item[0].startswith("refused"), -item[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    paths = parser.parse_args(arguments).paths
    integrations = build(Settings(), found=())
    found = [row for id_, value in definitions(paths) for row in rows(id_, value, integrations)]
    sys.stdout.write(report(found) + "\n")
    return 1 if any(row.answer is None for row in found) else 0


if __name__ == "__main__":
    sys.exit(main())
