"""The sheet a Word document is written on: page, styles, links, tables, and the same bytes each time.

A wall: it needs python-docx, which may be missing; `docx` says so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.run import Run

if TYPE_CHECKING:
    from docx.document import Document as Sheet


BASIS, SOURCE, TYPED = "Basis", "Reference", "Typed"
"""Our own paragraph styles: what a line rests on, an entry of the references, and free text."""
LANGUAGE = "en-GB"
_FONT = "Calibri"
_QUIET = RGBColor(0x46, 0x46, 0x46)
_BLACK = RGBColor(0, 0, 0)
_SPACING = {
    "Normal": (0, 4),
    "Title": (0, 4),
    "Heading 1": (12, 4),
    "List Number": (6, 0),
    "List Bullet": (4, 0),
}
_SIZES = {"Normal": 10.5, "Title": 18, "Heading 1": 13}
_LONGEST_PROPERTY = 255
_EPOCH = (1980, 1, 1, 0, 0, 0)

_BLUE = RGBColor(0x0B, 0x4A, 0x8F)


def blank_sheet(title: str, footer: str, made: datetime) -> Sheet:
    """Return an empty document with our styles; its properties say nothing of the machine it was made on."""
    sheet = Document()
    _lay_out(sheet, footer)
    _set_styles(sheet)
    about = sheet.core_properties
    about.title, about.language, about.author, about.last_modified_by = (
        title[:_LONGEST_PROPERTY],
        LANGUAGE,
        "interview",
        "interview",
    )
    about.comments, about.revision = "", 1
    about.created = about.modified = made
    return sheet


def as_bytes(sheet: Sheet) -> bytes:
    """Return the document's file, in which every part has the same date whenever it is made."""
    saved, packed = io.BytesIO(), io.BytesIO()
    sheet.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            target.writestr(entry, parts.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _lay_out(sheet: Sheet, footer: str) -> None:
    section = sheet.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{footer}, page ")
    _add_page_number(paragraph)


def _add_page_number(paragraph: Any) -> None:
    """Add a field that Word fills in; python-docx has none of its own."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _set_styles(sheet: Sheet) -> None:
    styles = sheet.styles
    for name in ("Normal", "Title", "Heading 1", "List Number", "List Bullet", "List Continue", "Footer"):
        _plain(styles[name], _SIZES.get(name), *_SPACING.get(name, (0, 0)))
    _speak(styles)
    for name, base, left, size in ((BASIS, "List Continue", 0.25, 8.5), (SOURCE, "Normal", 0.4, 8.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.font.size, style.font.color.rgb = Pt(size), _QUIET
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.left_indent = Pt(left * 72)
    styles[SOURCE].paragraph_format.first_line_indent = Pt(-0.4 * 72)
    styles.add_style(TYPED, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles[TYPED].paragraph_format.left_indent = Pt(18)


def _plain(style: Any, size: float | None, before: float, after: float) -> None:
    """Give a style our font in black, in place of the colours of Word's own theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.font.color.rgb = _BLACK
    if size:
        style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _speak(styles: Any) -> None:
    """Set the language that spelling and screen readers go by."""
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def add_link(paragraph: Any, text: str, address: str) -> None:
    """Add a link to the end of a paragraph."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element = OxmlElement("w:r")
    link.append(element)
    paragraph._p.append(link)
    run = Run(element, paragraph)
    run.text, run.underline, run.font.color.rgb = text, True, _BLUE


def add_table(sheet: Sheet, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Add a table with a head; nothing when it has no rows."""
    if not rows:
        return
    table = sheet.add_table(rows=0, cols=len(head), style="Table Grid")
    for row in (head, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    sheet.add_paragraph()
