from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from interview.check.diagnostics.code import SOUND_HASH
from interview.flow.loading.loader import load_flow
from interview.flow.review import line_hash
from tests.check.lint.flows import codes, linted

LEAFLET = "    when: risk is low\n    evidence: [guideline]\n    sources: [smith2020]\n"
SOURCES = "sources:\n  smith2020:\n"
JONES = "sources:\n  jones2019: {kind: cohort, type: article, title: A cohort}\n  smith2020:\n"

EVIDENCE = "evidence_to: 2026-02\n"


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("", ["no-source"]),
        ("    evidence: [guideline]\n", ["no-source"]),
        ("    evidence: [guideline, design_choice]\n", ["no-source"]),
        ("    evidence: [design_choice]\n", []),
    ],
)
def test_only_an_own_choice_needs_no_source(tmp_path: Path, evidence: str, found: list[str]) -> None:
    assert codes(tmp_path, LEAFLET, f"    when: risk is low\n{evidence}") == found


@pytest.mark.parametrize(
    "citing",
    [
        ("    type: yes_no\n", "    type: yes_no\n    sources: [jones2019]\n"),
        ("    label: Unsteady on the feet\n", "    label: Unsteady on the feet\n    sources: [jones2019]\n"),
        ("    policy: first\n", "    policy: first\n    sources: [jones2019]\n"),
        (LEAFLET, LEAFLET.replace("[smith2020]", "[jones2019]")),
    ],
)
def test_a_source_may_be_cited_anywhere(tmp_path: Path, citing: tuple[str, str]) -> None:
    assert codes(tmp_path, SOURCES, JONES) == ["uncited-source"]
    assert codes(tmp_path, SOURCES, JONES, *citing) == []


def test_a_controversy_must_bear_on_a_line_and_may_cite(tmp_path: Path) -> None:
    disputed = "controversies:\n  c1: {say: They disagree., sources: [jones2019]}\n"
    borne = (LEAFLET, f"{LEAFLET}    controversies: [c1]\n")
    (diagnostic,) = linted(tmp_path, SOURCES, disputed + JONES)
    assert (diagnostic.code, diagnostic.message) == ("unused-controversy", "'c1' bears on no recommendation")
    assert codes(tmp_path, SOURCES, disputed + JONES, *borne) == []


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 1, 31), ["future-date"]),
        (date(2026, 2, 1), []),
        (date(2027, 2, 28), []),
        (date(2027, 3, 1), ["ageing-evidence"]),
        (date(2028, 2, 29), ["ageing-evidence"]),
        (date(2028, 3, 1), ["stale-evidence"]),
        (date(2050, 1, 1), ["stale-evidence"]),
    ],
)
def test_evidence_ages_from_the_end_of_its_month(tmp_path: Path, today: date, found: list[str]) -> None:
    assert codes(tmp_path, today=today) == found


@pytest.mark.parametrize("month", ["9999-12", "0000-01"])
def test_impossible_months_are_told_and_never_crash(tmp_path: Path, month: str) -> None:
    assert codes(tmp_path, EVIDENCE, f"evidence_to: {month}\n") == ["future-date"]


def test_december_is_followed_by_january(tmp_path: Path) -> None:
    change = (EVIDENCE, "evidence_to: 2025-12\n")
    assert codes(tmp_path, *change, today=date(2026, 12, 31)) == []
    assert codes(tmp_path, *change, today=date(2027, 1, 1)) == ["ageing-evidence"]


def reviewed(day: str, content_hash: str) -> tuple[str, str]:
    return (
        EVIDENCE,
        f'{EVIDENCE}reviewed: {{by: A. Clinician, date: "{day}", content_hash: "{content_hash}"}}\n',
    )


@pytest.mark.parametrize(
    ("day", "content_hash", "found"),
    [
        ("2026-03-01", SOUND_HASH, []),
        ("2026-03-01", SOUND_HASH[:8], []),
        ("2026-03-01", SOUND_HASH[:7], ["changed-since-review"]),
        ("2026-03-01", "f" * 64, ["changed-since-review"]),
        ("2025-06-02", SOUND_HASH, []),
        ("2025-06-01", SOUND_HASH, ["ageing-review"]),
        ("2024-06-02", SOUND_HASH, ["ageing-review"]),
        ("2024-06-01", SOUND_HASH, ["expired-review"]),
        ("2024-06-01", "f" * 64, ["expired-review", "changed-since-review"]),
        ("2026-06-02", SOUND_HASH, ["future-date"]),
        ("", SOUND_HASH, ["unclear-review"]),
        ("2026-03-01", "", ["unclear-review"]),
        ("", "", ["unclear-review"]),
        ("2026-02-30", SOUND_HASH, ["unclear-review"]),
    ],
)
def test_a_review_covers_what_was_read_for_a_time(
    tmp_path: Path, day: str, content_hash: str, found: list[str]
) -> None:
    assert codes(tmp_path, *reviewed(day, content_hash)) == found


def test_a_review_by_nobody_is_none(tmp_path: Path) -> None:
    assert codes(tmp_path, EVIDENCE, f'{EVIDENCE}reviewed: {{by: ""}}\n') == []


def test_the_message_names_the_hash_to_write(tmp_path: Path) -> None:
    (diagnostic,) = linted(tmp_path, *reviewed("2026-03-01", "f" * 64))
    assert SOUND_HASH[:8] in diagnostic.message


def test_a_line_has_a_review_of_its_own(tmp_path: Path) -> None:
    linted(tmp_path)
    now = line_hash(load_flow(tmp_path / "falls"), "leaflet")
    found = {}
    for content_hash in (now, now[:8], "f" * 8):
        review = f'    reviewed: {{by: A. Clinician, date: 2026-03-01, content_hash: "{content_hash}"}}\n'
        found[content_hash] = linted(
            tmp_path, "    title: Leaflet on falls\n", f"    title: Leaflet on falls\n{review}"
        )
    assert found[now] == found[now[:8]] == []
    (diagnostic,) = found["f" * 8]
    assert diagnostic.code == "changed-since-review"
    assert now[:8] in diagnostic.message
