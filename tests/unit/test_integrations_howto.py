"""The configuration in the how-to page is one that is read."""

from __future__ import annotations

import re
from pathlib import Path

from emulator.integrations.config import load_config

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "answer-tasks.md"


def test_the_pages_configuration_is_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert len(blocks) == 2
    for folder in ("ship", "old"):
        (tmp_path / "functions" / folder).mkdir(parents=True)
    path = tmp_path / "pyproject.toml"
    path.write_text("\n".join(blocks))
    config = load_config(path)
    assert [each.name for each in config.functions] == ["charge", "refund", "far", "ship", "old"]
    assert set(config.services) == {"dynamodb", "apigateway", "sqs"}
    assert set(config.states) == {"Orders/Charge", "Poll"}
    assert set(config.resources) == {"sns:publish", "aws-sdk:ses:sendEmail"}
