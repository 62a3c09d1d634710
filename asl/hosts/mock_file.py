"""Mock files: the short form, `state: answer` in YAML or JSON, and telling it from Step Functions Local's.

    Charge: {id: 7}                                  # a value
    Refund: {raise: Lambda.TooManyRequestsException, cause: Rate Exceeded.}
    Poll:
      sequence:
        - {return: {state: RUNNING}, times: 3}
        - {return: {state: DONE}, after: 30}         # seconds later, on the execution's clock
      repeat_last: true
    Approve: {never: true}                           # no answer comes: the task's timeout decides

A key is anything that `Mocks` takes. An object is an answer of this form when one of return, raise, sequence and never
is in it; every other object, and any list, is the value itself. `{return: {return: 1}}` says such a value plainly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from asl.hosts.mock_config import MockConfig, read_text
from asl.hosts.mock_document import Finding, MockFileError, read_document
from asl.hosts.mock_values import MockError, after, never, raises, returns, sequence
from asl.jsonvalue import ABSENT, JSON, kind
from asl.source.position import escape

_VERBS: Final = ("return", "raise", "sequence", "never")
_ALLOWED: Final = {  # verb → what may stand beside it
    "return": ("after", "times"),
    "raise": ("cause", "after", "times"),
    "sequence": ("repeat_last",),
    "never": ("times",),
}
_LOCAL_WORDS: Final = {"Return": "return", "Throw": "raise", "throw": "raise"}


def load_mocks(path: str) -> MockConfig | dict[str, object]:
    """A mock file of either kind: a MockConfig, or a table for `Mocks`.

    Raises:
        UsageError: the file cannot be read.
        MockFileError: it is of the short form and has errors. A MockConfig keeps its own findings.
    """
    text = read_text(path)
    source, found = read_document(text, path)
    value = source.value
    if isinstance(value, dict) and ("StateMachines" in value or "MockedResponses" in value):
        return MockConfig(text, path)
    table: dict[str, object] = {}
    if source.is_readable:
        table, wrong = read_table(value)
        found += wrong
    if any(finding.is_error for finding in found):
        raise MockFileError(source, found)
    return table


def read_table(value: JSON) -> tuple[dict[str, object], list[Finding]]:
    """A table for `Mocks` from the value of a file of the short form, and what is wrong with it."""
    reader = _Reader()
    table = reader.table(value)
    return table, reader.found


class _Reader:
    """Turns the file's value into what a test would have written, and notes what is wrong."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def table(self, value: JSON) -> dict[str, object]:
        if not isinstance(value, dict):
            self._error(
                f"a mock file is an object, state → answer, and this is of type {kind(value)}", ""
            )
            return {}
        return {key: self._answer(said, f"/{escape(key)}") for key, said in value.items()}

    def _answer(self, said: JSON, at: str) -> object:
        if not isinstance(said, dict):
            return said
        verbs = [verb for verb in _VERBS if verb in said]
        if not verbs:
            if set(said) <= set(_LOCAL_WORDS) and said:
                word = next(iter(said))
                self._error(
                    f'"{word}" is Step Functions Local\'s word',
                    f"{at}/{word}",
                    f'write "{_LOCAL_WORDS[word]}", or {{return: {{{word}: …}}}} to mean the value',
                    key=True,
                )
            return said
        if len(verbs) > 1:
            self._error(f'an answer has either "{verbs[0]}" or "{verbs[1]}"', at)
            return said
        verb = verbs[0]
        for key in said:
            if key != verb and key not in _ALLOWED[verb]:
                self._error(
                    f'"{key}" does not go with "{verb}"',
                    f"{at}/{escape(key)}",
                    f"to mean the value, write {{return: {{{verb}: …}}}}",
                    key=True,
                )
        if verb == "sequence":
            return self._sequence(said, at)
        if "times" in said:
            self._error('"times" counts inside a sequence', f"{at}/times", key=True)
        return self._one(verb, said, at)

    def _sequence(self, said: dict[str, JSON], at: str) -> object:
        steps, last = said["sequence"], said.get("repeat_last", False)
        if not isinstance(steps, list) or not steps:
            self._error("a sequence is a list of answers", f"{at}/sequence")
            return said
        if not isinstance(last, bool):
            self._error("repeat_last is true or false", f"{at}/repeat_last")
        answers = [
            answer
            for n, step in enumerate(steps)
            for answer in self._step(step, f"{at}/sequence/{n}")
        ]
        return sequence(*answers, repeat_last=last is True)

    def _step(self, step: JSON, at: str) -> Iterator[object]:
        if not isinstance(step, dict) or "times" not in step or not any(v in step for v in _VERBS):
            inner = self._answer(step, at)
            if isinstance(step, dict) and "sequence" in step:
                self._error("a sequence inside a sequence", at, "write its answers out")
                inner = None
            yield inner
            return
        times = step["times"]
        if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 100_000:
            self._error("times is a whole number from 1 to 100000", f"{at}/times")
            times = 1
        answer = self._answer({key: v for key, v in step.items() if key != "times"}, at)
        for _ in range(times):
            yield answer

    def _one(self, verb: str, said: dict[str, JSON], at: str) -> object:
        answer: object = None
        if verb == "return":
            answer = returns(said["return"])
        elif verb == "raise":
            error, cause = said["raise"], said.get("cause")
            if not isinstance(error, str) or not error:
                self._error("an error's name is text", f"{at}/raise")
            elif not isinstance(cause, (str, type(None))):
                self._error("a cause is text", f"{at}/cause")
            else:
                answer = raises(error, cause)
        elif said["never"] is not True:
            self._error("never is true, or is left out", f"{at}/never")
        else:
            answer = never()
        seconds = said.get("after", ABSENT)
        if seconds is ABSENT:
            return answer
        try:
            return after(seconds, answer)
        except MockError:
            self._error("after is a number of seconds, 0 or more", f"{at}/after")
            return answer

    def _error(self, message: str, at: str, help: str | None = None, *, key: bool = False) -> None:
        self.found.append(Finding(message, at, help, key=key))
