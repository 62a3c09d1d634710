"""The test bench for Amazon States Language: runs AWS Step Functions state machines offline, exactly as AWS does.

    import asl
    from pathlib import Path

    run = asl.simulate(Path("order.asl.json"), {"id": 7}, mocks={"Charge": {"paid": True}})
    assert run.succeeded

Names are loaded when they are first used, so that `import asl` costs nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asl.check import check as check
    from asl.check.diagnostic import Diagnostic as Diagnostic
    from asl.errors import AslError as AslError
    from asl.errors import DefinitionError as DefinitionError
    from asl.errors import NondeterminismError as NondeterminismError
    from asl.errors import UsageError as UsageError
    from asl.hosts.lambda_runtime import Function as Function
    from asl.hosts.lambda_runtime import LambdaContext as LambdaContext
    from asl.hosts.mock_config import MockConfig as MockConfig
    from asl.hosts.mock_file import load_mocks as load_mocks
    from asl.hosts.mock_values import MockError as MockError
    from asl.hosts.mock_values import TaskError as TaskError
    from asl.hosts.mock_values import after as after
    from asl.hosts.mock_values import never as never
    from asl.hosts.mock_values import raises as raises
    from asl.hosts.mock_values import returns as returns
    from asl.hosts.mock_values import sequence as sequence
    from asl.hosts.mocks import UnansweredTask as UnansweredTask
    from asl.testing.run import Run as Run
    from asl.testing.simulate import load as load
    from asl.testing.simulate import simulate as simulate

__version__ = "0.1.0"

_HOME = {
    "AslError": "asl.errors",
    "DefinitionError": "asl.errors",
    "Diagnostic": "asl.check.diagnostic",
    "Function": "asl.hosts.lambda_runtime",
    "LambdaContext": "asl.hosts.lambda_runtime",
    "MockConfig": "asl.hosts.mock_config",
    "MockError": "asl.hosts.mock_values",
    "NondeterminismError": "asl.errors",
    "Run": "asl.testing.run",
    "TaskError": "asl.hosts.mock_values",
    "UnansweredTask": "asl.hosts.mocks",
    "UsageError": "asl.errors",
    "after": "asl.hosts.mock_values",
    "check": "asl.check",
    "load": "asl.testing.simulate",
    "load_mocks": "asl.hosts.mock_file",
    "never": "asl.hosts.mock_values",
    "raises": "asl.hosts.mock_values",
    "returns": "asl.hosts.mock_values",
    "sequence": "asl.hosts.mock_values",
    "simulate": "asl.testing.simulate",
}
__all__ = [*_HOME]  # a test compares the table with the imports above


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'asl' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(home), name)
    if name != "check":  # `asl.check` is a package that can be called: see there
        globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*_HOME, "__version__"]
