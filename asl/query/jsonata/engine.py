"""The JSONata engine: the one module that knows jlens.

An expression is compiled twice: bare, for its own errors and for what it reads, and inside

    ($states:=$$.states;$x:=$$.x;$$.`-`{"r":EXPRESSION})

which is evaluated with the scope as its *input document*: jlens converts bindings at once but its input only as far as it is
read. Grouping nothing by a constant key gives the expression an undefined context, as the service does, and tells null
(`{"r": null}`) from undefined (`{}`).

Limits are counted, so that a replay ends where the run did. Only what no count catches (a regular expression that explodes,
quadratic functions) ends at the service's own limit of one second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from asl.jsonvalue import JSON
from asl.query.base import Scope
from asl.query.jsonata.failure import (
    MEMORY_LIMIT,
    STACK_LIMIT,
    TIME_LIMIT,
    UNDEFINED,
    JsonataError,
)
from asl.query.jsonata.functions import seeded_random
from asl.query.jsonata.preludes import FUNCTIONS, PRELUDES

if TYPE_CHECKING:
    from jlens import Expression

# About 100 ms of evaluation: evaluation holds the interpreter.
MAX_STEPS: Final = 2_000_000
MAX_CALLS: Final = 1_000
MAX_STRING_BYTES: Final = 1_048_576
MAX_ITEMS: Final = 50_000
MAX_RESULT_BYTES: Final = 4 * 1_048_576  # a payload ends at 256 KiB; this only keeps memory bounded
SERVICE_SECONDS: Final = 1.0  # AWS: an evaluation's time limit

_LIMITS: Final[dict[str, Any]] = {
    "max_depth": MAX_CALLS,
    "max_steps": MAX_STEPS,
    "max_string_length": MAX_STRING_BYTES,
    "max_array_length": MAX_ITEMS,
    "max_result_size": MAX_RESULT_BYTES,
    "timeout": SERVICE_SECONDS,
}


class SyntaxProblem(NamedTuple):
    """Why a text is no expression. position: characters to the token at fault; `end` to its end."""

    message: str
    position: int
    code: str
    end: int


class Program:
    """One expression, compiled when first evaluated and kept by its text.

    problem: its syntax error. reads: jlens' account of the bindings it reads, `{"states": {"input": True}}`.
    functions: names of functions it mentions. draws: it calls `$random` or `$uuid`.
    """

    __slots__ = (
        "_is_function",
        "_run",
        "_shadowed",
        "draws",
        "fields",
        "function_set",
        "functions",
        "problem",
        "reads",
        "text",
        "variables",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.problem = syntax_error(text)
        self.reads: Mapping[str, Any] = {}
        self.functions: tuple[str, ...] = ()
        self._run: Expression | None = None
        self._is_function: Expression | None = None
        self._shadowed: dict[tuple[str, ...], Program] = {}
        if self.problem is None:
            self.reads = _expression(text).reads()["bindings"]
            names = dict.fromkeys(re.findall(r"\$([A-Za-z]\w*)", text))
            self.functions = tuple(name for name in names if name in FUNCTIONS)
        self.function_set = frozenset(self.functions)
        self.draws = tuple(name for name in ("random", "uuid") if name in self.function_set)
        self.variables = tuple(
            name for name in self.reads if name != "states" and name not in self.function_set
        )
        below = self.reads.get("states")
        self.fields: tuple[str, ...] | None = () if below is None else None
        if below is not None and below is not True:
            self.fields = tuple(below)

    def evaluate(self, scope: Scope, subject_name: str | None, subject: JSON) -> JSON:
        """The value, or UNDEFINED.

        subject_name: `result` or `errorOutput` where `$states` has one. The value shares nothing with the scope.

        Raises:
            JsonataError: it failed, or a limit ended it.
            UnsupportedResult: it gave a function.
        """
        variables = scope.variables
        if self.functions and variables and not self.function_set.isdisjoint(variables):
            return self._over(variables).evaluate(scope, subject_name, subject)
        document = self._document(scope, subject_name, subject)
        run = self._run
        if run is None:
            run = self._run = self._compiled()
        host = _draws(self.draws, scope) if self.draws else None
        found = _evaluate(run, document, host, scope.now_ms)
        if found:
            return found["r"]
        self._refuse_function(document, host, scope.now_ms)
        return UNDEFINED

    def _document(self, scope: Scope, subject_name: str | None, subject: JSON) -> dict[str, JSON]:
        states: dict[str, JSON] = {}
        fields = self.fields
        if fields is None or "input" in fields:
            states["input"] = scope.input
        if subject_name is not None and (fields is None or subject_name in fields):
            states[subject_name] = subject
        if fields is None or "context" in fields:
            states["context"] = scope.context
        document: dict[str, JSON] = {"states": states}
        if self.variables:
            variables = scope.variables
            for name in self.variables:
                if name in variables:
                    document[name] = variables[name]
        return document

    def _compiled(self, wrapped: str = "{}") -> Expression:
        if self.problem is not None:
            raise JsonataError(self.problem.message, self.problem.code, self.problem.end)
        hosts: dict[str, Callable[..., JSON]] = {}
        prefix, signatures = "(", {}
        for name in _with_needed(self.functions):
            if name in PRELUDES and name not in self.variables:
                prelude = PRELUDES[name]
                prefix += prelude.text
                for host_name, call, signature in prelude.hosts:
                    hosts[host_name], signatures[host_name] = call, signature
        for name in ("states", *self.variables):
            if name in self.reads or name in self.variables:
                prefix += f"${name}:=$$.{_quoted(name)};"
        body = wrapped.replace(
            "{}", f"{self.text}\n"
        )  # the line ends a comment that is left open by nothing else
        made = _expression(f'{prefix}$$.`-`{{"r":{body}}})')
        for host_name, call in hosts.items():
            made.register_function(host_name, call, signatures[host_name])
        return made

    def _refuse_function(self, document: JSON, host: dict[str, Any] | None, now_ms: int) -> None:
        """Raise if what looks undefined was a function."""
        if self._is_function is None:
            self._is_function = self._compiled("$type({})")
        if _evaluate(self._is_function, document, host, now_ms).get("r") == "function":
            raise UnsupportedResult

    def _over(self, variables: Mapping[str, JSON]) -> Program:
        """The program in which variables of the machine hide functions of the same name."""
        hidden = tuple(name for name in self.functions if name in variables)
        program = self._shadowed.get(hidden)
        if program is None:
            program = Program(self.text)
            program.functions = tuple(name for name in self.functions if name not in hidden)
            program.function_set = frozenset(program.functions)
            program.draws = tuple(name for name in self.draws if name not in hidden)
            program.variables = (*self.variables, *hidden)
            self._shadowed[hidden] = program
        return program


class UnsupportedResult(Exception):
    """The value of an expression is a function."""


_KEPT: Final = 8_192
_programs: dict[str, Program] = {}


def program_of(text: str) -> Program:
    """The program of an expression without delimiters; equal texts share one."""
    program = _programs.get(text)
    if program is None:
        if len(_programs) >= _KEPT:
            _programs.clear()
        program = _programs[text] = Program(text)
    return program


def syntax_error(text: str) -> SyntaxProblem | None:
    """The first syntax error of an expression without delimiters, in JSONata's words."""
    from jlens import JlensError

    try:
        _expression(text)
    except JlensError as e:
        end = e.position if e.position is not None else len(text)
        start = e.start if e.start is not None else end
        return SyntaxProblem(_wording(str(e)), start, e.code, end)
    except UnicodeEncodeError as e:
        return SyntaxProblem("An unpaired surrogate is no character", e.start, "S0103", e.end)
    return None


def evaluate_document(
    text: str, data: JSON, bindings: Mapping[str, JSON], *, now_ms: int = 0
) -> JSON:
    """An expression over an input document, as JSONata runs outside of a state machine; UNDEFINED as `data`: none.

    Raises:
        JsonataError: a syntax error, a failure, a limit.
    """
    problem = syntax_error(text)
    if problem is not None:
        raise JsonataError(problem.message, problem.code, problem.end)
    names = dict.fromkeys(re.findall(r"\$([A-Za-z]\w*)", text))
    prefix = "("
    hosts: list[tuple[str, Callable[..., JSON], str | None]] = []
    for name in _with_needed(tuple(name for name in names if name not in bindings)):
        if name in PRELUDES and name not in ("eval", "parse"):
            prefix += PRELUDES[name].text
            hosts.extend(PRELUDES[name].hosts)
    made = _expression(f'{prefix}$_asl_r:={text}\n;$$.`-`{{"r":$_asl_r}})')
    for name, call, signature in hosts:
        made.register_function(name, call, signature)
    found = _evaluate(made, None if data is UNDEFINED else data, dict(bindings), now_ms)
    return found.get("r", UNDEFINED)


def _with_needed(names: tuple[str, ...]) -> tuple[str, ...]:
    """$formatNumber's prelude asks the original $contains, so $contains' own comes first."""
    return (
        ("contains", *names)
        if "formatNumber" in names and "contains" not in names
        else tuple(sorted(names, key=lambda name: name != "contains"))
    )


def _draws(names: tuple[str, ...], scope: Scope) -> dict[str, Any]:
    rng = scope.rng

    def random(seed: JSON = None, *_: JSON) -> float:
        return rng.random() if seed is None else seeded_random(seed)

    def uuid(*_: JSON) -> str:
        return rng.uuid()

    calls = {"random": random, "uuid": uuid}
    return {name: calls[name] for name in names}


def _expression(text: str) -> Expression:
    from jlens import Expression as Made

    return Made(text)


def _evaluate(
    run: Expression, document: JSON, host: dict[str, Any] | None, now_ms: int
) -> dict[str, JSON]:
    from jlens import JlensError

    try:
        found: dict[str, JSON] = run.evaluate(document, host, now=now_ms, **_LIMITS)
    except JlensError as e:
        raise _translated(e) from None
    return found or {}


# Ours end as the service's do, and say that they are ours.
_LIMIT_TEXTS: Final = {
    "D1011": f"{STACK_LIMIT} (stopped here at {MAX_CALLS} nested calls)",
    "D1012": TIME_LIMIT,
    "U1006": f"{TIME_LIMIT} (stopped here after {MAX_STEPS} steps, about a tenth of a second)",
    "D2016": MEMORY_LIMIT,
}


def _translated(error: Any) -> JsonataError:
    text = _LIMIT_TEXTS.get(error.code)
    if text is None and error.code.startswith("U1"):
        text = f"{error} (a limit of this emulator, not of the service)"
    if text is not None:
        return JsonataError(text, None, error.position, error.token)
    return JsonataError(_wording(str(error)), error.code, error.position, error.token)


# JavaScript prints 2.0 as 2, and JSONata's message still says 1e6 where its limit is 1e7. Quoted parts are the author's.
_WHOLE: Final = re.compile(r'("(?:[^"\\]|\\.)*")|(?<![\w.])(-?\d+)\.0(?![\w.])')


def _wording(message: str) -> str:
    """jlens' message as JSONata 2.0.6 words it."""
    if ".0" in message:
        message = _WHOLE.sub(lambda found: found[1] or found[2], message)
    return message.replace("must not exceed 1e7", "must not exceed 1e6")


def _quoted(name: str) -> str:
    return f"`{name}`"
