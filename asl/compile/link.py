"""What a step's compiler may ask: the target of a name, the query language of a state, its catchers."""

from __future__ import annotations

from collections.abc import Mapping

from asl.compile.step import CatchClause, Step
from asl.model.machine import Catcher, QueryLanguage, State, States
from asl.query.base import Compiled, Dataflow, Language, Tap, chain, no_tap


def language(name: QueryLanguage) -> Language:
    """The implementation of a query language, imported when a machine needs it."""
    if name == "JSONata":
        from asl.query.jsonata.dataflow import JSONATA

        return JSONATA
    from asl.query.jsonpath.dataflow import JSONPATH

    return JSONPATH


class Linker:
    """One `States` object while its steps are being made: every name has its Step already."""

    def __init__(
        self, steps: Mapping[str, Step], first: Mapping[str, Step], tap: Tap = no_tap
    ) -> None:
        self._steps = steps
        self._first = first
        self._tap = tap

    def target(self, name: str | None) -> Step | None:
        """The step of a name in this scope; None for the end."""
        return None if name is None else self._steps[name]

    def first(self, scope: States) -> Step:
        """The first step of a branch or item processor."""
        return self._first[scope.pointer]

    def language(self, state: State) -> Language:
        return language(state.query_language)

    def dataflow(self, state: State) -> Dataflow:
        return language(state.query_language).dataflow(state, self._tap)

    def tapped(self, stage: str, made: Compiled, *, is_default: bool = False) -> Compiled:
        """A stage that is no part of a Dataflow, telling what it gave. is_default: nobody wrote it, it changes nothing."""
        told = chain(made, self._tap(stage, None)) if is_default else self._tap(stage, made)
        return told or made

    def catchers(self, state: State, catchers: tuple[Catcher, ...]) -> tuple[CatchClause, ...]:
        speaks = language(state.query_language)
        clauses = []
        for catcher in catchers:
            flow = speaks.catcher(catcher)
            clauses.append(
                CatchClause(
                    catcher.error_equals, self._steps[catcher.next], flow.output, flow.assign
                )
            )
        return tuple(clauses)
