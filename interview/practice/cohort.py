"""A folder of trainees' tables of progress as one, a trainee named by the file: every decision as a row to
count, or on a page how many went wrong, by line and by trainee, with both totals."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interview.errors import UsageError
from interview.export.csv.table import as_typed, sheet
from interview.practice.marking import Verdict
from interview.practice.progress import RIGHT
from interview.practice.report import COLUMNS
from interview.summary.phrases import start
from interview.summary.templates.escaping import escape_markdown
from interview.text import NotText, decoded, one_line, shown_path

HEAD = ("trainee", *COLUMNS)
MOST_FILES = 1_000
MOST_BYTES = 20_000_000
Row = tuple[str, ...]
Decision = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Every decision of every trainee, and why some files are left out."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def cohort(folder: Path) -> Cohort:
    """Return every decision of every trainee, and why some files are left out.

    Left out is what is no trainee's table: a table of a cohort, one of another kind, one that is damaged.
    `UsageError` where there is no such folder, or no trainee's table in it.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown_path(folder)}")
    rows: list[Row] = []
    left_out: list[str] = []
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv" and not file.is_fifo())
    for file in files[:MOST_FILES]:
        try:
            found = list(_rows(file))
        except UsageError as error:
            left_out.append(str(error))
        else:
            rows += found
            left_out += [] if found else [f"{shown_path(file)} has no case that is over"]
    if len(files) > MOST_FILES:
        left_out.append(
            f"all after {shown_path(files[MOST_FILES - 1])}: at most {MOST_FILES} tables are read"
        )
    if len(left_out) == len(files):
        told = "".join(f"\n{why}" for why in left_out)
        raise UsageError(f"there is no trainee's table (.csv) in {shown_path(folder)}{told}")
    return Cohort(tuple(rows), tuple(left_out))


def table(found: Cohort) -> bytes:
    """Return every decision as a row of a CSV file."""
    return sheet(HEAD, found.rows)


def of_exam(found: Cohort, title: str, codes: Collection[str]) -> Cohort:
    """Return only what was decided in an exam, on its cases; who has not taken it is named as left out.

    `UsageError` where nobody has.
    """
    at = {name: HEAD.index(name) for name in ("test", "case")}
    rows = tuple(row for row in found.rows if row[at["test"]] == title and row[at["case"]] in codes)
    if not rows:
        raise UsageError(f"no table has the exam '{one_line(title)}', over, with the cases it has here")
    took = {row[0] for row in rows}
    others = dict.fromkeys(row[0] for row in found.rows if row[0] not in took)
    return Cohort(rows, (*found.left_out, *(f"{name}, whose table has no such exam" for name in others)))


def totals(found: Cohort, exam: str = "") -> str:
    """Return as Markdown what went wrong, by line and by trainee, with the totals of both.

    A case that was had before does not count.
    """
    decisions = [one for row in found.rows if (one := dict(zip(HEAD, row, strict=True)))["again"] != "yes"]
    trainees = list(dict.fromkeys(row[0] for row in found.rows))
    lines = dict.fromkeys(one["name"] for one in decisions)
    wrong = Counter(one["name"] for one in decisions if _is_wrong(one))
    cases = {(one["trainee"], one["case"]): one for one in decisions}.values()
    codes = dict.fromkeys(one["case"] for one in cases) if exam else {}

    def row(title: str, among: Iterable[Decision], counts: Callable[[Decision], bool]) -> str:
        told = list(among)
        parts = [[one for one in told if one["trainee"] == name] for name in trainees]
        cells = (f"{sum(map(counts, part))} of {len(part)}" if part else "" for part in (*parts, told))
        return f"| {escape_markdown(title)} | {' | '.join(cells)} |"

    return "\n".join(
        [
            f"# PRACTICE: {escape_markdown(f'the exam {exam}' if exam else 'a cohort')}",
            "",
            "Made-up patients. A case that was had before is not counted.",
            "",
            f"| | {' | '.join(map(escape_markdown, trainees))} | all |",
            "|---|" + "---:|" * (len(trainees) + 1),
            row("Cases passed", cases, _is_passed),
            row("Decisions that do harm", decisions, lambda one: one["verdict"] == Verdict.HARMFUL),
            row("Decisions that are not right", decisions, _is_wrong),
            *(
                row(f"Passed: {code}", (one for one in cases if one["case"] == code), _is_passed)
                for code in codes
            ),
            "",
            "## Not right, by line",
            "",
            f"| | {' | '.join(map(escape_markdown, trainees))} | all |",
            "|---|" + "---:|" * (len(trainees) + 1),
            *(
                row(start(line), (one for one in decisions if one["name"] == line), _is_wrong)
                for line in sorted(lines, key=lambda line: -wrong[line])
            ),
            "",
        ]
    )


def _is_passed(decision: Decision) -> bool:
    return decision["passed"] == "yes"


def _is_wrong(decision: Decision) -> bool:
    return decision["verdict"] not in RIGHT


def _rows(file: Path) -> Iterator[Row]:
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
            yield (one_line(file.stem), *map(as_typed, row))
    except csv.Error as error:
        raise UsageError(f"{shown_path(file)}, line {rows.line_num}: {error}") from None
