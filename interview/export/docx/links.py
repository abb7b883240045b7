"""Links, for which python-docx has no call of its own."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

_BLUE = RGBColor(0x0B, 0x4A, 0x8F)


def add_link(paragraph: Any, text: str, address: str) -> None:
    """Add a link to the end of a paragraph."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element = OxmlElement("w:r")
    link.append(element)
    paragraph._p.append(link)
    run = Run(element, paragraph)
    run.text, run.underline, run.font.color.rgb = text, True, _BLUE
