"""The short form of mock files, one table at a time: what stands for an answer, read strictly.

    Charge: {id: 7}                                          # a value: the task's result
    Refund: {throw: Lambda.TooManyRequestsException, cause: Rate Exceeded.}
    Poll:                                                    # a list of answers: one for each call
      - {return: {state: RUNNING}, times: 3}
      - {return: {state: DONE}, after: 30, times: always}    # 30 s later, on the execution's clock
    Ship:                                                    # with when, index or attempt: the first that fits
      - {when: {country: CH}, return: {carrier: post}}
      - {index: 2, attempt: 0, throw: Carrier.Busy}
      - {return: {carrier: other}}
    Approve: {never: true}                                   # no answer comes: the task's timeout decides

`WORDS` is the grammar: the published schema (`mock_schema`) is made of it too. An object is an answer when return, throw
(or raise), sequence or never is in it; every other object is the value itself. A list is one of answers when any of its
entries is; `{return: …}` says any value plainly.

What was said of values and errors is kept beside the table (`Told`), for the check against the services' models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from asl.hosts.answers import Answer, Failed, Returned, Submitted
from asl.hosts.mock_document import Finding
from asl.hosts.mock_match import Selector
from asl.hosts.mock_values import Delayed, Rule, Rules, after, never, returns, sequence
from asl.jsonvalue import ABSENT, JSON, kind
from asl.source.position import escape

STAGES: Final = ("schedule", "start", "submit", "run")
CHECKS: Final = ("strict", "present", "none")
MAX_TIMES: Final = 100_000
ALWAYS: Final = "always"

VERBS: Final = ("return", "throw", "raise", "sequence", "never")


class Word(NamedTuple):
    """A word of an answer. beside: the verbs it goes with. schema: what its value may be, as JSON Schema."""

    doc: str
    schema: JSON
    beside: tuple[str, ...] = ()


_ONE: Final = ("return", "throw", "raise", "never")
_COUNT: Final = {"type": "integer", "minimum": 0}
WORDS: Final[Mapping[str, Word]] = {
    "return": Word("The task succeeds with this value.", True),
    "throw": Word(
        "The task fails with this error: what Retry and Catch match.",
        {"type": "string", "minLength": 1},
    ),
    "raise": Word("The same as throw.", {"type": "string", "minLength": 1}),
    "sequence": Word(
        "One answer for each call, values as they are.", {"type": "array", "minItems": 1}
    ),
    "never": Word("No answer comes: the task's timeout decides.", {"const": True}),
    "cause": Word("The error's cause.", {"type": ["string", "null"]}, ("throw", "raise")),
    "stage": Word(
        "How far the call had come: a job that could not be submitted fails at submit.",
        {"enum": list(STAGES)},
        ("throw", "raise"),
    ),
    "submitted": Word(
        "A job's or callback's answer to the call itself, before the waiting.",
        True,
        ("return", "throw", "raise"),
    ),
    "after": Word(
        "Seconds until the answer comes, on the execution's clock.",
        {"type": "number", "minimum": 0},
        ("return", "throw", "raise"),
    ),
    "times": Word(
        "In a list: how many calls this entry answers.",
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAX_TIMES}, {"const": ALWAYS}]},
        _ONE,
    ),
    "when": Word("Only calls whose arguments have at least this.", True, _ONE),
    "index": Word(
        "Only this iteration of the innermost Map, from 0, or these.",
        {"anyOf": [_COUNT, {"type": "array", "items": _COUNT, "minItems": 1}]},
        _ONE,
    ),
    "attempt": Word(
        "Only this try of a visit: 0 is the first, 1 its first retry; or these.",
        {"anyOf": [_COUNT, {"type": "array", "items": _COUNT, "minItems": 1}]},
        _ONE,
    ),
    "check": Word(
        "How the answer is held to the service's model: strict wants required members too, none lets all pass.",
        {"enum": list(CHECKS)},
        ("return", "throw", "raise", "sequence"),
    ),
    "repeat_last": Word("The last answer goes on.", {"type": "boolean"}, ("sequence",)),
}
SELECTORS: Final = ("when", "index", "attempt")
_LOCAL_WORDS: Final = {"Return": "return", "Throw": "throw"}


class Told(NamedTuple):
    """One answer that a file gives, and where: pointer leads to its value, or to the error's name."""

    answer: Returned | Failed
    pointer: str
    check: str | None


class Table:
    """A table of answers as it was read.

    Attributes:
        answers: for `Mocks`.
        told: by key, what its answers say.
        at: where the table is in the file, as a pointer.
        found: what is wrong with it.
    """

    def __init__(self, value: JSON, at: str = "") -> None:
        self.at = at
        self.found: list[Finding] = []
        self.answers: dict[str, object] = {}
        self.told: dict[str, list[Told]] = {}
        if not isinstance(value, dict):
            self._error(
                f"a table of mocks is an object, state → answer, and this is {_a(value)}", at
            )
            return
        for key, said in value.items():
            self._key = self.told[key] = []
            self.answers[key] = self._answer(said, f"{at}/{escape(key)}")

    # ---------------------------------------------------------------- what stands for an answer

    def _answer(self, said: JSON, at: str) -> object:
        if isinstance(said, list) and any(verb_of(entry) for entry in said):
            return self._list(said, at)
        verb = verb_of(said)
        if verb is None:
            return self._value(said, at)
        self._words(said, verb, at)
        if verb == "sequence":
            return self._sequence(said, at)
        if "times" in said:
            self._error('"times" counts inside a list', f"{at}/times", key=True)
        answer = self._one(verb, said, at)
        selector = self._selector(said, at)
        return answer if selector == Selector() else Rules((Rule(selector, answer),))

    def _value(self, said: JSON, at: str) -> object:
        """A value as it is."""
        if isinstance(said, dict) and said and set(said) <= set(_LOCAL_WORDS):
            word = next(iter(said))
            self._error(
                f'"{word}" is Step Functions Local\'s word',
                f"{at}/{word}",
                f'write "{_LOCAL_WORDS[word]}", or {{return: {{{word}: …}}}} to mean the value',
                key=True,
            )
        elif isinstance(said, dict):
            words = [key for key in said if key in WORDS]
            if set(said) <= set(WORDS) and (len(words) > 1 or words in (["when"], ["repeat_last"])):
                self._error(
                    f'"{words[0]}" says nothing without {_or(VERBS[:2])}',
                    f"{at}/{words[0]}",
                    "add one; or write {return: …} around it to mean the value",
                    key=True,
                )
        self._key.append(Told(Returned(said), at, None))
        return said

    def _words(self, said: dict[str, JSON], verb: str, at: str) -> None:
        """Every word of an answer is known, and goes with its verb."""
        for key in said:
            word = WORDS.get(key)
            if key == verb or (word and verb in word.beside):
                continue
            here = f"{at}/{escape(key)}"
            plain = f"to mean the value, write {{return: {{{verb}: …}}}}"
            if word is None:
                from asl.check.diagnostic import nearest

                close = nearest(key, [name for name, w in WORDS.items() if verb in w.beside])
                what = f'"{key}" is no word of an answer'
                self._error(
                    what, here, f'did you mean "{close}"? {plain}' if close else plain, key=True
                )
            elif key in VERBS:
                self._error(f'an answer has either "{verb}" or "{key}"', here, key=True)
            else:
                self._error(f'"{key}" does not go with "{verb}"', here, plain, key=True)

    # ---------------------------------------------------------------- lists

    def _list(self, said: list[JSON], at: str) -> object:
        """Answers in a list: in turn, or by what is called if any entry says which calls it is for."""
        rules: list[Rule] = []
        chooses = any(
            word in entry for entry in said if isinstance(entry, dict) for word in SELECTORS
        )
        ends_at: int | None = None
        for n, entry in enumerate(said):
            here = f"{at}/{n}"
            verb = verb_of(entry)
            if verb is None or verb == "sequence":
                what = "a sequence" if verb else _a(entry)
                self._error(
                    f"this entry is {what}, and others of the list are answers",
                    here,
                    "write its answers out" if verb else "write {return: …} around the value",
                )
                continue
            if ends_at is not None:
                self._error(
                    "no call gets here: the entry before answers all of them",
                    here,
                    f"say how often that one is given (times) at {at}/{ends_at}",
                )
                break
            self._words(entry, verb, here)
            selector = self._selector(entry, here)
            times = self._times(entry, here, None if chooses else 1)
            if times is None and selector == Selector():
                ends_at = n
            rules.append(Rule(selector, self._one(verb, entry, here), times))
        if chooses:
            return Rules(tuple(rules))
        answers = [rule.answer for rule in rules for _ in range(rule.times or 1)]
        if not answers:  # its faults are noted
            return None
        return sequence(*answers, repeat_last=rules[-1].times is None)

    def _sequence(self, said: dict[str, JSON], at: str) -> object:
        steps, last = said["sequence"], said.get("repeat_last", False)
        if not isinstance(steps, list) or not steps:
            self._error("a sequence is a list of answers", f"{at}/sequence")
            return None
        if not isinstance(last, bool):
            self._error("repeat_last is true or false", f"{at}/repeat_last")
        check = self._check(said, at)
        first = len(self._key)
        answers: list[object] = []
        for n, step in enumerate(steps):
            here = f"{at}/sequence/{n}"
            verb = verb_of(step)
            if verb is None:
                answers.append(self._value(step, here))
                continue
            if verb == "sequence":
                self._error("a sequence inside a sequence", here, "write its answers out")
                continue
            self._words(step, verb, here)
            for word in SELECTORS:
                if word in step:
                    self._error(
                        f'"{word}" chooses between answers, and a sequence gives them in turn',
                        f"{here}/{word}",
                        "write the list without sequence",
                        key=True,
                    )
            times = self._times(step, here, 1)
            if times is None:
                self._error(
                    "in a sequence, the last answer goes on by repeat_last: true", f"{here}/times"
                )
            answers += [self._one(verb, step, here)] * (times or 1)
        self._key[first:] = [t._replace(check=t.check or check) for t in self._key[first:]]
        return sequence(*answers, repeat_last=last is True) if answers else None

    # ---------------------------------------------------------------- words

    def _one(self, verb: str, said: dict[str, JSON], at: str) -> object:
        answer: Answer
        check = self._check(said, at)
        if verb == "return":
            answer = returns(said["return"])
            self._key.append(Told(answer, f"{at}/return", check))
        elif verb == "never":
            if said["never"] is not True:
                self._error("never is true, or is left out", f"{at}/never")
            return never()
        else:
            answer = self._failure(verb, said, at)
            self._key.append(Told(answer, f"{at}/{verb}", check))
        seconds = said.get("after", 0)
        if not _is_number(seconds) or not 0 <= seconds < float("inf"):
            self._error("after is a number of seconds, 0 or more", f"{at}/after")
            seconds = 0
        delayed: Delayed | Answer = after(seconds, answer) if "after" in said else answer
        if "submitted" not in said:
            return delayed
        from asl.hosts.answers import After

        return Submitted(said["submitted"], After(seconds, answer) if "after" in said else answer)

    def _failure(self, verb: str, said: dict[str, JSON], at: str) -> Failed:
        error, cause, stage = said[verb], said.get("cause"), said.get("stage", "run")
        if not isinstance(error, str) or not error:
            self._error("an error's name is text", f"{at}/{verb}")
            error = None
        if not isinstance(cause, (str, type(None))):
            self._error("a cause is text", f"{at}/cause", "JSON in it is written as text")
            cause = None
        if stage not in STAGES:
            self._error(f"stage is {_or(STAGES)}", f"{at}/stage")
            stage = "run"
        return Failed(error, cause, stage)

    def _selector(self, said: dict[str, JSON], at: str) -> Selector:
        when = said.get("when", ABSENT)
        if isinstance(when, str) and when.lstrip().startswith("{%"):
            self._error(
                "when is a pattern of the arguments, and no expression",
                f"{at}/when",
                "write the members that must be there, such as {when: {kind: gold}}",
            )
        return Selector(when, self._numbers(said, "index", at), self._numbers(said, "attempt", at))

    def _numbers(self, said: dict[str, JSON], word: str, at: str) -> tuple[int, ...] | None:
        if word not in said:
            return None
        value = said[word]
        numbers = value if isinstance(value, list) else [value]
        if numbers and all(type(n) is int and n >= 0 for n in numbers):
            return tuple(numbers)
        self._error(f"{word} is a whole number from 0, or a list of them", f"{at}/{word}")
        return None

    def _times(self, said: dict[str, JSON], at: str, default: int | None) -> int | None:
        times = said.get("times", default)
        if times == ALWAYS or (times is None and "times" not in said):
            return None
        if type(times) is not int or not 1 <= times <= MAX_TIMES:
            self._error(
                f"times is a whole number from 1 to {MAX_TIMES}, or {ALWAYS}", f"{at}/times"
            )
            return 1
        return times

    def _check(self, said: dict[str, JSON], at: str) -> str | None:
        check = said.get("check", ABSENT)
        if check is ABSENT:
            return None
        if check in CHECKS:
            return str(check)
        self._error(f"check is {_or(CHECKS)}", f"{at}/check")
        return None

    def _error(self, message: str, at: str, help: str | None = None, *, key: bool = False) -> None:
        self.found.append(Finding(message, at, help, key=key))


def verb_of(said: JSON) -> str | None:
    """What makes an object an answer: the first verb in it."""
    if not isinstance(said, dict):
        return None
    return next((verb for verb in VERBS if verb in said), None)


def _is_number(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _a(value: JSON) -> str:
    word = kind(value)
    return f"an {word}" if word[0] in "aio" else f"a {word}"


def _or(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]
