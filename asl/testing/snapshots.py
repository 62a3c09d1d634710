"""Snapshots in files of our own: what a test saw once, kept as JSON beside it, and compared from then on.

    assert run.history == asl_snapshot               # __asl_snapshots__/test_order/test_paid.json
    assert run.output == asl_snapshot("output")      # __asl_snapshots__/test_order/test_paid.output.json

They are written by `pytest --asl-update` only: a test whose snapshot is not there fails, in CI as well. Histories are compared without
what differs from run to run (`histories.redacted`). syrupy's `snapshot` takes `run.history` in the same form; these files
are for those who do not have it, and are the same whether it is installed or not.
"""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path
from typing import Final

from asl.errors import UsageError
from asl.hosts.mock_values import MockError, json_copy
from asl.jsonvalue import JSON, same
from asl.testing.histories import History
from asl.testing.readings import short

FOLDER: Final = "__asl_snapshots__"
_USE: Final = "assert run.output == asl_snapshot"
_LINES: Final = 80  # of a difference


class Snapshot:
    """What one test compares with. A second comparison without a name has the next number.

    Args:
        test: the test's file. name: the test's, with its parameters.
    """

    def __init__(self, test: Path, name: str, *, updates: bool, label: str | None = None) -> None:
        self._test = test
        self._name = name
        self._updates = updates
        self._label = label
        self._count = 0
        self.difference: list[str] = []  # of the last comparison

    def __call__(self, label: str) -> Snapshot:
        """The snapshot of this name, where a test has several.

        Raises:
            UsageError: it is no name: what is compared stands on the other side of ==.
        """
        if not isinstance(label, str) or not label:
            raise UsageError(
                f"asl_snapshot(…) takes a name, where a test has several, not {short(label, 60)}: {_USE}"
            )
        named = Snapshot(self._test, self._name, updates=self._updates, label=label)
        named.difference = self.difference  # one list: whoever holds the first is told of all
        return named

    def __bool__(self) -> bool:
        # Else it would be true whatever was seen.
        raise UsageError(f"a snapshot says nothing by itself: {_USE}")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, History):
            return self._compare(other.redacted())
        try:
            value = json_copy(other, "what is compared with a snapshot")
        except MockError as e:
            raise UsageError(str(e)) from None
        return self._compare(value)

    def __ne__(self, other: object) -> bool:
        # Else a missing snapshot, and every change, would make it true.
        raise UsageError(f"a snapshot is what something is, so != shows nothing: {_USE}")

    __hash__ = None  # type: ignore[assignment]  # it changes with every comparison

    def compare_redacted(self, events: list[JSON]) -> bool:
        """Compare with a history that is redacted already."""
        return self._compare(events)

    @property
    def path(self) -> Path:
        """Where the next comparison's snapshot is, or the last one's."""
        label = self._label
        if label is None and self._count > 1:
            label = str(self._count)
        stem = _file_name(self._name if label is None else f"{self._name}.{label}")
        return self._test.parent / FOLDER / self._test.stem / f"{stem}.json"

    def _compare(self, value: JSON) -> bool:
        self._count += 1
        self.difference.clear()
        path = self.path
        text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
        kept = path.read_text("utf-8") if path.is_file() else None
        if kept is not None and same(_value_of(kept, path), value):
            return True
        if self._updates:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            return True
        if kept is None:
            self.difference[:] = [f"there is no snapshot {path}: write it with pytest --asl-update"]
        else:
            lines = difflib.unified_diff(
                kept.splitlines(), text.splitlines(), "snapshot", "now", n=3, lineterm=""
            )
            shown = list(lines)
            if len(shown) > _LINES:
                shown = [*shown[:_LINES], f"… {len(shown) - _LINES} more lines"]
            self.difference[:] = [
                f"it is not as in {path}; if it is right now: pytest --asl-update",
                *shown,
            ]
        return False

    def __repr__(self) -> str:
        return f"<snapshot {self.path.name}>"


def _value_of(text: str, path: Path) -> JSON:
    try:
        return json.loads(text)
    except ValueError as e:
        raise UsageError(
            f"{path} is no JSON ({e}): write it anew with pytest --asl-update"
        ) from None


def _file_name(name: str) -> str:
    """A test's name, which may have anything in its parameters, as a file's."""
    plain = re.sub(r"[^\w.\-\[\]=,]", "_", name, flags=re.ASCII)
    if plain == name and len(name) <= 150:
        return name
    import hashlib

    return f"{plain[:140]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
