"""The command line: the only place that prints or exits."""

from __future__ import annotations

import os
import sys

from interview.cli.help import ASKED, kept_help, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `SystemExit` after a version, other help or a misuse.

    0 is done, 1 findings, 2 a misuse or bad input, 70 a fault in the program, 130 interrupted and
    141 a reader that closed the pipe.
    """
    os.umask(0o077)
    given = sys.argv[1:] if argv is None else list(argv)
    if given in ASKED and (text := kept_help()):
        tell(text, sys.stdout)
        return 0
    from interview.cli.parser import parse

    arguments = parse(given)
    from interview.cli.guard import guarded

    return guarded(arguments)
