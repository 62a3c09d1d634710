"""Whatever is written in the files, the command answers with 0, 1 or 2 and never blames itself."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from asl.cli import verbs

WORDS = st.sampled_from(
    [
        "StartAt", "States", "Type", "Task", "Pass", "Choice", "Wait", "Map", "Parallel", "Succeed", "Fail", "Next",
        "End", "Resource", "arn:aws:states:::lambda:invoke", "Parameters", "FunctionName", "Payload.$", "$", "$$.x",
        "A", "B", "Retry", "Catch", "ErrorEquals", "States.ALL", "Iterator", "ItemProcessor", "Branches", "Choices",
        "Variable", "Seconds", "{% $states.input %}", "QueryLanguage", "JSONata", "Assign", "Output", "Arguments",
        "States.Format('{}', $)", "\ud800", "\x00", "${Name}", "",
    ]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | WORDS
    | st.text(max_size=5)
)
JSONS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
STATE = st.fixed_dictionaries(
    {
        "Type": st.sampled_from(
            ["Task", "Pass", "Choice", "Wait", "Map", "Parallel", "Succeed", "Fail"]
        )
    },
    optional={
        "End": st.just(True),
        "Next": st.sampled_from(["A", "B"]),
        "Resource": st.just("arn:aws:states:::lambda:invoke"),
        "Parameters": JSONS,
        "Result": JSONS,
        "Seconds": st.integers(-1, 10**12),
        "Cause": SCALARS,
    },
)
MACHINES = st.fixed_dictionaries(
    {
        "StartAt": st.sampled_from(["A", "B"]),
        "States": st.dictionaries(st.sampled_from("AB"), STATE),
    }
)
MOCKS = st.dictionaries(
    st.sampled_from(["A", "B", "StateMachines", "MockedResponses", "lambda:invoke"]),
    JSONS
    | st.dictionaries(
        st.sampled_from(["return", "raise", "after", "sequence", "times", "Throw"]), JSONS
    ),
    max_size=3,
)


def answer(definition: Any, input_: Any, mocks: Any, *options: str) -> int:
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, value in (("d.asl.json", definition), ("in.json", input_), ("m.json", mocks)):
            paths.append(Path(folder, name))
            text = value if isinstance(value, str) else json.dumps(value)
            paths[-1].write_bytes(text.encode("utf-8", "surrogatepass"))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = verbs.run_command(
                [
                    "run",
                    str(paths[0]),
                    "--input-file",
                    str(paths[1]),
                    "--mocks",
                    str(paths[2]),
                    *options,
                ]
            )
    said = out.getvalue() + err.getvalue()
    assert status in (0, 1, 2)
    assert "a fault in asl" not in said, said
    assert "Traceback" not in said
    return status


@given(MACHINES | JSONS, JSONS, MOCKS)
def test_random_files(definition: Any, input_: Any, mocks: Any) -> None:
    answer(definition, input_, mocks, "--max-time", "100")


@given(
    st.text(max_size=30) | st.just('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'),
    st.text(max_size=20),
    st.text(max_size=30),
)
def test_random_text(definition: str, input_: str, mocks: str) -> None:
    answer(definition, input_, mocks, "--json")
