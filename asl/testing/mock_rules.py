"""The mocks of a test: which of them answers a call, and which were never asked.

Several may fit one call. The most particular answers:

1. what it is named by: the state, then the function or activity, the Resource as written, the service and action;
2. then what else it asks for: an index and a match, an index, a match, nothing;
3. then, of two matches, the one that asks for all that the other asks for, and more;
4. of two that ask for the same, the one given later: it takes the earlier one's place.

Two that fit and of which neither is more particular (two functions, two different members) are an error of the test's: which
of them was meant, nobody can know.

A mock that no call asks for makes a test say what it does not show, and so does an answer of a list that no call gets. It is a
failure of the test, unless the mock was given as optional. What a mock says is captured when it is given, and counted for each run from its beginning.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple, TypeAlias

from asl.hosts.answers import Answer, Failed, Returned, TaskCall
from asl.hosts.mock_match import matches
from asl.hosts.mock_values import (
    READY,
    Delayed,
    MockError,
    Rules,
    Sequence,
    after,
    is_exception,
    json_copy,
    raises,
    returns,
    sequence,
)
from asl.hosts.mocks import Keys, Mocks, function_names, names_of
from asl.jsonvalue import ABSENT, JSON
from asl.model.machine import StateMachine
from asl.testing.readings import payload_of, short

Match: TypeAlias = Any  # a JSON pattern, or a function of the arguments


class Site(NamedTuple):
    """The line of the test that gave a mock."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{os.path.relpath(self.path)}:{self.line}"


_HERE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def site_of_caller(*also: str) -> Site:
    """The nearest line that is not this package's own, nor in a folder of these."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith((_HERE, *also)):
        frame = frame.f_back
    return Site(frame.f_code.co_filename, frame.f_lineno)


class MockRule:
    """One mock as it was given.

    Attributes:
        key: what it is named by. index: of the innermost Map's iteration; None: any.
        match: what the arguments must have; ABSENT: anything.
        said: its answer, as `asl.hosts.mocks.Mocks` takes it.
        is_optional: it need not be asked. used: how many calls it has answered, in all runs.
        most: how many calls it has answered in one run, of all runs that which had the most.
        replaced_by: the later one that took its place.
    """

    def __init__(
        self, key: str, said: object, index: int | None, match: Match, site: Site, is_optional: bool
    ) -> None:
        self.key = key
        self.said = said
        self.index = index
        self.match = match
        self.site = site
        self.is_optional = is_optional
        self.used = 0
        self.most = 0
        self.replaced_by: MockRule | None = None

    def takes(self, call: TaskCall) -> bool:
        """Whether a call of this name is one that it answers."""
        if self.index is not None and call.map_index != self.index:
            return False
        if self.match is ABSENT:
            return True
        arguments = seen_by(self.key, call)
        if callable(self.match):
            return bool(self.match(json_copy(arguments, f"the arguments of {call.state}")))
        return matches(self.match, arguments)

    @property
    def conditions(self) -> int:
        return 2 * (self.index is not None) + (self.match is not ABSENT)

    def is_same_as(self, other: MockRule) -> bool:
        """Whether it is for exactly the same calls."""
        if (self.key, self.index) != (other.key, other.index):
            return False
        if callable(self.match) or callable(other.match):
            return self.match is other.match
        return self.covers(other) and other.covers(self)

    def covers(self, other: MockRule) -> bool:
        """Whether its match asks for no more than the other's."""
        if self.match is ABSENT:
            return True
        if other.match is ABSENT or callable(self.match) or callable(other.match):
            return self.match is other.match
        return matches(self.match, other.match)

    @property
    def left_over(self) -> list[int]:
        """Of one that was asked: the numbers, from 1, of its answers that no run has got."""
        if not self.used or self.is_optional or not isinstance(self.said, Sequence):
            return []
        return list(range(self.most + 1, len(self.said.steps) + 1))

    def __str__(self) -> str:
        parts = [f'"{self.key}"']
        if self.index is not None:
            parts.append(f"index={self.index}")
        if callable(self.match):
            parts.append(f"match={getattr(self.match, '__name__', 'a function')}")
        elif self.match is not ABSENT:
            parts.append(f"match={short(self.match)}")
        return f"mock({', '.join(parts)})"


class AmbiguousMock(MockError):
    """Two mocks fit one call, and neither is more particular."""


class MockRules:
    """The mocks of one machine; None: of any, so that no name is refused."""

    def __init__(self, machine: StateMachine | None) -> None:
        self._keys = None if machine is None else Keys(machine)
        self.rules: list[MockRule] = []
        self._by_key: dict[str, list[MockRule]] = {}

    def add(
        self,
        key: str,
        said: object,
        *,
        index: int | None = None,
        match: Match = ABSENT,
        site: Site,
        is_optional: bool = False,
        check: str = "present",
    ) -> None:
        """Give a mock.

        check: how its values are held to the service's model: strict, present or none.

        Raises:
            MockError: it names nothing in the definition, or says what its service cannot answer.
        """
        if index is not None and (isinstance(index, bool) or not isinstance(index, int)):
            raise MockError(
                f"index={index!r} is no number: give an iteration of the Map, counted from 0"
            )
        if index is not None and index < 0:
            raise MockError(f"index={index} is below 0: iterations are counted from 0")
        owner = f'the mock for "{key}"'
        if match is not ABSENT and not callable(match):
            match = json_copy(match, f"the match of {owner}")
        said = captured(said, owner)
        if self._keys is not None:
            fault = self._keys.fault(key)
            if fault is not None:
                raise MockError(": ".join(text for text in fault if text))
            _check(key, said, self._keys, check)
        Mocks({key: said})
        rule = MockRule(key, said, index, match, site, is_optional)
        rules = self._by_key.setdefault(key, [])
        for other in rules:
            if rule.is_same_as(other):
                other.replaced_by = rule
                rules.remove(other)
                break
        rules.append(rule)
        self.rules.append(rule)

    def choose(self, call: TaskCall) -> MockRule | None:
        """The mock that answers a call; None: there is none.

        Raises:
            AmbiguousMock: two fit equally.
        """
        by_key = self._by_key
        if not by_key:
            return None
        for name in names_of(call):
            fitting = [rule for rule in by_key.get(name, ()) if rule.takes(call)]
            if fitting:
                return _most_particular(fitting, call)
        return None

    def played(self) -> MockPlay:
        """The mocks for one run, their counts at zero. What is given later counts too."""
        return MockPlay(self)

    def unasked(self) -> Iterator[MockRule]:
        """Those that have answered nothing, though they should."""
        for rule in self.rules:
            if not rule.used and not rule.is_optional:
                yield rule


class MockPlay:
    """Answers the calls of one run."""

    def __init__(self, rules: MockRules) -> None:
        self._rules = rules
        self._played: dict[MockRule, Mocks] = {}

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer] | None:
        """What the most particular mock says; None: there is none."""
        rule = self._rules.choose(call)
        if rule is None:
            return None
        play = self._played.get(rule)
        if play is None:
            play = self._played[rule] = Mocks({rule.key: rule.said})
        rule.used += 1
        rule.most = max(rule.most, play.counts.get(rule.key, 0) + 1)
        return play.answer(call)


def _check(key: str, said: object, keys: Keys, check: str) -> None:
    """Refuse what the service behind a task never answers: on AWS the names are others."""
    from asl.hosts.mock_answers import CHECKS, Told
    from asl.hosts.mock_check import faults_of

    if check not in CHECKS:
        raise MockError(f'check="{check}": it is {", ".join(CHECKS[:2])} or {CHECKS[2]}')
    for call in keys.calls(key):
        if key != call.state and key in function_names(call):
            continue  # what a function returns is its own
        for number, answer in _plain_answers(said):
            for finding in faults_of(Told(answer, "", None), call, check):
                if finding.is_error:
                    which = f", answer {number}" if number else ""
                    where = f" (at {finding.pointer})" if finding.pointer else ""
                    raise MockError(
                        f'the mock for "{key}"{which}: {finding.message}{where}'
                        + (f": {finding.help}" if finding.help else "")
                        + f'\n  "{call.state}" calls {call.resource.arn}; check="none" lets it pass'
                    )


def _plain_answers(said: object) -> Iterator[tuple[int, Returned | Failed]]:
    """The values and failures that a mock says, each with its number in a sequence."""
    steps = said.steps if isinstance(said, Sequence) else (said,)
    for number, step in enumerate(steps, start=isinstance(said, Sequence)):
        while isinstance(step, Delayed):
            step = step.then
        if isinstance(step, Returned | Failed):
            yield number, step


def _most_particular(fitting: list[MockRule], call: TaskCall) -> MockRule:
    most = max(rule.conditions for rule in fitting)
    best = [rule for rule in fitting if rule.conditions == most]
    for rule in best:
        if all(other is rule or other.covers(rule) for other in best):
            return rule
    lines = "\n".join(f"  {rule.site}: {rule}" for rule in best)
    raise AmbiguousMock(
        f'{len(best)} mocks answer this call of "{call.state}", and none is more particular than the others\n'
        f"{lines}\n  called with {short(call.arguments)}\n"
        "  help: let one match more of the arguments, or give it an index"
    )


# ------------------------------------------------------------------ what a mock says


def said_by(
    key: str,
    answer: object,
    *,
    returns_: object = ABSENT,
    raises_: object = ABSENT,
    cause: str | None = None,
    side_effect: object = ABSENT,
    after_: float | timedelta | None = None,
) -> object:
    """One answer from the ways in which a test may say it.

    Raises:
        MockError: none is used, or more than one.
    """
    given = {
        "an answer": answer,
        "returns=": returns_,
        "raises=": raises_,
        "side_effect=": side_effect,
    }
    ways = [way for way, value in given.items() if value is not ABSENT]
    if len(ways) != 1:
        said = f"has {' and '.join(ways)}" if ways else "says nothing"
        raise MockError(
            f'the mock for "{key}" {said}: give one of returns=, raises=, side_effect= or a function'
        )
    if cause is not None and raises_ is ABSENT:
        raise MockError(f'the mock for "{key}": cause= goes with raises=')
    if returns_ is not ABSENT:
        if callable(returns_):
            raise MockError(
                f'the mock for "{key}": returns= takes a value; pass the function itself: mock("{key}", function)'
            )
        answer = returns(returns_)
    elif raises_ is not ABSENT:
        answer = _raising(key, raises_, cause)
    elif side_effect is not ABSENT:
        answer = _effects(key, side_effect)
    if after_ is None:
        return answer
    seconds = after_.total_seconds() if isinstance(after_, timedelta) else after_
    if isinstance(answer, Sequence):
        return Sequence(
            tuple(after(seconds, step) for step in answer.steps), repeat_last=answer.repeat_last
        )
    return after(seconds, answer)


def _raising(key: str, error: object, cause: str | None) -> object:
    if is_exception(error):
        # An exception stays one: a Lambda function's has Lambda's shape.
        return error if cause is None else raises(error, cause)
    if not isinstance(error, str) or not error:
        raise MockError(
            f'the mock for "{key}": raises= takes an error\'s name ("Lambda.TooManyRequestsException") or an exception,'
            f" not {error!r}"
        )
    return raises(error, cause)


def _effects(key: str, effects: object) -> object:
    if is_exception(effects) or callable(effects) or isinstance(effects, Sequence):
        return effects
    if isinstance(effects, Mapping | str | bytes) or not isinstance(effects, Iterable):
        raise MockError(
            f'the mock for "{key}": side_effect= takes a list of answers, one for each call, or a function, not {short(effects)}'
        )
    return sequence(*effects)


def captured(said: object, owner: str) -> object:
    """The same, its values copied: what a test changes later changes no mock."""
    if isinstance(said, Sequence):
        return said._replace(
            steps=tuple(
                captured(step, f"{owner}, answer {n}") for n, step in enumerate(said.steps, 1)
            )
        )
    if isinstance(said, Delayed):
        return said._replace(then=captured(said.then, owner))
    if isinstance(said, Returned):
        return returns(json_copy(said.value, owner))
    if isinstance(said, (*READY, Rules)) or callable(said) or is_exception(said):
        return said
    return returns(json_copy(said, owner))


def seen_by(key: str, call: TaskCall) -> JSON:
    """What a mock of this name is shown: a function's the payload, every other the arguments."""
    if (
        key == call.state
        or call.resource.kind != "optimised"
        or key not in function_names(call)
        or not isinstance(call.arguments, dict)
    ):
        return call.arguments
    return payload_of(call.arguments)
