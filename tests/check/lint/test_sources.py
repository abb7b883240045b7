from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.lint.flows import codes, linted

LEAFLET = "    when: risk is low\n    evidence: [guideline]\n    sources: [smith2020]\n"
SOURCES = "sources:\n  smith2020:\n"
JONES = "sources:\n  jones2019: {kind: cohort, type: article, title: A cohort}\n  smith2020:\n"


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
    (finding,) = linted(tmp_path, SOURCES, disputed + JONES)
    assert (finding.code, finding.message) == ("unused-controversy", "'c1' bears on no recommendation")
    assert codes(tmp_path, SOURCES, disputed + JONES, *borne) == []
