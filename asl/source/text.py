"""From a text to a value: the one way a definition comes in.

The core takes text; whoever opens files (commands, hosts) passes the name, which says JSON or YAML. Reading never
raises on an author's mistake: a Source without a value carries the problems that say why. Speed: the C decoder reads,
and only a text that needs explaining (broken, a key twice, a place asked for) is scanned in Python.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from asl.jsonvalue import ABSENT, JSON, JsonTextError, depth
from asl.limits import MAX_DEFINITION_BYTES, MAX_DEFINITION_DEPTH, MAX_DEPTH, MAX_INTEGER_DIGITS
from asl.source import problem as kinds
from asl.source.problem import Place, SourceProblem, problem

if TYPE_CHECKING:
    from asl.source.position import Lines, SourceMap

Format: TypeAlias = Literal["json", "yaml"]


class Source:
    """A definition as its author wrote it, and what the text means.

    Attributes:
        name: the file's name, or what stands for it.
        format: "json" or "yaml".
        text: the author's text, before substitutions.
        value: what the text means, or ABSENT if it could not be read.
        problems: everything found while reading, in the text's order. Warnings leave the value as it is.
    """

    __slots__ = ("_lines", "_map", "_mapper", "_text", "format", "name", "problems", "value")

    def __init__(
        self,
        name: str,
        format: Format,
        text: str | None,
        value: JSON,
        problems: tuple[SourceProblem, ...],
        mapper: Callable[[Source], SourceMap],
    ) -> None:
        self.name = name
        self.format = format
        self.value = value
        self.problems = problems
        self._text = text
        self._mapper = mapper
        self._map: SourceMap | None = None
        self._lines: Lines | None = None

    @property
    def text(self) -> str:
        """The author's text; for a definition made in Python, its JSON, indented by two."""
        if self._text is None:
            self._text = _pretty(self.value)
        return self._text

    @property
    def is_readable(self) -> bool:
        """Whether the text means a JSON value at all."""
        return self.value is not ABSENT

    @property
    def lines(self) -> Lines:
        """The author's text by lines."""
        if self._lines is None:
            from asl.source.position import Lines

            self._lines = Lines(self.text)
        return self._lines

    def locate(self, pointer: str, *, key: bool = False, at: int | None = None) -> Place:
        """The place of a value, or of its key; see SourceMap.locate. The first call scans the text."""
        if self._map is None:
            self._map = self._mapper(self)
        return self._map.locate(pointer, key=key, at=at)

    def line(self, number: int) -> str:
        """A line of the author's text, counted from 1, as a diagnostic shows it."""
        return self.lines.line(number)

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {self.format!r}, {len(self.problems)} problems)"


_YAML_NAME: Final = (".yaml", ".yml")


def format_of(name: str) -> Format:
    """JSON or YAML, by a file's name: `*.yaml` and `*.yml` are YAML, everything else JSON."""
    return "yaml" if name.lower().endswith(_YAML_NAME) else "json"


def read(
    text: str | bytes | Mapping[str, JSON],
    *,
    name: str = "<input>",
    format: Format | None = None,
    defines: Mapping[str, JSON] | None = None,
) -> Source:
    """What a definition's text means, and what is wrong with it.

    Args:
        text: JSON or YAML; bytes are UTF-8 unless a byte order mark says UTF-16 or UTF-32. A mapping is taken as
            the definition itself.
        name: for messages and, without `format`, to tell YAML (`*.yaml`, `*.yml`) from JSON.
        format: "json" or "yaml", whatever the name says.
        defines: values for `${Name}`; see `asl.source.substitute`. What is not a string stands for its JSON text.
    """
    if isinstance(text, Mapping):
        return _read_value(text, name, defines)
    format = format or format_of(name)
    if isinstance(text, bytes):
        decoded = _decode(text)
        if isinstance(decoded, SourceProblem):
            shown = text.decode("utf-8", "replace")
            return Source(name, format, shown, ABSENT, (decoded,), _map_of_lines)
        text = decoded
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_DEFINITION_BYTES:
        return Source(name, format, text, ABSENT, (_too_large(len(text)),), _map_of_lines)
    if format == "yaml":
        from asl.source.yamltext import read_yaml, yaml_map

        value, found = read_yaml(text, defines, max_depth=MAX_DEFINITION_DEPTH)
        return Source(
            name, format, text, value, tuple(found), yaml_map(defines, MAX_DEFINITION_DEPTH)
        )
    if defines or "${" in text:
        return _read_with_placeholders(text, name, defines or {})
    value, problems = read_json(text, max_depth=MAX_DEFINITION_DEPTH)
    mapper = _map_of_lines if value is ABSENT else _map_of_json
    return Source(name, format, text, value, problems, mapper)


class _Twice(Exception):
    """An object has a key twice: the decoder stops, and the scanner says where."""


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Twice
    return members


def _constant(name: str) -> JSON:
    raise JsonTextError(name)


def _integer(digits: str) -> int:
    if len(digits) > MAX_INTEGER_DIGITS:
        raise JsonTextError(digits)
    return int(digits)


def _float(text: str) -> float:
    number = float(text)
    if len(text) > MAX_INTEGER_DIGITS or number in _INFINITIES:
        raise JsonTextError(text)
    return number


_INFINITIES: Final = (float("inf"), float("-inf"))
_strict = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_float
).decode
_last_wins = json.JSONDecoder(
    parse_constant=_constant, parse_int=_integer, parse_float=_float
).decode


def read_json(
    text: str,
    lines: Lines | None = None,
    author: Callable[[int], int] | None = None,
    max_depth: int = MAX_DEPTH,
) -> tuple[JSON, tuple[SourceProblem, ...]]:
    """The value of a JSON text (ABSENT if it has none) and its problems.

    Args:
        text: what is parsed, substitutions made.
        lines: the author's text, for places; None: the same text.
        author: offsets of `text` → offsets of the author's text; None: unmoved.
        max_depth: how deep containers may nest; a definition's bound is lower than a value's.
    """
    try:
        value = _strict(text)
    except (_Twice, ValueError, RecursionError):
        return _explain(text, lines, author, max_depth)
    if text.count("[") + text.count("{") > max_depth and depth(value) > max_depth:
        return _explain(text, lines, author, max_depth)
    if "\\ud" in text or "\\uD" in text or not _is_utf8(text):
        return _explain(text, lines, author, max_depth)
    return value, ()


def _is_utf8(text: str) -> bool:
    """Whether the text has no raw half of a surrogate pair."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _explain(
    text: str, lines: Lines | None, author: Callable[[int], int] | None, max_depth: int
) -> tuple[JSON, tuple[SourceProblem, ...]]:
    """What keeps a text from being read plainly; its value all the same, if the problems are warnings."""
    from asl.source.explain import problems_of

    problems = problems_of(text, lines, author, max_depth)
    if any(found.is_error for found in problems):
        return ABSENT, problems
    return _last_wins(text), problems


def _read_with_placeholders(text: str, name: str, defines: Mapping[str, JSON]) -> Source:
    from asl.source.explain import json_map
    from asl.source.position import Lines
    from asl.source.substitute import substitute_json

    lines = Lines(text)
    done = substitute_json(text, defines, lines)
    if any(found.is_error for found in done.problems):
        return Source(name, "json", text, ABSENT, done.problems, _map_of_lines)
    value, problems = read_json(done.text, lines, done.author, MAX_DEFINITION_DEPTH)

    def mapper(source: Source) -> SourceMap:
        return json_map(done.text, source.lines, done.author)

    return Source(
        name,
        "json",
        text,
        value,
        done.problems + problems,
        _map_of_lines if value is ABSENT else mapper,
    )


def _read_value(given: Mapping[str, JSON], name: str, defines: Mapping[str, JSON] | None) -> Source:
    """A definition made in Python: written as JSON and read again, so that it is checked, copied and bounded."""
    try:
        text = _compact(given)
    except RecursionError:
        why = problem(kinds.TOO_DEEP, f"nested deeper than {MAX_DEFINITION_DEPTH} levels")
    except (TypeError, ValueError) as e:
        why = problem(kinds.NOT_JSON_TYPE, str(e))
    else:
        if defines:
            return read(_pretty(json.loads(text)), name=name, format="json", defines=defines)
        if len(text) > MAX_DEFINITION_BYTES:
            return Source(name, "json", text, ABSENT, (_too_large(len(text)),), _map_of_lines)
        value, problems = read_json(text, max_depth=MAX_DEFINITION_DEPTH)
        if problems:  # places in one long line help nobody, and a key can be twice: {1: …, "1": …}
            return read(text, name=name, format="json")
        return Source(name, "json", None, value, (), _map_of_json)
    return Source(name, "json", "", ABSENT, (why,), _map_of_lines)


def _map_of_json(source: Source) -> SourceMap:
    from asl.source.explain import json_map

    return json_map(source.text, source.lines, int)


def _map_of_lines(source: Source) -> SourceMap:
    """For a text that could not be read: every pointer is at its beginning."""
    from asl.source.position import SourceMap

    return SourceMap({}, source.lines, int, lambda span, at: span.start)


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _pretty(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _too_large(characters: int) -> SourceProblem:
    return problem(
        kinds.TOO_LARGE,
        f"the definition has {characters:,} characters, {MAX_DEFINITION_BYTES:,} are allowed",
    )


# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _decode(data: bytes) -> str | SourceProblem:
    mark, encoding = next((row for row in _MARKS if data.startswith(row[0])), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as e:
        before = data[len(mark) : len(mark) + e.start].decode(encoding, "replace")
        from asl.source.position import Lines

        place = Lines(before + "?").place(len(before))
        return problem(
            kinds.ENCODING,
            f"the byte 0x{e.object[e.start]:02x} is not {encoding.upper()}",
            place,
            help="save the file as UTF-8",
        )
