"""What a right run of each workload ends with, computed from its input in plain Python, never from our own results.

A run whose status, output, number of events or instants differ is WRONG: it has no speed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

JSON = Any
MAX_EVENTS: Final = 25_000
_LINE_IS_BIG: Final = 100
_CENT: Final = 0.0101  # an amount may be rounded either way where it is a tie


def _items(given: JSON) -> JSON:
    return given["items"]


def _doubled(given: JSON) -> JSON:
    return [{"v": item["i"] * 2} for item in given["items"]]


def _banded(given: JSON) -> JSON:
    items = given["items"]
    return [
        {**item, "band": "hi" if at >= len(items) // 2 else "lo"} for at, item in enumerate(items)
    ]


def _copies(given: JSON) -> JSON:
    return [given] * 40


def is_big(line: JSON) -> bool:
    """A line that the orders' filter keeps."""
    return bool(line["qty"] * line["price"] > _LINE_IS_BIG)


def _shaped(order: JSON) -> JSON:
    lines = order["lines"]
    subtotal = round(sum(line["qty"] * line["price"] for line in lines), 2)
    rate = 0.9 if order["customer"]["tier"] == "gold" else 1
    big = [
        {"sku": line["sku"], "amount": round(line["qty"] * line["price"], 2)}
        for line in lines
        if is_big(line)
    ]
    shown = int(subtotal) if subtotal == int(subtotal) else subtotal
    return {
        "id": order["id"].upper(),
        "label": f"{order['customer']['name']}: {shown}",
        "total": round(subtotal * rate, 2),
        "big": big[0] if len(big) == 1 else big,  # a sequence of one is the value itself
        "top": max(lines, key=lambda line: line["price"])["sku"],
        "n": len({line["sku"] for line in lines}),
    }


def _priced(given: JSON) -> JSON:
    return [_shaped(order) for order in given["orders"]]


# By the beginning of the name, the longest first.
_OUTPUTS: Final[Mapping[tuple[str, str], Callable[[JSON], JSON]]] = {
    ("w2-map-pass", "jsonpath"): _items,
    ("w2-map-zeros", "jsonpath"): _items,
    ("w2-map-pass", "jsonata"): _doubled,
    ("w2-map-choice", "jsonpath"): _banded,
    ("w3-parallel", "jsonpath"): _copies,
    ("w4-task-map", "jsonpath"): _items,
    ("w5-jsonata-map", "jsonata"): _priced,
}


def output_of(name: str, given: JSON, row: Mapping[str, JSON]) -> JSON:
    """The output that a workload must end with; None where neither we nor the manifest know one."""
    shape, _, language = name.partition(".")
    for (start, speaks), make in _OUTPUTS.items():
        if shape.startswith(start) and language.startswith(speaks):
            return make(given)
    return row.get("output")


def is_undefined_somewhere(name: str, given: JSON) -> bool:
    """Orders without a big line: their filter selects nothing, and an undefined member of Output is an error."""
    return name.startswith("w5") and not all(
        any(map(is_big, order["lines"])) for order in given["orders"]
    )


def with_a_big_line(given: JSON) -> JSON:
    """The same orders, where the first line of those without a big one costs enough."""
    repaired = []
    for order in given["orders"]:
        first, *rest = order["lines"]
        if not any(map(is_big, order["lines"])):
            first = {**first, "price": _LINE_IS_BIG + 1.25}
        repaired.append({**order, "lines": [first, *rest]})
    return {"orders": repaired}


def equal(left: JSON, right: JSON) -> bool:
    """Equal as JSON; numbers may differ by a cent where they are not whole."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, float) or isinstance(right, float):
        return (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and math.isclose(left, right, rel_tol=0, abs_tol=_CENT)
        )
    return type(left) is type(right) and bool(left == right)


def fault_in_times(records: Sequence[tuple[Any, ...]], machine: JSON) -> str | None:
    """What is wrong with the instants of waits and retries; None when all are as the definition says.

    records: (kind, previous id, ms, …) with a state's name as the fourth member of its Entered and Exited.
    """
    states = machine["States"]
    entered: dict[str, int] = {}
    calls: list[int] = []
    ended: list[int] = []
    for record in records:
        kind, at_ms = record[0], record[2]
        if kind == "WaitStateEntered":
            entered[record[3]] = at_ms
        elif kind == "WaitStateExited":
            asked_ms = states[record[3]]["Seconds"] * 1000
            if at_ms - entered[record[3]] != asked_ms:
                return f"{record[3]} took {at_ms - entered[record[3]]} ms instead of {asked_ms}"
        elif kind == "LambdaFunctionScheduled":
            calls.append(at_ms)
        elif kind == "LambdaFunctionFailed":
            ended.append(at_ms)
    delays = [call - end for call, end in zip(calls[1:], ended, strict=False)]
    wanted = _delays_ms(next(s["Retry"][0] for s in states.values() if "Retry" in s))
    if delays != wanted:
        return f"retries after {delays} ms instead of {wanted}"
    waits = sum(state["Type"] == "Wait" for state in states.values())
    return None if len(entered) == waits else f"{len(entered)} of {waits} waits were entered"


def _delays_ms(retrier: JSON) -> list[int]:
    return [
        int(retrier["IntervalSeconds"] * retrier["BackoffRate"] ** attempt * 1000)
        for attempt in range(retrier["MaxAttempts"])
    ]
