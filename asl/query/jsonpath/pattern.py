"""The patterns of `=~`: Java's regular expressions on Python's engine, which has no limit and holds the interpreter.

So a pattern that can explode is refused when it is read: a repetition of something that is itself repeated or has
alternatives that can begin alike, a back-reference, a look-around. What is left costs at most the text's length to the
power of its unbounded repetitions, doubled by each optional part; that bound is charged to the evaluation. The commonest
shape, texts with `.*` between them, is made linear: where each text has one length, its first place is always right.
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
_STEPS_A_VISIT: Final = (
    8  # 256 steps of the regex engine (1 to 2 ns each) cost what a visited value does
)
_QUANTIFIER: Final = re.compile(r"[*+?]|\{\d+(?:,\d*)?\}")
_INLINE_FLAGS: Final = re.compile(r"\(\?([dixmsuU]+)\)")
_SET_OPERATIONS: Final = ("[", "&&", "--", "~~", "||")  # inside a class: Java and Python differ


class Pattern(NamedTuple):
    """A pattern that is safe to run: whole-text matching, and what it may cost."""

    expression: re.Pattern[str]
    unbounded: int
    optional: int

    def cost(self, length: int) -> int:
        """Visited values that matching a text of this length may be worth, at worst."""
        steps: int = (length + 1) ** self.unbounded << self.optional
        return 1 + (steps >> _STEPS_A_VISIT)


def compile_pattern(text: str, flags: str, position: int) -> Pattern:
    """The pattern between the slashes.

    Raises:
        PathSyntaxError: not a regular expression that can be used here, or one that can take unlimited time.
    """
    inline = _INLINE_FLAGS.match(text)
    if inline:
        flags, text, position = (
            flags + inline.group(1),
            text[inline.end() :],
            position + inline.end(),
        )
    bits = re.ASCII
    for letter in flags:
        bits |= FLAGS[letter]
    if any(letter in _UNICODE for letter in flags):
        bits &= ~re.ASCII
    survey = _Survey(text, bool(bits & re.IGNORECASE), position)
    unbounded = survey.unbounded
    if survey.pieces is not None and not bits & re.VERBOSE:
        text, unbounded = _linear(survey.pieces), min(unbounded, 1)
    try:
        expression = re.compile(text, bits)
    except (re.error, OverflowError, RecursionError) as e:
        raise PathSyntaxError(f"the pattern cannot be used: {e}", position) from None
    return Pattern(expression, unbounded, survey.optional)


def _linear(pieces: list[str]) -> str:
    """Pieces with `.*` between them, each but the last fixed where it is first found."""
    if len(pieces) < 3:
        return ".*".join(pieces)
    first, *inner, last = pieces
    return first + "".join(f"(?>.*?{piece})" for piece in inner) + ".*" + last


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


class _Survey:
    """One reading of a pattern: its repetitions, and its pieces if it is nothing but fixed texts and `.*`."""

    def __init__(self, text: str, ignore_case: bool, position: int) -> None:
        self.text = text
        self.ignore_case = ignore_case
        self.position = position
        self.unbounded = 0
        self.optional = 0
        self.pieces: list[str] | None = [""]
        self._groups = [_Group()]
        at = 0
        while at < len(text):
            at = self._atom(at)
        if self.unbounded > _MAX_UNBOUNDED or self.optional > _MAX_OPTIONAL:
            raise PathSyntaxError("the pattern has too many repetitions", position)

    def _error(self, message: str, at: int) -> PathSyntaxError:
        return PathSyntaxError(message, self.position + at)

    def _atom(self, start: int) -> int:
        """Read one atom with its quantifier; where the next begins."""
        c = self.text[start]
        closed: _Group | None = None
        end = self._atom_end(start)
        if c == "(":
            self._open(start)
            return start + (3 if self.text.startswith("(?:", start) else 1)
        if c == ")" and len(self._groups) > 1:
            closed = self._groups.pop()
            self._groups[-1].varies |= closed.varies or len(closed.alternatives) > 1
        elif c == "|":
            self._groups[-1].begins("")
            self._groups[-1].at_start = True
            self.pieces = None
        else:
            self._groups[-1].begins(self.text[start:end])
        quantifier = _QUANTIFIER.match(self.text, end)
        if quantifier is None:
            self._piece(self.text[start:end], "")
            return end
        return self._quantify(start, end, quantifier, closed)

    def _open(self, start: int) -> None:
        self._groups[-1].begins("(")
        if self.text.startswith("(?", start) and not self.text.startswith("(?:", start):
            raise self._error("only (…) and (?:…) groups are supported", start)
        self._groups.append(_Group())
        self.pieces = None

    def _quantify(
        self, start: int, end: int, quantifier: re.Match[str], closed: _Group | None
    ) -> int:
        mark, after = quantifier.group(), quantifier.end()
        if closed is not None and mark != "?" and closed.is_ambiguous(self.ignore_case):
            raise self._error(
                "the pattern repeats something that is itself repeated or has like alternatives;"
                " it could take for ever",
                end,
            )
        exact = mark[-1] == "}" and "," not in mark
        if mark in ("*", "+") or mark.endswith(",}"):
            self.unbounded += 1
        elif not exact:
            self.optional += 1
        self._groups[-1].varies |= not exact
        following = self.text[after : after + 1]
        if following == "+":
            self.pieces = None  # possessive
        self._piece(self.text[start:end], mark)
        return after + (following in ("?", "+") and following != "")

    def _piece(self, atom: str, mark: str) -> None:
        if self.pieces is None:
            return
        if atom == "." and mark in ("*", "+"):
            self.pieces[-1] += "" if mark == "*" else "."
            self.pieces.append("")
        elif mark == "" or (mark[-1] == "}" and "," not in mark):
            self.pieces[-1] += atom + mark
        else:
            self.pieces = None

    def _atom_end(self, at: int) -> int:
        """Where the atom that begins here ends: a character, an escape or a class."""
        if self.text[at] == "\\":
            following = self.text[at + 1 : at + 2]
            if following.isdigit() or following == "k":
                raise self._error("back-references are not supported", at)
            return at + 2
        return self._class_end(at) if self.text[at] == "[" else at + 1

    def _class_end(self, at: int) -> int:
        end = at + 1
        if self.text[end : end + 1] == "^":
            end += 1
        if self.text[end : end + 1] == "]":
            end += 1
        while end < len(self.text) and self.text[end] != "]":
            if self.text.startswith(_SET_OPERATIONS, end):
                raise self._error("classes inside classes are not supported", end)
            end += 2 if self.text[end] == "\\" else 1
        return end + 1
