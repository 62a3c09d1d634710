"""The pages made from signatures and docstrings: docs/reference/pytest.md and docs/reference/python.md.

`make_pages.py` writes them. What a page says of a name stands in the code beside the name; here is only the order in which names
are shown. A public name of `asl` that no table here has is an error, and so is one that has no docstring.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import asl
from asl.jsonvalue import ABSENT
from asl.observe.cost.cost import Cost
from asl.testing import plugin
from asl.testing.bench import Bench
from asl.testing.clock import Clock
from asl.testing.machine import Machine
from asl.testing.outside import Task
from asl.testing.readings import Call
from asl.testing.run import Run
from asl.testing.snapshots import Snapshot
from asl.testing.visits import StateView
from emulator.testing import fixtures
from emulator.testing.endpoint import Endpoint
from emulator.testing.services import Services

OBJECTS = (  # heading, how a test calls it, its class, what is said before its members
    ("A machine", "machine", Machine, "What `asl_machine(…)` gives. It holds for one test."),
    ("A run", "run", Run, "What `machine.run(…)`, `machine.start(…)` and `asl.simulate(…)` give."),
    ("One visit of a state", "state", StateView, "What `run.state(…)` and `run.visits(…)` give."),
    ("One call of a task", "call", Call, "What `run.calls(…)` gives, one for each try."),
    ("An open task", "task", Task, "What `run.token(…)` and `run.activity(…)` give."),
    ("What a run costs", "cost", Cost, "What `run.cost` gives."),
    ("The clock", "asl_clock", Clock, "The fixture `asl_clock`."),
    ("AWS services", "asl_services", Services, "The fixture `asl_services`."),
    ("A server", "asl_endpoint", Endpoint, "What `asl_endpoint` and `asl_endpoint_session` give."),
)
INNER = {  # public in the code, but for the plugin and for other parts
    Machine: {"check_file", "close", "unused"},
    Run: {"tell", "visits_if_any", "cost_in", "host", "execution", "origin"},
    Clock: {"began", "finish", "go_to"},
    StateView: {"count", "index"},
    Call: {"count", "index"},
    Services: {"answer", "close"},
    Endpoint: {"environment", "close"},
}
PUBLIC = (  # heading, names of `asl`
    ("Run and check", ("simulate", "load", "check", "Diagnostic", "Run")),
    (
        "Answers for tasks",
        ("returns", "raises", "sequence", "after", "never", "load_mocks", "MockConfig"),
    ),
    ("Lambda functions", ("Function", "LambdaContext", "TaskError")),
    (
        "Errors",
        (
            "AslError",
            "DefinitionError",
            "UsageError",
            "MockError",
            "UnansweredTask",
            "NondeterminismError",
        ),
    ),
)


def pytest_page() -> str:
    lines = [
        "# The pytest plugin",
        "",
        "It comes with the package and is found by itself: there is nothing to register. How it is used is in the",
        "[how-to guides](../README.md#how-to-guides). Made by `scripts/make_pages.py` from the code.",
        "",
        "## Fixtures",
        "",
        "| fixture | scope | |",
        "|---|---|---|",
    ]
    for module in (plugin, fixtures):
        lines += list(fixture_rows(module))
    recorded = Recorder()
    plugin.pytest_addoption(recorded)  # type: ignore[arg-type]  # it has what is asked of a parser
    fixtures.pytest_configure(recorded)  # type: ignore[arg-type]  # or of a config
    lines += ["", "## Options", "", "| option | ini key | |", "|---|---|---|"]
    for name, metavar, help_ in recorded.options:
        key = name.lstrip("-").replace("-", "_")
        ini = f"`{key}`" if key in recorded.keys else ""
        lines.append(f"| `{name}{'=' + metavar if metavar else ''}` | {ini} | {cell(help_)} |")
    lines += ["", "## Markers", ""]
    lines += [f"- `{mark}`: {about}" for mark, _, about in recorded.markers]
    lines += ["", "## Making machines", "", "The fixture `asl_machine` is called with", ""]
    lines += member("asl_machine", Bench.machine, call="asl_machine")
    for title, name, class_, about in OBJECTS:
        lines += [f"## {title}", "", about, ""]
        lines += class_lines(name, class_)
    lines += [
        "## Snapshots",
        "",
        *prose((inspect.getdoc(Snapshot) or "").partition("\n\nArgs")[0], ()),
        "",
    ]
    lines += ["How they are used: [compare whole histories](../howto/compare-histories.md)."]
    return page(lines)


def python_page() -> str:
    lines = [
        "# The Python library",
        "",
        "The public names of `asl`, by what they are for. Made by `scripts/make_pages.py` from the code. What tests use is in",
        "[the pytest plugin](pytest.md). One state alone is run by [`asl.teststate`](../howto/test-one-state.md), coverage is counted",
        "by [`asl.observe.coverage`](../howto/cover-a-machine.md#in-python).",
        "",
    ]
    shown = [name for _, names in PUBLIC for name in names]
    if sorted(shown) != sorted(asl.__all__):
        raise SystemExit(f"PUBLIC and asl.__all__ differ: {sorted(set(shown) ^ set(asl.__all__))}")
    for title, names in PUBLIC:
        lines += [f"## {title}", ""]
        for name in names:
            value = getattr(asl, name)
            if name == "Run":
                lines += ["### asl.Run", "", *prose(inspect.getdoc(value) or "", ()), ""]
                lines += ["Its members are listed with [the pytest plugin](pytest.md#a-run).", ""]
            elif isinstance(value, type) and issubclass(value, Exception):
                lines += [f"### asl.{name}", "", *prose(inspect.getdoc(value) or "", ()), ""]
            elif isinstance(value, type):
                fields = getattr(value, "_fields", ())
                lines += [f"### asl.{name}", "", *prose(inspect.getdoc(value) or "", fields), ""]
            else:
                lines += member(f"asl.{name}", value)
    return page(lines)


def page(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


class Recorder:
    """Stands for pytest's parser and config, and keeps what the plugin tells them."""

    def __init__(self) -> None:
        self.options: list[tuple[str, str, str]] = []
        self.keys: set[str] = set()
        self.markers: list[tuple[str, str, str]] = []

    def getgroup(self, name: str, description: str = "") -> Recorder:
        return self

    def addoption(
        self, name: str, *, help: str, metavar: str = "", nargs: str = "", **_: Any
    ) -> None:
        self.options.append((name, f"[{metavar}]" if nargs == "?" else metavar, help))

    def addini(self, name: str, *_: Any) -> None:
        self.keys.add(name)

    def addinivalue_line(self, name: str, line: str) -> None:
        self.markers.append(line.partition(": "))


def fixture_rows(module: Any) -> Iterator[str]:
    for name, value in vars(module).items():
        marker = getattr(value, "_fixture_function_marker", None)
        if marker is not None and not name.startswith("_"):
            about = " ".join((inspect.getdoc(value) or "").split("\n\n")[0].split())
            yield f"| `{name}` | {marker.scope} | {cell(about)} |"


def class_lines(name: str, class_: type) -> Iterator[str]:
    """The members of a class: attributes and properties in a table, then its methods."""
    inner = INNER.get(class_, set())
    rows, methods = [], []
    for field in getattr(class_, "_fields", ()):
        rows.append((field, FIELDS.get((class_, field), "")))
    if class_ is Machine or class_ is Task or class_ is Endpoint:
        rows += attributes(class_)
    for key in dict.fromkeys(key for base in reversed(class_.__mro__[:-1]) for key in vars(base)):
        value = inspect.getattr_static(class_, key)
        if key.startswith("_") or key in inner or key in getattr(class_, "_fields", ()):
            continue
        if isinstance(value, property):
            about = " ".join((inspect.getdoc(value) or "").split("\n\nRaises:")[0].split())
            rows.append((key, about or FIELDS.get((class_, key), "")))
        elif inspect.isfunction(value):
            methods.append((key, value))
    if rows:
        yield from ("| | |", "|---|---|")
        yield from (f"| `{name}.{key}` | {cell(about)} |" for key, about in rows)
        yield ""
    for key, value in methods:
        yield from member(f"{name}.{key}", value)


FIELDS = {
    (StateView, "input"): "its input, before any data flow",
    (StateView, "output"): "what it handed on; None while it is open, or when it failed",
    (StateView, "assigned"): "what Assign gave",
    (StateView, "entered_at"): "a datetime in UTC",
    (StateView, "left_at"): "likewise; None while it is open, or when it failed",
    (StateView, "variables"): "what is assigned when it has been left",
    (StateView, "stages"): "(name, value) pairs of its data flow, from input to output",
    (StateView, "name"): "the state's name",
    (StateView, "type"): "`Task`, `Choice`, …",
    (Call, "state"): "the state's name",
    (Call, "arguments"): "what it was called with; a call equals them",
    (Call, "attempt"): "0 for the first try of a visit, 1 for its first retry",
    (Call, "map_index"): "the iteration of the innermost Map, from 0; None outside",
    (Call, "token"): "the task token, where it has one",
    (Call, "resource"): "the Resource, taken apart: `arn`, `service`, `action`, `pattern`, …",
    (Call, "visit"): "which visit of the state in its frame it belongs to",
    (Call, "execution_arn"): "of the execution that made it, a child of a Map Run perhaps",
    (Call, "now_ms"): "when, in ms since the Unix epoch",
    (StateView, "is_done"): "whether it was left",
    (Run, "succeeded"): "whether the status is SUCCEEDED",
    (Run, "error"): "the error's name; None when it did not fail",
    (Run, "cause"): "the error's cause",
    (Run, "input"): "the execution's input",
    (Run, "execution_arn"): "the execution's ARN",
    (Run, "state_machine_arn"): "the machine's ARN",
    (Run, "started_at"): "a datetime in UTC",
    (Run, "stopped_at"): "likewise; None while it is open",
    (Run, "records"): "what the history is made of, as tuples",
    (Run, "path"): "the names of the states entered, in order",
    (Cost, "events"): "events of the history",
    (Cost, "largest_payload"): "the largest payload: its `bytes`, `state` and `what` it is",
}


def attributes(class_: type) -> Iterator[tuple[str, str]]:
    """Those that the docstring lists: `name: text. name: text`."""
    text = inspect.getdoc(class_) or ""
    _, found, rest = text.partition("Attributes:\n")
    if found:
        told = " ".join(rest.split("\n\n")[0].split())
        for part in re.finditer(r"(\w+): (.*?)(?=\. \w+: |\.?$)", told):
            yield part[1], part[2]


def member(shown: str, value: Any, call: str = "") -> Iterator[str]:
    """A function's heading, signature and docstring."""
    text = inspect.getdoc(value)
    if not text:
        raise SystemExit(f"{shown} has no docstring")
    signature = inspect.signature(value)
    names = [name for name in signature.parameters if name != "self"]
    yield from (f"### {shown}", "", "```text", *wrapped(call or shown, signature), "```", "")
    yield from prose(text, names)
    yield ""


def wrapped(name: str, signature: inspect.Signature) -> list[str]:
    """`name(a, *, b=1, …)`: defaults, no types; a default that only says "not given" is an ellipsis."""
    parts, starred = [], False
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            starred = True
            parts.append("*")
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        starred = starred or star == "*"
        default = (
            ""
            if parameter.default is parameter.empty
            else "=…"
            if parameter.default is ABSENT
            else f"={parameter.default!r}"
        )
        parts.append(f"{star}{parameter.name}{default}")
    return textwrap.wrap(
        f"{name}({', '.join(parts)})", 100, subsequent_indent="    ", break_long_words=False
    )


def prose(text: str, names: Any) -> Iterator[str]:
    """A docstring as Markdown: sections become lists, names of parameters code, indented lines stay code."""
    one = "|".join(map(re.escape, names))
    known = re.compile(rf"(?:^|(?<=\. ))((?:{one})(?:, (?:{one}))*): ") if one else None

    def told(line: str) -> str:
        return known.sub(lambda found: f"{as_code(found[1])}: ", line) if known else line

    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        section = re.fullmatch(r"(Args|Raises|Returns|Attributes|Source):( .*)?", line)
        if section is None:
            yield line if line.startswith("    ") else told(line)
            at += 1
            continue
        if section[1] == "Source":
            return
        inside = []
        at += 1
        while at < len(lines) and (lines[at].startswith("    ") or not lines[at].strip()):
            if not lines[at].strip():
                at += 1
                break
            if lines[at].startswith("        "):
                inside[-1] += " " + lines[at].strip()
            else:
                inside.append(lines[at].strip())
            at += 1
        title = {"Args": "", "Attributes": "", "Raises": "Raises", "Returns": "Gives"}[section[1]]
        if title == "Raises":
            yield from ("", *(f"- Raises {entry}" for entry in inside))
        elif title:
            yield from ("", *(f"- {title}: {entry}" for entry in inside))
        else:
            yield from ("", *(f"- {entry_of(entry, told)}" for entry in inside))
        yield ""


def entry_of(entry: str, told: Any) -> str:
    """`name: text`, or `a, b: text`, with the names as code."""
    names, colon, about = entry.partition(": ")
    if colon and re.fullmatch(r"\w+(, \w+)*", names):
        return f"{as_code(names)}: {told(about)}"
    return str(told(entry))


def as_code(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split(", "))


def cell(text: str) -> str:
    return text.replace("|", "\\|")
