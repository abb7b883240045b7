"""The palette opens on every screen, and names the key of every command there."""

from __future__ import annotations

import pytest

from interview.flow.answers import NotAssessed
from interview.tui.keymap import PANEL, Command
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.palette import PalettePanel
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
    "a number": "02100",
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
    async with home(SAVED, practice=True) as driver:
        await listed(driver)
        assert "a question" not in driver.screen, "nothing of a flow is found there"
        await driver.press("escape", "?")
        await listed(driver)


async def listed(driver: Driver) -> None:
    """Open the palette, and find each command of the screen below by its title, with its key at the right."""
    below = driver.app.screen
    assert isinstance(below, (BaseScreen, Panel))
    await driver.press("ctrl+p")
    assert driver.app.is_running
    palette = driver.app.screen
    assert isinstance(palette, PalettePanel)
    said = {row.text[0][0]: "".join(text for text, _ in row.right).strip() for row in palette.list.rows}
    for command in (
        *(below.orders if isinstance(below, BaseScreen) else below.ORDERS),
        Command("", "ctrl+q", "", "Quit", ""),
    ):
        assert said[command.title] == command.shown


async def test_the_first_that_is_found_is_done_with_enter() -> None:
    async with driven() as driver:
        await driver.press("ctrl+p")
        await driver.type("not asse")
        await driver.press("⏎")
        assert driver.recording.session.answers["dangers"] == NotAssessed()


async def test_a_question_is_opened_by_its_words_from_anywhere() -> None:
    for before in ("", "s", "se"):
        async with driven() as driver:
            await driver.press("0", *before[:1], "ctrl+p")
            await driver.type("infiltrate")
            assert "Questions" in driver.screen
            await driver.press("⏎")
            assert "─ Did it show an infiltrate? ─" in driver.screen
            assert driver.conversation.active == "infiltrate"


@pytest.mark.parametrize(
    ("words", "behind"),
    [("supervised", "Applies to everyone"), ("young", "Not settled: cannot"), ("airway", "Ruled out")],
)
async def test_a_line_is_shown_with_what_is_behind_it_wherever_it_stands(words: str, behind: str) -> None:
    async with driven() as driver:
        await driver.press("0", "/")
        await driver.type(words)
        await driver.press("⏎")
        assert behind in driver.screen


async def test_what_is_found_begins_with_what_is_typed() -> None:
    async with driven() as driver:
        await driver.press("0", "ctrl+p")
        await driver.type("iop")
        assert "biopsy" not in driver.screen.lower()
        await driver.press("backspace", "backspace", "backspace")
        await driver.type("biop")
        assert "Was a biopsy taken" in driver.screen


async def test_a_source_is_shown_whole_with_what_rests_on_it() -> None:
    async with driven() as driver:
        await driver.press("s", "ctrl+p")
        await driver.type("workshop")
        await driver.press("⏎")
        assert "A workshop. 2013." in driver.screen
        assert "Regular supervised exercise" in driver.screen


async def test_what_is_typed_is_text_and_what_is_not_there_is_said() -> None:
    async with driven() as driver:
        await driver.press("ctrl+p")
        await driver.type("[/]x{{")
        assert "Nothing has this text." in driver.screen
        await driver.press("⏎")
        assert isinstance(driver.app.screen, PalettePanel)
        await driver.press("escape")
        assert "Is anything urgent?" in driver.screen


async def test_a_panel_is_closed_from_the_palette() -> None:
    async with driven() as driver:
        await driver.press("?", "ctrl+p")
        await driver.type(PANEL[0].title)
        await driver.press("⏎")
        assert "Keys" not in driver.screen
        assert "Is anything urgent?" in driver.screen


@pytest.mark.parametrize(
    ("columns", "told"),
    [(80, "a command, a question, a line, a source"), (40, "a command, a question, a line")],
)
async def test_what_can_be_looked_for_is_named_in_whole_words(columns: int, told: str) -> None:
    async with driven(size=(columns, 24)) as driver:
        await driver.press("ctrl+p")
        assert told in driver.screen
        assert f"{told}," not in driver.screen
        await driver.resize(120 - columns, 24)
        assert told not in driver.screen or f"{told}," in driver.screen, "it follows the size"


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (30, 10)])
async def test_the_command_under_the_cursor_is_in_sight_at_every_size(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("ctrl+p")
        for _ in range(18):
            await driver.press("down")
        panel = driver.app.screen
        assert isinstance(panel, PalettePanel)
        view = panel.list
        assert view.region.bottom <= size[1] - 2, "above the edge of the box and the keys"
        last = next(row for row in view.rows if row.name == view.names[-1])
        assert view.cursor == last.name
        assert last.words.partition("  ")[0] in driver.screen
