"""`asl cost`: what it prints, its budgets, and what it says to mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from asl.cli import verbs
from asl.hosts import price_files

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:ship"


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Asl = Callable[..., Said]
EACH = {
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.orders",
            "ItemProcessor": {
                "StartAt": "Paid?",
                "States": {
                    "Paid?": {
                        "Type": "Choice",
                        "Choices": [
                            {"Variable": "$.paid", "BooleanEquals": True, "Next": "Ship"}
                        ],
                        "Default": "Skip",
                    },
                    "Ship": {"Type": "Task", "Resource": LAMBDA, "End": True},
                    "Skip": {"Type": "Pass", "End": True},
                },
            },
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}  # fmt: skip
POLL = {
    "StartAt": "Ask",
    "States": {
        "Ask": {"Type": "Pass", "Next": "Done?"},
        "Done?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.done", "BooleanEquals": True, "Next": "End"}],
            "Default": "Ask",
        },
        "End": {"Type": "Succeed"},
    },
}  # fmt: skip
ORDERS = '{"orders":[{"paid":true},{"paid":false},{"paid":true}]}'


@pytest.fixture
def asl(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Asl]:
    """Run the command in this process, in a folder with the files of these tests."""
    monkeypatch.chdir(tmp_path)
    price_files._settings.cache_clear()
    price_files._table.cache_clear()
    for name, value in {
        "each.asl.json": json.dumps(EACH, indent=2),
        "poll.asl.json": json.dumps(POLL, indent=2),
        "mocks.yaml": "Ship: {shipped: true}\n",
        "failing.yaml": "Ship: {raise: Gone}\n",
    }.items():
        Path(name).write_text(value, "utf-8")

    def run(*arguments: str) -> Said:
        status = verbs.run_command(["cost", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Said(status, captured.out, captured.err)

    yield run
    price_files._settings.cache_clear()
    price_files._table.cache_clear()


def test_without_an_input_there_are_bounds(asl: Asl) -> None:
    said = asl("each.asl.json", "--branch", "Paid?=0.75", "--json")
    assert said.status == 0
    assert said.json["bounds"] == {
        "least": "2 + 2·N",
        "most": "2 + 2·N",
        "expected": "2 + 2·N",
        "items": {"N": "Each"},
        "loops": [],
    }
    assert "run" not in said.json


def test_loops_are_named_with_their_place(asl: Asl) -> None:
    said = asl("poll.asl.json")
    assert said.status == 0
    assert 'poll.asl.json:4:5: "Ask" > "Done?", 2 a turn' in said.out
    assert "no most" in said.out


def test_a_run(asl: Asl) -> None:
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--lambda", "ship=800:512", "--executions", "2M/month", "--json")  # fmt: skip
    assert said.status == 0, said.err
    run = said.json["run"]
    assert run["transitions"] == 8
    assert run["by_state"] == {"Paid?": 3, "Ship": 2, "Each": 1, "Skip": 1, "Done": 1}
    assert run["duration_ms"] == 800
    assert run["express_billed"] == {"ms": 800, "mb": 64}
    assert run["functions"][0]["ms"] == 1_600
    assert run["usd"]["standard"] == pytest.approx(0.0002)
    ways = {way["name"]: way for way in said.json["month"]["ways"]}
    assert ways["Standard"]["usd"] == pytest.approx(2e6 * 8 * 25e-6 - 0.10)
    assert ways["Standard"]["usd_without_free"] == pytest.approx(400)
    assert said.json["month"]["cheapest"] == "Express"


def test_items_and_the_forecast(asl: Asl) -> None:
    """Eight events an item on average; 3,124 was found by running, and so are rows."""
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--items", "10,3000", "--json")
    assert [(row["n"], row["transitions"]) for row in said.json["items"]] == [(10, 22), (3_000, 6_002)]  # fmt: skip
    [forecast] = said.json["forecast"]
    assert forecast["n_is"] == "$.orders of the input"
    assert forecast["first"]["n"] == 3_124
    assert (forecast["first"]["quota"], forecast["first"]["state"]) == ("events", "Each")
    text = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--items", "4000").out
    assert '25,000 history events  breaks at N = 3,124 in "Each", 8 events an item' in text
    assert "breaks 25,000 history events" in text


def test_a_price_of_yours(asl: Asl) -> None:
    Path("p.json").write_text('{"standard": {"per_1000_transitions": {"us-east-1": "1"}}}')
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--prices", "p.json", "--no-forecast", "--json")  # fmt: skip
    assert said.json["run"]["usd"]["standard"] == pytest.approx(0.008)


def test_a_region_without_an_express_price(asl: Asl) -> None:
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--region", "eu-west-1", "--no-forecast")  # fmt: skip
    assert said.status == 0
    assert 'the price table has no express price for "eu-west-1"' in said.out
    assert "no price" in said.out


def test_other_engines_say_what_is_not_confirmed(asl: Asl) -> None:
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--compare", "--no-forecast")
    assert "Temporal Cloud  $100.00 to $150.00, 3,000,000 actions" in said.out
    assert "Azure Durable Functions  $0.80, 5,000,000 executions of functions  (unconfirmed)" in said.out  # fmt: skip
    assert "read 2026-09" in said.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--max-transitions", "7"], 'an execution makes 8 transitions; most are of "Paid?" 3, "Ship" 2, "Each" 1', id="transitions"),
        pytest.param(["--max-transitions", "8", "--items", "10"], "an execution with 10 items makes 22 transitions", id="with items"),
        pytest.param(["--max-cost", "0.0001", "--lambda", "ship=1"], "--max-cost $0.0001: an execution costs $0.0002004", id="an execution's cost"),
        pytest.param(["--max-cost", "199", "--executions", "1M", "--lambda", "ship=1"], "an execution, 1,000,000 times a month, costs $200.10", id="a month's cost"),
    ],
)  # fmt: skip
def test_over_budget(asl: Asl, arguments: list[str], message: str) -> None:
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--no-forecast", *arguments)
    assert said.status == 1
    assert said.err.startswith("over budget ")
    assert message[:40] in said.err
    as_json = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--no-forecast", "--json", *arguments)  # fmt: skip
    assert as_json.status == 1
    assert len(as_json.json["over_budget"]) == 1


def test_within_the_budget(asl: Asl) -> None:
    said = asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--no-forecast", "--lambda", "ship=1",
               "--max-transitions", "8", "--max-cost", "0.001")  # fmt: skip
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize(
    ("file", "arguments", "status", "message"),
    [
        ("each.asl.json", ["--items", "3", "--max-transitions", "8"], 0, ""),
        ("each.asl.json", ["--items", "4", "--max-transitions", "8"], 1, "a path with every retry makes 10"),
        ("each.asl.json", ["--max-transitions", "8"], 2, "the most is 2 + 2·N; say what N is with --items"),
        ("poll.asl.json", ["--max-transitions", "8"], 1, "there is no most, because of the loop Ask > Done?"),
    ],
)  # fmt: skip
def test_budgets_without_a_run(
    asl: Asl, file: str, arguments: list[str], status: int, message: str
) -> None:
    said = asl(file, *arguments)
    assert said.status == status
    assert message in said.err


def test_a_run_that_fails_is_priced_and_ends_with_1(asl: Asl) -> None:
    said = asl("each.asl.json", ORDERS, "--mocks", "failing.yaml", "--no-forecast", "--json")
    assert said.status == 1
    assert said.json["run"]["status"] == "FAILED"
    assert said.json["run"]["transitions"] > 1


RUN = ["each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--no-forecast"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.asl.json"], "none.asl.json: no such file"),
        (["each.asl.json", "{"], "the input:1:1: error: this is not JSON"),
        ([*RUN, "--region", "mars-1"], 'no price for the region "mars-1"'),
        ([*RUN, "--executions", "often"], '--executions takes a number and a time, such as 2M/month, 100k/day or 5/s, not "often"'),
        ([*RUN, "--items", "1,x"], "--items takes whole numbers from 1 to 1,000,000"),
        ([*RUN, "--items", "0"], "--items takes whole numbers from 1 to 1,000,000"),
        ([*RUN, "--lambda", "shp=5"], '--lambda shp: the run never called "shp"; did you mean "ship"?'),
        ([*RUN, "--lambda", "ship"], "--lambda takes NAME=MS[:MB[:arm64]]"),
        ([*RUN, "--nested", "Ship=5"], '--nested Ship: the run never called "Ship"; none was called'),
        ([*RUN, "--branch", "Piad?=0.5"], 'no Choice "Piad?"; did you mean "Paid?"?'),
        ([*RUN, "--branch", "Paid?"], "--branch takes STATE=WEIGHT"),
        ([*RUN, "--items", "5", "--map", "Eahc"], '--map: the run came through no Map "Eahc"; did you mean "Each"?'),
        ([*RUN, "--items", "5", "--vary", "$.nothing"], '--vary $.nothing: the input has nothing at "$.nothing"'),
        ([*RUN, "--max-cost", "cheap"], '--max-cost takes dollars, such as 12.50, not "cheap"'),
        ([*RUN, "--max-cost", "1"], "nobody has said how long ship takes"),
        (["each.asl.json", "--max-cost", "1"], "--max-cost needs a run to price"),
        (["poll.asl.json", '{"done": true}', "--items", "5"], "this run came through no Map; name what in the input N is with --vary"),
        (["each.asl.json", "--items", "5,6"], "--items with several N needs an input"),
        (["poll.asl.json", "--items", "5"], "--items and --vary need an input to scale"),
        ([*RUN, "--prices", "none.json"], "none.json: no such file"),
        (["each.asl.json", ORDERS, "--no-forecast"], 'nothing answers the task "Ship"'),
    ],
)  # fmt: skip
def test_mistakes(asl: Asl, arguments: list[str], message: str) -> None:
    said = asl(*arguments)
    assert said.status == 2
    assert message in said.err
    as_json = asl(*arguments, "--json")
    assert as_json.status == 2
    assert as_json.json["error"]["message"]


def test_a_definition_that_cannot_run(asl: Asl) -> None:
    Path("bad.asl.json").write_text('{"StartAt": "A", "States": {"B": {"Type": "Succeed"}}}')
    said = asl("bad.asl.json", "{}")
    assert said.status == 2
    assert "bad.asl.json:1:13: error ASL" in said.err


def test_a_budget_over_a_map_without_items_is_told(asl: Asl) -> None:
    run = ("each.asl.json", '{"orders":[]}', "--mocks", "mocks.yaml")
    told = 'the Map "Each" had no items in this run: the budget says nothing of what an item takes'
    for budget in (("--max-cost", "1"), ("--max-transitions", "9")):
        said = asl(*run, *budget)
        assert (said.status, said.err.splitlines()[-1]) == (0, told)
    assert told not in asl(*run).err
    assert told not in asl("each.asl.json", ORDERS, "--mocks", "mocks.yaml", "--max-transitions", "9").err  # fmt: skip
