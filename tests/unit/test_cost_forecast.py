"""Forecasts are exact: at the N that is told the engine fails, and one item fewer is fine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

import asl
from asl.engine.execution import FULL_CAUSE
from asl.errors import UsageError
from asl.hosts.answers import Answerer
from asl.hosts.mocks import Mocks
from asl.limits import MAX_HISTORY_EVENTS
from asl.observe.forecast import Break, Edge, Measured, Quota, Search
from asl.testing.priced import LambdaTime, Setting
from asl.testing.scaling import MOST, QUOTAS_OF, Scaling, resized, source_at, sources
from asl.testing.simulate import load

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
INVOKE = "arn:aws:states:::lambda:invoke"
RETRY = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}]
FULL = FULL_CAUSE.format(MAX_HISTORY_EVENTS)


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def passing(**more: Any) -> dict[str, Any]:
    return {"Type": "Pass", **({} if "Next" in more else {"End": True}), **more}


def task(**more: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, **({} if "Next" in more else {"End": True}), **more}


def map_of(processor: Any, **more: Any) -> dict[str, Any]:
    ends = {} if "Next" in more else {"End": True}
    return {"Type": "Map", "ItemProcessor": processor, **ends, **more}


def items_of(n: int) -> list[int]:
    return [place % 3 for place in range(n)]


class Case(NamedTuple):
    """A machine, an input with N items, and what answers its tasks."""

    definition: dict[str, Any]
    given: Callable[[int], Any]
    mocks: Mapping[str, Any] = MappingProxyType({})
    vary: str | None = None
    type: Any = "STANDARD"

    def setting(self) -> Setting:
        program = load(self.definition, type=self.type)

        def answers() -> Answerer:
            return Mocks(dict(self.mocks), program.machine)

        return Setting(program, self.type, answers)

    def forecast(self, quota: Quota | None = None) -> Edge:
        setting, given = self.setting(), self.given(3)
        if self.vary is None:
            [source], unknown = sources(setting, given)
            assert unknown == {}
        else:
            source = source_at(self.vary, given)
        scaling = Scaling(setting, given, source, quota=quota)
        quotas = QUOTAS_OF[self.type] if quota is None else (quota,)
        return Search(scaling.measure, source.size, MOST, quotas).edge()


CHOOSE = {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 1, "Next": "B"}], "Default": "A"}  # fmt: skip
BIG = {"Result": "y" * 4_000}
BRANCHES = [machine(A=passing(Next="B"), B=passing()), machine(C=passing())]
# Every item gives five events of the run and its states' own, so that the runs are short.
CASES = {
    "one Pass an item": Case(machine(M=map_of(machine(A=passing(), ))), items_of),
    "one after the other": Case(machine(M=map_of(machine(A=passing()), MaxConcurrency=1)), items_of),
    "two states an item": Case(machine(M=map_of(machine(A=passing(Next="B"), B=passing()))), items_of),
    "a function an item": Case(machine(M=map_of(machine(T=task()))), items_of, {"T": 1}),
    "a function that takes time": Case(machine(M=map_of(machine(T=task()), MaxConcurrency=7)), items_of, {"T": asl.after(0.3, 1)}),
    "a failing item is caught": Case(machine(M=map_of(machine(T=task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "A"}]), A=passing()))), items_of, {"T": asl.raises("E")}),
    "every third function is retried": Case(machine(M=map_of(machine(T=task(Retry=RETRY)), MaxConcurrency=1)), items_of,
                                            {"T": lambda x, call: asl.raises("E") if x == 2 and not call.attempt else 1}),
    "items go different ways": Case(machine(M=map_of(machine(C=CHOOSE, A=passing(Next="B"), B=passing()))), items_of),
    "a list inside the input": Case(machine(M=map_of(machine(A=passing()), ItemsPath="$.a.b")), lambda n: {"a": {"b": items_of(n)}}),
    "a selector": Case(machine(M=map_of(machine(A=passing()), ItemSelector={"v.$": "$$.Map.Item.Value"})), items_of),
    "states before and after": Case(machine(P=passing(Next="M"), M=map_of(machine(A=passing()), Next="Q"), Q=passing(Next="S"), S={"Type": "Succeed"}), items_of),
    "Parallel in every item": Case(machine(M=map_of(machine(P={"Type": "Parallel", "Branches": BRANCHES, "End": True}))), items_of),
    "a Map in every item": Case(machine(M=map_of(machine(O=map_of(machine(A=passing()), ItemsPath="$.o")), ItemsPath="$.m")),
                                lambda n: {"m": [{"o": [1, 2, 3, 4]} for _ in range(n)]}),
    "one list for two Maps": Case(machine(M=map_of(machine(A=passing()), ItemsPath="$.x", ResultPath="$.y", Next="O"), O=map_of(machine(B=passing()), ItemsPath="$.x")), lambda n: {"x": items_of(n)}),
    "a Map in a branch": Case(machine(P={"Type": "Parallel", "End": True, "Branches": [machine(M=map_of(machine(A=passing()))), machine(B=passing())]}), items_of),
    "JSONata": Case({"QueryLanguage": "JSONata", **machine(M=map_of(machine(A=passing()), Items="{% $states.input.x %}"))}, lambda n: {"x": items_of(n)}),
    "a wait an item": Case(machine(M=map_of(machine(W={"Type": "Wait", "Seconds": 5, "End": True}))), items_of),
    "through lambda:invoke": Case(machine(M=map_of(machine(T=task(Resource=INVOKE, Parameters={"FunctionName": "f", "Payload.$": "$"})))), items_of, {"T": {"StatusCode": 200, "Payload": 1}}),
    "a loop that counts": Case({"QueryLanguage": "JSONata", **machine(
        A=passing(Assign={"i": 0}, Output="{% $states.input %}", Next="C"),
        C={"Type": "Choice", "Choices": [{"Condition": "{% $i < $states.input.n %}", "Next": "B"}], "Default": "Z"},
        B=passing(Assign={"i": "{% $i + 1 %}"}, Next="C"), Z=passing())}, lambda n: {"n": n}, vary="$.n"),
    "a Map that is tried again": Case(machine(M=map_of(machine(T=task()), MaxConcurrency=1, Retry=RETRY)), items_of,
                                      {"T": lambda x, call: asl.raises("E") if call.visit == 2 else 1}),
}  # fmt: skip


def test_there_are_twenty_machines() -> None:
    assert len(CASES) == 20


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_25_000_events(case: Case) -> None:
    edge = case.forecast()
    assert edge.at is not None
    assert edge.broke is not None
    assert edge.broke.quota == "events"
    failed, fine = (
        asl.simulate(case.definition, case.given(n), mocks=dict(case.mocks)) for n in (edge.at, edge.at - 1)
    )  # fmt: skip
    assert (failed.status, failed.cause) == ("FAILED", FULL)
    assert len(failed.records) == MAX_HISTORY_EVENTS
    assert fine.succeeded


@pytest.mark.parametrize(
    ("case", "state"),
    [
        pytest.param(Case(machine(M=map_of(machine(A=passing(**BIG)))), items_of), "M", id="results"),
        pytest.param(Case(machine(P=passing(Next="M"), M=map_of(machine(A=passing()))), lambda n: ["x" * 4_000] * n), None, id="the input"),
        pytest.param(Case(machine(M=map_of(machine(A=passing(**BIG)), Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Z"}], Next="Z"), Z=passing()), items_of), "M", id="an error that is caught"),
    ],
)  # fmt: skip
def test_256_kib(case: Case, state: str | None) -> None:
    edge = case.forecast()
    assert edge.at is not None
    assert edge.broke is not None
    assert (edge.broke.quota, edge.broke.state) == ("payload", state)
    assert 60 < edge.at < 70
    if state is not None:
        runs = [asl.simulate(case.definition, case.given(n)) for n in (edge.at, edge.at - 1)]
        assert ["DataLimitExceeded" in repr(run.output or run.error) for run in runs] == [True, False]  # fmt: skip


def test_five_minutes() -> None:
    """40 at a time, 10 s each: with 1,160 items there are 29 turns, with 1,161 30, which take all of the five minutes."""
    case = Case(
        machine(M=map_of(machine(T=task()))), items_of, {"T": asl.after(10, 1)}, type="EXPRESS"
    )
    edge = case.forecast()
    assert edge.broke is not None
    assert (edge.broke.quota, edge.broke.state) == ("duration", "M")
    assert edge.at is not None
    runs = [
        asl.simulate(case.definition, case.given(n), mocks=dict(case.mocks), type="EXPRESS")
        for n in (edge.at, edge.at - 1)
    ]
    assert [run.status for run in runs] == ["TIMED_OUT", "SUCCEEDED"]


def test_a_quota_alone() -> None:
    """Results break at about 65 items; the events would at thousands."""
    case = Case(machine(M=map_of(machine(A=passing(**BIG)))), items_of)
    edge = case.forecast("events")
    assert edge.at is not None
    assert edge.at > 5_000


def test_items_of_a_task() -> None:
    """The list is in what a task returns: its answer is scaled."""
    definition = machine(L=task(Next="M"), M=map_of(machine(A=passing()), ItemsPath="$.rows"))
    case = Case(definition, lambda n: {}, {"L": {"rows": [1, 2], "more": [3]}})
    setting = case.setting()
    [source], _ = sources(setting, {})
    assert (source.where, source.path, source.size, source.maps) == ("L", ("rows",), 2, ("M",))
    assert str(source) == '$.rows of what "L" returns'
    scaled = Scaling(setting, {}, source).run(1_000)
    assert scaled.usage.transitions == 2 + 1_000


@pytest.mark.parametrize(
    ("definition", "given", "why"),
    [
        pytest.param(machine(M=map_of(machine(A=passing()), ItemsPath="$.x")), {"x": {"a": 1}}, "members of an object", id="an object"),
        pytest.param(machine(M=map_of(machine(A=passing()), ItemsPath="$.x")), {"x": []}, "there are none", id="empty"),
        pytest.param({"QueryLanguage": "JSONata", **machine(M=map_of(machine(A=passing()), Items="{% $states.input.x[$ > 1] %}"))}, {"x": [1, 2, 3]}, "no list in the input", id="a filter"),
        pytest.param({"QueryLanguage": "JSONata", **machine(M=map_of(machine(A=passing()), Items="{% [1..3] %}"))}, {}, "no list in the input", id="made by an expression"),
        pytest.param({"QueryLanguage": "JSONata", **machine(M=map_of(machine(A=passing()), Items="{% $map($states.input.x, function($v) {$v}) %}"))}, {"x": [1, 2], "y": [1, 2]}, r"$.x of the input and $.y of the input are the same list", id="two that look alike"),
    ],
)  # fmt: skip
def test_why_n_is_not_known(definition: dict[str, Any], given: Any, why: str) -> None:
    found, unknown = sources(Case(definition, lambda n: given).setting(), given)
    assert found == []
    assert why in unknown["M"]


def test_a_list_that_is_changed_on_the_way_is_told() -> None:
    """With three items the expression gives the list itself; with more it does not."""
    definition = {"QueryLanguage": "JSONata", **machine(
        M=map_of(machine(A=passing()), Items="{% $count($states.input.x) > 3 ? [1] : $states.input.x %}"))}  # fmt: skip
    case = Case(definition, lambda n: {"x": items_of(n)})
    setting = case.setting()
    [source], _ = sources(setting, case.given(3))
    with pytest.raises(UsageError, match=r'with N = 5 items .* "M" iterates over 1'):
        Scaling(setting, case.given(3), source).run(5)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("x", "a plain path"),
        ("$..x", "a plain path"),
        ("$.y", "nothing at"),
        ("$.s", "of type string"),
        ("$.e", "the list is empty"),
        ("$.z", "a whole number above 0"),
        ("$.b", "of type boolean"),
    ],
)
def test_what_n_cannot_be(path: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        source_at(path, {"x": [1], "s": "a", "e": [], "z": 0, "b": True})


def test_a_path_of_a_number_and_of_a_member() -> None:
    document = {"a": [{"b c": 5}]}
    source = source_at("$.a[0]['b c']", document)
    assert str(source) == "$.a[0]['b c'] of the input"
    assert resized(document, source.path, 9) == {"a": [{"b c": 9}]}
    assert document == {"a": [{"b c": 5}]}


@pytest.mark.parametrize(("n", "made"), [(1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (7, [1, 2, 3, 1, 2, 3, 1])])  # fmt: skip
def test_a_list_is_repeated_or_cut(n: int, made: list[int]) -> None:
    assert resized({"x": [1, 2, 3], "y": 1}, ("x",), n) == {"x": made, "y": 1}


def test_a_declared_duration_is_the_clock_s() -> None:
    case = Case(machine(M=map_of(machine(T=task()))), items_of, {"T": 1})
    setting = case.setting()._replace(lambdas={"f": LambdaTime(250)})
    [source], _ = sources(setting, items_of(3))
    scaled = Scaling(setting, items_of(3), source).run(80)
    assert scaled.usage.took_ms == 500  # two turns of forty
    assert scaled.made.watched.beside.functions[0].ms == 80 * 250


# ------------------------------------------------------------------ the search alone
def lines(at: int, gauge: Callable[[int], int]) -> tuple[Callable[[int], Measured], list[int]]:
    tried: list[int] = []

    def measure(n: int) -> Measured:
        tried.append(n)
        gauges: dict[Quota, int] = {"events": gauge(n), "payload": 0, "duration": 0}
        return Measured(n, gauges, Break("events", "M") if n >= at else None, 0)

    return measure, tried


@pytest.mark.parametrize("base", [1, 3, 500, 3_124, 40_000])
@pytest.mark.parametrize("at", [1, 2, 3, 7, 3_124, 3_125, 900_000])
@pytest.mark.parametrize(
    "gauge",
    [
        pytest.param(lambda n: 8 * n, id="a line"),
        pytest.param(lambda n: 0, id="a measure that does not grow"),
        pytest.param(lambda n: 24_998, id="one that is full at once"),
        pytest.param(lambda n: n // 40 * 9_000, id="steps"),
        pytest.param(lambda n: n * n, id="a curve"),
    ],
)
def test_the_search_finds_the_edge(base: int, at: int, gauge: Callable[[int], int]) -> None:
    measure, tried = lines(at, gauge)
    assert Search(measure, base, MOST).edge().at == at
    assert len(tried) < 90


def test_nothing_breaks() -> None:
    measure, tried = lines(MOST + 1, lambda n: 0)
    assert Search(measure, 3, MOST).edge() == Edge(None, None, MOST)
    assert len(tried) < 12


def test_a_line_is_found_in_few_runs() -> None:
    measure, tried = lines(3_124, lambda n: 10 + 8 * n)
    assert Search(measure, 3, MOST, ("events",)).edge().at == 3_124
    assert len(tried) < 9
