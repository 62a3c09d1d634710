"""The patterns of `=~`: Java's regular expressions on Python's engine, which has no limit and holds the interpreter.

So a pattern that can explode is refused when it is read: a repetition of something that is itself repeated or has
alternatives that can begin alike, a back-reference, a look-around. What is left costs at most the text's length to the
power of its unbounded repetitions, doubled by each optional part; that bound is charged to the evaluation.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from asl.query.jsonpath.terms import PathSyntaxError

# Java's letters: d (line ends) and u (case folding beyond ASCII) change nothing that matters to a whole-text match.
FLAGS: Final = {
    "d": 0, "i": re.IGNORECASE, "x": re.VERBOSE, "m": re.MULTILINE, "s": re.DOTALL, "u": 0, "U": 0,
}  # fmt: skip
_UNICODE: Final = "uU"  # without them Java's \d, \w, \s and case folding know ASCII only
_MAX_UNBOUNDED: Final = 8
_MAX_OPTIONAL: Final = 12
_QUANTIFIER: Final = re.compile(r"[*+?]|\{\d+(?:,\d*)?\}")
_CHEAP: Final = 5  # some thirty steps of the regex engine cost what one visited value does


class Pattern(NamedTuple):
    """A pattern that is safe to run: whole-text matching, and what it may cost."""

    expression: re.Pattern[str]
    unbounded: int
    optional: int

    def cost(self, length: int) -> int:
        """Visited values that matching a text of this length may be worth, at worst."""
        steps: int = (length + 1) ** self.unbounded << self.optional
        return 1 + (steps >> _CHEAP)


class _Group:
    """What is known of a group while its text is read."""

    __slots__ = ("alternatives", "at_start", "varies")

    def __init__(self) -> None:
        self.varies = False  # something inside can match in more than one length
        self.alternatives: list[str] = []  # how each begins; "" where that is not a plain character
        self.at_start = True

    def begins(self, atom: str) -> None:
        if self.at_start:
            self.alternatives.append(atom if atom.isalnum() else "")
            self.at_start = False

    def is_ambiguous(self, ignore_case: bool) -> bool:
        if len(self.alternatives) < 2:
            return self.varies
        starts = [a.lower() if ignore_case else a for a in self.alternatives]
        return self.varies or "" in starts or len(set(starts)) < len(starts)


def compile_pattern(text: str, flags: str, position: int) -> Pattern:
    """The pattern between the slashes.

    Raises:
        PathSyntaxError: not a regular expression, or one that can take unlimited time.
    """
    bits = re.ASCII
    for letter in flags:
        bits |= FLAGS[letter]
    if any(letter in _UNICODE for letter in flags):
        bits &= ~re.ASCII
    unbounded, optional = _ambiguity(text, bool(bits & re.IGNORECASE), position)
    try:
        expression = re.compile(text, bits)
    except (re.error, OverflowError, RecursionError) as e:
        raise PathSyntaxError(f"the pattern is not a regular expression: {e}", position) from None
    return Pattern(expression, unbounded, optional)


def _ambiguity(text: str, ignore_case: bool, position: int) -> tuple[int, int]:
    """How many unbounded and how many optional parts the pattern has."""
    groups, unbounded, optional, at = [_Group()], 0, 0, 0
    closed: _Group | None = None  # the group that ended just before `at`
    while at < len(text):
        c = text[at]
        quantifier = _QUANTIFIER.match(text, at)
        if quantifier:
            if closed is not None and c != "?" and closed.is_ambiguous(ignore_case):
                raise PathSyntaxError(
                    "the pattern repeats something that is itself repeated or has like alternatives;"
                    " it could take for ever",
                    position + at,
                )
            mark = quantifier.group()
            if mark in ("*", "+") or mark.endswith(",}"):
                unbounded += 1
            elif mark == "?" or "," in mark:
                optional += 1
            if mark[-1] != "}" or "," in mark:
                groups[-1].varies = True
            at, closed = quantifier.end(), None
            if text[at : at + 1] in ("?", "+"):  # lazy and possessive
                at += 1
            continue
        start, at, closed = at, _atom_end(text, at, position), None
        if c == "(":
            groups[-1].begins("(")
            if text.startswith("(?", start) and not text.startswith("(?:", start):
                raise PathSyntaxError("only (…) and (?:…) groups are supported", position + start)
            groups.append(_Group())
            at = start + (3 if text.startswith("(?:", start) else 1)
        elif c == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1].varies |= closed.varies or len(closed.alternatives) > 1
        elif c == "|":
            groups[-1].begins("")
            groups[-1].at_start = True
        else:
            groups[-1].begins(text[start:at])
    if unbounded > _MAX_UNBOUNDED or optional > _MAX_OPTIONAL:
        raise PathSyntaxError("the pattern has too many repetitions", position)
    return unbounded, optional


def _atom_end(text: str, at: int, position: int) -> int:
    """Where the atom that begins here ends: a character, an escape or a class."""
    if text[at] == "\\":
        following = text[at + 1 : at + 2]
        if following.isdigit() or following == "k":
            raise PathSyntaxError("back-references are not supported", position + at)
        return at + 2
    if text[at] == "[":
        end = at + 1
        if text[end : end + 1] == "^":
            end += 1
        if text[end : end + 1] == "]":
            end += 1
        while end < len(text) and text[end] != "]":
            end += 2 if text[end] == "\\" else 1
        return end + 1
    return at + 1
