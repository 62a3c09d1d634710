"""What is drawn of a machine: nodes and edges by key, scopes, mistakes, and the words beside them."""

from __future__ import annotations

from typing import Any

import pytest

from asl.graph.drawing import Drawing
from asl.graph.labels import condition, detail, expression, retry_words
from asl.graph.marks import Mark, strongest
from asl.graph.text import width, wrap
from asl.model.machine import ChoiceState
from asl.model.parse import parse_machine, parse_state

TASK = "arn:aws:states:::lambda:invoke"


def drawing(definition: Any, *, at_hand: bool = True) -> Drawing:
    machine = parse_machine(definition)
    assert machine is not None
    return Drawing(machine, definition if at_hand else None)


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


END = {"Type": "Pass", "End": True}
NESTED = machine(
    Both={
        "Type": "Parallel",
        "Branches": [machine(L=END), machine(R={"Type": "Succeed"})],
        "Catch": [{"ErrorEquals": ["X", "Y"], "Next": "Sorry"}],
        "Next": "Each",
    },
    Each={
        "Type": "Map",
        "ItemProcessor": machine(
            Kind={
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$.k", "StringEquals": "a", "Next": "A"},
                    {"Variable": "$.k", "IsNull": True, "Next": "A"},
                ],
                "Default": "No",
            },
            A=END,
            No={"Type": "Fail"},
        ),
        "End": True,
    },
    Sorry={"Type": "Wait", "Seconds": 3, "Next": "Both"},
)


def test_edges_are_keyed_by_state_kind_and_index() -> None:
    edges = drawing(NESTED).edges
    kind = "/States/Each/ItemProcessor/States/Kind"
    a = "/States/Each/ItemProcessor/States/A"
    assert {key: (edge.target, edge.label) for key, edge in edges.items()} == {
        ("", "start", 0): ("/States/Both", ""),
        ("/States/Both", "next", 0): ("/States/Each", ""),
        ("/States/Both", "catch", 0): ("/States/Sorry", "X, Y"),
        ("/States/Both", "start", 0): ("/States/Both/Branches/0/States/L", ""),
        ("/States/Both", "start", 1): ("/States/Both/Branches/1/States/R", ""),
        ("/States/Both/Branches/0/States/L", "end", 0): ("/States/Both/Branches/0#end", ""),
        ("/States/Both/Branches/1/States/R", "end", 0): ("/States/Both/Branches/1#end", ""),
        ("/States/Each", "start", 0): (kind, ""),
        ("/States/Each", "end", 0): ("#end", ""),
        (kind, "choice", 0): (a, '$.k = "a"'),
        (kind, "choice", 1): (a, "$.k is null"),
        (kind, "default", 0): ("/States/Each/ItemProcessor/States/No", "Default"),
        (a, "end", 0): ("/States/Each/ItemProcessor#end", ""),
        ("/States/Sorry", "next", 0): ("/States/Both", ""),
    }


def test_scopes_know_their_owner_and_branch() -> None:
    scopes = [(s.pointer, s.owner, s.branch) for s in drawing(NESTED).scopes()]
    assert scopes == [
        ("", "", 0),
        ("/States/Both/Branches/0", "/States/Both", 0),
        ("/States/Both/Branches/1", "/States/Both", 1),
        ("/States/Each/ItemProcessor", "/States/Each", 0),
    ]


def test_names_are_escaped_in_keys_and_nowhere_else() -> None:
    nodes = drawing(machine(**{"a/b~c": END})).nodes
    assert nodes["/States/a~1b~0c"].name == "a/b~c"


@pytest.mark.parametrize(
    ("states", "key", "type_", "told"),
    [
        pytest.param(
            {"A": {"Type": "Pass", "Next": "Nowhere"}},
            "#missing/Nowhere",
            "missing",
            "no such state here",
            id="a target that is no state",
        ),
        pytest.param(
            {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Tsak"}},
            "/States/B",
            "broken",
            'Type "Tsak" is unknown',
            id="an unknown type",
        ),
        pytest.param(
            {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Task"}},
            "/States/B",
            "broken",
            "a Task without a Resource that can be read",
            id="a task without a resource",
        ),
        pytest.param(
            {"A": {"Type": "Pass", "Next": "B"}, "B": 7},
            "/States/B",
            "broken",
            "a state without a Type",
            id="no state at all",
        ),
    ],
)
def test_mistakes_are_drawn(states: dict[str, Any], key: str, type_: str, told: str) -> None:
    drawn = drawing(machine(**states))
    assert (drawn.nodes[key].type, drawn.nodes[key].detail) == (type_, told)
    assert drawn.edges["/States/A", "next", 0].target == key


def test_a_target_inside_another_scope_is_missing_here() -> None:
    drawn = drawing(
        machine(
            P={"Type": "Parallel", "Branches": [machine(In=END)], "Next": "Out"},
            Out={"Type": "Pass", "Next": "In"},
        )
    )
    assert drawn.edges["/States/Out", "next", 0].target == "#missing/In"


def test_a_state_that_leads_nowhere_has_no_way_out() -> None:
    definition = machine(A={"Type": "Pass"})
    assert ("/States/A", "end", 0) not in drawing(definition).edges
    assert ("/States/A", "end", 0) in drawing(definition, at_hand=False).edges, (
        "the model alone cannot tell End from nothing"
    )


def test_what_a_broken_state_names_next_is_drawn() -> None:
    drawn = drawing(machine(A={"Type": "Tsak", "Next": "B"}, B=END))
    assert drawn.edges["/States/A", "next", 0].target == "/States/B"


def of_choice(rule: dict[str, Any], language: str = "JSONPath") -> str:
    state = parse_state(
        "C", {"Type": "Choice", "QueryLanguage": language, "Choices": [{**rule, "Next": "A"}]}
    )
    assert isinstance(state, ChoiceState)
    return condition(state.choices[0])


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        ({"Variable": "$.a", "NumericGreaterThanEquals": 10}, "$.a ≥ 10"),
        ({"Variable": "$.a", "NumericLessThanPath": "$.b"}, "$.a < $.b"),
        ({"Variable": "$.a", "StringMatches": "x*"}, '$.a matches "x*"'),
        ({"Variable": "$.a", "StringEqualsPath": "$.b"}, "$.a = $.b"),
        ({"Variable": "$.a", "BooleanEquals": False}, "$.a = false"),
        (
            {"Variable": "$.a", "TimestampGreaterThan": "2025-01-01T00:00:00Z"},
            '$.a > "2025-01-01T00:00:00Z"',
        ),
        ({"Variable": "$.a", "IsPresent": True}, "$.a is present"),
        ({"Variable": "$.a", "IsNumeric": False}, "$.a is not a number"),
        ({"Not": {"Variable": "$.a", "IsNull": True}}, "not $.a is null"),
        (
            {
                "Not": {
                    "Or": [{"Variable": "$.a", "IsNull": True}, {"Variable": "$.b", "IsNull": True}]
                }
            },
            "not ($.a is null or $.b is null)",
        ),
        (
            {
                "And": [
                    {"Variable": "$.a", "IsPresent": True},
                    {
                        "Or": [
                            {"Variable": "$.a", "NumericEquals": 1},
                            {"Variable": "$.a", "NumericEquals": 2},
                        ]
                    },
                ]
            },
            "$.a is present and ($.a = 1 or $.a = 2)",
        ),
        ({"Variable": "$.a"}, "no known operator"),
        ({"Variable": 7, "IsNull": True}, "? is null"),
    ],
)
def test_conditions(rule: dict[str, Any], label: str) -> None:
    assert of_choice(rule) == label


def test_deep_conditions_are_not_told_to_their_end() -> None:
    rule: dict[str, Any] = {"Variable": "$.a", "IsNull": True}
    for _ in range(50):
        rule = {"Not": rule}
    assert of_choice(rule) == "not not not not …"
    for _ in range(50):
        rule = {"And": [rule, {"Variable": "$.b", "IsNull": True}]}
    assert of_choice(rule).startswith("(((… and $.b is null)")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{% $states.input.amount > 10 %}", "input.amount > 10"),
        ("{% $states.context.Execution.Id = $x %}", "context.Execution.Id = $x"),
        ("{% $statesx.input %}", "$statesx.input"),
        ("{% /* why */ $a\n   and $b %}", "$a and $b"),
        (True, "true"),
    ],
)
def test_expressions(text: Any, label: str) -> None:
    assert expression(text) == label
    assert of_choice({"Condition": text}, "JSONata") == label


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (
            {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge"},
            "lambda charge",
        ),
        (
            {"Type": "Task", "Resource": TASK, "Parameters": {"FunctionName": "charge"}},
            "lambda charge",
        ),
        (
            {"Type": "Task", "Resource": TASK, "Parameters": {"FunctionName.$": "$.f"}},
            "lambda invoke",
        ),
        (
            {
                "Type": "Task",
                "Resource": f"{TASK}.waitForTaskToken",
                "Parameters": {"FunctionName": "ask"},
            },
            "lambda ask · waits for a token",
        ),
        ({"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject"}, "s3 getObject"),
        (
            {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync"},
            "ecs runTask · waits for the job",
        ),
        ({"Type": "Task", "Resource": "${Function}"}, ""),
        ({"Type": "Wait", "Seconds": 28_800}, "8 h"),
        ({"Type": "Wait", "Seconds": 90}, "90 s"),
        ({"Type": "Wait", "Seconds": 172_800}, "2 d"),
        ({"Type": "Wait", "SecondsPath": "$.s"}, "$.s"),
        ({"Type": "Wait", "TimestampPath": "$.t"}, "until $.t"),
        ({"Type": "Fail", "Error": "No.Kind"}, "No.Kind"),
        ({"Type": "Parallel", "Branches": [machine(L=END)]}, "1 branch"),
        (
            {
                "Type": "Map",
                "ItemsPath": "$.l",
                "MaxConcurrency": 5,
                "ItemProcessor": machine(L=END),
            },
            "each of $.l · 5 at once",
        ),
        (
            {
                "Type": "Map",
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject"},
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                    **machine(L=END),
                },
            },
            "items from s3 getObject · distributed, express",
        ),
    ],
)
def test_details(state: dict[str, Any], told: str) -> None:
    read = parse_state("S", state)
    assert read is not None
    assert detail(read) == told


def test_retriers_are_told_by_the_largest_number_of_attempts() -> None:
    read = parse_state(
        "S",
        {
            "Type": "Task",
            "Resource": TASK,
            "Retry": [
                {"ErrorEquals": ["A", "B"], "MaxAttempts": 2, "BackoffRate": 1},
                {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 5},
            ],
        },
    )
    assert read is not None
    assert retry_words(read) == (
        3,
        "retry A, B: 2 times after 1 s\nretry States.ALL: 3 times after 5 s, × 2",
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("two words here", ["two words", "here"]),
        ("camelCaseNameOfAState", ["camelCase", "NameOf", "AState"]),
        ("snake_case_name_of", ["snake_case_", "name_of"]),
        ("x" * 40, ["xxxxxxxxxxxx", "xxxxxxxxxxxx", "xxxxxxxxxxx…"]),
        ("one two three four five six seven", ["one two three", "four five six", "seven"]),
        (
            "one two three four five six seven eight nine ten",
            ["one two three", "four five six", "seven eight…"],
        ),
        ("", [""]),
        ("   ", ["   ".strip()]),
    ],
)
def test_wrapping(text: str, lines: list[str]) -> None:
    got = wrap(text, 10, 66, 3)
    assert got == lines
    assert all(width(line, 10) <= 66 for line in got)


def test_wide_letters_are_wide_and_marks_on_letters_are_not() -> None:
    assert width("日本", 10) == pytest.approx(21)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("WWW", 10) > width("iii", 10)


def test_the_mark_of_a_shared_line_says_most() -> None:
    marks = [Mark("hit", 2, "a"), None, Mark("missed", None, "b"), Mark("hit", 3, "a")]
    assert strongest(marks) == Mark("hit", 5, "a; b")
    assert strongest([None]) is None
    assert strongest([Mark("part"), Mark("failed", 1)]) == Mark("failed", 1)
