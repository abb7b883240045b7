"""What the answers of a practice case say, whatever room there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from interview.check.cases.case_file import by_name, read_cases
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.yaml.nodes import Report
from interview.practice.attempt import Attempt
from interview.practice.case import Case, open_case
from interview.practice.case_code import written_code
from interview.practice.feedback import Feedback, feedback
from interview.practice.patients import Patients
from interview.practice.twins import Twins
from interview.tui.rows.practice import answer_rows
from interview.tui.rows.row import CUT

IBM = Path(__file__).parents[3] / "flows" / "ibm-management"


@pytest.fixture(scope="module")
def answered() -> list[tuple[Case, Feedback]]:
    """Some written cases, of whose lines all were left out."""
    flow = load_flow(IBM)
    twins, written = Twins(Patients(compile_flow(flow))), by_name(read_cases(IBM, flow, Report()))
    codes = [written_code(flow, name) for name in [*written][:12]]
    cases = [open_case(twins, code, date(2026, 11, 30), written) for code in codes]
    return [(one, feedback(one, Attempt("1", flow.id, str(one.code), "learn", ""))) for one in cases]


@pytest.mark.parametrize("columns", [29, 39, 58])
def test_why_stands_with_a_line_on_a_small_screen_as_far_as_a_row_goes(
    answered: list[tuple[Case, Feedback]], columns: int
) -> None:
    whole = cut = 0
    for case, found in answered:
        rows = answer_rows(case, found, columns)
        for one in found.rows:
            _name, *mine = (row for row in rows if row.name == one.line)
            told = ["".join(text for text, _ in row.text) for row in mine]
            because = [text for text in told if one.because in text]
            clipped = [text for text in told if text.endswith(CUT) and one.because.startswith(text[:-1])]
            assert because or clipped, (one, told)
            whole, cut = whole + bool(because), cut + bool(clipped)
            assert all(cell_len(text) <= columns - 4 for text in (*because, *clipped))
    assert whole
    assert cut
