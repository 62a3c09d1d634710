"""What of a function's configuration decides how it runs here, and what this server cannot run.

Python and Node functions run with this server's Python and the `node` on its path, whatever their version says. Everything
that would change what a function does and is not there is refused when the function is made; what only has an effect on AWS
(networks, keys, tracing) is kept and shown.

Source: AWS guide, "Lambda runtimes", "Using environment variables", "Lambda quotas".
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from asl.jsonvalue import JSON
from emulator.lambda_.api.errors import LambdaError, invalid
from emulator.lambda_.code import Code, Runtime, variables

DEFAULT_TIMEOUT_S: Final = 3
DEFAULT_MEMORY_MB: Final = 128
MAX_ENVIRONMENT_BYTES: Final = 4_096
_FAMILIES: Final[tuple[tuple[str, Runtime], ...]] = (("python3", "python"), ("nodejs", "node"))
# Source: AWS guide, "Defined runtime environment variables", reserved.
RESERVED: Final = frozenset({
    "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT",
})  # fmt: skip
# Members of CreateFunction and UpdateFunctionConfiguration without which the function would do something else.
_LACKS: Final = {
    "Layers": "layers are not put beside a function's code: put their files into its zip",
    "ImageConfig": "functions are run without containers: give a zip",
    "FileSystemConfigs": "file systems are not mounted",
    "CapacityProviderConfig": "functions are run on this machine",
    "DurableConfig": "durable functions are not run",
    "TenancyConfig": "tenants are not kept apart",
    "CodeSigningConfigArn": "signatures of code are not looked at",
}


def refuse_what_lacks(request: Mapping[str, Any]) -> None:
    """Refuse a request for what this server does not have.

    Raises:
        LambdaError: InvalidParameterValueException, naming the member.
    """
    if request.get("PackageType", "Zip") != "Zip":
        raise invalid("PackageType Image: functions are run without containers: give a zip")
    for member, why in _LACKS.items():
        if _says_something(request.get(member)):
            raise invalid(f"{member} is not supported by this emulator: {why}")


def _says_something(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_says_something(each) for each in value.values())
    return bool(value)


def runtime_of(name: str) -> Runtime:
    """How a runtime is run here.

    Raises:
        LambdaError: InvalidParameterValueException: Lambda has no such runtime, or it cannot be run here.
    """
    from emulator.lambda_.api.model import SHAPES

    known = SHAPES["Runtime"]["enum"]
    if name not in known:
        raise invalid(
            f"Value {name} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: "
            f"[{', '.join(known)}] or be a valid ARN"
        )
    runtime = next((family for start, family in _FAMILIES if name.startswith(start)), None)
    if runtime is None or name.endswith("-edge"):
        raise invalid(
            f"The runtime {name} is not supported by this emulator, which runs Python and Node: give the function "
            "as a command in asl.toml"
        )
    if runtime == "node" and shutil.which("node") is None:
        raise invalid(
            f"The runtime {name} needs the program node, which is not on this server's PATH"
        )
    return runtime


def checked_environment(environment: Mapping[str, Any] | None) -> dict[str, str]:
    """The variables of a function.

    Raises:
        LambdaError: InvalidParameterValueException: too many of them, or Lambda's own.
    """
    given: dict[str, str] = dict((environment or {}).get("Variables") or {})
    start = "Lambda was unable to configure your environment variables because the environment variables you have provided "
    reserved = sorted(RESERVED & given.keys())
    if reserved:
        raise invalid(
            f"{start}contains reserved keys that are currently not supported for modification. "
            f"Reserved keys used in this request: {', '.join(reserved)}"
        )
    text = json.dumps(given, separators=(",", ":"), ensure_ascii=False)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_ENVIRONMENT_BYTES:
        raise invalid(f"{start}exceeded the 4KB limit. String measured: {text[:200]}")
    return given


def code_of(name: str, version: str, configuration: Mapping[str, JSON], folder: Path) -> Code:
    """A revision's configuration as workers take it."""
    settings: Any = configuration
    return Code(
        name,
        _runtime(settings["Runtime"]),
        folder,
        settings["Handler"],
        environment=variables(settings.get("Environment", {}).get("Variables", {})),
        timeout_s=settings["Timeout"],
        memory_mb=settings["MemorySize"],
        version=version,
    )


def _runtime(name: str) -> Runtime:
    for start, family in _FAMILIES:
        if name.startswith(start):
            return family
    raise LambdaError("InvalidRuntimeException", f"The runtime {name} cannot be run here")
