"""The nodes and edges of a machine: what every picture of it shows, before anything has a place.

A *scope* is one States object: the machine's, a branch's, an item processor's. Each has a start, an end when something
ends in it, its states, and the edges between them; a Map or Parallel holds the scopes inside it. Nodes are keyed by the
JSON pointer of the state, edges by (source pointer, kind, index), see `asl.graph.marks.EdgeKey`.

What is wrong in a definition is drawn, not hidden: a target that is no state here is a node of type `missing`. With the
definition's JSON at hand, states that the model cannot read and states that lead nowhere are drawn as `broken`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.graph import labels
from asl.graph.marks import EdgeKey, EdgeKind
from asl.jsonvalue import JSON, dumps
from asl.model.machine import (
    ChoiceState,
    FailState,
    MapState,
    ParallelState,
    State,
    StateMachine,
    States,
    SucceedState,
)
from asl.model.parse import escape

NodeType: TypeAlias = Literal[
    "Pass",
    "Task",
    "Choice",
    "Wait",
    "Succeed",
    "Fail",
    "Parallel",
    "Map",
    "start",
    "end",
    "missing",
    "broken",
]
_TERMINAL: Final = ("Succeed", "Fail", "Choice")


class Node(NamedTuple):
    """One node. `key` is the state's JSON pointer; starts, ends and missing targets have keys of their own."""

    key: str
    type: NodeType
    name: str  # "Start" and "End" for those
    detail: str = ""  # a second line, in full
    comment: str | None = None
    retry: tuple[int, str] | None = None  # most attempts, and the retriers in words
    distributed: bool = False
    scopes: tuple[Scope, ...] = ()  # inside a Map or Parallel


class Edge(NamedTuple):
    """One edge. `label` is in full, "" for none."""

    key: EdgeKey
    source: str  # node keys
    target: str
    label: str = ""

    @property
    def kind(self) -> EdgeKind:
        return self.key[1]


class Scope(NamedTuple):
    """One States object: `owner` is the pointer of the Map or Parallel around it ("" for the machine)."""

    pointer: str
    owner: str
    branch: int
    nodes: tuple[Node, ...]  # the start first, the end last
    edges: tuple[Edge, ...]
    comment: str | None = None


class Drawing:
    """A machine's scopes, and its nodes and edges by key.

    Args:
        machine: what is drawn.
        definition: its JSON, when at hand: then what the model could not read is drawn too.
    """

    def __init__(self, machine: StateMachine, definition: JSON = None) -> None:
        self.machine = machine
        self.definition = definition
        self.scope = _scope(machine, "", 0, definition)

    def scopes(self) -> Iterator[Scope]:
        """Every scope, an outer one before those inside it."""
        waiting = [self.scope]
        while waiting:
            scope = waiting.pop()
            yield scope
            waiting.extend(
                inner for node in reversed(scope.nodes) for inner in reversed(node.scopes)
            )

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """All nodes by key, starts and ends included."""
        return {node.key: node for scope in self.scopes() for node in scope.nodes}

    @cached_property
    def scope_of(self) -> dict[str, Scope]:
        """The scope that each node stands in, by the node's key."""
        return {node.key: scope for scope in self.scopes() for node in scope.nodes}

    @cached_property
    def edges(self) -> dict[EdgeKey, Edge]:
        """All edges by key."""
        return {edge.key: edge for scope in self.scopes() for edge in scope.edges}


def start_of(scope_pointer: str) -> str:
    """The key of a scope's start node."""
    return f"{scope_pointer}#start"


def end_of(scope_pointer: str) -> str:
    """The key of a scope's end node."""
    return f"{scope_pointer}#end"


def _scope(states: States, owner: str, index: int, raw: JSON) -> Scope:
    # One level of this recursion for each nesting of Map and Parallel, which the parser bounds.
    here = states.pointer
    written = raw.get("States") if isinstance(raw, dict) else None
    members = written if isinstance(written, dict) else {}
    keys = {name: state.pointer for name, state in states.states.items()}
    broken = {
        name: f"{here}/States/{escape(name)}" for name in members if name not in states.states
    }
    keys |= broken
    nodes: list[Node] = [Node(start_of(here), "start", "Start")]
    missing: dict[str, Node] = {}
    edges: list[Edge] = []

    def target(name: str) -> str:
        if name in keys:
            return keys[name]
        key = f"{here}#missing/{escape(name)}"
        missing[name] = Node(key, "missing", name, "no such state here")
        return key

    edges.append(Edge((owner, "start", index), nodes[0].key, target(states.start_at)))
    for name, state in states.states.items():
        value = members.get(name)
        nodes.append(_node(state, value))
        edges.extend(_edges(state, here, target, value))
    for name, key in broken.items():
        nodes.append(_unread(name, key, members[name]))
        following = members[name].get("Next") if isinstance(members[name], dict) else None
        if isinstance(following, str):
            edges.append(Edge((key, "next", 0), key, target(following)))
    nodes.extend(missing.values())
    if any(edge.kind == "end" for edge in edges):
        nodes.append(Node(end_of(here), "end", "End"))
    return Scope(here, owner, index, tuple(nodes), tuple(edges), states.comment)


def _node(state: State, raw: JSON) -> Node:
    scopes: tuple[Scope, ...] = ()
    distributed = False
    value = raw if isinstance(raw, dict) else {}
    if isinstance(state, ParallelState):
        branches = value.get("Branches")
        scopes = tuple(
            _scope(branch, state.pointer, _index(branch.pointer), _at(branches, branch.pointer))
            for branch in state.branches
        )
    elif isinstance(state, MapState):
        distributed = state.distributed
        inner = value.get("ItemProcessor", value.get("Iterator"))
        scopes = (_scope(state.processor, state.pointer, 0, inner),)
    return Node(
        state.pointer,
        type_of(state),
        state.name,
        labels.detail(state),
        state.comment,
        labels.retry_words(state),
        distributed,
        scopes,
    )


def type_of(state: State) -> NodeType:
    """The state's Type as ASL writes it."""
    name: NodeType = type(state).__name__.removesuffix("State")  # type: ignore[assignment]  # PassState → Pass
    return name


def _index(pointer: str) -> int:
    return int(pointer.rpartition("/")[2])


def _at(entries: JSON, pointer: str) -> JSON:
    index = _index(pointer)
    return entries[index] if isinstance(entries, list) and index < len(entries) else None


def _edges(state: State, scope: str, target: Callable[[str], str], raw: JSON) -> Iterator[Edge]:
    here = state.pointer
    if isinstance(state, ChoiceState):
        for rule in state.choices:
            key: EdgeKey = (here, "choice", _index(rule.pointer))
            yield Edge(key, here, target(rule.next), labels.condition(rule))
        if state.default is not None:
            yield Edge((here, "default", 0), here, target(state.default), "Default")
    elif state.next is not None and not isinstance(state, (SucceedState, FailState)):
        yield Edge((here, "next", 0), here, target(state.next))
    elif not isinstance(state, FailState) and not _leads_nowhere(state, raw):
        yield Edge((here, "end", 0), here, end_of(scope))
    for catcher in getattr(state, "catch", ()):
        key = (here, "catch", _index(catcher.pointer))
        yield Edge(key, here, target(catcher.next), labels.errors(catcher))


def _leads_nowhere(state: State, raw: JSON) -> bool:
    """Neither Next nor End is written; known only with the definition at hand."""
    if not isinstance(raw, dict) or type_of(state) in _TERMINAL:
        return False
    return "Next" not in raw and raw.get("End") is not True


def _unread(name: str, key: str, raw: JSON) -> Node:
    type_ = raw.get("Type") if isinstance(raw, dict) else None
    if type_ is None:
        return Node(key, "broken", name, "a state without a Type")
    if type_ in ("Task", "Map"):
        lacks = "a Resource" if type_ == "Task" else "an ItemProcessor"
        return Node(key, "broken", name, f"a {type_} without {lacks} that can be read")
    return Node(key, "broken", name, f"Type {labels.cut(dumps(type_), 40)} is unknown")
