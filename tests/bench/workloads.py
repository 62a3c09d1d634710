"""Our own workloads, written as plain files: NAME.asl.json, NAME.input.json and one row of manifest.json each.

    python tests/bench/workloads.py FOLDER

A row says how much work one execution is (`units`, counted in `unit`), how many history events it has, and its output
where that is short. The same files every time: no clock, fixed seeds. All machines stay within the service's rules;
where the history is over 25,000 events a STANDARD run has to fail, and says so in the results.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

JSON = Any  # this file knows no more than json does
_ARN: Final = "arn:aws:lambda:us-east-1:123456789012:function:"
_INLINE: Final = {"Mode": "INLINE"}


class Workload(NamedTuple):
    """One machine, one input, and what a right run looks like."""

    name: str
    definition: JSON
    input: JSON
    unit: str
    units: int
    events: int
    output: JSON = None


# ---------------------------------------------------------------- W1 and W4: the counter loop

_COUNT: Final = {"n.$": "States.MathAdd($.n, 1)", "limit.$": "$.limit"}


def _loop(first: str, **more: JSON) -> JSON:
    states = {
        **more,
        "Inc": {"Type": "Pass", "Parameters": _COUNT, "Next": "More"},
        "More": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThanPath": "$.limit", "Next": first}],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    }
    return {"StartAt": first, "States": states}


_JSONATA_LOOP: Final = {
    "QueryLanguage": "JSONata",
    "StartAt": "Inc",
    "States": {
        "Inc": {
            "Type": "Pass",
            "Output": {
                "n": "{% $states.input.n + 1 %}",
                "limit": "{% $states.input.limit %}",
            },
            "Next": "More",
        },
        "More": {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $states.input.n < $states.input.limit %}", "Next": "Inc"}
            ],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}


def loops() -> Iterator[Workload]:
    """W1: Pass and Choice, in both query languages."""
    for times in (1_000, 5_000, 7_000):
        start, end = {"n": 0, "limit": times}, {"n": times, "limit": times}
        for language, machine in (("jsonpath", _loop("Inc")), ("jsonata", _JSONATA_LOOP)):
            yield Workload(
                f"w1-loop-{times}.{language}",
                machine,
                start,
                "transitions",
                2 * times + 1,
                4 * times + 4,
                end,
            )


def tasks() -> Iterator[Workload]:
    """W4: a thousand Lambda calls, one after the other and side by side."""
    echo = {"Type": "Task", "Resource": f"{_ARN}echo"}
    times = 1_000
    yield Workload(
        f"w4-task-seq-{times}.jsonpath",
        _loop("T", T={**echo, "ResultPath": "$.r", "Next": "Inc"}),
        {"n": 0, "limit": times},
        "tasks",
        times,
        9 * times + 4,
        {"n": times, "limit": times},
    )
    yield Workload(
        f"w4-task-map-{times}.jsonpath",
        _map({"T": {**echo, "End": True}}),
        {"items": _rows(times)},
        "tasks",
        times,
        7 * times + 6,
    )


# ---------------------------------------------------------------- W2 and W3: many frames


def _map(states: JSON, **more: JSON) -> JSON:
    """An inline Map over `$.items`, forty at once; the first state is where an iteration starts."""
    state = {
        "Type": "Map",
        "ItemsPath": "$.items",
        "MaxConcurrency": 40,
        **more,
        "ItemProcessor": {
            "ProcessorConfig": _INLINE,
            "StartAt": next(iter(states)),
            "States": states,
        },
        "End": True,
    }
    return {"StartAt": "M", "States": {"M": state}}


def _rows(count: int) -> list[JSON]:
    return [{"i": i} for i in range(count)]


PASS_MAP: Final = _map({"P": {"Type": "Pass", "End": True}})
# Every iteration sees a large part of the input beside its item, as configuration is handed down.
SHARED_MAP: Final = _map(
    {"P": {"Type": "Pass", "Parameters": {"i.$": "$.item.i"}, "End": True}},
    ItemSelector={"item.$": "$$.Map.Item.Value", "shared.$": "$.shared"},
)
_DOUBLE_MAP: Final = {
    "QueryLanguage": "JSONata",
    "StartAt": "M",
    "States": {
        "M": {
            "Type": "Map",
            "Items": "{% $states.input.items %}",
            "MaxConcurrency": 40,
            "ItemProcessor": {
                "ProcessorConfig": _INLINE,
                "StartAt": "P",
                "States": {
                    "P": {
                        "Type": "Pass",
                        "Output": {"v": "{% $states.input.i * 2 %}"},
                        "End": True,
                    }
                },
            },
            "End": True,
        }
    },
}


def _bands(half: int) -> JSON:
    def band(text: str) -> JSON:
        return {"Type": "Pass", "Result": text, "ResultPath": "$.band", "End": True}

    high = {"Variable": "$.i", "NumericGreaterThanEquals": half, "Next": "Hi"}
    return _map(
        {
            "C": {"Type": "Choice", "Choices": [high], "Default": "Lo"},
            "Hi": band("hi"),
            "Lo": band("lo"),
        }
    )


def maps() -> Iterator[Workload]:
    """W2: inline Maps."""
    for count in (5_000, 10_000):
        given = {"items": _rows(count)}
        for name, machine, per_item in (
            (f"w2-map-pass-{count}.jsonpath", PASS_MAP, 4),
            (f"w2-map-pass-{count}.jsonata", _DOUBLE_MAP, 4),
            (f"w2-map-choice-{count}.jsonpath", _bands(count // 2), 6),
        ):
            yield Workload(name, machine, given, "items", count, per_item * count + 6)


def parallel() -> Iterator[Workload]:
    """W3: forty branches of fifty Pass states."""
    branches, length = 40, 50

    def branch(at: int) -> JSON:
        names = [f"Branch{at}Step{step}" for step in range(length)]
        following: list[JSON] = [{"Next": name} for name in names[1:]] + [{"End": True}]
        states = {name: {"Type": "Pass", **way} for name, way in zip(names, following, strict=True)}
        return {"StartAt": names[0], "States": states}

    state = {"Type": "Parallel", "Branches": [branch(at) for at in range(branches)], "End": True}
    yield Workload(
        f"w3-parallel-{branches}x{length}.jsonpath",
        {"StartAt": "P", "States": {"P": state}},
        {"a": 1},
        "transitions",
        branches * length + 1,
        2 * branches * length + 6,
    )


# ---------------------------------------------------------------- W5 and W6: the query languages

_PRICE: Final = {
    "Type": "Pass",
    "Assign": {
        "subtotal": "{% $round($sum($states.input.lines.(qty * price)), 2) %}",
        "rate": "{% $states.input.customer.tier = 'gold' ? 0.9 : 1 %}",
    },
    "Output": "{% $merge([$states.input, {'skus': $distinct($states.input.lines.sku)}]) %}",
    "Next": "Shape",
}
_SHAPE: Final = {
    "Type": "Pass",
    "Output": {
        "id": "{% $uppercase($states.input.id) %}",
        "label": "{% $join([$states.input.customer.name, $string($subtotal)], ': ') %}",
        "total": "{% $round($subtotal * $rate, 2) %}",
        "big": "{% $states.input.lines[qty * price > 100].{'sku': sku, 'amount': $round(qty * price, 2)} %}",
        "top": "{% ($s := $sort($states.input.lines, function($l, $r) { $l.price < $r.price }); $s[0].sku) %}",
        "n": "{% $count($states.input.skus) %}",
    },
    "End": True,
}


def _order(draw: random.Random, number: int) -> JSON:
    """An order of five lines, the first always of more than 100, so that no expression is undefined."""
    lines = [
        {
            "sku": f"sku-{draw.randrange(60)}",
            "qty": draw.randrange(1, 9),
            "price": draw.randrange(20_000 if at == 0 else 100, 30_000 if at == 0 else 10_000)
            / 100,
        }
        for at in range(5)
    ]
    customer = {
        "name": draw.choice(["Ada", "Ben", "Cleo"]),
        "tier": draw.choice(["gold", "silver"]),
    }
    return {"id": f"order-{number}", "customer": customer, "lines": lines}


def orders() -> Iterator[Workload]:
    """W5: sums, filters, sorting and merging, twice an item."""
    draw, count = random.Random(55), 1_000
    state = {
        "Type": "Map",
        "Items": "{% $states.input.orders %}",
        "MaxConcurrency": 40,
        "ItemProcessor": {
            "ProcessorConfig": _INLINE,
            "StartAt": "Price",
            "States": {"Price": _PRICE, "Shape": _SHAPE},
        },
        "End": True,
    }
    yield Workload(
        f"w5-jsonata-map-{count}.jsonata",
        {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": state}},
        {"orders": [_order(draw, number) for number in range(count)]},
        "items",
        count,
        6 * count + 6,
    )


def _document() -> JSON:
    """About 45 KB in 200 orders."""
    draw = random.Random(66)
    return {
        "orders": [
            {
                "id": f"o-{number:04d}",
                "total": draw.randrange(1, 500),
                "tags": [f"t{draw.randrange(20)}" for _ in range(4)],
                "ship": {
                    "city": draw.choice(["Bergen", "Cusco", "Nagpur"]),
                    "zip": f"{draw.randrange(100_000):05d}",
                },
                "note": "n" * 120,
            }
            for number in range(200)
        ]
    }


_ROUNDS: Final = 200
_READS_JSONPATH: Final = {
    "Pick": {
        "Type": "Pass",
        "Parameters": {
            "first.$": "$.doc.orders[0].ship.city",
            "ids.$": "$.doc.orders[*].id",
            "slice.$": "$.doc.orders[10:20]",
            "len.$": "States.ArrayLength($.doc.orders)",
            "msg.$": "States.Format('{}/{}', $.n, $.doc.orders[3].id)",
        },
        "ResultPath": "$.pick",
        "Next": "Shape",
    },
    "Shape": {
        "Type": "Pass",
        "InputPath": "$.pick",
        "Parameters": {
            "h.$": "States.Hash($.msg, 'SHA-256')",
            "part.$": "States.ArrayPartition($.ids, 50)",
            "has.$": "States.ArrayContains($.ids, 'o-0007')",
            "json.$": "States.JsonToString($.slice)",
        },
        "ResultPath": "$.shape",
        "Next": "Inc",
    },
    "Inc": {
        "Type": "Pass",
        "Parameters": {"v.$": "States.MathAdd($.n, 1)"},
        "ResultPath": "$.tmp",
        "Next": "Set",
    },
    "Set": {"Type": "Pass", "InputPath": "$.tmp.v", "ResultPath": "$.n", "Next": "More"},
    "More": {
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "NumericLessThan": _ROUNDS, "Next": "Pick"}],
        "Default": "Done",
    },
    "Done": {"Type": "Succeed", "OutputPath": "$.n"},
}
_PICKED: Final = (
    "{'first': $states.input.doc.orders[0].ship.city, 'ids': $states.input.doc.orders.id,"
    " 'slice': $states.input.doc.orders[[10..19]], 'len': $count($states.input.doc.orders),"
    " 'msg': $states.input.n & '/' & $states.input.doc.orders[3].id}"
)
_SHAPED: Final = (
    "{'h': $hash($states.input.pick.msg, 'SHA-256'), 'part': $partition($states.input.pick.ids, 50),"
    " 'has': 'o-0007' in $states.input.pick.ids, 'json': $string($states.input.pick.slice)}"
)
_READS_JSONATA: Final = {
    "Pick": {
        "Type": "Pass",
        "Output": f"{{% $merge([$states.input, {{'pick': {_PICKED}}}]) %}}",
        "Next": "Shape",
    },
    "Shape": {
        "Type": "Pass",
        "Output": f"{{% $merge([$states.input, {{'shape': {_SHAPED}}}]) %}}",
        "Next": "Inc",
    },
    "Inc": {"Type": "Pass", "Assign": {"v": "{% $states.input.n + 1 %}"}, "Next": "Set"},
    "Set": {
        "Type": "Pass",
        "Output": "{% $merge([$states.input, {'n': $v}]) %}",
        "Next": "More",
    },
    "More": {
        "Type": "Choice",
        "Choices": [{"Condition": f"{{% $states.input.n < {_ROUNDS} %}}", "Next": "Pick"}],
        "Default": "Done",
    },
    "Done": {"Type": "Succeed", "Output": "{% $states.input.n %}"},
}


def documents() -> Iterator[Workload]:
    """W6: a thousand states that read and write a document of 45 KB."""
    given = {"n": 0, "doc": _document()}
    for language, machine in (
        ("jsonpath", {"StartAt": "Pick", "States": _READS_JSONPATH}),
        ("jsonata", {"QueryLanguage": "JSONata", "StartAt": "Pick", "States": _READS_JSONATA}),
    ):
        states = 5 * _ROUNDS + 1
        yield Workload(
            f"w6-jsonpath-50k-1000.{language}",
            machine,
            given,
            "transitions",
            states,
            2 * states + 2,
            _ROUNDS,
        )


# ---------------------------------------------------------------- W7, W8: time, and nothing at all


def waits() -> Iterator[Workload]:
    """W7: ten hours of Wait, then a task that fails four times and is given up."""
    names = [f"W{hour}" for hour in range(10)]
    states: JSON = {
        name: {"Type": "Wait", "Seconds": 3_600, "Next": following}
        for name, following in zip(names, [*names[1:], "T"], strict=True)
    }
    states["T"] = {
        "Type": "Task",
        "Resource": f"{_ARN}flaky",
        "Retry": [
            {
                "ErrorEquals": ["States.ALL"],
                "IntervalSeconds": 1,
                "BackoffRate": 5,
                "MaxAttempts": 3,
            }
        ],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}],
        "End": True,
    }
    states["Done"] = {"Type": "Succeed"}
    yield Workload(
        "w7-wait-10h.jsonpath",
        {"StartAt": "W0", "States": states},
        {"a": 1},
        "virtual_seconds",
        36_031,
        2 * len(names) + 18,
    )


def trivial() -> Iterator[Workload]:
    """W8: one Pass, for the cost of starting."""
    state: JSON = {"Type": "Pass", "Result": {"ok": True}, "End": True}
    yield Workload(
        "w8-trivial.jsonpath",
        {"StartAt": "A", "States": {"A": state}},
        {},
        "executions",
        1,
        4,
        {"ok": True},
    )
    state = {"Type": "Pass", "Output": {"ok": "{% 1 = 1 %}"}, "End": True}
    yield Workload(
        "w8-trivial.jsonata",
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": state}},
        {},
        "executions",
        1,
        4,
        {"ok": True},
    )


# ---------------------------------------------------------------- W10: definitions to check

_TOP_STATES: Final = 30


def _generated_pass(draw: random.Random, names: list[str], at: int) -> JSON:
    payload = {"a.$": "$.a", "text.$": "States.Format('n-{}', $.a)", "k": at}
    return {"Type": "Pass", "Parameters": payload, "Next": names[at + 1]}


def _generated_task(draw: random.Random, names: list[str], at: int) -> JSON:
    retrier = {
        "ErrorEquals": ["States.Timeout"],
        "IntervalSeconds": 2,
        "MaxAttempts": 3,
        "BackoffRate": 2.0,
    }
    catcher = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": names[-1]}
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": f"{_ARN}echo", "Payload.$": "$"},
        "ResultSelector": {"v.$": "$.Payload"},
        "ResultPath": "$.r",
        "TimeoutSeconds": 30,
        "Retry": [retrier],
        "Catch": [catcher],
        "Next": names[at + 1],
    }


def _generated_choice(draw: random.Random, names: list[str], at: int) -> JSON:
    both = [
        {"Variable": "$.a", "NumericGreaterThan": 1},
        {"Not": {"Variable": "$.b", "StringEquals": "z"}},
    ]
    rules = [
        {"And": both, "Next": draw.choice(names[at + 1 :])},
        {"Variable": "$.c", "IsPresent": True, "Next": names[at + 1]},
    ]
    return {"Type": "Choice", "Choices": rules, "Default": names[at + 1]}


def _generated_wait(draw: random.Random, names: list[str], at: int) -> JSON:
    return {"Type": "Wait", "Seconds": draw.randrange(1, 60), "Next": names[at + 1]}


def _one_pass(name: str) -> JSON:
    return {"StartAt": name, "States": {name: {"Type": "Pass", "End": True}}}


def _generated_parallel(draw: random.Random, names: list[str], at: int) -> JSON:
    branches = [_one_pass(f"{names[at]}Branch{branch}") for branch in range(2)]
    return {"Type": "Parallel", "Branches": branches, "ResultPath": "$.p", "Next": names[at + 1]}


def _generated_map(draw: random.Random, names: list[str], at: int) -> JSON:
    return {
        "Type": "Map",
        "ItemsPath": "$.items",
        "MaxConcurrency": 5,
        "ItemProcessor": {"ProcessorConfig": _INLINE, **_one_pass(f"{names[at]}Item")},
        "ResultPath": "$.m",
        "Next": names[at + 1],
    }


# Pass and Task twice: they are the commonest states.
_GENERATED: Final[tuple[Callable[[random.Random, list[str], int], JSON], ...]] = (
    _generated_pass,
    _generated_pass,
    _generated_task,
    _generated_task,
    _generated_choice,
    _generated_wait,
    _generated_parallel,
    _generated_map,
)


def generated(seed: int) -> JSON:
    """A valid machine of thirty states at its top level."""
    draw = random.Random(seed)
    names = [f"State{at:02d}" for at in range(_TOP_STATES)]
    states = {name: draw.choice(_GENERATED)(draw, names, at) for at, name in enumerate(names[:-1])}
    states[names[-1]] = {"Type": "Pass", "End": True}
    return {"Comment": f"generated {seed}", "StartAt": names[0], "States": states}


DEFINITIONS: Final = "w10-definitions"
_SHAPES: Final = (loops, maps, parallel, tasks, orders, documents, waits, trivial)


def write(folder: Path, definitions: int = 200) -> None:
    """Write every workload and the manifest into a folder that exists."""
    manifest: dict[str, JSON] = {}
    for make in _SHAPES:
        for workload in make():
            name = workload.name
            (folder / f"{name}.asl.json").write_text(json.dumps(workload.definition, indent=1))
            (folder / f"{name}.input.json").write_text(_compact(workload.input))
            row = {"unit": workload.unit, "units": workload.units, "events": workload.events}
            if workload.output is not None:
                row["output"] = workload.output
            manifest[name] = row
    machines = ",\n".join(_compact(generated(seed)) for seed in range(definitions))
    (folder / f"{DEFINITIONS}.json").write_text(f"[\n{machines}\n]\n")
    manifest[DEFINITIONS] = {"unit": "definitions", "units": definitions}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _compact(value: JSON) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write(target)
