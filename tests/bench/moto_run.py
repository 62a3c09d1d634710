"""The same workloads in moto's Step Functions, in this process through boto3.

moto is what people use today; it runs executions in threads, records no limit on events, and needs a JVM for JSONata,
so only the JSONPath workloads are tried.
"""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import expected
from cases import Case
from meter import measured

Result = dict[str, Any]
WORKLOADS: Final = (
    "w1-loop-1000.jsonpath",
    "w1-loop-5000.jsonpath",
    "w2-map-pass-5000.jsonpath",
    "w3-parallel-40x50.jsonpath",
    "w4-task-seq-1000.jsonpath",
    "w4-task-map-1000.jsonpath",
    "w6-jsonpath-50k-1000.jsonpath",
)
_ROLE: Final = "arn:aws:iam::123456789012:role/bench"
_FUNCTION: Final = "def handler(event, context):\n    return event\n"
_ENVIRONMENT: Final = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def _archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("code.py", _FUNCTION)
    return data.getvalue()


def run(case: Case, folder: Path, row: Mapping[str, Any]) -> Result:
    """One execution from StartExecution to its end; clients and functions are made before."""
    os.environ.update(_ENVIRONMENT)
    import boto3
    from moto import mock_aws

    machine = (folder / f"{case.workload}.asl.json").read_text("utf-8")
    given = (folder / f"{case.workload}.input.json").read_text("utf-8")
    config: Any = {
        "stepfunctions": {"execute_state_machine": True},
        "lambda": {"use_docker": False},
    }
    with mock_aws(config=config):
        boto3.client("iam").create_role(RoleName="bench", AssumeRolePolicyDocument="{}")
        boto3.client("lambda").create_function(
            FunctionName="echo",
            Runtime="python3.11",
            Role=_ROLE,
            Handler="code.handler",
            Code={"ZipFile": _archive()},
        )
        client = boto3.client("stepfunctions")
        made, loaded = measured(
            lambda: client.create_state_machine(name="bench", roleArn=_ROLE, definition=machine)
        )

        def whole() -> Any:
            arn = client.start_execution(
                stateMachineArn=made["stateMachineArn"], name="run", input=given
            )["executionArn"]
            pause_s = 0.01
            while (seen := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
                time.sleep(pause_s)
                pause_s = min(pause_s * 1.2, 0.5)  # asking costs CPU too: ask seldom
            return seen

        ended, spent = measured(whole)
    found: Result = {
        "status": ended["status"],
        "unit": row["unit"],
        "units": row["units"],
        "cpu_load": loaded.cpu_s,
        "cpu": spent.cpu_s,
        "wall": spent.wall_s,
        "rss": spent.rss_mib,
    }
    if ended["status"] != "SUCCEEDED":
        found["why"] = str(ended.get("cause") or ended.get("error"))
        return found
    wanted = expected.output_of(case.workload, json.loads(given), row)
    if wanted is not None and not expected.equal(json.loads(ended["output"]), wanted):
        found.update(status="WRONG", why=f"output {ended['output'][:120]}")
    return found
