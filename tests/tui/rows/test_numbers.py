"""Scores in the summary on the screen: what they can still be, and what they are worked out from."""

from __future__ import annotations

from pathlib import Path

from interview.export.makers import Material
from interview.tui.rows.detail import behind, detail_rows
from interview.tui.rows.summary import plan_rows
from tests.scores.test_every_format import KNOWN, session
from tests.summary.example import AT


def test_a_score_is_a_row_with_its_answers_behind_it(tmp_path: Path) -> None:
    summary = Material(session("curb65", KNOWN, tmp_path), AT).summary()
    (score,) = [row for row in plan_rows(summary, frozenset(), 78) if row.name == "number:curb65"]
    assert "".join(text for text, _tone in score.text) == "CURB-65  3 or 4 (high)"
    told = " ".join(text for row in detail_rows(summary, "number:curb65") for text, _tone in row.text)
    assert "still possible: 3 or 4 (high)" in told
    assert "One point each." in told
    assert [reason.question for reason in behind(summary, "number:curb65")] == [
        "confusion",
        "urea",
        "respiratory_rate",
        "systolic",
        "diastolic",
        "age",
    ]
