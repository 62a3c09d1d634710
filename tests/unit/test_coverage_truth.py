"""Coverage tells the truth: for machines and runs that can be followed by hand, exactly what was missed.

A row is a machine, its runs as (input, answers), and what they miss, each point as state.what+number (`@` is the machine).
The expected points are worked out from the definition and the runs, not taken from our output.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from asl.hosts.mock_values import after, never, raises, sequence
from asl.observe.coverage import Coverage
from asl.testing.simulate import simulate

JSON = Any
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
SYNC = "arn:aws:states:::glue:startJobRun.sync"


# ------------------------------------------------------------------ machines in few words
def machine(more: JSON = None, /, **states: JSON) -> JSON:
    return {"StartAt": next(iter(states)), "States": states, **(more or {})}


def _way(to: str | None) -> JSON:
    return {"End": True} if to is None else {"Next": to}


def p(to: str | None = None, **more: JSON) -> JSON:
    return {"Type": "Pass", **_way(to), **more}


def t(to: str | None = None, resource: str = LAMBDA, **more: JSON) -> JSON:
    if resource == SEND:
        more["Parameters"] = {"token.$": "$$.Task.Token"}
    return {"Type": "Task", "Resource": resource, **_way(to), **more}


def n(value: int, to: str) -> JSON:
    return {"Variable": "$.n", "NumericEquals": value, "Next": to}


def c(*rules: JSON, default: str | None = None, **more: JSON) -> JSON:
    out = {"Type": "Choice", "Choices": list(rules), **more}
    return out if default is None else {**out, "Default": default}


def retry(error: str = "E", times: int = 1) -> JSON:
    return {"ErrorEquals": [error], "MaxAttempts": times, "IntervalSeconds": 1}


def catch(to: str, error: str = "States.ALL", **more: JSON) -> JSON:
    return {"ErrorEquals": [error], "Next": to, **more}


def par(*branches: JSON, to: str | None = None, **more: JSON) -> JSON:
    return {"Type": "Parallel", "Branches": list(branches), **_way(to), **more}


def each(processor: JSON, to: str | None = None, **more: JSON) -> JSON:
    return {"Type": "Map", "ItemProcessor": processor, **_way(to), **more}


def distributed(processor: JSON, type_: str = "STANDARD", **more: JSON) -> JSON:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": type_}
    return each({**processor, "ProcessorConfig": config}, **more)


OK = {"Type": "Succeed"}
STOP = {"Type": "Fail", "Error": "Stopped"}
E = raises("E")
RULES = c(n(1, "A"), n(2, "B"), n(3, "A"), default="B")
THREE = machine(C=RULES, A=p(), B=p())


class Row(NamedTuple):
    name: str
    machine: JSON
    runs: list[tuple[JSON, JSON]]  # (input, answers by state)
    missed: str
    given: dict[str, JSON] = {}  # of simulate, besides  # noqa: RUF012  # never changed


def given(*inputs: JSON) -> list[tuple[JSON, JSON]]:
    return [(value, {}) for value in inputs]


def answers(*said: JSON, state: str = "T") -> list[tuple[JSON, JSON]]:
    return [({}, {state: one}) for one in said]


# fmt: off
ROWS = [
    # ---------------------------------------------------------------- states and transitions
    Row("one state", machine(A=p()), given({}), ""),
    Row("a chain", machine(A=p("B"), B=p("C"), C=OK), given({}), ""),
    Row("a chain that stops in the middle", machine(A=p("T"), T=t("C"), C=OK), answers(E), "T.next0 C.state0"),
    Row("a Fail state has no way out", machine(A=p("F"), F=STOP), given({}), ""),
    Row("a state that fails by itself", machine(A=p("B", Parameters={"x.$": "$.none"}), B=p()), given({}), "A.next0 B.state0 B.end0"),
    Row("a state after a Wait", machine(W={"Type": "Wait", "Seconds": 9, "Next": "A"}, A=p()), given({}), ""),
    Row("a Wait that is never over", machine(W={"Type": "Wait", "Seconds": 9, "Next": "A"}, A=p()), given({}), "W.next0 A.state0 A.end0", {"max_time": 5}),
    Row("begun in the middle", machine(A=p("B"), B=p()), given({}), "@.start0 A.state0 A.next0", {"start_at": "B"}),
    Row("begun at the first state", machine(A=p("B"), B=p()), given({}), "", {"start_at": "A"}),
    # ---------------------------------------------------------------- Choice
    Row("the rule is true", machine(C=c(n(1, "A"), default="B"), A=p(), B=p()), given({"n": 1}), "C.false0 C.otherwise0 C.default0 B.state0 B.end0"),
    Row("the rule is false", machine(C=c(n(1, "A"), default="B"), A=p(), B=p()), given({"n": 2}), "C.true0 C.choice0 A.state0 A.end0"),
    Row("both ways of a rule", machine(C=c(n(1, "A"), default="B"), A=p(), B=p()), given({"n": 1}, {"n": 2}), ""),
    Row("the first of two rules with one target", THREE, given({"n": 1}), "C.false0 C.true1 C.false1 C.choice1 C.true2 C.false2 C.choice2 C.otherwise0 C.default0 B.state0 B.end0"),
    Row("the second of two rules with one target", THREE, given({"n": 3}), "C.true0 C.choice0 C.true1 C.choice1 C.false2 C.otherwise0 C.default0 B.state0 B.end0"),
    Row("a rule and the default have one target", THREE, given({"n": 4}), "C.true0 C.choice0 C.true1 C.choice1 C.true2 C.choice2 A.state0 A.end0"),
    Row("all ways but the default", THREE, given({"n": 1}, {"n": 2}, {"n": 3}), "C.false2 C.otherwise0 C.default0"),
    Row("a Choice without a default that finds no rule", machine(C=c(n(1, "A")), A=p()), given({"n": 2}), "C.true0 C.choice0 A.state0 A.end0"),
    Row("a rule that cannot be told", machine(C=c(n(1, "A"), {**n(1, "B"), "Variable": "$.m"}, default="B"), A=p(), B=p()), given({"n": 2}), "C.true0 C.choice0 C.true1 C.false1 C.choice1 C.otherwise0 C.default0 A.state0 A.end0 B.state0 B.end0"),
    Row("a Choice whose input path is missing", machine(C=c(n(1, "A"), default="A", InputPath="$.none"), A=p()), given({"n": 1}), "C.true0 C.false0 C.choice0 C.otherwise0 C.default0 A.state0 A.end0"),
    Row("a Choice of JSONata", machine({"QueryLanguage": "JSONata"}, C=c({"Condition": "{% $states.input.n > 1 %}", "Next": "A"}, {"Condition": "{% $states.input.n > 0 %}", "Next": "A"}, default="B"), A=p(), B=p()), given({"n": 1}, {"n": 0}), "C.true0 C.choice0"),
    Row("a true rule whose own output fails", machine({"QueryLanguage": "JSONata"}, C=c({"Condition": "{% true %}", "Next": "A", "Output": "{% $states.input.none %}"}, default="A"), A=p()), given({}), "C.false0 C.choice0 C.otherwise0 C.default0 A.state0 A.end0"),
    Row("a loop", machine(A=p("C", Parameters={"n.$": "States.MathAdd($.n, 1)"}), C=c(n(3, "B"), default="A"), B=OK), given({"n": 0}), ""),
    Row("a loop that is left at once", machine(A=p("C", Parameters={"n.$": "States.MathAdd($.n, 1)"}), C=c(n(3, "B"), default="A"), B=OK), given({"n": 2}), "C.false0 C.otherwise0 C.default0"),
    # ---------------------------------------------------------------- Retry and Catch
    Row("nothing to retry", machine(T=t(Retry=[retry()])), answers(1), "T.retried0 T.exhausted0"),
    Row("retried and well", machine(T=t(Retry=[retry()])), answers(sequence(E, 1)), "T.exhausted0"),
    Row("retried in vain", machine(T=t(Retry=[retry()])), answers(E), "T.end0"),
    Row("the second retrier", machine(T=t(Retry=[retry("A"), retry("E", 2)])), answers(sequence(E, E, 1)), "T.retried0 T.exhausted0 T.exhausted1"),
    Row("a used-up retrier shields the next", machine(T=t(Retry=[retry(), retry("States.ALL")])), answers(E), "T.end0 T.retried1 T.exhausted1"),
    Row("no attempts can only be used up", machine(T=t(Retry=[retry(times=0)])), answers(E, 1), ""),
    Row("no attempts, never needed", machine(T=t(Retry=[retry(times=0)])), answers(1), "T.exhausted0"),
    Row("attempts without end cannot be used up", machine(T=t(Retry=[retry(times=99_999_999)])), answers(sequence(E, 1)), ""),
    Row("a retrier that takes what is no failure of the task", machine(T=t(Parameters={"x.$": "$.none"}, Retry=[retry("States.ALL")])), given({}), "T.end0 T.retried0 T.exhausted0"),
    Row("caught by the second catcher", machine(T=t(Catch=[catch("A", "A"), catch("B")]), A=p(), B=p()), answers(E), "T.end0 T.caught0 T.catch0 A.state0 A.end0"),
    Row("two catchers with one target", machine(T=t(Catch=[catch("A", "A"), catch("A")]), A=p()), answers(E, 1), "T.caught0 T.catch0"),
    Row("nothing to catch", machine(T=t("B", Catch=[catch("A")]), A=p(), B=p()), answers(1), "T.caught0 T.catch0 A.state0 A.end0"),
    Row("caught, and on the way the next state is the same", machine(T=t("A", Catch=[catch("A")]), A=p()), answers(E), "T.next0"),
    Row("a catcher whose ResultPath fails", machine(T=t(Catch=[catch("A", ResultPath="$.x.y")]), A=p()), [({"x": 1}, {"T": E})], "T.end0 T.catch0 A.state0 A.end0"),
    Row("retried, then caught", machine(T=t("A", Retry=[retry()], Catch=[catch("A")]), A=p()), answers(E), "T.next0"),
    # ---------------------------------------------------------------- clocks
    Row("a TimeoutSeconds that does not run out", machine(T=t(TimeoutSeconds=5)), answers(after(4, 1)), "T.timeout0"),
    Row("a TimeoutSeconds that runs out", machine(T=t(TimeoutSeconds=5)), answers(after(6, 1)), "T.end0"),
    Row("a task that says States.Timeout has not run out of time", machine(T=t(TimeoutSeconds=5)), answers(raises("States.Timeout")), "T.end0 T.timeout0"),
    Row("a heartbeat that is missed", machine(T=t(resource=SEND, HeartbeatSeconds=5, TimeoutSeconds=50)), answers(never()), "T.end0 T.timeout0"),
    Row("heartbeats, and out of time", machine(T=t(resource=SEND, HeartbeatSeconds=5, TimeoutSeconds=50)), answers(never(heartbeat_every=4)), "T.end0 T.heartbeat0"),
    Row("a call that is not waited for has no heartbeat", machine(T=t(HeartbeatSeconds=5)), answers(1), ""),
    Row("the machine's own time", machine({"TimeoutSeconds": 9}, T=t()), answers(never()), "T.end0"),
    Row("the machine's own time is enough", machine({"TimeoutSeconds": 9}, T=t()), answers(after(8, 1)), "@.timeout0"),
    # ---------------------------------------------------------------- Parallel
    Row("both branches", machine(P=par(machine(A=p()), machine(B=p()))), given({}), ""),
    Row("a branch that fails stops its neighbour", machine(P=par(machine(A=t("X"), X=p()), machine(B=t("C"), C=p()))), [({}, {"A": E, "B": never()})], "P.end0 A.next0 X.state0 X.end0 B.next0 C.state0 C.end0"),
    Row("a branch that cannot fail", machine(P=par(machine(A=p()), machine(B=c(n(1, "D"), default="D"), D=OK))), given({"n": 2}), "B.true0 B.choice0"),
    Row("branches that are well", machine(P=par(machine(A=t()), machine(B=t()))), [({}, {"A": 1, "B": 1})], "P.failed0"),
    Row("a Parallel that is retried and caught", machine(P=par(machine(A=t()), to="Z", Retry=[retry()], Catch=[catch("Z")]), Z=OK), answers(E, state="A"), "P.next0 A.end0"),
    Row("a failure that ends everything is no failure of a branch", machine(P=par(machine(A=t(Parameters={"x.$": "$.none"})), to="Z", Catch=[catch("Z")]), Z=OK), given({}), "P.next0 P.failed0 P.caught0 P.catch0 A.end0 Z.state0"),
    # ---------------------------------------------------------------- Map
    Row("a Map over nothing", machine(M=each(machine(A=p()))), given([]), "M.one0 M.many0 M.start0 A.state0 A.end0"),
    Row("a Map over one", machine(M=each(machine(A=p()))), given([1]), "M.empty0 M.many0"),
    Row("a Map over many", machine(M=each(machine(A=p()))), given([1, 2, 3]), "M.empty0 M.one0"),
    Row("a Map over a written list", machine({"QueryLanguage": "JSONata"}, M=each(machine(A=p()), Items=[1, 2])), given({}), "M.failed0"),
    Row("a Map whose second item fails", machine(M=each(machine(A=t()), MaxConcurrency=1)), [([1, 2, 3], {"A": sequence(1, E)})], "M.empty0 M.one0 M.end0"),
    Row("a Map that is retried, inside a Map that is not", machine(M=each(machine(N=each(machine(A=t()), Retry=[retry()])))), [([[1]], {"A": sequence(E, 1)})], "M.empty0 M.many0 M.failed0 N.empty0 N.many0 N.exhausted0"),
    Row("a Map inside a Map that is retried", machine(M=each(machine(N=each(machine(A=t()))), Retry=[retry()])), [([[1]], {"A": sequence(E, 1)})], "M.empty0 M.many0 M.exhausted0 N.empty0 N.many0"),
    Row("a distributed Map over two items", machine(M=distributed(machine(A=t("B"), B=p()))), [([1, 2], {"A": 1})], "M.empty0 M.one0 M.failed0"),
    Row("a distributed Map whose children fail", machine(M=distributed(machine(A=t("B"), B=p()), "EXPRESS", ToleratedFailurePercentage=100)), [([1, 2], {"A": sequence(E, 1)})], "M.empty0 M.one0"),
    Row("a distributed Map of more children than are kept", machine(M=distributed(machine(C=c({"Variable": "$", "NumericEquals": 7, "Next": "A"}, default="B"), A=p(), B=p()))), given(list(range(9))), "M.empty0 M.one0 M.failed0", {"keep_children": 9}),
    # ---------------------------------------------------------------- all of it together
    Row("a Map over an object's members", machine({"QueryLanguage": "JSONata"}, M=each(machine(A=p()), Items="{% $states.input %}")), given({"a": 1, "b": 2}), "M.empty0 M.one0 M.failed0"),
    Row("a Choice in a Map sees all its ways", machine(M=each(THREE)), given([{"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}]), "M.empty0 M.one0"),
    Row("a catcher that goes back", machine(T=t("Z", Catch=[catch("T")]), Z=OK), answers(sequence(E, 1)), ""),
    Row("an expression that fails is retried and caught", machine({"QueryLanguage": "JSONata"}, T={**p("Z"), "Type": "Task", "Resource": LAMBDA, "Arguments": "{% $states.input.none %}", "Retry": [retry("States.QueryEvaluationError")], "Catch": [catch("Z")]}, Z=OK), given({}), "T.next0"),
    Row("a job that is not done in time", machine(T=t(resource=SYNC, TimeoutSeconds=60, HeartbeatSeconds=50)), answers(after(59, 1, heartbeat_every=10)), "T.timeout0 T.heartbeat0"),
    Row("a Parallel in a Map in a Parallel", machine(P=par(machine(M=each(machine(Q=par(machine(A=t()), machine(B=p()))))))), [([1, 2], {"A": sequence(1, E)})], "P.end0 M.empty0 M.one0 M.end0"),
    Row("a distributed Map in a branch", machine(P=par(machine(M=distributed(machine(A=p("B"), B=p()))), machine(C=p()))), given([1]), "P.failed0 M.empty0 M.many0 M.failed0"),
    Row("children that fail beyond what is tolerated", machine(M=distributed(machine(A=t("B"), B=p()))), [([1, 2, 3], {"A": E})], "M.empty0 M.one0 M.end0 A.next0 B.state0 B.end0"),
    Row("children whose own expression fails", machine({"QueryLanguage": "JSONata"}, M=distributed(machine(A=p(Output="{% $states.input.none %}")))), given([1]), "M.empty0 M.many0 M.end0 A.end0"),
    Row("a Wait until an instant, in a branch that is stopped", machine(P=par(machine(W={"Type": "Wait", "Timestamp": "2030-01-01T00:00:00Z", "End": True}), machine(F=STOP))), given({}), "P.end0 W.end0"),
]
# fmt: on


def token(key: tuple[str, str, int], state: str) -> str:
    return f"{state or '@'}.{key[1]}{key[2]}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_was_missed(row: Row) -> None:
    coverage = Coverage()
    for input_, mocks in row.runs:
        coverage.add(simulate(row.machine, input_, mocks=mocks, **row.given))
    assert sorted(token(miss.key, miss.state) for miss in coverage.missed()) == sorted(
        row.missed.split()
    )
    # What is counted is asked for, but for how a Succeed is left and the end of a retrier that has none.
    (covered,) = coverage.machines
    assert {key[1] for key in covered.hits if key not in covered.points} <= {"end", "exhausted"}


def test_there_are_fifty_machines() -> None:
    assert len({str(row.machine) for row in ROWS}) >= 50
