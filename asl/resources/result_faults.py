"""Everything that is wrong with a result which somebody says a task gives: names, types and words of the service's model.

TestState's own rules are in `results`: the first fault, in the service's words, unknown names let pass. A mock file wants
more: every fault with its place, and a name that the service never gives is one, for a Choice on it is never taken. Names
are Step Functions' spelling (`models.spelled`), which depends on the kind of integration.

Of some results the shape is not the API's: `lambda:invoke` and the HTTP ones are written down here, of a job (`.sync`) both
the polled answer and the part of it that published state machines read are let pass, and what nobody has written down (EMR,
`eks:call`) is not checked. So is the answer to a task token, which is the worker's own.

Source: AWS guide, the "connect-…" pages; recorded results of 2023 to 2025; botocore's models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from asl.jsonvalue import JSON, kind
from asl.resources.arn import Resource
from asl.resources.integrations import integration
from asl.resources.models import Shapes, Style, answers_nothing, output_of, spelled
from asl.resources.results import answering_call, out_of_bounds

Weight: TypeAlias = Literal["wrong", "missing", "bounds"]


class Fault(NamedTuple):
    """One thing. pointer: into the result. weight: never to be had, always to be had, or out of a length or range.

    written, known: a name or word that is none of these, for advice.
    """

    message: str
    pointer: str = ""
    help: str | None = None
    weight: Weight = "wrong"
    is_name: bool = False  # the fault is in the member's name
    written: str = ""
    known: tuple[str, ...] = ()


class Form(NamedTuple):
    """What a result may look like. members: Step Functions' name → the name of a shape, or None for any JSON."""

    title: str  # "dynamodb PutItem"
    style: Style
    members: Mapping[str, str | None]
    required: tuple[str, ...]
    shapes: Mapping[str, Mapping[str, Any]]


_TEXT: Final = {"type": "string"}
_OWN_SHAPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "Text": _TEXT,
    "Number": {"type": "integer"},
    "Any": {"type": "structure", "members": {}, "document": True},
    "Texts": {"type": "list", "member": {"shape": "Text"}},
    "Headers": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Texts"}},
}
_WRAPPER: Final = {"SdkHttpMetadata": "Any", "SdkResponseMetadata": "Any"}
_HTTP: Final = {
    "Headers": "Headers",
    "ResponseBody": None,
    "StatusCode": "Number",
    "StatusText": "Text",
}
# Results with a shape of their own, and those that are asked for most often: no model is read for them. A test compares
# the latter with the models.
_OWN: Final[Mapping[tuple[str, str], Mapping[str, str | None]]] = {
    ("lambda", "invoke"): {
        "DurableExecutionArn": "Text",
        "ExecutedVersion": "Text",
        "FunctionError": "Text",
        "LogResult": "Text",
        "Payload": None,
        "StatusCode": "Number",
        **_WRAPPER,
    },
    ("sqs", "sendMessage"): {
        **dict.fromkeys(("MD5OfMessageBody", "MD5OfMessageAttributes"), "Text"),
        **dict.fromkeys(("MD5OfMessageSystemAttributes", "MessageId", "SequenceNumber"), "Text"),
        **_WRAPPER,
    },
    ("sns", "publish"): {"MessageId": "Text", "SequenceNumber": "Text", **_WRAPPER},
    ("http", "invoke"): _HTTP,
    ("apigateway", "invoke"): _HTTP,
}
# What of the polled answer a job's result shows, where published state machines read a part of it: its name in the API,
# and the name under which it is shown, "" for the part alone.
_PARTS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("batch", "submitJob"): ("jobs", ""),
    ("codebuild", "startBuild"): ("builds", "Build"),
    ("codebuild", "startBuildBatch"): ("buildBatches", "BuildBatch"),
    ("codebuild", "retryBuildBatch"): ("buildBatches", "BuildBatch"),
    ("ecs", "runTask"): ("tasks", ""),
    ("glue", "startJobRun"): ("JobRun", ""),
}
_DECODED: Final = {  # members that Step Functions reads as JSON, where the API has text or bytes
    ("bedrock", "invokeModel", ""): ("Body",),
    ("states", "startExecution", ".sync:2"): ("Input", "Output"),
}
_UNKNOWN: Final = frozenset({"elasticmapreduce", "eks"})  # `integrations`: not the API's shape
_ASYNCHRONOUS: Final = ("Event", "DryRun")


def forms_of(resource: Resource) -> list[Form]:
    """What a result of this resource may look like, the likeliest first; nothing where that is not known."""
    if resource.kind in ("lambda", "activity") or resource.pattern == "token":
        return []
    key = (resource.service, resource.action)
    if own := _OWN.get(key):
        row = integration(resource)
        title = f"{resource.service}:{resource.action}"
        if row is not None and row.client not in ("", "lambda"):
            title = f"{row.client} {row.operation}"
        return [Form(title, "optimised", own, (), _OWN_SHAPES)]
    if resource.service in _UNKNOWN:
        return []
    call = answering_call(resource)
    shapes = output_of(call) if call else None
    if call is None:
        return []
    title = f"{call.client} {call.operation}"
    style: Style = "aws-sdk" if resource.kind == "aws-sdk" else "optimised"
    if shapes is None:
        everything = Form(title, style, {}, (), {})
        if not answers_nothing(call):
            return []
        shapes = Shapes("", {})
    else:
        everything = _form(title, style, shapes.name, shapes.all)
    members = dict(everything.members)
    all_shapes = shapes.all
    if resource.kind == "optimised":
        for name in _DECODED.get((*key, resource.suffix), ()):
            members[name] = None
        row = integration(resource)
        if row is not None and row.wraps:
            members |= dict.fromkeys(_WRAPPER, "asl:Any")
            all_shapes = {**shapes.all, "asl:Any": _OWN_SHAPES["Any"]}
    found = [everything._replace(members=members, shapes=all_shapes)]
    if resource.pattern == "sync" and (part := _PARTS.get(key)):
        found.insert(0, _part(found[0], shapes.name, *part))
    return found


def _form(title: str, style: Style, name: str, shapes: Mapping[str, Mapping[str, Any]]) -> Form:
    shape = shapes[name]
    return Form(
        title,
        style,
        {spelled(m, style, name): of["shape"] for m, of in shape["members"].items()},
        tuple(spelled(m, style, name) for m in shape.get("required", ())),
        shapes,
    )


def _part(whole: Form, output: str, part: str, shown_as: str) -> Form:
    shapes = whole.shapes
    inner = shapes[shapes[output]["members"][part]["shape"]]
    name = shapes[output]["members"][part]["shape"]
    if inner["type"] == "list":
        name = inner["member"]["shape"]
    if shown_as:
        return whole._replace(members={shown_as: name}, required=(shown_as,))
    return _form(whole.title, whole.style, name, shapes)


# ------------------------------------------------------------------ looking
def result_faults(result: JSON, resource: Resource, arguments: JSON = None) -> Iterator[Fault]:
    """What is wrong with a task's result, in the order of the text.

    Args:
        arguments: what of the task's Parameters is known, for lambda:invoke that does not wait for the function.
    """
    forms = forms_of(resource)
    if not forms:
        return
    if not isinstance(result, dict):
        yield Fault(f"{forms[0].title} gives an object, not {a(result)}", "", _wrapped(resource))
        return
    form = max(forms, key=lambda one: sum(name in one.members for name in result))
    if (resource.service, resource.action) == ("lambda", "invoke"):
        yield from _invoked(result, arguments)
        if "Payload" not in result and not any(name in form.members for name in result):
            return  # the function's own answer: the advice is given
    yield from _object(result, form.members, form.required, form, "", "")


def _wrapped(resource: Resource) -> str | None:
    if resource.service == "lambda":
        return "the function's own answer goes into Payload: {StatusCode: 200, Payload: …}"
    return None


def _invoked(result: dict[str, JSON], arguments: JSON) -> Iterator[Fault]:
    """What Lambda's model does not say of `lambda:invoke`."""
    kind_ = arguments.get("InvocationType") if isinstance(arguments, dict) else None
    if "Payload" not in result and kind_ not in _ASYNCHRONOUS:
        yield Fault(
            'the result of lambda:invoke has a "Payload"',
            "",
            "the function's own answer goes into it: {StatusCode: 200, Payload: …}; or name the mock by the function",
        )
    if result.get("FunctionError") is not None:
        yield Fault(
            "a task whose function fails has no result",
            "/FunctionError",
            "write {throw: …} with the function's error",
            is_name=True,
        )


class _Place(NamedTuple):
    value: JSON
    shape: str
    name: str
    pointer: str


def _object(
    value: dict[str, JSON],
    members: Mapping[str, str | None],
    required: tuple[str, ...],
    form: Form,
    pointer: str,
    inside: str,
) -> Iterator[Fault]:
    pending: list[_Place | Fault] = []
    _open(value, members, required, form, pointer, inside, pending)
    while pending:
        place = pending.pop()
        if isinstance(place, Fault):
            yield place
            continue
        shape = form.shapes[place.shape]
        wanted = _WANTED.get(shape["type"])
        if wanted is None or place.value is None or shape.get("document"):
            continue
        if kind(place.value) not in wanted and not (
            # Recorded of optimised integrations: epoch seconds, and ms in a job's description.
            shape["type"] == "timestamp" and form.style != "aws-sdk" and _is_number(place.value)
        ):
            yield Fault(
                f'{form.title}: "{place.name}" is {_a_type(wanted)}, not {a(place.value)}',
                place.pointer,
            )
            continue
        if isinstance(place.value, dict):
            if shape["type"] == "map":
                pending += [
                    _Place(item, shape["value"]["shape"], key, f"{place.pointer}/{_escape(key)}")
                    for key, item in reversed(place.value.items())
                ]
            else:
                inner = _form("", form.style, place.shape, form.shapes)
                _open(
                    place.value,
                    _lenient(inner.members, place.shape),
                    inner.required,
                    form,
                    place.pointer,
                    place.name,
                    pending,
                )
        elif isinstance(place.value, list):
            pending += [
                _Place(item, shape["member"]["shape"], place.name, f"{place.pointer}/{n}")
                for n, item in reversed([*enumerate(place.value)])
            ]
        elif text := out_of_bounds(place.value, place.name, shape):
            yield _bounded(text, place, shape, form)


def _open(
    value: dict[str, JSON],
    members: Mapping[str, str | None],
    required: tuple[str, ...],
    form: Form,
    pointer: str,
    inside: str,
    pending: list[_Place | Fault],
) -> None:
    """Put what is to be said of an object's members, and what is to be looked at, onto the heap, the first on top."""
    where = f' in "{inside}"' if inside else ""
    found: list[_Place | Fault] = [
        Fault(f'{form.title} always gives a "{name}"{where}', pointer, None, "missing")
        for name in required
        if value.get(name) is None
    ]
    for key, item in value.items():
        here = f"{pointer}/{_escape(key)}"
        if key not in members:
            found.append(
                Fault(
                    f'{form.title} has no field "{key}"{where}',
                    here,
                    None if members else "it gives nothing: write {}",
                    is_name=True,
                    written=key,
                    known=tuple(members),
                )
            )
        elif (shape := members[key]) is not None:
            found.append(_Place(item, shape, key, here))
    pending.extend(reversed(found))


def _lenient(members: Mapping[str, str | None], shape: str) -> Mapping[str, str | None]:
    """Members with the spellings that nobody has confirmed, so that a right one is never refused."""
    if shape == "AttributeValue" and "Nul" in members:
        return {**members, "Null": members["Nul"], "NULL": members["Nul"]}
    return members


def _bounded(text: str, place: _Place, shape: Mapping[str, Any], form: Form) -> Fault:
    if "enum" not in shape:
        words = text[:1].lower() + text[1:]
        return Fault(f"{form.title}: {words}", place.pointer, None, "bounds")
    return Fault(
        f'{form.title}: "{place.value}" is no value of "{place.name}"',
        place.pointer,
        written=str(place.value),
        known=tuple(shape["enum"]),
    )


_WANTED: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("string", "blob", "timestamp", "character"), ("string",)),
    **dict.fromkeys(("integer", "long", "float", "double", "bigdecimal"), ("number",)),
    "boolean": ("boolean",),
    "list": ("array",),
    **dict.fromkeys(("structure", "map"), ("object",)),
}


def _a_type(wanted: tuple[str, ...]) -> str:
    return {"array": "an array", "object": "an object"}.get(wanted[0], f"a {wanted[0]}")


def _is_number(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def a(value: JSON) -> str:
    """A value's type with its article."""
    word = kind(value)
    return {"null": "null", "array": "an array", "object": "an object"}.get(word, f"a {word}")


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
