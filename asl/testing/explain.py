"""A run in words, for an assertion that failed: how far it came, where it failed or waits, and the data there.

It asks the execution and not the run, which notes what a test has asked of it (`looks`): to be shown is not to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from asl.jsonvalue import JSON
from asl.testing.readings import is_over, short
from asl.testing.visits import StateView, failed_visit, full_visits_of

if TYPE_CHECKING:
    from asl.testing.run import Run

_NAMES: Final = 14  # of a path; a longer one loses its middle
_DATA: Final = 600  # characters of one value
_CAUSE: Final = 600
_VISITS: Final = 5  # that had failures on the way
_BRIEF: Final = 225  # pytest cuts a repr at 240 characters, in its middle


def brief(run: Run) -> str:
    """One line: status, error, where, path."""
    machine = run.execution.identity.machine_name
    error, cause = run.execution.failure or (None, None)
    said = f"{machine} {run.execution.status}"
    failed = failed_visit(run.records)
    if failed is not None:
        said += f' in "{full_visits_of(run.records, ())[failed].name}"'
    if error is not None:
        said += f": {error}"
        if cause:
            said += f": {short_text(cause, 80)}"
    elif not is_over(run):
        said += f", waiting for {_listed(waits(run)) or 'the clock'}"
    return short_text(f"{said}; path {path_of(run, 6)}", _BRIEF)


def explain(run: Run) -> str:
    """Lines: the status, the path, the state in which it ended with its data, what went wrong on the way."""
    return "\n".join(_lines(run))


def path_of(run: Run, most: int = _NAMES) -> str:
    """The names of the states entered, the middle of a long path left out."""
    return shown_path(
        [record[3] for record in run.records if record[0].endswith("StateEntered")], most
    )


def shown_path(names: Sequence[str], most: int = _NAMES) -> str:
    if len(names) > most:
        left = most // 2
        hidden = len(names) - 2 * left
        names = [*names[:left], f"… {hidden:,} more …", *names[-left:]]
    return " > ".join(names) or "(no state was entered)"


def waits(run: Run) -> list[str]:
    """What an open run waits for, beside the clock."""
    kinds = {"token": 'the token of "{}"', "activity": 'a worker of "{}"'}
    return [kinds.get(w.what, 'the task "{}"').format(w.state) for w in run.host.waiting()]


def short_text(text: str, most: int) -> str:
    """One line of at most so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _lines(run: Run) -> Iterator[str]:
    views = full_visits_of(run.records, run.execution.taps)
    count = "1 transition" if run.transitions == 1 else f"{run.transitions:,} transitions"
    machine = run.execution.identity.machine_name
    execution = run.execution
    error, cause = execution.failure or (None, None)
    yield f"{machine}: {execution.status} after {run.elapsed!r}, {count}"
    if error is not None or cause is not None:
        yield f"  error      {error}"
        if cause:
            yield f"  cause      {short_text(cause, _CAUSE)}"
    yield f"  input      {short(run.input, _DATA)}"
    yield f"  path       {path_of(run)}"
    failed = failed_visit(run.records)
    if failed is not None:
        yield from _state("failed in", views[failed])
    elif execution.status != "SUCCEEDED":
        around = "was in" if is_over(run) else "is in"
        open_ = [
            view for view in views if not view.is_done and view.type not in ("Map", "Parallel")
        ]
        for view in open_[:_VISITS]:
            yield from _state(around, view)
        if not is_over(run):
            yield f"  waits for  {_listed(waits(run)) or 'the clock'}"
    else:
        yield f"  output     {short(execution.output, _DATA)}"
    yield from _mishaps(views, failed)


def _state(word: str, view: StateView) -> Iterator[str]:
    yield f'  {word:<10} "{view.name}" ({view.type})'
    stages = [
        f"    {name:<18} {short(value, _DATA)}"
        for name, value in view.stages
        if name not in ("result", "output")
    ]
    yield from dict.fromkeys(stages)  # a retry evaluates the same again
    for number, result in enumerate(view.results, 1):
        yield f"    try {number:<14} {_outcome(result)}"
    if view.variables:
        yield f"    {'variables':<18} {short(dict(view.variables), _DATA)}"


def _mishaps(views: Sequence[StateView], but: int | None) -> Iterator[str]:
    """Tasks that failed and went on: what was retried or caught."""
    found = []
    for number, view in enumerate(views):
        failures = [r for r in view.results if _is_failure(r)]
        if failures and number != but:
            found.append((view, failures))
    for view, failures in found[-_VISITS:]:
        times = "once" if len(failures) == 1 else f"{len(failures)} times"
        yield f'  on the way "{view.name}" failed {times}, last with {_outcome(failures[-1])}'


def _is_failure(result: JSON) -> bool:
    return isinstance(result, dict) and set(result) == {"Error", "Cause"}


def _outcome(result: JSON) -> str:
    if not _is_failure(result):
        return short(result, _DATA)
    cause = result["Cause"]
    return f"{result['Error']}: {short_text(cause, 200)}" if cause else str(result["Error"])


def _listed(items: Sequence[str]) -> str:
    shown = list(dict.fromkeys(items))
    more = f" and {len(shown) - 4} more" if len(shown) > 4 else ""
    return ", ".join(shown[:4]) + more
