"""The program of a Python worker process: takes invocations as JSON lines from a socket, and answers each with one.

    python worker_main.py FD ROOT '{"folder": …, "handler": "module.function", "memory_mb": …}'

Run as a file and not as a module, so that any Python of 3.11 or later can run it, whatever is installed there: what it needs
of this project is imported from ROOT, which is then forgotten. The invocation itself is `asl.hosts.lambda_runtime`, the same
that runs handlers in process; so payloads and errors have one shape.

The process belongs to the handler: it may end it, fork it, close its files or fill it. Nothing here relies on the handler's good
will but the answer itself; the parent limits time and memory and takes an end of the socket for an end of the function.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from typing import Any

_LOG_BYTES = 1 << 20  # of one invocation; what is beyond is dropped, with a note
_TAIL = 4_096
_MANY_FILES = 64
_LOOK_AGAIN_S = 0.25  # how often many files are looked at for changes


class _Log:
    """sys.stdout and sys.stderr: written through at once, up to a bound for each invocation."""

    encoding = "utf-8"
    errors = "backslashreplace"
    closed = False

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self.written = 0
        self.tail = ""

    def write(self, text: str) -> int:
        """Like a file's."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = _LOG_BYTES - self.written
        if room > 0:
            shown = text if len(text) <= room else text[:room] + "\n[the log is cut here]\n"
            self.written += len(shown)
            self.tail = (self.tail + shown)[-_TAIL:]
            data = shown.encode("utf-8", "backslashreplace")
            while data:
                data = data[os.write(self._fd, data) :]
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Like a file's."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """Never."""
        return False

    def fileno(self) -> int:
        """What the text is written to."""
        return self._fd

    def begin(self) -> None:
        """An invocation begins."""
        self.written, self.tail = 0, ""


class _Unusable(Exception):
    """The handler cannot be had: an error type of the runtime's, its message, and frames."""


def main() -> None:
    """Serve until the socket ends."""
    fd, root, given = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    sys.argv = ["worker"]
    sys.path[0] = root
    from asl.errors import AslError
    from asl.hosts import lambda_runtime
    from asl.hosts.answers import TaskCall
    from asl.hosts.lambda_responses import FunctionRef
    from asl.resources.arn import parse_resource

    sys.path[0] = given["folder"]
    limit(given["memory_mb"])
    log = _Log(1)
    sys.stdout = sys.stderr = log
    os.set_inheritable(fd, False)
    requests = os.fdopen(fd, "rb", buffering=1 << 16)

    def answer(reply: dict[str, Any]) -> None:
        data = memoryview(json.dumps(reply, separators=(",", ":")).encode("ascii") + b"\n")
        while data:
            data = data[os.write(fd, data) :]

    handler: Any = None
    unusable: _Unusable | None = None
    try:
        handler = find(given["handler"], lambda_runtime)
    except _Unusable as e:
        unusable = e
    files = Files(given["folder"])
    mine = os.getpid()
    answer({"ready": True})
    for line in requests:
        request = json.loads(line)
        if files.have_changed():
            answer({"stale": True})
            return
        log.begin()
        state, arn, *rest = request["call"]
        resource = parse_resource(arn)
        assert resource is not None  # the parent has read it
        call = TaskCall(state, resource, None, *rest)
        function = lambda_runtime.Function(
            handler, request["timeout_s"], given["memory_mb"], request["version"]
        )
        context = lambda_runtime.LambdaContext(
            function, FunctionRef(*request["ref"]), call, partial(_given, request["id"])
        )
        context.client_context = request["client_context"]
        began = time.monotonic()
        context.real_s = partial(_since, began)
        ends_with_parent(fd, True)
        try:
            if unusable is not None:
                error, message, frames = unusable.args
                outcome = lambda_runtime.failed_with(error, message, frames, context)
            else:
                outcome = lambda_runtime.invoke(function, context, request["event"])
        except AslError as e:
            if os.getpid() == mine:
                answer({"usage": str(e)})
            continue
        finally:
            ends_with_parent(fd, False)
            if os.getpid() != mine:
                os._exit(0)  # the handler has forked and came back twice
        if outcome.is_error and '"errorType": "MemoryError"' in outcome.payload:
            os.kill(mine, 9)  # as on AWS: memory that is not there ends the process
        files.note()
        has_ended = '"errorType":"Runtime.ExitError"' in outcome.payload and outcome.is_error
        answer(
            {
                "payload": outcome.payload,
                "is_error": outcome.is_error,
                "is_json": outcome.is_json,
                "failed": outcome.failed,
                "slept_s": context.slept_s,
                "task_answer": spelled(context.task_answer),
                "log": log.tail,
                "ended": has_ended or unusable is not None,
            }
        )
        if has_ended or unusable is not None:
            return


def _given(request_id: str, call: object) -> str:
    return request_id


def _since(began_s: float) -> float:
    return time.monotonic() - began_s


def find(handler: str, runtime: Any) -> Any:
    """The handler, imported.

    Raises:
        _Unusable: it cannot be; in the words of AWS's runtime.
    """
    import importlib

    try:
        module_name, name = handler.rsplit(".", 1)
    except ValueError as e:
        raise _Unusable(
            "Runtime.MalformedHandlerName", f"Bad handler '{handler}': {e}", []
        ) from None
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        message = f"Unable to import module '{module_name}': {e}"
        raise _Unusable("Runtime.ImportModuleError", message, []) from None
    except SyntaxError as e:
        frames = [f'  File "{e.filename}" Line {e.lineno}\n    {e.text}']
        message = f"Syntax error in module '{module_name}': {e}"
        raise _Unusable("Runtime.UserCodeSyntaxError", message, frames) from None
    except (
        Exception
    ) as e:  # the user's module: an import error of its own is the function's failure
        frames = [frame for frame in runtime.frames_of(e) if "/worker_main.py" not in frame]
        raise _Unusable(type(e).__name__, str(e), frames) from None
    try:
        found = getattr(module, name)
    except AttributeError:
        message = f"Handler '{name}' missing on module '{module_name}'"
        raise _Unusable("Runtime.HandlerNotFound", message, []) from None
    if "logging" in sys.modules:
        import logging

        if not logging.getLogger().handlers:
            shown = logging.StreamHandler(sys.stdout)
            shown.setFormatter(
                logging.Formatter(
                    "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(message)s", "%Y-%m-%dT%H:%M:%S"
                )
            )
            logging.getLogger().addHandler(shown)  # as AWS's runtime does
    return found


class Files:
    """The files that the function is made of: every module that was loaded from its folder."""

    def __init__(self, folder: str) -> None:
        self._inside = os.path.join(os.path.abspath(folder), "")
        self._modules = 0
        self._stamps: dict[str, tuple[int, int]] = {}
        self._looked_s = 0.0
        self.note()

    def have_changed(self) -> bool:
        """Whether any is another file than when it was loaded.

        Many files are looked at every quarter of a second only: a function with its packages beside it.
        """
        if len(self._stamps) > _MANY_FILES:
            if time.monotonic() - self._looked_s < _LOOK_AGAIN_S:
                return False
            self._looked_s = time.monotonic()
        return any(_stamp(path) not in (stamp, None) for path, stamp in self._stamps.items())

    def note(self) -> None:
        """Remember the modules that have been loaded since the last time."""
        if len(sys.modules) == self._modules:
            return
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if isinstance(path, str) and path.startswith(self._inside) and path not in self._stamps:
                stamp = _stamp(path)
                if stamp is not None:
                    self._stamps[path] = stamp
        self._modules = len(sys.modules)


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None  # being written anew: what is loaded goes on
    return found.st_mtime_ns, found.st_size


def spelled(answer: Any) -> Any:
    """How a `.waitForTaskToken` task ends, as JSON: the Answer's kind and its fields."""
    fields = [spelled(part) if hasattr(part, "_fields") else part for part in answer]
    return [type(answer).__name__, fields]


def ends_with_parent(fd: int, on: bool) -> None:
    """Let the system end this process when the parent does, while a handler runs: a hanging one would not notice."""
    try:
        import fcntl
        import signal

        flags = fcntl.fcntl(fd, fcntl.F_GETFL)
        if on:
            signal.signal(signal.SIGIO, signal.SIG_DFL)
            fcntl.fcntl(fd, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(fd, fcntl.F_SETFL, flags | os.O_ASYNC if on else flags & ~os.O_ASYNC)
    except (ImportError, AttributeError, OSError, ValueError):
        return  # a system without it, or a handler that has closed the socket


def limit(memory_mb: int) -> None:
    """The process's own limits; the parent watches what it really holds."""
    try:
        import resource
    except ImportError:
        return  # no limits on this system
    # A margin for what is only reserved: the parent's watch is the true limit, this one is for what is too fast for it.
    room = (memory_mb + 512) << 20
    wanted = [
        ("RLIMIT_DATA", room),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 512 << 20),  # Lambda's /tmp
        ("RLIMIT_NOFILE", 1_024),
    ]
    try:
        with open("/proc/loadavg") as file:
            # Lambda quotas: 1,024 processes and threads. The limit counts all of a user's, so others' are added.
            others = int(file.read().split()[3].split("/")[1])
        wanted.append(("RLIMIT_NPROC", others + 1_024))
    except (OSError, ValueError, IndexError):
        pass
    for name, value in wanted:
        which = getattr(resource, name, None)
        if which is None:
            continue
        _, hard = resource.getrlimit(which)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
