"""How the full screen meets a terminal: as large as the terminal is, whatever the environment says."""

from __future__ import annotations

import os
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class TerminalDriver(LinuxDriver):
    """Textual's own, but COLUMNS and LINES, which a shell may have left behind, are not believed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._size = size or self._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and lines; as the environment says only where the terminal does not know."""
        try:
            size = os.get_terminal_size(self._file.fileno() if self._file else -1)
        except OSError:
            return super()._get_terminal_size()
        return size if all(size) else super()._get_terminal_size()
