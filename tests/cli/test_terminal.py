"""A full screen is shown only where it can be seen and typed at."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import sys
import termios

import pytest

from interview.cli.terminal import complain, is_plain, read_line, say, tell, tolerate_any_text
from interview.text import NotText, as_sent
from interview.tui.served import WEB_DRIVER

STREAMS = ("stdin", "stdout", "stderr")


class Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("without", "term", "plain"),
    [
        ((), "xterm-256color", False),
        (("stdin",), "xterm-256color", True),
        (("stdout",), "xterm-256color", True),
        (("stderr",), "xterm-256color", True),
        ((), "dumb", True),
        ((), "", True),
    ],
)
def test_lines_are_chosen_where_no_screen_can_be_shown(
    without: tuple[str, ...], term: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in STREAMS:
        monkeypatch.setattr(sys, name, Stream(name not in without))
    monkeypatch.setenv("TERM", term)
    assert is_plain() is plain


def test_a_closed_input_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert is_plain()


def test_a_full_screen_is_drawn_for_a_program_that_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STREAMS:
        monkeypatch.setattr(sys, name, Stream(False))
    monkeypatch.setenv("TEXTUAL_DRIVER", WEB_DRIVER)
    assert not is_plain()


def test_sentences_are_as_wide_as_the_terminal_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
    monkeypatch.setenv("COLUMNS", "200")
    with os.fdopen(theirs, "w") as end, os.fdopen(ours, "rb", buffering=0) as shown:
        monkeypatch.setattr(sys, "stdout", end)
        tell("A sentence that is longer than this terminal is wide, and so is wrapped.")
        end.flush()
        first, _rest = shown.read(1000).splitlines()
    assert len(first) <= 50


def test_what_is_printed_holds_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    say("\x1b[2Jshown\x07")
    complain("\x1b]0;title\x07told")
    assert capsys.readouterr() == ("shown\n", "told\n")


def test_sentences_are_wrapped_at_words_on_a_terminal_and_whole_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    sentence = "This session is here already, and went on in another-and-longer way."
    for terminal in (True, False):
        for name, write in (("stdout", tell), ("stderr", complain)):
            stream = Stream(terminal)
            monkeypatch.setattr(sys, name, stream)
            write(f"{sentence}\n    {'^' * 50}")
            first, *others = stream.getvalue().splitlines()
            assert others[-1] == f"    {'^' * 50}"
            assert " ".join([first, *others[:-1]]) == sentence
            assert (max(map(len, [first, *others[:-1]])) <= 40) == terminal


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_pipe_takes_utf_8_whatever_the_locale(
    name: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, name, stream)
    tolerate_any_text()
    (say if name == "stdout" else complain)("Sjögren, \u65e5\u672c")
    stream.flush()
    assert raw.getvalue() == "Sjögren, \u65e5\u672c\n".encode()


def test_a_terminal_that_lacks_a_character_does_not_end_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(raw, encoding="ascii"))
    tolerate_any_text()
    say("Sjögren")
    sys.stdout.flush()
    assert raw.getvalue() == b"Sj?gren\n"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_bytes_that_are_no_text_are_told_from_text(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.BytesIO("Sjögren\n".encode() + b"caf\xe9\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding=encoding))
    tolerate_any_text()
    assert as_sent(read_line() or "") == "Sjögren"
    with pytest.raises(NotText, match="not UTF-8 text") as caught:
        as_sent(read_line() or "")
    assert caught.value.column == 4
    assert read_line() is None
