"""From a definition's JSON value to the model. Never raises on an author's mistake.

The checker (`asl.check`) says what is wrong; this module only reads. A field of the wrong type is read as if it had not
been written, an entry that cannot be read is left out, and a definition without readable states gives None. For a
definition that the checker accepts, nothing is ever left out.

A state's query language is its own `QueryLanguage`, else the machine's: a nested state never takes its Map's or Parallel's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from asl.jsonvalue import ABSENT, JSON
from asl.limits import MAX_DEPTH
from asl.model.machine import (
    Catcher,
    ChoiceRule,
    ChoiceState,
    Expr,
    FailState,
    ItemBatcher,
    ItemReader,
    MapState,
    ParallelState,
    PassState,
    QueryLanguage,
    ResultWriter,
    Retrier,
    State,
    StateMachine,
    States,
    SucceedState,
    TaskState,
    WaitState,
)

Raw: TypeAlias = Mapping[str, JSON]
Kwargs: TypeAlias = dict[str, Any]  # keyword arguments of one model class: as wide as the model


def parse_machine(value: JSON) -> StateMachine | None:
    """The machine of a definition, or None when it has no readable states.

    `value` is the definition as JSON. Defaults are filled in; legacy names become today's.
    """
    if not isinstance(value, dict):
        return None
    language = _language(value.get("QueryLanguage"), "JSONPath")
    inner = _states(value, "", language, 0)
    if inner is None:
        return None
    return StateMachine(
        **inner,
        query_language=language,
        timeout_seconds=_whole(value, "TimeoutSeconds"),
        version=_text(value, "Version"),
    )


def parse_state(
    name: str, value: JSON, pointer: str = "", language: QueryLanguage = "JSONPath"
) -> State | None:
    """One state on its own; `language` is the machine's. None when its Type is not a state type."""
    return _state(name, value, pointer, language, 0)


def _states(raw: Raw, pointer: str, language: QueryLanguage, level: int) -> Kwargs | None:
    start, members = raw.get("StartAt"), raw.get("States")
    if not isinstance(start, str) or not isinstance(members, dict) or level > MAX_DEPTH:
        return None
    states: dict[str, State] = {}
    for name, member in members.items():
        state = _state(name, member, f"{pointer}/States/{escape(name)}", language, level)
        if state is not None:
            states[name] = state
    comment = _text(raw, "Comment")
    return {"pointer": pointer, "start_at": start, "states": states, "comment": comment}


def escape(name: str) -> str:
    """A name as one token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1") if "~" in name or "/" in name else name


def _state(name: str, raw: JSON, pointer: str, machine: QueryLanguage, level: int) -> State | None:
    if not isinstance(raw, dict):
        return None
    language = _language(raw.get("QueryLanguage"), machine)
    common: Kwargs = {
        "name": name,
        "pointer": pointer,
        "query_language": language,
        "comment": _text(raw, "Comment"),
        "next": _text(raw, "Next"),
        "assign": _object(raw, "Assign"),
    }
    if language == "JSONata":
        common["arguments"] = raw.get("Arguments", ABSENT)
        common["output"] = raw.get("Output", ABSENT)
    else:
        for key, attribute in (
            ("InputPath", "input_path"),
            ("OutputPath", "output_path"),
            ("ResultPath", "result_path"),
        ):
            common[attribute] = _path_or_null(raw, key)
        common["parameters"] = raw.get("Parameters", ABSENT)
        common["result_selector"] = raw.get("ResultSelector", ABSENT)
    match raw.get("Type"):
        case "Pass":
            result = raw.get("Result", ABSENT) if language == "JSONPath" else ABSENT
            return PassState(**common, result=result)
        case "Task":
            return _task(raw, common)
        case "Choice":
            return _choice(raw, common)
        case "Wait":
            return WaitState(
                **common,
                seconds=_expr(raw, "Seconds", language),
                timestamp=_expr(raw, "Timestamp", language),
            )
        case "Succeed":
            return SucceedState(**common)
        case "Fail":
            return FailState(
                **common,
                error=_expr(raw, "Error", language),
                cause=_expr(raw, "Cause", language),
            )
        case "Parallel":
            return _parallel(raw, common, machine, level)
        case "Map":
            return _map(raw, common, machine, level)
    return None


def _task(raw: Raw, common: Kwargs) -> State | None:
    resource = _text(raw, "Resource")
    if resource is None:
        return None
    language = common["query_language"]
    return TaskState(
        **common,
        **_recovery(raw, common),
        resource=resource,
        timeout=_expr(raw, "TimeoutSeconds", language),
        heartbeat=_expr(raw, "HeartbeatSeconds", language),
        credentials=raw.get("Credentials", ABSENT),
    )


def _choice(raw: Raw, common: Kwargs) -> State:
    rules: list[ChoiceRule] = []
    for index, rule in _entries(raw, "Choices"):
        target = _text(rule, "Next")
        if target is None:
            continue
        test = rule.get("Condition", ABSENT) if common["query_language"] == "JSONata" else rule
        rules.append(
            ChoiceRule(
                pointer=f"{common['pointer']}/Choices/{index}",
                test=test,
                next=target,
                assign=_object(rule, "Assign"),
                output=_output(rule, common),
            )
        )
    return ChoiceState(**common, choices=tuple(rules), default=_text(raw, "Default"))


def _parallel(raw: Raw, common: Kwargs, machine: QueryLanguage, level: int) -> State:
    branches: list[States] = []
    for index, branch in _entries(raw, "Branches"):
        inner = _states(branch, f"{common['pointer']}/Branches/{index}", machine, level + 3)
        if inner is not None:
            branches.append(States(**inner))
    return ParallelState(**common, **_recovery(raw, common), branches=tuple(branches))


def _map(raw: Raw, common: Kwargs, machine: QueryLanguage, level: int) -> State | None:
    language: QueryLanguage = common["query_language"]
    pointer: str = common["pointer"]
    key = "ItemProcessor" if "ItemProcessor" in raw else "Iterator"
    processor = _object(raw, key)
    inner = processor and _states(processor, f"{pointer}/{key}", machine, level + 2)
    if processor is None or not inner:
        return None
    config = _object(processor, "ProcessorConfig") or {}
    common["parameters"] = ABSENT  # a Map's Parameters are its item selector's old name
    selector = raw.get("ItemSelector", ABSENT)
    if selector is ABSENT and language == "JSONPath":
        selector = raw.get("Parameters", ABSENT)
    execution_type: Literal["STANDARD", "EXPRESS"] = (
        "EXPRESS" if config.get("ExecutionType") == "EXPRESS" else "STANDARD"
    )
    return MapState(
        **common,
        **_recovery(raw, common),
        processor=States(**inner),
        distributed=config.get("Mode") == "DISTRIBUTED",
        execution_type=execution_type,
        items=_expr(raw, "Items", language),
        item_selector=selector,
        max_concurrency=_expr(raw, "MaxConcurrency", language),
        tolerated_count=_expr(raw, "ToleratedFailureCount", language),
        tolerated_percentage=_expr(raw, "ToleratedFailurePercentage", language),
        item_reader=_item_reader(raw, pointer, language),
        item_batcher=_item_batcher(raw, pointer, language),
        result_writer=_result_writer(raw, pointer, language),
        label=_text(raw, "Label"),
    )


def _item_reader(raw: Raw, pointer: str, language: QueryLanguage) -> ItemReader | None:
    reader = _object(raw, "ItemReader") or {}
    resource = _text(reader, "Resource")
    if resource is None:
        return None
    return ItemReader(
        pointer=f"{pointer}/ItemReader",
        resource=resource,
        arguments=_arguments(reader, language),
        config=_object(reader, "ReaderConfig") or {},
    )


def _item_batcher(raw: Raw, pointer: str, language: QueryLanguage) -> ItemBatcher | None:
    batcher = _object(raw, "ItemBatcher")
    if batcher is None:
        return None
    return ItemBatcher(
        pointer=f"{pointer}/ItemBatcher",
        max_items=_expr(batcher, "MaxItemsPerBatch", language),
        max_bytes=_expr(batcher, "MaxInputBytesPerBatch", language),
        batch_input=_template(batcher, "BatchInput", language),
    )


def _result_writer(raw: Raw, pointer: str, language: QueryLanguage) -> ResultWriter | None:
    writer = _object(raw, "ResultWriter")
    if writer is None:
        return None
    return ResultWriter(
        pointer=f"{pointer}/ResultWriter",
        resource=_text(writer, "Resource"),
        arguments=_arguments(writer, language),
        config=_object(writer, "WriterConfig") or {},
    )


def _recovery(raw: Raw, common: Kwargs) -> Kwargs:
    """Retry and Catch, which Task, Parallel and Map share."""
    pointer: str = common["pointer"]
    retry = tuple(
        _retrier(entry, f"{pointer}/Retry/{index}") for index, entry in _entries(raw, "Retry")
    )
    catch: list[Catcher] = []
    for index, entry in _entries(raw, "Catch"):
        target = _text(entry, "Next")
        if target is None:
            continue
        catch.append(
            Catcher(
                pointer=f"{pointer}/Catch/{index}",
                error_equals=_texts(entry, "ErrorEquals"),
                next=target,
                result_path=_path_or_null(entry, "ResultPath"),
                assign=_object(entry, "Assign"),
                output=_output(entry, common),
            )
        )
    return {"retry": retry, "catch": tuple(catch)}


_RETRIER: Final = (
    ("IntervalSeconds", "interval_seconds"),
    ("MaxAttempts", "max_attempts"),
    ("MaxDelaySeconds", "max_delay_seconds"),
)


def _retrier(entry: Raw, pointer: str) -> Retrier:
    given: Kwargs = {}
    for key, attribute in _RETRIER:
        value = _whole(entry, key)
        if value is not None:
            given[attribute] = value
    rate = entry.get("BackoffRate")
    if isinstance(rate, (int, float)) and not isinstance(rate, bool):
        given["backoff_rate"] = float(rate)
    if entry.get("JitterStrategy") == "FULL":
        given["jitter"] = "FULL"
    return Retrier(pointer=pointer, error_equals=_texts(entry, "ErrorEquals"), **given)


def _expr(raw: Raw, key: str, language: QueryLanguage) -> Expr | None:
    """`key` as it may be written: a literal, its `…Path` form (JSONPath) or an expression (JSONata)."""
    value = raw.get(key, ABSENT)
    if language == "JSONata":
        if value is ABSENT:
            return None
        holds = is_expression(value) or isinstance(value, (dict, list))
        return Expr("jsonata" if holds else "literal", value, key)
    path = raw.get(f"{key}Path")
    if isinstance(path, str):
        return Expr("path", path, f"{key}Path")
    if key == "Items" or value is ABSENT or isinstance(value, (dict, list)):
        return None
    return Expr("literal", value, key)


def _template(raw: Raw, key: str, language: QueryLanguage) -> Expr | None:
    if key not in raw:
        return None
    return Expr("jsonata" if language == "JSONata" else "template", raw[key], key)


def _arguments(raw: Raw, language: QueryLanguage) -> Expr | None:
    return _template(raw, "Arguments" if language == "JSONata" else "Parameters", language)


def _output(entry: Raw, common: Kwargs) -> JSON:
    return entry.get("Output", ABSENT) if common["query_language"] == "JSONata" else ABSENT


def is_expression(value: JSON) -> bool:
    """Whether a JSONata state evaluates this value: a string that is wholly `{% … %}`."""
    return isinstance(value, str) and value.startswith("{%") and value.endswith("%}")


def _language(value: JSON, default: QueryLanguage) -> QueryLanguage:
    if value == "JSONata":
        return "JSONata"
    return "JSONPath" if value == "JSONPath" else default


def _text(raw: Raw, key: str) -> str | None:
    value = raw.get(key)
    return value if isinstance(value, str) else None


def _whole(raw: Raw, key: str) -> int | None:
    value = raw.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _object(raw: Raw, key: str) -> Mapping[str, JSON] | None:
    value = raw.get(key)
    return value if isinstance(value, dict) else None


def _texts(raw: Raw, key: str) -> tuple[str, ...]:
    value = raw.get(key)
    if not isinstance(value, list):
        return ()
    return tuple(entry for entry in value if isinstance(entry, str))


def _path_or_null(raw: Raw, key: str) -> str | None:
    value = raw.get(key, "$")
    return value if isinstance(value, str) or value is None else "$"


def _entries(raw: Raw, key: str) -> Iterator[tuple[int, Raw]]:
    value = raw.get(key)
    entries: Sequence[JSON] = value if isinstance(value, list) else ()
    for index, entry in enumerate(entries):
        if isinstance(entry, dict):
            yield index, entry
