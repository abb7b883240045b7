"""What is pasted arrives as one text, whatever is in it.

Textual's own parser gives up on a paste at the first escape sequence it does not know, and hands on what
follows as typed keys: from a copied terminal window they would answer questions. Here everything between the
marks that a terminal puts around a paste is that paste.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator, Iterable
from typing import Any

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Paste
from textual.message import Message

from interview.text import clean_text

ESCAPE = "\x1b"


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


def install() -> None:
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
