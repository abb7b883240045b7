"""What keeps a terminal safe: no control sequence out, no answer leaked, no spinning without a terminal."""

from __future__ import annotations

import codecs
import functools
import importlib
import os
import re
import sys
from collections.abc import Mapping
from typing import Any

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from interview.errors import UsageError

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
