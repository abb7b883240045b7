from __future__ import annotations

import pytest

from interview.engine import Status
from interview.flow.answers import Number
from interview.summary.note import rows_of
from interview.summary.since_last_visit import NO_VISIT, LineShift, Measure, Reading, Shift, Since
from interview.tui.rows.detail import behind, detail_rows
from interview.tui.rows.row import Row
from interview.tui.rows.since import FIRST, chart, since_detail, since_rows
from interview.tui.rows.summary import plan_rows, unknown_rows
from interview.tui.widgets.row_rendering import height_of
from tests.export.lungs import material
from tests.summary.patients import summary_of


def texts(since: Since) -> list[str]:
    return [
        "".join(text for text, _tone in (*row.lead, *row.text)) for row in since_rows(since, "2026-01-01", 78)
    ]


def test_a_first_visit_has_nothing_to_compare() -> None:
    assert [text.strip() for text in texts(NO_VISIT)] == [FIRST]


def test_each_measure_has_a_chart_of_all_visits_and_each_change_a_row() -> None:
    readings = tuple(
        Reading(f"{year}-01-01T00:00:00Z", str(34 - year % 2024 * 3)) for year in (2024, 2025, 2026)
    )
    since = Since(
        at="2025-01-01T00:00:00Z",
        changed=(Shift("sticks", "Food sticks", "no", "yes"),),
        lines=(
            LineShift("a", "Speech therapy", "ruled_out", Status.HOLDS),
            LineShift("b", "Screen again", "holds", Status.RULED_OUT),
            LineShift("c", "Baseline", "holds", Status.OPEN),
        ),
        measures=(Measure("now", "IBMFRS", "points", readings),),
    )
    assert [row.text[0][0] for row in since_detail(since, "open")] == [
        "Applied last time, not settled now",
        "Baseline",
    ]
    assert [row.text[0][0] for row in since_detail(since, "now")][1:] == [
        "2024-01-01  ",
        "2025-01-01  ",
        "2026-01-01  ",
    ]
    assert since_detail(since, "sticks") == []
    assert [text.rstrip() for text in texts(since)[:-2]] == [
        f"{'':30}2025-01-01     2026-01-01",
        "   new    Food sticks         no             yes",
        "",
        "   Plan",
        "   new    Speech therapy",
        "   out    Screen again",
        "   ?      1 line that applied is not settled now",
        "",
        "   Measures",
        "   IBMFRS  █▅▁  34 > 31 > 28 points",
    ]
    assert "That is not the same as worse." in texts(since)[-1]


def test_a_visit_at_which_nothing_changed_says_so() -> None:
    assert (
        texts(Since(at="2025-01-01T00:00:00Z"))[-1].strip() == "Nothing is otherwise than last time so far."
    )


@pytest.mark.parametrize(("values", "bars"), [([3.0, 3.0], "▁▁"), ([1.0, 8.0], "▁█"), ([8.0, 1.0], "█▁")])
def test_a_chart_has_a_bar_for_each_value(values: list[float], bars: str) -> None:
    assert chart(values) == bars


def words(rows: list[Row]) -> list[str]:
    return ["".join(text for text, _tone in (*one.lead, *one.text)).strip() for one in rows]


def test_what_is_not_settled_says_what_is_still_possible() -> None:
    told = words(plan_rows(material().summary(), frozenset(), 78))
    assert "· Example score  cannot be judged yet (missing: Urea)" in told, "no outcome reads as if it held"
    assert "· Fall of the score  -16 to 24 points" in told
    settled = words(plan_rows(material(now=Number(21), urea=Number(9)).summary(), frozenset(), 78))
    assert "· Example score  4" in settled
    assert "· Fall of the score  3 points" in settled


def test_behind_a_number_are_the_answers_it_is_worked_out_from() -> None:
    summary = material().summary()
    assert words(detail_rows(summary, "number:fall")) == [
        "Fall of the score",
        "still possible: -16 to 24 points",
        "",
        "Worked out from",
        "Score before: 24 points",
        "Score now: not asked",
    ]
    assert [reason.question for reason in behind(summary, "number:fall")] == ["before", "now"]


def test_behind_a_line_are_its_rule_and_the_place_where_it_stands() -> None:
    told = words(detail_rows(material().summary(), "line:stay"))
    rule = told.index("Rule")
    assert (
        told[rule + 1] == "applies if “Seen” is “In hospital” and “Fast breathing” and “New confusion” is no"
    )
    assert told[rule + 2].startswith("lungs/flow.yaml:")


def test_what_is_not_known_names_what_the_lines_it_counts_wait_for_where_there_is_room() -> None:
    summary = summary_of("typical", 0)
    waiting = [group for group in summary.open if any(line.urgency != "routine" for line in group.lines)]
    names = {reason.name for group in waiting for reason in group.missing}
    for columns in (38, 78):
        told = next(one for one in plan_rows(summary, frozenset(), columns) if one.name == "tab:unknown")
        count, _, named = told.text[0][0].partition(" may be due soon, waiting for ")
        assert int(count) == len(
            {line.id for group in waiting for line in group.lines if line.urgency != "routine"}
        )
        assert named.split(", ")[0] in names
        assert "…" not in named


def test_nothing_empty_stands_above_what_was_never_asked() -> None:
    assert unknown_rows(summary_of("typical", 0))[0].lead


def test_a_question_that_several_groups_wait_for_is_one_row_to_choose() -> None:
    summary = material().summary()
    named = [row.name for row in unknown_rows(summary) if row.name.startswith("ask:")]
    missing = {f"ask:{reason.question}" for group in summary.open for reason in group.missing}
    assert set(named) == missing
    assert len(named) == len(missing)


def test_behind_a_missing_answer_stand_the_lines_that_wait_for_it() -> None:
    summary = material().summary()
    for group in summary.open:
        for reason in group.missing:
            rows = detail_rows(summary, f"ask:{reason.question}")
            said = {"".join(text for text, _tone in row.text) for row in rows}
            assert said >= {line.short or line.title for line in group.lines}


def test_a_line_that_asks_for_what_is_missing_says_so_as_the_note_does() -> None:
    summary = summary_of("suspected-without-biopsy", 0)
    noted = next(one for one in rows_of(summary)[0] if "screen_swallowing" in one.lines)
    assert noted.because.startswith("not known: ")
    for columns in (40, 78, 120):
        rows = plan_rows(summary, frozenset(), columns, cursor="line:screen_swallowing")
        told = [one for one in rows if one.name == "line:screen_swallowing"]
        assert noted.because in "".join(text for one in told for text, _tone in (*one.text, *one.right))


@pytest.mark.parametrize(("columns", "fit"), [(78, True), (60, False)])
def test_then_and_now_stand_in_their_columns_however_long_the_labels_are(columns: int, fit: bool) -> None:
    label = "Suspected aspiration pneumonia"
    changed = (Shift("pneumonia", label, "no", "yes"), Shift("sticks", "Food sticks", "no", "yes"))
    dates, *rows = since_rows(Since(at="2025-01-01T00:00:00Z", changed=changed), "2026-01-01", columns)
    told = ["".join(text for text, _tone in (*one.lead, *one.text)) for one in (dates, *rows[:2])]
    place = told[0].index("2026-01-01")
    assert [text.index("yes") == place for text in told[1:]] == [fit, True]


@pytest.mark.parametrize("columns", [38, 78, 118])
def test_an_open_table_names_none_of_its_outcomes_and_what_it_waits_for(columns: int) -> None:
    summary = summary_of("typical", 0)
    still_open = [table for table in summary.tables if not table.outcome]
    assert still_open
    shown = {row.name: row for row in plan_rows(summary, frozenset(), columns)}
    for table in still_open:
        told = shown[f"table:{table.id}"].words
        assert f"cannot be judged yet (missing: {table.missing[0].label}" in told
        assert not any(outcome in told for outcome in table.possible)
        assert height_of([shown[f"table:{table.id}"]], columns) <= (2 if columns > 60 else 4)
