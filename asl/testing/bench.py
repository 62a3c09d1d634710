"""What belongs to one test: its clock, its machines, their runs; and what is wrong with the test when it is over.

A file is looked for beside the test's own file, then in the folders above it up to pytest's root folder, then where pytest
was started.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asl.compile.program import Program
from asl.errors import DefinitionError, UsageError
from asl.hosts.children import KEPT
from asl.jsonvalue import JSON
from asl.limits import BY_TYPE
from asl.testing.clock import Clock
from asl.testing.machine import Machine, name_of
from asl.testing.run import Run
from asl.testing.simulate import MachineType, load, origin_of, source_of

if TYPE_CHECKING:
    from asl.hosts.answers import Answerer
    from asl.hosts.buckets import Given
    from asl.hosts.mock_file import MockFile

_UNUSED_HELP: Final = (
    "take it away, or say optional=True where not every test comes there;"
    " a mock that answers nothing makes a test say what it does not show"
)
_LEFT_HELP: Final = (
    "the runs made fewer calls than the mock has answers: take those away, or say optional=True;"
    " an error for every call is raises=…"
)
_OVERLOOKED_HELP: Final = (
    "say how it ends, after it has: run.assert_succeeded(), run.assert_failed(error), or assert run.status, run.error or"
    " run.output; a call that was not made shows nothing when the run failed before it"
)
_SHOWN: Final = 3  # runs that are told of


class Bench:
    """The clock and the machines of one test.

    Args:
        folder: of the test's file. root: pytest's root folder.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self.clock = Clock()
        self.machines: list[Machine] = []
        self._folder = folder
        self._root = root

    def machine(
        self,
        definition: JSON | PathLike[str] | Program,
        *,
        defines: Mapping[str, str] | None = None,
        type: MachineType = "STANDARD",
        name: str | None = None,
        mocks: str | PathLike[str] | Mapping[str, object] | None = None,
        lambdas: Mapping[str, Callable[..., object]] | None = None,
        services: Answerer | None = None,
        buckets: Mapping[str, Given] | None = None,
        seed: int = 0,
        account: str = "123456789012",
        region: str = "us-east-1",
        trace: bool = True,
        optional_mocks: bool = False,
        keep_children: int = KEPT,
    ) -> Machine:
        """A machine for this test.

        Args:
            definition: a file (relative to the test's own, or to pytest's root folder), JSON or YAML text, a JSON value, or
                what `asl.load` gave.
            defines: values for `${Name}` places. type: STANDARD or EXPRESS.
            name: the state machine's; by default its file's.
            mocks: a mock file, or answers by state, resource, action or function.
            lambdas: Python handlers by function name.
            services: asked for calls that nothing else answers: `asl_services`, or anything with an `answer(call)`.
            buckets: what ItemReaders read and ResultWriters write, see `asl.simulate`.
            seed: of jitter, UUIDs, tokens and `$random`. account, region: in ARNs.
            trace: keep every stage of the data flow, for `run.state(…)`; False saves time in runs of many steps.
            optional_mocks: no mock of this machine has to be asked.
            keep_children: how many children of Map Runs are kept.

        Raises:
            UsageError: a file that is not there, or an argument that cannot be used.
            DefinitionError: the definition cannot run.
        """
        if type not in BY_TYPE:
            raise UsageError(f'type="{type}" is no type of a state machine: STANDARD or EXPRESS')
        if isinstance(definition, str) and is_path(definition):
            definition = self._find(definition, "definition")
        elif isinstance(definition, PathLike):
            definition = self._find(str(definition), "definition")
        program = (
            definition
            if isinstance(definition, Program)
            else _loaded(definition, type, defines, trace)
        )
        if name is None:
            origin = origin_of(program)
            name = name_of(origin.path) if origin is not None and origin.path else "machine"
        machine = Machine(
            program,
            self.clock,
            name=name,
            type=type,
            file=self._mock_file(mocks),
            services=services,
            buckets=buckets,
            seed=seed,
            account=account,
            region=region,
            keep_children=keep_children,
            optional_mocks=optional_mocks,
        )
        if isinstance(mocks, Mapping):
            for key, answer in mocks.items():
                machine.mock(key, answer)
        for function, handler in (lambdas or {}).items():
            machine.lambda_(function, handler)
        machine.check_file()
        self.machines.append(machine)
        return machine

    __call__ = machine  # what the fixture asl_machine is to a test

    def __repr__(self) -> str:
        return f"<asl_machine {', '.join(machine.name for machine in self.machines)}>"

    def _mock_file(
        self, mocks: str | PathLike[str] | Mapping[str, object] | None
    ) -> MockFile | None:
        if mocks is None or isinstance(mocks, Mapping):
            return None
        if not isinstance(mocks, str | PathLike):
            raise UsageError(f"mocks= takes a mock file or answers by state, not {mocks!r}")
        from asl.hosts.mock_file import open_mocks

        return open_mocks(str(self._find(str(mocks), "mock file")))

    def _find(self, given: str, what: str) -> Path:
        path = Path(given)
        for folder in self._folders():
            found = folder / path
            if found.is_file():
                return found
        looked = [*dict.fromkeys(str(folder) for folder in self._folders())]
        from asl.check.diagnostic import nearest

        there = {
            file.name: file
            for folder in self._folders()
            if (parent := (folder / path).parent).is_dir()
            for file in sorted(parent.iterdir())
            if file.suffix in (".json", ".yaml", ".yml", ".asl")
        }
        close = nearest(path.name, list(there))
        advice = f"; did you mean {there[close]}?" if close else ""
        raise UsageError(
            f'there is no {what} "{given}": it was looked for in {", ".join(looked)}{advice}'
        )

    def _folders(self) -> Iterator[Path]:
        yield self._folder
        if self._root in self._folder.parents:
            for folder in self._folder.parents:
                yield folder
                if folder == self._root:
                    break
        else:
            yield self._root
        yield Path.cwd()

    # ---------------------------------------------------------------- what the plugin asks

    @property
    def runs(self) -> list[Run]:
        """Every run of the test, machine by machine."""
        return [run for machine in self.machines for run in machine.runs]

    def complaint(self) -> str | None:
        """What makes the test a lie although nothing failed; None: nothing does."""
        overlooked = [run for run in self.runs if run.looks.overlook(run)]
        unused = [text for machine in self.machines for text in machine.unused()]
        left = [text for machine in self.machines for text in machine.left_over()]
        parts = []
        if overlooked:
            parts.append(_overlooked(overlooked))
        if unused:
            parts.append(_unused(unused))
        if left:
            parts.append(_left(left))
        return "\n".join(parts) or None

    def close(self) -> None:
        """The test is over."""
        for machine in self.machines:
            machine.close()


def _overlooked(runs: list[Run]) -> str:
    from asl.testing.explain import brief

    what = "a run" if len(runs) == 1 else f"{len(runs)} runs"
    lines = "\n".join(f"  {brief(run)}" for run in runs[:_SHOWN])
    more = f"\n  and {len(runs) - _SHOWN} more" if len(runs) > _SHOWN else ""
    return f"{what} did not succeed, and the test never asked how it ended\n{lines}{more}\n  help: {_OVERLOOKED_HELP}"


def _unused(unused: list[str]) -> str:
    what = "a mock was" if len(unused) == 1 else f"{len(unused)} mocks were"
    lines = "\n".join(f"  {text}" for text in unused)
    return f"{what} never asked\n{lines}\n  help: {_UNUSED_HELP}"


def _left(left: list[str]) -> str:
    what = "a mock has" if len(left) == 1 else f"{len(left)} mocks have"
    lines = "\n".join(f"  {text}" for text in left)
    return f"{what} answers that no call got\n{lines}\n  help: {_LEFT_HELP}"


def _loaded(
    definition: JSON | PathLike[str],
    type: MachineType,
    defines: Mapping[str, str] | None,
    trace: bool,
) -> Program:
    """`load`, whose findings are shown with their lines; and no value may be for a misspelt place."""
    try:
        program = load(definition, type=type, defines=defines, trace=trace)
        if defines:
            _check_defines(program, defines)
        return program
    except DefinitionError as e:
        from asl.check.report import Checked, text

        errors = [found for found in e.diagnostics if found.is_error]
        e.args = (text([Checked(source_of(definition, defines), errors)]).rstrip(),)
        raise


_PLACE: Final = re.compile(r"\$\{([A-Za-z0-9_.]+)\}")


def _check_defines(program: Program, defines: Mapping[str, str]) -> None:
    """One set of values may serve many machines; a value that none of the places has, and a place that is nearly so called
    and has none, are a slip.
    """
    origin = origin_of(program)
    places = dict.fromkeys(_PLACE.findall(origin.text if origin else ""))
    unfilled = [name for name in places if name not in defines]
    if not unfilled:
        return
    from asl.check.diagnostic import nearest

    for name in defines:
        close = None if name in places else nearest(name, unfilled)
        if close:
            raise UsageError(
                f'defines= has a value for "{name}", which is nowhere in the definition, and none for "{close}": is it meant?'
            )


def is_path(text: str) -> bool:
    """A definition is a text when it has more than one line, or begins as JSON does; everything else is a file's name."""
    stripped = text.lstrip("\ufeff \t\r\n")
    return "\n" not in stripped and stripped[:1] not in ("{", "[", '"')
