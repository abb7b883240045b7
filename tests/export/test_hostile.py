"""What a person types, a flow says or a folder is called stays text in every form, and changes nothing else.

Each form is made twice, of a flow in which every wording is hostile and of the same flow with plain words:
only words may differ. No element, link, block, key, cell or token comes out of a wording.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from pypdf import PdfReader
from rich.cells import cell_len

from interview.engine import Event, EventKind, replay
from interview.export.formats import FORMATS
from interview.export.makers import Options, make
from interview.flow.answers import Text
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow
from interview.library import list_templates
from interview.store import Recording, Store
from interview.text import clean_text, one_line
from tests.export.csv.test_table import begins_a_formula
from tests.export.pages import read_page
from tests.export.summaries import Patient
from tests.summary.example import AT
from tests.summary.patients import logic, patient

BENIGN = "plain words"
RAW = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> </div></p> [x](javascript:alert(1)) ![x](http://x.y/z)"
    " # *a* **b** _c_ `d` ```e``` | f | --- {{ 7*7 }} {% raw %} &lt;script&gt; ]]> <!-- --> <w:p/>"
    ' #import "@preview/x:1.0.0" #read("/etc/passwd") $x^2$ @at <label> \\ // /*'
    " %resource.item.where(linkId='x') ' or true or ' =CMD()|'/C calc'!A0 *** @NAME@ {ROS:1} .hpi"
    " \x1b[31m\x1b]52;c;AAAA\x07\x1b]0;t\x1b\\ \x9b2J \x85 \u202egpj\u202c \u200b\u2066x\u2069 \x00 \ud800"
)
"""As it may stand in a file of answers, a flow or the name of a folder, before it passes the door."""
HOSTILE = one_line(RAW)
TYPED = clean_text(
    "\n".join(
        (RAW, "=CMD()", "+1", "@SUM(A1)", "```", "<script>", "</script>", "- x", "# y", "x" * 3000, "***")
    )
)
LINES = "\n".join("w" if line else "" for line in TYPED.split("\n"))
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
TOKENS = re.compile(r"\*{3}|@\w+@|\{[^{}]*\}|(?<!\S)\.[^\W\d]")
WORDING = {
    *("ask", "label", "help", "why", "none", "title", "say", "more", "about", "call", "get_help", "note"),
    *("description", "intended_use", "unit", "sections", "outcomes", "literal", "family", "by"),
}
ANSWERED = ("typical", "urgent", "sjogren")
TEMPLATES = [one.name for one in list_templates()]


def worded(value: Any, words: str, within: bool = False) -> Any:
    """A part of a flow with every wording in it replaced; ids and logic stay."""
    if isinstance(value, str):
        return words if within and value else value
    if isinstance(value, tuple | list):
        return type(value)(worded(one, words, within) for one in value)
    if isinstance(value, Mapping):
        return {key: worded(one, words, within or key in WORDING) for key, one in value.items()}
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    parts = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
    return dataclasses.replace(
        value, **{name: worded(one, words, within or name in WORDING) for name, one in parts.items()}
    )


@cache
def reworded(words: str) -> Logic:
    flow: Flow = worded(logic().flow, words)
    return compile_flow(flow)


@cache
def material(name: str, words: str, typed: str) -> Patient:
    answers = {**patient(name).answers, "comment": Text(typed)}
    events = (Event(key, EventKind.ANSWERED, key, AT, answer) for key, answer in answers.items())
    return Patient(replay(reworded(words), events), AT, origin=f"{words} (--flows)", id="0123")


@cache
def made(name: str, options: Options, patient_name: str, *, hostile: bool) -> bytes:
    words, typed = (HOSTILE, TYPED) if hostile else (BENIGN, LINES)
    return make(name, material(patient_name, words, typed), options)


def tags(page: str) -> list[tuple[str, ...]]:
    """Every element of a page with its attributes' names and addresses, in order."""
    return [
        (one.tag, *sorted(one.attributes), *(one.attributes.get(name, "") for name in ("href", "src")))
        for one in read_page(page).all()
    ]


def of_markdown(content: bytes) -> object:
    """Every element that a reader makes of it, but for web addresses, which lead to themselves."""
    page = read_page(MarkdownIt("commonmark").render(content.decode()))
    return [
        (one.tag, one.attributes)
        for one in page.all()
        if one.tag != "a" or one.text != one.attributes["href"]
    ]


def of_csv(content: bytes) -> object:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if begins_a_formula(cell) and not _is_number(cell)] == []
    return [len(row) for row in rows], rows[0]


def of_json(content: bytes) -> object:
    return _keys(json.loads(content))


def of_word(content: bytes) -> object:
    """Every element of the appendix, and which there are on the first page, where words decide how many."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = {
            name: etree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith("xml")
        }
        links = sorted(one for name in inside for one in inside[name].xpath("//@Target"))
    (body,) = inside["word/document.xml"]
    (first,) = (place for place, part in enumerate(body) if part.xpath(".//*[local-name()='br'][@*='page']"))
    appendix = [one.tag for part in body[first:] for one in part.iter()]
    return sorted(inside), links, {one.tag for part in body[:first] for one in part.iter()}, appendix


def of_pdf(content: bytes) -> object:
    document = PdfReader(io.BytesIO(content))
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(document.root_object)
    assert b"/JavaScript" not in content
    notes: list[Any] = [note.get_object() for page in document.pages for note in page.get("/Annots", [])]
    return sorted({str(note["/A"].get("/URI")) for note in notes if "/A" in note})


def of_note(content: bytes) -> object:
    text = content.decode()
    assert max(cell_len(line) for line in text.split("\n")) <= 76
    return len(TOKENS.findall(text))


STRUCTURE: dict[str, Callable[[bytes], object]] = {
    "note": of_note,
    "markdown": of_markdown,
    "html": lambda content: tags(content.decode()),
    "pdf": of_pdf,
    "docx": of_word,
    "json": of_json,
    "csv": of_csv,
    "fhir": of_json,
    "fhir-questionnaire": of_json,
    "fhir-response": of_json,
    "smartphrase": of_note,
}
ENDINGS = {".txt.j2": of_note, ".md.j2": of_markdown, ".html.j2": STRUCTURE["html"]}


def test_every_form_is_looked_at() -> None:
    assert set(STRUCTURE) == set(FORMATS)


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_wording_changes_nothing_but_words(kind: str, full: bool, name: str) -> None:
    options = Options(full=full, free_text=True)
    hostile, plain = (made(kind, options, name, hostile=one) for one in (True, False))
    assert STRUCTURE[kind](hostile) == STRUCTURE[kind](plain)
    if not FORMATS[kind].binary:
        assert not UNSEEN.search(hostile.decode().removeprefix("\ufeff").replace("\r\n", "\n"))


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("template", TEMPLATES)
def test_nor_in_a_text_that_is_made_with_a_template(template: str, name: str) -> None:
    options = Options(template=template)
    hostile, plain = (made("note", options, name, hostile=one) for one in (True, False))
    structure = next(look for ending, look in ENDINGS.items() if template.endswith(ending))
    assert structure(hostile) == structure(plain)
    assert not UNSEEN.search(hostile.decode())


@pytest.mark.parametrize("name", ANSWERED)
def test_the_narratives_of_fhir_hold_no_element_of_anybody_else(name: str) -> None:
    hostile, plain = (json.loads(made("fhir", Options(), name, hostile=one)) for one in (True, False))
    assert [tags(one) for one in _divs(hostile)] == [tags(one) for one in _divs(plain)] != []


def test_nobody_writes_into_the_conditions_of_a_fhir_form() -> None:
    hostile, plain = (
        json.loads(made("fhir-questionnaire", Options(), "typical", hostile=one)) for one in (True, False)
    )
    assert _expressions(hostile) == _expressions(plain) != []


def test_what_comes_with_a_session_of_somebody_else_passes_the_same_door(tmp_path: Path) -> None:
    theirs, mine = Store(tmp_path / "theirs"), Store(tmp_path / "mine")
    recording = Recording.begin(theirs, logic(), clock=lambda: datetime.fromisoformat(AT))
    recording.answer("comment", Text(RAW))
    theirs.finish(recording.id, at=AT, note="\x1b]0;t\x07the note\u202e")
    session_id = mine.import_(theirs.export(recording.id))
    assert mine.note(session_id) == "the note"
    assert [event.answer for event in mine.events(session_id)] == [Text(clean_text(RAW))]


def _expressions(value: object) -> list[object]:
    if isinstance(value, dict):
        own = [value["expression"]] if "expression" in value else []
        return own + [found for one in value.values() for found in _expressions(one)]
    return [found for one in value for found in _expressions(one)] if isinstance(value, list) else []


def _divs(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["div"]] if "div" in value else []
        return own + [found for one in value.values() for found in _divs(one)]
    return [found for one in value for found in _divs(one)] if isinstance(value, list) else []


def _keys(value: object) -> object:
    """The shape of plain data: its keys and lengths, without what stands there."""
    if isinstance(value, dict):
        return {key: _keys(one) for key, one in value.items()}
    return [_keys(one) for one in value] if isinstance(value, list) else None


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None
