"""`--copy`: a text goes to the clipboard, and what became of it is said."""

from __future__ import annotations

import sys
from typing import TextIO

from interview.cli.terminal import complain
from interview.errors import UsageError
from interview.export import clipboard

NOWHERE = "no tool takes the text here and there is no terminal to send it to; --output FILE writes a file"
NOWHERE_ELSE = "There is no terminal to send it to; --output FILE writes a file"
PRINTED = "Otherwise select it above, or write a file with --output."
WRITTEN = "Otherwise take it from {}."


def copy(text: str, file: str | None) -> None:
    """Copy a text that was printed, or written to a file, and tell on standard error what became of it.

    `UsageError` when there is nothing to copy it with.
    """
    failed: list[str] = []
    told = clipboard.copy(text, failed=failed)
    if not told:
        _send(text, clipboard.told_failed(failed))
        told = f"{clipboard.sent(text)} {PRINTED if file is None else WRITTEN.format(file)}"
    complain(f"interview: {f'{clipboard.told_failed(failed)} {told}'.lstrip()}")


def _send(text: str, failed: str) -> None:
    terminal = next(filter(_is_terminal, (sys.stderr, sys.stdout)), None)
    if terminal is None:
        raise UsageError(f"--copy: {f'{failed} {NOWHERE_ELSE}' if failed else NOWHERE}")
    terminal.write(clipboard.sequence(text))
    terminal.flush()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
