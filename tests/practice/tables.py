"""Tables of progress as trainees hand them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from interview.check.cases.responses import PASS
from interview.flow.loading.loader import load_flow
from interview.practice.cohort import Cohort
from interview.practice.cohort_report import totals
from interview.practice.report import COLUMNS

FLOW = load_flow(Path(__file__).parents[2] / "flows" / "ibm-management")
MONDAY, TUESDAY, WEDNESDAY = (f"2026-11-{day}T09:00:00+00:00" for day in (23, 24, 25))


def decided(**cells: str) -> tuple[str, ...]:
    """A row of a trainee's table, of a line of its own name."""
    usual = {
        "case": "c01",
        "begun": MONDAY,
        "mode": "test" if "test" in cells else "learn",
        "again": "no",
        "sure": "2",
        "passed": "no",
        "in_practice": "no",
        "line": cells.get("name", "fvc"),
        "name": "a first FVC",
        "said": "soon",
        "verdict": "found",
    }
    return tuple({**usual, **cells}.get(column, "") for column in COLUMNS)


def replaced(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    """A row with other cells."""
    return tuple(cells.get(column, cell) for column, cell in zip(COLUMNS, row, strict=True))


CALLED = {"+": ("soon", "found"), "-": ("left_out", "missed"), "!": ("left_out", "harmful")}
OTHERS = {"+": ("left_out", "rightly_left_out"), "-": ("soon", "excess"), "!": ("soon", "harmful")}


def attempt(called: str, others: str, **cells: str) -> list[tuple[str, ...]]:
    """The rows of an attempt: what became of its lines (right, wrong, harmful), and what they come to."""
    found = sum(Fraction(signs.count("+"), len(signs)) for signs in (called, others)) - 1
    passed = "yes" if found >= PASS and "!" not in called + others else "no"
    whole = {"score": f"{float(found):.4f}", "passed": passed}
    return [
        decided(
            **{**whole, "line": f"{right}{place}", "right": right, "said": said, "verdict": mark, **cells}
        )
        for right, signs, meant in (("soon", called, CALLED), ("left_out", others, OTHERS))
        for place, (said, mark) in enumerate(map(meant.__getitem__, signs))
    ]


def page(found: Cohort, exam: str = "", codes: Sequence[str] = ()) -> str:
    """The page of a cohort that practised with the shipped flow."""
    return totals(found, FLOW, exam, codes)


def write(folder: Path, name: str, *rows: tuple[str, ...]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    (folder / name).write_text(text.getvalue(), encoding="utf-8-sig", newline="")
