from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import termios

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.errors import UsageError
from interview.plain.console import NARROWEST, Console


def said(text: str, width: int, lead: str = "") -> list[str]:
    written: list[str] = []
    Console(io.StringIO(), written.append, lambda: width).say(text, lead=lead)
    return written


@given(st.text(), st.integers(0, 200), st.sampled_from(["", " 12. "]))
def test_no_line_is_wider_than_the_terminal_and_none_moves_the_cursor(
    text: str, width: int, lead: str
) -> None:
    for line in said(text, width, lead):
        assert len(line) <= max(width, NARROWEST)
        assert not {"\x1b", "\x9b", "\r", "\b", "\x07"} & set(line)


def test_later_lines_stand_below_the_first() -> None:
    assert said("one two three four", 14, "  1. ") == ["  1. one two", "     three", "     four"]


def test_an_empty_paragraph_is_an_empty_line() -> None:
    assert said("", 80) == [""]


def test_a_stream_is_read_line_by_line_to_its_end() -> None:
    written: list[str] = []
    lines = Console(io.StringIO("one\r\n\nlast"), written.append)
    assert [lines.ask("Answer: ") for _ in range(4)] == ["one", "", "last", None]
    assert written == ["Answer:"] * 4


def test_a_prompt_is_broken_between_words_and_ends_in_the_line_that_is_typed_in() -> None:
    written, shown = list[str](), list[str]()

    def read(prompt: str) -> str:
        shown.append(prompt)
        return "typed"

    lines = Console(read, written.append, lambda: 20)
    assert lines.ask("After the answers (Enter is the next case): ") == "typed"
    assert (written, shown) == (["After the answers", "(Enter is the next"], ["case): "])
    assert lines.ask("Answer: ") == "typed"
    assert (len(written), shown[1]) == (2, "Answer: ")


def test_a_line_of_a_stream_that_is_no_text_is_refused_with_its_place() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfone\ncaf\xe9\nthree\n"), "utf-8", "surrogateescape")
    lines = Console(stream, print)
    assert lines.ask("Answer: ") == "one"
    with pytest.raises(UsageError, match="standard input:2:4: this is not UTF-8 text"):
        lines.ask("Answer: ")


def test_a_line_that_was_typed_and_is_no_text_is_asked_for_again() -> None:
    typed, said = iter(["caf\udce9", "caf\xe9"]), list[str]()
    assert Console(lambda _: next(typed), said.append).ask("Answer: ") == "caf\xe9"
    assert "not UTF-8 text" in said[0]


def test_the_end_of_input_of_a_prompting_reader_is_understood() -> None:
    def read(prompt: str) -> str:
        raise EOFError

    assert Console(read, print).ask("Answer: ") is None


def test_prompts_are_cleaned() -> None:
    prompts: list[str] = []

    def read(prompt: str) -> None:
        prompts.append(prompt)

    Console(read, print).ask("\x1b[2JAnswer: ")
    assert prompts == ["Answer: "]


@pytest.mark.parametrize(("columns", "width"), [("40", 40), ("200", 200), ("0", 80), ("", 80)])
def test_the_width_is_that_of_the_terminal_and_80_without_one(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.__stdout__", io.StringIO())
    assert Console(io.StringIO(), print).width == width


def test_a_terminal_is_believed_and_not_what_a_shell_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
    monkeypatch.setenv("COLUMNS", "200")
    with os.fdopen(theirs, "w") as end, os.fdopen(ours):
        monkeypatch.setattr("sys.__stdout__", end)
        assert Console(io.StringIO(), print).width == 50
