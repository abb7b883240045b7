"""How the full screen meets a terminal: as large as the terminal is, whatever the environment says."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class Output:
    """Where the screen is written; nothing is said of a terminal that went away.

    An error would end the thread that writes, and the end of the app would wait for it for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write to the terminal, if it is still there."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what was written, if the terminal is still there."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the terminal's number."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's own, but COLUMNS and LINES, which a shell may have left behind, are not believed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if self._file is not None:
            self._file = cast("Any", Output(self._file))
        self._size = size or self._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and lines; as the environment says only where the terminal does not know."""
        try:
            size = os.get_terminal_size(self._file.fileno() if self._file else -1)
        except OSError:
            return super()._get_terminal_size()
        return size if all(size) else super()._get_terminal_size()
