"""A folder of trainees' tables of progress as one table, a trainee named by the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from interview.errors import UsageError
from interview.export.csv.table import as_typed, sheet
from interview.practice.report import COLUMNS
from interview.text import NotText, decoded, one_line, shown_path

MOST_FILES = 1_000
MOST_BYTES = 20_000_000


def cohort(folder: Path) -> bytes:
    """Return every decision of every trainee as rows of one CSV file.

    `UsageError` where there is no such folder, no table in it, or a table of another kind.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown_path(folder)}")
    files = sorted(folder.glob("*.csv"))[:MOST_FILES]
    if not files:
        raise UsageError(f"there is no table (.csv) in {shown_path(folder)}")
    return sheet(("trainee", *COLUMNS), (row for file in files for row in _rows(file)))


def _rows(file: Path) -> Iterator[list[str]]:
    try:
        text = decoded(file.read_bytes()[: MOST_BYTES + 1])
    except NotText as error:
        raise UsageError(f"{shown_path(file)} is no text: {error}") from None
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        if tuple(next(rows, ())) != COLUMNS:
            raise UsageError(
                f"{shown_path(file)} is not a table of progress ('interview practice --progress csv')"
            )
        for row in rows:
            if len(row) != len(COLUMNS):
                raise UsageError(f"{shown_path(file)}, line {rows.line_num}: a row has {len(COLUMNS)} cells")
            yield [one_line(file.stem), *map(as_typed, row)]
    except csv.Error as error:
        raise UsageError(f"{shown_path(file)}, line {rows.line_num}: {error}") from None
