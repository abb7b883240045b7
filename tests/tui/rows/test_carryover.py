from __future__ import annotations

from rich.cells import cell_len

from interview.engine.carryover import Comparison, TableShift
from interview.tui.rows.carryover import COLUMN, changed_rows


def test_titles_stand_below_each_other_whatever_the_letters_of_the_outcomes() -> None:
    shifts = (
        TableShift("care", "Care", ("none",), ("some",)),
        TableShift("aid", "Aid", ("杖",), ("歩行器",)),
    )
    comparison = Comparison(("1", "2"), (), (), shifts, True, True, (), False)
    below = changed_rows(comparison, "Falls", (), (), 80)
    told = [row for row in below if row.text and row.text[0][0] in ("Care", "Aid")]
    assert [cell_len("".join(text for text, _ in row.lead)) for row in told] == [1 + 2 * COLUMN] * 2
