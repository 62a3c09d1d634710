"""Frames: one thread of control each, as data. An execution's own, a branch's, an iteration's. And what a frame has of its
children: a join, or a Map Run.

A frame is also the Scope that expressions see: raw input, variables, context, clock and randomness. Only the modules of
`engine` change one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from asl.engine.context import context_object
from asl.jsonvalue import JSON
from asl.query.base import Randomness

if TYPE_CHECKING:
    from asl.compile.step import Step
    from asl.engine.execution import Execution
    from asl.vocabulary.outcomes import Call

# Phases. What a frame waits for is in `waits`.
ENTER: Final = "enter"  # its step is to be entered
AGAIN: Final = "again"  # its state is to be attempted once more
RESUME: Final = "resume"  # its children are done
TASK: Final = "task"
WAIT: Final = "wait"
BACKOFF: Final = "backoff"  # between two attempts
JOIN: Final = "join"  # children run
RUN: Final = "run"  # a Map Run is open
FAILED: Final = "failed"  # stopped in its state: a redrive goes on from there
IDLE: Final = "idle"  # stopped before it entered its state
GONE: Final = "gone"  # finished
PHASES: Final = {
    phase: phase
    for phase in (ENTER, AGAIN, RESUME, TASK, WAIT, BACKOFF, JOIN, RUN, FAILED, IDLE, GONE)
}
READY: Final = frozenset({ENTER, AGAIN, RESUME})  # phases in which a frame stands in the queue

FROM_STATE: Final = "STATE_DATA"  # the source of items that came with the state (recorded)
STATUSES: Final = (
    "SUCCEEDED",
    "FAILED",
    "TIMED_OUT",
    "ABORTED",
)  # that a child of a Map Run may end with


class Join:
    """The children of a Parallel or an inline Map.

    results: by index, in place. next: the first item that has no frame yet. live: frames under way. started_id: the
    …Started event; last_id: what completed last. children: unfinished ones, kept for redrive.
    """

    __slots__ = (
        "arguments",
        "bytes",
        "children",
        "concurrency",
        "depth",
        "done",
        "given_bytes",
        "given_depth",
        "items",
        "keys",
        "last_id",
        "next",
        "results",
        "started_id",
    )

    def __init__(self, results: list[JSON], started_id: int) -> None:
        self.results = results
        self.started_id = started_id
        self.last_id = started_id
        self.done = 0
        self.next = 0
        self.items: list[JSON] | None = None  # Map
        self.keys: list[str] | None = None
        self.concurrency = 0
        self.arguments: JSON = None
        self.given_bytes = 0  # ≥ the size of the arguments, and of every item
        self.given_depth = 0
        self.children: dict[int, Frame] = {}
        self.bytes = 2
        self.depth = 0


class MapRun:
    """One Map Run. Counts are of children, who are numbered in the order in which they were started.

    names, spans, inputs: of children that are open or unsuccessful. spans: (first item, how many), where batches are made;
    without an ItemBatcher child n has item n. inputs: of Express children whose items the core has. results: by child, while
    the core keeps them.
    """

    __slots__ = (
        "again",
        "arguments",
        "arn",
        "asked",
        "begun_id",
        "concurrency",
        "counts",
        "exported_to",
        "failed_items",
        "failing",
        "inputs",
        "is_read",
        "is_writing",
        "items",
        "keys",
        "label",
        "made",
        "names",
        "next",
        "open",
        "record_bytes",
        "redrive_count",
        "reference",
        "result_bytes",
        "results",
        "source",
        "spans",
        "started_id",
        "started_ms",
        "status",
        "stopped_ms",
        "tolerated_count",
        "tolerated_percentage",
        "total",
        "unsuccessful",
    )

    def __init__(self, arn: str, label: str, started_ms: int) -> None:
        self.arn = arn
        self.label = label
        self.started_ms = started_ms
        self.stopped_ms: int | None = None
        self.status = "RUNNING"
        self.begun_id = 0  # MapStateStarted
        self.started_id = 0  # MapRunStarted, or the last MapRunRedriven
        self.is_read = False  # the items are known
        self.is_writing = False  # a ResultWriter is at work, and nothing is started any longer
        self.items: list[JSON] | None = None  # None: the host has read them
        self.keys: list[str] | None = None
        self.source = FROM_STATE
        self.reference: JSON = None  # where the host finds the rows again
        self.arguments: JSON = None
        self.exported_to: JSON = None  # the ResultWriter's arguments
        self.concurrency = 0
        self.tolerated_count: int | None = None
        self.tolerated_percentage: float | None = None
        self.next = 0  # the first item that is in no child yet
        self.total = 0  # items
        self.made = 0  # children
        self.results: list[JSON] | None = []  # None: they are written, or too large to be a result
        self.result_bytes = 0  # no more than their text has: of those that stay
        self.record_bytes = 0  # and of those that tell of unsuccessful children
        self.names: dict[int, str] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        self.inputs: dict[int, JSON] = {}
        self.open: dict[str, int] = {}  # effect id → child
        self.asked: str | None = None  # the effect whose batch the host is making
        self.unsuccessful: dict[int, str] = {}  # child → status
        self.again: list[
            int
        ] = []  # children that a redrive has not reached yet, the last one first
        self.counts = dict.fromkeys(STATUSES, 0)
        self.failed_items = 0  # in children that failed or timed out
        self.failing: tuple[str | None, str | None] | None = None  # why, while results are written
        self.redrive_count = 0

    def first_of(self, child: int) -> int:
        """The first item of a child that is open or unsuccessful."""
        return self.spans.get(child, (child, 1))[0]

    def items_of(self, child: int) -> int:
        """How many items such a child has."""
        return self.spans.get(child, (child, 1))[1]

    def forget(self, child: int) -> None:
        """It has succeeded: nothing will ask for it again."""
        self.names.pop(child, None)
        self.spans.pop(child, None)
        self.inputs.pop(child, None)


class Frame:
    """A thread of control. See the module's docstring."""

    __slots__ = (
        "attempts",
        "bytes",
        "call",
        "chosen",
        "cursor",
        "depth",
        "entered_id",
        "entered_ms",
        "execution",
        "id",
        "index",
        "input",
        "join",
        "last_beat_ms",
        "made",
        "parent",
        "phase",
        "retries",
        "run",
        "scheduled",
        "started",
        "step",
        "tight",
        "token",
        "variable_bytes",
        "variables",
        "waits",
    )

    def __init__(
        self,
        id_: str,
        execution: Execution,
        step: Step,
        input_: JSON,
        bytes_: int,
        depth: int,
        cursor: int,
    ) -> None:
        self.id = id_
        self.execution = execution
        self.step = step
        self.input = input_
        self.bytes = bytes_  # ≥ the size of the input's compact text
        self.depth = depth  # ≥ how deep it nests
        self.tight = (
            0  # the bytes that were measured last: far above them a bound is worth a new look
        )
        self.cursor = cursor  # the event that the next one follows
        self.entered_id = 0
        self.entered_ms = 0
        self.phase = ENTER
        self.variables: Mapping[str, JSON] = {}
        self.variable_bytes = 0
        self.attempts: list[int] | None = None  # per retrier of the step, in this visit
        self.retries = 0  # in this visit, of all retriers
        self.token: str | None = None
        self.scheduled = False  # the …Scheduled event of this attempt is written
        self.started = False  # the …Started event too
        self.last_beat_ms = 0
        self.call: Call | None = None  # of the attempt under way
        # Of the whole execution: which way each Choice went. n: by rule n; as many as there are rules: by none of them;
        # ~n: rule n could not be told.
        self.chosen = execution.chosen
        self.waits: tuple[tuple[str, str], ...] = ()  # (effect id, what for)
        self.made = 0  # effects and children so far: the next id's number
        self.parent: Frame | None = None
        self.index = 0
        self.join: Join | None = None
        self.run: MapRun | None = None

    @property
    def now_ms(self) -> int:
        return self.execution.now_ms

    @property
    def rng(self) -> Randomness:
        return self.execution.rng

    @property
    def context(self) -> JSON:
        return context_object(self.execution, self)

    def tap(self, stage: str, value: JSON) -> None:
        """Keep what a stage of the data flow gave, for the trace."""
        self.execution.taps.append((self.entered_id, stage, value))

    def next_id(self) -> str:
        """A fresh effect id."""
        self.made += 1
        return f"{self.id}/{self.made}"

    def map_index(self) -> int | None:
        """The index of the innermost iteration around this frame."""
        frame: Frame | None = self
        while frame is not None and frame.parent is not None:
            if frame.parent.step.type == "Map":
                return frame.index
            frame = frame.parent
        return None


class ItemScope:
    """What an ItemSelector sees: the Map state's own scope, with one item in its context."""

    __slots__ = ("_frame", "_item", "input", "now_ms", "rng", "variables")

    def __init__(self, frame: Frame, item: Mapping[str, JSON]) -> None:
        self._frame = frame
        self._item = item
        self.input = frame.input
        self.variables = frame.variables
        self.now_ms = frame.now_ms
        self.rng = frame.rng

    def tap(self, stage: str, value: JSON) -> None:
        self._frame.tap(stage, value)

    @property
    def context(self) -> JSON:
        return {**self._frame.context, "Map": {"Item": self._item}}


def map_item(index: int, value: JSON, key: str | None, source: str | None) -> dict[str, JSON]:
    """`Map.Item` of the context object. A source only in a distributed Map (recorded)."""
    item: dict[str, JSON] = {"Index": index, "Value": value}
    if key is not None:
        item["Key"] = key
        item["Value"] = value["Value"]
    if source is not None:
        item["Source"] = source
    return item
