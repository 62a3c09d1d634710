"""Which function a request names: by its name, by part of its ARN or by the whole of it, with or without a qualifier.

Source: Lambda API reference, "FunctionName": `my-function`, `my-function:v1`, `123456789012:function:my-function`,
`arn:aws:lambda:us-west-2:123456789012:function:my-function`.
"""

from __future__ import annotations

import re
from typing import Final

from asl.hosts.lambda_responses import FunctionRef
from emulator.lambda_.api.errors import LambdaError, function_not_found, invalid, validation
from emulator.settings import Settings

MAX_NAME: Final = 64
_NAME: Final = re.compile(
    r"(?:(?P<start>arn:[^:]*:lambda):)?(?:(?P<region>[a-z][a-z0-9-]*-\d):)?(?:(?P<account>\d{12}):)?(?:function:)?"
    r"(?P<name>[a-zA-Z0-9_.-]+)(?::(?P<qualifier>\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9_-]+))?"
)


def home_of(settings: Settings) -> str:
    """`arn:aws:lambda:REGION:ACCOUNT:function:`, what a function's ARN begins with."""
    return f"arn:{settings.partition}:lambda:{settings.region}:{settings.account}:function:"


def named(text: str, qualifier: str | None, settings: Settings) -> FunctionRef:
    """The function that a FunctionName means, with the request's Qualifier or its own.

    Raises:
        LambdaError: it is no name, is in another region, or has two qualifiers that differ.
    """
    found = _NAME.fullmatch(text)
    if found is None:
        raise validation(
            f"1 validation error detected: Value '{text}' at 'functionName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: "
            "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
            "([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
        )
    name, own = found["name"], found["qualifier"] or ""
    if len(name) > MAX_NAME:
        raise validation(
            f"1 validation error detected: Value '{name}' at 'functionName' failed to satisfy "
            f"constraint: Member must have length less than or equal to {MAX_NAME}"
        )
    if own and qualifier and own != qualifier:
        raise invalid(
            "The derived qualifier from the function name does not match the specified qualifier."
        )
    region = found["region"] or settings.region
    if region != settings.region:
        raise LambdaError(
            "ResourceNotFoundException",
            f"Functions from '{region}' are not reachable in this region ('{settings.region}')",
        )
    ref = FunctionRef(name, qualifier or own, home_of(settings) + name)
    if (found["account"] or settings.account) != settings.account:
        raise function_not_found(text)
    return ref


def unqualified(text: str, settings: Settings) -> FunctionRef:
    """A function that is named as a whole: for what changes it, and for its versions and aliases.

    Raises:
        LambdaError: as `named`, or there is a qualifier.
    """
    ref = named(text, None, settings)
    if ref.qualifier and ref.qualifier != "$LATEST":
        raise invalid(
            f"This operation is permitted on Lambda functions only. Aliases and versions do not support it: {text[:200]}"
        )
    return ref._replace(qualifier="")


def shown(ref: FunctionRef) -> str:
    """The ARN with its qualifier, as it was asked for."""
    return f"{ref.arn}:{ref.qualifier}" if ref.qualifier else ref.arn
