"""Laws of the checker over made-up definitions: it always answers, its places exist, and what it accepts can be read.

Definitions are made from the field table, then damaged: values of other types, fields of other objects, fields left out,
texts that are nearly right. 2,000 of them here, 100,000 in `make soak`.
"""

from __future__ import annotations

import json
import random
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from field_hosts import least, legal

from asl.check import aws_text, check, check_text
from asl.check.report import REPORTERS, Checked
from asl.model.fields import FIELDS, OWNERS, Language, rows
from asl.model.parse import parse_machine
from asl.source import read

JSON = Any
NAMES = ("A", "B", "C", "Inner", "a/b", "x~y", "", "N" * 81, "é", "\u2028")
ODD: tuple[JSON, ...] = (
    None, True, False, 0, -1, 1, 1.5, 10**30, "", "x", "$", "$.a", "$.a[", "$$.a", "$v", "$..a", "States.Format('{}', $.a)",
    "States.Nope()", "{% $states.input %}", "{% $states.result %}", "{% 1 + %}", "{% ", " %}", "{%%}", [], [1], ["E"], {},
    {"a": 1}, {"a.$": "$.a"}, {"a.$": 1, "a": 2}, ["States.ALL", "E"], "2030-01-31T12:00:00Z", "arn:aws:states:::sns:publish",
    "arn:aws:states:::nope:x", "\ud83d", "\x00", "%s %(a)s {0}",
)  # fmt: skip
FIELD_NAMES = (*sorted({row.name for row in FIELDS}), "Nxt", "type", "a.$", "/", "~")


class Maker:
    """Makes definitions from a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.is_gentle = (
            seed % 3 == 1
        )  # one state and little that is odd, so that some are accepted

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def odd(self) -> JSON:
        return deepcopy(self.rng.choice(ODD))

    def value(self, owner: str, language: Language, depth: int) -> JSON:
        """An object of an owner, mostly right."""
        value: dict[str, JSON] = dict(least(owner, language))
        for row in rows(owner, language).values():
            if not self.chance(0.04 if self.is_gentle else 0.15):
                continue
            if row.kind == "state":
                value[row.name] = self.rng.choice(NAMES)
            elif row.kind == "states" and depth < 3:
                value[row.name] = self.states(language, depth + 1)
            elif row.kind == "owner" and depth < 3:
                value[row.name] = self.value(row.of, language, depth + 1)
            elif row.kind == "owners" and depth < 3:
                entries = range(self.rng.randint(0, 3))
                value[row.name] = [self.value(row.of, language, depth + 1) for _ in entries]
            else:
                value[row.name] = (
                    self.odd() if self.chance(0.02 if self.is_gentle else 0.3) else legal(row)
                )
        return value

    def states(self, language: Language, depth: int) -> JSON:
        types = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")
        names = self.rng.sample(NAMES, 1 if self.is_gentle else self.rng.randint(1, 4))
        return {name: self.value(self.rng.choice(types), language, depth) for name in names}

    def definition(self) -> JSON:
        language: Language = self.rng.choice(("JSONPath", "JSONata"))
        value = self.value("Machine", language, 0)
        value["States"] = self.states(language, 0)
        value["StartAt"] = next(iter(value["States"]))
        if language == "JSONata":
            value["QueryLanguage"] = language
        while self.chance(0.05 if self.is_gentle else 0.6):
            self.damage(value)
        return value

    def damage(self, value: JSON) -> None:
        """Change one thing somewhere."""
        places: list[JSON] = []
        pending = [value]
        while pending:
            at = pending.pop()
            if isinstance(at, (dict, list)) and at:
                places.append(at)
                pending.extend(at.values() if isinstance(at, dict) else at)
        if not places:
            return
        at = self.rng.choice(places)
        if isinstance(at, list):
            at[self.rng.randrange(len(at))] = self.odd()
            return
        key = self.rng.choice(list(at))
        match self.rng.randrange(4):
            case 0:
                at[key] = self.odd()
            case 1:
                del at[key]
            case 2:
                at[self.rng.choice(FIELD_NAMES)] = self.odd()
            case _:
                at[self.rng.choice(FIELD_NAMES)] = deepcopy(at[key])


def exists(pointer: str, value: JSON) -> bool:
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
    return True


def laws_hold(seed: int) -> bool:
    """All laws for one definition; whether it was accepted."""
    definition = json.loads(json.dumps(Maker(seed).definition()))
    before = json.dumps(definition)
    type_: Any = "EXPRESS" if seed % 3 == 0 else "STANDARD"
    found = check(definition, type=type_)
    assert json.dumps(definition) == before
    assert found == check(definition, type=type_)
    machine = parse_machine(definition)
    is_accepted = not any(one.is_error for one in found)
    assert machine is not None or not is_accepted
    assert bool(aws_text(found)) is any(
        (one.rule.aws_severity or one.severity) == "error" for one in found if one.aws_code
    )
    for one in found:
        assert one.code.startswith("ASL1") or exists(one.pointer, definition), one
        assert one.message
        assert one.aws_pointer is None or one.aws_pointer.startswith("/")
    if seed % 20 == 0:
        source = read(before, name="x.asl.json")
        in_text = [Checked(source, check_text(before, type=type_))]
        assert all(report(in_text) or not in_text[0].found for report in REPORTERS.values())
    return is_accepted


@pytest.mark.parametrize("block", range(8))
def test_made_up_definitions(block: int) -> None:
    accepted = sum(laws_hold(seed) for seed in range(block * 250, block * 250 + 250))
    assert 0 < accepted < 250  # else the maker makes nothing worth checking


@pytest.mark.soak
def test_a_hundred_thousand_of_them() -> None:
    for seed in range(10_000, 110_000):
        laws_hold(seed)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_anything_at_all(value: JSON) -> None:
    for definition in (
        value,
        {"StartAt": value, "States": value},
        {"StartAt": "A", "States": {"A": value}},
    ):
        if not (isinstance(definition, str)):
            check(definition)
        parse_machine(definition)


def test_every_owner_is_made() -> None:
    for owner in OWNERS:
        for language in ("JSONPath", "JSONata"):
            assert isinstance(Maker(1).value(owner, language, 0), dict)
