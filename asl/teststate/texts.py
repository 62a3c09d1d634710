"""Values as texts, with the caller's spacing where a part of a given text comes through untouched.

Recorded: an array that ItemsPath selects from the input is shown as it was written there, spaces included, and so is a
mocked result; what the service makes itself has no spaces. Values are shared and never copied on their way through a
state, so a part of a text is known by its identity.
"""

from __future__ import annotations

from asl.jsonvalue import JSON, dumps
from asl.source.jsontext import scan
from asl.source.position import escape


class Texts:
    """The texts of the containers that came from outside."""

    def __init__(self) -> None:
        self._known: dict[
            int, tuple[JSON, str]
        ] = {}  # id → the container, kept alive, and its text

    def note(self, text: str, value: JSON) -> None:
        """`value` was parsed from `text`: every container of it is written as it stands there."""
        if not isinstance(value, (dict, list)) or dumps(value) == text:
            return
        spans = scan(text).spans
        pending = [("", value)]
        while pending:
            pointer, part = pending.pop()
            span = spans[pointer]
            self._known[id(part)] = (part, text[span.start : span.end])
            members = part.items() if isinstance(part, dict) else enumerate(part)
            pending += [
                (f"{pointer}/{escape(str(key))}", member)
                for key, member in members
                if isinstance(member, (dict, list))
            ]

    def write(self, value: JSON) -> str:
        """The text of a value."""
        if not self._known:
            return dumps(value)
        out: list[str] = []
        self._write(value, out)
        return "".join(out)

    def _write(self, value: JSON, out: list[str]) -> None:
        """By recursion: JSON that nests deeper than MAX_DEPTH is not carried."""
        if not isinstance(value, (dict, list)):
            out.append(dumps(value))
        elif id(value) in self._known:
            out.append(self._known[id(value)][1])
        elif isinstance(value, dict):
            mark = "{"
            for key, member in value.items():
                out.append(f"{mark}{dumps(key)}:")
                self._write(member, out)
                mark = ","
            out.append("}" if mark == "," else "{}")
        else:
            mark = "["
            for member in value:
                out.append(mark)
                self._write(member, out)
                mark = ","
            out.append("]" if mark == "," else "[]")
