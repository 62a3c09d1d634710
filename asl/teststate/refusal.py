"""What TestState refuses, by the codes and words of the service.

Source: recorded answers. A text without one is worded like its nearest relative and marked (unconfirmed).
"""

from __future__ import annotations

from typing import ClassVar

from asl.errors import AslError
from asl.source.jsontext import JsonFault, scan


class TestStateError(AslError):
    """A request that the service refuses. `code` is the service's, such as "ValidationException"."""

    __test__: ClassVar = False  # the name is the service's; pytest need not look inside

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> TestStateError:
    return TestStateError("ValidationException", message)


def invalid_definition(message: str) -> TestStateError:
    return TestStateError("InvalidDefinition", message)


def invalid_input(text: str) -> TestStateError:
    why = jackson_text(text) if text.strip() else "Invalid execution input."
    return TestStateError(
        "InvalidExecutionInput", f"Invalid State Machine Execution Input: '{why}'"
    )


def invalid_context(what: str) -> TestStateError:
    return invalid(f"Invalid Context object provided: {what}")


def jackson_text(text: str) -> str:
    """Why a text is no JSON, in the words of the service's parser where they are known."""
    try:
        scan(text)
    except JsonFault as fault:
        return fault.jackson or fault.message
    return "a value that cannot be carried"
