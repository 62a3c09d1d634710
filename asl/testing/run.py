"""What a run was: the one result class of every host, test and command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from asl.errors import UsageError
from asl.history.render import Event, Renderer
from asl.jsonvalue import JSON, dumps
from asl.testing.exact import exact
from asl.testing.histories import History
from asl.testing.looks import Looks
from asl.testing.readings import Call, Done, Elapsed, Path, Status, is_over, listed
from asl.testing.readings import select as select_in
from asl.testing.visits import StateView as StateView
from asl.testing.visits import Trace as Trace
from asl.testing.visits import full_visits_of, moment, traces_of
from asl.testing.visits import visits_of as visits_of
from asl.vocabulary.records import Record
from asl.vocabulary.signals import Redrive, Signal, Stop

if TYPE_CHECKING:
    from os import PathLike

    from asl.engine.execution import Execution
    from asl.hosts.virtual import VirtualHost, Waiting
    from asl.observe.cost.cost import Cost
    from asl.testing.outside import Task
    from asl.testing.simulate import Origin


class Run:
    """An execution and all that is known of it.

    `path` holds the names of the states entered, in order, with those of branches and iterations. `history` is what
    GetExecutionHistory answers, rendered when first asked for. `looks` is for the plugin: what a test has asked of it.
    """

    def __init__(
        self,
        host: VirtualHost,
        *,
        variables: Mapping[str, JSON] | None = None,
        go_on: Callable[[], None] | None = None,
    ) -> None:
        """A run that a host has.

        variables: what was assigned before its first state. go_on: what happens after it has been told something from
        outside (an answered token, a redrive); by default all that follows without time passing.
        """
        self._host = host
        self._variables = variables
        self._go_on = go_on or host.settle
        self._history: History | None = None
        self._exact: tuple[JSON, JSON] = (
            None,
            None,
        )  # the output as the engine has it, and as tests compare it
        self.looks = Looks()

    @property
    def host(self) -> VirtualHost:
        """What runs it: its clock, and every call."""
        return self._host

    @property
    def execution(self) -> Execution:
        return self._host.execution

    @property
    def origin(self) -> Origin | None:
        """Where its definition came from; None for a program made by hand."""
        from asl.testing.simulate import origin_of

        return origin_of(self.execution.program)

    @property
    def status(self) -> Status:
        """SUCCEEDED, FAILED, TIMED_OUT, ABORTED, or RUNNING when it waits for something from outside.

        It is text; compared with a text that is no status, it is an error.
        """
        self._look_at_end()
        return Status(self.execution.status)

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCEEDED"

    @property
    def output(self) -> JSON:
        """The output as a JSON value; None when the execution did not succeed.

        Its objects and arrays compare as JSON does: true is not 1. A boolean alone is Python's, so write `is True`.
        """
        self._look_at_end()
        output = self.execution.output
        if self._exact[0] is not output:
            self._exact = (output, exact(output))
        return self._exact[1]

    @property
    def output_text(self) -> str | None:
        """The output as the API answers it."""
        return dumps(self.execution.output) if self.succeeded else None

    @property
    def error(self) -> str | None:
        self._look_at_end()
        failure = self.execution.failure
        return None if failure is None else failure[0]

    @property
    def cause(self) -> str | None:
        self._look_at_end()
        failure = self.execution.failure
        return None if failure is None else failure[1]

    @property
    def input(self) -> JSON:
        return self.execution.input

    @property
    def execution_arn(self) -> str:
        return self.execution.identity.execution_arn

    @property
    def state_machine_arn(self) -> str:
        return self.execution.identity.machine_arn

    @property
    def started_at(self) -> datetime:
        return moment(self.execution.started_ms)

    @property
    def stopped_at(self) -> datetime | None:
        at_ms = self.execution.stopped_ms
        return None if at_ms is None else moment(at_ms)

    @property
    def elapsed(self) -> Elapsed:
        """Seconds on the execution's clock, until now if it is open: a float that compares with a timedelta too."""
        execution = self.execution
        end_ms = self._host.now_ms if execution.stopped_ms is None else execution.stopped_ms
        return Elapsed((end_ms - execution.started_ms) / 1000)

    @property
    def done(self) -> Done:
        """Whether it is over, as a truth value and as a function: `clock.advance_until(run.done)`."""
        self._look_at_place()
        return Done(self)

    @property
    def transitions(self) -> int:
        """State transitions as AWS bills them: entries, retries and redrives; children of Map Runs not counted."""
        return self.execution.transitions + self.execution.redrive_count

    @property
    def cost(self) -> Cost:
        """What it costs, at the prices of the region in pyproject.toml's [tool.asl.prices], else of its own region.

        `transitions` (children of Map Runs too), `by_state`, `standard` and `express` in dollars, `total`: of Step Functions
        alone, functions are not in it; not known where tasks start executions, which cost too. So far, if it is open. See `asl.observe.cost.cost`.

        Raises:
            UsageError: the price table does not have the region.
        """
        from asl.hosts.price_files import settings

        return self.cost_in(settings().region or self.execution.identity.region)

    def cost_in(self, region: str, prices: str | PathLike[str] | None = None) -> Cost:
        """`cost` at another region's prices, or at those of a file; see `asl.hosts.price_files`."""
        from asl.hosts.price_files import prices_of
        from asl.observe.cost.cost import cost_of
        from asl.testing.priced import started_by

        return cost_of(self._host, prices_of(region, prices), beside=started_by(self._host.calls))

    @property
    def records(self) -> Sequence[Record]:
        return self.execution.records

    @property
    def path(self) -> Path:
        """The names of the states entered: a list. Whether a name is in it that the definition does not have is an error."""
        self._look_at_place()
        entered = [record[3] for record in self.records if record[0].endswith("StateEntered")]
        return Path(entered, lambda: sorted(self._types))

    @property
    def history(self) -> History:
        """AWS-shaped events, timestamps as datetimes in UTC: a list that can be compared with a snapshot."""
        self._look_at_end()
        if self._history is None or len(self._history) != len(self.records):
            renderer = Renderer(self.execution.identity.region)
            events: list[Event] = list(renderer.events(self.records))
            for event, record in zip(events, self.records, strict=True):
                event["timestamp"] = moment(record[2])
            self._history = History(events)
        return self._history

    @property
    def waiting(self) -> list[Waiting]:
        """What an execution that is still RUNNING waits for."""
        self._look_at_place()
        return self._host.waiting()

    @property
    def children(self) -> Sequence[Execution]:
        """The child executions of its Map Runs: the first `keep_children`, then those after them that did not succeed.

        How many there were is in `execution.map_runs`.
        """
        return self._host.children

    @property
    def trace(self) -> list[Trace]:
        """Every visit with its stages; those between input and output only if the run was asked to keep them."""
        return traces_of(self.records, self.execution.taps)

    def calls(self, state: str) -> list[Call]:
        """Every call of a Task, retries included, in order. A call equals its arguments:

            assert run.calls("Charge") == [{"id": 7}, {"id": 7}]

        Raises:
            UsageError: the definition has no such Task.
        """
        type_ = self._type_of(state)
        if type_ != "Task":
            raise UsageError(
                f'"{state}" is a {type_}, and only Tasks are called: run.visits("{state}") has its visits'
            )
        if any(waiting.state == state for waiting in self._host.waiting()):
            self._look_at_place()
        return [
            Call(*call)._replace(arguments=exact(call.arguments))
            for call in self._host.calls
            if call.state == state
        ]

    def attempts(self, state: str) -> int:
        """How often a Task was called."""
        return len(self.calls(state))

    def state(self, name: str, visit: int = -1) -> StateView:
        """One visit of a state with its data; the last one unless `visit` says which (0 is the first).

        Raises:
            UsageError: the definition has no such state, or it was not entered that often.
        """
        visits = self.visits(name)
        try:
            return visits[visit]
        except IndexError:
            times = "was never entered" if not visits else f"was entered {len(visits)} times"
            raise UsageError(
                f'"{name}" {times}; the path was {" > ".join(self.path) or "empty"}'
            ) from None

    def visits(self, name: str) -> list[StateView]:
        """All visits of a state, by entry, each with its data.

        Raises:
            UsageError: the definition has no such state.
        """
        self._type_of(name)
        return [view.exact() for view in self.visits_if_any(name)]

    def visits_if_any(self, name: str) -> list[StateView]:
        """The same; none for a name that the definition does not have."""
        views = full_visits_of(self.records, self.execution.taps, self._variables)
        return [view for view in views if view.name == name]

    def select(self, path: str) -> list[JSON]:
        """What a JSONPath finds in the output, in order; `[]` if nothing: `run.select("$.orders[*].id") == [1, 2]`.

        Raises:
            UsageError: it is no path, or there is no output, of which nothing can be told.
        """
        found = select_in(self.output, path)
        if not self.succeeded:
            raise UsageError(f'select("{path}"): there is no output to look in\n{self.explain()}')
        return found

    def _look_at_end(self) -> None:
        self.looks.at_end(len(self._host.execution.records))

    def _look_at_place(self) -> None:
        self.looks.at_place(len(self._host.execution.records))

    @property
    def _types(self) -> dict[str, str]:
        return {step.name: step.type for step in self.execution.program.steps.values()}

    def _type_of(self, name: str) -> str:
        types = self._types
        if name not in types:
            from asl.check.diagnostic import did_you_mean

            names = sorted(types)
            advice = did_you_mean(name, names) or f"it has {listed(names)}"
            raise UsageError(f'the definition has no state "{name}"; {advice}')
        return types[name]

    # ---------------------------------------------------------------- what others tell it

    def token(self, name: str, *, index: int | None = None) -> Task:
        """The task that waits for its token to be sent back, by its state's name or by the token itself.

        index: the Map's iteration, where several wait.

        Raises:
            UsageError: none waits, or several do.
        """
        from asl.testing.outside import token_of

        return token_of(self, name, index)

    def activity(self, name: str, *, worker: str | None = None) -> Task:
        """Take the oldest waiting task of an activity, as its worker does by polling. By the activity's name or its ARN.

        Raises:
            UsageError: none waits.
        """
        from asl.testing.outside import take_activity

        return take_activity(self, name, worker)

    def stop(self, error: str | None = None, cause: str | None = None) -> Run:
        """End it from outside, as StopExecution does: ABORTED.

        Raises:
            UsageError: it is over already.
        """
        if is_over(self):
            raise UsageError(f"the run cannot be stopped: it is {self.status} already")
        self.tell(Stop(error, cause))
        return self

    def redrive(self) -> Run:
        """Run what did not succeed again, as RedriveExecution does.

        It goes on as it began: to its end, or only as far as the clock allows.

        Raises:
            UsageError: it cannot: it is open, has succeeded, is Express, or ended more than 14 days ago.
        """
        from asl.engine.redrive import refusal

        refused = refusal(self.execution, self._host.now_ms)
        if refused is not None:
            raise UsageError(
                f"the run cannot be redriven: {refused}; only a Standard execution that has ended without success can"
            )
        self.tell(Redrive())
        return self

    def tell(self, signal: Signal, execution_arn: str | None = None) -> bool:
        """Give it a signal, and let follow what does. False: too late, or not its own."""
        if not self._host.send(signal, execution_arn):
            return False
        self._go_on()
        return True

    # ---------------------------------------------------------------- what people see

    def explain(self) -> str:
        """How it went, in lines: the path, where it failed or waits, and the data there."""
        from asl.testing.explain import explain

        return explain(self)

    def assert_succeeded(self) -> Run:
        """Itself. Raises AssertionError that explains the run when it did not succeed."""
        __tracebackhide__ = True
        if not self.succeeded:
            raise AssertionError(f"the run did not succeed\n{self.explain()}")
        return self

    def assert_failed(self, error: str | None = None) -> Run:
        """Itself. Raises AssertionError that explains the run when it did not fail, or with another error.

        error: the error's name; None: any. A timeout and a stopped execution count as failures.
        """
        __tracebackhide__ = True
        if self.succeeded or not self.done:
            raise AssertionError(f"the run did not fail\n{self.explain()}")
        if error is not None and self.error != error:
            raise AssertionError(
                f"the run failed with {self.error}, not with {error}\n{self.explain()}"
            )
        return self

    def __repr__(self) -> str:
        from asl.testing.explain import brief

        return f"<Run {brief(self)}>"
