"""Every quota, with its source. Plain numbers: code, checks and documentation read them here."""

from __future__ import annotations

from typing import Final, NamedTuple

# AWS guide, "Quotas": payloads, variables, definitions.
MAX_PAYLOAD_BYTES: Final = 262_144  # input or output of a task, state or execution
MAX_VARIABLE_BYTES: Final = 262_144  # one variable, and one Assign
MAX_VARIABLES_BYTES: Final = 10 * 1024 * 1024  # all variables of an execution
MAX_DEFINITION_BYTES: Final = 1_048_576
MAX_HISTORY_EVENTS: Final = 25_000  # the last one is the failure itself
MAX_NAME_CHARS: Final = 80
MAX_LABEL_CHARS: Final = 40
MAX_ERROR_CHARS: Final = 256
MAX_CAUSE_CHARS: Final = 32_768
MAX_TIMER_SECONDS: Final = 99_999_999
MAX_RETRY_DELAY_SECONDS: Final = 31_622_400
MAX_WAIT_SECONDS: Final = 2_147_483_647  # recorded: a Wait beyond it is "too long"
MAX_INLINE_CONCURRENCY: Final = 40
MAX_DISTRIBUTED_CONCURRENCY: Final = 10_000
MAX_MAP_ITEMS: Final = 100_000_000

# AWS guide, "Quotas": data of distributed Maps.
MAX_DATA_BYTES: Final = 10 * 1024**3  # one object, unpacked
MAX_ITEM_BYTES: Final = 8 * 1024**2  # one item as it is read
MAX_CSV_HEADER_BYTES: Final = 10 * 1024
MAX_POINTER_CHARS: Final = 2_000
MAX_POINTER_BYTES: Final = 16 * 1024**2  # what ItemsPointer selects begins within these
MAX_PARQUET_FOOTER_BYTES: Final = 5 * 1024**2
MAX_PARQUET_GROUP_BYTES: Final = 256 * 1024**2
MAX_RESULT_FILE_BYTES: Final = 5 * 1024**3

YEAR_SECONDS: Final = 31_536_000
EXPRESS_SECONDS: Final = 300
REDRIVE_SECONDS: Final = 14 * 86_400  # after the end of an execution

# AWS guide, "Intrinsic functions".
MAX_INTRINSIC_CALLS: Final = 10
MAX_ARRAY_RANGE: Final = 1_000
MAX_CODED_CHARS: Final = 10_000  # Base64 and Hash

# Ours: what JSON text can carry through CPython and Jackson alike, and what one run may spend.
MAX_DEPTH: Final = 500
MAX_DEFINITION_DEPTH: Final = 300  # payloads are compiled by recursion, two calls a level
MAX_INTEGER_DIGITS: Final = 1_000
MAX_STILL_TRANSITIONS: Final = 1_000_000  # transitions at one instant of the virtual clock


class Limits(NamedTuple):
    """What differs by execution type. `None` means unlimited."""

    name: str
    history_events: int | None
    duration_s: int
    payload_bytes: int = MAX_PAYLOAD_BYTES


STANDARD: Final = Limits("STANDARD", MAX_HISTORY_EVENTS, YEAR_SECONDS)
EXPRESS: Final = Limits("EXPRESS", None, EXPRESS_SECONDS)
BY_TYPE: Final = {limits.name: limits for limits in (STANDARD, EXPRESS)}
