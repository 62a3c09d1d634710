"""Failing comparisons in words: calls and the ones that were wanted, times, snapshots, true that is not 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from asl.jsonvalue import JSON
from asl.testing.exact import Array, Object, plain
from asl.testing.readings import Call, Elapsed, seconds_text, short
from asl.testing.snapshots import Snapshot


def explained(op: str, left: object, right: object, *, verbosity: int = 0) -> list[str] | None:
    """Lines for pytest to show; None: this comparison is not ours to explain."""
    if op not in ("==", "!=", "<", "<=", ">", ">="):
        return None
    for snapshot in (left, right):
        if isinstance(snapshot, Snapshot) and op == "==" and snapshot.difference:
            return ["it is as its snapshot", *snapshot.difference[:1]]
    if isinstance(left, Elapsed) and isinstance(right, timedelta | float | int):
        return [f"elapsed {left!r} {op} {_span(right)}"]
    if isinstance(right, Elapsed) and isinstance(left, timedelta | float | int):
        return [f"{_span(left)} {op} elapsed {right!r}"]
    if op == "==" and _are_calls(left) and isinstance(right, list):
        assert isinstance(left, list)
        return _calls(left, right, verbosity)
    if op == "==" and _are_calls(right) and isinstance(left, list):
        assert isinstance(right, list)
        return _calls(right, left, verbosity)
    if op == "==" and (isinstance(left, Object | Array) or isinstance(right, Object | Array)):
        return _not_as_json(left, right)
    return None


def _not_as_json(left: object, right: object) -> list[str] | None:
    """Of two values that Python takes for equal: where they are not, as JSON. None: pytest shows it better."""
    if plain(left) != plain(right):
        return None
    from asl.testing.cases.difference import differences, told

    is_ours = isinstance(left, Object | Array)
    wanted, got = (right, left) if is_ours else (left, right)
    return ["they are equal as JSON, where true is not 1", *told(differences(wanted, got))]


def _span(value: timedelta | float) -> str:
    if isinstance(value, timedelta):
        return f"{value} ({seconds_text(value.total_seconds())})"
    return seconds_text(value)


def _are_calls(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Call)


def _calls(given: Sequence[Call], wanted: Sequence[JSON], verbosity: int) -> list[str]:
    limit = 100_000 if verbosity > 0 else 400
    state = given[0].state
    lines = [f'the calls of "{state}": {len(given)}, wanted {len(wanted)}']
    for number in range(max(len(given), len(wanted))):
        where = ""
        if number < len(given):
            call = given[number]
            where = f" (retry {call.attempt})" if call.attempt else ""
            if call.map_index is not None:
                where += f" (index {call.map_index})"
        if number >= len(wanted):
            lines.append(
                f"- {number + 1}{where}: {short(given[number].arguments, limit)}  was not wanted"
            )
        elif number >= len(given):
            lines.append(f"+ {number + 1}: {short(wanted[number], limit)}  was not called")
        elif given[number] == wanted[number]:
            lines.append(f"  {number + 1}{where}: {short(given[number].arguments, limit)}")
        else:
            lines.append(f"- {number + 1}{where}: {short(given[number].arguments, limit)}")
            lines.append(
                f"+ {number + 1}{' ' * len(where)}: {_plain(wanted[number], limit)}  was wanted"
            )
    return lines


def _plain(value: object, limit: int) -> str:
    return short(value.arguments if isinstance(value, Call) else value, limit)
