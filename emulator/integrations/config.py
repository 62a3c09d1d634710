"""The configuration: what answers which task, as data from `[tool.asl]` in pyproject.toml, or from asl.toml.

    [tool.asl]
    mocks = "tests/mocks.yaml"                      # the short form of mock files, for every execution

    [tool.asl.functions]                            # Lambda functions, by name or ARN
    charge = "app/charge.py:handler"                # in this process: a file's or a module's function
    ship = { handler = "ship.handler", folder = "functions/ship", timeout = 10, environment = { TABLE = "orders" } }
    old = { command = ["./old", "--once"], folder = "functions/old" }
    far = { endpoint = "http://127.0.0.1:3001" }    # the runtime interface emulator, `sam local start-lambda`

    [tool.asl.states]                               # "State" or "Machine/State"
    "Orders/Charge" = { mock = { id = 7 } }

    [tool.asl.resources]                            # as in Resource, or "service:action"
    "sns:publish" = { function = "fakes:publish" }

    [tool.asl.services]                             # as in Resource: "dynamodb" is "aws-sdk:dynamodb" too
    dynamodb = "http://127.0.0.1:8000"
    sqs = "real"                                    # AWS itself, with your credentials

    [tool.asl.integrations.NAME]                    # for an integration of another package

A choice is "built-in", "real", "refuse" or a URL, or a table with one of function, mock, endpoint, refuse, real and
built-in. A state's choice comes before a resource's, that before a service's. Whatever is not known here is an error with
its place: a setting that silently does nothing makes a test lie.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from asl.errors import UsageError
from asl.hosts.files import read_text
from asl.hosts.lambda_runtime import MAX_FUNCTION_SECONDS
from asl.hosts.mock_file import read_table
from asl.resources.catalogue import recognised
from asl.resources.integrations import SERVICES
from emulator.lambda_.code import Runtime

Kind: TypeAlias = Literal["function", "mock", "built-in", "endpoint", "real", "refuse"]
KINDS: Final[tuple[Kind, ...]] = ("function", "mock", "endpoint", "refuse", "real", "built-in")
FILES: Final = ("asl.toml", "pyproject.toml")


class Choice(NamedTuple):
    """What answers. value: a reference "module:function", what a mock says, a URL, the reason of a refusal."""

    kind: Kind
    value: Any = None


class FunctionSettings(NamedTuple):
    """One Lambda function. Exactly one of reference, handler, command and endpoint is set.

    reference: in this process. handler: in a process of its own, with `runtime`. folder: absolute.
    timeout_s: up to 900; memory_mb: as on AWS, 128 to 10,240.
    """

    name: str
    folder: Path
    reference: str | None = None
    handler: str | None = None
    command: tuple[str, ...] = ()
    endpoint: str | None = None
    runtime: Runtime = "python"
    program: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    timeout_s: float = MAX_FUNCTION_SECONDS
    memory_mb: int = 128
    concurrency: int = 50


class Config(NamedTuple):
    """A whole configuration. path: its file, None where there is none. folder: what its paths are relative to."""

    path: Path | None = None
    folder: Path = Path()
    mocks: Path | None = None
    functions: tuple[FunctionSettings, ...] = ()
    states: Mapping[str, Choice] = {}
    resources: Mapping[str, Choice] = {}
    services: Mapping[str, Choice] = {}
    integrations: Mapping[str, Mapping[str, Any]] = {}


class ConfigError(UsageError):
    """A configuration that cannot be used: every fault, each with its file, line and key."""


def find_config(folder: Path) -> Path | None:
    """The nearest asl.toml, or pyproject.toml with a [tool.asl], in a folder or above it."""
    for place in (folder.resolve(), *folder.resolve().parents):
        for name in FILES:
            path = place / name
            if path.is_file() and (
                name == "asl.toml"
                or re.search(r"(?m)^\s*\[\s*tool\s*\.\s*asl\b", path.read_text("utf-8", "replace"))
            ):
                return path
    return None


def load_config(path: Path) -> Config:
    """Read a configuration file.

    Raises:
        ConfigError: it cannot be read, or something in it is wrong.
    """
    try:
        text = read_text(path)
        value: Any = tomllib.loads(text)
    except UsageError as e:
        raise ConfigError(str(e)) from None
    except tomllib.TOMLDecodeError as e:
        raise ConfigError(f"{path}: {e}") from None
    prefix: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        prefix = ("tool", "asl")
        value = value.get("tool", {}).get("asl", {})
    return read_config(value, path=path, text=text, prefix=prefix)


def read_config(
    value: Any, *, path: Path | None = None, text: str = "", prefix: tuple[str, ...] = ()
) -> Config:
    """A configuration from the table that stands in its file.

    Args:
        value: the table.
        text, prefix: the file's text and the keys that lead to the table, to show places.

    Raises:
        ConfigError: every fault at once.
    """
    folder = (path.parent if path else Path()).resolve()
    reader = _Reader(folder, path, text, prefix)
    config = reader.config(value)
    if reader.faults:
        raise ConfigError("\n".join(reader.faults))
    return config._replace(path=path, folder=folder)


class _Reader:
    """Turns tables into settings, and notes what is wrong."""

    def __init__(self, folder: Path, path: Path | None, text: str, prefix: tuple[str, ...]) -> None:
        self.faults: list[str] = []
        self._folder = folder
        self._path = path
        self._text = text
        self._prefix = prefix

    def config(self, value: Any) -> Config:
        top = self._table(value, (), _TOP, "the configuration")
        mocks = self._text_at(top, "mocks", ())
        return Config(
            mocks=self._folder / mocks if mocks else None,
            functions=tuple(
                made
                for name, said in self._members(top, "functions")
                if (made := self._function(name, said, ("functions", name)))
            ),
            states=self._choices(top, "states"),
            resources=self._choices(top, "resources"),
            services=self._choices(top, "services"),
            integrations={
                name: said
                for name, said in self._members(top, "integrations")
                if self._is_table(said, ("integrations", name))
            },
        )

    # ---------------------------------------------------------------- functions

    def _function(self, name: str, said: Any, at: tuple[str, ...]) -> FunctionSettings | None:
        if isinstance(said, str):
            said = {"endpoint" if _is_url(said) else "reference": said}
        table = self._table(said, at, _FUNCTION, f'the function "{name}"')
        ways = [way for way in _WAYS if way in table]
        if len(ways) != 1:
            what = f"both {ways[0]} and {ways[1]}" if ways else "none of " + ", ".join(_WAYS)
            self._fault(at, f'the function "{name}" has {what}', "say one way to run it")
            return None
        way = ways[0]
        for key in table:
            if key not in _ALLOWED[way] and key in _FUNCTION:
                self._fault((*at, key), f'"{key}" does not go with "{way}"', None)
        command: tuple[str, ...] = ()
        if way == "command":
            command = self._words(table, "command", at)
        endpoint = self._text_at(table, "endpoint", at)
        if endpoint is not None and not _is_url(endpoint):
            self._fault((*at, "endpoint"), f'"{endpoint}" is not a URL', 'write "http://HOST:PORT"')
        runtime = table.get("runtime", "node" if _is_node(table.get("handler")) else "python")
        named = re.fullmatch(r"(python|node)(?:3\.\d+|js(?:\d+\.x)?)?", str(runtime))
        if named is None:
            self._fault((*at, "runtime"), f'"{runtime}" is no runtime', 'write "python" or "node"')
        folder = self._folder / (self._text_at(table, "folder", at) or "")
        if not folder.is_dir():
            self._fault((*at, "folder"), f"there is no folder {folder}", None)
        return FunctionSettings(
            name,
            folder,
            self._text_at(table, "reference", at),
            self._text_at(table, "handler", at),
            command,
            endpoint,
            "command" if command else "node" if named and named[1] == "node" else "python",
            self._words(table, "program", at),
            self._variables(table.get("environment", {}), (*at, "environment")),
            self._number(table, "timeout", at, MAX_FUNCTION_SECONDS, 0.001, MAX_FUNCTION_SECONDS),
            int(self._number(table, "memory", at, 128, 128, 10_240)),
            int(self._number(table, "concurrency", at, 50, 1, 1_000)),
        )

    def _variables(self, said: Any, at: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        if not self._is_table(said, at):
            return ()
        for name, value in said.items():
            if not isinstance(value, str):
                self._fault((*at, name), "a variable's value is text", f'write "{value}"')
        return tuple(sorted((name, str(value)) for name, value in said.items()))

    # ---------------------------------------------------------------- choices

    def _choices(self, top: Mapping[str, Any], key: str) -> dict[str, Choice]:
        found = {}
        for name, said in self._members(top, key):
            choice = self._choice(said, (key, name))
            if wrong := _wrong_name(key, name):
                self._fault((key, name), *wrong)
            elif choice is not None:
                found[name] = choice
        return found

    def _choice(self, said: Any, at: tuple[str, ...]) -> Choice | None:
        if isinstance(said, str):
            if _is_url(said):
                return Choice("endpoint", said)
            if said in _WORDS:
                return Choice(_WORDS[said])
            help = (
                'to call a function, write { function = "module:function" }'
                if ":" in said
                else None
            )
            self._fault(at, f'"{said}" is not an answer', help or _one_of(_WORDS, "a URL"))
            return None
        table = self._table(said, at, KINDS, "an answer")
        kinds = [kind for kind in KINDS if kind in table]
        if len(kinds) != 1:
            if kinds or isinstance(said, dict):
                what = f"both {kinds[0]} and {kinds[1]}" if kinds else "no answer"
                self._fault(at, f"there is {what}", _one_of(KINDS))
            return None
        kind = kinds[0]
        return self._checked(kind, table[kind], (*at, kind))

    def _checked(self, kind: Kind, value: Any, at: tuple[str, ...]) -> Choice | None:
        """One choice with its value as it is used, or None and a fault."""
        if kind in ("real", "built-in"):
            if value is not True:
                self._fault(at, f'"{kind}" is true, or is left out', None)
                return None
            return Choice(kind)
        if kind == "refuse":
            if value is not True and not isinstance(value, str):
                self._fault(at, '"refuse" is true, or the reason as text', None)
                return None
            return Choice(kind, None if value is True else value)
        if kind == "mock":
            table, findings = read_table({"mock": value})
            for finding in findings:
                inner = tuple(part for part in finding.pointer.split("/")[2:] if part)
                self._fault((*at, *inner), finding.message, finding.help)
            return None if findings else Choice(kind, table["mock"])
        if not isinstance(value, str) or (kind == "endpoint" and not _is_url(value)):
            what = 'a URL: "http://HOST:PORT"' if kind == "endpoint" else '"module:function"'
            self._fault(at, f'"{kind}" is {what}', None)
            return None
        return Choice(kind, value)

    # ---------------------------------------------------------------- pieces

    def _table(
        self, said: Any, at: tuple[str, ...], known: Iterable[str], what: str
    ) -> dict[str, Any]:
        if not self._is_table(said, at, what):
            return {}
        for key in said:
            if key not in known:
                from asl.check.diagnostic import nearest

                close = nearest(key, list(known))
                help = f'did you mean "{close}"?' if close else _one_of(known)
                self._fault((*at, key), f'"{key}" is not a setting of {what}', help)
        return dict(said)

    def _is_table(self, said: Any, at: tuple[str, ...], what: str = "this") -> bool:
        if isinstance(said, dict):
            return True
        self._fault(at, f"{what} is a table, not {_kind_of(said)}", None)
        return False

    def _members(self, top: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
        said = top.get(key, {})
        return list(said.items()) if self._is_table(said, (key,), f'"{key}"') else []

    def _text_at(self, table: Mapping[str, Any], key: str, at: tuple[str, ...]) -> str | None:
        value = table.get(key)
        if value is None or (isinstance(value, str) and value):
            return value
        self._fault((*at, key), f'"{key}" is text, not {_kind_of(value)}', None)
        return None

    def _words(self, table: Mapping[str, Any], key: str, at: tuple[str, ...]) -> tuple[str, ...]:
        value = table.get(key, [])
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            self._fault((*at, key), f'"{key}" is text or a list of texts', None)
            return ()
        return tuple(words)

    def _number(
        self, table: Mapping[str, Any], key: str, at: tuple[str, ...], default: float,
        least: float, most: float,
    ) -> float:  # fmt: skip
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self._fault((*at, key), f'"{key}" is a number, not {_kind_of(value)}', None)
            return default
        if not least <= value <= most:
            self._fault((*at, key), f'"{key}" is from {least:g} to {most:g}, not {value:g}', None)
            return default
        return value

    def _fault(self, at: tuple[str, ...], message: str, help: str | None) -> None:
        keys = (*self._prefix, *at)
        line = line_of(self._text, keys)
        place = f"{self._path or 'the configuration'}{f':{line}' if line else ''}"
        name = ".".join(key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)
        advice = f" ({help})" if help else ""
        self.faults.append(f"{place}: {name}: {message}{advice}" if name else f"{place}: {message}")


_TOP: Final = ("mocks", "functions", "states", "resources", "services", "integrations")
_WAYS: Final = ("reference", "handler", "command", "endpoint")
_PROCESS: Final = ("folder", "program", "environment", "timeout", "memory", "concurrency")
_ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("reference", "folder", "timeout", "memory"),
    "handler": ("handler", "runtime", *_PROCESS),
    "command": ("command", "folder", "environment", "timeout", "memory"),
    "endpoint": ("endpoint", "timeout"),
}
_FUNCTION: Final = (*_WAYS, "runtime", *_PROCESS)
_WORDS: Final[Mapping[str, Kind]] = {"built-in": "built-in", "refuse": "refuse", "real": "real"}


def _wrong_name(table: str, name: str) -> tuple[str, str | None] | None:
    """Message and help for a resource or service that there is not."""
    if table == "resources":
        problem = recognised(name if name.startswith("arn:") else f"arn:aws:states:::{name}")
        return (problem.message, problem.help) if problem and problem.is_error else None
    if table == "services" and name not in service_names():
        from asl.check.diagnostic import nearest

        close = nearest(name, sorted(service_names()))
        return f'there is no service "{name}"', f'did you mean "{close}"?' if close else None
    return None


@cache
def service_names() -> frozenset[str]:
    """Every name that a service goes by: in a Resource, and to botocore, the CLI and IAM."""
    from asl.resources import sdk

    found = {*SERVICES, *(about.client for about in SERVICES.values() if about.client)}
    for name in sdk.services():
        service = sdk.service(name)
        found.update((name, *(service.clients if service else ())))
    return frozenset(found)


def _is_url(text: str) -> bool:
    return re.fullmatch(r"https?://[^/\s]+(/\S*)?", text) is not None


def _is_node(handler: object) -> bool:
    """`index.handler` is what Node's handlers are called by custom."""
    return isinstance(handler, str) and handler.startswith("index.")


def _kind_of(value: object) -> str:
    names: list[tuple[type, str]] = [
        (bool, "true or false"), (str, "text"), (int, "a number"), (float, "a number"),
        (list, "a list"), (dict, "a table"),
    ]  # fmt: skip
    return next((name for kind, name in names if isinstance(value, kind)), "a date")


def _one_of(words: Iterable[str], *more: str) -> str:
    shown = [*(f'"{word}"' for word in words), *more]
    return f"it is one of {', '.join(shown)}"


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """The line of a TOML text, from 1, where the last of these keys is written, or the nearest table around it."""
    best: tuple[int, int] | None = None
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+([^\]#]+)\]", line)
        written = re.match(r"\s*((?:[\w.-]|\"[^\"]*\"|'[^']*')+)\s*=", line)
        if header:
            table = here = _split(header[1])
        elif written:
            here = (*table, *_split(written[1]))
        else:
            continue
        if here == keys[: len(here)] and (best is None or len(here) > best[0]):
            best = (len(here), number)
    return best[1] if best else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(
        (bare or double or single).strip()
        for double, single, bare in re.findall(r"\"([^\"]*)\"|'([^']*)'|([^.\"']+)", text.strip())
        if (bare or double or single).strip()
    )
