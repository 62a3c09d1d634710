"""Every rule finds its bad example at the stated places, and nothing in its good one."""

from __future__ import annotations

import pytest
from check_examples import EXAMPLES, Example, definition_of, pointers_of

from asl.check import check
from asl.check.rules import RULES


def _id(example: Example) -> str:
    return f"{example.code} {RULES[example.code].name}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_bad_example(example: Example) -> None:
    found = check(definition_of(example, example.bad), type=example.type)
    ours = [one for one in found if one.code == example.code]
    assert tuple(one.pointer for one in ours) == pointers_of(example)
    if RULES[example.code].severity == "warning":
        assert [str(one) for one in found if one.is_error] == []
    else:
        assert all(one.is_error for one in ours)


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_good_example(example: Example) -> None:
    found = check(definition_of(example, example.good), type=example.type)
    assert [str(one) for one in found] == []


def test_every_rule_has_an_example() -> None:
    assert sorted(RULES) == sorted({example.code for example in EXAMPLES})


def test_rules_are_told_apart() -> None:
    names = [rule.name for rule in RULES.values()]
    assert len(set(names)) == len(names)
    assert all(rule.why.endswith(".") and rule.source for rule in RULES.values())
