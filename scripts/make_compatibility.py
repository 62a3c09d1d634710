"""Writes docs/compatibility.md from results of the suites (their `--json` files).

    python scripts/make_compatibility.py RESULT...             write it
    python scripts/make_compatibility.py --check RESULT...     exit 1 if it is out of date

`make compatibility CORPUS=PATH` runs the suites and then this.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from conformance.compare_targets import Result, read, tables  # noqa: E402
from conformance.peers import Peer, peers  # noqa: E402

PAGE = ROOT / "docs" / "compatibility.md"
TEXT = """\
# Compatibility

How much of what AWS does is done here, counted. Written by `make compatibility` from the suites' results; nothing in the tables
is written by hand.

*The library in process* is `asl.simulate` and what stands beside it. *asl serve* is the server, reached over HTTP by boto3 like any
other endpoint, its clock virtual. A cell is passed/total. Cases that cannot be asked of a target are not counted as passed: they
stand behind as n/a, with the reasons below the table.
{peers}

## Our own cases

Machines with what AWS does, each with the page, section or recording that says so ([how they are
written](../conformance/README.md)). Everything that a case names is compared exactly: outputs, errors, causes, event by event with
ids, time in milliseconds. (An Express execution has no history in the API, so over HTTP its end alone is compared.)

{cases}

## Recorded on AWS

Executions and other API calls that were made on AWS between 2023 and 2026, played again call by call and compared with what AWS
answered, event ids included. The recordings are kept outside this repository. The library in process has executions, validation and
TestState, so an entry about anything else is not for it and not in its column.

{recorded}

## Any other endpoint

The suites run on whatever speaks the API:

```sh
python -m conformance --target http://127.0.0.1:8083 --json ours.json          # a server that runs already
python -m conformance --serve                                                   # `asl serve`, started for it
python -m conformance --target http://127.0.0.1:4566 --lambda-target http://127.0.0.1:4566 --json other.json
python -m conformance compare ours.json other.json                              # side by side, as Markdown
```

[The suites' own page](../conformance/README.md) says what an endpoint must be told, and what does not apply when it cannot be.
What we know of differences from AWS, and what nobody knows, is in [differences](differences.md).
"""


def page(results: Sequence[Result], others: Sequence[Peer]) -> str:
    """The page's text. Raises ValueError for a suite that it has no place for, or that is missing."""
    results = [*results, *(result for peer in others for result in peer.results)]
    suites = {"cases": "", "recorded": ""}
    for suite in suites:
        found = [result for result in results if result.suite == suite]
        if not found:
            raise ValueError(f"there is no result of the suite {suite}")
        suites[suite] = "\n".join(tables(found))
    unknown = {result.suite for result in results} - suites.keys()
    if unknown:
        raise ValueError(f"this page has no place for {', '.join(sorted(unknown))}")
    told = "".join(f"\n*{peer.target}*, measured on {peer.measured}: {peer.how}" for peer in others)
    return TEXT.format(**suites, peers=told and told + "\n")


def main(arguments: Sequence[str]) -> int:
    files = [Path(argument) for argument in arguments if argument != "--check"]
    try:
        text = page([read(file) for file in files], peers())
    except (OSError, ValueError) as e:
        sys.stderr.write(f"{e}\n")
        return 2
    if "--check" not in arguments:
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    sys.stderr.write(f"{PAGE.relative_to(ROOT)} is out of date: make compatibility CORPUS=PATH\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
