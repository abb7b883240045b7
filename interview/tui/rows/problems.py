"""What is wrong with a flow's files: each mistake with its place, and the line it stands on with a caret."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from interview.errors import Problem
from interview.tui.rows.row import BLANK, Row, row

INDENT = "    "


def problem_rows(problems: Sequence[Problem], columns: int) -> list[Row]:
    """Return every mistake; quoted lines are cut to the columns there are, so that the caret stays below."""
    return [row for problem in problems for row in (*_problem(problem, columns), BLANK)][:-1]


def count(problems: Sequence[Problem]) -> str:
    """Return how many there are."""
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"


def _problem(problem: Problem, columns: int) -> list[Row]:
    first, *more = problem.message.split("\n")
    place = f"{problem.place}  " if problem.place.file else ""
    rows = [row((place, "accent"), first), *map(row, more)]
    if problem.excerpt:
        quoted, at = _cut(problem.excerpt, problem.place.column, columns - len(INDENT))
        rows.append(row((quoted, "muted"), lead=INDENT))
        rows.append(row(("^", "warning"), lead=INDENT + " " * at))
    return rows


def _cut(line: str, column: int, columns: int) -> tuple[str, int]:
    """Return the part of a line around a column, counted from 1, and how many cells stand before that."""
    at = column - 1
    line = line.replace("\t", " ")
    start = min(len(line) - len(line.lstrip()), at)
    if cell_len(line[start:]) > columns and cell_len(line[start:at]) > columns * 2 // 3:
        start = at - columns // 3
        line = f"{line[:start]}…{line[start + 1 :]}"
    return set_cell_size(line[start:], columns).rstrip(), cell_len(line[start:at])
