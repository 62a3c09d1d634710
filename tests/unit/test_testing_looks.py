"""Tests that would be green without showing anything: runs that failed unseen, names that are nowhere, answers that nobody got."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bench_machines import machine, task

import asl
from asl.errors import UsageError
from asl.hosts.mock_values import MockError
from asl.hosts.mocks import UnansweredTask
from asl.testing.asserted import is_of_test
from asl.testing.bench import Bench
from asl.testing.run import Run

TOKEN = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
ORDER = machine(
    "Charge",
    states={
        "Charge": task(Catch=[{"ErrorEquals": ["Declined"], "Next": "Refused"}], Next="Wait"),
        "Wait": {"Type": "Wait", "Seconds": 60, "Next": "Ask"},
        "Ask": task(TOKEN, Parameters={"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, Next="Ship"),
        "Ship": task("arn:aws:states:::sns:publish", Parameters={"TopicArn": "t", "Message": "m"}),
        "Refused": {"Type": "Fail", "Error": "Refused"},
    },
)  # fmt: skip


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


def failed(bench: Bench) -> Run:
    return bench(ORDER).mock("Charge", raises="Boom").run()


def refused(bench: Bench) -> Run:
    return bench(ORDER).mock("Charge", raises="Declined").run()


def waiting(bench: Bench) -> Run:
    return bench(ORDER).mock("Charge", returns={}).run()


Look = Callable[[Run], object]
FAILED_UNSEEN: dict[str, Look] = {
    "nothing": lambda run: None,
    "calls that were not made": lambda run: run.calls("Ship") == [],
    "calls of the one that failed": lambda run: run.attempts("Charge") == 1,
    "the path, which is the same either way": lambda run: run.path == ["Charge"],
    "that it is over": lambda run: bool(run.done),
    "how long it took": lambda run: run.elapsed == 0,
    "what it cost": lambda run: run.transitions,
    "a method that is not called": lambda run: run.assert_succeeded,
    "the input of the state that failed": lambda run: run.state("Charge").input,
    "itself": lambda run: (bool(run), repr(run)),
}
FAILED_SEEN: dict[str, Look] = {
    "status": lambda run: run.status,
    "succeeded": lambda run: run.succeeded,
    "output": lambda run: run.output,
    "text of the output": lambda run: run.output_text,
    "error": lambda run: run.error,
    "cause": lambda run: run.cause,
    "history": lambda run: run.history,
    "assert_failed": lambda run: run.assert_failed("Boom"),
}


@pytest.mark.parametrize("look", FAILED_UNSEEN.values(), ids=FAILED_UNSEEN)
def test_a_failure_that_nobody_asked_for(bench: Bench, look: Look) -> None:
    look(failed(bench))
    complaint = bench.complaint()
    assert complaint is not None
    assert complaint.splitlines()[:2] == [
        "a run did not succeed, and the test never asked how it ended",
        '  machine FAILED in "Charge": Boom; path Charge',
    ]


@pytest.mark.parametrize("look", FAILED_SEEN.values(), ids=FAILED_SEEN)
def test_a_failure_that_was_asked_for(bench: Bench, look: Look) -> None:
    look(failed(bench))
    assert bench.complaint() is None


def test_a_path_that_ends_in_fail_says_so(bench: Bench) -> None:
    run = refused(bench)
    assert bench.complaint() is not None
    assert run.path[-1] == "Refused"
    assert bench.complaint() is None


WAITING_SEEN: dict[str, Look] = {
    "status": lambda run: run.status,
    "path": lambda run: run.path[-1],
    "done": lambda run: not run.done,
    "what it waits for": lambda run: run.waiting,
    "its token": lambda run: run.token("Ask"),
    "the call that waits": lambda run: run.calls("Ask"),
}
WAITING_UNSEEN: dict[str, Look] = {
    "nothing": lambda run: None,
    "another call": lambda run: run.calls("Charge"),
    "calls that were not made": lambda run: run.calls("Ship"),
}


@pytest.mark.parametrize("look", WAITING_SEEN.values(), ids=WAITING_SEEN)
def test_a_run_that_waits_and_was_asked(bench: Bench, look: Look) -> None:
    look(waiting(bench))
    assert bench.complaint() is None


@pytest.mark.parametrize("look", WAITING_UNSEEN.values(), ids=WAITING_UNSEEN)
def test_a_run_that_waits_unseen(bench: Bench, look: Look) -> None:
    look(waiting(bench))
    assert 'waiting for the token of "Ask"' in str(bench.complaint())


def test_what_was_asked_before_is_not_known_after(bench: Bench) -> None:
    run = waiting(bench)
    assert run.status == "RUNNING"
    run.token("Ask").fail("No")
    assert "FAILED" in str(bench.complaint())
    assert run.error == "No"
    assert bench.complaint() is None


def test_a_run_that_was_started_may_be_open_and_may_not_fail(bench: Bench) -> None:
    machine_ = bench(ORDER).mock("Charge", side_effect=[{}, asl.raises("Boom")], optional=True)
    machine_.start()
    assert bench.complaint() is None
    machine_.mock("Charge", raises="Boom").start()
    assert "FAILED" in str(bench.complaint())


def test_a_run_that_was_broken_off_is_the_errors(bench: Bench) -> None:
    with pytest.raises(UnansweredTask):
        bench(ORDER).run()
    assert bench.complaint() is None


# ------------------------------------------------------------------ names that are nowhere


@pytest.mark.parametrize(
    "ask",
    [
        lambda path: "Shipp" not in path,
        lambda path: "Shipp" in path,
        lambda path: path.count("Shipp") == 0,
        lambda path: "Shipp" not in path[1:],
    ],
)
def test_a_name_that_no_path_can_have(bench: Bench, ask: Callable[[Any], bool]) -> None:
    run = refused(bench)
    with pytest.raises(
        UsageError, match='no state "Shipp", so it is in no path; did you mean "Ship"'
    ):
        ask(run.path)


def test_a_path_is_a_list(bench: Bench) -> None:
    path = refused(bench).path
    assert path == ["Charge", "Refused"]
    assert path[-1:] == ["Refused"]
    assert "Ship" not in path
    assert (path.count("Ship"), path.count("Charge"), "Charge" in path) == (0, 1, True)
    assert None not in path


def test_nothing_is_selected_from_no_output(bench: Bench) -> None:
    run = failed(bench)
    with pytest.raises(UsageError, match="there is no output to look in"):
        run.select("$.orders[*]")
    with pytest.raises(UsageError, match="was not left, so it has no output"):
        run.state("Charge").select("$.orders[*]")
    with pytest.raises(UsageError, match="there is no output to look in"):
        bench(ORDER).state("Charge", raises="Boom").select("$.orders[*]")


@pytest.mark.parametrize(
    ("other", "advice"),
    [
        ("Succeeded", 'did you mean "SUCCEEDED"?'),
        ("failed", 'did you mean "FAILED"?'),
        ("SUCCEDED", 'did you mean "SUCCEEDED"?'),
        ("done", "there are SUCCEEDED, FAILED, TIMED_OUT, ABORTED, RUNNING, PENDING"),
    ],
)
def test_a_text_that_is_no_status(bench: Bench, other: str, advice: str) -> None:
    status = failed(bench).status
    with pytest.raises(UsageError, match=re.escape(f'no status is "{other}"; {advice}')):
        assert status != other
    with pytest.raises(UsageError, match=re.escape(f'no status is "{other}"; ')):
        assert other in (status,)
    with pytest.raises(UsageError, match="no status is"):
        assert bench(ORDER).state("Charge", raises="Boom").status != "CAUGHT"


def test_a_status_is_text(bench: Bench) -> None:
    status = failed(bench).status
    assert status == "FAILED"
    assert status != "SUCCEEDED"
    assert status in ("FAILED", "TIMED_OUT")
    assert status is not None
    assert {"FAILED": 1}[status] == 1
    assert f"{status} {status!r}" == "FAILED 'FAILED'"
    assert pickle.loads(pickle.dumps(status)) == status
    assert bench(ORDER).state("Charge", raises="Boom").status == "FAILED"


# ------------------------------------------------------------------ answers that nobody got


def test_answers_of_a_list_that_no_run_got(bench: Bench) -> None:
    machine_ = bench(ORDER).mock("Charge", side_effect=[{}, {}, {}])
    machine_.start()
    assert str(bench.complaint()).splitlines()[0] == "a mock has answers that no call got"
    assert 'mock("Charge"): answers 2, 3 were never given' in str(bench.complaint())


def test_answers_that_one_of_several_runs_got(bench: Bench) -> None:
    looped = machine(
        "Poll",
        states={
            "Poll": task(Next="More?"),
            "More?": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.more", "BooleanEquals": True, "Next": "Poll"}],
                "Default": "End",
            },
            "End": {"Type": "Succeed"},
        },
    )
    machine_ = bench(looped).mock("Poll", side_effect=[{"more": True}, {"more": False}])
    machine_.run()
    assert bench.complaint() is None


CASES = """\
mocks:
  Charge: {paid: true}
  Ship: {MessageId: m}
cases:
  slow:
    Charge: [{throw: Busy}, {return: {}}]
  asked:
    Ask: {ok: true}
"""


@pytest.fixture
def filed(bench: Bench, tmp_path: Path) -> Bench:
    (tmp_path / "mocks.yaml").write_text(CASES)
    (tmp_path / "cases.yaml").write_text("cases:\n  a:\n    Charge: {}\n    Ship: {MessageId: m}\n")
    return bench


def test_a_case_whose_mocks_were_not_asked(filed: Bench) -> None:
    filed(ORDER, mocks="mocks.yaml").case("asked").start()
    assert (
        'case("asked"): the mock for "Ask": no run came there; the path was Charge > Wait'
        in str(filed.complaint())
    )
    filed.clock.advance(timedelta(minutes=2))
    assert filed.complaint() is None


def test_a_case_whose_answers_were_not_all_given(filed: Bench) -> None:
    filed(ORDER, mocks="mocks.yaml").case("slow").run().assert_failed()
    assert 'case("slow"): the mock for "Charge": answer 2 was never given' in str(filed.complaint())


def test_a_case_that_no_run_had(filed: Bench) -> None:
    filed(ORDER, mocks="mocks.yaml").case("slow").case("asked").start()
    assert 'case("slow"): no run had it' in str(filed.complaint())


def test_what_all_cases_share_is_for_other_tests_as_well(filed: Bench) -> None:
    filed(ORDER, mocks="mocks.yaml").start()
    assert filed.complaint() is None


def test_a_file_of_cases_without_a_case(filed: Bench) -> None:
    filed(ORDER, mocks="cases.yaml").mock("Charge", returns={}).start()
    assert (
        'cases.yaml: it has only cases, and the test has chosen none: machine.case(…), one of "a"'
        in str(filed.complaint())
    )


def test_optional_mocks_need_no_asking(filed: Bench) -> None:
    machine_ = filed(ORDER, mocks="mocks.yaml", optional_mocks=True).case("asked")
    machine_.mock("Charge", side_effect=[{}, {}]).start()
    assert filed.complaint() is None


# ------------------------------------------------------------------ assertions in handlers


def test_an_assertion_of_the_tests_own_comes_through(bench: Bench) -> None:
    def handler(event: Any, context: Any) -> Any:
        assert event == {"id": 8}, "not what was expected"

    with pytest.raises(AssertionError, match="not what was expected"):
        bench(ORDER).lambda_("pay", handler).run({"id": 7})


def test_an_assertion_of_a_mock_of_unittest_comes_through(bench: Bench) -> None:
    from unittest.mock import Mock

    def handler(event: Any, context: Any) -> Any:
        Mock().assert_called_once()

    with pytest.raises(AssertionError, match="to have been called once"):
        bench(ORDER).lambda_("pay", handler).run({"id": 7})


def test_an_assertion_of_the_code_under_test_is_the_functions_error(
    bench: Bench, tmp_path: Path
) -> None:
    names: dict[str, Any] = {"__name__": "app"}
    exec(compile("def handler(event, context):\n    assert event == 8\n", "app.py", "exec"), names)
    run = bench(ORDER).lambda_("pay", names["handler"]).run({"id": 7})
    assert run.error == "AssertionError"


@pytest.mark.parametrize("handler", [lambda event: 1, lambda: 1, lambda event, context, more: 1])
def test_a_handler_that_cannot_be_called(bench: Bench, handler: Any) -> None:
    with pytest.raises(MockError, match=r"a handler is called with \(event, context\)"):
        bench(ORDER).lambda_("pay", handler)


@pytest.mark.parametrize(
    "handler",
    [lambda *given: {}, lambda event, context=None: {}, lambda event, context, **more: {}],
)
def test_handlers_that_can_be_called(bench: Bench, handler: Any) -> None:
    assert bench(ORDER).lambda_("pay", handler).run().status == "RUNNING"


def test_any_other_exception_is_the_functions_error(bench: Bench) -> None:
    def handler(event: Any, context: Any) -> Any:
        raise KeyError(event["id"])

    assert bench(ORDER).lambda_("pay", handler).run({"id": 7}).error == "KeyError"


def test_without_a_traceback_nobody_knows() -> None:
    assert not is_of_test(AssertionError(), __file__)
