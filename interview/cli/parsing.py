"""How the command line is parsed: no guessing, no control characters, options anywhere."""

from __future__ import annotations

import argparse
import os

TYPE_CHECKING = False  # typing itself would cost a third of the time that --help may take
if TYPE_CHECKING:
    from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """A parser that does not guess at shortened options and repeats no control characters."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False, formatter_class=_formatter)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on standard error and exit with 2."""
        from interview.text import one_line

        super().error(one_line(message))


class CommandParser(Parser):
    """A command's parser: what has no name may stand before, between and after the options."""

    _within = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as usual, in the way that argparse calls intermixed, which itself comes back here."""
        if self._within or self._subparsers:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Return argparse's formatter, told the width of the terminal: it would import much to find out."""
    try:
        columns = os.get_terminal_size().columns
    except OSError:
        columns = 0
    return argparse.HelpFormatter(prog, width=(columns or 80) - 2)
