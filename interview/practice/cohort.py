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

HEAD = ("trainee", *COLUMNS)
MOST_FILES = 1_000
MOST_BYTES = 20_000_000


def cohort(folder: Path) -> tuple[bytes, tuple[str, ...]]:
    """Return every decision of every trainee as rows of one CSV file, and why some files are left out.

    Left out is what is no trainee's table: a table of a cohort, one of another kind, one that is damaged.
    `UsageError` where there is no such folder, or no trainee's table in it.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown_path(folder)}")
    rows: list[list[str]] = []
    left_out: list[str] = []
    files = sorted(folder.glob("*.csv"))
    for file in files[:MOST_FILES]:
        try:
            rows += list(_rows(file))
        except UsageError as error:
            left_out.append(str(error))
    if len(files) > MOST_FILES:
        left_out.append(
            f"all after {shown_path(files[MOST_FILES - 1])}: at most {MOST_FILES} tables are read"
        )
    if len(left_out) == len(files):
        told = "".join(f"\n{why}" for why in left_out)
        raise UsageError(f"there is no trainee's table (.csv) in {shown_path(folder)}{told}")
    return sheet(HEAD, rows), tuple(left_out)


def _rows(file: Path) -> Iterator[list[str]]:
    """Yield the rows of a trainee's table; `UsageError` where it is none, or one that cannot be read."""
    try:
        text = decoded(file.read_bytes()[: MOST_BYTES + 1])
    except OSError as error:
        raise UsageError(f"{shown_path(file)} cannot be read: {error.strerror}") from None
    except NotText as error:
        raise UsageError(f"{shown_path(file)} is no text: {error}") from None
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        head = tuple(next(rows, ()))
        if head == HEAD:
            raise UsageError(f"{shown_path(file)} is the table of a cohort, not of a trainee")
        if head != COLUMNS:
            raise UsageError(
                f"{shown_path(file)} is not a trainee's table, as this version writes it with 'interview "
                "practice --progress csv'"
            )
        for row in rows:
            if len(row) != len(COLUMNS):
                raise UsageError(f"{shown_path(file)}, line {rows.line_num}: a row has {len(COLUMNS)} cells")
            yield [one_line(file.stem), *map(as_typed, row)]
    except csv.Error as error:
        raise UsageError(f"{shown_path(file)}, line {rows.line_num}: {error}") from None
