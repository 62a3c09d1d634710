"""The price table: regions, the user's file over it, and what is wrong with one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts import price_files
from asl.hosts.price_files import price_table, prices_of
from asl.jsonvalue import parse
from asl.observe.cost.prices import Tier


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder, and nothing remembered of files that were read there."""
    monkeypatch.chdir(tmp_path)
    price_files._settings.cache_clear()
    price_files._table.cache_clear()
    yield
    price_files._settings.cache_clear()
    price_files._table.cache_clear()


def write(name: str, value: Any) -> str:
    Path(name).write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return name


def test_the_prices_of_the_page() -> None:
    found = prices_of("us-east-1")
    assert found.per_transition == Decimal("0.000025")
    assert found.free_transitions == 4_000
    assert found.express is not None
    assert found.express.per_request == Decimal("0.000001")
    assert found.express.tiers == (
        Tier(1_000, Decimal("0.06")),
        Tier(5_000, Decimal("0.03")),
        Tier(None, Decimal("0.01642")),
    )


def test_every_price_is_dated_and_has_its_page() -> None:
    table = price_table()
    for region in table.regions:
        for source in table.region(region).sources.values():
            assert source.title
            assert source.page
            assert source.read
    assert table.source_of("temporal-cloud").read


def test_an_unknown_region_is_named_with_those_that_are_known() -> None:
    with pytest.raises(
        UsageError,
        match=r'no price for the region "eu-wst-3": did you mean "eu-west-3"\?.*us-east-1',
    ):
        prices_of("eu-wst-3")


def test_a_region_without_an_express_price_has_none() -> None:
    found = prices_of("us-west-1")
    assert found.per_transition == Decimal("0.0279") / 1000
    assert found.express is None
    assert found.lambda_ is None
    assert '"express": {"regions": {"us-west-1": "us-east-1"}}' in found.missing("express")


def test_a_file_over_the_table() -> None:
    path = write(
        "prices.json",
        {
            "read": "2027-01",
            "standard": {"per_1000_transitions": {"us-west-1": "0.03", "moon-1": "1"}},
            "express": {"regions": {"us-west-1": "us-east-1"}},
        },
    )
    found = prices_of("us-west-1", path)
    assert found.per_transition == Decimal("0.00003")
    assert found.express == prices_of("us-east-1").express
    assert found.sources["standard"].read == "2027-01"
    assert prices_of("moon-1", path).per_transition == Decimal("0.001")
    assert prices_of("us-east-1", path).per_transition == Decimal("0.000025")


def test_pyproject_names_the_file_and_the_region(monkeypatch: pytest.MonkeyPatch) -> None:
    write("p.json", {"standard": {"per_1000_transitions": {"eu-west-1": "0.5"}}})
    write("pyproject.toml", '[tool.asl.prices]\npath = "p.json"\nregion = "eu-west-1"\n')
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert prices_of().region == "eu-west-1"
    assert prices_of().per_transition == Decimal("0.0005")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param("{", r"prices.json:1:1: error: this is not JSON: ", id="no JSON"),
        pytest.param([], r"prices.json: prices are an object, not array", id="no object"),
        pytest.param({"standrad": {}}, r'"standrad" means nothing here; did you mean "standard"\?', id="a slip"),
        pytest.param({"standard": {"per_1000": {}}}, r'/standard: "per_1000" means nothing here', id="a slip inside"),
        pytest.param({"standard": {"free_transitions": "4000"}}, r"/standard/free_transitions: a whole number is wanted here, not string", id="another type"),
        pytest.param({"standard": {"per_1000_transitions": {"x": "cheap"}}}, r"'cheap' is no price", id="no number"),
        pytest.param({"standard": {"per_1000_transitions": {"x": "-1"}}}, r"'-1' is no price", id="below nothing"),
        pytest.param({"standard": {"per_1000_transitions": {"x": 0.025}}}, r"0.025 is no price", id="a double is not exact"),
        pytest.param({"standard": {"source": "page"}}, r'/standard/source: "page" is not among the sources', id="no source"),
        pytest.param({"express": {"regions": {"us-east-1": {"per_million_requests": "1"}}}}, None, id="member by member"),
        pytest.param({"express": {"regions": {"eu-west-1": {"per_million_requests": "1"}}}}, r'/express/regions/eu-west-1: "gb_hour_tiers" is missing', id="half a price"),
        pytest.param({"express": {"regions": {"us-east-1": {"gb_hour_tiers": [{"up_to": 5, "per_gb_hour": "1"}]}}}}, r"up_to has to rise", id="tiers without an end"),
        pytest.param({"express": {"regions": {"us-east-1": {"gb_hour_tiers": ["1"]}}}}, r"/gb_hour_tiers/0: an object is wanted here, not string", id="a tier that is none"),
        pytest.param({"others": {"temporal-cloud": {"monthly_minimum": 5}}}, r"/others/temporal-cloud/monthly_minimum: string is wanted", id="another engine"),
        pytest.param({"sources": {"lambda": {"page": 1}}}, r"/sources/lambda/page: string is wanted", id="a source"),
    ],
)  # fmt: skip
def test_mistakes_in_a_file(value: Any, message: str | None) -> None:
    path = write("prices.json", value)
    if message is None:
        price_table(path)
        return
    with pytest.raises(UsageError, match=message):
        price_table(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[tool.asl.prices]\npth = "x"\n', r'"pth" in \[tool.asl.prices\] means nothing; did you mean "path"\?'),
        ("[tool.asl.prices]\npath = 1\n", r"takes path and region, each a text"),
        ('[tool.asl.prices]\npath = "none.json"\n', r"none.json: no such file"),
        ("[tool.asl", r"pyproject.toml cannot be read"),
    ],
)  # fmt: skip
def test_mistakes_in_pyproject(text: str, message: str) -> None:
    write("pyproject.toml", text)
    with pytest.raises(UsageError, match=message):
        price_table()


def test_the_file_comes_with_the_package() -> None:
    assert price_files.BUILT_IN.name == "prices.json"
    assert parse(price_files.BUILT_IN.read_text("utf-8"))["currency"] == "USD"
