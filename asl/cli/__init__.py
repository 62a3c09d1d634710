"""The command `asl`: parse options, call one library function, print, exit.

    asl run order.asl.json '{"id": 7}' --mocks mocks.yaml      what would AWS have done?
    asl validate machines/ --format sarif                      what is wrong with these definitions?

Exit status: 0 fine; 1 findings, or an execution that did not succeed; 2 wrong usage, or it could not start.
Results go to standard output, everything else to standard error. Nothing heavy is imported before it is needed:
`rich` only on a terminal, a verb's own module only when the verb is used.
"""

from __future__ import annotations


def main() -> None:
    """The console script."""
    import sys

    from asl.cli.verbs import run_command

    sys.exit(run_command(sys.argv[1:]))
