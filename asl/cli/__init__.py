"""The command `asl`: parse options, call one library function, print, exit.

    asl run order.asl.json '{"id": 7}' --mocks mocks.yaml      what would AWS have done?
    asl validate machines/ --format sarif                      what is wrong with these definitions?

Exit status: 0 fine; 1 findings, or an execution that did not succeed; 2 wrong usage, or it could not start.
Results go to standard output, everything else to standard error. Nothing heavy is imported before it is needed:
`rich` only on a terminal, a verb's own module only when the verb is used.
"""

from __future__ import annotations

_GARBAGE = 60_000  # containers made between two collections; a start makes about 35,000, and all of them stay


def main() -> None:
    """The console script. A tenth of a second is the budget of a trivial run, so start and end are cut short.

    Measured on a run of one Pass state: the collector looks nine milliseconds at modules that live to the end anyway,
    and the interpreter takes twelve to take them down. What was registered to happen at exit does happen.
    """
    import gc
    import os
    import sys

    gc.set_threshold(_GARBAGE)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the shell: >&-
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # to the end
    for stream in (sys.stdout, sys.stderr):
        # JSON is UTF-8 whatever the locale; half a surrogate pair comes out as the escape that JSON has for it.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # at start
    from asl.cli.verbs import run_command

    status = run_command(sys.argv[1:])
    import atexit

    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
