"""The plugin in pytest: its fixtures, what it makes of a test, and that it leaves others alone.

Each test is one session inside this process, so there are few of them, and each asks several things.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ORDER = json.dumps(
    {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
                "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 5}],
                "OutputPath": "$.Payload",
                "Next": "Three days",
            },
            "Three days": {"Type": "Wait", "Seconds": 259_200, "Next": "${Last}"},
            "Ship": {
                "Type": "Task",
                "Resource": "arn:aws:states:::sns:publish",
                "Parameters": {"TopicArn": "t", "Message.$": "$.id"},
                "End": True,
            },
        },
    },
    indent=1,
)
STRICT = ("--strict-markers", "--strict-config", "-W", "error", "-p", "no:cacheprovider")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a session inside this one imports is taken away when it ends; what is there already stays, and costs nothing."""
    from importlib import import_module

    from asl.testing.bench import Bench

    for name in (
        *("asl.hosts.lambdas", "asl.hosts.mock_file", "asl.testing.comparisons"),
        *("asl.testing.snapshots", "boto3", "jlens", "moto", "moto.core.botocore_stubber", "yaml"),
    ):
        import_module(name)
    folder = tmp_path_factory.mktemp("imported")
    bench = Bench(folder, folder)
    machine = bench({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    run = machine.run()
    assert run.history.redacted()
    assert run.explain()
    assert machine.state("A").succeeded
    assert bench("StartAt: A\nStates: {A: {Type: Succeed}}\n").run().succeeded


@pytest.fixture
def project(pytester: pytest.Pytester, imported: None) -> pytest.Pytester:
    """A project with a machine beside its tests, strict about everything."""
    (pytester.path / "order.asl.json").write_text(ORDER)
    return pytester


def test_a_suite(project: pytest.Pytester) -> None:
    (project.path / "machines").mkdir()
    (project.path / "order.asl.json").rename(project.path / "machines" / "order.asl.json")
    (project.path / "sub").mkdir()
    (project.path / "sub" / "mocks.yaml").write_text(
        "cases:\n  busy:\n    Charge:\n    - {throw: Busy}\n    - {return: {Payload: {id: x}}}\n"
    )
    (project.path / "sub" / "test_order.py").write_text(
        """
from datetime import timedelta
from pathlib import Path

import pytest

FILE = "machines/order.asl.json"


@pytest.fixture
def order(asl_machine):
    return asl_machine(FILE, defines={"Last": "Ship"}).mock("Ship", returns={}, optional=True)


def test_to_the_end(order):
    run = order.mock("charge", lambda event: {"id": event["id"]}).run({"id": "7"})
    assert run.path == ["Charge", "Three days", "Ship"]
    assert run.elapsed == timedelta(days=3)
    assert run.calls("Ship") == [{"TopicArn": "t", "Message": "7"}]


def test_the_clock(order, asl_clock):
    run = order.lambda_("charge", lambda event, context: event).start({"id": "7"})
    asl_clock.advance(days=2)
    assert not run.done
    asl_clock.advance_until(run.done)
    assert run.succeeded


def test_a_case(asl_machine):
    run = asl_machine(FILE, defines={"Last": "Ship"}, mocks="mocks.yaml").mock("Ship", returns={}).case("busy").run({})
    assert (run.attempts("Charge"), run.elapsed) == (2, 3 * 86_400 + 5)


def test_kinds_of_definitions(asl_machine, request):
    value = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    assert asl_machine(value).run(1).output == 1
    assert asl_machine('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}').run(2).output == 2
    assert asl_machine("StartAt: A\\nStates:\\n  A: {Type: Succeed}\\n", type="EXPRESS").run(3).output == 3
    path = Path(request.config.rootpath) / FILE
    assert asl_machine(path, defines={"Last": "Ship"}, name="n").name == "n"


def test_others_are_left_alone(monkeypatch):
    assert [1] == [1]
"""
    )
    found = project.runpytest_inprocess(*STRICT, "sub")
    found.assert_outcomes(passed=5)


def test_what_fails_and_how(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_order="""
import pytest


@pytest.fixture
def order(asl_machine):
    return asl_machine("order.asl.json", defines={"Last": "Ship"})


def test_output(order):
    run = order.mock("Charge", raises="Boom", cause="no money").run({"id": 7})
    assert run.output == {"id": 7}


def test_calls(order):
    run = order.mock("Charge", returns={"Payload": {"id": "7"}}).mock("Ship", returns={}).run({})
    assert run.calls("Ship") == [{"TopicArn": "t", "Message": "8"}, {"id": 1}]


def test_elapsed(order):
    run = order.mock("Charge", returns={"Payload": {"id": "7"}}).mock("Ship", returns={}).run({})
    assert run.elapsed == 5


def test_unanswered(order):
    order.mock("Charge", returns={"Payload": 1}, match={"Payload": {"id": 8}}).run({"id": 7})


def test_unused(order):
    order.mock("Charge", raises="Boom").mock("Ship", returns={}).run({"id": 7}).assert_failed("Boom")


def test_skipped_first(order):
    order.mock("Ship", returns={})
    pytest.skip("not now")


@pytest.mark.xfail(strict=True)
def test_unused_and_expected(order):
    order.mock("Charge", raises="Boom").mock("Ship", returns={}).run({"id": 7})


def test_failed_first(order):
    order.mock("Ship", returns={})
    assert not "this is what is shown"
"""
    )
    found = project.runpytest_inprocess(*STRICT)
    found.assert_outcomes(failed=6, skipped=1, xfailed=1)
    text = found.stdout.str()
    for shown in (
        'where None = <Run order FAILED in "Charge": Boom: no money; path Charge>.output',
        '  failed in  "Charge" (Task)',
        "asl run",
        'E       assert the calls of "Ship": 1, wanted 2',
        'E         - 1: {"TopicArn":"t","Message":"7"}',
        'E         + 1: {"TopicArn":"t","Message":"8"}  was wanted',
        'E         + 2: {"id":1}  was not called',
        "assert elapsed 259200 s (3 days, 0:00:00) == 5 s",
        'nothing answers the task "Charge"',
        'test_order.py:25: mock("Charge", match={"Payload":{"id":8}}) is not for this call',
        "Failed: a mock was never asked",
        'test_order.py:29: mock("Ship"): no run came there; the path was Charge',
        "this is what is shown",
    ):
        assert shown in text, shown
    assert "object at 0x" not in text
    assert "asl/testing/machine.py" not in text  # a traceback ends where the test is


def test_snapshots_without_syrupy(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_it="""
def test_history(asl_machine, asl_snapshot):
    machine = asl_machine("order.asl.json", defines={"Last": "Ship"})
    machine.mock("Charge", returns={"Payload": {"id": "7"}}).mock("Ship", returns={})
    assert machine.run({}).history == asl_snapshot
"""
    )
    arguments = (*STRICT, "-p", "no:syrupy")
    missing = project.runpytest_inprocess(*arguments)
    missing.assert_outcomes(failed=1)
    missing.stdout.fnmatch_lines(
        ["*there is no snapshot *test_history.json: write it with pytest --asl-update"]
    )
    project.runpytest_inprocess(*arguments, "--asl-update").assert_outcomes(passed=1)
    project.runpytest_inprocess(*arguments).assert_outcomes(passed=1)
    path = project.path / "order.asl.json"
    path.write_text(path.read_text().replace("259200", "86400"))
    changed = project.runpytest_inprocess(*arguments)
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(
        ["*asl snapshot*", '-*"timestamp": "<+259200s>"*', '+*"timestamp": "<+86400s>"*']
    )


def test_snapshots_of_syrupy(project: pytest.Pytester) -> None:
    pytest.importorskip("syrupy")
    project.makepyfile(
        test_it="""
import pytest


@pytest.fixture
def history(asl_machine, asl_clock):
    asl_clock.set(NOW)
    machine = asl_machine("order.asl.json", defines={"Last": "Ship"})
    return machine.mock("Charge", returns={"Payload": {"id": "7"}}).mock("Ship", returns={}).run({}).history


NOW = "2026-01-01T00:00:00Z"


def test_history(history, snapshot):
    assert history == snapshot


def test_twice(history, snapshot, asl_snapshot):
    assert history == snapshot(name="one")
    assert [1] == snapshot(name="two")
"""
    )
    arguments = (*STRICT, "-p", "syrupy")
    project.runpytest_inprocess(*arguments).assert_outcomes(failed=2)
    project.runpytest_inprocess(*arguments, "--snapshot-update").assert_outcomes(passed=2)
    project.runpytest_inprocess(*arguments).assert_outcomes(passed=2)
    kept = (project.path / "__snapshots__" / "test_it.ambr").read_text()
    assert "<+259200s>" in kept
    assert "2026" not in kept
    test = project.path / "test_it.py"
    test.write_text(test.read_text().replace("2026-01-01", "2027-01-01"))
    project.runpytest_inprocess(*arguments).assert_outcomes(passed=2)
    path = project.path / "order.asl.json"
    path.write_text(path.read_text().replace("259200", "86400"))
    project.runpytest_inprocess(*arguments).assert_outcomes(failed=2)


def test_inside_mock_aws(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_it="""
import boto3
import pytest
from moto import mock_aws


@mock_aws
def test_a_handler_that_uses_s3(asl_machine):
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="orders")

    def charge(event, context):
        s3.put_object(Bucket="orders", Key=str(event["id"]), Body=b"paid")
        return event

    machine = asl_machine("order.asl.json", defines={"Last": "Ship"})
    machine.lambda_("charge", charge).mock("Ship", returns={}).run({"id": "7"})
    assert s3.get_object(Bucket="orders", Key="7")["Body"].read() == b"paid"
"""
    )
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_observers_are_told_of_each_run_when_its_test_is_over(project: pytest.Pytester) -> None:
    from asl.testing import sessions

    class Notes:
        def __init__(self) -> None:
            self.said: list[str] = []

        def began(self, seen: sessions.Seen) -> None:
            self.said.append(f"began {seen.run.status}")

        def ended(self, seen: sessions.Seen) -> None:
            self.said.append(f"ended {seen.run.status} {Path(seen.path or '').name}")

    project.makepyfile(
        test_it="""
def test_it(asl_machine, asl_clock):
    machine = asl_machine("order.asl.json", defines={"Last": "Ship"})
    machine.mock("Charge", raises="Boom").start({}).assert_failed()
    run = machine.mock("Charge", returns={"Payload": {"id": "7"}}).start({})
    run.stop().redrive()
"""
    )
    notes = Notes()
    leave = sessions.join(notes)
    try:
        project.runpytest_inprocess(*STRICT).assert_outcomes(passed=1)
    finally:
        leave()
    assert notes.said == [
        *("began PENDING", "began PENDING"),
        *("ended FAILED order.asl.json", "ended RUNNING order.asl.json"),
    ]


def test_loading_it_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import asl.testing.plugin, emulator.testing.fixtures;"
        "print(*sorted(set(sys.modules) - before))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == [
        *("asl", "asl.testing", "asl.testing.coverage_plugin", "asl.testing.plugin"),
        *("emulator", "emulator.testing", "emulator.testing.fixtures"),
    ]


def test_workers_of_xdist(project: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    project.makepyfile(
        test_it="""
import pytest


@pytest.mark.parametrize("n", range(8))
def test_it(asl_machine, n):
    machine = asl_machine("order.asl.json", defines={"Last": "Ship"})
    machine.mock("Charge", returns={"Payload": {"id": str(n)}}).mock("Ship", returns={})
    assert machine.run({}).calls("Ship")[0].arguments["Message"] == str(n)


def test_that_fails(asl_machine):
    machine = asl_machine("order.asl.json", defines={"Last": "Ship"}).mock("Charge", raises="Boom")
    assert machine.run({}).succeeded
"""
    )
    found = project.runpytest_subprocess(
        "-n", "2", *STRICT, "-p", "no:hypothesispytest", "-p", "no:syrupy"
    )
    found.assert_outcomes(passed=8, failed=1)
    found.stdout.fnmatch_lines(['*failed in  "Charge" (Task)*'])
