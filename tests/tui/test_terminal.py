"""A paste is text, whatever is in it, and never a command."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual import events
from textual.constants import ESCAPE_DELAY
from textual.message import Message
from textual.widgets import TextArea

from interview.tui.terminal import AT_ONCE, FINGERS, PASTE_GAP, Burst, PasteParser
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


class Clock:
    """Seconds that pass only when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def said(found: Iterable[Message]) -> list[str]:
    """What came, in a few signs: pastes and bursts with their text, keys by their name."""
    signs = {events.Paste: "paste", Burst: "burst"}
    return [
        f"{signs[type(event)]} {event.text!r}" if isinstance(event, (events.Paste, Burst)) else event.key
        for event in found
        if isinstance(event, (events.Paste, Burst, events.Key))
    ]


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
    assert said(found) == ["1", "paste 'u'", "2", "up"]


@pytest.mark.parametrize("key", ["\x11", "\x1b[113;5u"])
def test_a_paste_whose_end_is_lost_ends_by_itself_and_no_key_is_lost(key: str) -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    assert said(parser.feed(START + "some text")) == []
    clock.now += PASTE_GAP / 2
    assert said(parser.tick()) == []
    clock.now += PASTE_GAP / 2
    assert said(parser.tick()) == ["paste 'some text'"]
    assert said(parser.feed(key)) == ["ctrl+q"]


@pytest.mark.parametrize("key", ["\x11", "\x1b[113;5u"])
def test_a_key_pressed_at_once_after_a_paste_whose_end_is_lost_counts(key: str) -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    assert said(parser.feed(START + "some text")) == []
    assert said(parser.feed(key)) == []
    clock.now += PASTE_GAP
    assert said(parser.tick()) == ["paste 'some text'", "ctrl+q"]


def test_the_rest_of_a_paste_that_came_late_is_text_too() -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    assert said(parser.feed(START + "some ")) == []
    clock.now += PASTE_GAP
    assert said(parser.feed(f"t{END}1")) == ["paste 'some '", "paste 't'", "1"]


def test_letters_that_come_at_once_are_no_keys() -> None:
    assert said(PasteParser().feed("sub1")) == ["burst 'sub1'"]
    assert said(PasteParser().feed("\x1b[31mred\x1b[0m")) == ["burst 'red'"]


def test_what_waited_until_somebody_looked_may_be_keys_pressed_one_by_one() -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    assert [event.waited for event in parser.feed("12") if isinstance(event, Burst)] == [True], "at the start"
    for text, waited in (("12", True), ("12121", False)):
        clock.now += AT_ONCE
        list(parser.tick())
        clock.now += 3 * FINGERS
        pieces = (parser.feed(text), parser.feed("2"))
        bursts = [event.waited for piece in pieces for event in piece if isinstance(event, Burst)]
        assert bursts == [waited, waited], "what comes at once with it is told the same"


def test_lines_that_come_at_once_are_one_text_in_however_many_pieces() -> None:
    parser = PasteParser(clock=Clock())
    pieces = ["one\rt", "w", "o\r", "\r", "b"]
    found = [event.text for piece in pieces for event in parser.feed(piece) if isinstance(event, Burst)]
    assert "".join(found) == "one\ntwo\n\nb"
    assert said(parser.tick()) == []


@pytest.mark.parametrize("pieces", [["62\r"], ["62", "\r"], ["62\r\n"]])
def test_the_end_of_a_single_line_is_enter_when_nothing_more_comes(pieces: list[str]) -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    assert [sign for piece in pieces for sign in said(parser.feed(piece))] == ["burst '62'"]
    clock.now += AT_ONCE
    assert said(parser.tick()) == ["enter"]


def test_the_end_of_a_single_line_is_text_when_more_comes() -> None:
    parser = PasteParser(clock=Clock())
    assert said(parser.feed("62\r")) == ["burst '62'"]
    assert said(parser.feed("u")) == ["burst '\\nu'"]


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        ("1", ["1"]),
        ("111", ["1", "1", "1"]),
        ("\x1b[A\x1b[A\x1b[B", ["up", "up", "down"]),
        ("\x1b[49;1;49u\x1b[50;1;50u", ["1", "2"]),
        ("\x1b[[A\x1bOP\x1b[15~", ["f1", "f1", "f5"]),
        ("1\x7f2\x7f", ["1", "backspace", "2", "backspace"]),
        ("\ufffd\ufffd0", ["replacement_character", "replacement_character", "0"]),
        ("\x1bx", ["alt+x"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b]0;1\x07\x1b[31m", []),
    ],
)
def test_keys_stay_keys_and_what_is_none_presses_none(sent: str, names: list[str]) -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    found = said(parser.feed(sent))
    clock.now += 1
    assert found + said(parser.tick()) == names


@pytest.mark.parametrize("at", range(1, 9))
def test_a_report_that_comes_in_two_pieces_presses_nothing(at: int) -> None:
    parser, report = PasteParser(clock=Clock()), "\x1b[<35;10;12M"
    found = [*parser.feed(report[:at]), *parser.feed(report[at:])]
    assert [type(event) for event in found] == [events.MouseMove]


def test_escape_alone_is_the_key() -> None:
    clock = Clock()
    parser = PasteParser(clock=clock)
    assert said(parser.feed("\x1b")) == []
    clock.now += ESCAPE_DELAY
    assert said(parser.tick()) == ["escape"]


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


def test_a_paste_whose_end_is_lost_does_not_lock_the_keyboard_of_a_real_terminal() -> None:
    with terminal() as running:
        running.wait_for("urgent?")
        running.send(f"{START}02u".encode())
        running.send(b"\x11")
        assert running.end() == 0
        assert running.restored


def test_letters_pasted_without_marks_answer_nothing_in_a_real_terminal() -> None:
    with terminal() as running:
        running.wait_for("urgent?")
        running.send(b"0su1")
        running.wait_for("taken.")
        assert b"diagnosis?" not in running.output


def test_a_key_held_down_answers_one_question_in_a_real_terminal() -> None:
    with terminal() as running:
        running.wait_for("urgent?")
        running.send(b"0")
        running.wait_for("diagnosis?")
        running.send(b"1" * 20)
        running.wait_for("held down counts once")
        assert b"specialist centre?" in running.output
        assert b"not yet explained?" not in running.output


def test_the_terminal_is_believed_and_not_what_a_shell_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "200", "LINES": "60", "TEXTUAL_DRIVER": "nowhere:Nothing"}.items():
        monkeypatch.setenv(name, value)
    with terminal("InterviewApp.on_ready = lambda app: app.notify(f'room for {tuple(app.size)}')") as running:
        running.wait_for("urgent?")
        running.wait_for("room for (80, 24)")
