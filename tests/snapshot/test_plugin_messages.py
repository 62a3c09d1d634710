"""What the test bench says to a mistake: each names the place and the cure. `pytest --snapshot-update` writes them anew.

A row is what a user writes, as line 1 of test_order.py; `machine` is a machine of the file below, `clock` its clock.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

import asl
from asl.errors import AslError
from asl.testing.bench import Bench

ORDER = """\
{
  "StartAt": "Validate",
  "States": {
    "Validate": {"Type": "Pass", "Next": "Charge"},
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "charge-card", "Payload.$": "$"},
      "ResultPath": "$.charge",
      "Next": "Approve"
    },
    "Approve": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody.$": "$$.Task.Token"},
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.items",
      "ItemProcessor": {
        "StartAt": "Store",
        "States": {
          "Store": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:putItem",
            "Parameters": {"TableName": "${Table}", "Item": {"id": {"S.$": "$.id"}}},
            "End": true
          }
        }
      },
      "Next": "Review"
    },
    "Review": {
      "Type": "Task",
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:review",
      "End": true
    }
  }
}
"""
FILES = {
    "order.asl.json": ORDER,
    "cased.asl.json": ORDER.replace('"ItemsPath"', '"itemsPath"'),
    "mocks.yaml": "cases:\n  declined:\n    Charge: {throw: Card.Declined}\n",
    "slip.yaml": "Chrage: {Payload: 1}\nStore:\n  retrun: {Attributes: {}}\n",
    "broken.yaml": "Charge: {\n",
}
PAID = ".mock('Charge', {'Payload': 1})"

# What is run before, and the mistake.
MISTAKES: dict[str, str] = {
    # files and definitions
    "a file that is not there": "asl_machine('ordr.asl.json')",
    "a place of another name": "asl_machine('order.asl.json', defines={'Tabel': 't'})",
    "a field in other letters": "asl_machine('cased.asl.json', defines={'Table': 't'})",
    "a type that is none": "asl_machine('order.asl.json', defines={'Table': 't'}, type='Express')",
    "a mock file that is not there": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks='mock.yaml')",
    "a mock file with mistakes": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks='slip.yaml')",
    "a mock file that is no YAML": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks='broken.yaml')",
    "mocks that are none": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks=[1])",
    # mocks
    "a mock of a state that is not there": "machine.mock('Chrage', returns={})",
    "a mock of a state that is no task": "machine.mock('Each', returns=[])",
    "a mock that says nothing": "machine.mock('Charge')",
    "a mock that says two things": "machine.mock('Charge', returns={}, raises='Boom')",
    "a function as a value": "machine.mock('Charge', returns=lambda arguments: 1)",
    "a value that is not JSON": "machine.mock('Charge', returns={'Payload': {'when': {1, 2}}})",
    "an error that is no name": "machine.mock('Charge', raises=404)",
    "a cause without an error": "machine.mock('Charge', returns={}, cause='why')",
    "side effects that are no list": "machine.mock('Charge', side_effect={'Payload': 1})",
    "an index below 0": "machine.mock('Store', returns={}, index=-1)",
    "a result as the service never gives it": "machine.mock('Store', returns={'atributes': {}})",
    "a result in other letters": "machine.mock('Charge', returns={'payload': 1})",
    "a function with too many arguments": "machine.mock('Charge', lambda a, b, c: 1)",
    "two mocks for one call": f"machine{PAID}.mock('Charge', {{'Payload': 2}}, match={{'Payload': {{'id': 7}}}})"
    ".mock('Charge', {'Payload': 3}, match={'Payload': {'items': []}}).run({'id': 7, 'items': []})",
    "too few side effects": "machine.mock('Charge', {'Payload': 1}).mock('Approve', {'items': [{'id': 'a'}, {'id': 'b'}]})"
    ".mock('Store', side_effect=[{}]).run({})",
    "a task that nothing answers": "machine.run({'id': 7})",
    "a mock that is for other calls": "machine.mock('Charge', {'Payload': 1}, match={'Payload': {'id': 8}}).run({'id': 7})",
    "a handler that is none": "machine.lambda_('charge-card', 'handler')",
    "a handler of a function that is not called": "machine.lambda_('charge', lambda event, context: 1)",
    "a handler of a state": "machine.lambda_('Charge', lambda event, context: 1)",
    "a case that is not there": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks='mocks.yaml').case('declind')",
    "a case without a file": "machine.case('declined')",
    # running
    "an input that is no JSON": "machine.run('hello')",
    "an input of a type that is not JSON": "machine.run({'at': object})",
    "a state to begin with that is not there": "machine.run_from('Chage', {})",
    "a state alone that is not there": "machine.state('Chage')",
    "a state that waits, alone": "machine.state('Approve')",
    "an expression that is none": "machine.evaluate('input.id')",
    "an expression that does not parse": "machine.evaluate('{% $states.input. %}')",
    # the clock
    "time that passes for nobody": "clock.advance(days=1)",
    "time that goes back": f"(machine{PAID}.start({{}}), clock.advance(days=-1))",
    "no time at all": f"(machine{PAID}.start({{}}), clock.advance())",
    "waiting for a state that is not there": f"(machine{PAID}.start({{}}), clock.advance_until('Reviw'))",
    "waiting for what will not be": f"(run := machine{PAID}.start({{}}), clock.advance_until(run.done))",
    "waiting for the past": "clock.advance_until(__import__('datetime').datetime(2020, 1, 1, tzinfo=__import__('datetime').timezone.utc))",
    "a clock that is set while a run is open": f"(machine{PAID}.start({{}}), clock.set('2030-01-01T00:00:00Z'))",
    "an instant without a zone": "clock.set('2030-01-01T00:00:00')",
    # outside
    "the token of a state that does not wait": f"machine{PAID}.start({{}}).token('Aprove')",
    "a token that is nobody's": f"machine{PAID}.start({{}}).token('AAAA' * 30)",
    "a token of a run that is over": f"machine{PAID}.mock('Approve', {{'items': []}}).start({{}}).stop().token('Approve')",
    "a token that is answered twice": f"(task := machine{PAID}.start({{}}).token('Approve'), task.fail('No'), task.succeed(1))",
    "an answer that is not JSON": f"machine{PAID}.start({{}}).token('Approve').succeed({{1: 2}})",
    "an activity that is not waiting": f"machine{PAID}.start({{}}).activity('review')",
    "a redrive of a run that is open": f"machine{PAID}.start({{}}).redrive()",
    "a stop of a run that is over": f"machine{PAID}.start({{}}).stop().stop()",
    # results
    "the calls of a state in other letters": f"machine{PAID}.start({{}}).calls('charge')",
    "the calls of what is not called": f"machine{PAID}.start({{}}).calls('Validate')",
    "a visit that was not made": f"machine{PAID}.start({{}}).state('Review')",
    "a stage that is not there": f"machine{PAID}.start({{}}).state('Charge').stage('afterArguments')",
    "a selection of a run that failed": "machine.mock('Charge', raises='Boom').run({}).select('$.items')",
    "a path with a state that is not there": f"'Reviw' in machine{PAID}.start({{}}).path",
    "a path that is none": f"machine{PAID}.start({{}}).select('items[0]')",
}  # fmt: skip


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Bench(tmp_path, tmp_path)


def written(bench: Bench, line: str, *, machine: bool = True) -> Any:
    """What a line gives that stands in test_order.py."""
    names: dict[str, Any] = {"asl_machine": bench, "clock": bench.clock, "asl": asl}
    if machine:
        names["machine"] = bench("order.asl.json", defines={"Table": "orders"})
    return eval(compile(line, "test_order.py", "eval"), names)


def shown(error: object, folder: Path) -> str:
    return str(error).replace(f"{folder}/", "").replace(str(folder), "(the test's folder)")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake(name: str, bench: Bench, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    line = MISTAKES[name]
    with pytest.raises(AslError) as failed:
        written(bench, line)
    assert f"{line}\n\n{shown(failed.value, tmp_path)}" == snapshot


COMPLAINTS: dict[str, str] = {
    "a machine that was not run": f"machine{PAID}",
    "a mock that was never asked": f"machine{PAID}.mock('Store', returns={{}}).run({{}}).path",
    "a match that never fitted": f"machine{PAID}.mock('Charge', {{'Payload': 2}}, match={{'Payload': {{'id': 8}}}}).run({{'id': 7}}).path",
    "a mock whose place was taken": f"machine{PAID}{PAID}.run({{}}).path",
    "a handler that was never asked": f"machine{PAID}.lambda_('charge-card', lambda event, context: 1).run({{}}).path",
    "a failure that nobody asked for": "machine.mock('Charge', raises='Card.Declined').run({}).calls('Store')",
    "a run that waits and was not asked": f"machine{PAID}.run({{}})",
    "answers that no call got": "machine.mock('Charge', side_effect=[{'Payload': 1}, {'Payload': 2}]).run({}).path",
    "a file of cases without a case": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks='mocks.yaml').mock('Charge', {'Payload': 1}).start({})",
    "a case that was not asked": "asl_machine('order.asl.json', defines={'Table': 't'}, mocks='mocks.yaml').case('declined').mock('Charge', {'Payload': 1}, optional=True)",
}  # fmt: skip


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_complaint(name: str, bench: Bench, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    line = COMPLAINTS[name]
    written(bench, line)
    assert f"{line}\n\n{shown(bench.complaint(), tmp_path)}" == snapshot


FAILURES: dict[str, str] = {
    "failed": "machine.mock('Charge', raises='Card.Declined', cause='no money').run({'id': 7})",
    "waits for a token": f"machine{PAID}.start({{'id': 7}})",
    "in the data flow": f"machine{PAID}.mock('Approve', {{'no': 'items'}}).run({{'id': 7}})",
    "stopped": f"machine{PAID}.mock('Approve', {{'items': []}}).start({{'id': 7}}).stop('Operator', 'enough')",
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_run_explains_itself(name: str, bench: Bench, snapshot: SnapshotAssertion) -> None:
    run = written(bench, FAILURES[name])
    assert f"{run!r}\n\n{run.explain()}" == snapshot
