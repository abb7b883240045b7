"""What is declared and never used, and what an answer ends though it is for today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.lint.flows import codes, linted, more

ENDS = "ends: {when: aid is other, say: Over., keep: [leaflet]}\nsources:\n  smith2020:\n"


def test_what_nothing_uses_is_named_once(tmp_path: Path) -> None:
    facts = "facts:\n  frail: {when: age >= 80, label: Frail}\n"
    found = linted(tmp_path, "sections: {", "sections: {empty: Empty, ", "facts:\n", facts)
    assert [(one.code, one.message) for one in found] == [
        ("unused-part", "nothing uses the fact 'frail'"),
        ("unused-part", "no recommendation stands in the section 'empty'"),
    ]


@pytest.mark.parametrize(
    "use",
    ["frail", "not frail", "age < 40 or frail"],
)
def test_what_a_condition_uses_is_used(tmp_path: Path, use: str) -> None:
    facts = "facts:\n  frail: {when: age >= 80, label: Frail}\n"
    assert "unused-part" not in codes(tmp_path, "facts:\n", facts, *more(f"rest | {use} | Rest | Rest."))


def test_a_prompt_that_waits_for_a_fact_uses_it(tmp_path: Path) -> None:
    facts = "facts:\n  frail: {when: age >= 80, label: Frail}\n"
    old, new = more("rest | age < 40 | Rest | Rest.")
    waiting = new.replace("    when: age < 40\n", "    while_open: frail\n")
    assert "unused-part" not in codes(tmp_path, "facts:\n", facts, old, waiting)


def test_a_derived_number_and_a_table_that_nothing_uses(tmp_path: Path) -> None:
    number = "numbers: {gap: {difference: [age, years], label: Gap}}\nfacts:\n"
    asked = "  years: {ask: Years?, label: Years, type: number, unit: years, range: [0, 9]}\nfacts:\n"
    table = (
        "tables:\n  habit:\n    label: Habit\n    policy: first\n    outcomes: {fell: fell, other: other}\n"
        "    rows: [{when: fallen is yes, then: fell}]\n    otherwise: other\n"
    )
    changes = ("  - age\n", "  - age\n  - years\n", "facts:\n", asked.replace("facts:\n", number))
    found = codes(tmp_path, *changes, "tables:\n", table)
    assert sorted(found) == ["unused-part", "unused-table"]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("stairs: Steep stairs", "stairs: Loose  RUGS", "'stairs' is called just as 'rugs' is"),
        ("label: Walking aid", "label: Falls", "'aid' is called just as 'fallen' is"),
        ("low: low", "low: high", "'low' is called just as 'high' is"),
    ],
)
def test_two_that_are_called_the_same(tmp_path: Path, old: str, new: str, same: str) -> None:
    [found] = [one for one in linted(tmp_path, old, new) if one.code == "same-label"]
    assert found.message.startswith(same)


@pytest.mark.parametrize("title", ["Review at {{ age }}", "Review {% if age %}now{% endif %}"])
def test_braces_of_templates(tmp_path: Path, title: str) -> None:
    assert codes(tmp_path, "title: Review of falls\n", f"title: '{title}'\n") == ["placeholder"]


@pytest.mark.parametrize(
    ("urgency", "keep", "found"),
    [
        ("same_day", "[leaflet]", ["ended-urgent"]),
        ("same_day", "[leaflet, review]", []),
        ("soon", "[leaflet]", []),
    ],
)
def test_what_is_for_today_is_not_ended(tmp_path: Path, urgency: str, keep: str, found: list[str]) -> None:
    ends = ENDS.replace("[leaflet]", keep)
    changes = ("urgency: soon", f"urgency: {urgency}", "sources:\n  smith2020:\n", ends)
    assert codes(tmp_path, *changes) == found


def test_an_end_that_no_such_patient_meets_is_no_matter(tmp_path: Path) -> None:
    ends = ENDS.replace("aid is other", "risk is low")
    changes = ("urgency: soon", "urgency: same_day", "sources:\n  smith2020:\n", ends)
    assert codes(tmp_path, *changes) == []


def test_points_that_no_score_counts_are_named_once(tmp_path: Path) -> None:
    aid = "      frame: Frame\n      other: Another aid, or none\n"
    points = "      frame: {label: Frame, points: 1}\n      other: {label: Another aid, points: 0}\n"
    (found,) = linted(tmp_path, aid, points)
    assert (found.code, found.place.line) == ("points-not-counted", 22)
    assert "no score counts 'aid'" in found.message
    counted = "scores:\n  frailty: {label: Frailty, points: [{of: aid}]}\nfacts:\n"
    use = ("when: risk is low\n", "when: risk is low or frailty >= 1\n")
    assert "points-not-counted" not in codes(tmp_path, aid, points, "facts:\n", counted, *use)


def test_points_that_are_nought_are_named(tmp_path: Path) -> None:
    score = (
        "scores:\n  frailty: {label: Frailty, points: [{when: fallen is yes, give: 0}, {when: age > 70}]}\n"
    )
    use = ("when: risk is low\n", "when: risk is low or frailty >= 1\n")
    (found,) = linted(tmp_path, "facts:\n", f"{score}facts:\n", *use)
    assert (found.code, found.message) == (
        "points-not-counted",
        "'frailty' gives 0 where fallen is yes, which changes no sum",
    )
