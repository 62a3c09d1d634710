"""Parallel and Map: one state that runs other states, and resumes with the list of their outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from asl.compile.link import Linker
from asl.compile.step import MapRunPlan, Step
from asl.compile.steps.flow import effective, evaluator, growth, leave_with
from asl.jsonvalue import ABSENT, JSON
from asl.limits import MAX_DISTRIBUTED_CONCURRENCY, MAX_INLINE_CONCURRENCY
from asl.model.machine import Expr, MapState, ParallelState
from asl.query.base import Compiled, Evaluate, Language, Scope
from asl.vocabulary.outcomes import Fork, Iterate, Outcome, RunMap


def compile_parallel(state: ParallelState, step: Step, link: Linker) -> None:
    flow = link.dataflow(state)
    work = effective(flow)
    arguments, grows = evaluator(work), growth(work)

    def enter(scope: Scope) -> Outcome:
        return Fork(arguments(scope, scope.input), grows)

    step.enter = enter
    step.resume = leave_with(flow, link.target(state.next), growth(flow.output))
    step.branches = tuple(link.first(branch) for branch in state.branches)
    step.retry = state.retry
    step.catch = link.catchers(state, state.catch)


def compile_map(state: MapState, step: Step, link: Linker) -> None:
    flow = link.dataflow(state)
    speaks = link.language(state)
    read, grows = evaluator(flow.filtered), growth(flow.filtered)
    # In an inline Map an ItemReader has no effect (unconfirmed); the check warns of it.
    is_read = state.distributed and state.item_reader is not None
    items_of = None if is_read else _items(state, link)
    ceiling = MAX_DISTRIBUTED_CONCURRENCY if state.distributed else MAX_INLINE_CONCURRENCY
    concurrency = _setting("maxConcurrency", state.max_concurrency, speaks.whole, link)

    def enter(scope: Scope) -> Outcome:
        document = read(scope, scope.input)
        wanted = 0 if concurrency is None else concurrency(scope, document)
        at_once = ceiling if wanted == 0 else min(wanted, ceiling)
        if items_of is None:
            return RunMap(None, None, document, at_once)
        found = items_of(scope, document)
        items, keys = as_items(found)
        if state.distributed:
            return RunMap(items, keys, document, at_once)
        return Iterate(items, keys, at_once, document, grows)

    step.enter = enter
    step.resume = leave_with(flow, link.target(state.next), growth(flow.output))
    step.branches = (link.first(state.processor),)
    step.distributed = state.distributed
    step.retry = state.retry
    step.catch = link.catchers(state, state.catch)
    if state.item_selector is not ABSENT:
        select = speaks.payload(state.item_selector, "ItemSelector")
        step.select = link.tapped("afterItemSelector", select)
    if state.distributed:
        step.plan = _plan(state, speaks, link)


def _items(state: MapState, link: Linker) -> Evaluate:
    items = Compiled(link.language(state).items(state))
    stage = "afterItemsPath" if state.query_language == "JSONPath" else "afterItems"
    return link.tapped(stage, items, is_default=state.items is None).evaluate


def _setting(
    stage: str, expr: Expr | None, read: Callable[[Expr], Evaluate], link: Linker
) -> Evaluate | None:
    return None if expr is None else link.tapped(stage, Compiled(read(expr))).evaluate


def as_items(found: JSON) -> tuple[list[JSON], list[str] | None]:
    """An object is iterated as its members: {"Key", "Value"}, the key in the context too."""
    if isinstance(found, Mapping):
        return [{"Key": key, "Value": value} for key, value in found.items()], list(found)
    return found, None


def _plan(state: MapState, speaks: Language, link: Linker) -> MapRunPlan:
    def whole(expr: Expr | None) -> Evaluate | None:
        return None if expr is None else speaks.whole(expr)

    def payload(expr: Expr | None) -> Evaluate | None:
        return None if expr is None else speaks.payload(expr.value, expr.field).evaluate

    reader, batcher, writer = state.item_reader, state.item_batcher, state.result_writer
    return MapRunPlan(
        execution_type=state.execution_type,
        label=state.label,
        tolerated_count=_setting(
            "toleratedFailureCount", state.tolerated_count, speaks.whole, link
        ),
        tolerated_percentage=_setting(
            "toleratedFailurePercentage", state.tolerated_percentage, speaks.number, link
        ),
        reader=None
        if reader is None
        else (
            reader.resource,
            payload(reader.arguments),
            reader.config,
            _max_items(reader.config, speaks),
        ),
        batch_items=None if batcher is None else whole(batcher.max_items),
        batch_bytes=None if batcher is None else whole(batcher.max_bytes),
        batch_input=None if batcher is None else payload(batcher.batch_input),
        writer=None
        if writer is None
        else (writer.resource, payload(writer.arguments), writer.config),
    )


def _max_items(config: Mapping[str, JSON], speaks: Language) -> Evaluate | None:
    for field in ("MaxItems", "MaxItemsPath"):
        if field in config:
            written = config[field]
            kind = (
                "path"
                if field.endswith("Path")
                else "jsonata"
                if isinstance(written, str)
                else "literal"
            )
            return speaks.whole(Expr(kind, written, field))  # type: ignore[arg-type]  # one of Expr's kinds
    return None
