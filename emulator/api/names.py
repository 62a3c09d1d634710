"""Names that authors choose, and which characters they may have.

Source: API reference, CreateStateMachine and StartExecution, "A name must not contain".
"""

from __future__ import annotations

import re
from typing import Final

from emulator.errors import invalid_name

_FORBIDDEN: Final = re.compile(
    r"[\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\U0010ffff]"
)


def checked_name(name: str) -> str:
    """The name of a machine, an execution or an activity. (Its length is the model's.)

    Raises:
        ServiceError: InvalidName.
    """
    if _FORBIDDEN.search(name):
        raise invalid_name(name)
    return name
