"""The operations that are served: name → function. Each takes the service and the checked members of its request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from asl.jsonvalue import JSON
from emulator.lambda_.api.operations import aliases, functions, permissions, versions
from emulator.lambda_.api.operations.invocation import Reply, invoke
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Members

Operation: TypeAlias = Callable[[LambdaService, Members], Awaitable["dict[str, JSON] | Reply"]]

OPERATIONS: Final[dict[str, Operation]] = {
    "AddPermission": permissions.add_permission,
    "CreateAlias": aliases.create_alias,
    "CreateFunction": functions.create_function,
    "DeleteAlias": aliases.delete_alias,
    "DeleteFunction": functions.delete_function,
    "DeleteFunctionConcurrency": permissions.delete_function_concurrency,
    "GetAccountSettings": permissions.get_account_settings,
    "GetAlias": aliases.get_alias,
    "GetFunction": functions.get_function,
    "GetFunctionCodeSigningConfig": permissions.get_function_code_signing_config,
    "GetFunctionConcurrency": permissions.get_function_concurrency,
    "GetFunctionConfiguration": functions.get_function_configuration,
    "GetPolicy": permissions.get_policy,
    "Invoke": invoke,
    "ListAliases": aliases.list_aliases,
    "ListEventSourceMappings": permissions.list_event_source_mappings,
    "ListFunctions": functions.list_functions,
    "ListTags": permissions.list_tags,
    "ListVersionsByFunction": versions.list_versions_by_function,
    "PublishVersion": versions.publish_version,
    "PutFunctionConcurrency": permissions.put_function_concurrency,
    "RemovePermission": permissions.remove_permission,
    "TagResource": permissions.tag_resource,
    "UntagResource": permissions.untag_resource,
    "UpdateAlias": aliases.update_alias,
    "UpdateFunctionCode": functions.update_function_code,
    "UpdateFunctionConfiguration": functions.update_function_configuration,
}
