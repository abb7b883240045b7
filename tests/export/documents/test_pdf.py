"""The PDF: short on a few pages, readable by machines and screen readers, and inert."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from interview.cli import main
from interview.errors import UsageError
from interview.flow.answers import Text
from interview.summary.short_note import short_note
from tests.export.summaries import EXAMPLES, HOSTILE, SHIPPED, Patient, kept, made
from tests.summary.example import AT, typical

FOOT = re.compile(r"\S+ \S+ \(\w{8}\), 2026-11-22 \d+ / \d+")
EACH = {**EXAMPLES, **{f"shipped {name}": material for name, material in SHIPPED.items()}}
each = pytest.mark.parametrize("material", EACH.values(), ids=EACH.keys())


def reader(material: Patient, *, full: bool = False) -> PdfReader:
    return PdfReader(io.BytesIO(kept("pdf", material, full=full)))


def text(material: Patient, *, full: bool = False) -> str:
    """What can be selected and copied, on one line."""
    pages = [page.extract_text() for page in reader(material, full=full).pages]
    return " ".join(FOOT.sub("", " ".join(" ".join(pages).split())).split())


@each
def test_the_same_patient_gives_the_same_bytes(material: Patient) -> None:
    assert kept("pdf", material) == made("pdf", replace(material))


@pytest.mark.parametrize("name", ["typical", "urgent", "sjogren"])
def test_a_patient_takes_as_many_pages_as_the_documentation_says(name: str) -> None:
    assert 3 <= len(reader(SHIPPED[name]).pages) <= 5
    assert 6 <= len(reader(SHIPPED[name], full=True).pages) <= 9


@pytest.mark.parametrize("name", SHIPPED)
def test_the_first_page_is_the_note_and_the_second_begins_the_appendix(name: str) -> None:
    note = short_note(SHIPPED[name].summary())
    first, second, *_ = (" ".join(page.extract_text().split()) for page in reader(SHIPPED[name]).pages)
    assert [row for row in note.rows if f"{row.number}. {row.text}".strip() not in first] == []
    assert "Signed: " in first
    assert second.startswith("Appendix: what the note rests on")


def test_title_language_and_structure_are_there_for_screen_readers() -> None:
    document = reader(SHIPPED["typical"])
    root: Any = document.root_object
    headings: Any = document.outline
    assert document.metadata is not None
    assert document.metadata.title == "Management of inclusion body myositis (IBM): summary of 2026-11-22"
    assert document.metadata.get("/CreationDate") is None
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert headings[0]["/Title"] == "Management of inclusion body myositis (IBM)"
    assert [one["/Title"] for one in headings[1]][:2] == ["Assessment", "Plan"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_full_document_shows_what_is_behind_a_line(name: str) -> None:
    shown = text(SHIPPED[name], full=True).replace(" ", "")
    for line in SHIPPED[name].summary().lines:
        changes = [change.text for change in line.would_change]
        for part in (line.say, line.more, *line.facts, *line.controversies, *changes):
            assert part.replace(" ", "") in shown


@each
def test_a_document_says_what_it_is(material: Patient) -> None:
    shown, flow = text(material), material.summary().flow
    for said in ("not orders", flow.content_hash, flow.logic_hash, flow.reviewed, flow.version):
        assert said.replace(" ", "") in shown.replace(" ", "").replace("\u200b", "")  # where a line breaks


def test_what_was_typed_shows_as_it_was_typed() -> None:
    shown = text(EXAMPLES["hostile"]).replace(" ", "")
    for row in HOSTILE.split("\n")[:2]:
        assert row.replace(" ", "") in shown
    assert "{{7*7}}{%raw%}=CMD()%PDF]]><w:p/>&amp;" in shown


def test_nothing_in_a_document_acts_by_itself() -> None:
    document = reader(EXAMPLES["hostile"])
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(document.root_object)
    assert b"/JavaScript" not in kept("pdf", EXAMPLES["hostile"])
    document = reader(SHIPPED["typical"])
    links: Any = [note.get_object() for page in document.pages for note in page.get("/Annots", [])]
    addresses = [link["/A"]["/URI"] for link in links]
    assert addresses
    assert all(address.startswith("https://") for address in addresses)


def test_without_typst_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(
        UsageError, match=r'^--format pdf needs typst; .*: ".*" -m pip install "typst>=[\d.]+"$'
    ):
        made("pdf", EXAMPLES["typical"])
    answers = tmp_path / "answers.yaml"
    answers.write_text("diagnosis_status: established\n")
    target = str(tmp_path / "x.pdf")
    assert (
        main(["render", "ibm-management", "--answers", str(answers), "--format", "pdf", "--output", target])
        == 2
    )
    assert "Traceback" not in capsys.readouterr().err


def test_a_letter_that_no_font_here_has_does_not_stop_a_document() -> None:
    material = Patient(typical(comment=Text("\U000107ff and on")), AT)
    assert "and on" in text(material)


@pytest.mark.parametrize("letters", ["\U000107ff", "\U000107fe and \U000107ff", "\U0001ff00"])
def test_such_a_letter_is_shown_by_its_number_and_that_is_said(letters: str) -> None:
    shown = text(Patient(typical(comment=Text(f"seen {letters} here")), AT))
    for letter in letters.split(" and "):
        assert f"[U+{ord(letter):04X}]" in shown
    assert "here" in shown
    assert "shown by their number, such as [U+" in shown


def test_so_many_that_looking_ends_are_shown_by_their_number_too() -> None:
    letters = "".join(map(chr, range(0x10780, 0x107C0))) + "".join(map(chr, range(0x1DF80, 0x1DFC0)))
    shown = text(Patient(typical(comment=Text(letters)), AT)).replace(" ", "").replace("\u200b", "")
    for letter in letters:
        assert letter in shown or f"[U+{ord(letter):04X}]" in shown


def test_letters_that_a_font_has_are_shown_as_they_are() -> None:
    shown = text(Patient(typical(comment=Text("Sjögren, Ωμέγα, Привет \u2192 \U000107ff")), AT))
    assert "Sjögren, Ωμέγα, Привет \u2192 [U+107FF]" in shown
    assert "shown by their number" not in text(EXAMPLES["typical"])


@pytest.mark.parametrize("token", ["x" * 116, "W" * 400, "e\u0301" * 200, "https://a.test/" + "k" * 180])
def test_a_word_longer_than_a_line_stays_on_the_page(token: str) -> None:
    document = reader(Patient(typical(comment=Text(f"before {token} after")), AT))
    shown = [
        "".join(line.split("\u200b")) for page in document.pages for line in page.extract_text().split("\n")
    ]
    assert max(len(word) for line in shown for word in line.split()) < 115
    assert unicodedata.normalize("NFC", token) in "".join("".join(shown).split())
