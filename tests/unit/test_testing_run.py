"""What a run tells: calls, times, states with their data, selections, and itself in words."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from bench_machines import EACH, ONE, machine, task

import asl
from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from asl.testing.readings import Call, Elapsed, select
from asl.testing.visits import StateView


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


RETRIED: JSON = machine(
    "Charge",
    QueryLanguage="JSONata",
    states={
        "Charge": task(
            Arguments={"order": "{% $states.input.id %}"},
            Assign={"receipt": "{% $states.result.receipt %}"},
            Output="{% $merge([$states.input, {'paid': true}]) %}",
            Retry=[{"ErrorEquals": ["Busy"], "IntervalSeconds": 2}],
            Next="After",
        ),
        "After": {"Type": "Pass", "Assign": {"late": 1}, "End": True},
    },
)


def test_calls_compare_with_their_arguments(bench: Bench) -> None:
    run = (
        bench(RETRIED)
        .mock("Charge", side_effect=[asl.raises("Busy"), {"receipt": "r"}])
        .run({"id": 7})
    )
    calls = run.calls("Charge")
    assert calls == [{"order": 7}, {"order": 7}]
    assert calls != [{"order": 7}]
    assert {"order": 7} in calls
    assert {"order": 8} not in calls
    assert [call.attempt for call in calls] == [0, 1]
    assert calls[0] == calls[0]
    assert calls[0] != calls[1]  # another attempt, though of the same arguments
    assert calls[0] == Call(*calls[0])
    assert (calls[1].now_ms - calls[0].now_ms, run.attempts("Charge")) == (2_000, 2)
    assert repr(calls) == '[<{"order":7}>, <{"order":7}, retry 1>]'


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (0.25, "0.25 s"),
        (10, "10 s"),
        (90.5, "90.5 s (0:01:30.500000)"),
        (1_209_615, "1209615 s (14 days, 0:00:15)"),
    ],
)
def test_elapsed_is_shown_to_the_millisecond(seconds: float, shown: str) -> None:
    assert repr(Elapsed(seconds)) == shown


def test_elapsed_compares_with_timedeltas_and_seconds() -> None:
    ten = Elapsed(10)
    assert ten == 10
    assert ten == timedelta(seconds=10)
    assert timedelta(seconds=10) == ten
    assert ten != timedelta(seconds=11)
    assert ten < timedelta(seconds=11)
    assert timedelta(seconds=9) < ten <= 10
    assert ten > timedelta(seconds=9)
    assert ten >= 9.5
    assert Elapsed(0.1 + 0.2) == 0.3
    assert ten != "10"
    assert json.dumps(ten) == "10.0"
    assert ten.timedelta == timedelta(seconds=10)
    with pytest.raises(TypeError):
        assert ten < "11"  # type: ignore[operator]  # that it cannot is what is tested


def test_a_state_has_every_stage_of_its_data(bench: Bench) -> None:
    run = (
        bench(RETRIED)
        .mock("Charge", side_effect=[asl.raises("Busy", "later"), {"receipt": "r"}])
        .run({"id": 7})
    )
    charge = run.state("Charge")
    assert charge.input == {"id": 7}
    assert charge.output == {"id": 7, "paid": True}
    assert charge.results == [{"Error": "Busy", "Cause": "later"}, {"receipt": "r"}]
    assert charge.stage("afterArguments") == {"order": 7}
    assert charge.assigned == {"receipt": "r"}
    assert charge.variables == {"receipt": "r"}
    assert charge.select("$.id") == [7]
    assert charge.left_at is not None
    assert charge.left_at - charge.entered_at == timedelta(seconds=2)
    assert run.state("After").variables == {"receipt": "r", "late": 1}
    with pytest.raises(UsageError, match=r"did you mean .afterArguments."):
        charge.stage("afterArgument")


def test_variables_of_branches(bench: Bench) -> None:
    """A branch sees what was assigned before it; its own is its own."""
    inner = {"StartAt": "In", "States": {
        "In": {"Type": "Pass", "Assign": {"mine": "{% $states.input %}"}, "Next": "Last"},
        "Last": {"Type": "Pass", "End": True}}}  # fmt: skip
    run = bench(machine("First", QueryLanguage="JSONata", states={
        "First": {"Type": "Pass", "Assign": {"all": 1}, "Next": "Each"},
        "Each": {"Type": "Map", "Items": [10, 20], "ItemProcessor": inner, "Next": "End"},
        "End": {"Type": "Pass", "End": True},
    })).run_from("First", {}, variables={"given": 0})  # fmt: skip
    assert [view.variables for view in run.visits("Last")] == [
        {"given": 0, "all": 1, "mine": 10},
        {"given": 0, "all": 1, "mine": 20},
    ]
    assert run.state("End").variables == {"given": 0, "all": 1}
    assert run.state("Each").variables == {"given": 0, "all": 1}


def test_which_visit(bench: Bench) -> None:
    run = bench(EACH).mock("Charge", lambda item: item * 10).run([1, 2, 3])
    assert [view.output for view in run.visits("Charge")] == [10, 20, 30]
    assert run.state("Charge", 0).output == 10
    with pytest.raises(UsageError, match="was entered 3 times"):
        run.state("Charge", 3)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$.a[*].b", [1, 2]),
        ("$.a[0].b", [1]),
        ("$.a[?(@.b > 1)].b", [2]),
        ("$.nope", []),
        ("$", [{"a": [{"b": 1}, {"b": 2}]}]),
        ("$..b", [1, 2]),
    ],
)
def test_selecting(path: str, found: list[JSON]) -> None:
    assert select({"a": [{"b": 1}, {"b": 2}]}, path) == found


@pytest.mark.parametrize("path", ["a.b", "$[", "$.a[?(", ""])
def test_no_path(path: str) -> None:
    with pytest.raises(UsageError, match="is no JSONPath"):
        select({}, path)


def test_run_from_a_state(bench: Bench) -> None:
    run = bench(RETRIED).run_from("After", {"x": 1}, variables={"receipt": "r"})
    assert (run.path, run.output) == (["After"], {"x": 1})


def test_what_a_failed_run_says(bench: Bench) -> None:
    run = bench(RETRIED, name="pay").mock("Charge", raises="Busy", cause="come back").run({"id": 7})
    assert repr(run) == '<Run pay FAILED in "Charge": Busy: come back; path Charge>'
    assert run.explain() == "\n".join([
        "pay: FAILED after 14 s, 4 transitions",
        "  error      Busy",
        "  cause      come back",
        '  input      {"id":7}',
        "  path       Charge",
        '  failed in  "Charge" (Task)',
        '    input              {"id":7}',
        '    afterArguments     {"order":7}',
        "    try 1              Busy: come back",
        "    try 2              Busy: come back",
        "    try 3              Busy: come back",
        "    try 4              Busy: come back",
    ])  # fmt: skip
    with pytest.raises(AssertionError, match=r"the run did not succeed\npay: FAILED"):
        run.assert_succeeded()
    with pytest.raises(AssertionError, match="the run failed with Busy, not with Boom"):
        run.assert_failed("Boom")
    assert run.assert_failed("Busy") is run.assert_failed() is run


def test_what_an_open_run_says(bench: Bench) -> None:
    run = bench(ONE, name="pay").mock("Charge", asl.never()).run({"id": 7})
    assert repr(run) == '<Run pay RUNNING, waiting for the task "Charge"; path Charge>'
    assert '  waits for  the task "Charge"' in run.explain().splitlines()
    with pytest.raises(AssertionError, match="the run did not fail"):
        run.assert_failed()


def test_what_a_run_that_recovered_says(bench: Bench) -> None:
    run = (
        bench(RETRIED, name="pay")
        .mock("Charge", side_effect=[asl.raises("Busy"), {"receipt": 1}])
        .run({"id": 7})
    )
    assert '  on the way "Charge" failed once, last with Busy' in run.explain().splitlines()
    assert run.assert_succeeded() is run
    with pytest.raises(AssertionError, match="did not fail"):
        run.assert_failed()


def test_a_repr_is_never_cut_by_pytest(bench: Bench) -> None:
    long = machine("A" * 70, states={"A" * 70: {"Type": "Pass", "Next": "B" * 70}, "B" * 70: {
        "Type": "Fail", "Error": "E" * 100, "Cause": "c" * 500}})  # fmt: skip
    assert len(repr(bench(long, name="m" * 60).run())) < 240


def test_a_long_path_loses_its_middle(bench: Bench) -> None:
    run = bench(EACH).mock("Charge", returns=0).run([0] * 50)
    assert "… 37 more …" in run.explain()


def test_a_view_without_a_run_is_a_plain_value() -> None:
    view = StateView("A", "Pass", 1, 2, {}, asl.simulate(ONE, mocks={"Charge": 1}).started_at, None)
    assert (view.is_done, view.stages, view.variables) == (False, (), {})
