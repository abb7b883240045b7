"""Lines in and out: nothing but text, whatever the width, cleaned on its way."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from interview.errors import Place, UsageError
from interview.text import NotText, as_sent, clean_text

Read = Callable[[str], str | None] | TextIO
"""Shows a prompt and returns a line, None at the end of input; or the stream lines come from."""
Write = Callable[[str], object]
"""Prints one line."""

NARROWEST = 10


def terminal_width() -> int:
    """Return the terminal's width in columns. Without one, what the environment says, or 80."""
    with suppress(OSError, ValueError):
        if columns := os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns:
            return columns
    return shutil.get_terminal_size((80, 24)).columns


class Stopped(BaseException):
    """The system wants the program to end; `code` is the exit code that says so."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Console:
    """A conversation in lines. `unfinished` tells what stands in a line that is still being typed."""

    def __init__(
        self,
        read: Read,
        write: Write,
        width: Callable[[], int] = terminal_width,
        unfinished: Callable[[], str] = str,
    ) -> None:
        self._read = read
        self._write = write
        self._width = width
        self._unfinished = unfinished
        self._lines = 0

    @property
    def width(self) -> int:
        """Columns a line may have now; the terminal may be resized at any time."""
        return max(NARROWEST, self._width())

    def say(self, text: str = "", *, lead: str = "") -> None:
        """Print a paragraph, wrapped; `lead` stands before it and the lines below are indented alike."""
        indent = " " * min(len(lead), self.width // 2)
        for line in clean_text(text).split("\n"):
            wrapped = textwrap.wrap(
                line, self.width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
            )
            self.show("\n".join(wrapped))
            lead = indent

    def show(self, text: str) -> None:
        """Print lines as they are."""
        for line in clean_text(text).split("\n"):
            self._write(line)

    def ask(self, prompt: str) -> str | None:
        """Show a prompt and return what is typed; None at the end of input.

        `UsageError` says which line of a stream is no text: what came after it could answer another question.
        """
        prompt = self._last_line(prompt)
        if callable(self._read):
            return self._typed(self._read, prompt)
        self.show(prompt.rstrip())
        line = self._read.readline()
        self._lines += 1
        try:
            return as_sent(line).rstrip("\r\n") if line else None
        except NotText as error:
            raise UsageError(f"{Place('standard input', self._lines, error.column)}: {error}") from None

    @contextmanager
    def keeping(self, keep: Callable[[str], object]) -> Iterator[None]:
        """Hand what is typed and not entered to `keep` where the program is ended meanwhile."""
        try:
            yield
        except (KeyboardInterrupt, Stopped):
            if typed := clean_text(self._unfinished()).strip():
                keep(typed)
            raise

    def _last_line(self, prompt: str) -> str:
        """Show what of a prompt has no room in one line with what is typed, and return the rest of it."""
        if len(prompt) <= self.width:
            return prompt
        *before, last = textwrap.wrap(prompt, self.width - 1, break_on_hyphens=False)
        for line in before:
            self.show(line)
        return last + prompt[len(prompt.rstrip()) :]

    def _typed(self, read: Callable[[str], str | None], prompt: str) -> str | None:
        """Ask until what is typed is text."""
        while True:
            try:
                typed = read(clean_text(prompt))
                return typed and as_sent(typed)
            except EOFError:
                return None
            except NotText as error:
                self.say(f"That was not understood at character {error.column}: {error}. Type it again.")
