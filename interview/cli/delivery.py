"""Where a summary goes from the command line: standard output, a new file, the clipboard."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TextIO

from interview.cli.terminal import complain, say
from interview.errors import UsageError
from interview.export import clipboard
from interview.export.files import write_new
from interview.export.formats import format_named
from interview.text import clean_text

NOWHERE = "no tool takes the text here and there is no terminal to send it to; --output FILE writes a file"
NOWHERE_ELSE = "There is no terminal to send it to; --output FILE writes a file"
PRINTED = "Otherwise select it above, or write a file with --output."
WRITTEN = "Otherwise take it from {}."


def deliver(made: bytes, arguments: Namespace) -> None:
    """Print what was made, or write it to the new file that was named; copy it too, if that was asked for."""
    if format_named(arguments.format).binary and (arguments.copy or arguments.output is None):
        no_copy = " and leave --copy out" if arguments.copy else ""
        raise UsageError(f"--format {arguments.format} is no text; name a file with --output{no_copy}")
    if arguments.output is not None:
        write_new(Path(arguments.output), made)
    else:
        say(made.decode().rstrip("\r\n"))
    if arguments.copy:
        from interview.cli.delivery import copy

        copy(clean_text(made.decode()).rstrip("\n"), arguments.output)


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
