"""The texts that people and programs read, as whole reports.

python tests/snapshot/test_diagnostics.py     writes the expected reports anew; read the difference before committing it
"""

from __future__ import annotations

from pathlib import Path

import pytest

from asl.check import check_source
from asl.check.report import REPORTERS, Checked
from asl.source import read

HERE = Path(__file__).parent / "diagnostics"
DEFINITIONS = ("order.asl.json", "order.asl.yaml", "broken.asl.json")


def checked(name: str) -> Checked:
    source = read((HERE / name).read_text("utf-8"), name=name)
    return Checked(source, check_source(source))


def reports() -> dict[Path, str]:
    """The reports by the files that hold them."""
    out = {}
    for name in DEFINITIONS:
        out[HERE / f"{name}.txt"] = REPORTERS["text"]([checked(name)]) + "\n"
    together = [checked(name) for name in DEFINITIONS]
    for format_ in ("json", "github", "sarif"):
        out[HERE / f"all.{format_}"] = REPORTERS[format_](together) + "\n"
    return out


@pytest.mark.parametrize("path", list(reports()), ids=lambda path: path.name)
def test_report(path: Path) -> None:
    assert reports()[path] == path.read_text("utf-8")


if __name__ == "__main__":
    for path, text in reports().items():
        path.write_text(text, "utf-8")
