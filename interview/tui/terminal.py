"""What keeps a terminal safe: no control sequence out, no answer leaked, pastes taken whole."""

from __future__ import annotations

import codecs
import functools
import importlib
import os
import re
import sys
from collections.abc import Generator, Iterable, Mapping
from typing import Any

from rich.segment import Segment
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.color import Color
from textual.events import Paste
from textual.filter import LineFilter
from textual.message import Message

from interview.errors import UsageError
from interview.text import clean_text

REFUSED = (
    "TEXTUAL",
    "TEXTUAL_DEBUG",
    "TEXTUAL_LOG",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_PRESS",
    "TEXTUAL_SHOW_RETURN",
)
"""Variables that make Textual write answers to a log or a picture, or print more than it should."""

_CONTROL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

ESCAPE = "\x1b"


class NoControl(LineFilter):
    """Drops control and direction characters from everything that is drawn, whoever drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without them."""
        if not _CONTROL.search("".join([text for text, _, control in segments if not control])):
            return segments
        return [
            segment if segment.control else Segment(_CONTROL.sub("", segment.text), segment.style)
            for segment in segments
        ]


def refuse_debugging(environment: Mapping[str, str]) -> None:
    """Raise `UsageError` when a variable is set that would make Textual leave answers about."""
    for name in REFUSED:
        if environment.get(name):
            raise UsageError(f"{name} is set. It can write answers to a file; unset it to run the interview.")


def tolerate_bad_bytes() -> None:
    """Let Textual read bytes that are not UTF-8, as from an old terminal, instead of ending the program."""
    if sys.platform == "win32":
        return
    driver: Any = importlib.import_module("textual.drivers.linux_driver")
    driver.getincrementaldecoder = lambda name: functools.partial(
        codecs.getincrementaldecoder(name), errors="replace"
    )


def terminal_is_gone() -> bool:
    """Return whether the terminal this program was started on no longer exists."""
    if not hasattr(os, "tcgetpgrp"):
        return False
    try:
        os.tcgetpgrp(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (OSError, ValueError):
        return True
    return False


class PasteParser(XTermParser):
    """Reads what a terminal sends; what is pasted never becomes keys."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: str | None = None
        """What has come of a paste so far; None outside of one."""
        self._held = ""
        """The beginning of a mark that the rest of has yet to come."""

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the events in what was sent; an empty text is the end of input."""
        if not data:
            yield from super().feed(data)
            return
        data, self._held = self._held + data, ""
        while data:
            if self._pasted is None:
                data = yield from self._typed(data)
            else:
                data = yield from self._paste(self._pasted + data)

    def _typed(self, data: str) -> Generator[Message, None, str]:
        """Yield the keys before the next paste; return what is left, from within the paste."""
        keys, mark, rest = data.partition(BRACKETED_PASTE_START)
        if mark:
            self._pasted = ""
        else:
            keys, self._held = _without_beginning(keys)
        if keys:
            yield from super().feed(keys)
        return rest

    def _paste(self, data: str) -> Generator[Message, None, str]:
        """Yield the paste once it is whole; return what comes after it."""
        text, mark, rest = data.partition(BRACKETED_PASTE_END)
        self._pasted = None if mark else text
        if mark:
            yield Paste(clean_text(text))
        return rest


def accept_pastes() -> None:
    """Let Textual read the terminal in this way."""
    if sys.platform != "win32":
        driver: Any = importlib.import_module("textual.drivers.linux_driver")
        driver.XTermParser = PasteParser


def _without_beginning(keys: str) -> tuple[str, str]:
    """Cut off the beginning of a mark at the end. A lone escape is the key, and is not kept waiting."""
    for length in range(len(BRACKETED_PASTE_START) - 1, len(ESCAPE), -1):
        if keys.endswith(BRACKETED_PASTE_START[:length]):
            return keys[:-length], keys[-length:]
    return keys, ""
