"""Writes the pages that are made from tables: docs/rules (one page a rule), docs/reference/fields.md and test-files.md.

Beside them the pages that `reference_pages.py` makes from signatures and docstrings: docs/reference/pytest.md and python.md.

    python scripts/make_pages.py            write them
    python scripts/make_pages.py --check    exit 1 if one is out of date

A rule's page is its row (`asl.check.rules`, `asl.source.KINDS`) with the examples that the tests check
(tests/unit/check_examples.py). The fields are those of `asl.model.fields`, the words of test files those of
`asl.testing.cases.grammar`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit"), str(ROOT / "scripts")]

import reference_pages  # noqa: E402
from check_examples import EXAMPLES, Example, definition_of  # noqa: E402

from asl.check import check  # noqa: E402
from asl.check.diagnostic import Diagnostic, Rule  # noqa: E402
from asl.check.reading import rule_of  # noqa: E402
from asl.check.rules import RULES  # noqa: E402
from asl.check.structure import OWNER_WORDS  # noqa: E402
from asl.model.fields import OWNERS, STATE_TYPES, Field, choices, rows  # noqa: E402
from asl.source import KINDS  # noqa: E402
from asl.testing.cases import grammar  # noqa: E402

GROUPS = (
    ("ASL10", "Reading", "What a text must be before anybody asks what it says."),
    ("ASL20", "Structure", "Which fields stand where, and what their values may be."),
    ("ASL21", "Transitions", "Who may follow whom, and where it ends."),
    ("ASL22", "JSONPath", "Paths, reference paths, payload templates and intrinsic functions."),
    ("ASL23", "JSONata", "Expressions, their delimiters and `$states`."),
    ("ASL24", "Variables", "Names and scopes of what Assign sets."),
    ("ASL25", "Retry and Catch", "Names of errors, order and numbers."),
    ("ASL26", "Choice", "Comparisons."),
    ("ASL27", "Map", "Inline and distributed."),
    ("ASL28", "Tasks", "Resources, Express and timeouts."),
    ("ASL29", "Doubts of the service", "Warnings that ValidateStateMachineDefinition gives too."),
)

KINDS_OF_WORDS = grammar.KINDS
_OWN = {name: word for name, word in grammar.TEST.items() if name not in grammar.SETTINGS}
TEST_FILES = (
    (
        "The file",
        "Beside these, all of [what a test is run with](#what-a-test-is-run-with): the file says it for all its tests.",
        {name: word for name, word in grammar.TOP.items() if name not in grammar.SETTINGS},
    ),
    ("A test", "Beside these, all of what a test is run with.", _OWN),
    (
        "A row of each",
        "Beside the name, all that a test has but `each`: what the row says wins over the test's.",
        {"name": grammar.ROW["name"]},
    ),
    (
        "What a test is run with",
        "In the file, a test or a row of `each`; the nearest wins. `defines`, `lambdas`, `buckets`, `variables` and `expect` are put"
        " together member by member; mocks answer from near to far.",
        grammar.SETTINGS,
    ),
    (
        "expect",
        "What must be so. All of it is judged, and all that is wrong is told.",
        grammar.EXPECT,
    ),
    (
        "A state under states",
        "One visit of a state. Where it is entered several times, `visit` says which, or a list has them all.",
        grammar.VISIT,
    ),
    ("A step", "One word a step.", grammar.STEPS),
    ("succeed", "Exactly one of `token_of` and `activity`.", grammar.SUCCEEDED),
    ("fail", "The same, with an error.", grammar.FAILED),
    ("heartbeat", "The same, with nothing more.", grammar.ANSWERED),
    ("stop", "Both may be left out.", grammar.STOPPED),
)


def every_rule() -> dict[str, Rule]:
    """All rules by code, the reader's first."""
    return {**{code: rule_of(kind) for code, kind in sorted(KINDS.items())}, **RULES}


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page with its text."""
    rules = every_rule()
    yield ROOT / "docs" / "rules" / "README.md", index(rules)
    for rule in rules.values():
        yield ROOT / "docs" / "rules" / f"{rule.code}.md", rule_page(rule)
    yield ROOT / "docs" / "reference" / "fields.md", fields_page()
    yield ROOT / "docs" / "reference" / "test-files.md", test_files_page()
    yield ROOT / "docs" / "reference" / "pytest.md", reference_pages.pytest_page()
    yield ROOT / "docs" / "reference" / "python.md", reference_pages.python_page()


def test_files_page() -> str:
    lines = [
        "# Test files",
        "",
        "Every word of the files that `asl test` runs. How to write them is in [test without Python](../howto/test-without-python.md);",
        "editors complete and check them with the JSON Schema `asl/testing/cases/test-file.schema.json`. Paths start at the folder of",
        "the test file. Made by `scripts/make_pages.py` from the table that the reader and the schema are made of.",
        "",
    ]
    for title_, about, words in TEST_FILES:
        lines += [
            f"## {title_}",
            "",
            about,
            "",
            "| word | value | what it means |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{name}` | {cell(KINDS_OF_WORDS[word.kind].says)} | {cell(word.doc)} |"
            for name, word in words.items()
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def index(rules: dict[str, Rule]) -> str:
    lines = [
        "# Rules",
        "",
        "What `asl validate` looks for. A code is never used for another rule. Errors are what the service refuses;",
        "warnings never make a definition invalid. Made by `scripts/make_pages.py`.",
        "",
    ]
    for prefix, title, about in GROUPS:
        lines += [f"## {title}", "", about, "", "| code | name | | why |", "|---|---|---|---|"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {cell(rule.why)} |"
            for rule in rules.values()
            if rule.code.startswith(prefix)
        ]
        lines.append("")
    return "\n".join(lines)


def rule_page(rule: Rule) -> str:
    lines = [f"# {rule.code}: {rule.name}", "", rule.why, ""]
    lines += [f"- Severity: {rule.severity}"]
    if rule.aws_code:
        lines.append(f"- The service's code: `{rule.aws_code}`")
    lines += [f"- Source: {rule.source}", ""]
    for example in EXAMPLES:
        if example.code == rule.code:
            lines += example_lines(example)
    return "\n".join(lines).rstrip() + "\n"


def example_lines(example: Example) -> list[str]:
    found = check(definition_of(example, example.bad), type=example.type)  # type: ignore[arg-type]  # a type's name
    type_ = " in an Express state machine" if example.type == "EXPRESS" else ""
    around = " in a JSONata machine" if example.language == "JSONata" else ""
    lines = [f"Found{type_}{around}:", "", *block(example.bad), ""]
    for one in found:
        if one.code == example.code:
            lines += said(one, is_state=isinstance(example.bad, dict) and "Type" in example.bad)
    return [*lines, "", "Right:", "", *block(example.good), ""]


def said(one: Diagnostic, *, is_state: bool) -> Iterator[str]:
    place = one.pointer.removeprefix("/States/S") if is_state else one.pointer
    yield f"- at `{short(place) or '/'}`: {prose(one.message)}" + (
        f"; {prose(one.help)}" if one.help else ""
    )
    if one.aws_message:
        yield f"  - the service: `{one.aws_message.strip()}`"


def block(value: object) -> list[str]:
    if isinstance(value, str):
        return ["```json", value, "```"]
    text = json.dumps(value, indent=2, ensure_ascii=False)
    if len(text) > 4_000:
        return ["```", "(a definition of some length, nested as deep as the message says)", "```"]
    return ["```json", text, "```"]


def short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:60]}…{text[-50:]}"


def prose(text: str) -> str:
    """A message as running text of a page: quoted parts as code, so that no character of theirs is markup."""
    return f"`` {short(text)} ``"


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def fields_page() -> str:
    lines = [
        "# Fields",
        "",
        "Every field of the language: where it stands, in which query languages, and what its value may be. Made by",
        "`scripts/make_pages.py` from the table that the checker and the JSON Schema read.",
        "",
    ]
    for owner in (
        *("Machine",),
        *STATE_TYPES,
        *(name for name in OWNERS if name not in STATE_TYPES),
    ):
        if owner == "Machine" and f"## {title(owner)}" in lines:
            continue
        lines += [f"## {title(owner)}", "", *owner_table(owner), ""]
    return "\n".join(lines)


def title(owner: str) -> str:
    words = OWNER_WORDS[owner].removeprefix("a ").removeprefix("an ")
    return words[0].upper() + words[1:]


def owner_table(owner: str) -> Iterator[str]:
    yield "| field | language | value | |"
    yield "|---|---|---|---|"
    known = {language: rows(owner, language) for language in ("JSONPath", "JSONata")}
    seen: set[Field] = set()
    for table in known.values():
        for row in table.values():
            if row not in seen:
                seen.add(row)
                both = len(row.languages) == 2
                star = "\\*" if row.required else ""
                yield (
                    f"| {row.name}{star} | {'' if both else row.languages[0]} | {cell(value_of(row, owner))} | {cell(row.doc)} |"
                )
    groups = [group for language in known for group in choices(owner, language)]
    for names in dict.fromkeys(group.names for group in groups):
        must = any(group.required for group in groups if group.names == names)
        yield ""
        yield f"{'Exactly' if must else 'At most'} one of {', '.join(names)}."


_VALUES = {
    "text": "text", "boolean": "true or false", "end": "true", "whole": "whole number", "number": "number",
    "texts": "array of text", "state": "name of a state", "path": "path", "reference": "reference path",
    "target": "reference path into the input", "value": "path or intrinsic call",
    "text_path": "path, or intrinsic call that gives text", "template": "payload template",
    "payload": "payload template, any JSON", "literal": "any JSON", "json": "any JSON", "items": "array or object",
    "object": "object", "variables": "object: names and values", "condition": "true or false",
    "timestamp": "RFC 3339 timestamp", "resource": "ARN", "label": "text", "states": "object: names and states",
}  # fmt: skip


def value_of(row: Field, owner: str) -> str:
    if row.name == "Type":
        return f"`{owner}`"
    if row.kind in ("enum", "language"):
        text = " or ".join(f"`{word}`" for word in row.values)
    elif row.kind in ("owner", "owners"):
        anchor = title(row.of).lower().replace(" ", "-")
        text = f"{'array of ' if row.kind == 'owners' else ''}[{title(row.of).lower() if row.kind == 'owners' else title(row.of)}](#{anchor})"
    else:
        text = _VALUES[row.kind]
    if row.nullable:
        text += " or null"
    if row.expression:
        text += ", or `{% … %}` in JSONata"
    bounds = [f"{bound:,.0f}" if bound is not None else "" for bound in (row.low, row.high)]
    if any(bounds) and row.kind in ("whole", "number"):
        text += f", {bounds[0]} to {bounds[1]}" if all(bounds) else f", from {bounds[0]}"
    elif row.high is not None:
        text += f", at most {bounds[1]} characters"
    if row.default is not None:
        text += f"; default `{row.default}`"
    return text


def main() -> int:
    stale = []
    wanted = dict(pages())
    for folder in ("rules",):
        for path in sorted((ROOT / "docs" / folder).glob("*.md")):
            if path not in wanted:
                stale.append(path)
                if "--check" not in sys.argv[1:]:
                    path.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(path)
            if "--check" not in sys.argv[1:]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if "--check" not in sys.argv[1:]:
        return 0
    sys.stderr.writelines(f"out of date: {path}\n" for path in stale)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
