"""The pytest plugin: machines under test, their clock, snapshots of histories, and failures that say what happened.

    def test_it_waits_three_days(asl_machine, asl_clock):
        machine = asl_machine("approval.asl.json").mock("SendReminder", returns={})
        run = machine.start({"id": 7})
        asl_clock.advance(days=3)
        assert run.calls("SendReminder") == [{"id": 7}]

Every fixture and option begins with asl, and nothing is imported until a test asks for one. When a test that used machines
fails, its report has a section for each run: the path, the state in which it ended, the data there. When it does not
fail, but gave a mock that no call asked for, it fails with that.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from asl.testing import coverage_plugin

if TYPE_CHECKING:
    from asl.testing.bench import Bench
    from asl.testing.clock import Clock
    from asl.testing.snapshots import Snapshot

_BENCH: Final = pytest.StashKey["Bench"]()
_SNAPSHOT: Final = pytest.StashKey["Snapshot"]()
_OURS: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_SHOWN: Final = 3  # runs that a failing test explains


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("asl", "state machines")
    group.addoption(
        "--asl-update",
        action="store_true",
        help="write the snapshots of asl_snapshot anew instead of comparing with them",
    )
    coverage_plugin.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    coverage_plugin.configure(config)


@pytest.fixture
def _asl_bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    from asl.testing.bench import Bench

    bench = Bench(request.path.parent, request.config.rootpath)
    request.node.stash[_BENCH] = bench
    yield bench
    bench.close()


@pytest.fixture
def asl_machine(_asl_bench: Bench) -> Bench:
    """Makes machines: `asl_machine("order.asl.json", defines=…, type=…, mocks=…)`."""
    return _asl_bench


@pytest.fixture
def asl_clock(_asl_bench: Bench) -> Clock:
    """The clock of every run in this test: `advance(days=3)`, `advance_until(…)`, `now`."""
    return _asl_bench.clock


@pytest.fixture
def asl_snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Compares with what was kept in a file: `assert run.history == asl_snapshot`."""
    from asl.testing.snapshots import Snapshot

    name = request.node.nodeid.partition("::")[2].replace(
        "::", "."
    )  # with its class: one file for each test
    updates = bool(request.config.getoption("--asl-update"))
    snapshot = Snapshot(request.path, name, updates=updates)
    request.node.stash[_SNAPSHOT] = snapshot
    return snapshot


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    outcome = yield
    bench = item.stash.get(_BENCH, None)
    if bench is not None:
        complaint = bench.complaint()
        if complaint is not None:
            pytest.fail(complaint, pytrace=False)
    return outcome


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    bench = item.stash.get(_BENCH, None)
    if (
        bench is not None
        and call.excinfo is not None
        and not getattr(item.config.option, "fulltrace", False)
    ):
        _leave_out_ours(call.excinfo.value)
    report = yield
    if not report.failed or report.when == "teardown":
        return report
    snapshot = item.stash.get(_SNAPSHOT, None)
    if snapshot is not None and snapshot.difference:
        # Here in full: pytest cuts what a comparison says.
        report.sections.append(("asl snapshot", "\n".join(snapshot.difference)))
    if bench is not None:
        runs = bench.runs
        for number, run in enumerate(runs[-_SHOWN:], max(len(runs) - _SHOWN, 0) + 1):
            which = f" {number} of {len(runs)}" if len(runs) > 1 else ""
            report.sections.append((f"asl run{which}", run.explain()))
    return report


def _leave_out_ours(error: BaseException) -> None:
    """An error of ours is about the line of the test: what lies under it in the traceback tells a user nothing."""
    from asl.errors import AslError

    if not isinstance(error, AslError):
        return
    last = entry = error.__traceback__
    while entry is not None:
        if not entry.tb_frame.f_code.co_filename.startswith(_OURS):
            last = entry
        entry = entry.tb_next
    if last is not None:
        last.tb_next = None


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Comparisons of what runs give, in words; None for all others."""
    import sys

    # Where nothing of a run was read, nothing of it is compared.
    if "asl.testing.readings" not in sys.modules:
        return None
    from asl.testing.comparisons import explained

    return explained(op, left, right, verbosity=config.get_verbosity())
