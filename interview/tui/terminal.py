"""What keeps a terminal safe: no control sequence out, no answer leaked, pastes taken whole."""

from __future__ import annotations

import codecs
import functools
import importlib
import os
import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from time import monotonic
from typing import Any

from rich.segment import Segment
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.color import Color
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.message import Message

from interview.errors import UsageError
from interview.text import clean_text
from interview.tui.served import is_served

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

AT_ONCE = 0.05
"""Seconds; what a terminal sends sooner than this after a burst belongs to it."""
FINGERS = 0.03
"""Seconds that fingers need for a key, at the least."""
PASTE_GAP = 0.3
"""Seconds of silence within a paste after which its end is not coming any more."""

_ESCAPE = "\x1b"
_CSI = r"\x1b\[[0-?]*[ -/]*"
_PIECES = re.compile(
    r"(?P<string>\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\))"
    rf"|(?P<key>\x1b\[(?:M...|\[.)|{_CSI}[@-~]|\x1bO.|\x1b[^\[O\]PX^_\x1b]|\x1b|[\b\x7f\ufffd])"
    r"|(?P<text>[^\x1b\b\x7f\ufffd]+)",
    re.DOTALL,
)
"""A string for a terminal, a key or a report of it, or plain characters: keys, unless they are many."""
_BEGUN = re.compile(rf"(?:\x1b\[(?:M.{{0,2}}|\[)|{_CSI}|\x1bO|\x1b)\Z", re.DOTALL)
_KEYS_AT_END = re.compile(rf"(?:[\x00-\x08\x0e-\x1f]|{_CSI}[~A-Zu])+\Z")


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


def driver_class() -> type[Driver]:
    """Return how Textual is to meet the terminal, whatever it finds in TEXTUAL_DRIVER.

    Bytes that are not UTF-8, as from an old terminal, do not end the program; pastes never become keys.
    """
    if sys.platform == "win32":
        from textual.drivers.windows_driver import WindowsDriver

        return WindowsDriver
    served = is_served(os.environ, at_terminal=bool(sys.__stdin__ and sys.__stdin__.isatty()))
    module: Any = importlib.import_module(f"textual.drivers.{'web' if served else 'linux'}_driver")
    module.XTermParser = PasteParser
    module.getincrementaldecoder = lambda name: functools.partial(
        codecs.getincrementaldecoder(name), errors="replace"
    )
    if served:
        web: type[Driver] = module.WebDriver
        return web
    from interview.tui.driver import TerminalDriver

    return TerminalDriver


def terminal_is_gone() -> bool:
    """Return whether the terminal this program was started on no longer exists."""
    if not hasattr(os, "tcgetpgrp"):
        return False
    try:
        os.tcgetpgrp(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (OSError, ValueError):
        return True
    return False


class Burst(Event, bubble=False):
    """Several characters that came at once, unmarked: a paste, or keys that were held up on their way.

    With `waited` they may have come one by one, and waited until somebody looked.
    """

    def __init__(self, text: str, *, waited: bool = False) -> None:
        super().__init__()
        self.text, self.waited = text, waited


class PasteParser(XTermParser):
    """Reads what a terminal sends; what is pasted never becomes keys, marked or not."""

    def __init__(self, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(debug)
        self._clock = clock
        self._came = float("-inf")
        """When something was sent last."""
        self._looked = float("-inf")
        """When it was known last that nothing waited to be read."""
        self._since = 0.0
        """Seconds from then until what came last was read."""
        self._waited = False
        """Whether a burst may be keys that were pressed one by one in that time."""
        self._pasted: str | None = None
        """What has come of a paste so far; None outside of one."""
        self._held = ""
        """The beginning of an escape sequence that the rest of has yet to come."""
        self._crowded = self._lines = False
        """Whether what comes next may belong to a burst, and whether that has more than one line."""
        self._enter = ""
        """The line end at the end of a burst of one line: Enter, unless more comes."""

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the events in what was sent; an empty text is the end of input."""
        if not data:
            yield from super().feed(data)
            return
        yield from self._settled()
        self._came = self._clock()
        self._since, self._looked = self._came - self._looked, self._came
        data, self._held, self._enter = self._enter + self._held + data, "", ""
        while data:
            if self._pasted is None:
                data = yield from self._typed(data)
            else:
                data = yield from self._paste(self._pasted + data)

    def tick(self) -> Iterable[Message]:
        """Yield what is certain now that nothing came for a while; called several times a second."""
        self._looked = self._clock()
        yield from self._settled()
        yield from super().tick()

    def _settled(self) -> Iterator[Message]:
        """Yield what nothing more can belong to: Enter, Escape, a paste whose end got lost."""
        quiet = self._clock() - self._came
        if quiet >= AT_ONCE:
            enter, self._enter, self._crowded, self._lines = self._enter, "", False, False
            yield from super().feed(enter) if enter else ()
        if self._held and quiet >= ESCAPE_DELAY:
            held, self._held = self._held, ""
            yield from super().feed(held) if held != _ESCAPE else [Key("escape", _ESCAPE)]
        if self._pasted is not None and quiet >= PASTE_GAP:
            text, self._pasted = self._pasted, None
            keys = _keys_at_end(text)
            yield Paste(clean_text(text.removesuffix(keys)))
            yield from super().feed(keys) if keys else ()

    def _typed(self, data: str) -> Generator[Message, None, str]:
        """Yield what stands before the next mark of a paste; return what is left."""
        start, end = data.find(BRACKETED_PASTE_START), data.find(BRACKETED_PASTE_END)
        if end >= 0 and not 0 <= start < end:  # of a paste that was taken to be over
            if data[:end]:
                yield Paste(clean_text(data[:end]))
            return data[end + len(BRACKETED_PASTE_END) :]
        keys, mark, rest = data.partition(BRACKETED_PASTE_START)
        if mark:
            self._pasted = ""
        elif begun := _BEGUN.search(keys):
            self._held = begun[0]
        yield from self._keys(keys.removesuffix(self._held))
        return rest

    def _keys(self, data: str) -> Iterator[Message]:
        """Yield keys, and as bursts the characters that came too close together to be keys."""
        for piece in _PIECES.finditer(data):
            if text := piece["text"]:
                crowded = self._crowded or len(set(text)) > 1
                last = piece.end() == len(data)
                yield from self._burst(text, last=last) if crowded else super().feed(text)
            elif piece["key"] == _ESCAPE:
                yield Key("escape", _ESCAPE)
            elif key := piece["key"]:
                yield from super().feed(key)
                yield from self._forget(key) if self._timeout_time is not None else ()

    def _burst(self, text: str, *, last: bool) -> Iterator[Message]:
        """Yield what came at once; the end of a single line waits, for it is Enter when no more comes."""
        if not self._crowded:
            self._waited = self._since >= FINGERS * len(text)
        self._crowded = True
        line = text.rstrip("\r\n")
        self._lines = self._lines or not last or "\r" in line or "\n" in line
        if not self._lines:
            self._enter, text = text[len(line) :][:1], line
        if text:
            yield Burst(clean_text(text), waited=self._waited)

    def _forget(self, sequence: str) -> Iterator[Message]:
        """Drop what Textual does not know, and would press as keys; Escape before one character is Alt."""
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None
        if len(sequence) == 2:
            yield from self._sequence_to_key_events(sequence[1], alt=True)

    def _paste(self, data: str) -> Generator[Message, None, str]:
        """Yield the paste once it is whole; return what comes after it."""
        text, mark, rest = data.partition(BRACKETED_PASTE_END)
        self._pasted = None if mark else text
        if mark:
            yield Paste(clean_text(text))
        return rest


def _keys_at_end(text: str) -> str:
    """Return the keys at the end of a paste whose own end got lost: no text ends in them."""
    keys = _KEYS_AT_END.search(text)
    return keys[0] if keys else ""
