"""Logging, tracing and encryption settings of a machine or activity: checked, and with their defaults filled in.

X-Ray and encryption are stored and echoed; what logging does is the runtime's observers' business. Source: recorded
answers; API reference, LoggingConfiguration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from asl.jsonvalue import JSON
from emulator.errors import ServiceError

DEFAULTS: Final[Mapping[str, JSON]] = {
    "loggingConfiguration": {"level": "OFF", "includeExecutionData": False},
    "tracingConfiguration": {"enabled": False},
    "encryptionConfiguration": {"type": "AWS_OWNED_KEY"},
}
_KEY_REUSE_S: Final = 300  # API reference: the default of kmsDataKeyReusePeriodSeconds
_GROUP_ARN: Final = ":log-group:"


def checked_settings(request: Mapping[str, JSON]) -> dict[str, JSON]:
    """The three configurations of a request, defaults filled in.

    Raises:
        ServiceError: InvalidLoggingConfiguration, InvalidEncryptionConfiguration.
    """
    return {
        "loggingConfiguration": _logging(request.get("loggingConfiguration", {})),
        "tracingConfiguration": {
            **DEFAULTS["tracingConfiguration"],
            **request.get("tracingConfiguration", {}),
        },
        "encryptionConfiguration": checked_encryption(request),
    }


def _logging(given: Mapping[str, JSON]) -> JSON:
    logging = {**DEFAULTS["loggingConfiguration"], **given}
    destinations = logging.get("destinations", [])
    if logging["level"] != "OFF" and len(destinations) != 1:
        raise _bad_logging("Must specify exactly one Log Destination.")
    for destination in destinations:
        arn = destination.get("cloudWatchLogsLogGroup", {}).get("logGroupArn", "")
        if not arn.startswith("arn:") or _GROUP_ARN not in arn or not arn.endswith(":*"):
            # (unconfirmed) The rule is the guide's (the ARN must end with ":*"), the words are those of a group that is not there.
            raise _bad_logging("Log Destination not found.")
    return logging


def _bad_logging(why: str) -> ServiceError:
    return ServiceError("InvalidLoggingConfiguration", f"Invalid Logging Configuration: {why}")


def checked_encryption(request: Mapping[str, JSON]) -> JSON:
    """The encryption of a machine or activity.

    Raises:
        ServiceError: InvalidEncryptionConfiguration.
    """
    given = request.get("encryptionConfiguration", DEFAULTS["encryptionConfiguration"])
    if given["type"] == "AWS_OWNED_KEY":
        if "kmsKeyId" in given or "kmsDataKeyReusePeriodSeconds" in given:
            raise _bad_encryption("a key is given with the type AWS_OWNED_KEY")
        return given
    if "kmsKeyId" not in given:
        raise _bad_encryption("kmsKeyId is missing for the type CUSTOMER_MANAGED_KMS_KEY")
    return {"kmsDataKeyReusePeriodSeconds": _KEY_REUSE_S, **given}


def _bad_encryption(why: str) -> ServiceError:
    # (unconfirmed) No answer was recorded; the code is the model's.
    return ServiceError(
        "InvalidEncryptionConfiguration", f"Invalid Encryption Configuration: {why}"
    )
