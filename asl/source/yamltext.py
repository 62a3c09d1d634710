"""YAML read as JSON's types: text, numbers, true, false, null, mappings, sequences, and nothing else.

The value is built from the parser's events, with a stack of our own: no constructor runs, no type is guessed beyond
JSON's (`No` and `2024-01-01` are text, as the editors of `*.asl.yaml` take them), an alias shares its anchor's value
and is paid for in full against the definition's size limit, so a bomb goes off as a message. Merge keys (`<<`) are
supported, because shared Retry blocks are what YAML is chosen for; CloudFormation itself has none, but the tools that
package YAML definitions for it resolve them.

`${Name}` is masked before parsing by a token of the same length, so no offset moves, a comment's `${Name}` is no
concern, and a value can break no quoting. A plain scalar is typed after its value is in: `${n}` with 3 is a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from asl.jsonvalue import ABSENT, JSON, JsonTextError, parse
from asl.limits import MAX_DEFINITION_BYTES, MAX_DEPTH, MAX_INTEGER_DIGITS
from asl.source import problem as kinds
from asl.source.inside import yaml_inside
from asl.source.position import Lines, SourceMap, Span, escape
from asl.source.problem import Findings, Kind, SourceProblem, problem, short
from asl.source.substitute import Mask, is_grouping, missing_value, unused, value_text

if TYPE_CHECKING:
    from asl.source.text import Source

_STANDARD: Final = "tag:yaml.org,2002:"
_SCALARS: Final = ("str", "int", "float", "bool", "null")

_WORDS: Final[Mapping[str, JSON]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][+-]?[0-9]++)?\Z")
# What YAML 1.1 takes for a boolean or a number and JSON does not.
_AMBIGUOUS: Final = re.compile(
    r"(?:yes|no|on|off)\Z|[-+]?(?:0[0-9_]+|0[xX][0-9a-fA-F_]+|0b[01_]+|0o[0-7]+|[0-9][0-9_]*_[0-9_]*)\Z"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z|\+[0-9][0-9.]*\Z|[-+]?\.[0-9]+\Z|[-+]?[0-9]+\.\Z"
    r"|[-+]?\.inf\Z|\.nan\Z",
    re.IGNORECASE,
)
_TEMPLATE_TAGS: Final = frozenset(
    [
        "And",
        "Base64",
        "Cidr",
        "Condition",
        "Contains",
        "EachMemberEquals",
        "EachMemberIn",
        "Equals",
        "FindInMap",
        "GetAtt",
        "GetAZs",
        "If",
        "ImportValue",
        "Join",
        "Length",
        "Not",
        "Or",
        "Ref",
        "RefAll",
        "Select",
        "Split",
        "Sub",
        "ToJsonString",
        "Transform",
        "ValueOf",
        "ValueOfAll",
    ]
)
_BARE_FUNCTIONS: Final = ("Ref", "Condition")  # the others are written Fn::Name


class _Node(NamedTuple):
    """A finished value: what its JSON would weigh, and how deep it nests, aliases expanded."""

    value: JSON
    size: int
    height: int


class _Fault(Exception):
    """Reading cannot go on."""

    def __init__(self, found: SourceProblem) -> None:
        self.found = found


class _Open:
    """A collection that is not closed yet. `key` is None between two entries of a mapping."""

    __slots__ = (
        "anchor",
        "function",
        "height",
        "key",
        "merges",
        "pointer",
        "size",
        "span",
        "start",
        "value",
    )

    def __init__(
        self,
        value: JSON,
        start: int,
        pointer: str,
        span: Span,
        anchor: str | None,
        function: str | None,
    ) -> None:
        self.value = value
        self.start = start
        self.pointer = pointer
        self.span = span
        self.anchor = anchor
        self.function = function
        self.size = 2
        self.height = 0
        self.key: _Key | None = None
        self.merges: list[JSON] = []


class _Key(NamedTuple):
    name: str
    start: int
    end: int
    is_merge: bool


def read_yaml(
    text: str,
    defines: Mapping[str, JSON] | None = None,
    *,
    template: bool = False,
    max_depth: int = MAX_DEPTH,
) -> tuple[JSON, list[SourceProblem]]:
    """The value of a YAML text (ABSENT if it has none) and its problems.

    Args:
        text: one document.
        defines: values for `${Name}`, by name.
        template: read CloudFormation's tags as the functions they stand for (`!Ref X` → {"Ref": "X"}) instead
            of refusing them.
        max_depth: how deep mappings and sequences may nest, aliases expanded.
    """
    reader = _Reader(text, defines or {}, max_depth, template=template)
    value = reader.run()
    return value, list(reader.found.all())


def yaml_map(
    defines: Mapping[str, JSON] | None, max_depth: int = MAX_DEPTH
) -> Callable[[Source], SourceMap]:
    """How a Source of a YAML text finds places: by walking the events again, this time with a note of each."""

    def mapper(source: Source) -> SourceMap:
        reader = _Reader(source.text, defines or {}, max_depth, template=False)
        reader.run()
        return SourceMap(reader.spans, source.lines, int, yaml_inside(source.text))

    return mapper


class _Reader:
    """One walk over the events of one document."""

    def __init__(
        self, text: str, defines: Mapping[str, JSON], max_depth: int, *, template: bool
    ) -> None:
        self.text = text
        self.max_depth = max_depth
        self.defines = defines
        self.template = template
        self.found = Findings()
        self.spans: dict[str, Span] = {}
        self.lines = Lines(text)
        self.anchors: dict[str, _Node | None] = {}  # None: still open, so an alias to it has no end
        self.used: set[str] = set()
        self.stack: list[_Open] = []
        self.root: JSON = ABSENT
        self.mask = Mask(text)

    def run(self) -> JSON:
        import yaml

        try:
            self._check_characters()
            loader: Any = getattr(
                yaml, "CSafeLoader", yaml.SafeLoader
            )  # Any: the C loader has no types
            for event in yaml.parse(self.mask.text, Loader=loader):
                self._event(event)
        except _Fault as fault:
            self.found.add(fault.found)
            return ABSENT
        except yaml.YAMLError as e:
            self.found.add(self._syntax(e))
            return ABSENT
        if self.root is ABSENT:
            message = "Definition must be a valid JSON object"
            self.found.add(problem(kinds.EMPTY, "the definition is empty", aws_message=message))
            return ABSENT
        for unneeded in unused(self.defines, self.used):
            self.found.add(unneeded)
        return ABSENT if self.found.has_error else self.root

    def _check_characters(self) -> None:
        found = _UNPRINTABLE.search(self.text)
        if found:
            code = ord(found.group())
            half = 0xD800 <= code <= 0xDFFF
            raise _Fault(
                problem(
                    kinds.SURROGATE if half else kinds.INVALID_YAML,
                    "half of a surrogate pair stands alone"
                    if half
                    else f"a control character (code {code})",
                    self.lines.place(found.start()),
                )
            )

    def _event(self, event: Any) -> None:  # Any: the events of the C parser have no types
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, {} if kind == "MappingStartEvent" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent" and self.root is not ABSENT:
            raise self._fault(
                kinds.INVALID_YAML, event, "a second document begins here; one is read"
            )

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        text = event.value
        plain = event.implicit[0] and event.tag is None  # libyaml calls "! 12" plain
        if self._expects_key():
            name = self._text(text, start, end)
            if plain and _AMBIGUOUS.match(name):
                self._ambiguous(name, start, end)
            self.stack[-1].key = _Key(name, start, end, plain and text == "<<")
            self._keep(event.anchor, _Node(name, _weight(name), 0))
            return
        function = self._function(event)
        if function:
            value: JSON = self._text(text, start, end)
            if function == "Fn::GetAtt":
                value = value.split(".", 1)
            value = {function: value}
        elif event.tag and event.tag != "!":
            value = self._tagged(event, self._text(text, start, end))
        elif plain:
            value = self._plain(text, start, end)
        else:
            value = self._text(text, start, end)
        node = _Node(value, _weight(value), 0)
        self._keep(event.anchor, node)
        self._add(node, start, end)

    def _plain(self, text: str, start: int, end: int) -> JSON:
        alone = self.mask.name(text)
        if alone is not None and alone in self.defines:
            given = self.defines[alone]
            if not isinstance(given, str):
                self.used.add(alone)
                return given
            if given[:1] in ("{", "["):
                self.used.add(alone)
                try:
                    return parse(given)
                except JsonTextError:
                    return given
        return self._resolve(self._text(text, start, end), start, end)

    def _resolve(self, text: str, start: int, end: int) -> JSON:
        if text in _WORDS:
            return _WORDS[text]
        found = _NUMBER.match(text)
        if found:
            if len(text) > MAX_INTEGER_DIGITS:
                raise self._bad(
                    kinds.NUMBER, start, end, f"a number of {len(text)} digits is too long"
                )
            if not (found[1] or found[2]):
                return int(text)
            number = float(text)
            if number in (float("inf"), float("-inf")):
                raise self._bad(
                    kinds.NUMBER, start, end, f"{short(text)} is outside the range of a double"
                )
            return number
        if _AMBIGUOUS.match(text) and not self.found.is_full("warning"):
            self._ambiguous(text, start, end)
        return text

    def _ambiguous(self, text: str, start: int, end: int) -> None:
        self.found.add(
            problem(
                kinds.AMBIGUOUS,
                f"{short(text)} is text here, but other YAML readers take it for another type",
                self.lines.place(start, end),
                help=f'write "{short(text)}" if text is meant',
            )
        )

    def _text(self, masked: str, start: int, end: int) -> str:
        """A scalar's text with values for its names; those without one stay, and are reported."""

        def put(name: str) -> str:
            written = f"${{{name}}}"
            if name in self.defines:
                self.used.add(name)
                return value_text(self.defines[name])
            if not self.found.is_full("warning") and not is_grouping(name):
                at = self.text.find(written, start, end)
                place = (
                    self.lines.place(at, at + len(written))
                    if at >= 0
                    else self.lines.place(start, end)
                )
                self.found.add(missing_value(name, place, quoted=True))
            return written

        return self.mask.fill(masked, put)

    def _tagged(self, event: Any, text: str) -> JSON:
        start, end = event.start_mark.index, event.end_mark.index
        name = event.tag.removeprefix(_STANDARD)
        if name == event.tag or name not in _SCALARS:
            raise self._tag_fault(event)
        if name == "str":
            return text
        value = self._resolve(text, start, end)
        fits = {"int": type(value) is int, "float": type(value) in (int, float), "bool": type(value) is bool,
                "null": value is None}  # fmt: skip
        if not fits[name]:
            raise self._bad(kinds.YAML_TAG, start, end, f'"{short(text)}" is no {name} of JSON')
        return float(value) if name == "float" else value

    def _function(self, event: Any) -> str | None:
        """The CloudFormation function that a tag stands for, where a template is read."""
        tag = event.tag
        if not tag or tag[0] != "!" or tag[1:] not in _TEMPLATE_TAGS:
            return None
        if not self.template:
            raise self._tag_fault(event)
        return tag[1:] if tag[1:] in _BARE_FUNCTIONS else f"Fn::{tag[1:]}"

    def _tag_fault(self, event: Any) -> _Fault:
        tag = event.tag.replace(_STANDARD, "!!")
        start = event.start_mark.index
        end = start + len(tag)
        if tag[1:] in _TEMPLATE_TAGS:
            return self._bad(
                kinds.TEMPLATE_TAG,
                start,
                end,
                f"{tag} is CloudFormation's, and has a value only in a deployed stack",
                "write ${Name} and give the value with --define Name=VALUE",
            )
        return self._bad(
            kinds.YAML_TAG, start, end, f"the tag {short(tag)} means nothing in a definition"
        )

    def _open(self, event: Any, value: JSON) -> None:
        start = event.start_mark.index
        function = self._function(event)
        plain_tag = _STANDARD + ("map" if isinstance(value, dict) else "seq")
        if event.tag and not function and event.tag not in ("!", plain_tag):
            raise self._tag_fault(event)
        if self._expects_key():
            raise self._fault(kinds.INVALID_YAML, event, "a name is text, not a mapping or a list")
        if len(self.stack) >= self.max_depth:
            raise self._fault(kinds.TOO_DEEP, event, f"nested deeper than {self.max_depth} levels")
        if event.anchor:
            self.anchors[event.anchor] = None
        pointer, span = self._position(start, start + 1)
        self.stack.append(_Open(value, start, pointer, span, event.anchor, function))

    def _close(self, event: Any) -> None:
        top = self.stack.pop()
        value = top.value
        for other in top.merges:  # own names win, then those of the mapping that is written first
            for name, member in other.items():
                value.setdefault(name, member)
        end = max(event.end_mark.index, top.start + 1)
        self.spans[top.pointer] = top.span._replace(end=end, is_container=True)
        node = _Node({top.function: value} if top.function else value, top.size, top.height + 1)
        self._keep(top.anchor, node)
        self._put(node)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor not in self.anchors:
            raise self._bad(
                kinds.ALIAS, start, end, f"*{short(event.anchor)} names no anchor before it"
            )
        node = self.anchors[event.anchor]
        if node is None:
            raise self._bad(
                kinds.ALIAS, start, end, f"*{short(event.anchor)} stands inside what it names"
            )
        if self._expects_key():
            if not isinstance(node.value, str):
                raise self._bad(kinds.INVALID_YAML, start, end, "a name is text")
            self.stack[-1].key = _Key(node.value, start, end, False)
            return
        self._add(node, start, end)

    def _keep(self, anchor: str | None, node: _Node) -> None:
        if anchor:
            self.anchors[anchor] = node

    def _expects_key(self) -> bool:
        return (
            bool(self.stack)
            and isinstance(self.stack[-1].value, dict)
            and self.stack[-1].key is None
        )

    def _position(self, start: int, end: int) -> tuple[str, Span]:
        if not self.stack:
            return "", Span(start, end)
        top = self.stack[-1]
        if top.key is None:
            return f"{top.pointer}/{len(top.value)}", Span(start, end)
        return f"{top.pointer}/{escape(top.key.name)}", Span(start, end, top.key.start, top.key.end)

    def _add(self, node: _Node, start: int, end: int) -> None:
        pointer, span = self._position(start, max(end, start + 1))
        self.spans[pointer] = span
        if node.height + len(self.stack) > self.max_depth:
            raise self._bad(
                kinds.TOO_DEEP, start, end, f"nested deeper than {self.max_depth} levels"
            )
        self._put(node)

    def _put(self, node: _Node) -> None:
        """A finished value into the collection around it."""
        if not self.stack:
            self.root = node.value
            return
        top = self.stack[-1]
        top.size += node.size + 1
        top.height = max(top.height, node.height)
        if top.size > MAX_DEFINITION_BYTES:
            raise self._bad(
                kinds.ALIAS if self.anchors else kinds.TOO_LARGE,
                top.start,
                top.start + 1,
                f"this is more than {MAX_DEFINITION_BYTES:,} bytes of JSON"
                + (", aliases expanded" if self.anchors else ""),
            )
        key = top.key
        if key is None:
            top.value.append(node.value)
            return
        top.key = None
        top.size += len(key.name) + 3
        if key.is_merge:
            top.merges += self._merged(node.value, key)
            return
        if key.name in top.value:
            self.found.add(
                problem(
                    kinds.DUPLICATE_KEY,
                    f'"{short(key.name)}" is written twice in this mapping',
                    self.lines.place(key.start, key.end),
                    pointer=f"{top.pointer}/{escape(key.name)}",
                    severity="error",  # YAML 1.2: the names of a mapping are unique
                )
            )
        top.value[key.name] = node.value

    def _merged(self, value: JSON, key: _Key) -> list[JSON]:
        others = value if isinstance(value, list) else [value]
        if not all(isinstance(other, dict) for other in others):
            raise self._bad(
                kinds.INVALID_YAML, key.start, key.end, "<< takes a mapping, or a list of them"
            )
        return others

    def _fault(self, kind: Kind, event: Any, message: str) -> _Fault:
        start = event.start_mark.index
        return self._bad(kind, start, start + 1, message)

    def _bad(
        self, kind: Kind, start: int, end: int, message: str, help: str | None = None
    ) -> _Fault:
        return _Fault(problem(kind, message, self.lines.place(start, end), help=help))

    def _syntax(self, error: Any) -> SourceProblem:
        """A parser's complaint, where it says it."""
        kind = kinds.INVALID_YAML
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        message = getattr(error, "problem", None) or str(error).split("\n")[0]
        if "nesting depth" in message:  # libyaml has a bound of its own in some releases
            message, kind = f"nested deeper than {self.max_depth} levels", kinds.TOO_DEEP
        context = getattr(error, "context", None)
        help = None
        if mark and self.text[mark.index : mark.index + 1] == "\t":
            help = "YAML is indented with spaces"
        elif mark and self.mask.is_token_at(mark.index):
            help = "put the ${...} in quotes"
        return problem(
            kind,
            f"{message} ({context})" if context and kind is kinds.INVALID_YAML else message,
            self.lines.place(min(mark.index, max(len(self.text) - 1, 0))) if mark else None,
            help=help,
        )


_UNPRINTABLE: Final = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def _weight(value: JSON) -> int:
    """About how many characters a scalar's JSON has; never fewer than a tenth of the truth, which a limit needs."""
    if isinstance(value, str):
        return len(value) + 2
    return 4 if value is None or isinstance(value, (bool, int, float)) else len(value_text(value))
