"""Who may import whom, and what the core may not touch: the two tables that keep an execution a value.

A failure names the file, the line and the import. The tables are docs/architecture.md's, "Who may import whom".
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("asl", "emulator", "conformance")

# A part is a package (or module) of the tree; it may import itself and what stands here.
BASE = ("asl.limits", "asl.errors", "asl.jsonvalue")
TEXT = (*BASE, "asl.source", "asl.model", "asl.resources", "asl.query")
RUN = (*TEXT, "asl.vocabulary", "asl.compile", "asl.engine")
READ = (*RUN, "asl.history", "asl.observe", "asl.graph", "asl.check", "asl.mapdata")
HOST = (*READ, "asl.hosts", "asl.teststate")
ALL_OF_ASL = (*HOST, "asl", "asl.testing", "asl.cli")
SERVER = ("emulator", "emulator.api", "emulator.errors", "emulator.settings", "emulator.store")

MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "asl.limits": (),
    "asl.errors": ("asl.limits",),
    "asl.jsonvalue": BASE,
    "asl.source": BASE,
    "asl.model": (*BASE, "asl.source"),
    "asl.resources": (*BASE, "asl.source", "asl.model"),
    "asl.query": (*BASE, "asl.source", "asl.model", "asl.resources"),
    "asl.check": TEXT,
    "asl.vocabulary": (*BASE, "asl.resources", "asl.query"),
    "asl.compile": (*TEXT, "asl.vocabulary"),
    "asl.engine": (*TEXT, "asl.vocabulary", "asl.compile"),
    "asl.history": RUN,
    "asl.observe": (*RUN, "asl.history", "asl.check", "asl.graph"),
    "asl.graph": TEXT,
    "asl.mapdata": BASE,  # bytes in, rows out: it knows no execution
    "asl.hosts": READ,
    "asl.teststate": (*READ, "asl.hosts"),  # one state on the virtual clock
    "asl.testing": HOST,
    "asl.cli": (*HOST, "asl", "asl.testing"),
    "asl": ALL_OF_ASL,  # public names, imported when first asked for
    "emulator.errors": BASE,
    "emulator.settings": (*BASE, "emulator.errors"),
    "emulator.store": (
        "asl.errors",
        "asl.jsonvalue",
        "emulator.errors",
    ),  # it knows rows, not states
    "emulator.api": (
        *(part for part in ALL_OF_ASL if part != "asl.engine"),
        *SERVER,
    ),  # it asks the runtime
    "emulator": (*ALL_OF_ASL, *SERVER),
    "conformance": ALL_OF_ASL,  # the server is reached over HTTP only
}

# Imports for types that point upwards: an error names the diagnostics it carries, an outcome the steps it starts.
UPWARD_FOR_TYPES = {
    ("asl/errors.py", "asl.check.diagnostic"),
    ("asl/vocabulary/outcomes.py", "asl.compile.step"),
}

# Where waiting, clocks, files and randomness are allowed. Everything else under asl/ is the core.
HOST_PARTS = ("asl.hosts", "asl.testing", "asl.cli")
# fmt: off
FORBIDDEN_IN_CORE = frozenset((
    "asyncio", "concurrent", "ctypes", "fcntl", "fileinput", "getpass", "glob", "http", "io", "logging", "mmap",
    "multiprocessing", "os", "pathlib", "platform", "queue", "random", "sched", "secrets", "select", "selectors",
    "shutil", "signal", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib", "uuid",
))
# fmt: on
PURE = ("urllib.parse",)  # parts of those modules that only compute
FORBIDDEN_CALLS = ("open", "input", "print")
CLOCKS = frozenset(("now", "utcnow", "today"))

# Measured in CPU-seconds a process pays for the import: these wait until somebody needs them.
HEAVY = {
    "jlens": ("asl.query.jsonata",),
    "click": ("asl.cli",),
    "pytest": ("asl.testing",),
    **dict.fromkeys(("boto3", "botocore", "jsonpath_ng", "jsonschema", "moto", "rich", "yaml"), ()),
    **dict.fromkeys(("pyarrow", "zstandard"), ()),
}


class Import(NamedTuple):
    path: Path
    line: int
    module: str
    names: tuple[str, ...]
    at_top: bool  # runs when the module is imported
    for_types: bool

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: import of {self.module}"


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str | None:
    """The longest entry of the table that holds a module; a bare `asl` is the package's own __init__."""
    while module:
        if module in MAY_IMPORT:
            return module
        module = module.rpartition(".")[0]
    return None


def own_part(path: Path) -> str | None:
    module = module_of(path)
    part = part_of(module)
    # `asl` in the table is asl/__init__.py alone: a new file under asl/ needs an entry of its own.
    return None if part == "asl" and module != "asl" else part


def imports(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text("utf-8"), str(path))
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]

    def walk(node: ast.AST, at_top: bool, for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(path, child.lineno, alias.name, (), at_top, for_types)
            elif isinstance(child, ast.ImportFrom):
                module = child.module or ""
                if child.level:
                    base = package.split(".")[: len(package.split(".")) - child.level + 1]
                    module = ".".join([*base, *([module] if module else [])])
                names = tuple(alias.name for alias in child.names)
                yield Import(path, child.lineno, module, names, at_top, for_types)
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                for statement in child.body:
                    yield from walk(ast.Module([statement], []), at_top, True)
            else:
                inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from walk(child, at_top and not inside, for_types)

    yield from walk(tree, True, False)


def targets(found: Import) -> set[str]:
    """The parts an import reaches: `from asl import errors` reaches asl.errors, not asl's own names."""
    if found.module.split(".")[0] not in PACKAGES:
        return set()
    reached = set()
    for name in found.names or ("",):
        module = f"{found.module}.{name}" if name else found.module
        part = part_of(module)
        reached.add(part or module)
    return reached


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    part = own_part(path)
    assert part is not None, f"{path.relative_to(ROOT)} is in no part of the table MAY_IMPORT"
    allowed = {part, *MAY_IMPORT[part]}
    wrong = [
        f"{found}, which {part} may not reach"
        for found in imports(path)
        if (str(path.relative_to(ROOT)), found.module) not in UPWARD_FOR_TYPES
        or not found.for_types
        if not targets(found) <= allowed
    ]
    assert not wrong, "\n".join(wrong)


def core() -> list[Path]:
    return [
        path
        for path in sources()
        if (own_part(path) or "asl").startswith("asl") and own_part(path) not in HOST_PARTS
    ]


@pytest.mark.parametrize("path", core(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_computes_and_hosts_act(path: Path) -> None:
    wrong = [
        f"{found}, which only {', '.join(HOST_PARTS)} may use"
        for found in imports(path)
        if found.module.split(".")[0] in FORBIDDEN_IN_CORE and found.module not in PURE
        if not found.for_types
    ]
    wrong += list(forbidden_uses(path))
    assert not wrong, "\n".join(wrong)


def forbidden_uses(path: Path) -> Iterator[str]:
    """Calls that read a clock or a file, and walks over a set, whose order is the hash's."""
    tree = ast.parse(path.read_text("utf-8"))
    here = path.relative_to(ROOT)
    sets = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and node.value is not None
        and is_set(node.value, frozenset())
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else None
            attribute = node.func.attr if isinstance(node.func, ast.Attribute) else None
            if name in FORBIDDEN_CALLS:
                yield f"{here}:{node.lineno}: {name}() is a host's to call"
            if attribute in CLOCKS and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                if owner.split(".")[-1] in ("datetime", "date"):
                    yield f"{here}:{node.lineno}: {owner}.{attribute}() reads the clock"
            if name in ("list", "tuple", "enumerate", "iter", "zip", "map") or attribute == "join":
                for argument in node.args:
                    if is_set(argument, sets):
                        yield f"{here}:{node.lineno}: the order of {ast.unparse(argument)} is not fixed"
        walked = [node.iter] if isinstance(node, ast.For | ast.comprehension) else []
        for iterated in walked:
            if is_set(iterated, sets) and not feeds_a_set(tree, node):
                yield f"{here}:{iterated.lineno}: the order of {ast.unparse(iterated)} is not fixed"


def is_set(node: ast.expr, names: set[str] | frozenset[str]) -> bool:
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("set", "frozenset")
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.BitOr | ast.BitAnd | ast.Sub | ast.BitXor
    ):
        return is_set(node.left, names) or is_set(node.right, names)
    return isinstance(node, ast.Name) and node.id in names


ORDERLESS = ("any", "all", "sum", "min", "max", "sorted", "set", "frozenset", "len")


def feeds_a_set(tree: ast.AST, node: ast.AST) -> bool:
    """Whether a comprehension's order is lost anyway: it makes a set, or is the argument of any, sorted, …"""
    for parent in ast.walk(tree):
        if isinstance(parent, ast.SetComp) and node in parent.generators:
            return True
        if (
            isinstance(parent, ast.Call)
            and isinstance(parent.func, ast.Name)
            and parent.func.id in ORDERLESS
            and any(
                isinstance(argument, ast.GeneratorExp | ast.ListComp)
                and node in argument.generators
                for argument in parent.args
            )
        ):
            return True
    return False


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_wait_until_they_are_used(path: Path) -> None:
    part = own_part(path) or ""
    if not part.startswith("asl"):
        return
    wrong = [
        str(found)
        for found in imports(path)
        if found.at_top and not found.for_types
        for top in [found.module.split(".")[0]]
        if top in HEAVY and part not in HEAVY[top]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_declared_dependencies_are_imported(path: Path) -> None:
    known = {
        *PACKAGES,
        *HEAVY,
        "asl",
        "starlette",
        "uvicorn",
        "uvloop",
        "httptools",
        "temporalio",
        "pyarrow",
        "opentelemetry",
    }
    wrong = [
        str(found)
        for found in imports(path)
        for top in [found.module.split(".")[0]]
        if top not in known and top not in sys.stdlib_module_names
        if not (found.for_types and top == "typing_extensions")
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_idea(path: Path) -> None:
    assert path.stem not in ("utils", "util", "helpers", "helper", "common", "manager", "misc")


def test_every_part_of_the_table_is_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    missing = [
        part
        for part in MAY_IMPORT
        if part.startswith("asl.") and f"`{part.removeprefix('asl.')}" not in text
    ]
    assert not missing, f"docs/architecture.md does not name {missing}"


# The checks above must be able to fail: the same functions over files that break each rule.
BREAKS = {
    "an import that points up": ("asl/model/x.py", "from asl.engine.frame import Frame\n", 1),
    "a package imported as a name": ("asl/query/x.py", "from asl import hosts\n", 1),
    "a relative import that points up": ("asl/source/x.py", "from ..model import machine\n", 1),
    "an import inside a function": ("asl/check/x.py", "def f():\n    import asl.engine\n", 1),
    "an import for types": (
        "asl/compile/x.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from asl.hosts import virtual\n",
        1,
    ),
    "a fine import": ("asl/engine/x.py", "from asl.compile.program import Program\n", 0),
}


@pytest.mark.parametrize(("name", "text", "count"), BREAKS.values(), ids=BREAKS)
def test_the_table_catches(
    name: str, text: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    part = own_part(path)
    assert part is not None
    allowed = {part, *MAY_IMPORT[part]}
    assert sum(not targets(found) <= allowed for found in imports(path)) == count


USES = {
    "a clock": ("import datetime\nx = datetime.datetime.now()\n", 1),
    "a file": ("x = open('a').read()\n", 1),
    "a walk over a set": ("names = {'a', 'b'}\nfor name in names:\n    pass\n", 1),
    "a list of a set": ("x = list({1, 2})\n", 1),
    "a sorted set": ("x = sorted({1, 2})\n", 0),
    "a set made from a set": ("names = {1}\nx = {n for n in names}\n", 0),
    "a membership test": ("names = {1}\nx = 1 in names\n", 0),
}


@pytest.mark.parametrize(("text", "count"), USES.values(), ids=USES)
def test_the_core_rules_catch(
    text: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "asl" / "x.py"
    path.parent.mkdir()
    path.write_text(text)
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert len(list(forbidden_uses(path))) == count
