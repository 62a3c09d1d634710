"""Answers of a mock file against the machine: keys that name a task, values and errors that its service can give.

A mock that the service could never give makes a test green that is wrong. What the models know is in
`asl.resources.result_faults` and `asl.resources.raised`; here they meet the file, so that every fault has its place.
A model is read only for a key that answers a task with a service behind it: a file of Lambda functions costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from asl.check.diagnostic import did_you_mean, nearest
from asl.hosts.answers import Returned, TaskCall
from asl.hosts.mock_answers import Table, Told
from asl.hosts.mock_document import Finding
from asl.hosts.mocks import Keys, function_names
from asl.source.position import escape


def check_table(
    table: Table, keys: Keys, check: str, hidden: Collection[str] = ()
) -> Iterator[Finding]:
    """What is wrong with a table for a machine.

    Args:
        check: strict, present or none, for answers that do not say.
        hidden: keys that another table answers, whose values are never given.
    """
    for key, told in table.told.items():
        pointer = f"{table.at}/{escape(key)}"
        if fault := keys.fault(key):
            yield Finding(fault[0], pointer, fault[1], key=True)
        if key in hidden:
            continue
        found: dict[Finding, None] = {}  # two tasks of one service say the same
        for call in keys.calls(key):
            if key != call.state and key in function_names(call):
                continue  # what a function returns is its own
            for one in told:
                found.update(dict.fromkeys(faults_of(one, call, one.check or check)))
        yield from found


def faults_of(told: Told, call: TaskCall, check: str) -> Iterator[Finding]:
    """What is wrong with one answer for one task."""
    if check == "none" or call.resource.kind in ("lambda", "activity"):
        return
    if isinstance(told.answer, Returned):
        from asl.resources.result_faults import result_faults

        for fault in result_faults(told.answer.value, call.resource, call.arguments):
            at = told.pointer + fault.pointer
            if fault.weight == "wrong" or check == "strict":
                help = fault.help or _advice(fault.written, fault.known)
                yield Finding(fault.message, at, help, key=fault.is_name)
            elif fault.weight == "missing":
                yield Finding(fault.message, at, fault.help, "warning")
    elif told.answer.error is not None:
        from asl.resources.raised import error_fault

        wrong = error_fault(told.answer.error, call.resource)
        if wrong is not None:
            close = did_you_mean(wrong.written, wrong.known)
            yield Finding(wrong.message, told.pointer, close or wrong.help, wrong.severity)


def _advice(written: str, known: tuple[str, ...]) -> str | None:
    """What to write instead of a name or a word that is none of those known."""
    if not known:
        return None
    close = nearest(written, known)
    if close is None:
        own = [name for name in known if name not in ("SdkHttpMetadata", "SdkResponseMetadata")]
        return f"it has {', '.join(own[:8])}{', …' if len(own) > 8 else ''}" if own else None
    if close.lower() == written.lower():
        return f'Step Functions writes it "{close}"'
    return f'did you mean "{close}"?'
