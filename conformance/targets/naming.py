"""Names on a target that others use too: the suites' own outside, the target's inside.

The suites say `machine`, `work`, account 123456789012 and region us-east-1. A target may want a name that nobody else
has, and has an account and region of its own. Requests are translated on their way out and responses on their way
back, as text, at every depth and inside JSON that is held in strings: a definition names a function in its text, a
history shows a machine's ARN in a payload. A name of the target's is long and random enough to be found anywhere;
the suites' names are words, so they are translated only where they stand in an ARN or beside FunctionName.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from conformance.normalise import ACCOUNT, REGION

JSON: TypeAlias = Any

_CREATING: Final = {"create_state_machine": "stateMachine", "create_activity": "activity"}
_IN_ARNS: Final = {
    "stateMachine": r":(?:stateMachine|execution|express|mapRun):",
    "activity": ":activity:",
    "function": ":function:",
}
_FUNCTION_NAME: Final = r'"FunctionName(?:\.\$)?\\*"\s*:\s*\\*"'
_ENDS: Final = r"(?![\w-])"


class Names:
    """What is called what.

    Args:
        given: kind (stateMachine, activity, function) → {the suite's name: the target's}.
        account, region: the target's.
        role_arn: used for every role that a request names; None: any role will do.
    """

    def __init__(
        self,
        given: Mapping[str, Mapping[str, str]],
        *,
        account: str = ACCOUNT,
        region: str = REGION,
        role_arn: str | None = None,
    ) -> None:
        self._given = given
        self._role_arn = role_arn
        self._out: list[tuple[re.Pattern[str], str]] = []
        self._in: list[tuple[str, str]] = []
        for kind, pairs in given.items():
            for ours, theirs in pairs.items():
                before = _IN_ARNS[kind]
                self._swap(before, ours, theirs)
                if kind == "function":
                    self._swap(_FUNCTION_NAME, ours, theirs)
                self._in.append((theirs, ours))
        self._in.sort(key=lambda pair: -len(pair[0]))  # a name may begin with another
        home, canonical = f":{region}:{account}:", f":{REGION}:{ACCOUNT}:"
        if home != canonical:
            self._out.append((re.compile(re.escape(canonical)), home))
            self._in.append((home, canonical))

    def _swap(self, before: str, ours: str, theirs: str) -> None:
        pattern = re.compile(f"({before}){re.escape(ours)}{_ENDS}")
        self._out.append((pattern, rf"\g<1>{theirs}"))

    def name(self, kind: str, ours: str) -> str:
        """What the target calls the machine, activity or function `ours`."""
        return self._given.get(kind, {}).get(ours, ours)

    def outward(self, operation: str, request: Mapping[str, JSON]) -> dict[str, JSON]:
        """A request as the target is to get it."""
        sent: dict[str, JSON] = _translated(dict(request), self._sent)
        kind = _CREATING.get(operation)
        if kind is not None:
            sent["name"] = self.name(kind, request["name"])
        if self._role_arn is not None and "roleArn" in sent:
            self._in.append((self._role_arn, request["roleArn"]))
            sent["roleArn"] = self._role_arn
        return sent

    def inward(self, response: JSON) -> JSON:
        """A response as the suite is to see it."""
        return _translated(response, self._seen) if self._in else response

    def _sent(self, text: str) -> str:
        for pattern, theirs in self._out:
            text = pattern.sub(theirs, text)
        return text

    def _seen(self, text: str) -> str:
        for theirs, ours in self._in:
            text = text.replace(theirs, ours)
        return text


def _translated(value: JSON, translate: Callable[[str], str]) -> JSON:
    if isinstance(value, str):
        return translate(value)
    if isinstance(value, dict):
        return {key: _translated(member, translate) for key, member in value.items()}
    if isinstance(value, list):
        return [_translated(item, translate) for item in value]
    return value
