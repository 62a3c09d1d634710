"""Drives state machines to full coverage with generated runs: `python scripts/cover_definitions.py FILE.jsonl`.

Each line of the file is a definition, or an object with one under "definition". For every machine that passes the check, runs
are made until all its points are covered or the budget is spent: inputs hold whatever the definition's paths ask for, with
values taken from its conditions, and each Task is answered, fails with an error that somebody catches, or lets the time run
out, preferring what is still missed. Prints a line for each machine, and how many reached 100 %.

It proves two things: that points can be reached, and that coverage agrees with what runs do. It is no test generator: nothing
is asserted of the outputs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from asl.errors import AslError  # noqa: E402
from asl.hosts.answers import Answer, Failed, Never, Returned, TaskCall  # noqa: E402
from asl.jsonvalue import dumps  # noqa: E402
from asl.observe.coverage import Coverage, Covered  # noqa: E402
from asl.testing.coverage_runs import CountedRuns  # noqa: E402
from asl.testing.simulate import load, simulate  # noqa: E402

JSON = Any
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
DOTTED = re.compile(
    r"\$(?:states\.(?:input|result|context\.Execution\.Input)|\w*)((?:\.\w+|\[[^\]]*\])+)"
)
COMPARED = re.compile(r"(?:=|<|>|in)\s*\[?\s*('[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|true|false|null)")
FALLBACK = ("States.TaskFailed", "Some.Error")
TIMES = ("2025-01-01T00:00:05Z", "2024-01-01T00:00:00Z", "2030-01-01T00:00:00Z")


def definitions(path: Path) -> Iterator[tuple[str, JSON]]:
    """(name, definition) of each line."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        value = json.loads(line)
        yield str(value.get("id", number)), value.get("definition", value)


def runnable(value: JSON, key: str = "") -> JSON:
    """The definition with a function in place of resources that a deployment would fill in."""
    if isinstance(value, dict):
        return {name: runnable(member, name) for name, member in value.items()}
    if isinstance(value, list):
        return [runnable(member) for member in value]
    is_blank = isinstance(value, str) and "${" in value
    return FUNCTION if is_blank and key == "Resource" and ":states:::" not in value else value


class Words:
    """What a definition speaks of: its paths, and the values that it compares with."""

    def __init__(self, definition: JSON) -> None:
        self.paths: dict[tuple[str, ...], None] = {}
        self.values: dict[tuple[str, ...], list[JSON]] = {}
        self.lists: set[tuple[str, ...]] = set()
        self.any: list[JSON] = [0, 1, -1, 1e6, "", "x", True, False, None, *TIMES]
        self._walk(definition)

    def _walk(self, value: JSON, key: str = "") -> None:
        if isinstance(value, dict):
            self._compare(value)
            for name, member in value.items():
                self._walk(member, name)
        elif isinstance(value, list):
            for member in value:
                self._walk(member, key)
        elif isinstance(value, str):
            for found in DOTTED.finditer(value):
                steps = tuple(re.findall(r"\w+", re.sub(r"\[[^\]]*\]", "", found[1])))
                self.paths[steps] = None
                if key in ("ItemsPath", "Items") or "[" in found[1]:
                    self.lists.add(steps)
            self.any += [_constant(text) for text in COMPARED.findall(value)]

    def _compare(self, rule: dict[str, JSON]) -> None:
        variable = rule.get("Variable")
        if not isinstance(variable, str):
            return
        steps = tuple(re.findall(r"\w+", variable))
        for name, value in rule.items():
            if name not in ("Variable", "Next", "Comment", "Assign") and not name.endswith("Path"):
                own = [value, f"not {value}"]
                if isinstance(value, int | float) and not isinstance(value, bool):
                    own += [value - 1, value + 1]
                if isinstance(value, str):
                    own.append(value.replace("*", "y"))
                self.values.setdefault(steps, []).extend(own)

    def document(self, random: Random, depth: int = 2) -> JSON:
        """A document in which the definition finds what it looks for, mostly."""
        whole: dict[str, JSON] = {}
        for steps in self.paths:
            at = whole
            for name in steps[:-1]:
                inner = at.get(name)
                if isinstance(inner, list):
                    inner = inner[0] if inner and isinstance(inner[0], dict) else None
                if not isinstance(inner, dict):
                    inner = at[name] = {}
                at = inner
            if steps and (steps[-1] not in at) and random.random() < 0.97:
                at[steps[-1]] = self._leaf(steps, random, depth)
        return whole

    def _leaf(self, steps: tuple[str, ...], random: Random, depth: int) -> JSON:
        if steps in self.lists and depth:
            inside = [self.document(random, 0) for _ in range(random.choice((0, 1, 1, 3)))]
            return inside if random.random() < 0.8 else random.choice(([], [1], ["a", "b"]))
        own = self.values.get(steps)
        if own and random.random() < 0.9:
            return random.choice(own)
        return random.choice(self.any)


def _constant(text: str) -> JSON:
    if text[0] in "'\"":
        return text[1:-1]
    try:
        return json.loads(text)
    except ValueError:  # 007 and its like
        return 0


class Plan:
    """How each Task of one run answers."""

    def __init__(
        self, words: Words, wants: dict[str, list[str]], definition: JSON, random: Random
    ) -> None:
        self._words, self._wants, self._random = words, wants, random
        self._errors = _errors(definition)
        self._modes: dict[str, str] = {}
        self._failing: dict[str, str] = {}

    def answer(self, call: TaskCall) -> Answer:
        """See `asl.hosts.answers.Answerer`."""
        random, state = self._random, call.state
        mode = self._modes.get(state)
        if mode is None:
            wanted = self._wants.get(state, [])
            choices = ["ok"] * 2 + wanted * 3 + (["always"] if random.random() < 0.1 else [])
            mode = self._modes[state] = random.choice(choices)
            self._failing[state] = random.choice(self._errors.get(state) or FALLBACK)
        if mode == "hang":
            return Never()
        if mode == "always" or (mode == "once" and call.attempt == 0):
            return Failed(self._failing[state], "a cause")
        if mode == "item" and (call.map_index or 0) % 2:
            return Failed(self._failing[state], "a cause")
        document = self._words.document(random)
        return Returned(random.choice((document, {"Payload": document, **document})))


def _errors(definition: JSON) -> dict[str, list[str]]:
    """The errors that a state's retriers and catchers name, or that nobody does."""
    found: dict[str, list[str]] = {}

    def walk(value: JSON) -> None:
        if isinstance(value, dict):
            for name, state in value.get("States", {}).items() if "StartAt" in value else ():
                rows = [*(state.get("Retry") or []), *(state.get("Catch") or [])]
                named = [error for row in rows for error in row.get("ErrorEquals", [])]
                found[name] = [
                    "Some.Error" if error in ("States.ALL", "States.TaskFailed") else error
                    for error in named
                ]
            for member in value.values():
                walk(member)
        elif isinstance(value, list):
            for member in value:
                walk(member)

    walk(definition)
    return found


MODES = {
    "retried": "once",
    "exhausted": "always",
    "caught": "always",
    "timeout": "hang",
    "heartbeat": "hang",
    "failed": "item",
}


def wants(covered: Covered) -> dict[str, list[str]]:
    """What Tasks should do for the sake of what is missed; a Map's or Parallel's wishes are everybody's."""
    found: dict[str, list[str]] = {}
    everybody: list[str] = []
    tasks = {point.state for point in covered.points.values()}
    for miss in covered.missed():
        mode = MODES.get(miss.key[1])
        if mode:
            found.setdefault(miss.state, []).append(mode)
            everybody.append("always" if mode == "item" else mode)
    for state in tasks:
        found.setdefault(state, []).extend(everybody[:2])
    return found


def drive(name: str, definition: JSON, runs: int, seed: int) -> Covered | str:
    """The coverage of one machine after all runs, or why it cannot be run."""
    definition = runnable(definition)
    try:
        program = load(dumps(definition))
    except AslError as e:
        return str(e).partition("\n")[0]
    random, words = Random(f"{seed}{name}"), Words(definition)
    counting = CountedRuns()
    try:
        whole: Coverage = counting.coverage
        covered = whole.expect("", "{}")  # replaced by the first run
        for _ in range(runs):
            mocks = Plan(words, wants(covered), definition, random)
            given = words.document(random)
            if random.random() < 0.2:
                given = [words.document(random, 1) for _ in range(random.choice((0, 1, 3)))]
            with suppress(AslError):  # a loop without end, say: what was run until then counts
                simulate(program, given, mocks=mocks, max_time=4e8, seed=random.randrange(99))
            covered = next(one for one in whole.machines if one.path is None)
            if covered.count.percent >= 100:
                break
    finally:
        counting.leave()
    return covered


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Drive all, print, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=200, metavar="N", help="of each machine; 200")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--want", type=int, default=0, metavar="N", help="stop at so many full ones"
    )
    parser.add_argument("--misses", action="store_true", help="show what was missed")
    options = parser.parse_args()
    full = tried = 0
    for name, definition in definitions(options.file):
        covered = drive(name, definition, options.runs, options.seed)
        if isinstance(covered, str):
            say(f"{name}  not run: {covered[:100]}")
            continue
        tried += 1
        count = covered.count
        full += count.percent >= 100
        say(f"{name}  {count.covered}/{count.points}  {covered.runs} runs")
        if options.misses:
            for miss in covered.missed(brief=True):
                say(f"    {miss.state}  {miss.label} {miss.why}")
        if options.want and full >= options.want:
            break
    say(f"{full} of {tried} machines at 100%")
    return 0 if full >= options.want else 1


if __name__ == "__main__":
    sys.exit(main())
