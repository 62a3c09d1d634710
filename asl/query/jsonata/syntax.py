"""The grammar of JSONata 2.0.6 as a tree: for closures, for what an expression mentions, and for what later releases added.

The engine reads a later JSONata. This parser refuses what 2.0.6 refuses, with its words, and knows where every part of an
expression begins and ends, so that a part can be evaluated for itself.

Precedence climbing; a chain of operators does not recurse, whatever nests does, within MAX_NESTING.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from asl.jsonvalue import JSON
from asl.query.jsonata.tokens import ExpressionSyntaxError, Token, next_token

MAX_NESTING: Final = 100  # the engine, which has a limit of its own, goes further


class Node(NamedTuple):
    """A part of an expression.

    | kind | value | parts |
    | --- | --- | --- |
    | literal | the JSON value | |
    | name, variable | the name, without `$` | |
    | regex | its text | |
    | wildcard, descendant, parent, placeholder, end | | |
    | binary | the operator | left, right |
    | negate, block, array, keep | | the operand, expressions, items, what `[]` follows |
    | object, group | | key, value, key, value …; before them, for group, what is grouped |
    | call, partial | | the procedure and its arguments |
    | lambda | (parameters, signature or "") | the body |
    | filter | | what is filtered, the predicate |
    | sort | | what is sorted, its terms |
    | bind | the variable's name | the value |
    | focus, index | the variable's name | what is bound to it |
    | condition | | test, then, perhaps else |
    | transform | | pattern, update, perhaps delete |

    depth: how deep the tree below is, 1 for a leaf.
    """

    kind: str
    value: JSON
    parts: tuple[Node, ...]
    start: int
    end: int
    depth: int


class TooDeep(Exception):
    """The expression nests deeper than this parser follows."""


def parse_expression(text: str) -> Node:
    """The tree of an expression without delimiters.

    Raises:
        ExpressionSyntaxError: JSONata 2.0.6 does not read it.
        TooDeep: it nests deeper than MAX_NESTING.
    """
    return _Parser(text).whole()


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the text."""
    pending = [node]
    while pending:
        at = pending.pop()
        yield at
        pending.extend(reversed(at.parts))


# How strongly an operator that follows an operand binds it. Those that are missing end an expression.
_BINDING: Final = {
    "[": 80, "(": 80, "@": 80, "#": 80, ".": 75, "{": 70, "*": 60, "/": 60, "%": 60, "+": 50, "-": 50, "&": 50,
    "=": 40, "!=": 40, "<": 40, ">": 40, "<=": 40, ">=": 40, "^": 40, "~>": 40, "in": 40, "and": 30, "or": 25,
    "?": 20, ":=": 10,
}  # fmt: skip
_UNKNOWN: Final = ("!", "~")


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._token = next_token(text, 0, False)
        self._last_end = 0  # of the token before
        self._depth = 0
        self._check_operator()

    # Tokens ---------------------------------------------------------------------------------------------------

    def _advance(self, infix: bool = False) -> Token:
        taken = self._token
        self._last_end = taken.end
        self._token = next_token(self._text, taken.end, infix)
        self._check_operator()
        return taken

    def _check_operator(self) -> None:
        token = self._token
        if token.kind == "operator" and token.value in _UNKNOWN:
            raise self._fault("S0204", f"Unknown operator: {_shown(token)}")

    def _is(self, symbol: str) -> bool:
        return self._token.kind == "operator" and self._token.value == symbol

    def _expect(self, symbol: str, infix: bool = False) -> None:
        if not self._is(symbol):
            if self._token.kind == "end":
                raise self._fault("S0203", f'Expected "{symbol}" before end of expression')
            raise self._fault("S0202", f'Expected "{symbol}", got {_shown(self._token)}')
        self._advance(infix)

    def _fault(self, code: str, message: str, token: Token | None = None) -> ExpressionSyntaxError:
        at = token or self._token
        return ExpressionSyntaxError(code, message, at.start, at.end)

    def _node(self, kind: str, value: JSON, start: int, *parts: Node) -> Node:
        depth = 1 + max((part.depth for part in parts), default=0)
        return Node(kind, value, parts, start, self._last_end, depth)

    # Expressions ----------------------------------------------------------------------------------------------

    def whole(self) -> Node:
        node = self._expression(0)
        if self._token.kind != "end":
            raise self._fault("S0201", f"Syntax error: {_shown(self._token)}")
        if any(part.kind == "end" for part in walk(node)):
            end = len(self._text)
            raise ExpressionSyntaxError("S0207", "Unexpected end of expression", end, end)
        return node

    def _expression(self, binding: int) -> Node:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise TooDeep
        left = self._operand()
        while True:
            token = self._token
            if token.kind != "operator" or _BINDING.get(token.value, 0) <= binding:
                break
            self._advance()
            left = self._operation(left, token.value)
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        token = self._advance(infix=True)
        start, value = token.start, token.value
        if token.kind in ("literal", "variable", "name", "regex"):
            return self._node(token.kind, value, start)
        if token.kind == "end":
            return self._node("end", None, start)
        if value in ("and", "or", "in"):
            return self._node("name", value, start)
        if value in _SIMPLE_OPERANDS:
            return self._node(_SIMPLE_OPERANDS[value], None, start)
        opened = _OPENED.get(value)
        if opened is None:
            message = f"The symbol {_shown(token)} cannot be used as a unary operator"
            raise self._fault("S0211", message, token)
        return opened(self, start)

    def _negate(self, start: int) -> Node:
        return self._node("negate", None, start, self._expression(70))

    def _block(self, start: int) -> Node:
        parts = []
        while not self._is(")"):
            parts.append(self._expression(0))
            if not self._is(";"):
                break
            self._advance()
        self._expect(")", infix=True)
        return self._node("block", None, start, *parts)

    def _array(self, start: int) -> Node:
        items = []
        if not self._is("]"):
            while True:
                item = self._expression(0)
                if self._is(".."):
                    self._advance()
                    item = self._node("binary", "..", item.start, item, self._expression(0))
                items.append(item)
                if not self._is(","):
                    break
                self._advance()
        self._expect("]", infix=True)
        return self._node("array", None, start, *items)

    def _members(self) -> list[Node]:
        members = []
        if not self._is("}"):
            while True:
                members.append(self._expression(0))
                self._expect(":")
                members.append(self._expression(0))
                if not self._is(","):
                    break
                self._advance()
        self._expect("}", infix=True)
        return members

    def _object(self, start: int) -> Node:
        return self._node("object", None, start, *self._members())

    def _transform(self, start: int) -> Node:
        parts = [self._expression(0)]
        self._expect("|")
        parts.append(self._expression(0))
        if self._is(","):
            self._advance()
            parts.append(self._expression(0))
        self._expect("|")
        return self._node("transform", None, start, *parts)

    def _operation(self, left: Node, symbol: str) -> Node:
        special = _SPECIAL.get(symbol)
        if special is not None:
            return special(self, left)
        right = self._expression(_BINDING[symbol])
        return self._node("binary", symbol, left.start, left, right)

    def _call(self, procedure: Node) -> Node:
        arguments, is_partial = [], False
        if not self._is(")"):
            while True:
                if self._is("?"):
                    is_partial = True
                    token = self._advance()
                    arguments.append(self._node("placeholder", None, token.start))
                else:
                    arguments.append(self._expression(0))
                if not self._is(","):
                    break
                self._advance()
        self._expect(")", infix=True)
        if procedure.kind == "name" and procedure.value in ("function", "λ"):
            return self._lambda(procedure, arguments)
        kind = "partial" if is_partial else "call"
        return self._node(kind, None, procedure.start, procedure, *arguments)

    def _lambda(self, word: Node, parameters: list[Node]) -> Node:
        for at, parameter in enumerate(parameters, 1):
            if parameter.kind != "variable":
                message = (
                    f"Parameter {at} of function definition must be a variable name (start with $)"
                )
                raise ExpressionSyntaxError("S0208", message, parameter.start, parameter.end)
        signature = self._signature() if self._is("<") else ""
        self._expect("{")
        body = self._expression(0)
        self._expect("}")
        names = tuple(parameter.value for parameter in parameters)
        return self._node("lambda", (names, signature), word.start, body)

    def _signature(self) -> str:
        start, depth = self._token.start, 1
        while depth > 0 and not self._is("{") and self._token.kind != "end":
            self._advance()
            depth += self._is("<") - self._is(">")
        self._expect(">")
        return self._text[start : self._last_end]

    def _filter(self, left: Node) -> Node:
        if self._is("]"):
            self._advance()
            return self._node("keep", None, left.start, left)
        predicate = self._expression(0)
        self._expect("]", infix=True)
        return self._node("filter", None, left.start, left, predicate)

    def _group(self, left: Node) -> Node:
        return self._node("group", None, left.start, left, *self._members())

    def _sort(self, left: Node) -> Node:
        self._expect("(")
        terms = []
        while True:
            if self._is("<") or self._is(">"):
                self._advance()
            terms.append(self._expression(0))
            if not self._is(","):
                break
            self._advance()
        self._expect(")")
        return self._node("sort", None, left.start, left, *terms)

    def _bind(self, left: Node) -> Node:
        if left.kind != "variable":
            message = "The left side of := must be a variable name (start with $)"
            raise ExpressionSyntaxError("S0212", message, left.start, left.end)
        return self._node("bind", left.value, left.start, self._expression(9))

    def _focus(self, left: Node) -> Node:
        return self._bound(left, "focus", "@")

    def _index(self, left: Node) -> Node:
        return self._bound(left, "index", "#")

    def _bound(self, left: Node, kind: str, symbol: str) -> Node:
        name = self._expression(80)
        if name.kind != "variable":
            message = f'The right side of "{symbol}" must be a variable name (start with $)'
            raise ExpressionSyntaxError("S0214", message, name.start, name.end)
        return self._node(kind, name.value, left.start, left)

    def _condition(self, left: Node) -> Node:
        parts = [left, self._expression(0)]
        if self._is(":"):
            self._advance()
            parts.append(self._expression(0))
        return self._node("condition", None, left.start, *parts)


_SIMPLE_OPERANDS: Final = {"*": "wildcard", "**": "descendant", "%": "parent"}
_OPENED: Final[dict[str, Callable[[_Parser, int], Node]]] = {
    "-": _Parser._negate,
    "(": _Parser._block,
    "[": _Parser._array,
    "{": _Parser._object,
    "|": _Parser._transform,
}
_SPECIAL: Final[dict[str, Callable[[_Parser, Node], Node]]] = {
    "(": _Parser._call,
    "[": _Parser._filter,
    "{": _Parser._group,
    "^": _Parser._sort,
    ":=": _Parser._bind,
    "@": _Parser._focus,
    "#": _Parser._index,
    "?": _Parser._condition,
}


def _shown(token: Token) -> str:
    """A token in a message: JSON text of its value."""
    if token.kind == "end":
        return '"(end)"'
    if token.kind == "regex":
        return "{}"  # what JavaScript makes of it
    return json.dumps(token.value, ensure_ascii=False)
