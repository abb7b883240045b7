"""Lines from a person at a terminal: typed with the usual keys, or pasted, which is one text of any length.

The terminal's own line mode hands out a paste line by line, and cuts a line after 4,095 bytes (1,024 on
macOS) without a word. So it is off while a line is read, and what it does for a line is done here; the cursor
moves nowhere but back over what is erased. `docs/decisions/keys.md` says more.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from interview.conversation.commands import REPEATED, STILL
from interview.text import clean_text

if sys.platform != "win32":
    import termios

AT_ONCE = 0.05
"""Seconds; what comes sooner than this after several characters at once belongs to them."""
SLOW_PASTE = 0.25
"""Seconds; the same after several lines at once, which nobody types."""

TOO_EARLY = "(What was typed before this was shown is not taken. Type it again.)"
HELD_DOWN = "(Enter was held down, or more came with it. Nothing of it is taken.)"

_PIECES = re.compile(
    r"\x1b\[200~(?P<paste>.*?)(?:\x1b\[201~|\Z)"
    r"|(?P<unseen>\x1b\[[0-?]*[ -/]*[@-~]?|\x1bO.?|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?)"
    r"|(?P<end>\r\n?|\n)"
    r"|(?P<key>[\x00-\x08\x0b-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x08\x0a-\x1f\x7f]+)",
    re.DOTALL,
)
_ERASE, _ERASE_WORD, _ERASE_ALL, _END_OF_INPUT = "\x7f\b", "\x17", "\x15", "\x04"


class NoKeyboard(OSError):
    """Nothing at standard input hands over keys: it is a file, a pipe, or the console of Windows."""


class Line:
    """A line while it is typed."""

    def __init__(self) -> None:
        self.text = ""
        self.ended = False
        self.gone = False
        """True when the person ended the input instead."""

    def take(self, sent: str) -> str:
        """Take what came at once; return what to show of it.

        A line end ends the line, but not within what came at once: that is part of a paste.
        """
        return "".join(self._take(piece, last=piece.end() == len(sent)) for piece in _PIECES.finditer(sent))

    def _take(self, piece: re.Match[str], *, last: bool) -> str:
        if piece["end"] and last:
            self.ended = True
            return "\n"
        if piece["key"]:
            return self._edit(piece["key"])
        text = clean_text(piece["paste"] or piece["text"] or piece["end"] or "")
        self.text += text
        return text

    def _edit(self, key: str) -> str:
        if key in _ERASE:
            return self._erase(len(self.text) - 1)
        if key == _ERASE_WORD:
            return self._erase(len(self.text.rstrip()) - len((self.text.split() or [""])[-1]))
        if key == _ERASE_ALL:
            return self._erase(0)
        if key == _END_OF_INPUT and not self.text:
            self.ended = self.gone = True
            return "\n"
        return ""

    def _erase(self, start: int) -> str:
        start = max(0, start)
        while start and unicodedata.combining(self.text[start]):
            start -= 1
        erased, self.text = self.text[start:], self.text[:start]
        return "\b \b" * sum(map(_columns, erased))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or char == "\n":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Keyboard:
    """The keyboard at standard input, asked for lines; what nobody meant as an answer is discarded."""

    def __init__(self) -> None:
        self.asking = False
        """True once a person is, or is about to be, asked."""
        self._unseen = True
        """True while nothing was shown since the last answer, so that what is typed answers nothing."""
        self._discarded = False
        self._hushed = False
        """True until the next prompt was on the screen long enough for a person to read whom it is about."""
        self._prompt = ""
        self._line = Line()

    def line(self, prompt: str) -> str | None:
        """Show a prompt and return the line or the text that is given; None at the end of input.

        `NoKeyboard` where lines have to be read in another way.
        """
        self.shown()
        self.asking = self._unseen = True
        note, self._discarded = f"{TOO_EARLY}\n" if self._discarded else "", False
        self._prompt, self._line = prompt, Line()
        with _by_key(self._show) as terminal:
            self._show(terminal, note)
            hushed, self._hushed = self._hushed, False
            if hushed and terminal.waits(STILL):
                terminal.read(STILL)
                self._show(terminal, f"\n{TOO_EARLY}\n")
            while not self._line.ended:
                sent = terminal.read()
                if not sent:
                    return None
                terminal.show(self._line.take(sent))
                if self._line.ended and not self._line.text and terminal.waits(REPEATED):
                    terminal.read(STILL)
                    self._line = Line()
                    self._show(terminal, f"{HELD_DOWN}\n")
        return None if self._line.gone else self._line.text

    @property
    def unfinished(self) -> str:
        """What stands in the line that is being typed; empty where none is."""
        return "" if self._line.ended else self._line.text

    def shown(self) -> None:
        """Discard what was typed before something is shown that it could be taken to answer."""
        if self._unseen:
            self._discarded = self.discard() or self._discarded
            self._unseen = False

    def hush(self) -> None:
        """Let nothing count that is typed before the next prompt could be read."""
        self._hushed = True

    def discard(self) -> bool:
        """Discard what waits, and what comes before the keyboard is still; return whether anything did."""
        with suppress(OSError), _by_key() as terminal:
            return bool(terminal.waits(0) and terminal.read(STILL))
        return False

    def _show(self, terminal: _Terminal, note: str = "") -> None:
        """Show the prompt, and what is typed already."""
        if sys.stdout is not None:
            sys.stdout.write(note + self._prompt)
            sys.stdout.flush()
        terminal.show(self._line.text)


class _Terminal:
    """A terminal that hands over keys as they come."""

    def __init__(self, number: int, *, echoes: bool) -> None:
        self._number = number
        self._echoes = echoes
        encoding = getattr(sys.stdin, "encoding", None) or "utf-8"
        self._decode = codecs.getincrementaldecoder(encoding)("surrogateescape").decode

    def waits(self, seconds: float) -> bool:
        """Return whether something comes in this time."""
        return bool(select.select([self._number], [], [], seconds)[0])

    def read(self, still: float = 0.0) -> str:
        """Return what comes next, and with it all that came at once; "" at the end of input.

        With `still`, all that comes until nothing did for so many seconds.
        """
        text = sent = self._sent()
        while sent and (still or len(text) > 1) and self.waits(still or _pause_after(text)):
            sent = self._sent()
            text += sent
        return text

    def show(self, text: str) -> None:
        """Show what is typed, as the terminal would itself."""
        if text and self._echoes:
            with suppress(OSError):
                os.write(
                    self._number, text.encode(getattr(sys.stdout, "encoding", None) or "utf-8", "replace")
                )

    def _sent(self) -> str:
        """Return at least one character, or "" at the end of input."""
        data = os.read(self._number, 65536)
        while data and not (text := self._decode(data)):  # the rest of the character is on its way
            data = os.read(self._number, 65536)
        return text if data else ""


def _pause_after(text: str) -> float:
    lines = "\r" in text[:-1] or "\n" in text[:-1]
    return SLOW_PASTE if lines or text.rfind("\x1b[200~") > text.rfind("\x1b[201~") else AT_ONCE


@contextmanager
def _by_key(again: Callable[[_Terminal], None] = lambda _: None) -> Iterator[_Terminal]:
    """Have the terminal at standard input hand over its keys, unseen; put it back as it was.

    So too while the program is suspended with Ctrl-Z, after which `again` is called.
    """
    if sys.platform == "win32" or sys.stdin is None or not sys.stdin.isatty():
        raise NoKeyboard
    try:
        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)
    except (OSError, termios.error) as error:
        raise NoKeyboard(*error.args) from None
    keys, terminal = _handing_over(before), _Terminal(number, echoes=bool(before[3] & termios.ECHO))

    def suspend(*_: object) -> None:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, suspend)
        termios.tcsetattr(number, termios.TCSANOW, keys)
        again(terminal)

    handler = signal.signal(signal.SIGTSTP, suspend)
    try:
        termios.tcsetattr(number, termios.TCSANOW, keys)
        yield terminal
    finally:
        signal.signal(signal.SIGTSTP, handler)
        with suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(number, termios.TCSADRAIN, before)


def _handing_over(before: list[Any]) -> list[Any]:
    """Return the settings of a terminal that hands over each key as it was sent, signals apart."""
    keys = [*before[:6], list(before[6])]
    keys[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
    keys[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    keys[6][termios.VMIN], keys[6][termios.VTIME] = 1, 0
    return keys


KEYBOARD = Keyboard()
"""The one there is."""
