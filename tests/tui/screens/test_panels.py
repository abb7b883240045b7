"""Boxes over a screen: their title in the edge, their keys in the last line, at every size."""

from __future__ import annotations

import re

import pytest

from interview.tui.keymap import HELD_DOWN
from interview.tui.screens.panels import ChoosePanel
from tests.tui.driver import boxed, driven

LONG = (
    "This interview is open in another window of this computer, and goes on only there; what it has been told"
    " so far can be read here."
)
CHOICES = (("look", "Look at it"), ("new", "Start another one"))
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 15), (30, 10)], ids=["80x24", "40x15", "30x10"])


@SIZES
@pytest.mark.parametrize(
    ("keys", "title", "key"),
    [
        (("?",), "Is anything urgent?", "Esc close"),
        (("s", "?"), "Keys", "Esc close"),
        (("U",), "Not assessed, because", "1-4 choose"),
        (("s", "x"), "Export as", "Esc close"),
        (("s", "x", "1"), "Write to a new file", "Enter write"),
        (("0", "L"), "Label", "Enter write"),
        (("ctrl+p",), "All commands", "Esc close"),
    ],
)
async def test_the_title_of_a_box_stands_in_its_edge_and_its_keys_in_the_last_line(
    keys: tuple[str, ...], title: str, key: str, size: tuple[int, int]
) -> None:
    async with driven(size=size) as driver:
        await driver.press(*keys)
        assert f"╭─ {title} ─" in driver.screen
        assert driver.screen.count(title) == 1 or keys == ("?",)
        assert key in driver.last


async def test_a_long_title_goes_on_in_the_box_and_is_laid_out_anew_with_the_size() -> None:
    async with driven(size=(80, 24)) as driver:
        driver.app.push_screen(ChoosePanel(LONG, CHOICES))
        await driver.settle()
        for size in ((80, 24), (40, 15), (120, 40)):
            await driver.resize(*size)
            assert LONG in boxed(driver)
            assert re.search("╭─ This interview is .*─╮", driver.screen)
            assert "Start another one" in driver.screen
            assert "1-2 choose" in driver.last


@SIZES
@pytest.mark.parametrize("keys", [("U",), ("0", "L")])
async def test_what_came_of_a_key_is_said_in_the_box_and_covers_nothing(
    keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with driven(size=size) as driver:
        await driver.press(*keys)
        driver.app.say(HELD_DOWN)
        await driver.settle()
        assert HELD_DOWN in boxed(driver)
        assert not driver.app._notifications
        await driver.press("escape")
        assert HELD_DOWN not in driver.screen


async def test_in_a_small_window_both_choices_are_in_reach_below_a_long_title() -> None:
    async with driven(size=(30, 10)) as driver:
        driver.app.push_screen(ChoosePanel(LONG, CHOICES))
        await driver.settle()
        assert "This interview" in driver.screen
        await driver.press("down")
        assert "Start another one" in driver.screen


@SIZES
async def test_the_key_that_keeps_a_doubtful_label_is_named_at_every_size(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("0", "L")
        await driver.type("Mrs Smith")
        await driver.press("⏎")
        assert "'Mrs Smith' looks like a name." in boxed(driver)
        assert "Enter again keeps it." in boxed(driver)
