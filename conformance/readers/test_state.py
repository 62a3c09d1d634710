"""TestState's recorded answers: every call played again in process and compared like any other recording.

The entries are those of the recorded suite that ask for one state alone. What they compare is inspectionData and all, and
for a refused call the service's code and text, or what the client says where it does not even send it.
"""

from __future__ import annotations

import json
from pathlib import Path

from conformance.readers.recorded import play
from conformance.targets.in_process import InProcess


def run(path: Path) -> list[tuple[str, str | None]]:
    """Every entry of the folder or file: its id, and None or why it fails."""
    files = [path] if path.is_file() else sorted(path.rglob("*.json"))
    target = InProcess()
    outcomes = []
    for file in files:
        entry = json.loads(file.read_text("utf-8"))
        if isinstance(entry, dict) and entry.get("api") == "test_state":
            outcome = play(entry, target)
            outcomes.append((outcome.id, None if outcome.verdict == "passed" else outcome.why))
    return outcomes
