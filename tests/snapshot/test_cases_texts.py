"""What `asl test` says to mistakes, of the test file and of the machine: each with its place and what to do.

`pytest --snapshot-update` writes the texts anew: read the difference.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cases_by_file import write
from syrupy.assertion import SnapshotAssertion

from asl.cli import verbs

TOP = """\
definition: order.asl.json
mocks:
  Charge: {StatusCode: 200, Payload: {receipt: r-1}}
  Ship: {MessageId: m-1}
unused_mocks: true
tests:
  it:
    input: {amount: 12}
"""
APPROVAL = """\
definition: approval.asl.json
tests:
  it:
    mocks: {Work: {}}
    unused_mocks: true
"""

# The file cannot be used, or a test could not start: exit 2.
NOT_STARTED = {
    "an empty file": "",
    "no tests": "definition: order.asl.json\n",
    "no test at all": "definition: order.asl.json\ntests: {}\n",
    "a list of tests": "definition: order.asl.json\ntests:\n  - input: {}\n",
    "no definition": "tests:\n  it: {expect: {status: SUCCEEDED}}\n",
    "not YAML": "tests: {it: [}\n",
    "a test twice": TOP + "    expect: {duration: 1h}\n  it:\n    expect: {duration: 1h}\n",
    "nothing is expected": TOP,
    "an empty expect": TOP + "    expect: {}\n",
    "an unknown word": TOP + "    expcet: {status: SUCCEEDED}\n",
    "an unknown expectation": TOP + "    expect: {outptu: {}}\n",
    "a word of another place": TOP + "    output: {}\n    expect: {status: SUCCEEDED}\n",
    "an unknown word at the top": "definitoin: order.asl.json\ntests:\n  it: {expect: {status: FAILED}}\n",
    "no status": TOP + "    expect: {status: succeeded}\n",
    "no duration": TOP + "    expect: {duration: 3 days}\n",
    "bounds the wrong way round": TOP + "    expect: {duration: {min: 2h, max: 1h}}\n",
    "no bound": TOP + "    expect: {transitions: {most: 4}}\n",
    "a negative count": TOP + "    expect: {calls: {Charge: -1}}\n",
    "input twice": TOP + "    input_file: in.json\n    expect: {duration: 1h}\n",
    "a definition that is not there": TOP.replace("order.asl", "ordre.asl") + "    expect: {duration: 1h}\n",
    "a folder that is not there": TOP.replace("order.asl", "machines/order.asl") + "    expect: {duration: 1h}\n",
    "a definition that cannot run": TOP.replace("order.asl", "broken.asl") + "    expect: {duration: 1h}\n",
    "a mock of no task": TOP + "    mocks: {Chagre: {}}\n    expect: {duration: 1h}\n",
    "a mock of a Wait": TOP + "    mocks: {Night: {}}\n    expect: {duration: 1h}\n",
    "a mock that is no answer": TOP + "    mocks: {Charge: {throw: X, retrun: 1}}\n    expect: {duration: 1h}\n",
    "a result that the service cannot give": TOP + "    mocks: {Ship: {MessageID: m}}\n    expect: {duration: 1h}\n",
    "a mock file that is not there": TOP + "    mocks: order.mock.yaml\n    expect: {duration: 1h}\n",
    "a case without a file": TOP + "    case: declined\n    expect: {duration: 1h}\n",
    "an unknown case": TOP + "    mocks: order.mocks.yaml\n    case: decline\n    expect: {duration: 1h}\n",
    "no case": TOP + "    mocks: order.mocks.yaml\n    expect: {duration: 1h}\n",
    "an unknown state in not_entered": TOP + "    expect: {not_entered: [Refsued]}\n",
    "an unknown state in path": TOP + "    expect: {path: [Route, Pay]}\n",
    "an unknown task in calls": TOP + "    expect: {calls: {charge: 1}}\n",
    "calls of a state that is no Task": TOP + "    expect: {calls: {Night: 1}}\n",
    "an unknown state alone": TOP + "    state: charge\n    expect: {next: Night}\n",
    "an unknown state to start at": TOP + "    start_at: Shipp\n    expect: {duration: 1h}\n",
    "both ways of one state": TOP + "    start_at: Ship\n    state: Ship\n    expect: {duration: 1h}\n",
    "next without state": TOP + "    expect: {next: Night}\n",
    "the transitions of one state": TOP + "    state: Charge\n    expect: {transitions: 1}\n",
    "no JSONPath": TOP + "    expect: {select: {receipt: [r-1]}}\n",
    "select without a list": TOP + "    expect: {select: {$.receipt: r-1}}\n",
    "an input file that is not there": TOP.replace("input: {amount: 12}", "input_file: in.json") + "    expect: {duration: 1h}\n",
    "an input file that is not JSON": TOP.replace("input: {amount: 12}", "input_file: bad.json") + "    expect: {duration: 1h}\n",
    "no instant": TOP + "    now: yesterday\n    expect: {duration: 1h}\n",
    "an instant without a zone": TOP + "    now: 2025-01-01T00:00:00\n    expect: {duration: 1h}\n",
    "a function that is not there": TOP + "    lambdas: {charge: handlers.py:charge}\n    expect: {duration: 1h}\n",
    "a reference without a function": TOP + "    lambdas: {charge: handlers}\n    expect: {duration: 1h}\n",
    "two rows of one name": TOP + "    each: [{name: a}, {name: a}]\n    expect: {duration: 1h}\n",
    "a step of two words": TOP + "    steps: [{advance: 1h, redrive: true}]\n    expect: {duration: 1h}\n",
    "an unknown step": TOP + "    steps: [{wait: 1h}]\n    expect: {duration: 1h}\n",
    "a token of nobody": TOP + "    steps: [{succeed: {output: 1}}]\n    expect: {duration: 1h}\n",
    "a token of two": APPROVAL + "    steps: [{succeed: {token_of: Ask, activity: paint}}]\n    expect: {duration: 1h}\n",
    "a visit of nothing": TOP + "    expect: {states: {Ship: {visit: 0}}}\n",
    "an unknown word of a visit": TOP + "    expect: {states: {Ship: {attempt: 1}}}\n",
}  # fmt: skip

# The test ran and is not what the machine does: exit 1.
FAILED = {
    "another output": TOP + "    expect:\n      output: {receipt: r-2, tags: [1, 2], shipped: true, more: {}}\n",
    "another path": TOP + "    expect: {path: [Route, Charge, Ship]}\n",
    "a long text that differs": TOP.replace("r-1", "r" * 60 + "-1" + "s" * 60)
    + "    expect: {output_contains: {receipt: " + "r" * 60 + "-2" + "s" * 60 + "}}\n",
    "another type": TOP + "    expect: {output_contains: {tags: '[1,2,3]'}}\n",
    "it failed": TOP.replace("12", "1") + "    expect: {output: {}, duration: 1h}\n",
    "it failed in a task": TOP + "    mocks: {Charge: {throw: Lambda.Unknown, cause: Out of memory}}\n    expect: {path_contains: [Ship]}\n",
    "too slow and too dear": TOP + "    expect: {duration: {max: 30m}, transitions: {max: 2}, cost: {max: 0.00001}}\n",
    "nobody answers": TOP.replace("  Ship: {MessageId: m-1}\n", "") + "    expect: {duration: 1h}\n",
    "a mock that ran out": TOP + "    mocks: {Charge: [{throw: Lambda.TooManyRequestsException, times: 2}]}\n    expect: {duration: 1h}\n",
    "a mock that was not called": TOP.replace("12", "1").replace("unused_mocks: true\n", "")
    + "    mocks: {Ship: {MessageId: m}}\n    expect: {error: Order.Refused}\n",
    "answers that were not given": TOP + "    unused_mocks: false\n    mocks: {Charge: [{throw: Lambda.TooManyRequestsException}, {return: {Payload: {receipt: a}}}, {throw: X}]}\n    expect: {duration: 1h2s}\n",
    "shared mocks that no test calls": TOP.replace("12", "1").replace("unused_mocks: true\n", "") + "    expect: {error: Order.Refused}\n",
    "it waits": APPROVAL + "    expect: {duration: 1h}\n",
    "a token that nobody waits for": APPROVAL + "    steps: [{succeed: {token_of: Ask}}, {succeed: {token_of: Ask}}]\n    expect: {duration: 1h}\n",
    "a token too late": APPROVAL + "    steps: [{advance: 3h}, {succeed: {token_of: Ask}}]\n    expect: {error: Approval.Late}\n",
    "a worker of another activity": APPROVAL + "    steps: [{succeed: {activity: pait}}]\n    expect: {error: Approval.Late}\n",
    "a redrive too early": APPROVAL + "    steps: [{redrive: true}]\n    expect: {error: Approval.Late}\n",
    "until what does not come": APPROVAL + "    steps: [{advance_until: Rest}]\n    expect: {error: Approval.Late}\n",
    "in a step": APPROVAL + "    steps: [{advance: 1h}, {expect: {waits_for: [Work], path: [Ask]}}]\n",
}  # fmt: skip

MOCKS = """\
cases:
  declined: {Charge: {throw: Card.Declined}}
  paid: {Charge: {Payload: {receipt: r}}}
"""


def shown(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> str:
    path = write(folder, text, "a.test.yaml")
    order = json.loads((folder / "order.asl.json").read_text("utf-8"))
    order["States"]["Night"]["Next"] = "Shipp"
    (folder / "broken.asl.json").write_text(json.dumps(order, indent=1), "utf-8")
    (folder / "order.mocks.yaml").write_text(MOCKS, "utf-8")
    (folder / "bad.json").write_text("{id: 7}", "utf-8")
    status = verbs.run_command(["test", path])
    said = capsys.readouterr()
    told = f"{said.out}--- stderr\n{said.err}--- exit {status}".replace(f"{folder}/", "")
    return re.sub(r"in \d+\.\d\d s", "in … s", told.replace(str(folder), "FOLDER"))


@pytest.mark.parametrize("text", NOT_STARTED.values(), ids=NOT_STARTED)
def test_what_cannot_start(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    said = shown(tmp_path, text, capsys)
    assert said.endswith("--- exit 2")
    assert "a.test.yaml:" in said, "it has a place"
    assert said.replace("\n", "\n  ") == snapshot


@pytest.mark.parametrize("text", FAILED.values(), ids=FAILED)
def test_what_fails(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    said = shown(tmp_path, text, capsys)
    assert said.endswith("--- exit 1")
    assert "a.test.yaml:" in said, "it has a place"
    assert said.replace("\n", "\n  ") == snapshot
