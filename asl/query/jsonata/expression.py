"""`{% … %}`: which strings are expressions, what is wrong with one, and what it reads.

For the checker and the editor: nothing here evaluates. Texts are given with their delimiters or bare; offsets count
characters from the beginning of the text as it was given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.jsonvalue import JSON

# JSONata's own white space; anything else beside an expression is a syntax error.
_SPACE: Final = " \t\r\n\v\f"

ReadTree: TypeAlias = "Literal[True] | Mapping[str, ReadTree]"
"""What is read of a value: True for all of it, else the fields and what is read of each."""


class Problem(NamedTuple):
    """Why an expression cannot be read, in JSONata's own words, as AWS shows them.

    position: characters to the token at fault. code: JSONata's, e.g. `S0202`; AWS leaves it out.
    """

    message: str
    position: int
    code: str


class Reads(NamedTuple):
    """What an expression reads from outside itself.

    states: the fields of `$states` it reads, in order of appearance; "" stands for `$states` as a whole.
    variables: names without the `$`, in order of appearance; not its own (`:=`, parameters), not functions.
    tree: the same with the fields below.
    reads_root: it names `$$`, which a state has not.
    functions: the functions it calls or names, without the `$`, as far as they are not its own.
    offsets: name → characters to its first mention; `$states.result` and variables alike, with the `$`.
    """

    states: tuple[str, ...]
    variables: tuple[str, ...]
    tree: Mapping[str, ReadTree]
    reads_root: bool
    functions: tuple[str, ...]
    offsets: Mapping[str, int]


def is_expression(value: JSON) -> bool:
    """Whether a JSONata state evaluates this value: a string that is wholly `{% … %}`.

    Recorded: with a space before `{%` it is plain text.
    """
    return isinstance(value, str) and len(value) > 3 and value[:2] == "{%" and value[-2:] == "%}"


def holds_expression(value: JSON) -> bool:
    """Whether a value is an expression or has one inside, at any depth. Keys are never expressions."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            if is_expression(item):
                return True
        elif isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return False


def text_of(value: str) -> str:
    """The expression between the delimiters, trimmed: what AWS prints in its messages."""
    return value[2:-2].strip(_SPACE)


def _bare(text: str) -> tuple[str, int]:
    """The trimmed expression and its offset in the text as given."""
    if not is_expression(text):
        return text, 0
    inner = text[2:-2]
    bare = inner.strip(_SPACE)
    return bare, 2 + (len(inner) - len(inner.lstrip(_SPACE)) if bare else 0)


def syntax_errors(text: str) -> list[Problem]:
    """What is wrong with an expression; [] when it can be read. JSONata stops at the first error."""
    from asl.query.jsonata.engine import syntax_error

    bare, offset = _bare(text)
    found = syntax_error(bare)
    if found is None:
        return []
    return [Problem(found.message, found.start + offset, found.code)]


def reads(text: str) -> Reads:
    """What an expression reads.

    Raises:
        ValueError: it has a syntax error; ask `syntax_errors` first.
    """
    from asl.query.jsonata.engine import program_of

    bare, offset = _bare(text)
    program = program_of(bare)
    if program.problem is not None:
        raise ValueError(program.problem.message)
    mentions = {name: at + offset for name, at in _mentions(bare).items()}
    tree = program.reads
    below = tree.get("states")
    states: tuple[str, ...] = ()
    if below is not None:
        fields = ("",) if below is True else tuple(below)
        states = tuple(
            sorted(fields, key=lambda field: _rank(mentions, f"$states.{field}", len(text)))
        )
    names = [name for name in tree if name != "states" and name not in program.functions]
    variables = tuple(sorted(names, key=lambda name: _rank(mentions, f"${name}", len(text))))
    root = "$$" in bare and _names_root(bare)
    return Reads(states, variables, tree, root, program.functions, mentions)


def _names_root(bare: str) -> bool:
    """Whether `$$` stands in an expression for the root, not in a text or a regular expression."""
    from asl.query.jsonata.engine import tree_of
    from asl.query.jsonata.syntax import walk

    tree = tree_of(bare)
    if tree is None:
        return "$$" in _mentions(bare)
    return any(node.kind == "variable" and node.value == "$" for node in walk(tree))


def _rank(mentions: Mapping[str, int], name: str, last: int) -> tuple[int, str]:
    return mentions.get(name, last), name


# Texts, comments and quoted names are stepped over, so that a `$` in them is none. A regular expression that holds a
# quote can hide a mention behind it: offsets are for showing places, not for deciding.
_TOKENS: Final = (
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\$states\s*\.\s*(\w+)|\$([\w$]*)"""
)
_pattern: re.Pattern[str] | None = None


def _mentions(text: str) -> dict[str, int]:
    """Names with the place of their first mention: `$states.result`, `$count`, `$$`."""
    global _pattern
    if _pattern is None:
        _pattern = re.compile(_TOKENS, re.DOTALL)
    found: dict[str, int] = {}
    for match in _pattern.finditer(text):
        if match[1] is not None:
            found.setdefault(f"$states.{match[1]}", match.start())
        elif match[2] is not None:
            found.setdefault(f"${match[2]}", match.start())
    return found
