"""Activities on an endpoint: a worker that answers as a case's mocks say.

The API is the same everywhere, so these cases apply to every endpoint. The worker does not poll: it looks at the
history, takes a task only when one is scheduled, and so never waits, whatever the endpoint's clock.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from conformance.targets.base import NotOffered, World

if TYPE_CHECKING:
    from conformance.targets.base import Session

JSON: TypeAlias = Any

_ACTIVITY: Final = ":activity:"


def activities_of(world: World) -> dict[str, str]:
    """{state: the name of its activity} for the mocked states that are activity Tasks."""
    if not world.mocks or _ACTIVITY not in world.definition:
        return {}
    found = {}
    pending = [json.loads(world.definition)]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            states = value.get("States")
            for name, state in states.items() if isinstance(states, dict) else ():
                resource = str(state.get("Resource", ""))
                if name in world.mocks and _ACTIVITY in resource:
                    found[name] = resource.rpartition(_ACTIVITY)[2]
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return found


class Worker:
    """Takes activity tasks of one session's executions. `tokens`: the newest task token by state."""

    def __init__(self, session: Session, mocks: Mapping[str, JSON]) -> None:
        self._session = session
        self._mocks = mocks
        self._taken: set[tuple[str, int]] = set()  # execution, ActivityScheduled event
        self._answered: dict[str, int] = {}  # state: answers of its mock that are used up
        self.tokens: dict[str, str] = {}

    def attend(self, execution_arn: str) -> bool:
        """Take what is scheduled and answer it. True: something was answered, so there may be more."""
        events = {event["id"]: event for event in self._session.events(execution_arn) or ()}
        answered = False
        for event in events.values():
            key = (execution_arn, event["id"])
            if event["type"] != "ActivityScheduled" or key in self._taken:
                continue
            self._taken.add(key)
            if any(
                e["type"] != "ActivityScheduled" and e["previousEventId"] == event["id"]
                for e in events.values()
            ):
                continue  # it ended before anybody came
            resource = event["activityScheduledEventDetails"]["resource"]
            task = self._session.call("get_activity_task", {"activityArn": resource})
            if not task.get("taskToken"):
                continue
            state = _state_of(event, events)
            self.tokens[state] = task["taskToken"]
            answered |= self._answer(state, task["taskToken"])
        return answered

    def _answer(self, state: str, token: str) -> bool:
        mock = self._mocks[state]
        if "sequence" in mock:
            number = self._answered.get(state, 0)
            self._answered[state] = number + 1
            mock = mock["sequence"][number]
        if "never" in mock:
            return False
        if "returns" in mock:
            output = json.dumps(mock["returns"], ensure_ascii=False)
            self._session.call("send_task_success", {"taskToken": token, "output": output})
        elif "raises" in mock:
            self._session.call("send_task_failure", {"taskToken": token, **mock["raises"]})
        else:
            raise NotOffered(f"a worker that does {json.dumps(mock)}")
        return True


def _state_of(event: Mapping[str, JSON], events: Mapping[int, Mapping[str, JSON]]) -> str:
    while not event["type"].endswith("StateEntered"):
        event = events[event["previousEventId"]]
    return str(event["stateEnteredEventDetails"]["name"])
