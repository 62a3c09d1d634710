"""How functions reach the engine: a piece of JSONata before the expression, and host functions that it calls.

The engine speaks a later JSONata than the service (2.0.6), and neither knows its functions. An expression that names one
of the functions below is compiled with that function's prelude in front; the others pay nothing. Host functions cannot
tell null from undefined nor give either back at will, which is why most of them sit behind a line of JSONata.

`_asl_…` names are ours: a variable of a machine cannot begin with an underscore.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from asl.query.jsonata import datepicture, functions
from asl.query.jsonata.functions import Host


class Prelude(NamedTuple):
    """text: JSONata, ends with `;`. hosts: name → (callable, its signature or None)."""

    text: str = ""
    hosts: tuple[tuple[str, Host, str | None], ...] = ()


_PAD: Final = functions.MAX_PADDING
_DISTINCT: Final = functions.MAX_DISTINCT

PRELUDES: Final[dict[str, Prelude]] = {
    # Step Functions' own.
    "partition": Prelude(hosts=(("partition", functions.partition, "<an:a>"),)),
    "range": Prelude(hosts=(("range", functions.number_range, "<nnn:a>"),)),
    "hash": Prelude(hosts=(("hash", functions.digest, "<ss:s>"),)),
    "parse": Prelude(
        "$parse:=function($s)<s:x>{$_asl_parse($s).v};",
        (("_asl_parse", functions.parsed, None),),
    ),
    # Removed.
    "eval": Prelude("$eval:=$$.`-`;"),
    # Other answers in 2.0.6 than in the engine, see functions.py.
    "pad": Prelude(
        "$_asl_pad:=$pad;"
        "$pad:=function($s,$w,$c)<s-ns?:s>{("
        "$n:=$abs($w)-$length($s);"
        f"$n>0 and ($w!=$floor($w) or $n>{_PAD})?$_asl_refuse_padding($w)"
        ":$exists($c)?$_asl_pad($s,$w,$c):$_asl_pad($s,$w))};",
        (("_asl_refuse_padding", functions.refuse_padding, None),),
    ),
    "formatNumber": Prelude(
        "$_asl_formatNumber:=$formatNumber;"
        "$formatNumber:=function($n,$p,$o)<n-so?:s>{"
        "$exists($o)?$_asl_formatNumber($n,$p,$o)"
        ":($_asl_formats_alike($n,$p);$_asl_formatNumber($n,$p))};",
        (("_asl_formats_alike", functions.formats_alike, None),),
    ),
    "distinct": Prelude(
        "$_asl_distinct:=$distinct;"
        f"$distinct:=function($a)<x:x>{{$count($a)>{_DISTINCT}?$_asl_refuse_distinct($count($a))"
        ":$_asl_distinct($a)};",
        (("_asl_refuse_distinct", functions.refuse_distinct, None),),
    ),
    "toMillis": Prelude(
        "$_asl_toMillis:=$toMillis;"
        "$toMillis:=function($s,$p)<s-s?:n>{$exists($p)"
        "?($_asl_reads_alike($s,$p)?$_asl_toMillis($s,$p)):$_asl_toMillis($s)};",
        (("_asl_reads_alike", datepicture.reads_alike, None),),
    ),
    "fromMillis": Prelude(
        "$_asl_fromMillis:=$fromMillis;"
        "$fromMillis:=function($n,$p,$z)<n-s?s?:s>{"
        "$exists($z)?($_asl_writes_alike($p);$_asl_fromMillis($n,$p,$z))"
        ":$exists($p)?($_asl_writes_alike($p);$_asl_fromMillis($n,$p)):$_asl_fromMillis($n)};",
        (("_asl_writes_alike", datepicture.writes_alike, None),),
    ),
}


def _search(name: str, parameters: str, signature: str) -> Prelude:
    """A function whose second argument must not be undefined, see functions.refuse_search."""
    first, second = parameters.split(",")[:2]
    calls = [parameters]
    while calls[-1].count(",") > 1:
        calls.append(calls[-1].rpartition(",")[0])
    called = "".join(f"$exists({call.rpartition(',')[2]})?${name}({call}):" for call in calls[:-1])
    return Prelude(
        f"$_asl_206_{name}:=function({parameters})<{signature}>{{"
        f"$exists({first}) and $not($exists({second}))?$_asl_refuse_search('{name}')"
        f":{called}${name}({calls[-1]})}};",
        (("_asl_refuse_search", functions.refuse_search, None),),
    )


STAND_INS: Final[dict[str, Prelude]] = {
    "string": Prelude(
        "$_asl_206_string:=function($x,$p)<x-b?:s>{("
        "$t:=$exists($p)?$string($x,$p):$string($x);"
        "$type($x)='string' or $not($contains($t,/[0-9]{16}/))?$t:$_asl_shortened($t))};",
        (("_asl_shortened", functions.shortened, None),),
    ),
    "text": Prelude(
        "$_asl_206_text:=function($v){($t:=$type($v);"
        "$t='number'?($v<1e15 and $v>-1e15?$v:$_asl_206_string($v))"
        ":$t='array' or $t='object'?$_asl_206_string($v):$v)};"
    ),
    "contains": _search("contains", "$s,$t", "s-(sf):b"),
    "split": _search("split", "$s,$t,$n", "s-(sf)n?:a<s>"),
    "replace": _search("replace", "$s,$t,$r,$n", "s-(sf)(sf)n?:s"),
    "match": _search("match", "$s,$t,$n", "s-f<s:o>n?:a<o>"),
    "groups": Prelude(
        "$_asl_206_groups:=function($g){$g={}?$_asl_refuse_empty_join():$g};",
        (("_asl_refuse_empty_join", functions.refuse_empty_join, None),),
    ),
}
"""What `release.py` puts in the place of parts of an expression, in the order of definition."""

ADDED: Final = frozenset(("partition", "range", "hash", "parse", "random", "uuid"))
"""What JSONata itself does not know, or knows otherwise."""

# fmt: off
BUILT_IN: Final = frozenset((
    "abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "clone", "contains",
    "count", "decodeUrl", "decodeUrlComponent", "distinct", "each", "encodeUrl", "encodeUrlComponent", "error", "eval",
    "exists", "filter", "floor", "formatBase", "formatInteger", "formatNumber", "fromMillis", "join", "keys", "length",
    "lookup", "lowercase", "map", "match", "max", "merge", "millis", "min", "not", "now", "number", "pad",
    "parseInteger", "power", "random", "reduce", "replace", "reverse", "round", "shuffle", "sift", "single", "sort",
    "split", "spread", "sqrt", "string", "substring", "substringAfter", "substringBefore", "sum", "toMillis", "trim",
    "type", "uppercase", "zip",
))
# fmt: on
FUNCTIONS: Final = BUILT_IN | ADDED
