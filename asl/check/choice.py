"""Choice rules in JSONPath: one comparison each, of one variable, combined by And, Or and Not.

That a rule of JSONata has a Condition, and what operands may be, the field table says.
"""

from __future__ import annotations

from typing import Final

from asl.check.diagnostic import Rule
from asl.check.plan import owner, plan
from asl.check.structure import MISSING_FIELD
from asl.check.walk import Raw, Walk
from asl.model.fields import COMBINATIONS, OPERATORS

_SPEC: Final = "ASL spec, Choice State"

NO_COMPARISON: Final = Rule(
    "ASL2601", "no-comparison", "A rule without a comparison tests nothing.", _SPEC
)
TWO_COMPARISONS: Final = Rule(
    "ASL2602", "several-comparisons", "A rule has one comparison; And combines several.", _SPEC
)
VARIABLE_UNUSED: Final = Rule(
    "ASL2603",
    "variable-without-comparison",
    "And, Or and Not hold rules with variables of their own.",
    _SPEC,
    "warning",
    None,
)
NO_DEFAULT: Final = Rule(
    "ASL2604",
    "choice-without-default",
    "When no rule is true and there is no Default, the execution fails with States.Runtime.",
    "ASL spec, Choice State; recorded histories",
    "warning",
    None,
)

_TESTS: Final = frozenset((*OPERATORS, *COMBINATIONS))
_COMBINATIONS: Final = frozenset(COMBINATIONS)


@owner("ChoiceRule", "Comparison")
def one_comparison(walk: Walk, raw: Raw) -> None:
    """A rule has exactly one operator, and a Variable for it if it is a comparison."""
    if walk.language == "JSONata":
        return
    tests = [key for key in raw if key in _TESTS]
    if len(tests) == 1:
        if tests[0] in _COMBINATIONS:
            if "Variable" in raw:
                walk.report(
                    VARIABLE_UNUSED,
                    walk.at("Variable"),
                    f'"Variable" has no part in "{tests[0]}"',
                    key=True,
                )
        elif "Variable" not in raw:
            walk.report(
                MISSING_FIELD,
                walk.pointer,
                f'"Variable" is missing: "{tests[0]}" compares nothing',
                aws="These fields are required: [Variable]",
            )
        return
    if tests:
        quoted = " and ".join(f'"{name}"' for name in tests)
        walk.report(
            TWO_COMPARISONS,
            walk.pointer,
            f"the rule has {len(tests)} comparisons: {quoted}",
            help='"And" combines rules of one comparison each',
        )
        return
    known = plan("ChoiceRule", "JSONPath").fields
    if all(key in known for key in raw):  # else the unknown field is meant, and reported
        walk.report(
            NO_COMPARISON,
            walk.pointer,
            "the rule has no comparison",
            help='write "Variable" and an operator such as "StringEquals"',
        )


@owner("Choice")
def has_a_way_out(walk: Walk, raw: Raw) -> None:
    """A Choice without Default fails when nothing is true, unless its last rule always is."""
    rules = raw.get("Choices")
    if "Default" in raw or rules.__class__ is not list or not rules:
        return
    last = rules[-1]
    if last.__class__ is dict and last.get("Condition") is True:
        return
    walk.report(
        NO_DEFAULT,
        walk.pointer,
        "if no rule is true the execution fails",
        help='add "Default"',
    )
