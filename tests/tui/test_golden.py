"""What the screens look like, as plain text. `python -m tests.tui.test_golden` writes them anew."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.tui.driver import driven

FOLDER = Path(__file__).parent / "golden"
SCREENS = {
    "first": "",
    "panel": "02",
    "long": "011",
    "urgent": "1⏎",
    "field": "02100",
    "summary": "0110022",
    "help": "?",
    "box": "U",
    "label": "0L",
}


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    expected = _path(name, size).read_text(encoding="utf-8")
    assert await _draw(name, size) == expected


async def _draw(name: str, size: tuple[int, int]) -> str:
    async with driven(size=size) as driver:
        await driver.press(*SCREENS[name])
        return driver.screen + "\n"


def _path(name: str, size: tuple[int, int]) -> Path:
    return FOLDER / f"{name}-{size[0]}x{size[1]}.txt"


if __name__ == "__main__":
    for size in ((80, 24), (40, 15)):
        for name in SCREENS:
            _path(name, size).write_text(asyncio.run(_draw(name, size)), encoding="utf-8")
