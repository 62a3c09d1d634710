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
from asl.query.jsonata import release
from asl.query.jsonata.failure import (
    MEMORY_LIMIT,
    STACK_LIMIT,
    TIME_LIMIT,
    UNDEFINED,
    JsonataError,
    UnsupportedResult,
)
from asl.query.jsonata.functions import Host, script_number, seeded_random
from asl.query.jsonata.preludes import FUNCTIONS, PRELUDES, STAND_INS, Prelude
from asl.query.jsonata.syntax import MAX_NESTING, Node, TooDeep, parse_expression
from asl.query.jsonata.tokens import ExpressionSyntaxError

if TYPE_CHECKING:
    from jlens import Expression

# About 100 ms of evaluation: evaluation holds the interpreter.
MAX_STEPS: Final = 1_000_000
MAX_CALLS: Final = 1_000
MAX_STRING_BYTES: Final = 1_048_576
MAX_ITEMS: Final = 50_000
MAX_RESULT_BYTES: Final = 4 * 1_048_576  # a payload ends at 256 KiB; this only keeps memory bounded
SERVICE_SECONDS: Final = 1.0  # AWS: an evaluation's time limit

# An evaluation holds the interpreter. A host with several threads puts a function here that says, in a thread that may take its
# time, that others are to run meanwhile; the price is that the whole document is converted first.
lets_others_run: Callable[[], bool] | None = None

_LIMITS: Final[dict[str, Any]] = {
    "max_depth": MAX_CALLS,
    "max_steps": MAX_STEPS,
    "max_string_length": MAX_STRING_BYTES,
    "max_array_length": MAX_ITEMS,
    "max_result_size": MAX_RESULT_BYTES,
    "timeout": SERVICE_SECONDS,
}


class SyntaxProblem(NamedTuple):
    """Why a text is no expression. start: characters to the token at fault; end: to its end."""

    message: str
    start: int
    code: str
    end: int


class Program:
    """One expression, kept by its text and compiled when it is first evaluated.

    problem: its syntax error. reads: the bindings it reads and the fields below, `{"states": {"input": True}}`.
    functions: the functions it names. variables: the machine's variables that it reads. fields: those of `$states`; None: all.
    """

    def __init__(self, text: str, hidden: tuple[str, ...] = ()) -> None:
        self.text = text
        self.problem = syntax_error(text)
        self.reads: Mapping[str, Any] = {}
        self.functions: tuple[str, ...] = ()
        if self.problem is None:
            self.reads = _expression(text).reads()["bindings"]
            self.functions = tuple(
                name for name in _names(text) if name in FUNCTIONS and name not in hidden
            )
        self.variables = tuple(
            name for name in self.reads if name != "states" and name not in self.functions
        )
        self.variables += tuple(name for name in hidden if name not in self.variables)
        below = self.reads.get("states", {})
        self.fields: tuple[str, ...] | None = None if below is True else tuple(below)
        self._function_names = frozenset(self.functions)
        self._draws = tuple(name for name in ("random", "uuid") if name in self.functions)
        self._shuffles = "shuffle" in self.functions
        self._run: _Run | None = None
        self._is_function: _Run | None = None
        self._hiding: dict[tuple[str, ...], Program] = {}

    def evaluate(self, scope: Scope, subject_name: str | None, subject: JSON) -> JSON:
        """The value, or UNDEFINED. It shares nothing with the scope.

        Args:
            subject_name: `result` or `errorOutput` where `$states` has one.

        Raises:
            JsonataError: it failed, or a limit ended it.
            UnsupportedResult: it gave a function.
        """
        if self.functions and not self._function_names.isdisjoint(scope.variables):
            return self._with_hidden(scope.variables).evaluate(scope, subject_name, subject)
        document = self._document(scope, subject_name, subject)
        if self._run is None:
            self._run = self._compile("")
        drawing = _drawing(self._draws, scope) if self._draws else None
        limits = _LIMITS
        if self._shuffles:
            limits = {**_LIMITS, "seed": int(scope.rng.random() * 2**53)}
        found = self._run.evaluate(document, drawing, scope.now_ms, limits)
        if found:
            return found["r"]
        # A function cannot be told from undefined in the result.
        if self._is_function is None:
            self._is_function = self._compile("$type")
        if self._is_function.evaluate(document, drawing, scope.now_ms).get("r") == "function":
            raise UnsupportedResult
        return UNDEFINED

    def _document(self, scope: Scope, subject_name: str | None, subject: JSON) -> dict[str, JSON]:
        fields = self.fields
        states: dict[str, JSON] = {}
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

    def _compile(self, around: str) -> _Run:
        """The wrapped expression; `around` is the name of a function to call on it."""
        if self.problem is not None:
            raise JsonataError(self.problem.message, self.problem.code, self.problem.end)
        names = ("states", *self.variables) if "states" in self.reads else self.variables
        bound = "".join(f"${name}:=$$.`{name}`;" for name in names)
        head, tail = (f"{around}(", ")") if around else ("", "")
        return _Run(self.text, self.functions, bound, f'$$.`-`{{"r":{head}', f"\n{tail}}}")

    def _with_hidden(self, variables: Mapping[str, JSON]) -> Program:
        """The program in which variables of the machine hide functions of the same name."""
        hidden = tuple(name for name in self.functions if name in variables)
        if hidden not in self._hiding:
            self._hiding[hidden] = Program(self.text, hidden)
        return self._hiding[hidden]


class _Run:
    """An expression between what must come before and after it, in 2.0.6's sense.

    functions: those whose preludes it needs. bound: more to come before; head and tail stand right around it.
    """

    def __init__(
        self, text: str, functions: tuple[str, ...], bound: str, head: str, tail: str
    ) -> None:
        from jlens import JlensError

        self._error: type[Exception] = JlensError
        tree = tree_of(text)
        if tree is None:
            raise JsonataError(f"An expression may nest {MAX_NESTING} levels deep here")
        reason = release.refusal(tree)
        if reason is not None:
            raise JsonataError(reason)
        self._tree = tree
        self._adapted = adapted = release.adapt(text, tree)
        preludes = [*_preludes(functions), *_stand_ins(adapted.needs)]
        # Two blocks: preludes call functions that a variable of the machine may hide from the expression.
        before = f"({''.join(prelude.text for prelude in preludes)}({bound}{head}"
        self._offset = len(before)
        self._expression = self._made(f"{before}{adapted.text}{tail}))")
        for prelude in preludes:
            for name, call, signature in prelude.hosts:
                self._expression.register_function(name, call, signature)

    def _made(self, text: str) -> Expression:
        from jlens import JlensError

        try:
            return _expression(text)
        except (
            JlensError
        ) as e:  # it read the expression alone: what is around it made it nest too deeply
            raise self._translated(e) from None

    def evaluate(
        self,
        document: JSON,
        bindings: dict[str, Any] | None,
        now_ms: int,
        limits: Mapping[str, Any] = _LIMITS,
    ) -> dict[str, JSON]:
        """`{"r": value}`, or {} for undefined or a function."""
        try:
            if document is not None and lets_others_run is not None and lets_others_run():
                found = self._evaluate_apart(document, bindings, now_ms, limits)
            else:
                found = self._expression.evaluate(document, bindings, now=now_ms, **limits)
        except self._error as e:
            raise self._translated(e) from None
        return found or {}

    def _evaluate_apart(
        self,
        document: JSON,
        bindings: dict[str, Any] | None,
        now_ms: int,
        limits: Mapping[str, Any],
    ) -> Any:
        from jlens import Document

        try:
            whole = Document(document)
        except (TypeError, ValueError, OverflowError):
            # A value somewhere that jlens does not take: only an error if the expression comes across it.
            return self._expression.evaluate(document, bindings, now=now_ms, **limits)
        return self._expression.evaluate_document(whole, bindings, now=now_ms, **limits)

    def _translated(self, error: Any) -> JsonataError:
        position = error.position
        if position is not None:
            position = self._adapted.original(max(position - self._offset, 0))
        text = _LIMIT_TEXTS.get(error.code) or _own_limit(error)
        if text is not None:
            return JsonataError(text, None, position, error.token)
        message, token = _wording(str(error)), error.token and error.token.removeprefix(release.OLD)
        operator = release.blamed(self._tree, position)
        if operator is not None and token is not None:
            message = message.replace(f'"{token}"', f'"{operator}"', 1)
            message, token = message.replace(f"${token}?", f"${operator}?"), operator
        return JsonataError(message, error.code, position, token)


def _own_limit(error: Any) -> str | None:
    """The message of an error that 2.0.6 does not have, which says whose it is."""
    if error.code.startswith("U"):
        return f"{str(error).rstrip('.')} (a limit of this emulator, not of the service)"
    if error.code in release.LATER_CODES:
        return f"{str(error).rstrip('.')} (JSONata 2.0.6 does not notice)"
    return None


# Limits of ours end as the service's do, and say that they are ours.
_LIMIT_TEXTS: Final = {
    "D1011": f"{STACK_LIMIT} (stopped here at {MAX_CALLS} nested calls)",
    "D1012": TIME_LIMIT,
    "U1006": f"{TIME_LIMIT} (stopped here after {MAX_STEPS} steps, about a tenth of a second)",
    "D2016": MEMORY_LIMIT,
}


def evaluate_document(
    text: str,
    data: JSON,
    bindings: Mapping[str, JSON],
    *,
    now_ms: int = 0,
    max_calls: int = MAX_CALLS,
) -> JSON:
    """An expression over an input document, as JSONata runs outside of a state machine.

    Args:
        data: the document; UNDEFINED when there is none.

    Raises:
        JsonataError: a syntax error, a failure, a limit.
    """
    problem = syntax_error(text)
    if problem is not None:
        raise JsonataError(problem.message, problem.code, problem.end)
    functions = tuple(
        name for name in _names(text) if name not in bindings and name not in ("eval", "parse")
    )
    run = _Run(text, functions, "", "$_asl_r:=", '\n;$$.`-`{"r":$_asl_r}')
    document = None if data is UNDEFINED else data
    found = run.evaluate(document, dict(bindings), now_ms, {**_LIMITS, "max_depth": max_calls})
    return found.get("r", UNDEFINED)


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
    """The first syntax error of an expression without delimiters, in JSONata 2.0.6's words."""
    from jlens import JlensError

    problem = None
    try:
        _expression(text)
    except JlensError as e:
        end = e.position if e.position is not None else len(text)
        start = e.start if e.start is not None else end
        problem = SyntaxProblem(_own_limit(e) or _wording(str(e)), start, e.code, end)
    except UnicodeEncodeError as e:
        return SyntaxProblem("An unpaired surrogate is no character", e.start, "S0103", e.end)
    if _LATER.search(text) is None:
        return problem
    try:
        parse_expression(text)
    except TooDeep:
        if problem is None:
            message = 'The expression nests too deeply here to tell what "??" and "?:" in it mean'
            return SyntaxProblem(message, 0, "S0211", 0)
    except ExpressionSyntaxError as e:
        if problem is None or e.position <= problem.end:
            return SyntaxProblem(e.message, e.start, e.code, e.position)
    return problem


def tree_of(text: str) -> Node | None:
    """The tree of an expression without syntax errors; None when it nests too deeply."""
    try:
        return parse_expression(text)
    except TooDeep:
        return None


# The operators `??` and `?:` are later than 2.0.6, where these characters are two symbols.
_LATER: Final = re.compile(r"\?[?:]")
_VARIABLE: Final = re.compile(r"\$([A-Za-z]\w*)")


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(_VARIABLE.findall(text)))


def _stand_ins(needs: tuple[str, ...]) -> list[Prelude]:
    wanted = {*needs, "string"} if "text" in needs else set(needs)
    return [prelude for name, prelude in STAND_INS.items() if name in wanted]


def _drawing(names: tuple[str, ...], scope: Scope) -> dict[str, Host]:
    """Functions that draw from the execution's own generator."""
    rng = scope.rng

    def random(seed: JSON = None, *_: JSON) -> float:
        return rng.random() if seed is None else seeded_random(seed)

    def uuid(*_: JSON) -> str:
        return rng.uuid()

    calls: dict[str, Callable[..., JSON]] = {"random": random, "uuid": uuid}
    return {name: calls[name] for name in names}


def _expression(text: str) -> Expression:
    from jlens import Expression as Made

    return Made(text)


# Rust prints 2.0 and 1e+17 where JavaScript prints 2 and 100000000000000000. Quoted parts are the author's.
_NUMBER: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?<![\w.])-?\d+(?:\.0(?![\w.])|(?:\.\d+)?e[+-]?\d+)'
)


def _wording(message: str) -> str:
    """jlens' message as JSONata 2.0.6 words it, whose limit of a range is 1e7 where its message says 1e6."""

    def number(found: re.Match[str]) -> str:
        part = found[0]
        return part if part[0] == '"' else script_number(float(part))

    limit = "must not exceed 1e7"
    if limit in message:
        return message.replace(limit, "must not exceed 1e6")
    return _NUMBER.sub(number, message.replace(release.OLD, ""))


def _preludes(functions: tuple[str, ...]) -> list[Prelude]:
    return [PRELUDES[name] for name in functions if name in PRELUDES]
