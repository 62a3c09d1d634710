"""A result that a task could have, with placeholders of the right types: for stubs of mock files and examples.

Of an API's answer it has what the model requires and what people read: identities, states, counts, contents. Whole answers
are too long to be edited (a task of ECS has 200 members). A placeholder keeps to the model's words, lengths and ranges,
and says what it stands for: `"message-id"`, `"arn:aws:service:us-east-1:123456789012:queue-arn"`.

What the definition reads of the result is in it, too, as far as the API has it: see `Reads`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from asl.jsonvalue import JSON
from asl.resources.arn import Resource
from asl.resources.models import Style, spelled
from asl.resources.result_faults import Form, forms_of
from asl.resources.results import out_of_bounds

_FEW: Final = 6  # members of a structure that are all shown
_MANY: Final = 8
_DEEP: Final = 3
# Members that are read in published state machines, by the end of their name.
_READ: Final = re.compile(
    r"(Id|Ids|Arn|Arns|Name|Status|State|Url|Uri|Key|Version|Count|Item|Items|Body|Value|Message|Output|Date|String|Type)$"
)
# What is there when something went wrong, leads into a loop over pages, or is nobody's business.
_NOISE: Final = re.compile(
    r"(ConsumedCapacity|ItemCollectionMetrics|ResponseMetadata|.*Token|.*Marker|LastEvaluated\w*|Sdk\w*Metadata"
    r"|Checksum\w*|LogResult|MD5Of\w*Attributes|SequenceNumber|Failures|\w*Error\w*|\w*Reason|Previous\w*)$"
)
_ZERO: Final = re.compile(r"Fail|Error|ExitCode")
# How a job has ended well: what `.sync` tasks go on with.
_GOOD: Final = (
    "SUCCEEDED",
    "Succeeded",
    "COMPLETED",
    "Completed",
    "SUCCESS",
    "ACTIVE",
    "AVAILABLE",
)
_HTTP: Final[dict[str, JSON]] = {
    "StatusCode": 200,
    "StatusText": "OK",
    "Headers": {"Content-Type": ["application/json"]},
    "ResponseBody": {},
}
_OWN: Final[Mapping[tuple[str, str], dict[str, JSON]]] = {
    ("lambda", "invoke"): {"StatusCode": 200, "Payload": {}},
    ("http", "invoke"): _HTTP,
    ("apigateway", "invoke"): _HTTP,
}
_ISO: Final = "2025-01-01T00:00:00.000Z"
_EPOCH_S: Final = 1_735_689_600


class Reads:
    """What is read of a value: members by name, and what it is compared with, if anything. Entries of lists are one."""

    def __init__(self) -> None:
        self.members: dict[str, Reads] = {}
        self.like: JSON = None

    def add(self, path: Iterable[str], like: JSON = None) -> None:
        """Note one path, from this value on."""
        here = self
        for name in path:
            here = here.members.setdefault(name, Reads())
        if here.like is None:
            here.like = like

    def value(self, name: str) -> JSON:
        """A value that has what is read of it, whatever the rest."""
        if not self.members:
            return _text(name, {}) if self.like is None else self.like
        # Paths are as short as the author's text: no deeper than a definition may be.
        return {member: reads.value(member) for member, reads in self.members.items()}


_NOTHING: Final = Reads()


def sample(resource: Resource, reads: Reads = _NOTHING) -> JSON:
    """A result of this resource.

    Args:
        reads: what the definition reads of the result. All of it is in one whose shape is the author's own.
    """
    own = _OWN.get((resource.service, resource.action))
    if own is not None and resource.pattern == "request-response":
        free = [name for name, value in own.items() if value == {} and name in reads.members]
        return {**own, **{name: reads.members[name].value(name) for name in free}}
    forms = forms_of(resource)
    if not forms:
        return reads.value("") if reads.members else {}
    form = max(forms, key=lambda one: sum(name in one.members for name in reads.members))
    is_job = resource.pattern == "sync"
    made: dict[str, JSON] = {}
    for name in _chosen(form.members, form.required, reads):
        shape, read = form.members[name], reads.members.get(name, _NOTHING)
        if shape is None:
            made[name] = read.value(name) if read.members else {}
        else:
            made[name] = _value(name, shape, form, 1, is_job, read)
    return made


def _chosen(members: Mapping[str, object], required: tuple[str, ...], reads: Reads) -> list[str]:
    """Which members are shown, in the model's order."""
    must = [name for name in members if name in required or name in reads.members]
    plain = [name for name in members if not _NOISE.search(name) or name in must]
    if len(plain) <= _FEW:
        return plain
    wanted = [name for name in plain if name in must or _READ.search(name)]
    kept = dict.fromkeys([*must, *wanted][: max(_MANY, len(must))])
    return [name for name in plain if name in kept] or plain[:_FEW]


def _value(name: str, shape_name: str, form: Form, depth: int, is_job: bool, reads: Reads) -> JSON:
    shape = form.shapes[shape_name]
    kind = shape["type"]
    if kind == "structure" and not shape.get("document"):
        return _structure(shape_name, shape, form, depth, is_job, reads)
    if kind == "list":
        if depth >= _DEEP and not reads.members:
            return []
        inner = shape["member"]["shape"]
        return [_value(_singular(name), inner, form, depth + 1, is_job, reads)]
    if kind == "map":
        inner = shape["value"]["shape"]
        if reads.members:
            return {
                key: _value(key, inner, form, depth + 1, is_job, read)
                for key, read in reads.members.items()
            }
        if depth >= _DEEP:
            return {}
        return {"key": _value("value", inner, form, depth + 1, is_job, reads)}
    if kind == "structure":
        return reads.value(name) if reads.members else {}
    return _scalar(name, shape, form.style, is_job, reads.like)


def _structure(
    shape_name: str,
    shape: Mapping[str, Any],
    form: Form,
    depth: int,
    is_job: bool,
    reads: Reads,
) -> dict[str, JSON]:
    names = {spelled(m, form.style, shape_name): of for m, of in shape["members"].items()}
    required = tuple(spelled(m, form.style, shape_name) for m in shape.get("required", ()))
    if shape.get("union") or shape_name == "AttributeValue":  # exactly one member of them
        read = [name for name in names if name in reads.members]
        plain = [name for name, of in names.items() if _is_scalar(form, of["shape"])]
        chosen = (read or plain)[:1]
    elif depth >= _DEEP:
        chosen = [name for name in names if name in required or name in reads.members]
    else:
        chosen = _chosen(names, required, reads)
    return {
        name: _value(
            name, names[name]["shape"], form, depth + 1, is_job, reads.members.get(name, _NOTHING)
        )
        for name in chosen
        if depth < 2 * _DEEP or name in reads.members  # a shape that requires itself
    }


def _is_scalar(form: Form, shape: str) -> bool:
    return form.shapes[shape]["type"] not in ("structure", "list", "map")


def _scalar(name: str, shape: Mapping[str, Any], style: Style, is_job: bool, like: JSON) -> JSON:
    kind = shape["type"]
    if like is not None and _fits(like, shape):
        return like
    if kind == "boolean":
        return False
    if kind == "timestamp":
        if style == "aws-sdk":
            return _ISO
        return _EPOCH_S * 1000 if is_job else _EPOCH_S
    if kind in ("integer", "long"):
        return max(0 if _ZERO.match(name) else 1, int(shape.get("min", 0)))
    if kind in ("float", "double", "bigdecimal", "biginteger"):
        return max(1.0, float(shape.get("min", 1)))
    if "enum" in shape:
        words = shape["enum"]
        good = [word for word in _GOOD if word in words] if is_job else []
        return str(good[0] if good else words[0])
    return _text(name, shape)


def _fits(like: JSON, shape: Mapping[str, Any]) -> bool:
    """Whether what a member is compared with is a value that it can have."""
    if shape["type"] == "boolean":
        return isinstance(like, bool)
    if isinstance(like, bool):
        return False
    if shape["type"] in ("integer", "long"):
        return isinstance(like, int)
    if shape["type"] in ("string", "character"):
        return isinstance(like, str) and out_of_bounds(like, "", shape) is None
    return False


def _text(name: str, shape: Mapping[str, Any]) -> str:
    words = "-".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)).lower() or "text"
    if words == "arn" or words.endswith("-arn"):
        words = f"arn:aws:service:us-east-1:123456789012:{words}"
    elif words.endswith("-url"):
        words = f"https://example.com/{words}"
    least, most = int(shape.get("min", 0)), shape.get("max")
    words = words.ljust(least, "x")
    return words if most is None else words[: int(most)]


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name
