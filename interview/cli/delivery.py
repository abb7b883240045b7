"""Where a summary goes from the command line: standard output, a new file, the clipboard."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TextIO

from interview.cli.terminal import complain, put, say, tell
from interview.errors import UsageError
from interview.export import clipboard
from interview.export.files import STANDARD_OUTPUT, destination, write_new
from interview.export.makers import format_named
from interview.text import clean_text, shown_path

NOWHERE = "no tool takes the text here and there is no terminal to send it to; --output FILE writes a file"
NOWHERE_ELSE = "There is no terminal to send it to; --output FILE writes a file"
PRINTED = "Otherwise select it above, or write a file with --output."
WRITTEN = "Otherwise take it from {}."


def deliver(made: bytes, arguments: Namespace, stem: str) -> None:
    """Print what was made, or write it to the new file that was named; copy it too, if that was asked for.

    `stem` names the file where only a folder was named.
    """
    wanted = format_named(arguments.format)
    binary = wanted.binary and (arguments.output != STANDARD_OUTPUT or _is_terminal(sys.stdout))
    file = destination(arguments.output, stem, wanted.suffix)
    if binary and (arguments.copy or file is None):
        no_copy = " and leave --copy out" if arguments.copy else ""
        raise UsageError(f"--format {arguments.format} is no text; name a file with --output{no_copy}")
    if file is not None:
        write_new(file, made)
        if file != Path(arguments.output):
            tell(f"Written to {shown_path(file)}.")
    elif wanted.binary:
        put(made)
    else:
        say(made.decode().rstrip("\r\n"))
    if arguments.copy:
        from interview.cli.delivery import copy

        copy(clean_text(made.decode()).rstrip("\n"), file)


def copy(text: str, file: Path | None) -> None:
    """Copy a text that was printed, or written to a file, and tell on standard error what became of it.

    `UsageError` when there is nothing to copy it with.
    """
    failed: list[str] = []
    told = clipboard.copy(text, failed=failed)
    if not told:
        _send(text, clipboard.told_failed(failed))
        told = f"{clipboard.sent(text)} {PRINTED if file is None else WRITTEN.format(shown_path(file))}"
    complain(f"interview: {f'{clipboard.told_failed(failed)} {told}'.lstrip()}")


def _send(text: str, failed: str) -> None:
    terminal = next(filter(_is_terminal, (sys.stderr, sys.stdout)), None)
    if terminal is None:
        raise UsageError(f"--copy: {f'{failed} {NOWHERE_ELSE}' if failed else NOWHERE}")
    terminal.write(clipboard.sequence(text))
    terminal.flush()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
