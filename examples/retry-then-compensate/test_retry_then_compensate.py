"""When the service comes back the trip is booked; when it does not, the seat is given back; and the seconds are counted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from asl.hosts.lambda_runtime import Function

TRIP = {"flight": "LX 38"}
BOOKED = ["Hold the seat", "Book", "Booked"]
NOT_BOOKED = ["Hold the seat", "Book", "Give the seat back", "Not booked"]


class AirlineAway(Exception):
    """The airline does not answer."""


class CardDeclined(Exception):
    """The bank says no."""


class Airline:
    """Plays the three functions. away: how many calls of `book` find nobody there."""

    def __init__(self, away: int = 0, refuses: type[Exception] | None = None) -> None:
        self.away = away
        self.refuses = refuses
        self.held: set[str] = set()
        self.booked: dict[str, str] = {}

    def hold(self, event: dict[str, Any], context: Any) -> dict[str, str]:
        self.held.add(event["key"])
        return {"hold": event["key"]}

    def book(self, event: dict[str, Any], context: Any) -> dict[str, str]:
        if self.refuses is not None:
            raise self.refuses("no")
        if self.away:
            self.away -= 1
            raise AirlineAway("nobody there")
        return {"ticket": self.booked.setdefault(event["key"], f"t-{len(self.booked) + 1}")}

    def release(self, event: dict[str, Any], context: Any) -> None:
        self.held.discard(event["hold"])


@pytest.fixture
def trip(asl_machine: Callable[..., Any]) -> Callable[[Airline], Any]:
    """The machine with an airline behind it."""

    def make(airline: Airline) -> Any:
        machine = asl_machine("retry-then-compensate.asl.json")
        machine.lambda_("hold-seat", airline.hold)
        machine.lambda_("book", airline.book)
        return machine.lambda_("release-seat", airline.release, optional=True)

    return make


def waited(run: Any) -> list[float]:
    """Seconds between the calls of Book."""
    at = [call.now_ms / 1000 for call in run.calls("Book")]
    return [after - before for before, after in pairwise(at)]


@pytest.mark.parametrize(
    "away, waits",
    [
        pytest.param(0, [], id="there"),
        pytest.param(1, [1], id="away once"),
        pytest.param(3, [1, 5, 25], id="there at the last try"),
    ],
)
def test_it_is_booked_when_the_airline_is_there_in_time(
    trip: Callable[[Airline], Any], away: int, waits: list[float]
) -> None:
    airline = Airline(away)
    run = trip(airline).run(TRIP)
    assert run.output == {"ticket": "t-1"}
    assert waited(run) == waits
    assert run.elapsed == sum(waits)
    assert run.path == BOOKED
    assert airline.held == {"run"}  # the seat is taken now


def test_the_seat_is_given_back_when_it_is_not(trip: Callable[[Airline], Any]) -> None:
    airline = Airline(away=4)
    run = trip(airline).run(TRIP)
    run.assert_failed("Trip.NotBooked")
    assert run.cause == "AirlineAway"
    assert waited(run) == [1, 5, 25]
    assert run.path == NOT_BOOKED
    assert (airline.held, airline.booked) == (set(), {})


def test_a_refusal_is_not_tried_again(trip: Callable[[Airline], Any]) -> None:
    airline = Airline(refuses=CardDeclined)
    run = trip(airline).run(TRIP)
    assert (run.cause, run.attempts("Book"), run.elapsed) == ("CardDeclined", 1, 0)
    assert run.path == NOT_BOOKED
    assert airline.held == set()


def test_a_slow_function_ends_before_its_task_does(asl_machine: Callable[..., Any]) -> None:
    """20 s are the function's own limit, 30 s the Task's: the function's error is the one that is seen."""
    airline = Airline()

    def slow(event: Any, context: Any) -> None:
        context.sleep(60)

    machine = asl_machine("retry-then-compensate.asl.json").lambda_("hold-seat", airline.hold)
    machine.lambda_("book", Function(slow, timeout_s=20)).lambda_("release-seat", airline.release)
    run = machine.run(TRIP)
    assert run.cause == "Sandbox.Timedout"
    assert waited(run) == [20 + 1, 20 + 5, 20 + 25]
    assert run.elapsed == 20 * 4 + 1 + 5 + 25
    assert airline.held == set()


def test_giving_back_is_tried_longer_than_booking(asl_machine: Callable[..., Any]) -> None:
    airline = Airline(refuses=CardDeclined)
    busy = [ConnectionError("busy")] * 5
    machine = asl_machine("retry-then-compensate.asl.json").lambda_("hold-seat", airline.hold)
    machine.lambda_("book", airline.book).mock("release-seat", side_effect=[*busy, None])
    run = machine.run(TRIP)
    run.assert_failed("Trip.NotBooked")
    assert run.attempts("Give the seat back") == 6
    assert run.elapsed == 2 + 4 + 8 + 16 + 32
