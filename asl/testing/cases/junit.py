"""Results as JUnit XML, as CI systems read it: a suite a file, a case a test.

`time` is wall time in seconds; the time on the execution's own clock, its status, its transitions and its path are
properties. A case that failed has a `failure`, one that could not start an `error`. Characters that XML 1.0 cannot hold are
written as the escapes that JSON has for them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import Final

from asl.jsonvalue import JSON
from asl.testing.cases.difference import path_text
from asl.testing.cases.report import Line, details, text_of
from asl.testing.cases.session import Result

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}  # fmt: skip


def junit(results: Sequence[Result], *, name: str = "asl test") -> str:
    """The document, ending with a line break."""
    suites: dict[str, list[Result]] = {}
    for result in results:
        suites.setdefault(result.file, []).append(result)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<testsuites{_attributes({'name': name, **_counts(results)})}>",
    ]
    for file, inside in suites.items():
        lines.append(f"  <testsuite{_attributes({'name': file, **_counts(inside)})}>")
        for result in inside:
            lines += _case(result)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _counts(results: Iterable[Result]) -> dict[str, JSON]:
    results = list(results)
    return {
        "tests": len(results),
        "failures": sum(result.outcome == "failed" for result in results),
        "errors": sum(result.outcome == "error" for result in results),
        "skipped": 0,
        "time": f"{sum(result.wall_s for result in results):.3f}",
    }


def _case(result: Result) -> list[str]:
    attributes = {
        "classname": _class_name(result.file),
        "name": result.name or "(the file)",
        "file": result.file,
        "line": result.line,
        "time": f"{result.wall_s:.3f}",
    }
    inside: list[str] = []
    if result.run is not None:
        run = result.run
        properties = {
            "status": run.status,
            "elapsed_s": f"{float(run.elapsed):.3f}",
            "transitions": run.transitions,
            "path": path_text(run.path, most=40),
        }
        inside.append("      <properties>")
        inside += [
            f"        <property{_attributes({'name': name, 'value': value})}/>"
            for name, value in properties.items()
        ]
        inside.append("      </properties>")
    if result.outcome != "passed":
        tag = "failure" if result.outcome == "failed" else "error"
        told: list[Line] = list(details(result))[2:]  # the test's name stands above already
        message = "; ".join(f"{one.word}: {one.message}" for one in result.missed[:3])
        message = message or result.message.partition("\n")[0]
        opening = f"      <{tag}{_attributes({'message': message, 'type': _type(result)})}>"
        inside.append(f"{opening}{_text(text_of(told))}</{tag}>")
    if not inside:
        return [f"    <testcase{_attributes(attributes)}/>"]
    return [f"    <testcase{_attributes(attributes)}>", *inside, "    </testcase>"]


def _type(result: Result) -> str:
    return result.missed[0].word if result.missed else "cannot start"


def _class_name(file: str) -> str:
    """The file as a dotted name: CI systems group by it."""
    stem = re.sub(r"\.test\.(yaml|yml|json)$", "", os.path.normpath(file), flags=re.IGNORECASE)
    return re.sub(r"[\\/]+", ".", stem).lstrip(".") or "tests"


def _attributes(values: dict[str, JSON]) -> str:
    return "".join(f' {name}="{_attribute(str(value))}"' for name, value in values.items())


def _attribute(text: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in _clean(text))


def _text(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clean(text: str) -> str:
    return _NOT_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
