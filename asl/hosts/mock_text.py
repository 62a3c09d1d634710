"""Mock files as text: what generates them (`mock_stub`, `mock_history`) says what each state answers, here it is written.

Both forms read back to what was said: the YAML is JSON's types only, and a value that would be taken for an answer is
wrapped in `{return: …}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from asl.hosts.mock_answers import WORDS, verb_of
from asl.jsonvalue import JSON

_RESERVED: Final = (
    "mocks",
    "cases",
    "StateMachines",
    "MockedResponses",
)  # keys that make a document
_WIDTH: Final = 100
_EXPONENT: Final = re.compile(r"[-+]?[0-9.]+[eE]")  # JSON's number 1E5 is a text in YAML 1.1


class Entry(NamedTuple):
    """What one state answers: an answer of the short form, with lines of comment that stand before it."""

    state: str
    said: JSON
    comments: tuple[str, ...] = ()


def value_said(value: JSON) -> JSON:
    """A task's result as an answer: the value itself, unless that means something else."""
    means_more = verb_of(value) or (
        isinstance(value, dict) and value and set(value) <= {*WORDS, "Return", "Throw"}
    )
    if means_more or (isinstance(value, list) and any(verb_of(entry) for entry in value)):
        return {"return": value}
    return value


def as_yaml(entries: Sequence[Entry], header: Iterable[str] = ()) -> str:
    """The short form, in YAML, with comments."""
    lines = [f"# {line}".rstrip() for line in header]
    indent = ""
    if any(entry.state in _RESERVED for entry in entries):
        lines += ["mocks:"]
        indent = "  "
    for entry in entries:
        if lines:
            lines.append("")
        lines += [f"{indent}# {one}".rstrip() for one in entry.comments]
        lines += [f"{indent}{line}" for line in _dumped({entry.state: entry.said}).splitlines()]
    if not entries:
        lines.append("{}")
    return "\n".join(lines) + "\n"


def _dumped(value: JSON) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Without anchors for what is there twice, and with lists of scalars in one line."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

        def represent(self, data: Any) -> None:
            node = self.represent_data(data)
            node.flow_style = False  # type: ignore[attr-defined]  # a mapping has one: `State: …` stands on a line of its own, however short
            self.serialize(node)
            self.represented_objects = {}

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    Dumper.add_representer(str, _text)
    text: str = yaml.dump(
        value,
        Dumper=Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=None,
    )
    return text


def _text(dumper: Any, text: str) -> Any:
    """Text in quotes where our reader, or a person, could take it for something else."""
    is_odd = not text.isprintable() or text.strip() != text or not text.isascii()
    if is_odd or _EXPONENT.match(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


class LocalEntry(NamedTuple):
    """What one state answers in Step Functions Local's file: steps by number or range, and errors to choose instead."""

    state: str
    steps: dict[str, JSON]
    errors: tuple[str, ...] = ()


def as_local(entries: Sequence[LocalEntry], machine: str, case: str = "HappyPath") -> str:
    """Step Functions Local's file. Errors are responses that no case uses: name one in a case to play it."""
    import json

    responses: dict[str, JSON] = {}
    listed: dict[str, JSON] = {}
    for entry in entries:
        listed[entry.state] = _free(f"{entry.state}", responses)
        responses[listed[entry.state]] = entry.steps
    for entry in entries:
        for error in entry.errors:
            name = _free(f"{entry.state} throws {error}", responses)
            responses[name] = {"0-99": {"Throw": {"Error": error, "Cause": "mocked"}}}
    value = {
        "StateMachines": {machine: {"TestCases": {case: listed}}},
        "MockedResponses": responses,
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _free(name: str, taken: dict[str, JSON]) -> str:
    while name in taken:
        name += "'"
    return name
