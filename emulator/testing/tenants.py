"""Who uses moto's data: it belongs to the process, and the last who leaves leaves it empty.

Without this a test would find the tables and queues of the one before it. Servers that live at the same time share one AWS, as
programs of one account do.
"""

from __future__ import annotations

import threading
from typing import Final

from emulator.services import moto

_LOCK: Final = threading.Lock()
_present: set[int] = set()


def enter(tenant: object) -> None:
    """From here on the data is `tenant`'s, too."""
    with _LOCK:
        _present.add(id(tenant))


def leave(tenant: object) -> None:
    """`tenant` needs it no longer. Leaving twice is leaving once; what a user's `mock_aws` holds is not touched."""
    with _LOCK:
        if id(tenant) not in _present:
            return
        _present.remove(id(tenant))
        if not _present:
            moto.reset()
