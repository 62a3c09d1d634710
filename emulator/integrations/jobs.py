"""`.sync`: a job is submitted, looked after until it has ended, and its description is the task's result.

What a service calls a job's identity, status and ends is a row of `JOBS`. A job that did not succeed is `States.TaskFailed` with
its description as the cause. Polls are pauses on the execution's clock; a task that nobody waits for any longer has its job
stopped, as far as the service can.

moto keeps jobs and lets them succeed; nothing of theirs is run. A job whose end should be another is mocked.

Source: AWS guide, the "connect-…" pages; published state machines for what a result contains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from asl.jsonvalue import JSON

Members: TypeAlias = Mapping[str, Any]
Ask: TypeAlias = Callable[[Members, Members], dict[str, Any]]
"""(the parameters of the submission, its response) → parameters of another call."""


class Job(NamedTuple):
    """How one kind of job is looked after. Names are the API's.

    describe, ask: the operation that tells of it. part: where it is in the answer, "" for the whole of it; of a list the
    first. status: where its status is in the part. done, failed: its ends.
    shows: what the result is: the "part", the "whole" answer, or the part under this name.
    stop, stop_ask: what ends it early. gone: refusals of `describe` that mean the end, where the job is to remove something.
    """

    describe: str
    ask: Ask
    part: str
    status: tuple[str, ...]
    done: frozenset[str]
    failed: frozenset[str]
    shows: str = "part"
    stop: str = ""
    stop_ask: Ask | None = None
    gone: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _sagemaker(kind: str, *, stops: bool = True) -> Job:
    """`createTrainingJob` and its like: named by the caller, described as a whole."""
    name = f"{kind}Name"

    def ask(given: Members, answer: Members) -> dict[str, Any]:
        return {name: given[name]}

    return Job(
        f"Describe{kind}", ask, "", (f"{kind}Status",), _words("Completed"), _words("Failed Stopped"),
        "whole", f"Stop{kind}" if stops else "", ask if stops else None,
    )  # fmt: skip


def _application(done: str, failed: str, *, from_answer: bool = False) -> Job:
    def ask(given: Members, answer: Members) -> dict[str, Any]:
        return {"applicationId": (answer if from_answer else given)["applicationId"]}

    return Job(
        "GetApplication", ask, "application", ("state",), _words(done), _words(failed), "whole"
    )


def _first_task(given: Members, answer: Members) -> dict[str, Any]:
    tasks = [task["taskArn"] for task in answer.get("tasks", ())]
    return {"tasks": tasks, **({"cluster": given["cluster"]} if "cluster" in given else {})}


def _stop_task(given: Members, answer: Members) -> dict[str, Any]:
    asked = _first_task(given, answer)
    tasks = asked.pop("tasks")
    return {**asked, "task": tasks[0]}


def _named(*names: str) -> Ask:
    """The same names as the submission was given."""
    return lambda given, answer: {name: given[name] for name in names}


def _batch_of_builds() -> Job:
    def ask(given: Members, answer: Members) -> dict[str, Any]:
        return {"ids": [answer["buildBatch"]["id"]]}

    return Job(
        "BatchGetBuildBatches", ask, "buildBatches", ("buildBatchStatus",), _words("SUCCEEDED"),
        _words("FAILED FAULT STOPPED TIMED_OUT"), "BuildBatch", "StopBuildBatch",
        lambda given, answer: {"id": answer["buildBatch"]["id"]},
    )  # fmt: skip


_GONE: Final = _words("ResourceNotFoundException")

JOBS: Final[Mapping[tuple[str, str], Job]] = {
    ("athena", "StartQueryExecution"): Job(
        "GetQueryExecution",
        lambda given, answer: {"QueryExecutionId": answer["QueryExecutionId"]},
        "QueryExecution", ("Status", "State"), _words("SUCCEEDED"), _words("FAILED CANCELLED"), "whole",
        "StopQueryExecution", lambda given, answer: {"QueryExecutionId": answer["QueryExecutionId"]},
    ),
    ("batch", "SubmitJob"): Job(
        "DescribeJobs", lambda given, answer: {"jobs": [answer["jobId"]]}, "jobs", ("status",),
        _words("SUCCEEDED"), _words("FAILED"), "part", "TerminateJob",
        lambda given, answer: {"jobId": answer["jobId"], "reason": "The task was aborted"},
    ),
    ("bedrock", "CreateModelCustomizationJob"): Job(
        "GetModelCustomizationJob", lambda given, answer: {"jobIdentifier": answer["jobArn"]}, "", ("status",),
        _words("Completed"), _words("Failed Stopped"), "whole", "StopModelCustomizationJob",
        lambda given, answer: {"jobIdentifier": answer["jobArn"]},
    ),
    ("codebuild", "StartBuildBatch"): _batch_of_builds(),
    ("codebuild", "RetryBuildBatch"): _batch_of_builds(),
    ("databrew", "StartJobRun"): Job(
        "DescribeJobRun", lambda given, answer: {"Name": given["Name"], "RunId": answer["RunId"]}, "",
        ("State",), _words("SUCCEEDED"), _words("FAILED STOPPED TIMEOUT"), "whole", "StopJobRun",
        lambda given, answer: {"Name": given["Name"], "RunId": answer["RunId"]},
    ),
    ("codebuild", "StartBuild"): Job(
        "BatchGetBuilds", lambda given, answer: {"ids": [answer["build"]["id"]]}, "builds",
        ("buildStatus",), _words("SUCCEEDED"), _words("FAILED FAULT STOPPED TIMED_OUT"), "Build",
        "StopBuild", lambda given, answer: {"id": answer["build"]["id"]},
    ),
    ("ecs", "RunTask"): Job(
        "DescribeTasks", _first_task, "tasks", ("lastStatus",), _words("STOPPED"), frozenset(), "part",
        "StopTask", _stop_task,
    ),
    ("eks", "CreateCluster"): Job(
        "DescribeCluster", lambda given, answer: {"name": given["name"]}, "cluster", ("status",),
        _words("ACTIVE"), _words("FAILED"), "whole",
    ),
    ("eks", "CreateNodegroup"): Job(
        "DescribeNodegroup",
        lambda given, answer: {name: given[name] for name in ("clusterName", "nodegroupName")},
        "nodegroup", ("status",), _words("ACTIVE"), _words("CREATE_FAILED DEGRADED"), "whole",
    ),
    ("eks", "CreateFargateProfile"): Job(
        "DescribeFargateProfile",
        lambda given, answer: {name: given[name] for name in ("clusterName", "fargateProfileName")},
        "fargateProfile", ("status",), _words("ACTIVE"), _words("CREATE_FAILED"), "whole",
    ),
    ("eks", "DeleteCluster"): Job(
        "DescribeCluster", _named("name"), "cluster", ("status",), frozenset(), _words("FAILED"), "whole", gone=_GONE,
    ),
    ("eks", "DeleteNodegroup"): Job(
        "DescribeNodegroup", _named("clusterName", "nodegroupName"), "nodegroup", ("status",), frozenset(),
        _words("DELETE_FAILED"), "whole", gone=_GONE,
    ),
    ("eks", "DeleteFargateProfile"): Job(
        "DescribeFargateProfile", _named("clusterName", "fargateProfileName"), "fargateProfile", ("status",),
        frozenset(), _words("DELETE_FAILED"), "whole", gone=_GONE,
    ),
    # A cluster is not ended with its task: the guide says so.
    ("emr", "RunJobFlow"): Job(
        "DescribeCluster", lambda given, answer: {"ClusterId": answer["JobFlowId"]}, "Cluster", ("Status", "State"),
        _words("WAITING"), _words("TERMINATED TERMINATED_WITH_ERRORS"), "whole",
    ),
    ("emr", "TerminateJobFlows"): Job(
        "DescribeCluster", lambda given, answer: {"ClusterId": given["JobFlowIds"][0]}, "Cluster",
        ("Status", "State"), _words("TERMINATED TERMINATED_WITH_ERRORS"), frozenset(), "whole",
    ),
    ("emr", "AddJobFlowSteps"): Job(
        "DescribeStep",
        lambda given, answer: {"ClusterId": given["JobFlowId"], "StepId": answer["StepIds"][0]},
        "Step", ("Status", "State"), _words("COMPLETED"), _words("FAILED CANCELLED INTERRUPTED"), "whole", "CancelSteps",
        lambda given, answer: {"ClusterId": given["JobFlowId"], "StepIds": answer["StepIds"]},
    ),
    ("emr-containers", "StartJobRun"): Job(
        "DescribeJobRun",
        lambda given, answer: {"id": answer["id"], "virtualClusterId": given["virtualClusterId"]},
        "jobRun", ("state",), _words("COMPLETED"), _words("FAILED CANCELLED"), "whole", "CancelJobRun",
        lambda given, answer: {"id": answer["id"], "virtualClusterId": given["virtualClusterId"]},
    ),
    ("emr-containers", "DeleteVirtualCluster"): Job(
        "DescribeVirtualCluster", _named("id"), "virtualCluster", ("state",), _words("TERMINATED"),
        _words("ARRESTED"), "whole", gone=_GONE,
    ),
    ("emr-serverless", "CancelJobRun"): Job(
        "GetJobRun", _named("applicationId", "jobRunId"), "jobRun", ("state",),
        _words("CANCELLED SUCCESS FAILED"), frozenset(), "whole",
    ),
    ("mediaconvert", "CreateJob"): Job(
        "GetJob", lambda given, answer: {"Id": answer["Job"]["Id"]}, "Job", ("Status",), _words("COMPLETE"),
        _words("ERROR CANCELED"), "whole", "CancelJob", lambda given, answer: {"Id": answer["Job"]["Id"]},
    ),
    ("emr-serverless", "CreateApplication"): _application(
        "CREATED STARTED", "TERMINATED", from_answer=True
    ),
    ("emr-serverless", "StartApplication"): _application("STARTED", "STOPPED TERMINATED"),
    ("emr-serverless", "StopApplication"): _application("STOPPED", "TERMINATED"),
    ("emr-serverless", "DeleteApplication"): _application("TERMINATED", ""),
    ("emr-serverless", "StartJobRun"): Job(
        "GetJobRun",
        lambda given, answer: {
            "applicationId": given["applicationId"], "jobRunId": answer["jobRunId"],
        },
        "jobRun", ("state",), _words("SUCCESS"), _words("FAILED CANCELLED"), "whole", "CancelJobRun",
        lambda given, answer: {
            "applicationId": given["applicationId"], "jobRunId": answer["jobRunId"],
        },
    ),
    ("glue", "StartJobRun"): Job(
        "GetJobRun",
        lambda given, answer: {"JobName": given["JobName"], "RunId": answer["JobRunId"]},
        "JobRun", ("JobRunState",), _words("SUCCEEDED"), _words("FAILED STOPPED TIMEOUT ERROR"), "part",
        "BatchStopJobRun",
        lambda given, answer: {"JobName": given["JobName"], "JobRunIds": [answer["JobRunId"]]},
    ),
    ("sagemaker", "CreateTrainingJob"): _sagemaker("TrainingJob"),
    ("sagemaker", "CreateTransformJob"): _sagemaker("TransformJob"),
    ("sagemaker", "CreateProcessingJob"): _sagemaker("ProcessingJob"),
    ("sagemaker", "CreateLabelingJob"): _sagemaker("LabelingJob"),
    ("sagemaker", "CreateHyperParameterTuningJob"): _sagemaker("HyperParameterTuningJob"),
}  # fmt: skip


ENDLESS: Final = frozenset({
    ("bedrock", "CreateModelCustomizationJob"),
    ("emr", "AddJobFlowSteps"),
    ("emr-containers", "StartJobRun"),
})  # fmt: skip
"""Jobs that moto begins and never lets end: a task that waited for one would wait for ever."""


class Seen(NamedTuple):
    """A job as its service describes it. part: the job itself. status: None where the service tells none."""

    part: Any
    status: str | None


def seen(job: Job, answer: Members) -> Seen:
    """The job in an answer of its service."""
    part: Any = answer if not job.part else answer.get(job.part)
    if isinstance(part, list):
        part = part[0] if part else None
    status: Any = part
    for name in job.status:
        status = status.get(name) if isinstance(status, Mapping) else None
    return Seen(part, status if isinstance(status, str) else None)


def shown(job: Job, members: Mapping[str, JSON]) -> JSON:
    """The result of a task that waited for the job. members: the service's answer in Step Functions' spelling."""
    if job.shows == "whole":
        return dict(members)
    part = members.get(job.part[:1].upper() + job.part[1:])
    if isinstance(part, list):
        part = part[0] if part else None
    return part if job.shows == "part" else {job.shows: part}


def succeeded(job: Job, found: Seen) -> bool | None:
    """Whether the job has ended well; None: it has not ended.

    A task of ECS has ended well if none of its containers says otherwise (AWS guide: a non-zero exit code fails it).
    """
    if found.status in job.failed:
        return False
    if found.status not in job.done:
        return None
    containers = found.part.get("containers", ()) if isinstance(found.part, Mapping) else ()
    return not any(each.get("exitCode") for each in containers)
