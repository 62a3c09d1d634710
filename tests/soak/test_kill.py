"""kill -9 under load: nothing that was answered is lost, nothing is wrong, nothing is stuck, no child is apart from its parent."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from killing import Driver


def report(driver: Driver) -> str:
    count = driver.count
    known = len(driver.known)
    return (
        f"{count['kills']} kills: {known} starts answered, {count['executions']} executions in all,"
        f" {count['map runs']} Map Runs with {count['children']} Standard children, {count['answers']} task answers taken,"
        f" {count['in doubt']} requests in doubt, {count['recovered']} recovered; {count['parked']} parked,"
        f" {count['open at the end']} open at the end"
    )


async def killed(folder: Path, kills: int, seed: int) -> tuple[Driver, list[str]]:
    driver = Driver(folder, seed)
    await driver.run(kills)
    try:
        return driver, await driver.faults()
    finally:
        assert driver.server is not None
        driver.server.kill()


def check(folder: Path, kills: int, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    driver, faults = asyncio.run(killed(folder, kills, seed))
    with capsys.disabled():
        print(f"\n{report(driver)}")
    assert not faults, "\n".join(faults[:20])
    assert driver.count["parked"] == driver.count["open at the end"] == 0
    assert driver.count["executions"] >= len(driver.known) > kills
    assert driver.count["recovered"] > 0


def test_three_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(tmp_path, 3, 3, capsys)


@pytest.mark.soak
def test_two_hundred_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(tmp_path, 200, 200, capsys)
