"""Every form tells what was found in the same words: those of the flow."""

from __future__ import annotations

import html
import re

import pytest

from interview.summary.short_note import short_note
from interview.tui.rows.summary import plan_rows
from tests.export.readers import docx_words, pdf_words
from tests.export.summaries import SHIPPED, made


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", html.unescape(text).replace("\\", ""))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_form_tells_the_findings_in_the_same_sentences(name: str) -> None:
    material = SHIPPED[name]
    summary = material.summary()
    prose = squeezed(" ".join(short_note(summary).prose))
    for kind in ("markdown", "html", "fhir"):
        assert prose in squeezed(made(kind, material).decode()), kind
    rows = squeezed("".join(text for row in plan_rows(summary, frozenset(), 160) for text, _ in row.text))
    for line in summary.plan:
        assert squeezed(line.short or line.title) in rows
        assert squeezed(next(iter(line.reasons), "")) in rows
    (first, *_) = short_note(summary).assessment or ("",)
    assert squeezed(first) in squeezed(pdf_words(made("pdf", material)))
    assert squeezed(first) in squeezed(docx_words(made("docx", material)))
