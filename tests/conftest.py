"""Settings for every test: how random data is drawn, and which tests `make soak` keeps for itself."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# A failing example prints itself; the same seed on every machine makes a red run red everywhere.
settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--soak", action="store_true", help="run the long tests, and property tests longer"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--soak"):
        settings.load_profile("soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--soak"):
        return
    skip = pytest.mark.skip(reason="long: make soak")
    for item in items:
        if item.get_closest_marker("soak"):  # not item.keywords: a folder has that name
            item.add_marker(skip)


@pytest.fixture(autouse=True, scope="session")
def no_aws_of_yours() -> None:
    """No test can reach an account: whatever asks for credentials gets these."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SFN"):
        os.environ.pop(name, None)
    os.environ.update(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION="us-east-1",
        AWS_EC2_METADATA_DISABLED="true",
    )
