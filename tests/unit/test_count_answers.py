"""scripts/count_answers.py: every Task is counted, and none is silent."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATES = "arn:aws:states:::"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "count_answers", ROOT / "scripts" / "count_answers.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def definition(*resources: str) -> str:
    names = [f"S{n}" for n in range(len(resources))]
    states = {
        name: {"Type": "Task", "Resource": resource, **({"Next": after} if after else {"End": True})}
        for name, resource, after in zip(names, resources, [*names[1:], None], strict=True)
    }  # fmt: skip
    return json.dumps({"id": "d-1", "definition": {"StartAt": "S0", "States": states}})


def test_every_task_is_counted(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(
        definition(
            "${Charge.Arn}", f"{STATES}lambda:invoke", f"{STATES}sqs:sendMessage",
            f"{STATES}states:startExecution.sync:2", f"{STATES}aws-sdk:kendra:query", "docker://x",
            f"{STATES}sns:publsh", "arn:aws:states:us-east-1:123456789012:activity:a",
        )
    )  # fmt: skip
    assert script.main([str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[:8] == [
        "     8  Tasks, readers and writers",
        "     2  function",
        "     1  moto",
        "     1  emulator",
        "     1  worker",
        "     2  refused: no such resource",
        "     1  refused: nothing runs it",
        "",
    ]
    assert "does not have Query of kendra" in text
    assert "silent" not in text


def test_a_task_that_nobody_says_anything_of_is_told(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(definition(f"{STATES}sqs:sendMessage"))
    real = script.survey

    def silent(*arguments: object) -> list[object]:
        return [one._replace(told=None, needs=None) for one in real(*arguments)]

    monkeypatch.setattr(script, "survey", silent)
    assert script.main([str(path)]) == 1
    assert "     1  silent" in capsys.readouterr().out
