"""The command line: the only place that prints or exits."""

from __future__ import annotations

import os
import sys

from interview.cli.parser import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `SystemExit` after `--help`, `--version` or a misuse.

    0 is done, 1 findings, 2 a misuse or bad input, 70 a fault in the program, 130 interrupted and
    141 a reader that closed the pipe.
    """
    os.umask(0o077)
    arguments = parse(sys.argv[1:] if argv is None else argv)
    from interview.cli.guard import guarded

    return guarded(arguments)
