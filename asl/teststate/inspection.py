"""What `inspectionData` shows of a state's data flow: which stages, by type and query language, and as which texts.

The stages come from the program's taps, so what is shown is what was computed; this is only the table of what the service
shows of it. Source: recorded answers; API reference, InspectionData. (unconfirmed): Wait, whose stages are those of
Succeed; ResultSelector and ResultPath of a Map, which are shown as those of a Parallel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from asl.compile.step import Step
from asl.engine.execution import Execution
from asl.jsonvalue import ABSENT, JSON
from asl.model.machine import PassState, State
from asl.teststate.alone import taps_of
from asl.teststate.iterations import Iterations
from asl.teststate.texts import Texts
from asl.vocabulary.records import Verbatim

_RESULT: Final = ("afterResultSelector", "afterResultPath")
_SHOWN: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    **{("JSONPath", type_): ("afterInputPath",) for type_ in ("Choice", "Fail", "Succeed", "Wait")},
    ("JSONPath", "Pass"): ("afterInputPath", "afterParameters", *_RESULT),
    ("JSONPath", "Task"): ("afterInputPath", "afterParameters", *_RESULT),
    ("JSONPath", "Parallel"): _RESULT,
    ("JSONPath", "Map"): ("afterInputPath", "afterItemsPath", *_RESULT),
    ("JSONata", "Task"): ("afterArguments",),
}
# As the data flows: the API's members have no order, people read them in this one.
_ORDER: Final = (
    *("input", "afterInputPath", "afterParameters", "afterArguments"),
    *("afterItemsPath", "afterItemsPointer", "afterItemSelector", "afterItemBatcher"),
    *("maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage"),
    *("result", "afterResultSelector", "afterResultPath", "variables"),
)
_SUCCEEDED: Final = frozenset({"TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded"})


def inspection(
    execution: Execution,
    state: State,
    step: Step,
    input_text: str,
    iterations: Iterations | None,
    texts: Texts,
) -> dict[str, JSON]:
    """`inspectionData` of a state that was run alone.

    Args:
        iterations: of a Map, once it got as far as to have some.
    """
    data: dict[str, JSON] = {"input": input_text}
    taps = taps_of(execution)
    told = dict(taps)
    if step.type == "Fail":
        told["afterInputPath"] = execution.input  # it has no InputPath, and the service shows one
    for stage in _SHOWN.get((state.query_language, step.type), ()):
        if stage in told:
            data[stage] = texts.write(told[stage])
    if step.type == "Task":
        for record in execution.records:
            if record[0] in _SUCCEEDED:
                shown = record[4]
                data["result"] = shown if isinstance(shown, Verbatim) else texts.write(shown)
    if isinstance(state, PassState) and state.result is not ABSENT:
        data["result"] = texts.write(state.result)
    if iterations is not None:
        data |= _of_map(iterations, taps, texts)
    frame = execution.root
    if frame is not None and frame.variables:
        data["variables"] = texts.write(dict(frame.variables))
    return {name: data[name] for name in _ORDER if name in data}


def _of_map(iterations: Iterations, taps: list[tuple[str, JSON]], texts: Texts) -> dict[str, JSON]:
    data: dict[str, JSON] = {"maxConcurrency": dict(taps).get("maxConcurrency", 0)}
    selected = [value for stage, value in taps if stage == "afterItemSelector"]
    if selected:
        data["afterItemSelector"] = texts.write(selected)
    if iterations.batches is not None:
        data["afterItemBatcher"] = texts.write(iterations.batches)
    if iterations.pointed is not ABSENT:
        data["afterItemsPointer"] = texts.write(iterations.pointed)
    if iterations.tolerated_count is not None:
        data["toleratedFailureCount"] = iterations.tolerated_count
    if iterations.tolerated_percentage is not None:
        data["toleratedFailurePercentage"] = float(iterations.tolerated_percentage)
    return data
