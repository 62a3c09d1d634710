"""A case's mock as a function of the user's: what a server that we start answers a task with.

Runs in the server's process, named by its configuration; it knows the library's public words and nothing of the server.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any, TypeAlias

from conformance.targets.in_process import mock_of

JSON: TypeAlias = Any


class Mocked:
    """Answers tasks as the mock says, a sequence step by step for each execution.

    Args:
        says: the mock as data (see the cases' schema).
        tokens: the file into which task tokens are written, as a worker would get them.
    """

    def __init__(self, says: JSON, tokens: Path) -> None:
        self._says = says
        self._tokens = tokens
        self._lock = threading.Lock()  # a server calls from its threads

    def __call__(self, arguments: JSON, call: Any) -> object:
        if call.token is not None:
            task = {"execution": call.execution_arn, "state": call.state, "token": call.token}
            with self._lock, self._tokens.open("a", encoding="utf-8") as file:
                file.write(json.dumps(task) + "\n")
        says = self._says
        if "sequence" in says:  # not counted here: calls come from threads, in any order
            says = says["sequence"][call.visit]
        return mock_of(says)
