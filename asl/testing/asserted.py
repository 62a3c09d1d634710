"""Assertions inside Lambda handlers: the test's own must not become the function's error.

    def charge(event, context):
        assert event["amount"] == 12        # fails: the test has to fail

On AWS an AssertionError of a handler is an error of the function like any other, which a Catch takes, and the test would be
green. So it is when the code under test asserts. Whose an assertion is, the place says where it was raised: a file whose
assertions pytest has rewritten (a test, a conftest), the file that gave the handler, or an assert method of unittest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_REWRITTEN: Final = "@pytest_ar"  # a name that pytest gives to modules whose assertions it rewrites


def is_of_test(error: AssertionError, test: str) -> bool:
    """Whether an assertion was the test's own. test: the file that gave the handler."""
    at = error.__traceback__
    if at is None:
        return False
    while at.tb_next is not None:
        at = at.tb_next
    frame = at.tb_frame
    module = str(frame.f_globals.get("__name__", ""))
    return (
        _REWRITTEN in frame.f_globals
        or frame.f_code.co_filename == test
        or module.partition(".")[0] == "unittest"
    )


def raised_for(test: str) -> Callable[[AssertionError], None]:
    """For `Function.asserted`: raises an assertion of the test's own."""

    def asserted(error: AssertionError) -> None:
        if is_of_test(error, test):
            raise error

    return asserted
