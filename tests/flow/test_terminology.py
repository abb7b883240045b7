"""Codes beside a flow are read strictly: every mistake at once, with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from interview.check.checker import check_folder
from interview.errors import FlowError
from interview.flow.loading.loader import load_flow
from interview.flow.terminology import NO_CODES, codes_beside, notices, read_codes

FLOW = """\
flow: falls
title: Falls
version: "1"
evidence_to: 2026-02
intended_use: An example.
sections: {therapy: Therapy}
interview: [fallen]
questions: {fallen: {ask: Has the patient fallen since the last visit?, label: Falls, type: yes_no}}
recommendations:
  review:
    {section: therapy, stance: for, urgency: soon, title: Review, say: Consider one., when: fallen is yes}
"""
SITE = "{uri: 'https://site.example', name: Site, licence: Our own, notice: 'Mind the site.'}"
CODE = "{system: site, code: F1, display: Fall, source: The site}"
SOUND = f"""\
systems:
  site: {SITE}
document: [{CODE}]
questions: {{fallen: [{CODE}]}}
answers: {{fallen: {{yes: [{CODE}]}}}}
recommendations: {{review: [{CODE}]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "falls").mkdir()
    (tmp_path / "falls" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    return tmp_path / "falls"


def mistakes(folder: Path, text: str) -> list[str]:
    (folder / "codes.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        codes_beside(folder, load_flow(folder))
    return [f"{one.place.line}:{one.place.column} {one.code}: {one.message}" for one in caught.value.problems]


def test_a_flow_needs_no_codes(folder: Path) -> None:
    assert codes_beside(folder, load_flow(folder)) == NO_CODES


def test_codes_are_found_by_the_part_they_belong_to(folder: Path) -> None:
    (folder / "codes.yaml").write_text(SOUND, encoding="utf-8")
    found = codes_beside(folder, load_flow(folder))
    assert list(found.parts) == ["fallen", "fallen.yes"]
    assert list(found.lines) == ["review"]
    (code,) = found.document
    assert (code.system.uri, code.system.licence, code.code) == ("https://site.example", "Our own", "F1")
    assert notices([code, code]) == ("Mind the site.",)


def test_codes_are_not_part_of_what_a_flow_is(folder: Path) -> None:
    before = load_flow(folder)
    (folder / "codes.yaml").write_text(SOUND, encoding="utf-8")
    assert load_flow(folder).content_hash == before.content_hash


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("licence: Our own, ", "", "2:3 missing-key: 'site' needs 'licence'"),
        (", source: The site", "", "3:12 missing-key: this code needs 'source'"),
        (
            "{system: site,",
            "{system: sote,",
            "3:21 unknown-name: there is no system 'sote'; did you mean 'site'?",
        ),
        ("questions: {fallen", "questions: {falen", "4:13 unknown-name: there is no question 'falen'"),
        ("{yes:", "{maybe:", "5:20 unknown-name: there is no answer of 'fallen' 'maybe'"),
        ("answers: {fallen", "answers: {falling", "5:11 unknown-name: there is no question 'falling'"),
        ("{review:", "{revue:", "6:19 unknown-name: there is no recommendation 'revue'"),
        ("'https://site.example'", "site", "2:15 wrong-type: 'site' stands here; it must be text such as"),
        ("document: ", "documents: ", "3:1 unknown-key: "),
    ],
)
def test_a_mistake_is_told_with_its_place(folder: Path, old: str, new: str, expected: str) -> None:
    found = mistakes(folder, SOUND.replace(old, new, 1))
    assert any(one.startswith(expected) for one in found), found


def test_an_empty_file_is_told(folder: Path) -> None:
    assert mistakes(folder, "# nothing yet\n")[0].startswith("1:1 empty-file: ")


def test_a_file_that_is_no_yaml_is_told(folder: Path) -> None:
    assert "yaml-syntax" in mistakes(folder, "systems: {\n")[0]


def test_codes_elsewhere_are_read_like_those_beside_a_flow(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SOUND, encoding="utf-8")
    assert list(read_codes(tmp_path / "site.yaml", load_flow(folder)).lines) == ["review"]


def test_a_check_finds_mistakes_in_the_codes(folder: Path) -> None:
    (folder / "codes.yaml").write_text(SOUND.replace("{yes:", "{maybe:"), encoding="utf-8")
    found = [
        one for one in check_folder(folder, today=date(2026, 6, 1)).diagnostics if "codes" in one.place.file
    ]
    assert [(str(one.place), one.code) for one in found] == [("falls/codes.yaml:5:20", "unknown-name")]
    assert "maybe" in found[0].excerpt
