"""Checks many definitions as lines of JSON: for editors, services and measurements that keep one process.

A line in is `{"id": …, "definition": {…} | "text": "…", "type": "STANDARD" | "EXPRESS", "format": "json" | "yaml"}`. A line out is
`{"id", "ok", "errors": [{"message", "code", "pointer", "rule", "help"}], "warnings": […], "ms"}`: `message` and `code` are the
service's own where they are known, else ours; `rule` is always ours. A line that cannot be read is answered, too. `ms` is there
when the caller lends a clock: nothing here has one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from asl.check import check
from asl.check.diagnostic import Diagnostic
from asl.jsonvalue import JSON

Clock: TypeAlias = Callable[[], int]
"""Nanoseconds of anything that only grows: time.process_time_ns."""


def answers(lines: Iterable[str], clock: Clock | None = None) -> Iterator[str]:
    """One line of JSON for every line of JSON that is not blank."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, clock), ensure_ascii=False)


def _answer(line: str, clock: Clock | None) -> dict[str, JSON]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as e:
        return _refused(None, f"the line is not JSON: {e}")
    if not isinstance(request, dict) or not ("definition" in request or "text" in request):
        return _refused(None, 'the line is not an object with "definition" or "text"')
    return answer(request, clock)


def answer(request: dict[str, JSON], clock: Clock | None = None) -> dict[str, JSON]:
    """The answer to one request."""
    type_ = request.get("type", "STANDARD")
    if type_ not in ("STANDARD", "EXPRESS"):
        return _refused(request.get("id"), '"type" must be "STANDARD" or "EXPRESS"')
    if "definition" not in request:
        if not isinstance(request["text"], str):
            return _refused(request.get("id"), '"text" must be a string')
        if request.get("format") not in (None, "json", "yaml"):
            return _refused(request.get("id"), '"format" must be "json" or "yaml"')
    begun = clock() if clock else 0
    if "definition" in request:
        found = check(request["definition"], type=type_)
    else:
        from asl.source import read

        found = check(read(request["text"], format=request.get("format")), type=type_)
    spent = clock() - begun if clock else 0
    errors = [as_json(one) for one in found if one.is_error]
    out: dict[str, JSON] = {
        "id": request.get("id"),
        "ok": not errors,
        "errors": errors,
        "warnings": [as_json(one) for one in found if not one.is_error],
    }
    if clock:
        out["ms"] = round(spent / 1e6, 4)
    return out


def as_json(one: Diagnostic) -> dict[str, JSON]:
    """One diagnostic as the protocol writes it."""
    out: dict[str, JSON] = {
        "message": one.aws_message or one.message,
        "code": one.aws_code or one.code,
        "pointer": one.pointer,
        "rule": one.code,
    }
    if one.help is not None:
        out["help"] = one.help
    return out


def _refused(id_: JSON, message: str) -> dict[str, JSON]:
    error = {"message": message, "code": "usage", "pointer": None, "rule": None}
    return {"id": id_, "ok": False, "errors": [error], "warnings": []}


def main() -> None:
    """Answer every line of standard input on standard output."""
    for line in answers(sys.stdin):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
