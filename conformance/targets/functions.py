"""Lambda functions on an endpoint that has the Lambda API: created for a case from what they do, and deleted after it.

The code that is sent is `conformance/behaviour.py` itself with what it needs, so a function does the same everywhere.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from conformance.behaviour import handler_of

JSON: TypeAlias = Any

_ROOT: Final = Path(__file__).parents[2]
_MODULES: Final = (
    "conformance/__init__.py",
    "conformance/behaviour.py",
    "conformance/targets/__init__.py",
    "conformance/targets/base.py",
)
_TIMEOUT_S: Final = 70  # longer than any recorded function sleeps
_HANDLER: Final = '''"""A function of a conformance suite."""

import json
import time

from conformance.behaviour import handler_of

_plays = handler_of({name!r}, json.loads({does!r}))


class _Context:
    """Lambda's own, and time as behaviour.py asks for it."""

    def __init__(self, context):
        self._context = context

    def __getattr__(self, name):
        return getattr(self._context, name)

    def sleep(self, seconds):
        time.sleep(seconds)


def handler(event, context):
    return _plays(event, _Context(context))
'''


def zipped(name: str, does: JSON) -> bytes:
    """The code of a function as a zip file, the same bytes for the same behaviour. Raises NotOffered."""
    handler_of(name, does)  # it must be known
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w", zipfile.ZIP_DEFLATED) as archive:
        for module in _MODULES:
            _put(archive, module, (_ROOT / module).read_text("utf-8"))
        _put(archive, "handler.py", _HANDLER.format(name=name, does=json.dumps(does)))
    return blob.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name)  # dated 1980: no time of today in the bytes
    info.external_attr = 0o644 << 16  # Lambda wants files that everybody may read
    archive.writestr(info, text)


def sleeps(functions: Mapping[str, JSON]) -> bool:
    """Whether one of them takes time."""
    return '"sleeps"' in json.dumps(functions)


def counts_while_running(functions: Mapping[str, JSON]) -> bool:
    """Whether one counts its calls and takes time: a call meanwhile starts an environment that counts anew."""
    return any(
        '"calls"' in json.dumps(f) and '"sleeps"' in json.dumps(f) for f in functions.values()
    )


class Functions:
    """A case's functions on the Lambda API.

    Args:
        client: boto3's, for Lambda.
        role_arn: what the functions run as.
        runtime: a Python of Lambda's.
    """

    def __init__(self, client: Any, role_arn: str, runtime: str) -> None:
        self._client = client
        self._role_arn = role_arn
        self._runtime = runtime
        self._made: list[str] = []

    def create(self, name: str, does: JSON) -> None:
        """Make one, and wait until it can be called. Raises botocore's ClientError and WaiterError."""
        created = self._client.create_function(
            FunctionName=name,
            Runtime=self._runtime,
            Handler="handler.handler",
            Role=self._role_arn,
            Code={"ZipFile": zipped(name, does)},
            Timeout=_TIMEOUT_S,
        )
        self._made.append(name)
        if created.get("State", "Active") != "Active":
            self._client.get_waiter("function_active_v2").wait(
                FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
            )

    def delete(self) -> None:
        """Take all of them away; one that is gone already is no error."""
        from botocore.exceptions import BotoCoreError, ClientError

        for name in self._made:
            try:
                self._client.delete_function(FunctionName=name)
            except (BotoCoreError, ClientError):  # what is left bears this run's suffix
                continue
