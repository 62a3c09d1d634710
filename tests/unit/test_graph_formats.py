"""SVG, HTML, Mermaid and DOT: valid whatever the names hold, complete, self-contained, and marked."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from typing import Any
from xml.etree import ElementTree

import pytest

import asl
from asl.graph import dot, html, mermaid, svg
from asl.graph.drawing import Drawing
from asl.graph.executed import Executed
from asl.graph.listing import listing
from asl.graph.marks import Mark, Marks
from asl.graph.theme import COLOURS
from asl.model.machine import StateMachine
from asl.model.parse import parse_machine
from asl.testing.simulate import simulate

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [
    "</script><script>alert(1)</script>",
    '"quoted" & <b>bold</b>',
    "back\\slash \\n \\",
    "#35; %% :::style end subgraph",
    "[x](y) `code` {{z}} |pipe|",
    "日本語 état 🚀",
    "new\nline\ttab\u0000nul\u001besc",
    "\ud800 half a pair",
    "javascript:alert(1)//--><!--",
    "x" * 80,
    "{% $states.input %} ${Place}",
    "/a~b/ ~1",
]


def parsed(definition: Any) -> StateMachine:
    machine = parse_machine(definition)
    assert machine is not None
    return machine


def chain(names: list[str]) -> dict[str, Any]:
    states: dict[str, Any] = {}
    for name, following in zip(names, [*names[1:], None], strict=True):
        to = {"End": True} if following is None else {"Next": following}
        states[name] = {"Type": "Pass", "Comment": f"about {name}", **to}
    return {"StartAt": names[0], "States": states}


HOSTILE = chain(NAMES)
SMALL: dict[str, Any] = {
    "StartAt": "C",
    "States": {
        "C": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.a", "NumericEquals": 1, "Next": "T"}],
            "Default": "F",
        },
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 5}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}],
            "End": True,
        },
        "F": {"Type": "Fail", "Comment": "the end"},
    },
}


def ran(definition: Any, input_: Any, **options: Any) -> tuple[Drawing, Executed]:
    run = simulate(definition, input_, **options)
    drawing = Drawing(parsed(definition), definition)
    return drawing, Executed(drawing, run.history)


# ---------------------------------------------------------------- SVG
def test_svg_is_well_formed_and_holds_every_name() -> None:
    root = ElementTree.fromstring(svg.draw(parsed(HOSTILE), title=NAMES[0], definition=HOSTILE))
    titles = [
        (node.findtext(f"{SVG}title") or "").split(" (Pass)")[0]
        for node in root.iter(f"{SVG}g")
        if node.get("data-state")
    ]
    assert len(titles) == len(NAMES)
    assert NAMES[0] in titles
    assert root.findtext(f"{SVG}title") == NAMES[0]
    assert not [element for element in root.iter() if element.tag.endswith("script")]


def test_svg_loads_nothing() -> None:
    text = svg.draw(parsed(SMALL))
    assert re.findall(r"https?://[^\"]+|url\(|@import|href", text) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize(
    ("theme", "shown", "not_shown"),
    [
        ("light", COLOURS["paper"][0], COLOURS["paper"][1]),
        ("dark", COLOURS["paper"][1], "prefers-color-scheme"),
        ("auto", "prefers-color-scheme: dark", "theme-dark"),
    ],
)
def test_themes(theme: Any, shown: str, not_shown: str) -> None:
    text = svg.draw(parsed(SMALL), theme=theme)
    assert shown in text
    assert not_shown not in text


def test_every_rule_stays_inside_the_picture() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", svg.draw(parsed(SMALL)), re.DOTALL)
    flat = re.sub(r"@media[^{]*{", "", style)
    selectors = [part for rule in re.findall(r"([^{}]+){", flat) for part in rule.split(",")]
    assert len(selectors) > 30
    assert [one for one in selectors if not one.strip().startswith(".asl-graph")] == []


def classes(text: str) -> dict[str, str]:
    root = ElementTree.fromstring(text)
    return {
        str(element.get("data-state") or element.get("data-edge")): str(element.get("class"))
        for element in root.iter(f"{SVG}g")
        if element.get("data-state") or element.get("data-edge")
    }


MARKS = Marks(
    {
        "/States/C": Mark("part", 2, "no Default"),
        "/States/T": Mark("failed", 3),
        "/States/F": Mark("none"),
    },
    {
        ("/States/C", "choice", 0): Mark("hit", 2),
        ("/States/C", "default", 0): Mark("missed"),
        ("/States/T", "catch", 0): Mark("none"),
    },
)


def test_marks_are_classes_and_what_is_not_marked_is_idle() -> None:
    found = classes(svg.draw(parsed(SMALL), marks=MARKS))
    assert found["/States/C"] == "node Choice part"
    assert found["/States/T"] == "node Task failed"
    assert found["/States/F"] == "node Fail"
    assert found["/States/C,choice,0"] == "edge flow hit"
    assert found["/States/C,default,0"] == "edge flow missed"
    assert found["/States/T,catch,0"] == "edge catch"
    assert found["/States/T,end,0"] == "edge flow idle"


def test_without_marks_nothing_is_idle() -> None:
    assert not any("idle" in class_ for class_ in classes(svg.draw(parsed(SMALL))).values())


def test_counts_retries_comments_and_notes_are_told() -> None:
    text = svg.draw(parsed(SMALL), marks=MARKS)
    for told in ("×2", "✕ ×3", "↻5", "the end", "no Default", "retry X: 5 times", "2 times"):
        assert told in text, told


def test_a_dangling_target_is_red() -> None:
    broken = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}
    text = svg.draw(parsed(broken))
    assert classes(text)["/States/A,next,0"] == "edge flow wrong"
    assert 'class="node missing"' in text


def test_starts_and_ends_are_marked_by_their_edges() -> None:
    drawing, found = ran(SMALL, {"a": 1}, mocks={"T": {}})
    text = svg.draw_drawing(drawing, marks=found.marks())
    assert re.findall(r'class="node (start|end)([^"]*)"', text) == [
        ("start", " hit"),
        ("end", " hit"),
    ]


# ---------------------------------------------------------------- HTML
def data_of(page: str) -> Any:
    (text,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(text)


def test_a_page_holds_the_definition_and_nothing_breaks_out() -> None:
    page = html.draw(parsed(HOSTILE), title=NAMES[0], definition=HOSTILE)
    assert page.count("</script>") == page.count("<script") == 2
    assert "alert(1)<" not in page.replace("&lt;", "")
    assert data_of(page)["definition"]["StartAt"] == HOSTILE["StartAt"]
    assert (
        "\u2028"
        not in html.draw(parsed(chain(["a\u2028b"])), definition=chain(["a\u2028b"]))[-9000:]
    )


def test_the_policy_of_a_page_lets_its_own_script_run_and_nothing_else() -> None:
    page = html.draw(parsed(SMALL))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert set(re.findall(r"https?://[^\"'\s]+", page)) == {"http://www.w3.org/2000/svg"}


def test_a_page_shows_inputs_and_outputs_of_each_visit() -> None:
    drawing, found = ran(SMALL, {"a": 1}, mocks={"T": asl.raises("Boom", "it broke")})
    data = data_of(html.draw_drawing(drawing, executed=found))
    (visit,) = data["visits"]["/States/T"]
    assert (visit["title"], visit["error"], visit["input"]) == (
        "Visit 1 · caught",
        "Boom: it broke",
        '{"a":1}',
    )
    assert data["first"] == "/States/F", "a page opens where the execution failed"
    assert 'class="status FAILED"' in html.draw_drawing(drawing, executed=found)


def test_many_visits_and_large_payloads_are_cut_and_it_is_said() -> None:
    inner = {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": True}}}
    definition = {
        "StartAt": "M",
        "States": {"M": {"Type": "Map", "ItemProcessor": inner, "End": True}},
    }
    drawing, found = ran(definition, ["y" * 30_000, *range(80)])
    data = data_of(html.draw_drawing(drawing, executed=found))
    visits = data["visits"]["/States/M/ItemProcessor/States/X"]
    assert len(visits) == 50
    assert visits[0]["input"].endswith("more characters")
    assert data["more"]["/States/M/ItemProcessor/States/X"].startswith("31 visits")


# ---------------------------------------------------------------- Mermaid and DOT
def test_mermaid_has_no_sign_of_the_authors_outside_codes() -> None:
    text = mermaid.draw(parsed(HOSTILE), definition=HOSTILE)
    for line in text.splitlines()[1:]:
        node = re.fullmatch(r'    s\d+(\(\[|\[|\()"([^"]*)"(\]\)|\]|\))', line)
        assert node or re.fullmatch(r"    s\d+ --> s\d+", line), line
        if node:
            label = re.sub(r"#\d+;", "", node[2])
            assert not set('<>"`{}[]()|\\&#;%*~\n') & set(label), line
    assert "alert#40;1#41;" in text
    assert "日本語" in text


def test_mermaid_numbers_its_link_styles_as_it_writes_the_links() -> None:
    text = mermaid.draw(parsed(SMALL), MARKS)
    links = [line.strip() for line in text.splitlines() if "->" in line]
    hit, missed = (
        re.findall(rf"linkStyle (\d+) stroke:{COLOURS[c][0]}", text) for c in ("good", "missed")
    )
    assert '|"$.a = 1"|' in links[int(hit[0])]
    assert '|"Default"|' in links[int(missed[0])]


def test_mermaid_draws_catchers_dotted_and_scopes_inside() -> None:
    definition = {
        "StartAt": "P",
        "States": {
            "P": {
                "Type": "Parallel",
                "Branches": [chain(["a"]), chain(["b"])],
                "Catch": [{"ErrorEquals": ["X", "Y"], "Next": "Z"}],
                "Next": "Z",
            },
            "Z": {"Type": "Succeed"},
        },
    }
    text = mermaid.draw(parsed(definition))
    assert text.count("subgraph ") == 3
    assert text.count("end\n") == 3
    assert re.search(r's\d+ -\.->\|"X, Y"\| s\d+', text)


def test_dot_strings_are_closed_and_whole() -> None:
    text = dot.draw(parsed(HOSTILE), title=NAMES[1], definition=HOSTILE)
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', text)
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert '"' not in rest
    assert "\\" not in rest
    assert '"\\"quoted\\" & <b>bold</b>"' in strings
    assert '"back\\\\slash \\\\n \\\\"' in strings
    assert rest.count("{") == rest.count("}")


def test_dot_cuts_edges_at_the_border_of_a_cluster() -> None:
    definition = {
        "StartAt": "M",
        "States": {
            "M": {"Type": "Map", "ItemProcessor": chain(["a"]), "Next": "N"},
            "N": {"Type": "Parallel", "Branches": [chain(["b"])], "End": True},
        },
    }
    text = dot.draw(parsed(definition))
    assert re.search(r's\d+ -> s\d+ \[ltail="cluster_s\d+", lhead="cluster_s\d+"\]', text)


# ---------------------------------------------------------------- data
def test_the_listing_has_every_node_and_edge_with_its_mark() -> None:
    found = listing(Drawing(parsed(SMALL), SMALL), MARKS)
    node = next(n for n in found["nodes"] if n["pointer"] == "/States/T")
    assert node == {
        "pointer": "/States/T",
        "type": "Task",
        "name": "T",
        "scope": "",
        "detail": "lambda f",
        "retries": 5,
        "mark": {"level": "failed", "count": 3},
    }
    assert {
        "source": "/States/C",
        "kind": "default",
        "index": 0,
        "target": "/States/F",
        "label": "Default",
        "mark": {"level": "missed"},
    } in found["edges"]
    assert "mark" not in listing(Drawing(parsed(SMALL)))["nodes"][0]
