"""`${Name}`: what is replaced, what is left alone, and what is reported."""

from __future__ import annotations

import pytest

from asl.jsonvalue import ABSENT, JSON
from asl.source import read
from asl.source.substitute import read_defines

REPLACED = {
    # text, values, what the text means then
    "in a string": ('{"R": "${Fn}"}', {"Fn": "arn:x"}, {"R": "arn:x"}),
    "in the midst of a string": ('{"R": "a-${x}-${y}"}', {"x": "1", "y": "2"}, {"R": "a-1-2"}),
    "a number, unquoted": ('{"N": ${n}}', {"n": "3"}, {"N": 3}),
    "a number, not a string": ('{"N": ${n}, "S": "${n}"}', {"n": 3}, {"N": 3, "S": "3"}),
    "true": ('{"End": ${e}, "S": "${e}"}', {"e": True}, {"End": True, "S": "true"}),
    "an object, unquoted": ('{"R": ${r}}', {"r": {"a": [1]}}, {"R": {"a": [1]}}),
    "text that is JSON, unquoted": ('{"R": ${r}}', {"r": '[{"a": 1}]'}, {"R": [{"a": 1}]}),
    "part of a list": ("[1, ${more}, 4]", {"more": "2, 3"}, [1, 2, 3, 4]),
    "a quote in a string": ('{"S": "${q}"}', {"q": 'say "hi" \\ \n'}, {"S": 'say "hi" \\ \n'}),
    "in a name": ('{"${k}": 1}', {"k": "A"}, {"A": 1}),
    "in JSONata": ('{"C": "{% ${n} > \'${s}\' %}"}', {"n": 5, "s": "x"}, {"C": "{% 5 > 'x' %}"}),
    "twice": ('{"a": "${x}", "b": "${x}"}', {"x": "1"}, {"a": "1", "b": "1"}),
    "a value is not looked through again": ('{"a": "${x}"}', {"x": "${x}${y}"}, {"a": "${x}${y}"}),
    "two colons": ('{"a": "${AWS::Region}"}', {"AWS::Region": "us-east-1"}, {"a": "us-east-1"}),
    "dots and digits": ('{"a": "${Fn.Arn_2}"}', {"Fn.Arn_2": "x"}, {"a": "x"}),
    "grouping that has a value": ('{"a": "${k:v}"}', {"k:v": "x"}, {"a": "x"}),
    "an empty value": ('{"a": "${x}"}', {"x": ""}, {"a": ""}),
    "behind an escaped quote": (r'{"a": "\"${x}", "b": ${x}}', {"x": "1"}, {"a": '"1', "b": 1}),
}


@pytest.mark.parametrize(("text", "defines", "value"), REPLACED.values(), ids=REPLACED)
def test_names_with_a_value_are_replaced(text: str, defines: dict[str, JSON], value: JSON) -> None:
    found = read(text, defines=defines)
    assert found.value == value
    assert found.problems == ()
    assert found.text == text


LEFT_ALONE = {
    "grouping in JSONata": '{"O": "{% $states.input.items${id:name} %}"}',
    "grouping with spaces": '{"O": "{% Product${`Name`: Price} %}"}',
    "an intrinsic's braces": '{"O.$": "States.Format(\'{} ${}\', $.a)"}',
    "a literal of Fn::Sub": '{"O": "${!Literal}"}',
    "other characters": '{"O": "${a-b} ${a b} $${} ${}"}',
    "a bare dollar": '{"O": "$x $ {x}"}',
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
@pytest.mark.parametrize("defines", [None, {}], ids=["no values", "no value"])
def test_other_braces_are_left_alone(text: str, defines: dict[str, JSON] | None) -> None:
    found = read(text, defines=defines)
    assert found.problems == ()
    assert read(text.replace("${", "§{")).value == _changed(found.value)


def _changed(value: JSON) -> JSON:
    return {key: text.replace("${", "§{") for key, text in value.items()}


def test_names_without_a_value_stay_and_are_all_reported() -> None:
    found = read('{"a": "${x}", "b": "-${y}",\n "c": "{% \'${x}\' %}"}', defines={"z": "1"})
    assert found.value == {"a": "${x}", "b": "-${y}", "c": "{% '${x}' %}"}
    assert [(p.code, p.severity, p.line, p.column) for p in found.problems] == [
        ("ASL1020", "warning", 1, 8),
        ("ASL1020", "warning", 1, 22),
        ("ASL1020", "warning", 2, 12),
        ("ASL1021", "warning", None, None),
    ]
    assert found.problems[0].message == "${x} has no value"
    assert found.problems[0].help == "give it one: --define x=VALUE"
    assert "${z} is not in the definition" in found.problems[3].message


def test_without_a_value_an_unquoted_name_is_no_json() -> None:
    found = read('{"a": ${x}, "b": "${y}",\n "c": ${z}}')
    assert found.value is ABSENT
    assert [(p.code, p.severity, p.line, p.column) for p in found.problems] == [
        ("ASL1020", "error", 1, 7),
        ("ASL1020", "warning", 1, 19),
        ("ASL1020", "error", 2, 7),
    ]


YAML = """\
# ${Comment}
StartAt: ${s}
a: ${n}
b: "${n}"
c: x-${n}
d: {e: ${n}, f: [${o}]}
g: ${o}
h: ${j}
i: |
  ${n}
  ${q}
"${k}": '${q}'
"""


def test_yaml_scalars_get_their_type_when_the_value_is_in() -> None:
    values = {"s": "A", "n": 3, "o": {"x": 1}, "j": '[{"y": 2}]', "q": "a: 'b' # \"c\"", "k": "key"}
    found = read(YAML, format="yaml", defines=values)
    assert found.problems == ()
    assert found.value == {
        "StartAt": "A", "a": 3, "b": "3", "c": "x-3", "d": {"e": 3, "f": [{"x": 1}]}, "g": {"x": 1},
        "h": [{"y": 2}], "i": "3\na: 'b' # \"c\"\n", "key": "a: 'b' # \"c\"",
    }  # fmt: skip


def test_yaml_names_without_a_value() -> None:
    found = read("# ${c}\na: ${x}\nb: {c: ${x}}\nd: 'e ${y}'\n", format="yaml", defines={"z": 1})
    assert found.value == {"a": "${x}", "b": {"c": "${x}"}, "d": "e ${y}"}
    assert [(p.code, p.line, p.column) for p in found.problems] == [
        ("ASL1020", 2, 4),
        ("ASL1020", 3, 8),
        ("ASL1020", 4, 7),
        ("ASL1021", None, None),
    ]


def test_a_string_value_in_yaml_is_typed_like_a_plain_scalar() -> None:
    found = read("a: ${n}\nb: ${t}\nc: '${n}'\n", format="yaml", defines={"n": "3", "t": "true"})
    assert found.value == {"a": 3, "b": True, "c": "3"}


FILES = {
    # name, text, values
    "a JSON mapping": ("d.json", '{"a": "x", "n": 3}', {"a": "x", "n": 3}),
    "a YAML mapping": ("d.yaml", "a: x\nn: 3\n", {"a": "x", "n": 3}),
    "YAML without its ending": ("d.env", "a: x\n", {"a": "x"}),
    "only DefinitionSubstitutions": (
        "d.yaml", "DefinitionSubstitutions:\n  a: x\n  b: !GetAtt Fn.Arn\n", {"a": "x"},
    ),
    "a SAM template": (
        "template.yaml",
        """
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: a.asl.json
      DefinitionSubstitutions:
        Table: orders
        Retries: 3
        Fn: !GetAtt Charge.Arn
        Topic: !Ref Topic
        Name: !Sub "${AWS::StackName}-x"
  Charge:
    Type: AWS::Serverless::Function
    Properties: {Handler: a.b, DefinitionSubstitutions: {no: 1}}
""",
        {"Table": "orders", "Retries": 3},
    ),
    "a CloudFormation template in JSON": (
        "t.json",
        '{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": '
        '{"DefinitionSubstitutions": {"a": "x", "b": {"Fn::GetAtt": ["F", "Arn"]}, "c": {"Ref": "X"}}}}}}',
        {"a": "x"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "values"), FILES.values(), ids=FILES)
def test_values_come_from_files(name: str, text: str, values: dict[str, JSON]) -> None:
    assert read_defines(text, name) == (values, [])


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param("d.json", "[1]", "ASL1022", id="a list"),
        pytest.param("d.json", "{", "ASL1001", id="broken JSON"),
        pytest.param("d.yaml", "a: b: c", "ASL1010", id="broken YAML"),
        pytest.param("d.yaml", "DefinitionSubstitutions: [a]", "ASL1022", id="not a mapping"),
        pytest.param(
            "d.json",
            '{"Resources": {"M": {"Type": "A::StateMachine", "Properties": {"DefinitionSubstitutions": {"a": 1}}},'
            ' "N": {"Type": "A::StateMachine", "Properties": {"DefinitionSubstitutions": {"a": 2}}}}}',
            "ASL1022",
            id="two machines disagree",
        ),
    ],
)
def test_a_file_without_values_is_explained(name: str, text: str, code: str) -> None:
    _, problems = read_defines(text, name)
    assert [p.code for p in problems] == [code]
