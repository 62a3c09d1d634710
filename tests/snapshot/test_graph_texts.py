"""Pictures and the command's help as texts. `pytest --snapshot-update` writes them anew: read the difference, and look
at the picture."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import asl
from asl.cli import verbs
from asl.graph import dot, mermaid, svg
from asl.graph.drawing import Drawing
from asl.graph.executed import Executed
from asl.graph.marks import Marks
from asl.model.parse import parse_machine
from asl.testing.simulate import simulate

ORDER = Path(__file__).parents[2] / "examples" / "order.asl.json"
NESTED = {
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemProcessor": {
                "StartAt": "Poll",
                "States": {
                    "Poll": {"Type": "Wait", "Seconds": 30, "Next": "Done?"},
                    "Done?": {
                        "Type": "Choice",
                        "Choices": [{"Variable": "$.done", "BooleanEquals": True, "Next": "Out"}],
                        "Default": "Poll",
                    },
                    "Out": {"Type": "Succeed"},
                },
            },
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Nowhere"}],
            "End": True,
        }
    },
}


def of(definition: object) -> Drawing:
    machine = parse_machine(definition)
    assert machine is not None
    return Drawing(machine, definition)


def caught() -> tuple[Drawing, Marks]:
    drawing = of(json.loads(ORDER.read_text("utf-8")))
    run = simulate(
        ORDER, {"id": 7, "amount": 30}, mocks={"Charge": asl.raises("Card.Declined", "no money")}
    )
    return drawing, Executed(drawing, run.history).marks()


def without_style(text: str) -> str:
    return re.sub(r"<style>.*?</style>", "<style/>", text, flags=re.DOTALL)


@pytest.mark.parametrize("which", ["order", "nested"])
def test_svg(which: str, snapshot: SnapshotAssertion) -> None:
    drawing, marks = caught() if which == "order" else (of(NESTED), None)
    assert without_style(svg.draw_drawing(drawing, marks=marks, title=which)) == snapshot


@pytest.mark.parametrize("which", ["order", "nested"])
def test_mermaid(which: str, snapshot: SnapshotAssertion) -> None:
    drawing, marks = caught() if which == "order" else (of(NESTED), None)
    assert mermaid.draw_drawing(drawing, marks) == snapshot


@pytest.mark.parametrize("which", ["order", "nested"])
def test_dot(which: str, snapshot: SnapshotAssertion) -> None:
    drawing, marks = caught() if which == "order" else (of(NESTED), None)
    assert dot.draw_drawing(drawing, marks, title=which) == snapshot


def test_help(
    capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert verbs.run_command(["graph", "--help"]) == 0
    assert capsys.readouterr().out == snapshot
