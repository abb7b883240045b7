"""What a bare `--help` prints, without the parser that would write it.

The text is argparse's own for 80 columns, written by `make pages`: asking for help loads nothing else.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ASKED = (["--help"], ["-h"])
"""The command lines that ask for nothing else."""
COLUMNS = 80
FILE = f"{os.path.dirname(__file__)}/help.txt"  # noqa: PTH120 - pathlib would cost as much as Python itself


def kept_help() -> str:
    """Return the text; empty where a narrow terminal needs shorter lines."""
    try:
        columns = os.get_terminal_size().columns
    except OSError:
        columns = 0
    if 0 < columns < COLUMNS:
        return ""
    with open(FILE, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def tell(text: str, file: Any) -> None:
    """Print help or a version; `SystemExit` where it does not arrive."""
    try:
        file.write(text)
        file.flush()
    except (AttributeError, OSError):
        from interview.cli.guard import printed

        sys.exit(printed(text))
