"""A table as CSV (RFC 4180) that spreadsheet programs open as meant: no cell of text is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
"""A cell; None is an empty one."""

_CELL_BEGINS = "(^|[;,\t\r\n])"
"""Where a spreadsheet program of some country begins a cell, whatever the quotes say."""
_CALCULATES = "(?=[ ']*[-=+@\t\r\uff0d\uff1d\uff0b\uff20])"
"""What makes it calculate, in the full width of East Asian keyboards too."""
_FORMULA = re.compile(f"{_CELL_BEGINS}{_CALCULATES}")
_INERT = re.compile(f"{_CELL_BEGINS}'{_CALCULATES}")


def sheet(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the file: UTF-8 with a byte order mark, which Excel needs, and lines that end in CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Return text with an apostrophe wherever a spreadsheet program would begin to calculate."""
    return _FORMULA.sub(r"\1'", text)


def as_typed(cell: str) -> str:
    """Return the text of a cell without the apostrophes of `inert`."""
    return _INERT.sub(r"\1", cell)
