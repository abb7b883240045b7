"""A paste is text, whatever is in it, and never a command."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import TextArea

from interview.tui.terminal import PasteParser
from tests.tui.driver import driven
from tests.tui.terminal import terminal

START, END = "\x1b[200~", "\x1b[201~"
COPIED = "walks \x1b[31mless\x1b[0m\x1bs; \x1b]0;title\x07see\x1b[<35;1;1Mnu"
READ = "walks less; see"
COMMANDS = "0s\x1bu1\r/?"


def pasted(parser: PasteParser, data: str) -> list[str]:
    found = list(parser.feed(data))
    assert all(isinstance(event, events.Paste) for event in found), found
    return [event.text for event in found if isinstance(event, events.Paste)]


def keys(parser: PasteParser, data: str) -> list[str]:
    return [event.key for event in parser.feed(data) if isinstance(event, events.Key)]


def test_everything_between_the_marks_is_one_paste() -> None:
    (text,) = pasted(PasteParser(), START + COPIED + END)
    assert text.startswith(READ)
    assert "\x1b" not in text


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_a_paste_may_come_in_pieces(size: int) -> None:
    parser, sent = PasteParser(), COPIED + END
    assert pasted(parser, START) == []
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    (text,) = [text for piece in pieces for text in pasted(parser, piece)]
    assert text.startswith(READ)


@pytest.mark.parametrize("at", range(2, len(START)))
def test_the_first_mark_may_come_in_two_pieces(at: int) -> None:
    parser = PasteParser()
    assert keys(parser, "1" + START[:at]) == ["1"]
    assert pasted(parser, START[at:] + "u" + END) == ["u"]


def test_what_is_typed_around_a_paste_is_typed() -> None:
    parser = PasteParser()
    found = list(parser.feed(f"1{START}u{END}2\x1b[A"))
    said = [event.text if isinstance(event, events.Paste) else getattr(event, "key", "") for event in found]
    assert said == ["1", "u", "2", "up"]


@pytest.mark.parametrize("screen", ["", "0", "02", "0e", "s", "sf", "?", "U", "sx"])
async def test_a_paste_is_no_command_on_any_screen(screen: str) -> None:
    async with driven() as driver:
        await driver.press(*screen)
        before, answers = driver.screen, dict(driver.recording.session.answers)
        driver.app.post_message(events.Paste(COMMANDS))
        await driver.pilot.pause()
        assert driver.screen == before
        assert driver.recording.session.answers == answers


async def test_a_paste_into_the_comment_is_cleaned_and_taken_once() -> None:
    async with driven() as driver:
        await driver.press("s", "m")
        driver.app.post_message(events.Paste("one\x1b[31m\ntwo\x1bs"))
        await driver.pilot.pause()
        assert driver.app.screen.query_one(TextArea).text == "one\ntwo"


def test_escape_codes_in_a_paste_press_no_key_in_a_real_terminal() -> None:
    with terminal() as running:
        running.wait_for("urgent?")
        running.send(b"0")
        running.wait_for("diagnosis?")
        running.send(f"{START}\x1b[31m2\x1b[0mu{END}".encode())
        running.send(b"b")
        running.wait_for("answered earlier: Nothing urgent")
