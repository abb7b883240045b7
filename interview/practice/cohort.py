"""A folder of trainees' tables of progress as one, a trainee named by the file: every decision as a row to
count, or on a page how many went wrong, by line and by trainee, with both totals."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from interview.errors import UsageError
from interview.export.csv.table import as_typed, sheet
from interview.practice.case_code import numbered
from interview.practice.key import Response
from interview.practice.marking import Verdict
from interview.practice.progress import RIGHT
from interview.practice.report import COLUMNS
from interview.summary.phrases import start
from interview.summary.templates.escaping import escape_markdown
from interview.text import NotText, decoded, one_line, shortened, shown_path

HEAD = ("trainee", *COLUMNS)
LATER = "right"
"""The column that tables of earlier versions do not have."""
_BEFORE = tuple(name for name in COLUMNS if name != LATER)
MOST_FILES = 1_000
MOST_BYTES = 20_000_000
LONGEST_SAID = 40
_YES_NO = re.compile("yes|no")
_TAKEN = {
    "again": _YES_NO,
    "score": re.compile(r"(-?[01](\.[0-9]{1,4})?)?"),
    "passed": _YES_NO,
    LATER: re.compile("|".join(("", *Response))),
    "verdict": re.compile("|".join(Verdict)),
}
"""What the cells that are counted can hold."""
Row = tuple[str, ...]
Decision = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Every decision of every trainee once, and why some files are left out."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def cohort(folder: Path) -> Cohort:
    """Return every decision of every trainee, and why some files are left out.

    Left out is what is no trainee's table (a table of a cohort, one of another kind, one that is damaged) and
    what was handed in twice.
    `UsageError` where there is no such folder, or no trainee's table in it.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown_path(folder)}")
    tables: dict[Path, tuple[Row, ...]] = {}
    left_out: list[str] = []
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv" and not file.is_fifo())
    for file in files[:MOST_FILES]:
        try:
            tables[file] = tuple(dict.fromkeys(_rows(file)))
        except UsageError as error:
            left_out.append(str(error))
    if len(files) > MOST_FILES:
        left_out.append(
            f"all after {shown_path(files[MOST_FILES - 1])}: at most {MOST_FILES} tables are read"
        )
    for file in list(tables):
        if why := _why_not(file, tables):
            left_out.append(f"{shown_path(file)} {why}")
            del tables[file]
    if not tables:
        told = "".join(f"\n{why}" for why in left_out)
        raise UsageError(f"there is no trainee's table (.csv) in {shown_path(folder)}{told}")
    named = ((one_line(file.stem), *row) for file, rows in tables.items() for row in rows)
    return Cohort(tuple(named), tuple(left_out))


def _why_not(file: Path, tables: Mapping[Path, Collection[Row]]) -> str:
    """Return why a table adds nothing to the others: it is empty, or was handed in twice; empty where it
    does. Of two that are the same the first adds nothing."""
    rows = _before(tables[file])
    if not rows:
        return "has no case that is over"
    others = [other for other in tables if other != file and rows <= _before(tables[other])]
    more = next((other for other in others if not _says_more(tables[file], tables[other])), None)
    return f"holds nothing that {shown_path(more.name)} does not hold" if more else ""


def _before(rows: Iterable[Row]) -> frozenset[Row]:
    """Return rows as tables of earlier versions have them."""
    at = COLUMNS.index(LATER)
    return frozenset(row[:at] + row[at + 1 :] for row in rows)


def _says_more(rows: Collection[Row], others: Collection[Row]) -> bool:
    """Return whether of two tables with the same rows the first was written by a later version."""
    at = COLUMNS.index(LATER)
    return len(rows) == len(others) and any(row[at] for row in rows) > any(row[at] for row in others)


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


def totals(found: Cohort, exam: str = "", codes: Sequence[str] = ()) -> str:
    """Return as Markdown what went wrong, by line and by trainee, with the totals of both, and who or what is
    left out; of an exam also how each of its cases went, whose `codes` are in their order.

    A case that was had before does not count.
    """
    decisions = [one for row in found.rows if (one := dict(zip(HEAD, row, strict=True)))["again"] != "yes"]
    trainees = list(dict.fromkeys(row[0] for row in found.rows))
    lines = dict.fromkeys(one["name"] for one in decisions)
    wrong = Counter(one["name"] for one in decisions if _is_wrong(one))
    cases = {(one["trainee"], one["case"]): one for one in decisions}.values()

    def row(title: str, among: Iterable[Decision], told: Callable[[Sequence[Decision]], str]) -> str:
        every = list(among)
        parts = [[one for one in every if one["trainee"] == name] for name in trainees]
        cells = (told(part) if part else "" for part in (*parts, every))
        return f"| {escape_markdown(title)} | {' | '.join(cells)} |"

    return "\n".join(
        [
            f"# PRACTICE: {escape_markdown(f'the exam {exam}' if exam else 'a cohort')}",
            "",
            "Made-up patients. A case that was had before is not counted.",
            "",
            f"| | {' | '.join(map(escape_markdown, trainees))} | all |",
            "|---|" + "---:|" * (len(trainees) + 1),
            row("Cases passed", cases, _counted(_is_passed)),
            row("Score, mean of the cases", cases, _score),
            row("Decisions that do harm", decisions, _counted(_is_harmful)),
            row("Decisions that are not right", decisions, _counted(_is_wrong)),
            *(
                row(f"{numbered(place, code)}: {what}", [one for one in cases if one["case"] == code], told)
                for place, code in enumerate(codes, start=1)
                for what, told in (("passed", _counted(_is_passed)), ("score", _score))
            ),
            "",
            "## Not right, by line",
            "",
            f"| | {' | '.join(map(escape_markdown, trainees))} | all |",
            "|---|" + "---:|" * (len(trainees) + 1),
            *(
                row(start(line), [one for one in decisions if one["name"] == line], _counted(_is_wrong))
                for line in sorted(lines, key=lambda line: -wrong[line])
            ),
            *(("", "## Left out", "") if found.left_out else ()),
            *(f"- {escape_markdown(why)}" for why in found.left_out),
            "",
        ]
    )


def _counted(counts: Callable[[Decision], bool]) -> Callable[[Sequence[Decision]], str]:
    return lambda among: f"{sum(map(counts, among))} of {len(among)}"


def _score(cases: Sequence[Decision]) -> str:
    """Return the mean score; empty where no case had anything to weigh."""
    scores = [Decimal(one["score"]) for one in cases if one["score"]]
    return f"{sum(scores) / len(scores):.2f}" if scores else ""


def _is_harmful(decision: Decision) -> bool:
    return decision["verdict"] == Verdict.HARMFUL


def _is_passed(decision: Decision) -> bool:
    return decision["passed"] == "yes"


def _is_wrong(decision: Decision) -> bool:
    return decision["verdict"] not in RIGHT


def _rows(file: Path) -> Iterator[Row]:
    """Yield the rows of a trainee's table; `UsageError` where it is none, or has what none has."""
    try:
        text = decoded(file.read_bytes()[: MOST_BYTES + 1])
    except OSError as error:
        raise UsageError(f"{shown_path(file)} cannot be read: {error.strerror}") from None
    except NotText as error:
        raise UsageError(f"{shown_path(file)} is no text: {error}") from None
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        head = tuple(next(rows, ()))
        if head in (HEAD, ("trainee", *_BEFORE)):
            raise UsageError(f"{shown_path(file)} is the table of a cohort, not of a trainee")
        if head not in (COLUMNS, _BEFORE):
            raise UsageError(
                f"{shown_path(file)} is not a trainee's table, as this version writes it with 'interview "
                "practice --progress csv'"
            )
        for row in rows:
            if len(row) != len(head):
                raise UsageError(f"{shown_path(file)}, line {rows.line_num}: a row has {len(head)} cells")
            cells = dict(zip(head, map(as_typed, row), strict=True))
            told = tuple(cells.get(name, "") for name in COLUMNS)
            for name, cell in zip(COLUMNS, told, strict=True):
                if name in _TAKEN and not _TAKEN[name].fullmatch(cell):
                    said = shortened(one_line(cell), LONGEST_SAID)
                    raise UsageError(f"{shown_path(file)}, line {rows.line_num}: '{said}' is no {name}")
            yield told
    except csv.Error as error:
        raise UsageError(f"{shown_path(file)}, line {rows.line_num}: {error}") from None
