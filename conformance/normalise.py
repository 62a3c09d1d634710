"""What AWS answered and what we answer, with everything accidental replaced by placeholders.

A recording keeps `<uuid:1>` where AWS had a request id, `datetime` where it had a time, `<ArnPart_0idx>` where the
test had a random name. The same replacements, made on what we observed, give two trees that can be compared
member by member. There are three passes:

1. The tree: members in sorted order (references are numbered by their first appearance), the HTTP part cut down to
   its status code, JSON objects that are held in strings parsed (arrays and scalars keep their spacing).
2. The rules: the entry's own, then those of every entry. A rule either overwrites what it finds, or notes a
   replacement of text.
3. The text: every noted replacement, in the order in which it was noted, over the tree's JSON text. That is why a
   reference is found again deep inside an escaped string.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

JSON: TypeAlias = Any
Rule: TypeAlias = Mapping[str, JSON]

ACCOUNT: Final = "123456789012"
REGION: Final = "us-east-1"

_ISO_TIME = re.compile(
    r"[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-][01]\d:?(?:[0-5]\d)?)"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_QUOTED_JSON = re.compile(r".*'(\{.*\})'")
_ARN = re.compile(r"arn:(?:aws[a-zA-Z-]*)?:[a-zA-Z0-9-_.]*:[^:]*:(?:\d{12})?:(.*)")
_MAP_RUN = re.compile(r"mapRun:[^/\"]+/([^:\"]+):([^\"\\]+)")

_LAST: Final = (
    (ACCOUNT, "1" * 12),
    (REGION, "<region>"),
    ("arn:aws:", "arn:<partition>:"),
)
# In every recording, whatever the entry says.
_EVERYWHERE: Final[tuple[Rule, ...]] = tuple(
    {"jsonpath": path, "replacement": word, "reference": False}
    for path, word in (
        ("$..SdkHttpMetadata..Date", "date"),
        ("$..SdkResponseMetadata..RequestId", "RequestId"),
        ("$..X-Amzn-Trace-Id", "X-Amzn-Trace-Id"),
        ("$..x-amz-crc32", "x-amz-crc32"),
        ("$..x-amzn-RequestId", "x-amzn-RequestId"),
        ("$..x-amzn-requestid", "x-amzn-requestid"),
    )
)


def normalise(
    observed: Mapping[str, JSON],
    rules: Sequence[Rule] = (),
    skip_paths: Iterable[str] = (),
    *,
    account: str = ACCOUNT,
    region: str = REGION,
) -> dict[str, JSON]:
    """Observed responses as a recording of them would read.

    Args:
        observed: {name in the recording: response}, in the order in which the calls were made.
        rules: an entry's `replacements`, their references to other calls filled in (`fill_map_runs` for map runs).
        skip_paths: JSONPaths whose values are left out altogether.
    """
    tree = {name: _parse_texts(_in_order(response)) for name, response in observed.items()}
    swaps = _Swaps()
    for rule in _EVERYWHERE:
        _by_path(tree, rule, swaps)
    _visit(tree, lambda holder, key, value: _quoted_json(key, value, swaps))
    for rule in rules:
        _apply(tree, rule, swaps)
    swaps.text(account, "1" * 12)
    swaps.text(region, "<region>")
    swaps.text("arn:aws:", "arn:<partition>:")
    _visit(tree, lambda holder, key, value: _uuid(key, value, swaps))
    swaps.pattern(_ISO_TIME, "date")
    _visit(tree, _moment)
    without(tree, skip_paths)
    return {name: json.loads(swaps.apply(json.dumps(value))) for name, value in tree.items()}


def fill_map_runs(rules: Sequence[Rule], observed: Mapping[str, JSON]) -> list[Rule]:
    """The rules with `{"map_run": N}` made concrete: a Map Run's ARN is known from the responses alone."""
    found = _MAP_RUN.findall(json.dumps(observed, default=str))
    runs = list(dict.fromkeys(found))
    filled: list[Rule] = []
    for rule in rules:
        n = rule.get("map_run")
        if n is None:
            filled.append(rule)
        elif n < len(runs):
            label, run = runs[n]
            filled.append({"regex": re.escape(run), "replacement": f"<MapRunArnPart1_{n}idx>"})
            if _UUID.fullmatch(label):
                filled.append(
                    {"regex": re.escape(label), "replacement": f"<MapRunArnPart0_{n}idx>"}
                )
    return filled


def without(tree: JSON, paths: Iterable[str]) -> JSON:
    """The tree itself, with everything found at these JSONPaths taken out of it."""
    for path in paths:
        places = [(match.context.value, match.path) for match in _path(path).find(tree)]
        for holder, step in places:
            if isinstance(holder, dict):
                for field in step.fields:
                    holder.pop(field, None)
        for holder, index in sorted(
            ((h, _index(step)) for h, step in places if isinstance(h, list)),
            key=lambda place: -place[1],
        ):
            del holder[index]
    return tree


def _index(step: JSON) -> int:
    indices = getattr(step, "indices", None)
    return int(indices[0] if indices else step.index)


@functools.lru_cache(maxsize=1024)
def _path(text: str) -> JSON:
    from jsonpath_ng.ext.parser import parse  # 50 ms, and only the recorded suite has paths

    return parse(text)


# ------------------------------------------------------------------ the tree


def _in_order(value: JSON) -> JSON:
    """A copy with sorted members, the HTTP headers dropped."""
    if isinstance(value, dict):
        copy = {key: _in_order(value[key]) for key in sorted(value) if key != "ResponseMetadata"}
        if "ResponseMetadata" in value:
            status = value["ResponseMetadata"].get("HTTPStatusCode")
            copy["ResponseMetadata"] = {"HTTPHeaders": {}, "HTTPStatusCode": status}
        return copy
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    return value


def _parse_texts(value: JSON) -> JSON:
    """JSON objects held in strings, parsed. One level: text inside such an object stays text."""

    def parse(holder: dict[str, JSON], key: str, member: JSON) -> bool:
        if not isinstance(member, str) or not member.startswith("{"):
            return False
        try:
            holder[key] = json.loads(member)
        except ValueError:
            return False
        return True

    _visit(value, parse)
    return value


def _visit(value: JSON, look: Callable[[dict[str, JSON], str, JSON], bool]) -> None:
    """Calls look(holder, key, member) for every member, in the order in which a reader comes to them; true keeps out."""
    pending: list[tuple[JSON, JSON, JSON]] = [(None, None, value)]
    while pending:
        holder, key, node = pending.pop()
        if isinstance(holder, dict) and look(holder, key, node):
            continue
        if isinstance(node, dict):
            pending.extend((node, key, member) for key, member in reversed(list(node.items())))
        elif isinstance(node, list):
            pending.extend((None, None, item) for item in reversed(node))


# ------------------------------------------------------------------ the rules


class _Swaps:
    """Replacements of text, in the order in which they were noted."""

    def __init__(self) -> None:
        self._steps: list[Callable[[str], str]] = []
        self._known: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def text(self, old: str, new: str) -> None:
        self._steps.append(lambda text: text.replace(old, new))

    def pattern(self, old: re.Pattern[str], new: str) -> None:
        self._steps.append(lambda text: old.sub(lambda _: new, text))

    def reference(self, value: JSON, name: str) -> None:
        """From now on this value is `<name:N>` everywhere. A value is noted once, under its first name."""
        if not isinstance(value, str) or not value:
            return
        text = value.replace(
            '"', '\\"'
        )  # as it stands in JSON text; recordings escape no more than that
        if text not in self._known:
            self._known.add(text)
            self._numbers[name] += 1
            self.text(text, f"<{name}:{self._numbers[name]}>")

    def apply(self, text: str) -> str:
        for step in self._steps:
            text = step(text)
        return text


def _apply(tree: dict[str, JSON], rule: Rule, swaps: _Swaps) -> None:
    """One of an entry's replacements. Rules without a pattern, path or key repeat what every entry gets.

    So do those of account, region and partition, which an entry may have before its own: they come last, or its ARNs
    would not be found.
    """
    if (rule.get("regex"), rule.get("replacement")) in _LAST:
        return
    if "regex" in rule:
        swaps.pattern(re.compile(rule["regex"]), rule["replacement"])
    elif "jsonpath" in rule:
        _by_path(tree, rule, swaps)
    elif rule.get("key"):
        _visit(tree, lambda holder, key, value: _by_key(holder, key, value, rule, swaps))
    elif rule.get("replacement") == "resource":
        _visit(tree, lambda holder, key, value: _resource(value, swaps))
    elif rule.get("kind") == "SfnNoneRecursiveParallelTransformer":
        _visit(tree, _flatten_parallels)


def _by_path(tree: dict[str, JSON], rule: Rule, swaps: _Swaps) -> None:
    path = _path(rule["jsonpath"])
    if not rule["reference"]:
        path.update(tree, rule["replacement"])
        return
    for match in path.find(tree):
        swaps.reference(match.value, rule["replacement"])


def _by_key(holder: dict[str, JSON], key: str, value: JSON, rule: Rule, swaps: _Swaps) -> bool:
    if key != rule["key"] or value is None or value == "":
        return False
    if rule["reference"]:
        swaps.reference(value, rule["replacement"])
    else:
        holder[key] = rule["replacement"]
    return True


def _resource(value: JSON, swaps: _Swaps) -> bool:
    """The last part of an ARN's resource, unless an earlier rule has named it."""
    found = _ARN.match(value) if isinstance(value, str) else None
    if not found:
        return False
    tail = found[1]
    if tail.startswith("<") and tail.endswith(">"):
        return False
    swaps.reference(re.split("/" if "/" in tail else ":", tail)[-1], "resource")
    return True


def _quoted_json(key: str, value: JSON, swaps: _Swaps) -> bool:
    """The input that a cause quotes: … could not be found in the input '{...}'."""
    found = _QUOTED_JSON.match(value) if key == "cause" and isinstance(value, str) else None
    if not found:
        return False
    try:
        json.loads(found[1])
    except ValueError:
        return False
    swaps.reference(found[1], "json-input")
    return True


def _uuid(key: str, value: JSON, swaps: _Swaps) -> bool:
    if not isinstance(value, str) or not key.lower().endswith("id") or not _UUID.match(value):
        return False
    swaps.reference(value, "uuid")
    return True


def _moment(holder: dict[str, JSON], key: str, value: JSON) -> bool:
    if "timestamp" in key.lower() or key in ("creationTime", "ingestionTime"):
        if not _ISO_TIME.match(str(value)) or isinstance(value, dt.datetime):
            holder[key] = "timestamp"
        return True
    if isinstance(value, dt.datetime):
        holder[key] = "datetime"
        return True
    return False


_PARALLEL_ENDS = frozenset(
    f"ParallelState{end}" for end in ("Succeeded", "Failed", "Aborted", "Exited")
)


def _flatten_parallels(holder: dict[str, JSON], key: str, value: JSON) -> bool:
    """A Parallel's events as a set without ids, as a few old recordings have them.

    What stood between a ParallelStateStarted and the last end event before the next one is the set; other end
    events in that stretch are lost there (ParallelStateSucceeded, and an inner Parallel's end).
    """
    if key != "events" or not isinstance(value, list):
        return False
    starts = [i for i, event in enumerate(value) if event.get("type") == "ParallelStateStarted"]
    for start, until in reversed(list(zip(starts, [*starts[1:], len(value)], strict=True))):
        stretch = value[start + 1 : until]
        ends = [i for i, event in enumerate(stretch) if event.get("type") in _PARALLEL_ENDS]
        inside = stretch[: ends[0]] if ends else stretch
        for event in inside:
            event["id"], event["previousEventId"] = [0], 0
        if ends:
            inside.sort(key=lambda event: json.dumps(event, default=str, sort_keys=True))
            value[start + 1 : until] = inside + stretch[ends[-1] :]
    return True
