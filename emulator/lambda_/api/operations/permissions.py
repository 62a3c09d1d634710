"""What is kept beside a function: who may call it, its tags, its reserved concurrency. Nobody is kept out by a policy here: there
is no login.

Source: Lambda API reference, AddPermission, GetPolicy, TagResource, PutFunctionConcurrency.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from asl.hosts.lambda_responses import FunctionRef
from asl.jsonvalue import JSON
from emulator.lambda_.api.deployed import Deployed, Policy
from emulator.lambda_.api.errors import (
    conflict,
    function_not_found,
    invalid,
    not_found,
    stale_revision,
)
from emulator.lambda_.api.names import named, shown, unqualified
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Members

MAX_TAGS: Final = 50  # AWS guide, "Using tags"
UNRESERVED: Final = 1_000  # AWS guide, "Lambda quotas": concurrent executions
_LEFT: Final = 100  # of which so many cannot be reserved

# -------------------------------------------------------------------- policies


async def add_permission(service: LambdaService, given: Members) -> dict[str, JSON]:
    """AddPermission."""
    ref, deployed, policy = _policy(service, given)
    statement_id = given["StatementId"]
    if statement_id in policy.statements:
        raise conflict(
            f"The statement id ({statement_id}) provided already exists. Please provide a new statement id, or "
            "remove the existing statement."
        )
    statement: dict[str, JSON] = {
        "Sid": statement_id,
        "Effect": "Allow",
        "Principal": _principal(given["Principal"]),
        "Action": given["Action"],
        "Resource": shown(ref),
    }
    condition: dict[str, JSON] = {}
    if "SourceAccount" in given:
        condition["StringEquals"] = {"AWS:SourceAccount": given["SourceAccount"]}
    if "SourceArn" in given:
        condition["ArnLike"] = {"AWS:SourceArn": given["SourceArn"]}
    if condition:
        statement["Condition"] = condition
    statements = {**policy.statements, statement_id: statement}
    deployed.policies[ref.qualifier] = Policy(statements, service.new_id())
    service.save(deployed)
    return {"Statement": json.dumps(statement, separators=(",", ":"))}


async def remove_permission(service: LambdaService, given: Members) -> dict[str, JSON]:
    """RemovePermission."""
    ref, deployed, policy = _policy(service, given)
    if given["StatementId"] not in policy.statements:
        raise not_found()
    statements = {
        name: each for name, each in policy.statements.items() if name != given["StatementId"]
    }
    if statements:
        deployed.policies[ref.qualifier] = Policy(statements, service.new_id())
    else:
        del deployed.policies[ref.qualifier]
    service.save(deployed)
    return {}


async def get_policy(service: LambdaService, given: Members) -> dict[str, JSON]:
    """GetPolicy."""
    _, _, policy = _policy(service, given)
    if not policy.statements:
        raise not_found()
    text = {"Version": "2012-10-17", "Id": "default", "Statement": list(policy.statements.values())}
    return {"Policy": json.dumps(text, separators=(",", ":")), "RevisionId": policy.revision_id}


def _policy(service: LambdaService, given: Members) -> tuple[FunctionRef, Deployed, Policy]:
    ref = named(given["FunctionName"], given.get("Qualifier"), service.settings)
    deployed = service.deployed(ref)
    if deployed.at(ref.qualifier) is None:
        raise function_not_found(shown(ref))
    policy = deployed.policies.get(ref.qualifier, Policy({}, ""))
    if given.get("RevisionId") and given["RevisionId"] != policy.revision_id:
        raise stale_revision("GetPolicy")
    return ref, deployed, policy


def _principal(text: str) -> JSON:
    if text == "*":
        return "*"
    if re.fullmatch(r"\d{12}", text):
        return {"AWS": f"arn:aws:iam::{text}:root"}
    return {"AWS": text} if text.startswith("arn:") else {"Service": text}


# -------------------------------------------------------------------- tags


async def tag_resource(service: LambdaService, given: Members) -> dict[str, JSON]:
    """TagResource."""
    deployed = _tagged(service, given)
    tags = {**deployed.tags, **given["Tags"]}
    if len(tags) > MAX_TAGS:
        raise invalid(f"Number of tags exceeds resource tag limit of {MAX_TAGS}")
    deployed.tags = tags
    service.save(deployed)
    return {}


async def untag_resource(service: LambdaService, given: Members) -> dict[str, JSON]:
    """UntagResource."""
    deployed = _tagged(service, given)
    deployed.tags = {
        key: value for key, value in deployed.tags.items() if key not in given["TagKeys"]
    }
    service.save(deployed)
    return {}


async def list_tags(service: LambdaService, given: Members) -> dict[str, JSON]:
    """ListTags."""
    return {"Tags": dict(_tagged(service, given).tags)}


def _tagged(service: LambdaService, given: Members) -> Deployed:
    return service.deployed(unqualified(given["Resource"], service.settings))


# -------------------------------------------------------------------- concurrency


async def put_function_concurrency(service: LambdaService, given: Members) -> dict[str, JSON]:
    """PutFunctionConcurrency: 0 throttles every call."""
    deployed = service.deployed(unqualified(given["FunctionName"], service.settings))
    wanted: Any = given["ReservedConcurrentExecutions"]
    others = sum(
        each.concurrency or 0 for each in service.shelf.functions.values() if each is not deployed
    )
    if wanted + others > UNRESERVED - _LEFT:
        raise invalid(
            "Specified ReservedConcurrentExecutions for function decreases account's "
            f"UnreservedConcurrentExecution below its minimum value of [{_LEFT}]."
        )
    deployed.concurrency = wanted
    service.save(deployed)
    return {"ReservedConcurrentExecutions": wanted}


async def get_function_concurrency(service: LambdaService, given: Members) -> dict[str, JSON]:
    """GetFunctionConcurrency."""
    deployed = service.deployed(unqualified(given["FunctionName"], service.settings))
    if deployed.concurrency is None:
        return {}
    return {"ReservedConcurrentExecutions": deployed.concurrency}


async def delete_function_concurrency(service: LambdaService, given: Members) -> dict[str, JSON]:
    """DeleteFunctionConcurrency."""
    deployed = service.deployed(unqualified(given["FunctionName"], service.settings))
    deployed.concurrency = None
    service.save(deployed)
    return {}


# -------------------------------------------------------------------- what deploy tools read


async def get_function_code_signing_config(
    service: LambdaService, given: Members
) -> dict[str, JSON]:
    """GetFunctionCodeSigningConfig: no function has one."""
    ref = unqualified(given["FunctionName"], service.settings)
    service.deployed(ref)
    return {"FunctionName": ref.name}


async def list_event_source_mappings(service: LambdaService, given: Members) -> dict[str, JSON]:
    """ListEventSourceMappings: none can be made here."""
    return {"EventSourceMappings": []}


async def get_account_settings(service: LambdaService, given: Members) -> dict[str, JSON]:
    """GetAccountSettings."""
    functions = service.shelf.functions.values()
    reserved = sum(each.concurrency or 0 for each in functions)
    used = sum(_size(each) for each in functions)
    return {
        "AccountLimit": {
            "TotalCodeSize": 80_530_636_800,
            "CodeSizeUnzipped": 262_144_000,
            "CodeSizeZipped": 52_428_800,
            "ConcurrentExecutions": UNRESERVED,
            "UnreservedConcurrentExecutions": UNRESERVED - reserved,
        },
        "AccountUsage": {"TotalCodeSize": used, "FunctionCount": len(service.shelf.functions)},
    }


def _size(deployed: Deployed) -> int:
    sizes: list[Any] = [
        revision.configuration["CodeSize"]
        for revision in (deployed.latest, *deployed.versions.values())
    ]
    return sum(sizes)
