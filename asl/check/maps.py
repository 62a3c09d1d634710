"""Map: inline or distributed, and what only a distributed Map has: reader, batcher, writer and label."""

from __future__ import annotations

import re
from typing import Final

from asl.check.diagnostic import Rule
from asl.check.faults import EMPTY_VALUE, TOO_LONG, wrong_type
from asl.check.plan import Checker, kind, owner
from asl.check.structure import MISSING_CHOICE, MISSING_FIELD, UNKNOWN_FIELD
from asl.check.walk import Raw, Walk
from asl.jsonvalue import JSON
from asl.limits import MAX_LABEL_CHARS
from asl.model.fields import Field, Language

_GUIDE: Final = "AWS guide, Map state in Distributed mode"
_READER: Final = "AWS guide, ItemReader"

LABEL: Final = Rule(
    "ASL2701",
    "label-characters",
    "A Label becomes part of a Map Run's ARN, so it cannot hold every character.",
    _GUIDE,
    aws_code="INVALID_LABEL_NAME",
)
LABEL_TWICE: Final = Rule(
    "ASL2702",
    "duplicate-label",
    "Labels tell Map Runs apart, so no two are equal.",
    _GUIDE,
    aws_code="DUPLICATE_LABEL_NAME",
)
INLINE_IGNORES: Final = Rule(
    "ASL2703",
    "distributed-field-inline",
    "What only a distributed Map does has no effect in an inline one.",
    _GUIDE,
    "warning",
    None,
)
EXPRESS_DISTRIBUTED: Final = Rule(
    "ASL2704",
    "express-distributed-map",
    "A distributed Map needs a Standard state machine.",
    "AWS guide, Choosing workflow type",
)
READER_CONFIG: Final = Rule(
    "ASL2705",
    "reader-config",
    "Fields of ReaderConfig that do not agree fail when the data is read, not before (recorded).",
    _READER,
    "warning",
    None,
)
ITEMS_IGNORED: Final = Rule(
    "ASL2706",
    "items-path-with-reader",
    "With an ItemReader the items come from it; ItemsPath is not looked at (recorded).",
    _READER,
    "warning",
    None,
)

# No white space, wildcards, brackets, quotes, special characters or control characters.
_FORBIDDEN: Final = r"""[\s?*<>{}\[\]:;,\\|^~$#%&`"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"""
_DISTRIBUTED_ONLY: Final = ("ItemReader", "ItemBatcher", "ResultWriter", "Label")


@kind("label")
def _label(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        place = walk.at(key)
        if value.__class__ is not str:
            wrong_type(walk, key, value, "a string")
        elif not value:
            walk.report(EMPTY_VALUE, place, "the label is empty")
        elif len(value) > MAX_LABEL_CHARS:
            walk.report(
                TOO_LONG,
                place,
                f"the label has {len(value)} characters; at most {MAX_LABEL_CHARS} are allowed",
            )
        elif bad := re.search(_FORBIDDEN, value):
            char = bad.group() if bad.group().isprintable() else f"U+{ord(bad.group()):04X}"
            walk.report(LABEL, place, f'"{char}" cannot stand in a label', offset=bad.start())
        elif walk.labels.setdefault(value, place) != place:
            walk.report(
                LABEL_TWICE,
                place,
                f'"{value}" is the label of another Map too',
                help=f"the other one is at {walk.labels[value]}",
            )

    return check


@owner("ProcessorConfig")
def execution_type_with_mode(walk: Walk, raw: Raw) -> None:
    """ExecutionType is required with DISTRIBUTED and not supported otherwise."""
    mode = raw.get("Mode", "INLINE")
    if mode == "DISTRIBUTED":
        if "ExecutionType" not in raw:
            walk.report(
                MISSING_FIELD,
                walk.pointer,
                '"ExecutionType" is missing: a distributed Map needs it',
                help='"STANDARD" or "EXPRESS"',
                aws="These fields are required: [ExecutionType]",
            )
        if walk.is_express:
            walk.report(
                EXPRESS_DISTRIBUTED,
                walk.at("Mode"),
                "an Express state machine cannot run a distributed Map",
            )
    elif mode == "INLINE" and "ExecutionType" in raw:
        walk.report(
            UNKNOWN_FIELD,
            walk.at("ExecutionType"),
            '"ExecutionType" has no place in an inline Map',
            key=True,
            help='set "Mode" to "DISTRIBUTED", or leave it out',
            aws="Field 'ExecutionType' is not supported",
            aws_at=walk.pointer,
        )


@owner("Map")
def inline_has_no_distributed_fields(walk: Walk, raw: Raw) -> None:
    """ItemReader and its kin work only in a distributed Map."""
    if "ItemReader" in raw and "ItemsPath" in raw:
        walk.report(
            ITEMS_IGNORED,
            walk.at("ItemsPath"),
            '"ItemsPath" is not used: the items come from "ItemReader"',
            key=True,
        )
    written = [key for key in _DISTRIBUTED_ONLY if key in raw]
    if not written or _is_distributed(raw):
        return
    for key in written:
        walk.report(
            INLINE_IGNORES,
            walk.at(key),
            f'"{key}" has no effect in an inline Map',
            key=True,
            help='set "Mode" to "DISTRIBUTED" in "ProcessorConfig"',
        )


def _is_distributed(raw: Raw) -> bool:
    for key in ("ItemProcessor", "Iterator"):
        processor = raw.get(key)
        config = processor.get("ProcessorConfig") if processor.__class__ is dict else None
        if config.__class__ is dict and config.get("Mode") == "DISTRIBUTED":
            return True
    return False


@owner("ItemBatcher")
def batches_have_a_limit(walk: Walk, raw: Raw) -> None:
    """An ItemBatcher says how large a batch is."""
    names = ("MaxItemsPerBatch", "MaxInputBytesPerBatch")
    if not any(key in raw or f"{key}Path" in raw for key in names):
        walk.report(
            MISSING_CHOICE,
            walk.pointer,
            'neither "MaxItemsPerBatch" nor "MaxInputBytesPerBatch" is written',
        )


@owner("ResultWriter")
def results_go_somewhere(walk: Walk, raw: Raw) -> None:
    """A ResultWriter says where results go, or in which form."""
    if "Resource" not in raw and "WriterConfig" not in raw:
        walk.report(
            MISSING_CHOICE, walk.pointer, 'neither "Resource" nor "WriterConfig" is written'
        )


@owner("ReaderConfig")
def reader_fields_agree(walk: Walk, raw: Raw) -> None:
    """CSV headers, manifests and transformations go with some input types only."""
    given = raw.get("CSVHeaderLocation") == "GIVEN"
    if given and "CSVHeaders" not in raw:
        _reader(walk, walk.pointer, '"CSVHeaderLocation" is "GIVEN", but "CSVHeaders" is missing')
    headers = raw.get("CSVHeaders")
    if headers.__class__ is list:
        if not given:
            _reader(walk, walk.at("CSVHeaders"), '"CSVHeaders" needs "CSVHeaderLocation": "GIVEN"')
        names = [name for name in headers if name.__class__ is str]
        if len(set(names)) < len(names):
            _reader(walk, walk.at("CSVHeaders"), "CSV headers cannot contain duplicates")
        elif sum(len(name.encode("utf-8", "replace")) for name in names) > 10 * 1024:
            _reader(walk, walk.at("CSVHeaders"), "CSV headers can have at most 10 KiB")
    kind_of_manifest = raw.get("ManifestType")
    if kind_of_manifest == "S3_INVENTORY" and "InputType" in raw and raw["InputType"] != "MANIFEST":
        _reader(walk, walk.at("InputType"), "an S3 inventory is read without InputType")
    if raw.get("Transformation") == "LOAD_AND_FLATTEN" and "InputType" not in raw:
        _reader(walk, walk.pointer, '"LOAD_AND_FLATTEN" needs "InputType"')


def _reader(walk: Walk, pointer: str, message: str) -> None:
    walk.report(READER_CONFIG, pointer, message)
