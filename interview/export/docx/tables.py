"""Tables whose first row is repeated on every page and read aloud as their head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement

if TYPE_CHECKING:
    from docx.document import Document as Sheet


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
