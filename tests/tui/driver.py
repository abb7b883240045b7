"""Driving the app in a test: keys in, text out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

from rich.cells import cell_len
from rich.console import Console
from textual.app import App
from textual.containers import Vertical
from textual.pilot import Pilot

from interview.conversation.conversation import Conversation
from interview.store.recording import Recording
from interview.tui.app import InterviewApp
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from tests.conversation.small import conversation
from tests.tui.small import Memory, begin, clock

NAMES = {"⏎": "enter", "?": "question_mark", "/": "slash"}


class Driver:
    """An app under test."""

    def __init__(self, app: InterviewApp, pilot: Pilot[None], under_way: Recording | Conversation) -> None:
        self.app, self.pilot, self.conversation = app, pilot, conversation(under_way)
        self.recording = self.conversation.recording

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each only after everything the one before caused is done."""
        for key in keys:
            await self.pilot.press(NAMES.get(key, key))
            await self.settle()

    async def settle(self) -> None:
        """Wait for all that was caused, and for what only follows the question by a timer."""
        await self.pilot.pause()
        screen = self.app.screen
        if isinstance(screen, InterviewScreen) and screen.behind:
            screen.show_rest()
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if char == " " else char for char in text))

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def click(self, text: str) -> None:
        """Click where a text stands on the screen."""
        y, line = next((y, line) for y, line in enumerate(self.screen.splitlines()) if text in line)
        await self.pilot.click(offset=(cell_len(line[: line.index(text)]), y))
        await self.settle()

    @property
    def screen(self) -> str:
        """The screen as plain text."""
        return text_of(self.app)

    @property
    def last(self) -> str:
        """The last line: the keys that work."""
        return self.screen.splitlines()[-1]


@asynccontextmanager
async def driven(
    recording: Memory | Conversation | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driver]:
    under_way = conversation(recording or begin())
    app = InterviewApp(under_way, clock=clock)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot, under_way)
        await driver.settle()
        yield driver


async def to_line(driver: Driver, title: str) -> None:
    """Move the cursor down to a line of the list."""
    screen = driver.app.screen
    assert isinstance(screen, SummaryScreen)
    await driver.press("home")
    for _ in range(60):
        name = screen.list.cursor.partition(":")[2]
        row = next((row for row in screen.list.rows if row.name == screen.list.cursor), None)
        if row and title in "".join(text for text, _ in row.text):
            return
        await driver.press("down")
    raise AssertionError(f"{title!r} is not in the list; the cursor is on {name!r}")


def text_of(app: App[Any]) -> str:
    """Return the screen as plain text: what Textual exports as a picture, without the drawing of one."""
    with patch.object(Console, "export_svg", lambda console, **_: console.export_text()):
        lines = app.export_screenshot().split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")


def boxed(driver: Driver) -> str:
    """Return what stands in the box over the screen, its title included, without its edge."""
    x, y, width, height = driver.app.screen.query_one(Vertical).region
    lines = [line[x : x + width] for line in driver.screen.splitlines()[y : y + height]]
    return " ".join(re.sub("[│┃╭╮╰╯─]", " ", " ".join(lines)).split())
