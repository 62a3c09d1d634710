"""Hostile definitions and inputs, from text to run: a diagnostic or a States error, and no more work than a bound allows.

Work is counted in transitions and events, not in time; expressions have counted limits of their own, which their errors name.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from histories import a_function, a_map, a_pass, flow

import asl
from asl.engine.execution import Execution
from asl.engine.identity import make_identity
from asl.limits import EXPRESS, MAX_DEFINITION_BYTES, MAX_PAYLOAD_BYTES
from asl.testing.simulate import prepare
from asl.vocabulary.signals import Start

PASS = '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":%s,"End":true}}}'
YAML = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: %s\n    End: true\n"


def bomb() -> str:
    rows = "\n".join(
        f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" if n else "x0: &x0 [a]" for n in range(12)
    )
    return f"{rows}\nStartAt: A\nStates: {{A: {{Type: Pass, Result: *x11, End: true}}}}\n"


# ------------------------------------------------------------------ texts that are no definition

BROKEN = [
    pytest.param("", id="nothing"),
    pytest.param("{", id="an open brace"),
    pytest.param('{"StartAt": "A",}', id="a comma too many"),
    pytest.param(PASS[:40], id="cut off"),
    pytest.param("nul", id="half a word"),
    pytest.param('"text"', id="a string"),
    pytest.param("[]", id="a list"),
    pytest.param("{}", id="an empty object"),
    pytest.param("[" * 10_000, id="10,000 open brackets"),
    pytest.param("[" * 10_000 + "]" * 10_000, id="10,000 deep"),
    pytest.param('{"a":' * 10_000 + "1" + "}" * 10_000, id="10,000 deep in objects"),
    pytest.param(PASS % ("[" * 10_000 + "]" * 10_000), id="10,000 deep inside"),
    pytest.param(PASS % "NaN", id="NaN"),
    pytest.param(PASS % "-Infinity", id="-Infinity"),
    pytest.param(PASS % "1e400", id="1e400"),
    pytest.param(PASS % ("9" * 5_000), id="5,000 digits"),
    pytest.param(PASS % ("0." + "9" * 5_000), id="5,000 decimals"),
    pytest.param(PASS % '"\\ud800"', id="half a surrogate pair"),
    pytest.param(PASS % '"\ud800"', id="half a surrogate pair, unescaped"),
    pytest.param(PASS % '"\x00"', id="a NUL"),
    pytest.param(PASS % '"\\x41"', id="an escape that is none"),
    pytest.param(PASS % f'"{"x" * MAX_DEFINITION_BYTES}"', id="over 1 MiB"),
    pytest.param(PASS % ("[" + "1," * 600_000 + "1]"), id="over 1 MiB of numbers"),
    pytest.param(
        json.dumps(flow({f"S{i}": a_pass(Comment="x" * 90) for i in range(9_000)})),
        id="over 1 MiB of states",
    ),
    pytest.param(bomb(), id="an alias bomb"),
    pytest.param("a: &a [*a]", id="an alias in itself"),
    pytest.param("{" * 3_000, id="YAML flow braces"),
    pytest.param("- " * 5_000, id="YAML dashes"),
    pytest.param(YAML % "!!python/object/apply:os.system [ls]", id="a YAML tag"),
    pytest.param("\t\tStartAt: A", id="YAML tabs"),
    pytest.param("\x00\x01\x02", id="control characters"),
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_definition_is_explained(text: str) -> None:
    with pytest.raises(asl.DefinitionError) as raised:
        asl.load(text)
    assert raised.value.diagnostics
    assert len(str(raised.value)) < 100_000


@pytest.mark.parametrize(
    ("value", "got"),
    [
        pytest.param("No", "No", id="No"),
        pytest.param("2001-01-01", "2001-01-01", id="a date"),
        pytest.param("190:20:30", "190:20:30", id="base sixty"),
        pytest.param("0o17", "0o17", id="an octal"),
        pytest.param("1_000", "1_000", id="an underscore"),
        pytest.param("~", None, id="a tilde"),
        pytest.param("1.50", 1.5, id="a number"),
    ],
)
def test_yaml_has_json_s_types_only(value: str, got: Any) -> None:
    assert asl.simulate(YAML % value).output == got


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PASS % ("1" + "0" * 300), id="300 digits"),
        pytest.param(PASS % "1e308", id="nearly the largest double"),
        pytest.param(PASS % "5e-324", id="the smallest double"),
        pytest.param(PASS % '"\\ud83d\\ude00 \\u0000"', id="escapes of all kinds"),
        pytest.param(PASS % f'"{"x" * 260_000}"', id="a large text"),
    ],
)
def test_what_is_only_unusual_runs(text: str) -> None:
    assert asl.simulate(text).succeeded


def test_a_definition_of_nearly_one_mebibyte_runs() -> None:
    states = {f"S{i}": a_pass(Comment="x" * 60) for i in range(8_000)}
    text = json.dumps(flow(states))
    assert MAX_DEFINITION_BYTES * 0.9 < len(text) < MAX_DEFINITION_BYTES
    run = asl.simulate(text)
    assert run.succeeded
    assert run.transitions == 8_000


# ------------------------------------------------------------------ inputs


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="an open brace"),
        pytest.param("[" * 10_000 + "]" * 10_000, id="10,000 deep"),
        pytest.param("NaN", id="NaN"),
        pytest.param("1e400", id="1e400"),
        pytest.param("9" * 5_000, id="5,000 digits"),
        pytest.param("{} {}", id="two values"),
    ],
)
def test_inputs_that_are_no_json(text: str) -> None:
    with pytest.raises(asl.UsageError):
        asl.simulate(flow(A=a_pass()), text)


# ------------------------------------------------------------------ machines that would never end


def ends(definition: Any, *, error: str, transitions: int, input_: Any = None) -> Execution:
    """Run as Express, where no event limit helps; it must fail by itself within so many transitions."""
    program = asl.load(definition, type="EXPRESS")
    identity = make_identity(machine_name="m", name="n", express_id="x")
    execution = Execution(
        program, identity, {} if input_ is None else input_, seed=1, limits=EXPRESS
    )
    execution.send(Start(), 0)
    while execution.has_more and execution.transitions < transitions:
        execution.run(transitions - execution.transitions)
    assert execution.status == "FAILED", f"{execution.status} after {execution.transitions}"
    assert execution.failure is not None
    assert execution.failure[0] == error
    return execution


def loop(state: Any) -> Any:
    """State A for ever; a way out that is never taken keeps the checker content."""
    way_out = {"Variable": "$$.Execution.Name", "StringEquals": "never", "Next": "Z"}
    choice = {"Type": "Choice", "Choices": [way_out], "Default": "A"}
    return {
        "StartAt": "A",
        "States": {"A": {**state, "Next": "C"}, "C": choice, "Z": {"Type": "Succeed"}},
    }


@pytest.mark.parametrize(
    ("state", "error", "transitions"),
    [
        pytest.param(
            a_pass(Parameters={"a.$": "States.Array($)"}),
            "States.Runtime",
            2_000,
            id="nesting arrays",
        ),
        pytest.param(
            a_pass(Parameters={"a.$": "States.Array($, $)"}),
            "States.DataLimitExceeded",
            100,
            id="doubling arrays",
        ),
        pytest.param(
            a_pass(Parameters={"a.$": "$", "b.$": "$", "c.$": "$"}),
            "States.DataLimitExceeded",
            100,
            id="tripling objects",
        ),
        pytest.param(
            a_pass(Parameters={"a.$": "States.JsonToString($)"}),
            "States.DataLimitExceeded",
            100,
            id="text in text: every backslash doubles",
        ),
        pytest.param(
            a_pass(Parameters={"s.$": "States.Format('{}{}', $, $)"}),
            "States.DataLimitExceeded",
            100,
            id="doubling text",
        ),
        pytest.param(
            a_pass(ResultPath="$.a.a.a.a.a.a.a.a"),
            "States.Runtime",
            2_000,
            id="ResultPath into itself",
        ),
        pytest.param(
            a_pass(QueryLanguage="JSONata", Output="{% {'a': [$states.input]} %}"),
            "States.Runtime",
            2_000,
            id="JSONata: nesting objects and arrays",
        ),
        pytest.param(
            a_pass(
                QueryLanguage="JSONata", Output="{% {'a': $states.input, 'b': $states.input} %}"
            ),
            "States.DataLimitExceeded",
            100,
            id="JSONata: doubling objects",
        ),
        pytest.param(
            a_pass(QueryLanguage="JSONata", Output="{% $states.input & $states.input & 'x' %}"),
            "States.DataLimitExceeded",
            100,
            id="JSONata: doubling text",
        ),
    ],
)
def test_loops_that_grow_for_ever(state: Any, error: str, transitions: int) -> None:
    ends(loop(state), error=error, transitions=transitions)


def test_a_map_that_multiplies_its_items() -> None:
    body = flow(B=a_pass(Parameters={"l.$": "States.Array($, $, $, $)"}))
    definition = {
        "StartAt": "M",
        "States": {
            "M": a_map(
                body, ItemsPath="$", ResultSelector={"r.$": "$[*].l[*]"}, OutputPath="$.r", Next="C"
            ),
            "C": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.never", "IsPresent": True, "Next": "Z"}],
                "Default": "M",
            },
            "Z": {"Type": "Succeed"},
        },
    }
    ends(definition, error="States.DataLimitExceeded", transitions=200_000, input_=[1, 2])


@pytest.mark.parametrize(
    "path",
    [
        "$..*",
        "$..a..a..a..a..a",
        "$[*][*][*][*][*][*]",
        "$.l[?(@.x =~ /a.*b/)]",
        "$.l[0:1000000000]",
        "$.l[-1000000000:]",
        "$" + "..*" * 3,
    ],
)
def test_paths_over_a_large_input(path: str) -> None:
    """The result is bounded by what a payload may hold; what selects more is a States error."""
    wide = {"l": [{"x": "a" * 10, "a": {"a": {"a": [n]}}} for n in range(2_000)]}
    definition = flow(A=a_pass(Parameters={"r.$": path}))
    run = asl.simulate(definition, wide)
    assert run.status in ("SUCCEEDED", "FAILED")
    if run.status == "FAILED":
        assert run.error in ("States.DataLimitExceeded", "States.Runtime")


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "(.*a){20}", r"(a)\1", "(?=a+)+", "^(([a-z])+.)+[A-Z]$"]
)
def test_patterns_that_could_explode_are_refused(pattern: str) -> None:
    definition = flow(A=a_pass(Parameters={"r.$": f"$.l[?(@.x =~ /{pattern}/)]"}))
    with pytest.raises(asl.DefinitionError) as raised:
        asl.load(definition)
    assert any(d.is_error for d in raised.value.diagnostics)


BOMBS = [
    pytest.param("{% [1..10000000] %}", id="a range"),
    pytest.param("{% $count([1..1000000].([1..1000000])) %}", id="ranges in ranges"),
    pytest.param("{% $pad('', 100000000) %}", id="padding"),
    pytest.param("{% ($f := function($n) {$f($n + 1)}; $f(0)) %}", id="recursion for ever"),
    pytest.param(
        "{% ($f := function($n) {$n > 40 ? 1 : $f($n + 1) + $f($n + 1)}; $f(0)) %}",
        id="recursion that doubles",
    ),
    pytest.param("{% $reduce([1..100000], function($a, $b) {$a & $a}, 'x') %}", id="doubling text"),
    pytest.param(
        "{% $match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a+)+$/) %}", id="a regex"
    ),
    pytest.param("{% $range(1, 1000000000, 1) %}", id="$range"),
    pytest.param("{% $partition([1..100000], 1) %}", id="$partition"),
    pytest.param(
        "{% $map([1..9999], function($i) {$map([1..9999], function($j) {$i * $j})}) %}",
        id="loops in loops",
    ),
    pytest.param("{% $states.input.**.**.**.**.** %}", id="descendants of descendants"),
    pytest.param("{% $sort([1..60000], function($a, $b) {$a < $b}) %}", id="a sort"),
    pytest.param("{% $string([1..49999]) & $string([1..49999]) %}", id="a long text"),
]


@pytest.mark.parametrize("expression", BOMBS)
def test_jsonata_bombs_end_in_an_evaluation_error(expression: str) -> None:
    """Each ends by a counted limit; a harmless one may well succeed, but within the payload limit."""
    definition = flow(A=a_pass(QueryLanguage="JSONata", Output=expression))
    run = asl.simulate(definition, {"a": {"b": {"c": [1, 2, 3]}}})
    assert run.status in ("SUCCEEDED", "FAILED")
    if run.status == "FAILED":
        assert run.error in ("States.QueryEvaluationError", "States.DataLimitExceeded")
        assert run.cause
    else:
        assert run.output_text is not None
        assert len(run.output_text) <= MAX_PAYLOAD_BYTES


def test_retries_by_the_million_meet_the_history_s_end() -> None:
    forever = [
        {
            "ErrorEquals": ["States.ALL"],
            "MaxAttempts": 99_999_999,
            "BackoffRate": 1.0,
            "JitterStrategy": "FULL",
        }
    ]
    run = asl.simulate(flow(A=a_function(Retry=forever)), mocks={"A": asl.raises("E")})
    assert len(run.records) == 25_000
    assert run.error == "States.Runtime"


def test_backoff_that_overflows_a_double() -> None:
    retrier = [
        {
            "ErrorEquals": ["States.ALL"],
            "MaxAttempts": 3_000,
            "BackoffRate": 1e300,
            "IntervalSeconds": 99_999_999,
        }
    ]
    run = asl.simulate(flow(A=a_function(Retry=retrier)), mocks={"A": asl.raises("E")})
    assert run.status == "TIMED_OUT"


@pytest.mark.parametrize("seconds", [99_999_999, 31_536_000])
def test_waits_of_years(seconds: int) -> None:
    host = prepare(flow(W={"Type": "Wait", "Seconds": seconds}))
    host.run()
    assert host.execution.status == "TIMED_OUT"


def test_names_of_every_kind() -> None:
    names = ["\u2028", "é" * 80, "a/b~c", "  ", "{% x %}", "$", "__proto__", "States.ALL"]
    run = asl.simulate(flow({name: a_pass() for name in names}))
    assert run.path == names
    assert [run.state(name).name for name in names] == names


def test_many_branches_and_deep_nesting() -> None:
    wide = flow(P={"Type": "Parallel", "Branches": [flow({f"B{i}": a_pass()}) for i in range(500)]})
    assert len(asl.simulate(wide).output) == 500
    deep: Any = flow(S=a_pass())
    for i in range(60):
        deep = flow({f"P{i}": {"Type": "Parallel", "Branches": [deep], "ResultSelector": {"r": 1}}})
    run = asl.simulate(deep)
    assert run.succeeded
    assert len(run.path) == 61
