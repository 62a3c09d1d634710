"""Every rule finds its bad example at the stated places, and nothing in its good one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from check_examples import EXAMPLES, Example, definition_of, pointers_of

from asl.check import check
from asl.check.reading import rule_of
from asl.check.rules import RULES
from asl.source import KINDS

READING = {code: rule_of(kind) for code, kind in KINDS.items()}
EVERY = {**READING, **RULES}


def _id(example: Example) -> str:
    return f"{example.code} {EVERY[example.code].name}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_bad_example(example: Example) -> None:
    found = check(definition_of(example, example.bad), type=example.type)
    ours = [one for one in found if one.code == example.code]
    assert tuple(one.pointer for one in ours) == pointers_of(example)
    if EVERY[example.code].severity == "warning":
        assert [str(one) for one in found if one.is_error] == []
    else:
        assert all(one.is_error for one in ours)


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_good_example(example: Example) -> None:
    found = check(definition_of(example, example.good), type=example.type)
    assert [str(one) for one in found] == []


def test_every_rule_has_an_example() -> None:
    assert not RULES.keys() - {example.code for example in EXAMPLES}
    assert not {example.code for example in EXAMPLES} - EVERY.keys()


def test_rules_are_told_apart() -> None:
    names = [rule.name for rule in EVERY.values()]
    assert len(set(names)) == len(names)
    assert not READING.keys() & RULES.keys()
    assert all(rule.why.endswith((".", ").")) and rule.source for rule in EVERY.values())


def test_the_pages_are_up_to_date() -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, str(root / "scripts" / "make_pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
