"""`.sync`: jobs that are looked after on the execution's clock, stopped with their task, found again after a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosting import HOME, ROLE, START_MS, Host, machine

from emulator.api.service import make_service
from emulator.integrations.aws import Aws
from emulator.integrations.config import Config
from emulator.integrations.jobs import JOBS
from emulator.integrations.routes import Routes
from emulator.integrations.spelling import operation_model
from emulator.integrations.threads import Threads
from emulator.runtime import commands, views
from emulator.runtime.recovery import recover
from emulator.services import moto
from emulator.services.clients import Clients, Fault, Response


class Service(Clients):
    """A service that tests script: answers by operation, each in turn, the last one again and again."""

    def __init__(self, answers: dict[str, list[Any]]) -> None:
        super().__init__()
        self.answers = {name: list(each) for name, each in answers.items()}
        self.calls: list[tuple[str, Any]] = []

    def call(self, service: str, operation: str, parameters: Any, **rest: Any) -> Response:
        self.calls.append((operation, dict(parameters)))
        left = self.answers[operation]
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return Response(answer, 200, {}, "ID")

    def count(self, operation: str) -> int:
        return sum(name == operation for name, _ in self.calls)


class Bench:
    def __init__(self, clients: Clients, folder: Path | None = None) -> None:
        self.clients = clients
        self.adopt(Host(folder, is_recovering=False))

    def adopt(self, host: Host) -> None:
        self.host = host
        aws = Aws(self.clients, Routes(Config()), Threads("test", 2))
        host.runtime.integrations.append(aws)
        aws.attach(make_service(host.runtime), "http://x")
        host.run(self._recover())

    async def _recover(self) -> None:
        recover(self.host.runtime)
        await self.host.rest()

    def start(self, resource: str, arguments: Any, **fields: Any) -> str:
        resource = f"arn:aws:states:::{resource}"
        task = {"Type": "Task", "Resource": resource, "Parameters": arguments, **fields}
        return self.host.start(self.host.machine(machine(("S", task))))

    def details(self, arn: str, kind: str) -> Any:
        events, _ = views.history(self.host.runtime, arn, limit=1_000)
        (found,) = [event for event in events if event["type"] == kind]
        return next(value for key, value in found.items() if key.endswith("EventDetails"))


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    moto.reset()
    yield
    moto.reset()


RUN = {"JobRunId": "jr"}
RUNNING = {"JobRun": {"Id": "jr", "JobRunState": "RUNNING"}}
DONE = {"JobRun": {"Id": "jr", "JobRunState": "SUCCEEDED"}}
FAILED = {"JobRun": {"ErrorMessage": "bad", "Id": "jr", "JobRunState": "FAILED"}}


def test_a_job_is_looked_after_until_it_has_ended() -> None:
    service = Service({"StartJobRun": [RUN], "GetJobRun": [RUNNING, RUNNING, RUNNING, DONE]})
    bench = Bench(service)
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    assert bench.host.kinds(arn)[-1] == "TaskSubmitted"
    submitted = json.loads(bench.details(arn, "TaskSubmitted")["output"])
    assert list(submitted) == ["JobRunId", "SdkHttpMetadata", "SdkResponseMetadata"]
    bench.host.advance(1.3)
    assert bench.host.status(arn) == "RUNNING"
    bench.host.advance(0.1)
    assert bench.host.output(arn) == {"Id": "jr", "JobRunState": "SUCCEEDED"}
    assert bench.host.facts(arn).stopped_ms == START_MS + 1_400
    assert service.calls[1] == ("GetJobRun", {"JobName": "j", "RunId": "jr"})
    bench.host.close()


def test_a_job_that_fails_is_a_failed_task_with_its_description() -> None:
    bench = Bench(Service({"StartJobRun": [RUN], "GetJobRun": [FAILED]}))
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    facts = bench.host.facts(arn)
    assert facts.error == "States.TaskFailed"
    assert facts.cause == '{"ErrorMessage":"bad","Id":"jr","JobRunState":"FAILED"}'
    bench.host.close()


def test_a_job_that_is_not_taken_is_a_failed_submission() -> None:
    fault = Fault("EntityNotFoundException", "no such job", 400, "ID")
    bench = Bench(Service({"StartJobRun": [fault]}))
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    assert bench.host.kinds(arn)[-2:] == ["TaskSubmitFailed", "ExecutionFailed"]
    assert bench.host.facts(arn).error == "Glue.EntityNotFoundException"
    bench.host.close()


def test_a_task_that_is_stopped_stops_its_job() -> None:
    service = Service(
        {"StartJobRun": [RUN], "GetJobRun": [RUNNING], "BatchStopJobRun": [{}]},
    )
    bench = Bench(service)
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    bench.host.advance(1)

    async def stop() -> None:
        import asyncio

        await commands.stop(bench.host.runtime, arn, None, None)
        while not service.count("BatchStopJobRun"):
            await asyncio.sleep(0.001)

    bench.host.run(stop())
    assert service.calls[-1] == ("BatchStopJobRun", {"JobName": "j", "JobRunIds": ["jr"]})
    bench.host.close()


@pytest.mark.parametrize("way", ["crash", "close"])
def test_a_job_is_found_again_after_a_restart(tmp_path: Path, way: str) -> None:
    service = Service({"StartJobRun": [RUN], "GetJobRun": [RUNNING]})
    bench = Bench(service, tmp_path)
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    bench.host.advance(1)
    getattr(bench.host, way)()
    assert service.count("BatchStopJobRun") == 0
    service.answers["GetJobRun"] = [DONE]
    bench.adopt(bench.host.again(is_recovering=False))
    bench.host.advance(5)
    assert bench.host.output(arn)["JobRunState"] == "SUCCEEDED"
    assert service.count("StartJobRun") == 1
    assert bench.host.kinds(arn).count("TaskSubmitted") == 1
    bench.host.close()


def test_a_job_that_its_service_has_forgotten_begins_again(tmp_path: Path) -> None:
    service = Service({"StartJobRun": [RUN], "GetJobRun": [RUNNING]})
    bench = Bench(service, tmp_path)
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    bench.host.crash()
    service.answers["GetJobRun"] = [Fault("EntityNotFoundException", "gone", 400, "ID"), DONE]
    bench.adopt(bench.host.again(is_recovering=False))
    bench.host.advance(5)
    assert bench.host.output(arn)["JobRunState"] == "SUCCEEDED"
    assert service.count("StartJobRun") == 2
    bench.host.close()


# ------------------------------------------------------------------ each kind of job
@pytest.mark.parametrize(
    "resource, arguments, answers, result",
    [
        pytest.param(
            "ecs:runTask", {"TaskDefinition": "td", "Cluster": "c"},
            {"RunTask": {"tasks": [{"taskArn": "t", "lastStatus": "PENDING"}]},
             "DescribeTasks": {"tasks": [{"taskArn": "t", "lastStatus": "STOPPED",
                                          "containers": [{"exitCode": 0}]}]}},
            {"Containers": [{"ExitCode": 0}], "LastStatus": "STOPPED", "TaskArn": "t"}, id="ecs",
        ),
        pytest.param(
            "ecs:runTask", {"TaskDefinition": "td"},
            {"RunTask": {"tasks": [{"taskArn": "t"}]},
             "DescribeTasks": {"tasks": [{"taskArn": "t", "lastStatus": "STOPPED",
                                          "containers": [{"exitCode": 3}]}]}},
            '{"Containers":[{"ExitCode":3}],"LastStatus":"STOPPED","TaskArn":"t"}', id="ecs, an exit code",
        ),
        pytest.param(
            "batch:submitJob", {"JobName": "j", "JobQueue": "q", "JobDefinition": "d"},
            {"SubmitJob": {"jobName": "j", "jobId": "1"},
             "DescribeJobs": {"jobs": [{"jobName": "j", "jobId": "1", "jobQueue": "q", "status": "SUCCEEDED",
                                        "startedAt": 7, "jobDefinition": "d"}]}},
            {"JobDefinition": "d", "JobId": "1", "JobName": "j", "JobQueue": "q", "StartedAt": 7,
             "Status": "SUCCEEDED"}, id="batch",
        ),
        pytest.param(
            "codebuild:startBuild", {"ProjectName": "p"},
            {"StartBuild": {"build": {"id": "p:1", "buildStatus": "IN_PROGRESS"}},
             "BatchGetBuilds": {"builds": [{"id": "p:1", "buildStatus": "SUCCEEDED"}]}},
            {"Build": {"BuildStatus": "SUCCEEDED", "Id": "p:1"}}, id="codebuild",
        ),
        pytest.param(
            "athena:startQueryExecution", {"QueryString": "select 1"},
            {"StartQueryExecution": {"QueryExecutionId": "1"},
             "GetQueryExecution": {"QueryExecution": {"QueryExecutionId": "1",
                                                      "Status": {"State": "SUCCEEDED"}}}},
            {"QueryExecution": {"QueryExecutionId": "1", "Status": {"State": "SUCCEEDED"}}}, id="athena",
        ),
        pytest.param(
            "sagemaker:createTransformJob",
            {"TransformJobName": "t", "ModelName": "m", "TransformInput": {}, "TransformOutput": {},
             "TransformResources": {}},
            {"CreateTransformJob": {"TransformJobArn": "a"},
             "DescribeTransformJob": {"TransformJobName": "t", "TransformJobStatus": "Failed",
                                      "FailureReason": "r"}},
            '{"FailureReason":"r","TransformJobName":"t","TransformJobStatus":"Failed"}', id="sagemaker",
        ),
        pytest.param(
            "emr-serverless:startJobRun", {"ApplicationId": "a", "ExecutionRoleArn": ROLE},
            {"StartJobRun": {"applicationId": "a", "jobRunId": "1", "arn": "x"},
             "GetJobRun": {"jobRun": {"jobRunId": "1", "state": "SUCCESS"}}},
            {"JobRun": {"JobRunId": "1", "State": "SUCCESS"}}, id="emr-serverless",
        ),
        pytest.param(
            "eks:createCluster", {"Name": "c", "RoleArn": ROLE, "ResourcesVpcConfig": {}},
            {"CreateCluster": {"cluster": {"name": "c", "status": "CREATING"}},
             "DescribeCluster": {"cluster": {"name": "c", "status": "ACTIVE"}}},
            {"Cluster": {"Name": "c", "Status": "ACTIVE"}}, id="eks",
        ),
    ],
)  # fmt: skip
def test_what_a_job_gives(resource: str, arguments: Any, answers: Any, result: Any) -> None:
    bench = Bench(Service({name: [answer] for name, answer in answers.items()}))
    arn = bench.start(f"{resource}.sync", arguments)
    if isinstance(result, str):
        assert (bench.host.facts(arn).error, bench.host.facts(arn).cause) == (
            "States.TaskFailed", result,
        )  # fmt: skip
    else:
        assert bench.host.output(arn) == result
    bench.host.close()


def test_times_are_ms_in_a_description() -> None:
    from datetime import UTC, datetime

    started = datetime(2026, 1, 1, 0, 0, 0, 123_000, UTC)
    answer = {"JobRun": {"JobRunState": "SUCCEEDED", "StartedOn": started}}
    bench = Bench(Service({"StartJobRun": [RUN], "GetJobRun": [answer]}))
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    assert bench.host.output(arn)["StartedOn"] == 1_767_225_600_123
    bench.host.close()


@pytest.mark.parametrize("key", JOBS, ids=":".join)
def test_every_row_names_operations_and_members_of_its_service(key: tuple[str, str]) -> None:
    client, operation = key
    job = JOBS[key]
    described = operation_model(client, job.describe)
    assert operation_model(client, operation) is not None
    assert described is not None
    shape = described.output_shape
    if job.part:
        shape = shape.members[job.part]
        shape = shape.member if shape.type_name == "list" else shape
    for name in job.status:
        shape = shape.members[name]
    assert shape.type_name == "string"
    known = set(getattr(shape, "enum", ()) or ())
    assert not known or job.done | job.failed <= known, (job.done | job.failed) - known
    if job.stop:
        assert operation_model(client, job.stop) is not None


def test_glue_on_moto() -> None:
    clients = Clients()
    clients.call("iam", "CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": "{}"})
    job = {
        "Name": "j",
        "Role": f"{HOME}",
        "Command": {"Name": "glueetl", "ScriptLocation": "s3://b/k"},
    }
    clients.call("glue", "CreateJob", job)
    bench = Bench(clients)
    arn = bench.start("glue:startJobRun.sync", {"JobName": "j"})
    bench.host.advance(30)
    output = bench.host.output(arn)
    assert (output["JobName"], output["JobRunState"]) == ("j", "SUCCEEDED")
    bench.host.close()
