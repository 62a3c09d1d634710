"""Real AWS clients behind one small face: an operation's name and members in, its answer or its error code out.

They find the server as a user's do: by the variables that `asl env` prints.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

ROOT: Final = Path(__file__).resolve().parents[2]
CACHE: Final = ROOT / ".cache" / "e2e"  # what `make e2e` installs
JSON = Any


class Refused(Exception):
    """The service's error, as the client tells it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Missing(Exception):
    """This client is not installed; the message says what would install it."""


class Client(Protocol):
    """One client, with its environment."""

    def call(self, operation: str, **members: JSON) -> dict[str, JSON]:
        """One operation, by its name in the API: "StartExecution".

        Raises:
            Refused: the service refuses.
        """
        ...

    def close(self) -> None: ...


def snake(operation: str, between: str = "_") -> str:
    """`start_execution`, or `start-execution`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", between, operation).lower()


class Boto3:
    """boto3, made as users make it: nothing but the service's name. The variables are in this process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        import boto3

        self._client = boto3.client("stepfunctions")

    def call(self, operation: str, **members: JSON) -> dict[str, JSON]:
        from botocore.exceptions import ClientError

        try:
            answer = getattr(self._client, snake(operation))(**members)
        except ClientError as e:
            raise Refused(e.response["Error"]["Code"], e.response["Error"]["Message"]) from None
        del answer["ResponseMetadata"]
        return dict(answer)

    def close(self) -> None:
        self._client.close()


class Cli:
    """aws-cli v1: a process for every call, its answer is JSON."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._aws = CACHE / "cli" / "bin" / "aws"
        if not self._aws.exists():
            raise Missing(f"there is no {self._aws}: make e2e")
        self._environment = {**environment, "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "1"}

    def call(self, operation: str, **members: JSON) -> dict[str, JSON]:
        done = subprocess.run(
            [
                str(self._aws),
                *("stepfunctions", snake(operation, "-"), "--no-paginate", "--output", "json"),
                *("--cli-input-json", json.dumps(members)),
            ],
            env=self._environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            found = re.search(r"An error occurred \((\w+)\) when calling .*?: (.*)", done.stderr)
            if found is None:
                raise AssertionError(f"{operation}: {done.stderr or done.stdout}")
            raise Refused(found[1], found[2])
        return dict(json.loads(done.stdout)) if done.stdout.strip() else {}

    def close(self) -> None:
        return None


_NODE: Final = """
import readline from "node:readline";
import * as sfn from "@aws-sdk/client-sfn";
const client = new sfn.SFNClient({ disableHostPrefix: true, maxAttempts: 1 });
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { operation, members } = JSON.parse(line);
  try {
    const { $metadata, ...answer } = await client.send(new sfn[operation + "Command"](members));
    console.log(JSON.stringify({ answer }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.name, message: String(error.message) }));
  }
}
"""


class Node:
    """@aws-sdk/client-sfn in one Node process; a line of JSON for every call and every answer."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        folder = CACHE / "node"
        node = shutil.which("node")
        if node is None:
            raise Missing("there is no node on the PATH")
        if not (folder / "node_modules" / "@aws-sdk" / "client-sfn").is_dir():
            raise Missing(f"there is no @aws-sdk/client-sfn in {folder}: make e2e")
        script = folder / "client.mjs"
        script.write_text(_NODE)
        self._process = subprocess.Popen(
            [node, str(script)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def call(self, operation: str, **members: JSON) -> dict[str, JSON]:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"operation": operation, "members": members}) + "\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline())
        if "code" in said:
            raise Refused(said["code"], said["message"])
        return dict(said["answer"])

    def close(self) -> None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


CLIENTS: Final[Mapping[str, type]] = {"boto3": Boto3, "aws-cli": Cli, "javascript": Node}
