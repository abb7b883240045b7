"""The palette opens on every screen, and names the key of every command there."""

from __future__ import annotations

import pytest
from textual.command import CommandList

from interview.tui.keymap import PANEL, Command
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.panels import Panel
from tests.tui.driver import Driver, driven
from tests.tui.screens.test_home import SAVED, home

SCREENS = {
    "several choices": "",
    "something ticked": "1",
    "one choice": "0",
    "yes or no": "01",
    "a long list": "011",
    "the filter": "011/",
    "a number": "0210",
    "edit": "0e",
    "reasons": "U",
    "help": "?",
    "summary list": "s",
    "summary detail": "s⏎",
    "forms to show": "sf",
    "note": "sf1",
    "another form": "sf6",
    "text": "sm",
    "forms of export": "sx",
    "export": "sx1",
    "help on the summary": "s?",
}


@pytest.mark.parametrize("size", [(80, 40), (40, 40)], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", SCREENS)
async def test_every_command_of_a_screen_is_listed_with_its_key(name: str, size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press(*SCREENS[name])
        await listed(driver)


async def test_every_command_of_home_is_listed_with_its_key() -> None:
    async with home(SAVED) as driver:
        await listed(driver)
        await driver.press("escape", "?")
        await listed(driver)


async def listed(driver: Driver) -> None:
    """Open the palette, and find each command of the screen below by its title and key."""
    below = driver.app.screen
    assert isinstance(below, (BaseScreen, Panel))
    await driver.press("ctrl+p")
    await driver.app.workers.wait_for_complete()
    await driver.pilot.pause()
    assert driver.app.is_running
    palette = driver.app.screen.query_one(CommandList)
    said = "\n".join(str(option.prompt) for option in palette.options)
    for command in (*below.ORDERS, Command("", "ctrl+q", "", "Quit", "")):
        assert f"{command.title} ({command.shown})" in said


async def test_a_panel_is_closed_from_the_palette() -> None:
    async with driven() as driver:
        await driver.press("?", "ctrl+p")
        await driver.type(PANEL[0].title)
        await driver.app.workers.wait_for_complete()
        await driver.press("⏎", "⏎")
        assert "Keys" not in driver.screen
        assert "Is anything urgent?" in driver.screen
