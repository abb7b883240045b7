"""A full screen is shown only where it can be seen and typed at."""

from __future__ import annotations

import io
import sys

import pytest

from interview.cli.terminal import complain, is_plain, read_line, say, tell, tolerate_any_text

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


def test_an_encoding_that_lacks_a_character_does_not_end_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    tolerate_any_text()
    say("Sjögren")
    sys.stdout.flush()
    assert raw.getvalue() == b"Sj?gren\n"


def test_bytes_that_are_no_text_do_not_end_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8"))
    tolerate_any_text()
    assert read_line() == "caf\ufffd"
    assert read_line() is None
