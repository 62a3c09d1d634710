"""JSON as the server keeps and sends it: compact, in ASCII, so that half of a surrogate pair is an escape and not a fault.

`json.dumps` makes an encoder at every call, which costs more than a small text; here it is made once.
"""

from __future__ import annotations

import json
import json.encoder as json_encoder
from collections.abc import Callable
from typing import Final

from asl.jsonvalue import JSON

_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def _make() -> Callable[[JSON], str]:
    make = getattr(json_encoder, "c_make_encoder", None)  # only where json has its C part
    if make is None:
        return _ENCODER.encode
    write = make(
        None,
        _ENCODER.default,
        json_encoder.encode_basestring_ascii,
        None,
        ":",
        ",",
        False,
        False,
        True,
    )
    return lambda value: "".join(write(value, 0))


encode: Final = _make()


def storable(text: str) -> str:
    """A text that UTF-8 can hold: half of a surrogate pair becomes the escape that JSON has for it."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
