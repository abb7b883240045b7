"""The Word document: real headings, lists and tables, the same bytes each time, and inert."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from interview.cli import main
from interview.errors import UsageError
from interview.export.documents.docx_writer import clean
from interview.flow.answers import Text
from interview.summary.short_note import short_note
from tests.export.readers import docx_words
from tests.export.summaries import EXAMPLES, HOSTILE, SHIPPED, Patient, kept, made
from tests.summary.example import AT, typical

EACH = {**EXAMPLES, **{f"shipped {name}": material for name, material in SHIPPED.items()}}
each = pytest.mark.parametrize("material", EACH.values(), ids=EACH.keys())
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(material: Patient, *, full: bool = False) -> Any:
    return Document(io.BytesIO(kept("docx", material, full=full)))


def paragraphs(material: Patient, style: str, *, full: bool = False) -> list[str]:
    return [one.text for one in document(material, full=full).paragraphs if one.style.name == style]


@each
def test_the_same_patient_gives_the_same_bytes(material: Patient) -> None:
    packed = kept("docx", material)
    assert packed == made("docx", replace(material))
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert parts.testzip() is None
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.namelist()[0] == "[Content_Types].xml"


@each
def test_headings_and_lists_are_real(material: Patient) -> None:
    summary = material.summary()
    assert paragraphs(material, "Title") == [summary.flow.title]
    headings = paragraphs(material, "Heading 1")
    appendix = headings.index("Appendix: what the note rests on")
    assert "Assessment" in headings[:appendix]
    assert headings[appendix + 1] == "Assessment"
    assert headings[-1] == "About this summary"
    assert len(paragraphs(material, "List Number")) == len(summary.plan)


@each
def test_the_note_stands_on_the_first_page_and_the_appendix_begins_a_new_one(material: Patient) -> None:
    note = short_note(material.summary())
    shown = docx_words(kept("docx", material)).split("\n")
    first = shown[: shown.index("Appendix: what the note rests on")]
    assert [row for row in note.rows if not any(row.title in text for text in first)] == []
    assert any("".join(note.prose[:1]) in text for text in first)
    assert "Signed: " in "".join(first)


def test_no_number_is_parted_from_its_unit() -> None:
    assert clean("FVC 62 % sitting") == "FVC 62\u00a0% sitting"


@each
def test_no_heading_is_empty(material: Patient) -> None:
    body = list(document(material).iter_inner_content())
    for one, following in zip(body, [*body[1:], None], strict=True):
        if one.style.name == "Heading 1":
            assert following is not None
            assert following.style.name != "Heading 1"


def test_tables_stand_only_where_something_changed_and_have_a_head() -> None:
    assert document(EXAMPLES["typical"]).tables == []
    tables = document(EXAMPLES["return"]).tables
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Mark", "What", "Then", "Now"],
        ["Measure", "Readings", "Unit"],
        ["Answer", "Then", "Now"],
        ["Line", "Then", "Now"],
    ]
    assert all(table.rows[0]._tr.trPr.find(f"{WORD}tblHeader") is not None for table in tables)


def test_properties_say_nothing_of_who_made_it() -> None:
    about = document(EXAMPLES["typical"]).core_properties
    assert about.title == "Management of an example: summary of 2026-11-22"
    assert (about.author, about.last_modified_by, about.comments, about.language) == (
        "interview",
        "interview",
        "",
        "en-GB",
    )
    assert about.created == about.modified
    assert about.created.isoformat().startswith("2026-11-22T10:30:00")


def test_the_language_is_set_for_every_style() -> None:
    styles = document(EXAMPLES["typical"]).styles.element
    assert {one.get(f"{WORD}val") for one in styles.iter(f"{WORD}lang")} == {"en-GB"}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_full_document_shows_what_is_behind_a_line(name: str) -> None:
    shown = docx_words(kept("docx", SHIPPED[name], full=True))
    for line in SHIPPED[name].summary().lines:
        changes = [change.text for change in line.would_change]
        for part in (line.say, line.more, *line.facts, *line.controversies, *changes):
            assert part in shown


@each
def test_a_document_says_what_it_is(material: Patient) -> None:
    shown, flow = docx_words(kept("docx", material)), material.summary().flow
    for said in (
        "not orders",
        flow.content_hash,
        flow.logic_hash,
        flow.reviewed,
        flow.intended_use,
        flow.version,
    ):
        assert said in shown


def test_what_was_typed_shows_as_it_was_typed() -> None:
    assert paragraphs(EXAMPLES["hostile"], "Typed") == [HOSTILE]
    with zipfile.ZipFile(io.BytesIO(kept("docx", EXAMPLES["hostile"]))) as parts:
        written = etree.fromstring(parts.read("word/document.xml"))
        names = parts.namelist()
    assert not any("vba" in name.lower() or "embed" in name.lower() for name in names)
    assert {field.get(f"{WORD}instr") for field in written.iter(f"{WORD}fldSimple")} == set()
    assert not list(written.iter(f"{WORD}instrText"))


def test_a_character_that_xml_cannot_hold_does_no_harm() -> None:
    material = Patient(typical(comment=Text("a\ufffeb\x00c\ud800d")), AT)
    assert paragraphs(material, "Typed") == ["abcd"]


def test_links_lead_away_by_https_only() -> None:
    part = document(SHIPPED["typical"]).part
    links = [one.target_ref for one in part.rels.values() if one.is_external]
    assert links
    assert all(address.startswith("https://") for address in links)


def test_without_python_docx_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    for name in ("interview.export.documents.docx_page", "interview.export.documents.docx_writer"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(
        UsageError, match=r'^--format docx needs python-docx; .*: ".*" -m pip install "python-docx>=[\d.]+"$'
    ):
        made("docx", EXAMPLES["typical"])
    answers = tmp_path / "answers.yaml"
    answers.write_text("diagnosis_status: established\n")
    target = str(tmp_path / "x.docx")
    assert (
        main(["render", "ibm-management", "--answers", str(answers), "--format", "docx", "--output", target])
        == 2
    )
    assert "Traceback" not in capsys.readouterr().err
