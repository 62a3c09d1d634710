"""Results for people and for programs.

For people: one line a test as it ends, then every failure with the place of what it misses and the run in words, then the
counts. For programs: one JSON object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from asl.jsonvalue import ABSENT, JSON
from asl.testing.cases.amounts import span_text
from asl.testing.cases.session import SHARED, Outcome, Result, Session

if TYPE_CHECKING:
    from asl.testing.run import Run

Line: TypeAlias = "tuple[tuple[str, str], ...]"
"""One line: pieces of text, each with the name of a style (good, bad, doubtful, name, quiet, plain)."""

WORDS: Final = {"passed": ("ok   ", "good"), "failed": ("FAIL ", "bad"), "error": ("ERROR", "bad")}


def one_line(result: Result) -> Line:
    """A result as it comes: what became of it, where it is, how long the run took on its own clock."""
    word, style = WORDS[result.outcome]
    name = f"  {result.name}" if result.name else ""
    parts = [(word, style), (f"  {result.file}:{result.line}", "quiet"), (name, "plain")]
    if result.run is not None and result.run.elapsed:
        parts.append((f"  {span_text(round(result.run.elapsed * 1000))}", "quiet"))
    return tuple(parts)


def details(result: Result) -> Iterator[Line]:
    """All that is to be said of a case that did not pass."""
    word, style = WORDS[result.outcome]
    name = result.name or "the file cannot be used"
    head = (f"{word.strip()} ", style), (name, "name"), (f"  {result.file}:{result.line}", "quiet")
    yield ()
    yield head
    for text in result.message.splitlines():
        yield ((f"  {text}", "plain"),)
    for one in result.missed:
        file, line = result.place(one)
        yield (
            (f"  {one.word}", "bad"),
            (f": {one.message}", "plain"),
            (f"  ({file}:{line})", "quiet"),
        )
        for text in one.details:
            yield ((f"      {text}", "plain"),)
    if result.run is not None and result.outcome == "failed":
        for text in result.run.explain().splitlines():
            yield ((f"  | {text}", "quiet"),)


def failures(results: Sequence[Result]) -> Iterator[Line]:
    """The details of all that did not pass; of tests that could not start for one reason, it is said once."""
    told: dict[str, int] = {}
    for result in results:
        if result.message:
            told[result.message] = told.get(result.message, 0) + 1
    for result in results:
        if result.outcome == "passed":
            continue
        count = 1
        if result.message:
            count = told.pop(result.message, 0)
            if not count:
                continue
        yield from details(result)
        if count > 1:
            yield ((f"  and {count - 1:,} more for the same reason", "quiet"),)


def summary(session: Session, wall_s: float) -> Line:
    """The counts, in one line."""
    counts: dict[Outcome, tuple[str, str]] = {
        "passed": ("passed", "good"),
        "failed": ("failed", "bad"),
        "error": ("could not start", "bad"),
    }
    parts: list[tuple[str, str]] = []
    for outcome, (words, style) in counts.items():
        count = session.count(outcome)
        if count:
            parts += [(", ", "plain")] * bool(parts) + [(f"{count:,} {words}", style)]
    if not parts:
        parts.append(("no test was run", "bad"))
    if session.left_out:
        parts.append((f", {session.left_out:,} left out", "quiet"))
    parts.append((f" in {wall_s:.2f} s", "quiet"))
    return tuple(parts)


def as_json(session: Session, wall_s: float) -> dict[str, JSON]:
    """The whole session.

    `{"passed": n, "failed": n, "errors": n, "left_out": n, "seconds": s, "tests": [{"file", "name", "line", "outcome",
    "seconds", "run": {"status", "path", "elapsed_s", "transitions", "output" | "error" and "cause"}, "missed": [{"word",
    "file", "line", "message", "details": [text], "expected", "got"}], "message"}]}`. `outcome` is passed, failed or
    error; what does not apply is left out.
    """
    return {
        "passed": session.count("passed"),
        "failed": session.count("failed"),
        "errors": session.count("error"),
        "left_out": session.left_out,
        "seconds": round(wall_s, 4),
        "tests": [_json(result) for result in session.results],
    }


def _json(result: Result) -> dict[str, JSON]:
    out: dict[str, JSON] = {
        "file": result.file,
        "name": result.name,
        "line": result.line,
        "outcome": result.outcome,
        "seconds": round(result.wall_s, 6),
    }
    if result.run is not None:
        out["run"] = _run(result.run)
    if result.missed:
        out["missed"] = [_missed(result, one) for one in result.missed]
    if result.message:
        out["message"] = result.message
    return out


def _run(run: Run) -> dict[str, JSON]:
    out: dict[str, JSON] = {
        "status": run.status,
        "path": run.path,
        "elapsed_s": float(run.elapsed),
        "transitions": run.transitions,
    }
    if run.succeeded:
        out["output"] = run.output
    elif run.done:
        out |= {"error": run.error, "cause": run.cause}
    return out


def _missed(result: Result, one: JSON) -> dict[str, JSON]:
    file, line = result.place(one)
    out: dict[str, JSON] = {"word": one.word, "file": file, "line": line, "message": one.message}
    if one.details:
        out["details"] = list(one.details)
    for name, value in (("expected", one.expected), ("got", one.got)):
        if value is not ABSENT:
            out[name] = value
    return out


def text_of(lines: Sequence[Line]) -> str:
    """Lines without styles."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def is_a_test(result: Result) -> bool:
    """Whether a result is one of a case, and not of a file as a whole."""
    return result.name not in ("", SHARED)
