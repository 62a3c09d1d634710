"""Distributed Maps over files, on the virtual host: from the ItemReader to the ResultWriter's files.

Sources: recorded histories and outputs; AWS guide, "ItemReader", "ResultWriter", "Redriving Map Runs".
"""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from histories import a_fail, a_function, a_map_run, a_pass, a_wait, catch, expected, flow, lines

import asl
from asl.errors import UsageError
from asl.jsonvalue import dumps
from asl.mapdata.faults import Changed, Unsupported
from asl.testing.run import Run
from asl.testing.simulate import prepare
from asl.vocabulary import signals

Objects = MutableMapping[str, bytes | str]
BODY = flow(A=a_pass())
CSV = "id,name\n1,Ann\n2,Bob\n3,Eve\n"
FIRST_ROW = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}


def a_reader(config: dict[str, Any], action: str = "getObject", **given: Any) -> dict[str, Any]:
    found = {"Bucket": "b", "Key": "k"} if action == "getObject" else {"Bucket": "b"}
    reader: dict[str, Any] = {
        "Resource": f"arn:aws:states:::s3:{action}",
        "Parameters": {**found, **given},
    }
    return {**reader, "ReaderConfig": config} if config else reader


def a_writer(**config: str) -> dict[str, Any]:
    """A ResultWriter to the bucket `out`; WriterConfig's fields where they are given."""
    writer: dict[str, Any] = {
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket": "out", "Prefix": "p"},
    }
    if config:
        writer["WriterConfig"] = {"Transformation": "NONE", "OutputType": "JSON", **config}
    return writer


def a_machine(body: Any = BODY, *, children: str = "STANDARD", **fields: Any) -> Any:
    return flow(M=a_map_run(body, children=children, **fields))


def run(data: str | bytes, config: dict[str, Any], given: Any = None, **fields: Any) -> Run:
    machine = a_machine(ItemReader=a_reader(config), **fields)
    return asl.simulate(machine, given or {}, buckets={"b": {"k": data}})


# ------------------------------------------------------------------ recorded


@pytest.mark.parametrize(
    ("data", "config", "output"),
    [
        pytest.param(
            "Col1,Col2\nValue1,Value2\nValue3,Value4\n",
            {**FIRST_ROW, "MaxItems": 1},
            '[{"Col1":"Value1","Col2":"Value2"}]',
            id="CSV, MaxItems",
        ),
        pytest.param(
            "0,True,{}\nValue4,Value5,Value6\n",
            FIRST_ROW,
            '[{"0":"Value4","{}":"Value6","True":"Value5"}]',
            id="CSV, odd headers",
        ),
        pytest.param(
            '[{"verdict": "true", "statement_date": "6/11/2008"}]',
            {"InputType": "JSON"},
            '[{"verdict":"true","statement_date":"6/11/2008"}]',
            id="JSON",
        ),
    ],
)
def test_outputs(data: str, config: dict[str, Any], output: str) -> None:
    done = run(data, config)
    assert done.output_text == output
    assert lines(done.records, 1)[2:] == expected(
        """
        3<2 MapStateStarted 0
        4<3 MapRunStarted
        5<4 MapRunSucceeded
        6<5 MapStateSucceeded
        7<4 MapStateExited M
        8<7 ExecutionSucceeded
        """
    )


@pytest.mark.parametrize(
    ("data", "config", "given", "cause"),
    [
        pytest.param(
            "Value1,Value2,Value3\n",
            {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["H1", "H1", "H3"]},
            {},
            "CSV headers cannot contain duplicates.",
            id="duplicate headers",
        ),
        pytest.param(
            '{"Hello": "world"}',
            {"InputType": "JSON"},
            {},
            "Attempting to map over non-iterable node.",
            id="no array",
        ),
        pytest.param(
            "a\n1\n",
            {**FIRST_ROW, "MaxItemsPath": "$.n"},
            {"n": -1},
            "field MaxItems must be positive",
            id="MaxItems below zero",
        ),
    ],
)
def test_failures(data: str, config: dict[str, Any], given: Any, cause: str) -> None:
    done = run(data, config, given)
    assert (done.error, done.cause) == ("States.ItemReaderFailed", cause)
    assert lines(done.records, 1)[3:] == expected(
        """
        4<3 MapRunStarted
        5<4 MapRunFailed States.ItemReaderFailed
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ItemReaderFailed
        """
    )


def test_a_max_items_that_is_no_number() -> None:
    """Recorded: after MapStateStarted, before there is a run."""
    done = run("a\n1\n", {**FIRST_ROW, "MaxItemsPath": "$.n"}, {"n": 1.5})
    assert lines(done.records, 1)[2:] == expected(
        """
        3<2 MapStateStarted 0
        4<3 ExecutionFailed States.Runtime
        """
    )


def test_the_items_path_is_not_looked_at() -> None:
    done = run('["a"]', {"InputType": "JSON"}, ItemsPath="$.none")
    assert done.output == ["a"]


def test_batches_of_items_that_were_read() -> None:
    done = run(
        "[1,2,3,4,5]",
        {"InputType": "JSON", "MaxItems": 4},
        {"n": "2", "bytes": "15000"},
        ItemBatcher={"MaxItemsPerBatchPath": "$.n", "MaxInputBytesPerBatchPath": "$.bytes"},
    )
    assert done.output_text == '[{"Items":[1,2]},{"Items":[3,4]}]'


def test_a_listing() -> None:
    objects: Objects = {f"file_{at}.txt": f"{at}HelloWorld!" for at in range(3)}
    machine = a_machine(ItemReader=a_reader({}, "listObjectsV2"))
    done = asl.simulate(machine, buckets={"b": objects})
    assert [list(item) for item in done.output] == [
        ["Etag", "LastModified", "Key", "Size", "StorageClass"]
    ] * 3
    assert [(item["Key"], item["Size"]) for item in done.output] == [
        (f"file_{at}.txt", 12) for at in range(3)
    ]


# ------------------------------------------------------------------ selectors


def test_a_selector() -> None:
    done = run(
        CSV,
        FIRST_ROW,
        {"of": "x"},
        MaxConcurrency=2,
        ItemSelector={
            "who.$": "$$.Map.Item.Value.name",
            "at.$": "$$.Map.Item.Index",
            "from.$": "$$.Map.Item.Source",
            "of.$": "$.of",
            "id.$": "States.UUID()",
        },
    )
    assert [item["who"] for item in done.output] == ["Ann", "Bob", "Eve"]
    assert [item["at"] for item in done.output] == [0, 1, 2]
    assert {item["from"] for item in done.output} == {"s3://b/k"}
    assert {item["of"] for item in done.output} == {"x"}
    assert len({item["id"] for item in done.output}) == 3


def test_an_expression_that_fails_for_a_row() -> None:
    machine = {
        "QueryLanguage": "JSONata",
        **flow(
            M={
                **a_map_run(BODY, Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Z"}], End=True),
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "ReaderConfig": FIRST_ROW,
                    "Arguments": {"Bucket": "b", "Key": "{% $states.input.key %}"},
                },
                "ItemSelector": {"n": "{% $number($states.context.Map.Item.Value.id) %}"},
            },
            Z=a_pass(),
        ),
    }
    good = asl.simulate(machine, {"key": "k"}, buckets={"b": {"k": CSV}})
    assert good.output == [{"n": 1}, {"n": 2}, {"n": 3}]
    bad = asl.simulate(machine, {"key": "k"}, buckets={"b": {"k": "id\n1\nx\n"}})
    assert [record[0] for record in bad.records[3:7]] == [
        "MapRunStarted",
        "EvaluationFailed",
        "MapStateFailed",
        "MapStateExited",
    ]
    assert bad.records[4][6] == "ItemSelector/n"
    assert bad.output["Error"] == "States.QueryEvaluationError"


def test_a_path_that_finds_nothing_in_a_row() -> None:
    done = run('[{"a": 1}, {}]', {"InputType": "JSON"}, ItemSelector={"a.$": "$$.Map.Item.Value.a"})
    assert done.error == "States.Runtime"
    assert done.execution.map_runs[0].status == "FAILED"
    assert len(done.children) == 1


def test_a_row_that_is_larger_than_an_input() -> None:
    data = json.dumps(["x" * 300_000])
    done = run(data, {"InputType": "JSON"})
    assert done.error == "States.DataLimitExceeded"


# ------------------------------------------------------------------ writing


def written(done: Run, objects: Objects) -> dict[str, Any]:
    """The files of the run, by name, without the folder they are in."""
    arn = done.execution.map_runs[-1].arn
    base = f"p/{arn.rpartition(':')[2]}/"
    assert all(key.startswith(base) for key in objects)
    return {key.removeprefix(base): _loaded(key, value) for key, value in objects.items()}


def _loaded(key: str, value: bytes | str) -> Any:
    text = value.decode() if isinstance(value, bytes) else value
    return (
        [json.loads(line) for line in text.splitlines()] if key.endswith("l") else json.loads(text)
    )


def test_the_states_result() -> None:
    out: Objects = {}
    machine = a_machine(ItemReader=a_reader(FIRST_ROW), ResultWriter=a_writer())
    done = asl.simulate(machine, buckets={"b": {"k": CSV}, "out": out})
    arn = done.execution.map_runs[0].arn
    key = f"p/{arn.rpartition(':')[2]}/manifest.json"
    assert done.output == {"MapRunArn": arn, "ResultWriterDetails": {"Bucket": "out", "Key": key}}
    manifest = json.loads(out[key])
    assert manifest["DestinationBucket"] == "out"
    assert manifest["MapRunArn"] == arn
    (file,) = manifest["ResultFiles"].pop("SUCCEEDED")
    assert manifest["ResultFiles"] == {"FAILED": [], "PENDING": []}
    assert file["Size"] == len(out[file["Key"]])


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_records(children: str) -> None:
    out: Objects = {}
    machine = a_machine(
        children=children, Label="lab", ItemReader=a_reader(FIRST_ROW), ResultWriter=a_writer()
    )
    done = asl.simulate(
        machine, buckets={"b": {"k": "id\n7\n"}, "out": out}, now="2025-02-04T01:49:50.099Z"
    )
    (child,) = done.children
    (record,) = written(done, out)["SUCCEEDED_0.json"]
    assert list(record) == sorted(record)
    assert record == {
        "ExecutionArn": child.identity.execution_arn,
        "Input": '{"id":"7"}',
        "InputDetails": {"Included": True},
        "Name": child.identity.name,
        "Output": '{"id":"7"}',
        "OutputDetails": {"Included": True},
        "RedriveCount": 0,
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        "StartDate": "2025-02-04T01:49:50.099Z",
        "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:machine/lab",
        "Status": "SUCCEEDED",
        "StopDate": "2025-02-04T01:49:50.099Z",
    }


@pytest.mark.parametrize(
    ("config", "name", "items"),
    [
        ({"Transformation": "COMPACT"}, "SUCCEEDED_0.json", [[1, 2], [3], 4]),
        ({"Transformation": "FLATTEN"}, "SUCCEEDED_0.json", [1, 2, 3, 4]),
        (
            {"Transformation": "FLATTEN", "OutputType": "JSONL"},
            "SUCCEEDED_0.jsonl",
            [1, 2, 3, 4],
        ),
    ],
)
def test_transformations(config: dict[str, str], name: str, items: list[Any]) -> None:
    out: Objects = {}
    machine = a_machine(
        ItemReader=a_reader({"InputType": "JSONL"}), ResultWriter=a_writer(**config)
    )
    done = asl.simulate(machine, buckets={"b": {"k": "[1,2]\n[3]\n4\n"}, "out": out})
    assert written(done, out)[name] == items


def test_items_of_the_state_are_written_too() -> None:
    out: Objects = {}
    machine = a_machine(ResultWriter=a_writer(Transformation="COMPACT"))
    done = asl.simulate(machine, [1, 2], buckets={"out": out})
    assert written(done, out)["SUCCEEDED_0.json"] == [1, 2]


FAILING = flow(
    C={
        "Type": "Choice",
        "Choices": [{"Variable": "$.id", "StringEquals": "2", "Next": "F"}],
        "Default": "A",
    },
    F=a_fail(),
    A={"Type": "Pass", "End": True},
)


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
@pytest.mark.parametrize("reads", [True, False], ids=["read", "of the state"])
def test_a_run_that_fails(children: str, reads: bool) -> None:
    out: Objects = {}
    fields = {"ItemReader": a_reader(FIRST_ROW)} if reads else {}
    machine = a_machine(
        FAILING, children=children, MaxConcurrency=1, ResultWriter=a_writer(), **fields
    )
    items = [{"id": str(at)} for at in range(1, 6)]
    data = "id\n" + "".join(f"{item['id']}\n" for item in items)
    done = asl.simulate(machine, {} if reads else items, buckets={"b": {"k": data}, "out": out})
    assert done.error == "States.ExceedToleratedFailureThreshold"
    files = written(done, out)
    assert sorted(files) == [
        "FAILED_0.json",
        "PENDING_0.json",
        "SUCCEEDED_0.json",
        "manifest.json",
    ]
    assert [record["Input"] for record in files["SUCCEEDED_0.json"]] == ['{"id":"1"}']
    (failed,) = files["FAILED_0.json"]
    assert (failed["Status"], failed["Input"]) == ("FAILED", '{"id":"2"}')
    assert failed["RedriveStatus"] == "REDRIVABLE_BY_MAP_RUN"
    assert "Output" not in failed
    assert files["PENDING_0.json"] == [
        {"Input": dumps(item), "InputDetails": {"Included": True}, "Status": "PENDING"}
        for item in items[2:]
    ]


def test_children_that_are_stopped_are_told_of() -> None:
    out: Objects = {}
    body = flow(W=a_wait(10), F=a_function())
    machine = a_machine(body, ItemReader=a_reader(FIRST_ROW), ResultWriter=a_writer())
    done = asl.simulate(
        machine,
        buckets={"b": {"k": CSV}, "out": out},
        mocks={"F": asl.sequence(1, asl.raises("E"), 3)},
    )
    files = written(done, out)
    told = [
        (record["Input"], record["Status"])
        for name in ("SUCCEEDED_0.json", "FAILED_0.json")
        for record in files[name]
    ]
    assert len(told) == 3
    assert sorted(status for _, status in told) in (
        ["ABORTED", "FAILED", "SUCCEEDED"],
        ["FAILED", "SUCCEEDED", "SUCCEEDED"],
    )


def test_tolerated_failures() -> None:
    out: Objects = {}
    machine = a_machine(
        FAILING,
        ItemReader=a_reader(FIRST_ROW),
        ToleratedFailurePercentage=50,
        ResultWriter=a_writer(Transformation="COMPACT"),
    )
    done = asl.simulate(machine, buckets={"b": {"k": CSV}, "out": out})
    assert done.succeeded
    files = written(done, out)
    assert [item["id"] for item in files["SUCCEEDED_0.json"]] == ["1", "3"]
    assert [record["Status"] for record in files["FAILED_0.json"]] == ["FAILED"]


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_a_redrive_writes_all_results_again(children: str) -> None:
    out: Objects = {}
    machine = a_machine(
        flow(F=a_function()),
        children=children,
        ItemReader=a_reader(FIRST_ROW),
        ResultWriter=a_writer(Transformation="COMPACT"),
    )
    answers = asl.sequence("a", asl.raises("E"), "c", "b2", "c2")
    host = prepare(
        machine,
        buckets={"b": {"k": CSV}, "out": out},
        mocks={"F": answers},
    )
    host.run()
    assert host.execution.status == "FAILED"
    before = written(Run(host), out)
    assert before["SUCCEEDED_0.json"][0] == "a"
    assert host.send(signals.Redrive())
    host.run()
    assert host.execution.status == "SUCCEEDED"
    after = written(Run(host), out)
    assert sorted(after["SUCCEEDED_0.json"])[:2] == ["a", "b2"]
    assert len(after["SUCCEEDED_0.json"]) == 3
    manifest = after["manifest.json"]["ResultFiles"]
    assert manifest["FAILED"] == []


def test_results_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("a file where a folder is needed")
    machine = a_machine(ResultWriter=a_writer())
    done = asl.simulate(machine, [1], buckets={"out": tmp_path})
    assert done.error == "States.ResultWriterFailed"
    assert lines(done.records, 1)[4:] == expected(
        """
        5<4 MapRunFailed States.ResultWriterFailed
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ResultWriterFailed
        """
    )


# ------------------------------------------------------------------ folders and the like


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "k").write_text(CSV)
    machine = a_machine(ItemReader=a_reader(FIRST_ROW), ResultWriter=a_writer())
    done = asl.simulate(machine, buckets={"b": tmp_path / "in", "out": str(tmp_path / "out")})
    assert done.succeeded
    folder = tmp_path / "out" / "p" / done.execution.map_runs[0].arn.rpartition(":")[2]
    assert sorted(path.name for path in folder.iterdir()) == ["SUCCEEDED_0.json", "manifest.json"]


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a/../../secret"])
def test_keys_that_lead_out_of_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text(CSV)
    (tmp_path / "in").mkdir()
    machine = a_machine(ItemReader=a_reader(FIRST_ROW, Key=key))
    done = asl.simulate(machine, buckets={"b": tmp_path / "in"})
    assert done.error == "States.ItemReaderFailed"
    assert "names no file in the folder" in (done.cause or "")


@pytest.mark.parametrize("buckets", [None, {}, {"other": {}}])
def test_a_bucket_that_nobody_gave(buckets: Any) -> None:
    """That is no answer of a service: a Catch must not take it for one."""
    machine = flow(
        M=a_map_run(BODY, ItemReader=a_reader(FIRST_ROW), Catch=catch("Z"), End=True), Z=a_pass()
    )
    with pytest.raises(UsageError, match='no bucket "b" is given'):
        asl.simulate(machine, buckets=buckets)
    with pytest.raises(UsageError, match='no bucket "out" is given'):
        asl.simulate(a_machine(ResultWriter=a_writer()), [1], buckets=buckets)


def test_what_nothing_here_reads() -> None:
    machine = a_machine(ItemReader=a_reader(FIRST_ROW, VersionId="1"))
    with pytest.raises(Unsupported, match="VersionId"):
        asl.simulate(machine, buckets={"b": {}})


def test_an_object_that_is_changed_by_a_child() -> None:
    objects: Objects = {"k": CSV}

    def change(event: Any) -> None:
        objects["k"] = "id\n9\n"

    machine = a_machine(flow(F=a_function()), ItemReader=a_reader(FIRST_ROW), MaxConcurrency=1)
    with_rows_at_hand = asl.simulate(machine, buckets={"b": objects}, mocks={"F": change})
    assert with_rows_at_hand.succeeded  # the rows were read before they were needed again
    objects["k"] = CSV
    host = prepare(
        a_machine(flow(F=a_function()), children="EXPRESS", ItemReader=a_reader(FIRST_ROW)),
        buckets={"b": objects},
        mocks={"F": asl.raises("E")},
    )
    host.run()
    objects["k"] = "id\n9\n"
    host.send(signals.Redrive())
    with pytest.raises(Changed, match="s3://b/k was changed"):
        host.run()


def test_a_run_in_a_run() -> None:
    inner = flow(
        I=a_map_run(
            BODY,
            ItemReader={
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON"},
                "Parameters": {"Bucket": "b", "Key.$": "$.Key"},
            },
        )
    )
    machine = a_machine(inner, ItemReader=a_reader({}, "listObjectsV2", Prefix="in/"))
    done = asl.simulate(machine, buckets={"b": {"in/1": "[1,2]", "in/2": "[3]", "k": "[]"}})
    assert done.output == [[1, 2], [3]]
    assert len(done.children) == 5


# ------------------------------------------------------------------ many


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_what_is_kept_of_many_children(children: str) -> None:
    data = "id\n" + "".join(f"{2 if at % 1_000 == 999 else 1}\n" for at in range(3_000))
    host = prepare(
        a_machine(
            FAILING,
            children=children,
            ItemReader=a_reader(FIRST_ROW),
            ToleratedFailureCount=9,
            ResultWriter=a_writer(Transformation="COMPACT"),
        ),
        buckets={"b": {"k": data}, "out": {}},
        keep_children=5,
    )
    host.run()
    assert host.execution.status == "SUCCEEDED"
    run = host.execution.map_runs[0]
    assert run.counts["SUCCEEDED"] == 2_997
    assert [child.status for child in host.children] == ["SUCCEEDED"] * 5 + ["FAILED"] * 3
    assert len(run.names) == 3
    assert len(host._due) < 2_500
    assert len(host._live) < 10
    keeper = host._children
    assert not keeper._open
    assert not keeper._asked
    assert len(keeper._redrivable) <= 3


def test_the_children_of_a_run_without_end_have_their_clocks() -> None:
    """Five minutes for an Express child."""
    machine = a_machine(flow(W=a_wait(400)), children="EXPRESS", ToleratedFailureCount=9)
    done = asl.simulate(machine, [1, 2])
    assert [record["Status"] for record in done.output] == ["TIMED_OUT", "TIMED_OUT"]


def test_results_beyond_an_output_without_a_writer() -> None:
    done = run("id\n" + f"{'x' * 100}\n" * 3_000, FIRST_ROW)
    assert done.error == "States.DataLimitExceeded"
    assert done.execution.map_runs[0].counts["SUCCEEDED"] == 3_000


def test_the_journal_is_kept_on_request_only() -> None:
    host = prepare(a_machine(), [1])
    host.run()
    with pytest.raises(UsageError, match="keep_journal"):
        _ = host.journal
