"""What is typed or pasted at a prompt is one reply, whole; anything else at the keyboard answers nothing."""

from __future__ import annotations

import io
import os
import pty
import signal
import sys
import termios
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from interview.cli.keyboard import HELD_DOWN, TOO_EARLY, Keyboard, Line
from interview.flow.answers import Text
from interview.library import data_folder
from interview.store import Store
from tests.cli.conftest import FLOW, write_flow
from tests.cli.test_session import opened

PROMPT = "Answer: "
LONG = "a long report " * 2000


class Person(io.StringIO):
    """Somebody who types at a terminal, each reply once the prompt is shown again."""

    def __init__(self, keyboard: int, terminal: int) -> None:
        super().__init__()
        self.keyboard, self.terminal = keyboard, terminal
        self.replies: list[bytes] = []

    def read_on(self) -> None:
        """Take what the terminal shows, until it is closed."""
        with suppress(OSError):
            while os.read(self.keyboard, 65536):
                pass

    def write(self, text: str) -> int:
        if text.endswith(PROMPT) and self.replies:
            keys = self.replies.pop(0)
            threading.Thread(target=os.write, args=(self.keyboard, keys)).start()
        return super().write(text)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    ours, theirs = pty.openpty()
    typing = Person(ours, theirs)
    with os.fdopen(theirs, encoding="utf-8") as end:
        streams = SimpleNamespace(stdin=end, stdout=typing, platform=sys.platform)
        monkeypatch.setattr("interview.cli.keyboard.sys", streams)
        reading = threading.Thread(target=typing.read_on)
        reading.start()
        yield typing
    reading.join()
    os.close(ours)


def echoed(*pieces: str) -> tuple[str, str]:
    """What stands in the line after these were sent one after the other, and what was shown of the last."""
    typed, shown = Line(), ""
    for piece in pieces:
        shown = typed.take(piece)
    return typed.text, shown


@pytest.mark.parametrize(
    ("pieces", "text", "shown"),
    [
        (("a", "b"), "ab", "b"),
        (("ab", "\x7f"), "a", "\b \b"),
        (("\x7f",), "", ""),
        (("日", "\b"), "", "\b \b\b \b"),
        (("e\u0301", "\x7f"), "", "\b \b"),
        (("two words ", "\x17"), "two ", "\b \b" * 6),
        (("two words", "\x15"), "", "\b \b" * 9),
        (("x", "\x04"), "x", ""),
        (("x", "\x1b[A"), "x", ""),
        (("x", "\x01\x1b]0;title\x07"), "x", ""),
        (("\t",), " ", " "),
    ],
)
def test_a_line_is_edited_with_the_usual_keys(pieces: tuple[str, ...], text: str, shown: str) -> None:
    assert echoed(*pieces) == (text, shown)


@pytest.mark.parametrize(
    ("sent", "text", "ended"),
    [
        ("1\r", "1", True),
        ("one\ntwo\n", "one\ntwo", True),
        ("one\r\ntwo", "one\ntwo", False),
        ("\x1b[200~one\rtwo\r\x1b[201~", "one\ntwo\n", False),
        ("\x1b[200~one\x1b[201~\r", "one", True),
        ("\x1b[200~one\x11\x1b[31m two", "one two", False),
    ],
)
def test_line_ends_within_what_comes_at_once_are_text(sent: str, text: str, ended: bool) -> None:
    typed = Line()
    typed.take(sent)
    assert (typed.text, typed.ended) == (text, ended)


def test_replies_are_read_one_by_one(person: Person) -> None:
    person.replies = [b"1\r", "Sjögren\n".encode(), b"\x04"]
    keyboard = Keyboard()
    assert [keyboard.line(PROMPT) for _ in range(3)] == ["1", "Sjögren", None]


def test_what_is_being_typed_is_known_when_the_program_is_ended(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard, sent = Keyboard(), iter(["Our ", "clinic"])

    def read(_: object, still: float = 0.0) -> str:
        for text in sent:
            return text
        raise KeyboardInterrupt

    monkeypatch.setattr("interview.cli.keyboard._Terminal.read", read)
    with pytest.raises(KeyboardInterrupt):
        keyboard.line(PROMPT)
    assert keyboard.unfinished == "Our clinic"
    sent = iter(["whole", "\r"])
    assert keyboard.line(PROMPT) == "whole"
    assert keyboard.unfinished == ""


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_paste_of_several_lines_is_one_reply(person: Person, end: str) -> None:
    person.replies = [end.join(["one", "two", "", "three", ""]).encode(), b"4\r"]
    keyboard = Keyboard()
    assert keyboard.line(PROMPT) == "one\ntwo\n\nthree"
    assert keyboard.line(PROMPT) == "4"


def test_a_line_longer_than_a_terminal_takes_is_whole(person: Person) -> None:
    person.replies = [f"{LONG}\r".encode()]
    assert Keyboard().line(PROMPT) == LONG


def test_what_was_typed_before_the_prompt_answers_nothing_and_that_is_said(person: Person) -> None:
    keyboard = Keyboard()
    os.write(person.keyboard, b"1\n2")
    person.replies = [b"3\r"]
    assert keyboard.line(PROMPT) == "3"
    assert person.getvalue() == f"{TOO_EARLY}\n{PROMPT}"


def test_what_is_typed_while_the_question_is_shown_counts(person: Person) -> None:
    keyboard = Keyboard()
    keyboard.shown()
    os.write(person.keyboard, b"1\n")
    assert keyboard.line(PROMPT) == "1"


def test_what_is_typed_as_soon_as_the_interview_of_a_known_patient_is_shown_answers_nothing(
    person: Person,
) -> None:
    keyboard = Keyboard()
    keyboard.shown()
    keyboard.hush()
    os.write(person.keyboard, b"1\r")
    person.replies = [b"", b"2\r", b"3\r"]
    assert [keyboard.line(PROMPT) for _ in range(2)] == ["2", "3"]
    assert person.getvalue() == f"{PROMPT}\n{TOO_EARLY}\n{PROMPT}{PROMPT}"


def test_enter_that_comes_at_once_is_one_enter(person: Person) -> None:
    person.replies = [b"\r\r\r"]
    assert not (Keyboard().line(PROMPT) or "").strip()


def test_enter_held_down_is_no_reply_and_that_is_said(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Line.take

    def pressed_again(line: Line, sent: str) -> str:
        if sent == "\r":
            os.write(person.keyboard, b"\r")
        return held(line, sent)

    monkeypatch.setattr(Line, "take", pressed_again)
    person.replies = [b"\r", b"2\n"]
    assert Keyboard().line(PROMPT) == "2"
    assert person.getvalue() == f"{PROMPT}{HELD_DOWN}\n{PROMPT}"


def test_nothing_is_left_for_the_shell(person: Person) -> None:
    os.write(person.keyboard, b"rm -r notes\nls")
    assert Keyboard().discard()
    os.set_blocking(person.terminal, False)
    with pytest.raises(BlockingIOError):
        os.read(person.terminal, 10)


def test_the_terminal_is_as_it_was_afterwards(person: Person) -> None:
    before = termios.tcgetattr(person.terminal)
    person.replies = [b"1\r"]
    Keyboard().line(PROMPT)
    assert termios.tcgetattr(person.terminal) == before


@pytest.fixture
def spoken(tmp_path: Path) -> str:
    """The folder of a flow that first asks for free text."""
    text = FLOW.replace(
        "interview: [fallen, limits, age, comment]", "interview: [comment, fallen, limits, age]"
    )
    return str(write_flow(tmp_path / "spoken", text.replace(", ask_when: never", "")))


def test_a_pasted_letter_is_one_answer_and_its_lines_answer_nothing_else(spoken: str) -> None:
    with opened("run", spoken, "--plain") as screen:
        screen.wait_for("Answer:")
        screen.press("walks less\n\n1\n0\n62\n")
        screen.wait_for("fallen?")
        screen.press("q\n")
        assert screen.end() == 0
    with closing(Store.open(data_folder())) as store:
        (saved,) = store.unfinished()
        assert [event.answer for event in store.events(saved.id)] == [Text("walks less\n\n1\n0\n62")]


def test_a_paste_answers_no_question_that_takes_one_line(flow: str) -> None:
    with opened("run", flow, "--plain") as screen:
        screen.wait_for("Answer:")
        screen.press("1\n0\n62\n")
        screen.wait_for("Several lines came at once")
        screen.press("q\n")
        screen.wait_for("Nothing was answered")
        assert screen.end() == 0


def test_after_it_was_suspended_the_prompt_and_what_was_typed_are_there_again(flow: str) -> None:
    with opened("run", flow, "--plain") as screen:
        screen.wait_for("Answer:")
        screen.press("b")
        screen.wait_for("Answer: b")
        screen.process.send_signal(signal.SIGTSTP)
        screen.wait_for("Answer: bAnswer: b")
        screen.press("\x7f")
        screen.press("q\n")
        assert screen.end() == 0
