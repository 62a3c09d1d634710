"""Random machines: valid definitions of all state types, nested, that mostly run far and now and then go wrong.

Everything is drawn from one `random.Random`, so a seed names a machine. States of one scope stand in a chain, so that
each can be reached; rules, catchers and bounded loops jump about in it. Inputs keep to a few keys (`a` a number, `s` a text,
`l` a list, `o` an object), and most states leave them alone, so that later states find what they look for.
"""

from __future__ import annotations

from random import Random
from typing import Any

JSON = Any
Definition = dict[str, JSON]

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work"
QUEUE = "arn:aws:states:::sqs:sendMessage"
CHILD = "arn:aws:states:::states:startExecution.sync:2"
MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:child"
ERRORS = ("X", "Y", "States.TaskFailed", "States.Timeout")

TEXTS = ("", "x", "é", "日本", 'a\n"b\\', "\u2028\ud7ff", "1.50", "2025-01-01T00:00:00Z", "w" * 40)
NUMBERS = (0, 1, -1, 7, 2.5, -0.0, 1e21, 1e-7, 12345678.5, 123456789012345.6, 2**53, 10**30)


def a_value(random: Random, depth: int = 3) -> JSON:
    """Any JSON, small."""
    kind = random.randrange(7 if depth else 5)
    if kind == 0:
        return random.choice((None, True, False))
    if kind in (1, 2):
        return random.choice(NUMBERS)
    if kind in (3, 4):
        return random.choice(TEXTS)
    if kind == 5:
        return [a_value(random, depth - 1) for _ in range(random.randrange(4))]
    return {
        random.choice(("k", "é", 'q"', "", "deep")) + str(i): a_value(random, depth - 1)
        for i in range(random.randrange(4))
    }


def an_input(random: Random) -> JSON:
    """What machines of this module expect; now and then something else."""
    if random.random() < 0.05:
        return a_value(random)
    return {
        "a": random.choice(NUMBERS),
        "s": random.choice(TEXTS),
        "l": [a_value(random, 2) for _ in range(random.randrange(5))],
        "o": {"p": a_value(random, 2), "q": {"r": a_value(random, 1)}},
    }


def a_machine(random: Random, size: int = 6, depth: int = 2) -> Definition:
    """A definition with about `size` states in its outermost scope, and scopes `depth` deep."""
    maker = _Maker(random)
    machine = maker.scope(max(1, size), depth)
    if random.random() < 0.2:
        machine["TimeoutSeconds"] = random.choice((5, 60, 86_400))
    return machine


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.made = 0

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def fresh(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}{self.made}"

    # ---------------------------------------------------------------- scopes

    def scope(self, size: int, depth: int) -> Definition:
        """A States object: a chain of `size` steps, and side states that rules and catchers lead to."""
        counter = self.fresh("n")
        states: dict[str, JSON] = {}
        names = [self.fresh("S") for _ in range(size)]
        ends = [self.fresh("E") for _ in range(2)]
        start = self.fresh("I")
        states[start] = {"Type": "Pass", "Assign": {counter: 0}, "Next": names[0]}
        used: set[str] = set()
        for at, name in enumerate(names):
            following = names[at + 1] if at + 1 < size else None
            later = [*names[at + 1 :], *ends]
            states.update(self.state(name, following, names[: at + 1], later, counter, depth, used))
        for end in ends:
            if end in used:
                states[end] = self.end()
        return {"StartAt": start, "States": states}

    def end(self) -> JSON:
        if self.chance(0.5):
            return {"Type": "Succeed"}
        error = {"Error": self.random.choice(ERRORS[:2])} if self.chance(0.8) else {}
        return {"Type": "Fail", **error, **({"Cause": "c"} if self.chance(0.5) else {})}

    def state(
        self,
        name: str,
        following: str | None,
        earlier: list[str],
        later: list[str],
        counter: str,
        depth: int,
        used: set[str],
    ) -> dict[str, JSON]:
        """One step of the chain; a Choice may bring the Pass that counts its loops."""
        way: JSON = {"Next": following} if following else {"End": True}
        kinds = ["pass", "pass", "wait", "choice", "task", "task", "task"]
        if depth:
            kinds += ["parallel", "map", "map", "run"]
        kind = self.random.choice(kinds)
        if kind == "choice":
            if following is None:
                return {name: {"Type": "Succeed"}}
            return self.choice(name, following, earlier, later, counter, used)
        if kind == "pass":
            return {name: {**self.a_pass(), **way}}
        if kind == "wait":
            return {name: {**self.a_wait(), **way}}
        if kind == "task":
            state = self.task()
        elif kind == "parallel":
            state = self.parallel(depth)
        elif kind == "map":
            state = self.inline_map(depth)
        else:
            state = self.map_run(depth)
        return {name: {**state, **self.recovery(state, later, used), **way}}

    def choice(
        self,
        name: str,
        following: str,
        earlier: list[str],
        later: list[str],
        counter: str,
        used: set[str],
    ) -> dict[str, JSON]:
        target = self.random.choice(later)
        used.add(target)
        rules = [{**self.test(), "Next": target}]
        states: dict[str, JSON] = {}
        if self.chance(0.5):
            # A loop that ends: back to an earlier state, at most three times in this scope.
            count = self.fresh("C")
            more = {"Variable": f"${counter}", "NumericLessThan": self.random.randrange(1, 4)}
            rules.append({**more, "Next": count})
            states[count] = {
                "Type": "Pass",
                "Assign": {f"{counter}.$": f"States.MathAdd(${counter}, 1)"},
                "Next": self.random.choice(earlier),
            }
        self.random.shuffle(rules)
        state: JSON = {"Type": "Choice", "Choices": rules}
        if self.chance(0.95) or len(rules) == 1:
            state["Default"] = following
        else:
            rules.append({"Variable": "$", "IsPresent": True, "Next": following})
        if self.chance(0.2):
            rules[0]["Assign"] = {self.fresh("v"): self.small()}
        return {name: state, **states}

    def test(self) -> JSON:
        leaf: JSON = self.random.choice(
            (
                {"Variable": "$.a", "NumericGreaterThan": 1},
                {"Variable": "$.s", "StringMatches": "*x*"},
                {"Variable": "$.o.p", "IsPresent": True},
                {"Variable": "$.l", "IsNull": False},
                {"Variable": "$$.Execution.RedriveCount", "NumericEquals": 0},
                {"Variable": "$.none", "IsPresent": False},
            )
        )
        pick = self.random.random()
        if pick < 0.15:
            return {"Not": leaf}
        if pick < 0.3:
            return {"And": [leaf, {"Variable": "$.a", "IsPresent": True}]}
        return dict(leaf)

    # ---------------------------------------------------------------- leaves

    def small(self) -> JSON:
        return a_value(self.random, 1)

    def path(self) -> str:
        if self.chance(0.01):
            return "$.none.at.all"
        return self.random.choice(
            (
                "$",
                "$.a",
                "$.s",
                "$.l",
                "$.o",
                "$.o.q",
                "$$.State.Name",
                "$$.Execution.Input",
                "$.l[0:2]",
            )
        )

    def template(self) -> JSON:
        """A payload template."""
        out: dict[str, JSON] = {}
        for i in range(self.random.randrange(1, 4)):
            pick = self.random.random()
            if pick < 0.4:
                out[f"t{i}.$"] = self.path()
            elif pick < 0.6:
                out[f"t{i}.$"] = self.random.choice(
                    (
                        "States.Array($.a, $.s)",
                        "States.Format('{} and {}', $.s, $.a)",
                        "States.JsonToString($.o)",
                        "States.UUID()",
                        "States.ArrayLength($.l)",
                        "States.JsonMerge($.o, $.o.q, false)",
                    )
                )
            elif pick < 0.8:
                out[f"t{i}"] = self.small()
            else:
                out[f"t{i}"] = {"in.$": self.path(), "fixed": self.small()}
        return out

    def expression(self) -> str:
        """A JSONata expression over the state's input."""
        if self.chance(0.02):
            return "{% $states.input.none %}"
        return self.random.choice(
            (
                "{% $states.input %}",
                "{% $states.input.a %}",
                "{% $states.input.l %}",
                "{% $string($states.input.a) & 'x' %}",
                "{% {'p': $states.input.o, 'n': $count($states.input.l)} %}",
                "{% $merge([$states.input, {'z': $states.input.s}]) %}",
                "{% $states.context.State.Name %}",
                "{% [1..3] %}",
                "{% $random() < 2 %}",
            )
        )

    def assign(self) -> JSON:
        if self.chance(0.7):
            return {}
        name, pick = self.fresh("v"), self.random.random()
        if pick < 0.5:
            return {"Assign": {f"{name}.$": self.random.choice(("$", "$$.State.Name"))}}
        if pick < 0.6:
            return {"Assign": {f"{name}.$": self.path()}}
        return {"Assign": {name: self.small()}}

    def placed(self) -> JSON:
        """Where a result goes: mostly beside what is there."""
        pick = self.random.random()
        if pick < 0.8:
            return {"ResultPath": self.random.choice(("$.r", "$.o.r", "$.new.deep.er"))}
        if pick < 0.96:
            return {"ResultPath": None}
        return {}

    def a_pass(self) -> JSON:
        if self.chance(0.25):
            output = self.random.choice(
                ("{% $states.input %}", "{% $merge([$states.input, {'j': [1, 2.5, 'é']}]) %}", None)
            )
            fields = {} if output is None else {"Output": output}
            if self.chance(0.3):
                fields = {
                    "Output": {
                        "a": 1,
                        "s": "y",
                        "l": [1, 2],
                        "o": {"p": 1, "q": {}},
                        "e": self.expression(),
                    }
                }
            if self.chance(0.3):
                fields["Assign"] = {self.fresh("v"): self.expression()}
            return {"Type": "Pass", "QueryLanguage": "JSONata", **fields}
        state: JSON = {"Type": "Pass", **self.placed(), **self.assign()}
        pick = self.random.random()
        if pick < 0.3:
            state["Result"] = self.small()
        elif pick < 0.7:
            state["Parameters"] = self.template()
        if self.chance(0.1):
            state["InputPath"] = self.random.choice(("$.o", None, "$"))
        if self.chance(0.01):
            state["OutputPath"] = self.random.choice(("$.o", None))
        return state

    def a_wait(self) -> JSON:
        if self.chance(0.2):
            return {"Type": "Wait", "Timestamp": "2025-01-01T00:00:10Z"}
        if self.chance(0.2):
            return {"Type": "Wait", "QueryLanguage": "JSONata", "Seconds": "{% 1 + 1 %}"}
        return {"Type": "Wait", "Seconds": self.random.choice((0, 1, 2, 30)), **self.assign()}

    def task(self) -> JSON:
        pick = self.random.random()
        is_jsonata = self.chance(0.25)
        if pick < 0.35:
            state: JSON = {"Type": "Task", "Resource": LAMBDA}
            given: JSON = self.expression() if is_jsonata else self.template()
            if is_jsonata or self.chance(0.5):
                state["Arguments" if is_jsonata else "Parameters"] = given
        elif pick < 0.55:
            state = {"Type": "Task", "Resource": ACTIVITY}
        else:
            if pick < 0.75:
                resource, given = QUEUE, {"QueueUrl": "q", "MessageBody": "m"}
            elif pick < 0.9:
                resource = f"{QUEUE}.waitForTaskToken"
                body = (
                    {"t": "{% $states.context.Task.Token %}"}
                    if is_jsonata
                    else {"t.$": "$$.Task.Token"}
                )
                given = {"QueueUrl": "q", "MessageBody": body}
            else:
                resource, given = CHILD, {"StateMachineArn": MACHINE, "Input": {}}
            state = {"Type": "Task", "Resource": resource}
            state["Arguments" if is_jsonata else "Parameters"] = given
        if is_jsonata:
            state["QueryLanguage"] = "JSONata"
            if self.chance(0.9):
                state["Output"] = self.random.choice(
                    (
                        "{% $states.input %}",
                        "{% $merge([$states.input, {'t': $states.result}]) %}",
                        "{% $merge([$states.input, {'n': $count($states.input.l)}]) %}",
                    )
                )
            if self.chance(0.2):
                state["Assign"] = {self.fresh("v"): "{% $states.result %}"}
        else:
            state.update(self.placed())
            if self.chance(0.2):
                state["ResultSelector"] = {"r.$": "$", "n.$": "$$.State.RetryCount"}
            state.update(self.assign() if "ResultSelector" not in state else {})
            if "Assign" in state:
                state["Assign"] = {self.fresh("v") + ".$": "$"}
        if self.chance(0.4):
            state["TimeoutSeconds"] = self.random.choice((10, 20))
            if self.chance(0.6):
                state["HeartbeatSeconds"] = self.random.choice((2, 5))
        return state

    def recovery(self, state: JSON, later: list[str], used: set[str]) -> JSON:
        fields: JSON = {}
        if self.chance(0.5):
            fields["Retry"] = [self.retrier(["X"]), self.retrier(["States.ALL"])][
                self.random.randrange(2) :
            ]
        if self.chance(0.5):
            is_jsonata = state.get("QueryLanguage") == "JSONata"
            catchers = []
            for names in (["Y", "States.HeartbeatTimeout"], ["States.ALL"]):
                target = self.random.choice(later)
                used.add(target)
                catcher: JSON = {"ErrorEquals": names, "Next": target}
                if is_jsonata:
                    if self.chance(0.5):
                        catcher["Output"] = self.random.choice(
                            (
                                "{% $merge([$states.input, $states.errorOutput]) %}",
                                "{% $states.errorOutput.none %}",
                            )
                        )
                elif self.chance(0.8):
                    catcher["ResultPath"] = self.random.choice(("$.err", "$.o.err", None))
                if self.chance(0.2):
                    catcher["Assign"] = {self.fresh("v"): 1}
                catchers.append(catcher)
            fields["Catch"] = catchers
        return fields

    def retrier(self, names: list[str]) -> JSON:
        fields: JSON = {"ErrorEquals": names, "MaxAttempts": self.random.randrange(3)}
        if self.chance(0.5):
            fields["IntervalSeconds"] = self.random.choice((1, 3))
        if self.chance(0.3):
            fields["JitterStrategy"] = "FULL"
        if self.chance(0.3):
            fields["BackoffRate"] = self.random.choice((1, 1.5))
        return fields

    # ---------------------------------------------------------------- states that run states

    def parallel(self, depth: int) -> JSON:
        branches = [
            self.scope(self.random.randrange(1, 4), depth - 1)
            for _ in range(self.random.randrange(1, 4))
        ]
        state: JSON = {"Type": "Parallel", "Branches": branches, **self.placed()}
        if self.chance(0.2):
            state["Parameters"] = {"a.$": "$.a", "s": "p", "l.$": "$.l", "o.$": "$.o"}
        if self.chance(0.2):
            state["ResultSelector"] = {"first.$": "$[0]"}
        return state

    def inline_map(self, depth: int) -> JSON:
        body = self.scope(self.random.randrange(1, 3), depth - 1)
        state: JSON = {"Type": "Map", "ItemProcessor": body}
        if self.chance(0.25):
            state["QueryLanguage"] = "JSONata"
            state["Items"] = self.random.choice(
                ("{% $states.input.l %}", "{% [1..4] %}", "{% $states.input.o %}")
            )
            if self.chance(0.95):
                state["ItemSelector"] = {
                    "a": "{% $states.context.Map.Item.Index %}",
                    "s": "m",
                    "l": [1],
                    "o": {"p": 1, "q": {}},
                }
            if self.chance(0.9):
                state["Output"] = "{% $merge([$states.input, {'m': $states.result}]) %}"
        else:
            state["ItemsPath"] = self.random.choice(("$.l", "$.l", "$.o"))
            state.update(self.placed())
            if self.chance(0.95):
                state["ItemSelector"] = {
                    "a.$": "$$.Map.Item.Index",
                    "s": "m",
                    "l.$": "$.l",
                    "o": {"p.$": "$$.Map.Item.Value", "q": {}},
                }
        if self.chance(0.6):
            state["MaxConcurrency"] = self.random.randrange(4)
        return state

    def map_run(self, depth: int) -> JSON:
        """Children are answered by whoever drives the execution, so their states do not matter."""
        config = {
            "Mode": "DISTRIBUTED",
            "ExecutionType": self.random.choice(("STANDARD", "EXPRESS")),
        }
        body = {
            "StartAt": (name := self.fresh("S")),
            "States": {name: {"Type": "Pass", "End": True}},
        }
        state: JSON = {
            "Type": "Map",
            "ItemProcessor": {"ProcessorConfig": config, **body},
            "ItemsPath": "$.l",
            **self.placed(),
        }
        if self.chance(0.6):
            state["MaxConcurrency"] = self.random.randrange(1, 4)
        if self.chance(0.3):
            state["ItemSelector"] = {"v.$": "$$.Map.Item.Value", "u.$": "States.UUID()"}
        if self.chance(0.3):
            state["ItemBatcher"] = {"MaxItemsPerBatch": 2, "BatchInput": {"s.$": "$.s"}}
        if self.chance(0.3):
            state["ToleratedFailureCount"] = 1
        if self.chance(0.2):
            state["ResultWriter"] = {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "b", "Prefix": "p"},
            }
        if self.chance(0.2):
            state["Label"] = self.fresh("label")
        if self.chance(0.4):
            del state["ItemsPath"]
            state["ItemReader"] = {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON"},
                "Parameters": {"Bucket": "b", "Key.$": "$.s"},
            }
        return state
