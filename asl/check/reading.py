"""What the reader found, as diagnostics: text that is not JSON or YAML, keys that come twice, substitutions."""

from __future__ import annotations

from asl.check.diagnostic import Diagnostic, Rule
from asl.source import Kind, Source

_SOURCE = "RFC 8259; AWS API, recorded answers"


def rule_of(kind: Kind) -> Rule:
    """A reader's kind of problem as a rule."""
    return Rule(kind.code, kind.name, kind.why, _SOURCE, kind.severity, kind.aws_code)


def of_source(source: Source) -> list[Diagnostic]:
    """The reader's problems. Their places are in the text, so they carry line and column themselves."""
    out = []
    for problem in source.problems:
        rule = rule_of(problem.kind)._replace(severity=problem.severity, aws_code=problem.aws_code)
        out.append(
            Diagnostic(
                rule,
                problem.pointer or "",
                problem.message,
                problem.help,
                aws_message=problem.aws_message,
                aws_pointer=problem.aws_location,
                place=problem.place,
            )
        )
    return out
