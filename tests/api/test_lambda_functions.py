"""The Lambda API without running anything: functions, versions, aliases, policies, and what is refused, in Lambda's words."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from port import HOME, ROLE, SIGNED, URL, Port, refusal, zipped

from emulator.errors import StoreError
from emulator.lambda_.api import model
from emulator.lambda_.api.operations import OPERATIONS
from emulator.lambda_.api.operations import functions as functions_module
from emulator.services import moto

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "def handler(event, context):\n    return event\n"
ZIP = zipped({"handler.py": SOURCE})


@pytest.fixture(scope="module")
def shared() -> Iterator[Port]:
    port = Port()
    yield port
    port.close()


@pytest.fixture
def port(shared: Port) -> Port:
    """A server without functions."""

    async def reset() -> None:
        shared.lambda_api.reset()

    shared.run(reset())
    return shared


def made(port: Port, name: str = "f", **rest: Any) -> dict[str, Any]:
    return port.deploy(name, SOURCE, **{"Timeout": 3, **rest})


# -------------------------------------------------------------------- the model


def scripts() -> Any:
    spec = importlib.util.spec_from_file_location(
        "make_lambda_model", ROOT / "scripts" / "make_lambda_model.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_has_what_botocore_has() -> None:
    script = scripts()
    routes, operations, shapes, statuses = script.tables(script.read_model())
    # An older botocore knows less; what it knows is the same.
    assert routes.items() <= model.ROUTES.items()
    assert operations.items() <= model.OPERATIONS.items()
    assert statuses.items() <= model.STATUSES.items()
    for name, shape in shapes.items():
        ours, theirs = dict(model.SHAPES[name]), dict(shape)
        members, known = theirs.pop("members", {}), ours.pop("members", {})
        assert members.items() <= known.items(), name
        assert theirs.keys() <= ours.keys(), name


def test_every_operation_of_the_table_is_served() -> None:
    assert set(OPERATIONS) == set(model.OPERATIONS)


# -------------------------------------------------------------------- functions


def test_a_new_function(port: Port) -> None:
    answer = made(port, Description="d", Environment={"Variables": {"TABLE": "t"}}, Tags={"a": "b"})
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201
    expected = {
        "FunctionName": "f",
        "FunctionArn": f"{HOME}f",
        "Runtime": "python3.12",
        "Role": ROLE,
        "Handler": "handler.handler",
        "CodeSize": len(ZIP),
        "CodeSha256": base64.b64encode(hashlib.sha256(ZIP).digest()).decode(),
        "Description": "d",
        "Timeout": 3,
        "MemorySize": 128,
        "Version": "$LATEST",
        "Environment": {"Variables": {"TABLE": "t"}},
        "State": "Active",
        "LastUpdateStatus": "Successful",
        "PackageType": "Zip",
        "Architectures": ["x86_64"],
        "EphemeralStorage": {"Size": 512},
        "TracingConfig": {"Mode": "PassThrough"},
    }
    assert {name: answer[name] for name in expected} == expected
    client = port.client("lambda")
    shown = client.get_function(FunctionName="f")
    assert shown["Tags"] == {"a": "b"}
    assert shown["Configuration"] == {
        name: value for name, value in answer.items() if name != "ResponseMetadata"
    }
    configuration = client.get_function_configuration(FunctionName=f"{HOME}f")
    assert configuration["RevisionId"] == answer["RevisionId"]
    client.get_waiter("function_active_v2").wait(FunctionName="f")
    client.get_waiter("function_updated_v2").wait(FunctionName="f")


def test_its_zip_can_be_got(port: Port) -> None:
    made(port)
    location = port.client("lambda").get_function(FunctionName="f")["Code"]["Location"]
    assert location.startswith(f"{URL}/_asl/functions/f/")
    path, _, query = location.removeprefix(URL).partition("?")
    status, headers, body = port.request("GET", path, {}, query=query)
    assert (status, headers["content-type"]) == (200, "application/zip")
    assert body == ZIP
    status, _, _ = port.request("GET", path.replace(".zip", "x.zip"), {}, query=query)
    assert status == 404
    for other in ("/_asl/functions/f/../../../etc/passwd", "/_asl/functions/f/..%2f..%2fx"):
        assert port.request("GET", other, {}, query=query)[0] == 404


def test_changes(port: Port) -> None:
    client = port.client("lambda")
    first = made(port)
    other = zipped({"handler.py": SOURCE.replace("event\n", "1\n")})
    code = client.update_function_code(FunctionName="f", ZipFile=other)
    assert code["CodeSize"] == len(other)
    assert code["RevisionId"] != first["RevisionId"]
    changed = client.update_function_configuration(
        FunctionName="f",
        Timeout=9,
        MemorySize=256,
        Handler="other.run",
        Environment={"Variables": {"KEY": "value"}},
    )
    assert (changed["Timeout"], changed["MemorySize"], changed["Handler"]) == (9, 256, "other.run")
    assert changed["Environment"] == {"Variables": {"KEY": "value"}}
    assert changed["CodeSha256"] == code["CodeSha256"]
    dry = client.update_function_code(FunctionName="f", ZipFile=ZIP, DryRun=True)
    assert dry["CodeSize"] == len(ZIP)
    assert client.get_function_configuration(FunctionName="f")["CodeSize"] == len(other)
    stale = refusal(client.update_function_code, FunctionName="f", ZipFile=ZIP, RevisionId="old")
    assert stale[:2] == (412, "PreconditionFailedException")


def test_lists_in_pages(port: Port) -> None:
    client = port.client("lambda")
    for number in range(5):
        made(port, f"f{number}")
    client.publish_version(FunctionName="f1")
    pages = list(client.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 2}))
    assert [[each["FunctionName"] for each in page["Functions"]] for page in pages] == [
        ["f0", "f1"], ["f2", "f3"], ["f4"],
    ]  # fmt: skip
    every = client.list_functions(FunctionVersion="ALL")["Functions"]
    assert [(each["FunctionName"], each["Version"]) for each in every][:4] == [
        ("f0", "$LATEST"), ("f1", "$LATEST"), ("f1", "1"), ("f2", "$LATEST"),
    ]  # fmt: skip
    assert refusal(client.list_functions, Marker="no marker")[1] == "InvalidParameterValueException"


def test_a_deleted_function_is_gone(port: Port) -> None:
    client = port.client("lambda")
    made(port)
    folder = port.lambda_api.service.shelf.functions["f"].folder
    assert folder.is_dir()
    assert client.delete_function(FunctionName="f")["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert not folder.exists()
    assert refusal(client.get_function, FunctionName="f") == (
        404, "ResourceNotFoundException", f"Function not found: {HOME}f",
    )  # fmt: skip
    made(port)  # the name is free again


def test_code_from_s3(port: Port) -> None:
    moto.reset()
    client, s3 = port.client("lambda"), port.client("s3")
    s3.create_bucket(Bucket="code")
    s3.put_object(Bucket="code", Key="f.zip", Body=ZIP)
    answer = made(port, Code={"S3Bucket": "code", "S3Key": "f.zip"})
    assert answer["CodeSize"] == len(ZIP)
    missing = refusal(
        client.update_function_code, FunctionName="f", S3Bucket="code", S3Key="none.zip"
    )
    assert missing == (
        400,
        "InvalidParameterValueException",
        "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
    )
    moto.reset()


TOO_LONG = "x" * 65
CREATE = {"FunctionName": "g", "Runtime": "python3.12", "Handler": "h.h", "Role": ROLE, "Code": {"ZipFile": ZIP}}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        pytest.param({"FunctionName": "f"}, "ResourceConflictException", "Function already exist: f", id="exists"),
        pytest.param({"Runtime": None}, "InvalidParameterValueException", "Runtime and Handler are mandatory parameters for functions created with deployment packages.", id="no runtime"),
        pytest.param({"Runtime": "python9"}, "InvalidParameterValueException", "Value python9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs,", id="no such runtime"),
        pytest.param({"Runtime": "java21"}, "InvalidParameterValueException", "The runtime java21 is not supported by this emulator", id="a runtime that is not here"),
        pytest.param({"Runtime": "python2.7"}, "InvalidParameterValueException", "The runtime python2.7 is not supported", id="an old runtime"),
        pytest.param({"Role": "nobody"}, "ValidationException", "1 validation error detected: Value 'nobody' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:", id="role"),
        pytest.param({"Timeout": 901}, "ValidationException", "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900", id="timeout"),
        pytest.param({"MemorySize": 127}, "ValidationException", "Value '127' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128", id="memory"),
        pytest.param({"MemorySize": 99_999, "Timeout": 0}, "ValidationException", "2 validation errors detected: ", id="both"),
        pytest.param({"FunctionName": TOO_LONG}, "ValidationException", f"Value '{TOO_LONG}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64", id="a long name"),
        pytest.param({"FunctionName": "a b"}, "ValidationException", "Value 'a b' at 'functionName' failed to satisfy constraint", id="a name with a space"),
        pytest.param({"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:g"}, "ResourceNotFoundException", "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')", id="another region"),
        pytest.param({"Code": {"ZipFile": b"junk"}}, "InvalidParameterValueException", "Could not unzip uploaded file.", id="no zip"),
        pytest.param({"Code": {}}, "InvalidParameterValueException", "Please provide a source for function code.", id="no code"),
        pytest.param({"Code": {"ImageUri": "x"}}, "InvalidParameterValueException", "without containers", id="an image"),
        pytest.param({"PackageType": "Image"}, "InvalidParameterValueException", "without containers", id="a package that is an image"),
        pytest.param({"Layers": ["arn:aws:lambda:us-east-1:123456789012:layer:l:1"]}, "InvalidParameterValueException", "Layers is not supported by this emulator", id="layers"),
        pytest.param({"Environment": {"Variables": {"AWS_REGION": "x"}}}, "InvalidParameterValueException", "Reserved keys used in this request: AWS_REGION", id="a reserved variable"),
        pytest.param({"Environment": {"Variables": {"BIG": "x" * 5_000}}}, "InvalidParameterValueException", "exceeded the 4KB limit", id="a large environment"),
        pytest.param({"Environment": {"Variables": {"1X": "x"}}}, "ValidationException", "Value at 'environment.variables' failed to satisfy constraint", id="a variable's name, not its value"),
    ],
)  # fmt: skip
def test_what_cannot_be_made(port: Port, change: dict[str, Any], code: str, message: str) -> None:
    made(port)
    wanted = {name: value for name, value in {**CREATE, **change}.items() if value is not None}
    status, got, text = refusal(port.client("lambda", parameter_validation=False).create_function, **wanted)  # fmt: skip
    assert got == code
    assert message in text
    assert status == {"ResourceConflictException": 409, "ResourceNotFoundException": 404}.get(code, 400)  # fmt: skip
    assert list(port.lambda_api.service.shelf.functions) == ["f"]


def test_a_refused_zip_leaves_nothing(port: Port) -> None:
    assert refusal(port.client("lambda").create_function, **{**CREATE, "Code": {"ZipFile": b"x"}})
    root = port.lambda_api.service.shelf.folder_of("probe").parent
    assert [path.name for path in root.iterdir() if path.name.startswith("g-")] == []


def test_a_function_that_is_made_while_another_of_its_name_is(
    port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name is looked at again when the code is there."""
    package = functions_module._package

    async def slow(service: Any, code: Any) -> bytes:
        monkeypatch.undo()
        await functions_module.create_function(service, CREATE)
        return await package(service, code)

    monkeypatch.setattr(functions_module, "_package", slow)
    assert (
        refusal(port.client("lambda").create_function, **CREATE)[1] == "ResourceConflictException"
    )
    deployed = port.lambda_api.service.shelf.functions["g"]
    assert (deployed.folder / deployed.latest.code / "handler.py").is_file()


# -------------------------------------------------------------------- HTTP


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        pytest.param("GET", "/2015-03-31/functions/", b"", 200, None, id="a slash at the end"),
        pytest.param("GET", "/2015-03-31/nothing", b"", 404, "UnknownOperationException", id="no path"),
        pytest.param("POST", "/2018-10-31/layers/l/versions", b"{}", 404, "UnknownOperationException", id="an operation that is not here"),
        pytest.param("POST", "/2015-03-31/functions", b"{", 400, "SerializationException", id="no JSON"),
        pytest.param("POST", "/2015-03-31/functions", b"[]", 400, "SerializationException", id="no object"),
        pytest.param("POST", "/2015-03-31/functions", b'{"FunctionName": 1}', 400, "SerializationException", id="another type"),
        pytest.param("POST", "/2015-03-31/functions", b"[" * 100_000, 400, "SerializationException", id="deep"),
        pytest.param("POST", "/2015-03-31/functions", b"{}", 400, "ValidationException", id="nothing in it"),
        pytest.param("GET", "/2015-03-31/functions?MaxItems=x", b"", 400, "SerializationException", id="no number"),
        pytest.param("GET", "/2015-03-31/functions?MaxItems=0", b"", 400, "ValidationException", id="a small number"),
        pytest.param("PUT", "/2015-03-31/functions/f/configuration", b"x" * 1_048_577, 413, "RequestEntityTooLargeException", id="a large request"),
    ],
)  # fmt: skip
def test_requests(
    port: Port, method: str, path: str, body: bytes, status: int, code: str | None
) -> None:
    path, _, query = path.partition("?")
    headers = {"authorization": SIGNED.format("lambda")}
    got, answered, text = port.request(method, path, headers, body, query)
    assert got == status
    assert answered.get("x-amzn-errortype") == code
    assert json.loads(text)


def test_a_body_that_says_it_is_too_large_is_not_read(port: Port) -> None:
    headers = {"authorization": SIGNED.format("lambda"), "content-length": "999999999"}
    status, _, text = port.request("POST", "/2015-03-31/functions", headers, b"")
    assert status == 413
    assert json.loads(text)["message"] == (
        "Request must be smaller than 70167211 bytes for the CreateFunction operation"
    )


def test_a_name_may_be_an_encoded_arn(port: Port) -> None:
    made(port)
    headers = {"authorization": SIGNED.format("lambda")}
    path = f"/2015-03-31/functions/{HOME}f/configuration".replace(":", "%3A")
    assert port.request("GET", path, headers)[0] == 200


# -------------------------------------------------------------------- versions and aliases


def test_versions(port: Port) -> None:
    client = port.client("lambda")
    made(port)
    first = client.publish_version(FunctionName="f", Description="one")
    assert (first["Version"], first["Description"]) == ("1", "one")
    assert first["FunctionArn"] == f"{HOME}f:1"
    assert client.publish_version(FunctionName="f")["Version"] == "1"  # nothing has changed
    client.update_function_configuration(FunctionName="f", Timeout=5)
    assert client.publish_version(FunctionName="f")["Version"] == "2"
    assert client.get_function_configuration(FunctionName="f:1")["Timeout"] == 3
    client.delete_function(FunctionName="f", Qualifier="2")
    other = zipped({"handler.py": SOURCE + "#\n"})
    published = client.update_function_code(FunctionName="f", ZipFile=other, Publish=True)
    assert published["Version"] == "3"  # a number is never used again
    pages = client.get_paginator("list_versions_by_function").paginate(
        FunctionName="f", PaginationConfig={"PageSize": 2}
    )
    listed = [each["Version"] for page in pages for each in page["Versions"]]
    assert listed == ["$LATEST", "1", "3"]
    assert refusal(client.publish_version, FunctionName="f", CodeSha256="x")[2].startswith(
        "CodeSHA256 (x) is different from current CodeSHA256 in $LATEST ("
    )
    assert refusal(client.get_function, FunctionName="f", Qualifier="2") == (
        404, "ResourceNotFoundException", f"Function not found: {HOME}f:2",
    )  # fmt: skip
    assert refusal(client.delete_function, FunctionName="f", Qualifier="$LATEST")[2] == (
        "$LATEST version cannot be deleted without deleting the function."
    )


def test_a_function_can_be_made_with_a_version(port: Port) -> None:
    assert made(port, Publish=True)["Version"] == "1"


def test_aliases(port: Port) -> None:
    client = port.client("lambda")
    made(port, Publish=True)
    client.update_function_configuration(FunctionName="f", Timeout=5)
    client.publish_version(FunctionName="f")
    alias = client.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    assert (alias["AliasArn"], alias["FunctionVersion"]) == (f"{HOME}f:live", "1")
    configuration = client.get_function_configuration(FunctionName="f", Qualifier="live")
    assert (configuration["Version"], configuration["FunctionArn"]) == ("1", f"{HOME}f:live")
    changed = client.update_alias(
        FunctionName="f",
        Name="live",
        FunctionVersion="2",
        RoutingConfig={"AdditionalVersionWeights": {"1": 0.25}},
    )
    assert changed["RoutingConfig"] == {"AdditionalVersionWeights": {"1": 0.25}}
    assert client.get_alias(FunctionName="f", Name="live")["RevisionId"] == changed["RevisionId"]
    client.create_alias(FunctionName="f", Name="beta", FunctionVersion="$LATEST", Description="b")
    assert [each["Name"] for each in client.list_aliases(FunctionName="f")["Aliases"]] == [
        "beta", "live",
    ]  # fmt: skip
    only = client.list_aliases(FunctionName="f", FunctionVersion="1")["Aliases"]
    assert [each["Name"] for each in only] == ["live"]
    conflict = refusal(client.delete_function, FunctionName="f", Qualifier="1")
    assert conflict[:2] == (409, "ResourceConflictException")
    client.delete_alias(FunctionName="f", Name="live")
    client.delete_alias(FunctionName="f", Name="live")  # no error
    client.delete_function(FunctionName="f", Qualifier="1")


@pytest.mark.parametrize(
    ("operation", "given", "status", "message"),
    [
        pytest.param("create_alias", {"Name": "live", "FunctionVersion": "1"}, 409, f"Alias already exists: {HOME}f:live", id="exists"),
        pytest.param("create_alias", {"Name": "x", "FunctionVersion": "7"}, 404, f"Function not found: {HOME}f:7", id="no such version"),
        pytest.param("get_alias", {"Name": "x"}, 404, f"Cannot find alias arn: {HOME}f:x", id="no such alias"),
        pytest.param("create_alias", {"Name": "12", "FunctionVersion": "1"}, 400, "Value '12' at 'name' failed to satisfy constraint", id="a number for a name"),
        pytest.param("create_alias", {"Name": "x", "FunctionVersion": "$LATEST", "RoutingConfig": {"AdditionalVersionWeights": {"1": 0.5}}}, 400, "$LATEST is not supported for an alias pointing to more than 1 version", id="weights beside $LATEST"),
        pytest.param("create_alias", {"Name": "x", "FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"1": 0.5}}}, 400, "Invalid function version 1.", id="the same version twice"),
        pytest.param("update_alias", {"Name": "live", "RevisionId": "old"}, 412, "The RevisionId provided does not match the latest RevisionId.", id="an old revision"),
    ],
)  # fmt: skip
def test_aliases_that_are_refused(
    port: Port, operation: str, given: dict[str, Any], status: int, message: str
) -> None:
    client = port.client("lambda")
    made(port, Publish=True)
    client.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    got, _, text = refusal(getattr(client, operation), FunctionName="f", **given)
    assert got == status
    assert message in text


def test_shares_of_an_alias(port: Port) -> None:
    made(port, Publish=True)
    port.client("lambda").update_function_configuration(FunctionName="f", Timeout=5)
    port.client("lambda").publish_version(FunctionName="f")
    port.client("lambda").create_alias(
        FunctionName="f",
        Name="live",
        FunctionVersion="2",
        RoutingConfig={"AdditionalVersionWeights": {"1": 0.25}},
    )
    deployed = port.lambda_api.service.shelf.functions["f"]
    drawn = [deployed.at("live", number / 100) for number in range(100)]
    assert [each[0] for each in drawn if each] == ["1"] * 25 + ["2"] * 75


# -------------------------------------------------------------------- policies, tags, concurrency


def test_policies(port: Port) -> None:
    client = port.client("lambda")
    made(port)
    assert refusal(client.get_policy, FunctionName="f") == (
        404, "ResourceNotFoundException", "The resource you requested does not exist.",
    )  # fmt: skip
    said = client.add_permission(
        FunctionName="f",
        StatementId="s",
        Action="lambda:InvokeFunction",
        Principal="sns.amazonaws.com",
        SourceArn="arn:aws:sns:us-east-1:123456789012:t",
    )
    statement = json.loads(said["Statement"])
    assert statement == {
        "Sid": "s",
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": f"{HOME}f",
        "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:sns:us-east-1:123456789012:t"}},
    }
    client.add_permission(
        FunctionName="f", StatementId="a", Action="lambda:InvokeFunction", Principal="111122223333"
    )
    policy = json.loads(client.get_policy(FunctionName="f")["Policy"])
    assert [each["Sid"] for each in policy["Statement"]] == ["s", "a"]
    assert policy["Statement"][1]["Principal"] == {"AWS": "arn:aws:iam::111122223333:root"}
    again = refusal(
        client.add_permission, FunctionName="f", StatementId="s", Action="lambda:*", Principal="*"
    )
    assert again[:2] == (409, "ResourceConflictException")
    client.remove_permission(FunctionName="f", StatementId="s")
    client.remove_permission(FunctionName="f", StatementId="a")
    assert refusal(client.get_policy, FunctionName="f")[0] == 404
    assert refusal(client.remove_permission, FunctionName="f", StatementId="a")[0] == 404


def test_tags(port: Port) -> None:
    client = port.client("lambda")
    made(port, Tags={"a": "1"})
    client.tag_resource(Resource=f"{HOME}f", Tags={"b": "2", "ü": "3"})
    client.untag_resource(Resource=f"{HOME}f", TagKeys=["a", "none"])
    assert client.list_tags(Resource=f"{HOME}f")["Tags"] == {"b": "2", "ü": "3"}
    many = {str(number): "" for number in range(60)}
    assert refusal(client.tag_resource, Resource=f"{HOME}f", Tags=many)[0] == 400


def test_reserved_concurrency(port: Port) -> None:
    client = port.client("lambda")
    made(port)
    assert "ReservedConcurrentExecutions" not in client.get_function_concurrency(FunctionName="f")
    client.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=7)
    shown = client.get_function(FunctionName="f")["Concurrency"]
    assert shown == {"ReservedConcurrentExecutions": 7}
    assert client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"] == 993
    much = refusal(
        client.put_function_concurrency, FunctionName="f", ReservedConcurrentExecutions=901
    )
    assert "below its minimum value of [100]" in much[2]
    client.delete_function_concurrency(FunctionName="f")
    assert "Concurrency" not in client.get_function(FunctionName="f")


def test_what_deploy_tools_read_besides(port: Port) -> None:
    client = port.client("lambda")
    made(port)
    assert client.get_function_code_signing_config(FunctionName="f")["FunctionName"] == "f"
    assert client.list_event_source_mappings()["EventSourceMappings"] == []
    assert client.get_account_settings()["AccountUsage"]["FunctionCount"] == 1


# -------------------------------------------------------------------- what is kept


@pytest.fixture
def restarted(tmp_path: Path) -> Iterator[Callable[[], Port]]:
    ports: list[Port] = []

    def begin() -> Port:
        if ports:
            ports[-1].close()
        ports.append(Port(data=tmp_path / "data"))
        return ports[-1]

    yield begin
    ports[-1].close()


def test_functions_survive_a_restart(restarted: Callable[[], Port], tmp_path: Path) -> None:
    port = restarted()
    made(port, Publish=True, Environment={"Variables": {"SECRET": "s"}}, Tags={"a": "b"})
    client = port.client("lambda")
    client.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    client.add_permission(FunctionName="f", StatementId="s", Action="lambda:*", Principal="*")
    client.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=3)
    made(port, "gone")
    client.delete_function(FunctionName="gone")
    before = client.get_function(FunctionName="f")
    root = tmp_path / "data" / "functions"
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    (folder,) = root.iterdir()
    assert all(
        stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in [folder, *folder.rglob("*")]
    )
    (folder / ".new-left").mkdir()  # of a crash
    (folder / "old-code").mkdir()
    (root / "half-made").mkdir()
    client = restarted().client("lambda")
    after = client.get_function(FunctionName="f")
    before.pop("ResponseMetadata")
    after.pop("ResponseMetadata")
    assert after == before
    assert client.get_alias(FunctionName="f", Name="live")["FunctionVersion"] == "1"
    assert json.loads(client.get_policy(FunctionName="f")["Policy"])["Statement"][0]["Sid"] == "s"
    assert [each["FunctionName"] for each in client.list_functions()["Functions"]] == ["f"]
    assert client.publish_version(FunctionName="f")["Version"] == "1"
    assert sorted(path.name for path in root.iterdir()) == [folder.name]
    assert len(list(folder.iterdir())) == 3  # the record, the code, its zip


def test_a_record_that_cannot_be_read_is_said_at_start(
    restarted: Callable[[], Port], tmp_path: Path
) -> None:
    made(restarted())
    (record,) = (tmp_path / "data" / "functions").glob("*/function.json")
    whole = record.read_bytes()
    record.write_bytes(b'{"format": 1, "name": "f"')
    with pytest.raises(StoreError, match=r"function\.json cannot be read as a Lambda function"):
        restarted()
    record.write_bytes(whole)
    assert restarted().client("lambda").list_functions()["Functions"]


def test_old_code_goes_and_shared_code_stays(port: Port) -> None:
    client = port.client("lambda")
    made(port, Publish=True)
    shelf = port.lambda_api.service.shelf
    first = shelf.functions["f"].latest.code
    client.update_function_code(FunctionName="f", ZipFile=zipped({"handler.py": "x = 1"}))
    second = shelf.functions["f"].latest.code
    client.update_function_code(FunctionName="f", ZipFile=zipped({"handler.py": "x = 2"}))
    third = shelf.functions["f"].latest.code
    shelf.tidy("f")
    folder = shelf.functions["f"].folder
    codes = {path.name for path in folder.iterdir() if path.is_dir()}
    assert codes == {first, third}  # version 1 has the first
    assert second not in codes
